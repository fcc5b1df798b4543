"""Every known name of a dataset, in the forms in which it is looked for; rarer forms are made once, on demand."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.derived import derived
from geo.files import state_of
from geo.names.slips import Spellings, spellings_of
from geo.names.transliteration import plain_form, skeleton, stem
from geo.names.words import (
    CITY,
    DISTRICT,
    REGION,
    Words,
    alternations_of,
    endings_of,
    expanded,
    read_kind,
    suffixes_of,
)
from geo.places.features import read_gazetteer

NOWHERE = -1
FORMER_DISTRICT = "former district"
CITY_DISTRICT, NEIGHBOURHOOD = "city district", "neighbourhood"
LEVELS = {DISTRICT: 2, FORMER_DISTRICT: 2}
SETTLEMENT_LEVEL = 3
SHORTEST_STEM = 4
REGION_COLUMNS = ("code", "name", "short_name", "other_names", "level")
GAZETTEER_COLUMNS = ("place_id", "name", "kind", "region_code", "other_names")
Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What somebody decided that a written name means: a region, or a place of the gazetteer or the settlements in it."""

    written: str
    code: str
    place_id: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """A region or a place with its names. `small`: known for matching only; without a `code` it lies abroad.

    `group`: which words of kind speak of it: region, district, or city, which a region is too if
    one of its names says so.
    """

    code: str
    name: str
    level: int
    kind: str
    position: int
    place_id: str
    population: float
    names: tuple[str, ...]
    small: bool = False
    group: str = CITY


@dataclass(frozen=True, kw_only=True)
class Named:
    """A place under one of its names. `whole`: with all the words of the name, none of kind set aside."""

    place: Place
    label: str
    whole: bool = True

    @property
    def alias(self) -> bool:
        """Whether it is no transliteration of the town's own name: an older name, or another language's; abroad all are equal."""
        named = self.place.kind not in {REGION, CITY_DISTRICT, *LEVELS} and bool(self.place.code)
        return named and skeleton(plain_form(self.label)) != skeleton(plain_form(self.place.name))


Names = Mapping[str, tuple[Named, ...]]


@dataclass(frozen=True, kw_only=True, eq=False)
class PlaceIndex:
    """Every name of regions and gazetteer in plain form; hashes by identity, so that rarer forms are made once and on demand."""

    words: Words
    places: tuple[Place, ...]
    names: Names
    codes: tuple[str, ...]
    settlements: Path | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)


def index_places(
    regions: gpd.GeoDataFrame,
    gazetteer: gpd.GeoDataFrame,
    *,
    words: Words,
    decisions: Iterable[Decision] = (),
    settlements: Path | None = None,
) -> PlaceIndex:
    """Index the names of regions and gazetteer (columns of `boundaries` and `gazetteer`).

    `settlements` is a file with the columns of the gazetteer, read when a name first needs it:
    small places, for matching only, and places abroad, whose region_code is blank. As long as all of
    this is equal, the index is the one that was made before, with the rarer forms that were made since.
    """
    state = state_of(settlements) if settlements else ""
    return _index(_rows_of(regions, REGION_COLUMNS), _rows_of(gazetteer, GAZETTEER_COLUMNS), words,
                  tuple(decisions), settlements, state)  # fmt: skip


@lru_cache(maxsize=4)
def _index(
    regions: Rows,
    gazetteer: Rows,
    words: Words,
    decisions: tuple[Decision, ...],
    settlements: Path | None,
    state: str,
) -> PlaceIndex:
    del state  # a file that has changed makes another index
    places = [
        Place(
            code=code,
            name=name,
            level=int(level),
            kind=REGION,
            position=position,
            place_id="",
            names=(name, short, *others),
            population=population,
            group=_group_of_region((name, *others), words),
        )
        for position, (code, name, short, others, level, population) in enumerate(regions)
    ]
    codes = tuple(str(code) for code, *_ in regions)
    places += _places_of(gazetteer, codes, small=False)
    return PlaceIndex(
        words=words,
        places=tuple(places),
        names=names_of(places, words),
        codes=codes,
        settlements=settlements,
        decisions={plain_form(one.written): one for one in decisions},
    )


def _rows_of(frame: pd.DataFrame, columns: Iterable[str]) -> Rows:
    """Return the cells of some columns, `population` last and as a number, so that equal frames give equal rows."""
    cells = [frame[column].to_numpy(object) for column in columns]
    return tuple(zip(*cells, map(_number, frame["population"].to_numpy(object)), strict=True))


@derived()
def small_places(index: PlaceIndex) -> tuple[Place, ...]:
    """Return the places of the settlements file. Raises DataError with every fault of it."""
    if index.settlements is None:
        return ()
    rows = _rows_of(read_gazetteer(index.settlements), GAZETTEER_COLUMNS)
    return tuple(_places_of(rows, index.codes, small=True))


@derived()
def small_names(index: PlaceIndex) -> Names:
    """Return the names of the settlements file in plain form."""
    return names_of(small_places(index), index.words)


def listed_names(index: PlaceIndex) -> Names:
    """Return the names of regions and gazetteer in plain form."""
    return index.names


@derived()
def skeletons(index: PlaceIndex) -> dict[str, tuple[Named, ...]]:
    """Return all names, small places included, by their skeleton."""
    return _by(_bare_names(index), lambda key: {skeleton(key)})


@derived()
def full_skeletons(index: PlaceIndex) -> dict[str, tuple[Named, ...]]:
    """Return the names in which a word of kind stands ("Old Town"), by their skeleton with that word."""
    full = ((key, hit) for names in (index.names, small_names(index)) for key, hits in names.items() for hit in hits)
    of_kind = ((key, hit) for key, hit in full if hit.whole and hit.label != hit.place.code and read_kind(key, index.words).kinds)
    return _by(of_kind, lambda key: {skeleton(key)})


