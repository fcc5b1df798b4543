"""Whom a clause counts as without power: words for customers, people and villages, and numbers alone."""

from collections.abc import Sequence

from geo.drafting.clause import Clause, inner_figures
from geo.drafting.lexicon import Word
from geo.drafting.place import CITY, Mention

OUT = frozenset({"people", "customers", "settlements"})
OF_THE = 2  # words between what is counted and whose it is: "5,000 customers of the A district"


def units_out(clause: Clause, *, alone: bool) -> list[Word]:
    """Return the words for customers, people or villages that a clause says are out, and that count nothing else."""
    counted = counts_any(clause)
    return [
        w
        for w in clause.words("unit")
        if w.name in OUT
        and not clause.reading.in_frame(w.first)
        and not any(one.first <= w.first <= one.last + 4 for one in clause.words("guard.inhabited"))
        and not any(w.name != "people" and _names_it(clause, w, m) for m in clause.reading.mentions)
        and (counted or not any(m.first < w.first < m.last for m in clause.reading.mentions))  # "the A and B communities"
        and (alone or not any(f.first <= w.first < f.last for f in clause.reading.figures))
    ]


def are_all_of(clause: Clause, units: Sequence[Word], place: Mention) -> bool:
    """Whether people are counted by nothing but words for their town, right after them: "жители города" may be all."""
    last = units[-1].last
    named = any(0 <= m.first - last <= OF_THE and m.back and m.level == CITY for m in clause.reading.mentions)
    return place.level == CITY and named and all(word.name == "people" for word in units)


def _names_it(clause: Clause, word: Word, place: Mention) -> bool:
    """Whether a word of kind is that of a place: "the village of A", "села А"."""
    of = place.first - word.last == 1 and clause.reading.tokens[word.last].low == "of"
    return place.first == word.last or of


def bare_counts_of(clause: Clause) -> list[tuple[int, int]]:
    """Return the numbers in a clause of which no word says what they count."""
    reading = clause.reading
    counts = reading.listed_counts if clause.trigger.kind == "trigger.head" else reading.bare_counts
    return [one for one in counts if clause.first <= one[0] < clause.last and not _is_of_a_utility(clause, one[1])]


def _is_of_a_utility(clause: Clause, at: int) -> bool:
    """Whether words after a number say that it counts what has no water or heat: "86 buildings are without heating"."""
    end = next((n for n in range(at, clause.last) if clause.reading.tokens[n].low in {",", ";", ".", ":"}), clause.last)
    named = {word.name for word in clause.reading.having("noun", first=at, last=end)}
    return named == {"utility"}


def counts_any(clause: Clause) -> bool:
    """Whether a clause says how many are out."""
    return any(clause.reading.figures[number].column in OUT for number in inner_figures(clause))
