"""The slice of one View: state and statements of each region, totals, metrics, the account of all records, what is withheld.

A wrong total, figure or account is mended here.
"""

from geo.situation.changes import changes_between, compared
from geo.situation.publication import published, told
from geo.situation.since import Since, since_of
from geo.situation.situation import (
    RegionSituation,
    Situation,
    require_region,
    scope_in_words,
    shown_date,
    situation_of,
    unplaced,
    unplaced_count,
)
from geo.situation.totals import figures_by_region, totals_by_day

__all__ = [
    "RegionSituation",
    "Since",
    "Situation",
    "changes_between",
    "compared",
    "figures_by_region",
    "published",
    "require_region",
    "scope_in_words",
    "shown_date",
    "since_of",
    "situation_of",
    "told",
    "totals_by_day",
    "unplaced",
    "unplaced_count",
]
