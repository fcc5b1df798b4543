"""What is recalled dates nothing else, and how long it lasts is no day."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize("text", [
    "In the Poltava region 5,000 customers are without power, the governor said.\n\n"
    "As reported, on March 3 Russian forces hit a substation in the Poltava region, leaving 44,000 families without power. "
    "Electricity was restored to all of them the following day.",
    "In the Poltava region 5,000 customers are without power, the governor said.\n\n"
    "The storm came seven days after a March 3 attack that left 44,000 families in the region without power.",
    "На Полтавщині без світла 5 000 споживачів, сказав голова ОВА.\n\n"
    "Як повідомлялося, 3 березня удар по підстанції на Полтавщині залишив без світла 44 тисячі родин. Наступного дня всім "
    "світло повернули.",
    "На Полтавщині без світла 5 000 споживачів, сказав голова ОВА.\n\n"
    "Попередній такий удар по Полтавщині був 3 березня — тоді без світла лишилися 44 тисячі абонентів.",
    "В Полтавской области без света 5 000 потребителей, сказал глава ОВА.\n\n"
    "Как сообщалось, 3 марта после удара по подстанции в Полтавской области без света остались 44 тысячи семей. На следующий "
    "день всем свет вернули.",
    "В Полтавской области без света 5 000 потребителей, сказал глава ОВА.\n\n"
    "Непогода началась через семь дней после удара 3 марта, который оставил без света 44 тысячи семей области.",
])  # fmt: skip
def test_an_event_that_is_recalled_dates_nothing_and_counts_nobody(text: str, rules: Rules):
    (record,) = records_of(text, rules, "2026-03-10")
    assert (record["started_at"], record["customers"]) == ("2026-03-10", "5000")


@pytest.mark.parametrize("text", [
    "Russia launched a missile attack on Ukraine overnight on March 8. Rescuers worked all day.\n\n"
    "In the Poltava region 5,000 customers are without power, the governor said.",
    "У ніч на 8 березня росіяни атакували Україну ракетами. Рятувальники працювали весь день.\n\n"
    "На Полтавщині без світла 5 000 споживачів, сказав голова ОВА.",
    "В ночь на 8 марта россияне атаковали Украину ракетами. Спасатели работали весь день.\n\n"
    "В Полтавской области без света 5 000 потребителей, сказал глава ОВА.",
])  # fmt: skip
def test_the_day_of_an_attack_that_opens_a_text_is_that_of_the_event(text: str, rules: Rules):
    (record,) = records_of(text, rules, "2026-03-10")
    assert record["started_at"] == "2026-03-08"


@pytest.mark.parametrize("text", [
    "Через вчорашній обстріл у Полтаві без світла 300 споживачів, сказав мер.",
    "Из-за вчерашнего обстрела в Полтаве без света 300 потребителей, сказал мэр.",
    "After yesterday's storm 300 customers in Poltava have no power, the mayor said.",
])  # fmt: skip
def test_yesterday_may_be_an_adjective(text: str, rules: Rules):
    assert [one["started_at"] for one in records_of(text, rules, "2026-03-10")] == ["2026-03-09"]


@pytest.mark.parametrize("text", [
    "Poltava has been without power for more than a week, the mayor said.",
    "Poltava has had no electricity for 13 days, the mayor said.",
    "У Полтаві світла немає вже понад тиждень, сказав мер.",
    "У Полтаві світла немає 13 діб, сказав мер.",
    "В Полтаве электроснабжение отсутствует уже больше недели, сказал мэр.",
    "В Полтаве света нет 13 суток, сказал мэр.",
])  # fmt: skip
def test_how_long_it_lasts_is_no_day(text: str, rules: Rules):
    (record,) = records_of(text, rules, "2026-03-10")
    assert "started_at" not in record


@pytest.mark.parametrize("text", [
    "За минулу добу пошкоджено підстанцію на Полтавщині. У Полтаві о 06:20 зникло світло, сказав мер.",
    "За прошедшие сутки повреждена подстанция в Полтавской области. В Полтаве в 06:20 пропал свет, сказал мэр.",
    "Over the past day a substation in the Poltava region was damaged. In Poltava power went out at 06:20, the mayor said.",
])  # fmt: skip
def test_a_clock_after_the_past_day_is_of_today(text: str, rules: Rules):
    assert "2026-03-10T06:20" in {one["started_at"] for one in records_of(text, rules, "2026-03-10")}
