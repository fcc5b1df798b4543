"""Files of shapes as they lie: GeoJSON, TopoJSON, GeoPackage, GeoParquet, Shapefile; nothing else.

GDAL opens a file by its content with any of its drivers, whatever its name, and some drivers read
other files or call addresses that the file names. Here the content says which of five formats it
is. A copy of it, alone in a folder under a fixed name, is opened with the driver of that format.
`geo/__init__.py` leaves out the drivers that look elsewhere, as a second wall.
"""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS
from pyproj.exceptions import CRSError

from geo.crs import STORAGE
from geo.errors import faults_of_reading
from geo.files import cells_without_marks, layer_in, removal_in_words, temporary_folder
from geo.places.shapefile import SHAPEFILE, chosen, copied, unzipped
from geo.sentences import Sentence

FORMATS = Sentence("GeoJSON, TopoJSON, GeoPackage, GeoParquet or a zipped Shapefile")
OPEN_IT = Sentence("check the path and open the file in QGIS to see whether it is whole")
GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
DRIVERS = dict.fromkeys(("FeatureCollection", "Feature", *GEOMETRIES), "GeoJSON") | {"Topology": "TopoJSON"}
PARQUET, SQLITE, GZIP = b"PAR1", b"SQLite format 3\0", b"\x1f\x8b"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
GEOPACKAGES, APPLICATION_ID = (b"GPKG", b"GP10", b"GP11"), slice(68, 72)  # bytes of the header of SQLite
CRS_TYPES = (["name"], ["EPSG"])
MOST_BYTES, MOST_JSON_BYTES = 2**31, 500_000_000
MOST_FEATURES, MOST_VERTICES = 500_000, 50_000_000
REMOVED = "notes"  # among the attrs of a frame


def shapes_of_file(path: Path, *, wanted: str, expected: str = FORMATS, crs: str = "",
                   remedy: str = OPEN_IT) -> gpd.GeoDataFrame:
    """Read a file of shapes with its own columns; the CRS is the one that it declares, None if it declares none.

    Parameters
    ----------
    path
        The file; its name plays no part, but for the parts that lie beside a bare Shapefile, and for one layer of several:
        `regions.gpkg#districts`.
    wanted, expected, remedy
        What the file should be, in words for the error.
    crs
        The CRS of its shapes, in place of what the file declares; "" where that holds.

    Returns
    -------
    The frame. Its texts hold no control or direction marks. `attrs["notes"]` has a sentence for what was removed or guessed.

    Raises
    ------
    DataError
        If it is none of the formats, is broken or far too large, has several layers of which none is named, declares a CRS that
        nobody knows, or names an address or a file to read instead.
    """
    what = Sentence("cannot be read as {wanted}", wanted=wanted)
    with (faults_of_reading(path.name, what=what, expected=expected, remedy=remedy),
          temporary_folder() as folder):  # fmt: skip
        frame, notes = _read(*layer_in(path), folder, crs)
        _require_vertices(frame)
        cells, removed = cells_without_marks(frame)
        if isinstance(cells, gpd.GeoDataFrame) and cells.active_geometry_name is not None:
            undefined = cells.crs is not None and cells.crs.name.startswith("Undefined")  # as a GeoPackage calls it
            cells = cells.set_crs(crs or None, allow_override=True) if crs or undefined else cells
        cells.attrs = {REMOVED: (*notes, *removal_in_words(removed))}
        return cells


