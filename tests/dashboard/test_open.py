"""Open one's own table in the app: the guess is shown, corrected with select boxes, and the map of it is drawn."""

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from geo.read import read_dataset
from panels.forms import archive_of
from panels.own import id_of
from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.late import until
from tests.dashboard.test_axe import IDLE
from tests.dashboard.test_link import ready
from tests.folders import write_folder

APP = str(UKRAINE.parents[1] / "dashboard.py")
TABLE = b"fips,seen,customers_out,really_out\n01001,2024-07-08 10:00,1,40\n99999,2024-07-08 10:00,2,50\n"


@pytest.fixture
def form(monkeypatch) -> AppTest:
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(UKRAINE), "--editable"])
    test = AppTest.from_file(APP, default_timeout=60)
    test.session_state["opening"] = True
    test.run()
    return test.selectbox(key="open_regions").set_value("us-counties").run()


def upload(test: AppTest, content: bytes, name: str = "table.csv") -> AppTest:
    test.file_uploader(key="open_outages").set_value((name, content, "text/csv")).run()
    return test


@pytest.mark.long
def test_the_guess_is_shown_with_how_many_rows_match(form) -> None:
    test = upload(form, TABLE)
    assert not test.exception
    assert test.selectbox(key="open counts region_code table.csv").value == "fips"
    assert test.selectbox(key="open counts time table.csv").value == "seen"
    assert any("1 of 2 rows" in markdown.value for markdown in test.markdown)


@pytest.mark.long
def test_a_corrected_column_is_what_the_map_shows(form) -> None:
    test = upload(form, TABLE)
    test.selectbox(key="open counts customers_out table.csv").set_value("really_out").run()
    test.button(key="open_map").click().run()
    assert not test.exception
    folder = Path(test.session_state["own_folder"])
    assert 'customers_out = "really_out"' in (folder / "dataset.toml").read_text(encoding="utf-8")
    assert any("table" in title.value for title in test.title)
    assert test.date_input(key="date").value.isoformat() == "2024-07-08"
    assert test.query_params["own"] == id_of(test.session_state["own_token"])


@pytest.mark.long
def test_a_session_that_has_lost_its_table_says_so_and_takes_nothing_of_its_view_for_the_other_map(form) -> None:
    test = AppTest.from_file(APP, default_timeout=60)
    for key, value in {"own": "0123456789abcdef", "date": "2024-07-08", "region": "01001"}.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    (warning,) = test.warning
    assert "Open the table again" in warning.value
    assert test.session_state["view"].region is None
    assert "own" not in test.query_params


@pytest.mark.long
def test_a_table_that_cannot_be_guessed_says_why_and_can_be_named(form) -> None:
    test = upload(form, b"a,b,c,d\n01001,2024-07-08,40,50\n")
    assert not test.exception
    assert len(test.warning) == 1
    for ours, column in (("region_code", "a"), ("time", "b"), ("customers_out", "c")):
        test.selectbox(key=f"open counts {ours} table.csv").set_value(column).run()
    test.button(key="open_map").click().run()
    assert not test.exception
    assert "own_folder" in test.session_state


@pytest.mark.long
@pytest.mark.parametrize("name", ["Нігерія", "NG"])
def test_a_country_lends_its_regions_to_a_table(form, name) -> None:
    form.selectbox(key="open_regions").set_value("A country").run()
    form.text_input(key="open_country").set_value(name).run()
    test = upload(form, b"state,date,extent,source\nKano State,2026-11-20,all,Kano Electric\nLagos,2026-11-20,part,Press\n")
    assert not test.exception
    test.button(key="open_map").click().run()
    assert not test.exception
    assert "2 of 37" in [metric.value for metric in test.metric]
    assert any("Kano" in frame.value.to_csv() for frame in test.dataframe)


@pytest.mark.long
def test_a_country_is_drawn_as_one_region_where_that_is_asked_for(form) -> None:
    form.selectbox(key="open_regions").set_value("A country").run()
    form.text_input(key="open_country").set_value("Fiji").run()
    form.segmented_control(key="open_level").set_value("whole").run()
    test = upload(form, b"place,date,extent,source\nFiji,2026-11-20,large_part,Energy Fiji\n")
    test.button(key="open_map").click().run()
    assert not test.exception
    assert "1 of 1" in [metric.value for metric in test.metric]


