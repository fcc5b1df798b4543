"""The grid of a dataset: which projections it has, how fine it is, what it frames."""

from dataclasses import dataclass
from math import ceil, cos, floor, radians

import numpy as np
import shapely
from pyproj import CRS

from geo.clipping import densified, unrolled, within
from geo.crs import MERCATOR, MERCATOR_DEG, Extent, cut_of, equal_area_of, extent_of, map_crs, on_side
from geo.dataset import Dataset
from geo.outlying import LEAST_HELD, parts_of
from layers.placing import GAP, around_all, beside, mean_side
from layers.plane import Box, Grid, Part

FINEST_M, COARSEST_M = 20.0, 120.0  # cell of the grid: a pixel at zoom 12, at zoom 10
CELLS = 10_000  # across what is framed: finer cells cost bytes that no screen shows
ROOM = 0.025  # around the regions, on each side, of their width and height: together with a sheet's margin they fill 90%
LARGEST, SMALLEST = 0.24, 0.1  # of a box, as shares of the frame's mean side
WIDE = 2.0  # a map's width to its height
NARROWEST, LOWEST, STRIP = 0.19, 0.07, 0.085  # room for words in a box, as shares of a map's height
AIR = 0.06  # around what is in a box
SCALES = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.75, 1, 1.5, 2, 3, 4, 5, 7.5, 10, 15, 20, 30, 50)


@dataclass(frozen=True, kw_only=True)
class Inset:
    """What lies far off: its plane, its scale against the main body's, and its size beside it, with a strip for its caption."""

    plane: Part
    regions: tuple[int, ...]
    partly: bool
    scale: float
    middle: tuple[float, float]
    size: tuple[float, float]
    strip: float


def grid_of(dataset: Dataset) -> Grid:
    """Return the grid of a dataset: an equal-area projection for the extent of its main body, or the one that it names.

    What lies far off stands in boxes beside it, each in its own equal-area projection; on Web Mercator it lies where it lies.
    """
    shapes, code = dataset.regions.geometry.to_numpy(), dataset.settings.projection
    cut = cut_of(extent_of(shapes))
    polygons, owner = shapely.get_parts(unrolled(shapes, cut), return_index=True)
    given = None if dataset.settings.frame is None else on_side(dataset.settings.frame, cut)
    part = np.zeros(len(polygons), np.int64) if code == MERCATOR else parts_of(polygons, owner, frame=given)
    body = _extent(polygons[part == 0])
    crs = _mercator(body) if code == MERCATOR else map_crs(code) if code else equal_area_of(body)
    plane = _plane(crs, body, limit=MERCATOR_DEG if code == MERCATOR else 90.0)
    shown, frame = _frame(plane, polygons[part == 0], given)
    true = plane.metres_at((shown[0] + shown[2]) / 2, (shown[1] + shown[3]) / 2)
    cell = float(np.clip((shown[2] - shown[0]) * true / CELLS, FINEST_M, COARSEST_M)) / true
    far = [] if given and _held(polygons[part == 0], given) < LEAST_HELD else list(range(1, part.max() + 1))
    insets = [_inset(polygons, owner, part == k, frame, true) for k in far]
    gap = GAP * mean_side(frame)
    boxes = beside(frame, [one.size for one in insets], np.asarray(shapely.transform(polygons[part == 0], plane.exact)))
    around = [(a - gap, b - gap, c + gap, d + gap) for a, b, c, d in filter(None, boxes)]
    whole = around_all([frame, *around])
    main = _settled(plane, cell, frame, origin=whole[:2])
    others = [_inset_at(one, box, cell, true, origin=whole[:2]) for one, box in zip(insets, boxes, strict=True) if box]
    return Grid(parts=(main, *others), frame=_settled(plane, cell, whole, origin=whole[:2]).box, cut=cut)


def _plane(crs: CRS, extent: Extent, *, limit: float = 90.0) -> Part:
    """Return a plane in metres, y down, with its origin where the projection has it; the box is only as large as a view."""
    return Part(crs=crs, west_m=0, north_m=0, cell_m=1, box=(0, 0, 1e5, 1e5), middle=(extent[0] + extent[2]) / 2, limit=limit)


def _settled(plane: Part, cell_m: float, box: Box, *, origin: tuple[float, float]) -> Part:
    """Return a part with its cells and its origin; `box` and `origin` are in metres, y down."""
    left, top, right, bottom = ((edge - origin[k % 2]) / cell_m for k, edge in enumerate(box))
    return Part(crs=plane.crs, west_m=origin[0], north_m=-origin[1], cell_m=cell_m, middle=plane.middle, limit=plane.limit,
                box=(floor(left), floor(top), ceil(right), ceil(bottom)))


