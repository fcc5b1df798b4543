"""The tables of a page of the web that somebody has saved, and what is written above each.

Words and days fill all rows and columns that their cell is over; a figure stands once, for it counts once. What a table holds
beside text, such as scripts, pictures and links, is left out and never asked for.
"""

import codecs
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pandas as pd

from geo.sentences import Sentence
from geo.tables.cells import is_number
from geo.tables.limits import AS_CSV, MOST_COLUMNS, MOST_SHEET_CELLS

MOST_LINES = 25  # of text above a table that are kept
MOST_SPAN = 10_000  # rows over which a cell may reach
NO_TABLE = Sentence("it is a page of the web, not a table: what was to be downloaded may need a login, or another address")
_START = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "noscript", "template", "select", "button", "svg"})
_NOTE_MARKS = frozenset({"sup"})  # "8 450<sup>1</sup>" is 8,450 with a note, and no 84,501
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "br", "title", "caption", "section", "header", "span"})


@dataclass(kw_only=True)
class HtmlTable:
    """A table of a page: its rows of text, and the lines of text above it."""

    above: list[str]
    rows: list[list[str]] = field(default_factory=list)


def is_page(start: bytes) -> bool:
    """Whether a file that begins so is a page of the web, whatever its name."""
    return bool(_START.match(start.removeprefix(b"\xef\xbb\xbf")))


def declared_encoding(start: bytes) -> str:
    """Return the encoding that the beginning of a page states, "" if it states none that is known."""
    found = _CHARSET.search(start)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else ""
    except LookupError:
        return ""


def cells_of_page(text: str) -> tuple[dict[str, pd.DataFrame], dict[str, list[str]]]:
    """Return the cells of each table of a page, under a name of its own such as "table 1", and the lines of text above it.

    A table of one row or one column is none. Raises ValueError if the page holds none, or one with more cells than any table of
    outages has.
    """
    parser = _Tables()
    parser.feed(text)
    parser.close()
    wide = [one for one in parser.tables if len(one.rows) > 1 and max(map(len, one.rows)) > 1]
    if not wide:
        raise ValueError(NO_TABLE)
    found = {f"table {number}": one for number, one in enumerate(wide, start=1)}
    cells = {name: pd.DataFrame(one.rows, dtype=object).fillna("") for name, one in found.items()}
    return cells, {name: one.above for name, one in found.items()}


class _Tables(HTMLParser):
    """Gathers the tables of a page. A table inside a cell, as pages of old were laid out, counts by itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HtmlTable] = []
        self.lines: list[str] = [""]
        self.open: list[_Open] = []
        self.silent = 0
        self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT or (tag in _NOTE_MARKS and self.open):
            self.silent += 1
        elif tag == "table":
            self.open.append(_Open(table=HtmlTable(above=[line for line in self.lines if line][-MOST_LINES:])))
            self.tables.append(self.open[-1].table)
        elif self.open and tag == "tr":
            self.open[-1].begin_row()
        elif self.open and tag in {"td", "th"}:
            spans = {name: int(value) for name, value in attrs if value and name in {"colspan", "rowspan"} and value.isdecimal()}
            columns, rows = max(1, spans.get("colspan", 1)), max(1, spans.get("rowspan", 1))
            self.cells += columns * min(rows, MOST_SPAN)
            if columns > MOST_COLUMNS or self.cells > MOST_SHEET_CELLS:
                raise ValueError(Sentence("a sheet of it has more than {most_sheet_cells:,} cells. {as_csv}",
                                          most_sheet_cells=MOST_SHEET_CELLS, as_csv=AS_CSV))
            self.open[-1].begin_cell(columns, min(rows, MOST_SPAN))
        elif tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT or (tag in _NOTE_MARKS and self.open):
            self.silent = max(0, self.silent - 1)
        elif self.open and tag == "table":
            self.open.pop().end()
        elif self.open and tag in {"td", "th", "tr"}:
            self.open[-1].end_cell()
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if self.silent or not words:
            return
        if self.open and self.open[-1].is_in_cell:
            self.open[-1].words.append(words)
        elif not self.open:
            self.lines[-1] = f"{self.lines[-1]} {words}".strip()

    def close(self) -> None:
        super().close()
        while self.open:
            self.open.pop().end()

    def _break(self) -> None:
        if not self.open and self.lines[-1]:
            self.lines = [*self.lines[-MOST_LINES:], ""]


@dataclass(kw_only=True)
class _Open:
    """A table that is being read: the cell of which words come, and the cells that reach into rows to come."""

    table: HtmlTable
    is_in_cell: bool = False
    words: list[str] = field(default_factory=list)
    spans: tuple[int, int] = (1, 1)
    reaching: dict[int, tuple[int, str]] = field(default_factory=dict)  # by column: to which row, and the text

    def begin_row(self) -> None:
        self.end_cell()
        self.table.rows.append([])
        self._fill()

    def begin_cell(self, columns: int, rows: int) -> None:
        self.end_cell()
        if not self.table.rows:
            self.begin_row()
        self.is_in_cell, self.words, self.spans = True, [], (columns, rows)

    def end_cell(self) -> None:
        if not self.is_in_cell:
            return
        self.is_in_cell, row, text = False, self.table.rows[-1], " ".join(self.words)
        columns, rows = self.spans
        again = "" if is_number(text) else text
        for column in range(columns):
            if rows > 1:
                self.reaching[len(row)] = (len(self.table.rows) + rows - 1, again)
            row.append(again if column else text)
        self._fill()

    def end(self) -> None:
        self.end_cell()
        self.table.rows = [row for row in self.table.rows if row]

    def _fill(self) -> None:
        """Put into the row what reaches into it from above."""
        row, nothing = self.table.rows[-1], (0, "")
        while self.reaching.get(len(row), nothing)[0] >= len(self.table.rows):
            row.append(self.reaching[len(row)][1])
