"""The places that a sentence names, and the words that stand for a place named before ("the
region", "місті").

Names are looked up in `geo.names`: exactly, with the last letters of a declined word changed as the
language's file says
("Полтавської області" is looked up as "Полтавська область", which is also how the place is then
written), and, if a word of its
kind or a preposition governs it, in other spellings. Names with slips are not looked for: a wrong
place is worse than none.
"""

import itertools
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from geo.drafting.abroad import abroad_at, foreign_at
from geo.drafting.anaphora import back_at
from geo.drafting.lexicon import Lexicon, Word, joining_words
from geo.drafting.neighbours import as_its_like, in_their_regions, is_told_later, without_routes
from geo.drafting.persons import is_given_name, is_of_an_office
from geo.drafting.place import CITY, DISTRICT, LEVEL_OF, PLANT, REGION, Mention
from geo.drafting.place_names import ADJECTIVES, WINDOW, meaning_of, mention_of
from geo.drafting.quarters import elided_in, quarter_at
from geo.drafting.text import DASHES, Token
from geo.names import PlaceIndex


def mentions_in(
    tokens: Sequence[Token],
    words: Sequence[Word],
    text: str,
    index: PlaceIndex,
    lexicon: Lexicon,
    codes: Sequence[str] = (),
) -> list[Mention]:
    """Find the places of a sentence, in its order; words that stand for one have `back` set and no
    name yet.

    `codes`: regions that were spoken of before, the last one first: they decide between villages of
    one name.
    """
    sentence = _sentence_of(tokens, words, text, index, lexicon)
    found = _scan(sentence, codes)
    regions = tuple(dict.fromkeys(one.code for one in found if one.level == REGION and one.code))
    if regions and any(one.level in {CITY, DISTRICT} and one.code not in regions for one in found):
        found = _scan(sentence, (*regions, *codes))  # "Zolochiv, Kharkiv Oblast"
    found = without_routes(in_their_regions(as_its_like(found, tokens, index), tokens), tokens)
    found = [one for one in found if not is_told_later(one, found, tokens, words)]
    return [_as_plant(one, words, tokens, text) for one in found]


LONGEST_OF_ADJECTIVES = 3  # letters of an ending
SIDES = frozenset({"the", "in"})  # before a side of a place
OPENING_QUOTES = frozenset('«“„"')


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sentence:
    """A sentence in which places are looked for; its other fields are what its words tell of its tokens.

    `levels`: words of kind that may stand beside a name; `listed`: the level of each name of "A, B and C regions", and its word;
    `governed`: a preposition stands before; `prefixed`: a word of kind does; `common`: words with a meaning of their own;
    `titles`: words after which a name is one of a person; `bodies`: abbreviations of offices; `opening`: words that begin none;
    `abroad`, `quarters`, and `elided`, names of districts without their word: by their first token.
    """

    tokens: Sequence[Token]
    words: Sequence[Word]
    text: str
    index: PlaceIndex
    lexicon: Lexicon
    levels: Mapping[int, Word]
    listed: Mapping[int, tuple[str, Word]]
    governed: frozenset[int]
    prefixed: frozenset[int]
    common: frozenset[int]
    titles: frozenset[int]
    bodies: frozenset[int]
    opening: frozenset[int]
    abroad: Mapping[int, Word]
    quarters: Mapping[int, Word]
    elided: Mapping[int, Word]


