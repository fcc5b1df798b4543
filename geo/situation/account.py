"""The account: for every file how many records were read and what became of each, in totals that add up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from geo.counts import BAD
from geo.dataset import Dataset
from geo.dataset_toml import FILE
from geo.derived import derived
from geo.errors import Fault
from geo.language import WordTable, _
from geo.places import OUTSIDE
from geo.sentences import Sentence
from geo.settings import Files
from geo.situation.situation import unplaced
from geo.sources import without_secrets
from geo.tables import Intake

FIGURES = ("population", "customers")
KEPT_WORDS = (("quotes", "evidence"), ("ledger", "ledger"), ("saved reports", "reports"))
PLACED_BY = ("code", "point", "substation", "name")
ASKED = "asked:"  # how the reason begins of a record that somebody must be asked about
NOTES_SHOWN, OF_A_KIND = 20, 10
_INPUTS = WordTable({
    "settings": "settings", "regions": "regions", "base map": "base map", "gazetteer": "gazetteer", "substations": "substations",
    "reports": "reports", "counts": "counts", "customers": "customers", "quotes": "quotes", "ledger": "ledger",
    "saved reports": "saved reports",
}, context="an input of a dataset")  # fmt: skip
_OUTCOMES = WordTable({
    "kept": "kept", "repaired": "repaired", "rejected": "rejected", "merged": "merged", "outside": "outside", "used": "used",
    "unplaced": "unplaced", "asked": "asked", "by code": "by code", "by point": "by point", "by substation": "by substation",
    "by name": "by name", "totals": "totals", "of no region or without a figure": "of no region or without a figure",
    "not a substation": "not a substation", "without a position": "without a position",
    "added to another of its region and time": "added to another of its region and time",
    "a sum of the others of its region and time": "a sum of the others of its region and time",
    "a lower figure of the same place and time": "a lower figure of the same place and time",
    "of a place whose whole region has a row of that time": "of a place whose whole region has a row of that time",
    "nobody out in a place, which says nothing of the rest of its region":
        "nobody out in a place, which says nothing of the rest of its region",
    "the same row again": "the same row again",
    "of no report": "of no report", "of withdrawn records": "of withdrawn records", "of corrected values": "of corrected values",
}, context="what became of records")  # fmt: skip
Record = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class FileAccount:
    """One input: how many records were read, and how many came to each outcome; the outcomes add up to `read`."""

    what: str
    file: str
    read: int
    outcomes: Mapping[str, int]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Account:
    """What became of every record of a dataset; `asked` and `unplaced` are (record_id, reason) and share no record.

    `rejected`: a fault, or several, for each row that cannot be used, the first ones if they are many.
    """

    files: tuple[FileAccount, ...]
    asked: tuple[Record, ...]
    unplaced: tuple[Record, ...]
    rejected: tuple[Fault, ...] = ()

    def of(self, what: str) -> FileAccount:
        """Return the account of one input: regions, base map, gazetteer, substations, reports or counts."""
        return next(one for one in self.files if one.what == what)

    @property
    def off_map(self) -> tuple[Record, ...]:
        """All records that the map does not show, with the reason; a rejected row is called by its file and number."""
        return self.asked + self.unplaced + rejected_records(self.rejected)


@derived()
def account_of(dataset: Dataset) -> Account:
    """Account for every record of a dataset; a dataset never changes, so it is done once, not on every date."""
    files = _files_of(dataset)
    districts = sum(len(level.regions) for level in dataset.finer)  # they are places of the gazetteer too
    accounts = [
        *_settings(dataset),
        _regions(dataset),
        _all_kept("base map", files.basemap, len(dataset.basemap)),
        _all_kept("gazetteer", files.gazetteer, len(dataset.gazetteer) - districts, dataset.intakes.get("gazetteer")),
        _substations(dataset),
        _reports(dataset),
        _counts(dataset),
        _customers(dataset),
        *(_kept_words(dataset, what, key) for what, key in KEPT_WORDS),
    ]
    lost = unplaced(dataset)
    return Account(files=tuple(one for one in accounts if one.read or one.file),
                   asked=tuple(record for record in lost if _is_asked(record[1])),
                   unplaced=tuple(record for record in lost if not _is_asked(record[1])),
                   rejected=rejected(dataset))  # fmt: skip


def rejected(dataset: Dataset) -> tuple[Fault, ...]:
    """Return the faults of all rows that were rejected, file by file; of substations without what their cells say.

    A cell of a substation, and of a report that an embargo keeps back, may say what must not leave the house.
    """
    stations = tuple(replace(fault, value=None) for fault in dataset.intake.rejected)
    counts = () if dataset.count_summary is None else dataset.count_summary.rejected
    return (*(fault for intake in dataset.intakes.values() for fault in intake.rejected), *stations, *counts)


def rejected_count(dataset: Dataset) -> int:
    """Return how many rows were rejected; of counts there may be more than are listed."""
    tables = [*dataset.intakes.values(), dataset.intake]
    of_counts = 0 if dataset.count_summary is None else dataset.count_summary.rejected_count
    return sum(one.rejected_count for one in tables) + of_counts


def rejected_records(faults: Iterable[Fault]) -> tuple[Record, ...]:
    """Return rejected rows as (which row, why)."""
    return tuple((Sentence("{file}, row {row}", file=fault.file, row=fault.row), _reason(fault)) for fault in faults)


def rejected_as_data(faults: Iterable[Fault]) -> list[dict[str, object]]:
    """Return rejected rows as plain data: file, row, column, value, reason."""
    return [{"file": fault.file, "row": fault.row, "column": fault.column, "value": fault.value,
             "reason": _advice(fault, value="")} for fault in faults]  # fmt: skip


def _reason(fault: Fault) -> str:
    said = _advice(fault, value="" if fault.value is None else f" {fault.value!r}")
    return said if fault.column is None else Sentence("column {column}: {said}", column=fault.column, said=said)


def _advice(fault: Fault, *, value: str) -> Sentence:
    return Sentence("{what}{value}; expected: {expected}; remedy: {remedy}", what=fault.what, value=value,
                    expected=fault.expected, remedy=fault.remedy)  # fmt: skip


def in_words(account: Account) -> list[str]:
    """Print the account, line by line; the last lines name the records that are not on the map, with the reason.

    Of a kind of reason ten are named, and how many more there are.
    """
    lines = []
    for one in account.files:
        lines += [f"{_INPUTS[one.what]}: {_sum_in_words(one)}", *_indented(one.notes)]
    seen, kinds = Counter[str](), list[str]()
    for record, reason in account.off_map:
        kind = re.sub(r"'[^']*'|\"[^\"]*\"|\d+", "…", str(reason))
        seen[kind] += 1
        kinds += [kind] if seen[kind] == OF_A_KIND + 1 else []
        lines += [f"  {record}: {reason}"] if seen[kind] <= OF_A_KIND else []
    return lines + ["  " + _("... and {count} more: {kind}", count=seen[kind] - OF_A_KIND, kind=kind)
                    for kind in kinds]  # fmt: skip


def is_bare(account: Account) -> bool:
    """Whether there are reports or counts, and not one of them is on the map."""
    said = [one for one in account.files if one.what in {"reports", "counts"} and one.read]
    return bool(said) and not any(n for one in said for outcome, n in one.outcomes.items() if outcome == "used" or
                                  outcome.startswith("by "))  # fmt: skip


def as_data(account: Account) -> dict[str, object]:
    """Return the account as plain data, for other programs; outcomes of 0 are given too."""
    return {
        "files": [{"file": one.file, "read": one.read, "outcomes": dict(one.outcomes), "notes": list(one.notes)}
                  for one in account.files],
        "asked": [{"record_id": record, "reason": reason} for record, reason in account.asked],
        "unplaced": [{"record_id": record, "reason": reason} for record, reason in account.unplaced],
        "rejected": rejected_as_data(account.rejected),
    }  # fmt: skip


def _files_of(dataset: Dataset) -> Files:
    return Files(**{name: without_secrets(entry) for name, entry in asdict(dataset.settings.files).items()})


def _settings(dataset: Dataset) -> Iterator[FileAccount]:
    """Yield the account of dataset.toml if one of its texts was repaired."""
    if notes := dataset.settings.notes:
        yield FileAccount(what="settings", file=FILE, read=len(notes), outcomes={"repaired": len(notes)}, notes=notes)


def _regions(dataset: Dataset) -> FileAccount:
    files, repaired = _files_of(dataset), len(dataset.repairs)
    kept = len(dataset.regions) + sum(len(level.regions) for level in dataset.finer)
    # a region of which only a figure was rejected is there
    gone = {(fault.file, fault.row) for fault in dataset.intakes.get("regions", Intake()).rejected if fault.column not in FIGURES}
    outcomes = {"kept": kept - repaired, "repaired": repaired, **({"rejected": len(gone)} if gone else {})}
    return FileAccount(what="regions", file=", ".join(filter(None, [files.regions, files.finer_regions])), read=kept + len(gone),
                       outcomes=outcomes,
                       notes=(*dataset.repairs, *dataset.notes.get("regions", ())))


def _all_kept(what: str, file: str, kept: int, intake: Intake | None = None) -> FileAccount:
    outcomes = {"kept": kept} | _of(intake or Intake())
    return FileAccount(what=what, file=file, read=sum(outcomes.values()), outcomes=outcomes,
                       notes=intake.notes if intake else ())


def _of(intake: Intake) -> dict[str, int]:
    """What became of the rows that are no records: "rejected" stands only where there are some."""
    return {**intake.left_out, **({"rejected": intake.rejected_count} if intake.rejected_count else {})}


def _substations(dataset: Dataset) -> FileAccount:
    """Those outside every region are named, by name alone: an id or a place would tell where they are."""
    stations, intake = dataset.substations, dataset.intake
    outside = stations["name"][stations["region"] == OUTSIDE]
    return FileAccount(
        what="substations", file=_files_of(dataset).substations, read=intake.read,
        outcomes={"kept": len(stations) - len(outside), "outside": len(outside), **_of(intake)},
        notes=(*intake.notes, *(Sentence("{name}: outside every region", name=name) for name in outside)),
    )  # fmt: skip


def _reports(dataset: Dataset) -> FileAccount:
    how, on_map = dataset.placement.how, dataset.placement.region != OUTSIDE
    asked = sum(map(_is_asked, dataset.placement.reason[~on_map]))
    outcomes = {f"by {by}": int((on_map & (how == by)).sum()) for by in PLACED_BY}
    intake = dataset.intakes.get("outages", Intake())
    gone = _of(intake)
    return FileAccount(what="reports", file=_files_of(dataset).outages, read=len(dataset.reports) + sum(gone.values()),
                       outcomes={**outcomes, "asked": asked, "unplaced": int((~on_map).sum()) - asked, **gone},
                       notes=intake.notes)


def _counts(dataset: Dataset) -> FileAccount:
    summary = dataset.count_summary
    if summary is None:
        return FileAccount(what="counts", file=_files_of(dataset).counts, read=0, outcomes={"used": 0, "unplaced": 0})
    reasons = [Sentence("{count:,} row rejected: {reason}", "{count:,} rows rejected: {reason}", count=n, reason=reason.value)
               if reason in BAD else
               Sentence("{count:,} row unplaced: {reason}", "{count:,} rows unplaced: {reason}", count=n, reason=reason.value)
               for reason, n in summary.left_out.items()]  # fmt: skip
    listed = len(summary.listed) + len(summary.rejected)
    if summary.unused + summary.rejected_count > listed:
        reasons.append(Sentence("the first {listed} of them are listed", listed=listed))
    intake = dataset.intakes.get("counts", Intake(read=summary.read))
    lost = {"rejected": summary.rejected_count} if summary.rejected_count else {}
    used = summary.read - summary.unused - summary.rejected_count
    outcomes = {"used": used, **intake.left_out, "unplaced": summary.unused, **lost}
    return FileAccount(what="counts", file=_files_of(dataset).counts, read=intake.read, outcomes=outcomes,
                       notes=(*intake.notes, *reasons, *(said for _, said in summary.beyond), *summary.notes))


def _customers(dataset: Dataset) -> FileAccount:
    intake = dataset.intakes.get("customers", Intake())
    gone = _of(intake)
    return FileAccount(what="customers", file=_files_of(dataset).customers, read=intake.read,
                       outcomes={"kept": intake.read - sum(gone.values()), **gone}, notes=intake.notes)


def _kept_words(dataset: Dataset, what: str, key: str) -> FileAccount:
    intake = dataset.intakes.get(key, Intake())
    kept = intake.read - sum(intake.left_out.values())
    return _all_kept(what, getattr(_files_of(dataset), key), kept, intake)


def _is_asked(reason: str) -> bool:
    return reason.startswith(ASKED)


def _sum_in_words(one: FileAccount) -> str:
    """Say how the records add up: "12 read = 12 placed (12 by name) + 0 unplaced"."""
    counts = {outcome: n for outcome, n in one.outcomes.items() if n or outcome == "unplaced"}
    words = {outcome: f"{n} {_OUTCOMES.get(outcome, outcome)}" for outcome, n in counts.items()}
    by = [said for outcome, said in words.items() if outcome.startswith("by ")]
    placed = sum(n for outcome, n in counts.items() if outcome.startswith("by "))
    parts = []
    if "by code" in one.outcomes:
        parts.append(_("{placed} placed ({how})", placed=placed, how=", ".join(by) or _("none")))
    parts += [said for outcome, said in words.items() if not outcome.startswith("by ")]
    read = _("{read} read", read=one.read)
    return f"{read} = {' + '.join(parts)}" if parts else read


def _indented(notes: Iterable[str]) -> list[str]:
    notes = list(notes)
    more = ["  " + _("... and {count} more: check --json tells all", count=len(notes) - NOTES_SHOWN)] if (
        len(notes) > NOTES_SHOWN) else []  # fmt: skip
    return [f"  {note}" for note in notes[:NOTES_SHOWN]] + more
