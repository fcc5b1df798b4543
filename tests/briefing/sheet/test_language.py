"""A sheet is in one language, from title to disclaimer, and no fact changes with it."""

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest

from briefing.browser.renderer import draw
from briefing.formats.geodata import csv_of
from briefing.formats.png import SIZES, page_html, show
from briefing.request import Request
from briefing.sheet.annex import annex_of
from briefing.sheet.series import summary_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import Subject, subject_of
from geo.errors import UsageError
from geo.language import PSEUDO
from geo.view import View, parse_date
from tests.briefing.sheet.test_sheet import assert_holds, measured, subject
from tests.briefing.test_request import JANUARY, JUNE, MADE_AT
from tests.marked import unmarked, without_latin_words

DAY = dt.date(2026, 1, 7)
# A catalogue number is the same in every language
NO_WORDS = {"kind", "swatch", "key", "report", "link", "change", "without", "catalogue"}
SPACE = "[\u00a0\u202f]"
KINDS = {  # of an invented dataset: what the View says beside the date
    "reports": {}, "compared": {"compare": parse_date("2026-01-07")}, "filtered": {"only": (("role", "operator"),)},
    "share": {"metric": "share"}, "hours": {"metric": "hours_part"}, "customers": {"metric": "customers"},
}  # fmt: skip


def texts(value: Any) -> list[str]:
    """Every text of a sheet's content, without keys."""
    if isinstance(value, dict):
        return [text for key, one in value.items() if key not in NO_WORDS
                for text in texts(one)]  # fmt: skip
    if isinstance(value, list | tuple):
        return [text for one in value for text in texts(one)]
    return [re.sub(r"\{\w+\}", "", value)] if isinstance(value, str) else []


@pytest.fixture(scope="module")
def invented():
    return without_latin_words()


def pseudo(dataset, kind: str, **more: Any) -> Subject:
    return subject_of(dataset, View(date=dt.date(2026, 1, 8), language=PSEUDO, **KINDS[kind], **more), made_at=MADE_AT)


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_no_english_word_of_ours_stands_outside_the_catalogue(invented, kind):
    shown = pseudo(invented, kind)
    assert unmarked(texts(sheet_of(shown))) == set()
    dates = [dt.date(2026, 1, 7), dt.date(2026, 1, 8)]
    assert unmarked(texts(summary_of(shown, dates, page=1, pages=1))) == set()
    assert unmarked([text for text in texts(annex_of(shown, dates)) if not re.fullmatch(r"Record.* r\d", text)]) == set()


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_whose_words_are_longer_has_no_fault(invented, kind):
    shown = pseudo(invented, kind, layers=("regions", "labels"))  # with symbols too, a legend of all there is takes half a sheet
    for size in (SIZES["16:9"], SIZES["a4"]):
        assert_holds(measured(shown, size), size)


@pytest.mark.long
def test_what_a_map_says_is_in_the_language_of_the_sheet(ukraine):
    shown = subject(ukraine, JUNE, language="uk")

    def job(page):
        show(page, sheet_of(shown))
        names = page.evaluate("[outageBrief.words.legend, document.documentElement.lang]")
        return page.locator(".brief").inner_text(), page.locator(".scalebar").inner_text(), names

    said, bar, (legend, lang) = draw(page_html(shown), SIZES["16:9"], job)
    assert (legend, lang) == ("Умовні позначення", "uk")
    assert "без світла" in said or "Знеструмлено" in said
    assert bar.endswith(" км")


def test_a_sheet_in_ukrainian_says_every_sentence_in_ukrainian(ukraine):
    for shown in (subject(ukraine, JUNE, language="uk"), subject(ukraine, JANUARY, language="uk"),
                  subject(ukraine, "2026-01-09", compare=DAY, language="uk")):  # fmt: skip
        sheet = sheet_of(shown)
        sources = set(shown.dataset.reports["source"])
        for callout in sheet["maps"][0].get("callouts", []):
            callout["lines"] = ()  # the same words are in its sentences, unbroken
        others = {*sources, *(source.partition(",")[0] for source in sources)}
        others |= {*shown.dataset.reports["asset"], *shown.dataset.settings.sources}
        said = "\n".join(texts({part: words for part, words in sheet.items() if part != "credits"}))
        for words in sorted(others, key=len, reverse=True):
            said = said.replace(words, "")
        assert re.findall(r"[A-Za-z]{2,}", said) == []
        assert re.findall(r"[А-Яа-яіїєґ]{3,}", str(sheet["headline"]))


