"""Counts of parts of a region: rows of utilities and of places are added once, and a town never speaks for its region."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.mapping import Duplicates, is_sum
from geo.places import OUTSIDE, canonical, positions_of
from geo.sentences import Sentence

REPEATED = "the same row again"
ADDED, A_SUM = "added to another of its region and time", "a sum of the others of its region and time"
LOWER = "a lower figure of the same place and time"
SNAPSHOT_HOURS = 3  # rows of one table of places that lie no further apart were gathered for one picture
IN_WHOLE = "of a place whose whole region has a row of that time"
NOBODY = "nobody out in a place, which says nothing of the rest of its region"


@dataclass(frozen=True, kw_only=True)
class Added:
    """Counts with one row where several were parts, how many rows came to each end instead, and what to tell."""

    table: pd.DataFrame
    left_out: dict[str, int]
    notes: tuple[str, ...]


def added(table: pd.DataFrame, regions: gpd.GeoDataFrame, *, within: pd.Series, repeated: pd.Series, duplicates: str) -> Added:
    """Add up the rows that are parts of their region and time.

    `within`: which rows are of a place in a region; `repeated`: which are the same in all columns as one above them.
    All customers of a place are not those of its region, and nobody out in a town is no power in the region.
    """
    read = len(table)
    once = table[~repeated.reindex(table.index, fill_value=False)]
    parts = _without_sums(once) if "part" in once else once
    lost = {REPEATED: read - len(once), A_SUM: len(once) - len(parts)}
    within, notes = within.loc[parts.index], list[str]()
    if duplicates == Duplicates.PLACES and "part" in parts and _of_one_snapshot(parts):
        parts = parts.assign(time=parts["time"].max())
        notes.append(Sentence("each place has one row, and all within {hours} hours: they are read as one snapshot, of the "
                              "latest time", hours=SNAPSHOT_HOURS))
    if within.any():
        parts = parts.assign(region=_regions_of(parts, regions))
        for why, which in (
            (IN_WHOLE, _in_whole(parts, within)),
            (LOWER, _lower(parts, within) if duplicates == Duplicates.MAX else None),
            (NOBODY, _nobody(parts, within)),
        ):
            if which is not None:
                gone = which.reindex(parts.index, fill_value=False)
                parts, lost[why] = parts[~gone], int(gone.sum())
        within = within.loc[parts.index]
        if "customers_total" in parts:
            totals = parts["customers_total"].where(~within, "")
            parts = parts.assign(customers_total=totals) if (totals != "").any() else parts.drop(columns="customers_total")
            notes.append(Sentence("all customers of a place are not those of its region: no share is worked out of them"))
    placed = positions_of(parts["region_code"], regions) != OUTSIDE  # what lies nowhere is told row by row
    summed = (within | (duplicates == Duplicates.SUM)) & placed
    result = pd.concat([parts[~summed], _summed(parts[summed], regions)]).sort_index()
    lost[ADDED] = len(parts) - len(result)
    if lost[ADDED]:
        notes.append(Sentence("{parts:,} of {read:,} rows are parts of their region and time: they are added",
                              parts=lost[ADDED], read=read))
    return Added(table=result, left_out={why: n for why, n in lost.items() if n}, notes=tuple(notes))


def _of_one_snapshot(table: pd.DataFrame) -> bool:
    """Whether each place has one row, and their times, which differ, lie within a few hours of one day."""
    times = pd.to_datetime(table["time"], format="ISO8601", errors="coerce", utc=True)
    near = times.notna().all() and times.max() - times.min() <= pd.Timedelta(hours=SNAPSHOT_HOURS)
    return bool(near and table["time"].nunique() > 1 and table["time"].str[:10].nunique() == 1
                and not table.duplicated([c for c in ("region_code", "place", "part") if c in table]).any())  # fmt: skip


def _regions_of(table: pd.DataFrame, regions: gpd.GeoDataFrame) -> np.ndarray:
    """Return the code of each row's region as the regions have it; what names none, in canonical form."""
    at = positions_of(table["region_code"], regions)
    return np.where(at == OUTSIDE, table["region_code"].map(canonical).to_numpy(object), regions["code"].to_numpy(object)[at])


def _without_sums(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows that add up others of their region and time: they would count everybody twice."""
    keys, sums = ["region_code", "time"], is_sum(table["part"]) | table["part"].isin(_names_of_sums(table))
    told_by_part = pd.MultiIndex.from_frame(table[keys]).isin(pd.MultiIndex.from_frame(table.loc[~sums, keys]))
    return table[~(sums & told_by_part)]


def _names_of_sums(table: pd.DataFrame) -> set[str]:
    """Return what parts are called that add up the others of their region and time wherever they stand, whatever word that is.

    In two regions or times at least, for one figure alone may be the sum of its neighbours by chance.
    """
    figures = _figures(table)
    group = table.groupby(["region_code", "time"])["part"]
    rest = figures.groupby([table["region_code"], table["time"]]).transform("sum") - figures
    asked = (group.transform("size") > 2) & (figures > 0)
    adds = (figures == rest)[asked].groupby(table["part"][asked])
    return {str(name) for name, of_name in adds if len(of_name) > 1 and of_name.all()}


def _in_whole(table: pd.DataFrame, within: pd.Series) -> pd.Series:
    """Whether each row is of a place, and a row of its whole region at that time has a figure, which holds the place's."""
    moments = pd.MultiIndex.from_frame(table[["region", "time"]])
    whole = ~within & _figures(table).notna()
    return within & moments.isin(moments[whole.to_numpy()])


def _lower(table: pd.DataFrame, within: pd.Series) -> pd.Series:
    """Whether each row of a place has a higher figure of that place and time beside it, as the highest of a region holds."""
    keys = [column for column in ("region", "time", "place", "part") if column in table]
    ranked = table.loc[_figures(table)[within].sort_values(ascending=False, kind="stable").index, keys]
    return ranked.duplicated().reindex(table.index, fill_value=False)


def _nobody(table: pd.DataFrame, within: pd.Series) -> pd.Series:
    """Whether each row of a place is of a region and time in whose places nobody is out."""
    inner = table[within]
    most = _figures(inner).groupby([inner["region"], inner["time"]]).transform("max")
    return (most == 0).reindex(table.index, fill_value=False)


def _figures(table: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(table["customers_out"], errors="coerce")


def _summed(table: pd.DataFrame, regions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Add the rows of one region and time; a total is known only where each gives one, and a blank count adds nothing."""
    given = [column for column in ("customers_out", "customers_total") if column in table]
    figures = pd.DataFrame({column: pd.to_numeric(table[column], errors="coerce") for column in given}, index=table.index)
    unread = figures["customers_out"].isna().to_numpy() & (table["customers_out"] != "").to_numpy()
    whose = _regions_of(table, regions)
    group = pd.Series([*zip(whose, table["time"], np.where(unread, np.arange(len(table)), -1), strict=True)], index=table.index)
    first = ~group.duplicated().to_numpy()
    sums = figures.groupby(group.to_numpy(), sort=False)
    result = table[first].copy()
    for column in map(str, figures):
        least = 1 if column == "customers_out" else None
        summed = sums[column].sum(min_count=least) if least else sums[column].apply(lambda cells: cells.sum(skipna=False))
        texts = [("" if np.isnan(value) else f"{value:.15g}") for value in summed.reindex(group[first].to_numpy()).to_numpy()]
        keep = unread[first] if column == "customers_out" else np.zeros(len(result), bool)
        result[column] = np.where(keep, result[column].to_numpy(object), texts)
    return result
