"""Light and dark: the app follows the browser or its own menu, the map's page follows the app, and what is shared is light."""

from base64 import b64decode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from briefing.export import html_of
from geo.states import State
from geo.view import View
from layers.style import DARK, LIGHT, THEMES, Palette
from panels.swatch import swatch
from tests.conftest import COLOUR_AT
from tests.dashboard.apps import running_app
from tests.dashboard.late import on_map, until
from tests.dashboard.test_axe import IDLE, findings
from tests.dashboard.test_link import ready
from tests.folders import write_folder

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = write_folder(tmp_path_factory.mktemp("themes") / "squares", [{"region_code": "XX-A"}, {"region_code": "XX-B",
                          "extent": "none"}, {"region_code": "XX-C", "extent": "nearly_all"}])  # fmt: skip
    with running_app("--data", folder) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme="dark")
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    ready(page)
    until(page, lambda: bool(page.evaluate(IDLE)))
    return page


def wears(page: Page, look: Palette) -> bool:
    """Whether app and map are in the colours of a theme: the ground of the app, and every state on the map."""
    colours = [on_map(page, COLOUR_AT, code) for code in ("XX-A", "XX-B", "XX-C", "XX-D")]
    states = (State.ALL, State.POWER_ON, State.NEARLY_ALL, State.NO_REPORT)
    paper = "rgb({}, {}, {})".format(*bytes.fromhex(look.paper[1:]))
    ground = page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    return colours == [look.states[state].lower() for state in states] and ground == paper


def test_the_map_follows_the_theme_of_the_browser_and_of_the_app_s_menu(context, address):
    page = opened(context, address)
    until(page, lambda: wears(page, DARK))
    page.get_by_role("button", name="Main menu").click()
    page.get_by_test_id("stMainMenuPopover").get_by_text("Light").first.click()
    until(page, lambda: wears(page, LIGHT))


def test_axe_finds_nothing_in_the_dark(context, address):
    page = opened(context, address)
    until(page, lambda: wears(page, DARK))
    for frame in page.frames:
        assert findings(frame) == []
    page.get_by_role("tab", name="Timeline").click()
    until(page, lambda: bool(page.evaluate(IDLE)))
    page.get_by_test_id("stVegaLiteChart").locator("canvas, svg path").first.wait_for(state="attached")
    assert findings(page.main_frame) == []


def test_what_is_shared_is_light(ukraine):
    assert b"data-theme" not in html_of(ukraine, View())[:4000]


def test_the_sign_of_a_state_in_a_table_has_the_colour_of_the_map():
    drawn = b64decode(swatch(int(State.ALL)).partition(",")[2]).decode()
    assert LIGHT.states[State.ALL] in drawn
    assert set(THEMES) == {"light", "dark"}
