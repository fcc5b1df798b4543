"""A dataset folder -> Dataset: everything read, validated, joined and laid out in time, once."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import partial, reduce
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.counts import (
    Counting,
    Progress,
    Rows,
    count_rows,
    count_summary,
    counts_from,
    is_plain,
    read_coded,
    read_counts,
    read_customers,
)
from geo.crs import require_same
from geo.dataset import Dataset
from geo.errors import DataError, Fault, faults_of_reading, raise_faults
from geo.kept_words import Kept, read_kept
from geo.levels import (
    Level,
    coarsened,
    levels_of,
    place_in,
    regions_of,
    require_position,
    said_of_wider,
    with_districts,
    with_parents,
)
from geo.mapping import faults_of_incomplete, incomplete, mapped, without_left_out
from geo.names import Decision, PlaceIndex, index_places, read_decisions
from geo.places import regions_of_points
from geo.places.features import (
    empty_basemap,
    empty_gazetteer,
    empty_substations,
    generalise,
    judged_gazetteer,
    read_basemap,
    read_substations,
)
from geo.reports import COLUMNS, Judged, Placement, judged_reports, place_records, read_reports, reports_from, with_snapshots
from geo.reports.ledger import Change
from geo.sentences import Sentence
from geo.settings import Files, Settings, read_settings
from geo.sources import copies_of, file_in, is_address
from geo.sources import pull as pull_copy
from geo.tables import Intake, read_table_file, read_text_table
from geo.timeline import build_timeline

Read = TypeVar("Read")


def read_dataset(folder: Path | str, *, refresh_s: float | None = None, engine: str = "",
                 watch: Callable[[Progress], None] | None = None, known_on: dt.date | None = None) -> Dataset:
    """Read a dataset folder; see `_read_dataset`. Whatever goes wrong is a DataError, of libraries too.

    The app keeps the last good state at every error of this kind.
    """
    remedy = Sentence("run `check` on the folder; if its files are whole, report this with them")
    with faults_of_reading(Path(folder).name, what=Sentence("the dataset cannot be read"),
                           expected=Sentence("files that make a map"), remedy=remedy):
        return _read_dataset(folder, refresh_s=refresh_s, engine=engine, watch=watch, known_on=known_on)


def _read_dataset(folder: Path | str, *, refresh_s: float | None, engine: str,
                  watch: Callable[[Progress], None] | None, known_on: dt.date | None) -> Dataset:
    """Read a dataset folder, and what its [files] name elsewhere, pulled where that is due (`geo.sources.snapshots.pull`).

    `engine`: the address of what adds up the counts, "" for the usual one; `watch` hears how far that is; `known_on`: the reports
    are as they were known at the end of that day, by the ledger: what was accepted, corrected or withdrawn later is undone.
    Raises DataError: with the faults of dataset.toml, or else with those of all its files.
    """
    folder = Path(folder)
    settings = read_settings(folder)
    faults = list[Fault]()
    at = _located(folder, settings, faults, refresh_s=refresh_s)
    areas = _gathered(faults, lambda: regions_of(at, settings)) if "regions" in at else None
    basemap = _gathered(faults, lambda: read_basemap(at["basemap"])) if "basemap" in at else None
    most = settings.max_rejected_share
    named = _gathered(faults, lambda: judged_gazetteer(at["gazetteer"], most=most)) if "gazetteer" in at else None
    gazetteer = None if named is None else named[0]
    stations = (_gathered(faults, lambda: read_substations(at["substations"], most=most)) if "substations" in at
                else None)
    kept = _gathered(faults, lambda: read_kept(folder, settings, at)) or Kept()
    undo = kept.after(known_on, settings.zone)
    kept = replace(kept, ledger=None if kept.ledger is None else kept.ledger[: len(kept.ledger) - len(undo)])
    reports = _gathered(faults, lambda: read_reports_as(at["outages"], settings, undo=undo)) if "outages" in at else None
    decisions = _gathered(faults, lambda: read_decisions(folder))
    coarsest = areas.levels[0] if areas else None
    counts = _gathered(faults, lambda: read_counts_as(at, settings, coarsest, gazetteer, decisions or ()))
    if faults or areas is None or counts is None or counts.regions is None:
        raise DataError(faults)
    require_position(counts.regions, settings, _points_of(gazetteer, reports.reports if reports else None))
    read = assemble(
        settings,
        regions=counts.regions,
        finer=areas.levels[1:],
        repairs=areas.repairs,
        basemap=basemap,
        gazetteer=gazetteer,
        substations=stations[0] if stations else None,
        intake=stations[1] if stations else None,
        reports=None if reports is None else reports.reports,
        counts=counts.counts,
        decisions=decisions or (),
        settlements=at.get("settlements"),
        engine=engine,
        watch=watch,
        intakes={"regions": areas.intake} | ({"gazetteer": named[1]} if named else {}) | dict(counts.intakes)
        | ({"outages": reports.intake} if reports else {}) | kept.intakes(reports.reports if reports else None),
    )
    refused = tuple(copy for copy in copies_of(folder, asdict(settings.files)) if copy.refused)
    return replace(read, notes={"regions": areas.notes}, refused=refused, quotes=kept.standing, known_on=known_on)


def _points_of(gazetteer: gpd.GeoDataFrame | None, reports: pd.DataFrame | None) -> np.ndarray:
    """Return lon and lat of the places and reports of a dataset, shape (n, 2)."""
    places = np.empty((0, 2)) if gazetteer is None else shapely.get_coordinates(gazetteer.geometry.to_numpy())
    said = np.empty((0, 2)) if reports is None else reports[["lon", "lat"]].to_numpy(float)
    return np.concatenate([places, said])


def assemble(settings: Settings, *, regions: gpd.GeoDataFrame, finer: Iterable[gpd.GeoDataFrame] = (),
             basemap: gpd.GeoDataFrame | None = None, gazetteer: gpd.GeoDataFrame | None = None,
             substations: gpd.GeoDataFrame | None = None, reports: pd.DataFrame | None = None,
             counts: Rows | None = None, repairs: tuple[str, ...] = (), intake: Intake | None = None,
             decisions: Iterable[Decision] = (), settlements: Path | None = None, engine: str = "",
             watch: Callable[[Progress], None] | None = None, intakes: Mapping[str, Intake] | None = None,
             today: dt.date | None = None) -> Dataset:
    """Join and lay out what was read; what is None the dataset has not.

    `decisions`: what names were decided to mean; `settlements`: a file of small places, for matching names only.
    `engine`, `watch`: see `read_dataset`; `today`: the date that a dataset without reports shows.
    Raises CrsError if the frames differ in CRS, DataError for counts that cannot be read.
    """
    basemap = empty_basemap() if basemap is None else basemap
    gazetteer = empty_gazetteer() if gazetteer is None else gazetteer
    substations = empty_substations() if substations is None else substations
    reports = reports_from(pd.DataFrame(columns=list(COLUMNS), dtype=str), zone=settings.zone) if reports is None else reports
    for frame in (basemap, gazetteer, substations):
        require_same(regions, frame)
    within_m = settings.snap_distance_km * 1000
    districts = [with_parents(one, regions, nearest_within_m=within_m) for one in finer]
    gazetteer = with_districts(gazetteer, districts)
    substations = substations.assign(region=regions_of_points(substations.geometry, regions, nearest_within_m=within_m))
    places = index_places(regions, gazetteer, words=settings.words, decisions=decisions, settlements=settlements)
    placement = place_records(reduce(coarsened, districts, reports), regions=regions, substations=substations, places=places,
                              nearest_within_m=within_m)
    counted = None if counts is None else count_summary(counts, regions, _counting(settings, engine), watch=watch)
    timeline = build_timeline(reports, placement.region, placement.inside, n_regions=len(regions),
                              expiry_hours=settings.expiry_hours, breaks=settings.breaks,
                              today=today or dt.datetime.now(settings.zone).date(),
                              counts=None if counted is None else counted.daily)
    placed = partial(place_in, reports=reports, coarse=placement, gazetteer=gazetteer, substations=substations,
                     nearest_within_m=within_m)
    whole = Dataset(
        settings=settings, regions=regions, basemap=basemap, gazetteer=gazetteer,
        substations=generalise(substations, precision=settings.positions, grid_deg=settings.grid_deg),
        reports=_generalised_points(reports, settings), placement=placement, timeline=timeline, repairs=repairs,
        count_summary=counted, places=places, intake=intake or Intake(read=len(substations)),
        intakes=intakes or {},
    )  # fmt: skip
    return replace(whole, finer=tuple(_level(one, placed(one), reports, whole) for one in districts))


def pull(folder: Path | str, *, refresh_s: float | None = None) -> None:
    """Pull what the dataset takes from elsewhere and read nothing else; `refresh_s` and errors are those of `read_dataset`."""
    faults = list[Fault]()
    _located(Path(folder), read_settings(Path(folder)), faults, refresh_s=refresh_s)
    raise_faults(faults)


def locate(folder: Path, settings: Settings, name: str, *, refresh_s: float | None = None) -> Path | None:
    """Return where a file of the dataset lies, by its key in [files]; None if it has none.

    What is elsewhere is pulled first if that is due (`geo.sources.snapshots.pull`). Raises DataError if it cannot be had.
    """
    entry = getattr(settings.files, name)
    if not is_address(entry):
        return file_in(folder, name, entry) if entry else None
    return pull_copy(name, entry, folder, live=settings.live, count=partial(_records_in, name=name, settings=settings),
                       now=dt.datetime.now(dt.UTC), refresh_s=refresh_s)


def _located(folder: Path, settings: Settings, faults: list[Fault], *, refresh_s: float | None) -> dict[str, Path]:
    """Return where each file of the dataset lies; what could not be had from elsewhere is a fault."""
    names = [field.name for field in fields(Files) if field.name != "reports"]
    found = {name: _gathered(faults, partial(locate, folder, settings, name, refresh_s=refresh_s)) for name in names}
    return {name: path for name, path in found.items() if path is not None}


def _records_in(path: Path, *, name: str, settings: Settings) -> int:
    """Read a file that [files] calls by `name`, for the number of its records. Raises DataError with its faults."""
    if name in {"regions", "finer_regions"}:
        return sum(map(len, levels_of(path, settings, key=name).levels))
    if name == "substations":
        return read_substations(path, most=settings.max_rejected_share)[1].read
    if name == "basemap":
        return len(read_basemap(path))
    if name == "outages":
        return len(read_reports_as(path, settings).reports)
    if name == "counts":
        return count_rows(read_counts_plain(path, settings), zone=settings.zone)
    if name == "customers":
        return len(read_table_file(path).table)
    if name in {"evidence", "ledger"}:
        return len(read_text_table(path))
    return len(judged_gazetteer(path, most=settings.max_rejected_share)[0])


def _level(regions: gpd.GeoDataFrame, placement: Placement, reports: pd.DataFrame, coarse: Dataset) -> Level:
    settings, whole = coarse.settings, coarse.timeline
    lay_out = partial(build_timeline, reports, expiry_hours=settings.expiry_hours, span=(whole.first_day, whole.days))
    timeline = lay_out(placement.region, placement.inside, n_regions=len(regions))
    wider = lay_out(said_of_wider(coarse.placement, placement), coarse.placement.inside, n_regions=len(coarse.regions),
                    breaks=settings.breaks, counts=None if coarse.count_summary is None else coarse.count_summary.daily)
    return Level(number=int(regions["level"].iat[0]), regions=regions, placement=placement, timeline=timeline, wider=wider)


def _gathered(faults: list[Fault], read: Callable[[], Read]) -> Read | None:
    """Read one file, or gather its faults, so that one round trip mends the whole folder."""
    try:
        return read()
    except DataError as error:
        faults.extend(error.faults)
        return None


def _counting(settings: Settings, engine: str) -> Counting:
    return Counting(zone=settings.zone, step_min=settings.step_min, breaks=settings.breaks, engine=engine,
                    nearest_within_m=settings.snap_distance_km * 1000, max_rejected_share=settings.max_rejected_share,
                    today=dt.datetime.now(settings.zone).date())


def _generalised_points(reports: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """A report's point may be a substation's: it is kept no finer than a substation's would be."""
    if settings.positions == "exact":
        return reports
    cell = settings.grid_deg
    return reports.assign(**{c: (((reports[c] / cell).map(np.floor) + 0.5) * cell).round(6) for c in ("lon", "lat")})


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """The counts of a dataset, if it has any; the regions, with the customers that a table gives; the tables' intakes."""

    regions: gpd.GeoDataFrame | None
    counts: Rows | None = None
    intakes: Mapping[str, Intake] = field(default_factory=dict)


