from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.arcs import Arcs, cut


def rings_of(arcs: Arcs, shape: int) -> list[list[tuple[int, int]]]:
    """Put the rings of a shape together again from its arcs, and check that each arc begins where the last one ended."""
    ends = np.cumsum(arcs.lengths)
    pieces = [arcs.points[end - length : end].tolist() for end, length in zip(ends, arcs.lengths, strict=True)]
    found = []
    for codes in arcs.shapes[shape]:
        runs = [pieces[code >> 1][::-1] if code & 1 else pieces[code >> 1] for code in codes]
        for before, after in pairwise(runs):
            assert before[-1] == after[0]
        found.append([tuple(point) for point in runs[0] + [p for run in runs[1:] for p in run[1:]]])
    return found


def segments_of(arcs: Arcs) -> list[tuple[tuple[int, ...], ...]]:
    ends = np.cumsum(arcs.lengths)
    return [
        tuple(sorted([tuple(arcs.points[i]), tuple(arcs.points[i + 1])]))
        for end, length in zip(ends, arcs.lengths, strict=True) for i in range(end - length, end - 1)
    ]  # fmt: skip


def same_cycle(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    one, other = one[:-1], other[:-1]
    return len(one) == len(other) and any(one[i:] + one[:i] == other for i in range(len(one)))


@pytest.mark.long
@settings(deadline=None)
@given(st.lists(st.integers(0, 5), min_size=36, max_size=36), st.integers(1, 6))
def test_any_patchwork_reads_back_and_draws_no_border_twice(owners, count):
    cells = [shapely.box(x, y, x + 1, y + 1) for x in range(6) for y in range(6)]
    owned = [[cell for cell, owner in zip(cells, owners, strict=True) if owner % count == k] for k in range(count)]
    shapes = np.array([shapely.union_all(some) for some in owned])
    arcs = cut(shapes)
    segments = segments_of(arcs)
    assert len(segments) == len(set(segments))
    for k, shape in enumerate(shapes):
        rings = [ring for part in shapely.get_parts(shape) for ring in shapely.get_rings(part)]
        wanted = [[(int(x), int(y)) for x, y in ring.coords] for ring in rings]
        found = rings_of(arcs, k)
        assert len(found) == len(wanted)
        assert all(any(same_cycle(ring, other) for other in found) for ring in wanted)


def test_an_enclave_shares_its_whole_border_with_the_land_around_it():
    island = shapely.box(1, 1, 2, 2)
    arcs = cut(np.array([shapely.box(0, 0, 3, 3).difference(island), island]))
    assert len(arcs.lengths) == 2
    assert {code >> 1 for code in arcs.shapes[1][0]} < {code >> 1 for ring in arcs.shapes[0] for code in ring}


def test_a_sliver_that_turns_back_on_itself_reads_back():
    spike = shapely.Polygon([(0, 0), (4, 0), (4, 4), (8, 4), (4, 4), (0, 4)])
    beside = shapely.Polygon([(4, 4), (8, 4), (9, 4), (9, 9), (4, 9)])
    arcs = cut(np.array([spike, beside]))
    wanted = [(int(x), int(y)) for x, y in spike.exterior.coords]
    assert same_cycle(rings_of(arcs, 0)[0], wanted)


@pytest.mark.parametrize("shapes", [[], [shapely.Polygon()], [shapely.box(0, 0, 0.2, 0.2)]])
def test_what_collapses_on_the_grid_leaves_no_arc(shapes):
    arcs = cut(np.array(shapes, dtype=object))
    assert len(arcs.points) == 0
    assert arcs.shapes == [[] for _ in shapes]


def test_lines_keep_their_ends():
    arcs = cut(np.array([shapely.LineString([(0, 0), (1, 1), (2, 0)])]))
    assert rings_of(arcs, 0) == [[(0, 0), (1, 1), (2, 0)]]
