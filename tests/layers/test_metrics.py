"""Each metric on the page: its colours, its legend, its words."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from geo.errors import UsageError
from geo.situation.metrics import classes, metrics_of
from geo.states import State
from geo.view import View
from layers.block import varints
from layers.map import build_map
from layers.regions import of_counts
from layers.style import STATE_COLOURS
from tests.geo.worlds import world

DAYS = [f"2026-01-{day:02}" for day in range(5, 9)]


@pytest.fixture(scope="module")
def counted():
    """Three squares: A is out ever more, B had no total and later has one, C is reported and counted."""
    cells = [("A", f"{day}T{hour:02}:00", str(n * hour * 40), "1000") for n, day in enumerate(DAYS) for hour in range(20)]
    cells += [("B", f"{DAYS[0]}T10:00", "30", ""), ("B", f"{DAYS[2]}T10:00", "30", "40"), ("C", f"{DAYS[3]}T10:00", "0", "9")]
    table = pd.DataFrame(cells, columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)
    return world({"region_code": "C", "extent": "all", "started_at": DAYS[1]}, counts=table)


@pytest.mark.long
def test_the_page_shows_every_metric_as_python_reckons_it(open_page, counted) -> None:
    opened = open_page(counted)
    for metric in metrics_of(counted):
        opened.page.evaluate("(name) => outageBrief.showMetric(name)", metric.name)
        seen = opened.page.evaluate("[0, 1, 2, 3].map((day) => [0, 1, 2].map((at) => outageBrief.regions.codeAt(at, day)))")
        assert seen == classes(counted, metric)[:4].tolist(), metric.name
    assert not opened.complaints


@pytest.mark.long
def test_colours_legend_and_title_follow_the_metric(open_page, counted) -> None:
    opened = open_page(counted, View(date=dt.date.fromisoformat(DAYS[1])))
    assert opened.colour_at("C") == STATE_COLOURS[State.ALL].lower()
    opened.page.evaluate("outageBrief.showMetric('customer_hours')")
    assert opened.colour_at("C") == STATE_COLOURS[State.NO_REPORT].lower()
    assert opened.colour_at("A") == STATE_COLOURS[State.LARGE_PART].lower()
    legend = opened.page.locator(".legend").inner_text()
    assert "Customer-hours without power" in legend
    assert "1,000 to 10,000" in legend
    assert "No data" in legend
    assert "Part without power" not in legend
    assert "Measured in 1 of 3 regions; no data for the rest" in opened.page.locator(".headline").inner_text()


@pytest.mark.long
@pytest.mark.parametrize(("out", "total", "said"), [("900", "900", "900 of 900 customers out, at most (100%)"),
                                                    ("999", "1000", "999 of 1,000 customers out, at most (99%)"),
                                                    ("3", "8000", "3 of 8,000 customers out, at most (0.038%)")])  # fmt: skip
def test_a_share_is_a_plain_number_and_less_than_all_is_not_all(open_page, out, total, said) -> None:
    cells = pd.DataFrame([("A", f"{DAYS[0]}T10:00", out, total)], dtype=str,
                         columns=["region_code", "time", "customers_out", "customers_total"])  # fmt: skip
    opened = open_page(world(counts=cells), View(date=dt.date.fromisoformat(DAYS[0]), metric="share", region="A"))
    assert said in opened.page.locator(".panel").inner_text()


def test_the_share_is_never_without_the_source_of_the_number_of_customers(open_page, counted) -> None:
    opened = open_page(counted, View(date=dt.date.fromisoformat(DAYS[2]), metric="share", region="B"))
    assert "All customers: from customers_total" in opened.page.locator(".legend").inner_text()
    panel = opened.page.locator(".panel").inner_text()
    assert "30 of 40 customers out, at most (75%)" in panel
    assert "All customers: from customers_total" in panel
    opened.show(DAYS[0])
    assert "30 customers out, at most; of how many is not known" in opened.page.locator(".panel").inner_text()
    assert opened.colour_at("B") == STATE_COLOURS[State.NO_REPORT].lower()


@pytest.mark.long
def test_a_view_opens_on_its_metric_and_a_foreign_one_is_refused(open_page, counted, ukraine) -> None:
    opened = open_page(counted, View(metric="customers"))
    assert "Customers out, highest of the day" in opened.page.locator(".legend").inner_text()
    with pytest.raises(UsageError, match="no data for the metric 'share'"):
        build_map(ukraine, View(metric="share"))
    with pytest.raises(UsageError, match="no data for the metric"):
        build_map(counted, View(metric="best"))


@pytest.mark.long
def test_a_dataset_without_counts_says_nothing_of_metrics(open_page, ukraine) -> None:
    assert not open_page(ukraine).page.locator(".legend .meaning").is_visible()


@pytest.mark.long
def test_a_count_of_nine_digits_reaches_the_page_whole():
    row = ("A", f"{DAYS[0]}T12:00", "123456789", "200000000")
    dataset = world(counts=pd.DataFrame([row], columns=["region_code", "time", "customers_out", "customers_total"]))
    assert of_counts(dataset)["values"] == varints(np.array([123_456_789 + 1]))
