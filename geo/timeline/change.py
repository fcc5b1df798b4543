"""What changed between two dates, region by region."""

from enum import IntEnum

import numpy as np

from geo.states import FLAGS, STATE_BITS, State, all_hidden


class Change(IntEnum):
    """What became of a region from the earlier date to the later one.

    Silence is never good news: a region that was without power and of which nothing new is said is NO_NEWS, not RESTORED.
    FEW: few customers are out, and the region was not without power before either.
    NOT_COMPARABLE: reported on both dates, but of different parts of the region, so neither better, worse nor unchanged.
    HIDDEN: a filter hides all that is reported on one of the dates.
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
    NOT_COMPARABLE = 9
    HIDDEN = 10

    @property
    def word(self) -> str:
        return self.name.lower()


def changes_of(before: np.ndarray, after: np.ndarray, *, alike: np.ndarray | None = None) -> np.ndarray:
    """Compare two rows of a timeline's codes.

    Parameters
    ----------
    before, after
        Of equal shape and whole numbers, a `State` in the low three bits and FLAGS above.
    alike
        bool of the same shape: whether both states are of the same ground. None if all are.

    Returns
    -------
    uint8 of the same shape, each a `Change`.
    """
    old, new = (before & STATE_BITS).astype(np.int8), (after & STATE_BITS).astype(np.int8)
    was_out, is_out, was_some = old >= State.PART, new >= State.PART, old >= State.FEW
    silent = (new == State.NO_REPORT) | ((after & FLAGS["last_known"] > 0) & (new == old))
    other = np.zeros(old.shape, bool) if alike is None else ~alike
    rules = (  # the first that holds
        (all_hidden(before) | all_hidden(after), Change.HIDDEN),
        (was_some & silent, Change.NO_NEWS), (was_some & (new >= State.POWER_ON) & other, Change.NOT_COMPARABLE),
        (was_some & (new == State.POWER_ON), Change.RESTORED),
        (was_out & (new < old), Change.BETTER), (was_some & is_out & (new > old), Change.WORSE), (was_out, Change.SAME),
        (is_out, Change.NEW), (new == State.FEW, Change.FEW),
        (new == State.POWER_ON, Change.POWER_ON),
    )  # fmt: skip
    return np.select([holds for holds, _ in rules], [change for _, change in rules], Change.NO_REPORT).astype(np.uint8)
