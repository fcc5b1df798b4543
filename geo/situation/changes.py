"""What changed between two dates: only reports of the same ground are compared."""

from dataclasses import replace

import numpy as np

from geo.dataset import Dataset
from geo.errors import UsageError
from geo.sentences import Sentence
from geo.situation.situation import RegionSituation, Situation, situation_of
from geo.states import State
from geo.timeline import changes_of
from geo.view import View


def compared(dataset: Dataset, view: View, after: Situation) -> tuple[Situation, np.ndarray] | None:
    """Return the date that a View compares with, and what became of each region since: see `changes_between`.

    `after`: the situation of the later date. None if the View compares with none. Raises UsageError if that date is not earlier.
    """
    if view.compare is None:
        return None
    if view.compare >= after.date:
        raise UsageError(Sentence("The date compared with, {compare}, is not before {date}. Name an earlier one.",
                                  compare=view.compare, date=after.date))
    before = situation_of(dataset, replace(view, date=view.compare))
    return before, changes_between(before, after)


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
