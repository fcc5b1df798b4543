"""When a clause says that it happened: its own words, then its sentence's, then those of the
event, then the publication.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from geo.drafting.clause import EMERGENCY, HIT, LIFTED, LOST, PLANNED, RESTORED, Clause
from geo.drafting.clocks import AS_OF, CLOCK, DAY, UNTIL, TimeWord
from geo.drafting.lasting import about_day, since_of
from geo.drafting.reading import Reading
from geo.drafting.times import at_clock, day_of

NOON = 12 * 60  # minutes
HEADED = "time.heading"  # rule of a day that the line above names
WITHIN_A_DAY = "time.past_day"  # rule of a day that is only the 24 hours before the publication


@dataclass(frozen=True, kw_only=True)
class Written:
    """A time as the contract writes it, and its evidence: offsets of the words, or the field it is
    derived from.
    """

    value: str
    start: int = -1
    end: int = -1
    rule: str = ""
    derived_from: str = ""


@dataclass(frozen=True, kw_only=True)
class Moments:
    """The times of a clause: `started`, `ended`, `reported`, `valid_until`; `day`: the day of the
    event if words say one; `lasting`: they say that it lasts since that day.
    """

    started: Written | None = None
    ended: Written | None = None
    reported: Written | None = None
    valid_until: Written | None = None
    day: Written | None = None
    lasting: bool = False


def _is_promised(reading: Reading, time: TimeWord) -> bool:
    """Whether a time is that of a repair which is only promised: "power should be back by 20:00"."""
    before = [w for w in reading.having("trigger") if w.first < time.first]
    return bool(before) and max(before, key=lambda w: w.last).kind == "trigger.restoring"


def moments_of(
    clause: Clause,
    published: dt.date | None,
    zone: ZoneInfo,
    event: Written | None,
    others: Sequence[Clause],
) -> Moments:
    """Work out the times of a clause. `event`: the day of the event that words outside the
    sentence name; `others`: its clauses.
    """
    reading = clause.reading
    planned = clause.kind == PLANNED
    ahead = planned and not clause.words("guard.applied")  # not "on Monday schedules were in force"
    reported_at = _clocks_of_report(clause)
    over = clause.kind in {LOST, HIT, RESTORED}
    happened = [
        t
        for t in reading.times
        if not (over and _is_ahead(t, published))
        and not reading.said(t) and t.first not in reported_at and not _is_promised(reading, t)
    ]
    said = [t for t in reading.times if reading.said(t) or t.first in reported_at]
    own = [t for t in happened if clause.first <= t.first < clause.last]
    earlier = [t for t in happened if t not in own and not _in_other_clause(clause, t, others)]
    day_word = _first(own, DAY) or _first(earlier, DAY)
    counted_on = day_word is not None and clause.kind in {LOST, EMERGENCY} and _is_as_of(reading, day_word)
    day_word = None if counted_on and event is not None else day_word
    late = next((t for t in said if t.kind == CLOCK and t.shift is not None), None)
    if late is not None and day_word is None and published is not None and not _first(own, CLOCK):
        written = _clocked(published + dt.timedelta(days=late.shift or 0), late, reading, zone)
        return Moments(started=written, day=_as_day(written))
    day_word = day_word or (None if event else _first(said, DAY))
    day = _day(day_word, reading, published, planned=ahead) or event or _published(published)
    clock = _first(own, CLOCK) or _first(earlier, CLOCK)
    if day_word is None and clock is None and clause.kind in {LOST, EMERGENCY} and _lasts(clause):
        day = None  # "for more than a week": since no day that words say
    reported = _reported(said, reading, published, zone, day)
    start: Written | None = day or (_since(clause, published) if day_word is None and clause.kind == LOST else None)
    if clock is not None and day is not None:
        base = dt.date.fromisoformat(day.value[:10])
        if day.rule == WITHIN_A_DAY and published is not None:
            base = published  # "over the past day ...": a clock after it is the last one
        if published is not None and day is event and day.rule != HEADED and _is_of_this_day(clause, clock):
            day = _published(published)
            base = published
        if clock.shift is not None and day is not None and day.derived_from:
            base += dt.timedelta(days=clock.shift)
        start = _clocked(base, clock, reading, zone)
    if start is not None and clock is not None and (clock.shift is not None or clock.zone):
        day = _as_day(start)  # half past midnight elsewhere is the day before
    named = day if day is not None and not day.derived_from and day is not event and not counted_on else None
    if clause.kind == LIFTED:
        return Moments(ended=start, reported=reported, day=named)
    until = _first(own, UNTIL) or (_first(happened, UNTIL) if planned else None)
    ends = None
    if until is not None and day is not None:
        ends = _clocked(dt.date.fromisoformat(day.value[:10]), until, reading, zone)
    if clause.kind == RESTORED:
        return Moments(started=start, reported=reported, day=named)
    return Moments(
        started=start,
        ended=None if planned else ends,
        valid_until=ends if planned else None,
        reported=reported,
        day=named,
        lasting=named is not None and day_word is not None and day_word.since,
    )


def _is_as_of(reading: Reading, day: TimeWord) -> bool:
    """Whether a day is only that of a count: "on the morning of Wednesday 118 villages were still out"."""
    return any(w.last == day.first for w in reading.having("time.counted_on"))


def _clocks_of_report(clause: Clause) -> set[int]:
    """Return where the hours stand at which something was counted: "as of 9:00", and any of a clause on how many remain."""
    reading, remains = clause.reading, clause.trigger.kind == "trigger.remaining"
    ends = [t.last for t in reading.times if t.kind == AS_OF]
    return {
        t.first
        for t in reading.times
        if t.kind == CLOCK
        and (any(0 <= t.first - end <= 1 for end in ends) or (remains and clause.first <= t.first < clause.last))
    }


def _since(clause: Clause, published: dt.date | None) -> Written | None:
    """Return about when the month began since which a clause lasts, None if it names none."""
    since = since_of(clause)
    value = about_day(since, published) if since is not None else ""
    if since is None or not value:
        return None
    start, end = clause.reading.span(since.first, since.last)
    return Written(value=value, start=start, end=end, rule="time.month")


def _lasts(clause: Clause) -> bool:
    """Whether a clause says for how many days or weeks it lasts, or since which month: "for more than a week", "13 діб"."""
    tokens, prepositions = clause.reading.tokens, clause.reading.lexicon.tables["prepositions"]
    counted = [w for w in clause.words("time.days") if w.first > 1 and tokens[w.first - 1].is_number]
    told = bool(clause.words("time.lasting")) or since_of(clause) is not None
    return told or any(tokens[w.first - 2].low not in prepositions for w in counted)


def _is_of_this_day(clause: Clause, clock: TimeWord) -> bool:
    """Whether what lasts since an hour of the night or morning began on the day of the report: "no power since 3 a.m."."""
    early = clock.minutes is not None and clock.minutes < NOON
    return clause.kind in {LOST, EMERGENCY} and early and clock.since


def _is_ahead(time: TimeWord, published: dt.date | None) -> bool:
    """Whether a time is on a day after the publication: nothing has happened there yet."""
    day = day_of(time, published, planned=False) if time.kind == DAY else None
    return day is not None and published is not None and day > published


def _in_other_clause(clause: Clause, time: TimeWord, others: Sequence[Clause]) -> bool:
    """Whether a time is that of another clause: one that says when power was back, or when it went where this one says that it
    is back, or a clock after this clause.
    """
    back = any(
        o.kind in {RESTORED, LIFTED} and o.kind != clause.kind and o.first <= time.first < o.last
        for o in others
    )
    lost = any(o.kind == LOST and o.first <= time.first < o.last for o in others)
    gone = clause.kind == RESTORED and time.kind == CLOCK and lost
    return back or gone or (time.kind in {CLOCK, UNTIL} and time.first >= clause.last)


def _first(times: Sequence[TimeWord], kind: str) -> TimeWord | None:
    found = [t for t in times if t.kind == kind]
    if kind == DAY:
        return next((t for t in found if t.day is not None), found[0] if found else None)
    return found[0] if found else None


def _day(
    word: TimeWord | None, reading: Reading, published: dt.date | None, *, planned: bool
) -> Written | None:
    if word is None:
        return None
    day = day_of(word, published, planned=planned)
    if day is None:
        return None
    start, end = reading.span(word.first, word.last)
    within = reading.having("time.past_day", first=word.first, last=word.first + 1)
    return Written(value=day.isoformat(), start=start, end=end, rule=WITHIN_A_DAY if within else "time.day")


def _published(published: dt.date | None) -> Written | None:
    return (
        None
        if published is None
        else Written(value=published.isoformat(), derived_from="published_at")
    )


def _clocked(day: dt.date, word: TimeWord, reading: Reading, zone: ZoneInfo) -> Written:
    start, end = reading.span(word.first, word.last)
    return Written(value=at_clock(day, word, zone)[1], start=start, end=end, rule="time.clock")


def _as_day(written: Written) -> Written:
    return Written(value=written.value[:10], start=written.start, end=written.end, rule="time.day")


def _reported(
    said: Sequence[TimeWord],
    reading: Reading,
    published: dt.date | None,
    zone: ZoneInfo,
    day: Written | None,
) -> Written | None:
    word = _first(said, DAY)
    when = _day(word, reading, published, planned=False)
    clock = _first(said, CLOCK)
    if clock is not None and clock.shift is None and (when or day) is not None:
        base = when or day
        assert base is not None
        return _clocked(dt.date.fromisoformat(base.value[:10]), clock, reading, zone)
    return when
