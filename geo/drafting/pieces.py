"""A sentence cut at marks and conjunctions, and which piece belongs to which trigger."""

from collections.abc import Sequence

from geo.drafting.reading import Reading
from geo.drafting.text import DASHES

MARKS = frozenset(",;:()—–")
SOON = 4  # words after an "and"
STRONG = frozenset({"lost", "restored", "normal", "emergency", "advisory"})


def pieces_of(reading: Reading) -> list[tuple[int, int]]:
    """Cut a sentence at marks and conjunctions, and before a second trigger of another kind."""
    conjunctions = {w.first for w in reading.having("clause.conjunction")}
    inside = {
        at for w in reading.having("trigger", "guard", "unit") for at in range(w.first + 1, w.last)
    }
    inside |= {at for m in reading.mentions for at in range(m.first + 1, m.last)}
    cuts = [0]
    for at, token in enumerate(reading.tokens):
        if at in inside:
            continue
        if token.low in MARKS:
            most = token.low in DASHES and any(w.last == at for w in reading.having("guard.worst"))  # "worst of all — in A"
            if not (token.low == "," and _in_list(reading, at)) and not most:
                cuts.append(at + 1)
        elif at in conjunctions or (
            reading.having("clause.and", first=at, last=at + 1)
            and _between_triggers(reading, at, cuts[-1])
        ):
            cuts.append(at)
    ends = [*cuts[1:], len(reading.tokens)]
    return [(first, last) for first, last in zip(cuts, ends, strict=True) if first < last]


def _in_list(reading: Reading, at: int) -> bool:
    """Whether a comma stands between two places of a list."""
    before = any(m.last == at or m.last == at - 1 for m in reading.mentions)
    return (
        before
        and not _opens_next(reading, at)
        and any(at < m.first <= at + 2 for m in reading.mentions)
        and not any(at < f.first <= at + 4 or at - 4 <= f.first < at for f in reading.figures)
        and not reading.having("clause.goes_on", first=at, last=_piece_end(reading, at + 1))  # "in A, in B work goes on"
    )


def _opens_next(reading: Reading, at: int) -> bool:
    """Whether a comma stands before a place with a preposition of its own of which something of its own is said, after a piece
    that said something: "power is back in A, in B and C voltage is supplied to hospitals".
    """
    start = max((n + 1 for n in range(at) if reading.tokens[n].low in MARKS), default=0)
    own = any(w.first == at + 1 for w in reading.having("place.inside"))
    end = _piece_end(reading, at + 1)
    before, after = (
        {w.name for w in reading.having("trigger", first=first, last=last)} & STRONG for first, last in ((start, at), (at, end))
    )
    return own and bool(before) and bool(after or reading.having("guard.not", first=at, last=end))


def _piece_end(reading: Reading, at: int) -> int:
    """Return the first mark from a token on."""
    return next((n for n in range(at, len(reading.tokens)) if reading.tokens[n].low in MARKS), len(reading.tokens))


def _between_triggers(reading: Reading, at: int, first: int) -> bool:
    """Whether both sides of an "and" say something of their own about power."""
    before = {w.name for w in reading.having("trigger", first=first, last=at)} & STRONG
    end = _piece_end(reading, at)
    after = {w.name for w in reading.having("trigger", first=at, last=end)} & STRONG
    named = any(at <= m.first < end for m in reading.mentions)
    if not named and _is_of_a_utility(reading, at, end) and reading.having("trigger", "unit", first=first, last=at):
        return True  # "2,000 consumers are cut off and there is no water"
    if named and before and not after and reading.having("guard.not", first=at, last=end):
        return True  # "power is back in A and crews cannot reach B"
    counted = any(at < one.first <= at + SOON for one in reading.figures)
    if "restored" in before and counted and reading.having("trigger.still", "trigger.lost_weak", first=at, last=end):
        return True  # "40 villages are back and 15 remain cut off"
    weak = named and reading.having("trigger.restored_weak", first=at, last=at + SOON)
    if "lost" in before and (weak or reading.having("trigger.restored", first=at, last=at + SOON)):
        return True  # "A lost power at five and was reconnected by nine", "... and was restored in B"
    states = reading.having("state", first=first, last=at) and reading.having(
        "service", first=first, last=at
    )
    return (
        bool(after)
        and (bool(before) or bool(states))
        and any(m.first >= at for m in reading.mentions if m.first < end)
    )


def owners_of(
    reading: Reading, pieces: Sequence[tuple[int, int]], own: Sequence[bool], on: Sequence[bool]
) -> list[int]:
    """Return for each piece the number of the piece with the trigger that it belongs to, -1 if
    there is none. `on`: the piece says that power is on.
    """
    owners = [-1] * len(pieces)
    before = -1
    wet = False  # what a conjunction begins on water or heat goes on to the next one
    for number, (first, last) in enumerate(pieces):
        conjunction = bool(reading.having("clause", first=first, last=first + 1))
        wet = not own[number] and ((wet and not conjunction) or (conjunction and _is_of_a_utility(reading, first, last)))
        if own[number]:
            before = number
            owners[number] = number
            continue
        if wet:
            continue
        after = next((n for n in range(number + 1, len(pieces)) if own[n]), -1)
        owners[number] = (
            before
            if after < 0 or (before >= 0 and not _leads_on(reading, pieces, number, after))
            else after
        )
        turns = before >= 0 and on[before] and _turns_to_a_place(reading, first, last)
        if before >= 0 and (after < 0 or owners[number] == before) and (turns or _says_else(reading, first, last)):
            owners[number] = -1
    return owners


def _is_of_a_utility(reading: Reading, first: int, last: int) -> bool:
    """Whether a piece says that water, heat or phones are out: "in A the lights are on, while in B people have no water"."""
    power = reading.having("noun.power", first=first, last=last)
    kinds = (("noun.utility", "service.telecom"), ("state",))
    return not power and all(reading.having(*kind, first=first, last=last) for kind in kinds)


def _turns_to_a_place(reading: Reading, first: int, last: int) -> bool:
    """Whether a piece goes on with "although" or the like and a place: "no cuts there, though hotels in A dimmed their lamps"."""
    named = any(first <= m.first < last and not reading.in_frame(m.first) for m in reading.mentions)
    return named and bool(reading.having("clause.conjunction", first=first, last=first + 1))


def _says_else(reading: Reading, first: int, last: int) -> bool:
    """Whether a piece has a speaker of its own and then a place ("..., as officials claimed that a strike on B"), or says of a
    place that something is not done there.
    """
    if reading.having("guard.them", first=first, last=first + 2) or reading.having("clause.goes_on", first=first, last=last):
        return True  # "most of them in A", "in A work goes on"
    named = any(first <= m.first < last and not reading.in_frame(m.first) for m in reading.mentions)
    if named and reading.having("guard.not", first=first, last=last):
        return True  # "to B the crew is not let in"
    frames = [one.frame for one in reading.sources if first <= one.frame[0] < last]
    return any(
        frame[1] <= m.first < last for frame in frames for m in reading.mentions
    ) and not any(first <= f.first < last for f in reading.figures)


def _leads_on(reading: Reading, pieces: Sequence[tuple[int, int]], number: int, after: int) -> bool:
    """Whether a piece between two triggers only names the place of the second: "in A, 5 are out,
    in B, 3 are back".
    """
    first, last = pieces[number]
    places = any(first <= m.first < last for m in reading.mentions if not reading.in_frame(m.first))
    figures = any(first <= f.first < last for f in reading.figures)
    rest = [m for m in reading.mentions if last <= m.first < pieces[after][1]]
    return places and not figures and not rest
