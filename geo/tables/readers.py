"""Tables of any make -> text, as they lie: CSV and TSV in any usual encoding and dialect, XLSX, Parquet, JSON, GeoJSON.

What a file does not say of itself is found out, unless `Reading` states it. The index of a frame is the place of each row below
the header, so that faults name the row that an editor shows. A gzip is unpacked, whatever its name.
"""

import csv
import gzip
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import DataError, Fault, faults_of_reading
from geo.files import cells_without_marks, removal_in_words
from geo.sentences import Sentence
from geo.tables.across import turned
from geo.tables.as_text import text_of, texts_of, trimmed
from geo.tables.contract_csv import Dialect, dialect_of, malformed
from geo.tables.encodings import encoding_of
from geo.tables.fixed_width import FIXED_WIDTH, cells_of_columns
from geo.tables.html_tables import NO_TABLE, cells_of_page, declared_encoding, is_page
from geo.tables.json_records import records_of
from geo.tables.layout import (
    ABOVE,
    HEADER_WITHIN,
    NOTE,
    header_line,
    in_multiples,
    joined_header,
    named,
    second_header,
    some,
    under_days,
    with_points,
    without_furniture,
    without_path,
    without_tags,
)  # fmt: skip
from geo.tables.limits import MOST_COLUMNS, require_within
from geo.tables.spans import with_spans
from geo.tables.spreadsheet import cells_of_sheets, require_sheet
from geo.tables.titles import AS_OF, SEVERAL, moment_in
from geo.tables.totals import filled_down

TEXTS = (".csv", ".tsv", ".tab", ".txt")
SHEET = "sheet"
"""The column that says from which of several sheets of one make a row comes."""
JSONS = (".json", ".geojson", ".jsonl", ".ndjson")
PAGES = (".html", ".htm")
SUFFIXES = (*TEXTS, ".xlsx", ".parquet", *JSONS, *PAGES)
SAMPLE_BYTES, PAGE_START_BYTES = 1_000_000, 4096
BELOW = "below the header"  # HXL tags stand in a row of their own, below the header
BY_PLACE = Sentence("its columns stand below each other, parted by blanks, and are read by their places")
GZIP, OLD_EXCEL = b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
UNPACKED_BYTES = 4_000_000_000


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a file is to be read, where it does not tell; "" and 0 are found out. See docs/any-table.md for the meaning of each."""

    encoding: str = ""
    delimiter: str = ""
    header: int = 0
    header_rows: int = 0
    sheet: str = ""
    json_path: str = ""
    decimal: str = "."
    date_format: str = "ISO 8601"
    day: str = ""
    zone: str = ""
    duplicates: str = "max"
    thousands: str = ""
    multiples: bool = False
    unit: str = ""
    hxl_row: str = ""
    admin1: str = ""
    split: str = ""
    crs: str = ""
    snapshots: bool = False
    across: str = ""
    year: str = ""


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """A table as text, the HXL tag of each column that has one, and what was found out of how it is written.

    `told`: what a JSON file says beside its records, such as how many there are, or the lines above a header; `notes`: what was
    left out or changed to make a table of the file; `nested`: where the records hold records of their own; `aliases`: what the
    file calls its columns for people.
    """

    table: pd.DataFrame
    tags: dict[str, str]
    reading: Reading
    told: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    nested: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> dict[str, str]:
        """The lines of text above the header, and the notes below the rows, by where each stands."""
        return {where: text for where, text in self.told.items() if where.startswith((ABOVE, NOTE))}


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What one of the readers found."""

    table: pd.DataFrame
    reading: Reading
    notes: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    nested: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)


