"""Files of shapes with several layers, without an encoding, with an unknown CRS, with marks in their names; and far too large."""

import json
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from geo.errors import DataError
from geo.levels import regions_of
from geo.new_dataset import planned, written
from geo.places import read_levels, read_shapes, shapes
from geo.read import read_dataset
from geo.settings import read_settings
from geo.situation.account import account_of
from geo.table_guess import Given
from tests.folders import name_in_toml
from tests.geo.worlds import squares, write_folder

CYRILLIC = ["Запорізька область", "Херсонська область", "Миколаївська область"]


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_shapes(path)
    return str(caught.value)


def zipped(
    folder: Path, into: str = "", *, without: tuple[str, ...] = (), **frames: gpd.GeoDataFrame
) -> Path:
    """Write frames as Shapefiles into a zip, each part also as macOS notes it; `into` is a folder of the zip."""
    with ZipFile(folder / "own.zip", "w", ZIP_DEFLATED) as archive:
        for name, frame in frames.items():
            frame.to_file(folder / f"{name}.shp", encoding="utf-8")
            for part in sorted(folder.glob(f"{name}.*")):
                if part.suffix not in without:
                    archive.write(part, f"{into}{part.name}")
                    archive.writestr(f"__MACOSX/{into}._{part.name}", b"\0\5\26\7\0\0\0\0")
    return folder / "own.zip"


def test_a_shapefile_in_a_folder_of_its_zip_and_beside_notes_of_macos_is_read(tmp_path: Path):
    path = zipped(tmp_path, "export 2026/shp/", r=squares())
    assert read_shapes(path)["code"].tolist() == ["A", "B", "C"]


def test_of_several_shapefiles_in_a_zip_the_one_that_is_named_is_read(tmp_path: Path):
    path = zipped(tmp_path, "shp/", country=squares("X"), regions=squares("AB"))
    assert "it has 2 layers: country, regions" in refusal(path)
    assert read_shapes(path.with_name("own.zip#regions"))["code"].tolist() == ["A", "B"]
    assert "no layer 'districts'; its layers are country, regions" in refusal(
        path.with_name("own.zip#districts")
    )


def test_of_several_layers_of_a_geopackage_the_one_that_is_named_is_read(tmp_path: Path):
    path = tmp_path / "own.gpkg"
    squares("X").to_file(path, layer="country")
    squares("AB").to_file(path, layer="regions")
    pyogrio.write_dataframe(
        pd.DataFrame({"note": ["a table without shapes is no layer of them"]}),
        path,
        layer="about",
        append=True,
    )
    said = refusal(path)
    assert "it has 2 layers: country, regions" in said
    assert '"own.gpkg#regions"' in said
    assert read_shapes(path.with_name("own.gpkg#regions"))["code"].tolist() == ["A", "B"]


def test_of_several_objects_of_a_topology_the_one_that_is_named_is_read(tmp_path: Path):
    ring = [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]
    area = {"type": "Polygon", "arcs": [[0]]}
    objects = {name: {"type": "GeometryCollection", "geometries": [{**area, "properties": {"code": name, "name": name}}]}
               for name in ("states", "counties")}  # fmt: skip
    (tmp_path / "own.json").write_text(
        json.dumps({"type": "Topology", "objects": objects, "arcs": ring}), encoding="utf-8"
    )
    assert "it has 2 layers: states, counties" in refusal(tmp_path / "own.json")
    assert read_shapes(tmp_path / "own.json#counties")["code"].tolist() == ["counties"]


def test_a_dataset_names_a_layer_in_files_and_so_does_new(tmp_path: Path):
    folder = write_folder(tmp_path / "w")
    squares("X").to_file(folder / "both.gpkg", layer="country")
    squares("AB").to_file(folder / "both.gpkg", layer="regions")
    name_in_toml(folder, regions="both.gpkg#regions")
    assert read_dataset(folder).regions["code"].tolist() == ["A", "B"]
    plan = planned(Given(boundaries=folder / "both.gpkg#regions"))
    written(plan, tmp_path / "new")
    assert read_dataset(tmp_path / "new").regions["code"].tolist() == ["A", "B"]


def test_a_file_whose_own_name_holds_the_sign_is_read(tmp_path: Path):
    (tmp_path / "own#1.geojson").write_text(squares().to_json(), encoding="utf-8")
    assert len(read_shapes(tmp_path / "own#1.geojson")) == 3


