"""What became of the rows of a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from geo.errors import Fault


@dataclass(frozen=True, kw_only=True)
class Intake:
    """What became of the rows of a file of substations, before they met the regions.

    `read`: rows in the file; `left_out`: how many of them the frame does not hold, by reason; `notes`: a sentence for each thing
    that its user should know; `rejected`: a fault for each row, or several, that cannot be used, the first ones if they are many;
    `rejected_count`: how many rows these and the others are.
    """

    read: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    rejected: tuple[Fault, ...] = ()
    rejected_count: int = 0
