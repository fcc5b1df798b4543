"""Why a table cannot be mapped, and what its user can do about it."""

import re
from collections.abc import Mapping

import pandas as pd

from geo.errors import Fault
from geo.mapping.columns import Guess, first_cell
from geo.mapping.infer_counts import unread_figures
from geo.mapping.infer_places import timetable_in
from geo.mapping.infer_times import unread_time
from geo.mapping.known_regions import KnownRegions
from geo.tables import TableFile
from geo.tables.cells import form_of, is_number
from geo.tables.layout import some

KINDS = {"counts": "outage counts", "outages": "outage reports"}
DATES_ACROSS = 3  # so many columns that are called by dates make a wide table
COLUMNS_SHOWN = 40
VALUES_IN_A_HEADER = 2  # a figure and a time among the names of columns
REGIONS_ACROSS = 2


def refused_at_once(file: TableFile, known: KnownRegions, *, name: str) -> Fault | None:
    """Return why a table is of a make that is not read, whatever its columns are called; None if it may be."""
    named = [str(column) for column in file.table.columns]
    values = [column for column in named if form_of([column])[1] or is_number(column)]
    if len(values) >= VALUES_IN_A_HEADER and form_of(values[:1])[1] != form_of(values[-1:])[1]:
        return Fault(
            what=f"its first line holds values ({some(named)}), and no names of columns",
            file=name,
            expected="a header: a line with the names of the columns",
            remedy="write the names of the columns above the rows, such as region, time, customers out",
        )
    across = [column for column in named if known.matches(pd.Series([column])).all()]
    if len(across) >= REGIONS_ACROSS and len(across) >= 0.5 * len(named):
        return Fault(
            what=f"{len(across)} of its columns are regions: {some(across)}",
            file=name,
            expected="a row for each region and time, and one column for the region",
            remedy="turn the columns of regions into rows (a spreadsheet calls it unpivot)",
        )
    dates = [str(column) for column in file.table.columns if form_of([str(column)])[1]]
    if len(dates) >= DATES_ACROSS:
        return Fault(
            what=f"{len(dates)} of its columns are dates, from {dates[0]} to {dates[-1]}",
            file=name,
            value=", ".join(dates[:3]),
            expected="a row for each region and time, and one column for the time",
            remedy="turn the columns of dates into rows (a spreadsheet calls it unpivot)",
        )
    if timetable := timetable_in(file):
        return Fault(
            what=timetable,
            file=name,
            expected="reports or counts of places with times",
            remedy="make a row of each outage, with place, started_at and ended_at",
        )
    if file.nested:
        return Fault(
            what=f"its records hold records of their own, under {file.nested!r}",
            file=name,
            expected="records of one kind of area, or their sums would be counted twice",
            remedy=f"name the records to read, with --sheet {file.nested} for the inner ones or "
            f"--sheet {file.reading.json_path or '.'} for the outer ones",
        )
    return None


def refusal(file: TableFile, guesses: Mapping[str, Guess], *, name: str) -> Fault:
    """Return why no guess holds: what is missing of the kind that lacks least, what must be asked, and what to do."""
    least = min(guesses, key=lambda one: len(guesses[one].missing))
    guess = guesses[least]
    what = (
        f"the table cannot be read as {KINDS[least]}: no column is {', nor '.join(guess.missing)}"
    )
    ours = re.split("[ ,]", guess.missing[0])[0]
    remedy = f'say which column holds it, with --column "{ours}=NAME OF THE COLUMN", or correct [columns.{least}] in dataset.toml'
    unread = unread_time(file)
    if unread and any("time" in one or "started_at" in one for one in guess.missing):
        what += f"; {unread!r} holds {_bad_cell(file, unread)!r}, which does not tell a day and a zone that are known"
    figures = unread_figures(file) if "customers_out" in guess.missing else ""
    what += f"; {figures}, which is no figure" if figures and "%" not in figures else ""
    asks = [ask for one in (guess, *guesses.values()) for ask in one.asks]
    if asks:
        what, remedy = (
            f"{what}; {asks[0].partition(': ')[0]}",
            f"{asks[0].partition(': ')[2]}; or {remedy}",
        )
    if any(cells.str.match(r"\{'").any() for _, cells in file.table.items()):
        remedy += "; a column holds records of its own: bring each of them into a row"
    if any("time" in one or "started_at" in one for one in guess.missing):
        remedy += "; if the table is of one moment, give it with --time 2026-01-07T18:00"
    if any("place" in one for one in guess.missing):
        remedy += "; if all rows are in one place, name it with --place"
    return Fault(
        what=what,
        file=name,
        value=", ".join(map(str, file.table.columns[:COLUMNS_SHOWN])),
        remedy=remedy,
        expected="columns for a region, a time, and customers out (counts) or a statement (reports)",
    )


def _bad_cell(file: TableFile, column: str) -> str:
    """Return the first cell of a column that holds something and is no time."""
    return next(
        (cell for cell in file.table[column] if cell and not form_of([cell])[1]),
        first_cell(file.table[column]),
    )
