from pathlib import Path

import pytest

from geo.files.atomic_write import changing, write_whole


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


def test_several_files_change_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(FileNotFoundError), changing(tmp_path) as files:
        files |= {"a": "new", "b": "new", "none/c": "new"}
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "old"}
    with changing(tmp_path) as files:
        files |= {"a": "new", "b": "new"}
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": "new"}


def test_what_a_killed_run_began_is_ended_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("new", encoding="utf-8")
    (tmp_path / ".changes.json").write_text('{"a": "new", "b": "new"}', encoding="utf-8")
    with changing(tmp_path) as files:
        assert (tmp_path / "b").read_text() == "new"
        files["b"] = "newer"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "new", "b": "newer"}
