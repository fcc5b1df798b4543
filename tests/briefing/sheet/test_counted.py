"""Counts on a sheet: circles for customers, breaks in the legend, callouts with what they are of."""

from typing import Any

import pytest

from briefing.sheet.counted import rounded
from briefing.sheet.sheet import sheet_of
from tests.briefing.sheet.test_sheet import subject
from tests.geo.worlds import table, world

DAY = "2026-01-07"


def counted(**view: Any) -> Any:
    rows = [{"region_code": code, "time": f"{DAY}T10:00", "customers_out": out, "customers_total": total}
            for code, out, total in (("A", "40000", "100000"), ("B", "500", "100000"), ("C", "9000", "10000"))]
    one = world(counts=table(rows).drop(columns="record_id"))
    return sheet_of(subject(one, DAY, **view))


def test_customers_are_circles_over_the_share_the_largest_first():
    (circles,) = [one["circles"] for one in counted(metric="share")["maps"]]
    assert circles == {"regions": [0, 2, 1], "customers": [40000, 9000, 500], "most": 40000}


def test_other_figures_have_no_circles():
    assert "circles" not in counted(metric="customer_hours")["maps"][0]


def test_the_legend_says_how_many_customers_a_circle_stands_for():
    legend = {one["swatch"]: one for one in counted()["legend"]}
    assert legend["circle"]["words"] == "Circle by area; this one: 5,000 customers out"
    assert legend["circle"]["key"] == "5000/40000"


def test_the_legend_of_states_says_at_which_share_a_count_makes_each():
    words = [one["words"] for one in counted()["legend"] if one["swatch"] == "state"]
    assert "Large part without power; where counted: 30% to 90% of customers" in words
    assert "No report" in words or all("No report" not in one for one in words)


@pytest.mark.parametrize(("number", "shown"), [(8100, 5000), (2000, 2000), (1.2, 1), (0.3, 1), (999, 500)])
def test_the_circle_of_the_legend_is_a_round_number(number, shown):
    assert rounded(number) == shown


def test_the_callout_of_a_count_says_of_how_many_customers_and_that_it_was_measured():
    callouts = counted(metric="share")["maps"][0]["callouts"]
    assert callouts[0]["kind"] == "count"
    assert " ".join(callouts[0]["lines"]) == "Aland: 40,000 of 100,000 customers out (40%) measured, highest of the day"
