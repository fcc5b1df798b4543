"""Ages and statements of what is last known, on each level, in the page and on the sheet."""

import pytest

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.sheet import legend_of, sheet_of
from briefing.sheet.subject import subject_of
from geo.states import State
from geo.view import View, parse_date
from layers.style import LIGHT
from tests.briefing.test_request import MADE_AT
from tests.geo.test_levels import ENDED_ABOVE, two_levels
from tests.geo.timeline.test_ages import GOING_ON, SILENT_SINCE
from tests.geo.worlds import world

DISTRICT = (two_levels(*ENDED_ABOVE), View(date=parse_date("2026-01-09"), level=2),
            "Western B district, 2 days old")
SILENT_NEWS = (world(SILENT_SINCE, GOING_ON | {"extent": "unknown"}), View(date=parse_date("2026-01-08")),
               "Aland, 3 days old")
CASES = pytest.mark.parametrize(("dataset", "view", "words"), [DISTRICT, SILENT_NEWS],
                                ids=["district", "silent news"])
MIDDLE = """(code) => {
  const page = outageBrief, i = page.regions.codes.indexOf(code), view = page.view();
  return [page.regions.anchors.x[i] * view.scale + view.x, page.regions.anchors.y[i] * view.scale + view.y]; }"""


@pytest.mark.long
@CASES
def test_the_page_counts_an_age_from_the_statement_that_set_the_colour(open_page, dataset, view, words):
    assert aged(open_page(dataset, view, width=1900).page) == [words]


@pytest.mark.long
@CASES
def test_the_sheet_counts_an_age_from_the_statement_that_set_the_colour(dataset, view, words):
    subject = subject_of(dataset, view, made_at=MADE_AT)

    def job(page):
        show(page, sheet_of(subject))
        return aged(page)

    assert draw(page_html(subject), SIZES["16:9"], job) == [words]


def aged(page) -> list[str]:
    """The names on the map with an age below them, and the age."""
    return [f"{one['words']}, {one['note']}" for one in page.evaluate("outageBrief.labels().names") if one["note"]]


@pytest.mark.long
def test_a_coloured_district_has_its_statement_though_news_of_its_region_has_ended_it_there(open_page):
    dataset, view, _ = DISTRICT
    opened = open_page(dataset, View(date=view.date, level=2, region="BWest"))
    assert LIGHT.states[State.NO_REPORT].lower() not in opened.colours_of("BWest")
    said = "Grid office (grid operator), 7 January 2026"
    assert said in opened.page.locator(".panel").inner_text()
    assert "said 2 days before, no news since" in opened.page.locator(".panel").inner_text()
    opened.page.mouse.move(*opened.page.evaluate(MIDDLE, "BWest"))
    opened.page.locator(".tip").wait_for()
    assert "Western B district (Bland)" in opened.page.locator(".tip").inner_text()
    opened.page.get_by_label("Level 1").check()
    opened.page.evaluate("outageBrief.choose('B')")
    assert said not in opened.page.locator(".panel").inner_text(), "on its own level the region has its newer statement"


def test_the_symbol_of_a_district_stays_as_long_as_its_level_shows_the_statement():
    hit, news = ENDED_ABOVE
    dataset = two_levels(hit | {"asset": "a substation"}, news)
    for level, symbols in ((None, []), (2, ["hit"])):
        view = View(date=parse_date("2026-01-09"), level=level)
        legend = legend_of(subject_of(dataset, view, made_at=MADE_AT))
        assert [one.key for one in legend if one.swatch == "report"] == symbols
