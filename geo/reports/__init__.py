"""Outage reports: the columns of `outages.csv`, and the region of each record.

A report in the wrong region is mended here.
"""

from geo.reports.evidence import Quote, read_evidence
from geo.reports.placement import POINT, Placement, beside_region, place_records
from geo.reports.schema import COLUMNS, MAX_REJECTED_SHARE, TIMES, WORDS, Judged, judged_reports, read_reports, reports_from
from geo.reports.snapshots import with_snapshots

__all__ = [
    "COLUMNS",
    "MAX_REJECTED_SHARE",
    "POINT",
    "TIMES",
    "WORDS",
    "Judged",
    "Placement",
    "Quote",
    "beside_region",
    "judged_reports",
    "place_records",
    "read_evidence",
    "read_reports",
    "reports_from",
    "with_snapshots",
]
