"""What the clauses of a sentence say about power: lost, restored, on, planned, cut in an emergency,
warned of, or what was hit.

A sentence is cut at its marks and at words such as "but". A piece that holds a trigger begins a
clause; pieces without one belong
to the clause before them, or, at the beginning and where they only name a place, to the one after.
So a figure has the polarity of
its own clause. A weak trigger ("cut off", "відключено") counts only with a word for electricity.
"""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.clause import (
    ADVISORY,
    ANNOUNCED,
    DENIED,
    DRILL,
    EMERGENCY,
    FIGURATIVE,
    HIT,
    IGNORED,
    LIFTED,
    LOST,
    NORMAL,
    PAST,
    PLANNED,
    POSSIBLE,
    RESTORED,
    UTILITY,
    Clause,
)
from geo.drafting.hours import are_of_a_schedule
from geo.drafting.lexicon import Word
from geo.drafting.negation import is_besides, is_left_out, is_negated, none_of
from geo.drafting.other_things import is_background, is_of_the_grid, is_supply_of_else
from geo.drafting.pieces import owners_of, pieces_of
from geo.drafting.reading import Reading, has_power
from geo.drafting.remainders import is_what_remains

Kind = tuple[str, Word, str]
"""What a piece says, by which words, and why it is ignored if it is."""
MOST_TRIGGERS = 24  # of one piece; a text that has more is no report
BE = frozenset({"is", "are", "was", "were", "був", "була", "було", "були", "был", "была", "было", "были"})
OPENING, CLOSING = frozenset('«“„"'), frozenset('»”“"')

def clauses_of(reading: Reading, *, power_before: bool) -> list[Clause]:
    """Return the clauses of a sentence that have a trigger. `power_before`: its paragraph speaks
    of electricity before it.
    """
    pieces = pieces_of(reading)
    kinds = _with_remainders(reading, pieces, [_kind(reading, first, last, power_before) for first, last in pieces])
    said = [kind is not None for kind in kinds]
    owners = owners_of(reading, pieces, said, [kind is not None and kind[0] == NORMAL for kind in kinds])
    found = []
    for number, kind in enumerate(kinds):
        if kind is None:
            continue
        first, last = number, number  # a piece that says something else ends the clause
        while first > 0 and owners[first - 1] == number:
            first -= 1
        while last + 1 < len(pieces) and owners[last + 1] == number:
            last += 1
        own = pieces[first : last + 1]
        name, trigger, why = kind
        found.append(
            _guarded(
                Clause(
                    reading=reading,
                    first=own[0][0],
                    last=own[-1][1],
                    kind=name,
                    trigger=trigger,
                    why=why,
                )
            )
        )
    return found


def _with_remainders(
    reading: Reading, pieces: Sequence[tuple[int, int]], kinds: Sequence[Kind | None]
) -> list[Kind | None]:
    """Read pieces that say how many are out by now, or that cuts of the piece before are over, as clauses of their own."""
    found: list[Kind | None] = []
    for (first, last), kind in zip(pieces, kinds, strict=True):
        lost = [piece for piece, one in zip(pieces, found, strict=False) if one is not None and one[0] == LOST]
        rest = kind is None and is_what_remains(reading, first, last, lost)
        over = reading.having("trigger.lifted", first=first, last=last)
        they = kind is None and over and reading.having("guard.they", first=first, last=last)
        if they and any(one is not None and one[0] == EMERGENCY for one in found):
            kind = LIFTED, over[0], ""  # "..., they were cancelled at 14:30"
        found.append((LOST, Word("trigger.remaining", first, first + 1), "") if rest else kind)
    return found


