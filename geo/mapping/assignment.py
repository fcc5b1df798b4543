"""What each of our columns is taken from while a table of reports is weighed, and whether it is one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from geo.derived import derived
from geo.mapping.columns import ENOUGH, SURE, column_for, unused_of
from geo.mapping.infer_states import lists_what_is_over
from geo.mapping.infer_times import times_of
from geo.mapping.vocabulary import fit, folded, meanings
from geo.reports import COLUMNS
from geo.tables import TableFile

SIGNS_OF_REPORTS = (
    "summary",
    "source",
    "extent",
    "cause",
    "ended_at",
    "status",
    "kind",
    "source_url",
)
MORE_SIGNS = (
    ("severity",),
    ("estimated restoration", "etr", "restoration time"),
    ("resolved", "is resolved"),
    ("lat", "latitude", "device latitude location"),
    ("incident id", "outage id", "incident number", "source event number", "fault reference"),
)
SIGNS_NEEDED = 2
OWN_COLUMNS = 4  # so many columns that are called as ours are, for a table to be a dataset's own


@dataclass
class Assignment:
    """What each of our columns is taken from, and why; it grows while the columns of a table are weighed.

    `given`: those of our columns that the user has named.
    """

    file: TableFile
    given: frozenset[str] = frozenset()
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def free(self) -> list[str]:
        """The columns that stand for nothing of ours yet."""
        return list(unused_of(self.file.table, self.columns))

    def assign(self, ours: str, names: tuple[str, ...], why: str = "") -> None:
        """Take columns for one of ours, unless it has some."""
        if names and ours not in self.columns:
            self.columns[ours] = names
            self.notes |= {ours: why} if why else {}

    def assign_best(
        self, ours: str, columns: Iterable[str], *, at_least: float = ENOUGH + 0.1
    ) -> None:
        """Take the column whose name fits ours best, if it fits well."""
        best, named = column_for(self.file, ours, "outages", columns)
        if named >= at_least:
            self.assign(ours, (best,))


def is_of_reports(file: TableFile) -> bool:
    """Whether a table has columns that only reports have: a source, a summary, a cause, an end, a state that is over."""
    first = {ours: meanings()["outages"][ours][:4] for ours in SIGNS_OF_REPORTS}
    names = list(map(str, file.table.columns))
    signs = [
        ours for ours, words in first.items() if any(fit(c, words) >= SURE - 0.1 for c in names)
    ]
    told = any(fit(c, words) >= SURE - 0.1 for c in names for words in meanings()["signs"].values())
    more = [words for words in MORE_SIGNS if any(fit(c, words) >= SURE for c in names)]
    return (
        from_to(file)
        or is_own(file)
        or told
        or lists_what_is_over(file)
        or len(signs) + len(more) >= SIGNS_NEEDED
        or "summary" in signs
    )


@derived()
def from_to(file: TableFile) -> bool:
    """Whether each row has a start and an end, or a forecast of one: it is one outage, not a count at a moment."""
    times = times_of(file)
    ends = "end" in times.columns or (times.forecast and "start" in times.columns)
    return ends and bool({"start", "time"} & set(times.columns))


def is_own(file: TableFile) -> bool:
    """Whether a table is a dataset's own, in whatever shape: its columns are called as ours are."""
    names = {folded(str(column)).replace(" ", "_") for column in file.table.columns}
    return "extent" in names and len(names & set(COLUMNS)) >= OWN_COLUMNS
