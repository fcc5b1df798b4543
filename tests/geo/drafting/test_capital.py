"""The capital: what the dataset says it is."""

from dataclasses import replace

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize(("text", "name"), [
    ("In the capital 4,000 households lost power on Monday, DTEK said.", "Kyiv"),
    ("У столиці в понеділок без світла 4 тисячі родин, повідомили в ДТЕК.", "Київ"),
    ("Четыре тысячи семей в столице в понедельник остались без света, сообщили в ДТЭК.", "Киев"),
])  # fmt: skip
def test_the_capital_is_the_one_of_the_dataset(text: str, name: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["place"], record["region_code"], record["customers"]) == (name, "UA-30", "4000")
    assert records_of(text, replace(rules, capital=())) == []


@pytest.mark.parametrize("text", [
    "In the regional capital 4,000 households lost power on Monday, the governor said.",
    "In the capital of Moldova 4,000 households lost power on Monday, the ministry said.",
    "У російській столиці в понеділок без світла 4 тисячі родин, повідомили джерела.",
    "В столице республики в понедельник без света 4 тысячи семей, сообщили власти.",
])  # fmt: skip
def test_another_capital_is_not_that_of_the_dataset(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_the_city_is_the_capital_where_it_was_named_last(rules: Rules):
    text = "The capital lost power on Monday, the mayor said. Half of the city has it back, DTEK said."
    assert {record["region_code"] for record in records_of(text, rules)} == {"UA-30"}


def test_a_denial_in_another_clause_denies_no_schedule(rules: Rules):
    text = "У Полтаві в понеділок діють графіки погодинних відключень, екстрених відключень немає, сказали в ОВА."
    assert [(record["region_code"], record["kind"]) for record in records_of(text, rules)] == [("UA-53", "scheduled")]