def _kind(reading: Reading, first: int, last: int, power_before: bool) -> Kind | None:
    triggers = reading.having("trigger", first=first, last=last)[:MOST_TRIGGERS]
    words = _outermost([w for w in triggers if (w.name != "negated" or w.last <= last) and not is_supply_of_else(reading, w)])
    words = [w for w in words if not are_of_a_schedule(reading, first, w)]
    if not words:
        return None
    by = {name: [w for w in words if w.name == name] for name in {w.name for w in words}}
    nouns = tuple(reading.lexicon.tables["outage_nouns"])
    lost = [
        w
        for w in by.get("lost", [])
        if not (reading.tokens[w.first].low.startswith(nouns) and is_background(reading, w))
    ]
    if lost != by.get("lost", []) and not any(first <= f.first < last for f in reading.figures):
        by.pop("lost")
        if not lost and not set(by) - {"possible", "still", "hit", "affected", "lost_weak"}:
            return None
    everything = reading.having("noun", "trigger", first=first, last=last)
    power = has_power(everything) or bool(reading.having("guard.plant", first=first, last=last))
    whole_power = has_power(reading.words) or bool(
        reading.having("trigger.restored") and not reading.having("noun.utility")
    )
    utility = bool(reading.having("noun.utility", first=first, last=last)) and not power
    begun = 0 if reading.tokens[first].low in BE else first  # "300 homes in A, in region B, were cut off"
    customers = any(
        begun <= f.first < last and f.column in {"customers", "settlements", "people"}
        for f in reading.figures
    )
    counted = customers or any(
        w.name in {"customers", "settlements"}
        for w in reading.having("unit", first=first, last=last)
    )
    whole = reading.having("guard.connected", first=first, last=last) and reading.having("extent.all", first=first, last=last)
    named = bool(by.get("cut") or whole) and any(first <= m.first < last and m.code for m in reading.mentions)
    cut_off = named and not reading.having("guard.roads")  # a town itself, after words on power
    weak_counts = (power or whole_power or (power_before and (counted or cut_off))) and not utility
    if not (
        power or whole_power or (power_before and not utility)
    ):  # a schedule alone may be one of water
        by["planned"] = [w for w in by.get("planned", ()) if w.last - w.first > 1 and not utility]
        by = {name: own for name, own in by.items() if own}
    return (
        _choose(reading, by, lost, first, last, weak_counts=weak_counts, utility=utility)
        if by
        else None
    )


def _outermost(words: Sequence[Word]) -> list[Word]:
    """Leave out triggers within longer ones: in "none of them has power" nobody has power; of two
    alike the loss gives way, and so does one that begins inside a plan: "schedules of [outages for consumers]".
    """

    def inner(one: Word, other: Word) -> bool:
        within = other.first <= one.first and one.last <= other.last
        longer = other.last - other.first > one.last - one.first
        same = (
            not longer
            and one.kind == "trigger.lost"
            and other.name in {"normal", "planned", "emergency", "advisory", "restored"}
        )
        planned = one.kind == "trigger.lost" and other.name == "planned" and other.first < one.first < other.last
        return planned or (
            within
            and (longer or same)
            and one.name not in {"possible", "still", "hit"}
            and (one.name, other.name) != ("planned", "advisory")
            and other.name not in {"possible", "still"}
        )

    return [w for w in words if not any(o is not w and inner(w, o) for o in words)]


def _choose(
    reading: Reading,
    by: dict[str, list[Word]],
    lost: list[Word],
    first: int,
    last: int,
    *,
    weak_counts: bool,
    utility: bool,
) -> tuple[str, Word, str] | None:
    if by.get("negated"):
        return IGNORED, by["negated"][0], DENIED
    if by.get("advisory") and not (by.get("planned") and reading.times):
        return ADVISORY, by["advisory"][0], ""
    if by.get("planned") and not lost and reading.having("guard.not_in_force", first=first, last=last):
        return IGNORED, by["planned"][0], DENIED
    if by.get("lifted") and by.get("planned") and not (lost or by.get("emergency") or _has_clock(reading, first, last)):
        return IGNORED, by["lifted"][0], DENIED  # planned work was called off
    if by.get("lifted") and weak_counts and (by.get("emergency") or lost or by.get("planned")):
        return LIFTED, by["lifted"][0], ""
    if by.get("normal") and not lost:
        if any(
            w.name in {"part", "large_part"}
            for w in reading.having("extent", first=first, last=last)
        ) and (reading.having("clause.only", first=first, last=last)):
            return LOST, by["normal"][0], ""  # "only half of the town has power"
        return NORMAL, by["normal"][0], ""
    if (none := none_of(reading, first, last)) is not None and (lost or by.get("emergency")):
        return (IGNORED, by["emergency"][0], DENIED) if by.get("emergency") else (NORMAL, none, "")
    told = [t for t in by.get("lost_weak", ()) if t.first in {w.first for w in reading.having("guard.not")}]
    unsure = [
        w
        for w in by.get("possible", ())
        if not (reading.tokens[w.first].capital and w.first > 0)
        and not any(t.first <= w.first < t.last for t in told)  # "не можуть підключити"
    ]
    if by.get("planned") and not by.get("emergency"):
        maybe = any(0 <= w.first - by["planned"][0].last <= 1 for w in unsure)  # "schedules may return"
        return (IGNORED, by["planned"][0], POSSIBLE) if maybe else (PLANNED, by["planned"][0], "")
    off = {w.first for w in by.get("lost_weak", ()) if is_of_the_grid(reading, w)}
    weak = [w for name in ("lost_weak", "affected") for w in by.get(name, ()) if weak_counts and w.first not in off]
    sure_loss = lost or by.get("emergency") or weak
    if sure_loss and any(w.first <= sure_loss[0].first + 4 for w in unsure):
        return IGNORED, sure_loss[0], POSSIBLE
    if by.get("emergency"):
        return EMERGENCY, by["emergency"][0], ""
    counts = weak_counts and not utility
    return _lost_or_back(reading, by, lost, weak, first, last, weak_counts=counts) or _other(
        reading, by, first, last, utility=utility
    )


