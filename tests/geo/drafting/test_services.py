"""What serves a town and is without power: a claim about the service, never about the town."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize(("text", "services"), [
    ("The hospital in Lubny is without power, the mayor said on Monday.", "health:off"),
    ("In Lubny the pumping stations have no electricity, the mayor said on Monday.", "water:off"),
    ("У Лубнах у понеділок знеструмлено лікарню, повідомив мер.", "health:off"),
    ("У Лубнах у понеділок без світла котельня, повідомив мер.", "heating:off"),
    ("В Лубнах в понедельник обесточена насосная станция, сообщил мэр.", "water:off"),
    ("Трамваи в Лубнах в понедельник без питания, света нет у депо, сообщил мэр.", "transit:off"),
])  # fmt: skip
def test_a_service_without_power_is_no_town_without_it(text: str, services: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["extent"], record["services"]) == ("UA-53", "unknown", services)


def test_a_boiler_house_is_in_the_town_of_the_sentence_before(rules: Rules):
    text = "У Лубнах у понеділок не працює опалення. Мер сказав, що котельня знеструмлена і 86 будинків без тепла."
    (record,) = records_of(text, rules)
    assert (record["place"], record["extent"], record["services"]) == ("Лубни", "unknown", "heating:off")


def test_what_does_not_work_is_not_normal(rules: Rules):
    text = "У Лубнах у понеділок без світла 900 абонентів, сказав мер. У місті не працює водоканал."
    assert [record["services"] for record in records_of(text, rules)] == ["water:halted"]


def test_the_district_hospital_is_in_no_district_named_before(rules: Rules):
    text = "In Lubny 300 homes lost power on Monday; crews went to the Myrhorod district, the governor said. " \
           "The district hospital is running on a generator."
    assert {one["place"]: one.get("services") for one in records_of(text, rules)} == {"Lubny": "health:backup"}


def test_what_works_as_usual_makes_no_record_of_its_own(rules: Rules):
    text = "Lubny lost power on Monday, the governor said. Trams in Poltava were working normally."
    assert [record["place"] for record in records_of(text, rules)] == ["Lubny"]


@pytest.mark.parametrize("text", [
    "Станом на 7:00 понеділка знеструмлено, повідомила ОВА:\n— Миргородський район — 450 споживачів.\n\nУ Лубнах частково "
    "відсутнє водопостачання, водоканал переходить на резервне живлення.",
    "На 7:00 понедельника обесточены, сообщила ОВА:\n— Миргородский район — 450 потребителей.\n\nВ Лубнах частично отсутствует "
    "водоснабжение, водоканал переходит на резервное питание.",
    "As of 7:00 on Monday without power, the region's administration said:\n- Myrhorod district: 450 consumers.\n\nIn Lubny the "
    "water supply is partly off, the water utility switches to reserve power.",
])  # fmt: skip
def test_a_line_on_water_below_a_list_is_no_item_of_it(text: str, rules: Rules):
    assert [one["extent"] for one in records_of(text, rules) if one["extent"] != "unknown"] == ["part"]
