"""A dataset folder -> Dataset: everything read, validated, joined and laid out in time, once."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.basemap import empty_basemap, read_basemap
from geo.boundaries import positions_of, read_regions
from geo.counts import daily_maximum, read_counts
from geo.crs import require_same
from geo.errors import DataError, Fault
from geo.gazetteer import empty_gazetteer, read_gazetteer
from geo.join import OUTSIDE, Placement, place_records, regions_of_points
from geo.outages import COLUMNS, read_reports, reports_from
from geo.places import index_places
from geo.settings import FILE, Settings, read_settings
from geo.substations import empty_substations, generalise, read_substations
from geo.timeline import Timeline, build_timeline

Read = TypeVar("Read")


@dataclass(frozen=True, kw_only=True, eq=False)
class Dataset:
    """One subject, ready to be looked at. Frames have the columns of their modules and are in EPSG:4326.

    Positions of substations, and of reports that give a point, are already generalised as the settings demand: nothing finer is
    kept. `placement` is parallel to `reports`. `repairs` says what was mended in the boundaries. `uncounted`: rows of counts that
    no region or no figure fits, as (row, reason).
    """

    settings: Settings
    regions: gpd.GeoDataFrame
    basemap: gpd.GeoDataFrame
    gazetteer: gpd.GeoDataFrame
    substations: gpd.GeoDataFrame
    reports: pd.DataFrame
    placement: Placement
    timeline: Timeline
    repairs: tuple[str, ...] = ()
    uncounted: tuple[tuple[int, str], ...] = ()
    counted: int = 0


def read_dataset(folder: Path | str) -> Dataset:
    """Read a dataset folder. Raises DataError: with the faults of dataset.toml, or else with those of all its files."""
    folder = Path(folder)
    settings = read_settings(folder)
    files, zone, faults = settings.files, settings.zone, list[Fault]()
    regions = _gathered(faults, lambda: read_regions(folder / files.regions, level=settings.level))
    basemap = _gathered(faults, lambda: read_basemap(folder / files.basemap)) if files.basemap else None
    gazetteer = _gathered(faults, lambda: read_gazetteer(folder / files.gazetteer)) if files.gazetteer else None
    substations = _gathered(faults, lambda: read_substations(folder / files.substations)) if files.substations else None
    reports = _gathered(faults, lambda: read_reports(folder / files.outages, zone=zone)) if files.outages else None
    counts = _gathered(faults, lambda: read_counts(folder / files.counts, zone=zone)) if files.counts else None
    if faults or regions is None:
        raise DataError(faults)
    return assemble(
        settings,
        regions=regions[0],
        repairs=regions[1],
        basemap=basemap,
        gazetteer=gazetteer,
        substations=substations,
        reports=reports,
        counts=counts,
    )


def assemble(settings: Settings, *, regions: gpd.GeoDataFrame, basemap: gpd.GeoDataFrame | None = None,
             gazetteer: gpd.GeoDataFrame | None = None, substations: gpd.GeoDataFrame | None = None,
             reports: pd.DataFrame | None = None, counts: pd.DataFrame | None = None, repairs: tuple[str, ...] = ()) -> Dataset:
    """Join and lay out what was read; what is None the dataset has not. Raises CrsError if the frames differ in CRS."""
    basemap = empty_basemap() if basemap is None else basemap
    gazetteer = empty_gazetteer() if gazetteer is None else gazetteer
    substations = empty_substations() if substations is None else substations
    for frame in (basemap, gazetteer, substations):
        require_same(regions, frame)
    reports = reports_from(pd.DataFrame(columns=list(COLUMNS), dtype=str), zone=settings.zone) if reports is None else reports
    within_m = settings.nearest_within_km * 1000
    substations = substations.assign(region=regions_of_points(substations.geometry, regions, nearest_within_m=within_m))
    placement = place_records(reports, regions=regions, substations=substations, nearest_within_m=within_m,
                              places=index_places(regions, gazetteer, words=settings.words))
    daily, uncounted = (None, ()) if counts is None else _counted(counts, regions, settings)
    timeline = build_timeline(reports, placement.region, placement.inside, n_regions=len(regions), zone=settings.zone,
                              expires_after_h=settings.expires_after_h, counts=daily, breaks=settings.breaks)
    return Dataset(
        settings=settings, regions=regions, basemap=basemap, gazetteer=gazetteer,
        substations=generalise(substations, precision=settings.positions, grid_deg=settings.grid_deg),
        reports=_generalised_points(reports, settings), placement=placement, timeline=timeline, repairs=repairs,
        uncounted=uncounted, counted=0 if counts is None else len(counts),
    )  # fmt: skip


def fingerprint(folder: Path | str) -> str:
    """Return a text that changes whenever a file of the dataset does: by name, size and time of change, without reading."""
    folder = Path(folder)
    stats = [(path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(folder.glob("*")) if path.is_file()]
    return hashlib.sha256(repr((str(folder.resolve()), FILE, stats)).encode()).hexdigest()


def _gathered(faults: list[Fault], read: Callable[[], Read]) -> Read | None:
    """Read one file, or gather its faults, so that one round trip mends the whole folder."""
    try:
        return read()
    except DataError as error:
        faults.extend(error.faults)
        return None


def _counted(
    counts: pd.DataFrame, regions: gpd.GeoDataFrame, settings: Settings
) -> tuple[pd.DataFrame, tuple[tuple[int, str], ...]]:
    region = positions_of(counts["region_code"], regions)
    lost = np.flatnonzero((region == OUTSIDE) | counts["customers_out"].isna().to_numpy())
    rows, codes = counts["row"].to_numpy()[lost], counts["region_code"].to_numpy(object)[lost]
    uncounted = [
        (int(row), f"the dataset has no region with the code {code!r}" if at == OUTSIDE else "the count is blank: no data")
        for row, code, at in zip(rows, codes, region[lost], strict=True)
    ]
    known_codes = pd.Index(regions["code"].to_numpy(object))
    placed = counts.assign(region_code=np.where(region == OUTSIDE, "", known_codes.to_numpy()[region]))
    daily = daily_maximum(placed, codes=known_codes, zone=settings.zone)
    known = regions["customers"].astype("Float64").to_numpy(dtype=float, na_value=np.nan)[daily["region"]]
    return daily.assign(customers_total=daily["customers_total"].fillna(pd.Series(known, index=daily.index))), tuple(uncounted)


def _generalised_points(reports: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """A report's point may be a substation's: it is kept no finer than a substation's would be."""
    if settings.positions == "exact":
        return reports
    cell = settings.grid_deg
    return reports.assign(**{c: (((reports[c] / cell).map(np.floor) + 0.5) * cell).round(6) for c in ("lon", "lat")})
