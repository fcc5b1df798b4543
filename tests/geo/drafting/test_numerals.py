"""Numbers as reports write them: in parts, in words, shortened, with what is said behind them."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize(("text", "column", "written"), [
    ("У Лубнах у понеділок без світла 14 тис. 250 абонентів, сказав мер.", "customers", "14250"),
    ("В Лубнах в понедельник без света 3 тысячи 400 абонентов, сказал мэр.", "customers", "3400"),
    ("У Лубнах у понеділок без світла дві тисячі триста родин, сказав мер.", "customers", "2300"),
    ("In Lubny two thousand three hundred customers were without power on Monday, the mayor said.", "customers", "2300"),
    ("On Monday more than a hundred and forty villages in Poltava region had no power, the company said.", "settlements", ">140"),
    ("On Monday a dozen villages in the Poltava region were without power, the company said.", "settlements", "12"),
    ("У понеділок на Полтавщині без світла пів сотні сіл, сказали в обленерго.", "settlements", "50"),
    ("В понедельник на Полтавщине без света полсотни сел, сказали в облэнерго.", "settlements", "50"),
    ("Мэр сказал в понедельник о 34 тысячах обесточенных потребителей в Полтавской области.", "customers", "34000"),
    ("В понедельник в Полтавской области света нет в тридцати с лишним селах, сказали в облэнерго.", "settlements", ">30"),
    ("У понеділок у Полтавській області світла немає в тридцяти з лишком селах, сказали в обленерго.", "settlements", ">30"),
    ("У понеділок у Полтавській області без світла 71 н. п., сказали в обленерго.", "settlements", "71"),
    ("У Лубнах у понеділок без світла бл. 1,9 тис. абон., сказав мер.", "customers", "~1900"),
    ("У Лубнах у понеділок без світла близько тисячі абонентів, сказав мер.", "customers", "~1000"),
    ("В Лубнах в понедельник без света больше тысячи абонентов, сказал мэр.", "customers", ">1000"),
    ("У Лубнах у понеділок без світла від тисячі до двох тисяч абонентів, сказав мер.", "customers", "1000..2000"),
])  # fmt: skip
def test_a_number_is_read_as_it_is_written(text: str, column: str, written: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert record[column] == written


@pytest.mark.parametrize("text", [
    "У Лубнах у понеділок без світла дві тисячі абонентів, 12 січня їх підключать, сказав мер.",
    "Lubny, home to between 39,000 and 44,000 people, has had no power since Monday, the mayor said.",
])  # fmt: skip
def test_a_number_of_something_else_is_no_part_of_one(text: str, rules: Rules):
    assert {record.get("people", "") + record.get("customers", "2000") for record in records_of(text, rules)} == {"2000"}


def test_those_of_them_who_live_somewhere_are_counted_there(rules: Rules):
    text = "In the Poltava region about 14,000 customers had no power on Monday; nearly six thousand of them live in Lubny, " \
           "the company said."
    assert [(one["place"], one["customers"]) for one in records_of(text, rules)] == [
        ("Poltava region", "~14000"), ("Lubny", "<6000"),
    ]


def test_a_part_of_a_figure_may_be_a_whole_community(rules: Rules):
    text = "У понеділок знеструмлено:\n• Лубенський район — 51 н. п.; з них 17 — уся Хорольська ТГ."
    assert [(one["extent"], one["settlements"]) for one in records_of(text, rules)] == [("part", "51"), ("all", "17")]


def test_how_many_of_them_are_in_a_region_keeps_its_bound(rules: Rules):
    text = "On Monday 240 villages in 4 regions had no power. In the Poltava region there are more than sixty of them, it said."
    assert [one["settlements"] for one in records_of(text, rules)] == [">60"]


@pytest.mark.parametrize("text", [
    "A few hundred customers in Lubny lost power on Monday, the mayor said.",
    "У Лубнах у понеділок без світла тисячі абонентів, сказав мер.",
    "В Лубнах в понедельник без света несколько сотен абонентов, сказал мэр.",
])  # fmt: skip
def test_many_are_no_number(text: str, rules: Rules):
    assert [record.get("customers") for record in records_of(text, rules)] == [None]
