"""What leaves the app: the widgets of the Share panel, and the files that a reader takes along."""

import datetime as dt
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from briefing.export import FORMATS
from briefing.formats.gif import gif_of
from briefing.formats.png import size_of
from geo.view import View, from_query
from panels.share import MIME, TITLES, Making
from tests.briefing.test_request import JANUARY, JUNE, asked
from tests.conftest import UKRAINE
from tests.dashboard.apps import ROOT, running_app
from tests.dashboard.late import until
from tests.dashboard.test_widgets import app, texts  # noqa: F401  (a fixture)
from tests.folders import write_folder

DATES = 10


def labels(test) -> list[str]:
    said = [button.proto.label for button in test.get("download_button")]
    return [label for label in said if label.startswith(("Download ", "Завантажити "))]


def compared(test):
    """The control of the date to compare with; it is a new one after the app has dropped a date."""
    return next(field for field in test.date_input if field.label == "Compare with")


def link(test) -> str:
    return next(text.value for text in test.text if text.value.startswith(("http", "?")))


def test_every_format_that_can_be_exported_is_offered():
    assert set(TITLES) == set(MIME) == set(FORMATS)


def test_the_panel_offers_the_picture_of_the_date_that_is_shown(app):  # noqa: F811
    test = app()
    assert not test.exception
    assert labels(test) == ["Download UA_outages_20260107_v1.png"]
    test.date_input(key="date").set_value(dt.date(2025, 6, 2)).run()
    assert labels(test) == ["Download UA_outages_20250602_v1.png"]


@pytest.mark.long
@pytest.mark.parametrize("extension", TITLES)
def test_each_format_has_a_button_that_names_its_file(app, extension):  # noqa: F811
    test = app()
    test.selectbox(key="share format").set_value(extension).run()
    assert not test.exception
    assert labels(test) == [f"Download UA_outages_20260107_v1{extension}"]
    assert test.selectbox(key="share size").disabled == (extension not in {".png", ".pdf", ".gif", ".zip"})


@pytest.mark.long
def test_the_link_is_the_view_with_compared_date_and_language(app):  # noqa: F811
    test = app(date="2025-06-06", compare=JUNE, language="uk", region="UA-65", layers="regions,labels")
    assert not test.exception
    assert test.date_input(key="compare").value == dt.date(2025, 6, 2)
    assert test.selectbox(key="language").value == "uk"
    wanted = View(date=dt.date(2025, 6, 6), compare=dt.date(2025, 6, 2), language="uk", region="UA-65",
                  layers=("regions", "labels"))  # fmt: skip
    assert from_query(link(test).partition("?")[2]) == wanted
    assert labels(test) == ["Завантажити UA_outages_20250606_since_20250602_v1.png"]
    again = app(**{key: str(value) for key, value in re.findall(r"(\w+)=([^&]*)", link(test).partition("?")[2])})
    assert link(again) == link(test)


@pytest.mark.long
def test_a_date_compared_with_and_a_language_that_are_chosen_are_in_the_link(app):  # noqa: F811
    test = app(date="2025-06-06")
    test.date_input(key="compare").set_value(dt.date(2025, 6, 2)).run()
    test.selectbox(key="language").set_value("uk").run()
    assert not test.exception
    view = from_query(link(test).partition("?")[2])
    assert (view.compare, view.language) == (dt.date(2025, 6, 2), "uk")


@pytest.mark.parametrize(("date", "compare", "then"), [
    (JUNE, JANUARY, None), ("2025-06-06", "2025-06-06", None), (JANUARY, "2025-06-06", "2025-06-03"),
], ids=["a later date", "the same date", "a date moved before it"])  # fmt: skip
def test_a_comparison_that_cannot_be_drawn_is_told_or_dropped_and_never_offered(app, date, compare, then):  # noqa: F811
    test = app(date=date, compare=compare)
    if then:
        test.date_input(key="date").set_value(dt.date.fromisoformat(then)).run()
    assert not test.exception
    view = from_query(link(test).partition("?")[2])
    assert view.compare == compared(test).value, "the link says what the widget says"
    if view.compare is not None:
        assert labels(test) == []
        assert "is not before" in (test.warning[0].value + "".join(error.value for error in test.error))


@pytest.mark.parametrize("query", [{"language": "xx"}, {"language": "klingon"}, {"compare": "yesterday"}])
def test_a_broken_link_is_told_in_words(app, query):  # noqa: F811
    test = app(**query)
    assert not test.exception
    assert len(test.error) + len(test.warning) == 1


@pytest.mark.long
def test_a_series_is_the_dates_with_reports_of_a_span(app):  # noqa: F811
    test = app()
    test.selectbox(key="share format").set_value(".pdf").run()
    test.toggle(key="share series").set_value(True).run()
    assert not test.exception
    assert labels(test) == []
    assert "Make 2 dates" in [button.label for button in test.button]
    test.date_input(key="share span").set_value((dt.date(2025, 8, 1), dt.date(2025, 8, 31))).run()
    assert "no date with reports from 2025-08-01 to 2025-08-31" in test.warning[0].value.replace("\\", "")


@pytest.mark.long
def test_a_png_of_a_series_says_what_holds_more(app):  # noqa: F811
    test = app()
    test.toggle(key="share series").set_value(True).run()
    assert "A PNG holds one date. For a series choose ZIP, PDF, slides or GIF." in texts(test)
    assert labels(test) == ["Download UA_outages_20260107_v1.png"]


