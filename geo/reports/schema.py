"""Outage reports: one row is one source's statement about one place and time.

A row that cannot be read, or that contradicts itself, is rejected, and the others are kept. The frame
has one row a record, in the file's order, with the file's text columns (see COLUMNS) and these parsed ones:

- `row`: line of the file, the header being 1;
- `extent_state`: State that the extent stands for if the statement speaks of a whole region; NO_REPORT if unknown;
- `started`, `ended`, `reported`, `valid`: `Moment` or None;
- `shown_from`: `Moment` from which the statement holds: `started`, or the time of its snapshot; `gone`: `Moment` of the first
  snapshot that no longer shows the outage, or None;
- `share_low`, `share_high`: share of the place that the scope holds, 0..1, NaN if unknown;
- `people`, `customers`, `settlements`, `facilities`: `Quantity` or None;
- `lon`, `lat`: degrees, EPSG:4326, NaN if not given.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geo.errors import Fault, raise_faults, rejected_rows
from geo.quantities import GRAMMAR as QUANTITY_GRAMMAR
from geo.quantities import KINDS, parse_quantity
from geo.reports.ledger import Change, undone
from geo.sentences import Sentence
from geo.states import State
from geo.tables import Intake, missing_columns, read_text_table, row_numbers, text_table
from geo.times import GRAMMAR as TIME_GRAMMAR
from geo.times import OTHER_PERIOD, SKIPPED, YEARS, far_off, parse_moment

EXTENTS = {
    "all": State.ALL,
    "nearly_all": State.NEARLY_ALL,
    "large_part": State.LARGE_PART,
    "part": State.PART,
    "none": State.POWER_ON,
    "unknown": State.NO_REPORT,
}
WORDS = {
    "extent": tuple(EXTENTS),
    "kind": ("damage", "emergency", "scheduled", "advisory", "unknown"),
    "cause": ("attack", "weather", "equipment", "fuel", "other", "unknown"),
    "source_role": ("official", "operator", "de_facto_authority", "media", "ngo", "sensor"),
    "status": ("confirmed", "claimed", "disputed", "retracted"),
}
BLANK_MEANS = {"extent": "unknown", "kind": "unknown", "cause": "unknown", "status": "claimed"}
TIMES = {"started_at": "started", "ended_at": "ended", "reported_at": "reported", "valid_until": "valid"}
PLACES = ("place", "region_code", "substation", "lon", "lat")
COLUMNS = (
    "record_id", "event_id", *PLACES, "scope", "scope_share", "extent", *TIMES, *KINDS, "kind", "cause", "asset", "services",
    "source", "source_role", "source_url", "published_at", "summary", "status",
)  # fmt: skip
# columns that are made here: a file's own of these names give way
OWN = ("row", "extent_state", *TIMES.values(), "shown_from", "gone", "share_low", "share_high")
REQUIRED = ("source", "extent")
MAX_REJECTED_SHARE = 0.5
MERGED = "merged"


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """The rows of a file of reports that can be used, in the columns of the module, and what became of all rows."""

    reports: pd.DataFrame
    intake: Intake


def read_reports(path: Path, *, zone: ZoneInfo, most: float = MAX_REJECTED_SHARE, today: dt.date | None = None,
                 undo: Iterable[Change] = ()) -> Judged:
    """Read a file of outage reports; see `judged_reports`. `undo`: changes of its ledger that are undone first, the newest
    first.
    """
    table = read_text_table(path)
    if undo:
        table = undone(table.reindex(columns=list(dict.fromkeys([*table.columns, *COLUMNS])), fill_value=""), undo)
    return judged_reports(table, zone=zone, file=path.name, most=most, today=today)


def reports_from(table: pd.DataFrame, *, zone: ZoneInfo, file: str = "reports") -> pd.DataFrame:
    """Parse a frame of text columns into reports, all of its rows. Raises DataError with every fault."""
    judged = judged_reports(table, zone=zone, file=file, most=1.0)
    raise_faults(judged.intake.rejected)
    return judged.reports


def judged_reports(table: pd.DataFrame, *, zone: ZoneInfo, file: str = "reports",
                   most: float = MAX_REJECTED_SHARE, today: dt.date | None = None) -> Judged:
    """Parse a frame of text columns into reports, and reject the rows that cannot be used.

    Unknown columns are kept as they are, missing ones are blank. A row that stands twice, letter by
    letter, is merged; of an id that different rows have, all of them are rejected.

    Parameters
    ----------
    table
        Cells as text, or typed; missing ones are blank.
    zone
        That of times without an offset.
    file
        What faults call it.
    most
        The share of rows that may be rejected.
    today
        Dates after it are told, None tells of none.

    Raises
    ------
    DataError
        If a needed column is missing, or more rows are bad.
    """
    raise_faults(missing_columns(table, REQUIRED, file=file, expected=Sentence("the columns of an outage report")))
    rows, marks = row_numbers(table), list(table.attrs.get("notes", ()))
    table = text_table(table.drop(columns=[c for c in OWN if c in table])).reset_index(drop=True)
    reports = table.reindex(columns=[*COLUMNS, *(c for c in table.columns if c not in COLUMNS)], fill_value="")
    reports.insert(0, "row", rows)
    reports, notes = _merged(reports)
    reports["record_id"] = _with_ids(reports)
    faults = _repeated_ids(reports, file) + _missing_source(reports, file)
    for column in WORDS:
        reports[column] = reports[column].replace("", BLANK_MEANS.get(column, ""))
        faults += _unknown_words(reports, column, file)
    reports["extent_state"] = reports["extent"].map(EXTENTS).fillna(State.NO_REPORT).astype("int8")
    for column, parsed in TIMES.items():
        reports[parsed] = _parsed(reports, column, lambda text: parse_moment(text, zone=zone), TIME_GRAMMAR, faults, file)
    for column in KINDS:
        reports[column] = _parsed(reports, column, parse_quantity, QUANTITY_GRAMMAR, faults, file)
    reports["shown_from"] = reports["started"]
    reports["gone"] = pd.Series([None] * len(reports), index=reports.index, dtype=object)
    _parse_numbers(reports, faults, file)
    faults += _ends_before_starts(reports, file) + _far_off(reports, file)
    faults.sort(key=lambda fault: fault.row or 0)
    bad = rejected_rows(faults, read=len(rows), file=file, most=most)
    kept = reports[~reports["row"].isin({fault.row for fault in faults})]
    notes = marks + notes + _started_after_reported(kept) + ([] if today is None else _in_the_future(kept, today))
    intake = Intake(read=len(rows), rejected=tuple(faults), rejected_count=len(bad), notes=tuple(notes),
                    left_out={MERGED: len(rows) - len(reports)} if len(reports) < len(rows) else {})
    # copied: column by column, the frame has fallen into many small blocks
    return Judged(reports=reports[~reports["row"].isin(bad)].reset_index(drop=True).copy(), intake=intake)


def _merged(reports: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the rows without those that repeat another letter by letter, and a sentence on each of them."""
    doubtful = (reports["record_id"].duplicated(keep=False)).to_numpy()
    if not doubtful.any():
        return reports, []
    cells = reports[doubtful].drop(columns="row")
    first = cells.groupby(list(cells.columns), sort=False)["record_id"].transform(lambda same: same.index[0])
    again = [(at, int(whose)) for at, whose in first.items() if at != whose]
    numbers = dict(zip(reports.index, reports["row"], strict=True))
    notes: list[str] = [Sentence("row {row} is the same as row {first}: merged", row=numbers[at], first=numbers[whose])
                        for at, whose in again]  # fmt: skip
    return reports.drop(index=[at for at, _ in again]).reset_index(drop=True), notes


