"""Cells that tell of a time from one moment to another: "17.03.2026 08:00 - 16:00", "17-19 March 2026", "8:00-9:00, 14-16:00"."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import pandas as pd

from geo.sentences import Sentence
from geo.tables.cells import form_of, is_either_way, read_time, says_nothing
from geo.tables.clock_words import tidied
from geo.tables.time_forms import DAY_FIRST, MONTH_FIRST

TRIED = 200  # distinct cells, of which one must be a span for the column to hold them
LONGEST = 120  # a longer cell is a text
MOSTLY = 0.8  # share of the cells of a column of spans that are spans
MOST_DAYS = 62  # that one cell may tell of
SPAN = ("start", "end")
Span = tuple[str, str]

_BETWEEN = re.compile(r"\s*[-–—−~〜～/]\s*|\s+(?:to|till|until|do|до|по|bis|a|à|al|au|até|hasta|tot|إلى|الى)\s+", re.IGNORECASE)
_AND = "and|und|et|y|e|i|oraz|та|і|й|и|och|og|en|ja|ir|un|ve|dan|és|și|si|dhe|και"
_NEXT = re.compile(rf"\s*[;,|\n&]\s*(?:(?:{_AND})\s+)?|\s+(?:{_AND})\s+|\s+و\s*", re.IGNORECASE)
_FROM = re.compile(r"(?:^|(?<=\s))(?:from|з|із|с|von|vom|de|du|del|od|da|от|від|من)\s+(?=\d|[^\W\d_]+\s+\d)", re.IGNORECASE)
_OFFSET = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}-(?P<last>\d{2}:\d{2})")  # from UTC, or the end
FEW = 2  # offsets of one zone
_CLOCK = re.compile(
    r"(?:^|[\s,T]+)(?P<clock>\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*(?:[ap]\.?m\b\.?|h\b))"
    r"(?:\s*(?:hrs?|hours|h|uhr|год\.?|ч\.?))?$",
    re.IGNORECASE,
)
_FIRST_CLOCK = re.compile(r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?)[\s,]+(?=\S)", re.IGNORECASE)
_HOUR = re.compile(r"(?:^|[\s,]+)(?P<clock>\d{1,2})$")
_HALF = re.compile(r"\s*[ap]\.?m\.?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:\.?/|\.|-|,?\s+)\d{4}$")
_MONTH = re.compile(r"(?<=\d)(?:\.?/|\.|-|(?:st|nd|rd|th|\.)?\s+)(?:\d{1,2}|[^\W\d_]+\.?)(?:\.?/|\.|-|,?\s+)\d{4}$", re.I)


def spans_of(cell: str, *, offsets: bool = True) -> list[Span]:
    """Return the start and the end of each span of time that a cell tells, as texts; none if it is no such cell.

    A day that is told once stands for all: "17.03.2026 8:00-10:00, 14:00-16:00" is twice on one day. `offsets`: whether
    "2026-03-17 08:00-10:00" is a moment ten hours behind UTC.
    """
    if len(cell) > LONGEST or not any(map(str.isdigit, cell)):
        return []
    text = tidied(cell)
    if _is_moment(text) and (offsets or not _OFFSET.fullmatch(text)):
        return []
    if whole := _span_of(text):
        return [whole]
    spans, day = list[Span](), ""
    for part in _NEXT.split(text):
        span = _span_of(part)
        if not span:
            return []
        own = _parted(span[0])[0]
        spans.append(span if own else (f"{day} {span[0]}".strip(), f"{day} {span[1]}".strip()))
        day = own or day
    return spans


def with_spans(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Part each column of spans into a start and an end, and say what else becomes of them.

    A cell of several spans makes a row of each, which keep its index. Days from one to another, beside clocks from one to
    another, are a row for each of these days.
    """
    notes = list[str]()
    days, clocks = list[str](), list[str]()
    for column in map(str, list(table)):
        parts = _spans_in(table[column])
        if not parts:
            continue
        table, more = _parted_table(table, column, parts)
        if more:
            notes.append(Sentence("{column}: {n:,} cells that tell of several times make a row for each", n=more, column=column))
        ends = [_parted(end) for spans in parts.values() for _, end in spans]
        if not any(day for day, _ in ends):
            clocks.append(column)
        elif not any(clock for _, clock in ends):
            days.append(column)
    if len(days) == len(clocks) == 1:
        table, note = _on_each_day(table, days[0])
        notes += [note] if note else []
    return table, tuple(notes)


def is_span(start: Sequence[str], end: Sequence[str]) -> bool:
    """Whether the columns of a start and an end are the parts of one cell."""
    return bool(start and end) and start[-1].endswith(".start") and end[-1] == f"{start[-1].removesuffix('.start')}.end"


def parted_columns(names: Iterable[object]) -> frozenset[str]:
    """Return the columns whose cells stand in two columns of their starts and ends as well."""
    known = {str(name) for name in names}
    return frozenset(name for name in known if {f"{name}.{part}" for part in SPAN} & known)


def _spans_in(cells: pd.Series) -> dict[str, list[Span]]:
    """Return the spans of each distinct cell of a column of spans, else nothing; a moment among them starts and ends then, and
    what is neither stays as it is, so that it can be told of.
    """
    distinct = [cell for cell in cells.unique() if not says_nothing(cell)]
    tails = {match["last"] for cell in distinct[:TRIED] if (match := _OFFSET.fullmatch(cell))}
    offsets = len(tails) <= FEW and not any(map(spans_of, distinct[:TRIED]))
    if offsets:
        return {}
    found = {cell: spans_of(cell, offsets=offsets) for cell in distinct}
    fitting = sum(bool(spans) or _is_moment(cell) for cell, spans in found.items())
    if fitting < MOSTLY * len(found):
        return {}
    return {cell: spans or [(cell, cell)] for cell, spans in found.items()}


