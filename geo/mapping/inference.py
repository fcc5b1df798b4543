"""The second face: what the columns of a table mean, guessed."""

from geo.mapping.infer_counts import MATCHES, Guess, first_cell, guess_counts, guess_customers, unread_time
from geo.mapping.infer_reports import guess_regions, guess_reports, is_of_reports
from geo.mapping.known_regions import KnownRegions, of_file, of_regions

__all__ = [
    "MATCHES",
    "Guess",
    "KnownRegions",
    "first_cell",
    "guess_counts",
    "guess_customers",
    "guess_regions",
    "guess_reports",
    "is_of_reports",
    "of_file",
    "of_regions",
    "unread_time",
]