def _sentence_of(
    tokens: Sequence[Token], words: Sequence[Word], text: str, index: PlaceIndex, lexicon: Lexicon
) -> _Sentence:
    def firsts(*groups: str) -> frozenset[int]:
        return frozenset(word.first for word in words if word.group in groups and word.kind != "role.de_facto_authority")

    levels = {word.first: word for word in words if word.group == "level" and word.name != "prefix"}
    elided = elided_in(tokens, words, lexicon)
    joins = joining_words(lexicon) | {","}  # "the villages A and B"
    prefixed = _governed([word for word in words if word.kind == "level.prefix"], tokens)
    return _Sentence(
        tokens=tokens,
        words=words,
        text=text,
        index=index,
        lexicon=lexicon,
        levels=levels,
        listed=_levels_of_lists(tokens, levels, lexicon) | {at: (DISTRICT, word) for at, word in elided.items()},
        governed=frozenset(_governed(words, tokens)),
        prefixed=frozenset({*prefixed, *(at + 2 for at in prefixed if at + 1 < len(tokens) and tokens[at + 1].low in joins)}),
        common=firsts("trigger", "unit", "speech", "time", "bound", "state"),
        titles=frozenset(word.first for word in words if word.group in {"role", "level", "guard", "time", "noun"}),
        bodies=frozenset(at for at in firsts("role") if text[tokens[at].start : tokens[at].end].isupper()),
        opening=firsts("place", "time", "extent", "scope", "clause", "speech", "role") - _adjectives_of(levels, tokens, lexicon),
        abroad={word.first: word for word in reversed(words) if word.kind == "guard.abroad"},
        quarters={word.first: word for word in words if word.kind == "quarter.kind"},
        elided=elided,
    )


def _adjectives_of(levels: Mapping[int, Word], tokens: Sequence[Token], lexicon: Lexicon) -> set[int]:
    """Return where adjectives stand before a word of their kind: names, whatever they begin like ("Голованівський район"); within
    a sentence a capital letter alone makes a district's name of one ("весь Північний район").
    """
    adjectives = tuple(lexicon.tables["adjectives"]) or ("\0",)
    before = {word.first - 1: word.name for word in levels.values() if word.name in {"region", "district"} and word.first}
    return {
        at
        for at, kind in before.items()
        if tokens[at].capital and (tokens[at].low.endswith(adjectives) or (at > 0 and kind == DISTRICT))
    }


def _scan(sentence: _Sentence, codes: Sequence[str]) -> list[Mention]:
    found: list[Mention] = []
    at = 0
    while at < len(sentence.tokens):
        mention = _mention_at(sentence, at, found, codes)
        if mention is not None:
            found.append(mention)
        at = max(at + 1, mention.last if mention else 0)
    return found


def _mention_at(sentence: _Sentence, at: int, found: Sequence[Mention], codes: Sequence[str]) -> Mention | None:
    """Return the place that begins at a token. `found`: those before it."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    mention = None
    begins = tokens[at].capital and tokens[at].is_word and (at not in sentence.opening or at in sentence.elided)
    if begins and tokens[at].low not in lexicon.tables["articles"]:
        listed = at in sentence.listed or at - 1 in sentence.listed
        governed = at in sentence.governed or listed or (bool(found) and found[-1].last >= at - 1)
        mention = _named_at(sentence, at, (*codes, *(one.code for one in found)), governed=governed)
        if mention is not None and mention.small and not governed and _is_apposed(at, tokens, sentence.words):
            mention = None
        if mention is None or (at + 1 in sentence.quarters and mention.level == CITY and not mention.quarter):
            mention = quarter_at(tokens, at, sentence.text, sentence.quarters, sentence.elided, lexicon) or mention
    if mention is None:
        abroad = abroad_at(sentence.abroad.get(at), tokens) or foreign_at(tokens, sentence.words, at)
        mention = abroad or back_at(sentence.levels.get(at), tokens, lexicon)
    return None if mention is None or _stands_for_else(mention, at, tokens, sentence.words) else mention


def _is_apposed(at: int, tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether a name is that of a thing named before it: "the station A", "пункт «А»"."""
    things = [word for word in words if word.group in {"object", "quarter", "asset"}]
    return at > 0 and (tokens[at - 1].low in OPENING_QUOTES or any(word.last == at for word in things))


