"""The words behind the values of a statement, where they are shown."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.sheet.annex import annex_of
from briefing.sheet.subject import subject_of
from geo.acceptance import accept
from geo.dataset import Dataset
from geo.read import read_dataset
from geo.reports import Quote
from geo.view import View
from layers.statements import words_of
from tests.folders import write_folder
from tests.geo.test_acceptance import CODES, draft

MAY = dt.date(2030, 5, 1)


@pytest.fixture
def squares(tmp_path: Path) -> Dataset:
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}], more="[publication]\nembargo_hours = 24")
    accept(folder, draft(), who="Ann", codes=CODES)
    return read_dataset(folder)


def test_a_statement_quotes_the_words_behind_its_figures_but_no_place(squares: Dataset):
    assert [words_of(squares, record).quotes for record in range(3)] == [
        "", "", "In the report's words: “300 homes” (customers)"]  # fmt: skip


def test_quotes_of_one_statement_hold_at_most_200_letters(squares: Dataset):
    (record,) = (one.record_id for one in squares.quotes if one.field == "customers")
    more = [Quote(record_id=record, field="scope", quote="y" * 150), Quote(record_id=record, field="extent", quote="x" * 100)]
    assert words_of(replace(squares, quotes=(*squares.quotes, *more)), 2).quotes == (
        f"In the report's words: “{'x' * 100}” (extent); “300 homes” (customers)")  # fmt: skip


def test_the_annex_quotes_what_no_embargo_keeps_back(squares: Dataset):
    for day, there in ((dt.datetime(2030, 5, 9, tzinfo=dt.UTC), True), (dt.datetime(2030, 5, 2, tzinfo=dt.UTC), False)):
        subject = subject_of(squares, View(date=MAY), made_at=day)
        lines = [line for entry in annex_of(subject, [MAY])["entries"] for line in entry["lines"]]  # type: ignore[attr-defined]
        assert any("300 homes" in str(line) for line in lines) == there


def test_the_panel_of_a_region_quotes_them(open_page, squares: Dataset):
    opened = open_page(squares, View(date=MAY, region="XX-B"))
    assert opened.page.locator("p.quotes").inner_text() == "In the report's words: “300 homes” (customers)"
    opened.page.evaluate("outageBrief.choose('XX-A')")
    assert opened.page.locator("p.quotes").count() == 0
    assert not opened.complaints
