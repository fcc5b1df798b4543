"""Where the map lies belongs to the View: link, history and picture show one frame."""

import datetime as dt
import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from briefing.browser.renderer import draw
from briefing.export import html_of
from briefing.formats.png import page_html, size_of
from briefing.sheet.subject import subject_of
from geo.view import Place, View, from_query
from layers.topology import encode
from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.late import on_map, until, wheel
from tests.dashboard.test_link import ready, state

pytestmark = pytest.mark.long

expect.set_options(timeout=20_000)
DNIPRO = Place(lat=48.47, lon=35.04, width_km=300)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app() as address:
        yield address


@pytest.fixture
def app(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    page.goto(address)
    ready(page)
    yield page
    context.close()


def width_km(page: Page) -> float:
    return float(on_map(page, """() => {
      const { map } = outageBrief, { x, y } = map.getSize();
      return map.distance(map.containerPointToLatLng([0, y / 2]), map.containerPointToLatLng([x, y / 2])) / 1000;
    }"""))


def test_where_the_reader_moves_the_map_is_in_the_link_and_the_back_button_takes_it_back(app):
    wheel(app, -400)
    expect(app).to_have_url(re.compile(r"at=[0-9.]+%2C[0-9.]+%2C[0-9.]+"))
    moved = from_query(app.url.partition("?")[2]).place
    assert moved is not None
    assert moved.width_km < 1500
    until(app, lambda: state(app)["place"] == [moved.lat, moved.lon, moved.width_km])
    app.go_back()
    until(app, lambda: state(app)["place"] is None)
    expect(app).not_to_have_url(re.compile("at="))


def test_a_link_with_a_place_shows_its_centre_and_its_width(app, address):
    app.goto(f"{address}?at={DNIPRO}")
    ready(app)
    until(app, lambda: state(app)["place"] == [48.47, 35.04, 300])
    distance = "outageBrief.map.distance(outageBrief.map.getCenter(), L.latLng(outageBrief.gridAt(48.47, 35.04).reverse()))"
    until(app, lambda: on_map(app, distance) < 2000 and width_km(app) == pytest.approx(300, rel=0.05))


def test_the_map_cannot_be_zoomed_or_moved_to_where_nothing_is(app):
    until(app, lambda: on_map(app, "outageBrief.map.getZoom()") >= 11.9 or wheel(app, -400))  # turns close together are one turn
    app.wait_for_timeout(500)
    assert on_map(app, "outageBrief.map.getZoom()") <= 12
    for _ in range(12):
        wheel(app, 400)
    app.wait_for_timeout(1500)
    assert width_km(app) < 5000


def test_the_command_line_draws_the_frame_of_a_link(browser, run, tmp_path):
    file = tmp_path / "out.html"
    code, _, told = run("export", UKRAINE, file, "--at", str(DNIPRO))
    assert code == 0, told
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator('html[data-ready="1"]').wait_for()
    assert page.evaluate("outageBrief.state().place") == [48.47, 35.04, 300]
    page.close()


def test_every_picture_of_a_view_shows_its_frame(ukraine):
    subject = subject_of(ukraine, View(date=dt.date(2026, 1, 7), place=DNIPRO), made_at=dt.datetime(2026, 1, 8, tzinfo=dt.UTC))
    left, top, right, bottom = draw(page_html(subject), size_of("640x500"), lambda page: page.evaluate("outageBrief.shown"))
    lon, lat = encode(ukraine).grid.main.degrees(np.array([(left + right) / 2]), np.array([top]))
    assert (lat[0], lon[0], top) == pytest.approx((DNIPRO.lat, DNIPRO.lon, bottom))
    assert (right - left) * encode(ukraine).grid.main.cell_m == pytest.approx(DNIPRO.width_km * 1000, rel=0.002)


def test_a_sheet_shows_the_frame_of_the_view(open_page, ukraine):
    opened = open_page(ukraine, View(place=DNIPRO))
    assert opened.page.evaluate("outageBrief.state().place") == [48.47, 35.04, 300]


def test_a_frame_that_is_laid_out_late_does_not_pass_for_a_move_of_the_reader(browser, ukraine):
    page = browser.new_page(viewport={"width": 1000, "height": 1200})
    page.set_content('<iframe hidden style="width: 790px; height: 1070px"></iframe>')
    page.locator("iframe").evaluate("(frame, text) => { frame.srcdoc = text; }", html_of(ukraine, View()).decode())
    page.frame_locator("iframe").locator(".leaflet-control-zoom").wait_for(state="attached")
    page.locator("iframe").evaluate("frame => { frame.hidden = false; }")
    until(page, lambda: on_map(page, "outageBrief.map.getSize().x") > 700)
    page.wait_for_timeout(1500)  # a move settles in less
    assert state(page)["place"] is None
    page.close()
