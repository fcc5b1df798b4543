"""Tables of any make -> text, as they lie: CSV and TSV in any usual encoding and dialect, XLSX, Parquet, JSON, GeoJSON.

What a file does not say of itself is found out, unless `Reading` states it. The index of a frame is the place of each row below
the header, so that faults name the row that an editor shows.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geo.errors import DataError, Fault, faults_of_reading, require_extra
from geo.tables.contract_csv import Dialect, dialect_of

TEXTS = (".csv", ".tsv", ".tab", ".txt")
JSONS = (".json", ".geojson", ".jsonl", ".ndjson")
SUFFIXES = (*TEXTS, ".xlsx", ".parquet", *JSONS)
WRAPPERS = ("properties", "attributes", "fields", "record", "_source")  # where records keep their own columns
FAR_FROM_LATIN = ("cp1251", "koi8_r", "koi8_u", "cp866", "gb18030", "big5", "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949")
HEADER_WITHIN = 25  # titles above the header, at most so many lines
SAMPLE_BYTES, FOREIGN_LINES = 1_000_000, 2_000
TAG, BELOW = "#", "below the header"  # HXL tags stand in a row of their own, below the header
UNITS = {"unit", "units", "einheit", "einheiten", "unidad", "unidades", "unite", "unites", "одиниці", "единицы"}
POINTS = {"geopoint", "geopoint2d", "latlon", "latlng", "latlong", "latitudelongitude"}  # columns of both, the latitude first
_POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How a file is to be read, where it does not tell; "" and 0 are found out. See README for the meaning of each."""

    encoding: str = ""
    delimiter: str = ""
    header: int = 0
    sheet: str = ""
    json_path: str = ""
    decimal: str = "."
    date_format: str = "ISO 8601"
    zone: str = ""
    duplicates: str = "max"
    thousands: str = ""
    hxl_row: str = ""
    admin1: str = ""
    snapshots: bool = False


@dataclass(frozen=True, kw_only=True)
class TableFile:
    """A table as text, the HXL tag of each column that has one, and what was found out of how it is written.

    `told`: what a JSON file says beside its records, such as how many there are.
    """

    table: pd.DataFrame
    tags: dict[str, str]
    reading: Reading
    told: Mapping[str, str] = field(default_factory=dict)


def read_table_file(path: Path, *, reading: Reading | None = None, rows: int | None = None) -> TableFile:
    """Read a table of any make, or only so many of its first rows. Raises DataError if it is none."""
    wanted, suffix = reading or Reading(), path.suffix.casefold()
    readers = dict.fromkeys(TEXTS, _read_text) | dict.fromkeys(JSONS, _read_json)
    readers |= {".xlsx": _read_sheet, ".parquet": _read_parquet}
    if suffix not in readers:
        raise DataError([Fault(what=f"{suffix or 'a name without an extension'} is no table that is known", file=path.name,
                               expected=", ".join(SUFFIXES), remedy="save the table as CSV in UTF-8")])
    remedy = "open it in a spreadsheet to see whether it is whole, and save it as CSV in UTF-8"
    with faults_of_reading(path.name, what="cannot be read", expected="a whole file of its kind", remedy=remedy):
        table, found = readers[suffix](path, wanted, rows)
    table = table.loc[:, [bool(column) for column in table.columns]]
    tags, below = _without_tags(_with_points(_without_units(table)))
    found = replace(found, hxl_row=BELOW) if tags and len(below) < len(table) else found
    table = below
    if table.empty:
        raise DataError([Fault(what="the table holds no row", file=path.name, expected="a header and rows",
                               remedy="check the file, its sheet and the line of its header")])
    return TableFile(table=table, tags=tags, reading=found, told={str(key): str(value) for key, value in table.attrs.items()})


