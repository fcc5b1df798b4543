"""Points -> compact positions on the page's grid."""

import geopandas as gpd
import numpy as np
import shapely

from layers.plane import Grid
from layers.topology import encode_positions


def encode_points(points: gpd.GeoSeries, *, grid: Grid) -> bytes:
    """Encode points (EPSG:4326) as signed varints, x and y in turn, each the difference from the point before."""
    positions = grid.of(shapely.get_coordinates(points.to_numpy())) if len(points) else np.empty((0, 2), np.int64)
    return encode_positions(positions)
