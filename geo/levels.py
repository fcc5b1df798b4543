"""The levels of regions: read from their files, and finer ones: the districts inside the regions, where a dataset has them.

A report about a district colours the district on its own level and makes its region `part` on the coarser one. A report about a
whole region is not spread over its districts, for nobody said how it is spread: on the finer level it is listed with that reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import require_same
from geo.errors import Fault, raise_faults, rejected_rows
from geo.files import ByContent
from geo.language import names_in
from geo.mapping import mapped_regions
from geo.places import OUTSIDE, levels_from, positions_of, read_shapes, regions_from, regions_of_points
from geo.places.checks import (
    faults_of_frame,
    faults_of_position,
    faults_of_projection,
    overlaps_in_words,
    remarks_on_position,
)
from geo.places.features import PLACE_COLUMNS
from geo.reports import Placement
from geo.sentences import Sentence
from geo.settings import Settings
from geo.tables import Intake
from geo.timeline import Timeline

DISTRICT = "district"
FILES = ("regions", "finer_regions")


@dataclass(frozen=True, kw_only=True, eq=False)
class Level:
    """The regions of one finer level (columns of `boundaries`, `parent` filled), and what was said of each on every date.

    `wider`: the timeline of the coarsest level by what was said, or counted, of its regions as such and not of a place in one of
    these regions.
    """

    number: int
    regions: gpd.GeoDataFrame
    placement: Placement
    timeline: Timeline
    wider: Timeline


def said_of_wider(coarse: Placement, finer: Placement) -> np.ndarray:
    """Return the coarsest level's region (position) of each record that a finer level does not place, OUTSIDE for the others."""
    return np.where(finer.region == OUTSIDE, coarse.region, OUTSIDE)


def with_parents(finer: gpd.GeoDataFrame, coarse: gpd.GeoDataFrame, *, nearest_within_m: float) -> gpd.GeoDataFrame:
    """Return finer regions with `parent`, the code of the region that holds each: as the file says, else by position.

    A district that no region holds keeps a blank parent. Raises CrsError if the frames differ in CRS.
    """
    require_same(finer, coarse)
    position = positions_of(finer["parent"], coarse)
    lost = position == OUTSIDE
    inner = finer.geometry[lost].representative_point()
    position[lost] = regions_of_points(inner, coarse, nearest_within_m=nearest_within_m)
    codes = coarse["code"].to_numpy(object)
    return finer.assign(parent=np.where(position == OUTSIDE, "", codes[position]))


