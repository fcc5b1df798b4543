"""Tables of counts of any make -> the columns of `counts`: names of places become codes, and rows that are parts are added."""

import re
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.counts.parts import added
from geo.errors import Fault, raise_faults, rejected_rows
from geo.mapping import PLACE_KIND, Duplicates, TableMapping, faults_of_incomplete, is_sum, mapped, without_left_out
from geo.names import Candidate, PlaceIndex, candidates, is_asked, nearest, regions_among, towns_among
from geo.places import OUTSIDE, positions_of
from geo.quantities import MOST
from geo.sentences import Sentence
from geo.tables import FIXED_WIDTH, TEXTS, Intake, Reading, missing_columns, read_table_file, row_numbers

OWN = ("region_code", "place", "time", "customers_out", "customers_total")
NEEDED = ("time", "customers_out")
HEAD_BYTES = 65_536


@dataclass(frozen=True, kw_only=True)
class Coded:
    """Counts as text (`region_code`, `time`, `customers_out`, maybe `customers_total`), and what became of the file's rows."""

    table: pd.DataFrame
    intake: Intake


def is_plain(path: Path, mapping: TableMapping | None) -> bool:
    """Whether a file of counts can be read where it lies: its columns need other names, and nothing else."""
    if not _is_plain_text(path, own=mapping is None):
        return False
    if mapping is None:
        return True
    usual = Reading(**{**mapping.reading.__dict__, "encoding": "", "delimiter": "", "header": 0})
    if mapping.reading.delimiter == FIXED_WIDTH:
        return False
    return (path.suffix.casefold() in (*TEXTS, ".parquet") and usual == Reading() and not mapping.defaults
            and mapping.reading.encoding in {"", "utf-8-sig"} and mapping.reading.header <= 1
            and not {"place", "customers_restored"} & set(mapping.columns)
            and all(len(names) == 1 for names in mapping.columns.values()))  # fmt: skip


def _own_mapping(path: Path) -> TableMapping:
    """Return the mapping of a dataset's own table of counts in another shape, such as XLSX or UTF-16. Raises DataError."""
    file = read_table_file(path)
    called = {re.sub(r"[\s-]+", "_", str(name).strip().casefold()): str(name) for name in file.table.columns}
    columns = {ours: (called[ours],) for ours in OWN if ours in called}
    expected = Sentence("the columns of outage counts; outage-brief new reads other tables")
    raise_faults(missing_columns(file.table.rename(columns={v: k for k, v in called.items()}), NEEDED, file=path.name,
                                 expected=expected))  # fmt: skip
    return TableMapping(columns=columns, reading=file.reading)


def _is_plain_text(path: Path, *, own: bool) -> bool:
    """Whether the head of a file is text in UTF-8 with line ends of today, or Parquet: an engine reads it where it lies.

    `own`: it has no mapping, so its columns must bear our names to the letter.
    """
    if path.suffix.casefold() == ".parquet" or not path.is_file():
        return True
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    try:
        head[:-4].decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    header = head.partition(b"\n")[0].decode("utf-8-sig", errors="ignore")
    names = set(re.split(r"[,;\t|]", header.replace('"', "")))
    folded = {name.strip().casefold().replace(" ", "_") for name in names}
    other_case = own and set(NEEDED) <= folded and not set(NEEDED) <= {name.strip() for name in names}
    return path.suffix.casefold() in TEXTS and "\0" not in header and "\r" not in header.rstrip() and not other_case


def read_coded(path: Path, mapping: TableMapping | None, *, zone: ZoneInfo, regions: gpd.GeoDataFrame,
               places: PlaceIndex) -> Coded:
    """Read a table of counts by its mapping, or in our columns if it has none.

    A name that no region bears, or several, stays as its code, to be listed. Raises DataError.
    """
    mapping = mapping or _own_mapping(path)
    file = read_table_file(path, reading=mapping.reading)
    raise_faults(faults_of_incomplete(mapping, file.table, kind="counts", name=path.name))
    table = mapped(file, mapping, kind="counts", zone=zone, name=path.name)
    read, lines = len(table), table.index
    repeated = file.table.duplicated()
    repeated = repeated if lines.equals(repeated.index) else repeated.groupby(level=0).all().reindex(lines)
    table, repeated = table.reset_index(drop=True), repeated.reset_index(drop=True)  # a line of the file may make several rows
    table, left_out, gone = without_left_out(table)
    notes = [*file.notes, *gone]
    kind, duplicates = mapping.defaults.get(PLACE_KIND, ""), mapping.reading.duplicates
    within = pd.Series(data=False, index=table.index)
    if "region_code" not in table:
        totals = is_sum(table["place"].str.removesuffix(f", {mapping.reading.admin1}"))
        table, left_out["totals"] = table[~totals], int(totals.sum())
        names = [name for name in table["place"].unique() if name]
        notes += [why for name in names if (why := _unclear(name, places, kind=kind))]
        within = table["place"].map({name: _is_within(name, places, kind=kind) for name in names}).eq(other=True)
        table["region_code"] = codes_of_names(table["place"], places, kind=kind)
    if duplicates == Duplicates.PLACES and "part" in table:
        within |= (table["part"] != "") & ~is_sum(table["part"])
    if within.any() or duplicates == Duplicates.SUM:
        result = added(table, regions, within=within, repeated=repeated, duplicates=duplicates)
        table, left_out = result.table, left_out | result.left_out
        notes += result.notes
    kept = [column for column in ("region_code", "time", "customers_out", "customers_total") if column in table]
    left_out = {why: n for why, n in left_out.items() if n}
    return Coded(table=table[kept].set_axis(lines[table.index]), intake=Intake(read=read, left_out=left_out, notes=tuple(notes)))


