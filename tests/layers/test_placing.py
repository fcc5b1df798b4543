"""Boxes beside the main body of a map: they cover nothing, and stand at its lower left."""

from itertools import combinations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.placing import beside

FRAME = (0.0, 0.0, 150.0, 100.0)


@pytest.mark.long
@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(5, 40), st.floats(5, 40)), max_size=6), st.integers(0, 3))
def test_no_box_lies_on_a_region_or_on_another(sizes, shape) -> None:
    round_land, east = shapely.Point(80, 50).buffer(45), shapely.box(100, 0, 150, 100)
    land = [shapely.box(*FRAME), shapely.box(0, 0, 150, 40), round_land, east][shape]
    found = beside(FRAME, sizes, np.array([land]))
    assert [(round(box[2] - box[0], 6), round(box[3] - box[1], 6)) for box in found] == [
        (round(wide, 6), round(high, 6)) for wide, high in sizes]
    boxes = [shapely.box(*box) for box in found]
    assert not any(shapely.intersects(box, land) for box in boxes)
    assert not any(shapely.intersects(one, other) for one, other in combinations(boxes, 2))


def test_where_the_frame_has_room_at_its_lower_left_a_box_stands_there() -> None:
    (box,) = beside(FRAME, [(20, 15)], np.array([shapely.box(0, 0, 150, 60)]))
    assert box[0] < 5
    assert 90 < box[3] < 100


def test_beside_a_full_frame_a_box_stands_where_the_whole_stays_compact() -> None:
    (row,) = beside((0, 0, 300, 100), [(20, 15)], np.array([shapely.box(0, 0, 300, 100)]))
    assert row[1] >= 100, "a wide frame grows down"
    (column,) = beside((0, 0, 40, 150), [(20, 15)], np.array([shapely.box(0, 0, 40, 150)]))
    assert column[2] <= 0, "a tall one to the left"
