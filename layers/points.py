"""Points -> compact positions on the page's grid."""

import geopandas as gpd
import numpy as np
import shapely

from layers.block import signed_varints
from layers.topology import Grid


def encode_points(points: gpd.GeoSeries, *, grid: Grid) -> bytes:
    """Encode points (EPSG:4326) as signed varints, x and y in turn, each the difference from the point before."""
    positions = grid.of(shapely.get_coordinates(points.to_numpy())) if len(points) else np.empty((0, 2), np.int64)
    return signed_varints(np.diff(positions, axis=0, prepend=np.zeros((1, 2), np.int64)))
