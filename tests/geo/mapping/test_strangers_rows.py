"""Rows of other people's tables that are no outages here, names that mean others than they seem, figures that count on."""

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from geo.errors import DataError
from geo.mapping.completeness import incomplete
from geo.new_dataset import NotMapped
from geo.situation import situation_of
from geo.tables import read_table_file
from geo.tables.cells import as_numbers
from geo.tables.time_forms import read_time
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, states

NEXT = "2031-07-09"


@pytest.mark.parametrize(("power", "other"), [
    ("electricity", "gas"), ("elektriciteit", "stadswarmte"), ("Strom", "Fernwärme"), ("світло", "вода"), ("el", "fjärrvärme"),
])  # fmt: skip
def test_faults_of_gas_heat_and_water_are_no_outages_whatever_their_column_is_called(tmp_path, power: str, other: str) -> None:
    text = (f"No;Grid;Region;Start;End;Customers\n1;{power};Aland;{DAY} 08:00;{DAY} 10:00;40\n"
            f"2;{other};Bland;{DAY} 08:00;;900\n3;{power};Cland;{DAY} 08:00;{DAY} 09:00;7\n")  # fmt: skip
    assert set(states(opened(tmp_path, text), DAY)) == {"A", "C"}


@pytest.mark.parametrize("word", ["Exercise NORTH WIND", "ESERCITAZIONE scenario B", "simulacro nacional", "навчання «Північ»"])
def test_rows_of_an_exercise_among_real_ones_are_left_out_and_told(tmp_path, word: str) -> None:
    text = (f"Event;Region;Start;End;Customers\nStorm;Aland;{DAY} 08:00;{DAY} 10:00;40\n{word};Bland;{DAY} 08:00;;900000\n"
            f"Substation fault;Cland;{DAY} 08:00;{DAY} 09:00;7\n")  # fmt: skip
    assert set(states(opened(tmp_path, text), DAY)) == {"A", "C"}
    assert any(word.casefold() in str(told) for told in plan_of(tmp_path, text).told)


@pytest.mark.parametrize("header", ["% of customers without power", "% de clientes sin servicio", "Споживачі без світла, %"])
def test_a_percentage_is_no_number_of_customers(tmp_path, header: str) -> None:
    with pytest.raises(NotMapped, match="is a share"):
        plan_of(tmp_path, f"Region;Date;{header}\nAland;{DAY};48\nBland;{DAY};100\nCland;{DAY};0\n")


def test_all_who_ever_were_affected_less_those_who_have_power_again_are_out(tmp_path) -> None:
    text = (f"Region;Fecha;Clientes afectados (acum.);Clientes repuestos (acum.)\nAland;{DAY};900;100\nBland;{DAY};70;70\n"
            f"Aland;{NEXT};950;940\nBland;{NEXT};70;70\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert [str(situation_of(dataset, View(date=parse_date(day))).totals["customers"]) for day in (DAY, NEXT)] == ["800", "10"]


@pytest.mark.parametrize(("ever", "other"), [
    ("Customers affected (cumulative)", "Note"), ("Clientes afectados", "Clientes zzz"), ("누적 피해 고객", "비고"),
])  # fmt: skip
def test_a_figure_that_may_count_on_from_the_beginning_is_asked_about_and_not_drawn(tmp_path, ever: str, other: str) -> None:
    text = f"Region;Date;{ever};{other}\nAland;{DAY};900;100\nBland;{DAY};70;70\nCland;{DAY};8;3\n"
    with pytest.raises(NotMapped, match=r"counts on from the beginning|may count all who ever were affected"):
        plan_of(tmp_path, text)


def test_affected_customers_beside_all_customers_are_those_who_are_out(tmp_path) -> None:
    text = f"Region;Date;Customers affected;Customers served\nAland;{DAY};40;900\nBland;{DAY};7;800\n"
    columns = columns_of(tmp_path, text, "counts")
    assert columns["customers_out"] == ("Customers affected",)


def test_the_one_region_of_a_title_is_meant_where_few_names_below_it_are_regions(tmp_path) -> None:
    rows = "".join(f"{town};{DAY} 08:00;{n}\n" for town, n in (("Bland", 7), ("Farville", 9), ("Near", 3), ("All listed", 19)))
    dataset = opened(tmp_path, f"Aland, outages by county;;\nArea;As of;Customers out\n{rows}")
    assert states(dataset, DAY) == {"A": "part"}
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "19"


def test_a_title_that_names_a_region_of_many_is_no_word_on_all_of_them(tmp_path) -> None:
    text = f"Aland, Bland and Cland: outages;;\nArea;As of;Customers out\nAland;{DAY};7\nBland;{DAY};9\nFarville;{DAY};3\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part", "B": "part"}


def test_blocks_of_several_countries_under_headings_are_refused(tmp_path) -> None:
    rows = "".join(f"{head};;\nAland;{DAY};{n}\nBland;{DAY};{n + 1}\n" for head, n in (("FARLAND", 4), ("OUTLAND", 90)))
    with pytest.raises((NotMapped, DataError), match="hold nothing but 'FARLAND', 'OUTLAND'"):
        plan_of(tmp_path, f"Province;Date;Customers out\n{rows}")


