"""What a dataset keeps of the reports in words behind its records: quotes, the ledger, the saved texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.reports import Quote, read_evidence
from geo.reports.ledger import read_ledger
from geo.settings import Settings
from geo.sources import files_under
from geo.tables import Intake

OF_NO_REPORT = "of no report"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The quotes of a dataset, and how many rows of a ledger and saved texts it has, None if it has none of them."""

    quotes: tuple[Quote, ...] = ()
    ledger: int | None = None
    texts: int | None = None

    def intakes(self, reports: pd.DataFrame | None) -> dict[str, Intake]:
        """Return what became of each: quotes of records that the reports do not have are left out."""
        ids = set[str]() if reports is None else set(reports["record_id"])
        lost = sum(one.record_id not in ids for one in self.quotes)
        left_out = {OF_NO_REPORT: lost} if lost else {}
        counts = {"ledger": self.ledger, "reports": self.texts}
        found = {name: Intake(read=read) for name, read in counts.items() if read is not None}
        return found | ({"evidence": Intake(read=len(self.quotes), left_out=left_out)} if self.quotes else {})


def read_kept(folder: Path, settings: Settings, at: Mapping[str, Path]) -> Kept:
    """Read what [files] calls evidence, ledger and reports. `at`: where each file lies. Raises DataError with the faults."""
    entry = settings.files.reports
    return Kept(
        quotes=tuple(read_evidence(at["evidence"])) if "evidence" in at else (),
        ledger=len(read_ledger(at["ledger"])) if "ledger" in at else None,
        texts=len(files_under(folder, "reports", entry)) if entry else None,
    )
