"""Axe finds nothing against WCAG 2.2 AA: in the app and its tabs, in the map's frame, and in a page that stands alone."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from briefing.export import html_of
from geo.view import View
from tests.dashboard.apps import running_app
from tests.dashboard.late import until
from tests.dashboard.test_link import ready

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCREENS: dict[str, dict[str, Any]] = {
    "laptop": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
STREAMLIT_S_OWN = ('presentation-role-conflict: <section role="presentation" tabindex="-1" data-testid="stFileUploaderDropzone"',)
IDLE = "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running_app("--editable") as address:
        yield address


@pytest.fixture(params=SCREENS)
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(**SCREENS[request.param])
    yield context
    context.close()


def findings(frame: Frame) -> list[str]:
    """What axe finds in a frame: the rule, and the beginning of each element that breaks it."""
    frame.evaluate(f"{AXE};0")
    found = frame.evaluate("rules => axe.run(document, { runOnly: rules, iframes: false })", RULES)
    assert len(found["passes"]) > 10, "axe has looked at something"
    broken = [f"{rule['id']}: {node['html'][:200]}" for rule in found["violations"] for node in rule["nodes"]]
    return [one for one in broken if not one.startswith(STREAMLIT_S_OWN)]


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(f"{address}?date=2026-01-07&region=UA-23")
    ready(page)
    until(page, lambda: page.evaluate(IDLE))
    return page


@pytest.mark.long
def test_axe_finds_nothing_in_the_app_and_in_the_map_s_frame(context, address):
    page = opened(context, address)
    for frame in page.frames:
        assert findings(frame) == []


@pytest.mark.long
def test_axe_finds_nothing_in_any_tab_popover_or_form(context, address):
    page = opened(context, address)
    for tab in ("Now", "Region", "Statements", "Table"):
        page.get_by_role("tab", name=tab).click()
        until(page, lambda: page.evaluate(IDLE))
        assert findings(page.main_frame) == [], tab
    for button in ("Layers", "Share", "Open your own table"):
        page.get_by_role("button", name=button).click()
        page.wait_for_timeout(1000)
        until(page, lambda: page.evaluate(IDLE))
        assert findings(page.main_frame) == [], button
        page.keyboard.press("Escape")


@pytest.mark.long
def test_axe_finds_nothing_in_a_page_that_stands_alone(context, ukraine, tmp_path):
    (tmp_path / "out.html").write_bytes(html_of(ukraine, View(region="UA-23")))
    page = context.new_page()
    page.goto((tmp_path / "out.html").as_uri())
    page.locator('html[data-ready="1"]').wait_for()
    assert findings(page.main_frame) == []
