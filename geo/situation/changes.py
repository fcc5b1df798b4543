"""What changed between two dates: only reports of the same ground are compared."""

import numpy as np

from geo.situation.situation import RegionSituation, Situation
from geo.states import State
from geo.timeline import changes_of


def changes_between(before: Situation, after: Situation) -> np.ndarray:
    """Compare two dates of one level, region by region.

    "All of the Russian-held part" in June and "nearly all of the part under Ukrainian control" in January are of different
    ground: `Change.NOT_COMPARABLE`.

    Returns
    -------
    uint8, one `Change` for each region, in the order of the dataset.
    """
    alike = [_alike(old, new) for old, new in zip(before.regions, after.regions, strict=True)]
    return changes_of(before.codes, after.codes, alike=np.array(alike, bool))


def _alike(old: RegionSituation, new: RegionSituation) -> bool:
    """Whether two deciding reports speak of the same ground. Power that is on in the whole region is on in each of its parts."""
    same = old.scope.casefold() == new.scope.casefold()
    return same or (new.state == State.POWER_ON and not new.scope)
