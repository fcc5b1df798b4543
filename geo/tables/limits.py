"""How large a table may be that is read into memory, looked up in what a file says of itself, before it is read.

an XLSX of 5 kB with one cell at XFD1048576     17,179,869,184 cells of text
a Parquet of 0.5 MB                             50,000,000 rows, all alike
"""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from geo.sentences import Sentence

MOST_COLUMNS, MOST_CELLS = 1_000, 100_000_000
MOST_SHEET_CELLS = 5_000_000  # openpyxl takes a microsecond and 50 bytes for each of them
MOST_AREA = 50_000_000  # of the rectangle from the first cell of a sheet to its last
MOST_BYTES, MOST_JSON_BYTES = 2_000_000_000, 300_000_000
MOST_ROW_BYTES, MOST_LINE_BYTES = 2_000_000, 10_000_000
BOMB_RATIO, BOMB_BYTES = 200, 50_000_000  # sheets pack to a tenth of their size
CHUNK_BYTES = 1 << 20
LINES_SEEN = 25
DELIMITERS = (b",", b";", b"\t", b"|", b"#")
AS_CSV = Sentence("Save it as CSV, in several files")
_CELL, _ROW = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"'), re.compile(rb'<(?:\w+:)?row[^>]*? r="(\d+)"')


def require_within(path: Path, suffix: str) -> None:
    """Raise ValueError, with the figure, if a table would take more memory than any table of outages does.

    `suffix`: how the name of its kind ends, such as ".csv"; what is said of the file is what its head and its directory say.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ValueError(Sentence("it has {size:,} bytes; at most {most_bytes:,} are read into memory. {as_csv}", size=size,
                                  most_bytes=MOST_BYTES, as_csv=AS_CSV))
    checks: dict[str, Callable[[Path], None]] = {".xlsx": _require_sheets, ".parquet": _require_parquet}
    if suffix in checks:
        checks[suffix](path)
    elif suffix in {".json", ".geojson", ".jsonl", ".ndjson"}:
        if size > MOST_JSON_BYTES:
            raise ValueError(Sentence("it is JSON of {size:,} bytes; at most {most_json_bytes:,} are read. {as_csv}",
                                      size=size, most_json_bytes=MOST_JSON_BYTES, as_csv=AS_CSV))
    else:
        _require_lines(path)


def _require_lines(path: Path) -> None:
    """Look at the first lines of a text: how long they are, and into how many cells they part."""
    with path.open("rb") as file:
        for _ in range(LINES_SEEN):
            line = file.readline(MOST_LINE_BYTES + 1)
            if len(line) > MOST_LINE_BYTES:
                raise ValueError(Sentence("a line of it is longer than {most_line_bytes:,} bytes",
                                          most_line_bytes=MOST_LINE_BYTES))
            _require_columns(1 + max(line.count(sign) for sign in DELIMITERS))


def _require_columns(columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise ValueError(Sentence("it has {columns:,} columns; at most {most_columns:,} are read. Turn columns of dates into "
                                  "rows", columns=columns, most_columns=MOST_COLUMNS))


def _require_parquet(path: Path) -> None:
    import pyarrow.parquet as pq

    with path.open("rb") as file:
        about = pq.ParquetFile(file).metadata
    _require_columns(about.num_columns)
    if (cells := about.num_rows * about.num_columns) > MOST_CELLS:
        raise ValueError(Sentence("it has {num_rows:,} rows: {cells:,} cells; at most {most_cells:,} are read. {as_csv}",
                                  num_rows=about.num_rows, cells=cells, most_cells=MOST_CELLS, as_csv=AS_CSV))
    # of groups, never of their columns: asked for a column that is damaged, pyarrow ends the whole process
    for group in map(about.row_group, range(about.num_row_groups)):
        unpacked, rows = group.total_byte_size, max(1, group.num_rows)
        if unpacked > MOST_BYTES or unpacked / rows > MOST_ROW_BYTES:
            raise ValueError(Sentence("{rows:,} of its rows unpack to {unpacked:,} bytes, as those of no table do. {as_csv}",
                                      rows=rows, unpacked=unpacked, as_csv=AS_CSV))


def _require_sheets(path: Path) -> None:
    with ZipFile(path) as archive:
        members = archive.infolist()
        total, packed = sum(one.file_size for one in members), sum(one.compress_size for one in members)
        if total > MOST_BYTES or (total > BOMB_BYTES and total > BOMB_RATIO * packed):
            raise ValueError(Sentence("its {packed:,} bytes unpack to {total:,}, as those of no table do. {as_csv}",
                                      packed=packed, total=total, as_csv=AS_CSV))
        for one in members:
            if one.filename.startswith("xl/worksheets/") and one.filename.endswith(".xml"):
                _require_sheet(archive, one)


def _require_sheet(archive: ZipFile, sheet: ZipInfo) -> None:
    """Look through a sheet for how many cells it has, and where the last of them stands; its own word on that may be untrue."""
    cells, columns, rows, kept = 0, 0, 0, b""
    with archive.open(sheet) as file:
        while chunk := file.read(CHUNK_BYTES):
            text = kept + chunk
            cut = text.rfind(b"<") if len(chunk) == CHUNK_BYTES else len(text)
            text, kept = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            found = _CELL.findall(text)
            cells += max(len(found), text.count(b"<c "), text.count(b"<c>"))
            columns = max([columns, *(_number_of(letters) for letters in {letters for letters, _ in found})])
            rows = max([rows, *map(int, _ROW.findall(text)[-1:]), *(int(row) for _, row in found[-1:])])
            if cells > MOST_SHEET_CELLS:
                raise ValueError(Sentence("a sheet of it has more than {most_sheet_cells:,} cells. {as_csv}",
                                          most_sheet_cells=MOST_SHEET_CELLS, as_csv=AS_CSV))
    _require_columns(columns)
    if rows * columns > MOST_AREA:
        raise ValueError(Sentence("a sheet of it reaches to row {rows:,} and column {columns:,}. Delete the cells that stand "
                                  "far away", rows=rows, columns=columns))


def _number_of(letters: bytes) -> int:
    """Return the number of a column: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters[:4]:
        number = 26 * number + letter - 64
    return number
