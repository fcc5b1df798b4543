"""Features on the map: regions, substations, gazetteer, base map; which region holds a point.

A wrong border, voltage or position is mended here.
"""

from geo.places.lookup import OUTSIDE, place_finder, regions_of_points
from geo.places.region_codes import SYSTEMS, canonical, system_of, without_country
from geo.places.regions import levels_from, positions_of, read_levels, read_shapes, regions_from
from geo.places.time_zone import zone_of

__all__ = [
    "OUTSIDE",
    "SYSTEMS",
    "canonical",
    "levels_from",
    "place_finder",
    "positions_of",
    "read_levels",
    "read_shapes",
    "regions_from",
    "regions_of_points",
    "system_of",
    "without_country",
    "zone_of",
]
