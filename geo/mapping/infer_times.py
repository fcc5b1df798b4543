"""What the times of a table are the times of: of a start, an end, a snapshot, a report, a forecast, or of nothing.

A forecast is never a start or an end; the number of an incident is never a time; a capture says when the table was true.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.derived import derived
from geo.mapping.columns import ENOUGH, SURE, cells_in, first_cell, share_of, some_cells
from geo.mapping.left_out import is_called_off
from geo.mapping.mapping import TIME_COLUMNS
from geo.mapping.vocabulary import fit, folded, meanings, tag_fit
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.calendars import gregorian
from geo.tables.cells import (
    FROM_A_DAY,
    ISO,
    YEAR_FIRST,
    form_of,
    is_either_way,
    is_no_day,
    joined_cells,
    says_nothing,
)
from geo.tables.clock_words import tidied
from geo.tables.spans import parted_columns
from geo.tables.time_forms import ZONE_WORDS, has_clock
from geo.tables.titles import moment_in, sure_time
from geo.tables.years import lacks_year

ROLES = (
    "forecast",
    "end",
    "capture",
    "start",
    "reported",
    "published",
    "time",
)  # of two that fit alike, the first
TAGS = {
    "start": ("date+start",),
    "end": ("date+end",),
    "reported": ("date+reported",),
    "time": ("date",),
}
FIRST_YEAR, YEARS_AHEAD = 1900, 20  # years in which an outage, or work that is announced, can be
CALLED_TIME = 0.5  # share of the cells that must be times, where a column is called one
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}(?:\s*[ap]\.?m\.?|\s?h)?", re.IGNORECASE
)
_ZONE = re.compile(rf"\s+(?:{'|'.join(ZONE_WORDS)})$")
_DAY = re.compile(r"\D*\d{1,4}\s?[./年-]\s?\d{1,2}\s?[./月-]\s?\d{1,4}")
_YEAR = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_DATED = re.compile(r"(?=.*(?<!\d)(?:19|20)\d{2}(?!\d)).*(?:\d\D+\d.*\D\d|\d.*[^\W\d_]{3})")  # a year, and more
FORM_WORDS = {
    "day first": Sentence("day first"), "month first": Sentence("month first"), "year first": Sentence("year first"),
    "in words": Sentence("in words"),
}  # fmt: skip
"""How a form of times is called where it is told; `dataset.toml` has the English."""


@dataclass(frozen=True, kw_only=True)
class Times:
    """The columns of each role, a day and its clock where two make one time; how all are written; sentences for the user.

    `clocks`: the start and the end are times of day, whose day stands elsewhere; `forecast`: a column says when power is
    expected back; `unknown`: columns of times of which nothing says what of.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    form: str = ISO
    remarks: tuple[str, ...] = ()
    clocks: bool = False
    forecast: bool = False
    unknown: tuple[str, ...] = ()

    def first_of(self, *roles: str) -> tuple[str, ...]:
        """Return the columns of the first of some roles that the table has."""
        return next((self.columns[role] for role in roles if role in self.columns), ())


def times_of(
    file: TableFile, *, month_first: bool = False, given: Mapping[str, tuple[str, ...]] | None = None
) -> Times:
    """Find the times of a table; `given`: what is known of columns of ours: its times are read in the same form."""
    return _times_of(file, month_first, tuple((given or {}).items()))


@derived(most=4)
def _times_of(file: TableFile, month_first: bool, known: tuple[tuple[str, tuple[str, ...]], ...]) -> Times:
    given = dict(known)
    days, clocks, remarks = dict[str, tuple[str, float]](), dict[str, str](), list[str]()
    forecast = False
    without = {column for names in given.values() for column in names} | parted_columns(file.table.columns)
    for column in (str(c) for c in file.table.columns if c not in without):
        if told := of_other_calendar(file, column):
            remarks.append(told)
            continue
        moved = next((cell for cell in cells_in(file, column) if gregorian(cell) != cell), "")
        if moved and form_of(cells_in(file, column))[1] >= CALLED_TIME:
            remarks.append(Sentence("{column} holds days of another calendar: {cell} is read as {day}", column=column, cell=moved,
                                    day=gregorian(moved)))
        role, score = role_of(file, column)
        cells = cells_in(file, column)
        if role == "forecast" and is_clock(file, column) and _is_clock_of_an_end(file, column):
            role = "end"  # "Restoration Time" alone is a forecast; beside "Restoration Date" it is its clock
        if role == "forecast":
            if form_of(cells)[1] >= CALLED_TIME:
                forecast = True
                remarks.append(
                    Sentence("{column} says when power is expected back: a forecast, which ends nothing and is not drawn",
                             column=column)
                )
        elif is_clock(file, column):
            clocks[column] = role or "time"
        elif _holds_times(column, cells, role, score, month_first):
            days[column] = (role, score)
        holds = column in days or (role and not cells) or (role and all(map(is_no_day, cells)))
        no_days = _no_days(file.table[column]) if holds and role != "forecast" else {}
        if n := sum(no_days.values()):
            example = next(iter(no_days))
            remarks.append(
                Sentence("{n:,} cells of {column} hold {example!r}, which stands for no time: read as blank", n=n,
                         column=column, example=example)
            )
    named = {column: found for column, found in days.items() if found[0]}
    columns = _by_role(file, named or {column: ("time", score) for column, (_, score) in days.items()})
    _add_clocks(file, columns, clocks)
    alone = not columns and {"start", "end"} <= set(clocks.values())
    if alone:
        columns = {
            role: (next(c for c, r in clocks.items() if r == role),) for role in ("start", "end")
        }
    joined = [
        cell
        for names in (*columns.values(), *(given[ours] for ours in given if ours in TIME_COLUMNS))
        for cell in some_cells(joined_cells(file.table, names))
    ]
    alone = alone and not {*given} & TIME_COLUMNS
    return Times(
        columns=columns,
        form=ISO if alone else form_of(joined, month_first=month_first)[0],
        remarks=tuple(remarks),
        clocks=alone,
        forecast=forecast,
        unknown=tuple(column for column, (role, _) in days.items() if not role),
    )


