"""The running app in a real browser, with the world outside this machine cut off."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.late import POINT_OF, on_map

expect.set_options(timeout=20_000)  # a busy machine is no fault of the app


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app("--editable") as address:
        yield address


@pytest.fixture
def asked_outside() -> list[str]:
    """What the page under test asked of the world outside this machine."""
    return []


@pytest.fixture
def app(browser: Browser, address: str, asked_outside: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()

    def only_this_machine(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:", "about:")):
            route.continue_()
        else:
            asked_outside.append(route.request.url)
            route.abort()

    context.route("**/*", only_this_machine)
    page.goto(address)
    frame(page).locator('html[data-ready="1"]').wait_for()
    yield page
    context.close()


def frame(page: Page):
    return page.frame_locator('iframe[title="Outage map"]')


def press(page: Page, key: str) -> None:
    frame(page).locator(".slider").press(key)


def shown_date(page: Page):
    return frame(page).locator(".dates .now")


def test_the_app_asks_nobody_outside_for_anything(app, asked_outside):
    expect(app.get_by_role("heading", name="7 January 2026")).to_be_visible()
    assert asked_outside == []


@pytest.mark.long
def test_a_date_chosen_on_the_map_changes_table_totals_and_address_without_reloading_the_map(app):
    expect(app.get_by_role("heading", name="7 January 2026")).to_be_visible()
    on_map(app, "window.stillHere = 1")
    press(app, "PageUp")
    expect(app.get_by_role("heading", name="2 June 2025")).to_be_visible()
    expect(app.get_by_test_id("stMetricValue").get_by_text("At least 104,000")).to_be_visible()
    expect(app).to_have_url(re.compile("date=2025-06-02"))
    assert on_map(app, "window.stillHere") == 1


@pytest.mark.long
def test_a_region_chosen_on_the_map_shows_its_statements_beside_it(app):
    box = app.locator("iframe").bounding_box()
    x, y = on_map(app, POINT_OF, "UA-59")
    app.mouse.click(box["x"] + x, box["y"] + y)
    expect(app.get_by_role("heading", name="Sumy Oblast")).to_be_visible()
    expect(app.get_by_text("Nothing was reported for this region and date.")).to_be_visible()
    expect(app).to_have_url(re.compile("region=UA-59"))


@pytest.mark.long
def test_a_date_typed_beside_the_map_changes_the_map(app):
    expect(app.get_by_role("heading", name="7 January 2026")).to_be_visible()
    on_map(app, "window.stillHere = 1")
    field = app.get_by_test_id("stDateInput").first
    field.get_by_role("spinbutton", name="year, Date").click()
    app.keyboard.type("20250603")  # the field moves on by itself from year to month to day
    app.mouse.click(1250, 880)  # what is typed counts when the field is left
    expect(shown_date(app)).to_have_text("3 June 2025")
    assert on_map(app, "window.stillHere") == 1


@pytest.mark.long
def test_a_layer_switched_off_beside_the_map_leaves_the_map_and_its_legend(app):
    app.get_by_role("button", name="Layers").click()
    app.get_by_role("button", name="Substations").click()
    expect(frame(app).get_by_text("500 kV and more")).to_be_hidden()
    expect(app).to_have_url(re.compile("layers=regions(,|%2C)reports(,|%2C)labels"))


def test_a_link_opens_the_view_it_names(app, address):
    app.goto(address + "?date=2025-06-02&region=UA-23")
    expect(shown_date(app)).to_have_text("2 June 2025")
    expect(app.get_by_role("heading", name="Zaporizhzhia Oblast")).to_be_visible()


@pytest.mark.long
def test_play_on_the_map_is_never_pulled_back_by_the_app(app):
    press(app, "Home")
    seen = [0]
    frame(app).get_by_label("Play").click()
    for _ in range(100):
        if seen[-1] >= 4:
            break
        app.wait_for_timeout(250)
        seen.append(on_map(app, "outageBrief.index"))
    assert seen == sorted(seen)
    assert seen[-1] >= 4


@pytest.mark.long
def test_a_table_of_ones_own_is_uploaded_and_its_map_is_drawn(app, asked_outside):
    app.get_by_role("button", name="Open your own table").click()
    app.get_by_role("combobox", name="Regions").click()
    app.get_by_role("option", name="As in: United States: power outages by county").click()
    app.get_by_label("Country, in any language").wait_for(state="detached")
    app.locator("input[type=file]").nth(0).set_input_files(UKRAINE.parents[1] / "tests" / "fixtures" / "utility.csv")
    expect(app.get_by_text("4 of 4 rows")).to_be_visible(timeout=60_000)
    app.get_by_role("button", name="Open the map").click()
    expect(shown_date(app)).to_have_text("27 September 2024", timeout=60_000)
    expect(app.get_by_role("heading", name="Power outages: utility")).to_be_visible()
    app.get_by_role("button", name="Back to the first map").click()
    expect(app.get_by_role("heading", name="7 January 2026")).to_be_visible()
    assert asked_outside == []
