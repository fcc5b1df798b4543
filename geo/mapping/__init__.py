"""Other people's tables become ours: columns are inferred, stated in `dataset.toml`, and read by that mapping.

A column taken for another is mended here, or told in `dataset.toml`.
"""

from geo.mapping.mapping import (
    MAX,
    PLACE_KIND,
    ROW,
    SECTIONS,
    SUM,
    TIME_COLUMNS,
    TableMapping,
    mapped,
    mapped_regions,
    mappings_from,
)
from geo.mapping.vocabulary import TOTALS, is_sum

__all__ = [
    "MAX",
    "PLACE_KIND",
    "ROW",
    "SECTIONS",
    "SUM",
    "TIME_COLUMNS",
    "TOTALS",
    "TableMapping",
    "is_sum",
    "mapped",
    "mapped_regions",
    "mappings_from",
]
