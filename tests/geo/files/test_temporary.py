"""What killed runs leave is removed by age, and nothing else is."""

import os
import time
from pathlib import Path

import pytest

from geo.files.atomic_write import write_whole
from geo.files.temporary import PREFIX, sweep_left, temporary_folder
from geo.places import read_shapes
from tests.geo.worlds import squares

HOUR_S, DAY_S = 3_600, 86_400


def aged(path: Path, age_s: float) -> Path:
    if not path.exists():
        path.write_bytes(b"half")
    then = time.time() - age_s
    os.utime(path, (then, then))
    return path


def test_a_folder_for_work_is_there_while_it_is_needed() -> None:
    with temporary_folder() as folder:
        assert folder.is_dir()
        assert folder.name.startswith(PREFIX)
    assert not folder.exists()


def test_what_a_killed_run_left_a_day_ago_is_removed_and_newer_work_stays(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (f"{PREFIX}old", f"{PREFIX}new", "somebody-elses"))
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "shapes.shp").write_bytes(b"x")
    aged(old, 2 * DAY_S)
    aged(other, 2 * DAY_S)
    sweep_left(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [new.name, other.name]


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    link = tmp_path / f"{PREFIX}link"
    link.symlink_to(tmp_path / "kept")
    os.utime(link, (0, 0), follow_symlinks=False)
    sweep_left(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_half_files_of_killed_writers_are_removed_at_the_next_writing(tmp_path: Path) -> None:
    left = aged(tmp_path / ".places.csv.a1b2c3d4", 2 * HOUR_S)
    under_way, lock = tmp_path / ".places.csv.e5f6a7b8", tmp_path / ".places.csv.lock"
    for path in (under_way, lock):
        path.write_bytes(b"")
    aged(lock, 2 * HOUR_S)
    write_whole(tmp_path / "places.csv", b"whole")
    assert not left.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"places.csv", under_way.name, lock.name}


@pytest.mark.parametrize("name", ["[ab].csv", "a*.csv"])
def test_a_name_with_signs_of_a_pattern_sweeps_only_its_own(tmp_path: Path, name: str) -> None:
    other = aged(tmp_path / ".a.csv.a1b2c3d4", 2 * HOUR_S)
    write_whole(tmp_path / name, b"whole")
    assert other.exists()


def test_a_folder_for_work_lies_where_gdal_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Aurora!").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "Aurora!"))
    squares().to_file(tmp_path / "r.shp")
    assert len(read_shapes(tmp_path / "r.shp")) == 3
