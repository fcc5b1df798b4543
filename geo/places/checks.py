"""The third face: what is found of regions beside their files' faults: overlaps, a wrong place on Earth, a frame without them."""

from geo.places.coverage import overlaps_in_words
from geo.places.position import faults_of_frame, faults_of_position, remarks_on_position

__all__ = ["faults_of_frame", "faults_of_position", "overlaps_in_words", "remarks_on_position"]