def is_a_day(header: str) -> bool:
    """Whether a header is a date, also one that leaves its year to the title: "Mon 10-Mar", "14.09. 18 Uhr"."""
    return bool(form_of([header])[1]) or lacks_year(header)


def of_other_calendar(file: TableFile, column: str) -> str:
    """Say that a column of days is of another calendar than the Gregorian, by its name or by its years; "" if it is not."""
    named = fit(column, meanings()["calendars"]["names"]) >= ENOUGH
    days = [cell for cell in cells_in(file, column) if _DAY.match(cell) and not is_no_day(cell) and gregorian(cell) == cell]
    if not days or not (named or called_a_time(file, column)):
        return ""
    years = [int(year) for cell in days for year in _YEAR.findall(cell)]
    if not named and (not years or any(FIRST_YEAR <= year <= dt.datetime.now(dt.UTC).year + YEARS_AHEAD for year in years)):
        return ""
    return Sentence("{column!r} holds {cell!r}, a day of another calendar or of a year that cannot be meant, and is not read",
                    column=column, cell=days[0])  # fmt: skip


def _no_days(cells: pd.Series) -> dict[str, int]:
    """Return the distinct cells that stand for no day, in their order, with their numbers."""
    counted = cells.value_counts(sort=False)
    return {str(cell): int(n) for cell, n in counted.items() if is_no_day(str(cell))}


def role_of(file: TableFile, column: str) -> tuple[str, float]:
    """Return what a column of times would be the time of, by its name or its tag, and how well that fits; "" if nothing does."""
    words = meanings()["times"] | {"time": meanings()["counts"]["time"]}
    scores = {
        role: max(fit(column, words[role]), tag_fit(file.tags.get(column, ""), TAGS.get(role, ())))
        for role in ROLES
    }
    happened = fit(column, words["actual"]) > 0
    if fit(column, words["surely_forecast"]) > 0 and not happened:
        return "forecast", max(scores["forecast"], ENOUGH)
    if happened and scores["forecast"] >= ENOUGH - 0.05:
        return "end", max(scores["end"], scores["forecast"])  # "actual restoration time"
    best = max(ROLES, key=lambda role: (round(scores[role], 1), -ROLES.index(role)))
    return (best, scores[best]) if scores[best] >= ENOUGH - 0.05 else ("", 0.0)


def _is_clock_of_an_end(file: TableFile, column: str) -> bool:
    """Whether another column of the same name, but for "date" and "time", says the day of an end."""
    own = set(folded(column).split()) - {"date", "time"}
    return any(
        role_of(file, other)[0] == "end" and set(folded(other).split()) - {"date", "time"} == own
        for other in map(str, file.table.columns)
        if other != column
    )


def called_a_time(file: TableFile, column: str) -> bool:
    """Whether a column bears the name of a time."""
    return role_of(file, column)[1] >= SURE - 0.1


def unread_time(file: TableFile) -> str:
    """Return a column that is called a time, or looks like dates, and is not read as one; "" if there is none."""
    names = list(map(str, file.table.columns))
    named = [c for c in names if fit(c, (*meanings()["counts"]["time"], "month", "year")) >= SURE - 0.1
             or called_a_time(file, c)]  # fmt: skip
    named += [c for c in names if c not in named and share_of(file.table[c], lambda cell: bool(_DATED.match(cell))) >= SURE]
    parted = parted_columns(names)
    return next(
        (
            c
            for c in named
            if c not in parted and not is_clock(file, c) and form_of(cells_in(file, c))[1] < CALLED_TIME
        ),
        "",
    )


