"""What of a dataset lies far off: the main body of its regions, and the parts that get a box of their own beside it.

    the contiguous United States           the main body
    Alaska, Hawaii, Puerto Rico            outlying parts
    Long Island, Kaliningrad               near, or within: they hardly widen the frame

Gaps and growth are measured on boxes, so the answer is the same on every machine.
"""

from math import cos, radians

import numpy as np
import shapely

from geo.crs import Extent

LINK_KM = 250.0  # islands whose boxes are no farther apart are one part
GROWTH = 1.35  # the main body takes in what is farther off, as long as its frame grows by no more than this
MOST = 8  # outlying parts; what is smaller lies where it lies
LEAST_HELD = 0.5  # of the main body: a frame that shows less of it is of one area, and has no boxes beside it
SPECK = 0.005  # share of its region below which an island far off is a speck
CELL_DEG = 1.0  # what lies in one cell is linked: it saves a million comparisons of counties
_DEGREE_KM = 111.32


def parts_of(shapes: np.ndarray, region_of: np.ndarray, *, frame: Extent | None = None) -> np.ndarray:
    """Number polygons by the part that they lie in: 0 is the main body, 1 and up the outlying parts, the largest first.

    A speck far off, which is no region by itself, has the number -1, and so has what is farther down than MOST parts.

    The main body is the group with most regions, then the largest; of those within the frame, if one is given.

    Parameters
    ----------
    shapes, region_of
        Polygons, and the number of the region that each belongs to; longitudes beyond 180 where they lie across it (degrees).
    frame
        West, south, east and north of what the map is to show, on the same side of 180.

    Returns
    -------
    int, one for each polygon.
    """
    boxes = shapely.bounds(shapes)
    area = shapely.area(shapes) * np.cos(np.radians(boxes[:, [1, 3]].mean(axis=1)))
    group = _linked(boxes)
    around = [box_around(boxes[group == one]) for one in range(group.max() + 1)]
    of_region = np.zeros(region_of.max() + 1)
    np.add.at(of_region, region_of, area)
    homes = _largest_of_each(area, region_of)
    regions, land = np.bincount(group, weights=homes), np.bincount(group, weights=area)
    seen = [frame is None or _touch(box, np.array(frame)) for box in around]
    first = min(range(len(around)), key=lambda one: (not seen[one], -regions[one], -land[one]))
    body, rest = around[first], set(range(len(around))) - {first}
    while near := [one for one in rest if _belongs(around[one], body, around[first])]:
        taken = min(near, key=lambda one: (_size(box_around(np.array([body, around[one]]))), one))
        body, rest = box_around(np.array([body, around[taken]])), rest - {taken}
    share = area / of_region[region_of]
    largest = [max(share[group == one].max(), regions[one]) for one in range(len(around))]
    far = sorted((one for one in rest if largest[one] >= SPECK), key=lambda one: (-regions[one], -land[one]))[:MOST]
    number = {one: place for place, one in enumerate(far, start=1)} | {one: 0 for one in range(len(around)) if one not in rest}
    return np.array([number.get(one, -1) for one in group.tolist()])


def _belongs(box: np.ndarray, body: np.ndarray, first: np.ndarray) -> bool:
    return _touch(body, box) or _size(box_around(np.array([body, box]))) <= GROWTH * _size(first)


def _linked(boxes: np.ndarray) -> np.ndarray:
    """Number the boxes by the group that they are linked to, directly or over others."""
    middle = np.floor((boxes[:, :2] + boxes[:, 2:]) / 2 / CELL_DEG)
    _, cell = np.unique(middle, axis=0, return_inverse=True)
    boxes = np.array([box_around(boxes[cell == one]) for one in range(cell.max() + 1)])
    half = LINK_KM / 2 / _DEGREE_KM
    wide = half / np.cos(np.radians(np.clip(np.abs(boxes[:, [1, 3]]).max(axis=1), 0, 85)))
    wider = shapely.box(boxes[:, 0] - wide, boxes[:, 1] - half, boxes[:, 2] + wide, boxes[:, 3] + half)
    return groups_of(wider)[cell]


def groups_of(shapes: np.ndarray) -> np.ndarray:
    """Number the shapes by the group that they touch, directly or over others: int [shapes], from 0."""
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    group = np.arange(len(shapes))
    while True:
        least = group.copy()
        np.minimum.at(least, first, group[second])
        least = least[least]
        if (least == group).all():
            return np.asarray(np.unique(group, return_inverse=True)[1])
        group = least


def _largest_of_each(area: np.ndarray, region_of: np.ndarray) -> np.ndarray:
    """Mark the largest polygon of each region: there the region is at home."""
    order = np.lexsort([-area, region_of])
    firsts = order[np.append(True, np.diff(region_of[order]) != 0)]
    marked = np.zeros(len(area))
    marked[firsts] = 1
    return marked


def box_around(boxes: np.ndarray) -> np.ndarray:
    """Return the box around boxes, west, south, east, north each: float [4] of float [boxes, 4]."""
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def _touch(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one[:2] <= other[2:]).all() and (other[:2] <= one[2:]).all())


def _size(box: np.ndarray) -> float:
    """Return the area of a box in square degrees of the equator; a flat one has some, too."""
    west, south, east, north = (float(edge) for edge in box)
    return ((east - west) * cos(radians((south + north) / 2)) + 0.1) * (north - south + 0.1)
