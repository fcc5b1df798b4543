"""Names without their word of kind, communities of villages, names of persons, and who signs or heads a text."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules) -> list[tuple[str, str]]:
    """The place of each record of a text, and its one figure."""
    kinds = ("customers", "settlements", "people")
    return [(one["place"], next((one[kind] for kind in kinds if kind in one), "")) for one in records_of(text, rules)]


@pytest.mark.parametrize(("text", "places"), [
    ("Drones left the Lubny and Hadiach communities without power on Monday, the mayor said.", ["Lubny", "Hadiach"]),
    ("У понеділок без світла Лубенська та Гадяцька громади, сказав мер.", ["Лубенська", "Гадяцька"]),
])  # fmt: skip
def test_communities_that_share_their_word_are_out(text: str, places: list[str], rules: Rules):
    records = records_of(text, rules)
    assert [one["place"].split()[0] for one in records] == places
    assert {one["place"].split()[1] for one in records} <= {"community", "громада"}
    assert {one["extent"] for one in records} == {"unknown"}


def test_a_community_is_called_after_a_village_of_another_region(rules: Rules):
    text = (
        "In Lubny shelling cut power on Monday, the mayor said.\n\n"
        "Kharkivoblenergo said that 340 customers in the Velykyi Burluk community have no power."
    )
    assert told(text, rules)[-1] == ("Velykyi Burluk community", "340")


@pytest.mark.parametrize("text", [
    "Через сніг у понеділок без світла 14 сіл Лубенського району та 3 – Миргородського, сказали в обленерго.",
    "Из-за снега в понедельник без света 14 сёл Лубенского района и 3 — Миргородского, сказали в облэнерго.",
    "В понедельник без света 14 сёл в Лубенском районе и 3 в Миргородском, сказали в облэнерго.",
])  # fmt: skip
def test_a_counted_district_may_leave_its_word_out(text: str, rules: Rules):
    assert [(place[:4], figure) for place, figure in told(text, rules)] in (
        [("Лубе", "14"), ("Мирг", "3")], [("Лубе", "14"), ("Мирг", "3")]
    )


@pytest.mark.parametrize("text", [
    "У Лубнах, сказав голова ради оборони міста Олександр Кіт у понеділок, світло є, над містом летіли дрони.",
    "В Лубнах, сказал мэр города Андрей Котов в понедельник, свет есть, над городом летали дроны.",
])  # fmt: skip
def test_who_holds_an_office_is_no_village(text: str, rules: Rules):
    assert [place for place, _ in told(text, rules)] in (["Лубни"], ["Лубны"])


@pytest.mark.parametrize(("text", "name"), [
    ("Іван Кіт / Полтавська ОВА\n\nЗа ніч у Лубнах частина міста без світла.", "Іван Кіт"),
    ("Олена Кіт / мер Лубен\n\nЗа ніч у Лубнах частина міста без світла.", "Олена Кіт"),
    ("Иван Кот / глава Лубен\n\nЗа ночь в Лубнах часть города без света.", "Иван Кот"),
])  # fmt: skip
def test_who_heads_a_post_says_it(text: str, name: str, rules: Rules):
    assert [(one["source"], one["source_role"]) for one in records_of(text, rules)] == [(name, "official")]


@pytest.mark.parametrize("text", [
    "Джерело: в.о. голови Полтавської ОВА Іван Петренко\n\nДеталі: За словами Петренка, у Лубнах без світла половина міста.",
    "Источник: и.о. главы администрации Иван Котов\n\nПодробности: По словам Котова, в Лубнах без света половина города.",
    "По словам мэра Лубен Ивана Котова, утром была гроза. В Лубнах без света половина города, добавил Котов.",
])  # fmt: skip
def test_a_surname_again_is_the_official_named_before(text: str, rules: Rules):
    assert [one["source_role"] for one in records_of(text, rules)] == ["official"]


def test_the_municipality_is_official(rules: Rules):
    (one,) = records_of("In Lubny 300 homes have no power, the municipality said on Monday.", rules)
    assert one["source_role"] == "official"


@pytest.mark.parametrize("text", [
    "Котов раніше розповів журналістам, що в Лубенському районі заживлено 12 сіл, знеструмлених напередодні.",
    "Котов ранее рассказал журналистам, что в Лубенском районе возобновлена подача света в 12 сёл, отключённых накануне.",
])  # fmt: skip
def test_what_was_out_before_it_was_back_is_no_outage(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_who_told_journalists_says_it(rules: Rules):
    text = "Мэр Котов ранее рассказал журналистам, что в Лубнах в понедельник без света 300 абонентов."
    assert [one["source"] for one in records_of(text, rules)] == ["Мэр Котов"]


def test_a_strike_in_the_lead_dates_what_it_did(rules: Rules):
    text = (
        "Гроза над Лубнами. Город без света\n\nВечером 12 января дроны атаковали Лубны. Половина города обесточена.\n\n"
        "Без света в городе 300 абонентов, сказал мэр."
    )
    assert {one["started_at"] for one in records_of(text, rules)} == {"2026-01-12"}


def test_a_quarter_that_is_partly_dark_may_leave_its_word_out(rules: Rules):
    text = "В Мариуполе света нет в Приморском районе и частично в Левобережном, сказал мэр в понедельник."
    assert [place for place, _ in told(text, rules)] == ["Приморский район", "Левобережный район"]


def test_the_surname_of_a_mayor_is_no_second_village(rules: Rules):
    text = "Мэр города Лубны Иван Котов сказал, что света в городе нет с понедельника."
    assert [place for place, _ in told(text, rules)] == ["Лубны"]


def test_a_community_and_a_town_are_both_out(rules: Rules):
    text = "In the Kharkiv region, the Izium community and the town of Balakliia lost power on Monday, the governor said."
    assert [place for place, _ in told(text, rules)] == ["Izium community", "Balakliia"]