def _parted_table(table: pd.DataFrame, column: str, parts: dict[str, list[Span]]) -> tuple[pd.DataFrame, int]:
    """Add the columns of starts and ends; return how many cells made several rows too."""
    spans = table[column].map(lambda cell: parts.get(cell, [("", "")])).astype(object)
    several = int((spans.map(len) > 1).sum())
    starts, ends = (f"{column}.{name}" for name in SPAN)
    table = table.assign(**{starts: spans.map(lambda own: [start for start, _ in own]),
                            ends: spans.map(lambda own: [end for _, end in own])})  # fmt: skip
    return table.explode([starts, ends]).astype({starts: object, ends: object}), several


def _on_each_day(table: pd.DataFrame, column: str) -> tuple[pd.DataFrame, str]:
    """Make a row for each day of the spans of a column of days, and say so; of spans that may be other days, or last for months,
    the parts are taken away again, so that the column is told as not read.
    """
    starts, ends = (f"{column}.{name}" for name in SPAN)
    pairs = list(zip(table[starts], table[ends], strict=True))
    cells = [cell for cell in chain.from_iterable(pairs) if cell]
    form = form_of(cells)[0]
    each = {pair: _days_of(*pair, form) for pair in dict.fromkeys(pairs)}
    if is_either_way(cells) or max(map(len, each.values())) > MOST_DAYS:
        return table.drop(columns=[starts, ends]), ""
    more = sum(len(each[pair]) > 1 for pair in pairs)
    made = table.assign(**{starts: pd.Series([each[pair] for pair in pairs], index=table.index)}).drop(columns=ends)
    note = Sentence("{column}: {n:,} cells that tell of several days make a row for each day", n=more, column=column)
    return made.explode(starts).astype({starts: object}), note if more else ""


def _days_of(start: str, end: str, form: str) -> list[str]:
    """Return each day from one to another in ISO 8601; what is no day stays as it is."""
    first, last = read_time(start, form), read_time(end, form)
    if not first or not last or last < first:
        return [start]
    return [f"{first + dt.timedelta(days=n):%Y-%m-%d}" for n in range((last - first).days + 1)]


def _span_of(text: str) -> Span | None:
    """Read one span: of two days, of two clocks, or of both; what the first leaves out of its day stands in the second, and the
    day of two clocks is told once.
    """
    text = _FROM.sub("", text.strip())
    for sign in _BETWEEN.finditer(text):
        if not text[: sign.start()] or not text[sign.end() :]:
            continue
        (day, first), (end, last) = _parted(text[: sign.start()]), _parted(text[sign.end() :])
        if bool(first) != bool(last):  # "9 to 5 pm", "March 3, 9 - 11:30", or "17.03 - 19.03.2026"
            (day, first), (end, last) = _with_hour(day, first, last), _with_hour(end, last, first)
        if first and not last:
            day, first = text[: sign.start()], ""
        if bool(first) != bool(last) or (not first and not end):
            continue
        day, end = _completed(day, end) if day and end else (day or end, end or day)
        if (day or end) and not (_is_moment(day) and _is_moment(end)):
            continue
        first = _in_half(first, last) if first else ""
        return f"{day} {first}".strip(), f"{end} {last}".strip()
    return None


def _parted(text: str) -> tuple[str, str]:
    """Return the day and the clock of a text: ("17.03.2026", "8:00"); "17.03" alone is a clock, unless a day needs it."""
    text = text.strip()
    if found := _CLOCK.search(text):
        return text[: found.start()].strip(" ,"), found["clock"].strip()
    if found := _FIRST_CLOCK.match(text):
        return text[found.end() :].strip(" ,"), found["clock"].strip()
    return text.strip(" ,"), ""


def _with_hour(day: str, clock: str, other: str) -> tuple[str, str]:
    """Read the number at the end of a day as the hour that stands beside another clock."""
    found = _HOUR.search(day) if other and not clock else None
    return (day[: found.start()].strip(" ,"), found["clock"]) if found else (day, clock)


def _completed(day: str, end: str) -> tuple[str, str]:
    """Return two days, the first with the month and the year that only the second tells, or "March 17-19, 2026" the other way."""
    if _is_moment(day):
        return day, end
    for tail in (_YEAR, _MONTH):
        if (found := tail.search(end)) and _is_moment(whole := day.rstrip(".,") + found.group()) and _is_moment(end):
            return whole, end
    month, _, number = day.rpartition(" ")
    if month and number.isdecimal() and (year := _YEAR.search(end)):
        return f"{day}{year.group()}", f"{month} {end}"
    return day, end


def _in_half(first: str, last: str) -> str:
    """Write the half of the day that "10 - 11 pm" tells once; from 9 to 5 pm is from the morning."""
    half = _HALF.search(last)
    if not half or _HALF.search(first):
        return first
    hours = [int(re.split(r"\D", clock)[0]) % 12 for clock in (first, last)]
    if hours[0] < hours[1]:
        return first + half.group()
    return f"{first} {'am' if 'p' in half.group().casefold() else 'pm'}"


@lru_cache(maxsize=4096)
def _is_moment(text: str) -> bool:
    return any(read_time(text, form) for form in (DAY_FIRST, MONTH_FIRST))
