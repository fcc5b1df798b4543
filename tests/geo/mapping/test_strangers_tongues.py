"""Whom a column counts, and whether they are out, in many languages; days of other calendars; other services; aliases; sheets."""

import json

import openpyxl
import pytest

from geo.new_dataset import NotMapped, Plan, planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.table_guess import Given
from geo.tables.time_forms import best_form, read_time
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, opened, plan_of, states
from tests.geo.worlds import squares

OUT = {
    "Asiakkaita ilman sähköä": "Asiakkaita yhteensä", "Kunder uten strøm": "Kunder totalt", "Kunder utan el": "Kunder totalt",
    "Klanten zonder stroom": "Totaal klanten", "Áram nélküli fogyasztók": "Összes fogyasztó",
    "Odběratelé bez proudu": "Odběratelé celkem", "Korisnici bez struje": "Korisnici ukupno", "Абонати без ток": "Абонати общо",
    "Πελάτες χωρίς ρεύμα": "Πελάτες σύνολο", "Consumatori fără energie": "Total consumatori",
    "Klientai be elektros": "Klientai iš viso", "Abonentë pa energji": "Abonentë gjithsej", "停電戸数": "契約戸数",
    "აბონენტები ელექტროენერგიის გარეშე": "აბონენტები სულ", "Khách hàng mất điện": "Tổng số khách hàng", "停電用戶": "總用戶",
    "정전 호수": "총 호수", "مشترکین بدون برق": "مجموع مشترکین", "Споживачів не заживлено": "Споживачів всього",
}  # fmt: skip


@pytest.mark.parametrize(("out", "whole"), OUT.items())
def test_customers_out_are_known_by_a_word_for_each(tmp_path, out: str, whole: str) -> None:
    rows = "".join(f"{name}land;{900 + n};{40 * n};{DAY} 10:00\n" for n, name in enumerate("ABC"))
    plan = plan_of(tmp_path, f"Area;{whole};{out};Time\n{rows}")
    assert plan.mappings["counts"].columns["customers_out"] == (out,)
    assert plan.mappings["counts"].columns["customers_total"] == (whole,)


STILL = {
    "정전호수(호)": ("복구완료(호)", "미복구(호)"), "累計停電戶數": ("已復電戶數", "尚未復電戶數"),
    "Customers affected": ("Customers restored", "Still out"), "Khách hàng mất điện": ("Đã khôi phục", "Chưa khôi phục"),
    "Clientes afectados": ("Restablecidos", "Clientes por restablecer"),
}  # fmt: skip


@pytest.mark.parametrize(("ever", "others"), STILL.items())
def test_who_has_no_power_yet_is_shown_and_not_all_who_ever_lost_it(tmp_path, ever: str, others: tuple[str, str]) -> None:
    back, still = others
    text = f"Area;{ever};{back};{still};Time\nAland;90;50;40;{DAY} 10:00\nBland;70;63;7;{DAY} 10:00\nCland;8;8;0;{DAY} 10:00\n"
    assert plan_of(tmp_path, text).mappings["counts"].columns["customers_out"] == (still,)


@pytest.mark.parametrize(("header", "ours"), [
    ("Без электроэнергии, чел.", "people"), ("Без світла, осіб", "people"), ("People without power", "people"),
    ("Douars privés d'électricité", "settlements"), ("Villages without power", "settlements"),
    ("Знеструмлено населених пунктів", "settlements"),
])  # fmt: skip
def test_people_and_villages_without_power_are_no_customers(tmp_path, header: str, ours: str) -> None:
    plan = plan_of(tmp_path, f"Area;{header};Date\nAland;40;{DAY}\nBland;7;{DAY}\nCland;9;{DAY}\n")
    assert plan.mappings["outages"].columns[ours] == (header,)
    assert "customers" not in plan.mappings["outages"].columns


@pytest.mark.parametrize("header", ["normal_pct", "restored %", "connectivity_pct", "supply_percent", "availability"])
def test_a_hundred_percent_of_what_nobody_says_is_no_blackout(tmp_path, header: str) -> None:
    with pytest.raises(NotMapped):
        plan_of(tmp_path, f"Area,Time,{header}\nAland,{DAY} 10:00,100\nBland,{DAY} 10:00,100\nCland,{DAY} 10:00,100\n")


