import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.quantities import Quantity
from geo.reports import COLUMNS, Judged, judged_reports, read_reports, reports_from
from geo.states import State
from tests.geo.worlds import REPORT, reports, table
from tests.geo.worlds import settings as dataset_settings

ZONE = dataset_settings().zone


def faults_of(*rows: dict[str, str]) -> list[tuple[int | None, str | None]]:
    with pytest.raises(DataError) as caught:
        reports(*rows)
    return [(fault.row, fault.column) for fault in caught.value.faults]


def test_a_report_keeps_what_was_written_beside_what_it_means() -> None:
    report = reports(
        {"started_at": "2026-01-07T18:30", "people": ">104000", "scope": "the north", "scope_share": "0.6..0.8"}
    ).iloc[0]
    assert report["started_at"] == "2026-01-07T18:30"
    assert report["started"].start.isoformat() == "2026-01-07T18:30:00+02:00"
    assert report["people"] == Quantity(low=104000)
    assert (report["share_low"], report["share_high"]) == (0.6, 0.8)
    assert report["extent_state"] == State.ALL


def test_a_quantity_that_nobody_gave_is_missing_and_not_zero() -> None:
    assert reports({}).iloc[0]["people"] is None


def test_an_unknown_extent_is_no_state() -> None:
    assert reports({"extent": "unknown"}).iloc[0]["extent_state"] == State.NO_REPORT


def test_power_that_is_on_is_not_the_same_as_no_report() -> None:
    assert reports({"extent": "none"}).iloc[0]["extent_state"] == State.POWER_ON


def test_what_is_left_blank_is_unknown_and_merely_claimed() -> None:
    report = reports({}).iloc[0]
    assert (report["kind"], report["cause"], report["status"]) == ("unknown", "unknown", "claimed")


def test_all_faults_of_a_file_are_told_at_once_with_row_and_column() -> None:
    found = faults_of(
        {}, {"record_id": "r0", "people": "5"}, {"people": "many"}, {"started_at": "2026-02-30"}, {"extent": "total"},
        {"lon": "200", "lat": "5"}, {"lon": "5"}, {"source": ""}, {"scope": "north", "scope_share": "1.2"},
        {"scope_share": "0.7"}, {"started_at": "2026-01-07", "ended_at": "2026-01-06"},
    )  # fmt: skip
    assert found == [
        (2, "record_id"), (3, "record_id"), (4, "people"), (5, "started_at"), (6, "extent"), (7, "lon"), (8, "lon"),
        (9, "source"), (10, "scope_share"), (11, "scope_share"), (12, "ended_at"),
    ]  # fmt: skip


def test_a_role_may_be_left_blank_and_none_is_made_up() -> None:
    assert reports({"source_role": ""}).iloc[0]["source_role"] == ""
    assert faults_of({"source_role": "blogger"}) == [(2, "source_role")]


def judged(*rows: dict[str, str], most: float = 0.5) -> Judged:
    return judged_reports(table(REPORT | row for row in rows), zone=ZONE, file="outages.csv", most=most)


def test_a_bad_row_is_rejected_and_the_good_ones_are_kept() -> None:
    found = judged({"place": "A"}, {"extent": "80%"}, {"place": "B"})
    assert found.reports["place"].tolist() == ["A", "B"]
    assert found.reports["row"].tolist() == [2, 4]
    fault = found.intake.rejected[0]
    assert (fault.file, fault.row, fault.column, fault.value) == ("outages.csv", 3, "extent", "80%")
    assert "all, nearly_all, large_part" in fault.expected
    assert (found.intake.read, found.intake.rejected_count) == (3, 1)


