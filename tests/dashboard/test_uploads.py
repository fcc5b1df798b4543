"""Where uploads lie, for how long, and under which name."""

import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from panels.own import id_of
from panels.uploads import AWAY_S, MOST_LEFT, NEWBORN_S, OWN, OWN_AWAY_S, PREFIX, _home, remove_ended, session_holds, sweep
from tests.conftest import UKRAINE

ROOT = UKRAINE.parents[1]
TABLE = b"fips,seen,customers_out\n01001,2024-07-08 10:00,40\n"
HOLDER = """
import time
from panels.uploads import _home
print(_home().folder.name, flush=True)
time.sleep(600)
"""


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(UKRAINE), "--editable"])
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    test.session_state["opening"] = True
    for folder in Path(_home().folder.name).iterdir():  # without a browser all sessions have one name
        shutil.rmtree(folder)
    test.run()
    return test.selectbox(key="open_regions").set_value("us-counties").run()


def upload(test: AppTest, name: str, content: bytes = TABLE) -> AppTest:
    test.file_uploader(key="open_outages").set_value((name, content, "text/csv")).run()
    return test


def session_folder() -> Path:
    (folder,) = (one for one in Path(_home().folder.name).iterdir() if not one.name.startswith(OWN))
    return folder


@pytest.mark.long
@pytest.mark.parametrize("name", ["*.csv", "[ab].csv", "places.csv", "dataset.csv", "../../up.csv", "x" * 300 + ".csv",
                                  "bell\a.csv", "line\nbreak.CSV", "Повідомлення.csv"])  # fmt: skip
def test_an_upload_is_named_by_its_key_whatever_the_visitor_calls_it(form: AppTest, name: str) -> None:
    test = upload(form, name)
    assert not test.exception
    assert [error.value for error in test.error] == []
    assert [path.name for path in session_folder().iterdir()] == ["outages.csv"]
    assert any("1 of 1 rows" in markdown.value for markdown in test.markdown)


@pytest.mark.long
def test_a_second_upload_takes_the_place_of_the_first(form: AppTest) -> None:
    upload(form, "a.csv")
    upload(form, "b.tsv", TABLE.replace(b",", b"\t"))
    assert [path.name for path in session_folder().iterdir()] == ["outages.tsv"]


@pytest.mark.long
@pytest.mark.parametrize(("name", "content"), [
    ("deep.json", b"[" * 200_000), ("cell.csv", b"fips,seen\n01001," + b"x" * 140_000 + b"\n"),
    ("book.xlsx", b"PK\x03\x04 no book"), ("empty.csv", b""), (".csv", b"a,b\n1,2\n"),
    ("table.parquet", b"PAR1 cut"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_in_words(form: AppTest, name: str, content: bytes) -> None:
    test = upload(form, name, content)
    assert not test.exception
    assert len(test.error) == 1


@pytest.mark.long
def test_a_disk_that_is_full_is_told_in_words(form: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    test = upload(form, "table.csv")
    assert not test.exception
    assert "No space left on device" in test.error[0].value


@pytest.mark.long
def test_a_session_has_one_map_in_one_folder(form: AppTest) -> None:
    test = upload(form, "table.csv")
    for _ in range(2):
        test.button(key="open_map").click().run()
        assert not test.exception
        test.button(key="open").click().run()
        test.selectbox(key="open_regions").set_value("us-counties").run()
        test = upload(test, "table.csv")
    own = Path(test.session_state["own_folder"]).parent
    assert sorted(Path(_home().folder.name).iterdir()) == sorted([own, session_folder()])
    assert [path.name for path in session_folder().iterdir()] == ["outages.csv"]
    assert own.name == OWN + id_of(test.session_state["own_token"])
    assert own.stat().st_mode & 0o077 == 0


def test_the_folder_of_a_session_goes_when_it_has_been_away_for_long(tmp_path: Path) -> None:
    for name in ("here", "gone"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "outages.csv").write_bytes(TABLE)
        os.utime(tmp_path / name, (0, 0))
    remove_ended(tmp_path, "here".__eq__, now=AWAY_S)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gone", "here"], "it may come back"
    remove_ended(tmp_path, "here".__eq__, now=AWAY_S + 1)
    assert [path.name for path in tmp_path.iterdir()] == ["here"]
    remove_ended(tmp_path, "nobody".__eq__, now=2 * AWAY_S)
    assert [path.name for path in tmp_path.iterdir()] == ["here"], "it was seen a moment ago"


def test_a_dataset_of_a_reader_s_own_stays_while_any_session_holds_it_and_a_while_after(tmp_path: Path) -> None:
    own = tmp_path / f"{OWN}two-sessions"
    own.mkdir()
    os.utime(own, (0, 0))
    for session in ("before the reload", "after it"):
        session_holds(session, own.name)
    remove_ended(tmp_path, "after it".__eq__, now=2 * OWN_AWAY_S)
    assert own.exists()
    remove_ended(tmp_path, "nobody".__eq__, now=3 * OWN_AWAY_S)
    assert own.exists(), "the reader may be back"
    remove_ended(tmp_path, "nobody".__eq__, now=3 * OWN_AWAY_S + 1)
    assert not own.exists()


def test_of_datasets_that_nobody_looks_at_only_the_last_are_kept(tmp_path: Path) -> None:
    for number in range(MOST_LEFT + 2):
        (tmp_path / f"{OWN}{number}").mkdir()
        os.utime(tmp_path / f"{OWN}{number}", (number, number))
    session_holds("here", f"{OWN}0")
    remove_ended(tmp_path, "here".__eq__, now=float(MOST_LEFT + 2))
    assert {int(path.name.removeprefix(OWN)) for path in tmp_path.iterdir()} == {0, *range(2, MOST_LEFT + 2)}


@pytest.mark.long
def test_what_a_killed_app_has_left_is_swept_and_what_a_living_one_holds_stays() -> None:
    holders = [subprocess.Popen([sys.executable, "-c", HOLDER], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    folders = [Path(holder.stdout.readline().strip()) for holder in holders if holder.stdout]
    try:
        assert all(folder.name.startswith(PREFIX) for folder in folders)
        holders[0].send_signal(signal.SIGKILL)
        holders[0].wait()
        sweep()
        assert [folder.exists() for folder in folders] == [True, True], "one that is just made is left alone"
        before = time.time() - 2 * NEWBORN_S
        for folder in folders:
            os.utime(folder, (before, before))
        sweep()
        assert [folder.exists() for folder in folders] == [False, True]
    finally:
        for holder in holders:
            holder.kill()
            holder.wait()
        for folder in folders:
            os.utime(folder, (before, before)) if folder.exists() else None
        sweep()


def test_uploads_are_bounded_and_no_other_door_is_open() -> None:
    server = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]
    assert (server["maxUploadSize"], server["enableAgentApi"]) == (25, False)
