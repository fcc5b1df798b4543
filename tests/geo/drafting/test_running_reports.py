"""A running report: an entry that begins with a time of day has its own speaker, never that of the entry above or below."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of

ENTRIES = [
    "LIVE: the night in Poltava region\n\n17:40 | Hadiach\nIn Hadiach 300 customers have no power, Poltavaoblenergo said "
    "on Monday.\n\n"
    "16:10 | Myrhorod\nIn Myrhorod 200 customers have no power.\n\n15:00 | Lubny\nLubny has no power, mayor Ivan Kit said.",
    "Наживо: ніч на Полтавщині\n\n17:40. У Гадячі 300 споживачів без світла, сказали у понеділок у Полтаваобленерго.\n\n"
    "16:10. У Миргороді 200 споживачів без світла.\n\n15:00. У Лубнах світла немає, сказав мер Іван Кіт.",
    "Онлайн: ночь на Полтавщине\n\n17:40. В Гадяче 300 потребителей без света, сказали в понедельник в Полтаваоблэнерго.\n\n"
    "16:10. В Миргороде 200 потребителей без света.\n\n15:00. В Лубнах света нет, сказал мэр Иван Кот.",
]


@pytest.mark.parametrize("text", ENTRIES)
def test_an_entry_has_no_source_of_another_entry(text: str, rules: Rules):
    roles = [one["source_role"] for one in records_of(text, rules)]
    assert roles == ["operator", "media", "official"]


@pytest.mark.parametrize("text", [
    "Полтаваобленерго\n\n17:40. У Гадячі без світла 300 споживачів.\n\n16:10. У Лубнах світло є.\n\n15:00. У Хоролі без світла.",
    "Полтаваоблэнерго\n\n17:40. В Гадяче без света 300 домов.\n\n16:10. В Лубнах свет есть.\n\n15:00. В Хороле света нет.",
])  # fmt: skip
def test_a_letterhead_says_all_entries(text: str, rules: Rules):
    assert [one["source_role"] for one in records_of(text, rules)] == ["operator"] * 3


@pytest.mark.parametrize("text", [
    "Полтаваобленерго\n\nУ понеділок у Гадячі без світла 300 споживачів.\n\nУ Лубнах, сказав мер Іван Кіт, світло є.\n\n"
    "У Хоролі без світла 9 сіл.",
    "Полтаваоблэнерго\n\nВ понедельник в Гадяче без света 300 потребителей.\n\nВ Лубнах, сказал мэр Иван Кот, свет есть.\n\n"
    "В Хороле без света 9 сел.",
])  # fmt: skip
def test_in_a_signed_text_nobody_speaks_beyond_his_paragraph(text: str, rules: Rules):
    assert [one["source_role"] for one in records_of(text, rules)] == ["operator", "official", "operator"]
