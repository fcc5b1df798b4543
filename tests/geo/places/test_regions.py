from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal

from geo.errors import DataError
from geo.places import positions_of, read_levels, regions_from
from geo.places.regions import COLUMNS, simplify
from tests.geo.worlds import squares


def faults_of(frame: gpd.GeoDataFrame) -> list[str]:
    with pytest.raises(DataError) as caught:
        regions_from(frame)
    return [fault.what for fault in caught.value.faults]


def test_regions_have_the_stated_columns_in_order_of_their_codes() -> None:
    regions, repairs = regions_from(squares("CAB"))
    assert list(regions.columns) == list(COLUMNS)
    assert regions["code"].tolist() == ["A", "B", "C"]
    assert regions["short_name"].tolist() == ["Aland", "Bland", "Cland"]
    assert regions["population"].isna().all()
    assert repairs == ()


def test_regions_in_another_crs_come_back_to_degrees() -> None:
    regions, _ = regions_from(squares().to_crs("EPSG:3857"))
    assert regions.crs.to_epsg() == 4326
    assert regions.total_bounds == pytest.approx([0, 0, 3, 1])


def test_the_coarsest_level_is_kept_unless_another_is_asked_for() -> None:
    frame = squares("ABC", level=[1, 2, 2])
    assert regions_from(frame)[0]["code"].tolist() == ["A"]
    assert regions_from(frame, level=2)[0]["code"].tolist() == ["B", "C"]


def test_a_crossed_shape_is_repaired_and_the_repair_is_told() -> None:
    frame = squares("AB")
    frame.loc[0, "geometry"] = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    regions, repairs = regions_from(frame)
    assert regions.geometry.is_valid.all()
    assert len(repairs) == 1
    assert repairs[0].startswith("A: geometry repaired (Self-intersection")


def test_lines_that_come_with_an_area_are_left_out() -> None:
    frame = squares("AB")
    frame.loc[0, "geometry"] = shapely.GeometryCollection([frame.geometry[0], shapely.LineString([(0, 0), (5, 5)])])
    assert regions_from(frame)[0].geometry.iloc[0].bounds == (0, 0, 1, 1)


def test_a_shape_without_area_is_refused() -> None:
    frame = squares("ABCD")
    frame["geometry"] = [None, shapely.Point(0, 0), shapely.Polygon(), shapely.Polygon([(0, 0), (1, 1), (0, 0)])]
    assert faults_of(frame) == [f"region {code} has no area" for code in "ABCD"]


def test_repeated_and_missing_codes_and_names_are_told_together() -> None:
    frame = squares("ABCD")
    frame["code"], frame["name"] = ["A", "A", None, "D"], ["x", "x", "x", None]
    assert faults_of(frame) == ["the code is repeated", "the code is repeated", "the code is missing", "region D has no name"]


@pytest.mark.parametrize("cell", ["many", "1,234", "-5", "12.5", "inf"])
def test_a_population_that_is_no_number_is_refused(cell: str) -> None:
    assert faults_of(squares("AB", population=["5", cell])) == ["not a whole number"]


def test_a_population_that_is_not_known_is_missing_and_not_zero() -> None:
    population = regions_from(squares("ABC", population=["5", "", None]))[0]["population"]
    assert population.tolist()[0] == 5
    assert population.isna().tolist() == [False, True, True]


def test_a_level_that_is_no_number_is_refused() -> None:
    assert faults_of(squares("AB", level=["1", "oblast"])) == ["not a whole number"]


def test_boundaries_without_a_crs_are_refused() -> None:
    assert faults_of(squares().set_crs(None, allow_override=True)) == ["the coordinate reference system is not declared"]


def test_metres_that_are_declared_as_degrees_are_refused() -> None:
    metres = squares("AB").to_crs("EPSG:3857").set_crs("EPSG:4326", allow_override=True)
    assert faults_of(metres) == ["region A lies beyond the Earth", "region B lies beyond the Earth"]


def test_a_table_without_shapes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("code,name\nA,Aland\n", encoding="utf-8")
    with pytest.raises(DataError, match="no shapes"):
        read_levels(path)


@pytest.mark.parametrize("content", ["", "{", "not json", '{"type": "FeatureCollection", "features": []}'])
def test_a_file_that_holds_no_boundaries_is_refused_in_words(tmp_path: Path, content: str) -> None:
    path = tmp_path / "regions.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError):
        read_levels(path)


@pytest.mark.parametrize("name", ["regions.geojson", "regions.gpkg", "regions.parquet", "regions.shp"])
def test_the_usual_formats_are_read_alike(tmp_path: Path, name: str) -> None:
    frame = squares("AB")
    if name.endswith("parquet"):
        frame.rename_geometry("shape").to_parquet(tmp_path / name)
    else:
        frame.to_file(tmp_path / name)
    (regions,), _ = read_levels(tmp_path / name)
    assert regions["code"].tolist() == ["A", "B"]
    assert regions.geometry.name == "geometry"
    assert regions.total_bounds == pytest.approx([0, 0, 2, 1])


def test_other_names_may_be_a_list_or_a_text() -> None:
    listed = regions_from(squares("AB", other_names=[["Alpha", "Ålfa"], None]))[0]["other_names"].tolist()
    assert (
        listed
        == regions_from(squares("AB", other_names=["Alpha; Ålfa", ""]))[0]["other_names"].tolist()
        == [("Alpha", "Ålfa"), ()]
    )


def test_reading_regions_leaves_the_frame_as_it_was() -> None:
    frame = squares("BA")
    before = frame.copy(deep=True)
    regions_from(frame)
    assert_geodataframe_equal(frame, before)


def test_simplified_neighbours_still_share_their_border() -> None:
    wavy = [(1, y / 50 * 1.0) if y % 2 else (1.002, y / 50) for y in range(51)]
    west = shapely.Polygon([(0, 0), *wavy, (0, 1)])
    east = shapely.Polygon([(2, 0), *wavy, (2, 1)])
    frame = gpd.GeoDataFrame({"code": ["A", "B"], "name": ["a", "b"]}, geometry=[west, east], crs="EPSG:4326")
    regions, _ = regions_from(frame)
    simple = simplify(regions, tolerance_m=3000)
    assert (
        shapely.get_num_coordinates(simple.geometry.to_numpy()).sum()
        < shapely.get_num_coordinates(regions.geometry.to_numpy()).sum()
    )
    assert shapely.coverage_is_valid(simple.to_crs("EPSG:3857").geometry.to_numpy(), gap_width=0.01)


def test_a_code_is_found_whatever_its_case_unless_two_codes_differ_by_it() -> None:
    regions, _ = regions_from(squares("AB"))
    assert positions_of(pd.Series(["A", "b", " a", "Z", ""]), regions).tolist() == [0, 1, 0, -1, -1]
    twins, _ = regions_from(squares("Aa"))
    assert positions_of(pd.Series(["A", "a", " a"]), twins).tolist() == [0, 1, -1]