def test_a_sheet_in_ukrainian_has_ukrainian_dates_numbers_and_names(ukraine):
    sheet = sheet_of(subject(ukraine, JUNE, language="uk"))
    assert sheet["title"] == "Україна: повідомлення про знеструмлення"
    assert str(sheet["date"]).startswith("2 червня 2025")
    assert str(sheet["as_of"]).startswith("2 червня 2025")
    figures = [one["number"] for one in sheet["figures"]]
    assert any(re.search(f"104{SPACE}000 осіб", figure) for figure in figures), figures
    lines = {one["name"]: one["words"] for one in sheet["regions"]["lines"]}
    assert re.search(f"104{SPACE}000", lines["Херсонська область"])
    assert "104,000" not in str(sheet)


def test_silence_is_no_power_in_ukrainian_either(ukraine):
    sheet = sheet_of(subject(ukraine, JANUARY, language="uk"))
    assert "Немає повідомлень" in {one["words"] for one in sheet["legend"]}
    assert {"number": "25 із 27", "words": "регіонів без жодного повідомлення: стан невідомий"} in sheet["figures"]
    quiet = sheet_of(subject(ukraine, "2025-08-01", language="uk"))
    assert quiet["headline"] == "На цю дату повідомлень немає: нічого не відомо."


def test_a_language_changes_no_fact(ukraine):
    one, other = (sheet_of(subject(ukraine, JUNE, language=code)) for code in ("en", "uk"))
    places = [{(at["kind"], at["order"], at["region"], at["at"], at["code"]) for at in sheet["maps"][0]["callouts"]}
              for sheet in (one, other)]  # fmt: skip
    assert places[0] == places[1]
    assert one["maps"][0]["index"] == other["maps"][0]["index"]
    assert [entry["key"] for entry in one["legend"]] == [entry["key"] for entry in other["legend"]]
    assert sorted(line["code"] for line in one["regions"]["lines"]) == sorted(line["code"] for line in other["regions"]["lines"])
    digits = [re.sub(r"[^\d]", "", "".join(f["number"] for f in sheet["figures"])) for sheet in (one, other)]
    assert digits[0] == digits[1]


def test_an_english_sheet_is_the_same_after_one_in_another_language(ukraine):
    before = sheet_of(subject(ukraine, JUNE))
    sheet_of(subject(ukraine, JUNE, language="uk"))
    assert sheet_of(subject(ukraine, JUNE)) == before


def test_columns_and_states_of_data_stay_as_programs_read_them(ukraine):
    def table(language: str) -> list[str]:
        asked = Request(subject=subject(ukraine, JANUARY, language=language), dates=(DAY,))
        return csv_of(asked).decode("utf-8-sig").splitlines()

    one, other = table("en"), table("uk")
    assert one[0] == other[0]
    assert any("nearly_all" in line and "Дніпропетровська область" in line for line in other)


def test_a_dataset_in_ukrainian_needs_no_language_in_the_view(ukraine):
    own = replace(ukraine, settings=replace(ukraine.settings, language="uk"))
    assert sheet_of(subject(own, JUNE))["title"] == "Україна: повідомлення про знеструмлення"
    assert sheet_of(subject(own, JUNE, language="en"))["title"] == ukraine.settings.title


def test_an_unknown_language_is_told_before_anything_is_drawn(ukraine):
    with pytest.raises(UsageError, match="'xx'"):
        subject_of(ukraine, View(date=DAY, language="xx"), made_at=MADE_AT)
