"""The first view of a country, and how much of the Earth lies around it in any window."""

import geopandas as gpd
import numpy as np
import shapely

from geo.clipping import unrolled
from geo.crs import cut_of, degrees_over, equal_area_of, extent_of, on_side, to_plane
from geo.outlying import LEAST_HELD, box_around, groups_of, parts_of
from geo.places.world import Box

# Islands whose boxes, each wider by this, touch one another are one part of a country
NEAR_DEG = (1.5, 0.5, 0.1)
GROWTH = 1.35  # a part farther off belongs to the first view if that grows by no more than this
WIDEST, ROOM = (
    2.6,
    1.15,
)  # width to height of a window, at most, and the air around the regions in it
EDGE_DEG, EDGE = 0.1, 0.03  # around the view, at most, and as a share of it
NARROWEST_DEG = 0.02
AIR_M = 100_000.0
AROUND = 1.0  # around a part that lies far off, as a share of its longer side: a narrow part is drawn in a wider box
SPARSE = 0.02  # share of a view that is land, for it to show something
HIGHEST_DEG = 84.0


def first_view(regions: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> Box:
    """Return west, south, east, north of the part of a country where most people live, with what
    lies near it.

    Of atolls that are specks in the sea the view is drawn closer, to those of most people, if no region is lost by that.

    Parameters
    ----------
    regions, places
        Columns `geometry`, and `population` of places; EPSG:4326.
    """
    parts = shapely.get_parts(regions.geometry.to_numpy())
    area = shapely.area(parts)
    people: np.ndarray = np.zeros(len(parts))
    if len(places):
        tree = shapely.STRtree(parts)
        at, part = tree.query_nearest(places.geometry.to_numpy(), all_matches=False)
        np.add.at(people, part, places["population"].to_numpy(float)[at])
    view, lost = np.zeros(4), None
    for near_deg in NEAR_DEG:
        nearer = _main_part(shapely.bounds(parts), area, people, near_deg)
        unseen = set(outside(regions, _box(nearer)))
        if lost is not None and not unseen <= lost:
            break
        view, lost = nearer, unseen
        if shapely.area(shapely.clip_by_rect(parts, *view)).sum() >= SPARSE * (view[2] - view[0]) * (view[3] - view[1]):
            break
    return _box(view)


def _box(view: np.ndarray) -> Box:
    """Return the box of a view with some room around it, in round numbers."""
    west, south, east, north = (float(number) for number in view)
    edge = float(np.clip(EDGE * max(east - west, north - south), NARROWEST_DEG, EDGE_DEG))
    return (
        max(-180.0, round(west - edge, 2)),
        max(-HIGHEST_DEG, round(south - edge, 2)),
        min(180.0, round(east + edge, 2)),
        min(HIGHEST_DEG, round(north + edge, 2)),
    )


def _main_part(
    boxes: np.ndarray, area: np.ndarray, people: np.ndarray, near_deg: float
) -> np.ndarray:
    """Return the box of the group of parts with most people, and of those that hardly widen it."""
    group = groups_of(shapely.box(*(boxes + np.array([-1, -1, 1, 1]) * near_deg).T))
    wholes = [box_around(boxes[group == one]) for one in range(group.max() + 1)]
    lived, land = (np.bincount(group, weights=weights) for weights in (people, area))
    order = sorted(range(len(wholes)), key=lambda one: (-lived[one], -land[one]))
    view = wholes[order[0]]
    for one in sorted(order[1:], key=lambda one: _size(box_around(np.array([view, wholes[one]])))):
        wider = box_around(np.array([view, wholes[one]]))
        if _size(wider) <= GROWTH * _size(view):
            view = wider
    return view


def window_around(view: Box) -> Box:
    """Return a box that no window shows more of while it shows a view: neither a wide screen, nor a
    phone held upright.
    """
    crs, middle = equal_area_of(view), (view[0] + view[2]) / 2
    edges = shapely.get_coordinates(shapely.segmentize(shapely.box(*view), (view[2] - view[0]) / 20))
    x, y = to_plane(crs).transform(*edges.T)
    width, height = float(np.ptp(x)), float(np.ptp(y))
    half_width = ROOM * max(width, WIDEST * height) / 2 + AIR_M
    half_height = ROOM * max(height, WIDEST * width) / 2 + AIR_M
    x0, y0 = float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2
    west, south, east, north = degrees_over(
        crs, (x0 - half_width, y0 - half_height, x0 + half_width, y0 + half_height), middle=middle
    )
    return max(-180.0, west), max(-90.0, south), min(180.0, east), min(90.0, north)


def windows_around(regions: gpd.GeoDataFrame, view: Box, *, framed: bool) -> list[Box]:
    """Return the boxes that hold all of the Earth that is ever shown: around the view, and around each part that lies far off,
    which a map draws in a box of its own. `framed`: the view is the frame of the map, and not what the map finds by itself.
    """
    polygons, _, part, _ = _parts(regions, frame=view if framed else None)
    found = [window_around(view)]
    for number in range(1, part.max() + 1):
        west, south, east, north = map(float, shapely.total_bounds(polygons[part == number]))
        air = AROUND * max(east - west, north - south)
        west, south, east, north = west - air, max(-90.0, south - air), east + air, min(90.0, north + air)
        found += [(max(-180.0, west + turn), south, min(180.0, east + turn), north) for turn in (-360.0, 0.0, 360.0)
                  if west + turn < 180 and east + turn > -180]  # fmt: skip
    return found


def specks(regions: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> list[str] | None:
    """Return the names of regions of which a map shows nothing that frames the main body by itself.

    None if it would frame what few people live in, or sea with specks: then the first view has to be given.
    """
    polygons, owner, part, cut = _parts(regions)
    people = np.zeros(part.max() + 2)
    if len(places):
        lon, lat = shapely.get_coordinates(places.geometry.to_numpy()).T
        lived_at = shapely.points(np.where(lon < cut, lon + 360, lon), lat)
        at, nearest = shapely.STRtree(polygons).query_nearest(lived_at, all_matches=False)
        np.add.at(people, part[nearest], places["population"].to_numpy(float)[at])
    box = box_around(shapely.bounds(polygons[part == 0]))
    land = shapely.area(polygons[part == 0]).sum()
    if people[0] < people.max() or land < SPARSE * (box[2] - box[0]) * (box[3] - box[1]):
        return None
    shown = np.bincount(owner, weights=part >= 0) > 0
    return list(map(str, regions["name"][~shown]))


def _parts(regions: gpd.GeoDataFrame, *, frame: Box | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray, float]:
    """Return the polygons of regions, whole across 180 degrees; the region (row) and the part of the map that each belongs to;
    and the longitude below which 360 was added.
    """
    shapes = regions.geometry.to_numpy()
    cut = cut_of(extent_of(shapes))
    polygons, owner = shapely.get_parts(unrolled(shapes, cut), return_index=True)
    given = None if frame is None else on_side(frame, cut)
    return polygons, owner, parts_of(polygons, owner, frame=given), cut


def outside(regions: gpd.GeoDataFrame, view: Box) -> list[str]:
    """Return the names of regions of which less than half is drawn: in a view, or beside it if it holds the main body."""
    shapes = regions.geometry.to_numpy()
    polygons, owner = shapely.get_parts(shapes, return_index=True)
    part = parts_of(polygons, owner, frame=view)
    area, seen = shapely.area(polygons), shapely.area(shapely.intersection(polygons, shapely.box(*view)))
    if seen[part == 0].sum() >= LEAST_HELD * area[part == 0].sum():
        seen = np.where(part > 0, area, seen)
    drawn = np.bincount(owner, weights=seen, minlength=len(shapes)) >= 0.5 * shapely.area(shapes)
    return list(map(str, regions["name"][~drawn]))


def _size(box: np.ndarray) -> float:
    """Return the area of a box as the map shows it, in square degrees of Mercator; a flat one has
    some, too.
    """
    width, height = float(box[2] - box[0]), _mercator(float(box[3])) - _mercator(float(box[1]))
    return (width + 0.1) * (height + 0.1)


def _mercator(lat: float) -> float:
    return float(np.degrees(np.arctanh(np.sin(np.radians(np.clip(lat, -85, 85))))))
