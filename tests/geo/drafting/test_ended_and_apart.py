"""What is over in its own sentence, what is said of things and other countries, and where a place only stands near."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def places(text: str, rules: Rules) -> list[tuple[str, str]]:
    """Place and extent of each record of a text."""
    return [(one["region_code"], one["extent"]) for one in records_of(text, rules)]


@pytest.mark.parametrize("text", [
    "In Poltava region emergency outages were introduced at 9:00 on Tuesday, they were cancelled at 13:30.",
    "У Полтавській області у вівторок о 9:00 ввели аварійні відключення, о 13:30 їх скасували.",
    "В Полтавской области во вторник в 9:00 ввели аварийные отключения, в 13:30 их отменили.",
])  # fmt: skip
def test_cuts_that_end_in_their_own_sentence_have_ended(text: str, rules: Rules):
    assert [one.get("ended_at") for one in records_of(text, rules)] == ["2026-01-13T13:30"]


@pytest.mark.parametrize("text", [
    "On Tuesday a cable burnt in Lubny. The town spent four hours without power, the mayor Ivan Kit said.",
    "У вівторок у Лубнах згорів кабель. Місто провело без світла чотири години, сказав мер Іван Кіт.",
    "Во вторник в Лубнах сгорел кабель. Город провел без света четыре часа, сказал мэр Иван Кот.",
    "The overhead line between Lubny and Myrhorod is de-energised since Tuesday, the railway said.",
    "Контактна мережа між Лубнами і Миргородом знеструмлена з вівторка, сказали на залізниці.",
    "Контактная сеть между Лубнами и Миргородом обесточена со вторника, сказали на железной дороге.",
    "In Lubny the timetable board went dark on Tuesday, the railway said.",
    "У Лубнах табло знеструмлене з вівторка через збій, сказали на залізниці.",
    "В Лубнах табло обесточено со вторника из-за сбоя, сказали на железной дороге.",
    "У Лубнах тривають роботи на мережах, сказали у вівторок в обленерго.",
    "В Лубнах продолжаются работы на сетях, сказали во вторник в облэнерго.",
    "In Lubny crews work on the power lines, the company said on Tuesday.",
    "No verified figures on power in Lubny, the ministry said on Tuesday.",
    "Перевірених відомостей про електропостачання Лубен немає, сказали у вівторок у міністерстві.",
    "Проверенных сведений об электроснабжении Лубен нет, сказали во вторник в министерстве.",
    "У вівторок питали про Лубни. Що там зі світлом, мер Іван Кіт не знає.",
])  # fmt: skip
def test_what_is_over_or_of_things_is_no_outage(text: str, rules: Rules):
    assert places(text, rules) == []


def test_towns_of_a_route_are_no_place_of_what_is_below_them(rules: Rules):
    text = "Lubny has a new station.\n\n• No. 17 Konotop – Sumy: late\n\nThe town lost power on Tuesday, the council said."
    assert places(text, rules) == [("UA-53", "all")]


@pytest.mark.parametrize("text", [
    "Near Lubny a line came down on Tuesday: the villages of Zasullia and Lukimia are without power, the company said.",
    "Біля Лубен у вівторок впала лінія електропередачі: село Засулля знеструмлене, сказали в обленерго.",
])  # fmt: skip
def test_a_town_near_which_a_line_fell_is_not_out(text: str, rules: Rules):
    assert {one["place"] for one in records_of(text, rules)}.isdisjoint({"Lubny", "Лубни"})


@pytest.mark.parametrize("text", [
    "HAVANA — Cuba lost its grid on Tuesday. In the capital 40% of homes are without power, officials said.",
    "Куба втратила мережу у вівторок. У столиці без світла 40% будинків, сказав уряд.",
    "Куба потеряла сеть во вторник. В столице без света 40% домов, сказало правительство.",
])  # fmt: skip
def test_the_capital_after_another_country_is_its_own(text: str, rules: Rules):
    assert places(text, rules) == []


@pytest.mark.parametrize("text", [
    "On 14 January 2023 the whole of Lubny went dark.\n\n“Nobody slept,” recalls the fitter Ivan Kit. By his account Konotop was "
    "without power for four nights.",
    "14 січня 2023 року всі Лубни згасли.\n\n«Ніхто не спав», — згадує монтер Іван Кіт. За його словами, Конотоп чотири ночі був "
    "без світла.",
    "14 января 2023 года все Лубны погасли.\n\n«Никто не спал», — вспоминает монтер Иван Кот. По его словам, Конотоп четыре ночи "
    "был без света.",
])  # fmt: skip
def test_what_somebody_remembers_in_a_text_that_looks_back_is_past(text: str, rules: Rules):
    assert places(text, rules) == []


@pytest.mark.parametrize("text", [
    "Ninety blocks in Lubny have had no heating since Tuesday. Their electricity supply was not affected, the mayor said.",
    "У Лубнах із вівторка без опалення 90 будинків. Їхнє електропостачання не порушене, сказав мер.",
    "В Лубнах со вторника без отопления 90 домов. Их электроснабжение не нарушено, сказал мэр.",
    "На Полтавщині у вівторок обстріляли Лубни. Пляж ніхто не відключав, сказав мер.",
    "На Полтавщине во вторник обстреляли Лубны. Пляж никто не отключал, сказал мэр.",
])  # fmt: skip
def test_power_at_things_is_not_power_in_their_town(text: str, rules: Rules):
    assert "none" not in {extent for _, extent in places(text, rules)}


@pytest.mark.parametrize("text", [
    "Огляд за вівторок по областях і містах, що на зв'язку\n\nПолтавська область. Відключень немає, хоча пекарня в Лубнах "
    "притлумила вітрини, сказали у вівторок в обленерго.",
    "Обзор за вторник по областям и городам, что на связи\n\nПолтавская область. Отключений нет, хотя пекарня в Лубнах "
    "приглушила витрины, сказали во вторник в облэнерго.",
])  # fmt: skip
def test_a_place_to_which_a_sentence_turns_is_not_that_where_power_is_on(text: str, rules: Rules):
    assert [one["place"].split()[-1] for one in records_of(text, rules)] == ["область"]


@pytest.mark.parametrize(("text", "day"), [
    ("Lubny has had no electricity at all, since November, the mayor Ivan Kit said.", "2025-11-01~"),
    ("Світла в Лубнах немає взагалі, з листопада, сказав мер Іван Кіт.", "2025-11-01~"),
    ("Света в Лубнах нет вообще, с ноября, сказал мэр Иван Кот.", "2025-11-01~"),
    ("У Лубнах світла немає з минулої п'ятниці, сказав мер Іван Кіт.", "2026-01-09"),
    ("В Лубнах света нет с прошлой пятницы, сказал мэр Иван Кот.", "2026-01-09"),
    ("On Monday hourly schedules were in force in Poltava region, Ukrenergo said.", "2026-01-12"),
    ("У понеділок на Полтавщині діяли графіки погодинних відключень, сказали в «Укренерго».", "2026-01-12"),
    ("В понедельник на Полтавщине действовали графики почасовых отключений, сказали в «Укрэнерго».", "2026-01-12"),
])  # fmt: skip
def test_since_when_and_on_which_day(text: str, day: str, rules: Rules):
    assert [one["started_at"] for one in records_of(text, rules)] == [day]


@pytest.mark.parametrize("text", [
    "On Thursday streets in Lubny will be switched off for repairs: Cherry Street and Forest Street.",
    "Роботи\n\nЛубни. У четвер планово вимкнуть вулиці Вишневу та Лісову.",
    "Работы\n\nЛубны. В четверг планово отключат улицы Вишневую и Лесную.",
])  # fmt: skip
def test_streets_that_will_be_switched_off_are_a_part_of_the_town(text: str, rules: Rules):
    assert [(one["kind"], one["extent"]) for one in records_of(text, rules)] == [("scheduled", "part")]
