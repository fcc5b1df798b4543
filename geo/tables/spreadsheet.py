"""The cells of an XLSX workbook as text, merged ones with what stands in their first cell."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import pandas as pd

from geo.errors import DataError, Fault, require_extra
from geo.sentences import Sentence

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
    filled = 0
    for name, ranges in (_merged(path) if path.stat().st_size <= MERGED_BYTES else {}).items():
        for top, left, bottom, right in ranges:
            if name in sheets and top < len(sheets[name]) and left < sheets[name].shape[1]:
                cells = sheets[name]
                word = str(cells.iat[top, left])
                if word and not word.replace(".", "", 1).isdecimal() and bottom > top:
                    cells.loc[cells.index[top : bottom + 1], list(cells.columns[left : right + 1])] = word
                    filled += 1
    return sheets, (Sentence("{count:,} merged cells are filled down", count=filled),) if filled else ()


def require_sheet(sheets: Iterable[str], sheet: str, *, name: str) -> None:
    """Raise DataError if a file of that name has sheets, and the one that is asked for is none of them."""
    if sheet and sheet not in sheets:
        raise DataError([Fault(what=Sentence("the workbook has no such sheet"), file=name, value=sheet,
                               remedy=Sentence("name one of them"), expected=", ".join(map(str, sheets)))])


def _merged(path: Path) -> dict[str, list[tuple[int, int, int, int]]]:
    """Return the merged ranges of each sheet: top, left, bottom, right, from zero."""
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=True)
    return {
        sheet.title: [
            (r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1)
            for r in sheet.merged_cells.ranges
        ]
        for sheet in book.worksheets
    }
