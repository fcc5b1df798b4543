"""All dates at once: what is counted on each, what an episode is, and what a click or a drag does."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from geo.quantities import Quantity
from geo.situation.filtering import filtered
from geo.states import State
from geo.view import from_query, parse_only
from panels.timeline import AFFECTED, HIDDEN, SILENT, history, kind_of, spans_of
from tests.dashboard.late import on_map, until
from tests.dashboard.test_link import ready
from tests.dashboard.test_reader import address, laptop  # noqa: F401
from tests.dashboard.test_widgets import app  # noqa: F401
from tests.geo.worlds import world


def test_a_day_counts_what_was_said_on_it_apart_from_what_is_last_known():
    dataset = world({"region_code": "A", "people": "100"}, {"region_code": "B", "started_at": "2026-01-08", "extent": "part"})
    days = {day.date: day for day in history(dataset, None)}
    assert (days[dt.date(2026, 1, 7)].new, days[dt.date(2026, 1, 7)].old) == (1, 0)
    assert (days[dt.date(2026, 1, 8)].new, days[dt.date(2026, 1, 8)].old) == (1, 1)
    assert kind_of(dataset) == "people"
    assert days[dt.date(2026, 1, 7)].figure == Quantity(low=100, high=100)
    assert days[dt.date(2026, 1, 8)].regions_in_words() == "8 January 2026: 2 regions, of which 1 last known"


def test_days_of_which_nothing_is_known_part_one_episode_from_the_next(ukraine):
    spans = [(span[0].what, span[0].date, span[-1].date) for span in spans_of(history(ukraine, None))]
    assert spans == [
        (AFFECTED, dt.date(2025, 6, 2), dt.date(2025, 6, 5)), (SILENT, dt.date(2025, 6, 6), dt.date(2026, 1, 6)),
        (AFFECTED, dt.date(2026, 1, 7), dt.date(2026, 1, 10)), (SILENT, dt.date(2026, 1, 11), dt.date(2026, 1, 11)),
    ]  # fmt: skip


def test_a_day_of_which_a_filter_hides_all_is_no_day_without_a_report(ukraine):
    shown = filtered(ukraine, parse_only("role=official"))
    assert [span[0].what for span in spans_of(history(shown, None))] == [HIDDEN, SILENT, AFFECTED, SILENT]


def test_power_that_is_on_everywhere_is_neither_an_episode_nor_silence():
    dataset = world({"region_code": "A", "extent": "none"})
    assert history(dataset, None)[0].what == ""
    assert history(dataset, None)[0].regions_in_words() == "7 January 2026: No region reported without power"


@pytest.mark.long
def test_a_click_shows_its_date_and_a_drag_compares_the_ends_of_its_span(laptop: Page):  # noqa: F811
    laptop.get_by_role("tab", name="Timeline").click()
    chart = laptop.get_by_test_id("stVegaLiteChart").first
    expect(chart.locator("canvas, svg").first).to_be_visible()

    def at(x: float) -> tuple[float, float]:
        box = chart.bounding_box()
        assert box is not None
        return box["x"] + x * box["width"], box["y"] + 0.4 * box["height"]

    laptop.mouse.click(*at(0.5))
    until(laptop, lambda: from_query(laptop.url.partition("?")[2]).date not in {None, dt.date(2026, 1, 7)})
    expect(laptop.get_by_test_id("stVegaLiteChart").first.locator("canvas, svg").first).to_be_visible()
    laptop.wait_for_timeout(500)  # the chart of the new date takes the place of the old one
    laptop.mouse.move(*at(0.3))
    laptop.mouse.down()
    laptop.mouse.move(*at(0.5), steps=5)
    laptop.mouse.move(*at(0.7), steps=5)
    laptop.mouse.up()
    until(laptop, lambda: from_query(laptop.url.partition("?")[2]).compare is not None)
    view = from_query(laptop.url.partition("?")[2])
    assert dt.date(2025, 7, 1) < view.compare < dt.date(2025, 9, 1) < view.date < dt.date(2025, 12, 1)


@pytest.mark.long
def test_a_span_shows_each_region_at_its_worst_on_map_and_beside_it(laptop: Page, address: str):  # noqa: F811
    laptop.goto(f"{address}?date=2026-01-07&worst-since=2025-06-01")
    laptop.get_by_role("heading", name="The worst from 1 June 2025 to 7 January 2026").wait_for()
    ready(laptop)
    until(laptop, lambda: on_map(laptop, "outageBrief.shownText()") == "The worst from 1 June 2025 to 7 January 2026")
    kherson = "outageBrief.regions.codes.indexOf('UA-65'), outageBrief.index"
    assert on_map(laptop, f"outageBrief.stateOf(outageBrief.regions.codeAt({kherson}))") == State.PART
    assert on_map(laptop, f"outageBrief.dateText(outageBrief.regions.worstAt({kherson}))") == "2 June 2025"
    laptop.get_by_role("button", name="Worst since 1 June 2025").click()
    laptop.get_by_role("button", name="The date alone").click()
    laptop.get_by_role("heading", name="7 January 2026", exact=True).wait_for()
    until(laptop, lambda: "worst-since" not in laptop.url)
