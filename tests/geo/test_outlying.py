"""The main body of a dataset's regions, and what lies far off."""

import numpy as np
import shapely

from geo.crs import Extent
from geo.outlying import parts_of

MAINLAND = [shapely.box(x, y, x + 1, y + 1) for x in range(4) for y in range(45, 48)]
ISLAND = shapely.box(5, 46, 5.2, 46.2)
FAR, FARTHER = shapely.box(30, 10, 31, 11), shapely.box(-40, 5, -39.8, 5.2)


def parts(*shapes: shapely.Geometry, regions: list[int] | None = None, frame: Extent | None = None) -> list[int]:
    found = parts_of(np.array(shapes), np.array(regions or range(len(shapes))), frame=frame)
    return [int(number) for number in found]


def test_what_lies_close_together_is_one_part() -> None:
    assert parts(*MAINLAND, ISLAND) == [0] * 13


def test_what_lies_far_off_is_a_part_of_its_own_the_largest_first() -> None:
    assert parts(FARTHER, *MAINLAND, FAR) == [2, *[0] * 12, 1]


def test_islands_near_one_another_are_one_part() -> None:
    assert parts(*MAINLAND, FAR, shapely.box(32, 10, 33, 11)) == [*[0] * 12, 1, 1]


def test_an_exclave_that_hardly_widens_the_frame_belongs_to_the_main_body() -> None:
    assert parts(*MAINLAND, shapely.box(8, 46, 8.3, 46.3))[-1] == 1, "it would double the frame"
    wide = [shapely.box(x, 45, x + 1, 55) for x in range(40)]
    assert parts(*wide, shapely.box(45, 50, 46, 51))[-1] == 0


def test_the_main_body_has_most_regions_though_another_part_is_larger() -> None:
    greater = shapely.box(60, 0, 90, 30)
    assert parts(greater, *MAINLAND) == [1, *[0] * 12]


def test_a_frame_says_which_part_is_the_main_body() -> None:
    assert parts(*MAINLAND, FAR, frame=(29.0, 9.0, 32.0, 12.0)) == [*[1] * 12, 0]


def test_an_island_of_a_region_far_off_is_a_part_and_a_speck_is_none() -> None:
    speck = shapely.box(30, 10, 30.01, 10.01)
    assert parts(*MAINLAND, shapely.box(30, 10, 30.2, 10.2), regions=[*range(12), 0])[-1] == 1
    assert parts(*MAINLAND, speck, regions=[*range(12), 0])[-1] == -1
    assert parts(*MAINLAND, speck)[-1] == 1, "a region is a region, however small"


def test_the_answer_does_not_depend_on_the_order_of_the_regions() -> None:
    shapes = [*MAINLAND, FAR, FARTHER]
    order = np.random.default_rng(1).permutation(len(shapes))
    assert parts(*(shapes[k] for k in order)) == [parts(*shapes)[k] for k in order]
