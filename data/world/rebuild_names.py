"""Names that the sources give to the wrong unit, or to a town alone, and places on the wrong side of a line."""

import json
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.world.rebuild_units import Unit
from geo.names.transliteration import plain_form

METRIC, BEYOND_M = "+proj=cea +lat_ts=0 +datum=WGS84 +units=m +no_defs", 1300  # distances there are wider by the latitude
CORRECTIONS, MERGED = (Path(__file__).with_name(name) for name in ("corrections.toml", "merged.toml"))


def moved_names(units: Iterable[Unit]) -> None:
    """Give units the names that the source gives to another unit, and those in other languages that it lacks."""
    corrected, by_code = _corrections(), {unit.code: unit for unit in units}
    for code, moved in corrected["names_moved"].items():
        unit, other = by_code[code], by_code[moved["from"]]
        unit.names, other.names = other.names, {}
        unit.other_names = [*unit.other_names, *moved["others"]]
        other.other_names = [name for name in other.other_names if name not in moved["others"]]
    for code, names in corrected["names_in"].items():
        by_code[code].names = by_code[code].names | names
    for code, others in corrected["names_also"].items():
        by_code[code].other_names = [*by_code[code].other_names, *others]


def merged(units: Iterable[Unit]) -> list[Unit]:
    """Return the units with those that a reform has merged as one, in its place by code."""
    found = {unit.code: unit for unit in units}
    for one in tomllib.loads(MERGED.read_text(encoding="utf-8"))["merged"]:
        parts = [found.pop(code) for code in one["units"]]
        shapes = [shapely.geometry.shape(part.geometry) for part in parts]
        note = f"made of {', '.join(f'{part.name} {part.code}' for part in parts)}, which a reform has merged"
        shape = shapely.geometry.mapping(shapely.coverage_union_all(shapes))
        whole = replace(parts[0], geometry=shape, code=one["code"], iso=True, kind=one["kind"], note=[note])
        if names := dict(one.get("names", {})):
            others = names.pop("also", "").split("; ")
            whole = replace(whole, name=names["en"], short_name=names["en"], names=names, other_names=[*filter(None, others)])
        found[one["code"]] = whole
    return sorted(found.values(), key=lambda unit: (unit.country, unit.code))


def on_their_side(places: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the places (columns `place_id`, `region_code`) in the regions that are told of, and those that bear a region's name
    in that region, where they lie just beyond its border, which is drawn more simply than it is: Gwangju in Gwangju.
    """
    codes = places["region_code"].mask(beyond := _just_beyond(places, regions).notna(), _just_beyond(places, regions))
    print(f"just beyond the border of the region of their name: {places['name'][beyond].tolist()}")
    told = places["place_id"].map(_corrections()["place_region"])
    return places.assign(region_code=told.fillna(codes))


def _just_beyond(places: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> pd.Series:
    """Return the code of the region of its name for each place that lies just outside that region, blank for the others."""
    named = regions.to_crs(METRIC).assign(key=_keys(regions)).drop_duplicates("key", keep=False).set_index("key")
    keys, points = _keys(places), places.geometry.to_crs(METRIC)
    inside = set(zip(keys, places["region_code"], strict=True))
    found: dict[int, str] = {}
    for at in np.flatnonzero(keys.isin(named.index)).tolist():
        region = named.loc[keys.iat[at]]
        if (keys.iat[at], region["code"]) not in inside and points.iat[at].distance(region["geometry"]) <= BEYOND_M:
            found[at] = region["code"]
    return pd.Series([found.get(at) for at in range(len(places))], index=places.index, dtype=object)


def _keys(frame: pd.DataFrame) -> pd.Series:
    return frame["country"] + " " + frame["name"].map(plain_form)


def namesakes(regions: gpd.GeoDataFrame, places: pd.DataFrame) -> list[str]:
    """Return the other names of each unit, with those of a town of its country that bears its name.

    Nicosia is the district as well as its town: so is Λευκωσία, which the source knows for the town alone. Only names in
    another script are taken, and none that is another unit's.
    """
    called = [{name, *json.loads(names or "{}"), *others.split("; ")}
              for name, names, others in zip(regions["name"], regions["names"], regions["other_names"], strict=True)]  # fmt: skip
    owners = {(country, name.casefold()): code
              for country, code, names in zip(regions["country"], regions["code"], called, strict=True) for name in names}
    largest = places.sort_values("population", ascending=False).drop_duplicates(["country", "name"])
    columns = (largest[column] for column in ("country", "name", "other_names"))
    towns = {(country, name.casefold()): str(others).split("; ") for country, name, others in zip(*columns, strict=True)}
    found = list[str]()
    for country, code, name, others, own in zip(
        regions["country"], regions["code"], regions["name"], regions["other_names"], called, strict=True
    ):
        more = [one for one in towns.get((country, name.casefold()), ())
                if one and not _is_latin(one) and one not in own
                and owners.get((country, one.casefold()), code) == code]  # fmt: skip
        found.append("; ".join(filter(None, [others, *more])))
    return found


def _is_latin(name: str) -> bool:
    return all(unicodedata.name(one, "LATIN").startswith("LATIN") for one in name if one.isalpha())


def _corrections() -> dict[str, Any]:
    return tomllib.loads(CORRECTIONS.read_text(encoding="utf-8"))
