"""The account: for every file how many records were read and what became of each, in totals that add up."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from geo.dataset import Dataset
from geo.derived import derived
from geo.places import OUTSIDE
from geo.settings import Files
from geo.situation.situation import unplaced
from geo.sources import without_secrets
from geo.tables import Intake

PLACED_BY = ("code", "point", "substation", "name")
ASKED = "asked:"  # how the reason begins of a record that somebody must be asked about
NOTES_SHOWN = 20
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
    """What became of every record of a dataset; `asked` and `unplaced` are (record_id, reason) and share no record."""

    files: tuple[FileAccount, ...]
    asked: tuple[Record, ...]
    unplaced: tuple[Record, ...]

    def of(self, what: str) -> FileAccount:
        """Return the account of one input: regions, base map, gazetteer, substations, reports or counts."""
        return next(one for one in self.files if one.what == what)

    @property
    def off_map(self) -> tuple[Record, ...]:
        """All records that the map does not show, with the reason."""
        return self.asked + self.unplaced


@derived()
def account_of(dataset: Dataset) -> Account:
    """Account for every record of a dataset; a dataset never changes, so it is done once, not on every date."""
    files = _files_of(dataset)
    districts = sum(len(level.regions) for level in dataset.finer)  # they are places of the gazetteer too
    accounts = [
        _regions(dataset),
        _all_kept("base map", files.basemap, len(dataset.basemap)),
        _all_kept("gazetteer", files.gazetteer, len(dataset.gazetteer) - districts),
        _substations(dataset),
        _reports(dataset),
        _counts(dataset),
        _customers(dataset),
    ]
    lost = unplaced(dataset)
    return Account(files=tuple(one for one in accounts if one.read or one.file),
                   asked=tuple(record for record in lost if _is_asked(record[1])),
                   unplaced=tuple(record for record in lost if not _is_asked(record[1])))  # fmt: skip


def in_words(account: Account) -> list[str]:
    """Print the account, line by line; the last lines name each record that is not on the map, with the reason."""
    lines = []
    for one in account.files:
        lines += [f"{one.what}: {_sum_in_words(one)}", *_indented(one.notes)]
    return lines + [f"  {record}: {reason}" for record, reason in account.off_map]


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
    }  # fmt: skip


def _files_of(dataset: Dataset) -> Files:
    return Files(**{name: without_secrets(entry) for name, entry in asdict(dataset.settings.files).items()})


def _regions(dataset: Dataset) -> FileAccount:
    files, repaired = _files_of(dataset), len(dataset.repairs)
    read = len(dataset.regions) + sum(len(level.regions) for level in dataset.finer)
    return FileAccount(what="regions", file=", ".join(filter(None, [files.regions, files.finer_regions])), read=read,
                       outcomes={"kept": read - repaired, "repaired": repaired},
                       notes=(*dataset.repairs, *dataset.notes.get("regions", ())))


def _all_kept(what: str, file: str, read: int) -> FileAccount:
    return FileAccount(what=what, file=file, read=read, outcomes={"kept": read})


def _substations(dataset: Dataset) -> FileAccount:
    """Those outside every region are named, by name alone: an id or a place would tell where they are."""
    stations, intake = dataset.substations, dataset.intake
    outside = stations["name"][stations["region"] == OUTSIDE]
    return FileAccount(
        what="substations", file=_files_of(dataset).substations, read=intake.read,
        outcomes={"kept": len(stations) - len(outside), "outside": len(outside), **intake.left_out},
        notes=(*intake.notes, *(f"{name}: outside every region" for name in outside)),
    )  # fmt: skip


def _reports(dataset: Dataset) -> FileAccount:
    how, on_map = dataset.placement.how, dataset.placement.region != OUTSIDE
    asked = sum(map(_is_asked, dataset.placement.reason[~on_map]))
    outcomes = {f"by {by}": int((on_map & (how == by)).sum()) for by in PLACED_BY}
    return FileAccount(what="reports", file=_files_of(dataset).outages, read=len(dataset.reports),
                       outcomes={**outcomes, "asked": asked, "unplaced": int((~on_map).sum()) - asked},
                       notes=dataset.notes.get("outages", ()))


def _counts(dataset: Dataset) -> FileAccount:
    tally = dataset.tally
    if tally is None:
        return FileAccount(what="counts", file=_files_of(dataset).counts, read=0, outcomes={"used": 0, "unplaced": 0})
    reasons = [f"{n:,} {'row' if n == 1 else 'rows'} unplaced: {reason.value}" for reason, n in tally.left_out.items()]
    if tally.unused > len(tally.listed):
        reasons.append(f"the first {len(tally.listed)} of them are listed")
    intake = dataset.intakes.get("counts", Intake(read=tally.read))
    outcomes = {"used": tally.read - tally.unused, **intake.left_out, "unplaced": tally.unused}
    return FileAccount(what="counts", file=_files_of(dataset).counts, read=intake.read, outcomes=outcomes,
                       notes=(*intake.notes, *reasons, *tally.notes))


def _customers(dataset: Dataset) -> FileAccount:
    intake = dataset.intakes.get("customers", Intake())
    kept = intake.read - sum(intake.left_out.values())
    return FileAccount(what="customers", file=_files_of(dataset).customers, read=intake.read,
                       outcomes={"kept": kept, **intake.left_out}, notes=intake.notes)


def _is_asked(reason: str) -> bool:
    return reason.startswith(ASKED)


def _sum_in_words(one: FileAccount) -> str:
    """Say how the records add up: "12 read = 12 placed (12 by name) + 0 unplaced"."""
    counts = {outcome: n for outcome, n in one.outcomes.items() if n or outcome == "unplaced"}
    by = [f"{n} {outcome}" for outcome, n in counts.items() if outcome.startswith("by ")]
    placed = sum(n for outcome, n in counts.items() if outcome.startswith("by "))
    parts = [f"{placed} placed ({', '.join(by) or 'none'})"] if "by code" in one.outcomes else []
    parts += [f"{n} {outcome}" for outcome, n in counts.items() if not outcome.startswith("by ")]
    return f"{one.read} read = {' + '.join(parts)}" if parts else f"{one.read} read"


def _indented(notes: Iterable[str]) -> list[str]:
    notes = list(notes)
    more = [f"  ... and {len(notes) - NOTES_SHOWN} more: check --json tells all"] if len(notes) > NOTES_SHOWN else []
    return [f"  {note}" for note in notes[:NOTES_SHOWN]] + more
