"""Which columns of a table are regions, or dates, with a figure in each cell, and what those figures are of."""

from collections.abc import Iterable, Sequence

import pandas as pd

from geo.mapping.columns import SURE, share_of_numbers, unit_of
from geo.mapping.infer_times import is_a_day
from geo.mapping.known_regions import KnownRegions
from geo.mapping.vocabulary import says_out
from geo.tables import TableFile
from geo.tables.across import FIGURE, JOINED, parted
from geo.tables.cells import is_number
from geo.tables.totals import is_sum

FEWEST = 2  # columns of one make
MOST_KEPT = 8  # columns beside them


def kept_of(file: TableFile, known: KnownRegions) -> str:
    """Return the columns that stay where the others are regions or dates with figures in them; "" if the table is no such one."""
    names = list(map(str, file.table.columns))
    sums = [name for name in names if is_sum(pd.Series([name])).all()]
    for found in (regions_across(names, known), dates_across(names) or _with_days(names)):
        if len(found) < max(FEWEST, 0.5 * len(names)):
            continue
        others = {*found, *sums}
        kept = [name for name in names if name not in others]
        words = [name for name in others if share_of_numbers(file, name) < SURE and (file.table[name] != "").any()]
        if 0 < len(kept) <= MOST_KEPT and not words:
            return JOINED.join(kept)
    return ""


def regions_across(names: Iterable[str], known: KnownRegions) -> list[str]:
    """Return the columns that are called as regions are."""
    return [name for name in names if not is_number(name) and known.matches(pd.Series([name])).all()]


def dates_across(names: Iterable[str]) -> list[str]:
    """Return the columns that are called by a day."""
    return [name for name in names if not is_number(name) and is_a_day(name)]


def _with_days(names: list[str]) -> list[str]:
    """Return the columns whose names are the same words, and a day in each: "Customers out 15.9.2024"."""
    with_figures = [name for name in names if any(map(str.isdigit, name)) and any(map(str.isalpha, name))]
    parts, common = parted(with_figures)
    return with_figures if common and all(map(is_a_day, parts)) else []


def meaning_of(file: TableFile, *, name: str, headings: Sequence[str]) -> dict[str, str]:
    """Return what a title, the name of the file, or what the `headings` of its columns have in common, says that the figures of
    a turned table are, by their column.
    """
    told = [parted(headings)[1], *file.lines.values(), name.rpartition(".")[0].replace("_", " ")]
    meant = [text for text in told if unit_of(text) and says_out(text)] or [text for text in told if says_out(text)]
    return {FIGURE: meant[0]} if meant else {}