# Days

@pytest.mark.parametrize(("header", "cell"), [
    ("Date (E.C.)", "07/06/2017"), ("Date (B.S.)", "2081/06/12"), ("Hijri date", "12/03/1446"), ("تاریخ", "1446/05/14"),
    ("資料時間", "113/10/31 21:00"), ("Date", "1403-13-14"),
])  # fmt: skip
def test_days_of_other_calendars_are_never_drawn_on_ours(tmp_path, header: str, cell: str) -> None:
    with pytest.raises(NotMapped, match="another calendar"):
        plan_of(tmp_path, f"Area;{header};Customers out\nAland;{cell};40\nBland;{cell};7\nCland;{cell};9\n")


@pytest.mark.parametrize(("header", "cell"), [
    ("تاریخ", "1410/04/17"), ("تاریخ شمسی", "۱۴۱۰/۰۴/۱۷"), ("วันที่", "08/07/2574"), ("วันที่", "8 ก.ค. 2574"),
    ("วันที่ พ.ศ.", "8 กรกฎาคม 2574"), ("日時", "令和13年7月8日"), ("日期", "民國120年7月8日"),
])  # fmt: skip
def test_days_of_calendars_that_are_known_are_read_and_told(tmp_path, header: str, cell: str) -> None:
    text = f"Area;{header};Customers out\nAland;{cell};40\nBland;{cell};7\nCland;{cell};9\n"
    assert set(states(opened(tmp_path, text), DAY)) == {"A", "B", "C"}
    assert any("another calendar" in str(told) for told in plan_of(tmp_path, text).told)


def test_a_day_of_ours_beside_one_of_another_calendar_is_taken(tmp_path) -> None:
    plan = plan_of(tmp_path, f"Area;Date (B.S.);Date (A.D.);Customers out\nAland;2088/03/24;{DAY};40\nBland;2088/03/24;{DAY};7\n")
    assert plan.mappings["counts"].columns["time"] == ("Date (A.D.)",)


@pytest.mark.parametrize(("written_so", "iso"), [
    ("2023. 8. 10. 18:00", "2023-08-10T18:00:00"), ("01.02.2024 kl. 14.00", "2024-02-01T14:00:00"),
    ("20.11.2024 klo 22.15", "2024-11-20T22:15:00"), ("2024.09.16. 06:00", "2024-09-16T06:00:00"),
    ("17/2/2025 8:00:00 πμ", "2025-02-17T08:00:00"), ("17/2/2025 2:30 μ.μ.", "2025-02-17T14:30:00"),
    ("2024-08-29 오후 3:15", "2024-08-29T15:15:00"), ("2024/08/29 上午 03:15", "2024-08-29T03:15:00"),
    ("16/01/2025 18:35 hs", "2025-01-16T18:35:00"),
])  # fmt: skip
def test_clocks_are_written_in_many_ways(written_so: str, iso: str) -> None:
    moment = read_time(written_so, best_form([written_so])[0])
    assert moment is not None
    assert moment.isoformat() == iso


def test_a_schedule_with_a_column_for_each_day_of_a_week_is_refused_by_its_make(tmp_path) -> None:
    with pytest.raises(NotMapped, match="3 of its columns are dates, from Mon 10-Mar to Wed 12-Mar"):
        plan_of(tmp_path, "Area,Mon 10-Mar,Tue 11-Mar,Wed 12-Mar\nAland,06:00-13:00,13:00-20:00,20:00-06:00\nBland,-,-,-\n")


# What rows are of

def test_rows_of_other_services_and_of_no_information_are_left_out_and_told(tmp_path) -> None:
    rows = "".join(f"{name},{service},storing,{DAY} 10:00\n" for name, service in
                   (("Aland", "gas"), ("Bland", "elektriciteit"), ("Cland", "water")))  # fmt: skip
    dataset = opened(tmp_path, f"Area,Soort,Type,Start\n{rows}")
    assert account_of(dataset).of("reports").outcomes["no outage by their own words"] == 2
    assert list(dataset.reports["place"]) == ["Bland"]


