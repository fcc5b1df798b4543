"""Hours that a schedule gives: "four hours without light, two with it" say no more than that it applies."""

from geo.drafting.lexicon import Word
from geo.drafting.numerals import number_at
from geo.drafting.reading import Reading

SAYING = frozenset({"lost", "normal"})


def are_of_a_schedule(reading: Reading, first: int, word: Word) -> bool:
    """Whether nothing but a number of hours stands before a trigger in its piece, and a schedule in a piece before it."""
    if word.name not in SAYING or not reading.having("trigger.planned", last=first):
        return False
    hours = {at for w in reading.having("time.hours", "clause.and") for at in range(w.first, w.last)}
    counted = {at for at in range(first, word.first) if number_at(reading.tokens, at, reading.lexicon) is not None}
    return bool(counted) and all(at in hours | counted for at in range(first, word.first))
