"""Guess what the columns of a table mean: by their names, by HXL tags, and by what is in them. The guess is stated, never silent.

A table with a figure and a time for many regions holds counts; one with summaries, sources or causes holds reports.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import pandas as pd

from geo.errors import DataError, Fault
from geo.mapping.feeds import feed_of
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import SUM, TableMapping
from geo.mapping.vocabulary import fit, folded, is_sum, meanings, tag_fit
from geo.places import system_of
from geo.tables import TableFile
from geo.tables.cells import (
    ISO,
    YEAR_FIRST,
    decimal_of,
    form_of,
    is_either_way,
    is_number,
    says_nothing,
)

ENOUGH, SURE = 0.45, 0.8  # how well a name must fit to be taken; the share of cells that must be what the column is taken for
MATCHES = 0.5  # share of distinct cells that must be codes or names of regions
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}", re.IGNORECASE)
_SMALL = re.compile(r"\d{1,3}(?:\.0+)?")


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a table seems to hold: "counts" or "outages", or "" with what is missing.

    `notes`: a remark on each of our columns; `unused`: columns that nothing of ours is; `codes`: the column of the boundaries
    that holds the codes which the table gives; `remarks`: sentences its user should know.
    """

    kind: str
    mapping: TableMapping = field(default_factory=TableMapping)
    notes: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    codes: str = ""
    feed: str = ""
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def guess_counts(file: TableFile, known: KnownRegions) -> Guess:
    """Guess the mapping of a table of counts; what it lacks is in `missing`."""
    feed = feed_of(file)
    if feed is not None:
        return _of_feed(file, known, *feed)
    table, taken, notes = file.table, dict[str, tuple[str, ...]](), dict[str, str]()
    codes = _take_region(file, known, "counts", taken, notes)
    form = _take_time(file, known, taken, notes)
    decimal = _take_figures(file, taken, notes)
    missing = [] if {"region_code", "place"} & set(taken) else [nowhere(known)]
    missing += [ours for ours in ("time", "customers_out") if ours not in taken]
    reading = replace(file.reading, date_format=form, decimal=decimal, thousands=_thousands(file, taken),
                      admin1=wider_place(file, known, taken, notes))
    repeats, remarks = _repeats(table, taken), tuple[str, ...]()
    if not missing and repeats.any() and (part := _part(file, taken, repeats)):
        taken["part"] = (part,)
        reading = replace(reading, duplicates=SUM)
        sums = table.loc[is_sum(table[part]), part].unique()
        notes["part"] = "rows of one region and time are parts of it, and are added" + (
            f", except those of {', '.join(map(repr, sums))}, which are sums of the others" if len(sums) else "")
    elif not missing and (n := int((repeats & ~table.duplicated(keep=False)).sum())):
        remarks = (f"{n} rows share their region and time with others, and no column tells them apart: the highest is shown; if "
                   "they are parts that add up, name the column that tells them apart as part",)
    return Guess(kind="" if missing else "counts", mapping=TableMapping(columns=taken, reading=reading), notes=notes,
                 unused=_unused(table, taken), codes=codes, missing=tuple(missing), remarks=remarks)


def nowhere(known: KnownRegions) -> str:
    """Say that no column holds codes or names of regions, and what those look like."""
    return f"region_code or place whose cells are in the boundaries (which have, for example, {', '.join(known.samples)})"


def column_for(file: TableFile, ours: str, kind: str, columns: Iterable[str]) -> tuple[str, float]:
    """Return the column whose name or tag fits ours best, and how well."""
    words, tags = meanings()[kind].get(ours, ()), meanings()["tags"].get(kind, {}).get(ours, ())
    fits = {column: max(fit(column, words), tag_fit(file.tags.get(column, ""), tags)) for column in columns}
    best = max(fits, key=lambda column: fits[column], default="")
    return best, fits.get(best, 0.0)


def take_region(file: TableFile, known: KnownRegions, kind: str,
                columns: Iterable[str]) -> tuple[dict[str, tuple[str, ...]], dict[str, str], str]:
    """Find the columns that say the region: by what is in them, held against the regions, then by their names."""
    taken, notes = dict[str, tuple[str, ...]](), dict[str, str]()
    codes = _take_region(file, known, kind, taken, notes, columns=tuple(columns))
    return taken, notes, codes


