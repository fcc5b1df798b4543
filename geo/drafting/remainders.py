"""What is still out where power is back, and what a figure of the sentence before is divided into.

"Power is back in the region except for six villages in A": six villages of A are out. "Another 900 will be connected by noon":
900 are. After "57 settlements in A and B are out", "21 of them are in B" is a clause of B. Cuts of the sentence before are over
where "they were lifted in A".
"""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.clause import EMERGENCY, LIFTED, LOST, PLANNED, RESTORED, Clause, inner_figures
from geo.drafting.counted import OUT, bare_counts_of
from geo.drafting.extents import share_of_them
from geo.drafting.lexicon import Word
from geo.drafting.numerals import number_at
from geo.drafting.place import ABROAD, REGION
from geo.drafting.quantities import Figure, bound_before
from geo.drafting.reading import Reading
from geo.drafting.state import State
from geo.drafting.subjects import Subject
from geo.drafting.text import DASHES
from geo.drafting.unknown_places import is_unknown_place_named

ONTO, GRID_WITHIN = frozenset({"to", "до", "к"}), 4  # words before what somebody is connected to, and up to the word for power
NEAR = 2  # words between "except" and a place, or between a number and "of them"


def exception_of(clause: Clause) -> Clause | None:
    """Return what a clause on power that is back excepts, as one on power that is out; None if it names no place of it."""
    word = next(iter(clause.words("guard.except")), None)
    if word is None or word.last >= clause.last:
        return None
    trigger = Word("trigger.except", word.first, word.last)
    rest = Clause(reading=clause.reading, first=word.last, last=clause.last, kind=LOST, trigger=trigger)
    named = [m for m in clause.reading.mentions if word.last <= m.first < clause.last and not clause.reading.in_frame(m.first)]
    counted = any(clause.reading.figures[n].column in OUT for n in inner_figures(rest))
    near = any(m.first - word.last <= NEAR for m in named)
    return rest if named and (counted or near) else None


def is_what_remains(reading: Reading, first: int, last: int, lost: Sequence[tuple[int, int]]) -> bool:
    """Whether a piece without a place says how many are out by now, of those that a piece before it counted as without power:
    "at 8:00 there were 24,000 customers without light; as of 13:00 there are 2,300". `lost`: the pieces before it on power lost.
    """
    own = [one for one in reading.figures if first <= one.first < last and one.column in OUT]
    before = {one.column for start, end in lost for one in reading.figures if start <= one.first < end}
    named = any(first <= place.first < last for place in reading.mentions)
    now = [*reading.having("time.as_of", first=first, last=last), *reading.having("trigger.still", first=first, last=last)]
    less = reading.having("trigger.restored", "trigger.restored_weak", "trigger.restoring", "state", first=first, last=last)
    return len(own) == 1 and own[0].column in before and not named and bool(now) and not less


def part_of_them(reading: Reading, before: Sequence[Clause]) -> Clause | None:
    """Return a sentence as a clause that says how many of those counted before it are where: "21 of them are in B"."""
    last = before[-1] if before else None
    if last is None or last.kind != LOST or last.reading.sentence.paragraph != reading.sentence.paragraph:
        return None
    columns = [last.reading.figures[n].column for n in inner_figures(last) if last.reading.figures[n].column in OUT]
    them = reading.having("bound.restored_part")
    counts = [one for one in reading.listed_counts if not any(one[0] == f.first for f in reading.figures)]
    beside = any(abs(w.first - end) <= NEAR or 0 <= first - w.last <= NEAR for w in them for first, end in counts)
    if not (columns and beside and any(m.code and not reading.in_frame(m.first) for m in reading.mentions)):
        return None
    figures = []
    for first, end in counts:
        number = number_at(reading.tokens, first, reading.lexicon)
        if number is not None:
            value = int(number.value)
            mark, begin = bound_before(first, reading.words)
            figures.append(Figure(first=begin, last=end, column=columns[-1], low=value, high=value, mark=mark))
    whole = replace(reading, figures=tuple(sorted([*reading.figures, *figures], key=lambda one: one.first)))
    at = them[0]
    return Clause(reading=whole, first=0, last=len(reading.tokens), kind=LOST, trigger=Word("trigger.of_them", at.first, at.last))


def counted_as_before(reading: Reading, before: Reading) -> Reading:
    """Return a sentence with its numbers as figures of what the sentence before counted: "76 villages are out in A. In B 61 are
    cut off, in C — 38". A number counts so only right after a place, a dash or words for power that is out, and before a mark,
    the end or such words.
    """
    counted = [f.column for f in before.figures if f.column in OUT]
    out = reading.having("trigger.lost", "trigger.lost_weak", "trigger.cut", "trigger.affected")
    same = before.sentence.paragraph == reading.sentence.paragraph
    if not (counted and out and same) or any(f.column in OUT for f in reading.figures) or before.having("trigger.restored"):
        return reading
    starts = {w.first for w in (*out, *reading.having("trigger.still"))}
    opened = {w.last for w in out} | {m.last for m in reading.mentions} | {w.last for w in reading.having("clause.and")}
    opened |= {at + 1 for at, token in enumerate(reading.tokens) if token.low in DASHES}
    figures = list(reading.figures)
    for first, end in reading.listed_counts:
        number = number_at(reading.tokens, first, reading.lexicon)
        ends = end >= len(reading.tokens) or not reading.tokens[end].is_word or {end, end + 1} & starts
        mark, begin = bound_before(first, reading.words)
        if number is not None and ends and begin in opened:
            value = int(number.value)
            figures.append(Figure(first=begin, last=end, column=counted[-1], low=value, high=value, mark=mark))
    return replace(reading, figures=tuple(sorted(figures, key=lambda one: one.first)))


