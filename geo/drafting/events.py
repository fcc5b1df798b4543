"""The day of what a text is about: one that its words name, for the clauses that name none."""

from collections.abc import Sequence

from geo.drafting.clause import ADVISORY, EMERGENCY, HIT, IGNORED, LIFTED, LOST, NORMAL, PAST, PLANNED, RESTORED, Clause
from geo.drafting.lexicon import Word
from geo.drafting.moments import HEADED, Moments, Written, moments_of
from geo.drafting.news import why_dropped
from geo.drafting.state import State
from geo.drafting.texts import OPENING, ReadText
from geo.drafting.times import day_of

SAYING_NO_DAY = frozenset({IGNORED, PLANNED, ADVISORY, NORMAL, RESTORED, LIFTED})  # of what a text is about


def event_day(read: ReadText, clauses: Sequence[Sequence[Clause]]) -> Written | None:
    """Return the one day on which words put what the text is about; None if they name none, or
    several.
    """
    days: dict[str, Written] = {}
    if any(read.headed) or len(read.claims) > 1:
        return None
    for number, own in enumerate(clauses):
        for clause in own or _struck(read, number):
            if clause.reading.sentence.item or clause.kind in SAYING_NO_DAY or clause.retracted:
                continue
            moments = moments_of(clause, read.published, read.rules.zone, None, own)
            if moments.day is not None and not moments.lasting and why_dropped(read, number, clause) != PAST:
                days.setdefault(moments.day.value, moments.day)
    return next(iter(days.values())) if len(days) == 1 else None


def _struck(read: ReadText, number: int) -> list[Clause]:
    """Return one of the first sentences as a clause if it says that something was hit, and names nothing of the grid: its day
    is that of the event.
    """
    reading = read.readings[number]
    leads = number > 0 and reading.sentence.paragraph == 1 and read.readings[number - 1].sentence.paragraph == 0
    hits = reading.having("trigger.hit", "cause.weather") if number < OPENING or leads else []
    return [Clause(reading=reading, first=0, last=len(reading.tokens), kind=HIT, trigger=hits[0])] if hits else []


def remember_day(state: State, clause: Clause, moments: Moments) -> None:
    """Remember the day of an event, or of a plan, for the clauses that name none."""
    if moments.day is None:
        return
    if clause.kind == PLANNED:
        state.planned = moments.day
    elif clause.kind in {LOST, HIT, EMERGENCY} and not (moments.lasting or clause.retracted):
        sentence = clause.reading.sentence
        state.days.append((moments.day, sentence.paragraph if sentence.item else -1))


def _day_before(read: ReadText, number: int) -> Written | None:
    """Return the day that the sentence before, of the same paragraph, names if it says nothing of power: "On Monday drones hit A.
    Both villages are dark".
    """
    if not number or read.clauses[number - 1]:
        return None
    before, reading = read.readings[number - 1], read.readings[number]
    same = before.sentence.paragraph == reading.sentence.paragraph
    if not (same and (before.having("trigger.hit", "cause") or read.places[number - 1])):
        return None
    word = Word("trigger.hit", 0, 1)
    clause = Clause(reading=before, first=0, last=len(before.tokens), kind=HIT, trigger=word)
    return moments_of(clause, read.published, read.rules.zone, None, []).day


def event_for(read: ReadText, state: State, number: int, clause: Clause, event: Written | None) -> Written | None:
    """Return the day that a clause has from the text: of the sentence before, of the line above it, of the event, or, if it is
    planned, of the plan.
    """
    if clause.kind == LOST and (near := _day_before(read, number)) is not None:
        return near
    if clause.kind != NORMAL and (headed := _day_above(read, state, number, clause)) is not None:
        return headed
    if clause.kind == PLANNED:
        return state.planned
    if clause.kind == NORMAL:
        return None
    if event is not None or any(read.headed):
        return event
    paragraph = clause.reading.sentence.paragraph
    return next((day for day, item in reversed(state.days) if item in {-1, paragraph}), None)


def _day_above(read: ReadText, state: State, number: int, clause: Clause) -> Written | None:
    """Return the day of the line above a clause; of what remains without power, the day on which it was lost."""
    heading = read.headed[number]
    if heading is None or read.published is None:
        return None
    codes = {place.code for place in read.places[number]}
    if clause.kind == LOST and clause.words("trigger.still"):
        lost = (one for one in state.statements if one.polarity == LOST and one.place.code in codes)
        if (first := next(lost, None)) is not None and "started_at" in first.fields:
            proof = first.evidence["started_at"]
            day_of_loss = first.fields["started_at"][:10]
            return Written(value=day_of_loss, start=proof.start, end=proof.end, rule=HEADED, derived_from=proof.derived_from)
    day = day_of(heading.time, read.published, planned=clause.kind == PLANNED)
    return None if day is None else Written(value=day.isoformat(), start=heading.start, end=heading.end, rule=HEADED)