def _read_text(path: Path, wanted: Reading, rows: int | None) -> tuple[pd.DataFrame, Reading]:
    encoding = wanted.encoding or encoding_of(path)
    dialect = dialect_of(path, encoding=encoding)
    dialect = Dialect(delimiter=wanted.delimiter or dialect.delimiter, quote=dialect.quote)
    header = wanted.header or _header_line(_first_lines(path, encoding, dialect))
    names = _first_lines(path, encoding, dialect)[header - 1]
    table = pd.read_csv(path, dtype=str, keep_default_na=False, na_filter=False, encoding=encoding, header=None,
                        skiprows=header, skip_blank_lines=False, sep=dialect.delimiter, quotechar=dialect.quote, nrows=rows,
                        names=range(len(names)), index_col=False, on_bad_lines="error")
    table.index = table.index + header - 1
    found = Reading(**{**wanted.__dict__, "encoding": encoding, "delimiter": dialect.delimiter, "header": header})
    return _trimmed(table.set_axis(_unique(names), axis=1)), found


def encoding_of(path: Path) -> str:
    """Return the encoding of a text: UTF-8 if it is that, else the one in which its foreign letters make most sense."""
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return "utf-16"
        file.seek(0)
        foreign = [line for _, line in zip(range(FOREIGN_LINES), (line for line in file if not line.isascii()), strict=False)]
    sample = b"".join(foreign)[:SAMPLE_BYTES]
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 4:
            return _guessed_encoding(sample)
    return "utf-8-sig"


def _guessed_encoding(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, preemptive_behaviour=False).best()
    guessed = "cp1252" if best is None else best.encoding
    if guessed not in FAR_FROM_LATIN and len({byte for byte in sample if byte > 127}) <= 1:
        return "cp1252"  # one letter tells nothing: the most frequent of its kin
    return guessed


def _first_lines(path: Path, encoding: str, dialect: Dialect) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(file, delimiter=dialect.delimiter, quotechar=dialect.quote)
        return [[cell.strip() for cell in line] for _, line in zip(range(HEADER_WITHIN), reader, strict=False)]