@derived()
def words_of_regions(index: PlaceIndex) -> tuple[tuple[list[str], Place, str], ...]:
    """Return the words of each name of each region, without those of kind."""
    labels = ((place, label) for place in index.places if place.kind == REGION for label in place.names)
    return tuple((read_kind(plain_form(label), index.words).text.split(), place, label) for place, label in labels)


@derived()
def stems(index: PlaceIndex) -> dict[str, tuple[Named, ...]]:
    """Return all names by their skeleton without endings."""
    endings, alternations = endings_of(index.words), alternations_of(index.words)

    def forms(key: str) -> set[str]:
        root = stem(key, endings)
        changed = (
            before_ending(root.removesuffix(first) + second, ending)
            for first, second, ending in alternations
            if root.endswith(first)
        )
        return {root, *changed}

    return _by(_bare_names(index), forms)


@derived()
def regions_of_cities(index: PlaceIndex) -> dict[Place, Place]:
    """Return the region that bears a city's name, by the city: whatever name the city has, "the region of" it is this one."""
    regions = {
        (place.code, skeleton(plain_form(name))): place
        for place in index.places
        if place.kind == REGION
        for name in place.names
    }
    cities = (place for place in index.places if place.kind != REGION and place.group == CITY)
    named = ((city, regions.get((city.code, skeleton(plain_form(city.name))))) for city in cities)
    return {city: region for city, region in named if region is not None and region.group == REGION}


@derived()
def short_stems(index: PlaceIndex) -> dict[str, tuple[Named, ...]]:
    """Return all names by their skeleton without endings and without any suffix that adjectives or towns may have."""
    suffixes = suffixes_of(index.words)
    named = ((key, hit) for key, hits in stems(index).items() for hit in hits)
    return _by(named, lambda key: shortened(key, suffixes))


def before_ending(root: str, ending: str) -> str:
    """Return the form of a stem that it has before one ending only; as it is without an ending."""
    return f"{root}+{ending}" if ending else root


Form = Callable[[PlaceIndex], Names]


@derived(most=4)
def spellings(index: PlaceIndex, form: Form) -> Spellings:
    """Return all names in one of the forms above, to be searched for one that is nearly so written."""
    return spellings_of(form(index))


def shortened(key: str, suffixes: frozenset[str]) -> set[str]:
    """Return a stem as it is and without each suffix that it has, as far as enough is left."""
    found = {key.removesuffix(suffix) for suffix in ("", *suffixes)}
    return {short for short in found if len(short) >= SHORTEST_STEM}


def names_of(places: Iterable[Place], words: Words) -> Names:
    """Return the places by each of their names in plain form, with and without words of kind; a region's code is a name too."""
    found: dict[str, dict[Place, Named]] = defaultdict(dict)
    for place in places:
        for key, named in _keys_of(place, words):
            if key and (place not in found[key] or named.whole):
                found[key].setdefault(place, named)
    return {key: tuple(hits.values()) for key, hits in found.items()}


@derived()
def _bare_names(index: PlaceIndex) -> tuple[tuple[str, Named], ...]:
    """Names without words of kind, which would make short names look long, and without codes."""
    return tuple(
        (key, hit)
        for names in (index.names, small_names(index))
        for key, hits in names.items()
        if read_kind(key, index.words).text == key
        for hit in hits
        if hit.label != hit.place.code
    )


def _by(
    names: Iterable[tuple[str, Named]], forms: Callable[[str], set[str]]
) -> dict[str, tuple[Named, ...]]:
    found: dict[str, dict[Place, Named]] = defaultdict(dict)
    for key, named in names:
        for form in forms(key):
            found[form].setdefault(named.place, named)
    return {form: tuple(hits.values()) for form, hits in found.items() if form}


def _keys_of(place: Place, words: Words) -> Iterator[tuple[str, Named]]:
    plain = [
        (key, label) for label in place.names for key in dict.fromkeys(_plain_forms(label, words))
    ]
    if place.kind == REGION:
        plain.append((plain_form(place.code), place.code))
    yield from ((key, Named(place=place, label=label)) for key, label in plain)
    for key, label in plain:
        bare = read_kind(key, words).text
        if bare != key:
            yield bare, Named(place=place, label=label, whole=False)


def _plain_forms(label: str, words: Words) -> tuple[str, str]:
    plain = plain_form(label)
    return plain, expanded(plain, words)


def _places_of(gazetteer: Rows, codes: tuple[str, ...], *, small: bool) -> list[Place]:
    folded = {code.casefold(): code for code in codes}
    known = set(codes)
    return [
        Place(
            code=code if code in known else folded.get(code.casefold(), str(code)),
            name=name,
            kind=kind,
            place_id=place_id,
            level=LEVELS.get(kind, SETTLEMENT_LEVEL),
            position=NOWHERE if small else position,
            small=small,
            population=population,
            names=(name, *others),
            group=DISTRICT if kind in {*LEVELS, CITY_DISTRICT} else CITY,
        )
        for position, (place_id, name, kind, code, others, population) in enumerate(gazetteer)
    ]


def _group_of_region(names: Iterable[str], words: Words) -> str:
    return (
        CITY
        if any(read_kind(plain_form(name), words).kinds == {CITY} for name in names)
        else REGION
    )


def _number(population: object) -> float:
    """Return a population as a number, 0 if it is not known: it never outweighs another then."""
    return 0.0 if pd.isna(population) else float(population)  # type: ignore[arg-type, call-overload]
