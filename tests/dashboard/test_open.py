"""Open one's own table in the app: the guess is shown, corrected with select boxes, and the map of it is drawn."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import UKRAINE

APP = str(UKRAINE.parents[1] / "dashboard.py")
TABLE = b"fips,seen,customers_out,really_out\n01001,2024-07-08 10:00,1,40\n99999,2024-07-08 10:00,2,50\n"


@pytest.fixture
def form(monkeypatch) -> AppTest:
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(UKRAINE), "--editable"])
    test = AppTest.from_file(APP, default_timeout=60)
    test.session_state["opening"] = True
    return test.run()


def upload(test: AppTest, content: bytes, name: str = "table.csv") -> AppTest:
    test.file_uploader(key="open_outages").set_value((name, content, "text/csv")).run()
    return test


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


def test_one_comes_back_from_the_form_to_the_map(form) -> None:
    test = form.button(key="back").click().run()
    assert not test.exception
    assert test.button(key="open").label == "Open your own table"
