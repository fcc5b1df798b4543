"""The words around a name: what kind of place it is, what part of it is meant, and what says nothing.

The words are the dataset's; the defaults are plain English. A name is read in several ways, the
fullest first, because a word of kind may be a part of the name ("Kyiv City").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.derived import derived
from geo.names.transliteration import APOSTROPHES, plain_form, skeleton, unmixed

REGION, CITY, DISTRICT = "region", "city", "district"
PART, EXTRA, NON_PLACE = "part", "extra", "non_place"
LONGEST = 12  # words of a name
# letters that a word of kind, or another one, needs for a slip in it to be recognised
SPELLABLE, SPELLABLE_ASIDE = 5, 6

_SIGNS = re.compile(r"[,;:()\[\]/|]|\s[-\u2010-\u2015]\s")
_TWICE = re.compile(r"([^(\[/]+?)\s*(?:[(\[]([^)\]]+)[)\]]|/([^/]+))")


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words of the dataset's languages, in lower case.

    `region`, `city`, `district` say the kind of a place, `village` those of `city` that a region or
    a large city never has; `part` that only a part of it is meant;
    `extra` say nothing (one that ends in an apostrophe is cut off the word it is joined to);
    `joining` stand between places. `endings` are those of declined names and adjectives, in any
    script; `suffixes`, without endings, make an adjective of a town's name or a town's name of a
    shorter one; `alternations` are pairs of letters of which the first becomes the second before an
    ending: "к ц і" before this one, "ів ов" before any. `non_place` say that the name beside them
    is no place here: "river", "street", "time". `abbreviations` are pairs of a word and what it
    stands for: "st saint".
    """

    region: tuple[str, ...] = ("region", "province", "state", "county")
    city: tuple[str, ...] = ("city", "city of", "town", "town of", "village", "village of")
    village: tuple[str, ...] = ("village", "village of")
    district: tuple[str, ...] = ("district",)
    part: tuple[str, ...] = (
        "part of",
        "parts of",
        "a part of",
        "most of",
        "left bank of",
        "right bank of",
        "left bank",
        "right bank",
        "outskirts of",
        "suburbs of",
        "north of",
        "south of",
        "east of",
        "west of",
        "near",
        "around",
        "area",
        "area of",
    )
    extra: tuple[str, ...] = ("the", "in", "at", "of", "whole of", "all of", "entire", "'s")
    non_place: tuple[str, ...] = ("river", "street", "avenue", "road", "time")
    joining: tuple[str, ...] = ("and", "or")
    endings: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    alternations: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One way to read a written name: `text` is the name itself in plain form, `kinds` what its other words say it is.

    `village`: they say that it is no large place.
    """

    text: str
    kinds: frozenset[str] = frozenset()
    part: bool = False
    village: bool = False


def readings(written: str, words: Words) -> tuple[Reading, ...]:
    """Return the ways to read a name, the fullest first; none of them is empty."""
    return _ways(words, written)


@derived(most=4096)
def _ways(words: Words, written: str) -> tuple[Reading, ...]:
    found = dict.fromkeys(reading for reading in _readings(unmixed(written), words) if reading.text)
    in_full = (replace(reading, text=expanded(reading.text, words)) for reading in tuple(found))
    return tuple(found | dict.fromkeys(in_full))


def expanded(plain: str, words: Words) -> str:
    """Return a name in plain form with its abbreviations in full: "st clair" -> "saint clair"."""
    full = _full_words(words)
    return " ".join(full.get(word, word) for word in plain.split()) if full else plain


@derived()
def _full_words(words: Words) -> dict[str, str]:
    pairs = (plain_form(pair).partition(" ") for pair in words.abbreviations)
    return {short: full for short, _, full in pairs}


def read_kind(plain: str, words: Words) -> Reading:
    """Set only the words of kind aside: "zaporizka oblast" -> "zaporizka", region."""
    if _tokens_of_kind(words).isdisjoint(plain.split()):
        return Reading(text=plain)  # most names: the pattern below is ten times as slow
    groups = kinds_of(words)
    said: set[str] = set()

    def aside(match: re.Match[str]) -> str:
        said.add(match[0])
        return ""

    bare = " ".join(_pattern(words, (REGION, CITY, DISTRICT)).sub(aside, plain).split())
    kinds = frozenset(groups[word] for word in said)
    return Reading(text=bare, kinds=kinds, village=not _villages(words).isdisjoint(said))


@derived()
def kinds_of(words: Words) -> dict[str, str]:
    """Each word of kind in plain form -> the kind; once for each dataset, not for each name."""
    return {
        plain_form(word): kind for kind in (REGION, CITY, DISTRICT) for word in getattr(words, kind)
    }


@derived()
def _villages(words: Words) -> frozenset[str]:
    return frozenset(map(plain_form, words.village))


@derived()
def _tokens_of_kind(words: Words) -> frozenset[str]:
    return frozenset(word for phrase in kinds_of(words) for word in phrase.split())


@derived()
def endings_of(words: Words) -> frozenset[str]:
    """The endings as skeletons."""
    return _skeletons(words.endings)


@derived()
def suffixes_of(words: Words) -> frozenset[str]:
    """The suffixes as skeletons."""
    return _skeletons(words.suffixes)


@derived()
def alternations_of(words: Words) -> tuple[tuple[str, str, str], ...]:
    """The alternations as skeletons, with the only ending before which they happen, "" for any."""
    triples = ((*pair.split(), "")[:3] for pair in words.alternations)
    found = (tuple(skeleton(plain_form(part)) for part in triple) for triple in triples)
    return tuple(dict.fromkeys((first, second, ending) for first, second, ending in found))


def says_something(written: str, words: Words) -> bool:
    """Whether a name is left when all words around it are set aside."""
    return _says_something(words, written)


@derived(most=4096)
def _says_something(words: Words, written: str) -> bool:
    return bool(_bare(plain_form(unmixed(written)), words).text)


def names_no_place(piece: str, words: Words) -> bool:
    """Whether a word beside the name says that it is no place: "Alpha River", "Alpha time".

    A region that is called so is one, whatever else stands there: "Alpha oblast along the river".
    """
    bare = read_kind(plain_form(unmixed(piece)), words)
    return REGION not in bare.kinds and bool(_pattern(words, (NON_PLACE,)).search(bare.text))


def before_non_place(piece: str, words: Words) -> str:
    """Return what stands before the first word of no place if it is called a city: "м. Alpha"."""
    plain = plain_form(unmixed(piece))
    found = _pattern(words, (NON_PLACE,)).search(plain)
    before = plain[: found.start()].strip() if found else ""
    return before if CITY in read_kind(before, words).kinds else ""


def pieces(written: str) -> list[str]:
    """Split at commas, colons, brackets, strokes, and dashes with blanks around them."""
    return [piece for piece in map(str.strip, _SIGNS.split(written)) if plain_form(piece)]


def possessed(written: str, words: Words) -> tuple[str, str] | None:
    """Return who has what: "Alpha's harbour" -> "Alpha", "harbour"; None if it is not written so."""
    for word in words.extra:
        found = word.startswith("'") and re.fullmatch(
            rf"(.*?\w)[{APOSTROPHES}]{word[1:]}\s+(.*\w.*)", written.strip()
        )
        if found:
            return found[1], found[2]
    return None


def joined(written: str, words: Words) -> list[str]:
    """Split at every "and" and "or"."""
    return [
        part for part in map(str.strip, _between(words).split(unmixed(written))) if plain_form(part)
    ]


@derived()
def _between(words: Words) -> re.Pattern[str]:
    return re.compile(
        rf"\s(?:{'|'.join(map(re.escape, (*words.joining, '&', '+')))})\s", re.IGNORECASE
    )


def spelt_twice(written: str) -> tuple[str, str]:
    """Return a name and its other spelling, in brackets or after a stroke; two blanks if there is none."""
    found = _TWICE.fullmatch(written.strip())
    return (found[1], found[2] or found[3]) if found else ("", "")


def _readings(written: str, words: Words) -> Iterator[Reading]:
    plain = plain_form(written)
    bare = read_kind(plain, words)
    yield replace(bare, text=plain)
    yield bare
    yield _bare(plain, words)
    if (elided := _elided(written, words)) != written:
        yield _bare(plain_form(elided), words)
    if len(plain.split()) > 1 and all(len(word) == 1 for word in plain.split()):
        yield Reading(text=plain.replace(" ", ""))  # "L. N. R."
    corrected = " ".join(_corrected(words, word) for word in plain.split())
    if corrected != plain:
        yield replace(read_kind(corrected, words), text=corrected)
        yield _bare(corrected, words)


def _bare(plain: str, words: Words) -> Reading:
    """Set all words aside: those of parts first, since "the city" may stand within them."""
    whole, parts = _pattern(words, (PART,)).subn("", plain)
    rest = read_kind(" ".join(whole.split()), words)
    text = " ".join(_pattern(words, (EXTRA,)).sub("", rest.text).split())
    return replace(rest, text=text, part=parts > 0)


def _elided(written: str, words: Words) -> str:
    for pattern in _elisions(words):
        written = pattern.sub("", written)
    return written


@derived()
def _elisions(words: Words) -> tuple[re.Pattern[str], ...]:
    """Words that are joined to another by an apostrophe, before it ("d'") and after it ("'s")."""
    before = "|".join(re.escape(word[:-1]) for word in words.extra if word.endswith("'"))
    after = "|".join(re.escape(word[1:]) for word in words.extra if word.startswith("'"))
    patterns = {
        rf"\b(?:{before})[{APOSTROPHES}](?=\w)": before,
        rf"(?<=\w)[{APOSTROPHES}](?:{after})(?!\w)": after,
    }
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern, marks in patterns.items() if marks)


@derived(most=65_536)
def _corrected(words: Words, word: str) -> str:
    """Correct a slip of one letter in a long word of kind, or of part: "oblsat"."""
    known = _spellable(words)
    if len(word) < SPELLABLE or word in known:
        return word
    nearest = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=1)
    return nearest[0] if nearest else word


@derived()
def _spellable(words: Words) -> dict[str, str]:
    kinds = (word for word in kinds_of(words) if len(word) >= SPELLABLE and " " not in word)
    others = (word for phrase in (*words.part, *words.extra) for word in plain_form(phrase).split())
    return {
        word: word for word in (*kinds, *(word for word in others if len(word) >= SPELLABLE_ASIDE))
    }


@derived(most=4)
def _pattern(words: Words, groups: tuple[str, ...]) -> re.Pattern[str]:
    whole = (
        phrase
        for group in groups
        for phrase in getattr(words, group)
        if "'" not in (phrase[:1], phrase[-1:])
    )
    phrases = {plain_form(phrase) for phrase in whole} - {""}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\S)")


def _skeletons(texts: Iterable[str]) -> frozenset[str]:
    return frozenset({skeleton(plain_form(text)) for text in texts} - {""})
