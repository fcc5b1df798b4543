"""A part is never the whole: shares, the worst hit, things restored, sides of a town, names that only look like a place."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules) -> dict[str, tuple[str, str]]:
    """Place -> extent and customers of each record of a text."""
    return {one["place"]: (one["extent"], one.get("customers", "")) for one in records_of(text, rules)}


@pytest.mark.parametrize(("text", "extent"), [
    ("Полтава без світла на 90%, повідомив мер у понеділок.", "nearly_all"),
    ("Полтава без света на 90%, сообщил мэр в понедельник.", "nearly_all"),
    ("У понеділок Полтава знеструмлена на 40%, сказав мер.", "large_part"),
])  # fmt: skip
def test_a_share_behind_the_place_is_its_extent(text: str, extent: str, rules: Rules):
    assert told(text, rules) == {"Полтава": (extent, "")}


def test_where_a_share_is_back_the_rest_is_out(rules: Rules):
    text = "У понеділок у Полтаві електропостачання відновлено повністю, у Сумах — на 70%, сказали в ДСНС."
    assert told(text, rules) == {"Полтава": ("none", ""), "Суми": ("part", "")}


def test_a_dash_tells_how_much_of_each_place(rules: Rules):
    text = "У понеділок повністю знеструмлені Полтава і Суми, у Луцьку — окремі вулиці, сказали в ДСНС."
    assert told(text, rules) == {"Полтава": ("all", ""), "Суми": ("all", ""), "Луцьк": ("part", "")}


@pytest.mark.parametrize("text", [
    "У Полтавській області без світла 5 000 споживачів, найважче — у Лубенському районі, сказали в ДСНС у понеділок.",
    "В Полтавской области без света 5 000 потребителей, больше всего — в Лубенском районе, сказали в ГСЧС в понедельник.",
    "In the Poltava region 5,000 customers lost power on Monday, mostly in the Lubny district, the administration said.",
])  # fmt: skip
def test_the_figure_of_a_region_is_not_that_of_its_worst_district(text: str, rules: Rules):
    assert [(one["region_code"], one["customers"], "район" in one["place"].lower() or "district" in one["place"])
            for one in records_of(text, rules) if one.get("customers")] == [("UA-53", "5000", False)]


@pytest.mark.parametrize("text", [
    "Критичну інфраструктуру Полтави заживлено, повідомили в обленерго в понеділок.",
    "На лівому березі світло дали всім, сказав мер Полтави в понеділок.",
    "У понеділок по слухам світло в кінці тунелю є, сказав мер Полтави.",
])  # fmt: skip
def test_what_is_less_than_a_town_never_makes_it_lit(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_all_customers_of_a_district_are_all_of_it(rules: Rules):
    text = "On Monday power went out for all 96,000 customers of the Lubny district, the administration said."
    assert told(text, rules) == {"Lubny district": ("all", "96000")}


@pytest.mark.parametrize("text", [
    "У понеділок через удар з боку Полтави знеструмлено Суми, сказали в ДСНС.",
    "В понедельник из-за удара со стороны Полтавы обесточены Сумы, сказали в ГСЧС.",
])  # fmt: skip
def test_a_direction_is_no_place_of_an_outage(text: str, rules: Rules):
    assert [one["region_code"] for one in records_of(text, rules)] == ["UA-59"]


def test_the_adjective_of_an_unknown_name_is_no_town(rules: Rules):
    text = "В понедельник обесточены Новая Нигдеевка и Сумы, сказали в ГСЧС."
    assert list(told(text, rules)) == ["Сумы"]


def test_a_number_may_be_a_name(rules: Rules):
    (one,) = records_of("У понеділок у Сумах знеструмлені лікарня № 16 і школа № 400, сказав мер.", rules)
    assert {one.get("facilities", ""), one.get("customers", "")} == {""}


def test_a_list_of_towns_may_end_in_a_district(rules: Rules):
    text = "Poltava, Kremenchuk and the whole of the Lubny district had been without electricity since Monday, the governor said."
    assert [one["place"] for one in records_of(text, rules)] == ["Poltava", "Kremenchuk", "Lubny district"]


def test_the_region_of_a_city_is_the_region(rules: Rules):
    text = "The southern region of Odesa saw 50,400 households without power on Monday, the mayor said."
    (one,) = records_of(text, rules)
    assert (one["place"], one["evidence"]["place"]["level"]) == ("Odesa region", "region")


def test_heating_lost_after_a_strike_on_a_power_plant_is_no_outage(rules: Rules):
    text = "Blocks in the Darnytskyi district of Kyiv lost heating on Monday after a power plant was hit, the mayor said."
    assert records_of(text, rules) == []


def test_nothing_was_lost_tomorrow(rules: Rules):
    text = "У Полтаві без світла 300 абонентів, сказав мер. Завтра графіки не діють для тих, кого знеструмив обстріл."
    assert [one["started_at"] for one in records_of(text, rules, "2026-01-07")] == ["2026-01-07"]


@pytest.mark.parametrize(("text", "source"), [
    ("«У Полтаві зникло світло», — написав у «Фейсбуці» мер Олег Коваль у понеділок.", "мер Олег Коваль"),
    ("ДТЕК пізніше навів своє число по Києву: світла немає у 300 сімей.", "ДТЕК"),
    ("У Полтаві в понеділок немає світла; обленерго цього не підтверджує.", "обленерго"),
])  # fmt: skip
def test_who_speaks_is_no_platform_and_no_place(text: str, source: str, rules: Rules):
    assert {one.get("source", source) for one in records_of(text, rules)} <= {source}


@pytest.mark.parametrize("text", [
    "The town that has been cut off from the grid is Kremenchuk, not Poltava, the company said on Monday.",
    "У понеділок знеструмлено Кременчук, а не Полтаву, сказали в обленерго.",
    "В понедельник обесточен Кременчуг, а не Полтава, сказали в облэнерго.",
])  # fmt: skip
def test_not_another_place_is_not_out(text: str, rules: Rules):
    assert [one["place"][:6] for one in records_of(text, rules)] in (["Kremen"], ["Кремен"])


def test_the_town_that_is_another_is_not_the_town_named_before(rules: Rules):
    text = "On Monday Poltava has power, the company said. The town that was cut off from the grid is Kremenchuk, it added."
    assert {one["place"]: one["extent"] for one in records_of(text, rules)} == {"Poltava": "none", "Kremenchuk": "all"}


def test_who_signs_a_text_says_all_of_it(rules: Rules):
    text = "У понеділок без світла Полтава.\n\nУ Лубнах світло дали.\n\nОлег Коваль, начальник Полтавської ОВА"
    assert {(one["place"], one["source"], one["source_role"]) for one in records_of(text, rules)} == {
        ("Полтава", "Олег Коваль", "official"), ("Лубни", "Олег Коваль", "official")}


def test_rows_of_planned_work_below_its_announcement(rules: Rules):
    text = "Полтаваобленерго оприлюднило перелік планових робіт на середу.\n\n" \
           "Полтава: з 9:00 до 17:00 — вулиці Перша і Друга;\nЛубни: з 10:00 до 14:00 — 2 тис. абонентів."
    rows = records_of(text, rules, "2026-05-12")
    assert [(one["place"], one["started_at"]) for one in rows] == [("Полтава", "2026-05-13T09:00"), ("Лубни", "2026-05-13T10:00")]
    assert {(one["kind"], one["source"]) for one in rows} == {("scheduled", "Полтаваобленерго")}
    assert rows[1]["customers"] == "2000"


@pytest.mark.parametrize("text", [
    "In the Poltava region, where a line was damaged on Sunday, electricity had been fully restored by Monday, the company said.",
    "У Полтавській області, де в неділю пошкоджено лінію, електропостачання повністю відновили, сказали в ОВА.",
])  # fmt: skip
def test_what_is_said_between_commas_takes_no_place_away(text: str, rules: Rules):
    assert ("none", "UA-53") in {(one["extent"], one["region_code"]) for one in records_of(text, rules)}


@pytest.mark.parametrize("text", [
    "There were no interruptions to electricity supply in Poltava on Monday, the mayor said.",
    "In Poltava there were no disruptions in the power supply system on Monday, the mayor said.",
])  # fmt: skip
def test_no_interruption_is_none(text: str, rules: Rules):
    assert [one["extent"] for one in records_of(text, rules)] == ["none"]


@pytest.mark.parametrize("text", [
    "У Полтаві в понеділок повернули живлення всім лікарням, сказав мер.",
    "В Полтаве в понедельник вернули питание больницам и водоканалу, сказал мэр.",
])  # fmt: skip
def test_hospitals_with_power_light_no_town(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_a_drill_is_one_to_its_end(rules: Rules):
    text = "У Полтаві в понеділок пройшли командно-штабні навчання.\n\nВнаслідок удару без світла лишилося 240 тисяч мешканців " \
           "Полтави, зупинився водоканал, сказав мер."
    assert records_of(text, rules) == []


def test_what_is_recalled_goes_on_with_then(rules: Rules):
    text = "У Полтаві в понеділок без світла 300 абонентів, сказав мер.\n\n" \
           "Нагадаємо, 30 жовтня атакували об'єкти на Львівщині. Тоді без світла залишалися 38 тисяч родин."
    assert [one["region_code"] for one in records_of(text, rules, "2025-11-10")] == ["UA-53"]


def test_another_country_has_its_own_ministry(rules: Rules):
    text = "Slavske lost power on Monday, the mayor said. Neighbouring Moldova also reported disruptions. " \
           "The country's interior ministry said 27 localities in the north were without electricity."
    assert [one.get("settlements", "") for one in records_of(text, rules)] in ([""], [])


def test_a_schedule_of_cuts_is_planned(rules: Rules):
    rows = records_of("Power cut schedule for Poltava on February 10, the company said.", rules, "2026-02-09")
    assert {one["kind"] for one in rows} <= {"scheduled"}


def test_rows_that_begin_alike_are_rows(rules: Rules):
    text = "Графік погодинних відключень у Полтаві на середу, повідомили в обленерго:\nчерга 1.1 — з 08:00 до 11:30\n" \
           "черга 1.2 — з 11:30 до 15:00"
    assert [one["scope"] for one in records_of(text, rules)] == ["черга 1.1", "черга 1.2"]


def test_a_joint_figure_is_one_of_the_region_that_is_named(rules: Rules):
    text = "Полтавська область.\n\nУ понеділок без світла Лубни та Миргород, 39 тисяч споживачів, сказав начальник ОВА."
    found = {one["place"]: (one["extent"], one.get("customers", "")) for one in records_of(text, rules)}
    assert found["Полтавська область"] == ("part", "39000")


def test_streets_bear_names_of_regions(rules: Rules):
    text = "У Полтаві в понеділок без світла вулиці Київська, Одеська, сказав мер."
    assert {one["region_code"] for one in records_of(text, rules)} == {"UA-53"}


@pytest.mark.parametrize("text", [
    "Навчання у школах Полтави дистанційне: у понеділок місто без світла, сказав мер.",
    "Ученики школ Полтавы учатся дома: в понедельник город без света, сообщил мэр.",
    "Poltava had no power on Monday and the training of nurses was put off, the mayor said.",
])  # fmt: skip
def test_lessons_are_no_drill(text: str, rules: Rules):
    assert [one["region_code"] for one in records_of(text, rules)] == ["UA-53"]


def test_drones_from_another_country_take_no_place_away(rules: Rules):
    text = "Уночі на понеділок знеструмлено Полтаву, сказав мер. Дрони летіли з Курської області. Без світла 5 000 абонентів."
    assert {one.get("customers", "") for one in records_of(text, rules)} == {"5000"}


@pytest.mark.parametrize("text", [
    "All 300 customers of the village of Nyhdeivka in the Poltava region had no power on Monday, the company said.",
    "У понеділок без світла всі 300 абонентів вулиці Першої у Полтавській області, сказали в обленерго.",
])  # fmt: skip
def test_all_of_a_village_are_not_all_of_its_region(text: str, rules: Rules):
    assert "all" not in {one["extent"] for one in records_of(text, rules) if one["evidence"]["place"].get("level") == "region"}


def test_a_joint_figure_of_places_with_power_is_no_loss(rules: Rules):
    text = "Полтавська область. У понеділок у Лубнах та Миргороді, 39 тисяч споживачів, зі світлом усі, сказав начальник ОВА."
    assert {one["extent"] for one in records_of(text, rules)} <= {"none"}


@pytest.mark.parametrize("text", [
    "У Лубнах у понеділок світло зникло тільки в кількох кварталах, сказав мер.",
    "В Лубнах в понедельник свет исчез лишь в некоторых кварталах, сказал мэр.",
])  # fmt: skip
def test_some_blocks_are_a_part_of_their_town(text: str, rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == ["part"]


@pytest.mark.parametrize("text", [
    "In Lubny the whole centre was without power on Monday, the mayor said.",
    "In the Poltava region the whole north was without power on Monday, the governor said.",
    "В Лубнах в понедельник без света весь центр, сказал мэр.",
    "У Лубнах у понеділок без світла весь центр, сказав мер.",
])  # fmt: skip
def test_all_of_a_side_is_a_part(text: str, rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == ["part"]


@pytest.mark.parametrize("text", [
    "У Лубнах у понеділок без світла 9-та школа, сказав мер.",
    "В Лубнах в понедельник без света 9-я школа, сказал мэр.",
])  # fmt: skip
def test_a_school_with_a_number_is_not_its_town(text: str, rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == ["unknown"]
