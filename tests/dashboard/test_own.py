"""A table of one's own outlives a reload of the page, and is nobody else's: the link alone opens nothing."""

import io
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from panels.forms import archive_of
from panels.own import COOKIE, id_of
from tests.dashboard.apps import running_app
from tests.dashboard.late import until
from tests.dashboard.test_axe import IDLE
from tests.dashboard.test_link import ready
from tests.folders import write_folder

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    served = write_folder(tmp_path_factory.mktemp("served") / "squares", [{"region_code": "XX-A"}], title="For everybody")
    with running_app("--editable", "--data", served) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    yield context
    context.close()


def opened(context: BrowserContext, address: str, saved: Path) -> Page:
    """Open a saved dataset as a reader does; returns the page at its map."""
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="Open your own table").click()
    page.locator('input[type="file"]').first.set_input_files(saved)
    page.get_by_role("button", name="Open the map").click()
    heading(page, "Of my own")
    ready(page)
    until(page, lambda: "own=" in page.url and bool(page.evaluate(IDLE)))
    return page


def heading(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", name=title, level=1)).to_have_count(1, timeout=90_000)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    folder = write_folder(tmp_path / "mine", [{"region_code": "XX-B", "started_at": "2030-08-01"}], title="Of my own")
    (tmp_path / "dataset.zip").write_bytes(archive_of(folder))
    return tmp_path / "dataset.zip"


def token_of(context: BrowserContext) -> dict[str, str]:
    kept = {str(one["name"]): str(one["value"]) for one in context.cookies()}
    return {name.removeprefix(COOKIE): value for name, value in kept.items() if name.startswith(COOKIE)}


def test_a_reload_shows_the_table_again_and_a_link_that_is_handed_on_does_not(browser, context, address, saved) -> None:
    page = opened(context, address, saved)
    (name, token), = token_of(context).items()
    assert (name, token in page.url) == (id_of(token), False)
    assert f"own={name}" in page.url
    page.reload()
    heading(page, "Of my own")
    ready(page)
    expect(page.get_by_role("heading", name="1 August 2030")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save this dataset").click()
    with ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
        assert "dataset/dataset.toml" in archive.namelist()
    stranger = browser.new_context()
    try:
        other = stranger.new_page()
        other.goto(page.url)
        heading(other, "For everybody")
        expect(other.get_by_text("Open the table again to see its map")).to_be_visible()
        expect(other.get_by_text("Of my own")).to_have_count(0)
    finally:
        stranger.close()


def test_a_token_of_another_table_opens_nothing(context, address, saved) -> None:
    page = opened(context, address, saved)
    (name, token), = token_of(context).items()
    context.clear_cookies()
    context.add_cookies([{"name": COOKIE + name, "value": token[::-1], "url": address}])
    page.reload()
    heading(page, "For everybody")
    expect(page.get_by_text("Open the table again to see its map")).to_be_visible()


def test_back_leads_to_the_first_map(context, address, saved) -> None:
    page = opened(context, address, saved)
    page.go_back()
    heading(page, "For everybody")
    until(page, lambda: "own=" not in page.url)
    expect(page.get_by_role("heading", name="1 May 2030")).to_be_visible()


def test_the_button_leads_back_to_the_first_map_and_its_newest_date(context, address, saved) -> None:
    page = opened(context, address, saved)
    page.get_by_role("button", name="Back to the first map").click()
    heading(page, "For everybody")
    expect(page.get_by_role("heading", name="1 May 2030")).to_be_visible()
    until(page, lambda: "own=" not in page.url)


def test_a_second_tab_of_the_same_browser_shows_it_too(context, address, saved) -> None:
    page = opened(context, address, saved)
    second = context.new_page()
    second.goto(page.url)
    heading(second, "Of my own")
    page.close()
    second.reload()
    heading(second, "Of my own")
