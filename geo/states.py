"""What a region can be on a date, the flags beside it, and the shares at which each state begins."""

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np


class State(IntEnum):
    """What is known of a region's power on a date, from nothing to the worst; the order is the order of severity.

    FEW: some customers are out, a share below the first break. A region is "without power", wholly or in part, from PART on.
    """

    NO_REPORT = 0
    POWER_ON = 1
    FEW = 2
    PART = 3
    LARGE_PART = 4
    NEARLY_ALL = 5
    ALL = 6

    @property
    def word(self) -> str:
        return self.name.lower()


# The byte of a region and date: the state in the low three bits, a flag in each of the others.
# The page gets these numbers with its data (`layers.style.as_data`).
PARTIAL, LAST_KNOWN, CONTESTED, ESTIMATED, SCHEDULED = 0x08, 0x10, 0x20, 0x40, 0x80
OF_A_BYTE = 0xFF
HIDDEN, UNSAID = 0x100, 0x200  # above the byte: few datasets have them
FLAGS = {"partial": PARTIAL, "last_known": LAST_KNOWN, "contested": CONTESTED, "estimated": ESTIMATED,
         "scheduled": SCHEDULED, "hidden": HIDDEN, "unsaid": UNSAID}  # fmt: skip
"""`scheduled`: planned work is announced for the date, whatever the state: it is no outage.
`hidden`: a filter hides statements on the region and date; without a state beside it, that is not "no report".
`unsaid`: what is reported says nothing of how much is out, and no state stands beside it: that is not "no report" either."""
STATE_BITS = 0x07


def all_hidden(codes: np.ndarray | int) -> np.ndarray:
    """Return which states and flags (any shape) are of regions of which a filter hides all that is reported."""
    wide = np.asarray(codes, np.uint16)
    return np.asarray((wide & STATE_BITS == State.NO_REPORT) & (wide & HIDDEN > 0) & (wide & UNSAID == 0))


def unsaid(codes: np.ndarray | int) -> np.ndarray:
    """Return which states and flags (any shape) are of regions that are reported, but not how much of them is out."""
    return np.asarray(np.asarray(codes, np.uint16) & UNSAID > 0)


@dataclass(frozen=True, kw_only=True)
class Breaks:
    """Shares of customers out at which a state begins; a share above 0 and below `part` is FEW."""

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
    """Return the class of each figure, numbered as the states are, as uint8.

    0 where there is no figure (NaN), 1 for nought, 2 above nought and below the first edge, 3 from the first edge on, 6 from the
    fourth on. With the edges 10, 20, 30, 40 the figures NaN, 0, 0.5, 10, 39, 40 are of the classes 0, 1, 2, 3, 5, 6.
    """
    above = np.searchsorted(np.array(edges), figures, side="right")
    found = np.where(figures > 0, above + int(State.FEW), int(State.POWER_ON))
    return np.where(np.isnan(figures), int(State.NO_REPORT), found).astype(np.uint8)
