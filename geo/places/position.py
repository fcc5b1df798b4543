"""Do regions lie where their dataset says? Against the country of its time zone, its points, and the frame of its map."""

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import extent_of, holds, map_crs
from geo.errors import Fault
from geo.places.time_zone import apart, places_of_zone
from geo.sentences import Sentence

NEAR_DEG = 5.0
FAR_DEG = 60.0  # of a great circle: a country's own far parts are told as well, which harms nobody
Box = tuple[float, float, float, float]


def faults_of_position(
    regions: gpd.GeoDataFrame, *, zone: str, points: np.ndarray, file: str
) -> list[Fault]:
    """Return a fault if regions (EPSG:4326) lie where their longitudes and latitudes would have to be swapped.

    They are taken to be swapped if the main places of the zone's country, and all points of the dataset if it has any, are not
    near the regions, but would be near them the other way round. `points`: lon and lat, shape (n, 2).
    """
    box = extent_of(regions.geometry.to_numpy())
    swapped = (box[1], box[0], box[3], box[2])
    marks = [*places_of_zone(zone), *_some(points)]
    if (
        not marks
        or any(_near(mark, box) for mark in marks)
        or not any(_near(mark, swapped) for mark in marks)
    ):
        return []
    return [
        Fault(what=Sentence("longitude and latitude look swapped"), file=file, column="geometry", value=_in_degrees(box),
              expected=Sentence("regions near {swapped}, where the country of the zone {zone} and the points of the dataset "
                                "are", swapped=_in_degrees(swapped), zone=zone),
              remedy=Sentence("swap the two in the file, or declare the CRS in which it really is"))
    ]


def remarks_on_position(regions: gpd.GeoDataFrame, *, zone: str) -> tuple[str, ...]:
    """Say that regions lie far from every main place of the zone's country; nothing for a zone of no country, such as UTC."""
    west, south, east, north = extent_of(regions.geometry.to_numpy())
    bounds = regions.geometry.bounds.to_numpy()  # of each: the middle of all of a wide country may be far from its islands
    middles = [(float(x), float(y)) for x, y in (bounds[:, :2] + bounds[:, 2:]) / 2 if np.isfinite(x)]
    places = places_of_zone(zone)
    if not places or any(_great_circle_deg(middle, place) <= FAR_DEG for place in places for middle in middles):
        return ()
    return (
        Sentence("they lie around {box}, far from the country of the zone {zone}",
                 box=_in_degrees((west, south, east, north)), zone=zone),
    )


def faults_of_frame(frame: Iterable[float], regions: gpd.GeoDataFrame) -> list[Fault]:
    """Return a fault if a frame (west, south, east, north; west above east across 180 degrees) shows no region."""
    west, south, east, north = frame
    east = east + 360 if east <= west else east
    seen = shapely.union_all(
        [shapely.box(west + turn, south, east + turn, north) for turn in (-360, 0, 360)]
    )
    shapely.prepare(seen)
    if shapely.intersects(seen, regions.geometry.to_numpy()).any():
        return []
    box = extent_of(regions.geometry.to_numpy())
    return [
        Fault(what=Sentence("the frame shows no region"), file="dataset.toml", column="map.frame", value=str(list(frame)),
              expected=Sentence("a frame on the regions, which lie in {box}", box=_in_degrees(box)),
              remedy=Sentence("correct the four numbers, or leave the frame out"))
    ]


def faults_of_projection(code: str, regions: gpd.GeoDataFrame) -> list[Fault]:
    """Return a fault if the projection that a dataset names cannot hold its regions (EPSG:4326)."""
    if holds(map_crs(code), regions.geometry.to_numpy()):
        return []
    box = extent_of(regions.geometry.to_numpy())
    return [
        Fault(what=Sentence("the projection cannot hold the regions"), file="dataset.toml", column="map.projection",
              value=code, expected=Sentence("a projection for {box}", box=_in_degrees(box)),
              remedy=Sentence("name another one, or leave the key out for an equal-area one"))
    ]


def _some(points: np.ndarray) -> list[tuple[float, float]]:
    known = points[np.isfinite(points).all(axis=1)] if len(points) else points
    return [(float(x), float(y)) for x, y in known]


def _near(place: tuple[float, float], box: Box) -> bool:
    west, south, east, north = box
    middle = (west + east) / 2
    return (
        apart(place[0], middle) <= (east - west) / 2 + NEAR_DEG
        and south - NEAR_DEG <= place[1] <= north + NEAR_DEG
    )


def _great_circle_deg(one: tuple[float, float], other: tuple[float, float]) -> float:
    (x, y), (u, v) = np.radians(one), np.radians(other)
    return float(
        np.degrees(
            np.arccos(np.clip(np.sin(y) * np.sin(v) + np.cos(y) * np.cos(v) * np.cos(x - u), -1, 1))
        )
    )


def _in_degrees(box: Box) -> str:
    west, south, east, north = (round(edge, 1) for edge in box)
    return f"lon {west:g} to {east:g}, lat {south:g} to {north:g}"
