"""What other people's tables say in words and forms that were met in the wild: who is out now, forecasts, masks, lists, codes."""

import pandas as pd
import pytest

from geo.mapping.inference import of_regions
from geo.new_dataset import planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.table_guess import Given
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, refused, states
from tests.geo.worlds import squares

NEXT, LATER = "2031-07-09", "2031-07-10"


def customers(dataset, day: str) -> str:
    return str(situation_of(dataset, View(date=parse_date(day))).totals["customers"])


def test_who_is_out_now_is_counted_and_not_who_ever_was(tmp_path) -> None:
    text = f"Región,Usuarios afectados,Usuarios restablecidos,Usuarios sin servicio,Corte\n" \
           f"A,520,468,52,{DAY} 20:00\nB,31,31,0,{DAY} 20:00\n"
    columns = columns_of(tmp_path, text, "counts")
    assert columns["customers_out"] == ("Usuarios sin servicio",)
    assert "customers_total" not in columns


@pytest.mark.parametrize("header", ["EstRestTime", "Back on by", "Power by", "Estimated restoration time"])
def test_a_forecast_ends_nothing_whatever_it_is_called(tmp_path, header: str) -> None:
    text = f"Region,Customers off,Start,{header}\nA,300,{DAY} 03:00,{DAY} 15:00\nB,120,{DAY} 04:00,{DAY} 16:00\n"
    assert customers(opened(tmp_path, text), NEXT) == "420"


@pytest.mark.parametrize("header", ["Actual restoration time", "Power back", "Restoration Date/Time"])
def test_an_end_that_happened_is_no_forecast(tmp_path, header: str) -> None:
    text = f"Region,Customers off,Start,{header}\nA,300,{DAY} 03:00,{DAY} 15:00\nB,120,{DAY} 04:00,{NEXT} 05:00\n"
    dataset = opened(tmp_path, text)
    assert customers(dataset, NEXT) == "120"
    assert states(dataset, LATER) == {}


def test_restored_is_said_of_the_time_after_the_end(tmp_path) -> None:
    text = f"Region,Customers off,Time off,Time restored,Status\n" \
           f"A,840,{DAY} 03:10,{DAY} 09:25,Restored\nB,1200,{DAY} 04:00,,Out\n"
    dataset = opened(tmp_path, text)
    assert (states(dataset, DAY), customers(dataset, DAY)) == ({"A": "part", "B": "part"}, "2,040")
    assert states(dataset, NEXT) == {"B": "part"}


def test_an_outage_that_goes_on_is_not_hidden_by_one_that_ended(tmp_path) -> None:
    text = f"Region,Customers off,Time off,Time restored\n" \
           f"A,1200,{DAY} 04:00,\nA,30,{DAY} 05:00,{NEXT} 02:00\nB,5,{DAY} 05:00,{DAY} 06:00\n"
    dataset = opened(tmp_path, text)
    assert (customers(dataset, NEXT), customers(dataset, LATER)) == ("1,230", "1,200")


def test_the_same_row_twice_adds_nothing(tmp_path) -> None:
    row = f"A,North Power,120,400000,{DAY} 14:00\n"
    text = f"Region,Utility,Customers Out,Customers Served,Time\n{row}{row}A,South Power,7,40000,{DAY} 14:00\n"
    dataset = opened(tmp_path, text)
    assert situation_of(dataset, View(date=parse_date(DAY))).regions[0].customers_out == 127


@pytest.mark.parametrize("mask", ["*", "**", "suppressed", "5 or fewer", "Fewer than 10"])
def test_a_masked_figure_refuses_nothing(tmp_path, mask: str) -> None:
    text = f"Region,Customers out,Customers served,Time\nA,{mask},1000,{DAY} 14:00\nB,12,900,{DAY} 14:00\nC,30,800,{DAY} 14:00\n"
    assert {"B", "C"} <= set(states(opened(tmp_path, text), DAY))