@pytest.mark.parametrize(("encoding", "said"), [("cp1251", "CP1251"), ("utf-8", "UTF-8")])
def test_the_texts_of_a_shapefile_without_an_encoding_are_guessed_and_it_is_said(
    tmp_path: Path, encoding: str, said: str
):
    frame = squares().assign(name=CYRILLIC)
    frame.to_file(tmp_path / "r.shp", encoding=encoding)
    (tmp_path / "r.cpg").unlink()
    dbf = bytearray((tmp_path / "r.dbf").read_bytes())
    dbf[29] = 0  # the code page of the header
    (tmp_path / "r.dbf").write_bytes(dbf)
    with ZipFile(tmp_path / "r.zip", "w") as archive:
        for part in tmp_path.glob("r.[sdp]??"):
            archive.write(part, part.name)
    for path in (tmp_path / "r.shp", tmp_path / "r.zip"):
        read = read_shapes(path)
        assert read["name"].tolist() == CYRILLIC
        assert read.attrs["notes"] == (
            f"its texts are read as {said}, a guess by their letters: it has no .cpg that says so",
        )


def test_an_encoding_that_is_stated_is_not_guessed(tmp_path: Path):
    frame = squares().assign(name=CYRILLIC)
    assert read_shapes(zipped(tmp_path, r=frame)).attrs["notes"] == ()
    assert read_shapes(zipped(tmp_path, plain=squares(), without=(".cpg",))).attrs["notes"] == (), (
        "ASCII is ASCII"
    )


def geojson_in(crs: str) -> str:
    return json.dumps(
        {
            **json.loads(squares().to_json()),
            "name": "own",
            "crs": {"type": "name", "properties": {"name": crs}},
        }
    )


def test_an_unknown_crs_is_refused_with_the_setting_that_answers_it(tmp_path: Path):
    folder = write_folder(tmp_path / "w", regions=geojson_in("urn:ogc:def:crs:EPSG::999999"))
    with pytest.raises(
        DataError,
        match=r"its CRS 'urn:ogc:def:crs:EPSG::999999' is not known: .* crs under \[regions\]",
    ):
        read_dataset(folder)
    toml = folder / "dataset.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8") + '[regions]\ncrs = "EPSG:4326"\n', encoding="utf-8"
    )
    assert len(read_dataset(folder).regions) == 3
    toml.write_text(toml.read_text(encoding="utf-8").replace("4326", "999999"), encoding="utf-8")
    with pytest.raises(DataError, match=r"column regions\.crs"):
        read_dataset(folder)


@pytest.mark.parametrize(
    "crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"]
)
def test_a_known_crs_is_read(tmp_path: Path, crs: str):
    (tmp_path / "own.geojson").write_text(geojson_in(crs), encoding="utf-8")
    assert read_levels(tmp_path / "own.geojson")[0][0].total_bounds.tolist() == [0, 0, 3, 1]


def test_projected_shapes_without_a_declared_crs_are_read_in_the_one_that_is_set(tmp_path: Path):
    folder = write_folder(tmp_path / "w", toml='[regions]\ncrs = "EPSG:32636"')
    metres = squares().to_crs("EPSG:32636")
    metres.to_file(folder / "r.shp")
    (folder / "r.prj").unlink()
    read = read_dataset(name_in_toml(folder, regions="r.shp"))
    assert read.regions.total_bounds == pytest.approx([0, 0, 3, 1], abs=1e-6)


@pytest.mark.filterwarnings("ignore")
def test_an_undefined_crs_of_a_geopackage_counts_as_none(tmp_path: Path):
    squares().set_crs(None, allow_override=True).to_file(tmp_path / "own.gpkg")
    with pytest.raises(DataError, match="the coordinate reference system is not declared"):
        read_levels(tmp_path / "own.gpkg")


def test_control_and_direction_marks_in_names_are_removed_and_counted(tmp_path: Path):
    names = ["Zaporizhzhia\nOblast", "\u202eKherson\u202c", "Mykolaiv"]
    folder = write_folder(tmp_path / "w", regions=squares().assign(name=names).to_json())
    dataset = read_dataset(folder)
    assert dataset.regions["name"].tolist() == ["Zaporizhzhia Oblast", "Kherson", "Mykolaiv"]
    assert account_of(dataset).of("regions").notes == (
        "control or direction marks are removed from 2 cells: 2 of name",
    )
    assert account_of(dataset).of("regions").outcomes == {"kept": 3, "repaired": 0}


