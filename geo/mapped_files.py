"""The files of a dataset, read as its settings say: in our own columns, or by a mapping."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.counts.mapped import is_plain, read_coded, read_customers
from geo.counts.rows import Rows
from geo.counts.summary import counts_from, read_counts
from geo.errors import DataError
from geo.mapping.mapping import mapped, mapped_regions
from geo.names.resolve import PlaceIndex, index_places
from geo.places.gazetteer import empty_gazetteer
from geo.places.regions import levels_from, read_shapes, regions_from
from geo.reports.schema import read_reports, reports_from
from geo.settings import Settings
from geo.tables.import_report import Intake
from geo.tables.readers import read_table_file


@dataclass(frozen=True, kw_only=True, eq=False)
class Counted:
    """The counts of a dataset, if it has any; the regions, with the customers that a table gives; the tables' intakes."""

    regions: gpd.GeoDataFrame | None
    counts: Rows | None = None
    intakes: Mapping[str, Intake] = field(default_factory=dict)


def regions_of(
    at: Mapping[str, Path], settings: Settings
) -> tuple[list[gpd.GeoDataFrame], tuple[str, ...]]:
    """Read the regions of all levels that a dataset shows, from one file of boundaries or two.

    Parameters
    ----------
    at
        Where the files lie, by their key in [files]: `regions` and, if there is one, `finer_regions`.
    settings
        Hold the level to keep, if only one is, and the mappings.

    Returns
    -------
    The regions of each level, the coarsest first, and a sentence for every repair that was made.

    Raises
    ------
    DataError
        With every fault of the first file that cannot be used.
    """
    levels, repairs = levels_of(at["regions"], settings)
    if "finer_regions" in at and settings.level is None:
        finer, more = levels_of(at["finer_regions"], settings, key="finer_regions")
        top = int(levels[-1]["level"].iat[0])
        known = [int(one["level"].iat[0]) for one in finer]
        shift = max(0, top + 1 - min(known))  # a file of its own may count its levels from one
        levels += [one.assign(level=n + shift) for one, n in zip(finer, known, strict=True)]
        repairs += more
    return levels, repairs


def levels_of(
    path: Path, settings: Settings, *, key: str = "regions"
) -> tuple[list[gpd.GeoDataFrame], tuple[str, ...]]:
    """Read what [files] calls `key`, `regions` or `finer_regions`; see `regions_of`.

    Finer regions without a mapping of their own are read by that of the regions, unless the file has
    our columns: one maker calls the columns of all levels alike.
    """
    shapes, kind = read_shapes(path), key
    if kind not in settings.mappings and not {"code", "name"} <= set(shapes.columns):
        kind = "regions"
    if kind in settings.mappings:
        shapes = mapped_regions(shapes, settings.mappings[kind], name=path.name, kind=kind)
    if key == "regions" and settings.level is not None:
        regions, repairs = regions_from(shapes, file=path.name, level=settings.level)
        return [regions], repairs
    return levels_from(shapes, file=path.name)


def read_reports_as(path: Path, settings: Settings) -> pd.DataFrame:
    """Read reports in our own columns, or by the mapping of `dataset.toml`. Raises DataError with every fault."""
    mapping = settings.mappings.get("outages")
    if mapping is None:
        return read_reports(path, zone=settings.zone)
    file = read_table_file(path, reading=mapping.reading)
    table = mapped(file, mapping, kind="outages", zone=settings.zone, name=path.name)
    return reports_from(table, zone=settings.zone, file=path.name)


def read_counts_plain(path: Path, settings: Settings) -> Rows:
    """Look at counts that can be added up where they lie: their columns have our names, or others. Raises DataError."""
    columns = {ours: names[0] for ours, names in _columns(settings, "counts").items()}
    try:
        return read_counts(path, zone=settings.counts_zone or settings.zone, columns=columns)
    except DataError as error:
        remedy = "correct its name under [columns.counts] in dataset.toml"
        raise DataError(replace(fault, remedy=remedy) if fault.column in columns.values() else fault
                        for fault in error.faults) from error


def read_counts_as(at: Mapping[str, Path], settings: Settings, regions: gpd.GeoDataFrame | None,
                   gazetteer: gpd.GeoDataFrame | None) -> Counted:
    """Read counts, and the number of customers of regions, in our own columns or by their mappings. Raises DataError.

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
            places=_places(settings, regions, gazetteer) if "place" in _columns(settings, "customers") else None)  # fmt: skip
    if "counts" in at and counts is None and mapping is not None:
        places = _places(settings, regions, gazetteer)
        coded = read_coded(at["counts"], mapping, zone=settings.zone, regions=regions, places=places)
        intakes["counts"] = coded.intake
        counts = counts_from(coded.table, zone=settings.counts_zone or settings.zone, file=at["counts"].name)
    return Counted(regions=regions, counts=counts, intakes=intakes)


def _columns(settings: Settings, kind: str) -> Mapping[str, tuple[str, ...]]:
    return settings.mappings[kind].columns if kind in settings.mappings else {}


def _places(settings: Settings, regions: gpd.GeoDataFrame, gazetteer: gpd.GeoDataFrame | None) -> PlaceIndex:
    return index_places(regions, empty_gazetteer() if gazetteer is None else gazetteer, words=settings.words)