def _frame(plane: Part, polygons: np.ndarray, given: Extent | None) -> tuple[Box, Box]:
    """Return the box of what is shown, and the frame around it, in metres, y down.

    A frame given in degrees stays as far from the regions as it is in degrees; the part of a region outside of it is not shown.
    """
    if given is None:
        left, top, right, bottom = shown = _box_of(shapely.transform(densified(polygons), plane.exact))
        across, down = ROOM * (right - left), ROOM * (bottom - top)
        return shown, (left - across, top - down, right + across, bottom + down)
    west, south, east, north = given
    south, north = max(south, -plane.limit), min(north, plane.limit)
    parts = within(polygons, (west, south, east, north))
    parts = parts[~shapely.is_empty(parts)]
    left, top, right, bottom = shown = _box_of(shapely.transform(densified(parts), plane.exact))
    inner, degree = shapely.total_bounds(parts), 111_320.0 / plane.metres_at((left + right) / 2, (top + bottom) / 2)
    along = degree * cos(radians((south + north) / 2))
    return shown, (left - along * (inner[0] - west), top - degree * (north - inner[3]),
                   right + along * (east - inner[2]), bottom + degree * (inner[1] - south))


def _held(polygons: np.ndarray, given: Extent) -> float:
    """Return what share of polygons a frame in degrees holds."""
    return float(shapely.area(within(polygons, given)).sum() / shapely.area(polygons).sum())


def _inset(polygons: np.ndarray, owner: np.ndarray, here: np.ndarray, frame: Box, true: float) -> Inset:
    """Return what goes into a box beside a frame (in metres of the main plane, of which each has `true` metres)."""
    regions = np.unique(owner[here])
    partly = bool(np.isin(owner[~here], regions).any())
    polygons = polygons[here]
    extent = _extent(polygons)
    plane = _plane(equal_area_of(extent), extent)
    left, top, right, bottom = _box_of(shapely.transform(densified(polygons), plane.exact))
    room, side = AIR * max(right - left, bottom - top), true * mean_side(frame)
    tall = true * max(frame[3] - frame[1], (frame[2] - frame[0]) / WIDE)  # of a map on which letters have their size
    left, top, right, bottom = left - room, top - room, right + room, bottom + room
    natural = max(right - left, bottom - top) / side
    wanted = min(max(natural, SMALLEST), LARGEST) / natural
    scale = max([one for one in SCALES if one <= wanted], default=SCALES[0])
    wide, high = max((right - left) * scale, NARROWEST * tall), max((bottom - top) * scale, LOWEST * tall) + STRIP * tall
    return Inset(plane=plane, regions=tuple(regions.tolist()), partly=partly, scale=scale,
                 middle=((left + right) / 2, (top + bottom) / 2), size=(wide / true, high / true), strip=STRIP * tall / true)


def _inset_at(inset: Inset, box: Box, cell_m: float, true: float, *, origin: tuple[float, float]) -> Part:
    """Return the part of an inset whose box stands there, in metres of the main plane."""
    inner = cell_m * true / inset.scale  # metres of its own plane in a cell
    left, top, right, bottom = ((edge - origin[k % 2]) / cell_m for k, edge in enumerate(box))
    x, y = (left + right) / 2, (top + inset.strip / cell_m + bottom) / 2
    return Part(crs=inset.plane.crs, west_m=inset.middle[0] - x * inner, north_m=y * inner - inset.middle[1], cell_m=inner,
                box=(floor(left), floor(top), ceil(right), ceil(bottom)), middle=inset.plane.middle,
                regions=inset.regions, partly=inset.partly, scale=inset.scale)


def _extent(polygons: np.ndarray) -> Extent:
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(polygons))
    return west, south, east, north


def _mercator(extent: Extent) -> CRS:
    """Return Web Mercator, cut open opposite to the middle of an extent."""
    middle = (extent[0] + extent[2]) / 2
    return CRS.from_proj4(f"+proj=merc +a=6378137 +b=6378137 +lon_0={middle:.4f} +units=m +nadgrids=@null +no_defs")


def _box_of(shapes: np.ndarray) -> Box:
    left, top, right, bottom = (float(edge) for edge in shapely.total_bounds(shapes))
    return left, top, right, bottom