@pytest.mark.parametrize(("column", "value"), [
    ("started_at", "2026-02-30"), ("started_at", "2026-03-29T03:30"), ("started_at", "0001-01-01"), ("customers", "-5"),
    ("customers", "10000000001"), ("people", "~99999999999"), ("customers", "12%"),
])  # fmt: skip
def test_a_time_or_figure_that_cannot_be_is_rejected_with_its_row(column: str, value: str) -> None:
    found = judged({}, {column: value}, {})
    assert [(fault.row, fault.column, fault.value) for fault in found.intake.rejected] == [(3, column, value)]
    assert len(found.reports) == 2


def test_a_date_decades_from_all_others_is_rejected_and_one_in_the_future_is_said() -> None:
    far = judged({}, {}, {"started_at": "1926-01-07"})
    assert [(fault.row, fault.column, fault.value) for fault in far.intake.rejected] == [(4, "started_at", "1926-01-07")]
    assert far.intake.rejected[0].expected == "a date of the years 2026 to 2026, as the others have"
    rows = table([REPORT, REPORT | {"started_at": "2026-03-01"}, REPORT | {"started_at": "2026-03-01", "kind": "scheduled"}])
    notes = judged_reports(rows, zone=ZONE, today=dt.date(2026, 1, 8)).intake.notes
    assert notes == ("row 3: started_at 2026-03-01 lies in the future: shown on its date, check it",)
    unread = judged_reports(table([REPORT, REPORT | {"started_at": "3-5 janv. 2026"}]), zone=ZONE, today=dt.date(2026, 1, 8))
    assert (len(unread.intake.rejected), unread.intake.notes) == (1, ())


def test_a_file_with_more_bad_rows_than_may_be_is_refused_with_all_of_them() -> None:
    bad = [{"extent": "80%"}, {"extent": "90%"}]
    assert len(judged({}, {}, *bad).reports) == 2
    with pytest.raises(DataError, match="3 of 5 rows cannot be used") as caught:
        judged({}, {}, *bad, {"people": "many"})
    assert [fault.row for fault in caught.value.faults] == [None, 4, 5, 6]
    assert len(judged({}, {}, *bad, {"people": "many"}, most=0.8).reports) == 2


def test_a_row_that_stands_twice_is_merged_and_an_id_of_different_rows_is_rejected_with_all_of_them() -> None:
    same = {"record_id": "7", "place": "A"}
    found = judged(same, same, {"record_id": "8"}, {"record_id": "9", "place": "B"}, {"record_id": "9", "place": "C"})
    assert found.reports["record_id"].tolist() == ["7", "8"]
    assert found.intake.left_out == {"merged": 1}
    assert found.intake.notes == ("row 3 is the same as row 2: merged",)
    assert [fault.row for fault in found.intake.rejected] == [5, 6]


def test_rows_without_ids_get_made_ones() -> None:
    blank = table([REPORT | {"record_id": "", "place": "A"}, REPORT | {"record_id": "", "place": "B"}])
    assert reports_from(blank, zone=ZONE)["record_id"].tolist() == ["row 2", "row 3"]
    assert reports_from(blank.drop(columns="record_id"), zone=ZONE)["record_id"].tolist() == ["row 2", "row 3"]


def test_an_outage_that_began_after_it_was_reported_is_said_and_planned_work_is_not() -> None:
    early = {"started_at": "2026-01-09", "reported_at": "2026-01-07T10:00"}
    assert judged(early).intake.notes[0].startswith("row 2: started_at is later than reported_at: shown from its start")
    assert judged(early | {"kind": "scheduled"}).intake.notes == ()


def test_numbers_that_are_none_are_refused() -> None:
    assert faults_of({"lon": "nan", "lat": "inf"}) == [(2, "lon"), (2, "lat")]
    assert faults_of({"scope": "north", "scope_share": "nan"}) == [(2, "scope_share")]


def test_an_outage_in_the_repeated_hour_may_end_on_an_earlier_hand_of_the_clock() -> None:
    row = {"started_at": "2026-10-25T03:50+03:00", "ended_at": "2026-10-25T03:10+02:00"}
    assert len(reports(row)) == 1


