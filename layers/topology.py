"""Geometry -> compact shapes for the page: every border once, on an integer grid in Web Mercator.

The page draws integers, so no rounding happens there, and neighbours share each border to the last digit.
"""

from dataclasses import dataclass

import numpy as np
import shapely

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
    """An integer grid over the Mercator world square (0..1, y down): world = origin + grid * step."""

    west: float
    north: float
    step: float

    def of(self, lonlat: np.ndarray) -> np.ndarray:
        """Return the integer grid positions, shape (n, 2), of degrees of the same shape."""
        lon, lat = lonlat[:, 0], np.radians(np.clip(lonlat[:, 1], -LIMIT_DEG, LIMIT_DEG))
        world = np.column_stack([0.5 + lon / 360, 0.5 - np.log(np.tan(np.pi / 4 + lat / 2)) / (2 * np.pi)])
        return np.rint((world - [self.west, self.north]) / self.step).astype(np.int64)


@dataclass(frozen=True, kw_only=True)
class Topology:
    """The shapes of a dataset, encoded: `regions` (by level) and `basemap` as sections, and the grid that reads them."""

    grid: Grid
    regions: dict[int, bytes]
    basemap: bytes


@derived()
def encode(dataset: Dataset) -> Topology:
    """Encode the shapes of a dataset; a dataset never changes, so it is done once for each."""
    grid = _grid_of(dataset)
    land = dataset.basemap.geometry[dataset.basemap["kind"].isin(LINES_AND_LAND)]
    frames = {number: at_level(dataset, number).regions for number in level_numbers(dataset)}
    return Topology(grid=grid, regions={n: encode_shapes(one.geometry.to_numpy(), grid=grid) for n, one in frames.items()},
                    basemap=encode_shapes(land.to_numpy(), grid=grid))


def encode_shapes(shapes: np.ndarray, *, grid: Grid) -> bytes:
    """Encode polygons and lines (EPSG:4326) as arcs and the rings made of them.

    Numbers, all varints: count of arcs; the length of each arc; count of shapes; for each shape its count of rings, for each ring
    its count of arcs, then their indices times two, plus one if the arc runs backwards; at last the arcs' points, signed, each
    the difference from the point before (an arc's first: from the first of the arc before).
    """
    arcs = cut(shapely.transform(shapes, grid.of)) if len(shapes) else Arcs.none()
    steps = np.diff(arcs.points, axis=0, prepend=np.zeros((1, 2), np.int64))
    starts = np.cumsum(arcs.lengths) - arcs.lengths
    steps[starts] = np.diff(arcs.points[starts], axis=0, prepend=np.zeros((1, 2), np.int64))
    head = [len(arcs.lengths), *arcs.lengths.tolist(), len(arcs.shapes)]
    for rings in arcs.shapes:
        head.append(len(rings))
        for ring in rings:
            head += [len(ring), *ring]
    return varints(np.array(head)) + signed_varints(steps)


def _grid_of(dataset: Dataset) -> Grid:
    bounds = dataset.regions.total_bounds
    if len(dataset.basemap):
        around = dataset.basemap.total_bounds
        bounds = np.concatenate([np.minimum(bounds, around)[:2], np.maximum(bounds, around)[2:]])
    cell_m = np.ptp(dataset.regions.total_bounds[[0, 2]]) / 360 * EQUATOR_M / CELLS
    lat = np.radians(np.clip(bounds[3], -LIMIT_DEG, LIMIT_DEG))
    return Grid(west=0.5 + float(bounds[0]) / 360, north=0.5 - float(np.log(np.tan(np.pi / 4 + lat / 2))) / (2 * np.pi),
                step=float(np.clip(cell_m, FINEST_M, COARSEST_M)) / EQUATOR_M)