def _read(path: Path, layer: str, folder: Path, crs: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Copy a file into a folder, and open what it is there; raises whatever GDAL and pyarrow raise."""
    if not path.is_file():
        raise FileNotFoundError(Sentence("there is no such file"))
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(Sentence("it is larger than {most_bytes:,} bytes", most_bytes=MOST_BYTES))
    with path.open("rb") as file:
        head = file.read(len(SQLITE))
    if head.startswith(GZIP):
        raise ValueError(Sentence("it is compressed with gzip: unpack it first"))
    if head.startswith(PARQUET):
        return _read_parquet(path), ()
    if head.startswith(SHAPEFILE):
        alone, notes = copied(path, folder)
        return _opened(str(alone), "", path.name), notes
    if head.startswith(ZIPS):
        alone, notes = unzipped(path, folder, layer=layer)
        return _opened(str(alone), "", path.name), notes
    alone = Path(shutil.copyfile(path, folder / "shapes"))
    if head.startswith(SQLITE):
        return _opened(f"GPKG:{_checked_geopackage(alone)}", layer, path.name), ()
    driver = _driver_of_json(alone, crs)
    frame = _opened(f"{driver}:{alone}", layer, path.name)
    if driver == "TopoJSON" and isinstance(frame, gpd.GeoDataFrame):
        return frame.set_crs(STORAGE), ()  # it has no member for a CRS; its specification follows GeoJSON
    return frame, ()


def _opened(address: str, layer: str, file: str) -> pd.DataFrame:
    """Open the one layer of shapes of a file, or the one that is named, if it has no more features than are read."""
    layers = {str(name): str(name) for name, kind in pyogrio.list_layers(address) if kind is not None}
    name = chosen(layer, layers, count=len(layers), file=file) if layers else None
    features = pyogrio.read_info(address, layer=name)["features"]
    if features > MOST_FEATURES:
        raise ValueError(Sentence("it has {features:,} features; at most {most_features:,} are read", features=features,
                                  most_features=MOST_FEATURES))
    frame: pd.DataFrame = pyogrio.read_dataframe(address, layer=name)
    return frame


def _read_parquet(path: Path) -> pd.DataFrame:
    import pyarrow.parquet as pq

    with path.open("rb") as file:
        about = pq.ParquetFile(file).metadata
        unpacked = sum(about.row_group(i).total_byte_size for i in range(about.num_row_groups))
        if about.num_rows > MOST_FEATURES or unpacked > MOST_BYTES:
            raise ValueError(Sentence("it has {num_rows:,} rows of {unpacked:,} bytes; at most {most_features:,} rows are "
                                      "read", num_rows=about.num_rows, unpacked=unpacked, most_features=MOST_FEATURES))
        file.seek(0)
        frame: pd.DataFrame = gpd.read_parquet(file)
        return frame


def _require_vertices(frame: pd.DataFrame) -> None:
    if isinstance(frame, gpd.GeoDataFrame) and frame.active_geometry_name is not None:
        vertices = int(shapely.get_num_coordinates(frame.geometry.to_numpy()).sum())
        if vertices > MOST_VERTICES:
            raise ValueError(Sentence("its shapes have {vertices:,} points; at most {most_vertices:,} are read. Simplify "
                                      "them first", vertices=vertices, most_vertices=MOST_VERTICES))


def _driver_of_json(path: Path, crs: str) -> str:
    """Return the driver for a JSON text, by its own member "type".

    GDAL follows the address in a CRS such as `{"type": "link", "properties": {"href": "http://..."}}`
    at any depth, with names in any case. So only a CRS with a name is let through.
    Raises ValueError for that, for a CRS that nobody knows, and if the text is neither GeoJSON nor TopoJSON.
    """
    if path.stat().st_size > MOST_JSON_BYTES:
        raise ValueError(Sentence("it is JSON of more than {most_json_bytes:,} bytes: save it as GeoPackage or GeoParquet",
                                  most_json_bytes=MOST_JSON_BYTES))
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if text.lstrip().startswith("<"):
        raise ValueError(Sentence("it is XML, such as KML or a page of the web: save it as GeoJSON"))
    if not text.lstrip().startswith("{"):
        raise ValueError(Sentence("there are no shapes of a known format in it"))
    # of each object only what it is stays, so that the largest object takes the memory, not the file
    content = json.loads(text, object_pairs_hook=_types_in)
    kinds = content["types"]
    if len(kinds) != 1 or not isinstance(kinds[0], str) or kinds[0] not in DRIVERS:
        raise ValueError(Sentence("it is JSON of the type {kinds}, not GeoJSON or TopoJSON", kinds=kinds))
    if not crs:
        _require_crs(content["crs"])
    return DRIVERS[kinds[0]]


def _require_crs(name: str | None) -> None:
    """Raise ValueError for a CRS that nobody knows: GDAL would take the degrees of longitude and latitude for it."""
    try:
        CRS.from_user_input(name or STORAGE)
    except CRSError:
        raise ValueError(Sentence("its CRS {name!r} is not known: say which one it is with crs under [regions] in "
                                  'dataset.toml, such as crs = "EPSG:4326"', name=str(name)[:60])) from None


def _types_in(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return what an object says of its type, each time that it does, for parsers differ in which they take; and of its CRS."""
    found: dict[str, Any] = {"types": [value for name, value in members if name.casefold() == "type"], "name": None, "crs": None}
    for name, value in members:
        if "\0" in name:
            raise ValueError(Sentence("a name in it holds a NUL"))
        if name.casefold() == "crs" and isinstance(value, dict):
            if value["types"] not in CRS_TYPES:
                raise ValueError(Sentence("its CRS is an address; only a name such as EPSG:4326 is read"))
            found["crs"] = value["name"]
        elif name == "properties" and isinstance(value, dict):
            found["name"] = value["name"]
        elif name == "name" and isinstance(value, str):
            found["name"] = value
    return found


def _checked_geopackage(path: Path) -> Path:
    """Return a file of SQLite under the name of a GeoPackage.

    Raises ValueError if it is none, or has a view: a view may call functions of GDAL, which read files.
    """
    with path.open("rb") as file:
        if file.read(100)[APPLICATION_ID] not in GEOPACKAGES:
            raise ValueError(Sentence("it is a database of SQLite, but not a GeoPackage"))
    database = sqlite3.connect(path)
    try:
        schema = database.execute("SELECT type, name, lower(coalesce(sql, '')) FROM sqlite_master").fetchall()
    finally:
        database.close()
    for kind, name, sql in schema:
        if kind == "view" or (sql.startswith("create virtual") and "using rtree" not in sql):
            raise ValueError(Sentence("{name} in it is computed, not stored; save the layer as a table", name=name))
    return path.rename(path.with_suffix(".gpkg"))
