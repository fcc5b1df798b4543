"""Several datasets in one app: chosen by title, named in the link, each followed as its files change."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from streamlit.testing.v1 import AppTest

from geo.states import State
from panels.datasets import served_as, served_in, titles_of
from panels.serve import _stamp
from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.late import until
from tests.dashboard.test_link import ready, state
from tests.dashboard.test_live import append, become
from tests.folders import write_folder

APP = str(UKRAINE.parents[1] / "dashboard.py")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of two datasets, and of what is none."""
    write_folder(tmp_path / "home" / "north", [{"region_code": "XX-A"}], title="Northern squares")
    write_folder(tmp_path / "home" / "south", [{"region_code": "XX-B", "started_at": "2030-06-09"}], title="Southern squares")
    (tmp_path / "home" / "notes").mkdir()
    (tmp_path / "home" / "read.me").write_text("two maps", encoding="utf-8")
    return tmp_path / "home"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, home: Path) -> Callable[..., AppTest]:
    def opened(**address: str) -> AppTest:
        monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(home)])
        test = AppTest.from_file(APP, default_timeout=60)
        for key, value in address.items():
            test.query_params[key] = value
        test.run()
        assert not test.exception
        return test

    return opened


def box_of(test: AppTest):
    return next(one for one in test.selectbox if one.label in {"Dataset", "Набір даних"})


def title_of(test: AppTest) -> str:
    return test.title[0].value


def test_a_folder_of_datasets_serves_each_by_the_name_of_its_folder(home: Path) -> None:
    assert titles_of(served_in(home)) == {"north": "Northern squares", "south": "Southern squares"}
    assert [(one.key, one.folder) for one in served_in(home / "north")] == [("", str(home / "north"))]
    assert [one.key for one in served_in(home / "notes")] == [""], "what is wrong with it the app will say"


def test_the_box_has_the_titles_in_the_language_of_the_reader(home: Path, app) -> None:
    with (home / "north" / "dataset.toml").open("a", encoding="utf-8") as file:
        file.write('\n[translations.uk]\ntitle = "Північні квадрати"\n')
    assert box_of(app(language="uk")).options == ["Північні квадрати", "Southern squares"]
    assert box_of(app()).options == ["Northern squares", "Southern squares"]


def test_two_datasets_of_one_title_are_told_apart_and_a_broken_one_is_offered_by_its_folder(home: Path) -> None:
    write_folder(home / "copy", [], title="Northern squares")
    (home / "south" / "dataset.toml").write_text("title = ", encoding="utf-8")
    assert list(titles_of(served_in(home)).values()) == ["Northern squares (copy)", "Northern squares (north)", "south"]


@pytest.mark.long
def test_the_first_opens_and_the_box_turns_to_another(app) -> None:
    test = app()
    assert (title_of(test), box_of(test).options) == ("Northern squares", ["Northern squares", "Southern squares"])
    assert test.query_params["dataset"] == "north"
    box_of(test).set_value("south").run()
    assert not test.exception
    assert title_of(test) == "Southern squares"
    assert (test.query_params["dataset"], test.query_params["date"]) == ("south", "2030-06-09")
    assert any("Square B" in frame.value.to_csv() for frame in test.dataframe)


@pytest.mark.long
def test_a_link_opens_the_dataset_that_it_names(app) -> None:
    test = app(dataset="south", region="XX-B")
    assert (title_of(test), box_of(test).value) == ("Southern squares", "south")
    assert test.session_state["view"].region == "XX-B"
    link = next(text.value for text in test.text if text.value.startswith(("http", "?")))
    assert "dataset=south&" in link


def test_a_link_to_a_dataset_that_is_not_there_says_so_and_the_first_opens_without_its_view(app) -> None:
    test = app(dataset="west", region="XX-B", date="2030-06-09")
    assert [("west" in warning.value, "Shown is the first one" in warning.value) for warning in test.warning] == [(True, True)]
    assert title_of(test) == "Northern squares"
    assert test.session_state["view"].region is None
    assert test.query_params["dataset"] == "north"


@pytest.mark.long
def test_one_dataset_needs_no_box_and_no_name_in_the_link(app, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(home / "north")])
    test = AppTest.from_file(APP, default_timeout=60).run()
    assert [one for one in test.selectbox if one.label == "Dataset"] == []
    assert "dataset" not in test.query_params


@pytest.mark.long
def test_a_dataset_that_cannot_be_read_leaves_the_way_to_the_others(app, home: Path) -> None:
    (home / "north" / "regions.geojson").write_text("{", encoding="utf-8")
    test = app()
    assert len(test.error) == 1
    box_of(test).set_value("south").run()
    assert (title_of(test), len(test.error)) == ("Southern squares", 0)


@pytest.mark.long
def test_each_dataset_has_a_state_of_its_own_and_one_that_is_gone_has_none(home: Path) -> None:
    north, south = _stamp(home, "north"), _stamp(home, "south")
    assert north != south
    assert _stamp(home, "north") == north
    assert _stamp(home, "west") == _stamp(home, "../south") == ("", False)
    assert served_as(home, "notes") is None


@pytest.fixture
def page(browser: Browser, home: Path) -> Iterator[Page]:
    with running_app("--data", home) as address:
        context = browser.new_context(viewport={"width": 1366, "height": 768})
        page = context.new_page()
        page.goto(address + "?dataset=south")
        ready(page)
        yield page
        context.close()


@pytest.mark.long
def test_the_open_one_follows_its_files_and_back_leads_to_the_other_map(page: Page, home: Path) -> None:
    expect(page.get_by_role("heading", name="Southern squares")).to_have_count(1)
    append(home / "south", region_code="XX-D", started_at="2030-06-09")
    assert become(page, "XX-D", State.ALL)
    page.get_by_role("combobox", name="Dataset").click()
    page.get_by_role("option", name="Northern squares").click()
    until(page, lambda: "dataset=north" in page.url)
    assert become(page, "XX-A", State.ALL)
    ready(page)
    assert state(page)["date"] == "2030-05-01"
    page.evaluate("history.back()")
    expect(page.get_by_role("heading", name="Southern squares")).to_have_count(1, timeout=60_000)
    until(page, lambda: "dataset=south" in page.url)
    assert become(page, "XX-D", State.ALL)
    ready(page)
    assert state(page)["date"] == "2030-06-09"
