"""The way from the grid back to degrees as numbers for the page, which knows no projection."""

from dataclasses import dataclass
from math import pi

import numpy as np

from layers.plane import EARTH_M, Box, Part, spread, unit_vectors

UNIT = 2**20  # of the sphere's radius, for whole numbers: 6 m
DEGREES = (3, 4, 5, 6, 7, 8, 10, 12, 14, 17, 20, 24)
CLOSE = 0.5  # cells by which a fit may err inside the frame


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Polynomials from the grid to the unit sphere over a box.

    `values`: the points of the sphere, times UNIT, at the nodes of Chebyshev, `degree` + 1 each way, by columns.
    """

    box: Box
    degree: int
    values: np.ndarray

    def at(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return points of the sphere, shape (n, 3), over positions inside the box."""
        left, top, right, bottom = self.box
        across = _weights(self.degree, (2 * x - left - right) / (right - left))
        down = _weights(self.degree, (2 * y - top - bottom) / (bottom - top))
        found = np.einsum("pi,pj,ijk->pk", across, down, self.values.reshape(self.degree + 1, self.degree + 1, 3))
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True))


def fit_of(part: Part) -> Fit:
    """Fit the way from the grid to degrees, so that the page needs no projection: to less than a cell inside the frame.

    Around the frame it holds as well, as far as the projection does; no map is moved farther.
    """
    left, top, right, bottom = part.box
    x, y = spread(part.box, 37)
    lon, lat, there = part.places(x, y)
    x, y, true = x[there], y[there], unit_vectors(lon[there], lat[there])
    most = max(CLOSE * part.cell_m, (right - left) * part.cell_m / 40_000)
    best: tuple[float, Fit] | None = None
    for room in (1.0, 0.5, 0.2, 0.0):
        across, down = room * (right - left), room * (bottom - top)
        box = left - across, top - down, right + across, bottom + down
        for degree in DEGREES:
            fit = _fitted(part, box, degree)
            if fit is None:
                break
            apart = EARTH_M * float(np.linalg.norm(fit.at(x, y) - true, axis=1).max())
            if best is None or apart < best[0]:
                best = apart, fit
            if apart <= most:
                return fit
    assert best is not None, "the frame of a map can be shown"
    return best[1]


def _fitted(part: Part, box: Box, degree: int) -> Fit | None:
    nodes = np.cos(pi * np.arange(degree + 1) / degree)
    x, y = (one.ravel() for one in np.meshgrid((box[0] + box[2] + (box[2] - box[0]) * nodes) / 2,
                                               (box[1] + box[3] + (box[3] - box[1]) * nodes) / 2, indexing="ij"))
    lon, lat = part.degrees(x, y)
    if not np.isfinite(lon + lat).all():
        return None
    return Fit(box=box, degree=degree, values=np.rint(unit_vectors(lon, lat) * UNIT))


def _weights(degree: int, at: np.ndarray) -> np.ndarray:
    """Return how much each node of Chebyshev counts, shape (n, degree + 1), at positions from -1 to 1 (barycentric form)."""
    k = np.arange(degree + 1)
    away = at[:, None] - np.cos(pi * k / degree)
    weights = (-1.0) ** k * np.where((k == 0) | (k == degree), 0.5, 1.0) / np.where(np.abs(away) < 1e-12, 1e-12, away)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))
