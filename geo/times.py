"""Times as sources give them: to the day, the hour or the minute, with or without a zone, exact or about."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from geo.language import _, language_of, spoken
from geo.sentences import Sentence

GRAMMAR = Sentence("ISO 8601: 2026-01-07, 2026-01-07T18, 2026-01-07T18:30, 2026-01-07T18:30+02:00; a trailing ~ means about")
DECADES = 20
OTHER_PERIOD = Sentence("correct the year; if it is right, put the rows of that period into a dataset of their own")
YEARS = range(1900, 2100)  # a slip such as 2206 would stretch the dates of the map by lifetimes
_FORM = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ](?P<clock>\d{2}(?::\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?)(?:Z|[+-]\d{2}:?\d{2})?)?")
_MIDNIGHT = re.compile(r"24(:00(:00(\.0+)?)?)?")
SKIPPED = Sentence("the time does not exist: the clocks skip it")
_STEPS = {2: dt.timedelta(hours=1), 5: dt.timedelta(minutes=1)}


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The half-open interval [start, end) that a written time stands for; both aware, in the dataset's zone."""

    start: dt.datetime
    end: dt.datetime
    about: bool = False
    whole_day: bool = False

    def __str__(self) -> str:
        return in_words(self)


def parse_moment(text: str, *, zone: ZoneInfo) -> Moment | None:
    """Read one written time; blank gives None, a naive time is in `zone`. Raises ValueError outside the grammar.

    24:00 is midnight at the end of the day. Of an hour that the clocks repeat, a naive time means the first; for one that they
    skip ValueError says so.
    """
    text = text.strip()
    if not text:
        return None
    about = text.endswith("~")
    match = _FORM.fullmatch(text.rstrip("~").rstrip())
    late = match is not None and bool(_MIDNIGHT.fullmatch(match["clock"] or ""))
    stated = match.group() if match else ""
    written = dt.datetime.fromisoformat(stated[:11] + "00" + stated[13:] if late else stated) if match else None
    if match is None or written is None or written.year not in YEARS:
        raise ValueError(text)
    written += dt.timedelta(days=late)
    start = _in_zone(written, zone)
    if match["clock"] is not None and written.tzinfo is None and start.replace(tzinfo=None) != written:
        raise ValueError(SKIPPED)
    if match["clock"] is None:
        return Moment(start=start, end=_in_zone(written + dt.timedelta(days=1), zone), about=about, whole_day=True)
    return Moment(start=start, end=after(start, _STEPS.get(len(match["clock"]), dt.timedelta(seconds=1))), about=about)


def after(moment: dt.datetime, elapsed: dt.timedelta) -> dt.datetime:
    """Return the aware time when so much has truly passed; Python's own sum of one zone moves the clock's hands instead."""
    return (moment.astimezone(dt.UTC) + elapsed).astimezone(moment.tzinfo)


def day_in_words(day: dt.date) -> str:
    """Print a civil day: "7 January 2026"."""
    if spoken() == "en":  # a page has thousands of days
        return f"{day.day} {day:%B} {day.year}"
    return language_of(spoken()).day(day)


def in_words(moment: Moment) -> str:
    """Print a moment for people: "2 June 2025, about 23:50"; the zone is stated once, beside it."""
    day = day_in_words(moment.start.date())
    if moment.whole_day:
        return _("about {day}", day=day) if moment.about else day
    return f"{day}, {clock_in_words(moment)}"


def clock_in_words(moment: Moment) -> str:
    """Print the time of day only: "about 23:50"."""
    clock = f"{moment.start:%H:%M}"
    return _("about {time}", time=clock) if moment.about else clock


def _in_zone(written: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    aware = written if written.tzinfo is not None else written.replace(tzinfo=zone)
    return aware.astimezone(dt.UTC).astimezone(zone)


def far_off(years: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return which years lie `DECADES` or more from all those that most rows have.

    `years`, `rows`: int of one length, a year and how many rows have it. Of 1926, 2025, 2026 and 2026 the first is far off. Of
    parts with as many rows, the latest is the one that the others are far from.
    """
    order = np.argsort(years, kind="stable")
    part = np.cumsum(np.diff(years[order], prepend=years[order][:1]) >= DECADES)
    found = np.zeros(len(years), dtype=bool)
    if len(part) and part[-1] > 0:
        weights = np.bincount(part, weights=rows[order])
        found[order] = part != len(weights) - 1 - int(np.argmax(weights[::-1]))
    return found


EPOCH = dt.date(1970, 1, 1)
