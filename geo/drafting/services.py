"""What a sentence says about services: "metro halted", "hospitals run on generators" ->
`metro:halted`, `health:backup`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.drafting.lexicon import Word
from geo.drafting.place import ABROAD, PLANT, Mention
from geo.drafting.reading import Reading

REACH = 9  # words between a service and its state
MARKS = frozenset(";:()")


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service and its state, "metro:halted"; tokens `first` up to, not with, `last`; `place` in
    the sentence, if it names one.
    """

    first: int
    last: int
    written: str
    place: Mention | None = None


def services_in(reading: Reading, places: Sequence[Mention]) -> list[Service]:
    """Find the services of a sentence whose state it tells. `places`: its places, what stands for
    one already replaced.
    """
    triggers = [
        w
        for w in reading.having("trigger")
        if w.name in {"lost", "restored", "planned", "emergency", "advisory", "normal"}
    ]
    states = [
        s for s in reading.having("state") if not any(t.first <= s.first < t.last for t in triggers)
    ]
    spans = [range(s.first, s.last) for s in states]
    states = [s for s in states if not any(s.first in o and s.last - 1 in o and len(o) > s.last - s.first for o in spans)]
    names = reading.lexicon.tables["services"]
    found: list[Service] = []
    for subject in reading.having("service"):
        if any(
            one.first <= subject.first < one.last and one.written.startswith(names[subject.name])
            for one in found
        ):
            continue
        if any(figure.first <= subject.first < figure.last for figure in reading.figures):
            continue
        state = _state_of(reading, subject, states) or _unpowered(reading, subject)
        if state is None:
            continue
        first, last = min(subject.first, state.first), max(subject.last, state.last)
        found.append(
            Service(
                first=first,
                last=last,
                written=f"{names[subject.name]}:{state.name}",
                place=_place_of(reading, first, last, places),
            )
        )
    return [
        one
        for n, one in enumerate(found)
        if one.written not in {other.written for other in found[:n]}
    ]


def _state_of(reading: Reading, subject: Word, states: Sequence[Word]) -> Word | None:
    """Return the state that follows a service in its clause; else the one right before it
    ("disabled sirens").
    """
    after = [
        s
        for s in states
        if 0 <= s.first - subject.last <= REACH and not _cut(reading, subject.last, s.first)
    ]
    before = [
        s
        for s in states
        if 0 <= subject.first - s.last <= 2 and not _cut(reading, s.last, subject.first)
    ]
    if (
        before
        and (not after or before[-1].name in {"off", "halted"})
        and reading.lexicon.language == "en"
    ):
        return before[-1]
    if after:
        nearest = after[0].first
        same = [s for s in after if s.first <= nearest + 3]
        return min(same, key=lambda s: (s.name in {"off", "normal"}, s.first))
    return before[-1] if before else None


def _unpowered(reading: Reading, subject: Word) -> Word | None:
    """Return the words that say that what serves a town is without power: "the pumping station lost power"."""
    if not any(one.first <= subject.first < one.last for one in reading.having("object")):
        return None
    lost = [Word("state.off", one.first, one.last) for one in reading.having("trigger.lost", "trigger.lost_weak")]
    denied = {one.first - 1 for one in lost} & {one.first for one in reading.having("guard.not")}
    return None if denied else _state_of(reading, subject, lost)


def _cut(reading: Reading, first: int, last: int) -> bool:
    """Whether a clause ends between two tokens."""
    tokens = reading.tokens
    return any(
        tokens[at].low in MARKS or tokens[at].low == "," for at in range(first, last)
    ) or bool(reading.having("clause.conjunction", first=first, last=last))


def _place_of(reading: Reading, first: int, last: int, places: Sequence[Mention]) -> Mention | None:
    """Return the place inside the words of a service, else right after them, else the last one
    before them.
    """
    usable = [p for p in places if p.level not in {ABROAD, PLANT} and not reading.in_frame(p.first)]
    inside = [p for p in usable if first <= p.first < last]
    after = [p for p in usable if 0 <= p.first - last <= 2 and not _cut(reading, last, p.first)]
    before = [p for p in usable if p.first < first]
    return next(iter(inside or after or before[-1:]), None)