def _stands_for_else(mention: Mention, at: int, tokens: Sequence[Token], words: Sequence[Word]) -> bool:
    """Whether words around a name make it another thing: "controlled by Kyiv", "вулиця Харківська", "capital of the region"."""
    some = {word.last for word in words if word.kind == "extent.part"}  # "some streets of A"
    before = [w for w in words if w.last == at and not (w.kind == "guard.street" and w.first in some)]
    if any(word.kind in {"guard.loyal", "guard.street", "place.direction"} for word in before):
        return True
    if any(word.kind == "place.seat" and word.last == at for word in words):
        return True
    away = [word for word in words if word.kind == "place.away" and word.last == at and mention.level != REGION]
    if any(word.first == 0 or tokens[word.first - 1].low not in SIDES for word in away):
        return True  # "north of A", not "in the north of A"
    if at == 0 and mention.level == CITY and any(word.kind == "guard.acts" and word.first == mention.last for word in words):
        return True  # "Kyiv denied it": a capital for its government
    bare = mention.level == REGION and mention.last == mention.first + 1 and not mention.back
    streets = any(word.kind == "guard.street" and word.first < at for word in words)
    if bare and streets and mention.name.lower().split()[0].endswith(ADJECTIVES):
        return True  # "вулиці Київська, Одеська"
    if mention.back and mention.level == DISTRICT and any(w.first == mention.last and w.group == "service" for w in words):
        return True  # "the district hospital"
    others = [word for word in words if word.kind == "guard.other_capital"]
    return mention.back and any(word.first <= at < word.last and mention.last <= word.last for word in others)


def _governed(words: Sequence[Word], tokens: Sequence[Token]) -> set[int]:
    """Return the tokens before which a preposition or a word of kind stands."""
    ends = {
        word.last
        for word in words
        if word.kind in {"place.inside", "level.prefix"} or word.group == "scope"
    }
    return ends | {
        end + 1 for end in ends if end < len(tokens) and tokens[end].low == "."
    }  # "м. Київ"


def _levels_of_lists(
    tokens: Sequence[Token], levels: Mapping[int, Word], lexicon: Lexicon
) -> dict[int, tuple[str, Word]]:
    """Give each name of "A, B and C regions", "regions of A and B", "the southern region of A" its level, and the word that says
    so: token -> level, word.
    """
    joining = joining_words(lexicon) | {","}
    adjectives = tuple(lexicon.tables["adjectives"])
    forced: dict[int, tuple[str, Word]] = {}
    for word in levels.values():
        if word.name not in LEVEL_OF:
            continue
        level, several = LEVEL_OF[word.name], word.name in {"regions", "districts"}
        at = word.first - 1
        while (several or adjectives) and at >= 0 and (tokens[at].low in joining or tokens[at].capital):
            if tokens[at].capital:
                if adjectives and not tokens[at].low.endswith(adjectives):
                    break
                forced[at] = level, word
            at -= 1
        after = range(word.last + 1, len(tokens) - 1) if several and tokens[word.last : word.last + 1] else range(0)
        if after and tokens[word.last].low == ":":  # "by districts: A — 22, B — 15"
            rows = [n for n in after if tokens[n].capital and tokens[n + 1].low in DASHES and n not in levels]
            forced |= {n: (level, word) for n in rows if not adjectives or tokens[n].low.endswith(adjectives)}
        if several and adjectives:
            forced |= dict.fromkeys(_adjectives_after(word, tokens, levels, joining, adjectives), (level, word))
        of = word.last < len(tokens) and tokens[word.last].low == "of"
        if not of or level == CITY or (word.first and tokens[word.first - 1].capital):
            continue
        at = word.last + 1
        while at < len(tokens) and (tokens[at].capital or (several and tokens[at].low in joining)):
            if tokens[at].capital:
                forced[at] = level, word
            at += 1
    return forced


def _adjectives_after(
    word: Word, tokens: Sequence[Token], levels: Mapping[int, Word], joining: Set[str], adjectives: tuple[str, ...]
) -> list[int]:
    """Return where the names of a list stand after their word of kind: "села двох громад, А-ської та Б-ської"."""
    found: list[int] = []
    at = word.last + (word.last < len(tokens) and tokens[word.last].low == ",")
    while at < len(tokens) and tokens[at].capital and tokens[at].low.endswith(adjectives) and at + 1 not in levels:
        found.append(at)
        at += 1 + (at + 1 < len(tokens) and tokens[at + 1].low in joining)
    return found