def _take_region(file: TableFile, known: KnownRegions, kind: str, taken: dict[str, tuple[str, ...]], notes: dict[str, str],
                 columns: tuple[str, ...] | None = None) -> str:
    table = file.table
    columns = tuple(table.columns) if columns is None else columns
    words, tags = meanings()[kind]["region_code"], meanings()["tags"].get(kind, {}).get("region_code", ())
    found: list[tuple[float, float, str, str]] = []
    for column in columns:
        theirs, share = known.column_of_codes(table[column])
        named = max(fit(column, words), tag_fit(file.tags.get(column, ""), tags))
        small = table[column].map(lambda cell: bool(_SMALL.fullmatch(cell))).mean() > 0.5
        if share >= MATCHES and (named >= ENOUGH or not small):
            found.append((round(share, 1), named, column, theirs))
    if found:
        share, _, column, theirs = max(found)
        taken["region_code"] = (column,)
        notes["region_code"] = f"{share:.0%} of its codes ({system_of(table[column].unique())}) are codes of regions"
        return theirs
    _take_place(file, known, kind, taken, notes, columns)
    return ""


def _take_place(file: TableFile, known: KnownRegions, kind: str, taken: dict[str, tuple[str, ...]], notes: dict[str, str],
                columns: tuple[str, ...]) -> None:
    """Take the column of names, and the column of the wider place where names repeat, such as the state of a county."""
    table = file.table
    shares = {column: known.share_of_names(table[column]) for column in columns}
    tags = meanings()["tags"].get(kind, {}).get("place", ())
    named = {column: max(fit(column, meanings()[kind]["place"]), tag_fit(file.tags.get(column, ""), tags)) for column in columns}
    best = max(columns, key=lambda column: (shares[column] >= MATCHES, round(shares[column], 1), named[column]), default="")
    if best and shares[best] < MATCHES:
        best = max(columns, key=lambda column: (named[column] >= ENOUGH and round(shares[column], 1), named[column]))
    if not best or (shares[best] < MATCHES and named[best] < (SURE if kind == "counts" else ENOUGH)):
        return
    taken["place"], share = (best,), shares[best]
    for wider in columns:
        if wider != best and fit(wider, meanings()["within"]["names"]) >= ENOUGH:
            both = known.share_of_names(table[best] + ", " + table[wider])
            if both >= MATCHES and both >= 0.7 * share:
                taken["place"], share = (best, wider), both
                break
    notes["place"] = f"{share:.0%} of its names are names of regions"


def wider_place(file: TableFile, known: KnownRegions, taken: Mapping[str, tuple[str, ...]], notes: dict[str, str]) -> str:
    """Return the place that all names of the table lie in, such as a state, where no column says it; "" if none is sure."""
    if len(taken.get("place", ())) != 1 or "region_code" in taken:
        return ""
    wider = known.one_wider(file.table[taken["place"][0]])
    if wider:
        notes["place"] = f"{notes['place']}, and only {wider} has nearly all of them: read as places in {wider}"
    return wider


def _take_time(file: TableFile, known: KnownRegions, taken: dict[str, tuple[str, ...]], notes: dict[str, str]) -> str:
    free = _unused(file.table, taken)
    best, form = time_column(file, free, ours="time", kind="counts", month_first=known.month_first)
    if not best:
        return ISO
    taken["time"] = best
    notes["time"] = in_form(file, best, form)
    return form


def in_form(file: TableFile, columns: tuple[str, ...], form: str) -> str:
    """Say how times are read, with the first as an example, and whether the order of day and month is only a guess."""
    guess = ", though day and month may be the other way round" if is_either_way(some_cells(file.table[columns[0]])) else ""
    return f"read as {form}: {' '.join(first_cell(file.table[column]) for column in columns)}{guess}"


