"""Since when: hours in words, days told by two words, days of a count, and nights that are over."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize(("text", "started"), [
    ("У Лубнах світло зникло з 5-ї ранку, сказав мер.", "2026-01-14T05:00"),
    ("В Лубнах света нет с четырех часов ночи, сказал мэр.", "2026-01-14T04:00"),
    ("У Лубнах о третій ночі зникло світло, сказав мер.", "2026-01-14T03:00"),
    ("Lubny has had no power since the day before yesterday, the mayor said.", "2026-01-12"),
    ("В Лубнах света нет с позавчерашнего вечера, сказал мэр.", "2026-01-12"),
    ("У Лубнах світла немає з позаминулої ночі, сказав мер.", "2026-01-13"),
    ("У Лубнах у вівторок, 13 січня, зникло світло, сказав мер.", "2026-01-13"),
    ("Lubny lost power on Tuesday, 13 January, the mayor said.", "2026-01-13"),
    ("У середу, 7 січня, у Лубнах зникло світло, сказав мер.", "2026-01-07"),
])  # fmt: skip
def test_a_start_is_read_as_it_is_told(text: str, started: str, rules: Rules):
    assert [record["started_at"] for record in records_of(text, rules)] == [started]


@pytest.mark.parametrize("text", [
    "Яготин знеструмлено вчора ввечері, сказав мер. Лубни без світла з 5-ї ранку, сказав голова громади.",
    "Яготин обесточен вчера вечером, сказал мэр. Лубны без света с пяти часов утра, сказал глава громады.",
])  # fmt: skip
def test_what_lasts_since_an_hour_of_the_morning_began_today(text: str, rules: Rules):
    assert [record["started_at"] for record in records_of(text, rules)] == ["2026-01-13", "2026-01-14T05:00"]


@pytest.mark.parametrize("text", [
    "Буря накрила Полтавщину в понеділок. На ранок середи в області без світла 48 сіл, сказали в обленерго.",
    "Буря накрыла Полтавщину в понедельник. На утро среды в области без света 48 сел, сказали в облэнерго.",
    "A storm hit the Poltava region on Monday. As of Wednesday 48 villages in the region were without power, the company said.",
])  # fmt: skip
def test_the_day_of_a_count_is_no_start(text: str, rules: Rules):
    assert [record["started_at"] for record in records_of(text, rules)] == ["2026-01-12"]


@pytest.mark.parametrize("text", [
    "У Лубнах без світла 300 абонентів, сказав мер. Яготин не має електрики з позавчорашнього вечора.",
    "В Лубнах без света 300 абонентов, сказал мэр. Яготин без электричества с позавчерашнего вечера.",
])  # fmt: skip
def test_a_day_since_which_one_town_is_out_is_not_that_of_others(text: str, rules: Rules):
    assert [record["started_at"] for record in records_of(text, rules)] == ["2026-01-14", "2026-01-12"]


@pytest.mark.parametrize("text", [
    "Яготин обесточен в понедельник, сказал мэр.\nВо вторник по Лубнам и Хоролу ударили бомбами. Оба города полностью без света.",
    "Яготин знеструмлено в понеділок, сказав мер.\nУ вівторок по Лубнах і Хоролу вдарили бомбами. Обидва міста без світла.",
    "Yahotyn lost power on Monday, the mayor said.\nOn Tuesday bombs fell on Lubny and Khorol. Both towns are without power.",
])  # fmt: skip
def test_both_towns_are_out_since_the_day_of_the_sentence_before(text: str, rules: Rules):
    assert [(one["extent"], one["started_at"]) for one in records_of(text, rules)][1:] == [("all", "2026-01-13")] * 2


@pytest.mark.parametrize("text", [
    "В Лубнах света нет с 5-го января, сказал мэр.",
    "У Лубнах світла немає з 5-го січня, сказав мер.",
])  # fmt: skip
def test_a_day_may_be_an_ordinal(text: str, rules: Rules):
    assert [record["started_at"] for record in records_of(text, rules)] == ["2026-01-05"]