def test_no_information_of_a_state_is_no_report(tmp_path) -> None:
    rows = f"Aland,No power,{DAY}\nBland,No information,{DAY}\nCland,Normal,{DAY}\n"
    dataset = opened(tmp_path, f"Area,Electricity,Date\n{rows}")
    shown = situation_of(dataset, View(date=parse_date(DAY))).regions
    assert [(one.code, one.state.word, bool(one.statements)) for one in shown][:3] == [
        ("A", "all", True), ("B", "no_report", False), ("C", "power_on", True)]  # fmt: skip
    assert any("No information" in str(note) for note in account_of(dataset).of("reports").notes)


@pytest.mark.parametrize("word", ["Programado", "planirani radovi", "Planinis", "Gepland", "Tervezett", "плановые работы"])
def test_planned_rows_of_counts_are_left_out_and_told(tmp_path, word: str) -> None:
    rows = f"Aland;kvar;40;{DAY} 10:00\nBland;{word};7;{DAY} 10:00\n"
    dataset = opened(tmp_path, f"Area;Type;Customers out;Time\n{rows}")
    assert states(dataset, DAY) == {"A": "part"}
    assert dataset.intakes["counts"].left_out["no outage by their own words"] == 1


def test_starts_with_a_forecast_are_outages_and_no_counts(tmp_path) -> None:
    rows = f"1,Aland,40,{DAY} 08:00,{DAY} 15:00\n2,Bland,7,{DAY} 09:00,\n"
    plan = plan_of(tmp_path, f"id,Area,Customers,Start time,Estimated end\n{rows}")
    assert plan.mappings["outages"].columns["started_at"] == ("Start time",)
    assert "ended_at" not in plan.mappings["outages"].columns


def test_a_later_row_of_the_same_regions_replaces_the_earlier(tmp_path) -> None:
    rows = f'"Aland and Bland";120;{DAY}\n"Aland and Bland";90;2031-07-09\nCland;5;{DAY}\nCland;0;2031-07-09\n'
    dataset = opened(tmp_path, f"Provinces;Customers affected;Date\n{rows}")
    region = situation_of(dataset, View(date=parse_date("2031-07-09"))).regions[0]
    assert region.figures["customers"].high == 91  # fewer than 91 each, as its cell of the day says
    assert states(dataset, "2031-07-09")["C"] == "power_on"


# How files are made

def test_a_server_s_aliases_tell_what_its_columns_are(tmp_path) -> None:
    called = {"ADM": "Area", "VAL_A": "Customers without power", "TS": "Time"}
    fields = [{"name": name, "alias": alias} for name, alias in called.items()]
    rows = [{"attributes": {"ADM": name, "VAL_A": 40, "TS": f"{DAY} 10:00"}} for name in ("Aland", "Bland")]
    squares().to_file(tmp_path / "ground.geojson", driver="GeoJSON")
    (tmp_path / "answer.json").write_text(json.dumps({"fields": fields, "features": rows}), encoding="utf-8")
    plan = planned(Given(outages=tmp_path / "answer.json", boundaries=tmp_path / "ground.geojson", zone="Europe/Kyiv"))
    assert plan.mappings["counts"].columns == {"place": ("ADM",), "time": ("TS",), "customers_out": ("VAL_A",)}
    written(plan, tmp_path / "dataset")
    assert states(read_dataset(tmp_path / "dataset"), DAY) == {"A": "part", "B": "part"}


def plan_of_workbook(folder, sheets: dict[str, list[list]]) -> Plan:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(folder / "table.xlsx")
    squares().to_file(folder / "ground.geojson", driver="GeoJSON")
    return planned(Given(outages=folder / "table.xlsx", boundaries=folder / "ground.geojson", zone="Europe/Kyiv"))


