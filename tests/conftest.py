"""A real browser for all tests that need one: the Chromium of this machine, with the network cut off."""

import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from briefing.__main__ import main
from briefing.browser.chromium import FLAGS, SANDBOX, find_chromium
from briefing.export import html_of
from geo.dataset import Dataset
from geo.read import read_dataset
from geo.view import View
from tests.servers import postgis_binaries, postgres

UKRAINE = Path(__file__).parents[1] / "data" / "ukraine"
FIXTURES = Path(__file__).parent / "fixtures"
LONGEST_PAGE = 4_000  # letters of a page, in the report of a test that failed
MakesReport = Generator[None, pytest.TestReport, pytest.TestReport]
SERVERS = {"database", "spark"}
"""Fixtures that start a server; each test that asks for one belongs to `make test-servers`."""

hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None)
hypothesis.settings.register_profile("random", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a server before pytest deselects by markers."""
    for item in items:
        if isinstance(item, pytest.Function) and SERVERS & set(item.fixturenames):
            item.add_marker("servers")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> MakesReport:
    """Say what the pages of a browser showed when a test failed."""
    report = yield
    chromium: Browser | None = getattr(item, "funcargs", {}).get("browser")
    if chromium is not None and call.when == "call" and report.failed:
        for page in [one for context in chromium.contexts for one in context.pages]:
            report.sections.append((f"page {page.url}", page.locator("body").inner_text(timeout=2_000)[:LONGEST_PAGE]))
    return report


@dataclass
class Opened:
    """A page of ours in the browser, with what it asked for and what it complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def colour_at(self, code: str) -> str:
        """The colour that the canvas of regions holds at the label point of a region, as #rrggbb."""
        return str(self.page.evaluate(COLOUR_AT, code))

    def colours_of(self, code: str) -> set[str]:
        """All colours within 12 pixels of that point."""
        return set(self.page.evaluate(COLOURS_OF, code))

    def show(self, date: str) -> None:
        """Show a date, by the page's own function."""
        self.page.evaluate("(d) => outageBrief.show((Date.parse(d) - Date.parse(outageBrief.data.dates.first)) / 864e5)", date)

    @property
    def date(self) -> str:
        return self.page.locator(".dates .now").inner_text()


_PIXELS = """
  const page = outageBrief, i = page.regions.codes.indexOf(code), view = page.view();
  const x = page.regions.anchors.x[i] * view.scale + view.x, y = page.regions.anchors.y[i] * view.scale + view.y;
  const canvas = document.querySelector("canvas[data-pane=regions]");
  const hex = (x, y) => {
    const at = [x, y].map((n) => Math.round(n * view.ratio));
    const [r, g, b] = canvas.getContext("2d").getImageData(...at, 1, 1).data;
    return "#" + [r, g, b].map((c) => c.toString(16).padStart(2, "0")).join("");
  };
"""
COLOUR_AT = "(code) => {" + _PIXELS + "return hex(x, y); }"
COLOURS_OF = "(code) => {" + _PIXELS + "return Array.from({ length: 25 }, (_, i) => hex(x + i - 12, y)); }"


ON_MAP = "((lat, lon) => { const [x, y] = outageBrief.gridAt(lat, lon); return outageBrief.map.latLngToContainerPoint([y, x]); })"
"""A function of the page: where a place stands in the map's window, in pixels."""
ON_PLACE = "(lat, lon, zoom) => outageBrief.map.setView(outageBrief.gridAt(lat, lon).reverse(), zoom, { animate: false })"
"""A function of the page: the map lies on a place."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let copies of what comes from elsewhere lie in the test's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line speak English, whatever the terminal of the tests speaks."""
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run one command line in this process, which has imported everything already.

    Returns exit code, standard output and standard error.
    """

    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["briefing", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return command


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_chromium()
    assert path is not None, "No Chromium on this machine: `.ci/setup chromium` installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(path), args=list(FLAGS), chromium_sandbox=SANDBOX)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def database() -> Iterator[str]:
    """The address of a PostgreSQL database with PostGIS."""
    binaries = postgis_binaries()
    assert binaries is not None, "No PostgreSQL with PostGIS on this machine: `make test-servers` installs it"
    with postgres(binaries) as address:
        yield address


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open the exported page of a dataset from disk, offline."""
    contexts = []

    def opened(dataset: Dataset, view: View | None = None, *, zone: str = "UTC", width: int = 1280, height: int = 800) -> Opened:
        file = tmp_path / f"page{len(contexts)}.html"
        file.write_bytes(html_of(dataset, view or View()))
        context = browser.new_context(viewport={"width": width, "height": height}, timezone_id=zone, offline=True)
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("console", lambda message: _complain(found, message))
        found.page.goto(file.as_uri())
        found.page.locator('html[data-ready="1"]').wait_for()
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def ukraine() -> Dataset:
    return read_dataset(UKRAINE)


@pytest.fixture(scope="session")
def counties() -> Dataset:
    return read_dataset(UKRAINE.parent / "us-counties")


def _complain(found: Opened, message: ConsoleMessage) -> None:
    if message.type in {"error", "warning"}:
        found.complaints.append(message.text)
