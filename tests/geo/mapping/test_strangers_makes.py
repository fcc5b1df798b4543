"""Of what make other people's tables are: of water or of power plants, in two scripts, opened from XML, with codes for words."""

import pytest

from geo.situation import situation_of
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, columns_of, opened, plan_of, refused, states

NEXT = "2031-07-09"
HEADER = "Region,Start,End,Customers\n"
ROW = f"Aland,{DAY} 08:00,{DAY} 12:00,40\n"


@pytest.mark.parametrize("title", ["Coupures d'eau potable", "Відключення води", "Cortes de agua", "انقطاع المياه",
                                   "Gas supply works"])  # fmt: skip
def test_a_table_that_its_title_calls_one_of_water_or_gas_is_refused(tmp_path, title: str) -> None:
    assert "what is cut off is not electricity" in str(refused(tmp_path, f"{title},,,\n{HEADER}{ROW}"))


@pytest.mark.parametrize("title", ["Power and water outages", "Coupures d'électricité et d'eau", "Heat wave of July",
                                   "Відключення світла"])  # fmt: skip
def test_a_title_that_names_power_too_is_no_reason(tmp_path, title: str) -> None:
    assert states(opened(tmp_path, f"{title},,,\n{HEADER}{ROW}"), DAY) == {"A": "part"}


def test_customers_without_power_are_those_whatever_the_title_names(tmp_path) -> None:
    text = f"Storm and high water,,\nRegion,Time,Customers without power\nAland,{DAY} 08:00,40\n"
    assert columns_of(tmp_path, text, "counts")["customers_out"] == ("Customers without power",)


@pytest.mark.parametrize("header", ["Power plant,Region,Installed capacity (MW),Start,End",
                                    "Kraftwerk,Region,Ausfall (MW),Beginn,Ende",
                                    "Centrale,Région,Puissance installée (MW),Début,Fin"])  # fmt: skip
def test_what_a_power_plant_does_not_generate_is_no_outage(tmp_path, header: str) -> None:
    found = refused(tmp_path, f"{header}\nOldmill,Aland,1010,{DAY} 08:00,{NEXT} 08:00\n")
    assert "power plants: what a plant does not generate is no outage of customers" in str(found)


def test_a_name_in_two_scripts_is_one_region_and_one_row(tmp_path) -> None:
    text = f"Region,Start,End,Customers\nАланд / Aland,{DAY} 08:00,{DAY} 12:00,40\nБланд / Bland,{DAY} 09:00,{DAY} 12:00,7\n"
    dataset = opened(tmp_path, text)
    assert (states(dataset, DAY), len(dataset.reports)) == ({"A": "part", "B": "part"}, 2)
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "47"


PATHS = ["@id", "Region", "Areas/Area", "StartTime", "EndTime", "Customers"]
XML = ";".join(f"/Outages/Outage/{path}" for path in PATHS) + f"""
55014;Aland;Oldtown;{DAY} 11:35;{DAY} 14:10;1240
55014;Aland;Hillside;{DAY} 11:35;{DAY} 14:10;1240
55017;Aland;Harbour;{DAY} 13:20;{DAY} 16:45;310
55021;Bland;Bay;{DAY} 21:50;;865
55021;Bland;Cape;{DAY} 21:50;;865
"""


def test_a_table_of_xml_has_short_names_and_an_outage_of_several_areas_is_counted_once(tmp_path) -> None:
    plan = plan_of(tmp_path, XML)
    assert plan.mappings["outages"].columns["event_id"] == ("@id",)
    assert plan.mappings["outages"].columns["customers"] == ("Customers",)
    situation = situation_of(opened(tmp_path, XML), View(date=parse_date(DAY)))
    assert str(situation.totals["customers"]) == "2,415"


def test_numbers_of_rows_that_disagree_are_no_outage_of_several_places(tmp_path) -> None:
    text = f"no,Region,Start,End,Customers\n1,Aland,{DAY} 08:00,{DAY} 12:00,40\n1,Aland,{DAY} 09:00,{DAY} 12:00,7\n"
    assert plan_of(tmp_path, text).mappings["outages"].columns.get("event_id") is None


