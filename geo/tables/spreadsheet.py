"""The cells of an XLSX workbook as text, merged ones with what stands in their first cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pandas as pd

from geo.errors import DataError, Fault, require_extra
from geo.sentences import Sentence
from geo.tables.cells import is_number
from geo.tables.layout import rows_in_words

MERGED_BYTES = (
    5_000_000  # of a larger workbook merged cells are not looked for: openpyxl would hold it whole
)


def cells_of_sheets(
    path: Path, sheet: str, *, text: Callable[[Any], str]
) -> tuple[dict[str, pd.DataFrame], tuple[str, ...]]:
    """Return the cells of each sheet, or of the one that is named, and a sentence on what was filled.

    Words and days fill all cells that they are merged over; a figure stands once, for it counts once. Raises DataError.
    """
    require_extra("xlsx")
    if not is_zipfile(path):
        raise DataError(
            [
                Fault(what=Sentence("not a workbook, whatever its name says"), file=path.name, expected="XLSX",
                      remedy=Sentence("open it in a spreadsheet and save it as XLSX or CSV"))
            ]
        )
    read = pd.read_excel(path, sheet_name=None, header=None, dtype=object, engine="openpyxl")
    require_sheet(read, sheet, name=path.name)
    sheets = {
        str(name): cells.map(text) for name, cells in read.items() if not sheet or name == sheet
    }
    filled, notes = 0, list[str]()
    looks = _looks(path) if path.stat().st_size <= MERGED_BYTES else {}
    for name, struck in ((name, look.struck) for name, look in looks.items() if name in sheets and look.struck):
        gone = [row for row in struck if row < len(sheets[name])]
        sheets[name].iloc[gone] = ""
        notes.append(Sentence("struck through in the sheet {name}, and left out: {rows}", name=name,
                              rows=rows_in_words([row + 1 for row in gone])))
    for name, ranges in ((name, look.merged) for name, look in looks.items()):
        for top, left, bottom, right in ranges:
            if name in sheets and top < len(sheets[name]) and left < sheets[name].shape[1]:
                cells = sheets[name]
                word = str(cells.iat[top, left])
                if word and not is_number(word) and bottom > top:
                    cells.loc[cells.index[top : bottom + 1], list(cells.columns[left : right + 1])] = word
                    filled += 1
    told = [Sentence("{count:,} merged cells are filled down", count=filled)] if filled else []
    return sheets, (*told, *notes)


def require_sheet(sheets: Iterable[str], sheet: str, *, name: str) -> None:
    """Raise DataError if a file of that name has sheets, and the one that is asked for is none of them."""
    if sheet and sheet not in sheets:
        raise DataError([Fault(what=Sentence("the workbook has no such sheet"), file=name, value=sheet,
                               remedy=Sentence("name one of them"), expected=", ".join(map(str, sheets)))])


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Of a sheet, from zero: its merged ranges (top, left, bottom, right), and the rows of which all that is written is struck
    through.
    """

    merged: list[tuple[int, int, int, int]]
    struck: list[int]


def _looks(path: Path) -> dict[str, _Look]:
    """Return how each sheet looks, where that says something."""
    from openpyxl import load_workbook

    return {sheet.title: _Look(
        merged=[(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in sheet.merged_cells.ranges],
        struck=[at for at, row in enumerate(sheet.iter_rows()) if _is_struck([cell for cell in row if cell.value is not None])],
    ) for sheet in load_workbook(path, data_only=True).worksheets}  # fmt: skip


def _is_struck(cells: list[Any]) -> bool:
    return len(cells) > 1 and all(cell.font is not None and cell.font.strike for cell in cells)
