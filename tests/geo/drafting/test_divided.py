"""What a count is divided into in its own sentence, what another source counts beside it, and what a text puts right."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def counts(text: str, rules: Rules, column: str) -> list[tuple[str, str]]:
    """Place and count of each record of a text."""
    return [(one["place"], one.get(column, "")) for one in records_of(text, rules)]


@pytest.mark.parametrize(("text", "region", "district"), [
    ("Poltava Oblast. 52 villages are without power, 31 of them in Lubny district and the rest in Myrhorod district, the "
     "company said on Tuesday.", "Poltava Oblast", "Lubny district"),
    ("Полтавська область. Без світла 52 села, з них тридцять одне — у Лубенському районі, сказали у вівторок в обленерго.",
     "Полтавська область", "Лубенський район"),
    ("Полтавская область. Без света 52 села, из них тридцать одно — в Лубенском районе, сказали во вторник в облэнерго.",
     "Полтавская область", "Лубенский район"),
])  # fmt: skip
def test_a_part_of_a_count_is_that_of_its_place(text: str, region: str, district: str, rules: Rules):
    assert counts(text, rules, "settlements") == [(region, "52"), (district, "31")]


@pytest.mark.parametrize(("text", "region"), [
    ("In Poltava Oblast 4,700 customers are without power, mostly in Lubny district, the company said on "
     "Tuesday.", "Poltava Oblast"),
    ("У Полтавській області без світла 4700 абонентів, більшість у Лубенському районі, сказали у вівторок в обленерго.",
     "Полтавська область"),
    ("В Полтавской области без света 4700 абонентов, большинство в Лубенском районе, сказали во вторник в облэнерго.",
     "Полтавская область"),
])  # fmt: skip
def test_where_most_of_them_are_takes_no_count(text: str, region: str, rules: Rules):
    assert counts(text, rules, "customers") == [(region, "4700")]


@pytest.mark.parametrize("text", [
    "By the administration's count 4,700 customers of Lubny are without power since Tuesday, the mayor said; "
    "Poltavaoblenergo gives another figure, 3,900.",
    "У Лубнах з вівторка без світла 4700 абонентів, сказали в міськраді; «Полтаваобленерго» називає іншу цифру — 3900.",
    "В Лубнах со вторника без света 4700 абонентов, сказали в горсовете; «Полтаваоблэнерго» называет другую цифру — 3900.",
])  # fmt: skip
def test_the_count_of_another_source_is_a_record_of_its_own(text: str, rules: Rules):
    found = [(one["customers"], "облэнерго" in one["source"] or "обленерго" in one["source"] or "oblenergo" in one["source"])
             for one in records_of(text, rules)]
    assert found == [("4700", False), ("3900", True)]


def test_so_many_that_remain_beside_those_reconnected_are_out(rules: Rules):
    text = "Poltava Oblast. Eighty villages lost supply on Tuesday. Sixty-two have been reconnected and eighteen remain " \
           "cut off, the company said."
    assert ("Poltava Oblast", "18") in counts(text, rules, "settlements")


@pytest.mark.parametrize("text", [
    "In Poltava Oblast 9,000 customers are without power, the company DTEK said on Tuesday.\n\nCORRECTION. In Poltava Oblast "
    "2,000 customers are without power, not 9,000.",
    "У Полтавській області у вівторок без світла 9 тисяч абонентів, сказали в ДТЕК.\n\nВИПРАВЛЕННЯ. У Полтавській області "
    "без світла 2 тисячі абонентів, а не 9 тисяч.",
    "В Полтавской области во вторник без света 9 тысяч абонентов, сказали в ДТЭК.\n\nПОПРАВКА. В Полтавской области без света "
    "2 тысячи абонентов, а не 9 тысяч.",
])  # fmt: skip
def test_a_figure_that_is_put_right_is_left_out(text: str, rules: Rules):
    assert [count for _, count in counts(text, rules, "customers")] == ["2000"]


@pytest.mark.parametrize("text", [
    "The report on a blackout in Lubny of 6:50 on Tuesday is withdrawn. We apologise.",
    "Анульовано повідомлення про блекаут у Лубнах, передане у вівторок. Перепрошуємо.",
    "Аннулируется сообщение о блэкауте в Лубнах, переданное во вторник. Приносим извинения.",
])  # fmt: skip
def test_a_report_that_is_annulled_is_retracted(text: str, rules: Rules):
    assert [one["status"] for one in records_of(text, rules)] == ["retracted"]


@pytest.mark.parametrize("text", [
    "On Tuesday the council of Hlukhiv said: Hlukhiv is completely without power, the Putyvl community in part.",
    "У вівторок міськрада сказала: Глухів без світла повністю, Путивльська громада — частково.",
])  # fmt: skip
def test_an_adverb_before_a_mark_is_of_the_place_before_it(text: str, rules: Rules):
    assert records_of(text, rules)[0]["extent"] == "all"
