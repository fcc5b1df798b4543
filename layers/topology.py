"""Geometry -> compact shapes for the page: every border once, on an integer grid in Web Mercator.

The page draws integers, so no rounding happens there, and neighbours share each border to the last digit.
"""

from dataclasses import dataclass

import numpy as np
import shapely

from geo.crs import cut_of, extent_of
from geo.dataset import Dataset, at_level, level_numbers
from geo.derived import derived
from layers.arcs import Arcs, cut
from layers.block import signed_varints, varints

LINES_AND_LAND = ("land", "border", "disputed")  # kinds of the base map that are shapes
FINEST_M, COARSEST_M = 30.0, 150.0  # cell of the grid in Mercator metres: a pixel at zoom 12, at zoom 10
CELLS = 13_500  # across the extent: finer cells cost bytes that no screen shows
EQUATOR_M = 40_075_016.686
LIMIT_DEG = 85.0511287798  # where Web Mercator ends


@dataclass(frozen=True, kw_only=True)
class Grid:
    """An integer grid over the Mercator world square (0..1, y down): world = origin + grid * step.

    `cut`: longitudes west of it lie beyond the square's right edge, where regions reach across 180 degrees.
    """

    west: float
    north: float
    step: float
    cut: float = -180.0

    def of(self, lonlat: np.ndarray) -> np.ndarray:
        """Return the integer grid positions, shape (n, 2), of degrees of the same shape."""
        return np.asarray(np.rint(self.exact(lonlat)), np.int64)

    def exact(self, lonlat: np.ndarray) -> np.ndarray:
        """Return the positions on the grid, shape (n, 2), not rounded, of degrees of the same shape."""
        lon = np.where(lonlat[:, 0] < self.cut, lonlat[:, 0] + 360, lonlat[:, 0])
        lat = np.radians(np.clip(lonlat[:, 1], -LIMIT_DEG, LIMIT_DEG))
        world = np.column_stack([0.5 + lon / 360, 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)])
        return np.asarray((world - [self.west, self.north]) / self.step)


@dataclass(frozen=True, kw_only=True)
class Topology:
    """The shapes of a dataset, encoded: sections `regions` and `anchors` by level, and `basemap`; and their grid."""

    grid: Grid
    regions: dict[int, bytes]
    anchors: dict[int, bytes]
    basemap: bytes


@derived()
def encode(dataset: Dataset) -> Topology:
    """Encode the shapes of a dataset; a dataset never changes, so it is done once for each, whatever a filter leaves of it, in
    whatever language.
    """
    if dataset.selection is not None:
        return encode(dataset.selection.whole)
    if dataset.original is not None:
        return encode(dataset.original)
    grid = _grid_of(dataset)
    land = dataset.basemap.geometry[dataset.basemap["kind"].isin(LINES_AND_LAND)]
    frames = {number: at_level(dataset, number).regions for number in level_numbers(dataset)}
    shapes = {number: unrolled(frame.geometry.to_numpy(), grid.cut) for number, frame in frames.items()}
    return Topology(grid=grid, regions={number: encode_shapes(one, grid=grid) for number, one in shapes.items()},
                    anchors={number: encode_positions(poles_of(one, grid=grid)) for number, one in shapes.items()},
                    basemap=encode_shapes(land.to_numpy(), grid=grid))


def poles_of(shapes: np.ndarray, *, grid: Grid) -> np.ndarray:
    """Return the poles of inaccessibility of areas (EPSG:4326), each the inner point farthest from the edge, on the grid, (n, 2).

    In a long bent area the middle of a name stands there on its own ground, where a centroid may lie outside.
    """
    flat = shapely.transform(unrolled(shapes, grid.cut), grid.exact)
    near = np.maximum(1.0, 0.02 * np.sqrt(shapely.area(flat)))  # closer than a letter is wide
    radii = shapely.maximum_inscribed_circle(flat, tolerance=near)
    return np.asarray(np.rint(shapely.get_coordinates(shapely.get_point(radii, 0))))


