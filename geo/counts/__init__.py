"""Customers-out series: rows of a feed of any size become region-days, each row accounted for.

A count that is added twice, or a row that is lost, is mended here.
"""

from geo.counts.engine import VARIABLE, Progress
from geo.counts.mapped import is_plain, read_coded, read_customers
from geo.counts.rejected import BAD
from geo.counts.rows import Rows
from geo.counts.summary import Counting, CountSummary, count_rows, count_summary, counts_from, read_counts

__all__ = [
    "BAD",
    "VARIABLE",
    "CountSummary",
    "Counting",
    "Progress",
    "Rows",
    "count_rows",
    "count_summary",
    "counts_from",
    "is_plain",
    "read_coded",
    "read_counts",
    "read_customers",
]
