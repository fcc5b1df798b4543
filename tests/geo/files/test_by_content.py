"""What was read once is not read again while the files hold the same, and never longer."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.files import ByContent
from geo.read import read_dataset
from tests.conftest import UKRAINE
from tests.folders import write_folder


class Reader:
    """Reads files, and counts how often it was asked to."""

    def __init__(self, *paths: Path) -> None:
        self.paths, self.times = paths, 0

    def __call__(self) -> str:
        self.times += 1
        return "".join(path.read_text() for path in self.paths)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "regions.csv").write_text("a")
    return tmp_path / "regions.csv"


def test_a_file_that_holds_the_same_is_read_once_whatever_its_time_and_folder(path, tmp_path):
    kept, reader = ByContent[str](most=2), Reader(path)
    assert kept.get([path], reader) == kept.get([path], reader) == "a"
    os.utime(path, (0, 0))
    (copy := tmp_path / "copy").mkdir()
    (copy / path.name).write_text("a")
    kept.get([path], reader)
    kept.get([copy / path.name], reader)
    assert reader.times == 1


def test_a_file_of_another_content_or_name_or_read_otherwise_is_read(path, tmp_path):
    kept, reader = ByContent[str](most=5), Reader(path)
    kept.get([path], reader)
    before = path.stat()
    path.write_text("b")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert kept.get([path], reader) == "b", "size and time are as they were"
    (other := tmp_path / "other.csv").write_text("b")
    kept.get([other], reader)
    kept.get([path], reader, how="as points")
    assert reader.times == 4


def test_a_file_that_changes_while_it_is_read_is_not_kept(path):
    kept, times = ByContent[str](most=2), []

    def read() -> str:
        times.append(1)
        seen = path.read_text()
        path.write_text("later")
        return seen

    assert kept.get([path], read) == "a"
    assert kept.get([path], read) == "later"
    assert kept.get([path], read) == "later"
    assert len(times) == 2


def test_the_parts_of_a_shapefile_count_as_one_file(tmp_path):
    shapes, table = tmp_path / "a[1].shp", tmp_path / "a[1].dbf"
    shapes.write_text("shapes")
    table.write_text("old")
    kept, reader = ByContent[str](most=2), Reader(shapes, table)
    kept.get([shapes], reader)
    table.write_text("new")
    assert kept.get([shapes], reader) == "shapesnew"


def test_what_cannot_be_read_is_left_to_the_reader_and_an_error_is_not_kept(tmp_path):
    path = tmp_path / "later.csv"
    kept, reader = ByContent[str](most=2), Reader(path)
    with pytest.raises(FileNotFoundError):
        kept.get([path], reader)
    path.write_text("here")
    assert kept.get([path], reader) == "here"


@given(st.lists(st.integers(0, 6), max_size=30), st.integers(1, 4))
def test_no_more_than_so_many_are_kept_and_each_is_right(asked, most):
    kept = ByContent[int](most=most)
    for number in asked:
        assert kept.get([], lambda made=number: made, how=str(number)) == number
        assert len(kept._kept) <= most


def test_a_dataset_that_is_read_again_has_the_same_regions_and_new_reports(tmp_path):
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-A"}])
    first = read_dataset(folder)
    (folder / "outages.csv").write_text((folder / "outages.csv").read_text().replace("XX-A", "XX-B"))
    second = read_dataset(folder)
    assert second.regions is first.regions
    assert second.places is first.places
    assert second.placement.region[0] != first.placement.region[0]


def test_places_that_change_are_found_by_their_new_names(tmp_path):
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-A"}])
    regions = folder / "regions.geojson"
    before = read_dataset(folder)
    regions.write_text(regions.read_text().replace("Square A", "Circle A"))
    after = read_dataset(folder)
    assert before.regions["name"].iat[0] == "Square A"
    assert after.regions["name"].iat[0] == "Circle A"
    assert "circle a" in after.places.names
    assert "circle a" not in before.places.names


def test_the_base_map_is_read_once():
    assert read_dataset(UKRAINE).basemap is read_dataset(UKRAINE).basemap