@pytest.mark.long
def test_a_name_that_two_countries_share_is_asked_about(form) -> None:
    form.selectbox(key="open_regions").set_value("A country").run()
    form.text_input(key="open_country").set_value("Congo").run()
    test = upload(form, TABLE)
    assert not test.exception
    assert [("CD" in error.value, "CG" in error.value) for error in test.error] == [(True, True)]


@pytest.mark.long
def test_the_time_and_the_place_that_a_table_lacks_are_fields(form) -> None:
    form.selectbox(key="open_regions").set_value("ukraine").run()
    form.text_input(key="open_time").set_value("2026-01-07 08:30").run()
    form.text_input(key="open_place").set_value("Полтава").run()
    test = upload(form, b"extent,source,people\npart,Radio,300\n")
    assert not test.exception
    test.button(key="open_map").click().run()
    assert not test.exception
    assert any("Poltava" in frame.value.to_csv() for frame in test.dataframe)


@pytest.mark.long
def test_statements_are_typed_into_a_grid_and_stand_on_the_map(browser) -> None:
    with running_app("--editable") as address:
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        page.goto(address)
        page.get_by_role("button", name="Open your own table").click()
        page.get_by_label("Country, in any language").fill("Nigeria")
        page.keyboard.press("Enter")
        page.get_by_text("Typed here").click()
        page.get_by_test_id("stDataFrame").wait_for()
        until(page, lambda: page.evaluate(IDLE))
        box = page.get_by_test_id("stDataFrame").bounding_box()
        page.mouse.click(box["x"] + 80, box["y"] + 52)  # the row that waits to be filled
        page.wait_for_timeout(500)
        for text in ("Kano", "all", "2026-11-20", "Kano Electric"):
            page.keyboard.type(text, delay=20)
            page.keyboard.press("Tab")
            page.wait_for_timeout(200)
        expect(page.get_by_text("1 of 1 rows")).to_be_visible(timeout=60_000)
        page.get_by_role("button", name="Open the map").click()
        ready(page)
        expect(page.get_by_role("heading", name="20 November 2026")).to_be_visible()
        expect(page.get_by_text("1 of 37", exact=True)).to_be_visible()
        page.context.close()


@pytest.mark.long
def test_one_comes_back_from_the_form_to_the_map(form) -> None:
    test = form.button(key="back").click().run()
    assert not test.exception
    assert test.button(key="open").label == "Open your own table"


@pytest.mark.long
def test_the_form_is_as_it_was_left_when_it_is_opened_again(form) -> None:
    test = upload(form, TABLE)
    test.text_input(key="open_zone").set_value("America/Chicago").run()
    test.selectbox(key="open counts customers_out table.csv").set_value("really_out").run()
    test.button(key="back").click().run()
    test.button(key="open").click().run()
    assert not test.exception
    assert test.selectbox(key="open_regions").value == "us-counties"
    assert test.text_input(key="open_zone").value == "America/Chicago"
    assert test.selectbox(key="open counts customers_out table.csv").value == "really_out"
    assert any("1 of 2 rows" in markdown.value for markdown in test.markdown)
    test.file_uploader(key="open_outages").set_value([]).run()
    test.button(key="take away outages").click().run()
    assert not any("1 of 2 rows" in markdown.value for markdown in test.markdown)


def test_a_dataset_that_is_saved_opens_as_a_folder(tmp_path) -> None:
    squares = write_folder(tmp_path / "squares", [{"region_code": "XX-A"}])
    (tmp_path / "saved.zip").write_bytes(archive_of(squares))
    with zipfile.ZipFile(tmp_path / "saved.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    dataset = read_dataset(tmp_path / "unpacked" / "dataset")
    assert dataset.reports["region_code"].tolist() == ["XX-A"]


@pytest.mark.long
def test_the_link_of_an_own_table_is_told_to_be_private(form) -> None:
    test = upload(form, TABLE)
    test.button(key="open_map").click().run()
    assert any("private to this session" in caption.value for caption in test.caption)
    assert any("Save this dataset" in button.label for button in test.get("download_button"))
