"""What a dataset keeps of the reports in words behind its records: quotes, the ledger, the saved texts."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd

from geo.errors import UsageError
from geo.reports import Quote, read_evidence
from geo.reports.ledger import CORRECTED, WITHDRAWN, Change, read_ledger
from geo.sentences import Sentence
from geo.settings import Settings
from geo.sources import files_under
from geo.tables import Intake

OF_NO_REPORT, OF_WITHDRAWN, OF_CORRECTED = "of no report", "of withdrawn records", "of corrected values"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The quotes of a dataset, its ledger, and how many saved texts it has, None if it has none of them."""

    quotes: tuple[Quote, ...] = ()
    ledger: tuple[Change, ...] | None = None
    texts: int | None = None

    @property
    def standing(self) -> tuple[Quote, ...]:
        """The quotes but those of corrected values, which no longer rest on them."""
        corrected = {(one.record_id, one.field) for one in self.ledger or () if one.action == CORRECTED}
        return tuple(one for one in self.quotes if (one.record_id, one.field) not in corrected)

    def after(self, day: dt.date | None, zone: ZoneInfo) -> tuple[Change, ...]:
        """Return the changes that came after a civil day, the newest first; none of them if there is no day.

        Raises UsageError for a dataset without a ledger: what was known then cannot be told.
        """
        if day is None:
            return ()
        if self.ledger is None:
            raise UsageError(Sentence("What was known on {day} cannot be told: the dataset has no ledger ([files] ledger). "
                                      "Leave the date out.", day=day))  # fmt: skip
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)
        return tuple(takewhile(lambda one: one.moment is not None and one.moment >= end, reversed(self.ledger)))

    def intakes(self, reports: pd.DataFrame | None) -> dict[str, Intake]:
        """Return what became of each: quotes of records that the reports do not have are left out."""
        ids = set[str]() if reports is None else set(reports["record_id"])
        gone = {one.record_id for one in self.ledger or () if one.action == WITHDRAWN}
        lost = Counter(OF_WITHDRAWN if one.record_id in gone else OF_NO_REPORT
                       for one in self.quotes if one.record_id not in ids)  # fmt: skip
        standing = {id(one) for one in self.standing}
        lost[OF_CORRECTED] += sum(one.record_id in ids and id(one) not in standing for one in self.quotes)
        counts = {"ledger": None if self.ledger is None else len(self.ledger), "reports": self.texts}
        found = {name: Intake(read=read) for name, read in counts.items() if read is not None}
        return found | ({"evidence": Intake(read=len(self.quotes), left_out=dict(+lost))} if self.quotes else {})


def read_kept(folder: Path, settings: Settings, at: Mapping[str, Path]) -> Kept:
    """Read what [files] calls evidence, ledger and reports. `at`: where each file lies. Raises DataError with the faults."""
    entry = settings.files.reports
    return Kept(
        quotes=tuple(read_evidence(at["evidence"])) if "evidence" in at else (),
        ledger=tuple(read_ledger(at["ledger"])) if "ledger" in at else None,
        texts=len(files_under(folder, "reports", entry)) if entry else None,
    )
