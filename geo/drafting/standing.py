"""Where a place stands in its clause: in a list, before a dash, or only in a sentence before."""

from geo.drafting.clause import Clause
from geo.drafting.place import Mention
from geo.drafting.text import DASHES


def is_here(clause: Clause, place: Mention) -> bool:
    """Whether a place is named in the sentence of a clause, and not before it."""
    return any(one.start == place.start for one in clause.reading.mentions)


def is_dashed(clause: Clause, place: Mention) -> bool:
    """Whether a dash stands after a place, for the verb: "in A — some streets"."""
    tokens = clause.reading.tokens
    return place.last < len(tokens) and tokens[place.last].low in DASHES


def list_start(clause: Clause, place: Mention) -> int:
    """Return where the list of places begins in which a place stands: "A, B and C" begins at A."""
    at = place.first
    joins = {w.first for w in clause.words("clause.and")}
    for before in reversed([m for m in clause.reading.mentions if m.last <= place.first]):
        if (
            not all(
                n in joins or clause.reading.tokens[n].low in {",", "the"}
                for n in range(before.last, at)
            )
            or before.last == at
        ):
            break
        at = before.first
    return at