def test_countries_over_blocks_of_rows_are_headings_in_any_letters(tmp_path) -> None:
    rows = "".join(f"{head};;\nAland;{DAY};{n}\nBland;{DAY};{n + 1}\n" for head, n in (("Фіджі", 4), ("Самоа", 90)))
    with pytest.raises(NotMapped, match="hold nothing but 'Фіджі', 'Самоа'"):
        plan_of(tmp_path, f"Province;Date;Customers out\n{rows}")


def test_regions_of_unknown_names_without_a_figure_are_no_headings(tmp_path) -> None:
    text = f"As of {DAY};;\nProvince;Customers out;Note\nAland;7;wind\nFarville;;\nBland;9;snow\nNearby;;\nCland;3;ice\n"
    assert plan_of(tmp_path, text).mappings["counts"].columns["place"] == ("Province",)


def test_a_region_whose_row_is_blank_is_no_heading(tmp_path) -> None:
    plan = plan_of(tmp_path, f"Province;Date;Customers out\nAland;{DAY};7\nBland;;\nCland;;\n")
    assert plan.mappings["counts"].columns["place"] == ("Province",)


@pytest.mark.parametrize(("start", "end"), [
    ("Starttid", "Sluttid"), ("Bắt đầu mất điện", "Có điện trở lại"), ("Début de coupure", "Rétablissement"),
    ("Se fue", "Volvió"),
])  # fmt: skip
def test_starts_and_ends_in_more_languages(tmp_path, start: str, end: str) -> None:
    rows = f"Aland;{DAY} 08:00;{DAY} 10:00;40\nBland;{DAY} 09:00;;7\n"
    columns = columns_of(tmp_path, f"Region;{start};{end};Customers out\n{rows}", "outages")
    assert (columns["started_at"], columns["ended_at"]) == ((start,), (end,))


def test_figures_in_thousands_and_lakhs_of_bengali_are_read(tmp_path) -> None:
    text = f"Region;Date;বিদ্যুৎবিহীন গ্রাহক\nAland;{DAY};৫২ লাখ\nBland;{DAY};৬০ হাজার\nCland;{DAY};৯২০\n"
    assert str(situation_of(opened(tmp_path, text), View(date=parse_date(DAY))).totals["customers"]) == "5,260,920"


@pytest.mark.parametrize("text", [
    f"Province;Date;Customers out\nFARLAND;;\nAland;{DAY};4\nOUTLAND;;\nAland;{DAY};9\n",
    f"Region;Zzz;Yyy;Customers\nAland;{DAY} 08:00;{DAY} 09:00;4\nBland;{DAY} 10:00;{DAY} 11:00;9\n",
    f"Region;Date;% of customers out\nAland;{DAY};4\nBland;{DAY};9\n",
    f"Region;Date;Customers affected (cumulative)\nAland;{DAY};4\nBland;{DAY};9\n",
])  # fmt: skip
def test_what_is_written_of_a_refused_table_all_the_same_draws_nothing(tmp_path, text: str) -> None:
    with pytest.raises(NotMapped) as caught:
        plan_of(tmp_path, text)
    plan, kind = caught.value.plan, caught.value.kind
    assert plan is None or incomplete(plan.mappings[kind], kind)


# How outages stand

@pytest.mark.parametrize(("back", "out_still"), [
    ("Power restored at 07:30", "Not yet restored"), ("Успостављено у 16:40", "Још није успостављено"),
    ("Живлення відновлено частково", "Ще не заживлено"), ("Servicio restablecido parcialmente", "En atención por cuadrillas"),
])  # fmt: skip
def test_figures_beside_words_that_power_is_back_are_asked_about(tmp_path, back: str, out_still: str) -> None:
    for times in (f"As of;{DAY} 08:00", f"Start;{DAY} 08:00"):
        header, moment = times.split(";")
        text = (f"Region;{header};Customers affected;Zustand\nAland;{moment};900;{back}\nBland;{moment};70;{out_still}\n"
                f"Cland;{moment};3;x\n")  # fmt: skip
        with pytest.raises(NotMapped, match="who of them is without power now is not said"):
            plan_of(tmp_path, text)


