"""Tables that lie on their side: a column for each region or each date, records inside snapshots; days without their year;
several speakers for one region.
"""

import json
from dataclasses import replace

import pytest
from openpyxl import Workbook

from geo.new_dataset import NotMapped, planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.states import State
from geo.tables import Reading, read_table_file
from geo.tables.across import parted
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, given, opened, plan_of, states

NEXT = "2031-07-09"


def total(dataset, day: str) -> str:
    return str(situation_of(dataset, View(date=parse_date(day))).totals["customers"])


@pytest.mark.parametrize("title", ["Customers without power", "Liczba odbiorców bez prądu", "Споживачі без світла", "停電戸数"])
def test_a_column_for_each_region_is_a_row_for_each_figure(tmp_path, title: str) -> None:
    text = f"{title};;;\nDate;Aland;Bland;Total\n{DAY};1200;0;1200\n{NEXT};;35;35\n"
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "part", "B": "power_on"}
    assert states(dataset, NEXT) == {"B": "part"}, "a blank cell is no report"
    assert total(dataset, DAY) == "1,200", "the sum of the columns is none of them"


def test_what_becomes_of_the_columns_is_told(tmp_path) -> None:
    plan = plan_of(tmp_path, f"Customers out;;;\nDate;Aland;Bland;Total\n{DAY};1200;0;1200\n{NEXT};7;35;42\n")
    told = "\n".join(map(str, plan.told))
    assert "2 of its columns are headings of figures, from Aland to Bland: each figure is a row of its own" in told
    assert "Total adds them up, and is left out" in told
    assert plan.mappings["counts"].reading.across == "Date"


def test_a_column_for_each_date_is_a_row_for_each_figure(tmp_path) -> None:
    book = Workbook()
    title = ["Homes and firms: customers off supply", None, None]
    for row in (title, ["Region", DAY, NEXT], ["Aland", 1200, 10], ["Bland", 0, None]):
        book.active.append(row)
    path = tmp_path / "wide.xlsx"
    book.save(path)
    written(planned(replace(given(tmp_path, ""), outages=path)), tmp_path / "dataset")
    dataset = read_dataset(tmp_path / "dataset")
    assert states(dataset, DAY) == {"A": "part", "B": "power_on"}
    assert states(dataset, NEXT) == {"A": "part"}


def test_figures_of_which_nothing_says_what_they_count_are_asked_about(tmp_path) -> None:
    with pytest.raises(NotMapped, match=r"'figure' does not say whether it counts customers.*customers_out=figure"):
        plan_of(tmp_path, f"Date;Aland;Bland\n{DAY};1200;0\n{NEXT};7;35\n")


@pytest.mark.parametrize("title", ["Customers restored", "Share of customers without power, %", "Planned outages: customers"])
def test_a_title_that_speaks_of_something_else_makes_no_customers_out(tmp_path, title: str) -> None:
    with pytest.raises(NotMapped):
        plan_of(tmp_path, f"{title};;\nDate;Aland;Bland\n{DAY};1200;0\n{NEXT};7;35\n")


def test_rows_made_of_one_keep_its_place(tmp_path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(f"Date,Aland,Bland\n{DAY},1,2\n{NEXT},3,4\n")
    table = read_table_file(path, reading=Reading(across="Date")).table
    assert table.reset_index().to_numpy().tolist() == [
        [0, DAY, "Aland", "1"], [0, DAY, "Bland", "2"], [1, NEXT, "Aland", "3"], [1, NEXT, "Bland", "4"]]  # fmt: skip


@pytest.mark.parametrize(("title", "first", "second"), [
    ("Maltempo, clienti senza corrente - luglio 2031", "08/07", "09/07"), ("Power cuts in July 2031", "8 July", "9 July"),
    ("Знеструмлення, липень 2031", "8 липня", "9 липня"), ("2031年7月 停電", "7月8日", "7月9日"),
    ("Juli 2031", "08.07.", "09.07."),
])  # fmt: skip
def test_days_have_the_year_of_the_title(tmp_path, title: str, first: str, second: str) -> None:
    text = f"{title};;\nDate;Region;Customers out\n{first};Aland;1200\n{second};Aland;10\n{first};Bland;0\n"
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "part", "B": "power_on"}
    assert states(dataset, NEXT) == {"A": "part"}
    assert any("days without their year: 2031, as the title says" in str(told) for told in plan_of(tmp_path, text).told)


def test_over_a_new_year_the_later_months_are_the_first_year_s(tmp_path) -> None:
    text = "Storm of the winter 2031/32;;\nDate;Region;Customers out\n31/12;Aland;1200\n01/01;Aland;10\n"
    dataset = opened(tmp_path, text)
    assert states(dataset, "2031-12-31") == {"A": "part"}
    assert states(dataset, "2032-01-01") == {"A": "part"}


@pytest.mark.parametrize("title", ["Power cuts", "Outages of 2029 and 2031", "No 2031-A of 2029"])
def test_days_whose_year_no_title_says_for_sure_are_asked_about(tmp_path, title: str) -> None:
    with pytest.raises(NotMapped, match="a day without its year"):
        plan_of(tmp_path, f"{title};;\nDate;Region;Customers out\n08/07;Aland;1200\n09/07;Aland;10\n")


