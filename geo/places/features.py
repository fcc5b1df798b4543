"""The second face: what stands on the map beside the regions: substations, gazetteer, base map."""

from geo.places.basemap import empty_basemap, read_basemap
from geo.places.gazetteer import COLUMNS as PLACE_COLUMNS
from geo.places.gazetteer import empty_gazetteer, judged_gazetteer, read_gazetteer
from geo.places.substations import empty_substations, generalise, read_substations, substations_from
from geo.places.voltages import highest_kv

__all__ = [
    "PLACE_COLUMNS",
    "empty_basemap",
    "empty_gazetteer",
    "empty_substations",
    "generalise",
    "highest_kv",
    "judged_gazetteer",
    "read_basemap",
    "read_gazetteer",
    "read_substations",
    "substations_from",
]
