"""Names that the sources give to the wrong unit, or to a town alone, and places on the wrong side of a line."""

import json
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd

from data.world.rebuild_units import Unit

CORRECTIONS = Path(__file__).with_name("corrections.toml")


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


def on_their_side(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the places (columns `place_id`, `region_code`), those of a divided city in the region that is told of."""
    codes = places["place_id"].map(_corrections()["place_region"])
    return places.assign(region_code=codes.fillna(places["region_code"]))


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
