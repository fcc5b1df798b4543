"""A line that ends in a colon, and the lines below it: each item has the head's trigger, time,
cause and source.

"As of 9:00 without power:" / "Region A, 12,000 customers"; or "Queue 1: 08:00–11:30". An item with
no figure and no verb of its own
gives nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geo.drafting.clause import LOST, PLANNED, Clause
from geo.drafting.clocks import CLOCK, UNTIL
from geo.drafting.counted import OUT
from geo.drafting.extents import Said
from geo.drafting.headings import is_shouted
from geo.drafting.lexicon import Word
from geo.drafting.place import Mention
from geo.drafting.reading import Reading
from geo.drafting.subjects import Subject
from geo.drafting.text import DASHES

LONGEST_ITEM = 40  # words
QUEUE_NUMBER = re.compile(r"[1-9]\.[1-9]")


@dataclass(frozen=True, kw_only=True)
class Queue:
    """A queue of a schedule: "черга 1.1", tokens `first` up to, not with, `last`."""

    first: int
    last: int


def is_head(reading: Reading, clauses: Sequence[Clause], places: Sequence[Mention]) -> bool:
    """Whether a sentence stands above a list: it ends in a colon, or is a title or a line in capitals that announces planned work
    at no place.
    """
    announces = any(clause.kind == PLANNED for clause in clauses) and not places
    shouted = announces and is_shouted(reading) and not reading.having("guard.not")
    return reading.sentence.head or (reading.sentence.title and announces) or shouted


def announces(own: Sequence[Clause], places: Sequence[Mention], after: Reading | None) -> bool:
    """Whether a sentence announces planned work at no place, and the next one is a row of it: "Alpha: 9:00 to 17:00, ..."."""
    planned = any(clause.kind == PLANNED for clause in own) and not places
    return planned and after is not None and _is_row(after) and any(t.kind == CLOCK for t in after.times)


def is_item(reading: Reading, own_clauses: bool) -> bool:
    """Whether a sentence below a head is one of its items."""
    if own_clauses or len(reading.tokens) > LONGEST_ITEM:
        return False
    if reading.sentence.item or queue_in(reading) is not None:
        return True
    nouns = reading.having("noun")
    if nouns and nouns[0].name == "utility":
        return False  # "In A there is partly no water"
    says = bool(reading.figures) or bool(reading.having("extent", "guard.street")) or any(t.kind == CLOCK for t in reading.times)
    return any(m.first < 3 for m in reading.mentions) and says and not reading.sources


def goes_on(reading: Reading, before: Clause) -> bool:
    """Whether a sentence without a trigger goes on with what the one before it says: "In B - 5,000
    customers". A dash stands for the verb; without one the figure may count anything.
    """
    lines = reading.sentence.paragraph - before.reading.sentence.paragraph
    rows = lines == 1 and _is_row(reading) and _is_row(before.reading)
    if before.kind != LOST or (lines and not rows):
        return False
    figures = [f for f in reading.figures if f.column in OUT]
    places = [m for m in reading.mentions if m.code and not reading.in_frame(m.first)]
    if len(figures) != 1 or len(places) != 1 or places[0].last > figures[0].first:
        return False
    between = range(places[0].last, figures[0].first)
    return rows or any(reading.tokens[at].low in DASHES for at in between)


def _is_row(reading: Reading) -> bool:
    """Whether a line begins with a place and a colon, or a place, hours and a colon: "Region A: 61 villages are out", "the town
    of A, 9:00–17:00: the whole town".
    """
    first = next(iter(reading.mentions), None)
    tokens = reading.tokens
    opening = {at for w in reading.having("level.prefix") if w.first <= 1 for at in range(w.first, w.last + 1)}
    begins = first is not None and (first.first <= 1 or all(at in opening for at in range(1, first.first)))
    if first is None or not begins or first.last >= len(tokens):
        return False
    return tokens[first.last].low == ":" or _is_hourly(reading)


def _is_hourly(reading: Reading) -> bool:
    """Whether hours with a colon behind them stand between the places that a row begins with and the rest of it."""
    until = next((time for time in reading.times if time.kind == UNTIL), None)
    closed = until is not None and until.last < len(reading.tokens) and reading.tokens[until.last].low == ":"
    told = reading.having("trigger", last=until.first if until is not None else 0)
    return closed and not told and any(time.kind == CLOCK and time.last <= until.first for time in reading.times if until)


def is_row_of_plan(reading: Reading, head: Clause, own: Sequence[Clause]) -> bool:
    """Whether a line below an announcement of planned work gives places, hours and who is out: its own words only say of what."""
    lost = all(clause.kind == LOST for clause in own)
    begins = _is_row(reading) or any(word.first == 0 for word in reading.having("level.prefix"))  # of a place that is not known
    return head.kind == PLANNED and lost and begins and _is_hourly(reading)


def item_clause(reading: Reading, head: Clause) -> Clause:
    """Return an item as a clause with the polarity of its head."""
    start = 1 if reading.sentence.item and len(reading.tokens) > 1 else 0
    return Clause(
        reading=reading,
        first=0,
        last=len(reading.tokens),
        kind=head.kind,
        trigger=Word("trigger.head", start, start),
    )


def queue_in(reading: Reading) -> Queue | None:
    """Return the queue that an item is about, if it has hours."""
    for word in reading.having("clause.queue"):
        number = word.last
        if (
            number < len(reading.tokens)
            and reading.tokens[number].is_number
            and any(t.kind == CLOCK for t in reading.times)
        ):
            part = [
                w for w in reading.having("clause.queue") if 0 < w.first - number <= 3
            ]  # "черга 1, I підчерга"
            return Queue(first=word.first, last=part[0].last if part else number + 1)
    first = next((at for at, token in enumerate(reading.tokens[:2]) if token.is_number), None)
    numbered = first is not None and QUEUE_NUMBER.fullmatch(reading.tokens[first].low)
    if first is not None and numbered and reading.tokens[first + 1 : first + 2] and any(t.kind == CLOCK for t in reading.times):
        mark = reading.tokens[first + 1].low in {*DASHES, ":"}
        return Queue(first=first, last=first + 1) if mark else None  # "1.1 — 17:00–19:30"
    return None


def queue_subjects(clause: Clause, places: Sequence[Mention]) -> list[Subject]:
    """Return the places of the head, each with the queue as its scope."""
    queue = queue_in(clause.reading)
    if queue is None or clause.kind not in {PLANNED, LOST}:
        return []
    scope = Said(value="", first=queue.first, last=queue.last, rule="scope.queue")
    extent = Said(value="part", first=queue.first, last=queue.last, rule="extent.queue")
    return [Subject(place=place, extent=extent, scope=scope, named=False) for place in places]
