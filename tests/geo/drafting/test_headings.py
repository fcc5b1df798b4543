"""Lines that head what is below them: days, claims in quotation marks, announcements in capitals; and questions."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules, *columns: str, published: str = "2026-01-23") -> list[tuple[str, ...]]:
    """Some columns of each record of a text."""
    return [tuple(one.get(column, "") for column in columns) for one in records_of(text, rules, published)]


@pytest.mark.parametrize("text", [
    "The week in the grid\n\nTuesday. Hail over the plains. In Lubny 700 customers were left without power, the mayor "
    "Ivan Kit said.\n\nThursday. In Konotop 900 customers were left without power, the council said.",
    "Тиждень у мережах\n\nВівторок. Град над степом. У Лубнах без світла лишилися 700 абонентів, сказав мер Іван Кіт.\n\n"
    "Четвер. У Конотопі без світла лишилися 900 абонентів, сказали в міськраді.",
    "Неделя в сетях\n\nВторник. Град над степью. В Лубнах без света остались 700 абонентов, сказал мэр Иван Кот.\n\n"
    "Четверг. В Конотопе без света остались 900 абонентов, сказали в горсовете.",
])  # fmt: skip
def test_a_weekday_that_opens_a_paragraph_is_the_day_of_it(text: str, rules: Rules):
    assert told(text, rules, "started_at", "customers") == [("2026-01-20", "700"), ("2026-01-22", "900")]


@pytest.mark.parametrize("text", [
    "How it went\n\n20 January\n7:10. In Lubny power went out for 5,000 customers.\n\n21 January\n9:30. In Lubny 800 customers "
    "remain without power, the mayor Ivan Kit said.",
    "Як це було\n\n20 січня\n7:10. У Лубнах зникло світло у 5000 абонентів.\n\n21 січня\n9:30. У Лубнах без світла залишаються "
    "800 абонентів, сказав мер Іван Кіт.",
    "Как это было\n\n20 января\n7:10. В Лубнах свет пропал у 5000 абонентов.\n\n21 января\n9:30. В Лубнах без света остаются "
    "800 абонентов, сказал мэр Иван Кот.",
])  # fmt: skip
def test_what_remains_out_on_a_later_day_began_on_the_first(text: str, rules: Rules):
    assert {day for (day,) in told(text, rules, "started_at")} == {"2026-01-20"}


@pytest.mark.parametrize("text", [
    "Truth or tale\n\n1. “The whole of Lubny is in the dark”\nEXAGGERATED. In one street a cable burnt on Thursday, 400 "
    "customers are without power, the company DTEK said.",
    "Правда чи байка\n\n1. «Усі Лубни без світла»\nПЕРЕБІЛЬШЕННЯ. На Пирятинській у четвер згорів кабель, без світла 400 "
    "абонентів, сказали в ДТЕК.",
    "Правда или байка\n\n1. «Все Лубны без света»\nПРЕУВЕЛИЧЕНИЕ. На Пирятинской в четверг сгорел кабель, без света 400 "
    "абонентов, сказали в ДТЭК.",
])  # fmt: skip
def test_a_claim_in_quotation_marks_names_the_place_of_what_is_below_it(text: str, rules: Rules):
    assert told(text, rules, "region_code", "extent", "customers") == [("UA-53", "part", "400")]


@pytest.mark.parametrize("text", [
    "Why is there no power in Lubny? In Konotop 300 customers are out since Thursday, the council said.",
    "Чому в Лубнах немає світла? У Конотопі з четверга без світла 300 абонентів, сказали в міськраді.",
    "Почему в Лубнах нет света? В Конотопе с четверга без света 300 абонентов, сказали в горсовете.",
    "A caller wonders whether Lubny lost power. In Konotop 300 customers are out since Thursday, the council said.",
    "Слухачка питає, чи зникло світло в Лубнах. У Конотопі з четверга без світла 300 абонентів, сказали в міськраді.",
    "Слушательница спрашивает, пропал ли свет в Лубнах. В Конотопе с четверга без света 300 абонентов, сказали в горсовете.",
])  # fmt: skip
def test_who_asks_says_nothing(text: str, rules: Rules):
    assert told(text, rules, "region_code") == [("UA-59",)]


@pytest.mark.parametrize("text", [
    "Sumyoblenergo announces work on the power grid\n\nMONDAY, 26 JANUARY\nKonotop, 9:00–15:00: street of Poets, numbers "
    "1 to 9.\n\n"
    "TUESDAY, 27 JANUARY\nHlukhiv, 10:00–14:00: the whole town.\n\nPOSTPONED\nThe work in Putyvl will be done in spring.",
    "«Сумиобленерго» повідомляє про роботи в мережах\n\nПОНЕДІЛОК, 26 СІЧНЯ\nм. Конотоп, 09:00–15:00: вул. Поетів, буд. "
    "1–9.\n\nВІВТОРОК, 27 СІЧНЯ\nм. Глухів, 10:00–14:00: усе місто.\n\nПЕРЕНЕСЕНО\nРоботи в Путивлі відбудуться навесні.",
    "«Сумыоблэнерго» сообщает о работах в сетях: плановые работы\n\nПОНЕДЕЛЬНИК, 26 ЯНВАРЯ\nг. Конотоп, 09:00–15:00: ул. "
    "Поэтов, д. 1–9."
    "\n\nВТОРНИК, 27 ЯНВАРЯ\nг. Глухов, 10:00–14:00: весь город.\n\nПЕРЕНЕСЕНО\nРаботы в Путивле состоятся весной.",
])  # fmt: skip
def test_rows_below_the_days_of_an_announcement_are_planned(text: str, rules: Rules):
    assert told(text, rules, "kind", "extent", "started_at") == [
        ("scheduled", "part", "2026-01-26T09:00"), ("scheduled", "all", "2026-01-27T10:00"),
    ]


def test_a_name_of_a_line_is_the_place_that_the_text_meant_by_it(rules: Rules):
    text = "Trains stop between Znamianka and Dolynska.\n\nSTATIONS\nZnamianka. The town has had no power since Thursday, " \
           "the council says."
    assert told(text, rules, "region_code", "extent") == [("UA-35", "all")]


def test_a_date_line_alone_dates_nothing(rules: Rules):
    text = "Storm\n\n23 January\n\nOn Thursday a storm felled trees. In Lubny 700 customers were left without power, the " \
           "mayor said."
    assert [day for (day,) in told(text, rules, "started_at")] == ["2026-01-22"]


@pytest.mark.parametrize("text", [
    "All times are GMT.\n\nLubny lost all power at 22:40 on Wednesday, the regional administration says.",
    "Час усюди за московським часом.\n\nЛубни втратили світло о 00:20 у четвер, повідомили в ОВА.",
    "Время везде по московскому времени.\n\nЛубны потеряли свет в 00:20 в четверг, сообщили в ОВА.",
])  # fmt: skip
def test_a_zone_of_all_times_is_that_of_each(text: str, rules: Rules):
    (day,) = told(text, rules, "started_at")[0]
    assert day in {"2026-01-22T00:40", "2026-01-21T23:20"}