def lifted_again(reading: Reading, before: Sequence[Clause]) -> Clause | None:
    """Return a sentence as a clause that says where the emergency cuts of the one before are over: "They were lifted in A"."""
    return _said_of_them(reading, before, of=EMERGENCY, word="trigger.lifted", kind=LIFTED)


def going_on(reading: Reading, before: Sequence[Clause]) -> Clause | None:
    """Return a sentence that goes on with the one before it as a clause, None if it says nothing of power."""
    return part_of_them(reading, before) or lifted_again(reading, before) or _in_force(reading, before)


def _in_force(reading: Reading, before: Sequence[Clause]) -> Clause | None:
    """Return a sentence as a clause that says where the schedules of the one before apply: "They apply across the region"."""
    clause = _said_of_them(reading, before, of=PLANNED, word="guard.in_force", kind=PLANNED)
    return clause if clause and not reading.having("guard.not", last=clause.trigger.first) else None


def _said_of_them(reading: Reading, before: Sequence[Clause], *, of: str, word: str, kind: str) -> Clause | None:
    """Return a sentence as a clause of a kind, if it says a word of what the clause right before it, `of` a kind, is about."""
    last = before[-1] if before else None
    said = reading.having(word)
    if last is None or last.kind != of or not said or last.reading.sentence.paragraph != reading.sentence.paragraph:
        return None
    they = any(w.first < said[0].last + NEAR for w in reading.having("guard.they"))
    return Clause(reading=reading, first=0, last=len(reading.tokens), kind=kind, trigger=said[0]) if they else None


def is_all_back(clause: Clause, state: State, number: int) -> bool:
    """Whether a clause that names no place says that power is back for all whom the statements right before it are about: "In A
    the lights went out at 6:20. At 7:45 power was restored".
    """
    latest = [state.statements[n] for n in state.latest]
    near = _is_right_before(state, clause, number)
    same = near and latest[-1].sentence == number and any(w.name == "all" for w in clause.words("extent"))
    whole = same or bool(clause.words("guard.throughout"))  # "and all were back by six", "by noon it was back everywhere"
    if not near or any(one.polarity != LOST or (one.place.level == REGION and not whole) for one in latest):
        return False
    if _is_onto_else(clause):
        return False
    abroad = any(m.level == ABROAD for m in clause.reading.mentions) or clause.words("guard.other_regions")
    if abroad or is_unknown_place_named(clause):
        return False
    less = clause.words("guard.gradual", "guard.except", "guard.rest", "scope", "service", "object", "noun.utility")
    some = any(w.name != "all" for w in clause.words("extent")) or any(w.name in OUT for w in clause.words("unit"))
    return not (less or some or bare_counts_of(clause) or list(inner_figures(clause)))


def _is_onto_else(clause: Clause) -> bool:
    """Whether somebody or something is connected to what is no grid: "его подключили к аппарату"."""
    reading, last = clause.reading, clause.trigger.last
    onto = last < clause.last and reading.tokens[last].low in ONTO
    return onto and not reading.having("noun.power", first=last, last=last + GRID_WITHIN)


def is_back_for_some(clause: Clause, state: State, number: int) -> bool:
    """Whether a clause that names no place says that power is back for a part of those whom the statements right before it are
    about: "300 customers of A are cut off. By noon half of them had power again".
    """
    latest = [state.statements[n] for n in state.latest]
    towns = all(one.polarity == LOST and one.place.level != REGION for one in latest)
    near = len({one.place.key for one in latest}) == 1 and _is_right_before(state, clause, number)
    return near and towns and share_of_them(clause) is not None


def _is_right_before(state: State, clause: Clause, number: int) -> bool:
    """Whether the last statements are of the sentence of a clause or the one before it, in its paragraph."""
    last = state.statements[state.latest[-1]] if state.latest else None
    return last is not None and last.paragraph == clause.reading.sentence.paragraph and number - last.sentence <= 1


def is_known_to_be_out(clause: Clause, subjects: Sequence[Subject]) -> bool:
    """Whether power is back for half or most of a town that a clause names: then a part of it is out."""
    them = share_of_them(clause) is not None
    towns = all((one.named or them) and one.place.level != REGION for one in subjects)
    return clause.kind == RESTORED and towns and any(one.extent is not None and one.extent.value == "part" for one in subjects)
