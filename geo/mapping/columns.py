"""The columns of a table as they are weighed: what is in them, what they count, and how well their names fit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pandas as pd

from geo.derived import derived
from geo.mapping.mapping import TableMapping
from geo.mapping.vocabulary import ALL_WORDS, fit, folded, is_planned, is_share, meanings, says_out, tag_fit
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.cells import is_multiple, is_number, says_nothing

ENOUGH, SURE = (
    0.45,
    0.8,
)  # how well a name must fit to be taken; the share of cells that must be what the column is taken for
CROSSED = ("people", "households", "meters", "outages", "stations", "settlements", "complaints")  # counted, and no customers
STATEMENTS = ("counts", "outages")
COUNTED = ("customers_out", "customers_total", "customers", "people", "settlements")
INNER = 0.95  # how well the last name of a path, `desc.inc_id`, stands for the whole
DISTINCT_WORDS = 60  # a column with more of them holds text, not words of a list
SOME = 2000  # distinct cells that a column is judged by, about
MATCHES = 0.5  # share of distinct cells that must be codes or names of regions


@dataclass(frozen=True, kw_only=True)
class Guess:
    """What a table seems to hold: "counts" or "outages", or "" with what is missing.

    `notes`: a remark on each of our columns; `unused`: columns that nothing of ours is; `codes`: the column of the boundaries
    that holds the codes which the table gives; `remarks`: sentences its user should know; `asks`: what only the user can say,
    and how.
    """

    kind: str
    mapping: TableMapping = field(default_factory=TableMapping)
    notes: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    codes: str = ""
    feed: str = ""
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    asks: tuple[tuple[str, str], ...] = ()


def column_for(file: TableFile, ours: str, kind: str, columns: Iterable[str]) -> tuple[str, float]:
    """Return the column whose name or tag fits ours best, and how well."""
    words, tags = meanings()[kind].get(ours, ()), meanings()["tags"].get(kind, {}).get(ours, ())
    fits = {
        column: max(
            fit(column, words),
            INNER * fit(column.rpartition(".")[2], words) if "." in column else 0.0,
            tag_fit(file.tags.get(column, ""), tags),
            SURE if kind in STATEMENTS and _says_by_its_parts(column, ours) else 0.0,
        )
        for column in columns
    }
    best = max(fits, key=lambda column: fits[column], default="")
    return best, fits.get(best, 0.0)


def _says_by_its_parts(column: str, ours: str) -> bool:
    """Whether a name says whom it counts and that they are out, or all, each in a word of its own: "asiakkaita ilman sähköä"."""
    words, unit = meanings()["not"], unit_of(column)
    if ours not in COUNTED or is_share(column) or is_planned(column):
        return False
    if ours == "customers_total":
        return unit == "customers" and fit(column, words["affected"]) > 0 and not says_out(column)
    still = fit(column, words["still"]) > 0
    over = fit(column, words["restored"]) > 0 and not still and fit(column, words["now"]) == 0
    own = {ours} if ours in {"people", "settlements"} else {"customers", *([""] if still else [])}
    return unit in own and says_out(column) and not over


def out_now(columns: Iterable[str]) -> list[str]:
    """Leave out figures of all who ever were affected where another column says who is without power now, or still."""
    words, columns = meanings()["not"], list(columns)
    if still := [column for column in columns if fit(column, words["still"]) > 0]:
        return still
    now = [column for column in columns if fit(column, words["now"]) > 0 and fit(column, words["ever"]) == 0]
    return [column for column in columns if not now or fit(column, words["ever"]) == 0]


def is_row_number(file: TableFile, column: str) -> bool:
    """Whether a column numbers the rows or the shapes, "No", "#", "OBJECTID", or holds 1, 2, 3 ... in their order."""
    called = not folded(column) or fit(column, meanings()["not"]["rows"]) > ALL_WORDS
    cells = [cell for cell in file.table[column] if cell]
    first = int(cells[0]) if cells and cells[0].isdecimal() else -1
    counts_up = len(cells) > 2 and first in {0, 1} and cells == [str(first + n) for n in range(len(cells))]
    return called or (counts_up and unit_of(column) == "" and fit(column, meanings()["counts"]["customers_out"]) < ENOUGH)


def unit_of(column: str) -> str:
    """Return what a column of figures counts by its name, such as customers; "" if it says nothing."""
    return next((unit for unit, words in meanings()["units"].items() if fit(column, words) > 0), "")


def some_cells(cells: pd.Series) -> list[str]:
    """Return some distinct cells that hold something, from the whole of a column."""
    distinct = cells.unique()
    return [cell for cell in distinct[:: max(1, len(distinct) // SOME)] if not says_nothing(cell)]


def share_of(cells: pd.Series, holds: Callable[[str], bool]) -> float:
    """Return the share of the cells of which something holds, asked once for each distinct cell."""
    counted = cells.value_counts()
    return sum(int(n) for cell, n in counted.items() if holds(str(cell))) / max(1, len(cells))


@derived(most=1000)
def cells_in(file: TableFile, column: str) -> list[str]:
    """Return some distinct cells of a column that hold something, found once: a table of hundreds of thousands of rows is asked
    a hundred times.
    """
    return some_cells(file.table[column])


def share_of_numbers(file: TableFile, column: str) -> float:
    """Return the share of the cells of a column that hold something which are numbers."""
    some = cells_in(file, column)
    return sum(is_number(cell) or is_multiple(cell) for cell in some) / len(some) if some else 0.0


def errors_in(file: TableFile, columns: Iterable[str]) -> list[str]:
    """Say which cells of some columns of figures hold a spreadsheet's error, such as "#REF!", and are read as blank."""
    found = {
        column: [cell for cell in file.table[column] if cell.startswith("#") and says_nothing(cell)]
        for column in columns
    }
    return [
        Sentence("{count:,} cells of {column} hold {cells}: read as blank", count=len(cells), column=column,
                 cells=", ".join(dict.fromkeys(cells)))
        for column, cells in found.items()
        if cells
    ]


def first_cell(cells: pd.Series) -> str:
    """Return the first cell that holds something."""
    return next((str(cell) for cell in cells if not says_nothing(cell)), "")


def unused_of(table: pd.DataFrame, taken: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the columns that stand for nothing of ours; one whose cells were parted into columns that do is used."""
    used = {name for names in taken.values() for name in names}
    used |= {whole for name in used if (whole := name.rpartition(".")[0]) in table.columns}
    return tuple(str(column) for column in table.columns if column not in used)