def test_a_list_of_regions_in_words_is_a_row_for_each(tmp_path) -> None:
    text = f'Regions,Customers affected,Date\n"Aland, Bland & Cland",9000,{DAY}\nAland and Bland,1500,{LATER}\n'
    dataset = opened(tmp_path, text)
    assert set(states(dataset, DAY)) == {"A", "B", "C"}
    assert set(states(dataset, LATER)) >= {"A", "B"}


def test_a_share_is_never_offered_as_customers(tmp_path) -> None:
    said = str(refused(tmp_path, f"Region,Households without power (%),Date\nA,35,{DAY}\nB,92,{DAY}\n"))
    assert "a share, which needs the number of customers" in said
    assert 'customers_out=Households' not in said


def test_values_in_the_place_of_names_are_told(tmp_path) -> None:
    rows = {"outages": [["120", f"{DAY} 06:10:00", "P", "11"], ["8", f"{DAY} 07:00:00", "P", "21"]]}
    assert "no names of columns" in str(refused(tmp_path, rows, name="table.json"))


def test_the_records_inside_snapshots_are_read_where_those_hold_the_figures(tmp_path) -> None:
    rows = {"snapshots": [{"time": f"{DAY}T14:00Z", "areas": [{"name": "A", "customersOut": 5}]},
                          {"time": f"{NEXT}T14:00Z", "areas": [{"name": "A", "customersOut": 0}]}]}  # fmt: skip
    dataset = opened(tmp_path, rows, name="table.json")
    assert states(dataset, DAY) == {"A": "part"}
    assert states(dataset, NEXT) == {"A": "power_on"}


def test_the_sheet_of_inner_records_is_named_where_they_do_not_tell_either(tmp_path) -> None:
    rows = {"snapshots": [{"time": f"{DAY}T14:00Z", "areas": [{"name": "A", "size": 5}]},
                          {"time": f"{NEXT}T14:00Z", "areas": [{"name": "A", "size": 0}]}]}  # fmt: skip
    assert "--sheet snapshots.areas" in str(refused(tmp_path, rows, name="table.json"))


def test_resolved_is_over_and_points_go_before_names_that_are_none(tmp_path) -> None:
    one = {"loggedAt": f"{DAY}T03:00:00Z", "latitude": 0.5, "customers": 80, "areas": "IV1"}
    rows = [one | {"longitude": 0.5, "resolved": False}, one | {"longitude": 1.5, "resolved": True}]
    assert states(opened(tmp_path, rows, name="table.json"), DAY) == {"A": "part"}, "when power was back is not told"


def test_a_state_is_no_city_of_its_name_in_a_column_of_states(tmp_path) -> None:
    folder = tmp_path / "places.csv"
    folder.write_text("place_id,name,kind,lon,lat,population,region_code,other_names\n1,Aland,city,1.5,0.5,90000,B,\n2,Aland,city,2.5,0.5,80000,C,\n")
    text = f"State,Customers Out,Customers Tracked,Time\nAland,5,1000,{DAY} 10:00\nBland,7,1000,{DAY} 10:00\n"
    assert states(opened(tmp_path, text, gazetteer=folder), DAY) == {"A": "few", "B": "few"}


def test_what_was_not_planned_is_an_outage_in_portuguese_too(tmp_path) -> None:
    text = f"Region,Tipo,Inicio,Fim,Clientes\n" \
           f"A,Não Programada,{DAY} 03:15,{DAY} 07:02,1250\nB,Programada,{DAY} 09:00,{DAY} 12:00,80\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part"}


