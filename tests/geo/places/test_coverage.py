"""Regions that share area are named, with how much of it they share."""

import geopandas as gpd
import shapely

from geo.places import regions_from
from geo.places.checks import overlaps_in_words


def regions(**boxes: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame(
        {"code": list(boxes), "name": [f"{code}land" for code in boxes]},
        geometry=[shapely.box(*box) for box in boxes.values()],
        crs="EPSG:4326",
    )
    return regions_from(frame)[0]


def test_neighbours_that_share_borders_and_regions_apart_overlap_nowhere():
    assert (
        overlaps_in_words(regions(A=(0, 0, 1, 1), B=(1, 0, 2, 1), C=(1, 1, 2, 2), D=(5, 5, 6, 6)))
        == ()
    )
    assert overlaps_in_words(regions(A=(0, 0, 1, 1))) == ()


def test_a_hole_with_a_city_in_it_is_no_overlap():
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    frame = gpd.GeoDataFrame(
        {"code": ["A", "B"], "name": ["Aland", "Bland"]},
        geometry=[ring, shapely.box(1, 1, 2, 2)],
        crs="EPSG:4326",
    )
    assert overlaps_in_words(regions_from(frame)[0]) == ()


def test_a_region_inside_another_is_named_with_its_area():
    [said] = overlaps_in_words(regions(A=(0, -1, 3, 2), B=(1, 0, 2, 1)))
    assert said == "Bland lies inside Aland (12,308 km²): one of the two hides the other there"


def test_a_region_in_the_corner_of_another_is_named_too():
    [said] = overlaps_in_words(regions(A=(0, -1, 3, 2), B=(0, -1, 1, 0)))
    assert said.startswith("Bland lies inside Aland (12,308 km²)")


def test_two_regions_on_one_area_are_named_with_it():
    [said] = overlaps_in_words(regions(A=(0, 0, 1, 1), B=(0, 0, 1, 1), C=(1, 0, 2, 1)))
    assert (
        said
        == "Aland and Bland are one area twice (12,308 km²): a point in it is in the first only"
    )


def test_an_overlap_is_given_in_area_and_as_a_share_of_the_smaller():
    [said] = overlaps_in_words(regions(A=(0, 0, 1, 1), B=(0.9, 0, 3, 1)))
    assert said == "Aland and Bland overlap (1,231 km², 10% of Aland)"


def test_slivers_are_counted_in_one_sentence_and_do_not_hide_an_overlap():
    first, second = overlaps_in_words(
        regions(A=(0, 0, 1.001, 1), B=(1, 0, 2.001, 1), C=(2.0005, 0, 3.5, 1), D=(3, 0, 4, 1))
    )
    assert first == "Dland and Cland overlap (6,154 km², 50% of Dland)"
    assert (
        second
        == "slivers: along 2 borders two neighbours overlap a little, at most 12 km² (Aland and Bland)"
    )


def test_of_many_overlaps_ten_are_named_and_the_others_counted():
    many = regions(**{f"R{i:02}": (0.9 * i, 0, 0.9 * i + 1, 1) for i in range(14)})
    said = overlaps_in_words(many)
    assert len(said) == 11
    assert said[-1] == "3 more pairs of regions overlap"


def test_the_area_is_right_across_180_degrees():
    east = shapely.MultiPolygon([shapely.box(179.5, 0, 180, 1), shapely.box(-180, 0, -179.5, 1)])
    frame = gpd.GeoDataFrame(
        {"code": ["A", "B"], "name": ["Aland", "Bland"]}, geometry=[east, east], crs="EPSG:4326"
    )
    [said] = overlaps_in_words(regions_from(frame)[0])
    assert said.startswith("Aland and Bland are one area twice (12,3")
