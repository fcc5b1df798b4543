"""What a dataset keeps of the reports in words behind its records: quotes, the ledger, the saved texts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.reports import Quote, read_evidence
from geo.reports.ledger import WITHDRAWN, Change, read_ledger
from geo.settings import Settings
from geo.sources import files_under
from geo.tables import Intake

OF_NO_REPORT, OF_WITHDRAWN = "of no report", "of withdrawn records"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The quotes of a dataset, its ledger, and how many saved texts it has, None if it has none of them."""

    quotes: tuple[Quote, ...] = ()
    ledger: tuple[Change, ...] | None = None
    texts: int | None = None

    def intakes(self, reports: pd.DataFrame | None) -> dict[str, Intake]:
        """Return what became of each: quotes of records that the reports do not have are left out."""
        ids = set[str]() if reports is None else set(reports["record_id"])
        gone = {one.record_id for one in self.ledger or () if one.action == WITHDRAWN}
        lost = Counter(OF_WITHDRAWN if one.record_id in gone else OF_NO_REPORT
                       for one in self.quotes if one.record_id not in ids)  # fmt: skip
        counts = {"ledger": None if self.ledger is None else len(self.ledger), "reports": self.texts}
        found = {name: Intake(read=read) for name, read in counts.items() if read is not None}
        return found | ({"evidence": Intake(read=len(self.quotes), left_out=dict(lost))} if self.quotes else {})


def read_kept(folder: Path, settings: Settings, at: Mapping[str, Path]) -> Kept:
    """Read what [files] calls evidence, ledger and reports. `at`: where each file lies. Raises DataError with the faults."""
    entry = settings.files.reports
    return Kept(
        quotes=tuple(read_evidence(at["evidence"])) if "evidence" in at else (),
        ledger=tuple(read_ledger(at["ledger"])) if "ledger" in at else None,
        texts=len(files_under(folder, "reports", entry)) if entry else None,
    )
