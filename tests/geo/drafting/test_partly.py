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
