"""Coordinate reference systems: one for storage, one in metres and one equal-area for the extent at hand; and that extent,
across 180 degrees too.

parts from 170 to 180 and from -180 to -170     west 170, east 190: 20 degrees, not 360
"""

import re
from functools import cache
from math import cos, radians

import geopandas as gpd
import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from geo.errors import CrsError
from geo.sentences import Sentence

STORAGE = CRS.from_epsg(4326)
MERCATOR, MERCATOR_DEG = "mercator", 85.0511287798
"""The name of Web Mercator in `[map] projection`, and the latitude at which it ends."""
MAP_CRS_IN_WORDS = Sentence('the EPSG code of a projected CRS in metres, such as EPSG:5070, or "mercator"')
Extent = tuple[float, float, float, float]
WIDE_DEG = 60.0  # so wide a gap parts east from west; in a map of the world no gap is


def require_same(left: gpd.GeoDataFrame, right: gpd.GeoDataFrame) -> None:
    """Raise CrsError unless both frames declare one and the same CRS; geopandas would warn and then find nothing."""
    if left.crs is None or right.crs is None:
        raise CrsError(Sentence("A frame has no CRS. Declare it where the file is read, for example EPSG:4326."))
    if left.crs != right.crs:
        raise CrsError(Sentence("The frames differ in CRS: {left} and {right}. Bring both to EPSG:4326 first.",
                                left=left.crs.name, right=right.crs.name))


def is_crs(code: str) -> bool:
    """Whether a code such as EPSG:4326 names a CRS that is known."""
    try:
        return bool(re.fullmatch(r"[A-Za-z]+:\d+", code) and CRS.from_user_input(code))
    except CRSError:
        return False


def metric(frame: gpd.GeoDataFrame) -> CRS:
    """Return a Lambert azimuthal equal-area CRS in metres, centred on `frame`; raises CrsError unless that is in EPSG:4326."""
    if frame.crs != STORAGE:
        raise CrsError(Sentence("A CRS in metres is made for a frame in EPSG:4326; this one is in another, or declares none."))
    west, south, east, north = extent_of(frame.geometry.to_numpy())
    return CRS.from_proj4(
        f"+proj=laea +lat_0={(south + north) / 2:.4f} +lon_0={(west + east) / 2:.4f} +datum=WGS84 +units=m +no_defs"
    )


def equal_area_of(extent: Extent) -> CRS:
    """Return the equal-area CRS that distorts an extent least: west, south, east, north in degrees, east above 180 across 180.

        most of the globe                               Equal Earth
        around a pole                                   azimuthal, on the pole
        middle within 15 degrees of the equator         cylindrical, true at half of the greatest latitude
        15 degrees wide or more, and wider than high    Albers, true at a sixth from its lower and upper edge

    Any other extent is drawn azimuthal, on its middle.
    """
    west, south, east, north = extent
    lon, lat, wide, high = ((west + east) / 2 + 180) % 360 - 180, (south + north) / 2, east - west, north - south
    if wide > 180 and high > 100:
        named = f"eqearth +lon_0={lon:.4f}"
    elif wide > 180 and abs(lat) > 60:
        named = f"laea +lat_0={90 if lat > 0 else -90} +lon_0={lon:.4f}"
    elif abs(lat) < 15:
        named = f"cea +lat_ts={max(abs(south), abs(north)) / 2:.4f} +lon_0={lon:.4f}"
    elif wide >= 15 and wide * cos(radians(lat)) >= 1.25 * high:
        lower, upper = south + high / 6, north - high / 6
        named = f"aea +lat_1={lower:.4f} +lat_2={upper:.4f} +lat_0={lat:.4f} +lon_0={lon:.4f}"
    else:
        named = f"laea +lat_0={lat:.4f} +lon_0={lon:.4f}"
    return CRS.from_proj4(f"+proj={named} +datum=WGS84 +units=m +no_defs")


