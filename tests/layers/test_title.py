"""The sentence of a date leads with the figure, and never calls silence, or a few customers out, power."""

import datetime as dt

import pandas as pd
import pytest

from geo.dataset import level_numbers
from geo.read import assemble
from geo.situation import shown_date, situation_of
from geo.view import View
from layers.title import headline_of, headlines_of
from tests.geo.worlds import on, region, settings, squares, three_squares, world

DAY = "2026-01-07"


def counted(*rows: tuple[str, str, str, str], **given):
    table = pd.DataFrame(rows, columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)
    return world(counts=table, **given)


@pytest.mark.parametrize(("rows", "said"), [
    ([("A", DAY, "393", "176004"), ("B", DAY, "76", "90000"), ("C", DAY, "0", "50")],
     "469 customers out in 2 regions; fewer than 1% of customers in each."),
    ([("A", DAY, "1", "176004"), ("B", DAY, "0", "90000")], "1 customer out in Aland; fewer than 1% of customers."),
    ([("A", DAY, "393", ""), ("B", DAY, "539", "")], "932 customers out in 2 regions."),
    ([("A", DAY, "1000", "1000"), ("B", DAY, "5", "1000")],
     "1,005 customers out in 2 regions; without power: all of Aland; 1 with fewer than 1% of customers out."),
    ([("A", DAY, "0", "1000")], "No region reported without power; 1 reported with power on."),
])  # fmt: skip
def test_a_headline_leads_with_the_customers_out(rows, said):
    dataset = counted(*rows)
    assert headline_of(dataset, on(dataset, DAY)) == said
    assert headlines_of(dataset, level_numbers(dataset)[0]) == [said]


def test_the_regions_of_a_headline_are_called_as_the_dataset_calls_them():
    dataset = counted(("A", DAY, "393", ""), ("B", DAY, "539", ""), sections={"regions": {"level_names": ["Counties"]}})
    assert headline_of(dataset, on(dataset, DAY)) == "932 customers out in 2 counties."


def test_a_dataset_without_reports_shows_today_and_says_so():
    dataset = assemble(settings(), regions=three_squares(), today=dt.date(2026, 5, 4))
    assert (dataset.timeline.first_day, dataset.timeline.days) == (dt.date(2026, 5, 4), 1)
    assert shown_date(dataset, View()) == dt.date(2026, 5, 4)
    assert headline_of(dataset, situation_of(dataset, View())) == "No reports yet."
    assert headlines_of(dataset, level_numbers(dataset)[0]) == ["No reports yet."]


def test_a_figure_without_an_extent_is_reported_and_colours_nothing():
    dataset = world({"region_code": "A", "extent": "unknown", "customers": "300", "started_at": DAY})
    assert region(dataset, DAY).state.word == "no_report"
    said = "Reported: 300 customers. No source says how much of any region is without power."
    assert headline_of(dataset, on(dataset, DAY)) == said


def said_of(*rows: dict[str, str]) -> str:
    dataset = world(*({"started_at": DAY} | row for row in rows))
    said = headline_of(dataset, on(dataset, DAY))
    assert headlines_of(dataset, level_numbers(dataset)[0])[dataset.timeline.index_of(dt.date.fromisoformat(DAY))] == said
    return said


def test_a_headline_names_who_is_without_power_the_worst_first():
    said = said_of({"region_code": "A", "extent": "part"}, *({"region_code": code, "extent": "all"} for code in "BC"))
    assert said == "Without power: all of Bland, Cland; part of Aland."


def test_how_much_of_a_part_is_out_stands_with_the_part():
    said = said_of({"region_code": "A", "extent": "nearly_all", "scope": "northern part"})
    assert said == "Without power: part of Aland (northern part: nearly all)."


def test_a_headline_says_that_nothing_was_heard_since():
    dataset = world({"region_code": "A", "extent": "all", "started_at": DAY})
    assert headline_of(dataset, on(dataset, "2026-01-08")) == "No news since, last known without power: all of Aland."


def test_a_region_of_which_sources_disagree_is_named_and_is_no_region_with_power():
    said = said_of({"region_code": "A", "extent": "all", "source": "Administration", "source_role": "official"},
                   {"region_code": "A", "extent": "none", "source": "Grid operator", "source_role": "operator"})  # fmt: skip
    assert "Aland" in said
    assert "ources disagree" in said
    assert "power on" not in said


def test_more_regions_than_a_line_holds_are_counted():
    names = [f"Region {letter} of the north" for letter in "ABCDEFGHIJKL"]
    many = squares("ABCDEFGHIJKL").assign(name=names)
    dataset = world(*({"region_code": code, "extent": "part", "started_at": DAY} for code in "ABCDEFGHIJKL"), regions=many)
    said = headline_of(dataset, on(dataset, DAY))
    named = said.count("Region ")
    assert 1 <= named <= 6
    assert said.endswith(f"; {len(names) - named} more regions, wholly or in part.")


def test_a_report_of_unknown_extent_is_named_and_is_no_silence():
    told = {"region_code": "A", "extent": "unknown", "started_at": DAY}
    dataset = world(told)
    assert headline_of(dataset, on(dataset, DAY)) == "Reported: Aland. No source says how much is out."
    both = world(told, {"region_code": "B", "extent": "part", "started_at": DAY})
    assert "1 more region reported, but not how much of it is out" in headline_of(both, on(both, DAY))
