import datetime as dt
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geo.errors import DataError, UsageError
from geo.names import FILE, Decision, read_decisions, remember
from geo.names.decisions import COLUMNS

CODES = ("A", "B")
WRITER = """
import sys
from pathlib import Path
from geo.names.decisions import remember
folder, who = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
for number in range(60):
    remember(Path(folder), written=f"{who} {number}", code="A", codes="A")
"""
MOMENT = dt.datetime(2026, 1, 7, 12, tzinfo=dt.UTC)


def test_a_folder_without_decisions_has_none(tmp_path: Path) -> None:
    assert read_decisions(tmp_path) == ()


def test_a_choice_is_remembered_with_its_time(tmp_path: Path) -> None:
    remember(tmp_path, written="Twin, the \"old\" one", code="B", place_id="3", codes=CODES, decided_at=MOMENT)
    assert read_decisions(tmp_path) == (Decision(written='Twin, the "old" one', code="B", place_id="3"),)
    assert "2026-01-07T12:00:00+00:00" in (tmp_path / FILE).read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == [FILE], "no temporary file stays"


def test_a_later_choice_on_the_same_name_replaces_the_earlier(tmp_path: Path) -> None:
    remember(tmp_path, written="Twin", code="A", codes=CODES)
    remember(tmp_path, written="Other", code="A", codes=CODES)
    remember(tmp_path, written="TWIN", code="B", codes=CODES)
    assert {(one.written, one.code) for one in read_decisions(tmp_path)} == {("Other", "A"), ("TWIN", "B")}


@pytest.mark.long
def test_two_processes_that_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    root = Path(__file__).parents[3]
    writers = [
        subprocess.Popen([*command, who], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for who in ("north", "south")
    ]
    assert [writer.stdout.readline() for writer in writers if writer.stdout] == ["ready\n"] * 2
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    expected = {f"{who} {number}" for who in ("north", "south") for number in range(60)}
    assert {one.written for one in read_decisions(tmp_path)} == expected
    assert [writer.returncode for writer in writers] == [0, 0]
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_threads_that_decide_at_once_lose_nothing(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        for number in range(40):
            threads.submit(remember, tmp_path, written=f"Place {number}", code="A", codes=CODES)
    assert len(read_decisions(tmp_path)) == 40
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_lock_that_a_killed_process_has_left_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / f".{FILE}.lock").touch()
    remember(tmp_path, written="Twin", code="A", codes=CODES)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize(("written", "code"), [("Twin", "Z"), ("Twin", ""), ("  ", "A"), ("?!", "A")])
def test_a_choice_that_means_nothing_is_refused_and_nothing_is_written(tmp_path: Path, written: str, code: str) -> None:
    with pytest.raises(UsageError):
        remember(tmp_path, written=written, code=code, codes=CODES)
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_decisions_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(tmp_path, written="Twin", code="A", codes=CODES)
    before = (tmp_path / FILE).read_bytes()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="disk full"):
        remember(tmp_path, written="Twin", code="B", codes=CODES)
    assert (tmp_path / FILE).read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_file_by_hand_may_leave_out_the_optional_columns(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("written,code\nTwin,A\n", encoding="utf-8")
    assert read_decisions(tmp_path) == (Decision(written="Twin", code="A"),)
    remember(tmp_path, written="Other", code="B", codes=CODES)
    assert (tmp_path / FILE).read_text(encoding="utf-8").splitlines()[0] == ",".join(COLUMNS)


def test_all_faults_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("written,code\nTwin,\n,A\nOther,B\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_decisions(tmp_path)
    assert [fault.row for fault in caught.value.faults] == [2, 3]