def time_column(file: TableFile, columns: Iterable[str], *, ours: str, kind: str,
                month_first: bool = False) -> tuple[tuple[str, ...], str]:
    """Return the column of times that fits best, with a column of the clock if it holds days only, and its form."""
    table, words = file.table, meanings()[kind][ours]
    found: list[tuple[float, str, str]] = []
    for column in columns:
        cells = table[column]
        named = max(fit(column, words), tag_fit(file.tags.get(column, ""), meanings()["tags"][kind].get(ours, ())))
        form, share = form_of(some_cells(cells), month_first=month_first)
        wrong = max(fit(column, meanings()["not"]["forecasts"]),
                    0.0 if ours == "ended_at" else fit(column, meanings()["not"]["times"]))
        figures = form == YEAR_FIRST and cells.map(lambda cell: cell.isdigit()).all()
        if share >= SURE and wrong < ENOUGH and named >= (ENOUGH if figures or kind != "counts" else 0.0):
            found.append((named + 0.3 * share, column, form))
    if not found:
        return (), ISO
    _, best, form = max(found)
    clock = clock_beside(best, [column for column in columns if column != best and is_clock(file, column)], words)
    if clock and not table[best].str.contains(r"\d:\d|T\d", regex=True).any():
        joined = form_of(some_cells(table[best] + " " + table[clock]), month_first=month_first)
        if joined[1] >= SURE:
            return (best, clock), joined[0]
    return (best,), form


def unread_time(file: TableFile) -> str:
    """Return a column that is called a time and is not read as one, "" if there is none."""
    words = meanings()["counts"]["time"]
    named = [c for c in map(str, file.table.columns) if fit(c, (*words, "month", "year")) >= SURE - 0.1 and not is_clock(file, c)]
    return next((c for c in named if form_of(some_cells(file.table[c]))[1] < SURE), "")


def clock_beside(day: str, clocks: list[str], words: Iterable[str]) -> str:
    """Return the column of the clock that goes with a day's: of the same words, or called so; "" if several may be meant."""
    own = set(folded(day).split()) - {"outage", "date", "time"}
    near = [clock for clock in clocks if own & set(folded(clock).split())]
    near = near or [clock for clock in clocks if fit(clock, words) >= SURE] or clocks
    return near[0] if len(near) == 1 else ""


def is_clock(file: TableFile, column: str) -> bool:
    """Whether a column holds times of day, without the day."""
    cells = [cell for cell in some_cells(file.table[column]) if cell]
    hours = all(_CLOCK.fullmatch(cell) and int(re.split(r"\D", cell)[0]) <= 24 for cell in cells)
    called = fit(column, ("hour", "time", "clock", *meanings()["counts"]["time"])) >= ENOUGH
    return bool(cells) and hours and (called or all(":" in cell for cell in cells))


def _take_figures(file: TableFile, taken: dict[str, tuple[str, ...]], notes: dict[str, str]) -> str:
    """Take the columns of customers out and of all customers; the larger of two that fit alike is the total."""
    used = {name for names in taken.values() for name in names}
    figures = [column for column in file.table.columns if column not in used and share_of_numbers(file.table[column]) >= SURE
               and fit(column, meanings()["not"]["figures"]) < ENOUGH]  # fmt: skip
    out, out_fit = column_for(file, "customers_out", "counts", [one for one in figures if not _is_total(file, one)])
    total, total_fit = column_for(file, "customers_total", "counts",
                                  [column for column in figures if column != out and not _is_of_affected(column)])
    left = [one for one in figures if not _is_total(file, one)]
    if out_fit < ENOUGH and len(left) == 1 and {"time"} < set(taken) and _are_whole(file.table[left[0]]):
        out, out_fit = left[0], 1.0
        notes["customers_out"] = "the only figures that can be meant"
    if out_fit >= ENOUGH:
        taken["customers_out"] = (out,)
        if len(file.table) > 2 and set(some_cells(file.table[out])) <= {"0", "1"}:
            notes["customers_out"] = "holds only 0 and 1, read as customers: if they mean no and yes, this is no table of counts"
    if out_fit >= ENOUGH and total_fit >= ENOUGH:
        taken["customers_total"] = (total,)
    return decimal_of(cell for names in (taken.get("customers_out", ()), taken.get("customers_total", ())) for name in names
                      for cell in some_cells(file.table[name]))  # fmt: skip


def _are_whole(cells: pd.Series) -> bool:
    """Whether figures are whole: nobody counts parts of customers, unless a file writes 40.0 for 40 or 1.200 for 1200."""
    return not any(re.search(r"[.,](?!0+$)\d{1,2}$", cell) for cell in some_cells(cells))


