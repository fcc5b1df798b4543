"""Shapes in degrees, before they are projected: whole across 180 degrees, cut to a window, with corners where lines curve."""

import numpy as np
import shapely

from geo.crs import Extent

TURNS = (0.0, 360.0, -360.0)
LONGEST_DEG = 0.5  # a straight line of a file that is longer gets corners, so that it curves on the map


def unrolled(shapes: np.ndarray, cut: float) -> np.ndarray:
    """Return shapes (EPSG:4326) of which what lies west of a cut is moved 360 degrees east; halves that meet at 180 become one.

        cut at 0, parts 170..180 and -180..-170     one part 170..190

    A shape across the cut, such as land of the base map, is parted there.
    """
    return shapes if cut <= -180 else within(shapes, (cut, -90, cut + 360, 90))


def within(shapes: np.ndarray, window: Extent) -> np.ndarray:
    """Return of shapes (EPSG:4326) what lies in a window, at its longitudes, which may lie beyond 180."""
    west, south, east, north = window
    if not len(shapes):
        return shapes
    bounds, frame = shapely.bounds(shapes), shapely.box(*window)
    result = np.array(shapes, dtype=object)
    inside = np.zeros(len(shapes), bool)
    for turn in TURNS:
        whole = (bounds[:, 0] + turn >= west) & (bounds[:, 2] + turn <= east) & ~inside
        whole &= (bounds[:, 1] >= south) & (bounds[:, 3] <= north)
        if turn and whole.any():
            result[whole] = shapely.transform(result[whole], lambda points, turn=turn: points + [turn, 0.0])
        inside |= whole
    for at in np.flatnonzero(~inside).tolist():
        shape = shapes[at] if shapely.is_valid(shapes[at]) else shapely.make_valid(shapes[at], method="structure")
        turned = (shapely.transform(shape, lambda points, turn=turn: points + [turn, 0.0])
                  for turn in TURNS if bounds[at, 0] + turn < east and bounds[at, 2] + turn > west)
        pieces = [like(shapely.intersection(one, frame), shape) for one in turned]
        result[at] = pieces[0] if len(pieces) == 1 else like(shapely.union_all(pieces), shape)
    return result


def like(found: shapely.Geometry, shape: shapely.Geometry) -> shapely.Geometry:
    """Return what of a geometry has the dimensions of a shape: no point where a polygon touched an edge."""
    wanted = shapely.get_dimensions(shape)
    if shapely.get_type_id(found) != shapely.GeometryType.GEOMETRYCOLLECTION and shapely.get_dimensions(found) == wanted:
        return found
    parts = shapely.get_parts(shapely.get_parts(found))
    kept = parts[shapely.get_dimensions(parts) == wanted]
    return shapely.multipolygons(kept) if wanted == 2 else shapely.multilinestrings(kept)


def densified(shapes: np.ndarray) -> np.ndarray:
    """Return polygons and lines (EPSG:4326) with corners at least every LONGEST_DEG.

    The corners of an edge are counted from the one of its ends that comes first by longitude and latitude, so those of
    neighbours are equal to the last digit, whichever way round their rings run.
    """
    result = np.array(shapes, dtype=object)
    for areas in (True, False):
        at = np.flatnonzero((shapely.get_dimensions(result) == 2) == areas)
        at = at[~shapely.is_empty(result[at])]
        if not len(at):
            continue
        kind, points, (ends, *others) = shapely.to_ragged_array(result[at], include_z=False)
        steps = np.diff(points, axis=0)
        pieces = np.maximum(1, np.ceil(np.abs(steps).max(axis=1) / LONGEST_DEG)).astype(np.int64)
        between = ends[(ends > 0) & (ends < len(points))] - 1
        pieces[between] = 1  # from the end of one ring to the start of the next there is no edge
        if (pieces == 1).all():
            continue
        starts = np.cumsum(pieces) - pieces
        first, share = np.repeat(np.arange(len(pieces)), pieces), np.arange(pieces.sum()) - np.repeat(starts, pieces)
        turned = (steps[:, 0] < 0) | ((steps[:, 0] == 0) & (steps[:, 1] < 0))
        begin = np.where(turned[:, None], points[1:], points[:-1])[first]
        toward = np.where(turned[:, None], -steps, steps)[first]
        part = np.where(turned[first], pieces[first] - share, share) / pieces[first]
        filled = np.where((share == 0)[:, None], points[first], begin + toward * part[:, None])
        place_of = np.concatenate([starts, [len(first), len(first) + 1]])
        result[at] = shapely.from_ragged_array(kind, np.vstack([filled, points[-1:]]), (place_of[ends], *others))
    return result
