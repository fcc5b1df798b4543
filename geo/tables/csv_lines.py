"""A CSV to which rows are added, or from which some are taken: all other rows keep every byte."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.errors import UsageError
from geo.sentences import Sentence

Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class CsvLines:
    """A CSV as it lies on disk: its lines of header and rows, with their line ends, and the cells of each row by column."""

    columns: tuple[str, ...]
    lines: tuple[str, ...]
    rows: tuple[Row, ...]

    def with_rows(self, more: Iterable[Row]) -> str:
        """Return the text with rows at its end; a column that only they have is added to the header, blank above."""
        more = list(more)
        new = [name for row in more for name in row if row[name] and name not in self.columns]
        columns = [*self.columns, *dict.fromkeys(new)]
        if not new:
            return "".join([*self.lines, *(_line(row, columns) for row in more)])
        return "".join([_line(dict(zip(columns, columns, strict=True)), columns),
                        *(_line(row, columns) for row in [*self.rows, *more])])  # fmt: skip

    def changed(self, change: Callable[[Row], Row | None]) -> str:
        """Return the text with each row as `change` returns it; None takes the row out, the same row keeps its bytes."""
        found = [self.lines[0]]
        for line, row in zip(self.lines[1:], self.rows, strict=True):
            if (now := change(row)) is not None:
                found.append(line if now is row else _line(now, self.columns))
        return "".join(found)


def _line(row: Row, columns: Sequence[str]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerow([row.get(name, "") for name in columns])
    return text.getvalue()


def csv_lines(path: Path, columns: Sequence[str]) -> CsvLines:
    """Read a CSV for adding to it; a file that is not there has a header only. Raises UsageError if it is of another kind."""
    if not path.exists():
        return CsvLines(columns=tuple(columns), lines=(_line(dict.fromkeys(columns, "") | {c: c for c in columns}, columns),),
                      rows=())  # fmt: skip
    try:
        text = path.read_bytes().decode("utf-8")
        text += "" if text.endswith(("\n", "\r")) else "\n"
        source = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
        reader, cells, lines, read = csv.reader(source), list[list[str]](), list[str](), 0
        for one in reader:
            cells.append(one)
            lines.append("".join(source[read : reader.line_num]))
            read = reader.line_num
    except (UnicodeDecodeError, csv.Error):
        cells, lines, text = [], [], ""
    header = tuple(name.strip() for name in cells[0]) if cells else ()
    if not set(header) & set(columns):
        raise UsageError(Sentence("Records cannot be added to {name}. Use a CSV in UTF-8 with commas and the columns of the "
                                  "contract: {columns}.", name=path.name, columns=", ".join(columns)))  # fmt: skip
    lines[0] = text[: len(text) - len(text.removeprefix("\ufeff"))] + lines[0]
    rows = tuple(dict(zip(header, one, strict=False)) for one in cells[1:])
    return CsvLines(columns=header, lines=tuple(lines), rows=rows)
