"""The account: for every file what was read and what became of it, with totals that add up."""

from collections import Counter
from dataclasses import dataclass

from geo.dataset import Dataset
from geo.join import OUTSIDE
from geo.situation import unplaced


@dataclass(frozen=True, kw_only=True)
class Account:
    """What became of every record. `placed` counts reports by how they were placed; `unplaced` is (record_id, reason)."""

    reports: int
    placed: dict[str, int]
    counts: int
    counts_used: int
    unplaced: tuple[tuple[str, str], ...]
    regions: int
    repairs: tuple[str, ...]
    substations: int
    substations_outside: tuple[str, ...]


def account_of(dataset: Dataset) -> Account:
    """Account for every record of a dataset."""
    placement = dataset.placement
    placed = Counter(str(how) for how in placement.how[placement.region != OUTSIDE])
    outside = dataset.substations["region"] == OUTSIDE
    return Account(
        reports=len(dataset.reports), placed=dict(sorted(placed.items())), counts=dataset.counted,
        counts_used=dataset.counted - len(dataset.uncounted), unplaced=unplaced(dataset), regions=len(dataset.regions),
        repairs=dataset.repairs, substations=len(dataset.substations),
        substations_outside=tuple(map(str, dataset.substations["name"][outside])),
    )  # fmt: skip


def in_words(account: Account) -> list[str]:
    """Print the account, line by line; the last lines name each record that could not be placed, with the reason."""
    lines = [f"regions: {account.regions} read, {len(account.repairs)} repaired"]
    lines += [f"  {repair}" for repair in account.repairs]
    if account.substations:
        lines.append(f"substations: {account.substations} read, {len(account.substations_outside)} outside every region")
        lines += [f"  {name}: outside every region" for name in account.substations_outside]
    total = sum(account.placed.values())
    how = ", ".join(f"{n} by {how}" for how, n in account.placed.items()) or "none"
    lines.append(f"reports: {account.reports} read = {total} placed ({how}) + {account.reports - total} unplaced")
    if account.counts:
        lines.append(
            f"counts: {account.counts} read = {account.counts_used} used + {account.counts - account.counts_used} unplaced"
        )
    return lines + [f"  {record}: {reason}" for record, reason in account.unplaced]
