"""Places where something was hit, which need not be those without power."""

from collections.abc import Sequence

from geo.drafting.clause import Clause
from geo.drafting.place import Mention
from geo.drafting.standing import list_start


def is_struck(clause: Clause, place: Mention) -> bool:
    """Whether a place only says where a strike fell: "after shelling of A and B"."""
    at = list_start(clause, place)
    return any(0 <= at - w.last <= 1 for w in clause.words("cause") if w.name == "attack")


def without_struck(clause: Clause, places: Sequence[Mention]) -> list[Mention]:
    """Leave out where what was hit stands, if other places are named: "A lost power after a strike on a substation near B"."""
    return [p for p in places if not is_near_asset(clause, p)] or list(places)


def is_near_asset(clause: Clause, place: Mention) -> bool:
    """Whether a place only says where a thing of the grid stands: "a substation near B"."""
    ends = {w.last for w in clause.words("asset")}
    return any(w.last == place.first and w.first in ends for w in clause.words("place.near"))
