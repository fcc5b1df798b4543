"""Files of shapes are opened by what they are; one that points to another file or to an address is refused."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest

from geo.errors import DataError
from geo.places import read_shapes
from geo.places.features import read_basemap
from geo.places.substation_import import read_features
from geo.read import read_dataset
from tests.folders import name_in_toml
from tests.geo.worlds import squares, write_folder
from tests.servers import Web, web_server

READERS = (read_shapes, read_features, read_basemap)
NAMES = ("own.geojson", "own.json", "own.gpkg", "own.topojson", "own.shp", "own.zip", "own.parquet", "own")
SQUARE = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]'
Read = Callable[[Path], object]


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as server:
        yield server


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that a visitor has no business with, in a form that GDAL reads."""
    path = tmp_path / "elsewhere" / "secret.csv"
    path.parent.mkdir()
    path.write_text('code,name,kind,WKT\nhush,hush,land,"POLYGON ((0 0,1 0,1 1,0 0))"\n', encoding="utf-8")
    return path


def vrt(source: object) -> str:
    return (f'<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{source}</SrcDataSource>'
            '<SrcLayer>secret</SrcLayer><GeometryType>wkbPolygon</GeometryType><LayerSRS>EPSG:4326</LayerSRS>'
            '<GeometryField encoding="WKT" field="WKT"/></OGRVRTLayer></OGRVRTDataSource>')  # fmt: skip


def crs_at(address: str, where: str, **words: str) -> str:
    crs = json.dumps({"type": "link", "properties": {"href": f"{address}/crs"}} | words)
    inside = f', "{where}": {crs}}}' if where != "whole" else "}"
    outside = f', "crs": {crs}' if where == "whole" else ""
    feature = f'{{"type": "Feature", "properties": {{"code": "A", "kind": "land"}}, "geometry": {SQUARE}{inside}}}'
    return f'{{"type": "FeatureCollection", "features": [{feature}]{outside}}}'


PAYLOADS: dict[str, Callable[[Path, str], str]] = {
    "VRT of a local file": lambda secret, _: vrt(secret),
    "VRT of an address": lambda _, address: vrt(f"/vsicurl/{address}/secret.csv"),
    "VRT in a comment of JSON": lambda secret, _: '{"type": "Topology", "x": "' + vrt(secret).replace('"', "'") + '"}',
    "WFS": lambda _, address: f"<OGRWFSDataSource><URL>{address}/wfs</URL></OGRWFSDataSource>",
    "steps of GDAL": lambda secret, _: json.dumps(
        {"type": "gdal_streamed_alg", "command_line": f"gdal vector pipeline ! read {secret} ! write streamed"}),
    "type given twice": lambda secret, _: (
        f'{{"type": "FeatureCollection", "features": [], "type": "gdal_streamed_alg", '
        f'"command_line": "gdal vector pipeline ! read {secret} ! write streamed"}}'),
    "CRS at an address": lambda _, address: crs_at(address, "whole"),
    "CRS of a shape at an address": lambda _, address: crs_at(address, "crs"),
    "CRS in capitals at an address": lambda _, address: crs_at(address, "CRS", type="URL"),
    "CRS with an escaped name": lambda _, address: crs_at(address, "\\u0063rs"),
    "CRS cut off by a NUL": lambda _, address: crs_at(address, "crs\\u0000x"),
}  # fmt: skip


def refused(read: Read, path: Path, web: Web) -> str:
    with pytest.raises(DataError) as caught:
        read(path)
    assert web.asked == [], "a request was made"
    assert "hush" not in str(caught.value)
    assert path.name in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_file_that_points_elsewhere_is_refused_under_any_name(
    tmp_path: Path, secret: Path, web: Web, payload: str, read: Read
) -> None:
    for name in NAMES:
        path = tmp_path / name
        path.write_text(PAYLOADS[payload](secret, web.address), encoding="utf-8")
        refused(read, path, web)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("member", ["own.vrt", "own.shp", "own.geojson", "../own.shp", "/own.shp", "C:/own.shp"])
def test_a_zip_is_unpacked_only_as_far_as_it_is_a_shapefile(
    tmp_path: Path, secret: Path, web: Web, member: str, read: Read
) -> None:
    with ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr(member, vrt(secret))
    refused(read, tmp_path / "own.zip", web)


@pytest.mark.parametrize("entry", ["/vsicurl/{web}/own.geojson", "/vsizip/{zip}/own.geojson", "/vsizip//vsicurl/{web}/own.zip"])
def test_a_path_in_the_settings_is_a_path_of_this_machine_and_not_of_gdal(
    tmp_path: Path, web: Web, entry: str, cache: Path
) -> None:
    with ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr("own.geojson", squares().to_json())
    web.body = squares().to_json().encode()
    named = entry.format(web=web.address, zip=tmp_path / "own.zip")
    for key in ("regions", "basemap", "substations"):
        folder = name_in_toml(write_folder(tmp_path / key), **{key: named})
        with pytest.raises(DataError, match="a path of this machine"):
            read_dataset(folder)
    assert web.asked == []


