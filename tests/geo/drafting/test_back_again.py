"""Power that is back: for whom, for all, for half, for all but a few; what is not named stays out."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules) -> list[tuple[str, str]]:
    """Extent and the one figure of each record of a text."""
    kinds = ("customers", "settlements", "people")
    return [(one["extent"], next((one[kind] for kind in kinds if kind in one), "")) for one in records_of(text, rules)]


@pytest.mark.parametrize("text", [
    "On Monday power was restored to all settlements in the Poltava region except for six villages in the Lubny district, the "
    "company said.",
    "У понеділок світло повернули в усі села Полтавської області, крім шести сіл Лубенського району, сказали в обленерго.",
    "В понедельник свет вернули во все села Полтавской области, кроме шести сел Лубенского района, сказали в облэнерго.",
])  # fmt: skip
def test_what_is_excepted_is_still_out(text: str, rules: Rules):
    assert told(text, rules) == [("part", "6")]


@pytest.mark.parametrize("text", [
    "On Monday storms left 57 settlements in the Kirovohrad and Cherkasy regions without power. The company said that 21 of them "
    "are in the Cherkasy region.",
    "У понеділок у Кіровоградській та Черкаській областях без світла 57 сіл. В обленерго уточнили, що 21 із них — у Черкаській "
    "області.",
    "В понедельник в Кировоградской и Черкасской областях без света 57 сел. В облэнерго уточнили, что 21 из них — в Черкасской "
    "области.",
])  # fmt: skip
def test_so_many_of_them_are_where_the_next_sentence_says(text: str, rules: Rules):
    assert {one["region_code"]: one.get("settlements", "") for one in records_of(text, rules)} == {"UA-35": "", "UA-71": "21"}


@pytest.mark.parametrize("text", [
    "In Lubny the company reconnected 3,150 customers on Monday, another 900 are to be reconnected by noon.",
    "У понеділок у Лубнах енергетики заживили 3 150 споживачів, ще 900 планують підключити до обіду.",
    "В понедельник в Лубнах энергетики подключили 3 150 потребителей, еще 900 обещают подключить к обеду.",
])  # fmt: skip
def test_those_who_are_next_are_still_out(text: str, rules: Rules):
    assert told(text, rules) == [("part", "900")]


@pytest.mark.parametrize("text", [
    "On Monday power came back to about half of the customers in Lubny, the mayor said.",
    "У понеділок у Лубнах світло повернули приблизно половині споживачів, сказав мер.",
    "В понедельник в Лубнах свет вернули примерно половине потребителей, сказал мэр.",
    "В понедельник напряжение подано на часть Лубен, сказал мэр.",
])  # fmt: skip
def test_where_half_have_it_back_a_part_is_out(text: str, rules: Rules):
    assert told(text, rules) == [("part", "")]


@pytest.mark.parametrize("text", [
    "In Lubny power went out at 06:20 on Monday, the mayor said. At 07:45 power was restored.",
    "У Лубнах у понеділок о 06:20 зникло світло, сказав мер. О 07:45 живлення відновлено.",
    "В Лубнах в понедельник в 06:20 пропал свет, сказал мэр. В 07:45 питание восстановлено.",
    "В Лубнах в понедельник без света оказались 2 400 абонентов. По словам мэра Ивана Кота, к 11:30 их подключили.",
    "У Лубнах у понеділок без світла лишилися 2 400 абонентів. За словами мера Івана Кота, до 11:30 їх підключили.",
])  # fmt: skip
def test_power_that_is_back_is_back_for_those_before(text: str, rules: Rules):
    assert [extent for extent, _ in told(text, rules)][-1] == "none"


@pytest.mark.parametrize("text", [
    "У Лубнах і Пирятині в понеділок зникло світло, сказав мер. У Нігдеївці світло дали о дев'ятій.",
    "В Лубнах и Пирятине в понедельник пропал свет, сказал мэр. В Нигдеевке свет дали в девять.",
    "У Лубнах і Пирятині в понеділок зникло світло, сказав мер. Енергетики відновили живлення лікарень.",
])  # fmt: skip
def test_power_that_is_back_elsewhere_is_not_back_here(text: str, rules: Rules):
    assert "none" not in {extent for extent, _ in told(text, rules)}


@pytest.mark.parametrize("text", [
    "У понеділок вдалося повернути живлення всім побутовим споживачам у Лубнах, сказали в обленерго.",
    "У Лубнах, за словами мера, електропостачання вдалося відновити в понеділок.",
    "В понедельник удалось вернуть питание всем бытовым потребителям в Лубнах, сказали в облэнерго.",
    "В Лубнах, по словам мэра, свет исчез в понедельник около пяти утра и появился только к обеду.",
    "У Лубнах, за словами мера, світло зникло в понеділок близько п'ятої ранку і з'явилося лише в обід.",
])  # fmt: skip
def test_it_was_possible_means_that_it_is_back(text: str, rules: Rules):
    assert [extent for extent, _ in told(text, rules)] == ["none"]


def test_news_that_appears_is_no_light(rules: Rules):
    text = "У Лубнах у понеділок зникло світло, з'явилися повідомлення про вибухи, сказав мер."
    assert "none" not in {extent for extent, _ in told(text, rules)}


@pytest.mark.parametrize("text", [
    "Lubny lost power on Monday, the mayor said. Power has not yet been restored.",
    "Lubny lost power on Monday, the mayor said. In Russia's Belgorod power was restored.",
    "Lubny lost power on Monday, the mayor said. Power will be restored by noon.",
    "У Лубнах у понеділок зникло світло, сказав мер. Роботи з відновлення електропостачання тривають.",
    "У Лубнах у понеділок зникло світло, сказав мер. Світло буде відновлено до обіду.",
    "В Лубнах в понедельник пропал свет, сказал мэр. Восстановить электроснабжение пока не удалось.",
    "В Лубнах в понедельник пропал свет, сказал мэр. Идет восстановление электроснабжения.",
])  # fmt: skip
def test_work_that_goes_on_brings_nothing_back(text: str, rules: Rules):
    assert [extent for extent, _ in told(text, rules)] == ["all"]


@pytest.mark.parametrize(("text", "town"), [
    ("In Kharkiv the Shevchenkivskyi district lost power on Monday, the mayor said. In Kharkiv's Shevchenkivskyi district power "
     "has been restored. Another 4,100 customers are without electricity.", "Kharkiv"),
    ("У Харкові в понеділок знеструмлено Шевченківський район, сказав мер. У Шевченківському районі живлення відновлено. "
     "Без світла ще 4 100 абонентів.", "Харків"),
    ("В Харькове в понедельник обесточен Шевченковский район, сказал мэр. В Шевченковском районе электроснабжение восстановлено. "
     "Без света еще 4 100 абонентов.", "Харьков"),
])  # fmt: skip
def test_who_is_still_out_is_not_where_power_is_just_back(text: str, town: str, rules: Rules):
    assert [one["place"] for one in records_of(text, rules) if "customers" in one] == [town]


@pytest.mark.parametrize("text", [
    "On Monday power was restored in Lubny, in Khorol power is back only at hospitals, the ministry said.",
    "Міністерство сказало в понеділок, що живлення відновлено в Лубнах, у Хоролі та Пирятині напругу подано на лікарні.",
    "Министерство сказало в понедельник, что питание восстановлено в Лубнах, в Хороле и Пирятине напряжение подано на больницы.",
])  # fmt: skip
def test_power_at_hospitals_is_not_back_in_their_town(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["place"][0] in "ЛL", record["extent"]) == (True, "none")


@pytest.mark.parametrize("text", [
    "The mayor said on Monday that Lubny has power, while people have no water, mostly in Khorol.",
    "Мер сказав у понеділок, що в Лубнах світло є, а люди сидять без води — переважно в Хоролі.",
    "Мэр сказал в понедельник, что в Лубнах свет есть, а люди сидят без воды — в основном в Хороле.",
])  # fmt: skip
def test_where_only_water_is_out_nothing_is_said_of_power(text: str, rules: Rules):
    assert {one["place"][0] for one in records_of(text, rules) if one["extent"] == "none"} in ({"Л"}, {"L"})


@pytest.mark.parametrize("text", [
    "In the Poltava region 40 communities were in the dark on Monday, but by midday power was back everywhere, the "
    "governor said.",
    "У Полтавській області в понеділок без світла лишалися 40 сіл, але до обіду світло повернулося скрізь, сказали в ОВА.",
    "В Полтавской области в понедельник без света остались 40 сел, но к обеду свет вернули везде, сообщила ОВА.",
    "Shelling left 8,000 consumers without electricity in Lubny on Monday, the mayor said. By evening, supply in "
    "Lubny had been restored.",
])  # fmt: skip
def test_power_that_is_back_everywhere_is_back(text: str, rules: Rules):
    assert [extent for extent, _ in told(text, rules)] == ["part", "none"]


@pytest.mark.parametrize("text", [
    "Ukrenergo introduced emergency shutdowns in the Poltava and Sumy regions on Monday. They were lifted in the "
    "Poltava region at "
    "3 p.m., Ukrenergo said.",
    "В «Укренерго» сказали, що в понеділок застосували аварійні відключення в Полтавській та Сумській областях. У "
    "Полтавській області "
    "їх скасували о 15:00.",
    "В «Укрэнерго» сказали, что в понедельник применили аварийные отключения в Полтавской и Сумской областях. В "
    "Полтавской области "
    "их отменили в 15:00.",
])  # fmt: skip
def test_cuts_that_were_lifted_in_one_region_end_there(text: str, rules: Rules):
    assert [one.get("ended_at", "")[-5:] for one in records_of(text, rules)] == ["15:00", ""]


@pytest.mark.parametrize("text", [
    "Ukrenergo ordered emergency outages in the Poltava and Sumy regions on Monday. They were lifted in the Poltava region at "
    "3 p.m., Poltavaoblenergo said.",
    "В «Укренерго» сказали, що в понеділок застосували аварійні відключення в Полтавській та Сумській областях. У Полтавській "
    "області їх скасували о 15:00, повідомили в «Полтаваобленерго».",
    "В «Укрэнерго» сказали, что в понедельник применили аварийные отключения в Полтавской и Сумской областях. В Полтавской "
    "области их отменили в 15:00, сообщили в «Полтаваоблэнерго».",
])  # fmt: skip
def test_cuts_that_another_source_calls_over_are_over(text: str, rules: Rules):
    last = records_of(text, rules)[-1]
    assert (last["region_code"], last["extent"], last["started_at"]) == ("UA-53", "none", "2026-01-12T15:00")


@pytest.mark.parametrize("text", [
    "On Monday emergency shutdowns were lifted in Lubny, Poltavaoblenergo said.",
    "У понеділок у Лубнах аварійні відключення скасовано, повідомили в «Полтаваобленерго».",
    "В понедельник в Лубнах аварийные отключения отменены, сообщили в «Полтаваоблэнерго».",
])  # fmt: skip
def test_cuts_that_only_end_are_no_power_that_is_on(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["extent"], record["kind"], record["ended_at"]) == ("unknown", "emergency", "2026-01-12")


@pytest.mark.parametrize("text", [
    "A strike on Monday left 8,000 customers in Poltava region without power; all of them were reconnected by Tuesday.",
    "У понеділок на Полтавщині було знеструмлено 8 тис. абонентів; у вівторок живлення отримали всі, сказали в обленерго.",
    "В понедельник на Полтавщине было обесточено 8 тыс. абонентов; во вторник питание получили все, сказали в облэнерго.",
])  # fmt: skip
def test_an_outage_of_which_all_are_back_has_ended(text: str, rules: Rules):
    first, *_ = records_of(text, rules)
    assert (first["extent"], first["ended_at"]) == ("part", "2026-01-13")


@pytest.mark.parametrize("text", [
    "Lubny lost power on Monday, the mayor said. On Tuesday power was back. In the evening Lubny lost power again.",
    "Lubny lost power on Monday, the mayor said. On Tuesday power was restored in Khorol.",
    "Lubny lost power on Monday, the mayor said. On Tuesday power was back for half of the town.",
])  # fmt: skip
def test_an_outage_that_goes_on_has_no_end(text: str, rules: Rules):
    assert not any("ended_at" in one for one in records_of(text, rules) if one["place"] == "Lubny" and one["extent"] != "none")
