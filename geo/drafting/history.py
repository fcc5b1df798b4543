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
    paragraph, is_past = -1, False
    for number, reading in enumerate(readings):
        days = [time.day for time in reading.times if time.day is not None]
        if days or any(time.weekday is not None or time.shift is not None for time in reading.times):
            is_past = bool(days) and _begins_long_ago(reading, published)
            paragraph = reading.sentence.paragraph
        elif is_past and (paragraph == reading.sentence.paragraph or reading.having("guard.that_time")):
            found.add(number)
    return frozenset(found)


def _begins_long_ago(reading: Reading, published: dt.date | None) -> bool:
    first = min((time for time in reading.times if time.day is not None), key=lambda time: time.first)
    over = published is not None and first.day is not None and first.day < published - dt.timedelta(days=LONG_AGO)
    return over and first.first <= OPENING_WORDS