def _with_ids(reports: pd.DataFrame) -> pd.Series:
    """Return the ids; a row without one is called by its number."""
    ids = reports["record_id"]
    if not (ids == "").any():
        return ids
    return ids.where(ids != "", "row " + reports["row"].astype(str))


def _started_after_reported(reports: pd.DataFrame) -> list[str]:
    """Say which outages were reported before they began: one of the two times may be wrong."""
    expected = reports["kind"].isin(["scheduled", "advisory"])
    late = ~expected.to_numpy() & (_seconds(reports["started"], "start") > _seconds(reports["reported"], "end"))
    return [Sentence("row {row}: started_at is later than reported_at: shown from its start, check the two times", row=row)
            for row in reports["row"][late]]  # fmt: skip


def _seconds(moments: pd.Series, edge: str) -> np.ndarray:
    """Return the seconds since 1970 of the "start" or "end" of each moment, NaN where there is none.

    Of one zone Python compares the hands of the clock, which stand still or turn back when the clocks change. A distinct moment
    is worked out once: equal texts share it.
    """
    distinct = {id(moment): moment for moment in moments if moment is not None}
    known = {key: getattr(moment, edge).timestamp() for key, moment in distinct.items()}
    return np.array([known.get(id(moment), np.nan) for moment in moments], dtype=np.float64)


def _parsed(reports: pd.DataFrame, column: str, parse: Callable[[str], object], grammar: str, faults: list[Fault],
            file: str) -> pd.Series:
    """Parse each distinct text once: files repeat themselves."""
    which, distinct = pd.factorize(reports[column])
    found = np.full(len(distinct), None, dtype=object)
    wrong: dict[int, str] = {}
    for i, text in enumerate(distinct):
        try:
            found[i] = parse(text)
        except ValueError as error:
            wrong[i] = SKIPPED if error.args[0] == SKIPPED else Sentence("not readable")
    for index in np.flatnonzero(np.isin(which, list(wrong))) if wrong else ():
        faults.append(_fault(reports, index, column, file, what=wrong[which[index]], expected=grammar,
                             remedy=Sentence("write it so, or leave it blank if it is not known")))
    return pd.Series(found[which], index=reports.index, dtype=object)


