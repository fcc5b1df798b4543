import geopandas as gpd
import pytest
import shapely

from geo.crs import STORAGE, metric, require_same
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
