"""Regions on both sides of 180 degrees lie side by side on the map, and fill its first view."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.dataset import Dataset
from geo.read import assemble
from geo.view import View
from layers.topology import Grid, encode, frame_of, unrolled
from tests.geo.worlds import regions_of_shapes, settings
from tests.layers.test_topology import decoded, ring_of

BOTH = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16)])
WEST, EAST = shapely.box(170, -19, 177, -16), shapely.box(-178, -19, -170, -16)


def dataset(*shapes: shapely.Geometry, basemap: gpd.GeoDataFrame | None = None, **sections: object) -> Dataset:
    return assemble(settings(**sections), regions=regions_of_shapes(*shapes), basemap=basemap)


def longitudes(one: Dataset, section: bytes, shape: int = 0) -> set[float]:
    """Return the longitudes of a shape as the page draws it, to a tenth of a degree."""
    grid = encode(one).grid
    arcs, shapes = decoded(section)
    x = np.concatenate([ring_of(ring, arcs) for ring in shapes[shape]])[:, 0]
    return set(np.round(360 * (grid.west + x * grid.step - 0.5), 1).tolist())


def test_the_first_view_is_the_short_way_round() -> None:
    assert frame_of(dataset(WEST, BOTH, EAST)) == (170, -19, 190, -16)
    assert frame_of(dataset(shapely.box(0, 0, 1, 1))) == (0, 0, 1, 1)


def test_the_first_view_ends_where_the_projection_ends() -> None:
    west, south, east, north = frame_of(dataset(shapely.box(-180, -90, 180, -60), shapely.box(0, 80, 10, 90)))
    assert (west, east) == (-180, 180)
    assert (south, north) == (pytest.approx(-85.05, abs=0.01), pytest.approx(85.05, abs=0.01))


@pytest.mark.parametrize(("given", "shown"), [([175, -20, 185, -10], (175, -20, 185, -10)),
                                              ([-180, -20, -175, -10], (180, -20, 185, -10))])  # fmt: skip
def test_a_frame_of_the_settings_lies_on_the_same_side_as_the_regions(given: list[float], shown: tuple[float, ...]) -> None:
    assert frame_of(dataset(WEST, BOTH, EAST, map={"frame": given})) == shown


def test_the_halves_of_a_region_become_one_without_a_border_between() -> None:
    one = dataset(WEST, BOTH, EAST)
    section = encode(one).regions[1]
    assert longitudes(one, section, 1) == {177.0, 180.0, 182.0}, "corners at 180 stay in its outline"
    assert len(decoded(section)[1][1]) == 1, "one ring"
    assert longitudes(one, section, 2) == {182.0, 190.0}


def test_land_across_the_cut_is_parted_and_lies_on_both_sides() -> None:
    land = gpd.GeoDataFrame({"kind": ["land", "border"], "name": "", "code": ""}, crs="EPSG:4326",
                            geometry=[shapely.box(-180, -60, 180, 60), shapely.LineString([(-179, 0), (170, 0)])])
    one = dataset(WEST, BOTH, EAST, basemap=land)
    cut = encode(one).grid.cut
    assert cut == 0
    assert longitudes(one, encode(one).basemap) == {0.0, 180.0, 360.0}
    assert longitudes(one, encode(one).basemap, 1) == {0.0, 170.0, 181.0, 360.0}


def test_points_west_of_the_cut_lie_beyond_the_right_edge() -> None:
    grid = Grid(west=0, north=0, step=1 / 360, cut=0)
    assert grid.of(np.array([[179.0, 0], [-179.0, 0]]))[:, 0].tolist() == [359, 361]


def test_without_a_cut_shapes_stay_as_they_are() -> None:
    shapes = np.array([BOTH, EAST], dtype=object)
    assert unrolled(shapes, -180) is shapes


def test_the_view_of_the_page_is_that_of_the_frame(tmp_path: Path) -> None:
    from layers.map import build_map

    one = dataset(WEST, BOTH, EAST)
    assert b'"frame":[170.0,-19.0,190.0,-16.0]' in build_map(one, View()).sections["page"].replace(b" ", b"")
