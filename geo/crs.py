"""Coordinate reference systems: one for storage, one in metres for the extent at hand; and that extent, across 180 degrees too.

parts from 170 to 180 and from -180 to -170     west 170, east 190: 20 degrees, not 360
"""

import re
from functools import cache

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.errors import CrsError

STORAGE = CRS.from_epsg(4326)
WIDE_DEG = 60.0  # so wide a gap parts east from west; in a map of the world no gap is


def require_same(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> None:
    """Raise CrsError unless both frames declare one and the same CRS; geopandas would warn and then find nothing."""
    if left.crs is None or right.crs is None:
        raise CrsError("A frame has no CRS. Declare it where the file is read, for example EPSG:4326.")
    if left.crs != right.crs:
        raise CrsError(f"The frames differ in CRS: {left.crs.name} and {right.crs.name}. Bring both to EPSG:4326 first.")


def is_crs(code: str) -> bool:
    """Whether a code such as EPSG:4326 names a CRS that is known."""
    try:
        return bool(re.fullmatch(r"[A-Za-z]+:\d+", code) and CRS.from_user_input(code))
    except CRSError:
        return False


def metric(frame: gpd.GeoDataFrame) -> CRS:
    """Return a Lambert azimuthal equal-area CRS in metres, centred on `frame`; raises CrsError unless that is in EPSG:4326."""
    if frame.crs != STORAGE:
        raise CrsError("A CRS in metres is made for a frame in EPSG:4326; this one is in another, or declares none.")
    west, south, east, north = extent_of(frame.geometry.to_numpy())
    return CRS.from_proj4(
        f"+proj=laea +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} +datum=WGS84 +units=m +no_defs"
    )


def lon_lat_of(x: float, y: float, crs: str) -> tuple[float, float]:
    """Return longitude and latitude of a point given in another CRS, such as "EPSG:27700" with easting and northing.

    Raises CrsError if the CRS is not known.
    """
    lon, lat = _to_storage(crs).transform(x, y)
    return float(lon), float(lat)


@cache
def _to_storage(crs: str) -> Transformer:
    try:
        return Transformer.from_crs(CRS.from_user_input(crs), STORAGE, always_xy=True)
    except ProjError as error:
        raise CrsError(f"Unknown CRS {crs!r}. Use an EPSG code, such as EPSG:27700.") from error


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
