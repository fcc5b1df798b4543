"""Rows of counts as they lie: a CSV or Parquet file that nobody loads, or a table at hand."""

import csv
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from geo.errors import DataError, Fault, faults_of_reading, raise_faults
from geo.sentences import Sentence
from geo.tables import Dialect, dialect_of, missing_columns, row_numbers

NEEDED = ("time", "customers_out")
PLACES = ("region_code", "lon", "lat")
OPTIONAL = ("customers_total",)
PARQUET = (".parquet", ".pq")
HEAD_BYTES = 65_536
CLOCKS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M")
ROW = "row number"


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Where rows of counts are, and what their columns are called.

    `columns`: contract column -> column of the file; `header`: all columns of a CSV in order; `skip`: blank lines before it;
    `written`: the zone of times without an offset; `clock`: the form of all times seen at the head of a CSV, "" if they differ;
    `absolute`: the times of the file are moments in UTC by their type; `about`: how many rows there are, as far as that is known
    without reading them; `line_end`: what ends the lines of a CSV, if it is not the usual.
    """

    file: str
    written: ZoneInfo
    columns: Mapping[str, str]
    path: Path | None = None
    frame: pd.DataFrame | None = None
    header: tuple[str, ...] = ()
    dialect: Dialect = field(default_factory=Dialect)
    clock: str = ""
    absolute: bool = False
    about: int = 0
    skip: int = 0
    line_end: str = ""

    @property
    def parquet(self) -> bool:
        return self.path is not None and self.path.suffix.lower() in PARQUET


def rows_of_file(path: Path, *, zone: ZoneInfo, columns: Mapping[str, str] | None = None) -> Rows:
    """Look at the head of a CSV or Parquet file. Raises DataError if it is none, or lacks a column that is needed.

    `columns`: contract column -> column of the file, where the names differ; `zone`: that of times without an offset.
    """
    look_at = _parquet if path.suffix.lower() in PARQUET else _text
    with faults_of_reading(path.name, what=Sentence("the file cannot be read"),
                           expected=Sentence("a whole CSV or Parquet file"),
                           remedy=Sentence("write it again, or save it as CSV in UTF-8")):
        if not path.is_file():
            raise DataError([Fault(what=Sentence("the file is missing"), file=path.name,
                                   expected=Sentence("a CSV or Parquet file"),
                                   remedy=Sentence("put it at {path} or correct [files] in dataset.toml", path=path))])
        return look_at(path, zone, columns or {})


def rows_of_table(table: pd.DataFrame, *, zone: ZoneInfo, file: str = "counts", columns: Mapping[str, str] | None = None) -> Rows:
    """Take a table with text or typed columns; its index counts the lines below the header. Raises DataError as for a file."""
    named = _named(tuple(map(str, table.columns)), columns or {}, file)
    frame = table[list(named.values())].copy(deep=False)
    frame = frame.assign(**{ROW: row_numbers(table)}).reset_index(drop=True)
    times = frame[named["time"]]
    absolute = isinstance(times.dtype, pd.DatetimeTZDtype)
    if absolute:  # engines differ in what they make of a zone: to all of them these are clock times of UTC
        frame[named["time"]] = times.dt.tz_convert("UTC").dt.tz_localize(None)
    for column in frame.columns:
        if frame[column].dtype == object:
            frame[column] = frame[column].where(frame[column].notna(), "").astype(str)
    return Rows(file=file, written=zone, columns=named, frame=frame, absolute=absolute, about=len(frame))


def _text(path: Path, zone: ZoneInfo, columns: Mapping[str, str]) -> Rows:
    """Read the header and the first rows of a CSV."""
    dialect = dialect_of(path)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    size, whole = path.stat().st_size, len(head) < HEAD_BYTES
    lines = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace").splitlines(keepends=True)
    lines = lines if whole else lines[:-1]
    bare = b"\n" not in head and b"\r" in head  # as Excel for Mac ends its lines
    skip = next((number for number, line in enumerate(lines) if line.strip()), 0)
    ended = [line.replace("\r", "\n") if bare else line for line in lines[skip:]]
    cells = list(csv.reader(ended, delimiter=dialect.delimiter, quotechar=dialect.quote))
    if not cells:
        raise DataError([Fault(what=Sentence("the file is empty"), file=path.name, expected=Sentence("a header and rows"),
                               remedy=Sentence("let the header be the first line"))])
    header = tuple(name.strip() for name in cells[0])
    raise_faults(
        Fault(what=Sentence("the column {name} stands twice in the header", name=name), file=path.name, row=1, column=name,
              expected=Sentence("each column once"), remedy=Sentence("remove or rename one of them"))
        for name in sorted({n for n in header if n and header.count(n) > 1})
    )  # fmt: skip
    named = _named(header, columns, path.name)
    at = header.index(named["time"])
    times = [row[at].strip() for row in cells[1:] if len(row) > at]
    about = max(len(cells) - 1, 0) if whole else round((len(cells) - 1) * size / max(1, len(head)))
    return Rows(file=path.name, written=zone, columns=named, path=path, header=header, dialect=dialect, clock=_clock_of(times),
                about=about, skip=skip, line_end="\r" if bare else "")


def _parquet(path: Path, zone: ZoneInfo, columns: Mapping[str, str]) -> Rows:
    import pyarrow as pa
    from pyarrow import parquet

    file = parquet.ParquetFile(path)
    named = _named(tuple(file.schema_arrow.names), columns, path.name)
    kind = file.schema_arrow.field(named["time"]).type
    if not (pa.types.is_timestamp(kind) or pa.types.is_date(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        raise DataError([Fault(what=Sentence("the column is of the type {kind}", kind=kind), file=path.name,
                               column=named["time"], expected=Sentence("timestamps or text"),
                               remedy=Sentence("write the times as timestamps"))])
    absolute = pa.types.is_timestamp(kind) and kind.tz is not None
    return Rows(file=path.name, written=zone, columns=named, path=path, absolute=absolute, about=file.metadata.num_rows)


def _named(header: tuple[str, ...], columns: Mapping[str, str], file: str) -> dict[str, str]:
    """Return contract column -> column of the file for all that the file has."""
    there = pd.DataFrame(columns=list(header))
    called = {name: columns.get(name, name) for name in (*NEEDED, *PLACES, *OPTIONAL)}
    by_point = called["region_code"] not in header and {called["lon"], called["lat"]} <= set(header)
    needed = [called[name] for name in (*NEEDED, *(() if by_point else ("region_code",)))]
    raise_faults(missing_columns(there, needed, file=file, expected=Sentence("the columns of outage counts")))
    named = {name: column for name, column in called.items() if column in header}
    if not {"lon", "lat"} <= set(named):
        named = {name: column for name, column in named.items() if name not in {"lon", "lat"}}
    return named


def _clock_of(times: list[str]) -> str:
    """Return the one form that all times have, "" if there is none: then each is read by itself."""
    def has(form: str) -> bool:
        try:
            return all(dt.datetime.strptime(time, form).strftime(form) == time for time in times)
        except ValueError:
            return False

    return next((form for form in CLOCKS if times and has(form)), "")
