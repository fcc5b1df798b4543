"""A written name becomes the regions it may mean, each with a confidence and the reason.

A missed or wrong name is mended here.
"""

from geo.names.decisions import FILE, read_decisions, remember
from geo.names.index import Decision, PlaceIndex, index_places
from geo.names.resolve import candidates, is_asked, known
from geo.names.score import Candidate, nearest, regions_among
from geo.names.wider import linked_name, towns_among
from geo.names.words import Words

__all__ = [
    "FILE",
    "Candidate",
    "Decision",
    "PlaceIndex",
    "Words",
    "candidates",
    "index_places",
    "is_asked",
    "known",
    "linked_name",
    "nearest",
    "read_decisions",
    "regions_among",
    "remember",
    "towns_among",
]