def _thousands(file: TableFile, taken: Mapping[str, tuple[str, ...]]) -> str:
    """Return the sign that parts the thousands of the figures, "" if none does."""
    names = [name for ours in ("customers_out", "customers_total") for name in taken.get(ours, ())]
    signs = (re.search(r"\d([^\d])\d{3}(?!\d)", cell) for name in names for cell in some_cells(file.table[name]))
    return next((sign[1] for sign in signs if sign), "")


def _is_of_affected(column: str) -> bool:
    """Whether a name speaks of those that are out, or of a peak of them, however much it is a total."""
    return fit(column, meanings()["not"]["totals"]) >= ENOUGH


def _is_total(file: TableFile, column: str) -> bool:
    total, out = (column_for(file, ours, "counts", [column])[1] for ours in ("customers_total", "customers_out"))
    return total > out and not _is_of_affected(column)


def _keys(taken: Mapping[str, tuple[str, ...]]) -> list[str]:
    return [name for ours in ("region_code", "place", "time") for name in taken.get(ours, ())]


def _repeats(table: pd.DataFrame, taken: Mapping[str, tuple[str, ...]]) -> pd.Series:
    """Return for each row whether another has its region and time."""
    keys = _keys(taken)
    return table.duplicated(keys, keep=False) if keys else pd.Series(data=False, index=table.index)


def _part(file: TableFile, taken: Mapping[str, tuple[str, ...]], repeated: pd.Series) -> str:
    """Return the column that tells the rows of one region and time apart, "" if none does."""
    keys, table = _keys(taken), file.table
    used = {name for names in taken.values() for name in names}
    free = [column for column in table.columns if column not in used]
    apart = [column for column in free if not table[repeated].duplicated([*keys, column]).any()]
    best, named = column_for(file, "part", "counts", apart or free)
    return best if named >= ENOUGH else ""


def _of_feed(file: TableFile, known: KnownRegions, feed: str, mapping: TableMapping, remarks: tuple[str, ...]) -> Guess:
    (column,) = mapping.columns["region_code"]
    theirs, share = known.column_of_codes(file.table[column])
    notes = {"region_code": f"{share:.0%} of its codes ({system_of(file.table[column].unique())}) are codes of regions"}
    return Guess(kind="counts", mapping=mapping, notes=notes, unused=_unused(file.table, mapping.columns), codes=theirs,
                 feed=feed, remarks=remarks)


def _unused(table: pd.DataFrame, taken: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    used = {name for names in taken.values() for name in names}
    return tuple(str(column) for column in table.columns if column not in used)


def some_cells(cells: pd.Series) -> list[str]:
    """Return some distinct cells that hold something, from the whole of a column."""
    distinct = [cell for cell in cells.unique() if not says_nothing(cell)]
    return distinct[:: max(1, len(distinct) // 2000)]


def share_of_numbers(cells: pd.Series) -> float:
    """Return the share of the cells that hold something which are numbers."""
    some = some_cells(cells)
    return sum(map(is_number, some)) / len(some) if some else 0.0


def first_cell(cells: pd.Series) -> str:
    """Return the first cell that holds something."""
    return next((str(cell) for cell in cells if cell), "")


def guess_customers(file: TableFile, known: KnownRegions, *, name: str) -> TableMapping:
    """Guess the mapping of a table of customers by region. Raises DataError if it lacks a column."""
    table = file.table
    figures = [column for column in table.columns if share_of_numbers(table[column]) > ENOUGH]
    column, fit = column_for(file, "customers", "customers", figures)
    taken, _, _ = take_region(file, known, "customers", [one for one in table.columns if one != column])
    if fit < ENOUGH or not taken:
        missing = "customers" if fit < ENOUGH else "region_code"
        raise DataError([Fault(what=f"no column is {missing}", file=PurePath(name).name, value=", ".join(map(str, table.columns)),
                               expected="a code of a region, and its number of customers",
                               remedy=f'rename the column, or name it in dataset.toml: [columns.customers] {missing} = "..."')])
    reading = replace(file.reading, decimal=decimal_of(some_cells(table[column])))
    return TableMapping(columns={**taken, "customers": (column,)}, reading=reading)