def read_reports_as(path: Path, settings: Settings, *, undo: Iterable[Change] = ()) -> Judged:
    """Read reports in our own columns, or by the mapping of `dataset.toml`; `undo`: changes of the ledger to be undone.

    Raises DataError if the file cannot be used at all.
    """
    mapping, most = settings.mappings.get("outages"), settings.max_rejected_share
    if mapping is None or not mapping.columns:
        judged = read_reports(path, zone=settings.zone, most=most, today=dt.datetime.now(settings.zone).date(),
                              undo=undo)
        return _series(judged) if mapping is not None and mapping.reading.snapshots else judged
    file = read_table_file(path, reading=mapping.reading)
    table = mapped(file, mapping, kind="outages", zone=settings.zone, name=path.name)
    table, gone, why = without_left_out(table)
    table.attrs = {"notes": (*filter(None, [incomplete(mapping, "outages")]), *file.notes, *why)}
    judged = judged_reports(table, zone=settings.zone, file=path.name, most=most,
                            today=dt.datetime.now(settings.zone).date())
    judged = replace(judged, intake=replace(judged.intake, left_out={**judged.intake.left_out, **gone}))
    return _series(judged) if mapping.reading.snapshots else judged


def _series(judged: Judged) -> Judged:
    return replace(judged, reports=with_snapshots(judged.reports))