def encode_positions(positions: np.ndarray) -> bytes:
    """Encode grid positions, shape (n, 2), as signed varints, x and y in turn, each the difference from the point before."""
    return signed_varints(np.diff(positions.astype(np.int64), axis=0, prepend=np.zeros((1, 2), np.int64)))


def encode_shapes(shapes: np.ndarray, *, grid: Grid) -> bytes:
    """Encode polygons and lines (EPSG:4326) as arcs and the rings made of them.

    Numbers, all varints: count of arcs; the length of each arc; count of shapes; for each shape its count of rings, for each ring
    its count of arcs, then their indices times two, plus one if the arc runs backwards; at last the arcs' points, signed, each
    the difference from the point before (an arc's first: from the first of the arc before).
    """
    arcs = cut(shapely.transform(unrolled(shapes, grid.cut), grid.of)) if len(shapes) else Arcs.none()
    steps = np.diff(arcs.points, axis=0, prepend=np.zeros((1, 2), np.int64))
    starts = np.cumsum(arcs.lengths) - arcs.lengths
    steps[starts] = np.diff(arcs.points[starts], axis=0, prepend=np.zeros((1, 2), np.int64))
    head = [len(arcs.lengths), *arcs.lengths.tolist(), len(arcs.shapes)]
    for rings in arcs.shapes:
        head.append(len(rings))
        for ring in rings:
            head += [len(ring), *ring]
    return varints(np.array(head)) + signed_varints(steps)


def unrolled(shapes: np.ndarray, cut: float) -> np.ndarray:
    """Return shapes (EPSG:4326) of which what lies west of a cut is moved 360 degrees east; halves that meet at 180 become one.

        cut at 0, parts 170..180 and -180..-170     one part 170..190

    A shape across the cut, such as land of the base map, is parted there.
    """
    if cut <= -180 or not len(shapes):
        return shapes
    bounds = shapely.bounds(shapes)
    result = np.array(shapes, dtype=object)
    east, west = shapely.box(cut, -90, 180, 90), shapely.box(-180, -90, cut, 90)
    for at in np.flatnonzero(bounds[:, 0] < cut).tolist():
        shape = shapes[at] if shapely.is_valid(shapes[at]) else shapely.make_valid(shapes[at], method="structure")
        moved = shapely.transform(shapely.intersection(shape, west), lambda points: points + [360.0, 0.0])
        whole = [part for half in (shapely.intersection(shape, east), moved) for part in shapely.get_parts(half)
                 if shapely.get_dimensions(part) == shapely.get_dimensions(shape)]
        result[at] = shapely.union_all(whole)
    return result


def frame_of(dataset: Dataset) -> tuple[float, float, float, float]:
    """Return west, south, east, north of the map's first view, in degrees; east is above 180 where it reaches across."""
    if dataset.settings.frame is None:
        west, south, east, north = extent_of(dataset.regions.geometry.to_numpy())
    else:
        west, south, east, north = dataset.settings.frame
        cut = cut_of(extent_of(dataset.regions.geometry.to_numpy()))
        west, east = (edge + 360 if edge < cut else edge for edge in (west, east))
        east = east + 360 if east <= west else east
    return west, max(south, -LIMIT_DEG), east, min(north, LIMIT_DEG)


def _grid_of(dataset: Dataset) -> Grid:
    extent = extent_of(dataset.regions.geometry.to_numpy())
    cut, (west, _, east, north) = cut_of(extent), extent
    cell_m = (east - west) / 360 * EQUATOR_M / CELLS
    if len(dataset.basemap):
        around = dataset.basemap.total_bounds
        west, north = min(west, float(around[0]) if cut <= -180 else cut), max(north, float(around[3]))
    lat = np.radians(np.clip(north, -LIMIT_DEG, LIMIT_DEG))
    return Grid(west=0.5 + west / 360, north=0.5 - float(np.log(np.tan(np.pi / 4 + lat / 2))) / (2 * np.pi),
                step=float(np.clip(cell_m, FINEST_M, COARSEST_M)) / EQUATOR_M, cut=cut)
