"""Why a clause is no news: what is denied or only possible, what is of another time, power that is back for some."""

import datetime as dt

from geo.drafting.clause import GENERATOR, HIT, IGNORED, LOST, NORMAL, PAST, PLANNED, RESTORED, UTILITY, Clause, inner_figures
from geo.drafting.guards import RESTORED_FIGURE, SAID_NOTHING, is_aside
from geo.drafting.history import LONG_AGO, is_of_what_came_before
from geo.drafting.lasting import since_of
from geo.drafting.other_things import is_of_the_rails
from geo.drafting.place import PLANT
from geo.drafting.reading import Reading
from geo.drafting.state import MONTHS_AGO
from geo.drafting.texts import ReadText
from geo.drafting.times import month_of

NEAR = 2  # words between a screen and what became of it


def why_dropped(read: ReadText, number: int, clause: Clause) -> str:
    """Return why a clause is not used, whatever it says of which place; "" if it may be."""
    if clause.kind == IGNORED:
        return clause.why
    back = {NORMAL, RESTORED}
    partly = clause.kind == RESTORED and any(clause.first <= one.first < clause.last for one in clause.reading.percents)
    if clause.kind in back and (clause.words("guard.except") or (clause.words("guard.rest") and not partly)):
        return RESTORED_FIGURE  # "the lights are on everywhere except two streets"
    if clause.kind == NORMAL and (_is_of_a_part(clause) or _is_of_a_thing(clause) or _is_of_those_before(read, number, clause)):
        return RESTORED_FIGURE
    if clause.kind == LOST and clause.reading.having(
        "clause.of_which", first=clause.first, last=clause.first + 2
    ):
        before = [c for c in read.clauses[number] if c.last <= clause.first]
        if before and before[-1].kind in back:
            return RESTORED_FIGURE  # "97% of those whom the snow had cut off are back"
    if clause.kind == LOST and any(c.kind in back and c.last == clause.first for c in read.clauses[number]) and _is_tail(clause):
        return RESTORED_FIGURE  # "power is back in 34 villages, cut off on Monday"
    if (clause.kind == LOST and is_aside(clause)) or (clause.kind == HIT and _is_relative(clause)):
        after = [c for c in read.clauses[number] if c.first >= clause.last]
        if any(c.kind in back for c in after):
            return RESTORED_FIGURE  # "all 34 villages, cut off on Monday, are back"
    if why := _why_no_loss(read, number, clause):
        return why
    if number in read.past or is_of_what_came_before(clause, read.published):
        return PAST
    of_them = bool(clause.reading.having("guard.of_them")) and number > 0
    if of_them and any(c.kind == RESTORED for c in read.clauses[number - 1]):
        return RESTORED_FIGURE
    return PAST if _is_long_ago(clause, read.published) else ""


def _why_no_loss(read: ReadText, number: int, clause: Clause) -> str:
    """Return why a clause says of no consumers that they are out, "" if it may: it only leads to the next, is over, or is of
    a plant or of what feeds trains.
    """
    if clause.trigger.name == "affected" and _announces_next(read, number, clause):
        return SAID_NOTHING  # "the storm affected region A: four villages of district B are waiting for power"
    if is_of_the_rails(clause):
        return UTILITY
    if clause.kind == LOST and any(0 <= clause.trigger.first - w.last <= NEAR for w in clause.words("guard.screen")):
        return SAID_NOTHING  # "the timetable board is dark"
    if clause.kind == LOST and clause.words("guard.spent") and clause.words("time.hours", "time.days"):
        return PAST  # "the town spent five hours in the dark"
    plant = any(p.level == PLANT for p in read.places[number])
    return GENERATOR if plant and clause.words("guard.generator") else ""


def _announces_next(read: ReadText, number: int, clause: Clause) -> bool:
    """Whether a clause counts nobody and ends in a colon, after which its sentence says where power is out."""
    after = next((c for c in read.clauses[number] if c.first == clause.last and c.kind == LOST), None)
    colon = clause.reading.tokens[clause.last - 1].low == ":"
    named = after is not None and any(after.first <= m.first < after.last and m.code for m in clause.reading.mentions)
    return colon and named and not list(inner_figures(clause))