def test_snapshots_with_a_list_of_regions_each_are_read_by_those(tmp_path) -> None:
    content = {"event": "storm", "cuts": [
        {"date": DAY, "hour": "18:00", "zone": "UTC",
         "regions": [{"region": "Aland", "customers_without_power": 1200, "towns": ["X", "Y"]},
                     {"region": "Bland", "customers_without_power": None}]},
        {"date": NEXT, "hour": "18:00", "zone": "UTC", "regions": [{"region": "Aland", "customers_without_power": 0}]},
    ]}  # fmt: skip
    dataset = opened(tmp_path, json.dumps(content), name="cuts.json")
    assert states(dataset, DAY) == {"A": "part"}
    assert states(dataset, NEXT) == {"A": "power_on"}


@pytest.mark.parametrize("column", ["Source", "Джерело", "المصدر", "Fuente", "出典"])
def test_two_speakers_of_one_region_are_two_statements_and_never_a_sum(tmp_path, column: str) -> None:
    text = (f"Date;Region;{column};Status;Customers out\n{DAY};Aland;Power company;restored;0\n"
            f"{DAY};Aland;City council;without power;900\n"
            f"{DAY};Bland;Power company;partial;350\n{DAY};Bland;City council;partial;350\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    shown = {one.code: one for one in situation_of(dataset, View(date=parse_date(DAY))).regions if one.state != State.NO_REPORT}
    assert "contested" in shown["A"].flags
    assert shown["B"].state == State.PART
    assert total(dataset, DAY) in {"350 to 1,250", "1,250"}, "350 said twice is 350"


def test_utilities_of_one_region_are_parts_and_are_added(tmp_path) -> None:
    text = f"Date;Region;Utility;Customers out\n{DAY};Aland;North Grid;900\n{DAY};Aland;City Power;100\n"
    assert total(opened(tmp_path, text), DAY) == "1,000"


def test_towns_of_a_turned_table_are_parts_of_their_regions(tmp_path) -> None:
    gazetteer = tmp_path / "places.csv"
    gazetteer.write_text("place_id,name,kind,lon,lat,population,region_code,other_names\n1,Weston,city,0.5,0.5,90000,A,\n")
    text = f"Customers without power;;\nPlace;{DAY};{NEXT}\nAland;;7\nWeston;1200;3\nBland;0;9\n"
    dataset = opened(tmp_path, text, gazetteer=gazetteer)
    assert states(dataset, DAY) == {"A": "part", "B": "power_on"}
    assert total(dataset, NEXT) == "16", "those of the town are among those of its region"


def test_days_in_cells_over_hours_are_the_days_of_those_hours(tmp_path) -> None:
    book = Workbook()
    first, second = "8.7.2031", "9.7.2031"
    for row in (["Customers without power", *[None] * 4], ["Region", first, None, second, None],
                [None, "18:00", "21:00", "06:00", "09:00"], ["Aland", 120, 40, 7, 0], ["Bland", 0, 0, 35, 90]):  # fmt: skip
        book.active.append(row)
    for cells in ("B2:C2", "D2:E2", "A2:A3"):
        book.active.merge_cells(cells)
    path = tmp_path / "hours.xlsx"
    book.save(path)
    written(planned(replace(given(tmp_path, ""), outages=path)), tmp_path / "dataset")
    dataset = read_dataset(tmp_path / "dataset")
    assert states(dataset, DAY) == {"A": "part", "B": "power_on"}
    assert total(dataset, NEXT) == "97", "the highest of the day, of each region"


def test_headings_of_the_same_words_and_a_day_each_say_what_their_figures_are(tmp_path) -> None:
    header = ";".join(f"Customers without power {day} 18:00 (tis.)" for day in ("8.7.2031", "9.7.2031"))
    text = f"Region;{header}\nAland;1,25;0,2\nBland;0;3\n"
    dataset = opened(tmp_path, text)
    assert total(dataset, DAY) == "1,250"
    assert total(dataset, NEXT) == "3,200"


@pytest.mark.parametrize(("names", "parts", "common"), [
    (["Customers out 15.9.2024", "Customers out 16.9.2024"], ["15.9.2024", "16.9.2024"], "Customers out"),
    (["15.9. customers out", "16.9. customers out"], ["15.9.", "16.9."], "customers out"),
    (["2024-09-15", "2024-09-16"], ["2024-09-15", "2024-09-16"], ""),
    (["2025. július 7. 22:00", "2025. július 8. 18:00"], ["2025. július 7. 22:00", "2025. július 8. 18:00"], ""),
    (["8 July", "9 July"], ["8 July", "9 July"], ""), (["North", "North East"], ["North", "North East"], ""),
    (["Aland", "Bland"], ["Aland", "Bland"], ""), (["x"], ["x"], ""),
])  # fmt: skip
def test_what_names_of_columns_have_in_common_is_parted_from_what_differs(names, parts, common) -> None:
    assert parted(names) == (parts, common)
