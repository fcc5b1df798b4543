"""Why a table cannot be mapped, and what its user can do about it."""

import re
from collections.abc import Mapping, Sequence

from geo.column_words import COLUMN_WORDS, PLACE_OF_ALL, TIME_OF_ALL
from geo.column_words import named as column_named
from geo.errors import Fault
from geo.mapping.columns import SURE, Guess, first_cell, unit_of
from geo.mapping.columns_across import dates_across, regions_across
from geo.mapping.completeness import COLUMNS_SHOWN, EXPECTED, KINDS
from geo.mapping.infer_places import timetable_in
from geo.mapping.infer_quantities import blank_figures, unread_figures
from geo.mapping.infer_times import of_other_calendar, unread_time
from geo.mapping.known_regions import KnownRegions
from geo.mapping.vocabulary import fit, meanings, says_out
from geo.sentences import Sentence, control, joined
from geo.tables import TableFile
from geo.tables.cells import form_of, is_number
from geo.tables.layout import ABOVE, some
from geo.tables.years import lacks_year

DATES_ACROSS = 3  # so many columns that are called by dates make a wide table
VALUES_IN_A_HEADER = 2  # a figure and a time among the names of columns
REGIONS_ACROSS = 2


def refused_at_once(file: TableFile, known: KnownRegions, *, name: str) -> Fault | None:
    """Return why a table is of a make that is not read, whatever its columns are called; None if it may be."""
    named = [str(column) for column in file.table.columns]
    figures = [column for column in named if is_number(column)]
    times = [column for column in named if form_of([column])[1] and not is_number(column)]
    if figures and times and len(figures) + len(times) >= VALUES_IN_A_HEADER:
        return Fault(what=Sentence("its first line holds values ({named}), and no names of columns", named=some(named)),
                     file=name, expected=Sentence("a header: a line with the names of the columns"),
                     remedy=Sentence("write the names of the columns above the rows, such as region, time, customers out"))
    across = regions_across(named, known)
    if len(across) >= REGIONS_ACROSS and len(across) >= 0.5 * len(named):
        return Fault(what=Sentence("{count} of its columns are regions: {across}", count=len(across), across=some(across)),
                     file=name, expected=Sentence("a row for each region and time, and one column for the region"),
                     remedy=Sentence("turn the columns of regions into rows (a spreadsheet calls it unpivot)"))
    dates = dates_across(named)
    if len(dates) >= DATES_ACROSS:
        return Fault(what=Sentence("{count} of its columns are dates, from {first} to {last}", count=len(dates),
                                   first=dates[0], last=dates[-1]), file=name, value=", ".join(dates[:3]),
                     expected=Sentence("a row for each region and time, and one column for the time"),
                     remedy=Sentence("turn the columns of dates into rows (a spreadsheet calls it unpivot)"))
    if timetable := timetable_in(file):
        return Fault(what=timetable, file=name, expected=Sentence("reports or counts of places with times"),
                     remedy=Sentence("make a row of each outage, with {place}, {start} and {end}", place=column_named("place"),
                                     start=column_named("started_at"), end=column_named("ended_at")))
    if other := _of_something_else(file):
        return Fault(what=other[0], file=name, expected=Sentence("outages of electricity, and who is without it"),
                     remedy=other[1])
    if file.nested:
        return Fault(what=Sentence("its records hold records of their own, under {nested!r}", nested=file.nested), file=name,
                     expected=Sentence("records of one kind of area, or their sums would be counted twice"),
                     remedy=control(Sentence("name the records to read, with --sheet {nested} for the inner ones or --sheet "
                                             "{json_path} for the outer ones", nested=file.nested,
                                             json_path=file.reading.json_path or '.'),
                                    field=Sentence("save the records of {nested!r} as a table of their own and upload that",
                                                   nested=file.nested)))
    return None


def _of_something_else(file: TableFile) -> tuple[str, str] | None:
    """Say that a table is made up, of power plants, of water or gas, and what to do if it is not; None if it is none of them."""
    names, of_plants, told = list(map(str, file.table.columns)), meanings()["generation"], meanings()["services"]
    titles = [text for where, text in file.lines.items() if where.startswith(ABOVE)]
    if drills := [text for text in titles if fit(text, told["invented"]) > 0]:
        return (Sentence("by its title, {title!r}, what it holds is an exercise or made up", title=drills[0]),
                Sentence("if its rows are real all the same, take that title out"))  # fmt: skip
    if any(unit_of(column) == "customers" and says_out(column) for column in names):
        return None
    plants = [column for column in names if fit(column, of_plants["plants"]) >= SURE]
    measures = [column for column in names if fit(column, of_plants["measures"]) > 0]
    if plants and measures and not any(map(says_out, names)):
        return (Sentence("{columns} are of power plants: what a plant does not generate is no outage of customers",
                         columns=some([*plants, *measures])),
                Sentence("use a table of regions or places without power; if this is one, leave out {columns}",
                         columns=some([*plants, *measures])))  # fmt: skip
    others = [text for text in titles if fit(text, told["elsewhere"]) > 0]
    if others and not any(fit(text, told["power"]) > 0 or says_out(text) for text in (*titles, *names)):
        return (Sentence("by its title, {title!r}, what is cut off is not electricity", title=others[0]),
                Sentence("if its rows tell of electricity all the same, say so in the title"))  # fmt: skip
    return None


