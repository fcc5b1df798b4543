"""The app in a narrow window: nothing lies on anything else, and two dates are compared as well as elsewhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.apps import running_app
from tests.dashboard.late import on_map, until
from tests.dashboard.test_reader import PHONE, box_of, opened

pytestmark = pytest.mark.long

UNDER_BUTTONS = """() => {
  const box = document.querySelector(".folium-map").getBoundingClientRect(), view = outageBrief.view();
  const buttons = [...document.querySelectorAll(".leaflet-top.leaflet-right .leaflet-control")]
    .map((one) => one.getBoundingClientRect());
  return outageBrief.regions.boxes.filter(([west, north, east, south]) => buttons.some((one) =>
    west * view.scale + view.x < one.right - box.left && east * view.scale + view.x > one.left - box.left
    && north * view.scale + view.y < one.bottom - box.top && south * view.scale + view.y > one.top - box.top)).length;
}"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True), address)


def test_the_buttons_of_the_map_lie_on_no_region(phone):
    until(phone, lambda: on_map(phone, "outageBrief.coarse"))
    until(phone, lambda: on_map(phone, UNDER_BUTTONS) == 0)


def test_the_tools_of_a_table_lie_on_no_words(phone):
    tools = phone.get_by_test_id("stElementToolbar").first
    expect(tools).to_be_visible()
    above, below = box_of(phone, "[role=tabpanel] [data-testid=stMarkdown]"), box_of(phone, "[data-testid=stDataFrame]")
    box = tools.bounding_box()
    assert above["y"] + above["height"] <= box["y"] + 1
    assert box["y"] + box["height"] <= below["y"] + 1
    assert below["y"] + below["height"] <= box_of(phone, "[data-testid=stExpander]")["y"], "and the table on nothing below it"


def test_the_menu_lies_on_nothing_that_has_been_scrolled_under_it(phone):
    menu = phone.locator("[data-testid=stHeader] button").first
    expect(menu).to_be_visible()
    phone.get_by_test_id("stMain").evaluate("one => one.scrollTo(0, 600)")
    expect(menu).to_be_hidden()


def test_the_classes_of_change_have_lines_of_their_own(phone, address):
    phone.goto(address + "?date=2026-01-08&compare=2026-01-07")
    phone.locator("iframe").scroll_into_view_if_needed()
    changes = phone.frame_locator("iframe").locator(".changes")
    expect(changes).to_contain_text("not known to be restored")
    side = phone.frame_locator("iframe").locator(".side").bounding_box()
    assert changes.bounding_box()["width"] > 0.9 * side["width"]
    assert changes.locator(".line span").first.bounding_box()["height"] < 24, "the words stand in one line"