def _header_line(lines: list[list[str]]) -> int:
    """Return the line of the header: the first that is about as wide as the table and holds words."""
    filled = [sum(bool(cell) for cell in line) for line in lines]
    if not filled or not max(filled):
        raise ValueError("there is no header")
    wide = sorted(filled)[-max(1, len(filled) // 3)]  # a title may be long, and a note at the end too
    return next(i for i, n in enumerate(filled, start=1) if n >= 0.6 * wide)


def _read_sheet(path: Path, wanted: Reading, rows: int | None) -> tuple[pd.DataFrame, Reading]:
    one = [wanted.sheet] if wanted.sheet else None
    require_extra("xlsx")
    sheets = pd.read_excel(path, sheet_name=one, header=None, dtype=object, engine="openpyxl")
    name, cells = max(sheets.items(), key=lambda sheet: int(sheet[1].count().sum()))
    cells = cells.map(_text)
    header = wanted.header or _header_line(cells.head(HEADER_WITHIN).to_numpy().tolist())
    table = cells.iloc[header:].set_axis(_unique(cells.iloc[header - 1]), axis=1)
    table.index = pd.RangeIndex(header - 1, header - 1 + len(table))
    found = Reading(**{**wanted.__dict__, "sheet": str(name), "header": header})
    return _trimmed(pd.DataFrame(table.iloc[:rows])), found


def _read_parquet(path: Path, wanted: Reading, rows: int | None) -> tuple[pd.DataFrame, Reading]:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    kept = [field.name for field in file.schema_arrow if field.name != "geometry"]
    read = file.read(columns=kept) if rows is None else next(file.iter_batches(batch_size=rows, columns=kept))
    table = read.to_pandas().reset_index(drop=True)
    return pd.DataFrame({str(column): texts_of(table[column]) for column in table}), wanted


def _read_json(path: Path, wanted: Reading, rows: int | None) -> tuple[pd.DataFrame, Reading]:
    text = path.read_text(encoding=encoding_of(path))
    try:
        content = json.loads(text)
    except json.JSONDecodeError:
        content = [json.loads(line) for line in text.splitlines() if line.strip()]
    where, records = _records_in(content, wanted.json_path)
    flat = [dict(_flattened(record)) for record in records[:rows]]
    table = pd.DataFrame(flat, columns=list(dict.fromkeys(key for record in flat for key in record)))
    found = Reading(**{**wanted.__dict__, "json_path": where})
    texts = pd.DataFrame({column: texts_of(table[column]) for column in table})
    beside = content if isinstance(content, dict) else {}
    texts.attrs = {key: str(value) for key, value in beside.items() if isinstance(value, int)}
    return texts, found


def _records_in(content: Any, where: str) -> tuple[str, list[dict[str, Any]]]:
    """Return the list of records at a path such as "data.results", or the longest list of records, and its path."""
    found = dict(_lists_in(content, ""))
    if where or not found:
        if where not in found:
            raise ValueError(f"no list of records is at {where or 'any place'!r}; lists are at {', '.join(found) or 'none'}")
        return where, found[where]
    best = max(found, key=lambda path: len(found[path]))
    return best, found[best]


def _lists_in(content: Any, at: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    if isinstance(content, list) and content and all(isinstance(record, dict) for record in content):
        yield at, content
    elif isinstance(content, dict):
        values = list(content.values())
        if len(values) > 1 and all(isinstance(value, dict) for value in values) and len({tuple(value) for value in values}) == 1:
            yield at, [{"key": key, **value} for key, value in content.items()]
        for key, value in content.items():
            yield from _lists_in(value, f"{at}.{key}".strip("."))


def _flattened(record: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, dict) and "coordinates" in value:
            if value.get("type") == "Point":
                yield from zip(("lon", "lat"), value["coordinates"][:2], strict=False)
        elif isinstance(value, dict) and {"geometry", "type"} <= set(value):
            continue  # a shape beside the record: boundaries are a file of their own
        elif isinstance(value, dict):
            yield from _flattened(value, prefix if key in WRAPPERS else f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def texts_of(cells: pd.Series) -> pd.Series:
    """Return cells of any type as text: whole numbers without ".0", times in ISO 8601, "" where there is none."""
    return pd.Series([_text(cell) for cell in cells.array], index=cells.index, dtype=object)


def _text(cell: Any) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NA:
        return ""
    if isinstance(cell, bool | np.bool_):
        return str(bool(cell)).lower()
    if isinstance(cell, float | np.floating):
        return f"{cell:.15g}"
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat()).removesuffix("T00:00:00")
    return "; ".join(map(_text, cell)) if isinstance(cell, list | tuple | np.ndarray) else str(cell).strip()


def _trimmed(table: pd.DataFrame) -> pd.DataFrame:
    """Strip the cells and leave out blank rows; the index keeps the place of the others."""
    trimmed = pd.DataFrame({column: table[column].fillna("").str.strip().astype(object) for column in table}, index=table.index)
    blank = (trimmed == "").all(axis=1)
    return trimmed[~blank] if blank.any() else trimmed


def _unique(names: Iterable[str]) -> list[str]:
    """Return the names of a header; the second "name" becomes "name (2)"."""
    seen: dict[str, int] = {}
    result = []
    for name in (str(name).strip().lstrip("\ufeff") for name in names):
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 or not name else f"{name} ({seen[name]})")
    return result


def _without_units(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the row below the header that says the units of the columns, and begins so."""
    first = next((str(cell) for cell in table.iloc[0] if cell), "") if len(table) else ""
    return table.iloc[1:] if first.casefold().rstrip(":") in UNITS else table


def _with_points(table: pd.DataFrame) -> pd.DataFrame:
    """Part a column of points, `51.5, -0.1`, into two; which of the two is the latitude, its name must say."""
    for column in [c for c in table if re.sub(r"[^a-z0-9]", "", str(c).casefold()) in POINTS]:
        found = table[column].map(_POINT.fullmatch)
        if (found.notna() | (table[column] == "")).all() and found.notna().any():
            table = table.assign(**{f"{column}.{name}": [point[number] if point else "" for point in found]
                                    for number, name in ((1, "lat"), (2, "lon"))})  # fmt: skip
    return table


def _without_tags(table: pd.DataFrame) -> tuple[dict[str, str], pd.DataFrame]:
    """Take the row of HXL tags, if there is one, out of the table."""
    in_header = {column: column for column in table.columns if str(column).startswith(TAG)}
    if in_header or table.empty:
        return in_header, table
    first = table.iloc[0]
    marked = first.astype(str).str.startswith(TAG)
    if marked.sum() < 2 or not (marked | (first == "")).all():
        return {}, table
    return {str(column): str(tag) for column, tag in first.items() if tag}, table.iloc[1:]