def _parse_numbers(reports: pd.DataFrame, faults: list[Fault], file: str) -> None:
    shares = _parsed(reports, "scope_share", _parse_share, Sentence("a share such as 0.7 or 0.6..0.8"), faults, file)
    for end, column in enumerate(("share_low", "share_high")):
        reports[column] = [np.nan if share is None else share[end] for share in shares]
    alone = shares.notna() & (reports["scope"] == "")
    faults += [
        _fault(reports, i, "scope_share", file, what=Sentence("a share is given of a scope that is not named"),
               expected=Sentence("the part of the place in words, in the column scope"),
               remedy=Sentence("name the scope, or leave the share blank"))
        for i in np.flatnonzero(alone)
    ]
    half = (reports["lon"] == "") != (reports["lat"] == "")
    faults += [_fault(reports, i, "lon", file, what=Sentence("only one of lon and lat is given"),
                      expected=Sentence("both or neither"), remedy=Sentence("give both, or leave both blank"))
               for i in np.flatnonzero(half)]
    for column, limit in (("lon", 180.0), ("lat", 90.0)):
        degrees = _parsed(
            reports,
            column,
            partial(_parse_degrees, limit=limit),
            Sentence("decimal degrees between -{limit:g} and {limit:g}", limit=limit),
            faults,
            file,
        )
        reports[column] = degrees.astype("float64")


def _parse_share(text: str) -> tuple[float, float] | None:
    if not text:
        return None
    low, _, high = text.partition("..")
    share = float(low), float(high or low)
    if not 0 <= share[0] <= share[1] <= 1:
        raise ValueError(text)
    return share


def _parse_degrees(text: str, *, limit: float) -> float:
    if not text:
        return np.nan
    degrees = float(text)
    if not abs(degrees) <= limit:
        raise ValueError(text)
    return degrees


def _far_off(reports: pd.DataFrame, file: str) -> list[Fault]:
    """A year that lies decades from all others of the file is a slip: it would stretch the dates of the map over them."""
    cells = pd.concat({column: pd.to_numeric(reports[column].str[:4], errors="coerce") for column in TIMES}).dropna()
    cells = cells[cells.between(YEARS.start, YEARS.stop - 1)]
    found = far_off(cells.to_numpy(np.int64), np.ones(len(cells), np.int64))
    near = cells[~found]
    return [_fault(reports, at, column, file, what=Sentence("the date lies decades from all others"),
                   expected=Sentence("a date of the years {first} to {last}, as the others have", first=int(near.min()),
                                     last=int(near.max())), remedy=OTHER_PERIOD)
            for column, at in cells[found].index]  # fmt: skip


def _in_the_future(reports: pd.DataFrame, today: dt.date) -> list[str]:
    """Say which rows speak of days to come, but for planned work and warnings."""
    last = (today + dt.timedelta(days=1)).isoformat()  # somewhere it is tomorrow already
    planned = reports["kind"].isin(["scheduled", "advisory"])
    notes = list[str]()
    for column in ("started_at", "reported_at"):
        ahead = ~planned & (reports[column].str[:10] > last)
        notes += [Sentence("row {row}: {column} {text} lies in the future: shown on its date, check it", row=row,
                           column=column, text=text)
                  for row, text in zip(reports["row"][ahead], reports[column][ahead], strict=True)]  # fmt: skip
    return notes


def _repeated_ids(reports: pd.DataFrame, file: str) -> list[Fault]:
    wrong = np.flatnonzero(reports["record_id"].duplicated(keep=False))
    return [_fault(reports, i, "record_id", file, what=Sentence("different rows have this record_id"),
                   expected=Sentence("a unique record_id"),
                   remedy=Sentence("give each row its own record_id; use event_id to tie rows about one outage"))
            for i in wrong]


def _missing_source(reports: pd.DataFrame, file: str) -> list[Fault]:
    return [_fault(reports, i, "source", file, what=Sentence("nobody is named as the source"),
                   expected=Sentence("who says so"), remedy=Sentence("name the person, office or outlet"))
            for i in np.flatnonzero(reports["source"] == "")]


def _unknown_words(reports: pd.DataFrame, column: str, file: str) -> list[Fault]:
    known = [*WORDS[column], ""] if column == "source_role" else WORDS[column]
    wrong = np.flatnonzero(~reports[column].isin(known))
    return [_fault(reports, i, column, file, what=Sentence("not a word of the contract"), expected=", ".join(WORDS[column]),
                   remedy=Sentence("choose the nearest of these words and say the rest in the summary")) for i in wrong]


def _ends_before_starts(reports: pd.DataFrame, file: str) -> list[Fault]:
    wrong = np.flatnonzero(_seconds(reports["ended"], "end") <= _seconds(reports["started"], "start"))
    return [_fault(reports, i, "ended_at", file, what=Sentence("the outage ends before it starts"),
                   expected=Sentence("an end after the start"), remedy=Sentence("check both times and their zones"))
            for i in wrong]


def _fault(
    reports: pd.DataFrame, at: int | np.integer[Any], column: str, file: str, *, what: str, expected: str, remedy: str
) -> Fault:
    row, value = reports["row"].iloc[int(at)], reports[column].iloc[int(at)]
    return Fault(
        what=what,
        file=file,
        row=int(row),
        column=column,
        value=None if value is None else str(value),
        expected=expected,
        remedy=remedy,
    )
