"""Two dates on the screen: what changed, on the map and in a list, in the words of the sheet."""

from base64 import b64decode

import pytest
from playwright.sync_api import Page, expect

from briefing.sheet.sheet import sheet_of
from geo.timeline import Change
from geo.view import parse_date
from layers.style import CHANGE_COLOURS
from tests.briefing.sheet.test_sheet import subject
from tests.dashboard.late import on_map
from tests.dashboard.test_reader import address, laptop  # noqa: F401
from tests.dashboard.test_widgets import app, texts  # noqa: F401


def test_the_changes_are_those_of_the_sheet_in_its_words(app, ukraine):  # noqa: F811
    test = app(date="2026-01-07", compare="2025-06-02")
    sheet = sheet_of(subject(ukraine, "2026-01-07", compare=parse_date("2025-06-02")))
    assert sheet["headline"] in texts(test).replace("\\", "")
    table = test.dataframe[0].value
    lines = [f"{region}: {change}" for region, change in zip(table["Region"], table["Change"], strict=True)]
    assert lines == [one["name"] for one in sheet["regions"]["lines"]]
    assert table["Before → after"].tolist() == [one["words"] for one in sheet["regions"]["lines"]]
    assert table["Why"].tolist()[1].startswith("No news since V. Saldo")
    for one, sign in zip(sheet["regions"]["lines"], table["Sign"], strict=True):
        drawing = b64decode(sign.partition(",")[2]).decode()
        assert CHANGE_COLOURS[Change(one["change"])] in drawing, "the edge, as on the map"


def test_a_press_compares_with_the_previous_reports_and_another_ends_it(app):  # noqa: F811
    test = app(date="2026-01-07")
    test.button(key="compare Previous reports").click().run()
    assert test.query_params["compare"] == "2025-06-02"
    assert test.session_state["tab"] == "Changes"
    test.button(key="compare Nothing").click().run()
    assert "compare" not in test.query_params


def test_two_dates_are_compared_by_state_whatever_the_colours_showed(app, tmp_path):  # noqa: F811
    test = app(date="2026-01-07", compare="2026-01-06", metric="share")
    assert not test.exception
    assert test.query_params["compare"] == "2026-01-06"


@pytest.mark.long
def test_the_map_in_the_app_shows_the_change_and_follows_filter_and_date(laptop: Page):  # noqa: F811
    laptop.get_by_role("button", name="Compare").click()
    laptop.get_by_role("button", name="Previous reports").click()
    expect(laptop.get_by_text("Since 2 June 2025, 7 months before: 1 newly without power (Dnipropetrovsk)")).to_be_visible()
    expect(laptop.frame_locator("iframe").get_by_text("Change from 2 June 2025 to 7 January 2026")).to_be_visible()
    assert on_map(laptop, "outageBrief.note(outageBrief.regions.codes.indexOf('UA-12'))") == "new"
    laptop.keyboard.press("Escape")
    laptop.get_by_role("button", name="Filter").click()
    laptop.get_by_label("Role of the source").click()
    laptop.get_by_role("option", name="official").click()
    expect(laptop.get_by_text("5 of 12 statements hidden").first).to_be_visible()
    laptop.keyboard.press("Escape")
    inside = laptop.frame_locator("iframe")
    expect(inside.get_by_text("Hidden: the filter hides what is reported on one of the dates")).to_be_visible()
    laptop.get_by_role("button", name="Role of the source: official").click()
    expect(inside.get_by_text("Was without power, no news since")).to_be_visible()
