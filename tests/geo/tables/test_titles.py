"""The moment that a title states of the table below it."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from geo.tables import read_table_file
from geo.tables.titles import AS_OF, moment_in


@pytest.mark.parametrize(("line", "moment"), [
    ("Outages as of 14 January 2026, 08:00", "2026-01-14T08:00:00"), ("Updated: 14.01.2026 08:00 (draft)", "2026-01-14T08:00:00"),
    ("станом на 08:00 14 січня 2026 року (доба: з 08:00 13.01 до 08:00 14.01)", "2026-01-14T08:00:00"),
    ("Довідка станом на 14.01.2026", "2026-01-14"), ("по состоянию на 8:00 14 января 2026 года", "2026-01-14T08:00:00"),
    ("2026. 1. 14.(수) 06:00 현재", "2026-01-14T06:00:00"), ("令和8年1月14日 午後6時現在", "2026-01-14T18:00:00"),
    ("截至2026年1月14日18时", "2026-01-14T18:00:00"), ("الوحدة: منزل   التاريخ: ١٤ يناير ٢٠٢٦", "2026-01-14"),
    ("Stand: 14.01.2026, 14:00 Uhr", "2026-01-14T14:00:00"), ("15 Ocak 2026 08:00 itibarıyla", "2026-01-15T08:00:00"),
    ("Date: 14 January 2026", "2026-01-14"),
])  # fmt: skip
def test_a_title_says_of_which_moment_its_table_is(line: str, moment: str) -> None:
    assert moment_in(line) == moment


@pytest.mark.parametrize("line", [
    "Storm of 14 January 2026", "Report issued 14.01.2026", "Updated 3/4/2026", "Date of issue: 14.01.2026", "as of now",
    "रिपोर्ट जारी करने की तिथि: 19-06-2025", "Outages, 13 to 14 January 2026", "станом на 14 січня",
])  # fmt: skip
def test_a_day_of_something_else_or_of_two_meanings_is_not_that_of_the_table(line: str) -> None:
    assert moment_in(line) == ""


def workbook(folder: Path, titles: dict[str, str]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, title in titles.items():
        sheet = book.create_sheet(name)
        for row in ([title], ["Region", "Customers out"], ["Aland", 40], ["Bland", 7]):
            sheet.append(row)
    book.save(folder / "t.xlsx")
    return folder / "t.xlsx"


def test_each_sheet_has_the_moment_that_stands_above_its_own_rows(tmp_path) -> None:
    file = read_table_file(workbook(tmp_path, {"Mon": "As of 8 July 2031", "Tue": "As of 9 July 2031"}))
    assert file.table[AS_OF].tolist() == ["2031-07-08"] * 2 + ["2031-07-09"] * 2
    assert file.lines == {}, "what one sheet says is not said of all"


def test_sheets_of_one_moment_share_it(tmp_path) -> None:
    file = read_table_file(workbook(tmp_path, {"North": "As of 8 July 2031", "South": "As of 8 July 2031"}))
    assert AS_OF not in file.table
    assert list(file.lines.values()) == ["As of 8 July 2031"]


def test_a_sheet_that_states_no_moment_gets_none_from_another(tmp_path) -> None:
    file = read_table_file(workbook(tmp_path, {"Mon": "As of 8 July 2031", "Tue": "Second day"}))
    assert file.table[AS_OF].tolist() == ["2031-07-08"] * 2 + [""] * 2


def test_notes_below_the_rows_are_told_beside_the_lines_above(tmp_path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Power cuts,,\nRegion,Out,Cause\nAland,40,storm\nBland,7,storm\nFigures in thousands of customers,,\n")
    assert read_table_file(path).lines == {"line 1": "Power cuts", "row 5": "Figures in thousands of customers"}
