from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.counts import Breaks, counts_from, daily_maximum, read_counts
from geo.errors import DataError
from geo.outages import State
from geo.situation import unplaced
from tests.geo.worlds import on, region, settings, squares, state, world

ZONE = settings().zone


def rows(*cells: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)


def test_the_share_of_customers_out_gives_the_state() -> None:
    share = np.array([0.0, 0.009, 0.01, 0.3, 0.9, 0.99, 1.0, np.nan])
    on_, part, large, nearly, all_ = State.POWER_ON, State.PART, State.LARGE_PART, State.NEARLY_ALL, State.ALL
    assert Breaks().states(share).tolist() == [on_, on_, part, large, nearly, all_, all_, State.NO_REPORT]


def test_a_count_of_zero_is_power_on_and_no_count_is_no_report() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T10:00", "0", "100"), ("B", "2026-01-07T10:00", "", "100")))
    assert state(dataset, "2026-01-07", "A") == State.POWER_ON
    assert state(dataset, "2026-01-07", "B") == State.NO_REPORT
    assert region(dataset, "2026-01-07", "B").customers_out is None


def test_a_day_shows_its_highest_count() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T10:00", "10", "100"), ("A", "2026-01-07T11:00", "95", "100")))
    assert state(dataset, "2026-01-07") == State.NEARLY_ALL
    assert region(dataset, "2026-01-07").customers_out == 95


def test_a_count_belongs_to_the_civil_day_of_the_datasets_zone() -> None:
    counts = counts_from(rows(("A", "2026-01-06T22:30Z", "10", ""), ("A", "2026-01-07T21:59+00:00", "20", "")), zone=ZONE)
    daily = daily_maximum(counts, codes=pd.Index(["A"]), zone=ZONE)
    assert daily["day"].tolist() == [(pd.Timestamp("2026-01-07") - pd.Timestamp("1970-01-01")).days]
    assert daily["customers_out"].tolist() == [20]


def test_times_with_and_without_an_offset_may_stand_in_one_file() -> None:
    counts = counts_from(
        rows(("A", "2026-01-07T01:00", "1", ""), ("A", "2026-01-07T01:00+05:00", "1", ""), ("A", "2026-01-07", "1", "")),
        zone=ZONE,
    )
    assert counts["time"].dt.tz_convert("UTC").dt.strftime("%dT%H").tolist() == ["06T23", "06T20", "06T22"]


def test_the_hours_that_the_clocks_skip_and_repeat_are_counted_too() -> None:
    counts = counts_from(rows(("A", "2026-03-29T03:30", "1", ""), ("A", "2026-10-25T03:30", "1", "")), zone=ZONE)
    assert counts["time"].dt.tz_convert(ZONE).dt.strftime("%m-%d").tolist() == ["03-29", "10-25"]


def test_typed_columns_are_read_like_text() -> None:
    typed = pd.DataFrame({"region_code": ["A"], "time": pd.to_datetime(["2026-01-07T10:00Z"]), "customers_out": [5]})
    assert counts_from(typed, zone=ZONE)["customers_out"].tolist() == [5.0]


def test_every_count_is_used_or_listed_with_its_row() -> None:
    counts = rows(
        ("A", "2026-01-07", "5", "10"),
        ("Z", "2026-01-07", "5", "10"),
        ("B", "2026-01-07", "", "10"),
        (" a ", "2026-01-08", "5", "10"),
    )
    dataset = world(counts=counts)
    assert unplaced(dataset) == (
        ("row 3", "the dataset has no region with the code 'Z'"),
        ("row 4", "the count is blank: no data"),
    )
    assert dataset.counted == 4
    assert state(dataset, "2026-01-08", "A") == State.LARGE_PART


def test_without_a_total_a_region_is_out_in_part_and_its_own_customers_help() -> None:
    counts = rows(("A", "2026-01-07", "50", ""), ("B", "2026-01-07", "50", ""))
    dataset = world(counts=counts, regions=squares(customers=["50", "", ""]))
    assert state(dataset, "2026-01-07", "A") == State.ALL
    assert state(dataset, "2026-01-07", "B") == State.PART


def test_a_report_goes_before_a_count_of_the_same_region() -> None:
    dataset = world(
        {"region_code": "A", "extent": "all"}, counts=rows(("A", "2026-01-07", "0", "10"), ("B", "2026-01-07", "3", "10"))
    )
    assert state(dataset, "2026-01-07", "A") == State.ALL
    assert state(dataset, "2026-01-07", "B") == State.LARGE_PART


def test_measured_customers_are_the_total_where_no_report_gives_any() -> None:
    dataset = world(counts=rows(("A", "2026-01-07", "30", "100"), ("B", "2026-01-07", "12", "100")))
    assert str(on(dataset, "2026-01-07").totals["customers"]) == "42"
    assert on(dataset, "2026-01-09").totals["customers"] is None


def test_all_wrong_cells_are_told_at_once() -> None:
    counts = rows(("A", "noon", "5", "10"), ("A", "2026-01-07", "-5", "10"), ("A", "2026-02-30", "5", "many"), ("A",
                  "2026-01-07", "inf", ""),
                  ("A", "9999-01-01", "1", ""))  # fmt: skip
    with pytest.raises(DataError) as caught:
        counts_from(counts, zone=ZONE)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "time"), (3, "customers_out"), (4, "time"), (4, "customers_total"), (5, "customers_out"), (6, "time"),
    ]  # fmt: skip


def test_a_column_that_is_needed_is_named_when_it_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("region_code,time,sum\nA,2026-01-07,5\n", encoding="utf-8")
    with pytest.raises(DataError, match="customers_out is missing"):
        read_counts(path, zone=ZONE)


def test_reading_counts_leaves_the_table_as_it_was() -> None:
    given = rows((" A", "2026-01-07", "5", ""))
    before = given.copy(deep=True)
    counts_from(given, zone=ZONE)
    pd.testing.assert_frame_equal(given, before)
