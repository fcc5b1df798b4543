"""Places where something was hit, which need not be those without power."""

from collections.abc import Sequence

from geo.drafting.clause import Clause
from geo.drafting.place import Mention
from geo.drafting.standing import list_start

BEHIND = 3  # words between a place and what came down near it


def is_struck(clause: Clause, place: Mention) -> bool:
    """Whether a place only says where a strike fell: "after shelling of A and B"."""
    at = list_start(clause, place)
    return any(0 <= at - w.last <= 1 for w in clause.words("cause") if w.name == "attack")


def without_struck(clause: Clause, places: Sequence[Mention]) -> list[Mention]:
    """Leave out where what was hit stands, if other places are named: "A lost power after a strike on a substation near B"."""
    return [p for p in places if not is_near_asset(clause, p)] or list(places)


def is_near_asset(clause: Clause, place: Mention) -> bool:
    """Whether a place only says where a thing of the grid stands: "a substation near B", "near B a line came down"."""
    assets = clause.words("asset")
    behind = any(0 <= w.first - place.last <= BEHIND for w in assets)
    return any(
        w.last == place.first and (behind or any(w.first == one.last for one in assets)) for w in clause.words("place.near")
    )
