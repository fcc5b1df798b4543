"""Geometry -> compact shapes for the page: every border once, on an integer grid in an equal-area projection.

The page draws integers, so no rounding happens there, and neighbours share each border to the last digit.
"""

from dataclasses import dataclass
from hashlib import sha256

import geopandas as gpd
import numpy as np
import shapely

from geo.dataset import Dataset, at_level, level_numbers
from geo.derived import derived
from geo.files import ByContent
from layers.arcs import Arcs, cut
from layers.block import signed_varints, varints
from layers.compose import grid_of
from layers.fit import Fit, fit_of
from layers.insets import names_of, scale_in_words
from layers.plane import EARTH_M, Grid

LINES_AND_LAND = ("land", "border", "disputed")  # kinds of the base map that are shapes


@dataclass(frozen=True, kw_only=True)
class Topology:
    """The shapes of a dataset, encoded: sections `regions` and `anchors` by level, and `basemap` with the kind of each of its
    shapes; their grid, and for each of its parts what leads the page back to degrees.
    """

    grid: Grid
    fits: tuple[Fit, ...]
    regions: dict[int, bytes]
    anchors: dict[int, bytes]
    basemap: bytes
    kinds: tuple[str, ...]

    def as_data(self, regions: gpd.GeoDataFrame) -> dict[str, object]:
        """Return what the page needs to know of the grid: metres of a cell, and of each part its box and its way to degrees; of
        a box beside the main body also its names, its scale in words and the rows of its regions.

        `regions`: of the coarsest level, in the language of the page.
        """
        left, top, right, bottom = self.grid.main.box
        return {
            "cell": self.grid.main.metres_at((left + right) / 2, (top + bottom) / 2), "earth": EARTH_M,
            "parts": [{"box": part.box, "over": fit.box, "degree": fit.degree,
                       "values": fit.values.astype(np.int64).ravel().tolist()}
                      | ({"names": names_of(part, regions), "scale": scale_in_words(part), "regions": part.regions}
                         if part.regions else {})
                      for part, fit in zip(self.grid.parts, self.fits, strict=True)],
        }  # fmt: skip


_kept = ByContent[Topology](most=4)


@derived()
def encode(dataset: Dataset) -> Topology:
    """Encode the shapes of a dataset once, whatever a filter leaves of it, in whatever language.

    A live dataset is read again and again: the same shapes under other reports are not encoded again.
    """
    if dataset.selection is not None:
        return encode(dataset.selection.whole)
    if dataset.original is not None:
        return encode(dataset.original)
    land = dataset.basemap[dataset.basemap["kind"].isin(LINES_AND_LAND)]
    shapes = {number: at_level(dataset, number).regions.geometry.to_numpy() for number in level_numbers(dataset)}
    said = repr((dataset.settings.projection, dataset.settings.frame, list(shapes), land["kind"].tolist()))
    key = (said, *(digest_of(one) for one in (*shapes.values(), land.geometry.to_numpy())))
    return _kept.of(key, lambda: _encoded(grid_of(dataset), shapes, land))


def digest_of(shapes: np.ndarray) -> str:
    """Return a digest of shapes: equal if they are, to the last digit."""
    digest = sha256()
    for one in shapely.to_wkb(shapes):
        digest.update(one or b"-")
    return digest.hexdigest()


def _encoded(grid: Grid, shapes: dict[int, np.ndarray], land: gpd.GeoDataFrame) -> Topology:
    placed = {number: grid.placed(one) for number, one in shapes.items()}
    homes = {number: grid.homes(one, placed[number]) for number, one in shapes.items()}
    grounds = [grid.ground(land.geometry.to_numpy(), number) for number in range(len(grid.parts))]
    return Topology(grid=grid, fits=tuple(map(fit_of, grid.parts)),
                    regions={number: encode_shapes(one) for number, one in placed.items()},
                    anchors={number: encode_positions(poles_of(one)) for number, one in homes.items()},
                    basemap=encode_shapes(np.concatenate(grounds)), kinds=(*land["kind"],) * len(grounds))


def poles_of(shapes: np.ndarray) -> np.ndarray:
    """Return the poles of inaccessibility of areas on the grid, each the inner point farthest from the edge, shape (n, 2).

    In a long bent area the middle of a name stands there on its own ground, where a centroid may lie outside.
    """
    near = np.maximum(1.0, 0.02 * np.sqrt(shapely.area(shapes)))  # closer than a letter is wide
    radii = shapely.maximum_inscribed_circle(shapes, tolerance=near)
    return np.asarray(np.rint(shapely.get_coordinates(shapely.get_point(radii, 0))))


def encode_positions(positions: np.ndarray) -> bytes:
    """Encode grid positions, shape (n, 2), as signed varints, x and y in turn, each the difference from the point before."""
    return signed_varints(np.diff(positions.astype(np.int64), axis=0, prepend=np.zeros((1, 2), np.int64)))


def encode_shapes(shapes: np.ndarray) -> bytes:
    """Encode polygons and lines on the grid as arcs and the rings made of them.

    Numbers, all varints: count of arcs; the length of each arc; count of shapes; for each shape its count of rings, for each ring
    its count of arcs, then their indices times two, plus one if the arc runs backwards; at last the arcs' points, signed, each
    the difference from the point before (an arc's first: from the first of the arc before).
    """
    arcs = cut(shapes) if len(shapes) else Arcs.none()
    steps = np.diff(arcs.points, axis=0, prepend=np.zeros((1, 2), np.int64))
    starts = np.cumsum(arcs.lengths) - arcs.lengths
    steps[starts] = np.diff(arcs.points[starts], axis=0, prepend=np.zeros((1, 2), np.int64))
    head = [len(arcs.lengths), *arcs.lengths.tolist(), len(arcs.shapes)]
    for rings in arcs.shapes:
        head.append(len(rings))
        for ring in rings:
            head += [len(ring), *ring]
    return varints(np.array(head)) + signed_varints(steps)
