"""Where shapes lie on the globe, across 180 degrees and at the poles."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.crs import extent_of, metric

box = shapely.box


@pytest.mark.parametrize(
    ("shapes", "extent"),
    [
        ([box(30, 46, 36, 50)], (30, 46, 36, 50)),
        ([box(170, -50, 180, -30), box(-180, -45, -176, -40)], (170, -50, 184, -30)),
        (
            [shapely.MultiPolygon([box(177, -19, 180, -16), box(-180, -20, -178, -17)])],
            (177, -20, 182, -16),
        ),
        (
            [box(172, 51, 180, 53), box(-180, 51, -130, 71), box(-125, 25, -67, 49)],
            (172, 25, 293, 71),
        ),
        ([box(19, 40, 180, 80), box(-180, 60, -169, 72)], (19, 40, 191, 80)),
        ([box(-180, -90, 180, -60)], (-180, -90, 180, -60)),
        ([box(-170, -55, -35, 80), box(-18, -35, 180, 80)], (-170, -55, 180, 80)),
    ],
)
def test_the_extent_is_the_short_way_round(
    shapes: list[shapely.Geometry], extent: tuple[float, ...]
):
    assert extent_of(np.array(shapes, dtype=object)) == extent


def test_nothing_lies_nowhere():
    assert np.isnan(extent_of(np.array([], dtype=object))).all()
    assert np.isnan(extent_of(np.array([shapely.Polygon(), None], dtype=object))).all()


def test_metres_are_metres_across_180_degrees():
    frame = gpd.GeoDataFrame(geometry=[box(179, 0, 180, 1), box(-180, 0, -179, 1)], crs="EPSG:4326")
    areas = frame.to_crs(metric(frame)).area / 1e6
    assert areas.tolist() == pytest.approx([12_309, 12_309], rel=1e-3)
