from pathlib import Path

import pytest

from geo.files.atomic_write import write_whole


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_file_that_is_written_again_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "places.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o7777 == mode


def test_a_new_file_can_be_read_by_all(tmp_path: Path) -> None:
    write_whole(tmp_path / "map.png", b"new")
    assert (tmp_path / "map.png").stat().st_mode & 0o7777 == 0o644
