"""What a region can be on a date, the flags beside it, and the shares at which each state begins."""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np


class State(IntEnum):
    """What is known of a region's power on a date, from nothing to the worst; the order is the order of severity."""

    NO_REPORT = 0
    POWER_ON = 1
    PART = 2
    LARGE_PART = 3
    NEARLY_ALL = 4
    ALL = 5

    @property
    def word(self) -> str:
        return self.name.lower()


PARTIAL, LAST_KNOWN, CONTESTED, ESTIMATED = 0x08, 0x10, 0x20, 0x40
FLAGS = {"partial": PARTIAL, "last_known": LAST_KNOWN, "contested": CONTESTED, "estimated": ESTIMATED}
STATE_BITS = 0x07


@dataclass(frozen=True, kw_only=True)
class Breaks:
    """Shares of customers out at which a state begins; below `part` the power counts as on."""

    part: float = 0.01
    large_part: float = 0.3
    nearly_all: float = 0.9
    all: float = 0.99

    @property
    def edges(self) -> tuple[float, ...]:
        """The shares, rising."""
        return tuple(getattr(self, name) for name in self.names())

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The states that begin at the shares."""
        return tuple(one.name for one in fields(cls))

    def states(self, share: np.ndarray) -> np.ndarray:
        """Return the `State` of each share (any shape; NaN gives NO_REPORT) as uint8."""
        return classes_of(share, self.edges)


@dataclass(frozen=True, kw_only=True)
class MetricBreaks:
    """Four rising figures each, at which the classes of a metric begin: customers, customer-hours, hours above a share."""

    customers: tuple[float, ...] = (1, 1_000, 10_000, 100_000)
    customer_hours: tuple[float, ...] = (1, 1_000, 10_000, 100_000)
    hours: tuple[float, ...] = (0.25, 1, 6, 12)


def classes_of(figures: np.ndarray, edges: tuple[float, ...]) -> np.ndarray:
    """Return for each figure 0 where there is none (NaN), 1 below the first edge, up to 5 from the fourth on, as uint8."""
    found = np.searchsorted(np.array(edges), figures, side="right") + int(State.POWER_ON)
    return np.where(np.isnan(figures), int(State.NO_REPORT), found).astype(np.uint8)
