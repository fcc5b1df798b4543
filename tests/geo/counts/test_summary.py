from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.counts import counts_from, read_counts
from geo.errors import DataError
from geo.read import assemble, read_dataset
from geo.situation import unplaced, unplaced_count
from geo.situation.account import account_of
from geo.states import Breaks, State
from tests.geo.worlds import flags, on, region, settings, squares, state, three_squares, world, write_folder

ZONE = settings().zone


def rows(*cells: tuple[str, str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)


def test_the_share_of_customers_out_gives_the_state() -> None:
    share = np.array([0.0, 1e-9, 0.009, 0.01, 0.3, 0.9, 0.99, 1.0, np.nan])
    _, on_, few, part, large, nearly, all_ = State
    assert Breaks().states(share).tolist() == [on_, few, few, part, large, nearly, all_, all_, State.NO_REPORT]


def test_a_count_of_zero_is_power_on_and_no_count_is_no_report() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T10:00", "0", "100"), ("B", "2026-01-07T10:00", "", "100")))
    assert state(dataset, "2026-01-07", "A") == State.POWER_ON
    assert state(dataset, "2026-01-07", "B") == State.NO_REPORT
    assert region(dataset, "2026-01-07", "B").customers_out is None


def test_a_count_of_another_decade_is_rejected_and_does_not_stretch_the_dates() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T10:00", "5", ""), ("A", "2026-01-08T10:00", "5", ""),
                                ("A", "1970-01-21", "5", "")))  # fmt: skip
    assert dataset.timeline.days == 2
    assert [(fault.row, fault.value) for fault in dataset.count_summary.rejected] == [(4, "1970-01-21")]


def test_one_customer_out_is_never_power_on() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T10:00", "1", "9000000"), ("B", "2026-01-07T10:00", "1", "")))
    assert state(dataset, "2026-01-07", "A") == State.FEW
    assert flags(dataset, "2026-01-07", "A") == set()
    assert (state(dataset, "2026-01-07", "B"), flags(dataset, "2026-01-07", "B")) == (State.PART, {"estimated"})
    situation = on(dataset, "2026-01-07")
    assert [one.code for one in situation.few] == ["A"]
    assert [one.code for one in situation.affected] == ["B"]


def test_a_day_shows_its_highest_count() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T10:00", "10", "100"), ("A", "2026-01-07T11:00", "95", "100")))
    assert state(dataset, "2026-01-07") == State.NEARLY_ALL
    assert region(dataset, "2026-01-07").customers_out == 95


def test_a_count_belongs_to_the_civil_day_of_the_datasets_zone() -> None:
    dataset = world(counts=rows(("A", "2026-01-06T22:30Z", "10", ""), ("A", "2026-01-07T21:59+00:00", "20", "")))
    assert dataset.timeline.days == 1
    assert region(dataset, "2026-01-07").customers_out == 20


def test_times_with_and_without_an_offset_may_stand_in_one_file() -> None:
    dataset = world(counts=rows(("A", "2026-01-07T01:00", "1", ""), ("B", "2026-01-07T01:00+05:00", "1", ""),
                                ("C", "2026-01-07", "1", "")))  # fmt: skip
    assert [region(dataset, "2026-01-07", code).customers_out for code in "ABC"] == [1, None, 1]
    assert region(dataset, "2026-01-06", "B").customers_out == 1


def test_the_hours_that_the_clocks_skip_and_repeat_are_counted_too() -> None:
    skipped = ("A", "2026-03-29T03:30", "4", ""), ("A", "2026-03-29T04:00", "4", "")
    twice = ("B", "2026-10-25T03:30+03:00", "4", ""), ("B", "2026-10-25T03:30+02:00", "4", "")
    days = world(counts=rows(*skipped, *twice)).count_summary.daily.set_index("region")
    assert days["covered_h"].tolist() == [0.25, 0.5]
    assert days["customer_hours"].tolist() == [1.0, 2.0]


