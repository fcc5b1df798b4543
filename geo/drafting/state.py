"""What was read of a text so far."""

from dataclasses import dataclass, field

from geo.drafting.clause import Clause
from geo.drafting.guards import (
    Ignored,
)
from geo.drafting.moments import Written
from geo.drafting.place import Mention
from geo.drafting.said_by import Voice
from geo.drafting.statements import (
    Statement,
)

MONTHS_AGO = 2  # months, where no day is named
EMERGENCY_HOLDS = 4  # sentences

FAR = 2  # paragraphs over which a figure finds its place


@dataclass
class State:
    """What was read so far; it goes with one text."""

    statements: list[Statement] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    places: list[Mention] = field(
        default_factory=list
    )  # those of the last clause that gave statements
    paragraph: int = -1  # and its paragraph
    several: bool = False  # they stand for more places than are named
    latest: list[int] = field(default_factory=list)  # numbers of its statements
    head: Clause | None = None
    head_places: list[Mention] = field(default_factory=list)
    section: Mention | None = (
        None  # the place that a line of its own names, above what is said of it
    )
    emergency: int = -10  # the sentence that speaks of emergency cuts and names no place
    head_voice: Voice | None = None
    days: list[tuple[Written, int]] = field(default_factory=list)  # with the paragraph of an item, whose day is no other's
    planned: Written | None = None  # the day for which outages are planned
