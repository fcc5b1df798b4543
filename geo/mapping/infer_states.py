"""Columns that say how each outage stands: "Restored" beside "Active", "Closed" beside "Open"."""

from collections.abc import Iterable

import pandas as pd

from geo.derived import derived
from geo.mapping.columns import DISTINCT_WORDS, ENOUGH, SURE, cells_in, share_of_numbers
from geo.mapping.infer_times import times_of
from geo.mapping.vocabulary import fit, meanings, our_word
from geo.tables import TableFile
from geo.tables.cells import as_numbers, decimal_of

FLAGS_OF_AN_END = ("resolved", "restored", "is resolved", "is restored", "power restored", "completed")
YES, NO = ("true", "yes", "y", "1", "t"), ("false", "no", "n", "0", "f")
SAID_MOST, FILLED = 200, 0.6  # different words that are looked at; the share of the rows that a state stands in
RESTORED_WORDS = (
    "restored", "power restored", "service restored", "відновлено", "восстановлено", "wiederhergestellt", "restablecido",
    "rétabli",
)  # fmt: skip


@derived(most=1000)
def states_in(file: TableFile, column: str) -> tuple[list[str], list[str]]:
    """Return the words of a column of states, folded, and those that say that power is back; none if it is no such column."""
    words = [word for word in file.table[column].str.casefold().unique() if word]
    if len(words) > DISTINCT_WORDS:
        return [], []
    over = [word for word in words if our_word(word, "extent") == "none"]
    if fit(column, FLAGS_OF_AN_END) >= SURE - 0.1 and {*words} <= {*YES, *NO}:
        over = [word for word in words if word in YES]  # "resolved": true
    said = (
        any(word in RESTORED_WORDS for word in over)
        or fit(column, FLAGS_OF_AN_END) >= SURE - 0.1
        or fit(column, meanings()["states"]["outage"]) >= SURE - 0.1
    )
    return (words, over) if said and over else ([], [])


def back_beside_figures(file: TableFile, column: str, free: Iterable[str]) -> tuple[str, list[str]]:
    """Return the column, among free ones, that says of rows with figures above 0 that power is back, and what it says, in most of
    its rows or so; "" if none does.

    "Restored" beside 900 customers affected: how many are out is not 900. A remark here and there is none of that.
    """
    figures = pd.to_numeric(as_numbers(file.table[column], decimal=decimal_of(cells_in(file, column))), errors="coerce")
    words = meanings()["not"]["restored"]
    for one in free:
        cells = file.table[one][figures > 0]
        distinct = [cell for cell in cells.unique() if cell][:SAID_MOST]
        said = [cell for cell in distinct if our_word(cell, "extent") == "none" or fit(cell, words) > 0]
        filled = float((cells != "").mean()) if len(cells) else 0.0
        if said and filled >= FILLED and share_of_numbers(file, one) < ENOUGH:
            return one, said
    return "", []


@derived()
def lists_what_is_over(file: TableFile) -> bool:
    """Whether a table is a list of outages of which some are over, since it says when each was reported and how it stands now."""
    times = times_of(file).columns
    begun = bool({"start", "reported"} & set(times)) and not {"capture", "time"} & set(times)
    return begun and any(len(states_in(file, column)[0]) > 1 for column in map(str, file.table.columns))


def tells_when_it_began(file: TableFile) -> bool:
    """Whether the time of a report is that of its outage: in a list of what is over, unless it says when the row changed."""
    (column, *_) = times_of(file).columns.get("reported", ("",))
    return bool(column) and lists_what_is_over(file) and fit(column, meanings()["times"]["changed"]) <= 0