def test_lines_and_points_of_a_collection_are_left_out_and_it_is_said(tmp_path: Path):
    mixed = shapely.GeometryCollection(
        [shapely.box(0, 0, 1, 1), shapely.LineString([(0, 0), (2, 2)]), shapely.Point(5, 5)]
    )
    frame = squares().set_geometry([mixed, *squares().geometry[1:]], crs="EPSG:4326")
    (tmp_path / "own.geojson").write_text(frame.to_json(), encoding="utf-8")
    levels, repairs = read_levels(tmp_path / "own.geojson")
    assert repairs == ("A: geometry repaired (2 parts without an area left out)",)
    assert levels[0].geometry[0].equals(shapely.box(0, 0, 1, 1))


def test_overlaps_are_notes_of_the_regions_and_no_repair(tmp_path: Path):
    frame = squares("AB").set_geometry([shapely.box(0, 0, 1, 1)] * 2, crs="EPSG:4326")
    folder = write_folder(tmp_path / "w", regions=frame.to_json())
    [said] = regions_of({"regions": folder / "regions.geojson"}, read_settings(folder)).notes
    assert said.startswith("Aland and Bland are one area twice")
    assert account_of(read_dataset(folder)).of("regions").outcomes == {"kept": 2, "repaired": 0}


def test_a_zip_that_would_unpack_to_far_more_than_shapes_do_is_refused_unread(tmp_path: Path):
    with (
        ZipFile(tmp_path / "own.zip", "w", ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("r.shp", "w") as part,
    ):
        for _ in range(60):
            part.write(bytes(1_000_000))
    assert "unpack to 60,000,000, as those of no Shapefile do" in refusal(tmp_path / "own.zip")


LIMITS = {
    "MOST_FEATURES": "3 features", "MOST_VERTICES": "15 points", "MOST_BYTES": "larger", "MOST_JSON_BYTES": "JSON of more than",
}  # fmt: skip


@pytest.mark.parametrize("limit", LIMITS)
def test_a_file_beyond_the_limits_is_refused_with_its_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
):
    monkeypatch.setattr(shapes, limit, 2)
    (tmp_path / "own.geojson").write_text(squares().to_json(), encoding="utf-8")
    assert LIMITS[limit] in refusal(tmp_path / "own.geojson")


def test_a_parquet_of_more_rows_than_are_read_is_refused_by_its_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    squares().to_parquet(tmp_path / "own.parquet")
    assert len(read_shapes(tmp_path / "own.parquet")) == 3
    monkeypatch.setattr(shapes, "MOST_FEATURES", 2)
    assert "it has 3 rows" in refusal(tmp_path / "own.parquet")


def test_a_sum_that_does_not_fit_its_zip_is_refused(tmp_path: Path):
    path = zipped(tmp_path, r=squares())
    content = path.read_bytes()
    crc = zlib.crc32((tmp_path / "r.shp").read_bytes()).to_bytes(4, "little")
    path.write_bytes(content.replace(crc, b"\1\2\3\4"))
    assert "cannot be read as boundaries" in refusal(path)


@pytest.mark.parametrize(("name", "content", "said"), [
    ("b.geojson.gz", b"\x1f\x8b\x08\x00rest", "compressed with gzip: unpack it first"),
    ("b.kml", b"<?xml version='1.0'?><kml/>", "it is XML, such as KML"),
])  # fmt: skip
def test_other_kinds_of_files_are_called_by_their_name(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert said in refusal(tmp_path / name)


def test_a_zip_without_a_shapefile_says_what_it_holds(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("inner/b.geojson", squares().to_json())
    assert "the zip holds no Shapefile, but inner/b.geojson: unpack it first" in refusal(tmp_path / "b.zip")


def test_boundaries_without_shapes_are_rejected_one_by_one_where_a_folder_is_made(tmp_path: Path) -> None:
    frame = squares()
    frame.loc[1, "geometry"] = None
    frame.to_file(tmp_path / "b.geojson", driver="GeoJSON")
    (tmp_path / "t.csv").write_text("region,time,customers out\nAland,2026-01-07,5\nCland,2026-01-07,7\n", encoding="utf-8")
    written(planned(Given(outages=tmp_path / "t.csv", boundaries=tmp_path / "b.geojson", zone="UTC")), tmp_path / "d")
    account = account_of(read_dataset(tmp_path / "d"))
    assert account.of("regions").outcomes["rejected"] == 1
    assert account.of("counts").outcomes["used"] == 2
