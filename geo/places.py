"""A written place name -> the regions it may mean.

A name is brought to a plain form (case, accents, apostrophes and punctuation dropped; words such as "oblast" or "city", which
come from the dataset, set aside as a hint of the kind), and looked up among the names and other names of regions and of the
gazetteer. What could mean two regions is not guessed: it comes back as several candidates.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

import geopandas as gpd

REGION = "region"


@dataclass(frozen=True, kw_only=True)
class Words:
    """Words of the dataset's languages that say what kind of place a name is; all in lower case."""

    region: tuple[str, ...] = ("region", "province", "state", "county")
    city: tuple[str, ...] = ("city", "town")
    district: tuple[str, ...] = ("district",)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One place that a name may mean. `code` is the region that holds it; `position` its row in regions or gazetteer."""

    code: str
    name: str
    kind: str
    position: int
    why: str

    @property
    def inside(self) -> bool:
        """Whether the place is only a part of its region."""
        return self.kind != REGION


@dataclass(frozen=True, kw_only=True)
class PlaceIndex:
    """Every known name in plain form, with the candidates that bear it."""

    words: Words
    names: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)


def index_places(regions: gpd.GeoDataFrame, gazetteer: gpd.GeoDataFrame, *, words: Words) -> PlaceIndex:
    """Index the names and other names of regions and of the gazetteer (columns of `boundaries` and `gazetteer`)."""
    found: dict[str, dict[tuple[str, int], Candidate]] = defaultdict(dict)
    names = zip(*(regions[c] for c in ("code", "name", "short_name", "other_names")), strict=True)
    for position, (code, name, short, others) in enumerate(names):
        _add(found, words, code=code, name=name, others=(short, *others), kind=REGION, position=position)
    columns = ("region_code", "name", "other_names", "kind")
    for position, (code, name, others, kind) in enumerate(zip(*(gazetteer[c] for c in columns), strict=True)):
        _add(found, words, code=code, name=name, others=others, kind=kind, position=position)
    return PlaceIndex(words=words, names={key: tuple(hits.values()) for key, hits in found.items()})


def candidates(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Return the places that a written name may mean; empty if none is known by it, several if it must be asked.

    A word of kind in the name ("oblast", "city") keeps only places of that kind; a code of a region is also a name.
    """
    plain = plain_form(written)
    bare, kinds = _set_kind_aside(plain, index.words)
    exact = index.names.get(plain, ())
    hits = exact or index.names.get(bare, ())
    narrowed = tuple(hit for hit in hits if not kinds or _kind_group(hit.kind) in kinds)
    return narrowed or exact  # "Kyiv City" may be the very name of a region


def plain_form(text: str) -> str:
    """Return text in lower case without accents, apostrophes and punctuation, words separated by one space.

    The breve and the two dots of Cyrillic letters are kept: without them й is и, ї is і, and two names become one.
    """
    if text.isascii():
        return " ".join(re.findall(r"\w+", re.sub(r"['`\"]", "", text.casefold())))
    letters = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        base = letter if "\u0400" <= letter <= "\u04ff" else unicodedata.normalize("NFD", letter)[0]
        letters.append(base)
    joined = re.sub(r"['`´’‘ʼʹʺ\"“”]", "", "".join(letters))
    return " ".join(re.findall(r"\w+", joined))


def _add(found: dict[str, dict[tuple[str, int], Candidate]], words: Words, *, code: str, name: str, others: Iterable[str],
         kind: str, position: int) -> None:
    labels = [(name, "its name"), *((other, f"also written {other}") for other in others)]
    if kind == REGION:
        labels.append((code, "its code"))
    for label, why in labels:
        plain = plain_form(label)
        bare, _ = _set_kind_aside(plain, words)
        candidate = Candidate(code=code, name=name, kind=kind, position=position, why=why)
        for key in {plain, bare} - {""}:
            found[key].setdefault((kind, position), candidate)


def _set_kind_aside(plain: str, words: Words) -> tuple[str, set[str]]:
    """Split the words of kind off a plain name: "zaporizka oblast" -> ("zaporizka", {"region"})."""
    groups = _groups(words)
    bare, kinds = f" {plain} ", set()
    for phrase in groups:
        if " " in phrase and f" {phrase} " in bare:
            bare = bare.replace(f" {phrase} ", " ")
            kinds.add(groups[phrase])
    kinds |= {groups[word] for word in bare.split() if word in groups}
    return " ".join(word for word in bare.split() if word not in groups), kinds


@cache
def _groups(words: Words) -> dict[str, str]:
    """Each word of kind in plain form -> its group; once for each dataset, not for each name."""
    return {plain_form(word): group for group in (REGION, "city", "district") for word in getattr(words, group)}


def _kind_group(kind: str) -> str:
    return kind if kind in {REGION, "district"} else "city"