def read_counts_plain(path: Path, settings: Settings) -> Rows:
    """Look at counts that can be added up where they lie: their columns have our names, or others. Raises DataError."""
    columns = {ours: names[0] for ours, names in _columns(settings, "counts").items()}
    try:
        return read_counts(path, zone=settings.counts_zone or settings.zone, columns=columns)
    except DataError as error:
        if mapping := settings.mappings.get("counts"):
            head = read_table_file(path, reading=mapping.reading, rows=1).table
            raise_faults(faults_of_incomplete(mapping, head, kind="counts", name=path.name))
        remedy = Sentence("correct its name under [columns.counts] in dataset.toml")
        raise DataError(replace(fault, remedy=remedy) if fault.column in columns.values() else fault
                        for fault in error.faults) from error


def read_counts_as(at: Mapping[str, Path], settings: Settings, regions: gpd.GeoDataFrame | None,
                   gazetteer: gpd.GeoDataFrame | None, decisions: Iterable[Decision] = ()) -> Counted:
    """Read counts, and the number of customers of regions, in our own columns or by their mappings. Raises DataError.

    `decisions`: what names were decided to mean.
    Where the regions could not be read, only what needs none of them is: its faults are told with theirs.
    """
    intakes, counts, mapping = dict[str, Intake](), None, settings.mappings.get("counts")
    if "counts" in at and is_plain(at["counts"], mapping):
        counts = read_counts_plain(at["counts"], settings)
    if regions is None:
        return Counted(regions=None, counts=counts)
    if "customers" in at:
        regions, intakes["customers"] = read_customers(
            at["customers"], settings.mappings.get("customers"), regions=regions, zone=settings.zone,
            places=_places(settings, regions, gazetteer) if "place" in _columns(settings, "customers") else None,
            most=settings.max_rejected_share)  # fmt: skip
    if "counts" in at and counts is None:
        places = _places(settings, regions, gazetteer, decisions)
        coded = read_coded(at["counts"], mapping, zone=settings.zone, regions=regions, places=places)
        intakes["counts"] = coded.intake
        counts = counts_from(coded.table, zone=settings.counts_zone or settings.zone, file=at["counts"].name)
    return Counted(regions=regions, counts=counts, intakes=intakes)


def _columns(settings: Settings, kind: str) -> Mapping[str, tuple[str, ...]]:
    return settings.mappings[kind].columns if kind in settings.mappings else {}


def _places(settings: Settings, regions: gpd.GeoDataFrame, gazetteer: gpd.GeoDataFrame | None,
            decisions: Iterable[Decision] = ()) -> PlaceIndex:
    named = empty_gazetteer() if gazetteer is None else gazetteer
    return index_places(regions, named, words=settings.words, decisions=decisions)
