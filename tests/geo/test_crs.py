import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from geo.crs import STORAGE, equal_area_of, holds, is_map_crs, map_crs, metric, require_same, to_plane
from geo.errors import CrsError
from tests.geo.worlds import squares


def test_frames_of_two_crs_are_refused_and_not_joined_to_nothing() -> None:
    with pytest.raises(CrsError, match="differ"):
        require_same(squares(), squares().to_crs("EPSG:3857"))


def test_a_frame_without_a_crs_is_refused() -> None:
    with pytest.raises(CrsError, match="no CRS"):
        require_same(squares(), squares().set_crs(None, allow_override=True))


def test_the_crs_for_distances_counts_metres() -> None:
    crs = metric(squares())
    assert {axis.unit_name for axis in crs.axis_info} == {"metre"}
    line = gpd.GeoSeries([shapely.LineString([(1, 0.5), (1, 1.5)])], crs=STORAGE).to_crs(crs)
    assert line.length.iloc[0] == pytest.approx(110_574, rel=0.001)


def test_a_crs_for_distances_is_made_of_degrees_only() -> None:
    with pytest.raises(CrsError):
        metric(squares().to_crs("EPSG:3857"))


@pytest.mark.parametrize(("extent", "kind"), [
    ((22.1, 44.4, 40.2, 52.4), "Albers Equal Area"),  # Ukraine: half as wide again as it is high
    ((-124.7, 24.5, -67.0, 49.4), "Albers Equal Area"),
    ((4.6, 58.0, 31.1, 71.2), "Lambert Azimuthal Equal Area"),  # Norway: as high as it is wide
    ((-75.6, -55.9, -66.4, -17.5), "Lambert Azimuthal Equal Area"),  # Chile
    ((172.8, -2.7, 209.0, 4.7), "Lambert Cylindrical Equal Area"),  # Kiribati
    ((-180.0, -90.0, 180.0, 84.0), "Equal Earth"),
    ((-180.0, -90.0, 180.0, -60.0), "Lambert Azimuthal Equal Area"),  # Antarctica
])  # fmt: skip
def test_an_extent_has_the_projection_that_distorts_it_least(extent: tuple[float, float, float, float], kind: str) -> None:
    operation = equal_area_of(extent).coordinate_operation
    assert operation is not None
    assert operation.method_name == kind


def test_the_middle_of_an_extent_across_180_is_there() -> None:
    x, y = to_plane(equal_area_of((177.0, -20.7, 181.8, -16.1))).transform([179.4, -179.0], [-18.4, -18.4])
    assert (x[0], y[0]) == pytest.approx((0, 0), abs=1)
    assert x[1] == pytest.approx(1.6 * 105_600, rel=0.01)


@pytest.mark.parametrize("extent", [(22.1, 44.4, 40.2, 52.4), (-124.7, 24.5, -67.0, 49.4), (4.6, 58.0, 31.1, 71.2),
                                    (172.8, -12.0, 209.0, 4.7), (19.6, 41.2, 191.0, 81.9)])  # fmt: skip
def test_areas_are_true_all_over_an_extent(extent: tuple[float, float, float, float]) -> None:
    west, south, east, north = extent
    crs, on_earth = equal_area_of(extent), Geod(ellps="WGS84")
    for lon, lat in [(west, south), (east - 1, north - 1), ((west + east) / 2, (south + north) / 2)]:
        ring = shapely.segmentize(shapely.box(lon, lat, lon + 1, lat + 1), 0.02)
        flat = shapely.Polygon(np.column_stack(to_plane(crs).transform(*shapely.get_coordinates(ring).T)))
        assert flat.area == pytest.approx(abs(on_earth.geometry_area_perimeter(ring)[0]), rel=0.001)


@pytest.mark.parametrize(("code", "fits"), [
    ("", True), ("mercator", True), ("EPSG:5070", True), ("EPSG:32636", True), ("EPSG:3031", True), ("EPSG:4326", False),
    ("EPSG:2263", False), ("EPSG:2053", False), ("Mercator", False), ("ESRI:102003", False), (5070, False),
])  # fmt: skip
def test_a_projection_is_one_in_metres_that_runs_east_and_north(code: object, fits: bool) -> None:
    assert is_map_crs(code) == fits


def test_a_projection_that_leads_back_holds_the_regions_and_one_of_the_other_side_of_the_earth_does_not() -> None:
    near = np.array([shapely.box(22, 44, 40, 52)])
    assert holds(map_crs("EPSG:32636"), near)
    assert holds(map_crs("mercator"), near)
    assert not holds(map_crs("EPSG:32636"), np.array([shapely.box(-124, 24, -67, 49)]))
