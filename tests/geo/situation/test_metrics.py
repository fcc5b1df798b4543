import datetime as dt

import numpy as np
import pandas as pd
import pytest

from geo.errors import DataError, UsageError
from geo.situation.metrics import class_words, classes, denominator_in_words, metric_of, metrics_of
from geo.states import State
from tests.geo.worlds import region, settings, squares, world

DAY = "2026-01-07"
ALL = ["state", "share", "customers", "customer_hours", "hours_part", "hours_large_part", "hours_nearly_all", "hours_all"]


def rows(*cells: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)


def hourly(code: str, *counts: int, total: str = "1000") -> list[tuple[str, str, str, str]]:
    return [(code, f"{DAY}T{hour:02}:{minute:02}", str(count), total) for hour, count in enumerate(counts)
            for minute in (0, 15, 30, 45)]


def shown(dataset, name: str) -> list[int]:
    """The class of regions A, B and C on the day."""
    return classes(dataset, metric_of(dataset, name))[dataset.timeline.index_of(dt.date.fromisoformat(DAY))].tolist()


@pytest.mark.long
def test_each_metric_has_six_classes_beside_no_data() -> None:
    dataset = world(counts=rows(*hourly("A", 950, 100, 5), *hourly("B", 0)))
    assert [metric.name for metric in metrics_of(dataset)] == ALL
    assert shown(dataset, "state") == [5, 1, 0]
    assert shown(dataset, "share") == [5, 1, 0]
    assert shown(dataset, "customers") == [3, 1, 0]
    assert shown(dataset, "customer_hours") == [4, 1, 0]  # 1,055 of them
    assert [shown(dataset, f"hours_{name}")[0] for name in ("part", "large_part", "nearly_all", "all")] == [4, 4, 4, 1]
    assert [shown(dataset, f"hours_{name}")[1:] for name in ("part", "all")] == [[1, 0], [1, 0]]


def test_breaks_are_those_of_the_dataset_whatever_the_date() -> None:
    dataset = world(counts=rows(*hourly("A", 950)), sections={"counts": {"customers_breaks": [10, 900, 960, 970]}})
    assert shown(dataset, "customers")[0] == 4
    assert class_words(metric_of(dataset, "customers")) == ("No data", "None", "Below 10", "10 to 900", "900 to 960",
                                                           "960 to 970", "970 and more")


def test_a_report_colours_the_state_and_never_a_measured_figure() -> None:
    dataset = world({"region_code": "A", "extent": "all"}, counts=rows(*hourly("A", 0), *hourly("B", 5)))
    assert shown(dataset, "state")[0] == 6
    assert shown(dataset, "share") == [1, 2, 0]
    assert shown(dataset, "customers") == [1, 3, 0]


@pytest.mark.long
def test_words_say_what_each_class_means() -> None:
    dataset = world(counts=rows(*hourly("A", 950)))
    of_share = ("No data", "None", "Below 1%", "1% to 30%", "30% to 90%", "90% to 99%", "99% and more")
    assert class_words(metric_of(dataset, "share")) == of_share
    assert class_words(metric_of(dataset, "customers"))[:4] == ("No data", "None", "", "1 to 1,000")
    assert class_words(metric_of(dataset, "hours_all"))[2:4] == ("Below 0.25 h", "0.25 h to 1 h")
    assert metric_of(dataset, "hours_part").title == "Hours with 1% of customers out or more"


def test_without_numbers_of_customers_there_is_no_share_and_no_hour_above_one() -> None:
    dataset = world(counts=rows(*hourly("A", 950, total="")))
    assert [metric.name for metric in metrics_of(dataset)] == ["state", "customers", "customer_hours"]
    with pytest.raises(UsageError, match=r"no data for the metric 'share'\. It has state, customers"):
        metric_of(dataset, "share")


@pytest.mark.long
@pytest.mark.parametrize(("known", "opens_on"), [(8, "customers"), (9, "state")])
def test_a_map_opens_on_what_its_counts_can_say(known: int, opens_on: str) -> None:
    cells = [(code, f"2026-01-0{day}", "5", "1000" if 5 * number + day <= known else "")
             for number, code in enumerate("AB") for day in range(1, 6)]
    assert metric_of(world(counts=rows(*cells)), None).name == opens_on
    assert metric_of(world({"region_code": "A"}, counts=rows(*cells)), None).name == "state"  # a report has a state


def test_without_counts_there_is_the_state_alone() -> None:
    assert [metric.name for metric in metrics_of(world({"region_code": "A"}))] == ["state"]


@pytest.mark.long
def test_the_source_of_the_number_of_customers_is_told() -> None:
    counts = rows(("A", DAY, "1", "10"), ("B", DAY, "1", ""))
    known = squares(customers=["", "20", ""])
    said = denominator_in_words(world(counts=counts, regions=known, sections={"counts": {"customers_source": "census of 2022"},
                                                                             "files": {"counts": "feed.csv"}}))
    assert said == "All customers: from customers_total of feed.csv; where it gives none, census of 2022"
    only = denominator_in_words(world(counts=counts.drop(columns="customers_total"), regions=known))
    assert only == "All customers: from customers of regions.geojson"
    table = denominator_in_words(world(counts=counts.drop(columns="customers_total"), regions=known,
                                       sections={"files": {"customers": "MCC.csv"}}))
    assert table == "All customers: from customers of MCC.csv", "the table that gave them is named, not the boundaries"


def test_what_the_counts_come_to_is_in_the_situation() -> None:
    dataset = world(counts=rows(*hourly("A", 950, 100)))
    measured = region(dataset, DAY).measured
    assert measured["customer_hours"] == 1050
    assert (measured["share"], measured["covered_h"], measured["part_h"], measured["nearly_all_h"]) == (0.95, 2, 2, 1)
    assert region(dataset, DAY, "C").measured == {}


@pytest.mark.parametrize("breaks", [[1, 2, 3], [0, 1, 2, 3], [1, 1, 2, 3], [4, 3, 2, 1]])
def test_breaks_that_do_not_rise_are_refused(breaks: list[int]) -> None:
    with pytest.raises(DataError, match="four numbers above 0 that rise"):
        settings(counts={"hours_breaks": breaks})


def test_a_class_needs_no_more_than_the_bits_of_a_state() -> None:
    dataset = world(counts=rows(*hourly("A", 950, 1)))
    for metric in metrics_of(dataset)[1:]:
        found = classes(dataset, metric)
        assert found.dtype == np.uint8
        assert found.max() <= max(State)


def test_a_count_of_nine_digits_is_kept_to_the_last() -> None:
    dataset = world(counts=rows(("A", f"{DAY}T12:00", "123456789", "200000000")))
    assert region(dataset, DAY).customers_out == 123_456_789
