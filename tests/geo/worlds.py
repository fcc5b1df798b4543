"""Tiny invented worlds: a row of square regions A, B, C ... of one degree, and what is said of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.counts import counts_from
from geo.dataset import Dataset
from geo.places import regions_from
from geo.places.features import substations_from
from geo.places.gazetteer import COLUMNS as GAZETTEER_COLUMNS
from geo.places.gazetteer import gazetteer_from
from geo.read import assemble
from geo.reports import reports_from
from geo.settings import Settings, settings_from
from geo.situation import RegionSituation, Situation, situation_of
from geo.states import State
from geo.view import View

CONTENT: dict[str, Any] = {
    "title": "Squares", "code": "SQ", "zone": "Europe/Kyiv", "disclaimer": "Invented.", "sources": ["Nobody"],
    "places": {"region_words": ["land", "oblast"], "city_words": ["city"], "district_words": ["district"],
    "snap_distance_km": 15},
}  # fmt: skip
REPORT = {"source": "Grid office", "source_role": "operator", "extent": "all", "started_at": "2026-01-07"}


def settings(**sections: Any) -> Settings:
    return settings_from(CONTENT | sections)


def squares(names: str = "ABC", **columns: list[Any]) -> gpd.GeoDataFrame:
    """Squares side by side along the equator: A from 0 to 1 degrees east, B from 1 to 2 ...; they share their borders."""
    boxes = [shapely.box(i, 0, i + 1, 1) for i in range(len(names))]
    frame = {"code": list(names), "name": [f"{n}land" for n in names], **columns}
    return gpd.GeoDataFrame(frame, geometry=boxes, crs="EPSG:4326")


def regions_of_shapes(*shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    """Regions A, B, C ... of any shapes, in this order."""
    codes = [chr(ord("A") + i) for i in range(len(shapes))]
    frame = gpd.GeoDataFrame({"code": codes, "name": [f"{code}land" for code in codes]}, geometry=list(shapes), crs="EPSG:4326")
    return regions_from(frame)[0]


@cache
def three_squares() -> gpd.GeoDataFrame:
    return regions_from(squares())[0]


def table(rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Text rows as a file holds them; what a row leaves out is blank, and record_id is its number."""
    return pd.DataFrame([{"record_id": f"r{i}"} | dict(row) for i, row in enumerate(rows)], dtype=str).fillna("")


def reports(*rows: Mapping[str, str]) -> pd.DataFrame:
    return reports_from(table(REPORT | dict(row) for row in rows), zone=settings().zone)


def places(*rows: Mapping[str, str]) -> gpd.GeoDataFrame:
    blank = dict.fromkeys(GAZETTEER_COLUMNS, "") | {"kind": "city", "lon": "0.5", "lat": "0.5"}
    return gazetteer_from(pd.DataFrame([blank | dict(row) for row in rows], dtype=str))


def stations(*rows: Mapping[str, str]) -> gpd.GeoDataFrame:
    blank = {"voltages_kv": "330", "lon": "0.5", "lat": "0.5"}
    return substations_from(pd.DataFrame([blank | dict(row) for row in rows], dtype=str))


def world(
    *rows: Mapping[str, str],
    counts: pd.DataFrame | None = None,
    gazetteer: gpd.GeoDataFrame | None = None,
    substations: gpd.GeoDataFrame | None = None,
    regions: gpd.GeoDataFrame | None = None,
    sections: Mapping[str, Any] | None = None,
) -> Dataset:
    """Read `rows` of reports (or none) into a dataset of squares; `sections` go over those of its dataset.toml."""
    chosen = settings(**(sections or {}))
    areas = three_squares() if regions is None else regions_from(regions)[0]
    return assemble(
        chosen, regions=areas, gazetteer=gazetteer, substations=substations,
        reports=reports_from(table(REPORT | dict(row) for row in rows), zone=chosen.zone) if rows else None,
        counts=None if counts is None else counts_from(counts, zone=chosen.zone),
    )  # fmt: skip


def on(dataset: Dataset, day: str) -> Situation:
    return situation_of(dataset, View(date=dt.date.fromisoformat(day)))


def region(dataset: Dataset, day: str, code: str = "A") -> RegionSituation:
    return next(r for r in on(dataset, day).regions if r.code == code)


def state(dataset: Dataset, day: str, code: str = "A") -> State:
    return region(dataset, day, code).state


def flags(dataset: Dataset, day: str, code: str = "A") -> set[str]:
    return set(region(dataset, day, code).flags)


def write_folder(folder: Path, *, toml: str = "", **files: str) -> Path:
    """Write a dataset folder of squares; `files` are the contents of regions, outages, gazetteer ... by key of [files]."""
    folder.mkdir(exist_ok=True)
    names = {"regions": "regions.geojson", **{key: f"{key}.csv" for key in files if key != "regions"}}
    (folder / "regions.geojson").write_text(files.get("regions", squares().to_json()), encoding="utf-8")
    for key, name in names.items():
        if key != "regions":
            (folder / name).write_text(files[key], encoding="utf-8")
    listed = "\n".join(f'{key} = "{name}"' for key, name in names.items())
    head = 'title = "Squares"\ncode = "SQ"\nzone = "Europe/Kyiv"\ndisclaimer = "Invented."\nsources = ["Nobody"]\n'
    (folder / "dataset.toml").write_text(f"{head}{toml}\n[files]\n{listed}\n", encoding="utf-8")
    return folder