def _is_tail(clause: Clause) -> bool:
    """Whether a clause is but a participle after a comma, with no place and no figure of its own."""
    reading, first = clause.reading, clause.first
    begins = first == clause.trigger.first and first > 0 and reading.tokens[first - 1].low == ","
    own = any(first <= m.first < clause.last and not reading.in_frame(m.first) for m in reading.mentions)
    participle = reading.tokens[first].low.endswith(tuple(reading.lexicon.tables["participles"]))
    return begins and participle and not own and not list(inner_figures(clause))


def _is_of_a_part(clause: Clause) -> bool:
    """Whether power is said to be on in a part of a place named before: "but in a few neighbourhoods the lights stayed on"."""
    reading = clause.reading
    said = {w.name for w in clause.words("extent") if not reading.in_frame(w.first)}
    named = any(clause.first <= m.first < clause.last and not (m.back or reading.in_frame(m.first)) for m in reading.mentions)
    return not named and bool(said & {"part", "large_part"}) and not said & {"all", "nearly_all"}


def _is_of_a_thing(clause: Clause) -> bool:
    """Whether power is said to be on at a thing, and at no place that its clause names: "the port never lost power"."""
    reading, trigger = clause.reading, clause.trigger
    named = any(clause.first <= m.first < clause.last and not reading.in_frame(m.first) for m in reading.mentions)
    many = {w.first for w in clause.words("unit", "level", "quarter", "guard.street")}
    return not named and any(w.last <= trigger.first and w.first not in many for w in clause.words("object"))


def _is_of_those_before(read: ReadText, number: int, clause: Clause) -> bool:
    """Whether power is on only at things of the sentence before: "90 blocks have no heating. Their electricity was not cut"."""
    theirs = [w for w in clause.words("speech.possessive") if w.last <= clause.trigger.first]
    before = read.readings[number - 1] if number else clause.reading
    same = before.sentence.paragraph == clause.reading.sentence.paragraph
    return bool(theirs) and number > 0 and same and bool(before.having("unit.buildings", "object"))


def _is_relative(clause: Clause) -> bool:
    """Whether "where" or "which" stands before what a clause says."""
    return bool(clause.reading.having("clause.relative", first=clause.first, last=clause.trigger.first))


def _is_long_ago(clause: Clause, published: dt.date | None) -> bool:
    """Whether the sentence of a clause names a day or a year that is over: reports look back at
    earlier winters.
    """
    if published is None or (clause.kind == LOST and since_of(clause) is not None):
        return False
    reading = clause.reading
    days = [t.day for t in reading.times if t.day is not None]
    if days and max(days) < published - dt.timedelta(days=LONG_AGO):
        return True
    if not days and clause.kind != PLANNED and _months_ago(reading, published) >= MONTHS_AGO:
        return True
    years = [
        int(t.low)
        for t in reading.tokens
        if t.low.isdecimal() and len(t.low) == 4 and 1990 <= int(t.low) <= published.year
    ]
    inside = {at for f in reading.figures for at in range(f.first, f.last)}
    inside |= {w.last for w in reading.having("time.since")}  # "the longest since 2022"
    free = [
        y
        for at, t in enumerate(reading.tokens)
        if t.low.isdecimal() and int(t.low) in years and at not in inside
        for y in [int(t.low)]
    ]
    return bool(free) and not days and max(free) < published.year - (published.month < 4)


def _months_ago(reading: Reading, published: dt.date) -> int:
    """Return how many months before the publication the month is that a sentence names without a day
    ("in June"), 0 if it names none.
    """
    compared = {w.first for w in reading.having("time.since")} if reading.having("place.record") else set()
    for word in reading.having("time.in_month"):
        if word.first in compared:
            continue  # "the longest since May"
        month = month_of(reading.tokens[word.last].low, reading.lexicon) if word.last < len(reading.tokens) else None
        if month is not None:
            return (published.month - month) % 12
    return 0