def _named_at(sentence: _Sentence, at: int, codes: Sequence[str], *, governed: bool) -> Mention | None:
    """Return the place whose name begins at a token: the longest name that is one."""
    tokens = sentence.tokens
    for length in range(min(WINDOW, len(tokens) - at), 0, -1):
        window = tokens[at : at + length]
        named = all(one.capital and one.is_word for one in window)
        named = named and not (length > 1 and _is_word_of_kind(sentence, at))  # "Селище А" is A
        if not named or any(left.end != right.start - 1 for left, right in itertools.pairwise(window)):
            continue
        if any(inner in sentence.levels and sentence.levels[inner].name != "republic" for inner in range(at + 1, at + length)):
            continue  # "Волынской ОВА": the word of its kind is no part of the name
        if any(inner in sentence.bodies for inner in range(at + 1, at + length)):
            continue  # "Чернігівська МВА"
        if length == 1 and _is_qualifier(tokens, at, sentence.lexicon):
            return None  # "Nova Tavolzhanka", a village that is not known: never the town of Nova
        lexical = window[0].low in sentence.lexicon.tables["not_places"] or at in sentence.common
        if length == 1 and lexical:
            continue
        level = _level_at(sentence, at, at + length)
        if length == 1 and is_of_an_office(at, tokens, sentence.words):
            return None
        if length == 1 and not level and is_given_name(at, tokens, sentence.lexicon):
            return None
        titled = sentence.lexicon.language != "en" and at - 1 in sentence.titles
        if not (level or governed or titled) and _goes_on(tokens, at + length, sentence.titles):
            continue
        if mention := _meant_by(sentence, at, at + length, level, codes, governed=governed):
            return mention
    return None


def _is_word_of_kind(sentence: _Sentence, at: int) -> bool:
    """Whether a word of kind stands before a name, as at the beginning of a sentence it may with a capital letter."""
    return any(word.kind == "level.prefix" and word.first == at for word in sentence.words)


def _level_at(sentence: _Sentence, at: int, last: int) -> str:
    """Return the level that words of kind give a name, "" if none does."""
    if at in sentence.listed:
        return sentence.listed[at][0]
    beside = sentence.levels.get(last)
    level = LEVEL_OF.get(beside.name, "") if beside else ""
    return level or (CITY if at in sentence.prefixed else "")  # "the village of A" is no region, whatever else bears its name


def _meant_by(
    sentence: _Sentence, at: int, last: int, level: str, codes: Sequence[str], *, governed: bool
) -> Mention | None:
    tokens, text, lexicon = sentence.tokens, sentence.text, sentence.lexicon
    written = text[tokens[at].start : tokens[last - 1].end]
    found = meaning_of(sentence.index, written, level, lexicon, governed=governed or bool(level))
    if found is None:
        return None
    beside = sentence.levels.get(last)
    own = beside is not None and LEVEL_OF.get(beside.name) == level
    word = beside if own else sentence.listed[at][1] if at in sentence.listed else None
    end = beside.last if beside is not None and own else last
    called = at in sentence.prefixed
    return mention_of(
        sentence.index, found, level, codes, at, end, tokens, text, lexicon, word, governed=governed, prefixed=called
    )


def _goes_on(tokens: Sequence[Token], last: int, titles: Set[int]) -> bool:
    """Whether a name goes on with a word that is neither an office nor a kind: then it is the name
    of somebody or something else.
    """
    if (
        last >= len(tokens)
        or not (tokens[last].capital and tokens[last].is_word)
        or tokens[last].start != tokens[last - 1].end + 1
    ):
        return False
    return last not in titles


def _is_qualifier(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is the adjective of the name that follows it: "Nova", "Upper"."""
    stems = tuple(lexicon.tables["qualifiers"])
    low, after = tokens[at].low, at + 1
    goes_on = after < len(tokens) and tokens[after].capital and tokens[after].start == tokens[at].end + 1
    return goes_on and any(low.startswith(stem) and len(low) <= len(stem) + LONGEST_OF_ADJECTIVES for stem in stems)


def _as_plant(one: Mention, words: Sequence[Word], tokens: Sequence[Token], text: str) -> Mention:
    """A place whose name a power plant bears is the plant, not the place."""
    for word in words:
        if (
            word.kind == "guard.plant"
            and not one.back
            and (word.first == one.last or one.first <= word.first < one.last)
        ):
            end = tokens[word.last - 1].end
            return replace(
                one,
                last=word.last,
                end=end,
                level=PLANT,
                name=text[one.start : end],
                key=f"{one.code}/plant",
            )
    return one
