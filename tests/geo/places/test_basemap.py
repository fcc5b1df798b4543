from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.errors import DataError
from geo.places.features import empty_basemap, read_basemap


def written(path: Path, **columns: list[object]) -> Path:
    shapes = [shapely.box(0, 0, 2, 2), shapely.LineString([(0, 0), (2, 2)]), shapely.Point(1, 1)]
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:3857").to_file(path)
    return path


def test_a_base_map_has_land_borders_and_neighbours_in_degrees(tmp_path: Path) -> None:
    base = read_basemap(written(tmp_path / "basemap.geojson", kind=["land", "border", "country"], name=[None, None, "Far"]))
    assert base["kind"].tolist() == ["land", "border", "country"]
    assert base["name"].tolist() == ["", "", "Far"]
    assert base["code"].tolist() == ["", "", ""]
    assert base.crs.to_epsg() == 4326
    assert base.total_bounds.max() < 1


def test_what_regions_are_parts_of_has_a_name_and_a_short_one(tmp_path: Path) -> None:
    base = read_basemap(written(tmp_path / "basemap.geojson", kind=["land", "border", "area"], name=[None, None, "New Jersey"],
                                short_name=[None, None, "NJ"], code=[None, None, "34"]))
    assert base[["name", "short_name", "code"]].iloc[2].tolist() == ["New Jersey", "NJ", "34"]


def test_a_feature_of_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="land, border, country"):
        read_basemap(written(tmp_path / "basemap.geojson", kind=["land", "river", "country"]))


def test_a_base_map_without_features_is_called_empty(tmp_path: Path) -> None:
    (tmp_path / "basemap.geojson").write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    with pytest.raises(DataError, match=r"holds no feature.*leave basemap out"):
        read_basemap(tmp_path / "basemap.geojson")


@pytest.mark.parametrize("content", ["", "{", "kind,name\nland,x\n"])
def test_a_file_that_is_no_base_map_is_refused_in_words(tmp_path: Path, content: str) -> None:
    for name in ("basemap.geojson", "basemap.csv"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        with pytest.raises(DataError):
            read_basemap(tmp_path / name)


def test_a_missing_base_map_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="leave basemap out"):
        read_basemap(tmp_path / "basemap.geojson")


def test_a_dataset_may_have_no_base_map() -> None:
    assert len(empty_basemap()) == 0
    assert empty_basemap().crs.to_epsg() == 4326
