"""Since when a region is without power: the first date of the spell that the shown date belongs to."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from geo.dataset import Dataset, at_level, day_by_day
from geo.situation.situation import RegionSituation, Situation
from geo.states import STATE_BITS, State
from geo.times import Moment


@dataclass(frozen=True, kw_only=True)
class Since:
    """The first date of a spell without power, and the time of day that the deciding report gives for it, if it does."""

    date: dt.date
    moment: Moment | None


def since_of(dataset: Dataset, situation: Situation, region: RegionSituation, *, level: int | None) -> Since | None:
    """Return since when a region is shown without power, wholly or in part, without a date between; None if it is not.

    A date without a report ends the spell: nothing is known of it. The deciding report may say that it began earlier.
    """
    one = at_level(day_by_day(dataset), level)
    index = one.timeline.index_of(region.worst_on or situation.date)
    if region.state < State.PART or index is None:
        return None
    position = int(np.flatnonzero((one.regions["code"] == region.code).to_numpy())[0])
    before = one.timeline.codes[:index, position] & STATE_BITS < State.PART
    first = one.timeline.day(int(np.flatnonzero(before)[-1]) + 1 if before.any() else 0)
    started: Moment | None = None
    if region.setter is not None:
        started = dataset.reports["started"].to_numpy(object)[region.setter]
    if started is None or started.start.date() > first:
        return Since(date=first, moment=None)
    return Since(date=started.start.date(), moment=None if started.whole_day else started)