def test_a_column_that_is_needed_is_named_when_it_is_missing() -> None:
    with pytest.raises(DataError, match="column source is missing"):
        reports_from(pd.DataFrame({"record_id": ["1"], "extent": ["all"], "source_role": ["media"]}), zone=ZONE)


def test_columns_may_stand_in_any_order_and_be_left_out() -> None:
    given_rows = table([REPORT | {"region_code": "A"}])
    turned = reports_from(given_rows[given_rows.columns[::-1]], zone=ZONE)
    assert list(turned.columns[1 : len(COLUMNS) + 1]) == list(COLUMNS)
    pd.testing.assert_frame_equal(turned, reports_from(given_rows, zone=ZONE))


def test_a_column_of_the_files_own_is_kept() -> None:
    assert reports({"note": "seen twice"}).iloc[0]["note"] == "seen twice"


def test_empty_cells_of_a_typed_table_are_blanks() -> None:
    typed = pd.DataFrame([REPORT | {"record_id": 7, "people": np.nan, "place": None}])
    report = reports_from(typed, zone=ZONE).iloc[0]
    assert (report["record_id"], report["people"], report["place"]) == ("7", None, "")


def test_reading_reports_leaves_the_table_as_it_was() -> None:
    given_rows = table([REPORT | {"people": " 5 "}])
    before = given_rows.copy(deep=True)
    reports_from(given_rows, zone=ZONE)
    pd.testing.assert_frame_equal(given_rows, before)


HEADER = "record_id,source,source_role,extent,summary\n"


@pytest.mark.parametrize(("content", "told"), [
    (b"", "empty"),
    (b"\n\n", "empty"),
    ("record_id,source\n1,Бюро\n".encode("cp1251"), "extent is missing"),
    ("record_id,source\n1,x\n".encode("utf-16"), "extent is missing"),
    ((HEADER + "1,x,media,all,a,b\n").encode(), "line 2 has 6 cells, the header"),
    ((HEADER + '1,x,media,all,"open\n2,x,media,all,b\n').encode(), 'opens with " and is not closed up to line 3'),
    (b"record_id,source,source,source_role,extent\n1,x,y,media,all\n", "twice"),
    (b"id;who;extent\n1;x;all\n", "source is missing"),
])  # fmt: skip
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "outages.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=told):
        read_reports(path, zone=ZONE)


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="missing"):
        read_reports(tmp_path / "outages.csv", zone=ZONE)
    with pytest.raises(DataError, match="cannot be read"):
        read_reports(tmp_path, zone=ZONE)


def test_blank_lines_do_not_shift_the_row_that_an_error_names(tmp_path: Path) -> None:
    path = tmp_path / "outages.csv"
    path.write_text("\ufeff" + HEADER + "1,x,media,all,\n\n,,,,\n2,x,media,total,\n\n", encoding="utf-8")
    rejected = read_reports(path, zone=ZONE).intake.rejected
    assert [(fault.row, fault.column) for fault in rejected] == [(5, "extent")]


def test_a_header_without_rows_is_a_dataset_without_reports(tmp_path: Path) -> None:
    path = tmp_path / "outages.csv"
    path.write_text(HEADER, encoding="utf-8")
    assert read_reports(path, zone=ZONE).reports.empty


def test_commas_quotes_and_line_breaks_in_a_summary_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "outages.csv"
    path.write_text(HEADER + '1,x,media,all,"He said ""no"", twice\nand left"\n', encoding="utf-8")
    assert read_reports(path, zone=ZONE).reports["summary"].tolist() == ['He said "no", twice\nand left']


@pytest.mark.long
@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=12), max_size=6))
def test_any_row_is_a_report_or_a_data_error(row: dict[str, str]) -> None:
    rows = set[int | None]()
    try:
        assert len(reports(row)) == 1
    except DataError as error:
        rows = {fault.row for fault in error.faults}
    assert rows <= {2}
