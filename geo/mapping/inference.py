"""The second face: what the columns of a table mean, guessed."""

from geo.mapping.aliases import by_alias, by_name
from geo.mapping.assignment import is_of_reports
from geo.mapping.columns import Guess
from geo.mapping.columns_across import kept_of, meaning_of
from geo.mapping.infer_counts import guess_counts
from geo.mapping.infer_customers import guess_customers
from geo.mapping.infer_regions import guess_regions
from geo.mapping.infer_reports import guess_reports
from geo.mapping.infer_year import with_year_told
from geo.mapping.known_regions import KnownRegions, level_named, of_file, of_levels, of_regions
from geo.mapping.refusal import inner_records, refusal, refused_at_once

__all__ = [
    "Guess",
    "KnownRegions",
    "by_alias",
    "by_name",
    "guess_counts",
    "guess_customers",
    "guess_regions",
    "guess_reports",
    "inner_records",
    "is_of_reports",
    "kept_of",
    "level_named",
    "meaning_of",
    "of_file",
    "of_levels",
    "of_regions",
    "refusal",
    "refused_at_once",
    "with_year_told",
]
