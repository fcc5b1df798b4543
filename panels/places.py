"""Where the map flies to: a region or a place with what lies around it."""

from math import cos, radians

import numpy as np

from geo.crs import Extent, extent_of
from geo.dataset import Dataset, at_level
from geo.view import Place, View
from layers.topology import encode

AROUND = 2.6  # of a region's size: its neighbours tell where it is
LEAST_KM = 60.0
PLACE_KM = 160.0
ASPECT = 1.3  # of the map: what is taller than wide needs more width
TINY = 1 / 14  # of the frame's width: a region so small is not seen on the whole map
_DEGREE_KM = 111.32


def around_region(dataset: Dataset, view: View, code: str) -> Place:
    """Return the place of a region of the View's level, with its neighbours."""
    west, south, east, north = extent = _extent(dataset, view, code)
    wide, tall = _size_km(*extent)
    width_km = max(LEAST_KM, min(_width_km(dataset), AROUND * max(wide, ASPECT * tall)))
    return Place(lat=(south + north) / 2, lon=_wrapped((west + east) / 2), width_km=width_km)


def around_point(dataset: Dataset, *, lat: float, lon: float) -> Place:
    """Return the place of a town or a substation, with what lies around it."""
    return Place(lat=lat, lon=lon, width_km=min(PLACE_KM, _width_km(dataset)))


def is_tiny(dataset: Dataset, view: View, code: str) -> bool:
    """Whether a region is too small to be seen on the map of the whole dataset."""
    west, south, east, north = extent = _extent(dataset, view, code)
    grid = encode(dataset).grid
    part = int(grid.part_at(np.array([[_wrapped((west + east) / 2), (south + north) / 2]]))[0])
    return max(_size_km(*extent)) * grid.parts[part].scale < TINY * _width_km(dataset)


def _extent(dataset: Dataset, view: View, code: str) -> Extent:
    regions = at_level(dataset, view.level).regions
    return extent_of(regions.geometry[regions["code"] == code].to_numpy())


def _width_km(dataset: Dataset) -> float:
    """Return how wide the frame of the main body is."""
    main = encode(dataset).grid.main
    left, top, right, bottom = main.box
    return main.metres_at((left + right) / 2, (top + bottom) / 2) * (right - left) / 1000


def _size_km(west: float, south: float, east: float, north: float) -> tuple[float, float]:
    return (east - west) * _DEGREE_KM * cos(radians((south + north) / 2)), (north - south) * _DEGREE_KM


def _wrapped(lon: float) -> float:
    return (lon + 180) % 360 - 180
