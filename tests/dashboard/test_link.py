"""A link opens the map that it names, whichever side of the app is late; both stay one then."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from geo.view import from_query
from tests.dashboard.apps import running_app
from tests.dashboard.late import POINT_OF, delay_map, delay_server, hold_wire, on_map, until

pytestmark = pytest.mark.long

expect.set_options(timeout=20_000)
LATEST = "2026-01-07"
LINKS = (
    "?date=2025-06-04&region=UA-65",
    "?date=2025-06-02&region=UA-23",
    "?date=2025-06-03",
    "?region=UA-12",
    "?date=2025-06-02&layers=regions,reports",
    "?date=2025-10-01&region=UA-18&kv=500",
)
DELAYS_S = (0, 0.5, 1.5, 3, 5)
CLICKED = "UA-59"
STILL_LOOKS = 8


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app("--editable") as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def ready(page: Page) -> None:
    inside = page.frame_locator('iframe[title="Outage map"]')
    inside.locator('html[data-ready="1"]:not([data-first])').wait_for()


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = on_map(page, "outageBrief.state()")
    return found


def drawn(page: Page) -> tuple[str, str | None]:
    shown = state(page)
    return shown["date"], shown["region"]


def shows(page: Page, link: str) -> bool:
    """Whether the map shows what the link names."""
    view, shown = from_query(link), state(page)
    date = view.date.isoformat() if view.date else LATEST
    named = (date, view.region, view.min_kv, view.metric or "state", set(view.layers))
    plain = tuple(shown[key] for key in ("date", "region", "minKv", "metric"))
    return (*plain, set(shown["layers"])) == named


def click(page: Page, code: str = CLICKED) -> None:
    places = [(None, None)]

    def lies_still() -> bool:
        """Whether it has not moved for a while: what comes late may lay the page out anew."""
        places.append((page.locator("iframe").bounding_box(), on_map(page, POINT_OF, code)))
        return len(places) > STILL_LOOKS and all(one == places[-1] for one in places[-STILL_LOOKS:])

    until(page, lies_still)
    box, (x, y) = places[-1]
    page.mouse.click(box["x"] + x, box["y"] + y)


def stays_one(page: Page, link: str) -> None:
    """A click on the map chooses the region beside it, and leaves the link's date on both."""
    date = f"{from_query(link).date or LATEST}"
    click(page)
    expect(page.get_by_role("heading", name="Sumy Oblast")).to_be_visible()
    expect(page).to_have_url(re.compile(f"date={date}.*region={CLICKED}"))
    assert drawn(page) == (date, CLICKED)


def wire_late(context: BrowserContext, url: str, *, seconds: float) -> Page:
    """Open a link so that the wire comes so long after the map has painted."""
    page = context.new_page()
    held = hold_wire(page)
    page.goto(url)
    until(page, lambda: held.holding and page.locator("iframe").count() == 1)
    ready(page)
    page.wait_for_timeout(1000 * seconds)
    held.release()
    return page


def map_late(context: BrowserContext, url: str, *, seconds: float) -> Page:
    """Open a link so that the map begins so late."""
    delay_map(context, seconds=seconds)
    page = context.new_page()
    page.goto(url)
    ready(page)
    return page


Opening = Callable[..., Page]


def opens(
    context: BrowserContext, address: str, opening: Opening, *, seconds: float, link: str
) -> None:
    page = opening(context, address + link, seconds=seconds)
    until(page, lambda: shows(page, link))
    stays_one(page, link)


@pytest.mark.parametrize(
    ("opening", "seconds", "link"), [(wire_late, 1.5, LINKS[0]), (map_late, 3, LINKS[5])]
)
def test_a_link_opens_what_it_names_with_a_late_side(context, address, opening, seconds, link):
    opens(context, address, opening, seconds=seconds, link=link)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("seconds", DELAYS_S)
@pytest.mark.parametrize("opening", [wire_late, map_late])
def test_every_link_opens_what_it_names_however_late(context, address, opening, seconds, link):
    opens(context, address, opening, seconds=seconds, link=link)


def test_a_region_chosen_on_a_map_that_was_told_nothing_keeps_the_link_s_date(context, address):
    page = context.new_page()
    held = hold_wire(page)
    page.goto(address + LINKS[2])
    until(page, lambda: held.holding and page.locator("iframe").count() == 1)
    ready(page)
    click(page)
    assert state(page)["date"] == LATEST  # of the link it knows nothing yet
    held.release()
    expect(page.get_by_role("heading", name="Sumy Oblast")).to_be_visible()
    until(page, lambda: drawn(page) == ("2025-06-03", CLICKED))
    expect(page).to_have_url(re.compile(f"date=2025-06-03.*region={CLICKED}"))


