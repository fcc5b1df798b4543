"""What columns of other people's tables are called, and how well a name fits: the words are in `vocabulary.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

WORDS_FILE = Path(__file__).with_name("vocabulary.toml")
EXACT, ALL_WORDS, PER_PLACE, LAST = 1.0, 0.8, 0.001, 0.09  # the words of a list come in the order of their worth
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ß": "ss", "ı": "i", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O"})
_BREVE = "\u0306"
_MARKED = re.compile(rf"(.){_BREVE}")
_LETTERS = {one + _BREVE for one in "иИуУ"}  # й is a letter, not и with a mark; ă is an a
UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@cache
def meanings() -> dict[str, Any]:
    """Return the words by table and column of ours; the signs of reports are words of their columns too, and a column that is
    called after a kind of places holds places.
    """
    found = tomllib.loads(WORDS_FILE.read_text(encoding="utf-8"))
    signed = {ours: found["outages"][ours] + words for ours, words in found["signs"].items()}
    kinds = [word for kind in ("region", "district", "settlement") for word in found["place_kind"][kind]]
    placed = {table: found[table] | {"place": found[table]["place"] + kinds} for table in ("counts", "outages", "customers")}
    return found | placed | {"outages": placed["outages"] | signed}


def folded(name: str) -> str:
    """Return a name in lower case, its words apart, without marks and signs: "CustomersOut" and "customers_out" are one."""
    text = unicodedata.normalize("NFKD", _CAMEL.sub(" ", name).translate(_PLAIN))
    bare = _MARKED.sub(lambda match: match[0] if match[0] in _LETTERS else match[1], text)
    bare = "".join(c for c in bare if not unicodedata.combining(c) or c == _BREVE)
    composed = unicodedata.normalize("NFC", bare).casefold()  # what is left of marks are the vowels of scripts such as Bengali
    return " ".join("".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in composed).split())


def fit(name: str, phrases: Iterable[str]) -> float:
    """Return how well a column's name fits one of some phrases: 0 not at all, 1 it is the first of them."""
    own = folded(name)
    words, squeezed = set(own.split()), own.replace(" ", "")
    best = 0.0
    for place, phrase in enumerate(phrases):
        bare, later = _folded_phrase(phrase), min(PER_PLACE * place, LAST)
        if bare == own or bare.replace(" ", "") == squeezed:
            best = max(best, EXACT - later)
        elif set(bare.split()) <= words or (_is_unspaced(bare) and bare in squeezed):
            best = max(best, ALL_WORDS * (0.5 + 0.5 * len(bare.split()) / len(words)) - later)
    return best


@lru_cache(maxsize=4096)
def _is_unspaced(phrase: str) -> bool:
    """Whether a phrase is of a script that writes no blanks between words: "停電" is a word of "停電戸数"."""
    return bool(phrase) and all(unicodedata.name(one, "").startswith(UNSPACED) for one in phrase)


_folded_phrase = lru_cache(maxsize=4096)(folded)  # the same few thousand words are held against every name


def is_share(name: str) -> bool:
    """Whether a column's name says that it holds shares: "Households without power (%)"."""
    return "%" in name or fit(name, meanings()["not"]["shares"]) > 0


def says_out(name: str) -> bool:
    """Whether a column's name speaks of those who are or were without power, in any of many languages, and not of all."""
    words = meanings()["not"]
    return fit(name, (*words["still"], *words["now"], *words["ever"], *words["totals"])) > 0 and fit(name, words["served"]) == 0


def names_speakers(column: str) -> bool:
    """Whether a column's name says that it holds who says so, such as "Source"; a utility is none: its figure is its part."""
    return fit(column, (*meanings()["signs"]["source"], *meanings()["speakers"]["names"])) >= ALL_WORDS - LAST


def is_postal(name: str) -> bool:
    """Whether a column's name says that it holds codes of the post, which are no codes of regions: "Zip Code", "PLZ"."""
    return fit(name, meanings()["not"]["postal"]) >= ALL_WORDS / 2


def is_planned(text: str) -> bool:
    """Whether a text speaks of announced work: "Planned outage", "11 MAINTENANCE"; "unplanned" and "not planned" do not."""
    words = meanings()["planned"]
    if fit(text, words["words"]) == 0 or fit(text, words["not"]) > 0:
        return False
    told = folded(text).split()
    return not any(one in words["negations"] and fit(next_one, words["words"]) > 0 for one, next_one in pairwise(told))


def announces(title: str) -> bool:
    """Whether a title says that what stands below it is announced: "Load shedding schedule", "Planned outages"."""
    return is_planned(title) or fit(title, meanings()["planned"]["titles"]) > 0


def is_of_settlements(name: str) -> bool:
    """Whether a column's name says that it holds names of towns or villages: "City", "NOMBRE_COMUNA"."""
    return fit(name, meanings()["place_kind"]["settlement"]) > ALL_WORDS / 2


def is_of_parts(name: str) -> bool:
    """Whether a column's name says that it holds names of towns or of districts, which lie in a region."""
    return is_of_settlements(name) or fit(name, meanings()["place_kind"]["district"]) > ALL_WORDS


def speaks_of_plans(text: str) -> bool:
    """Whether a text speaks of plans, also to say that there were none: "planned customers", "unplanned customers"."""
    words = meanings()["planned"]
    return fit(text, (*words["words"], *words["not"])) > 0


def tag_fit(tag: str, wanted: Iterable[str]) -> float:
    """Return how well an HXL tag such as "#adm1+code" fits one of some tags such as "adm+code"."""
    mark, *attributes = tag.strip().lstrip("#").casefold().split("+")
    mark = re.sub(r"\d+$", "", mark)
    for place, one in enumerate(wanted):
        name, _, attribute = one.partition("+")
        if mark == name and (not attribute or attribute in attributes):
            return 1.5 - PER_PLACE * place
    return 0.0


def our_word(text: str, column: str) -> str | None:
    """Return the word of the contract that a word of a cell stands for, None if it is not known."""
    bare = text.strip().casefold()
    plain = folded(bare)
    return next((word for word, theirs in _theirs(column) if bare == word or plain in theirs), None)


@cache
def _theirs(column: str) -> list[tuple[str, frozenset[str]]]:
    """The words of the contract for a column, each with how others write it, folded."""
    return [(str(word), frozenset(map(folded, theirs))) for word, theirs in meanings()["values"][column].items()]
