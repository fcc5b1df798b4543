"""Places that a sentence names and that no list of places holds: what it says of them is of no place named before."""

from collections.abc import Sequence

from geo.drafting.clause import Clause
from geo.drafting.place import Mention
from geo.drafting.reading import Reading


def is_unknown_place_named(clause: Clause) -> bool:
    """Whether a clause names, after a preposition, a place that is not known: then what it says is
    of no place named before.
    """
    reading = clause.reading
    if clause.words("level.centre", "level.peninsula"):
        return True  # of a region that was not named
    known = {at for m in reading.mentions for at in range(m.first, m.last)} | {
        at for t in reading.times for at in range(t.first, t.last)
    }
    lexical = {w.first for w in reading.words if w.group not in {"place", "cause"}}
    after = {
        w.last
        for w in reading.having("place.at" if reading.lexicon.language == "en" else "place.inside")
    }
    not_places = set(reading.lexicon.tables["not_places"])
    adjectives = tuple(reading.lexicon.tables["adjectives"]) or ("\0",)
    return any(  # "Новослобідська громада"
        w.first > clause.first
        and w.first - 1 not in known
        and reading.tokens[w.first - 1].capital
        and reading.tokens[w.first - 1].low.endswith(adjectives)
        for w in clause.words("level")
        if w.first not in known and not reading.in_frame(w.first)
    ) or any(
        at in after
        and reading.tokens[at].capital
        and at not in known | lexical
        and not reading.in_frame(at)
        and reading.tokens[at].low not in not_places
        for at in range(clause.first + 1, clause.last)
    )


def is_unknown_item(reading: Reading, places: Sequence[Mention]) -> bool:
    """Whether an item of a list begins with a name that is no known place: its figures are of no other."""
    at = next((n for n, token in enumerate(reading.tokens[:3]) if token.is_word), None)
    if not reading.sentence.item or places or at is None or not reading.tokens[at].capital:
        return False
    lexical = {n for w in reading.words if w.group not in {"place", "cause"} for n in range(w.first, w.last)}
    return at not in lexical and reading.tokens[at].low not in reading.lexicon.tables["not_places"]


def names_part(clause: Clause, place: Mention) -> bool:
    """Whether a clause names, after a town, a part of it or a place that is not known: "in A, the
    lights are out in the B district".
    """
    reading = clause.reading
    inside = {at for m in reading.mentions if m is place or m.back for at in range(m.first, m.last)}
    return is_unknown_place_named(clause) or any(
        w.first not in inside and w.name in {"district", "districts"}
        for w in clause.words("level")
        if not reading.in_frame(w.first)
    )
