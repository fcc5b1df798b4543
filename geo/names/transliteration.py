"""Forms in which written names can be compared: `plain_form` for the same letters, `skeleton` for any script and transliteration.

It knows letters and how European languages write the sounds of Slavic names, and no places.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from anyascii import anyascii

APOSTROPHES = "'`´’‘‛ʼʹʺ′″＇*\"“”"
# Latin letters that look like a Cyrillic one, and that one
LOOK_ALIKE = dict(zip("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху", strict=True))
TO_CYRILLIC = str.maketrans(LOOK_ALIKE)
TO_LATIN = str.maketrans({cyrillic: latin for latin, cyrillic in LOOK_ALIKE.items()})
# What English, German, Polish and French write for one sound becomes one letter, and so does what two languages tell apart
# by voice only (h and g); vowels stay, or too many names would become one.
SOUNDS = {
    "schtsch": "s",
    "szcz": "s",
    "shch": "s",
    "sch": "s",
    "sh": "s",
    "sz": "s",
    "tsch": "h",
    "tch": "h",
    "cz": "h",
    "ch": "h",
    "kh": "h",
    "gh": "h",
    "g": "h",
    "x": "h",
    "zh": "z",
    "ts": "z",
    "tz": "z",
    "c": "z",
    "ou": "u",
    "w": "v",
    "q": "k",
    "y": "i",
    "j": "i",
}
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
LONGEST_ENDING, SHORTEST_ROOT = 6, 3  # letters
POINTS, LEAST_ACCENT = range(10, 37), 200  # combining classes of Unicode: of Hebrew and Arabic; of what stands over or under
_SOUND = re.compile("|".join(sorted(SOUNDS, key=len, reverse=True)))


@lru_cache(maxsize=65_536)
def plain_form(text: str) -> str:
    """Return text in lower case without accents, apostrophes and punctuation, words separated by one space.

    Letters of full width are the usual ones. The breve and the two dots of Cyrillic letters are
    kept: without them й is и, ї is і, and two names become one. So are the signs of other scripts
    that are no accents: the vowels of Devanagari or Thai, the voice of kana, the parts of a Hangul
    syllable.
    """
    if text.isascii():
        return " ".join(re.findall(r"\w+", re.sub(r"['`*\"]", "", text.casefold())))
    letters = map(_plain_letter, unicodedata.normalize("NFKC", text.casefold()))
    return " ".join("".join(letters).split())


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    """Return the letter below its accents, "" for an apostrophe or an accent that stands alone, a blank for other signs."""
    if letter in APOSTROPHES:
        return ""
    base, *marks = tuple(unicodedata.normalize("NFD", letter))
    if _is_accent(base):
        return ""
    if all(map(_is_accent, marks)) and not "\u0400" <= letter <= "\u04ff":
        letter = base
    return letter if letter.isalnum() or letter == "_" or unicodedata.category(letter).startswith("M") else " "


def _is_accent(mark: str) -> bool:
    """Whether a mark only colours the letter below it, as accents, Arabic vowels and Hebrew points do."""
    kind = unicodedata.combining(mark)
    return kind >= LEAST_ACCENT or kind in POINTS


def cleaned(text: str) -> str:
    """Return text without the marks of a web page: "<b>Kam&#39;ianske</b>" -> "Kam'ianske".

    Pages that are escaped twice are common: "&amp;nbsp;".
    """
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return _TAG.sub(" ", text) if "<" in text else text


def unmixed(text: str) -> str:
    """Return text in which no word mixes Latin and Cyrillic letters that look alike: "Хeрсон" with a Latin e -> "Херсон"."""
    return (
        text
        if text.isascii()
        else re.sub(r"[^\W\d_]+", lambda found: _of_one_script(found[0]), text)
    )


def _of_one_script(word: str) -> str:
    latin = [letter for letter in word if letter.isascii()]
    cyrillic = [letter for letter in word if "\u0400" <= letter <= "\u04ff"]
    if not latin or not cyrillic:
        return word
    if all(letter in LOOK_ALIKE for letter in latin):
        return word.translate(TO_CYRILLIC)
    looks_latin = all(ord(letter) in TO_LATIN for letter in cyrillic)
    return word.translate(TO_LATIN) if looks_latin else word


@lru_cache(maxsize=65_536)
def skeleton(plain: str) -> str:
    """Return a name in plain form as Latin letters that all its transliterations share: "харків", "charkiw" -> "harkiv"."""
    latin = re.sub(r"[^a-z0-9]", "", anyascii(plain).lower())
    sounds = _SOUND.sub(lambda found: SOUNDS[found[0]], latin)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"i+e", "e", sounds))


def stem(plain: str, endings: frozenset[str]) -> str:
    """Return the skeleton of a name without the longest ending (a skeleton too) of each of its words."""
    return next(divided(plain, endings))[0]


def divided(plain: str, endings: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield stem and ending of a name, by each ending that its last word may have, the longest first.

    "харкові" is "харк" + "ові", or "харков" + "і". Of its other words the longest ending is cut. An
    ending is blank if there is none.
    """
    *before, last = (skeleton(word) for word in plain.split()) if plain.split() else ("",)
    root = "".join(next(_cut(word, endings))[0] for word in before)
    for rest, ending in _cut(last, endings):
        yield root + rest, ending


def _cut(word: str, endings: frozenset[str]) -> Iterator[tuple[str, str]]:
    lengths = range(min(LONGEST_ENDING, len(word) - SHORTEST_ROOT), 0, -1)
    found = [(word[:-length], word[-length:]) for length in lengths if word[-length:] in endings]
    yield from found or [(word, "")]
