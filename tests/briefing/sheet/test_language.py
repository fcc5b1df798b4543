"""Dates and numbers as a language writes them, on the sheet too."""

import datetime as dt
import re

import pytest

from briefing.sheet.language import OFFERED, language_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.errors import UsageError
from geo.view import View
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JUNE, MADE_AT

DAY = dt.date(2026, 1, 7)
SPACE = "[\u00a0\u202f]"  # spaces that do not break


@pytest.mark.parametrize(("code", "day", "number"), [
    ("en", "7 January 2026", "104,000"), ("uk", f"7 січня 2026{SPACE}р\\.", f"104{SPACE}000"),
    ("de", "7\\. Januar 2026", "104\\.000"),
    ("fr", "7 janvier 2026", f"104{SPACE}000"), ("pl", "7 stycznia 2026", f"104{SPACE}000"),
    ("es", "7 de enero de 2026", "104\\.000"),
    ("en-US", "January 7, 2026", "104,000"), ("pt-BR", "7 de janeiro de 2026", "104\\.000"),
])  # fmt: skip
def test_a_language_writes_days_and_numbers_its_own_way(code, day, number):
    language = language_of(code)
    assert re.fullmatch(day, language.day(DAY))
    assert re.fullmatch(number, language.number(104000))
    assert language.number(44) == "44"


def test_a_moment_is_told_on_the_clock_of_its_zone():
    assert language_of("en").moment(MADE_AT) == "12 January 2026, 08:30"
    assert language_of("uk").moment(MADE_AT).endswith("08:30")
    assert language_of("uk").moment(MADE_AT).startswith("12 січня 2026")


@pytest.mark.parametrize("code", OFFERED)
def test_every_language_on_offer_writes_every_month(code):
    days = {language_of(code).day(dt.date(2026, month, 1)) for month in range(1, 13)}
    assert len(days) == 12
    assert len({language_of(code).short_day(dt.date(2026, month, 1)) for month in range(1, 13)}) == 12


def test_a_sheet_in_ukrainian_has_ukrainian_dates_and_numbers(ukraine):
    sheet = sheet_of(subject(ukraine, JUNE, language="uk"))
    assert str(sheet["date"]).startswith("2 червня 2025")
    assert str(sheet["as_of"]).startswith("2 червня 2025")
    figures = [one["number"] for one in sheet["figures"]]
    assert any(re.search(f"104{SPACE}000", figure) for figure in figures), figures
    lines = "\n".join(str(one["words"]) for one in sheet["regions"]["lines"])
    assert re.search(f"104{SPACE}000", lines)
    assert "104,000" not in str(sheet)


def test_a_language_changes_words_of_dates_and_numbers_and_no_fact(ukraine):
    one, other = (sheet_of(subject(ukraine, JUNE, language=code)) for code in ("en", "uk"))
    for same in ("title", "headline", "maps", "legend", "disclaimer", "sources", "zone"):
        assert one[same] == other[same]
    digits = [re.sub(r"[\s,.\u00a0\u202f]", "", "".join(f["number"] for f in sheet["figures"]))
              for sheet in (one, other)]  # fmt: skip
    assert digits[0] == digits[1]


@pytest.mark.parametrize("code", ["xx", "zz-ZZ", "english", "", "uk_UA_extra_long", "../../etc", "1"])
def test_a_language_that_nobody_knows_is_refused_with_those_on_offer(code):
    with pytest.raises(UsageError, match=r"language.*en, uk"):
        language_of(code)


def test_an_unknown_language_is_told_before_anything_is_drawn(ukraine):
    with pytest.raises(UsageError, match="'xx'"):
        subject_of(ukraine, View(date=DAY, language="xx"), made_at=MADE_AT)
