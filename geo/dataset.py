"""A dataset folder -> Dataset: everything read, validated, joined and laid out in time, once."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import lru_cache, partial, reduce
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd

from geo import copies
from geo.addresses import is_address, require_file_name
from geo.basemap import empty_basemap, read_basemap
from geo.boundaries import levels_from, read_levels, read_shapes, regions_from
from geo.counts import Counting, Tally, count_rows, tally
from geo.crs import require_same
from geo.decisions import read_decisions
from geo.engine import Watch
from geo.errors import DataError, Fault, UsageError, raise_faults
from geo.gazetteer import empty_gazetteer, read_gazetteer
from geo.join import Placement, place_records, regions_of_points
from geo.levels import Level, as_places, coarsened, place_in, with_parents
from geo.mapped_files import read_counts_as, read_counts_plain, read_reports_as
from geo.mapping import mapped_regions
from geo.outages import COLUMNS, reports_from
from geo.places import Decision, PlaceIndex, index_places
from geo.rows import Rows
from geo.settings import FILE, Files, Settings, read_settings
from geo.substation_files import Intake
from geo.substations import empty_substations, generalise, read_substations
from geo.table_files import read_table_file
from geo.timeline import Timeline, build_timeline

Read = TypeVar("Read")


@dataclass(frozen=True, kw_only=True, eq=False)
class Dataset:
    """One subject, ready to be looked at. Frames have the columns of their modules and are in EPSG:4326.

    Positions of substations, and of reports that give a point, are already generalised as the settings demand: nothing finer is
    kept. `regions`, `placement` and `timeline` are those of the coarsest level, `finer` holds the others; districts are places of
    the gazetteer too. `placement` is parallel to `reports`. `places`: what names mean here. `intake`: what became of the rows of
    the file of substations. `repairs`: what was mended in the boundaries. `tally`: what the counts come to, None without counts.
    `intakes`: what became of the rows of mapped counts, and of the table of customers. `refused`: the copies of which a newer
    state was refused: what is shown is the last good one.
    """

    settings: Settings
    regions: gpd.GeoDataFrame
    basemap: gpd.GeoDataFrame
    gazetteer: gpd.GeoDataFrame
    substations: gpd.GeoDataFrame
    reports: pd.DataFrame
    placement: Placement
    timeline: Timeline
    places: PlaceIndex
    intake: Intake
    finer: tuple[Level, ...] = ()
    repairs: tuple[str, ...] = ()
    tally: Tally | None = None
    intakes: Mapping[str, Intake] = field(default_factory=dict)
    refused: tuple[copies.Copy, ...] = ()


def read_dataset(folder: Path | str, *, refresh_s: float | None = None, engine: str = "", watch: Watch | None = None) -> Dataset:
    """Read a dataset folder, and what its [files] name elsewhere, pulled anew where that is due: see `geo.copies.pull`.

    `engine`: the address of what adds up the counts, "" for the usual one; `watch` hears how far that is.
    Raises DataError: with the faults of dataset.toml, or else with those of all its files.
    """
    folder = Path(folder)
    settings = read_settings(folder)
    faults = list[Fault]()
    at = _located(folder, settings, faults, refresh_s=refresh_s)
    levels = _gathered(faults, lambda: _read_levels(at, settings)) if "regions" in at else None
    basemap = _gathered(faults, lambda: read_basemap(at["basemap"])) if "basemap" in at else None
    gazetteer = _gathered(faults, lambda: read_gazetteer(at["gazetteer"])) if "gazetteer" in at else None
    stations = _gathered(faults, lambda: read_substations(at["substations"])) if "substations" in at else None
    reports = _gathered(faults, lambda: read_reports_as(at["outages"], settings)) if "outages" in at else None
    decisions = _gathered(faults, lambda: read_decisions(folder))
    counts = _gathered(faults, lambda: read_counts_as(at, settings, levels[0][0] if levels else None, gazetteer))
    if faults or levels is None or counts is None or counts.regions is None:
        raise DataError(faults)
    read = assemble(
        settings,
        regions=counts.regions,
        finer=levels[0][1:],
        repairs=levels[1],
        basemap=basemap,
        gazetteer=gazetteer,
        substations=stations[0] if stations else None,
        intake=stations[1] if stations else None,
        reports=reports,
        counts=counts.counts,
        decisions=decisions or (),
        settlements=at.get("settlements"),
        engine=engine,
        watch=watch,
        intakes=counts.intakes,
    )
    return replace(read, refused=tuple(copy for copy in copies.copies_of(folder, asdict(settings.files)) if copy.refused))


def assemble(settings: Settings, *, regions: gpd.GeoDataFrame, finer: Iterable[gpd.GeoDataFrame] = (),
             basemap: gpd.GeoDataFrame | None = None, gazetteer: gpd.GeoDataFrame | None = None,
             substations: gpd.GeoDataFrame | None = None, reports: pd.DataFrame | None = None,
             counts: Rows | None = None, repairs: tuple[str, ...] = (), intake: Intake | None = None,
             decisions: Iterable[Decision] = (), settlements: Path | None = None, engine: str = "",
             watch: Watch | None = None, intakes: Mapping[str, Intake] | None = None) -> Dataset:
    """Join and lay out what was read; what is None the dataset has not.

    `decisions`: what names were decided to mean; `settlements`: a file of small places, for matching names only.
    `engine`, `watch`: see `read_dataset`. Raises CrsError if the frames differ in CRS, DataError for counts that cannot be read.
    """
    basemap = empty_basemap() if basemap is None else basemap
    gazetteer = empty_gazetteer() if gazetteer is None else gazetteer
    substations = empty_substations() if substations is None else substations
    reports = reports_from(pd.DataFrame(columns=list(COLUMNS), dtype=str), zone=settings.zone) if reports is None else reports
    for frame in (basemap, gazetteer, substations):
        require_same(regions, frame)
    within_m = settings.nearest_within_km * 1000
    districts = [with_parents(one, regions, nearest_within_m=within_m) for one in finer]
    gazetteer = gpd.GeoDataFrame(pd.concat([gazetteer, *map(as_places, districts)], ignore_index=True), crs=regions.crs)
    substations = substations.assign(region=regions_of_points(substations.geometry, regions, nearest_within_m=within_m))
    places = index_places(regions, gazetteer, words=settings.words, decisions=decisions, settlements=settlements)
    placement = place_records(reduce(coarsened, districts, reports), regions=regions, substations=substations, places=places,
                              nearest_within_m=within_m)
    counted = None if counts is None else tally(counts, regions, _counting(settings, engine), watch=watch)
    timeline = build_timeline(reports, placement.region, placement.inside, n_regions=len(regions), zone=settings.zone,
                              expires_after_h=settings.expires_after_h, breaks=settings.breaks,
                              counts=None if counted is None else counted.daily)
    placed = partial(place_in, reports=reports, coarse=placement, gazetteer=gazetteer, substations=substations,
                     nearest_within_m=within_m)
    return Dataset(
        settings=settings, regions=regions, basemap=basemap, gazetteer=gazetteer,
        substations=generalise(substations, precision=settings.positions, grid_deg=settings.grid_deg),
        reports=_generalised_points(reports, settings), placement=placement, timeline=timeline, repairs=repairs,
        finer=tuple(_level(one, placed(one), reports, timeline, settings) for one in districts), tally=counted,
        places=places, intake=intake or Intake(read=len(substations)),
        intakes=intakes or {},
    )  # fmt: skip


@lru_cache(maxsize=8)
def at_level(dataset: Dataset, level: int | None) -> Dataset:
    """Return the dataset as one of its levels shows it; None is the coarsest. Raises UsageError for a level it has not."""
    if level is None or level == level_numbers(dataset)[0]:
        return dataset
    for one in dataset.finer:
        if one.number == level:
            return replace(dataset, regions=one.regions, placement=one.placement, timeline=one.timeline)
    known = ", ".join(map(str, level_numbers(dataset)))
    raise UsageError(f"The dataset has no boundaries of level {level}. Its levels are {known}.")


def level_numbers(dataset: Dataset) -> tuple[int, ...]:
    """Return the levels that the dataset has boundaries of, the coarsest first."""
    return (int(dataset.regions["level"].iat[0]), *(one.number for one in dataset.finer))


def level_titles(dataset: Dataset) -> tuple[str, ...]:
    """Return what each level is called, the coarsest first: as the settings say, else by its number."""
    given, numbers = dataset.settings.level_names, level_numbers(dataset)
    return tuple(given[order] if order < len(given) else f"Level {number}" for order, number in enumerate(numbers))


def pull(folder: Path | str, *, refresh_s: float | None = None) -> None:
    """Pull what the dataset takes from elsewhere and read nothing else; `refresh_s` and errors are those of `read_dataset`."""
    faults = list[Fault]()
    _located(Path(folder), read_settings(Path(folder)), faults, refresh_s=refresh_s)
    raise_faults(faults)


def fingerprint(folder: Path | str) -> str:
    """Return a text that changes whenever a file of the dataset does: by name, size and time of change, without reading; and when
    a newer state of a copy is refused, or taken again.

    Hidden files do not count: they are what editors and writers keep beside a file.
    """
    folder = Path(folder)
    stats = []
    for path in sorted(path for home in (folder, copies.copies_folder(folder)) for path in home.glob("[!.]*")):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # replaced at this moment: the next look sees what took its place
        stats.append((str(path), stat.st_size, stat.st_mtime_ns, stat.st_ino))
    return hashlib.sha256(repr((str(folder.resolve()), FILE, stats, copies.refused_in(folder))).encode()).hexdigest()


def locate(folder: Path, settings: Settings, name: str, *, refresh_s: float | None = None) -> Path | None:
    """Return where a file of the dataset lies, by its key in [files]; None if it has none.

    What is elsewhere is pulled first if that is due (`geo.copies.pull`). Raises DataError if it cannot be had.
    """
    entry = getattr(settings.files, name)
    if not is_address(entry):
        require_file_name(name, entry)
        return folder / entry if entry else None
    return copies.pull(name, entry, folder, live=settings.live, count=partial(_records_in, name=name, settings=settings),
                       now=dt.datetime.now(dt.UTC), refresh_s=refresh_s)


def _located(folder: Path, settings: Settings, faults: list[Fault], *, refresh_s: float | None) -> dict[str, Path]:
    """Return where each file of the dataset lies; what could not be had from elsewhere is a fault."""
    names = [field.name for field in fields(Files)]
    found = {name: _gathered(faults, partial(locate, folder, settings, name, refresh_s=refresh_s)) for name in names}
    return {name: path for name, path in found.items() if path is not None}


def _records_in(path: Path, *, name: str, settings: Settings) -> int:
    """Read a file that [files] calls by `name`, for the number of its records. Raises DataError with its faults."""
    if name in {"regions", "finer_regions"}:
        return sum(map(len, read_levels(path)[0]))
    if name == "substations":
        return read_substations(path)[1].read
    if name == "basemap":
        return len(read_basemap(path))
    if name == "outages":
        return len(read_reports_as(path, settings))
    if name == "counts":
        return count_rows(read_counts_plain(path, settings), zone=settings.zone)
    if name == "customers":
        return len(read_table_file(path).table)
    return len(read_gazetteer(path))


def _read_levels(at: Mapping[str, Path], settings: Settings) -> tuple[list[gpd.GeoDataFrame], tuple[str, ...]]:
    """Read the regions of all levels, the coarsest first, from one file or two."""
    shapes, mapping = read_shapes(at["regions"]), settings.mappings.get("regions")
    shapes = shapes if mapping is None else mapped_regions(shapes, mapping, name=at["regions"].name)
    if settings.level is not None:
        regions, repairs = regions_from(shapes, file=at["regions"].name, level=settings.level)
        return [regions], repairs
    levels, repairs = levels_from(shapes, file=at["regions"].name)
    if "finer_regions" in at:
        finer, more = read_levels(at["finer_regions"])
        top = int(levels[-1]["level"].iat[0])
        known = [int(one["level"].iat[0]) for one in finer]
        shift = max(0, top + 1 - min(known))  # a file of its own may count its levels from one
        levels += [one.assign(level=number + shift) for one, number in zip(finer, known, strict=True)]
        repairs += more
    return levels, repairs


def _level(regions: gpd.GeoDataFrame, placement: Placement, reports: pd.DataFrame, coarse: Timeline,
           settings: Settings) -> Level:
    timeline = build_timeline(reports, placement.region, placement.inside, n_regions=len(regions), zone=settings.zone,
                              expires_after_h=settings.expires_after_h, span=(coarse.first_day, coarse.days))
    return Level(number=int(regions["level"].iat[0]), regions=regions, placement=placement, timeline=timeline)


def _gathered(faults: list[Fault], read: Callable[[], Read]) -> Read | None:
    """Read one file, or gather its faults, so that one round trip mends the whole folder."""
    try:
        return read()
    except DataError as error:
        faults.extend(error.faults)
        return None


def _counting(settings: Settings, engine: str) -> Counting:
    return Counting(zone=settings.zone, step_min=settings.step_min, breaks=settings.breaks, engine=engine,
                    nearest_within_m=settings.nearest_within_km * 1000)


def _generalised_points(reports: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """A report's point may be a substation's: it is kept no finer than a substation's would be."""
    if settings.positions == "exact":
        return reports
    cell = settings.grid_deg
    return reports.assign(**{c: (((reports[c] / cell).map(np.floor) + 0.5) * cell).round(6) for c in ("lon", "lat")})
