"""The ledger of a dataset, `ledger.csv`: who accepted, corrected or withdrew which record, and when. It only grows.

One row is one change: `at` (UTC), `who`, `action`, `record_id`; of a correction `field` with its `old` and `new` value,
of what was withdrawn `old` is the whole record, as JSON; of what was accepted `text_sha256` is the hash of its report.
"""

from dataclasses import dataclass, fields
from pathlib import Path

from geo.errors import Fault, raise_faults
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


LEDGER_COLUMNS = tuple(one.name for one in fields(Change))


def read_ledger(path: Path) -> list[Change]:
    """Read a ledger, its oldest row first. Raises DataError with every row whose action is not known."""
    table = read_text_table(path)
    raise_faults(missing_columns(table, LEDGER_COLUMNS[:4], file=path.name, expected=", ".join(LEDGER_COLUMNS)))
    table = table.reindex(columns=list(LEDGER_COLUMNS), fill_value="")
    raise_faults(
        Fault(what="no such action", file=path.name, row=int(row), column="action", value=action,
              expected=", ".join(ACTIONS), remedy="restore the row as it was: a ledger only grows")
        for row, action in zip(row_numbers(table), table["action"], strict=True)
        if action not in ACTIONS
    )  # fmt: skip
    return [Change(**{name: str(one[name]) for name in LEDGER_COLUMNS}) for _, one in table.iterrows()]