def test_what_a_sender_answers_is_read_no_further_than_an_upload(tmp_path: Path, secret: Path, web: Web, cache: Path) -> None:
    web.body = vrt(secret).encode()
    folder = name_in_toml(write_folder(tmp_path / "squares"), regions=f"{web.address}/regions.geojson")
    with pytest.raises(DataError, match="it is XML, such as KML") as caught:
        read_dataset(folder)
    assert "hush" not in str(caught.value)
    assert len(web.asked) == 1, "the answer was asked for, and nothing that it names"


def test_a_geopackage_with_a_view_is_refused_for_it_may_call_what_reads_files(tmp_path: Path, web: Web) -> None:
    squares().to_file(tmp_path / "own.gpkg", layer="regions")
    database = sqlite3.connect(tmp_path / "own.gpkg")
    database.execute("CREATE VIEW seen AS SELECT fid, geom, code, name FROM regions")
    database.commit()
    database.close()
    assert "save the layer as a table" in refused(read_shapes, tmp_path / "own.gpkg", web)


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path, web: Web) -> None:
    database = sqlite3.connect(tmp_path / "own.gpkg")
    database.execute("CREATE TABLE regions (code)")
    database.commit()
    database.close()
    assert "not a GeoPackage" in refused(read_shapes, tmp_path / "own.gpkg", web)


def test_a_crs_that_does_not_exist_is_a_fault_of_the_file(tmp_path: Path, web: Web) -> None:
    path = tmp_path / "own.parquet"
    squares().to_parquet(path)
    table = pq.read_table(path)
    about = json.loads(table.schema.metadata[b"geo"])
    about["columns"]["geometry"]["crs"] = "EPSG:999999"
    pq.write_table(table.replace_schema_metadata({b"geo": json.dumps(about).encode()}), path)
    assert "crs not found" in refused(read_shapes, path, web)


def topology() -> str:
    ring = [[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]
    square = {"type": "Polygon", "arcs": [[0]], "properties": {"code": "A", "name": "Aland"}}
    regions = {"type": "GeometryCollection", "geometries": [square]}
    return json.dumps({"type": "Topology", "arcs": [ring], "objects": {"regions": regions}})


@pytest.mark.parametrize("name", ["own.geojson", "own.gpkg", "own.parquet", "own.zip", "own.topojson", "sent"])
@pytest.mark.parametrize("made", ["geojson", "gpkg", "parquet", "zip", "topojson"])
def test_each_format_is_known_by_its_content_whatever_its_name(tmp_path: Path, made: str, name: str) -> None:
    source = tmp_path / "made" / f"r.{made}"
    source.parent.mkdir()
    if made == "topojson":
        source.write_text(topology(), encoding="utf-8")
    elif made == "parquet":
        squares("A").to_parquet(source)
    elif made == "zip":
        squares("A").to_file(source.with_name("r.shp"))
        with ZipFile(source, "w") as archive:
            for part in source.parent.glob("r.???"):
                archive.write(part, f"folder/{part.name}")
            archive.writestr("folder/README.html", "about the Shapefile")
            archive.writestr("__MACOSX/folder/._r.shp", "a note")
    else:
        squares("A").to_file(source)
    given = Path(shutil.copyfile(source, tmp_path / name))
    frame = read_shapes(given)
    assert frame["code"].tolist() == ["A"]
    assert frame.total_bounds.tolist() == [0, 0, 1, 1]
    assert frame.crs.to_epsg() == 4326


def test_a_named_crs_is_read(tmp_path: Path) -> None:
    squares().to_crs("EPSG:3857").to_file(tmp_path / "own.geojson")
    assert '"type": "name"' in (tmp_path / "own.geojson").read_text(encoding="utf-8")
    assert read_shapes(tmp_path / "own.geojson").crs.to_epsg() == 3857


def test_a_name_with_signs_that_gdal_reads_as_an_archive_is_only_a_name(tmp_path: Path) -> None:
    path = tmp_path / "all.zip!GPKG:own.geojson"
    path.write_text(squares().to_json(), encoding="utf-8")
    assert len(read_shapes(path)) == len(squares())


def test_a_zip_of_two_shapefiles_is_refused_and_both_are_named(tmp_path: Path, web: Web) -> None:
    with ZipFile(tmp_path / "own.zip", "w") as archive:
        archive.writestr("a.shp", b"")
        archive.writestr("b.shp", b"")
    said = refused(read_shapes, tmp_path / "own.zip", web)
    assert "it has 2 layers: a, b; name the one that is meant behind a #, such as \"own.zip#b\"" in said


def test_gdal_loads_no_driver_that_looks_elsewhere_and_all_that_are_needed() -> None:
    code = "import geo, pyogrio; print(*pyogrio.list_drivers(), sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True,
                          env={**os.environ, "GDAL_SKIP": "DXF"}, cwd=Path(__file__).parents[3])
    drivers = set(done.stdout.splitlines())
    assert {"GeoJSON", "TopoJSON", "GPKG", "ESRI Shapefile"} <= drivers
    assert not {"OGR_VRT", "GDALG", "WFS", "OAPIF", "HTTP", "GPSBabel", "DXF"} & drivers
