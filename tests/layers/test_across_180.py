"""Regions on both sides of 180 degrees lie side by side on the map, and fill its first view."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.clipping import unrolled, within
from geo.dataset import Dataset
from geo.read import assemble
from geo.view import View
from layers.map import build_map
from layers.topology import encode
from tests.geo.worlds import regions_of_shapes, settings
from tests.layers.test_topology import decoded, ring_of

BOTH = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16)])
WEST, EAST = shapely.box(170, -19, 177, -16), shapely.box(-178, -19, -170, -16)


def dataset(*shapes: shapely.Geometry, basemap: gpd.GeoDataFrame | None = None, **sections: object) -> Dataset:
    return assemble(settings(**sections), regions=regions_of_shapes(*shapes), basemap=basemap)


def longitudes(one: Dataset, section: bytes, shape: int = 0) -> set[float]:
    """Return the longitudes of a shape as the page draws it, from 0 to 360."""
    arcs, shapes = decoded(section)
    x, y = np.concatenate([ring_of(ring, arcs) for ring in shapes[shape]]).T.astype(float)
    lon, _ = encode(one).grid.main.degrees(x, y)
    return set(np.round(lon % 360, 1).tolist())


def seen(one: Dataset) -> tuple[float, ...]:
    """Return west, south, east and north of what the frame shows along its middle lines, in degrees, longitudes from 0 to 360."""
    left, top, right, bottom = encode(one).grid.frame
    x, y = (left + right) / 2, (top + bottom) / 2
    lon, lat = encode(one).grid.main.degrees(np.array([left, x, right, x]), np.array([y, bottom, y, top]))
    return lon[0] % 360, lat[1], lon[2] % 360, lat[3]


def test_the_first_view_is_the_short_way_round() -> None:
    assert seen(dataset(WEST, BOTH, EAST)) == pytest.approx((169.5, -19.2, 190.5, -15.9), abs=0.2)
    assert seen(dataset(shapely.box(1, 0, 2, 1))) == pytest.approx((0.975, -0.025, 2.025, 1.025), abs=0.01)


def test_the_first_view_of_the_whole_earth_has_a_frame_and_a_page() -> None:
    one = dataset(shapely.box(-180, -90, 180, 0), shapely.box(-180, 0, 180, 90))
    left, top, right, bottom = encode(one).grid.frame
    assert 1.5 < (right - left) / (bottom - top) < 2.5
    assert build_map(one, View()).sections["page"]


@pytest.mark.parametrize("given", [[175, -20, 185, -10], [-180, -20, -175, -10]])
def test_a_frame_of_the_settings_lies_on_the_same_side_as_the_regions(given: list[float]) -> None:
    west, south, east, north = given
    wanted = (west % 360, south, east % 360, north)
    assert seen(dataset(WEST, BOTH, EAST, map={"frame": given})) == pytest.approx(wanted, abs=0.1)


def test_the_halves_of_a_region_become_one_without_a_border_between() -> None:
    one = dataset(WEST, BOTH, EAST)
    section = encode(one).regions[1]
    assert {177.0, 180.0, 182.0} <= longitudes(one, section, 1), "corners at 180 stay in its outline"
    assert len(decoded(section)[1][1]) == 1, "one ring"
    found = longitudes(one, section, 2)
    assert (min(found), max(found)) == (182.0, 190.0)


def test_land_across_180_lies_on_both_sides() -> None:
    land = gpd.GeoDataFrame({"kind": ["land", "border"], "name": "", "code": ""}, crs="EPSG:4326",
                            geometry=[shapely.box(-180, -60, 180, 60), shapely.LineString([(170, -17), (179, -17)])])
    one = dataset(WEST, BOTH, EAST, basemap=land)
    found = longitudes(one, encode(one).basemap)
    assert min(found) < 170
    assert max(found) > 190
    line = longitudes(one, encode(one).basemap, 1)
    assert (min(line), max(line)) == (170, 179)


def test_a_window_beyond_180_takes_what_lies_there_from_the_other_side() -> None:
    (found,) = within(np.array([shapely.box(-180, 0, 180, 1)], dtype=object), (170, -5, 200, 5))
    assert found.bounds == (170, 0, 200, 1)
    (line,) = within(np.array([shapely.LineString([(-175, 0), (-170, 0)])], dtype=object), (170, -5, 200, 5))
    assert line.bounds == (185, 0, 190, 0)


def test_points_on_both_sides_of_180_are_neighbours() -> None:
    grid = encode(dataset(WEST, BOTH, EAST)).grid
    x = grid.exact(np.array([[179.9, -17.0], [-179.9, -17.0]]))[:, 0] * grid.main.cell_m
    assert x[1] - x[0] == pytest.approx(0.2 * 111_000 * np.cos(np.radians(17)), rel=0.02)


def test_without_a_cut_shapes_stay_as_they_are() -> None:
    shapes = np.array([BOTH, EAST], dtype=object)
    assert unrolled(shapes, -180) is shapes
