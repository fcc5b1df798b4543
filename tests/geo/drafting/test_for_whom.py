"""For whom power is out or back: subscribers spread over villages, those who live in them, a share of those who had lost it."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of

KINDS = ("customers", "people", "settlements")


def told(text: str, rules: Rules) -> list[tuple[str, ...]]:
    """Region or town, extent and figures of each record of a text."""
    return [(one["place"].split()[0], one["extent"], *(one[k] for k in KINDS if k in one)) for one in records_of(text, rules)]


def test_subscribers_scattered_over_villages_are_so_many_in_so_many(rules: Rules):
    text = "In the Poltava region some 7,300 subscribers scattered over 40 villages had no power on Monday, the company said."
    assert told(text, rules) == [("Poltava", "part", "~7300", "40")]


def test_nearly_so_many_are_fewer(rules: Rules):
    text = "Nearly 8,000 residents of Lubny had no electricity on Monday, the mayor said."
    assert told(text, rules) == [("Lubny", "part", "<8000")]


@pytest.mark.parametrize("text", [
    "On Monday the Lubny and Myrhorod districts of the Poltava region lost power, the governor said. Without electricity are 42 "
    "villages, home to 6,000 people.",
    "У понеділок знеструмлено Лубенський та Миргородський райони Полтавської області, сказали в ОВА. Без світла 42 села, в них "
    "мешкає 6 тисяч людей.",
    "В понедельник обесточены Лубенский и Миргородский районы Полтавской области, сказали в ОВА. Без света 42 села, в них "
    "проживает 6 тысяч человек.",
])  # fmt: skip
def test_villages_counted_after_two_districts_are_of_the_region(text: str, rules: Rules):
    assert [one[1:] for one in told(text, rules)] == [("unknown",), ("unknown",), ("part", "6000", "42")]


@pytest.mark.parametrize("text", [
    "On Monday Lubny lost power. By noon supply was back for three quarters of the town's households, mayor Ivan Kit said.",
    "У понеділок у Лубнах зникло світло. До обіду струм отримала вже половина міста, сказав мер Іван Кіт.",
    "В понедельник в Лубнах пропал свет. К обеду электричество получила половина города, сказал мэр Иван Кот.",
    "У понеділок у Лубнах зникло світло. У Лубнах вдалося заживити 80% тих, хто лишився без світла, сказали в обленерго.",
    "В понедельник в Лубнах пропал свет. В Лубнах удалось подключить 80% тех, кто остался без света, сказали в облэнерго.",
])  # fmt: skip
def test_power_that_is_back_for_a_share_is_a_town_partly_out(text: str, rules: Rules):
    assert [extent for _, extent in told(text, rules)] == ["all", "part"]


@pytest.mark.parametrize("text", [
    "У Лубнах заживлено 60% споживачів, на решті вулиць світла поки немає, сказав у понеділок мер Іван Кіт.",
    "В Лубнах запитано 60% потребителей, на остальных улицах света пока нет, сказал в понедельник мэр Иван Кот.",
])  # fmt: skip
def test_a_share_that_is_back_and_a_rest_that_is_not_are_a_part(text: str, rules: Rules):
    assert told(text, rules) == [("Лубни" if "заж" in text else "Лубны", "part")]


@pytest.mark.parametrize("text", [
    "У Лубнах, каже мер Іван Кіт, у понеділок світло пропадало на дві години, зараз його мають усі будинки.",
    "Lubny lost power on Monday for two hours, everyone has it back, mayor Ivan Kit said.",
])  # fmt: skip
def test_everyone_has_it_again(text: str, rules: Rules):
    assert [extent for _, extent in told(text, rules)] == ["all", "none"]


def test_power_in_a_few_neighbourhoods_says_nothing_of_the_rest(rules: Rules):
    text = "У понеділок без світла частина Лубен, сказав мер Іван Кіт, але в кількох мікрорайонах живлення збереглося."
    assert told(text, rules) == [("Лубни", "part")]


@pytest.mark.parametrize("text", [
    "Some 3,100 customers of Lubny district remain to be reconnected, the power company said on Monday.",
    "У Лубенському районі лишилося підключити до електромережі 3 100 абонентів, сказали в понеділок в обленерго.",
    "В Лубенском районе осталось подключить к электросети 3 100 абонентов, сказали в понедельник в облэнерго.",
])  # fmt: skip
def test_who_remains_to_be_connected_is_out(text: str, rules: Rules):
    assert [(extent, figure.lstrip("~")) for _, extent, figure in told(text, rules)] == [("part", "3100")]


@pytest.mark.parametrize("text", [
    "У Лубнах 19 січня з 10:00 до 15:00 вимкнуть світло заради ремонту, сказав мер Іван Кіт.",
    "В Лубнах 19 января с 10:00 до 15:00 отключат свет ради ремонта, сказал мэр Иван Кот.",
])  # fmt: skip
def test_power_that_will_be_cut_is_planned(text: str, rules: Rules):
    assert [(one["kind"], one["started_at"][:10]) for one in records_of(text, rules)] == [("scheduled", "2026-01-19")]


@pytest.mark.parametrize("text", [
    "Роботи 19 січня в Лубнах скасовано: світло там не вимикатимуть, сказав мер Іван Кіт.",
    "Работы 19 января в Лубнах отменены: свет там не отключат, сказал мэр Иван Кот.",
])  # fmt: skip
def test_power_that_will_not_be_cut_is_nothing(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_a_town_that_a_fire_darkened_is_out(rules: Rules):
    assert told("A fire on Monday darkened the town of Lubny, the emergency services said.", rules) == [("Lubny", "all")]


@pytest.mark.parametrize("text", [
    "At the peak on Monday there were 24,000 customers without power in Lubny, as of 1 p.m. there are 2,300, the company said.",
    "У понеділок зранку в Лубнах без світла були 24 000 осель, станом на 15:00 лишається 2 300, сказали в обленерго.",
    "В понедельник утром в Лубнах без света были 24 000 абонентов, на 15:00 остается 2 300, сказали в облэнерго.",
])  # fmt: skip
def test_how_many_are_out_by_now_is_a_record_of_its_own(text: str, rules: Rules):
    records = records_of(text, rules)
    assert [(one["customers"], one["started_at"]) for one in records] == [("24000", "2026-01-12"), ("2300", "2026-01-12")]


@pytest.mark.parametrize("text", [
    "У понеділок без світла Лубенський та Миргородський райони Полтавської області, сказали в обленерго. Лубенський район уже "
    "підключено повністю. По Миргородському лишилося підключити 900 абонентів.",
    "В понедельник без света Лубенский и Миргородский районы Полтавской области, сказали в облэнерго. Лубенский район подключен "
    "полностью. В Миргородском осталось подключить 900 абонентов.",
])  # fmt: skip
def test_a_district_named_by_its_adjective_is_the_one_named_before(text: str, rules: Rules):
    assert {one[0][:5]: one[1:] for one in told(text, rules)} == {"Мирго": ("part", "900"), "Лубен": ("none",)}


def test_his_city_is_that_of_the_mayor(rules: Rules):
    text = "Poltava Mayor Ivan Kit said on Monday his city had been almost entirely de-energized for an hour."
    assert told(text, rules) == [("Poltava", "nearly_all")]


@pytest.mark.parametrize(("text", "place"), [
    ("В Одессе в понедельник обесточены 7 400 потребителей в Киевском районе, сказал мэр.", "Киевский район"),
    ("В Одесі в понеділок знеструмлено 7 400 споживачів у Київському районі, сказав мер.", "Київський район"),
])  # fmt: skip
def test_a_figure_of_a_quarter_is_not_one_of_its_town(text: str, place: str, rules: Rules):
    assert [(one["place"], one["customers"]) for one in records_of(text, rules)] == [(place, "7400")]


@pytest.mark.parametrize("text", [
    "Весь Кременчуг и 18 сел Кременчугского района в понедельник без света, сказал мэр.",
    "Весь Кременчук і 18 сіл Кременчуцького району в понеділок без світла, сказав мер.",
])  # fmt: skip
def test_villages_are_those_of_a_district_and_not_of_a_town(text: str, rules: Rules):
    assert [(one["extent"], one.get("settlements")) for one in records_of(text, rules)] == [("all", None), ("part", "18")]
