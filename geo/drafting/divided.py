"""What a count is divided into in its own sentence, and a count that another source gives beside it.

"64 villages are out, 41 of them in the B district": 64 of the place that was spoken of, and 41 of the district. "The council
counts 900 customers; the company names another figure, 700" is a clause of the company too.
"""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.clause import LOST, Clause, inner_figures
from geo.drafting.counted import OUT
from geo.drafting.lexicon import Word
from geo.drafting.numerals import number_at
from geo.drafting.place import Mention
from geo.drafting.quantities import Figure, bound_before
from geo.drafting.reading import Reading

THEM = ("bound.restored_part", "guard.them", "guard.mostly")
STOPS = frozenset(",;.:!?")
BACKWARDS = 6  # tokens of a number before "of them"


def with_parts(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses of a sentence with those on the parts of their counts, and on the counts of others."""
    result: list[Clause] = []
    for number, clause in enumerate(clauses):
        after = clauses[number + 1].first if number + 1 < len(clauses) else len(clause.reading.tokens)
        columns = [clause.reading.figures[n].column for n in inner_figures(clause) if clause.reading.figures[n].column in OUT]
        if clause.kind != LOST or not columns:
            result.append(clause)
            continue
        parts = _parts_of(clause, columns[0], after)
        others = [] if parts else _others_of(clause, columns[0], after)
        ends = [one.first for one in (*parts, *others)] or [_most_of(clause)]
        result += [replace(clause, last=min(clause.last, *ends)), *(one for one in (*parts, *others) if one.kind == LOST)]
    return result


def stands_in_part(clause: Clause, place: Mention) -> bool:
    """Whether a place behind a clause only says where a part of what it counts is."""
    words = clause.reading.having(*THEM, first=clause.trigger.last)
    return clause.kind == LOST and clause.last <= place.first and any(word.last <= place.first for word in words)


def _parts_of(clause: Clause, column: str, last: int) -> list[Clause]:
    """Return the parts of a count that a clause or what follows it says: so many "of them" at a place."""
    reading = clause.reading
    found: list[Clause] = []
    for word in reading.having("bound.restored_part", "guard.them", first=clause.trigger.last, last=last):
        if found and word.first < found[-1].last:
            continue
        count = _number_beside(reading, word)
        end = _end_of(reading, word.last, last)
        begin = min(count[0], word.first) if count is not None else word.first
        named = any(word.last <= m.first < end and m.code and not reading.in_frame(m.first) for m in reading.mentions)
        told = reading.having("trigger", first=begin, last=end)
        if count is None or not named or told or begin <= clause.first:
            continue
        found.append(_counted(clause, column, count, (begin, end), Word("trigger.of_them", word.first, word.last)))
    return found


def _others_of(clause: Clause, column: str, last: int) -> list[Clause]:
    """Return the count that another source gives behind a clause, in words such as "a smaller figure": one of the same place."""
    reading = clause.reading
    counted = min(reading.figures[n].last for n in inner_figures(clause))
    frames = [one.frame for one in reading.sources if counted <= one.frame[0] < last]
    words = reading.having("guard.figure", first=counted, last=last)
    told = [*reading.listed_counts, *((one.first, one.last) for one in reading.figures if one.column == column)]
    counts = sorted(one for one in told if words and words[0].last <= one[0] < last)
    if not frames or not counts or reading.having("trigger", first=frames[0][0], last=last):
        return []
    first = frames[0][0]
    return [_counted(clause, column, counts[0], (first, last), Word("trigger.of_them", words[0].first, words[0].last))]


def _most_of(clause: Clause) -> int:
    """Return where a clause ends before words on where most of what it counts is: "6,000 customers, most of them in B"."""
    reading = clause.reading
    words = reading.having("guard.mostly", first=clause.trigger.last, last=clause.last)
    begin = next((w.first for w in words if reading.tokens[w.first - 1].low in STOPS), clause.last)
    return begin if any(begin <= m.first for m in reading.mentions) else clause.last


def _counted(clause: Clause, column: str, count: tuple[int, int], span: tuple[int, int], trigger: Word) -> Clause:
    """Return a part of a sentence as a clause that counts who is out: `count`, and `span`, are tokens."""
    reading = clause.reading
    number = number_at(reading.tokens, count[0], reading.lexicon)
    value = int(number.value) if number is not None else 0
    mark, begin = bound_before(count[0], reading.words)
    figure = Figure(first=begin, last=count[1], column=column, low=value, high=value, mark=mark)
    figures = [one for one in reading.figures if one.last <= figure.first or one.first >= figure.last]
    whole = replace(reading, figures=tuple(sorted([*figures, figure], key=lambda one: one.first)))
    return Clause(reading=whole, first=min(span[0], begin), last=span[1], kind=LOST, trigger=trigger)


def _number_beside(reading: Reading, word: Word) -> tuple[int, int] | None:
    """Return the number right before or right behind "of them": "41 of them", "из них двенадцать"."""
    for first in range(word.first - 1, max(-1, word.first - BACKWARDS), -1):
        number = number_at(reading.tokens, first, reading.lexicon)
        ends = number is not None and number.last == word.first and number.value > 1
        if ends and not _is_within_number(reading, first, word.first):
            return first, word.first
    after = next((at for at in (word.last, word.last + 1) if number_at(reading.tokens, at, reading.lexicon) is not None), None)
    number = None if after is None else number_at(reading.tokens, after, reading.lexicon)
    between = after is None or after == word.last or any(w.group == "bound" and w.last == after for w in reading.words)
    return (after, number.last) if after is not None and number is not None and between and number.value > 1 else None


def _is_within_number(reading: Reading, first: int, last: int) -> bool:
    """Whether a number that ends at a token begins before another token: "forty" of "a hundred and forty"."""
    before = number_at(reading.tokens, first - 1, reading.lexicon) if first else None
    return before is not None and before.last == last


def _end_of(reading: Reading, first: int, last: int) -> int:
    """Return where what is said of a part ends: at a mark, or at words for the rest."""
    rest = [word.first for word in reading.having("guard.rest", first=first, last=last)]
    marks = [at for at in range(first, last) if reading.tokens[at].low in STOPS]
    return min([*rest, *marks, last])
