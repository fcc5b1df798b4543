"""What says that there is no outage, or that power is not back: "not been cut", "відключень у місті немає"."""

from geo.drafting.clause import EMERGENCY, LOST, NORMAL, PLANNED, RESTORED, Clause, inner_figures
from geo.drafting.counted import OUT, bare_counts_of
from geo.drafting.lexicon import Word
from geo.drafting.pieces import MARKS
from geo.drafting.quantities import Figure
from geo.drafting.reading import Reading

NOT_BEFORE, NOT_YET = 1, 3  # words between a "not" and the trigger that it turns round; the more for "not yet been restored"


def none_of(reading: Reading, first: int, last: int) -> Word | None:
    """Return the word for outages of which a piece says that there are none: "відключень у місті через атаку немає"."""
    nouns = reading.having("guard.outages_of", first=first, last=last)
    nones = reading.having("guard.none", first=nouns[0].last if nouns else last, last=last)
    taken = {w.first for w in reading.having("trigger.lost")}  # "немає світла"
    return nouns[0] if any(w.first not in taken for w in nones) else None


def is_besides(clause: Clause) -> bool:
    """Whether a sentence on another utility only adds that power is on: "The left bank has no water; power was not affected"."""
    reading, first = clause.reading, clause.trigger.first
    out = reading.having("noun.utility", last=first) and reading.having("state.off", "state.halted", last=first)
    return bool(out) and not reading.having("trigger.lost", "noun.power", last=first)


def is_negated(clause: Clause) -> bool:
    """Whether a "not" turns what a clause says round: "was not cut", "power is not yet back"."""
    trigger, reading = clause.trigger, clause.reading
    near = NOT_YET if clause.kind == RESTORED else NOT_BEFORE
    before = [
        w
        for w in reading.having("guard.not", first=clause.first, last=trigger.first)
        if trigger.first - near < w.last <= trigger.first
        and not any(reading.tokens[at].low in MARKS for at in range(w.last, trigger.first))
    ]
    if clause.kind in {RESTORED, LOST, EMERGENCY, PLANNED} and any(
        w.first >= clause.first and not reading.in_frame(w.first)
        for w in (*before, *reading.having("guard.nobody", first=clause.first, last=trigger.first))
    ):
        return True
    if clause.kind in {RESTORED, NORMAL} and _is_not_all(clause):
        return True
    inner = {RESTORED: "guard.not", LOST: "guard.never"}.get(clause.kind)  # "the lights in the city never went out"
    return inner is not None and bool(reading.having(inner, first=trigger.first, last=trigger.last))


def _is_not_all(clause: Clause) -> bool:
    """Whether what a clause says holds not for all: "not all homes have been reconnected", "світло є не в усіх громадах"."""
    ends = [w.last for w in clause.words("guard.not")]
    return any(0 <= w.first - end <= 1 for w in clause.words("extent.all") for end in ends)


def is_left_out(clause: Clause) -> bool:
    """Whether a clause says for whom power is not back: "power has not been restored to 300 customers", "29 сіл не заживлено"."""
    reading = clause.reading
    counted = any(reading.figures[n].column in OUT for n in inner_figures(clause)) or bare_counts_of(clause)
    return clause.kind == RESTORED and bool(counted) and not _is_not_all(clause) and is_negated(clause)


def is_put_right(reading: Reading, figure: Figure) -> bool:
    """Whether "not" stands right before a figure behind a mark: "14,000, not 40,000"."""
    return any(w.last == figure.first and w.first > 0 and _is_behind_mark(reading, w.first) for w in reading.having("guard.not"))


def _is_behind_mark(reading: Reading, at: int) -> bool:
    turned = {w.last for w in reading.having("clause.conjunction", "clause.and")}
    begin = next((w.first for w in reading.having("clause.conjunction", "clause.and") if w.last == at), at)
    return (at in turned or begin == at) and begin > 0 and reading.tokens[begin - 1].low in {",", "(", "—", "–", "-"}
