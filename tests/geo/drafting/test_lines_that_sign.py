"""Who speaks where no word of speech says so: a last dash, brackets, a line of its own; and whose administration speaks."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def sources(text: str, rules: Rules, published: str = "2026-01-14") -> list[str]:
    """Source of each record of a text."""
    return [one.get("source", "").strip("«»") for one in records_of(text, rules, published)]


@pytest.mark.parametrize(("text", "source"), [
    ("08:10 In Lubny power has been out since 05:30 — Poltavaoblenergo.", "Poltavaoblenergo"),
    ("08:10 У Лубнах світла немає з 05:30 — «Полтаваобленерго».", "Полтаваобленерго"),
    ("08:10 В Лубнах света нет с 05:30 — районная администрация.", "районная администрация"),
    ("08:10 У Лубнах світла немає з 05:30 — міська рада.", "міська рада"),
    ("On Tuesday 900 customers of Lubny were without power (Poltavaoblenergo).", "Poltavaoblenergo"),
    ("У вівторок у Лубнах без світла 900 абонентів (ДТЕК Полтавські електромережі).", "ДТЕК Полтавські електромережі"),
    ("Во вторник в Лубнах без света 900 абонентов (городской совет).", "городской совет"),
])  # fmt: skip
def test_a_last_dash_and_brackets_name_who_speaks(text: str, source: str, rules: Rules):
    assert sources(text, rules) == [source]


@pytest.mark.parametrize(("text", "source"), [
    ("Storm news\n\nBulletin of Poltavaoblenergo.\n\nOn Tuesday 900 customers of Lubny were left without "
     "power.", "Poltavaoblenergo"),
    ("Новини бурі\n\nЗведення «Полтаваобленерго».\n\nУ вівторок у Лубнах без світла 900 абонентів.", "Полтаваобленерго"),
    ("Новости бури\n\nСводка «Полтаваоблэнерго».\n\nВо вторник в Лубнах без света 900 абонентов.", "Полтаваоблэнерго"),
    ("STORM\n\nState Emergency Service, as of 9:00 on Wednesday\n\nLubny. 900 customers are without power.", "State "
     "Emergency Service"),
])  # fmt: skip
def test_a_line_of_its_own_says_whose_document_it_is(text: str, source: str, rules: Rules):
    assert sources(text, rules) == [source]


def test_items_that_name_their_sources_speak_for_themselves(rules: Rules):
    text = "Огляд областей за вівторок\n\n• Сумська. У Глухові без світла 300 абонентів, сказав мер Іван Кіт.\n" \
           "• Полтавська. У Лубнах без світла 500 абонентів, сказали в ОВА.\n• Черкаська. В Умані без світла 700 абонентів."
    assert sources(text, rules)[-1] == ""


@pytest.mark.parametrize("text", [
    "Russian-installed governor Ivan Kit said on Tuesday that drones had come. “All of our part of Zaporizhzhia region is "
    "without power,” he said. According to his administration, 90,000 customers are cut off.",
    "Призначений Москвою голова Запорізької області Іван Кіт сказав у вівторок: «Вся наша частина області без світла». "
    "За даними його адміністрації, відключено 90 тисяч абонентів.",
    "Назначенный Москвой глава Запорожской области Иван Кот сказал во вторник: «Вся наша часть области без света». По "
    "данным его администрации, отключены 90 тысяч абонентов.",
])  # fmt: skip
def test_his_administration_is_the_speaker_before_it(text: str, rules: Rules):
    counted = [one for one in records_of(text, rules) if one.get("customers") == "90000"]
    assert [one["source_role"] for one in counted] == ["de_facto_authority"]


@pytest.mark.parametrize(("text", "source"), [
    ("Лубны полностью обесточены, подтвердил сегодня утром горсовет.", "горсовет"),
    ("Лубни повністю знеструмлені, підтвердила сьогодні зранку міська рада.", "міська рада"),
])  # fmt: skip
def test_a_day_may_stand_between_the_word_of_speech_and_who_speaks(text: str, source: str, rules: Rules):
    assert source in sources(text, rules)


def test_a_name_begins_behind_the_word_that_opens_its_clause(rules: Rules):
    text = "Sugar grew dearer on Tuesday after the Lubny Sugar Works told buyers it had shut. Lubny has had no " \
           "electricity since Monday, the company's note said."
    assert sources(text, rules) == ["Lubny Sugar Works"]
