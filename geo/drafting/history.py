"""Sentences that go on with what happened long ago."""

import datetime as dt
from collections.abc import Sequence

from geo.drafting.reading import Reading

LONG_AGO = 45  # days before the publication; what is older is history
OPENING_WORDS = 4  # of a sentence that begins with its date


def past_sentences(readings: Sequence[Reading], published: dt.date | None) -> frozenset[int]:
    """Return the numbers of the sentences that go on with what happened long ago: those after a sentence that begins with such a
    date, to the end of its paragraph, and later ones that say "then", up to the next date.
    """
    found: set[int] = set()
    paragraph, is_past, is_recalled = -1, False, False
    for number, reading in enumerate(readings):
        if is_recalled and reading.having("guard.that_time", last=OPENING_WORDS):
            found.add(number)
            continue
        days = [time.day for time in reading.times if time.day is not None]
        is_recalled = bool(reading.having("guard.past")) and _are_over(days, published)
        if days or any(time.weekday is not None or time.shift is not None for time in reading.times):
            is_past = bool(days) and _begins_long_ago(reading, published)
            paragraph = reading.sentence.paragraph
        elif is_past and (paragraph == reading.sentence.paragraph or reading.having("guard.that_time")):
            found.add(number)
    return frozenset(found)


def _are_over(days: Sequence[dt.date], published: dt.date | None) -> bool:
    """Whether the days that a sentence names are over: what is recalled of this morning is no history."""
    return bool(days) and published is not None and max(days) < published - dt.timedelta(days=1)


def _begins_long_ago(reading: Reading, published: dt.date | None) -> bool:
    first = min((time for time in reading.times if time.day is not None), key=lambda time: time.first)
    over = published is not None and first.day is not None and first.day < published - dt.timedelta(days=LONG_AGO)
    return over and first.first <= OPENING_WORDS
