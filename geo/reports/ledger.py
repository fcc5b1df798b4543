"""The ledger of a dataset, `ledger.csv`: who accepted, corrected or withdrew which record, and when. It only grows.

One row is one change: `at` (UTC), `who`, `action`, `record_id`; of a correction `field` with its `old` and `new` value,
of what was withdrawn `old` is the whole record, as JSON; of what was accepted `text_sha256` is the hash of its report;
`why` is a reason in words.

What was known earlier is found by undoing the newest changes first:

    accepted -> the record goes | corrected -> its old value comes back | withdrawn -> the record comes back
"""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from geo.errors import Fault, raise_faults
from geo.sentences import Sentence
from geo.tables import missing_columns, read_text_table, row_numbers

ACCEPTED, CORRECTED, WITHDRAWN = "accepted", "corrected", "withdrawn"
ACTIONS = (ACCEPTED, CORRECTED, WITHDRAWN)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One row of the ledger, all of it text."""

    at: str
    who: str
    action: str
    record_id: str
    field: str = ""
    old: str = ""
    new: str = ""
    text_sha256: str = ""
    why: str = ""

    @property
    def moment(self) -> dt.datetime | None:
        """When it was made, aware; None if `at` is no such time."""
        try:
            found = dt.datetime.fromisoformat(self.at)
        except ValueError:
            return None
        return None if found.tzinfo is None else found


LEDGER_COLUMNS = tuple(one.name for one in fields(Change))


def read_ledger(path: Path) -> list[Change]:
    """Read a ledger, its oldest row first. Raises DataError with every row that cannot be undone: its action is not known, its
    time names no zone, or a withdrawn record is not kept.
    """
    table = read_text_table(path)
    raise_faults(missing_columns(table, LEDGER_COLUMNS[:4], file=path.name, expected=", ".join(LEDGER_COLUMNS)))
    table = table.reindex(columns=list(LEDGER_COLUMNS), fill_value="")
    changes = [Change(**{name: str(one[name]) for name in LEDGER_COLUMNS}) for _, one in table.iterrows()]
    raise_faults(
        Fault(what=what, file=path.name, row=int(row), column=column, value=str(getattr(change, column)), expected=expected,
              remedy=Sentence("restore the row as it was: a ledger only grows"))
        for row, change in zip(row_numbers(table), changes, strict=True)
        for column, what, expected in _wrong(change)
    )  # fmt: skip
    return changes


def _wrong(change: Change) -> list[tuple[str, str, str]]:
    found = list[tuple[str, str, str]]()
    if change.action not in ACTIONS:
        found.append(("action", Sentence("no such action"), ", ".join(ACTIONS)))
    if change.moment is None:
        found.append(("at", Sentence("no time with a zone"), Sentence("a time in UTC such as 2026-01-07T10:00:00Z")))
    if change.action == WITHDRAWN and change.old and _record(change) is None:
        found.append(("old", Sentence("no record"), Sentence("the record that was withdrawn, as JSON")))
    return found


def _record(change: Change) -> dict[str, str] | None:
    try:
        found = json.loads(change.old)
    except ValueError:
        return None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else None


def undone(reports: pd.DataFrame, changes: Iterable[Change]) -> pd.DataFrame:
    """Return a table of reports (text columns, with `record_id`) as it was before some changes; the newest are given first.

    A record that the ledger does not name stays as it is: nobody knows since when it is known.
    """
    rows = {str(row["record_id"]): {str(k): str(v) for k, v in row.items()} for row in reports.to_dict("records")}
    numbers = dict(zip(rows, reports.index, strict=True))
    for change in changes:
        if change.action == ACCEPTED:
            rows.pop(change.record_id, None)
        elif change.action == WITHDRAWN:
            rows[change.record_id] = _record(change) or {}
        elif change.record_id in rows:
            rows[change.record_id] = rows[change.record_id] | {change.field: change.old}
    after = max(reports.index, default=-1) + 1
    index = [numbers.get(one, after + at) for at, one in enumerate(rows)]
    found = pd.DataFrame(list(rows.values()), columns=list(reports.columns), index=index, dtype=str).fillna("")
    found.attrs = dict(reports.attrs)
    return found