def as_places(finer: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return finer regions as places of a gazetteer, so that reports can name them; `place_id` is the code.

    One that is also a region of the coarser level is no place in it.
    """
    finer = finer[finer["code"] != finer["parent"]]
    names = names_in(finer.columns)
    places = gpd.GeoDataFrame(
        {**finer[names], "place_id": finer["code"], "name": finer["name"], "kind": DISTRICT, "region_code": finer["parent"],
         "other_names": finer["other_names"], "population": finer["population"]},
        geometry=finer.geometry.representative_point(), crs=finer.crs,
    )  # fmt: skip
    return places[[column for column in PLACE_COLUMNS if column not in {"lon", "lat"}] + [*names, "geometry"]]


def with_districts(gazetteer: gpd.GeoDataFrame, districts: Iterable[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return a gazetteer that knows the finer regions (with their parents) as places, too."""
    return gpd.GeoDataFrame(pd.concat([gazetteer, *map(as_places, districts)], ignore_index=True), crs=gazetteer.crs)


def coarsened(reports: pd.DataFrame, finer: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return reports in which the code of a finer region has become its parent's code, with the district as the place."""
    at = positions_of(reports["region_code"], finer)
    given = at != OUTSIDE
    given[given] &= (finer["code"] != finer["parent"]).to_numpy()[at[given]]  # on both levels: it is a region as well
    if not given.any():
        return reports
    parents, names = finer["parent"].to_numpy(object)[at], finer["name"].to_numpy(object)[at]
    place = reports["place"].to_numpy(object)
    return reports.assign(region_code=np.where(given, parents, reports["region_code"].to_numpy(object)),
                          place=np.where(given & (place == ""), names, place))  # fmt: skip


def place_in(finer: gpd.GeoDataFrame, reports: pd.DataFrame, coarse: Placement, *, gazetteer: gpd.GeoDataFrame,
             substations: gpd.GeoDataFrame, nearest_within_m: float) -> Placement:
    """Find the finer region of every report that the coarser level has placed; `reports` as they were read."""
    by_code = positions_of(reports["region_code"], finer)
    is_region = by_code != OUTSIDE
    known = coarse.gazetteer != OUTSIDE
    named = np.full(len(reports), OUTSIDE)
    named[known] = positions_of(gazetteer["place_id"].iloc[coarse.gazetteer[known]], finer)
    points = _points(reports, coarse, gazetteer=gazetteer, substations=substations)
    by_point = regions_of_points(points, finer, nearest_within_m=nearest_within_m)
    region = np.where(is_region, by_code, np.where(named != OUTSIDE, named, by_point))
    region = np.where(coarse.region == OUTSIDE, OUTSIDE, region)
    names = finer["name"].to_numpy(object)[region]
    inside = np.where((named != OUTSIDE) | (coarse.inside == names), "", coarse.inside)
    reason = np.full(len(reports), "", object)
    reason[region == OUTSIDE] = Sentence("it speaks of its region, or of a part of it that is no district")
    return Placement(region=region, how=coarse.how, inside=inside, gazetteer=coarse.gazetteer, substation=coarse.substation,
                     reason=np.where(coarse.region == OUTSIDE, coarse.reason, reason))


def _points(reports: pd.DataFrame, coarse: Placement, *, gazetteer: gpd.GeoDataFrame,
            substations: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Return where each report's place is: its own point, its substation's, its place's; empty where it names none."""
    points = np.full(len(reports), None, dtype=object)
    places, stations = gazetteer.geometry.to_numpy(object), substations.geometry.to_numpy(object)
    known = coarse.gazetteer != OUTSIDE
    points[known] = places[coarse.gazetteer[known]]
    known = coarse.substation != OUTSIDE
    points[known] = stations[coarse.substation[known]]
    given = reports["lon"].notna().to_numpy()
    points[given] = gpd.points_from_xy(reports["lon"][given], reports["lat"][given])
    return gpd.GeoSeries(points, crs=gazetteer.crs)


@dataclass(frozen=True, kw_only=True, eq=False)
class Areas:
    """The regions of each level, the coarsest first; a sentence for every repair, and for what else is to be known.

    `intake`: the rows that cannot be used.
    """

    levels: list[gpd.GeoDataFrame]
    repairs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    intake: Intake = field(default_factory=Intake)


_read = ByContent[Areas](most=4)


def regions_of(at: Mapping[str, Path], settings: Settings) -> Areas:
    """Read the regions of all levels that a dataset shows, from one file of boundaries or two.

    Parameters
    ----------
    at
        Where the files lie, by their key in [files]: `regions` and, if there is one, `finer_regions`.
    settings
        Hold the level to keep, if only one is, the CRS where the file does not say it, the frame of the map, and the mappings.

    Returns
    -------
    The regions; overlaps within a level, and a place far from the zone's country, are among the notes.

    Raises
    ------
    DataError
        With every fault of the first file that cannot be used; if the map's frame shows no region, or
        its projection cannot hold them.
    """
    paths = [at[key] for key in FILES if key in at]
    how = (settings.regions_crs, settings.level, settings.frame, settings.projection, settings.zone.key,
           settings.max_rejected_share, *(settings.mappings.get(key) for key in FILES))  # fmt: skip
    return _read.get(paths, lambda: _regions_of(at, settings), how=repr(how))


def _regions_of(at: Mapping[str, Path], settings: Settings) -> Areas:
    areas = levels_of(at["regions"], settings)
    levels, repairs, notes, intake = areas.levels, areas.repairs, areas.notes, areas.intake
    if "finer_regions" in at and settings.level is None:
        finer = levels_of(at["finer_regions"], settings, key="finer_regions")
        top = int(levels[-1]["level"].iat[0])
        known = [int(one["level"].iat[0]) for one in finer.levels]
        shift = max(0, top + 1 - min(known))  # a file of its own may count its levels from one
        levels = levels + [
            one.assign(level=n + shift) for one, n in zip(finer.levels, known, strict=True)
        ]
        repairs, notes = repairs + finer.repairs, notes + finer.notes
        intake = Intake(
            rejected=intake.rejected + finer.intake.rejected,
            rejected_count=intake.rejected_count + finer.intake.rejected_count,
        )
    if settings.frame is not None:
        raise_faults(faults_of_frame(settings.frame, levels[0]))
    if settings.projection:
        raise_faults(faults_of_projection(settings.projection, levels[0]))
    said = [sentence for one in levels for sentence in overlaps_in_words(one)]
    said += remarks_on_position(levels[0], zone=settings.zone.key)
    return Areas(levels=levels, repairs=repairs, notes=(*notes, *said), intake=intake)


def levels_of(path: Path, settings: Settings, *, key: str = "regions") -> Areas:
    """Read what [files] calls `key`, `regions` or `finer_regions`; see `regions_of`.

    Finer regions without a mapping of their own are read by that of the regions, unless the file has
    our columns: one maker calls the columns of all levels alike.
    """
    shapes, kind = read_shapes(path, crs=settings.regions_crs), key
    notes, rejected = tuple(shapes.attrs["notes"]), list[Fault]()
    if kind not in settings.mappings and not {"code", "name"} <= set(shapes.columns):
        kind = "regions"
    if kind in settings.mappings:
        shapes = mapped_regions(shapes, settings.mappings[kind], name=path.name, kind=kind)
    if key == "regions" and settings.level is not None:
        one, repairs = regions_from(
            shapes, file=path.name, level=settings.level, rejected=rejected
        )
        levels = [one]
    else:
        levels, repairs = levels_from(shapes, file=path.name, rejected=rejected)
    bad = rejected_rows(
        rejected, read=len(shapes), file=path.name, most=settings.max_rejected_share
    )
    intake = Intake(rejected=tuple(rejected), rejected_count=len(bad))
    return Areas(levels=levels, repairs=repairs, notes=notes, intake=intake)


def require_position(regions: gpd.GeoDataFrame, settings: Settings, points: np.ndarray) -> None:
    """Raise DataError if longitude and latitude of the regions look swapped.

    `points`: lon and lat of all that the dataset knows, shape (n, 2).
    """
    raise_faults(
        faults_of_position(
            regions, zone=settings.zone.key, points=points, file=settings.files.regions
        )
    )
