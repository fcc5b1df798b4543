"""Where shapes lie on the globe, across 180 degrees too.

parts from 170 to 180 and from -180 to -170     west 170, east 190: 20 degrees, not 360
"""

import numpy as np
import shapely

WIDE_DEG = 60.0  # so wide a gap parts east from west; in a map of the world no gap is


def extent_of(shapes: np.ndarray) -> tuple[float, float, float, float]:
    """Return west, south, east and north of shapes in EPSG:4326; east is above 180 where they lie across 180 degrees."""
    bounds = shapely.bounds(shapely.get_parts(np.asarray(shapes, dtype=object)))
    bounds = bounds[np.isfinite(bounds).all(axis=1)]
    if not len(bounds):
        return (float("nan"),) * 4
    bounds = bounds[np.argsort(bounds[:, 0])]
    south, north = float(bounds[:, 1].min()), float(bounds[:, 3].max())
    reached = np.maximum.accumulate(bounds[:, 2])
    west, east = float(bounds[0, 0]), float(reached[-1])
    gaps = bounds[1:, 0] - reached[:-1]
    if len(gaps):
        widest = int(gaps.argmax())
        if gaps[widest] > max(WIDE_DEG, west + 360 - east):
            return float(bounds[widest + 1, 0]), south, float(reached[widest]) + 360, north
    return west, south, east, north


def cut_of(extent: tuple[float, float, float, float]) -> float:
    """Return the longitude at which the globe is cut open to show an extent whole: -180, or opposite to its middle.

    Where an extent reaches beyond 180, longitudes west of the cut are shown 360 degrees further east.
    """
    west, _, east, _ = extent
    return -180.0 if not east > 180 else (west + east) / 2 - 180