def test_restored_in_a_snapshot_of_affected_customers_is_power_on(tmp_path) -> None:
    text = (f"Region;As of;Customers affected;Status\nAland;{DAY} 08:00;900;Restored\nBland;{DAY} 08:00;70;Ongoing\n"
            f"Cland;{DAY} 08:00;30;Partly restored\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "power_on", "B": "part", "C": "part"}
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "100"


def test_a_remark_in_a_few_rows_is_no_state_of_all(tmp_path) -> None:
    rows = "".join(f"{area};{DAY} 08:00;{n};{note}\n" for area, n, note in
                   (("Aland", 40, ""), ("Bland", 7, "half restored"), ("Cland", 9, "")))  # fmt: skip
    assert len(states(opened(tmp_path, f"Region;As of;Customers affected;Note\n{rows}"), DAY)) == 3


def test_rows_that_are_struck_through_are_left_out_and_told(tmp_path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Region", "Start", "Customers out"])
    for area, customers in (("Aland", 40), ("Bland", 7), ("Cland", 9)):
        sheet.append([area, f"{DAY} 08:00", customers])
    for cell in sheet[3]:
        cell.font = Font(strike=True)
    sheet["C4"].font = Font(strike=True)  # one cell of a row says nothing of the row
    book.save(tmp_path / "t.xlsx")
    file = read_table_file(tmp_path / "t.xlsx")
    assert file.table["Region"].tolist() == ["Aland", "Cland"]
    assert file.notes == ("struck through in the sheet Sheet, and left out: row 3",)


@pytest.mark.parametrize(("written_so", "clock"), [
    ("6:00 p. m.", "18:00"), ("6:00 a. m.", "06:00"), ("12:00 m.", "12:00"), ("11:15 p.m.", "23:15"),
])  # fmt: skip
def test_clocks_of_twelve_hours_with_blanks_are_joined_to_their_day(tmp_path, written_so: str, clock: str) -> None:
    text = f"Region;Fecha;Hora;Clientes sin servicio\nAland;{DAY};{written_so};40\nBland;{DAY};{written_so};7\n"
    columns = columns_of(tmp_path, text, "counts")
    assert columns["time"] == ("Fecha", "Hora")
    moment = read_time(f"{DAY} {written_so}", "ISO 8601")
    assert moment is not None
    assert moment.strftime("%H:%M") == clock


@pytest.mark.parametrize(("cell", "figure"), [
    ("2萬8千戶", 28_000), ("1万2,300户", 12_300), ("5百戶", 500), ("3.2萬戶", 32_000), ("千葉", "千葉"), ("4千", 4_000),
])  # fmt: skip
def test_counts_in_several_units_of_han_are_one_figure(cell: str, figure: object) -> None:
    assert as_numbers(pd.Series([cell]), decimal=".").tolist() == [str(figure)]


def test_codes_without_a_time_are_refused_in_words(tmp_path) -> None:
    with pytest.raises(NotMapped):
        plan_of(tmp_path, "code,Customers\nA,4\nB,7\nC,9\n")


@pytest.mark.parametrize(("header", "customers"), [
    ("Customers out (thousands)", "12,500"), ("Odberatelia bez elektriny (tis.)", "12,500"),
    ("Customers out (lakh)", "1,250,000"), ("停电用户（万户）", "125,000"), ("停電戸数（千戸）", "12,500"),
    ("Pelanggan padam (ribu)", "12,500"), ("Customers out (no.)", "13"),
])  # fmt: skip
def test_a_multiple_in_the_brackets_of_a_header_holds_for_the_figures_below_it(tmp_path, header: str, customers: str) -> None:
    cell = "13" if "no." in header else "12.5"
    dataset = opened(tmp_path, f"Region;Date;{header}\nAland;{DAY};{cell}\nBland;{DAY};0\n")
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == customers


def test_cumulative_figures_are_asked_about_though_their_word_means_without_power(tmp_path) -> None:
    with pytest.raises(NotMapped, match=r"counts on from the beginning|may count all who ever were affected"):
        plan_of(tmp_path, f"Region;Date;累计停电用户（万户）;备注\nAland;{DAY};12.5;x\nBland;{DAY};0.4;y\n")


@pytest.mark.parametrize("header", ["Reportes recibidos sin luz", "Messages received: without power", "Повідомлень: без світла"])
def test_messages_of_citizens_are_no_customers(tmp_path, header: str) -> None:
    with pytest.raises(NotMapped, match="counts complaints, which are no customers"):
        plan_of(tmp_path, f"Region;Date;{header}\nAland;{DAY};412\nBland;{DAY};0\n")


def test_a_register_of_faults_and_of_planned_work_is_not_all_planned_by_its_name(tmp_path) -> None:
    text = (f"Ref;Region;Nature;Date;Time off;Time on;Customers\n1;Aland;Planned maintenance;{DAY};09:00;15:00;400\n"
            f"2;Bland;Fault;{DAY};13:40;;875\n3;Cland;Fault;{DAY};06:00;11:00;30\n")  # fmt: skip
    dataset = opened(tmp_path, text, name="outage_and_maintenance_register.csv")
    assert states(dataset, DAY) == {"B": "part", "C": "part"}


@pytest.mark.parametrize("cell", ["s/r", "未报", "لم يرد", "uppgift saknas", "neuvedené", "tiada laporan", "미보고"])
def test_a_cell_that_says_that_nobody_reported_is_blank(tmp_path, cell: str) -> None:
    dataset = opened(tmp_path, f"Region;Date;Customers without power\nAland;{DAY};412\nBland;{DAY};{cell}\nCland;{DAY};0\n")
    assert set(states(dataset, DAY)) == {"A", "C"}