def test_typed_columns_are_read_like_text() -> None:
    typed = pd.DataFrame({"region_code": ["A"], "time": pd.to_datetime(["2026-01-07T10:00Z"]), "customers_out": [5]})
    read = assemble(settings(), regions=three_squares(), counts=counts_from(typed, zone=ZONE))
    assert region(read, "2026-01-07").customers_out == 5


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
    assert account_of(dataset).of("counts").outcomes == {"used": 2, "unplaced": 2}
    assert dataset.count_summary.read == 4
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
        world(counts=counts)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (None, None), (2, "time"), (3, "customers_out"), (4, "time"), (5, "customers_out"), (6, "time"),
    ]  # fmt: skip


@pytest.mark.long
def test_a_row_that_cannot_be_read_is_listed_beside_those_that_can() -> None:
    dataset = world(counts=rows(("A", "noon", "5", "10"), ("A", "2026-01-07", "5", "10"), ("B", "2026-01-07", "5", "some"),
                                ("C", "2026-01-07", "5", "10")))  # fmt: skip
    assert unplaced(dataset) == ()
    assert [(fault.row, fault.column, fault.value, fault.what) for fault in dataset.count_summary.rejected] == [
        (2, "time", "noon", "the time cannot be read"), (4, "customers_total", "some", "the total cannot be read"),
    ]  # fmt: skip
    assert state(dataset, "2026-01-07", "A") == State.LARGE_PART
    assert state(dataset, "2026-01-07", "B") == State.NO_REPORT


@pytest.mark.long
def test_a_time_that_the_clocks_skip_is_rejected_and_not_moved() -> None:
    cells = [("A", "2026-03-29T03:30", "9", ""), ("A", "2026-03-29T02:30", "1", ""), ("A", "2026-03-29 04:00:00", "2", "")]
    usual = [("A", "2026-03-29 03:00:00", "9", ""), ("A", "2026-03-29 04:00:00", "2", "")]
    for written, bad in ((cells, 2), (usual, 2)):
        dataset = world(counts=rows(*written))
        why = "the time does not exist: the clocks skip it"
        assert [(fault.row, fault.what) for fault in dataset.count_summary.rejected] == [(bad, why)]
        assert region(dataset, "2026-03-29").customers_out == 2


@pytest.mark.long
def test_a_file_of_counts_with_too_many_bad_rows_is_refused(tmp_path: Path) -> None:
    table = "region_code,time,customers_out\nA,noon,5\nA,2026-01-07,many\nA,2026-01-07,5\n"
    with pytest.raises(DataError, match="2 of 3 rows cannot be used"):
        read_dataset(write_folder(tmp_path / "bad", counts=table))
    kept = read_dataset(write_folder(tmp_path / "kept", counts=table, toml="max_rejected_share = 0.7\n"))
    assert region(kept, "2026-01-07").customers_out == 5


@pytest.mark.long
def test_of_very_many_rows_the_first_are_listed_and_all_are_counted() -> None:
    dataset = world(counts=rows(*[("Z", "2026-01-07", "5", "10")] * 500, ("A", "2026-01-07", "5", "10")))
    assert len(unplaced(dataset)) == 200
    assert unplaced_count(dataset) == 500
    notes = account_of(dataset).of("counts").notes
    assert notes == ("500 rows unplaced: no region of the dataset has that code or name", "the first 200 of them are listed")


def test_more_customers_out_than_there_are_is_told_and_not_clipped() -> None:
    dataset = world(counts=rows(("A", "2026-01-07", "120", "100"), ("B", "2026-01-07", "100", "100")))
    assert region(dataset, "2026-01-07").customers_out == 120
    note, = account_of(dataset).of("counts").notes
    assert note == "Aland, 2026-01-07: 120 customers out of 100: more than there are, shown as it stands"


