"""The page of a series: which maps it shows, its matrix, its headline; and how gaps are told."""

import datetime as dt
from typing import Any

import pytest

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.gaps import gap_in_words
from briefing.sheet.series import MOST_MAPS, shown_of, summary_of
from geo.states import LAST_KNOWN, STATE_BITS, State
from geo.view import parse_date
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY, JUNE
from tests.geo.worlds import squares, world

TWO = [parse_date(JUNE), parse_date(JANUARY)]


def rows_of(page: Any) -> dict[str, list[int]]:
    matrix: Any = page["matrix"]
    return {row["name"]: row["codes"] for row in matrix["rows"]}


def test_a_series_says_which_date_was_worst_and_who_was_out(ukraine):
    page = summary_of(subject(ukraine), TWO, page=1, pages=4)
    assert str(page["headline"]).startswith("From 2 June 2025 to 7 January 2026: worst on 7 January 2026. ")
    assert "nearly all of Dnipropetrovsk" in str(page["headline"])


def test_the_matrix_has_the_affected_regions_alone_the_worst_first_and_says_how_long_gaps_are(ukraine):
    page = summary_of(subject(ukraine), TWO, page=1, pages=4)
    rows = rows_of(page)
    assert list(rows) == ["Dnipropetrovsk", "Zaporizhzhia", "Kherson"]
    assert [code & STATE_BITS for code in rows["Dnipropetrovsk"]] == [State.NO_REPORT, State.NEARLY_ALL]
    columns: Any = page["matrix"]
    assert [(one["day"], one["gap"]) for one in columns["columns"]] == [("2 Jun", ""), ("7 Jan", "7 months")]


def test_what_is_last_known_is_pale_in_the_matrix_too(ukraine):
    later = [parse_date(JUNE), parse_date("2025-06-04")]
    rows = rows_of(summary_of(subject(ukraine), later, page=1, pages=4))
    assert [code & LAST_KNOWN > 0 for code in rows["Kherson"]] == [False, True]


@pytest.mark.parametrize(("count", "worst", "shown"), [(1, 0, [0]), (2, 1, [0, 1]), (5, 2, [0, 1, 2, 3, 4])])
def test_the_first_the_worst_and_the_last_date_have_a_map(count, worst, shown):
    assert shown_of(count, worst) == shown


def test_of_many_dates_six_have_a_map_and_the_worst_is_one_of_them():
    for worst in (0, 7, 23, 41):
        assert {0, worst, 41} <= set(shown_of(42, worst))
        assert len(shown_of(42, worst)) == MOST_MAPS


GAPS = [(8, "8 days"), (20, "20 days"), (30, "4 weeks"), (61, "2 months"), (219, "7 months")]


@pytest.mark.parametrize(("days", "words"), GAPS)
def test_gaps_are_told_as_people_do(days, words):
    assert gap_in_words(days) == words


def test_five_lines_say_who_said_what_the_worst_first(ukraine):
    said: Any = summary_of(subject(ukraine), TWO, page=1, pages=4)["said"]
    first, *others = said["lines"]
    assert first["name"] == "Zaporizhzhia Oblast, Russian-held part: all without power"
    assert "E. Balitsky, head of the Russian-installed administration (de facto authority)" in first["words"]
    assert len(others) <= 4


@pytest.mark.long
def test_many_regions_and_dates_have_a_cell_each_and_one_day_is_the_worst():
    names = "ABCDEFGHIJKLMNOPQRST"
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=n) for n in range(20)]
    rows = [{"region_code": code, "extent": "all" if n == 12 else "part", "started_at": str(days[n]), "valid_until": str(days[n])}
            for code in names for n in range(20)]
    one = world(*rows, regions=squares(names))

    def job(page):
        show(page, summary_of(subject(one, "2026-01-20"), days, page=1, pages=2))
        return page.locator(".cells .cell").count(), page.locator(".brief .headline").inner_text()

    cells, headline = draw(page_html(subject(one, "2026-01-20")), SIZES["a4"], job)
    assert cells == 20 * 20
    assert "worst on 13 January 2026" in headline
