"""Who has power back and who is left out: all of them, half of them, those whom nobody can reconnect, those out since months."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules) -> list[tuple[str, str]]:
    """Extent and the one figure of each record of a text."""
    kinds = ("customers", "settlements", "people")
    return [(one["extent"], next((one[kind] for kind in kinds if kind in one), "")) for one in records_of(text, rules)]


@pytest.mark.parametrize("text", [
    "Seven villages of the Lubny community lost power on Monday, the mayor said. Supply to all of them resumed by noon.",
    "Seven villages of the Lubny community lost power on Monday, the mayor said. By noon all of them had their lights back.",
    "У Лубнах у понеділок без світла лишилися 7 сіл громади, сказав мер. Станом на 11:00 усіх їх підключено.",
    "У Лубнах світла в понеділок не було всю ніч, його дали о 6:30, сказав мер.",
    "В Лубнах света в понедельник не было всю ночь, его дали в 6:30, сказал мэр.",
    "В понедельник в Лубнах без света остались 7 сёл общины. К вечеру, по словам мэра Ивана Кота, всех их подключили.",
    "On Monday Lubny, a town in Poltava Oblast, lost power at 3:40 and was reconnected by seven, the mayor said.",
])  # fmt: skip
def test_power_is_back_for_all_of_them(text: str, rules: Rules):
    assert [extent == "none" for extent, _ in told(text, rules)] == [False, True]


@pytest.mark.parametrize("text", [
    "On Monday 38,200 customers lost power in Lubny, the mayor said. By mid-afternoon half of them had their power back.",
    "У понеділок у Лубнах без світла 38 200 абонентів, сказав мер. До вечора половину з них заживили.",
    "В понедельник в Лубнах без света 38 200 абонентов, сказал мэр. К вечеру половину из них запитали.",
    "On Monday 38,200 customers lost power in Lubny, the mayor said. By noon crews had reconnected two of the town's "
    "three districts.",
])  # fmt: skip
def test_where_power_is_back_for_half_of_them_a_part_is_out(text: str, rules: Rules):
    assert told(text, rules) == [("part", "38200"), ("part", "")]


@pytest.mark.parametrize("text", [
    "On Monday the company said that 300 customers in the Lubny community cannot be reconnected because of fighting.",
    "Power has not been restored to 300 customers in Lubny, the mayor said on Monday.",
    "In Lubny 300 customers are still waiting to be reconnected to the grid, the mayor said on Monday.",
    "У Лубнах світло ще не повернули 300 абонентам, сказав мер у понеділок.",
    "Через ожеледь у понеділок у Лубнах не заживлено 300 абонентів, сказали в обленерго.",
    "У Лубнах 300 абонентів через обстріли не можуть підключити до електромережі, сказав мер у понеділок.",
    "В понедельник в Лубнах свет всё ещё не дали 300 семьям, сказал мэр.",
    "Из-за гололёда в понедельник в Лубнах не подключены к электросети 300 абонентов, сказали в облэнерго.",
])  # fmt: skip
def test_who_cannot_be_reconnected_is_out(text: str, rules: Rules):
    assert told(text, rules) == [("part", "300")]


@pytest.mark.parametrize("text", [
    "In Lubny the lights are not back for all 300 customers, the mayor said on Monday.",
    "On Monday the mayor said not all homes in Lubny have been reconnected: 300 are waiting.",
    "У Лубнах підключили не всіх споживачів, сказав мер у понеділок.",
    "У Лубнах світло у понеділок є не в усіх будинках, сказав мер.",
    "В Лубнах свет вернули не всем жителям, сказал мэр в понедельник.",
])  # fmt: skip
def test_not_all_is_not_none_and_not_all(text: str, rules: Rules):
    assert not {extent for extent, _ in told(text, rules)} & {"none", "all"}


@pytest.mark.parametrize("text", [
    "У понеділок без світла були 57 тисяч клієнтів Полтавської області, сказали в обленерго. На 13:00 не підключені 840, усі – у "
    "Лубенському районі.",
    "В понедельник без света были 57 тысяч абонентов Полтавской области, сказали в облэнерго. К 13:00 не подключены 840, все в "
    "Лубенском районе.",
])  # fmt: skip
def test_the_rest_is_counted_as_the_sentence_before_counts(text: str, rules: Rules):
    assert told(text, rules) == [("part", "57000"), ("part", "840")]


@pytest.mark.parametrize("text", [
    "In Lubny, four in ten homes have no power, the mayor said on Monday.",
    "У Лубнах чотири з десяти осель без світла, сказав мер у понеділок.",
    "В Лубнах без света четыре из десяти квартир, сказал мэр в понедельник.",
])  # fmt: skip
def test_four_in_ten_homes_are_a_share(text: str, rules: Rules):
    assert told(text, rules) == [("large_part", "")]


@pytest.mark.parametrize("text", [
    "In Lubny there has been no water, gas or electricity since Monday, the mayor said.",
    "Lubny has been without water, heating, internet or power since Monday, the mayor said.",
    "У Лубнах, нагадав мер, світла, води й газу немає з понеділка.",
    "В Лубнах, напомнил мэр, света, воды и газа нет с понедельника.",
    "Лубны без воды, тепла и света с понедельника, напомнил мэр.",
])  # fmt: skip
def test_power_is_out_with_water_and_gas(text: str, rules: Rules):
    assert [(one["extent"], one["started_at"]) for one in records_of(text, rules)] == [("all", "2026-01-12")]


@pytest.mark.parametrize(("text", "day"), [
    ("In Hadiach power was lost on Monday, the mayor said. Lubny has had no power since May 2024.", "2024-05-01~"),
    ("У понеділок у Гадячі зникло світло, сказав мер. У Лубнах світла немає з травня 2024 року, додав він.", "2024-05-01~"),
    ("В понедельник в Гадяче пропал свет, сказал мэр. В Лубнах света нет с сентября, добавил он.", "2025-09-01~"),
])  # fmt: skip
def test_what_lasts_since_a_month_began_about_then(text: str, day: str, rules: Rules):
    assert records_of(text, rules)[-1]["started_at"] == day


def test_what_was_out_in_a_month_is_history(rules: Rules):
    assert records_of("У Лубнах у травні 2024 року не було світла, нагадав мер.", rules) == []


@pytest.mark.parametrize("text", [
    "On Monday a storm cut power in Ukraine, the company said. Over 3,200 people in five villages of the Lubny community, in "
    "the Poltava region, were cut off at dawn.",
    "У понеділок буревій вимкнув світло, сказали в обленерго. Понад 3200 людей у п'яти селах Лубенської громади, у Полтавській "
    "області, були відключені на світанку.",
])  # fmt: skip
def test_who_is_counted_before_an_aside_is_out(text: str, rules: Rules):
    (one,) = records_of(text, rules)
    assert (one["people"], one["settlements"], one["place"][:4] in {"Lubn", "Лубе"}) == (">3200", "5", True)


@pytest.mark.parametrize("text", [
    "У Лубнах у понеділок зникло світло, сказав мер. Пацієнта врятували: його підключили до апарата.",
    "В Лубнах в понедельник пропал свет, сказал мэр. Пациента спасли: его подключили к аппарату.",
])  # fmt: skip
def test_who_is_connected_to_a_machine_is_no_town(text: str, rules: Rules):
    assert [extent for extent, _ in told(text, rules)] == ["all"]


@pytest.mark.parametrize("text", [
    "Power was lost in Lubny at 5:00 on Monday and was restored in Hadiach by noon, the governor said.",
    "У понеділок о 5:00 у Лубнах зникло світло, а в Гадячі його повернули, сказав мер.",
])  # fmt: skip
def test_power_is_back_in_the_town_that_is_named_with_it(text: str, rules: Rules):
    records = [(one["place"][:4], one["extent"] == "none", "05:00" in one["started_at"]) for one in records_of(text, rules)]
    assert records in (
        [("Lubn", False, True), ("Hadi", True, False)], [("Лубн", False, True), ("Гадя", True, False)]
    )
