"""Rows of counts that are not on the map: why, and which, by their row in the file."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from geo.counts.daily import Issue, Recipe, sound
from geo.counts.engine import EMBEDDED, Engine, Place, connected, told
from geo.counts.rows import ROW, Rows
from geo.errors import Fault
from geo.sentences import Sentence
from geo.times import OTHER_PERIOD

LISTED = 200


class Reason(Enum):
    """Why rows are not on the map, in words for many of them."""

    TIME = Sentence("the time cannot be read")
    SKIPPED = Sentence("the time does not exist: the clocks skip it")
    FAR = Sentence("the date lies decades from all others")
    COUNT = Sentence("the count cannot be read")
    TOTAL = Sentence("the total cannot be read")
    POINT = Sentence("the point cannot be read")
    BLANK = Sentence("the count is blank: no data")
    CODE = Sentence("no region of the dataset has that code or name")
    NO_PLACE = Sentence("it names no region: the code is blank and no point lies in one")

    @classmethod
    def of(cls, issue: Issue) -> "Reason":
        return cls[issue.name]


NO_SUCH_CODE = "the dataset has no region with the code"  # and then which
_CUSTOMERS = Sentence("a number of customers from 0 to 10,000,000,000, or blank")
_CELL = {Reason.TIME: ("time", Sentence("an ISO 8601 time")),
         Reason.SKIPPED: ("time", Sentence("a time that the clocks show")),
         Reason.FAR: ("time", Sentence("a date near the others")),
         Reason.COUNT: ("customers_out", _CUSTOMERS), Reason.TOTAL: ("customers_total", _CUSTOMERS),
         Reason.POINT: ("lon", Sentence("degrees"))}  # fmt: skip
BAD = tuple(_CELL)
"""Reasons for which a row is rejected: it cannot be read. For the others it is read, and has no place or figure."""


@dataclass(frozen=True, kw_only=True)
class Lost:
    """The first rows that are not on the map: `listed`, as (row, reason), row 1 being the header; `rejected`, as faults."""

    listed: tuple[tuple[int, str], ...] = ()
    rejected: tuple[Fault, ...] = ()


def without_cells(listed: Iterable[tuple[int, str]],
                  rejected: Iterable[Fault]) -> tuple[tuple[tuple[int, str], ...], tuple[Fault, ...]]:
    """Return rows that are not on the map without what their cells say: their numbers and the reasons stay."""
    words = {str(reason.value): reason.value for reason in Reason} | {NO_SUCH_CODE: Reason.CODE.value}
    bare = tuple((row, next((words[one] for one in words if said.startswith(one)), said)) for row, said in listed)
    return bare, tuple(replace(fault, value=None) for fault in rejected)


def lost_rows(rows: Rows, zone: ZoneInfo, *, find: Place | None = None, codes: Iterable[str] = (),
              far: Iterable[int] = (), read: int) -> Lost:
    """Read the file once more for the first rows that are not on the map; all if they are few.

    `find`: what finds regions of points; `codes`: those that the dataset has not, as written; `far`: days (since 1970-01-01) that
    are far from all others; `read`: how many rows the file has.
    """
    listed, rejected = list[tuple[int, str]](), list[Fault]()
    for row, reason, cells in _found(rows, zone, find, set(codes), set(far), read):
        if reason not in _CELL:
            listed.append((row, _in_words(reason, cells)))
            continue
        column, expected = _CELL[reason]
        blank = reason in {Reason.COUNT, Reason.TOTAL}
        remedy = (OTHER_PERIOD if reason is Reason.FAR else Sentence("correct the cell; a blank count means no data") if blank
                  else Sentence("correct the cell"))
        rejected.append(Fault(what=reason.value, file=rows.file, row=row, column=rows.columns[column], value=cells[column],
                              expected=expected, remedy=remedy))
    return Lost(listed=tuple(listed), rejected=tuple(rejected))


def _found(rows: Rows, zone: ZoneInfo, find: Place | None, codes: set[str], far: set[int],
           read: int) -> list[tuple[int, Reason, dict[str, str]]]:
    """Read the file once more, in its order, for the first rows that are left out; by the embedded engine, wherever it lies."""
    with connected(EMBEDDED) as engine, told(rows):
        place = None if find is None else engine.place(find)
        recipe = Recipe(zone=zone, written=rows.written, step_min=60, breaks=(), place=place, absolute=rows.absolute,
                        gaps=True, hold=engine.hold)
        table, number = _numbered(rows, engine)
        kept = {name: f"kept {column}" for name, column in rows.columns.items()}
        judged = sound(table, rows.columns, recipe, keep=[number, *rows.columns.values()])
        lost = judged["issue"] != 0
        if codes:
            lost = lost | judged["code"].isin(sorted(codes))
        if far:
            lost = lost | judged["day"].isin(sorted(far))
        found = engine.fetch(judged.filter(lost).order_by(f"kept {number}").limit(LISTED))
    lines = _lines(rows, found[f"kept {number}"].tolist(), read)
    cells = [{name: _text(cell) for name, cell in zip(kept, row, strict=True)}
             for row in found[list(kept.values())].itertuples(index=False)]
    return [(line, Reason.FAR if not issue and day in far else _reason(int(issue), code), one) for line, issue, day, code, one
            in zip(lines, found["issue"], found["day"], found["code"], cells, strict=True)]


def _reason(issue: int, code: str) -> Reason:
    if issue:
        return Reason.of(Issue(issue))
    return Reason.CODE if code.strip() else Reason.NO_PLACE


def _in_words(reason: Reason, cells: dict[str, str]) -> str:
    if reason is Reason.CODE:
        return Sentence("the dataset has no region with the code {code!r}", code=cells["region_code"].strip())
    words: Sentence = reason.value
    return words


def _text(cell: object) -> str:
    return "" if cell is None or cell != cell else str(cell)


def _numbered(rows: Rows, engine: Engine) -> tuple[Any, str]:
    """Return the rows as a table in which each has its number, and the name of that column."""
    table = engine.table(rows, typed=False)
    if rows.frame is not None:
        return table, ROW
    engine.backend.raw_sql("SET preserve_insertion_order = true")
    name = table.get_name()
    engine.backend.raw_sql(f'CREATE TEMP VIEW numbered AS SELECT *, row_number() OVER () AS "{ROW}" FROM "{name}"')
    return engine.backend.table("numbered"), ROW


def _lines(rows: Rows, numbers: list[int], read: int) -> list[int]:
    """Return the line at which each of these rows (1 is the first below the header) begins in its file."""
    if rows.path is None:
        return numbers
    if rows.parquet or _newlines(rows.path, rows.line_end) - rows.skip - 1 == read:
        return [number + 1 + rows.skip for number in numbers]
    wanted, lines, before = set(numbers), dict[int, int](), 0
    with rows.path.open(encoding="utf-8-sig", newline=None if rows.line_end else "") as file:
        reader = csv.reader(file, delimiter=rows.dialect.delimiter, quotechar=rows.dialect.quote)
        records = -1  # the header is record 0
        for cells in reader:
            records += bool(cells)
            if cells and records in wanted:
                lines[records] = before + 1
            before = reader.line_num
    return [lines.get(number, number + 1) for number in numbers]


def _newlines(path: Path, line_end: str) -> int:
    """Count lines, the last one too if it has no end."""
    end = line_end.encode() or b"\n"
    lines, last = 0, end
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            lines += block.count(end)
            last = block[-1:]
    return lines + (last != end)
