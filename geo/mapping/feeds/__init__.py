"""Feeds that are known by their columns: one file each, which says how its columns map and what its user should know."""

from geo.mapping.feeds import eaglei, odin
from geo.mapping.mapping import TableMapping
from geo.tables import TableFile

FEEDS = (eaglei, odin)
"""The feeds. To add one: a module with NAME, `recognises` and `mapping_of`, and its place in this line."""


def feed_of(file: TableFile) -> tuple[str, TableMapping, tuple[str, ...]] | None:
    """Return the name of the feed that a table is of, its mapping, and what to know of it; None if it is of none."""
    for feed in FEEDS:
        if feed.recognises(frozenset(map(str, file.table.columns))):
            return feed.NAME, *feed.mapping_of(file)
    return None
