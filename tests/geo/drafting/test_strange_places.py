"""What is said of a place that no list holds, or of another country, is of no place named before, nor of the whole region."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def places(text: str, rules: Rules) -> list[tuple[str, str]]:
    """The first letters of the place of each record of a text, and its extent."""
    return [(one["place"][:4], one["extent"]) for one in records_of(text, rules)]


@pytest.mark.parametrize("text", [
    "In Lubny 300 customers lost power on Monday, the mayor said. In the Nihdeivka community power was restored.",
    "In Lubny 300 customers lost power on Monday, the mayor said. Shells hit the Nihdeivka community, but power there is on.",
    "In Lubny 300 customers lost power on Monday, the mayor said. He added that Nihdeivka has been without power for months.",
    "У Лубнах у понеділок без світла 300 абонентів, сказав мер. Нігдеївську громаду обстріляли, але електрика там є.",
    "У Лубнах у понеділок без світла 300 абонентів, сказав мер. Він додав, що Нігдеївка лишилася без світла.",
    "В Лубнах в понедельник без света 300 абонентов, сказал мэр. Посёлок Нигдеевка обстреляли, но электричество там есть.",
])  # fmt: skip
def test_a_place_that_is_not_known_is_not_the_one_before_it(text: str, rules: Rules):
    assert places(text, rules) in ([("Lubn", "part")], [("Лубн", "part")])


@pytest.mark.parametrize("text", [
    "Power was restored to all 870 customers in the Nihdeivka community of the Poltava region on Monday, the mayor said.",
    "У Нігдеївській громаді Полтавської області у понеділок електропостачання відновлено всім 870 споживачам, сказав мер.",
    "В Нигдеевской общине Полтавской области свет есть, сказал мэр в понедельник.",
    "У Нігдеївській громаді Полтавської області у понеділок повністю зникло світло, сказав мер.",
])  # fmt: skip
def test_a_community_that_is_not_known_is_not_its_region(text: str, rules: Rules):
    assert places(text, rules) == []


@pytest.mark.parametrize("text", [
    "In Lubny 300 customers lost power on Monday, the mayor said. Turning to Syria, he said that the city had been in the dark "
    "for months.",
    "У Лубнах у понеділок без світла 300 абонентів, сказав мер. Про Судан він додав: місто вже місяць без електрики.",
    "В Лубнах в понедельник без света 300 абонентов, сказал мэр. О Венесуэле он добавил, что город месяц без электричества.",
])  # fmt: skip
def test_another_country_is_not_the_town_before_it(text: str, rules: Rules):
    assert places(text, rules) in ([("Lubn", "part")], [("Лубн", "part")])


def test_a_district_that_begins_like_an_office_is_a_district(rules: Rules):
    text = "У понеділок у Гадяцькій громаді без світла п'ять сіл. «Голованівський район вцілів, світло там є», – додав мер."
    assert [(one["place"], one["extent"]) for one in records_of(text, rules)][1:] == [("Голованівський район", "none")]


@pytest.mark.parametrize(("text", "code"), [
    ("В Харьковской области без света 300 абонентов, сказал мэр. Посёлок Золочев обстреляли, но свет там есть.", "UA-63"),
    ("У Харківській області без світла 300 абонентів, сказав мер. Селище Золочів обстріляли, але світло там є.", "UA-63"),
    ("В Сумской области без света 300 абонентов, сказал мэр. Город Тростянец обстреляли, но свет там есть.", "UA-59"),
])  # fmt: skip
def test_of_places_of_one_name_the_one_of_the_region_is_meant(text: str, code: str, rules: Rules):
    assert records_of(text, rules)[-1]["region_code"] == code
    assert not records_of(text, rules)[-1]["place"].startswith(("Пос", "Сел", "Гор"))


@pytest.mark.parametrize("text", [
    "On Monday Lubny lost power, the mayor said. Talks with China resumed. In the region 5,000 customers have no power.",
    "У понеділок у Лубнах зникло світло, сказав мер. Переговори з Китаєм тривають. В області без світла 5000 абонентів.",
])  # fmt: skip
def test_a_region_that_was_not_named_is_not_the_town_before_it(text: str, rules: Rules):
    assert places(text, rules) in ([("Lubn", "all")], [("Лубн", "all")])


@pytest.mark.parametrize("text", [
    "Через аварію на ПЛ-35 світла в понеділок немає в с-щі Гоголеве, сказали в обленерго Полтавської області.",
    "У понеділок через аварію на ТП-12 без світла Лубни, сказали в обленерго.",
])  # fmt: skip
def test_an_acronym_is_no_unknown_place(text: str, rules: Rules):
    assert [one["extent"] for one in records_of(text, rules)] == ["all"]