def _has_clock(reading: Reading, first: int, last: int) -> bool:
    return any(first <= time.first < last and time.minutes is not None for time in reading.times)


def _lost_or_back(
    reading: Reading,
    by: dict[str, list[Word]],
    lost: list[Word],
    weak: list[Word],
    first: int,
    last: int,
    *,
    weak_counts: bool,
) -> tuple[str, Word, str] | None:
    served = reading.having("service", first=first, last=last) and reading.having(
        "state", first=first, last=last
    )
    restored = by.get("restored") or [
        w for w in by.get("restored_weak", ()) if weak_counts and not served
    ]
    if restored and not by.get("restoring"):
        return RESTORED, restored[0], ""
    if lost:
        return LOST, lost[0], ""
    if (
        by.get("restoring")
        and weak_counts
        and (restored or any(first <= f.first < last for f in reading.figures))
    ):
        more = {w.last for w in reading.having("guard.another", first=first, last=last)}
        left = not restored and any(f.first in more for f in reading.figures)  # "another 900 will be connected by noon"
        return (LOST, by["restoring"][0], "") if left else (IGNORED, by["restoring"][0], ANNOUNCED)
    return (LOST, weak[0], "") if weak else None


def _other(
    reading: Reading, by: dict[str, list[Word]], first: int, last: int, *, utility: bool
) -> tuple[str, Word, str] | None:
    """Return what a piece says that says nothing of power lost or back: another utility, or what
    was hit.
    """
    if utility and any(by.get(name) for name in ("lost_weak", "affected", "restored_weak")):
        return IGNORED, next(iter(by.values()))[0], UTILITY
    rail = reading.having("guard.railway")  # what feeds trains feeds no consumers
    fed = [a for a in reading.having("asset", first=first, last=last) if not any(w.first in {a.first, a.first - 1} for w in rail)]
    lines = all(reading.lexicon.language == "en" and reading.tokens[a.last - 1].low in {"line", "lines"} for a in fed)
    if by.get("hit") and fed and not (rail and lines):
        return HIT, by["hit"][0], ""
    return None


def _is_given_name(reading: Reading, word: Word) -> bool:
    """Whether a word is the name of a person: a novel is "роман", Роман is not."""
    token = reading.tokens[word.first]
    return word.first > 0 and token.capital and token.low in reading.lexicon.tables["given_names"]


def _guarded(clause: Clause) -> Clause:
    """Ignore a clause of a sentence that speaks of a drill, a play, an earlier winter, or calls it
    untrue.
    """
    reading = clause.reading
    why = clause.why
    if any(
        w.first < clause.trigger.last for w in reading.having("guard.condition")
    ) and clause.kind not in {NORMAL, HIT}:
        why = why or POSSIBLE
    for kind, reason in (
        ("guard.figurative", FIGURATIVE),
        ("guard.drill", DRILL),
        ("guard.past", PAST),
        ("guard.denied", DENIED),
    ):
        if (
            not why
            and any(not _is_given_name(reading, word) for word in reading.having(kind))
            and not (kind == "guard.denied" and clause.kind in {NORMAL, RESTORED})
        ):
            why = reason
    if not why and is_left_out(clause):
        clause = replace(clause, kind=LOST)
    elif is_negated(clause):
        why = why or DENIED
    if clause.kind == NORMAL and is_besides(clause):
        why = why or UTILITY
    if is_title(clause):
        why = why or FIGURATIVE
    retracted = (
        bool(reading.having("guard.retracted")) and clause.kind in {LOST, EMERGENCY} and why in {"", DENIED}
    )
    kind = IGNORED if why and not retracted else clause.kind
    return Clause(
        reading=reading,
        first=clause.first,
        last=clause.last,
        kind=kind,
        trigger=clause.trigger,
        why="" if retracted else why,
        retracted=retracted,
    )


def is_title(clause: Clause) -> bool:
    """Whether the trigger is a name: it stands alone in quotation marks with a capital letter, as that of a play or a band does,
    or has one after words such as "is called".
    """
    tokens, (first, last) = clause.reading.tokens, (clause.trigger.first, clause.trigger.last)
    if tokens[first].capital and any(w.last <= first for w in clause.words("guard.named")):
        return True
    return (
        first > 0
        and last < len(tokens)
        and tokens[first].capital
        and tokens[first - 1].low in OPENING
        and tokens[last].low in CLOSING
    )
