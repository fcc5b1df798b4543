"""Substations out of an OpenStreetMap extract (`.osm.pbf`): nodes, ways and multipolygons with `power=substation`."""

from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

from geo.crs import STORAGE
from geo.errors import DataError, Fault, faults_of_reading, require_extra
from geo.sentences import Sentence

SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.bz2", ".osm.gz")
KEY, VALUE = "power", "substation"


def is_extract(path: Path) -> bool:
    """Whether a file is called like an extract of OpenStreetMap."""
    return path.name.casefold().endswith(SUFFIXES)


def read_extract(path: Path) -> gpd.GeoDataFrame:
    """Read the substations of an extract, their tags as columns, EPSG:4326; an area is kept as the area that it is.

    Raises DataError if the file cannot be read or holds none.
    """
    require_extra("osm")
    import osmium  # brings its own copy of a large library, so it is loaded only for an extract

    shapes, rows = [], list[dict[str, str]]()
    with faults_of_reading(path.name, what=Sentence("cannot be read as an extract of OpenStreetMap"),
                           expected=Sentence("a whole .osm.pbf file"), remedy=Sentence("fetch it again")):
        wanted = osmium.filter.TagFilter((KEY, VALUE))
        # a whole path, for osmium takes a name that begins with "http:" for an address
        for found in osmium.FileProcessor(str(path.absolute())).with_areas(wanted).with_filter(wanted):
            shape = _shape(found)
            if shape is not None:
                rows.append({**{tag.k: tag.v for tag in found.tags}, "id": _identity(found)})
                shapes.append(shape)
    if not rows:
        raise DataError([Fault(what=Sentence("no node, way or relation is a substation"), file=path.name,
                               expected="power=substation",
                               remedy=Sentence("check that the extract is of the right place and holds all tags"))])
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=STORAGE)


def _identity(found: Any) -> str:
    if not found.is_area():
        return f"node/{found.id}"
    return f"{'way' if found.from_way() else 'relation'}/{found.orig_id()}"


def _shape(found: Any) -> shapely.Geometry | None:
    """Return a point or an area; a closed way comes as an area, and again as a way, which is left."""
    if found.is_node():
        return shapely.Point(found.lon, found.lat)
    if not found.is_area():
        return None
    polygons = []
    for outer in found.outer_rings():
        holes = [[(node.lon, node.lat) for node in ring] for ring in found.inner_rings(outer)]
        polygons.append(shapely.Polygon([(node.lon, node.lat) for node in outer], holes))
    return shapely.MultiPolygon(polygons)
