"""Other people's tables become ours: columns are inferred, stated in `dataset.toml`, and read by that mapping.

A column taken for another is mended here, or told in `dataset.toml`.
"""

from geo.mapping.completeness import faults_of_incomplete, incomplete, lacking
from geo.mapping.left_out import without_left_out
from geo.mapping.mapping import (
    PLACE_KIND,
    ROW,
    SECTIONS,
    TIME_COLUMNS,
    Duplicates,
    TableMapping,
    mapped,
    mapped_regions,
    mappings_from,
)
from geo.tables.totals import is_sum

__all__ = [
    "PLACE_KIND",
    "ROW",
    "SECTIONS",
    "TIME_COLUMNS",
    "Duplicates",
    "TableMapping",
    "faults_of_incomplete",
    "incomplete",
    "is_sum",
    "lacking",
    "mapped",
    "mapped_regions",
    "mappings_from",
    "without_left_out",
]