def test_a_code_without_its_country_is_known(tmp_path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(f"SigUF,Inicio,Fim,Clientes\nSP,{DAY} 03:15,{DAY} 07:02,1250\nRJ,{DAY} 09:00,{DAY} 12:00,80\n")
    plan = planned(Given(outages=table, country="Brazil", zone="America/Sao_Paulo"))
    assert plan.mappings["outages"].columns["region_code"] == ("SigUF",)
    written(plan, tmp_path / "dataset")
    assert states(read_dataset(tmp_path / "dataset"), DAY) == {"BR-SP": "part", "BR-RJ": "part"}


def test_a_row_that_is_over_without_an_end_is_listed_with_what_it_lacks(tmp_path) -> None:
    text = f"Region,Customers off,Time off,Time restored,Status\n" \
           f"A,840,{DAY} 03:10,,Restored\nB,1200,{DAY} 04:00,{DAY} 09:00,Out\n"
    (lost,) = situation_of(opened(tmp_path, text), View(date=parse_date(DAY))).unplaced
    assert lost[1].startswith("it says that power is back, and not when")


def counted(dataset, day: str = DAY) -> dict[str, int | None]:
    shown = situation_of(dataset, View(date=parse_date(day))).regions
    return {region.code: region.customers_out for region in shown if region.customers_out is not None}


def in_towns(tmp_path, text: str):
    gazetteer = tmp_path / "gazetteer.csv"
    gazetteer.write_text("place_id,name,kind,lon,lat,population,region_code,other_names\n1,Northby,city,0.2,0.5,,A,\n"
                         "2,Southby,city,0.7,0.5,,A,\n3,Eastham,city,1.5,0.5,,B,\n", encoding="utf-8")  # fmt: skip
    return opened(tmp_path, text, gazetteer=gazetteer)


def test_towns_of_a_region_add_up_and_never_speak_for_all_of_it(tmp_path) -> None:
    text = f"City,Customers without power,Customers served,Time\nNorthby,130500,140000,{DAY} 21:00\n" \
           f"Southby,9800,10000,{DAY} 21:00\nEastham,0,5000,{DAY} 21:00\n"
    dataset = in_towns(tmp_path, text)
    assert counted(dataset) == {"A": 140300}
    assert states(dataset, DAY) == {"A": "part"}  # of all customers of the region nothing is known, and of B nothing at all


def test_a_region_that_has_a_row_of_its_own_holds_its_towns(tmp_path) -> None:
    text = f"Place,Customers out,Time\nAland,500,{DAY} 21:00\nNorthby,300,{DAY} 21:00\nEastham,40,{DAY} 21:00\n"
    assert counted(in_towns(tmp_path, text)) == {"A": 500, "B": 40}


@pytest.mark.parametrize("column", ["Municipality", "NOMBRE_COMUNA", "Населений пункт"])
def test_a_column_of_towns_beside_the_region_makes_its_rows_parts(tmp_path, column: str) -> None:
    text = f"Region,{column},Customers out,Customers served,Time\nA,Upham,1450,5600,{DAY} 10:00\n" \
           f"A,Downham,23,480,{DAY} 10:00\nB,Millham,8,8,{DAY} 10:00\nC,Oldham,0,210,{DAY} 10:00\n"
    dataset = opened(tmp_path, text)
    assert counted(dataset) == {"A": 1473, "B": 8}
    assert set(states(dataset, DAY).values()) == {"part"}


def test_utilities_of_a_region_make_up_the_whole(tmp_path) -> None:
    text = f"Region,Utility,Customers out,Customers served,Time\nA,North,0,100,{DAY} 10:00\nA,South,0,50,{DAY} 10:00\n" \
           f"B,North,90,90,{DAY} 10:00\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "power_on", "B": "all"}


@pytest.mark.parametrize("total", ["Total", "Statewide", "Всього"])
def test_the_total_of_all_is_told_as_that_with_or_without_its_time(tmp_path, total: str) -> None:
    rows = f"Aland,120,{DAY} 10:00\nBland,30,{DAY} 10:00\nCland,2,{DAY} 10:00\n"
    dataset = opened(tmp_path, f"Area,Customers out,Time\n{rows}{total},152,\n")
    assert dataset.intakes["counts"].left_out == {"totals": 1}
    assert counted(dataset) == {"A": 120, "B": 30, "C": 2}


def test_stations_are_no_customers(tmp_path) -> None:
    text = f"Область,Знеструмлено ТП,Знеструмлено абонентів,Час\nAland,35,4120,{DAY} 14:30\nBland,8,900,{DAY} 14:30\n"
    assert counted(opened(tmp_path, text)) == {"A": 4120, "B": 900}


def test_what_is_asked_first_is_called_most_like_customers_out_and_is_no_code(tmp_path) -> None:
    said = str(refused(tmp_path, f"code_area,area,foyers_sans_courant,date\n29,Aland,425000,{DAY}\n22,Bland,220000,{DAY}\n"))
    assert 'customers_out=foyers_sans_courant' in said
    assert 'customers_out=code_area' not in said


def test_a_later_start_in_a_place_does_not_end_the_earlier(tmp_path) -> None:
    text = f"id,area,customers,start\n1,Aland,300,{DAY} 08:00\n2,Aland,45,{DAY} 09:10\n3,Bland,1100,{DAY} 05:50\n"
    dataset = opened(tmp_path, text)
    assert customers(dataset, DAY) == "1,445"
    assert customers(dataset, NEXT) == "1,445"  # nothing says that they ended


def test_the_day_of_the_start_with_a_blank_clock_is_no_end(tmp_path) -> None:
    text = "Area,Date,Time Out,Time Restored,Customers Affected\nAland,08/07/2031,08:15,11:40,12500\n" \
           "Bland,08/07/2031,06:30,,41000\nCland,08/07/2031,23:30,00:40,100\n"
    dataset = opened(tmp_path, text)
    assert customers(dataset, NEXT) == "41,100"
    assert customers(dataset, LATER) == "41,000"


def test_words_of_supply_say_how_much_is_out(tmp_path) -> None:
    text = f"Area,Public electricity,Date of report\nAland,Partially available,{DAY}\nBland,Not available,{DAY}\n" \
           f"Cland,Available,{DAY}\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "part", "B": "all", "C": "power_on"}


def test_a_column_that_the_user_names_is_kept_whatever_its_words(tmp_path) -> None:
    text = f"Area,Supply,Date of report,Source\nAland,amber,{DAY},Press\nBland,crimson,{DAY},Press\n"
    plan = plan_of(tmp_path, text, columns=("extent=Supply",))
    assert plan.mappings["outages"].columns["extent"] == ("Supply",)
    assert "amber" in str(plan.guess.notes["extent"])


def test_points_with_lon_and_lat_exchanged_are_told_as_that(tmp_path) -> None:
    text = f"incident,lat,lon,customers,time\n1,2.5,0.5,500,{DAY} 10:00\n2,1.5,0.5,20,{DAY} 10:00\n"
    dataset = opened(tmp_path, text)
    assert [("exchanged" in str(reason)) for _, reason in account_of(dataset).unplaced] == [True, True]


def test_a_column_of_customers_that_holds_nothing_is_named_and_no_other_is_offered(tmp_path) -> None:
    said = str(refused(tmp_path, f"Area,Urban,Rural,Customers without power,Date\nAland,120,30,,{DAY}\nBland,4,50,,{DAY}\n"))
    assert "'Customers without power' holds nothing" in said
    assert "has formulas" in said
    assert "customers_out=Urban" not in said


def test_cooperatives_of_a_province_are_parts_of_it(tmp_path) -> None:
    text = f"Province,Electric Cooperative,Total Consumers,Unserved Consumers,Time\nA,One,180,180,{DAY} 18:00\n" \
           f"A,Two,150,70,{DAY} 18:00\nB,Three,120,60,{DAY} 18:00\n"
    assert states(opened(tmp_path, text), DAY) == {"A": "large_part", "B": "large_part"}


def test_a_table_of_municipalities_speaks_for_all_of_them_where_they_are_the_regions(tmp_path) -> None:
    ground = squares().drop(columns=[c for c in squares() if c not in {"code", "name", "geometry"}])
    ground["name"] = [f"{name} Municipality" for name in ground["name"]]
    known = of_regions(ground.assign(short_name=ground["name"], other_names=[[], [], []]))
    assert not known.are_settlements("Municipality", pd.Series(["Aland", "Bland"]))
    assert known.are_settlements("Town", pd.Series(["Northby", "Southby"]))