def read_table_file(path: Path, *, reading: Reading | None = None, rows: int | None = None) -> TableFile:
    """Read a table of any make, or only so many of its first rows. Raises DataError if it is none."""
    wanted = reading or Reading()
    readers = dict.fromkeys(TEXTS, _read_text) | dict.fromkeys(JSONS, _read_json) | dict.fromkeys(PAGES, _read_page)
    readers |= {".xlsx": _read_sheet, ".parquet": _read_parquet}
    remedy = Sentence("open it in a spreadsheet to see whether it is whole, and save it as CSV in UTF-8")
    with faults_of_reading(path.name, what=Sentence("cannot be read"), expected=Sentence("a whole file of its kind"),
                           remedy=remedy):
        with unpacked(path) as (plain, suffix):
            if suffix not in readers:
                what = (Sentence("{suffix} is no table that is known", suffix=suffix) if suffix else
                        Sentence("a name without an extension is no table that is known"))
                raise DataError([Fault(what=what, file=path.name, expected=", ".join(SUFFIXES),
                                       remedy=Sentence("save the table as CSV in UTF-8"))])  # fmt: skip
            require_within(plain, suffix)
            found = readers[suffix](plain, wanted, rows)
        clean, removed = cells_without_marks(found.table, in_line=False)
        table, notes, below_rows = without_furniture(clean)
        table, groups = filled_down(table)
        table, spans = with_spans(with_points(table))
        table, across = turned(in_multiples(table), wanted.across)
        tags, below = without_tags(table)
    read = replace(found.reading, hxl_row=BELOW) if tags and len(below) < len(table) else found.reading
    if below.empty:
        raise DataError([Fault(what=Sentence("the table holds no row"), file=path.name, expected=Sentence("a header and rows"),
                               remedy=Sentence("check the file, its sheet and the line of its header"))])
    said = (*found.notes, *removal_in_words(removed), *notes, *groups, *spans, *across)
    return TableFile(table=below, tags=tags, reading=read, told={**found.told, **below_rows}, notes=said, nested=found.nested,
                     aliases=found.aliases)


