"""When the files of an open dataset are read anew, and what is shown meanwhile."""

import datetime as dt
import time
import weakref
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.formats.png import page_html
from briefing.sheet.subject import subject_of
from geo.situation.account import account_of
from geo.view import View
from panels import reading
from panels.reading import Reading, latest
from tests.folders import name_in_toml, write_folder
from tests.servers import web_server

MADE_AT = dt.datetime.fromisoformat("2030-05-02T08:30+03:00")
ROWS = [{"region_code": "XX-A"}, {"region_code": "XX-B"}]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(write_folder(tmp_path / "w", ROWS))


def after(folder: str, before: Reading) -> Reading:
    """Look again and again, as the app does, until something else is shown."""
    for _ in range(200):
        if (now := latest(folder)) is not before:
            return now
        time.sleep(0.05)
    raise AssertionError("nothing changed")


@pytest.mark.long
def test_what_has_not_changed_is_read_once(folder):
    assert latest(folder) is latest(folder)


@pytest.mark.long
def test_files_that_have_just_changed_are_read_when_they_have_settled(folder):
    before = latest(folder)
    write_folder(Path(folder), ROWS[:1])
    assert latest(folder) is before, "they may be half written"
    now = after(folder, before)
    assert (len(before.dataset.reports), len(now.dataset.reports)) == (2, 1)
    assert (before.first, now.first) == (True, False)


@pytest.mark.long
def test_who_changed_them_in_the_app_waits_for_nothing(folder):
    before = latest(folder)
    write_folder(Path(folder), ROWS[:1])
    assert len(latest(folder, at_once=True).dataset.reports) == 1
    assert latest(folder) is not before


@pytest.mark.long
def test_a_fault_keeps_the_last_good_state_and_a_remedy_clears_it(folder):
    before = latest(folder)
    write_folder(Path(folder), [{"extent": "dark"}])
    broken = after(folder, before)
    assert broken.dataset is before.dataset
    assert "row 2, column extent" in broken.trouble
    write_folder(Path(folder), ROWS)
    mended = after(folder, broken)
    assert mended.trouble == ""
    assert mended.dataset is not before.dataset


@pytest.mark.long
def test_a_folder_that_is_gone_for_a_moment_is_a_fault_like_any_other(folder):
    before = latest(folder)
    Path(folder).rename(folder + "-away")
    gone = after(folder, before)
    assert gone.dataset is before.dataset
    assert "dataset.toml" in gone.trouble
    Path(folder + "-away").rename(folder)
    assert after(folder, gone).trouble == ""


@pytest.mark.long
def test_files_that_never_settle_are_read_at_last(folder, monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE_S", 0.5)
    before = latest(folder)
    for number in range(2000):
        write_folder(Path(folder), [*ROWS, {"region_code": "XX-C", "summary": str(number)}])
        time.sleep(0.002)
        if latest(folder) is not before:
            break
    assert len(latest(folder).dataset.reports) == 3


def test_many_readers_at_once_read_the_files_once(tmp_path):
    folder = str(write_folder(tmp_path / "w", ROWS))
    with ThreadPoolExecutor(8) as readers:
        seen = list(readers.map(lambda _: latest(folder), range(8)))
    assert len({id(one.dataset) for one in seen}) == 1


@pytest.mark.long
def test_a_server_that_is_down_at_the_start_is_asked_again(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "RETRY_S", 0.2)
    folder = write_folder(tmp_path / "w", ROWS)
    with web_server() as web:
        web.body, web.status = (folder / "outages.csv").read_bytes(), 503
        name_in_toml(folder, outages=f"{web.address}/outages.csv")
        down = latest(str(folder))
        assert down.dataset is None
        assert "status 503" in down.trouble
        web.status = 200
        for _ in range(100):
            if (now := latest(str(folder))).dataset is not None:
                break
            time.sleep(0.05)
        assert len(now.dataset.reports) == 2


@pytest.fixture
def fresh(monkeypatch) -> None:
    """An app that has read nothing yet."""
    monkeypatch.setattr(reading, "_last", OrderedDict())


@pytest.mark.long
def test_the_dataset_that_is_served_and_the_last_three_others_are_kept(fresh, tmp_path):
    folders = [str(write_folder(tmp_path / f"w{n}", ROWS)) for n in range(6)]
    seen = [weakref.ref(latest(folder).dataset) for folder in folders]
    assert [ref() is not None for ref in seen] == [True, False, False, True, True, True]
    assert latest(folders[0]).dataset is seen[0]()


@pytest.mark.long
def test_a_dataset_that_a_session_shows_is_not_read_twice(fresh, tmp_path):
    folders = [str(write_folder(tmp_path / f"w{n}", ROWS)) for n in range(6)]
    shown = [latest(folder) for folder in folders]
    assert [latest(folder) for folder in folders] == shown


@pytest.mark.long
def test_a_dataset_goes_when_its_files_are_read_again(folder):
    dataset = latest(folder).dataset
    assert dataset is not None
    subject = subject_of(dataset, View(), made_at=MADE_AT)
    page_html(subject)
    account_of(dataset)
    old = weakref.ref(dataset)
    del dataset, subject
    write_folder(Path(folder), ROWS[:1])
    latest(folder, at_once=True)
    assert old() is None


def test_a_folder_is_read_while_another_one_takes_long(tmp_path):
    slow, quick = (write_folder(tmp_path / name, ROWS) for name in ("slow", "quick"))
    with web_server() as web, ThreadPoolExecutor(2) as readers:
        web.body, web.sent, web.hangs = (slow / "outages.csv").read_bytes(), 5, True
        name_in_toml(slow, outages=f"{web.address}/outages.csv")
        waiting = readers.submit(latest, str(slow))
        while not web.asked:
            time.sleep(0.01)
        assert len(readers.submit(latest, str(quick)).result(timeout=60).dataset.reports) == 2
        assert not waiting.done()
        web.released.set()
        assert waiting.result(timeout=60).dataset is None