def inner_records(file: TableFile) -> list[str]:
    """Return the paths of the columns that hold records of their own, in a JSON file."""
    inner = [str(name) for name, cells in file.table.items() if cells.str.match(r"\[?\{'").any()]
    return [".".join(filter(None, [file.reading.json_path, name])) for name in inner]


def refusal(file: TableFile, guesses: Mapping[str, Guess], *, name: str) -> Fault:
    """Return why no guess holds: what is missing of the kind that lacks least, what must be asked, and what to do."""
    least = min(guesses, key=lambda one: len(guesses[one].missing))
    guess = guesses[least]
    whats: list[str] = [Sentence("the table cannot be read as {kind}: no column is {missing}", kind=KINDS[least],
                                 missing=_none_of(guess.missing))]  # fmt: skip
    ours = re.split("[ ,]", guess.missing[0])[0]
    remedies: list[str] = [control(Sentence('say which column holds it, with --column "{ours}=NAME OF THE COLUMN", or correct '
                                            "[columns.{kind}] in dataset.toml", ours=ours, kind=least),
                                   field=Sentence("choose the column that holds it in the box “{field}”",
                                                  field=COLUMN_WORDS.get(ours, ours)))]  # fmt: skip
    timeless = any("time" in one or "started_at" in one for one in guess.missing)
    unread = unread_time(file) if timeless else ""
    strange = next(filter(None, (of_other_calendar(file, str(column)) for column in file.table.columns)), "") if timeless else ""
    if strange:
        whats.insert(0, strange)
        remedies.insert(0, Sentence("write its days as 2026-01-07, of the Gregorian calendar, in a column of their own"))
    elif unread and lacks_year(_bad_cell(file, unread)):
        whats.insert(0, Sentence("{column!r} holds {cell!r}, a day without its year", column=unread,
                                 cell=_bad_cell(file, unread)))
        remedies.insert(0, Sentence("write the year of each day, such as 2026-01-07"))
    elif unread:
        whats.insert(0, Sentence("{column!r} holds {cell!r}, which does not tell a day and a zone that are known", column=unread,
                                 cell=_bad_cell(file, unread)))  # fmt: skip
    figures = unread_figures(file) if "customers_out" in guess.missing else ""
    if figures and "%" not in figures:
        whats.append(Sentence("{figures}, which is no figure", figures=figures))
    of_other_kinds = () if unread and len(guess.missing) == 1 else guesses.values()  # the time alone is the matter
    asks = [] if strange else [ask for one in (guess, *of_other_kinds) for ask in one.asks]
    if "customers_out" in guess.missing and (blank := blank_figures(file)):
        whats.append(Sentence("{column!r} holds nothing", column=blank))
        remedies[0] = Sentence("if {column!r} has formulas, open the file in a spreadsheet and save it, which writes down what "
                               "they give; or {other}", column=blank, other=remedies[0])  # fmt: skip
    elif asks:
        whats.append(asks[0][0])
        remedies[0] = Sentence("{remedy}; or {other}", remedy=asks[0][1], other=remedies[0])
    for path in inner_records(file)[:1]:
        inner = path.rpartition(".")[2]
        remedies.append(control(Sentence("the column {inner!r} holds records of its own: read those with --sheet {path}",
                                         inner=inner, path=path),
                                field=Sentence("the column {inner!r} holds records of its own: save those as a table and upload "
                                               "it", inner=inner)))  # fmt: skip
    if timeless:
        remedies.append(control(Sentence("if the table is of one moment, give it with --time 2026-01-07T18:00"),
                                field=Sentence("if the table is of one moment, write it in the field “{field}”",
                                               field=TIME_OF_ALL)))  # fmt: skip
    if any("place" in one for one in guess.missing):
        remedies.append(control(Sentence("if all rows are in one place, name it with --place"),
                                field=Sentence("if all rows are in one place, name it in the field “{field}”",
                                               field=PLACE_OF_ALL)))  # fmt: skip
    what, remedy = joined(whats), joined(remedies)
    return Fault(what=what, file=name, value=", ".join(map(str, file.table.columns[:COLUMNS_SHOWN])), remedy=remedy,
                 expected=EXPECTED)


def _none_of(missing: Sequence[str]) -> str:
    first, *others = missing
    return Sentence("{first}, nor {others}", first=first, others=_none_of(others)) if others else first


def _bad_cell(file: TableFile, column: str) -> str:
    """Return the first cell of a column that holds something and is no time."""
    return next(
        (cell for cell in file.table[column] if cell and not form_of([cell])[1]),
        first_cell(file.table[column]),
    )
