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
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile, ZipInfo

import geopandas as gpd
import pyogrio

from geo.crs import STORAGE
from geo.errors import faults_of_reading

FORMATS = "GeoJSON, TopoJSON, GeoPackage, GeoParquet or a zipped Shapefile"
GEOMETRIES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
DRIVERS = dict.fromkeys(("FeatureCollection", "Feature", *GEOMETRIES), "GeoJSON") | {"Topology": "TopoJSON"}
PARQUET, SQLITE, SHAPEFILE = b"PAR1", b"SQLite format 3\0", b"\x00\x00\x27\x0a"
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
GEOPACKAGES, APPLICATION_ID = (b"GPKG", b"GP10", b"GP11"), slice(68, 72)  # bytes of the header of SQLite
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
LARGEST_PART = 2**31  # a part of a Shapefile counts in 31 bits
CRS_TYPES = (["name"], ["EPSG"])


def shapes_of_file(path: Path, *, wanted: str, expected: str = FORMATS,
                   remedy: str = "check the path and open the file in QGIS to see whether it is whole") -> gpd.GeoDataFrame:
    """Read a file of shapes with its own columns; the CRS is the one that it declares, None if it declares none.

    Parameters
    ----------
    path
        The file; its name plays no part, but for the parts that lie beside a bare Shapefile.
    wanted, expected, remedy
        What the file should be, in words for the error.

    Raises
    ------
    DataError
        If it is none of the formats, is broken, or names an address or a file to read instead.
    """
    what = f"cannot be read as {wanted}"
    with (faults_of_reading(path.name, what=what, expected=expected, remedy=remedy),
          TemporaryDirectory() as folder):  # fmt: skip
        return _read(path, Path(folder))


def _read(path: Path, folder: Path) -> gpd.GeoDataFrame:
    """Copy a file into a folder, and open what it is there; raises whatever GDAL and pyarrow raise."""
    if not path.is_file():
        raise FileNotFoundError("there is no such file")
    with path.open("rb") as file:
        head = file.read(len(SQLITE))
    if head.startswith(PARQUET):
        with path.open("rb") as file:
            return gpd.read_parquet(file)
    if head.startswith(SHAPEFILE):
        return pyogrio.read_dataframe(_copied(path, folder))
    if head.startswith(ZIPS):
        return pyogrio.read_dataframe(_unzipped(path, folder))
    alone = Path(shutil.copyfile(path, folder / "shapes"))
    if head.startswith(SQLITE):
        return pyogrio.read_dataframe(f"GPKG:{_checked_geopackage(alone)}")
    driver = _driver_of_json(alone)
    frame = pyogrio.read_dataframe(f"{driver}:{alone}")
    if driver == "TopoJSON" and isinstance(frame, gpd.GeoDataFrame):
        return frame.set_crs(STORAGE)  # it has no member for a CRS; its specification follows GeoJSON
    return frame


def _driver_of_json(path: Path) -> str:
    """Return the driver for a JSON text, by its own member "type".

    GDAL follows the address in a CRS such as `{"type": "link", "properties": {"href": "http://..."}}`
    at any depth, with names in any case. So only a CRS with a name is let through.
    Raises ValueError for that, and if the text is neither GeoJSON nor TopoJSON.
    """
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    if not text.lstrip().startswith("{"):
        raise ValueError("there are no shapes of a known format in it")
    # of each object only what it is stays, so that the largest object takes the memory, not the file
    content = json.loads(text, object_pairs_hook=_types_in)
    kinds = content["types"]
    if len(kinds) != 1 or not isinstance(kinds[0], str) or kinds[0] not in DRIVERS:
        raise ValueError(f"it is JSON of the type {kinds}, not GeoJSON or TopoJSON")
    return DRIVERS[kinds[0]]


def _types_in(members: list[tuple[str, Any]]) -> dict[str, list[Any]]:
    """Return what an object says of its type, each time that it does; parsers differ in which they take."""
    for name, value in members:
        if "\0" in name:
            raise ValueError("a name in it holds a NUL")
        if name.casefold() == "crs" and isinstance(value, dict) and value["types"] not in CRS_TYPES:
            raise ValueError("its CRS is an address; only a name such as EPSG:4326 is read")
    return {"types": [value for name, value in members if name.casefold() == "type"]}


def _checked_geopackage(path: Path) -> Path:
    """Return a file of SQLite under the name of a GeoPackage.

    Raises ValueError if it is none, or has a view: a view may call functions of GDAL, which read files.
    """
    with path.open("rb") as file:
        if file.read(100)[APPLICATION_ID] not in GEOPACKAGES:
            raise ValueError("it is a database of SQLite, but not a GeoPackage")
    database = sqlite3.connect(path)
    try:
        schema = database.execute("SELECT type, name, lower(coalesce(sql, '')) FROM sqlite_master").fetchall()
    finally:
        database.close()
    for kind, name, sql in schema:
        if kind == "view" or (sql.startswith("create virtual") and "using rtree" not in sql):
            raise ValueError(f"{name} in it is computed, not stored; save the layer as a table")
    return path.rename(path.with_suffix(".gpkg"))


def _copied(path: Path, folder: Path) -> Path:
    """Copy a bare Shapefile with the parts that lie beside it under the same name; return the first."""
    beside = {part.suffix.casefold(): part for part in path.parent.iterdir() if part.stem == path.stem}
    for suffix, part in {**beside, PARTS[0]: path}.items():
        if suffix in PARTS:
            shutil.copyfile(part, folder / f"shapes{suffix}")
    return folder / "shapes.shp"


def _unzipped(path: Path, folder: Path) -> Path:
    """Unpack the one Shapefile of a zip, and of it only the parts that are read.

    Raises ValueError if it has none or several, or if a name in the zip points outside it.
    """
    with ZipFile(path) as archive:
        members = {name: one for one in archive.infolist() if (name := _member(one))}
        shapes = [name for name in members if name.casefold().endswith(PARTS[0])]
        if len(shapes) != 1:
            raise ValueError(f"the zip holds {', '.join(shapes) or 'no Shapefile'}; it should hold one")
        stem = shapes[0][: -len(PARTS[0])]
        for name, member in members.items():
            suffix = name.removeprefix(stem).casefold()
            if suffix not in PARTS:
                continue
            if member.file_size > LARGEST_PART:
                raise ValueError(f"{name} in it is larger than a Shapefile can be")
            with archive.open(member) as packed, (folder / f"shapes{suffix}").open("wb") as part:
                shutil.copyfileobj(packed, part)
    with (folder / "shapes.shp").open("rb") as file:
        if file.read(4) != SHAPEFILE:
            raise ValueError(f"{shapes[0]} in it is not a Shapefile")
    return folder / "shapes.shp"


def _member(one: ZipInfo) -> str:
    """Return the name of a member of a zip, "" if it is a folder or a note of macOS."""
    places = one.filename.replace("\\", "/").split("/")
    if places[0] == "" or ".." in places or ":" in places[0]:
        raise ValueError(f"the zip holds {one.filename!r}, which points outside it")
    return "" if one.is_dir() or places[0] == "__MACOSX" else one.filename