def is_clock(file: TableFile, column: str) -> bool:
    """Whether a column holds times of day, without the day."""
    cells = [tidied(cell) for cell in cells_in(file, column) if cell and not is_called_off(cell)]
    figures = [cell for cell in cells if any(map(str.isdigit, cell))]
    cells = figures if len(figures) >= SURE * len(cells) else cells  # "exempt" in one row makes no other column of it
    hours = all(_CLOCK.fullmatch(_ZONE.sub("", cell)) and int(re.split(r"\D", cell)[0]) <= 24 for cell in cells)
    called = fit(column, (*meanings()["times"]["clock"], *meanings()["counts"]["time"])) >= ENOUGH
    return bool(cells) and hours and (called or all(re.search(r"\d\s?[:h]", cell, re.IGNORECASE) for cell in cells))


def as_given(file: TableFile, given: Mapping[str, tuple[str, ...]], form: str) -> dict[str, str]:
    """Say of each column that the user has named that it is so, and of times how they are read."""
    return {
        ours: Sentence("as you say; {form}", form=in_form(file, names, form)) if ours in TIME_COLUMNS else Sentence("as you say")
        for ours, names in given.items()
    }


def in_form(file: TableFile, columns: tuple[str, ...], form: str) -> str:
    """Say how times are read, with the first as an example, and whether the order of day and month is only a guess."""
    example = " ".join(first_cell(file.table[column]) for column in columns)
    if len(columns) == 1 and example and not form_of(cells_in(file, columns[0]))[1]:
        return Sentence("none of its cells is read as a time: {example}", example=example)
    form = FORM_WORDS.get(form, form)
    if is_either_way(cells_in(file, columns[0])):
        return Sentence("read as {form}: {example}, though day and month may be the other way round", form=form, example=example)
    return Sentence("read as {form}: {example}", form=form, example=example)


def moment_beside(
    file: TableFile, *, roles: tuple[str, ...] = ("capture", "reported", "time")
) -> tuple[str, str]:
    """Return the moment that a file states around its rows, `metadata.scraped_at`, and where; "" if it states none."""
    found = dict[str, tuple[str, str]]()
    for where, text in file.told.items():
        if where in file.lines:
            if time := moment_in(text):
                found.setdefault("capture", (time, where))
        else:
            role, score = role_of(file, where.rpartition(".")[2])
            if role in roles and score >= SURE - 0.1 and (time := sure_time(text)):
                found.setdefault(role, (time, where))
    return next((found[role] for role in roles if role in found), ("", ""))


def _holds_times(column: str, cells: list[str], role: str, score: float, month_first: bool) -> bool:
    """Whether a column holds times; bare digits need a name that says so, and an identifier is none."""
    form, share = form_of(cells, month_first=month_first)
    digits = form in FROM_A_DAY or (form == YEAR_FIRST and all(cell.isdecimal() for cell in cells))
    if digits and (not role or score <= fit(column, meanings()["times"]["identifier"])):
        return False
    return share >= (CALLED_TIME if role and score >= SURE - 0.1 else SURE)


def _by_role(file: TableFile, days: dict[str, tuple[str, float]]) -> dict[str, tuple[str, ...]]:
    """Return the best column of each role: the best called, then the one that says the clock, then the one with most cells."""

    def worth(column: str) -> tuple[float, bool, float, float]:
        cells = file.table[column]
        filled = share_of(cells, lambda cell: not says_nothing(cell) and not is_no_day(cell))
        return (round(days[column][1], 1), has_clock(first_cell(cells)), filled, days[column][1])

    found: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        own = [column for column, (its, _) in days.items() if its == role]
        if own:
            found[role] = (max(own, key=worth) if len(own) > 1 else own[0],)
    return found


def _add_clocks(
    file: TableFile, columns: dict[str, tuple[str, ...]], clocks: dict[str, str]
) -> None:
    """Join the clock to each day that says none: of the same role, or of the same words, or the only one there is."""
    bare = [
        role
        for role, names in columns.items()
        if not any(map(has_clock, cells_in(file, names[0])))
    ]
    by_role = {role: [c for c, its in clocks.items() if its == role] for role in ROLES}
    if len(bare) == 1 and by_role["start"] and by_role["end"]:  # one day, from a clock to a clock
        day = columns.pop(bare[0])[0]
        columns |= {role: (day, by_role[role][0]) for role in ("start", "end")}
        return
    for role in bare:
        day = columns[role][0]
        own = set(folded(day).split()) - {"outage", "date", "time", "event"}
        near = by_role[role] or [c for c in clocks if own & set(folded(c).split())]
        near = near or (by_role["time"] or list(clocks) if len(bare) == 1 else [])
        called = [c for c in near if fit(c, meanings()["counts"]["time"]) >= SURE]
        near = called if len(near) > 1 and called else near
        if len(near) == 1:
            columns[role] = (day, near[0])
