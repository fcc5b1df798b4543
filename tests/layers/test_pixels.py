"""The picture follows whatever changes the size of a pixel, and paper."""

import pytest

from geo.states import State
from geo.view import View, parse_date
from layers.style import STATE_COLOURS
from tests.geo.worlds import world

DAY = "2026-01-07"
SIZES = "[...document.querySelectorAll('canvas[data-pane]')].map((one) => [one.width, one.height])"


def colours(page, selector: str) -> set[str]:
    """The colours of a canvas that cover more than a hundredth of it."""
    return set(page.evaluate("""(selector) => {
      const canvas = document.querySelector(selector), counts = new Map();
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) {
        const hex = "#" + [data[i], data[i + 1], data[i + 2]].map((n) => n.toString(16).padStart(2, "0")).join("").toUpperCase();
        counts.set(hex, (counts.get(hex) ?? 0) + 1);
      }
      return [...counts].filter(([, n]) => n > data.length / 400).map(([hex]) => hex);
    }""", selector))


@pytest.mark.long
def test_canvases_are_painted_again_when_a_pixel_of_the_page_gets_more_pixels_of_the_screen(open_page):
    page = open_page(world({"region_code": "A"}), View(date=parse_date(DAY))).page
    devtools = page.context.new_cdp_session(page)
    size = page.viewport_size
    devtools.send("Emulation.setDeviceMetricsOverride", {"width": size["width"], "height": size["height"],
                                                         "deviceScaleFactor": 2, "mobile": False})  # fmt: skip
    page.wait_for_timeout(1500)  # the page allows no script of a test's to wait within it
    assert page.evaluate(SIZES) == [[2 * size["width"], 2 * size["height"]]] * 3


@pytest.mark.long
def test_a_printed_page_shows_all_that_the_window_shows(open_page):
    dataset = world({"region_code": "A", "extent": "all"}, {"region_code": "C", "extent": "large_part"})
    page = open_page(dataset, View(date=parse_date(DAY), layers=("regions",))).page
    page.set_viewport_size({"width": 1200, "height": 800})
    page.wait_for_timeout(300)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})  # A4, upright, within its margins
    box = page.locator(".on-paper").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 718
    assert {STATE_COLOURS[State.ALL], STATE_COLOURS[State.LARGE_PART]} <= colours(page, ".on-paper")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".on-paper").count() == 0