def is_map_crs(code: object) -> bool:
    """Whether a map can be drawn in it: MERCATOR, or a code as MAP_CRS_IN_WORDS says; "" leaves the choice open."""
    if not isinstance(code, str) or code in ("", MERCATOR):
        return code in ("", MERCATOR)
    if not code.upper().startswith("EPSG:") or not is_crs(code):
        return False
    crs = CRS.from_user_input(code)
    runs = {axis.direction for axis in crs.axis_info}
    return bool(crs.is_projected and {axis.unit_name for axis in crs.axis_info} == {"metre"} and runs != {"west", "south"})


def map_crs(code: str) -> CRS:
    """Return the CRS that `[map] projection` names."""
    return CRS.from_epsg(3857) if code == MERCATOR else CRS.from_user_input(code)


@cache
def to_plane(crs: CRS) -> Transformer:
    """Return the way from degrees to a projected CRS; its `direction="INVERSE"` is the way back."""
    return Transformer.from_crs(STORAGE, crs, always_xy=True)


def holds(crs: CRS, shapes: np.ndarray) -> bool:
    """Whether a projection is used where shapes (EPSG:4326) lie, and what it makes of their corners leads back to them."""
    west, south, east, north = shapely.bounds(shapely.get_parts(shapes)).T
    lon, lat = np.concatenate([west, west, east, east]), np.concatenate([south, north, south, north])
    if crs == map_crs(MERCATOR):
        return True  # it ends short of the poles, and what lies beyond is drawn on its edge
    x, y = to_plane(crs).transform(lon, lat)
    back, use = to_plane(crs).transform(x, y, direction="INVERSE"), crs.area_of_use
    if use is not None and not within_any(shapes, use.bounds):
        return False
    apart = np.hypot((back[0] - lon + 180) % 360 - 180, back[1] - lat)
    return bool(np.isfinite(x + y).all() and (apart < 0.01).all())


def degrees_over(crs: CRS, box: Extent, *, middle: float, limit: float = 90.0) -> Extent:
    """Return west, south, east and north of all that a box of a projected CRS shows (least x and y, most x and y).

    `middle`: the longitude that it is cut open opposite to; east is up to 180 beyond it. `limit`: the latitude at which it ends.
    """
    x, y = (one.ravel() for one in np.meshgrid(np.linspace(box[0], box[2], 61), np.linspace(box[1], box[3], 61)))
    lon, lat = to_plane(crs).transform(x, y, direction="INVERSE")
    there = np.isfinite(lon + lat)
    back = to_plane(crs).transform(np.where(there, lon, middle), np.where(there, lat, 0))
    there &= np.hypot(back[0] - x, back[1] - y) < 1000
    lon, lat = (lon[there] - middle + 180) % 360 - 180, lat[there]
    west, south, east, north = (float(one) for one in (lon.min() - 1, lat.min() - 1, lon.max() + 1, lat.max() + 1))
    for pole in (-limit, limit):
        px, py = to_plane(crs).transform(middle, pole)
        if box[0] <= px <= box[2] and box[1] <= py <= box[3]:
            west, east, south, north = -180, 180, min(south, pole), max(north, pole)
    return middle + max(west, -180), max(south, -limit), middle + min(east, 180), min(north, limit)


def within_any(shapes: np.ndarray, bounds: Extent) -> bool:
    """Whether a shape in EPSG:4326 reaches into bounds, of which the west lies above the east across 180 degrees."""
    west, south, east, north = bounds
    boxes = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    return any(bool(shapely.intersects(shapely.box(a, south, b, north), shapes).any()) for a, b in boxes)


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
        raise CrsError(Sentence("Unknown CRS {crs!r}. Use an EPSG code, such as EPSG:27700.", crs=crs)) from error


def extent_of(shapes: np.ndarray) -> Extent:
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


def cut_of(extent: Extent) -> float:
    """Return the longitude at which the globe is cut open to show an extent whole: -180, or opposite to its middle.

    Where an extent reaches beyond 180, longitudes west of the cut are shown 360 degrees further east.
    """
    west, _, east, _ = extent
    return -180.0 if not east > 180 else (west + east) / 2 - 180


def on_side(frame: tuple[float, ...], cut: float) -> Extent:
    """Return a frame on the side of 180 on which what is cut open there lies; east is above 180 where it reaches across."""
    west, south, east, north = frame
    west, east = (edge + 360 if edge < cut else edge for edge in (west, east))
    return west, south, east + 360 if east <= west else east, north