def is_packed(path: Path) -> bool:
    """Whether a file is a gzip, whatever its name."""
    try:
        with path.open("rb") as file:
            return file.read(2) == GZIP
    except OSError:
        return False  # whoever reads it says so


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield where the plain content of a file lies, and its suffix. Raises DataError for an old Excel file or a bomb."""
    with path.open("rb") as file:
        start = file.read(PAGE_START_BYTES)
    suffix = PAGES[0] if path.suffix.casefold() == ".xls" and is_page(start) else path.suffix.casefold()
    if start[:4] == OLD_EXCEL:
        raise DataError([Fault(what=Sentence("an old Excel workbook (.xls)"), file=path.name, expected=Sentence("XLSX or CSV"),
                               remedy=Sentence("open it in a spreadsheet and save it as XLSX or CSV"))])
    if not start.startswith(GZIP):
        yield path, suffix
        return
    inner = Path(path.stem).suffix.casefold() if suffix == ".gz" else suffix
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / f"plain{inner}"
        with gzip.open(path) as packed, plain.open("wb") as out:
            shutil.copyfileobj(packed, out, length=1 << 20) if path.stat().st_size < SAMPLE_BYTES else _copied(packed, out)
        yield plain, inner


def _copied(packed: Any, out: Any) -> None:
    done = 0
    while part := packed.read(1 << 20):
        done += len(part)
        if done > UNPACKED_BYTES:
            raise ValueError(Sentence("it unpacks to more than {unpacked_bytes:,} bytes", unpacked_bytes=UNPACKED_BYTES))
        out.write(part)


def _read_text(path: Path, wanted: Reading, rows: int | None) -> _Read:
    encoding = wanted.encoding or encoding_of(path)
    if wanted.delimiter in ("", FIXED_WIDTH) and (columns := _columns_of(path, encoding)) is not None:
        return _of_sheets({"": columns}, replace(wanted, encoding=encoding, delimiter=FIXED_WIDTH), rows, notes=(BY_PLACE,))
    dialect = dialect_of(path, encoding=encoding)
    dialect = Dialect(delimiter=wanted.delimiter or dialect.delimiter, quote=dialect.quote)
    lines = _first_lines(path, encoding, dialect)
    _require_table(lines)
    header = wanted.header or header_line(lines)
    names, double = lines[header - 1], wanted.header_rows or 1 + second_header(lines[header - 1], lines[header:])
    names = [*names, *[""] * (_width(path, encoding, dialect, rows) - len(names))]
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding=encoding, header=None,
                            skiprows=header + double - 1, skip_blank_lines=False, sep=dialect.delimiter,
                            quotechar=dialect.quote, nrows=rows, names=range(len(names)), index_col=False, on_bad_lines="error")
    except pd.errors.ParserError as error:
        raise DataError([malformed(path, str(error), dialect=dialect, encoding=encoding)]) from error
    table.index = table.index + header + double - 2
    found = replace(wanted, encoding=encoding, delimiter=dialect.delimiter, header=header,
                    header_rows=double if double > 1 else 0)  # fmt: skip
    return _under(names, lines[header] if double > 1 else [], table, found, above=lines[:header - 1])


def _columns_of(path: Path, encoding: str) -> pd.DataFrame | None:
    """Return the cells of a text that is not too large and has its columns below each other, None if it is no such one."""
    return cells_of_columns(path.read_text(encoding=encoding)) if path.stat().st_size < SAMPLE_BYTES else None


def _width(path: Path, encoding: str, dialect: Dialect, rows: int | None) -> int:
    """Return how many cells the longest row of a text has: pandas leaves out what is beyond the header."""
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=dialect.delimiter, quotechar=dialect.quote)
        width = max(map(len, islice(reader, rows and rows + HEADER_WITHIN)), default=0)
    if width > MOST_COLUMNS:
        raise ValueError(Sentence("a row of it has {width:,} cells; at most {most_columns:,} are read", width=width,
                                  most_columns=MOST_COLUMNS))
    return width


def _require_table(lines: list[list[str]]) -> None:
    """Raise ValueError for a text that holds nothing, or a page of the web."""
    first = next((cell for line in lines for cell in line if cell), "")
    if not first:
        raise ValueError(Sentence("it is empty"))
    if re.match(r"<(?:!doctype|html|\?xml|table|head|body)\b", first, re.IGNORECASE):
        raise ValueError(NO_TABLE)


def _under(names: list[str], second: list[str], table: pd.DataFrame, found: Reading, *, above: list[list[str]],
           notes: tuple[str, ...] = ()) -> _Read:
    """Put a table under its header, of one row or two; the lines above it are told."""
    names = under_days(names, above[-1] if above else [])
    if second:
        names = joined_header(names, [*second, *[""] * (len(names) - len(second))])
        notes = (*notes, Sentence("two rows of header are joined: {names}", names=some(names)))
    table, made = named(without_path(names), trimmed(table))
    titles = {f"{ABOVE}{number}": " ".join(filter(None, line)) for number, line in enumerate(above, start=1) if any(line)}
    return _Read(table=table, reading=found, notes=(*notes, *made), told=titles)


def _first_lines(path: Path, encoding: str, dialect: Dialect) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=dialect.delimiter, quotechar=dialect.quote)
        return [[cell.strip() for cell in line] for _, line in zip(range(HEADER_WITHIN), reader, strict=False)]


def _read_sheet(path: Path, wanted: Reading, rows: int | None) -> _Read:
    sheets, notes = cells_of_sheets(path, wanted.sheet, text=text_of)
    return _of_sheets(sheets, wanted, rows, notes=notes)


def _read_page(path: Path, wanted: Reading, rows: int | None) -> _Read:
    """Read the tables of a page of the web as the sheets of a workbook."""
    with path.open("rb") as file:
        encoding = wanted.encoding or declared_encoding(file.read(PAGE_START_BYTES)) or encoding_of(path)
    tables, above = cells_of_page(path.read_text(encoding=encoding))
    require_sheet(tables, wanted.sheet, name=path.name)
    sheets = {name: cells for name, cells in tables.items() if wanted.sheet in ("", name)}
    return _of_sheets(sheets, wanted, rows, notes=(), above=above)


def _of_sheets(sheets: Mapping[str, pd.DataFrame], wanted: Reading, rows: int | None, *, notes: tuple[str, ...],
               above: Mapping[str, list[str]] | None = None) -> _Read:
    """Read the sheet that holds most, and after it those of the same columns; `above`: lines of text over each.

    Where the sheets state moments of their own above their rows, each row has that of its sheet.
    """
    name, cells = max(sheets.items(), key=lambda sheet: int((sheet[1] != "").to_numpy().sum()))
    first = cells.head(HEADER_WITHIN).to_numpy().tolist()
    header = wanted.header or header_line(first)
    double = wanted.header_rows or 1 + second_header(first[header - 1], first[header:])
    over = {name: [*([line] for line in (above or {}).get(name, [])), *first[:header - 1]]}
    parts, others = {name: cells.iloc[header + double - 1:]}, list[str]()
    for other, more in sheets.items():
        if other != name and not wanted.sheet and (more != "").to_numpy().any():
            lines = more.head(HEADER_WITHIN).to_numpy().tolist()
            at = next((i for i, line in enumerate(lines) if line[:len(first[header - 1])] == first[header - 1]), None)
            if at is None:
                others.append(other)
            else:
                parts[other] = more.iloc[at + double:, :cells.shape[1]]
                over[other] = [*([line] for line in (above or {}).get(other, [])), *lines[:at]]
    table = pd.concat(parts.values())
    table.index = pd.RangeIndex(header + double - 2, header + double - 2 + len(table))
    if len(parts) > 1:
        moments = {sheet: next(filter(None, (moment_in(" ".join(line)) for line in lines)), "") for sheet, lines in over.items()}
        own = {SHEET: {sheet: sheet for sheet in parts}} | ({AS_OF: moments} if len({*moments.values()}) > 1 else {})
        table = table.assign(**{column: [words[sheet] for sheet, part in parts.items() for _ in range(len(part))]
                                for column, words in own.items()})  # fmt: skip
        first[header - 1] = [*first[header - 1], *own]
        shared = [line for line in over[name] if all(line in lines for lines in over.values())]
        notes = (*notes, Sentence("the sheets {names} have the same columns: all are read, and their rows counted on",
                                  names=some(parts)))
        notes, over[name] = (*notes, SEVERAL) if AS_OF in own else notes, shared
    if others:
        notes = (*notes, Sentence("the sheet {name} is read; others are not: {others} (name one with --sheet)", name=name,
                                  others=some(others)))
    named_so = wanted.sheet or ("" if len(parts) > 1 else name)
    found = replace(wanted, sheet=named_so, header=header, header_rows=double if double > 1 else 0)
    return _under(first[header - 1], first[header] if double > 1 else [], pd.DataFrame(table.iloc[:rows]), found,
                  above=over[name], notes=notes)


def _read_parquet(path: Path, wanted: Reading, rows: int | None) -> _Read:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    kept = [field.name for field in file.schema_arrow if field.name != "geometry"]
    read = file.read(columns=kept) if rows is None else next(file.iter_batches(batch_size=rows, columns=kept))
    table = read.to_pandas().reset_index(drop=True)
    return _Read(table=pd.DataFrame({str(column): texts_of(table[column]) for column in table}), reading=wanted)


def _read_json(path: Path, wanted: Reading, rows: int | None) -> _Read:
    found = records_of(path.read_text(encoding=encoding_of(path)), wanted.json_path or wanted.sheet, rows)
    table = pd.DataFrame(found.rows, columns=list(dict.fromkeys(key for record in found.rows for key in record)))
    texts = pd.DataFrame({column: texts_of(table[column]) for column in table})
    notes = (Sentence("{shapes:,} shapes stand as a point inside them", shapes=found.shapes),) if found.shapes else ()
    notes = (found.cut, *notes) if found.cut else notes
    if found.others:
        listed = some(f"{path or 'the whole'} ({n:,})" for path, n in found.others.items())
        notes = (*notes, Sentence("the list {where} is read; others are not: {listed} (name one with --sheet)",
                                  where=found.where, listed=listed))
    return _Read(table=trimmed(texts), reading=replace(wanted, json_path=found.where), notes=notes, told=found.beside,
                 nested=found.nested, aliases=found.aliases)
