"""Where the map flies to: a region or a place with what lies around it."""

from math import cos, radians

import geopandas as gpd

from geo.dataset import Dataset, at_level
from geo.view import Place, View

AROUND = 2.6  # of a region's size: its neighbours tell where it is
LEAST_KM = 60.0
PLACE_KM = 160.0
ASPECT = 1.3  # of the map: what is taller than wide needs more width
TINY = 1 / 14  # of the frame's width: a region so small is not seen on the whole map
_DEGREE_KM = 111.32


def around_region(dataset: Dataset, view: View, code: str) -> Place:
    """Return the place of a region of the View's level, with its neighbours."""
    regions = at_level(dataset, view.level).regions
    west, south, east, north = _bounds(regions[regions["code"] == code])
    lat, (wide, tall) = (south + north) / 2, _size_km(west, south, east, north)
    most, _ = _size_km(*_frame(dataset))
    return Place(lat=lat, lon=(west + east) / 2, width_km=max(LEAST_KM, min(most, AROUND * max(wide, ASPECT * tall))))


def around_point(dataset: Dataset, *, lat: float, lon: float) -> Place:
    """Return the place of a town or a substation, with what lies around it."""
    most, _ = _size_km(*_frame(dataset))
    return Place(lat=lat, lon=lon, width_km=min(PLACE_KM, most))


def is_tiny(dataset: Dataset, view: View, code: str) -> bool:
    """Whether a region is too small to be seen on the map of the whole dataset."""
    regions = at_level(dataset, view.level).regions
    wide, tall = _size_km(*_bounds(regions[regions["code"] == code]))
    return max(wide, tall) < TINY * _size_km(*_frame(dataset))[0]


def _frame(dataset: Dataset) -> tuple[float, float, float, float]:
    west, south, east, north = dataset.settings.frame or _bounds(dataset.regions)
    return west, south, east, north


def _bounds(frame: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    west, south, east, north = map(float, frame.total_bounds)
    return west, south, east, north


def _size_km(west: float, south: float, east: float, north: float) -> tuple[float, float]:
    return (east - west) * _DEGREE_KM * cos(radians((south + north) / 2)), (north - south) * _DEGREE_KM
