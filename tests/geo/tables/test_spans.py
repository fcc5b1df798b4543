"""Cells of times from one moment to another, as utilities write them in notices of works."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tables import read_table_file
from geo.tables.spans import spans_of


@pytest.mark.parametrize(("cell", "start", "end"), [
    ("11:00-14:00", "11:00", "14:00"),
    ("9 to 5 pm", "9 am", "5 pm"),
    ("10 - 11 pm", "10 pm", "11 pm"),
    ("8h00 à 12h00", "8h00", "12h00"),
    ("2031-07-08 09:00 - 12:30", "2031-07-08 09:00", "2031-07-08 12:30"),
    ("9:00 am - 5:00 pm", "9:00 am", "5:00 pm"),
    ("17.03.2031 08:00-10:00", "17.03.2031 08:00", "17.03.2031 10:00"),
    ("17.03.2031 08:00 - 18.03.2031 16:00", "17.03.2031 08:00", "18.03.2031 16:00"),
    ("2031-03-17T08:00:00+02:00/2031-03-17T16:00:00+02:00", "2031-03-17T08:00:00+02:00", "2031-03-17T16:00:00+02:00"),
    ("17.03.2031 з 08:00 до 16:00", "17.03.2031 08:00", "17.03.2031 16:00"),
    ("с 9:00 до 17:00 17.03.2031", "17.03.2031 9:00", "17.03.2031 17:00"),
    ("17.03.2031 - 19.03.2031", "17.03.2031", "19.03.2031"),
    ("17.03 - 19.03.2031", "17.03.2031", "19.03.2031"),
    ("17-19 March 2031", "17 March 2031", "19 March 2031"),
    ("30 March - 2 April 2031", "30 March 2031", "2 April 2031"),
    ("March 17-19, 2031", "March 17, 2031", "March 19, 2031"),
    ("March 30 - April 2, 2031", "March 30, 2031", "April 2, 2031"),
])  # fmt: skip
def test_a_time_from_one_moment_to_another(cell: str, start: str, end: str) -> None:
    assert spans_of(cell) == [(start, end)]


@pytest.mark.parametrize("cell", [
    "10-20", "555-1234", "1200-1500", "2024-2025", "2031-07-08", "12-5", "10/0.4", "110/35/10", "1-3/2031", "Oakfield - 12",
    "17.03.2031", "2031-03-17 08:00-05:00", "3/17/2031 8:00 AM -05:00",
])  # fmt: skip
def test_figures_numbers_and_single_moments_are_no_spans(cell: str) -> None:
    assert spans_of(cell) == []


@given(st.text(alphabet="0123456789:.-/, apmtoдо", max_size=40))
def test_any_cell_is_read_or_is_none(cell: str) -> None:
    assert all(start and end for start, end in spans_of(cell))


def rows_of(folder: Path, text: str) -> list[tuple[str, ...]]:
    (folder / "table.csv").write_text(text, encoding="utf-8")
    return list(read_table_file(folder / "table.csv").table.itertuples(index=False, name=None))


def test_a_cell_of_several_times_makes_a_row_of_each_and_a_day_stands_for_all(tmp_path: Path) -> None:
    made = rows_of(tmp_path, "Area;When\nOld Town;17.03.2031 8:00-10:00, 14:00-16:00\nHarbour;18.03.2031 09:00-11:00\n")
    assert spans_of("od 09:00 do 11:00 i od 13:00 do 15:00") == [("09:00", "11:00"), ("13:00", "15:00")]
    assert [row[2:] for row in made] == [("17.03.2031 8:00", "17.03.2031 10:00"), ("17.03.2031 14:00", "17.03.2031 16:00"),
                                         ("18.03.2031 09:00", "18.03.2031 11:00")]  # fmt: skip


def test_works_on_each_of_some_days_are_a_row_for_each_day(tmp_path: Path) -> None:
    text = "Area;Dates;Time\nOld Town;17.03.2031 - 19.03.2031;08:00-16:00\nHarbour;18.03.2031 - 18.03.2031;09:00-15:00\n"
    made = rows_of(tmp_path, text)
    assert [row[3:] for row in made] == [("2031-03-17", "08:00", "16:00"), ("2031-03-18", "08:00", "16:00"),
                                         ("2031-03-19", "08:00", "16:00"), ("2031-03-18", "09:00", "15:00")]  # fmt: skip


@pytest.mark.parametrize("days", ["01.02.2031 - 31.12.2031", "03/04/2031 - 05/04/2031"])
def test_days_of_most_of_a_year_or_of_two_meanings_are_not_made_rows_of(tmp_path: Path, days: str) -> None:
    made = rows_of(tmp_path, f"Area;Dates;Time\nOld Town;{days};08:00-16:00\n")
    assert made == [("Old Town", days, "08:00-16:00", "08:00", "16:00")]


def test_offsets_from_utc_are_those_of_one_zone_and_ends_are_many(tmp_path: Path) -> None:
    offsets = rows_of(tmp_path, "Area;When\nA;2031-03-17 03:00-05:00\nB;2031-07-17 03:30-04:00\n")
    assert [len(row) for row in offsets] == [2, 2]
    ends = rows_of(tmp_path, "Area;When\nA;2031-03-17 03:00-05:00\nB;2031-03-17 03:30-06:00\nC;2031-03-17 08:00-10:30\n")
    assert [row[3] for row in ends] == ["2031-03-17 05:00", "2031-03-17 06:00", "2031-03-17 10:30"]
