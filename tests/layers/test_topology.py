import numpy as np
import pytest
import shapely

from geo.read import read_dataset
from layers.topology import encode, encode_shapes
from tests.folders import write_folder
from tests.layers.test_page import read_varints


def decoded(content: bytes) -> tuple[list[np.ndarray], list[list[list[int]]]]:
    """Read what `encode_shapes` writes, as the page does: arcs, and the arc codes of each shape's rings."""
    numbers = iter(read_varints(content))
    lengths = [next(numbers) for _ in range(next(numbers))]
    shapes = [[[next(numbers) for _ in range(next(numbers))] for _ in range(next(numbers))] for _ in range(next(numbers))]
    arcs, first = [], np.zeros(2, np.int64)
    for length in lengths:
        codes = np.array([next(numbers) for _ in range(2 * length)]).reshape(-1, 2)
        steps = np.where(codes % 2 == 0, codes // 2, -(codes + 1) // 2)
        steps[0] += first
        arcs.append(np.cumsum(steps, axis=0))
        first = arcs[-1][0]
    return arcs, shapes


def ring_of(codes: list[int], arcs: list[np.ndarray]) -> np.ndarray:
    pieces = [arcs[code >> 1][::-1] if code & 1 else arcs[code >> 1] for code in codes]
    return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def squares() -> np.ndarray:
    return np.array([shapely.box(10, 50, 110, 150), shapely.box(110, 50, 210, 150)])


def test_a_shape_reads_back_on_the_grid():
    arcs, shapes = decoded(encode_shapes(squares()))
    for rings, square in zip(shapes, squares(), strict=True):
        assert shapely.Polygon(ring_of(rings[0], arcs)).equals(square)


def test_neighbours_share_one_border():
    arcs, shapes = decoded(encode_shapes(squares()))
    used = [code >> 1 for rings in shapes for ring in rings for code in ring]
    assert len(used) == len(set(used)) + 1, "one arc serves two squares"
    segments = [tuple(sorted(map(tuple, pair))) for arc in arcs for pair in np.stack([arc[:-1], arc[1:]], axis=1)]
    assert len(segments) == len(set(segments)), "no border is drawn twice"


def test_a_hole_stays_a_hole():
    ring = shapely.box(10, 50, 40, 80).difference(shapely.box(20, 60, 30, 70))
    arcs, shapes = decoded(encode_shapes(np.array([ring])))
    assert len(shapes[0]) == 2
    areas = [abs(shapely.Polygon(ring_of(codes, arcs)).area) for codes in shapes[0]]
    assert max(areas) > 5 * min(areas)


def test_an_empty_list_of_shapes_is_no_error():
    assert decoded(encode_shapes(np.array([], dtype=object))) == ([], [])


def test_a_dataset_is_encoded_once(tmp_path):
    dataset = read_dataset(write_folder(tmp_path / "d", [{"region_code": "XX-A"}]))
    assert encode(dataset) is encode(dataset)
    with pytest.raises(AttributeError):
        dataset.regions = None


def test_the_same_shapes_under_other_reports_are_encoded_once_and_others_anew(tmp_path):
    """A live dataset is read again with every new report."""
    first = encode(read_dataset(write_folder(tmp_path / "a", [{"region_code": "XX-A"}])))
    assert encode(read_dataset(write_folder(tmp_path / "a", [{"region_code": "XX-B"}, {"region_code": "XX-C"}]))) is first
    framed = encode(read_dataset(write_folder(tmp_path / "b", [], more="[map]\nframe = [9, 49, 20, 52]")))
    assert framed.grid.frame != first.grid.frame
    folder = write_folder(tmp_path / "c", [])
    regions = folder / "regions.geojson"
    regions.write_text(regions.read_text(encoding="utf-8").replace("51.0", "51.5"), encoding="utf-8")
    assert encode(read_dataset(folder)).regions != first.regions
