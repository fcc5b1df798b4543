"""What a text recalls: sentences and clauses of a day that is over, which say nothing of today and date nothing else."""

import datetime as dt
from collections.abc import Sequence

from geo.drafting.clause import Clause
from geo.drafting.reading import Reading

LONG_AGO = 45  # days before the publication; what is older is history
OPENING_WORDS = 4  # of a sentence that begins with its date
NEAR = 3  # words between "after" and the day of what it names


def past_sentences(readings: Sequence[Reading], published: dt.date | None) -> frozenset[int]:
    """Return the numbers of the sentences that recall a day that is over ("As reported, on 1 May ..."), with those that go on
    with it ("then", "the following day"); and of those that go on with what happened long ago: after a sentence that begins
    with such a date, to the end of its paragraph, and later ones that say "then", up to the next date; and, below a line such as
    "Background:", of those that name such a day; and, in a text that looks back, of what
    somebody remembers, to the end of its paragraph.
    """
    found: set[int] = set()
    told = next((n for n, one in enumerate(readings) if one.sentence.head and one.having("guard.backstory")), len(readings))
    paragraph, is_past, is_recalled, recollected, looks_back = -1, False, False, -1, False
    for number, reading in enumerate(readings):
        same = paragraph == reading.sentence.paragraph
        if is_recalled and (
            reading.having("guard.that_time", last=OPENING_WORDS) or (same and reading.having("guard.day_after"))
        ):
            found.add(number)
            continue
        days = [time.day for time in reading.times if time.day is not None]
        looks_back = looks_back or (bool(days) and _begins_long_ago(reading, published))
        if looks_back and reading.having("guard.recollects"):
            recollected = reading.sentence.paragraph
        if recollected == reading.sentence.paragraph and not reading.times:
            found.add(number)
        if number > told and _are_over(days, published):
            found.add(number)
        is_recalled = bool(reading.having("guard.past", "guard.recalled")) and _are_over(days, published)
        if is_recalled and reading.having("guard.recalled"):
            found.add(number)
        if days or any(time.weekday is not None or time.shift is not None for time in reading.times):
            is_past = bool(days) and _begins_long_ago(reading, published)
            paragraph = reading.sentence.paragraph
        elif is_past and (same or reading.having("guard.that_time")):
            found.add(number)
    return frozenset(found)


def _are_over(days: Sequence[dt.date], published: dt.date | None) -> bool:
    """Whether the days that a sentence names are over: what is recalled of this morning is no history."""
    return bool(days) and published is not None and max(days) < published - dt.timedelta(days=1)


def _begins_long_ago(reading: Reading, published: dt.date | None) -> bool:
    first = min((time for time in reading.times if time.day is not None), key=lambda time: time.first)
    over = published is not None and first.day is not None and first.day < published - dt.timedelta(days=LONG_AGO)
    return over and first.first <= OPENING_WORDS


def is_of_what_came_before(clause: Clause, published: dt.date | None) -> bool:
    """Whether a clause only says more of an event before this one: "days after a Nov. 29 strike that left A dark"."""
    reading, first = clause.reading, clause.trigger.first
    for time in reading.times:
        over = time.day is not None and _are_over([time.day], published)
        after = reading.having("guard.background", first=time.first - NEAR, last=time.first)
        if over and after and reading.having("clause.of_which", "clause.relative", first=time.last, last=first):
            return True
    return False
