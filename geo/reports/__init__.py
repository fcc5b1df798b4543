"""Outage reports: the columns of `outages.csv`, and the region of each record.

A report in the wrong region is mended here.
"""

from geo.reports.placement import POINT, Placement, place_records
from geo.reports.schema import COLUMNS, TIMES, WORDS, read_reports, reports_from

__all__ = [
    "COLUMNS",
    "POINT",
    "TIMES",
    "WORDS",
    "Placement",
    "place_records",
    "read_reports",
    "reports_from",
]
