"""The plane that the map is drawn on: whole numbers over one projection, with what lies far off in boxes beside its main body.

On the grid x grows to the right and y down; a cell is `cell_m` metres of the plane of the part that a point lies in.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import CRS

from geo.clipping import densified, like, unrolled, within
from geo.crs import Extent, degrees_over, to_plane

REACH = 1.0  # how far around the frame land is drawn, in frames
WIDEST, TALLEST = 3.0, 1.5  # a picture's width to its height, and its height to its width: land fills it around any frame
EARTH_M = 6_371_007.0  # radius of the sphere of the Earth's area
FAR = 10_000_000  # where a point stands that the projection cannot hold: on no map
Box = tuple[float, float, float, float]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One projection on the grid: of the main body, or of what lies far off, in a box beside it.

    `box`: on the grid, the frame of the main body or the box beside it (left, top, right, bottom); `west_m`, `north_m`: where the
    grid's origin lies in its plane; `middle`, `limit`: the longitude around which it lies, the latitude at which it
    ends; `regions` (rows), `partly`: of which regions, or of a part of which, a box is; `scale`: how large it is drawn.
    """

    crs: CRS
    west_m: float
    north_m: float
    cell_m: float
    box: Box
    middle: float
    limit: float = 90.0
    regions: tuple[int, ...] = ()
    partly: bool = False
    scale: float = 1.0

    def exact(self, lonlat: np.ndarray) -> np.ndarray:
        """Return positions on the grid, shape (n, 2), not rounded, of degrees of the same shape."""
        x, y = to_plane(self.crs).transform(lonlat[:, 0], np.clip(lonlat[:, 1], -self.limit, self.limit))
        return np.column_stack([(x - self.west_m) / self.cell_m, (self.north_m - y) / self.cell_m])

    def degrees(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return longitudes and latitudes of positions on the grid; what is nowhere on Earth is not finite."""
        away = to_plane(self.crs).transform(
            self.west_m + x * self.cell_m, self.north_m - y * self.cell_m, direction="INVERSE")
        return np.asarray(away[0]), np.asarray(away[1])

    def places(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return longitudes and latitudes of positions on the grid, and which of them are places on Earth that lead back."""
        lon, lat = self.degrees(x, y)
        there = np.isfinite(lon + lat)
        back = self.exact(np.column_stack([np.where(there, lon, self.middle), np.where(there, lat, 0)]))
        return lon, lat, there & (np.hypot(back[:, 0] - x, back[:, 1] - y) < 1)

    def metres_at(self, x: float, y: float) -> float:
        """Return how many metres of the Earth a cell is wide, around a position on the grid."""
        reach = (self.box[2] - self.box[0]) / 200
        one, other = unit_vectors(*self.degrees(np.array([x - reach, x + reach]), np.array([y, y])))
        return EARTH_M * float(np.linalg.norm(one - other)) / (2 * reach)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The grid of a dataset: its parts, the main body first, and the frame of all of them (left, top, right, bottom)."""

    parts: tuple[Part, ...]
    frame: Box
    cut: float = -180.0

    @property
    def main(self) -> Part:
        """The part of the main body."""
        return self.parts[0]

    def of(self, lonlat: np.ndarray) -> np.ndarray:
        """Return the integer grid positions, shape (n, 2), of degrees of the same shape."""
        return np.asarray(np.rint(np.nan_to_num(self.exact(lonlat), nan=FAR, posinf=FAR, neginf=-FAR)), np.int64)

    def exact(self, lonlat: np.ndarray) -> np.ndarray:
        """Return the positions on the grid, shape (n, 2), not rounded, of degrees of the same shape."""
        found = self.main.exact(lonlat)
        for one in self.parts[1:]:
            moved = one.exact(lonlat)
            inside = _inside(moved, one.box)
            found[inside] = moved[inside]
        return found

    def part_at(self, lonlat: np.ndarray) -> np.ndarray:
        """Return the number of the part in which each point lies."""
        number = np.zeros(len(lonlat), np.int64)
        for k, one in enumerate(self.parts[1:], start=1):
            number[_inside(one.exact(lonlat), one.box)] = k
        return number

    def around(self, *, lat: float, lon: float, width_km: float) -> Box:
        """Return a line on the grid, through a point in degrees and so many km wide: any picture fits it by its width."""
        at = np.array([[lon, lat]])
        part, (x, y) = self.parts[int(self.part_at(at)[0])], self.exact(at)[0]
        half = 500 * width_km / part.metres_at(x, y)
        return float(x - half), float(y), float(x + half), float(y)

    def placed(self, shapes: np.ndarray) -> np.ndarray:
        """Return polygons (EPSG:4326) on the grid, each of their parts where it belongs; not rounded."""
        shapes = densified(unrolled(shapes, self.cut))
        if len(self.parts) == 1:
            return np.asarray(shapely.transform(shapes, self.main.exact))
        polygons, owner = shapely.get_parts(shapes, return_index=True)
        at = self._part_of(polygons)
        for k, part in enumerate(self.parts):
            polygons[at == k] = shapely.transform(polygons[at == k], part.exact)
        whole = np.full(len(shapes), shapely.MultiPolygon(), object)
        return np.asarray(shapely.multipolygons(polygons, indices=owner, out=whole))

    def homes(self, shapes: np.ndarray, placed: np.ndarray) -> np.ndarray:
        """Return polygons as `placed` on the grid, but of each only what lies in the part in which its largest piece lies."""
        if len(self.parts) == 1:
            return placed
        polygons, owner = shapely.get_parts(shapes, return_index=True)
        at = self._part_of(polygons)
        order = np.lexsort([-shapely.area(polygons), owner])
        first = order[np.append(True, np.diff(owner[order]) != 0)]
        kept = at == at[first][owner]
        if kept.all():
            return placed
        whole = np.full(len(shapes), shapely.MultiPolygon(), object)
        return self.placed(np.asarray(shapely.multipolygons(polygons[kept], indices=owner[kept], out=whole)))

    def _part_of(self, polygons: np.ndarray) -> np.ndarray:
        return self.part_at(shapely.get_coordinates(shapely.point_on_surface(polygons)))

    def ground(self, shapes: np.ndarray, number: int) -> np.ndarray:
        """Return land and lines (EPSG:4326) as a part shows them: around the main body, or in a box; not rounded."""
        part = self.parts[number]
        flat = np.asarray(shapely.transform(densified(within(shapes, _window(part))), part.exact))
        flat = np.array([one if shapely.is_valid(one) else like(shapely.make_valid(one), one) for one in flat], dtype=object)
        if number:
            return np.array([like(shapely.intersection(one, shapely.box(*part.box)), one) for one in flat], dtype=object)
        boxes = shapely.union_all([shapely.box(*one.box) for one in self.parts[1:]])
        if shapely.is_empty(boxes):
            return flat
        return np.array([like(shapely.difference(one, boxes), one) for one in flat], dtype=object)


def _window(part: Part) -> Extent:
    """Return west, south, east and north of all that a part shows, on a screen or when it is moved there, in degrees."""
    left, top, right, bottom = part.box
    width, height = right - left, bottom - top
    wide, high = max(REACH * width, (WIDEST * height - width) / 2), max(REACH * height, (TALLEST * width - height) / 2)
    box = (part.west_m + (left - wide) * part.cell_m, part.north_m - (bottom + high) * part.cell_m,
           part.west_m + (right + wide) * part.cell_m, part.north_m - (top - high) * part.cell_m)
    return degrees_over(part.crs, box, middle=part.middle, limit=part.limit)


def unit_vectors(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return points of the unit sphere, shape (n, 3), over longitudes and latitudes: they know neither pole nor 180 degrees."""
    x, y = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)])


def spread(box: Box, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of `count` times `count` positions all over a box."""
    x, y = np.meshgrid(np.linspace(box[0], box[2], count), np.linspace(box[1], box[3], count))
    return x.ravel(), y.ravel()


def _inside(points: np.ndarray, box: Box) -> np.ndarray:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x >= box[0]) & (y >= box[1]) & (x <= box[2]) & (y <= box[3]))