def test_a_sheet_for_each_utility_is_a_part_of_its_regions(tmp_path) -> None:
    header = ["Area", "Customers out", "Customers served", "Time"]
    plan = plan_of_workbook(tmp_path, {
        "North Power": [header, ["Aland", 40, 900, f"{DAY} 10:00"], ["Bland", 7, 700, f"{DAY} 10:00"]],
        "South Power": [header, ["Aland", 15, 100, f"{DAY} 10:00"]],
    })  # fmt: skip
    assert plan.mappings["counts"].columns["part"] == ("sheet",)
    written(plan, tmp_path / "dataset")
    shown = situation_of(read_dataset(tmp_path / "dataset"), View(date=parse_date(DAY))).regions
    assert {one.code: one.customers_out for one in shown if one.customers_out is not None} == {"A": 55, "B": 7}


# What is called off, what is about, and what a figure is of

CALLED_OFF = ["ANNULÉ", "reporté au 16 mars 2025", "SUSPENDIDO", "Reprogramado", "скасовано", "перенесено на 9 липня", "iptal"]


@pytest.mark.parametrize("word", CALLED_OFF)
def test_what_is_called_off_or_put_off_is_no_outage_in_whatever_column(tmp_path, word: str) -> None:
    dataset = opened(tmp_path, f"Area;Date;From;To;Remarks\nAland;{DAY};08H00;7H;travaux\nBland;{DAY};09H00;15H00;{word}\n")
    assert list(dataset.reports["place"]) == ["Aland"]
    assert account_of(dataset).of("reports").outcomes["no outage by their own words"] == 1


def test_a_file_that_is_called_planned_holds_planned_work_alone(tmp_path) -> None:
    rows = "".join(f"{name};{DAY} 08:00;{DAY} 09:00;{why}\n" for name, why in (("Aland", "maintenance"), ("Bland", "trees")))
    dataset = opened(tmp_path, f"Planned works of the week\nArea;Start;End;Reason\n{rows}")
    assert set(dataset.reports["kind"]) == {"scheduled"}


@pytest.mark.parametrize("cell", ["ca 3000", "<10", "about 40", "100戸未満", "約40"])
def test_figures_that_are_about_of_two_utilities_are_added(tmp_path, cell: str) -> None:
    told = (("Aland", "North", "1120"), ("Aland", "South", "12450"), ("Bland", "North", cell), ("Cland", "South", "0"))
    rows = "".join(f"{place},{utility},{figure},{DAY} 10:00\n" for place, utility, figure in told)
    dataset = opened(tmp_path, f"Province,Utility,Customers without power,Updated\n{rows}")
    regions = situation_of(dataset, View(date=parse_date(DAY))).regions
    shown = {one.code: one.figures["customers"] for one in regions if one.figures}
    assert shown["A"].low == shown["A"].high == 13570


@pytest.mark.parametrize("header", ["Reclamos pendientes", "Trouble calls", "Звернень", "Complaints"])
def test_complaints_are_no_customers(tmp_path, header: str) -> None:
    with pytest.raises(NotMapped, match="counts complaints, which are no customers"):
        plan_of(tmp_path, f"Area;{header};Time\nAland;40;{DAY} 10:00\nBland;7;{DAY} 10:00\n")


@pytest.mark.parametrize(("cell", "iso"), [
    ("2025年03月10日 08:00", "2025-03-10T08:00:00"), ("2025年3月10日 8時30分", "2025-03-10T08:30:00"),
    ("24.12.2024 г. 07:30 ч.", "2024-12-24T07:30:00"), ("16. 9. 2024 15:00", "2024-09-16T15:00:00"),
])  # fmt: skip
def test_dates_with_signs_and_blanks_are_read(cell: str, iso: str) -> None:
    moment = read_time(cell, best_form([cell])[0])
    assert moment is not None
    assert moment.isoformat() == iso


def test_a_number_of_which_nothing_is_said_is_not_offered_as_customers(tmp_path) -> None:
    with pytest.raises(NotMapped) as caught:
        plan_of(tmp_path, f"Area;Utility Number;Feeder km;Time\nAland;40;3;{DAY} 10:00\nBland;7;4;{DAY} 10:00\n")
    assert "customers_out=NAME OF THE COLUMN" in str(caught.value)
    assert "customers_out=Utility Number" not in str(caught.value)
