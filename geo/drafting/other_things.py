"""What a trigger may be of that is no power at homes: water, the grid itself, outages that something else comes with."""

from geo.drafting.clause import LOST, PLANNED, Clause
from geo.drafting.counted import OUT
from geo.drafting.lexicon import Word
from geo.drafting.pieces import MARKS
from geo.drafting.reading import Reading

ARTICLES = frozenset({"the", "a", "an"})


def is_supply_of_else(reading: Reading, word: Word) -> bool:
    """Whether "supply" is that of water or of anything but power: "water supply was restored", "without supply of books"."""
    tokens = reading.tokens
    own = tokens[word.first].low.startswith("suppl") and any(w.last == word.first for w in reading.having("noun.utility"))
    of = tokens[word.last - 1].low == "supply" and tokens[word.last : word.last + 1] and tokens[word.last].low == "of"
    return own or bool(of and not reading.having("noun.power", first=word.last + 1, last=word.last + 3))


def is_of_the_grid(reading: Reading, word: Word) -> bool:
    """Whether a line, a substation or the like is off, and not who is supplied: "the line has been disconnected"."""
    near = [a for a in reading.having("asset") if 0 <= word.first - a.last <= 2 or 0 <= a.first - word.last <= 1]
    counted = any(w.name in OUT for w in reading.having("unit"))
    return bool(near) and not counted and not reading.having("trigger.lost")


def is_background(reading: Reading, word: Word) -> bool:
    """Whether an outage is only what something else comes with: "amid blackouts", "due to ongoing
    power cuts".
    """
    return any(
        0 <= word.first - b.last <= 2 and not any(reading.tokens[at].low in MARKS for at in range(b.last, word.first))
        for b in reading.having("guard.background")
    )


def is_of_the_rails(clause: Clause) -> bool:
    """Whether a clause says of the wires that feed trains that they are off: its piece begins with them, and counts nobody."""
    reading, trigger = clause.reading, clause.trigger
    if any(w.name in OUT for w in clause.words("unit")) or clause.kind not in {LOST, PLANNED}:
        return False
    for word in clause.words("guard.catenary"):
        at = word.first - (word.first > 0 and reading.tokens[word.first - 1].low in ARTICLES)
        begins = at <= clause.first or reading.tokens[at - 1].low in MARKS
        if word.last <= trigger.first and begins:
            return True
    return False
