"""What changed between two dates, region by region."""

from enum import IntEnum

import numpy as np

from geo.states import FLAGS, STATE_BITS, State


class Change(IntEnum):
    """What became of a region from the earlier date to the later one.

    Silence is never good news: a region that was without power and of which nothing new is said is NO_NEWS, not RESTORED.
    FEW: few customers are out, and the region was not without power before either.
    """

    NO_REPORT = 0
    POWER_ON = 1
    NO_NEWS = 2
    RESTORED = 3
    BETTER = 4
    SAME = 5
    WORSE = 6
    NEW = 7
    FEW = 8

    @property
    def word(self) -> str:
        return self.name.lower()


def changes_of(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Compare two rows of a timeline's codes.

    Parameters
    ----------
    before, after
        uint8 of equal shape, a `State` in the low three bits and FLAGS above.

    Returns
    -------
    uint8 of the same shape, each a `Change`.
    """
    old, new = (before & STATE_BITS).astype(np.int8), (after & STATE_BITS).astype(np.int8)
    was_out, is_out, was_some = old >= State.PART, new >= State.PART, old >= State.FEW
    silent = (new == State.NO_REPORT) | ((after & FLAGS["last_known"] > 0) & (new == old))
    rules = (  # the first that holds
        (was_some & silent, Change.NO_NEWS), (was_some & (new == State.POWER_ON), Change.RESTORED),
        (was_out & (new < old), Change.BETTER), (was_some & is_out & (new > old), Change.WORSE), (was_out, Change.SAME),
        (is_out, Change.NEW), (new == State.FEW, Change.FEW),
        (new == State.POWER_ON, Change.POWER_ON),
    )  # fmt: skip
    return np.select([holds for holds, _ in rules], [change for _, change in rules], Change.NO_REPORT).astype(np.uint8)
