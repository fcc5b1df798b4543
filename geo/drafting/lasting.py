"""What lasts since a month or a year without a day: "no power since May 2024". It is no history, and began about then."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from geo.drafting.clause import Clause
from geo.drafting.pieces import MARKS
from geo.drafting.reading import Reading
from geo.drafting.times import month_of

BETWEEN = 1  # words between "since" and its year: "since spring 2024"


@dataclass(frozen=True, kw_only=True)
class Since:
    """Words such as "since May 2024": tokens `first` up to, not with, `last`; `month` and `year` as far as they name them."""

    first: int
    last: int
    month: int | None
    year: int | None


def since_of(clause: Clause) -> Since | None:
    """Return since which month or year a clause lasts: no mark stands between its trigger and "since"; None else."""
    trigger = clause.trigger
    for one in _sinces(clause.reading):
        after = one.first >= trigger.last
        between = range(trigger.last, one.first - 1) if after else range(one.last, trigger.first)  # "at all, since March"
        if clause.first <= one.first < clause.last and not any(clause.reading.tokens[n].low in MARKS for n in between):
            return one
    return None


def about_day(since: Since, published: dt.date | None) -> str:
    """Return about which day a month began, as the contract writes it: "2024-05-01~"; "" if no month is named, or no publication
    tells its year.
    """
    if since.month is None or (since.year is None and published is None):
        return ""
    year = since.year
    if year is None and published is not None:
        year = published.year - (since.month > published.month)
    return f"{year}-{since.month:02}-01~"


def _sinces(reading: Reading) -> Iterator[Since]:
    """Yield where "since" stands before a month or a year, and no day."""
    for word in reading.having("time.since"):
        near = reading.tokens[word.last : word.last + 1 + BETWEEN]
        dated = any(time.day is not None and word.last <= time.first <= word.last + BETWEEN for time in reading.times)
        month = month_of(near[0].low, reading.lexicon) if near else None
        year = next((int(token.low) for token in near if token.low.isdecimal() and len(token.low) == 4), None)
        if not dated and (month is not None or year is not None):
            yield Since(first=word.first, last=word.last + (len(near) if year else 1), month=month, year=year)
