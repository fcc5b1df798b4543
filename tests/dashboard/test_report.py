"""Add a report in the app: the text as it was read, the drafted records, accepting and undoing them."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from streamlit.testing.v1 import AppTest

from geo.read import read_dataset
from geo.reports.ledger import read_ledger
from tests.conftest import UKRAINE
from tests.dashboard.apps import running_app
from tests.dashboard.test_link import ready, state

APP = str(UKRAINE.parents[1] / "dashboard.py")
TEXT = ("About 4,500 customers in Poltava region lost power on Thursday, Poltavaoblenergo said. "
        "The city of Sumy is without electricity, Sumyoblenergo said. <b>900 homes</b> there have no water.")  # fmt: skip
Form = Callable[..., AppTest]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(UKRAINE, tmp_path / "ukraine"))


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Form:
    """Open the form on a copy of the dataset that ships, with a report in it."""

    def opened(text: str = TEXT, *, who: str = "Ann", published: dt.date | None = dt.date(2026, 1, 8)) -> AppTest:
        monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(folder), "--editable"])
        test = AppTest.from_file(APP, default_timeout=60)
        test.session_state["adding"] = True
        test.run()
        test.text_area(key="report_text").set_value(text)
        test.text_input(key="report_who").set_value(who)
        test.date_input(key="report_published").set_value(published)
        return test.run()

    return opened


def said(test: AppTest) -> str:
    assert not test.exception
    kinds = ("markdown", "caption", "info", "warning", "error", "success")
    return "\n".join([*(one.value for kind in kinds for one in test.get(kind)), *(one.proto.body for one in test.get("html"))])


@pytest.mark.long
def test_an_app_that_is_read_only_takes_no_report(monkeypatch: pytest.MonkeyPatch):
    for words, offered in (((), False), (("--editable",), True)):
        monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(UKRAINE), *words])
        test = AppTest.from_file(APP, default_timeout=60)
        test.session_state["adding"] = not words  # it cannot be opened in another way either
        test.run()
        assert any(one.key == "add_report" for one in test.button) == offered
        assert not [one for one in test.text_area if one.key == "report_text"]


@pytest.mark.long
def test_the_words_are_marked_and_each_record_is_a_card(form: Form):
    words = said(form())
    assert '<mark class="tint0 words-0-place" tabindex="0" title="1: place"><sup>1</sup>Poltava region</mark>' in words
    assert "&lt;b&gt;" in words
    assert "<b>900" not in words
    assert '<b><span class="value value-1-place">Sumy (city)</span></b>' in words
    assert '<span class="value value-0-customers">customers: ~4500</span>' in words
    assert "water" in words


@pytest.mark.long
def test_all_records_are_accepted_and_undone(form: Form, folder: Path):
    test = form()
    test.button(key="accept_all").click().run()
    assert "the dataset has 2 records, 2 on the map" in said(test)
    assert [one.who for one in read_ledger(folder / "ledger.csv")] == ["Ann", "Ann"]
    assert len(read_dataset(folder).reports) == 14
    test.button(key="undo_report").click().run()
    assert (folder / "outages.csv").read_bytes() == (UKRAINE / "outages.csv").read_bytes()
    assert "the dataset has" not in said(test)


@pytest.mark.long
def test_a_record_that_is_edited_no_longer_rests_on_the_old_words(form: Form, folder: Path):
    test = form()
    test.toggle(key="edit 0").set_value(True).run()
    (box,) = (one for one in test.text_input if one.label == "Customers")
    box.set_value("4400").run()
    test.button(key="discard 1").click().run()
    test.button(key="accept 0").click().run()
    dataset = read_dataset(folder)
    assert dataset.reports.iloc[-1]["customers"].low == 4400
    assert {one.field for one in dataset.quotes} >= {"place", "source"}
    assert "customers" not in {one.field for one in dataset.quotes}


@pytest.mark.long
def test_nothing_is_accepted_without_a_name_and_a_day(form: Form):
    test = form(who="", published=None)
    assert "when it was published and who adds it, to accept" in said(test)
    assert test.button(key="accept_all").disabled
    assert test.button(key="try_report").disabled


@pytest.mark.long
def test_a_report_that_was_accepted_before_is_noticed(form: Form):
    form().button(key="accept_all").click().run()
    test = form()
    assert "holds the same text" in said(test)
    assert test.button(key="accept_all").disabled
    test.checkbox[0].set_value(True).run()
    assert not test.button(key="accept_all").disabled


@pytest.mark.long
def test_a_value_that_cannot_be_used_adds_nothing_and_says_why(form: Form, folder: Path):
    test = form("All of Sumy region is without electricity since Thursday, the governor said.")
    test.toggle(key="edit 0").set_value(True).run()
    (box,) = (one for one in test.text_input if one.label == "Since")
    box.set_value("lately").run()
    test.button(key="accept 0").click().run()
    assert "Nothing was added" in said(test)
    assert "lately" in said(test)
    assert not (folder / "ledger.csv").exists()


@pytest.mark.long
def test_a_record_is_split_and_counts_once_until_one_of_the_two_is_edited(form: Form, folder: Path):
    test = form()
    test.button(key="split 0").click().run()
    assert "It says the same as record 1" in said(test)
    assert test.button(key="accept_all").disabled
    assert test.button(key="accept 2").disabled
    assert not test.button(key="accept 0").disabled
    test.toggle(key="edit 2").set_value(True).run()
    (box,) = (one for one in test.text_input if one.label == "Customers")
    box.set_value("300").run()
    assert "It says the same" not in said(test)
    test.button(key="accept_all").click().run()
    assert [one and one.low for one in read_dataset(folder).reports["customers"][-3:]] == [4500, 300, None]


@pytest.mark.long
def test_two_records_of_a_region_are_merged_and_parted(form: Form, folder: Path):
    test = form()
    test.button(key="split 0").click().run()
    test.toggle(key="edit 2").set_value(True).run()
    (box,) = (one for one in test.text_input if one.label == "Customers")
    box.set_value("300").run()
    test.button(key="merge 0 2").click().run()
    assert "Not in the merged record: customers: 300" in said(test).replace("\\", "")
    assert not [one for one in test.button if one.key in {"accept 0", "accept 2"}]
    test.button(key="part 3").click().run()
    assert "customers: 300" in said(test)
    test.button(key="merge 2 0").click().run()
    test.button(key="accept_all").click().run()
    assert [one and one.low for one in read_dataset(folder).reports["customers"][-2:]] == [300, None]


@pytest.mark.long
def test_what_would_change_is_shown_and_nothing_is_accepted(form: Form, folder: Path):
    test = form()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    test.button(key="try_report").click().run()
    words = said(test).replace("\\", "")
    assert "Poltava Oblast, 8 January 2026: No report → Part without power (records: 1)" in words
    assert "Sumy Oblast, 8 January 2026: No report → Part without power (records: 2)" in words
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    test.button(key="discard 1").click().run()
    assert "Sumy Oblast, 8 January 2026:" not in said(test)


def at_the_form(browser: Browser, address: str) -> Page:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(address)
    page.get_by_role("button", name="Add a report").click()
    return page


def paste(page: Page) -> None:
    page.get_by_label("Paste it here").fill(TEXT)
    page.get_by_label("Paste it here").press("Control+Enter")


@pytest.mark.long
def test_pointing_at_words_outlines_the_value_and_pointing_at_a_value_its_words(browser, folder: Path):
    with running_app("--data", folder, "--editable") as address:
        page = at_the_form(browser, address)
        paste(page)
        page.locator(".value-0-customers").wait_for()
        outlined = """() => [...document.querySelectorAll("mark, .value")].filter(
            (one) => getComputedStyle(one).outlineStyle === "solid").map((one) => one.textContent)"""
        page.mouse.move(0, 0)  # from where it clicked last: a card may have moved under it
        assert page.evaluate(outlined) == []
        page.locator(".words-0-customers").first.hover()
        assert "customers: ~4500" in page.evaluate(outlined)
        assert not any("Sumy" in words for words in page.evaluate(outlined))
        page.locator(".value-1-place").hover()
        assert set(page.evaluate(outlined)) == {"2Sumy"}
        page.get_by_role("region", name="The report").focus()
        page.mouse.move(0, 0)
        page.keyboard.press("Tab")
        assert len([one for one in page.evaluate(outlined) if one.startswith("customers")]) == 1
        page.close()


@pytest.mark.long
def test_a_pasted_report_is_on_the_map(browser, folder: Path):
    with running_app("--data", folder, "--editable") as address:
        page = at_the_form(browser, address)
        page.get_by_role("textbox", name="Who adds it").fill("Ann")
        page.locator("[data-testid=stDateInput] [role=spinbutton]").first.click()
        page.keyboard.type("20260108")
        paste(page)
        page.get_by_label("Paste it here").wait_for(state="hidden")  # the box closes, and what is below moves up
        page.get_by_role("button", name="Accept all 2").click()
        page.get_by_text("the dataset has 2 records, 2 on the map").wait_for()
        page.get_by_role("button", name="Back to the map").click()
        ready(page)
        assert state(page)["date"] == "2026-01-08"
        assert "date=2026-01-08" in page.url
        page.close()


def test_another_day_keeps_what_was_discarded_and_edited(form: Form) -> None:
    test = form()
    shown = len(test.session_state["report state"]["order"])
    test.session_state["report state"]["edits"][0] = {"customers": "4600"}
    next(one for one in test.button if one.key == "discard 1").click()
    test.run()
    test.date_input(key="report_published").set_value(dt.date(2026, 1, 9))
    test.run()
    state = test.session_state["report state"]
    assert (state["edits"], state["left"], len(state["order"])) == ({0: {"customers": "4600"}}, {1}, shown)
    assert not test.exception


def test_what_was_split_is_drafted_anew_with_a_word(form: Form) -> None:
    test = form()
    state = test.session_state["report state"]
    state["records"][len(state["order"])] = dict(state["records"][0])
    state["order"].append(len(state["order"]))
    test.date_input(key="report_published").set_value(dt.date(2026, 1, 9))
    assert "1 record was drafted anew" in said(test.run())
