"""The sentence of a date leads with the figure, and never calls silence, or a few customers out, power."""

import pandas as pd
import pytest

from geo.dataset import level_numbers
from layers.title import headline_of, headlines_of
from tests.geo.worlds import on, region, world

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
     "1,005 customers out in 2 regions; 1 region reported without power, wholly or in part; "
     "fewer than 1% of customers in 1 of them."),
    ([("A", DAY, "0", "1000")], "No region reported without power; 1 reported with power on."),
])  # fmt: skip
def test_a_headline_leads_with_the_customers_out(rows, said):
    dataset = counted(*rows)
    assert headline_of(dataset, on(dataset, DAY)) == said
    assert headlines_of(dataset, level_numbers(dataset)[0]) == [said]


def test_the_regions_of_a_headline_are_called_as_the_dataset_calls_them():
    dataset = counted(("A", DAY, "393", ""), ("B", DAY, "539", ""), sections={"regions": {"level_names": ["Counties"]}})
    assert headline_of(dataset, on(dataset, DAY)) == "932 customers out in 2 counties."


def test_a_figure_without_an_extent_is_reported_and_colours_nothing():
    dataset = world({"region_code": "A", "extent": "unknown", "customers": "300", "started_at": DAY})
    assert region(dataset, DAY).state.word == "no_report"
    said = "Reported: 300 customers. No source says how much of any region is without power."
    assert headline_of(dataset, on(dataset, DAY)) == said