def _is_within(name: str, places: PlaceIndex, *, kind: str) -> bool:
    """Whether a name means a place within a region; `kind`: what kind of places the table says that its names are of.

    A name that a region shares with its city means the region, unless the table says that its names are of settlements.
    """
    found = _meant(name, places, kind=kind)
    some = any if kind == "settlement" else all
    return bool(found) and some(hit.inside for hit in nearest(found))


def codes_of_names(written: pd.Series, places: PlaceIndex, *, kind: str = "") -> pd.Series:
    """Return the code of the region that each name means; the name itself where it means none, or more than one.

    `kind`: what the names are of, see PLACE_KIND.
    """
    return written.map({name: _code_of(name, places, kind=kind) for name in written.unique()}).astype(object)


def _meant(name: str, places: PlaceIndex, *, kind: str) -> tuple[Candidate, ...]:
    hits = tuple(candidates(places, name)) if name else ()
    if kind == "settlement":
        return towns_among(places, name, hits)
    return regions_among(hits) if kind == "region" else hits


def _unclear(name: str, places: PlaceIndex, *, kind: str = "") -> str:
    """Say why a name means no region, "" if it means one."""
    hits = _meant(name, places, kind=kind)
    if not hits:
        return Sentence("{name!r} names no region: add it to other_names, or give codes", name=name)
    meant = dict.fromkeys(f"{hit.name} ({hit.code})" for hit in hits)
    return Sentence("{name!r} may mean {meant}: give codes, or the state beside the name, or that of all names as admin1 under "
                    "[parsing.counts] in dataset.toml", name=name,
                    meant=", ".join(list(meant)[:4])) if is_asked(hits) else ""  # fmt: skip


def read_customers(path: Path, mapping: TableMapping | None, *, regions: gpd.GeoDataFrame, zone: ZoneInfo,
                   places: PlaceIndex | None = None, most: float = 0.5) -> tuple[gpd.GeoDataFrame, Intake]:
    """Return regions with the number of customers that a table gives, where they have none of their own.

    A figure that is none is rejected. Raises DataError if the table lacks a column, or more than the share `most` of its figures
    are none.
    """
    plain = TableMapping(columns={"region_code": ("region_code",), "customers": ("customers",)})
    chosen = mapping or plain
    file = read_table_file(path, reading=chosen.reading)
    table = mapped(file, chosen, kind="customers", zone=zone, name=path.name)
    if "region_code" not in table:
        table["region_code"] = codes_of_names(table["place"], places) if places is not None else ""
    figures = pd.to_numeric(table["customers"], errors="coerce").to_numpy(float, copy=True)  # pandas lends its own to read only
    at = positions_of(table["region_code"], regions)
    totals = is_sum(table["region_code"]).to_numpy()
    figures[~((figures >= 0) & (figures <= MOST))] = np.nan
    good = (at != OUTSIDE) & np.isfinite(figures)
    blank = (table["customers"].str.strip() == "").to_numpy()
    bad = (at != OUTSIDE) & ~good & ~blank
    of_region = pd.Series(figures[good], index=at[good]).groupby(level=0)
    known, several = of_region.sum(), int((of_region.size() > 1).sum())
    given = pd.Series(known.reindex(range(len(regions))).round().to_numpy(), index=regions.index).astype("Int64")
    lost = ~good & ~totals & ~bad
    rows = row_numbers(table)
    faults = tuple(Fault(what=Sentence("no number of customers"), file=path.name, row=int(rows[i]), column="customers",
                         value=str(table["customers"].iat[i]), expected=Sentence("a number from 0 to 10,000,000,000"),
                         remedy=Sentence("correct the cell")) for i in np.flatnonzero(bad).tolist())  # fmt: skip
    rejected_rows(faults, read=len(table), file=path.name, most=most)
    codes = table["region_code"]
    notes = list(file.notes)
    if several:
        notes.append(Sentence("{count:,} region stands in several rows: their figures are added",
                              "{count:,} regions stand in several rows: their figures are added", count=several))
    notes += [Sentence("row {row}: {code!r} is a total of all, no region", row=rows[i], code=codes.iat[i])
              for i in np.flatnonzero(totals).tolist()]  # fmt: skip
    notes += [Sentence("row {row}: {why}", row=rows[i], why=_why(table, i, int(at[i]))) for i in np.flatnonzero(lost).tolist()]
    intake = Intake(read=len(table), left_out={"totals": int(totals.sum()), "of no region or without a figure": int(lost.sum())},
                    notes=tuple(notes), rejected=faults, rejected_count=len(faults))
    return regions.assign(customers=regions["customers"].fillna(given)), intake


def _why(table: pd.DataFrame, i: int, at: int) -> str:
    if at == OUTSIDE:
        return Sentence("the dataset has no region with the code {code!r}", code=table["region_code"].iat[i])
    return Sentence("the number of customers is blank")


def _code_of(name: str, places: PlaceIndex, *, kind: str) -> str:
    hits = _meant(name, places, kind=kind)
    return name if not hits or is_asked(hits) else nearest(hits)[0].code
