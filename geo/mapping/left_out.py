"""Rows of other people's tables that say themselves that they are no outage: tests, what was cancelled, other dangers, gas."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from geo.mapping.vocabulary import fit, folded, meanings
from geo.sentences import Sentence
from geo.tables.layout import some

LEFT_OUT = "left_out"
"""Our column for the words of a row that may say so; after reading, what says so, else blank."""
NO_OUTAGE = "no outage by their own words"
BETWEEN = "; "


def says_void(word: str) -> bool:
    """Whether a word of a status says that its row holds for nothing: "Test", "Cancelled", "скасовано"."""
    return folded(word) in _words("left_out", "words") or is_called_off(word)


def is_called_off(word: str) -> bool:
    """Whether a cell says that what its row announces does not take place, or on another day: "ANNULÉ", "reporté au 16 mars"."""
    plain = folded(word)
    later = any(plain == one or plain.startswith(f"{one} ") for one in _words("left_out", "put_off"))
    return later or plain in _words("left_out", "called_off")


def other_dangers(words: list[str]) -> list[str]:
    """Return the words that speak of other dangers, where some of them speak of power: "Flood Warning" beside "Power Outage"."""
    told = meanings()["left_out"]
    of_power = {word for word in words if fit(word, told["power"]) > 0}
    return [word for word in words if of_power and word not in of_power and fit(word, told["dangers"]) > 0]


def other_services(words: list[str]) -> list[str]:
    """Return the words that name another service than power, where some name power: "gas" beside "electricity"."""
    of_power = {*map(folded, words)} & _words("services", "power")
    return [word for word in words if of_power and folded(word) in _words("services", "others")]


def made_up(words: list[str]) -> list[str]:
    """Return the words that say that their row is of an exercise, where not all do; a table of nothing else is refused."""
    found = [word for word in words if fit(word, meanings()["services"]["invented"]) > 0]
    return found if len(found) < len(words) else []


def forecasts_among(words: list[str]) -> list[str]:
    """Return the words that say that a row is of what is expected, where others say what was seen: "Forecast" beside "Actual"."""
    found = [word for word in words if folded(word) in _words("left_out", "forecasts")]
    return found if len(found) < len(words) else []


def says_no_report(word: str) -> bool:
    """Whether a word of a state says that nothing is known: "No information" is no report, and no outage of unknown extent."""
    return folded(word) in _words("no_report", "words")


@cache
def _words(section: str, key: str) -> frozenset[str]:
    return frozenset(map(folded, meanings()[section][key]))


def words_left_out(cells: pd.Series, words: Mapping[str, str]) -> pd.Series:
    """Return of each cell the word that says that its row is no outage, "" if none does; `words`: more of them."""
    def why(cell: str) -> str:
        return next((part for part in cell.split(BETWEEN) if says_void(part) or part.casefold() in words), "")

    return cells.map({cell: why(cell) for cell in cells.unique()}).astype(object)


def without_left_out(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int], tuple[str, ...]]:
    """Leave out the rows that say that they are no outage; return the others, how many there were, and which, in words."""
    if LEFT_OUT not in table:
        return table, {}, ()
    why = table[LEFT_OUT]
    gone, table = why[why != ""], table[why == ""].drop(columns=LEFT_OUT)
    if gone.empty:
        return table, {}, ()
    notes = tuple(Sentence("{word!r} is no outage that holds: {rows} not used", word=word, rows=_rows(gone.index[gone == word]))
                  for word in gone.unique())  # fmt: skip
    return table, {NO_OUTAGE: len(gone)}, notes


def _rows(index: pd.Index) -> str:
    rows = some(int(at) + 2 for at in dict.fromkeys(index))
    return Sentence("rows {rows}", rows=rows) if len(set(index)) > 1 else Sentence("row {row}", row=rows)
