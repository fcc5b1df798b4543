"""The app as its readers use it, in real Chromium: on a laptop, on a phone, by keys, in a room."""

import gzip
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

from geo.view import from_query
from tests.dashboard.apps import running_app
from tests.dashboard.late import on_map, until
from tests.dashboard.test_link import click, ready, state

pytestmark = pytest.mark.long

expect.set_options(timeout=20_000)
LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
TARGET_PX = 44
SHARE_OF_FRAME = """() => {
  const { boxes } = outageBrief.regions, view = outageBrief.view();
  const wide = Math.max(...boxes.map((b) => b[2])) - Math.min(...boxes.map((b) => b[0]));
  const tall = Math.max(...boxes.map((b) => b[3])) - Math.min(...boxes.map((b) => b[1]));
  return Math.max(wide * view.scale / view.width, tall * view.scale / view.height);
}"""
SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, a[role=button], input[type=range]")]
  .filter((one) => one.offsetParent && !one.closest("[hidden]"))
  .map((one) => [one.getAttribute("aria-label") ?? one.textContent, one.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.height < least || box.width < least))
  .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
NAMELESS = """() => [...document.querySelectorAll("button, select, input, [role=button], [role=application], [role=tab], iframe")]
  .filter((one) => one.offsetParent && one.type !== "hidden" && !one.closest("[aria-hidden=true]"))
  .filter((one) => !(one.ariaLabel || one.title || one.textContent.trim() || one.labels?.length
    || one.getAttribute("aria-labelledby") || one.closest("[role=group]")?.ariaLabel))
  .map((one) => one.outerHTML.slice(0, 160))"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def laptop(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser.new_context(viewport=LAPTOP), address)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    yield from opened(browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True), address)


def opened(context: BrowserContext, address: str) -> Iterator[Page]:
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="7 January 2026")).to_be_visible()
    page.locator("iframe").scroll_into_view_if_needed()  # where it is not seen, Chromium paints nothing of it
    ready(page)
    page.get_by_test_id("stMain").evaluate("one => one.scrollTo(0, 0)")
    yield page
    context.close()


def box_of(page: Page, selector: str) -> dict[str, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return dict(box)


def find(page: Page, written: str) -> None:
    field = page.get_by_role("combobox", name="Find a region or place")
    field.click()
    field.fill(written)
    page.keyboard.press("Enter")


def test_the_answer_stands_above_the_fold_of_a_laptop(laptop):
    table = laptop.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    for selector in ("h1", "[data-testid=stMetric]", "iframe", "[data-testid=stDataFrame]"):
        box = box_of(laptop, selector)
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= LAPTOP["height"]
    assert laptop.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= LAPTOP["height"]
    box = box_of(laptop, "[data-testid=stDataFrame]")
    assert box["x"] + box["width"] <= LAPTOP["width"]


def test_the_country_fills_the_map_and_nothing_lies_over_it(laptop):
    assert on_map(laptop, SHARE_OF_FRAME) > 0.85
    map_box = on_map(laptop, "document.querySelector('.folium-map').getBoundingClientRect().toJSON()")
    for part in (".dates", ".side"):
        assert on_map(laptop, f"document.querySelector('{part}').getBoundingClientRect().top") >= map_box["bottom"] - 1


def test_the_legend_says_how_many_regions_are_of_each_class(laptop):
    legend = laptop.frame_locator("iframe").locator(".classes:not(.changes)")
    expect(legend).to_contain_text(re.compile("Nearly all without power ?1"))
    expect(legend).to_contain_text(re.compile("No report ?25"))


def test_what_other_symbols_mean_opens_over_the_map_which_stays_as_it_is_and_no_title_is_empty(laptop):
    frame, size = laptop.frame_locator("iframe"), "outageBrief.map.getSize().y"
    before = on_map(laptop, size)
    frame.get_by_text("More symbols").click()
    expect(frame.get_by_text("Report on services")).to_be_visible()
    assert on_map(laptop, size) == before
    expect(frame.locator(".legend .toggle", has_text="Names")).to_be_hidden()
    expect(frame.locator(".legend .toggle", has_text="Substations")).to_be_visible()


def test_the_legend_has_no_class_of_a_layer_that_is_off_and_says_so(laptop, address):
    laptop.goto(address + "?layers=labels")
    ready(laptop)
    legend = laptop.frame_locator("iframe").locator(".classes:not(.changes)")
    expect(legend).to_contain_text("The layer “Affected regions” is off.")
    expect(legend.get_by_text("No report")).to_be_hidden()
    laptop.goto(address + "?layers=regions")
    ready(laptop)
    expect(legend.get_by_text("No report")).to_be_visible()
    expect(legend.get_by_text("is off")).to_be_hidden()


def test_what_is_opened_after_a_turn_of_the_tabs_shows_what_is_set(laptop):
    laptop.get_by_role("tab", name="Table").click()
    expect(laptop.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    until(laptop, lambda: "data-stale=\"true\"" not in laptop.content())
    laptop.get_by_role("button", name="Layers").click()
    names = laptop.get_by_role("button", name="Names", exact=True)
    expect(names).to_be_visible()
    names.click()
    expect(laptop).to_have_url(re.compile("layers=regions%2Csubstations%2Creports(&|$)"))


def test_boxes_that_are_opened_after_a_turn_of_the_tabs_show_what_the_link_says(laptop, address):
    laptop.goto(address + "?kv=330&language=uk")
    laptop.get_by_role("tab", name="Таблиця").click()
    expect(laptop.get_by_role("tab", name="Таблиця")).to_have_attribute("aria-selected", "true")
    until(laptop, lambda: "data-stale=\"true\"" not in laptop.content())
    for popover, held in (("Шари", "330 кВ і більше"), ("Поділитися", "Українська")):
        laptop.get_by_role("button", name=popover, exact=False).first.click()
        expect(laptop.get_by_test_id("stPopoverBody").get_by_role("combobox").first).to_have_value(held)
        laptop.keyboard.press("Escape")
    laptop.get_by_role("button", name="Шари").first.click()
    laptop.get_by_test_id("stPopoverBody").get_by_role("combobox").click()
    laptop.get_by_role("option", name="Усі напруги").click()
    expect(laptop).not_to_have_url(re.compile("kv="))


def test_what_is_typed_into_the_box_that_finds_is_looked_for_and_not_added(laptop):
    field = laptop.get_by_role("combobox", name="Find a region or place")
    field.click()
    field.fill("Genichesk")
    option = laptop.locator("[role=option][data-key=__creatable__] > div")
    said = option.evaluate("one => [getComputedStyle(one, '::before').content, getComputedStyle(one).fontSize]")
    assert said == ['"Look for this name"', "0px"], "and its own words, Add: Genichesk, have no size"


def test_a_name_in_any_spelling_chooses_its_region_and_the_map_flies_there(laptop):
    find(laptop, "Genichesk")
    expect(laptop.get_by_text("Henichesk, city in Kherson Oblast")).to_be_visible()
    expect(laptop.get_by_role("heading", name="Kherson Oblast")).to_be_visible()
    expect(laptop).to_have_url(re.compile("region=UA-65.*at="))
    until(laptop, lambda: state(laptop)["region"] == "UA-65" and state(laptop)["place"] is not None)
    lat, lon, width = state(laptop)["place"]
    assert (lat, lon) == pytest.approx((46.18, 34.80), abs=0.2)
    assert width < 300
    until(laptop, lambda: on_map(laptop, "outageBrief.map.getBounds().contains(outageBrief.gridAt(46.18, 34.80).reverse())"))


def test_a_name_that_is_not_known_is_said_and_the_nearest_are_offered(laptop):
    find(laptop, "Zaporvolgrad")
    expect(laptop.get_by_text("Nothing known is called")).to_be_visible()
    offered = laptop.locator(".st-key-found").get_by_role("button")
    expect(offered.nth(1)).to_be_visible()
    assert state(laptop)["region"] is None
    offered.first.click()
    until(laptop, lambda: state(laptop)["place"] is not None)


def test_a_row_of_the_table_chooses_its_region_and_the_map_flies_there(laptop):
    box = box_of(laptop, "[data-testid=stDataFrame]")
    laptop.mouse.click(box["x"] + 16, box["y"] + 75)
    expect(laptop).to_have_url(re.compile("region=UA-12.*at="))
    until(laptop, lambda: state(laptop)["region"] == "UA-12" and state(laptop)["place"] is not None)
    expect(laptop.get_by_role("tab", name="Now")).to_have_attribute("aria-selected", "true")


def test_a_region_clicked_on_the_map_opens_its_tab_and_leaves_the_map_where_it_is(laptop):
    click(laptop, "UA-23")
    expect(laptop.get_by_role("heading", name="Zaporizhzhia Oblast")).to_be_visible()
    expect(laptop.get_by_text("Record B3.")).to_be_visible()
    assert state(laptop)["place"] is None


def test_home_shows_the_whole_again(laptop, address):
    laptop.goto(f"{address}?at=48.47,35.04,200")
    ready(laptop)
    until(laptop, lambda: state(laptop)["place"] is not None)
    laptop.frame_locator("iframe").get_by_role("button", name="Whole map").click()
    until(laptop, lambda: state(laptop)["place"] is None)
    expect(laptop).not_to_have_url(re.compile("at="))


def test_play_goes_from_event_to_event_and_leaves_one_entry_of_history(laptop, address):
    laptop.goto(f"{address}?date=2025-06-05")
    ready(laptop)
    expect(laptop.get_by_role("heading", name="5 June 2025")).to_be_visible()
    until(laptop, lambda: state(laptop)["date"] == "2025-06-05")
    before = laptop.evaluate("history.length")
    frame = laptop.frame_locator("iframe")
    frame.get_by_role("button", name="Speed").click()
    frame.get_by_role("button", name="Play").click()
    seen: list[str] = []
    until(laptop, lambda: seen.append(state(laptop)["date"]) or state(laptop)["date"] == "2026-01-07")
    assert sorted(set(seen)) == sorted(set(seen), key=seen.index)
    assert not any("2025-07" <= date < "2026-01" for date in seen), "months without an event are not played"
    expect(laptop).to_have_url(re.compile("date=2026-01-07"))
    assert laptop.evaluate("history.length") == before + 1
    assert not on_map(laptop, "outageBrief.playing"), "it ends on the last date with reports, and not on one of silence"


def test_key_p_leaves_map_headline_and_figures_large_enough_for_a_room(laptop):
    laptop.keyboard.press("p")
    expect(laptop.locator(".st-key-side")).to_be_hidden()
    expect(laptop.get_by_role("combobox", name="Find a region or place")).to_be_hidden()
    expect(laptop.locator(".st-key-brief")).to_contain_text("nearly all of Dnipropetrovsk")
    until(laptop, lambda: box_of(laptop, ".st-key-map")["width"] > 0.7 * LAPTOP["width"])
    for figure in laptop.get_by_test_id("stMetric").all():
        box = figure.bounding_box()
        assert box["y"] + box["height"] <= LAPTOP["height"], "all figures are on the screen"
    size = "one => parseFloat(getComputedStyle(one).fontSize)"
    assert laptop.locator(".st-key-brief p").first.evaluate(size) >= 26
    until(laptop, lambda: on_map(laptop, "13 * outageBrief.bigger") >= 26)
    laptop.keyboard.press("Escape")
    expect(laptop.locator(".st-key-side")).to_be_visible()
    until(laptop, lambda: on_map(laptop, "outageBrief.bigger") == 1)


def test_the_map_is_moved_and_a_region_chosen_by_keys_alone(laptop):
    frame = laptop.frame_locator("iframe")
    frame.locator(".folium-map").focus()
    laptop.keyboard.press("+")
    until(laptop, lambda: state(laptop)["place"] is not None)
    before = state(laptop)["place"]
    laptop.keyboard.press("ArrowRight")
    until(laptop, lambda: state(laptop)["place"][1] > before[1])
    assert state(laptop)["date"] == "2026-01-07", "arrows belong to what has the focus"
    regions = frame.get_by_role("combobox", name="Regions")
    regions.focus()
    laptop.keyboard.type("Kherson")
    until(laptop, lambda: state(laptop)["region"] == "UA-65")
    expect(laptop.get_by_role("heading", name="Kherson Oblast")).to_be_visible()


def test_a_new_date_is_announced_with_its_headline_and_figures(laptop):
    spoken = laptop.locator(".st-key-wire p[aria-live=polite]")
    expect(spoken).to_contain_text("7 January 2026. Without power: nearly all of Dnipropetrovsk")
    laptop.frame_locator("iframe").locator(".slider").press("PageUp")
    expect(spoken).to_contain_text(re.compile("2 June 2025.*At least 104,000"))


def test_the_title_is_the_first_heading_and_everything_that_can_be_used_has_a_name(laptop):
    order = laptop.evaluate("[...document.querySelectorAll('h1, h2, .st-key-figures, .st-key-map')].map((one) => one.tagName)")
    assert order[0] == "H1"
    assert laptop.evaluate("[...document.querySelectorAll('h1, .st-key-figures, [role=tab], .st-key-map')].at(-1).className")\
        .find("st-key-map") >= 0, "the map comes after the answer"
    assert laptop.title() == "Ukraine: reported power outages"
    assert laptop.evaluate(NAMELESS) == []
    assert on_map(laptop, NAMELESS) == []


def test_on_a_phone_the_answer_is_on_the_first_screen_and_the_map_takes_less_than_half(phone):
    brief = phone.locator(".st-key-brief")
    expect(brief).to_contain_text("Dnipropetrovsk Oblast")
    expect(brief).to_contain_text("Zaporizhzhia Oblast")
    expect(brief).to_contain_text("since 7 Jan, says Ukraine's energy officials")
    box = box_of(phone, ".st-key-brief")
    assert box["y"] + box["height"] < PHONE["height"]
    assert box_of(phone, "iframe")["height"] == pytest.approx(0.45 * PHONE["height"], abs=20)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_one_finger_on_the_map_scrolls_the_page(phone):
    until(phone, lambda: on_map(phone, "outageBrief.coarse"))  # Chromium tells the frame of its small screen a moment later
    box = box_of(phone, "iframe")
    y = min(box["y"] + box["height"] / 3, PHONE["height"] - 60)
    before, touch = on_map(phone, "outageBrief.map.getCenter()"), phone.context.new_cdp_session(phone)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": 150, "y": y}]})
    for step in range(1, 16):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": 150, "y": y - 20 * step}]})
        phone.wait_for_timeout(30)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(phone, lambda: phone.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") > 100)
    assert on_map(phone, "outageBrief.map.getCenter()") == before
    assert state(phone)["place"] is None


def test_on_a_phone_a_finger_meets_each_control(phone):
    assert on_map(phone, SMALL_TARGETS, TARGET_PX) == []
    for control in ('[role="tab"]', "summary", '[data-testid="stSelectbox"] input', '[data-testid="stPopoverButton"]'):
        boxes = phone.locator(f".st-key-page {control}").evaluate_all("all => all.map((one) => one.getBoundingClientRect())")
        assert boxes
        assert [box for box in boxes if min(box["width"], box["height"]) < TARGET_PX] == [], control


@pytest.mark.parametrize(
    "size", [{"width": 844, "height": 390}, {"width": 683, "height": 384}], ids=["landscape", "zoom of 200%"]
)
def test_the_time_bar_is_never_cut_off(browser, address, size):
    for page in opened(browser.new_context(viewport=size), address):
        frame = box_of(page, "iframe")
        assert frame["height"] <= size["height"]
        assert on_map(page, "document.querySelector('.dates').getBoundingClientRect().bottom") <= frame["height"]
        assert on_map(page, "document.querySelector('.folium-map').getBoundingClientRect().height") > 100


def test_an_idle_viewer_runs_nothing(browser, address):
    context = browser.new_context(viewport=LAPTOP)
    page, heard = context.new_page(), list[Any]()

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: heard.append(frame))
        socket.on("framesent", lambda frame: heard.append(frame))

    page.on("websocket", listen)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    ready(page)
    until(page, lambda: page.get_by_test_id("stDataFrame").count() == 1)
    page.wait_for_timeout(4000)
    heard.clear()
    asked.clear()
    page.wait_for_timeout(21_000)
    assert heard == []
    assert [url for url in asked if "stamp" in url], "it asks the server for the state of the dataset"
    assert len(asked) <= 3
    context.close()


def test_every_answer_is_safe_and_what_is_large_is_packed(address):
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'self'"
        assert answer.headers["Content-Encoding"] == "gzip"
        page = gzip.decompress(answer.read()).decode()
    script = re.search(r'src="\./(static/js/[^"]+\.js)"', page)
    assert script is not None
    with urllib.request.urlopen(urllib.request.Request(address + script[1], headers={"Accept-Encoding": "gzip"})) as packed:
        content = packed.read()
        assert packed.headers["Content-Encoding"] == "gzip"
    with urllib.request.urlopen(urllib.request.Request(address + script[1], headers={"Accept-Encoding": "identity"})) as plain:
        assert plain.headers["Content-Encoding"] is None
        assert gzip.decompress(content) == plain.read()


def test_a_link_of_the_app_reads_back_as_what_is_shown(laptop):
    find(laptop, "Genichesk")
    expect(laptop).to_have_url(re.compile("region=UA-65.*at="))
    view = from_query(laptop.url.partition("?")[2])
    assert view.place is not None
    until(laptop, lambda: state(laptop)["place"] == [view.place.lat, view.place.lon, view.place.width_km])