def field(name: str, **codes: str) -> dict:
    domain = {"type": "codedValue", "codedValues": [{"name": word, "code": int(code[1:])} for code, word in codes.items()]}
    return {"name": name, "type": "esriFieldTypeSmallInteger", "alias": name, "domain": domain if codes else None}


def test_codes_of_a_server_are_read_as_the_words_that_it_gives_for_them(tmp_path) -> None:
    rows = [("Aland", 1, 1), ("Bland", 2, 1), ("Cland", 2, 3)]
    features = [{"attributes": {"REGION": region, "TYPE": kind, "STATUS": state, "START": f"{DAY} 08:00", "CUSTOMERS": 40}}
                for region, kind, state in rows]  # fmt: skip
    content = {"fields": [field("REGION"), field("TYPE", c1="Fault", c2="Planned"), field("STATUS", c1="Active", c3="Cancelled"),
                          field("START"), field("CUSTOMERS")], "features": features}  # fmt: skip
    dataset = opened(tmp_path, content, name="table.json")
    assert states(dataset, DAY) == {"A": "part"}
    assert dataset.reports["kind"].tolist() == ["damage", "scheduled"], "what is cancelled is no work that is planned"


def test_a_list_or_nothing_where_a_server_has_codes_stays_as_it_is(tmp_path) -> None:
    rows = [{"REGION": "Aland", "TYPE": [1, 2], "START": f"{DAY} 08:00", "CUSTOMERS": 40},
            {"REGION": "Bland", "START": f"{DAY} 09:00", "CUSTOMERS": 7}]  # fmt: skip
    content = {"fields": [field("REGION"), field("TYPE", c1="Fault", c2="Planned"), field("START"), field("CUSTOMERS")],
               "features": [{"attributes": row} for row in rows]}  # fmt: skip
    assert states(opened(tmp_path, content, name="table.json"), DAY) == {"A": "part", "B": "part"}


@pytest.mark.parametrize(("share", "out"), [("Taux de rétablissement", "Clients coupés"), ("% restored", "Customers affected"),
                                            ("Restoration rate", "Customers affected (cumulative)")])  # fmt: skip
def test_where_a_column_says_which_share_is_restored_those_still_out_are_asked_for(tmp_path, share: str, out: str) -> None:
    text = f"Region,Time,{out},{share}\nAland,{DAY} 18:00,8120,100%\nBland,{DAY} 18:00,1960,85%\n"
    assert "says how much is restored" in str(refused(tmp_path, text))
    still = text.replace(out, f"{out},Customers still out").replace("8120", "8120,0").replace("1960", "1960,294")
    assert columns_of(tmp_path, still, "counts")["customers_out"] == ("Customers still out",)


def test_a_day_without_its_year_is_told_as_that(tmp_path) -> None:
    text = "Region,Start,End,Customers\nAland,31.12. 21:15,,3400\nBland,01.01. 03:05,01.01. 17:20,2180\n"
    assert "'31.12. 21:15', a day without its year" in str(refused(tmp_path, text))


@pytest.mark.parametrize("title", ["Load shedding schedule", "جدول تخفيف الأحمال", "Графік відключень", "Programme des coupures"])
def test_what_stands_below_the_title_of_a_schedule_is_announced(tmp_path, title: str) -> None:
    text = f"{title},,,\nRegion,Date,From,To\nAland,{DAY},08:00,12:00\n"
    dataset = opened(tmp_path, text)
    assert (states(dataset, DAY), dataset.reports["kind"].tolist()) == ({}, ["scheduled"])


def test_words_that_may_tell_planned_work_apart_and_are_not_read_are_told(tmp_path) -> None:
    text = (f"Region,tegund,Start,End,Customers\nAland,bilun,{DAY} 08:00,{DAY} 12:00,40\nBland,ekkert,{DAY} 09:00,{DAY} 12:00,7\n"
            f"Cland,bilun,{DAY} 09:00,{DAY} 12:00,7\n")  # fmt: skip
    assert "if some of them are planned work" in "\n".join(map(str, plan_of(tmp_path, text).told))


