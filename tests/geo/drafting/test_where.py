"""Where power is out: the place of its own clause, never a dateline, a direction, or the officials who speak of it."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules, published: str = "2026-01-14") -> dict[str, tuple[str, str]]:
    """Place -> extent and customers of each record of a text."""
    return {one["place"]: (one["extent"], one.get("customers", "")) for one in records_of(text, rules, published)}


@pytest.mark.parametrize("text", [
    "On Monday a strike left 40,000 customers without power in three northern regions and led to emergency cuts in Odesa, "
    "the ministry said.",
    "У понеділок 40 тисяч споживачів лишилися без світла у трьох північних областях, а в Одесі запроваджено аварійні "
    "відключення, сказали в міністерстві.",
    "В понедельник 40 тысяч потребителей остались без света в трех северных областях, а в Одессе введены аварийные "
    "отключения, сказали в министерстве.",
])  # fmt: skip
def test_a_figure_of_regions_without_a_name_is_of_no_other_place(text: str, rules: Rules):
    assert {one.get("customers", "") for one in records_of(text, rules)} == {""}


@pytest.mark.parametrize("text", [
    "North of the capital, a storm left 700 customers in the Chernihiv region without power on Monday, the governor said.",
    "South of Kharkiv, 700 customers in the Poltava region had no power on Monday, the governor said.",
    "На північ від Києва, у Чернігівській області, без світла 700 споживачів, сказав у понеділок голова ОВА.",
    "Північніше Києва, у Чернігівській області, без світла 700 споживачів, сказав у понеділок голова ОВА.",
    "К северу от Киева, в Черниговской области, без света 700 потребителей, сказал в понедельник глава ОВА.",
    "Севернее Киева, в Черниговской области, без света 700 потребителей, сказал в понедельник глава ОВА.",
])  # fmt: skip
def test_what_only_tells_the_direction_has_no_figure(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["evidence"]["place"]["level"], record["customers"]) == ("region", "700")


@pytest.mark.parametrize("text", [
    "Kharkiv (Ukraine) (AFP) – Storms left thousands of people without electricity in Poltava, officials said Monday.",
    "Kharkiv, Ukraine — Storms left thousands of people without electricity in Poltava, officials said Monday.",
    "Харків (Укрінформ) — Негода лишила без світла тисячі людей у Полтаві, сказав мер у понеділок.",
    "Харьков, Украина — Непогода оставила без света тысячи людей в Полтаве, сказал мэр в понедельник.",
])  # fmt: skip
def test_a_dateline_is_where_it_is_written(text: str, rules: Rules):
    assert {one["region_code"] for one in records_of(text, rules)} == {"UA-53"}


@pytest.mark.parametrize("text", [
    "A drone hit a substation near Luhansk on Monday, the mayor said, in what officials in Kyiv describe as an answer.",
    "Дрон у понеділок влучив у підстанцію під Луганськом, сказав мер; чиновники в Києві це так і пояснюють.",
    "Дрон в понедельник попал в подстанцию под Луганском, сказал мэр; чиновники в Киеве считают это ответом.",
])  # fmt: skip
def test_officials_of_a_town_are_not_its_substations(text: str, rules: Rules):
    assert "UA-30" not in {one["region_code"] for one in records_of(text, rules)}


def test_where_phones_are_charged_is_no_advice(rules: Rules):
    text = "Poltava lost power on Monday, the mayor said. The city has opened 1,200 tents where residents can charge phones."
    assert told(text, rules) == {"Poltava": ("all", "")}
    assert [one.get("people", "") for one in records_of(text, rules)] == [""]


@pytest.mark.parametrize("text", [
    "У понеділок у Лубнах та Миргороді електропостачання відновили повністю, у Пирятині роботи завершать завтра, сказали в ОВА.",
    "В понедельник в Лубнах и Миргороде электроснабжение восстановили полностью, в Пирятине работы завершат завтра, сказал мэр.",
    "On Monday power was fully restored in Lubny and Myrhorod, in Pyriatyn work will be completed tomorrow, the company said.",
])  # fmt: skip
def test_where_work_is_not_over_power_is_not_back(text: str, rules: Rules):
    assert [extent for extent, _ in told(text, rules).values()] == ["none", "none"]


@pytest.mark.parametrize("text", [
    "On Monday 37 villages of the Poltava region had no power in two districts: Lubny – 22, Myrhorod – 15, the governor said.",
    "У понеділок у Полтавській області знеструмлено 37 сіл, за районами: Лубенський — 22, Миргородський — 15, сказали в ОВА.",
    "В понедельник в Полтавской области обесточены 37 сел, по районам: Лубенский — 22, Миргородский — 15, сказали в ОВА.",
])  # fmt: skip
def test_names_below_the_word_districts_are_districts(text: str, rules: Rules):
    found = {(one["evidence"]["place"]["level"], one["settlements"]) for one in records_of(text, rules)}
    assert found == {("region", "37"), ("district", "22"), ("district", "15")}


def test_a_figure_beside_a_place_is_its_own(rules: Rules):
    text = "Знеструмлено в області 37 сіл: Лубенський район — 22, сказали в Полтавській ОВА у понеділок."
    assert [one["settlements"] for one in records_of(text, rules)] == ["22"]


def test_a_town_joined_to_nearly_all_of_a_community_is_out_too(rules: Rules):
    text = "The town of Hadiach and almost all of the neighbouring Lubny community have been without power since Monday, it said."
    assert [(one["place"], one["extent"]) for one in records_of(text, rules)] == [
        ("Hadiach", "all"), ("Lubny community", "nearly_all"),
    ]


def test_where_a_substation_stands_is_not_where_all_are_out(rules: Rules):
    text = "The head of the Kherson region said that over 40,000 subscribers were cut off on Monday after a drone hit a " \
           "substation near Henichesk."
    assert [one["region_code"] + one["place"][:7] for one in records_of(text, rules)] == ["UA-65Kherson"]


@pytest.mark.parametrize("text", [
    "Lubny lost power on Monday, the mayor said.\nThe outage, the longest in the Sumy region since May, affects 20,000 people.",
    "Lubny lost power on Monday, the mayor said.\nThe outage, the biggest in Poltava region since 2022, affects 20,000 people.",
])  # fmt: skip
def test_what_an_outage_is_compared_with_is_not_where_it_is(text: str, rules: Rules):
    assert [(one["place"], one.get("people")) for one in records_of(text, rules)] == [("Lubny", "20000")]


def test_the_plant_of_a_company_town_is_not_on_because_the_town_is(rules: Rules):
    text = "In Enerhodar, the company town of the Zaporizhzhia nuclear plant, supply was restored on Monday, the mayor said."
    assert [(one["place"], one["extent"]) for one in records_of(text, rules)] == [("Enerhodar", "none")]


@pytest.mark.parametrize("text", [
    "Увесь Кременчук і 23 села однойменного району в понеділок без світла, сказав мер.",
    "Весь Кременчуг и 23 села одноименного района в понедельник без света, сказал мэр.",
])  # fmt: skip
def test_a_district_of_the_same_name_is_that_of_the_town(text: str, rules: Rules):
    assert [(one["extent"], one.get("settlements")) for one in records_of(text, rules)] == [("all", None), ("part", "23")]
    assert {one["region_code"] for one in records_of(text, rules)} == {"UA-53"}


def test_communities_are_named_after_their_word(rules: Rules):
    text = "У понеділок без світла 2 тисячі родин — це села двох громад, Лубенської та Хорольської, сказали в обленерго."
    assert {one["place"] for one in records_of(text, rules)} == {"Лубенська громада", "Хорольська громада"}
