"""The part of a place that is meant, in words, and the share that it is."""

from geo.drafting.clause import Clause
from geo.drafting.extents import NEAR_PLACE, Said
from geo.drafting.place import Mention
from geo.drafting.standing import is_here

POSSESSIVE = {"'s", "’s"}


def scope_of(clause: Clause, place: Mention) -> tuple[Said | None, str]:
    """Return the part of a place that is meant, in words, and the share it is if the words say
    one.
    """
    reading = clause.reading
    if not is_here(clause, place):
        return None, ""
    for word in clause.words("scope"):  # "Kyiv's left bank"
        owned = [token.low for token in reading.tokens[place.last : word.first]]
        if owned and owned[0] in POSSESSIVE and len(owned) <= 2:
            return Said(value="", first=word.first, last=word.last, rule=f"scope.{word.name}"), ""
    for word in reversed(clause.words("share", "scope")):
        gap = range(word.last, place.first)
        if not 0 <= place.first - word.last <= NEAR_PLACE or any(
            reading.tokens[at].low in ",(" for at in gap
        ):
            continue
        if any(m.first in gap for m in reading.mentions) or reading.having(
            "clause.and", first=word.last, last=place.first
        ):
            continue
        if word.group == "share":
            return Said(value="", first=word.first, last=place.last, rule="scope.share"), word.name
        last = word.last
        while last > word.first + 1 and reading.tokens[last - 1].low in {"of", "the"}:
            last -= 1
        first = word.first
        while first < last - 1 and reading.tokens[first].low == "the":
            first += 1
        return Said(value="", first=first, last=last, rule=f"scope.{word.name}"), ""
    return None, ""