def test_half_days_of_a_schedule_in_arabic_and_a_row_that_is_exempt(tmp_path) -> None:
    text = (f"المحافظة,التاريخ,من الساعة,إلى الساعة\nAland,{DAY},٢ م,٤ م\nBland,{DAY},١١ م,١ ص\nCland,{DAY},١٢ ظ,٢ م\n"
            f"Aland,{DAY},٣:٣٠ م,٥:٣٠ م\nBland,{DAY},٨ ص,٩ ص\nAland,{NEXT},مستثناة,مستثناة\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert [at[11:16] for at in dataset.reports["started_at"]] == ["14:00", "23:00", "12:00", "15:30", "08:00"]
    assert dataset.reports["ended_at"].iat[1] == f"{NEXT}T01:00:00"


def test_a_log_of_versions_of_an_outage_is_read_as_its_last(tmp_path) -> None:
    text = (f"Region,Updated,Start,End,Customers\nAland,{DAY} 06:35,{DAY} 06:20,,1500\nBland,{DAY} 06:40,{DAY} 06:30,,20\n"
            f"Aland,{DAY} 07:50,{DAY} 06:20,,2400\nAland,{DAY} 11:10,{DAY} 06:20,{DAY} 11:05,2400\n")  # fmt: skip
    dataset = opened(tmp_path, text)
    assert str(situation_of(dataset, View(date=parse_date(DAY))).totals["customers"]) == "2,420"
    assert states(dataset, NEXT) == {"B": "part"}, "what ended is over"


@pytest.mark.parametrize("columns", ["ausgelost am,wieder am", "qqq,www"])
def test_columns_of_times_of_which_nothing_says_what_of_are_asked_about(tmp_path, columns: str) -> None:
    text = f"Region,{columns},Customers affected,Cause\nAland,{DAY} 08:00,{DAY} 12:00,40,storm\nBland,{DAY} 09:00,,7,storm\n"
    found = str(refused(tmp_path, text))
    assert "hold times, and nothing says of what" in found
    first, second = columns.split(",")
    dataset = opened(tmp_path, text, columns=(f"started_at={first}", f"ended_at={second}"))
    assert (states(dataset, DAY), states(dataset, NEXT)) == ({"A": "part", "B": "part"}, {"B": "part"})


@pytest.mark.parametrize("title", ["Civil protection exercise, 8 July", "Учение «Зима», данные условные", "Simulacro nacional"])
def test_what_is_an_exercise_by_its_title_is_refused(tmp_path, title: str) -> None:
    assert "an exercise or made up" in str(refused(tmp_path, f'"{title}",,,\n{HEADER}{ROW}'))


def test_works_told_in_one_cell_are_drawn_when_they_are(tmp_path) -> None:
    text = f"Region,Planned outage,Works\nAland,{DAY} 22:00-04:00,planned\nBland,\"{NEXT} 8:00-10:00, 14:00-16:00\",planned\n"
    reports = opened(tmp_path, text).reports
    assert reports["record_id"].tolist() == ["row 2", "row 3/1", "row 3/2"]
    assert reports["started_at"].tolist() == [f"{DAY}T22:00:00", f"{NEXT}T08:00:00", f"{NEXT}T14:00:00"]
    assert reports["ended_at"].tolist() == [f"{NEXT}T04:00:00", f"{NEXT}T10:00:00", f"{NEXT}T16:00:00"]


def test_a_period_of_days_is_a_start_and_an_end_of_an_outage(tmp_path) -> None:
    text = "Region,Period,Customers without power\nAland,8-9 July 2031,1200\nBland,9 July 2031,70\n"
    dataset = opened(tmp_path, text)
    assert (states(dataset, DAY), states(dataset, NEXT)) == ({"A": "part"}, {"A": "part", "B": "part"})
    assert states(dataset, "2031-07-10") == {}