@pytest.mark.long
def test_without_a_browser_pictures_say_what_to_install_and_data_still_leave(app, monkeypatch):  # noqa: F811
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    test = app()
    assert "Install one" in test.warning[0].value.replace("\\", "")
    assert labels(test) == []
    for extension in (".html", ".gpkg", ".csv", ".csv.zip"):
        test.selectbox(key="share format").set_value(extension).run()
        assert labels(test) == [f"Download UA_outages_20260107_v1{extension}"]


@pytest.mark.long
def test_what_an_embargo_keeps_back_is_said_beside_the_button(app, tmp_path):  # noqa: F811
    records = [{"region_code": "XX-A", "started_at": "2020-05-01"}, {"region_code": "XX-B", "started_at": "2090-05-01"}]
    folder = write_folder(tmp_path / "w", records, more="[publication]\nembargo_hours = 24")
    assert "1 report newer than 24 hours will not be in what you share" in texts(app(folder, date="2020-05-01"))


@pytest.mark.long
def test_a_preview_shows_the_picture_before_it_leaves(app):  # noqa: F811
    test = app()
    test.button(key="share preview").click().run()
    assert not test.exception
    (picture,) = test.get("image")
    assert "7 January 2026, as it will look" in str(picture.proto)


@pytest.mark.long
def test_cancelling_leaves_nothing_and_finishing_leaves_the_whole_file(ukraine):
    making = Making(total=2)
    making.cancelled.set()
    request = asked(ukraine, JUNE, JANUARY, size=size_of("640x500"))
    making.make(gif_of, request)
    assert (making.content, making.error) == (None, "Cancelled.")
    assert making.done <= 1, "it ends inside the first picture, or just after it"
    making = Making(total=2)
    making.make(gif_of, request)
    assert (making.error, making.done) == ("", 2)
    assert making.content == gif_of(request)


def test_what_goes_wrong_while_a_series_is_made_is_kept_to_be_told(ukraine, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    making = Making(total=2)
    making.make(gif_of, asked(ukraine, JUNE, JANUARY))
    assert making.content is None
    assert "Install it" in making.error


def test_a_defect_ends_the_making_of_a_series_too(ukraine):
    def broken(request):
        raise ZeroDivisionError("a defect")

    making = Making(total=2)
    with pytest.raises(ZeroDivisionError):
        making.make(broken, asked(ukraine, JUNE, JANUARY))
    assert "a defect" in making.error


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The bundled dataset with eight more dates, so that a series takes a while."""
    made = tmp_path_factory.mktemp("data") / "w"
    shutil.copytree(UKRAINE, made)
    outages = pd.read_csv(made / "outages.csv", dtype=str, keep_default_na=False)
    more = [{"record_id": f"m{n}", "region_code": "UA-30", "extent": "part", "source": "Grid office", "source_role": "operator",
             "started_at": f"2026-02-{10 + n}"} for n in range(DATES - 2)]  # fmt: skip
    pd.concat([outages, pd.DataFrame(more)]).fillna("").to_csv(made / "outages.csv", index=False)
    return made


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    with running_app("--data", folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 1400}, accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    page.frame_locator('iframe[title="Outage map"]').locator('html[data-ready="1"]').wait_for()
    yield page
    context.close()


def open_list(page: Page) -> None:
    page.locator(".st-key-share-format").get_by_role("combobox").click()
    page.wait_for_timeout(500)


def make_series(page: Page, title: str) -> None:
    page.get_by_role("button", name="Share").click()
    page.get_by_text("More formats, sizes, series").click()
    option = page.get_by_role("option", name=title, exact=True)
    until(page, lambda: option.is_visible() or open_list(page))  # a run of the app that ends now closes it again
    option.click()
    page.get_by_text("A series of dates").click()
    page.get_by_role("button", name=f"Make {DATES} dates").click()


def taken(page: Page, name: str) -> bytes:
    with page.expect_download(timeout=90_000) as waiting:
        page.get_by_role("button", name=name).click(timeout=90_000)
    assert waiting.value.suggested_filename == name
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.long
def test_the_app_gives_the_picture_that_the_command_line_writes(page, folder, tmp_path):
    page.get_by_role("button", name="Share").click()
    page.get_by_text("More formats, sizes, series").click()
    picture = taken(page, "UA_outages_20260217_v1.png")
    said = re.search(r"made (\d+ \w+ \d+, \d\d:\d\d) \(Kyiv time\)", Image.open(io.BytesIO(picture)).text["Description"])
    made_at = dt.datetime.strptime(said.group(1), "%d %B %Y, %H:%M").isoformat(timespec="minutes")
    out = tmp_path / "cli.png"
    command = [sys.executable, "-m", "briefing", "export", folder, out, "--date", "2026-02-17", "--timestamp", made_at]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120, capture_output=True)
    assert out.read_bytes() == picture


@pytest.mark.long
def test_a_document_of_a_series_is_made_with_its_progress_and_then_downloaded(page):
    make_series(page, "Document (PDF)")
    expect(page.get_by_text(re.compile(rf"\d+ of {DATES} dates"))).to_be_visible()
    pages = PdfReader(io.BytesIO(taken(page, "UA_outages_20250602-20260217_v1.pdf"))).pages
    annex = " ".join(page.extract_text() for page in pages[1 + DATES :])
    assert "Record A2a" in annex
    assert f"Record m{DATES - 3}" in annex


@pytest.mark.long
def test_a_series_that_is_cancelled_leaves_nothing_and_can_be_made_anew(page):
    make_series(page, "Animation (GIF)")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled.")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Regenerate")).to_be_visible()
    assert page.locator(".st-key-share-download").count() == 0
