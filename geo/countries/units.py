"""The units of a country as the regions of a dataset: those of the source, the wider ones that hold them, or the whole as one."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.countries.lookup import Country
from geo.countries.translated import columns_of_names
from geo.places import regions_from
from geo.places.world import WORLD, read_countries, read_world

WIDER = WORLD / "wider.toml"


def units_of(country: Country) -> gpd.GeoDataFrame:
    """Return the units of a country in the columns of `read_world("regions")`; of a territory within one, its own."""
    units = read_world("regions", country=country.country)
    return units if country.code == country.country else units[units["territory"] == country.code].reset_index(drop=True)


def has_wider(country: Country) -> bool:
    """Whether there are units between the country and those of the source: Spain's communities hold its provinces."""
    return country.code == country.country and country.code in _wider()


def holders(units: gpd.GeoDataFrame) -> pd.Series:
    """Return the code of the wider unit that holds each unit; a unit that is no part of one holds itself."""
    codes: pd.Series = units["wider"].where(units["wider"] != "", units["code"])
    return codes


def wider_units(units: gpd.GeoDataFrame, country: Country) -> gpd.GeoDataFrame:
    """Return the wider units of a country that has them, in the columns of units; a unit that is no part of one stays itself."""
    of_country = _wider()[country.code]
    joined = units.assign(code=holders(units))
    rows = []
    for code, parts in joined.groupby("code"):
        row = parts.iloc[0].to_dict()
        if names := of_country["names"].get(code):
            row |= _named(names) | {"iso": True, "kind": of_country["kind"], "kind_local": of_country["kind_local"], "note": "",
                                    "area_km2": parts["area_km2"].sum()}  # fmt: skip
        rows.append(row | {"geometry": shapely.coverage_union_all(parts.geometry.to_numpy())})
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=units.crs)[list(units.columns)]


def as_one(units: gpd.GeoDataFrame, country: Country) -> gpd.GeoDataFrame:
    """Return the whole country as one unit, in the columns of units."""
    called = read_countries().set_index("code").loc[country.code]
    one = units.iloc[[0]].assign(
        code=country.code, iso=True, name=country.name, short_name=country.name, kind="country", kind_local="", note="",
        names=json.dumps(called["names"]), other_names="; ".join(called["other_names"]),
    )  # fmt: skip
    return one.set_geometry([shapely.coverage_union_all(units.geometry.to_numpy())], crs=units.crs)


def as_regions(units: gpd.GeoDataFrame, country: Country, *, level: int = 1) -> gpd.GeoDataFrame:
    """Return units in the columns of regions, `kind` beside them; other names as one text.

    On level 2 `parent` is the wider unit.
    """
    names = [json.loads(text) for text in units["names"]]
    others = [
        dict.fromkeys(filter(None, [*filter(None, text.split("; ")), *by_language]))
        for text, by_language in zip(units["other_names"], names, strict=True)
    ]
    inside = holders(units) if level > 1 else [
        "" if code == country.code else country.code for code in units["code"]]  # fmt: skip
    return gpd.GeoDataFrame(
        {
            "code": units["code"],
            "name": units["name"],
            "short_name": units["short_name"],
            **columns_of_names(names),
            "level": level,
            "parent": list(inside),
            "kind": units["kind"],
            "other_names": [
                "; ".join(one for one in mine if one != name)
                for mine, name in zip(others, units["name"], strict=True)
            ],
        },
        geometry=units.geometry.to_numpy(),
        crs=units.crs,
    )


def country_levels(country: Country) -> tuple[gpd.GeoDataFrame, ...]:
    """Return the regions of a country by level, in the columns of regions, the wider ones first where there are such."""
    units = units_of(country)
    frames = [wider_units(units, country), units] if has_wider(country) else [units]
    return tuple(regions_from(as_regions(one, country))[0] for one in frames)


def two_levels(wider: gpd.GeoDataFrame, units: gpd.GeoDataFrame, country: Country) -> gpd.GeoDataFrame:
    """Return the wider units and those inside them in the columns of regions, on levels 1 and 2."""
    levels = [as_regions(wider, country), as_regions(units, country, level=2)]
    return gpd.GeoDataFrame(pd.concat(levels, ignore_index=True), geometry="geometry", crs=units.crs)


@cache
def _wider() -> dict[str, Any]:
    return tomllib.loads(WIDER.read_text(encoding="utf-8"))


def _named(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names of a wider unit as units have them."""
    languages: dict[str, str] = {}
    for language, name in names.items():
        if language != "also":
            languages[name] = f"{languages[name]} {language}" if name in languages else language
    return {"name": names["en"], "short_name": names["en"], "names": json.dumps(languages, ensure_ascii=False),
            "other_names": names.get("also", "")}  # fmt: skip