def test_on_a_slow_line_another_control_does_not_take_back_what_the_map_said(context, address):
    """What it sends goes with the old region, which the browser's control still holds."""
    delay_server(context, seconds=3)
    page = context.new_page()
    page.goto(address + LINKS[0])
    until(page, lambda: page.locator("iframe").count() == 1)
    ready(page)
    expect(page.get_by_role("button", name="Layers")).to_be_visible()
    until(page, lambda: shows(page, LINKS[0]))
    click(page)
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Layers").click()
    page.get_by_role("button", name="Names").click()
    expect(page.get_by_role("heading", name="Sumy Oblast")).to_be_visible()
    expect(page).to_have_url(re.compile(f"date=2025-06-04&layers=[^&]*reports&region={CLICKED}"))
    until(page, lambda: "labels" not in state(page)["layers"])
    assert drawn(page) == ("2025-06-04", CLICKED)


@pytest.fixture
def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address + LINKS[0])
    ready(page)
    until(page, lambda: shows(page, LINKS[0]))
    return page


def test_a_map_that_is_filled_again_shows_what_the_app_shows(opened):
    click(opened)
    expect(opened.get_by_role("heading", name="Sumy Oblast")).to_be_visible()
    on_map(opened, "document.documentElement.dataset.first = 1")
    opened.evaluate("() => { const frame = window.outageBriefFrame; frame.srcdoc = frame.srcdoc; }")
    ready(opened)
    until(opened, lambda: drawn(opened) == ("2025-06-04", CLICKED))


def test_a_map_and_a_wire_that_come_anew_show_what_the_app_shows(opened):
    opened.get_by_role("button", name="Open your own table").click()
    opened.get_by_role("button", name="Back to the map").click()
    ready(opened)
    until(opened, lambda: shows(opened, LINKS[0]))
    stays_one(opened, LINKS[0])


def test_a_map_that_drifts_from_the_app_is_mended_at_the_next_change(opened):
    on_map(opened, "outageBrief.show(0, { quiet: true })")
    click(opened)
    until(opened, lambda: drawn(opened) == ("2025-06-04", CLICKED))


def test_a_date_chosen_on_the_map_again_after_the_app_changed_it_reaches_the_app(opened):
    on_map(opened, "outageBrief.show(0)")
    expect(opened.get_by_role("heading", name="2 June 2025")).to_be_visible()
    expect(opened).to_have_url(re.compile("date=2025-06-02"))
    opened.go_back()
    expect(opened.get_by_role("heading", name="4 June 2025")).to_be_visible()
    until(opened, lambda: shows(opened, LINKS[0]))
    on_map(opened, "outageBrief.show(0)")
    expect(opened.get_by_role("heading", name="2 June 2025")).to_be_visible()


def test_words_of_another_window_are_not_heard(opened):
    forged = """() => new Promise((done) => {
      const frame = document.body.appendChild(document.createElement("iframe"));
      const word = { outageBrief: "view", serial: 1, own: ["date"], date: "2025-06-02" };
      frame.srcdoc = `<script>parent.postMessage(${JSON.stringify(word)}, "*")<\\/script>`;
      window.addEventListener("message", ({ source }) => {
        if (source === frame.contentWindow) setTimeout(done, 500);
      });
    })"""
    told = opened.evaluate("window.outageBriefWire.told")
    opened.evaluate(forged)
    assert opened.evaluate("window.outageBriefWire.told") == told
    assert shows(opened, LINKS[0])


def test_nothing_is_said_once_both_sides_show_the_same(opened):
    until(opened, lambda: opened.evaluate("outageBriefWire.data.told === outageBriefWire.told"))
    opened.wait_for_timeout(5000)  # longer than the longest pause between two tries
    count = """() => {
      window.heard = 0;
      window.addEventListener("message", ({ data }) => { if (data.outageBrief) heard++; });
    }"""
    opened.evaluate(count)
    on_map(opened, count)
    opened.wait_for_timeout(5000)
    assert (opened.evaluate("window.heard"), on_map(opened, "window.heard")) == (0, 0)
