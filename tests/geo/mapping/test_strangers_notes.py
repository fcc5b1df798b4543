"""Of what stands around or beside the figures of other people's tables: zones, forecasts, states, wider places, moments."""

import pandas as pd
import pytest

from geo.mapping.infer_zone import zone_told
from geo.new_dataset import planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.table_guess import Given
from geo.tables import Reading, TableFile
from geo.tables.cells import decimal_of, decimal_of_degrees
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, states
from tests.geo.worlds import squares

NEXT = "2031-07-09"


@pytest.mark.parametrize(("title", "zone"), [
    ("Feeder log, all times UTC", "UTC"), ("Times are GMT+3", "Etc/GMT-3"), ("Час за МСК", "Etc/GMT-3"), ("Outages (UTC)", "UTC"),
    ("heures: UTC-5", "Etc/GMT+5"), ("Stan EST", "Etc/GMT+5"), ("Times UTC+05:30", "Asia/Kolkata"), ("As of 12:00 UTC", ""),
    ("Est. times of restoration", ""), ("all times IST", ""),
])  # fmt: skip
def test_a_title_says_of_which_zone_the_times_are(title: str, zone: str) -> None:
    assert zone_told(table_told(title), ())[0] == zone


@pytest.mark.parametrize(("header", "zone"), [
    ("Time off (UTC)", "UTC"), ("start_utc", "UTC"), ("Початок (GMT+2)", "Etc/GMT-2"), ("est_restore", ""), ("utc_offset", ""),
])  # fmt: skip
def test_a_header_says_of_which_zone_its_times_are(header: str, zone: str) -> None:
    assert zone_told(table_told(""), [header])[0] == zone


def table_told(line: str) -> TableFile:
    return TableFile(table=pd.DataFrame(), tags={}, reading=Reading(), told={"line 1": line})


def test_times_of_another_zone_are_drawn_on_the_days_of_the_dataset(tmp_path) -> None:
    text = f"All times UTC-12,,,\nRegion,Start,End,Customers\nAland,{DAY} 20:00,{DAY} 23:00,40\n"
    dataset = opened(tmp_path, text)
    assert (states(dataset, DAY), states(dataset, NEXT)) == ({}, {"A": "part"})
    assert any("of the zone Etc/GMT+12, as line 1 says" in str(told) for told in plan_of(tmp_path, text).told)


def test_rows_of_a_forecast_beside_rows_of_what_was_seen_are_left_out(tmp_path) -> None:
    text = (f"Region,As at,Customers without power,Basis\nAland,{DAY} 08:00,40,Actual\nBland,{DAY} 08:00,7,Actual\n"
            f"Aland,{NEXT} 08:00,4,Forecast\nBland,{NEXT} 08:00,0,Forecast\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "part", "B": "part"}
    assert states(dataset, NEXT) == {}


@pytest.mark.parametrize(("open_", "closed"), [("Active", "Closed"), ("Aktiv", "behoben"), ("В роботі", "Ліквідовано")])
def test_what_a_list_of_faults_calls_closed_is_no_longer_out(tmp_path, open_: str, closed: str) -> None:
    text = (f"Fault,Region,Reported at,Customers affected,Status\n1,Aland,{DAY} 06:00,40,{open_}\n"
            f"2,Aland,{DAY} 05:00,900,{closed}\n3,Bland,{DAY} 07:00,7,{closed}\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert states(dataset, DAY) == {"A": "part"}
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "40"


def test_a_state_of_the_last_change_is_that_of_its_moment(tmp_path) -> None:
    text = f"Id,Region,Updated at,Customers affected,Status\n1,Aland,{DAY} 06:00,40,Active\n2,Bland,{DAY} 07:00,7,Restored\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part", "B": "power_on"}


@pytest.mark.parametrize("title", [
    "Status of feeders at 16:00 hrs, 8 July 2031", "Corte: 8 de julio de 2031, 16:00 horas",
    "Состојба на 08.07.2031 во 16:00 часот", "Situation au 8 juillet 2031 à 16h00",
])  # fmt: skip
def test_the_moment_of_a_table_stands_in_its_title(tmp_path, title: str) -> None:
    text = f"\"{title}\",,\nRegion,Feeder,Customers without power\nAland,f1,40\nBland,f2,7\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part", "B": "part"}
    assert f"is '{DAY}T16:00:00' for all rows" in "\n".join(map(str, plan_of(tmp_path, text).told))


@pytest.mark.parametrize(("cells", "sign"), [
    (["1.234", "5.678"], ","), (["1.234", "5.67"], "."), (["49.524", "49.572", "49.51"], "."), (["1,234", "5,67"], ","),
    (["1,234", "5,678"], "."), (["1.234.567", "1.5"], "."), (["1.234.567", "12"], ","), (["12,50", "1.234,50"], ","),
])  # fmt: skip
def test_one_sure_figure_says_what_a_thousand_is(cells: list[str], sign: str) -> None:
    assert decimal_of(cells) == sign


def test_degrees_are_never_thousands() -> None:
    assert decimal_of_degrees(["49.524", "5.891"]) == "."
    assert decimal_of_degrees(["49,524", "5,891"]) == ","


def test_points_of_three_decimals_are_points(tmp_path) -> None:
    text = f"Where,lat,lon,Start,Customers\nMill,0.524,0.572,{DAY} 08:00,40\nQuay,0.512,0.571,{DAY} 08:00,1.500\n"
    columns = columns_of(tmp_path, text, "outages")
    assert (columns["lon"], columns["lat"]) == (("lon",), ("lat",))


def test_regions_of_one_name_are_told_apart_by_the_island_that_stands_beside_them(tmp_path) -> None:
    boundaries = tmp_path / "islands.geojson"
    frame = squares()
    frame["name"] = ["Tarrafal", "Tarrafal de São Nicolau", "Sal"]
    frame.to_file(boundaries, driver="GeoJSON")
    (tmp_path / "table.csv").write_text(
        f"Concelho,Ilha,Data,Clientes sem energia\nTarrafal,Santiago,{DAY} 14:00,40\nTarrafal,São Nicolau,{DAY} 14:00,7\n"
        f"Sal,Sal,{DAY} 14:00,0\n", encoding="utf-8")  # fmt: skip
    plan = planned(Given(outages=tmp_path / "table.csv", boundaries=boundaries, zone="Atlantic/Cape_Verde"))
    written(plan, tmp_path / "dataset")
    dataset = read_dataset(tmp_path / "dataset")
    assert states(dataset, DAY) == {"A": "part", "B": "part", "C": "power_on"}
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "47"


def test_rows_that_only_names_of_places_tell_apart_are_added(tmp_path) -> None:
    text = (f"Region,Akarere,Time,Customers without power\nAland,Gasabo,{DAY} 16:00,374\nAland,Kicukiro,{DAY} 16:00,409\n"
            f"Bland,Burera,{DAY} 16:00,30\nBland,Musanze,{DAY} 16:00,7\n")  # fmt: skip
    assert str(situation_of(opened(tmp_path, text), View(date=parse_date(DAY))).totals["customers"]) == "820"


def test_words_of_a_list_that_recur_in_other_regions_are_no_parts(tmp_path) -> None:
    text = (f"Region,Class,Time,Customers without power\nAland,homes,{DAY} 16:00,374\nAland,all,{DAY} 16:00,409\n"
            f"Bland,homes,{DAY} 16:00,30\nBland,all,{DAY} 16:00,37\n")  # fmt: skip
    assert str(situation_of(opened(tmp_path, text), View(date=parse_date(DAY))).totals["customers"]) == "446"
