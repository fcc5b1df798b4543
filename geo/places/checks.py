"""The third face: what is found of regions beside their files' faults: overlaps, a wrong place on Earth, a frame or a
projection without them.
"""

from geo.places.coverage import overlaps_in_words
from geo.places.position import faults_of_frame, faults_of_position, faults_of_projection, remarks_on_position

__all__ = ["faults_of_frame", "faults_of_position", "faults_of_projection", "overlaps_in_words", "remarks_on_position"]