def test_a_row_counts_for_one_step_and_a_missing_row_for_none() -> None:
    out = {"10:00": "40", "10:15": "20", "18:00": "0"}
    counts = rows(*[("A", f"2026-01-07T{clock}", count, "100") for clock, count in out.items()])
    day = world(counts=counts).count_summary.daily.iloc[0]
    assert (day["covered_h"], day["customer_hours"], day["part_h"], day["large_part_h"]) == (0.75, 15.0, 0.5, 0.25)


def test_rows_that_come_oftener_than_the_step_share_it() -> None:
    counts = rows(*[("A", f"2026-01-07T10:{minute:02}", "60", "100") for minute in range(60)])
    dataset = world(counts=counts)
    assert dataset.count_summary.daily["customer_hours"].tolist() == [60.0]
    note, = account_of(dataset).of("counts").notes
    assert note == "1 day of a region has several rows in one step of 15 minutes: these rows share the step"


def test_the_step_and_the_zone_of_a_feed_are_settings() -> None:
    chosen = settings(counts={"step_min": 60, "zone": "UTC"})
    feed = counts_from(rows(("A", "2026-01-06T23:00", "10", "")), zone=chosen.counts_zone)
    dataset = assemble(chosen, regions=three_squares(), counts=feed)
    assert region(dataset, "2026-01-07").customers_out == 10
    assert dataset.count_summary.daily["customer_hours"].tolist() == [10.0]


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


def test_a_folder_takes_csv_and_parquet_alike(tmp_path: Path) -> None:
    table = rows(("A", "2026-01-07T10:00", "5", "10"), ("B", "2026-01-07T10:00", "0", "10"))
    folder = write_folder(tmp_path / "csv", counts=table.to_csv(index=False))
    twin = write_folder(tmp_path / "parquet", counts="")
    (twin / "counts.csv").unlink()
    table.to_parquet(twin / "counts.parquet")
    toml = (twin / "dataset.toml").read_text(encoding="utf-8").replace("counts.csv", "counts.parquet")
    (twin / "dataset.toml").write_text(toml, encoding="utf-8")
    one, other = read_dataset(folder), read_dataset(twin)
    assert state(one, "2026-01-07") == state(other, "2026-01-07") == State.LARGE_PART
    pd.testing.assert_frame_equal(one.count_summary.daily, other.count_summary.daily)


@pytest.mark.long
def test_counts_whose_lines_end_as_on_an_old_mac_are_read_with_their_rows(tmp_path: Path) -> None:
    lines = ["region_code,time,customers_out", "A,2026-01-07T10:00,10", "B,2026-01-07T10:00,many", "B,2026-01-07T10:15,20",
             'C,2026-01-07T10:00,"30"', ""]  # fmt: skip
    folder = write_folder(tmp_path / "w", counts="\r".join(lines))
    assert b"\n" not in (folder / "counts.csv").read_bytes()
    dataset = read_dataset(folder)
    assert [region(dataset, "2026-01-07", code).customers_out for code in "ABC"] == [10, 20, 30]
    assert [(fault.row, fault.value) for fault in dataset.count_summary.rejected] == [(3, "many")]


def test_the_rows_of_an_older_period_are_listed_with_what_to_do() -> None:
    new = [("A", f"2026-01-{day:02}T10:00", "5", "") for day in range(1, 8)]
    old = [("A", f"2003-08-{day:02}T10:00", "5", "") for day in range(14, 17)]
    dataset = world(counts=rows(*old, *new))
    assert dataset.timeline.days == 7
    assert [fault.row for fault in dataset.count_summary.rejected] == [2, 3, 4]
    assert "dataset of their own" in dataset.count_summary.rejected[0].remedy


def test_what_is_wrong_with_a_date_is_not_mended_by_a_blank_count() -> None:
    dataset = world(counts=rows(*(("A", f"2026-01-07T1{n}:00", "5", "") for n in range(4)), ("A", "soon", "6", ""),
                                ("A", "2026-01-07T15:00", "many", "")))  # fmt: skip
    assert [str(fault.remedy) for fault in dataset.count_summary.rejected] == [
        "correct the cell", "correct the cell; a blank count means no data"]
