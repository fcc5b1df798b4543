"""The base map around a country: land, borders, lines that are not agreed, and the names of
neighbours.

Abroad, land is drawn coarser than the country's own regions. Where the two meet, what lies between
them is land as well, so that no gap along a border is sea.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.countries.translated import OTHERS, name_in
from geo.crs import STORAGE
from geo.places.world import Box, read_countries, read_world

LABELLED = 0.004  # share of the view that a neighbour must fill to be named
BESIDE = (0.0, 0.15, 0.4)  # of the view's width and height, on each side: what pictures of other shapes show
FOOTINGS, LATTICE = 8, 20  # points at which its name may stand, of so many by so many that are tried
SEAM_DEG = 0.06  # so far from a border a gap between finer and coarser land is closed
LAND, BORDER, DISPUTED = "land", "border", "disputed"


@dataclass(frozen=True, kw_only=True, eq=False)
class Neighbourhood:
    """A base map (columns of `geo/places/basemap.py`), and the sentences on its lines that are not
    agreed.
    """

    basemap: gpd.GeoDataFrame
    sentences: tuple[str, ...]


def neighbourhood(
    units: gpd.GeoDataFrame, *, view: Box, windows: list[Box], own: gpd.GeoDataFrame | None = None
) -> Neighbourhood:
    """Return the base map of some windows: around the main body, and around each part that lies far off.

    Parameters
    ----------
    units
        The country's regions in `data/world`: `country`, `territory` and shapes; EPSG:4326.
    view, windows
        The first view, and all that is ever shown of the Earth: neighbours are named in the first of these windows.
    own
        A user's own regions in their place: they are land as well; EPSG:4326.
    """
    read = pd.concat([read_world("outlines", box=window) for window in windows], ignore_index=True)
    around = read[~read.assign(shape=read.geometry.to_wkb()).drop(columns="geometry").duplicated()]
    owners = set(units["territory"].where(units["territory"] != "", units["country"]))
    ours = around["country"].isin(owners).to_numpy()
    kinds = around["kind"].to_numpy(object)
    frame = shapely.union_all([shapely.box(*window) for window in windows])
    shapes = around.geometry.to_numpy()
    lines = shapely.union_all(shapes[(ours | around["other"].isin(owners)) & (kinds != LAND)])
    seam = shapely.intersection(
        shapely.union_all(shapes[ours & (kinds == LAND)]), shapely.buffer(lines, SEAM_DEG)
    )
    home = shapely.coverage_union_all(units.geometry.to_numpy())
    abroad = around[~ours & (kinds == LAND)]
    given = [] if own is None else own.geometry.to_numpy()
    # most land touches no other: to unite all at once takes six times as long
    whole = shapely.disjoint_subset_union_all([*abroad.geometry.to_numpy(), seam])
    land = shapely.disjoint_subset_union_all([home, shapely.intersection(whole, frame), *given])
    rows: list[dict[str, object]] = [{"kind": LAND, "geometry": land}]
    for kind in (BORDER, DISPUTED):
        parts = shapely.get_parts(shapely.intersection(shapes[kinds == kind], frame))
        ways = shapely.get_parts(parts[shapely.get_dimensions(parts) == 1])
        ways = ways[~shapely.is_empty(ways)]
        if len(ways):
            rows.append({"kind": kind, "geometry": shapely.multilinestrings(list(ways))})
    rows += _labels(abroad, view, windows[0])
    found = pd.DataFrame([{"code": "", "name": ""} | row for row in rows])
    seen = around[shapely.intersects(shapes, shapely.box(*view))]
    said = dict.fromkeys(sentence for sentence in seen["sentence"] if sentence)
    return Neighbourhood(basemap=gpd.GeoDataFrame(found, crs=STORAGE), sentences=tuple(said))


def _labels(abroad: gpd.GeoDataFrame, view: Box, window: Box) -> list[dict[str, object]]:
    """Return points for the name of each neighbour that fills enough of a window: in the view, then beside it, then wherever it
    has room. A map writes it at the first point that nothing covers.
    """
    west, south, east, north = view
    wide, high = east - west, north - south
    boxes = [(west - more * wide, south - more * high, east + more * wide, north + more * high) for more in BESIDE]
    least = LABELLED * (east - west) * (north - south)
    lands = abroad.dissolve("country").geometry if len(abroad) else gpd.GeoSeries()
    countries = {code: (name, names) for code, name, names in read_countries()[["code", "name", "names"]].itertuples(index=False)}
    found: list[dict[str, object]] = []
    for code, land in lands[lands.index.isin(countries)].items():
        seen = [_largest(shapely.clip_by_rect(land, *box)) for box in (*boxes, window)]
        spots = [spot for shape in seen if shape.area >= least for spot in _footings(shape)]
        if spots:
            name, names = countries[code]
            found.append({"kind": "country", "code": code, "name": name,
                          **{f"name_{other}": name_in(names, other) for other in OTHERS},
                          "geometry": shapely.multipoints(spots)})  # fmt: skip
    return found


def _footings(shape: shapely.Geometry) -> list[shapely.Point]:
    """Return points inside a shape: its pole of inaccessibility, then such as lie far from its edge and from one another."""
    kept = [shapely.get_point(shapely.maximum_inscribed_circle(shape), 0)]
    west, south, east, north = shape.bounds
    x, y = np.meshgrid(*(np.linspace(*ends, LATTICE + 2)[1:-1] for ends in ((west, east), (south, north))))
    inside = shapely.contains_xy(shape, x.ravel(), y.ravel())
    points = shapely.points(x.ravel()[inside], y.ravel()[inside])
    room = 2 * shapely.distance(points, shape.boundary)
    while len(kept) < FOOTINGS and room.any():
        room = np.minimum(room, shapely.distance(points, kept[-1]))
        kept.append(points[int(room.argmax())])
    return kept


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(shape)
    return parts[int(np.argmax(shapely.area(parts)))] if len(parts) else shapely.Polygon()
