"""The grid of a dataset: projections, corners, insets, and the page's way between grid and degrees, against pyproj."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.clipping import LONGEST_DEG, densified
from geo.dataset import Dataset
from geo.errors import DataError
from geo.places.checks import faults_of_projection
from geo.read import assemble, read_dataset
from geo.view import View
from layers.insets import names_of, scale_in_words
from layers.topology import encode
from tests.conftest import UKRAINE
from tests.folders import write_folder
from tests.geo.worlds import regions_of_shapes, settings
from tests.layers.test_topology import decoded, ring_of

MAINLAND = [shapely.box(x, y, x + 4, y + 5) for x in range(10, 30, 4) for y in range(44, 54, 5)]
ACROSS = [shapely.box(177, -19, 180, -16), shapely.MultiPolygon([shapely.box(-180, -19, -178, -16)])]
NORTH = [shapely.box(5, 60, 15, 65), shapely.box(10, 65, 25, 71)]
FAR, SOUTH = shapely.box(-60, 10, -56, 12), shapely.box(120, -40, 120.2, -39.8)
WORLDS = {"wide": MAINLAND, "across 180": ACROSS, "high": NORTH, "with insets": [*MAINLAND, FAR, SOUTH]}


def dataset(*shapes: shapely.Geometry, basemap: gpd.GeoDataFrame | None = None, **sections: object) -> Dataset:
    return assemble(settings(**sections), regions=regions_of_shapes(*shapes), basemap=basemap)


@pytest.mark.long
@pytest.mark.parametrize("name", WORLDS)
def test_the_page_goes_from_grid_to_degrees_and_back_to_less_than_a_cell(open_page, name: str) -> None:
    one = dataset(*WORLDS[name])
    grid, page = encode(one).grid, open_page(one, View()).page
    rng = np.random.default_rng(5)
    for part in grid.parts:
        left, top, right, bottom = part.box
        places = np.column_stack([rng.uniform(left, right, 60), rng.uniform(top, bottom, 60)])
        others = np.array([shapely.box(*other.box) for other in grid.parts if other is not part])
        free = np.array([not shapely.intersects_xy(others, *place).any() or part is not grid.main for place in places])
        places = places[free]
        lon, lat = part.degrees(*places.T)
        found = np.array(page.evaluate("(all) => all.map(([x, y]) => outageBrief.degreesAt(x, y))", places.tolist()))
        known = np.column_stack([lat, lon]).tolist()
        back = np.array(page.evaluate("(all) => all.map(([y, x]) => outageBrief.gridAt(y, x))", known))
        assert np.hypot(*(part.exact(found[:, ::-1]) - places).T).max() < 1
        assert np.hypot(*(back - places).T).max() < 1


@pytest.mark.long
def test_a_place_of_the_main_body_lies_in_no_box_of_the_united_states(open_page) -> None:
    """Alaska is so large and so far north that the search for a place of Texas ends at an edge of its box."""
    one = read_dataset(UKRAINE.parent / "us-counties")
    grid, page = encode(one).grid, open_page(one, View()).page
    places = [(29.2, -95.4), (40.7, -74.0), (47.6, -122.3), (25.8, -80.2), (61.2, -149.9), (21.3, -157.9)]
    parts = page.evaluate("(all) => all.map(([y, x]) => outageBrief.gridAt(y, x))", places)
    back = page.evaluate("(all) => all.map(([x, y]) => outageBrief.degreesAt(x, y))", parts)
    assert np.allclose(back, places, atol=0.01)
    boxed = [any(shapely.intersects_xy(shapely.box(*part.box), *place) for part in grid.parts[1:]) for place in parts]
    assert boxed == [False] * 4 + [True] * 2


def test_a_long_straight_line_of_a_file_curves_on_the_map() -> None:
    grid = encode(dataset(*MAINLAND)).grid
    (line,) = densified(np.array([shapely.LineString([(10, 49), (30, 49)])], dtype=object))
    y = grid.exact(shapely.get_coordinates(line))[:, 1]
    assert y.max() - y.min() > 20, "the parallel sags"
    assert np.abs(np.diff(np.diff(y))).max() < 20


@pytest.mark.parametrize("shape", [shapely.box(0, 0, 3, 0.2), shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2)),
                                   shapely.LineString([(0, 0), (5, 1)]), shapely.box(0, 0, 0.1, 0.1),
                                   shapely.MultiPolygon([shapely.box(0, 0, 3, 1), shapely.Polygon()])])  # fmt: skip
def test_corners_are_added_and_none_is_moved(shape: shapely.Geometry) -> None:
    (found,) = densified(np.array([shape], dtype=object))
    assert shapely.equals_exact(shapely.simplify(found, 1e-9), shapely.simplify(shape, 0), tolerance=1e-9)
    assert set(shapely.get_coordinates(shape).view("f8,f8").ravel().tolist()) <= set(
        shapely.get_coordinates(found).view("f8,f8").ravel().tolist())
    if shapely.get_dimensions(found) == 1:
        assert np.abs(np.diff(shapely.get_coordinates(found), axis=0)).max() <= LONGEST_DEG + 1e-9


def test_neighbours_share_the_corners_of_a_long_border_to_the_last_digit() -> None:
    west = shapely.Polygon([(10.1, 44.3), (20.7, 44.9), (20.3, 52.2), (10.2, 52.1)])
    east = shapely.Polygon([(20.3, 52.2), (20.7, 44.9), (30.1, 44.2), (30.4, 52.9)])
    one = dataset(west, east)
    arcs, shapes = decoded(encode(one).regions[1])
    used = [code >> 1 for rings in shapes for ring in rings for code in ring]
    assert len(used) == len(set(used)) + 1, "one arc serves both"
    assert max(len(ring_of(ring, arcs)) for rings in shapes for ring in rings) > 60


def test_what_lies_far_off_stands_in_a_box_beside_the_main_body_with_its_own_scale() -> None:
    one = dataset(*MAINLAND, FAR, SOUTH)
    main, *insets = encode(one).grid.parts
    assert [names_of(part, one.regions) for part in insets] == [("Kland", "K"), ("Lland", "L")]
    placed = encode(one).grid.placed(one.regions.geometry.to_numpy())
    for part, region in zip(insets, placed[-2:], strict=True):
        assert shapely.box(*part.box).covers(region)
        assert not shapely.intersects(shapely.union_all(placed[:-2]), shapely.box(*part.box))
        assert region.area * part.cell_m**2 == pytest.approx(
            one.regions.geometry.iloc[[10 if part is insets[0] else 11]].to_crs("EPSG:6933").area.iloc[0], rel=0.01)
        assert part.scale == pytest.approx(main.cell_m / part.cell_m, rel=0.01)
    assert insets[1].scale > 1, "a small island is drawn larger"
    assert scale_in_words(insets[1])[0] == f"{insets[1].scale:g} times the map's scale"


def test_a_frame_of_one_area_has_no_boxes_and_mercator_has_none() -> None:
    assert len(encode(dataset(*MAINLAND, FAR, map={"frame": [10, 44, 14, 48]})).grid.parts) == 1
    assert len(encode(dataset(*MAINLAND, FAR, map={"projection": "mercator"})).grid.parts) == 1


def test_on_mercator_a_cell_of_the_north_is_as_wide_as_it_is_high() -> None:
    main = encode(dataset(*NORTH, map={"projection": "mercator"})).grid.main
    x, y = main.exact(np.array([[10.0, 60.0], [11.0, 60.0], [10.0, 60.5]])).T
    assert (y[0] - y[2]) / (x[1] - x[0]) == pytest.approx(1.0, abs=0.02), "half a degree of latitude, a degree of longitude"


def test_a_named_projection_is_taken() -> None:
    assert encode(dataset(*MAINLAND, map={"projection": "EPSG:3035"})).grid.main.crs.to_epsg() == 3035


def test_a_projection_that_cannot_hold_the_regions_is_refused(tmp_path) -> None:
    folder = write_folder(tmp_path / "d", [{"region_code": "XX-A"}])
    with (folder / "dataset.toml").open("a") as file:
        file.write('\n[map]\nprojection = "EPSG:32601"\n')
    with pytest.raises(DataError, match="projection cannot hold the regions"):
        read_dataset(folder)
    assert faults_of_projection("EPSG:3035", regions_of_shapes(*MAINLAND)) == []


def test_land_under_a_box_is_left_out() -> None:
    whole = shapely.box(-180, -85, 180, 85)
    land = gpd.GeoDataFrame({"kind": ["land"], "name": "", "code": ""}, crs="EPSG:4326", geometry=[whole])
    one = dataset(*MAINLAND, FAR, basemap=land)
    grid = encode(one).grid
    around, inside = (shapely.union_all(grid.ground(land.geometry.to_numpy(), k)) for k in (0, 1))
    box = shapely.box(*grid.parts[1].box)
    assert around.intersection(box).area < 1
    assert box.buffer(1).covers(inside)
    assert inside.area == pytest.approx(box.area, rel=0.001)


@pytest.mark.parametrize("shape", [shapely.box(34, 29, 35, 34), shapely.box(20, 44, 32, 46), shapely.box(20, 44, 26, 48)])
def test_land_abroad_fills_a_picture_of_any_shape_around_regions_of_any_shape(shape: shapely.Geometry) -> None:
    """A country that is tall and narrow stands in the middle of a wide slide, one that is wide on a phone held upright."""
    grid = encode(dataset(shape)).grid
    (land,) = grid.ground(np.array([shapely.box(-20, 0, 80, 75)]), 0)
    left, top, right, bottom = grid.frame
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    for aspect in (0.7, 1.0, 1.5, 2.6):
        half_x, half_y = max(right - left, aspect * (bottom - top)) / 2, max(bottom - top, (right - left) / aspect) / 2
        assert shapely.covers(land, shapely.box(middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y))
