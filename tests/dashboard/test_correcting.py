"""A record of the dataset is corrected or withdrawn in the app, and the ledger keeps what it was."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page
from streamlit.testing.v1 import AppTest

from geo.acceptance import withdraw
from geo.read import read_dataset
from geo.reports.ledger import read_ledger
from geo.states import State
from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.late import on_map, until
from tests.dashboard.test_link import ready

APP = str(UKRAINE.parents[1] / "dashboard.py")
KHERSON = "outageBrief.regions.codes.indexOf('UA-65'), outageBrief.index"
STATE = f"outageBrief.stateOf(outageBrief.regions.codeAt({KHERSON}))"
pytestmark = pytest.mark.long


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(UKRAINE, tmp_path / "ukraine"))


def offered(monkeypatch: pytest.MonkeyPatch, folder: Path, *words: str, **query: str) -> list[str]:
    """The records that the tab of a region offers to correct."""
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(folder), *words])
    test = AppTest.from_file(APP, default_timeout=60)
    for key, value in ({"region": "UA-65", "date": "2025-06-02"} | query).items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return [one.key for one in test.button if one.key and one.key.startswith("correct ")]


def test_records_are_corrected_only_where_the_app_may_change_them_as_they_are_known_now(monkeypatch, folder: Path):
    withdraw(folder, ["A3"], who="Ann")
    assert offered(monkeypatch, folder) == []
    assert len(offered(monkeypatch, folder, "--editable")) == 2
    assert offered(monkeypatch, folder, "--editable", **{"as-known-on": "2026-01-08"}) == []


def state_of_kherson(page: Page) -> int | None:
    """The state on the map; None while another map takes its place."""
    try:
        return int(on_map(page, STATE))
    except Error:
        return None


def fill(page: Page, label: str, value: str) -> None:
    page.get_by_role("dialog").get_by_label(label, exact=True).fill(value)
    page.keyboard.press("Tab")


def press(page: Page, name: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=name).click()


def test_a_record_is_corrected_then_withdrawn_and_the_map_follows(browser: Browser, folder: Path):
    with running_app("--data", folder, "--editable") as address:
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        page.goto(f"{address}?region=UA-65&date=2025-06-02")
        ready(page)
        until(page, lambda: state_of_kherson(page) == State.PART)
        page.get_by_role("button", name="Correct or withdraw").first.click()
        fill(page, "Since", "lately")
        fill(page, "Who does it", "Ann")
        press(page, "Save")
        page.get_by_role("dialog").get_by_text("Nothing was changed").wait_for()
        assert (folder / "outages.csv").read_bytes() == (UKRAINE / "outages.csv").read_bytes()
        fill(page, "Since", "2025-06-02")
        fill(page, "Part of it", "")
        fill(page, "Why", "it said so of all of it")
        press(page, "Save")
        page.get_by_role("dialog").wait_for(state="hidden")
        until(page, lambda: state_of_kherson(page) == State.LARGE_PART)
        kept = [(one.who, one.action, one.field, one.why) for one in read_ledger(folder / "ledger.csv")]
        assert ("Ann", "corrected", "scope", "it said so of all of it") in kept
        page.get_by_role("button", name="Correct or withdraw").first.click()
        press(page, "Withdraw the record")
        page.get_by_role("dialog").wait_for(state="hidden")
        until(page, lambda: state_of_kherson(page) in {State.NO_REPORT, State.PART})
        assert len(read_dataset(folder).reports) == 11
        page.close()
