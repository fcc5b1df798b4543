"""What has news and lies outside the map of a sheet is counted on it, and named."""

import pytest

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.sheet import sheet_of
from geo.view import parse_date, parse_place
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY, JUNE

OFF = """() => [...document.querySelectorAll(".brief .off")].map((one) => one.textContent)"""
COVERED = """() => { const { cards, names, symbols } = outageBrief.labels(), over = (a, b) => outageBrief.overlap(a.box, b);
  return [...names, ...symbols].filter((one) => cards.some((card) => over(one, card))).length; }"""


def told(dataset, day, size="16:9", **view) -> tuple[list[str], int]:
    shown = subject(dataset, day, **view)

    def job(page):
        show(page, sheet_of(shown))
        return page.evaluate(OFF), page.evaluate(COVERED)

    return draw(page_html(shown), SIZES[size], job)


@pytest.mark.long
def test_regions_with_news_outside_the_place_of_a_view_are_counted_and_named(ukraine):
    around_kyiv = parse_place("50.45,30.5,300")
    assert told(ukraine, JANUARY, place=around_kyiv) == (
        ["2 regions with news outside this map: Dnipropetrovsk, Zaporizhzhia"], 0)


@pytest.mark.long
def test_a_map_of_all_regions_says_nothing_of_the_kind(ukraine):
    assert told(ukraine, JANUARY) == ([], 0)


@pytest.mark.long
def test_each_map_of_a_comparison_counts_its_own(ukraine):
    found, _ = told(ukraine, JANUARY, compare=parse_date(JUNE), place=parse_place("47.8,35.2,250"))
    assert all(one.startswith(("1 region with", "2 regions with")) for one in found)
