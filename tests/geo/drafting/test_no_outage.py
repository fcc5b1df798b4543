"""What sounds like an outage and is none: denied, taken back, restored, of another time, or of another place."""

import pytest

from geo.drafting import Rules, draft
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize("text", [
    "Повного знеструмлення Одеси немає, сказав мер у понеділок.",
    "Полного обесточивания Одессы нет, сказал мэр в понедельник.",
    "There is no complete blackout in Odesa, the mayor said on Monday.",
    "No new outages were recorded in the Odesa region on Monday, the ministry said.",
    "Нових відключень на Одещині не зафіксовано, повідомили в ОВА у понеділок.",
    "The council keeps Odesa in the dark about the new budget, the mayor said on Monday.",
    "Мешканців Одеси тримають у темряві щодо бюджету, сказав мер у понеділок.",
])  # fmt: skip
def test_a_denial_is_no_outage(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_what_the_next_sentence_calls_untrue_is_none(rules: Rules):
    text = "У мережі пишуть: «Херсон без світла». Це неправда, сказав мер. У Полтаві в понеділок без світла 300 абонентів."
    assert [record["region_code"] for record in records_of(text, rules)] == ["UA-53"]


def test_an_own_report_that_the_next_sentence_takes_back_is_retracted(rules: Rules):
    text = "Раніше наше видання написало, що без світла Полтава. Вибачаємося перед читачами. " \
           "У Сумах у понеділок без світла 300 абонентів."
    own, other = records_of(text, rules)
    assert (own["region_code"], own["status"], own["source_role"]) == ("UA-53", "retracted", "media")
    assert (other["region_code"], other["status"]) == ("UA-59", "claimed")


@pytest.mark.parametrize("text", [
    "Усі 12 сіл Волинської області, що були знеструмлені в понеділок, заживлено, повідомили в ДСНС.",
    "У Волинській області 12 сіл, знеструмлених у понеділок, заживлено, повідомили в ДСНС.",
    "У Луцьку до вечора понеділка напругу подали на половину вимкнених вулиць, це дві тисячі абонентів, сказав мер.",
])  # fmt: skip
def test_what_was_cut_off_and_is_back_is_not_out(text: str, rules: Rules):
    assert [record for record in records_of(text, rules) if record["extent"] != "none"] == []


@pytest.mark.parametrize("text", [
    "В Славянске, который контролирует Киев, в понедельник пропал свет, сообщил мэр.",
    "У Слов'янську, який контролює Київ, у понеділок зникло світло, повідомив мер.",
    "In Sloviansk, which is controlled by Kyiv, power went out on Monday, the mayor said.",
])  # fmt: skip
def test_a_capital_that_stands_for_its_government_is_not_out(text: str, rules: Rules):
    assert [record["region_code"] for record in records_of(text, rules)] == ["UA-14"]


def test_a_month_is_no_village(rules: Rules):
    text = "On Nov. 20 Kremenchuk was left without electricity, the mayor said."
    assert [record["place"] for record in records_of(text, rules, "2025-11-20")] == ["Kremenchuk"]


def test_a_month_long_past_is_history(rules: Rules):
    text = "Kremenchuk lost power on Monday, the mayor said. After the strike in August, the city went without " \
           "power for a week."
    assert len(records_of(text, rules)) == 1


def test_where_a_strike_fell_is_not_where_power_is_out(rules: Rules):
    text = "The ministry said on Monday that consumers are without power in:\n\n" \
           "• Sumy region: 2,500 consumers, after shelling of Konotop and Shostka."
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["place"], record["customers"]) == ("UA-59", "Sumy region", "2500")


def test_a_region_is_not_called_by_the_name_of_one_that_is_no_more(rules: Rules):
    text = "В Одессе в понедельник без света 3 тысячи абонентов, сообщил мэр. Ещё 4 тысячи абонентов без света в области."
    assert {record["place"] for record in records_of(text, rules)} == {"Одесса", "Одесская область"}


def test_a_district_named_long_before_is_not_meant_elsewhere(rules: Rules):
    text = "На Миколаївщині без світла 40 сіл Баштанського району, сказав голова ОВА у понеділок.\n\n" \
           "В Ізмаїлі світло є, у районі знеструмлень немає."
    assert all(record["extent"] != "none" for record in records_of(text, rules) if record["region_code"] == "UA-48")


def test_nothing_is_known_of_services_in_another_paragraph(rules: Rules):
    text = "У Конотопі в понеділок без світла 500 абонентів, сказав мер. Ремонт триває. Бригади працюють.\n\n" \
           "У магазині поруч немає інтернету, і нікого це не дивує. Так буває."
    (record,) = records_of(text, rules)
    assert "services" not in record


def test_what_is_not_read_says_why(rules: Rules):
    text = "Повного знеструмлення Одеси немає, сказав мер у понеділок. У Полтаві без світла 300 абонентів."
    assert [str(one.why) for one in draft(text, rules, published="2026-01-14").ignored] == ["denied"]


@pytest.mark.parametrize("text", [
    "У Сумській області графіки наразі не діють, повідомили в Укренерго в понеділок.",
    "У Києві графіки відключень можуть запровадити вже взимку, сказав експерт у понеділок.",
    "Unit 2 of the Rivne nuclear power plant was disconnected from the grid for maintenance on Monday, Energoatom said.",
    "A drone attacked an electrical substation in Sumy region on Monday, but no one lost power, the governor said.",
])  # fmt: skip
def test_what_is_not_in_force_or_has_no_consumers_is_none(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_all_but_some_are_not_all(rules: Rules):
    text = "Kharkiv lost power on Monday, the mayor said. By 4 a.m. all but 900 of the customers had been reconnected."
    assert [record["extent"] for record in records_of(text, rules)] == ["all"]


def test_the_rest_is_back_and_not_those_that_wait(rules: Rules):
    text = "В обленерго сказали в понеділок, що без напруги лишалося 31 село у Верховинському й Косівському " \
           "районах, решту заживили."
    assert [record["extent"] for record in records_of(text, rules)] == ["part", "part"]


def test_a_town_that_another_lies_beside_is_not_out(rules: Rules):
    text = "In the town of Chuhuiv, southeast of Kharkiv, electricity was out on Monday, leaving 1,300 people " \
           "without light, the mayor said."
    (record,) = records_of(text, rules)
    assert (record["place"], record["people"]) == ("Chuhuiv", "1300")


def test_an_unknown_place_of_a_list_gives_its_figures_to_none(rules: Rules):
    text = "Без світла в понеділок, повідомила ОВА:\n\n" \
           "– Буринська громада – 5200 абонентів;\n– Новослобідська громада – повністю, 9 сіл."
    (record,) = records_of(text, rules)
    assert (record["customers"], "settlements" in record) == ("5200", False)


@pytest.mark.parametrize("text", [
    "On 23 November 2022 Russia struck. Kyiv, Lviv and Odesa were left without electricity, the mayor recalled.",
    "23 листопада 2022 року Росія вдарила по мережі. Тоді Київ, Львів та Одеса лишилися без світла, згадує мер.",
])  # fmt: skip
def test_what_follows_a_date_long_past_is_history(text: str, rules: Rules):
    assert records_of(text, rules) == []


@pytest.mark.parametrize("text", [
    "Графіки погодинних відключень у цих регіонах зараз не діють. У Сумах графіки не діють, сказав голова ОВА в понеділок.",
    "The planned outages in Chuhuiv have been cancelled, Kharkivoblenergo said on Monday.",
    "Роботи, що були заплановані на 15 січня в Гадячі, скасовано: світло там не вимикатимуть, повідомили в обленерго.",
])  # fmt: skip
def test_what_was_called_off_is_no_outage(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_what_goes_on_elsewhere_is_not_back_there(rules: Rules):
    text = "В понедельник электроснабжение Макеевки восстановлено полностью, в Горловке работы продолжаются, сообщил мэр."
    assert [record["place"] for record in records_of(text, rules)] == ["Макеевка"]


@pytest.mark.parametrize("text", [
    "In Lubny the supply was not affected, Poltavaoblenergo said on Monday.",
    "No one in Lubny was cut off on Monday: the grid held, Poltavaoblenergo said.",
    "У Лубнах у понеділок нікого не відключали, повідомила ОВА.",
    "Лубни в понеділок зі світлом, повідомила ОВА.",
    "Мережі витримали: у Лубнах у понеділок вимкнень світла немає, повідомила ОВА.",
    "Лубны в понедельник со светом, сообщила ОВА.",
    "В Лубнах энергоснабжение в понедельник в норме, сообщила ОВА.",
])  # fmt: skip
def test_a_place_that_was_not_touched_has_power(text: str, rules: Rules):
    assert [(record["region_code"], record["extent"]) for record in records_of(text, rules)] == [("UA-53", "none")]


@pytest.mark.parametrize("text", [
    "The right bank of Lubny has no water on Monday after a pipe burst; power is not affected, the mayor said.",
    "Hourly outage schedules do not apply in the Poltava region on Monday, Ukrenergo said.",
    "У Полтавській області аварійних відключень у понеділок немає, є лише поради заощаджувати світло, сказали в ОВА.",
    "In the worst case Poltava and Sumy will be without power for 16 hours a day this winter, an analyst said on Monday.",
    "За найгіршого сценарію Полтава взимку сидітиме без світла 16 годин на добу, сказав у понеділок аналітик.",
    "При худшем сценарии Полтава зимой будет без света по 16 часов, сказал в понедельник аналитик.",
])  # fmt: skip
def test_other_utilities_idle_schedules_and_scenarios_are_no_outage(text: str, rules: Rules):
    assert records_of(text, rules) == []


@pytest.mark.parametrize("text", [
    "Trains to Lubny stopped on Monday because the overhead contact wire is without power, the railway said.",
    "Поїзди до Лубен у понеділок стоять, бо контактна мережа без напруги, повідомили в Укрзалізниці.",
    "Поезда в Лубны в понедельник стоят, так как контактная сеть без напряжения, сообщили в Укрзализныце.",
])  # fmt: skip
def test_a_railway_without_power_is_no_town_without_it(text: str, rules: Rules):
    assert {record["extent"] for record in records_of(text, rules)} <= {"unknown"}


def test_a_letter_that_russian_texts_write_or_not_is_one(rules: Rules):
    for word in ("отключён", "отключен"):
        (record,) = records_of(f"Полностью {word} в понедельник город Лубны, света нет с утра, сообщила ОВА.", rules)
        assert record["extent"] == "all"


@pytest.mark.parametrize("text", [
    "In yesterday's report we wrote that Lubny had lost power. That is not correct. In Khorol 300 homes are without "
    "power, Poltavaoblenergo said on Monday.",
    "Учора ми писали, що Лубни без світла. Це не так. У Хоролі в понеділок без світла 300 родин, повідомила ОВА.",
    "Ранее мы сообщили, что Лубны без света. Речь о другом городе, приносим извинения. В Хороле в понедельник без света "
    "300 семей, сообщила ОВА.",
])  # fmt: skip
def test_what_we_wrote_and_take_back_is_retracted(text: str, rules: Rules):
    own, other = records_of(text, rules)
    assert (own["status"], own.get("source"), other["status"], other["customers"]) == ("retracted", None, "claimed", "300")


def test_where_to_look_for_schedules_is_no_source(rules: Rules):
    text = "Графіки на понеділок – шукайте на сайті ДТЕК. У Лубнах без світла 300 родин."
    assert {record.get("source") for record in records_of(text, rules)} == {None}


@pytest.mark.parametrize("text", [
    "The mayor of Lubny said on Monday that the town's power supply had not been affected.",
    "Міський голова Лубен Іван Кіт сказав у понеділок, що перебоїв зі світлом у місті через негоду немає.",
    "Мэр Лубен Иван Кот сказал в понедельник, что проблем с электроснабжением в городе после шторма не было.",
])  # fmt: skip
def test_no_outages_however_far_the_no_stands(text: str, rules: Rules):
    assert [(record["region_code"], record["extent"]) for record in records_of(text, rules)] == [("UA-53", "none")]


@pytest.mark.parametrize("text", [
    "У Полтаві та Лубнах у понеділок аварійних відключень через обстріл немає, повідомила ОВА.",
    "В Полтаве и Лубнах в понедельник аварийных отключений из-за обстрела нет, сообщила ОВА.",
    "In Poltava and Lubny customers had not been cut off from the power grid on Monday, the company said.",
    "Графіки погодинних вимкнень для побутових споживачів у Полтавській області в понеділок не діють, сказали в обленерго.",
    "Графики почасовых отключений для бытовых потребителей в Полтавской области сегодня не применяются, сказали в облэнерго.",
    "Hourly outage schedules for household consumers in the Poltava region do not apply on Monday, Poltavaoblenergo said.",
    "Укрзалізниця повідомила в понеділок: на лініях у Полтавській області удар пошкодив тягову підстанцію.",
    "The railway said on Monday that a strike had damaged a traction substation on a line in the Poltava region.",
    "Железная дорога сообщила в понедельник: в Полтавской области удар повредил тяговую подстанцию.",
])  # fmt: skip
def test_cuts_that_are_none_and_the_power_of_trains_give_nothing(text: str, rules: Rules):
    assert [record for record in records_of(text, rules) if record["extent"] != "none"] == []


@pytest.mark.parametrize("text", [
    "Water supply in Lubny had been fully restored by Monday evening, the mayor said.",
    "In Lubny schools were without supply of textbooks on Monday, the mayor said.",
])  # fmt: skip
def test_a_supply_of_anything_else_is_none_of_power(text: str, rules: Rules):
    assert records_of(text, rules) == []


@pytest.mark.parametrize("text", [
    "On Monday 300 homes were without power in the Poltava region, the governor said. Lubny lost power after a raid, killing 2.",
    "У понеділок на Полтавщині без світла 300 родин, сказали в ОВА. У Лубнах зникло світло, загинули 2.",
    "В понедельник в Полтавской области без света 300 семей, сообщила ОВА. В Лубнах пропал свет, погибли 2.",
])  # fmt: skip
def test_the_dead_are_not_counted_with_those_before(text: str, rules: Rules):
    assert [one.get("customers", "") for one in records_of(text, rules)] == ["300", ""]


@pytest.mark.parametrize("text", [
    "On Monday a drone hit a substation in Lubny, but no household was cut off, the company said.",
    "У понеділок дрон влучив у підстанцію в Лубнах, але жодного абонента не відключено, сказали в обленерго.",
    "В понедельник дрон попал в подстанцию в Лубнах, но ни один абонент не отключен, сказали в облэнерго.",
])  # fmt: skip
def test_where_nobody_was_cut_off_nothing_is_out(text: str, rules: Rules):
    assert {record["extent"] for record in records_of(text, rules)} <= {"none"}


@pytest.mark.parametrize("text", [
    "A new beer from Lubny, sold since Monday, is called Blackout, the mayor said.",
    "On Monday the boxer blacked out in Lubny, the mayor said.",
    "У Лубнах у понеділок відкрили кав'ярню, яка зветься Блекаут, сказав мер.",
    "В понедельник в Лубнах шахматисты обесточили команду Полтавы, сказал мэр.",
    "У понеділок мер Лубен сказав, що запаси вугілля в місті достатні. Відключень у Полтаві не було.",
])  # fmt: skip
def test_a_name_or_a_figure_of_speech_is_no_outage(text: str, rules: Rules):
    assert [record for record in records_of(text, rules) if record["extent"] != "none"] == []


@pytest.mark.parametrize("text", [
    "У Лубнах у понеділок без світла 300 абонентів, сказав мер. У польському Любліні без струму 4 тисячі клієнтів.",
    "В Лубнах в понедельник без света 300 абонентов, сказал мэр. В польском Люблине без тока 4 тысячи клиентов.",
    "В Лубнах в понедельник без света 300 абонентов, сказал мэр. Шторм прошел и там, а в белорусском Гродно света нет.",
])  # fmt: skip
def test_a_town_after_the_adjective_of_another_country_is_abroad(text: str, rules: Rules):
    assert [record.get("customers") for record in records_of(text, rules)] == ["300"]


@pytest.mark.parametrize("text", [
    "У понеділок у Лубнах світло повернули, сказав мер, а в Хоролі зник тільки мобільний зв'язок.",
    "В понедельник в Лубнах свет вернули, сказал мэр, а в Хороле пропала лишь мобильная связь.",
])  # fmt: skip
def test_where_only_phones_are_dead_nothing_is_said_of_power(text: str, rules: Rules):
    assert [record["place"][0] for record in records_of(text, rules)] == ["Л"]


@pytest.mark.parametrize("text", [
    "It was dark when drones hit Lubny on Monday, the mayor said.",
    "На Полтавщині в понеділок негода зачепила самий край: чотири села Лубенського району без світла, сказав мер.",
])  # fmt: skip
def test_what_only_leads_to_the_news_is_none(text: str, rules: Rules):
    assert [record["place"] for record in records_of(text, rules)] in ([], ["Лубенський район"])


@pytest.mark.parametrize("text", [
    "У Лубнах у понеділок знеструмило 300 будинків, сказав мер. У вівторок світло повернули всім. Увечері воно знову зникло.",
    "В Лубнах в понедельник пропал свет, сказал мэр. Во вторник свет вернули всем. Вечером свет снова пропал.",
    "Lubny lost power on Monday, the mayor said. Power was back on Tuesday. In the evening the lights went out again.",
])  # fmt: skip
def test_what_goes_out_again_has_not_ended(text: str, rules: Rules):
    assert not any("ended_at" in record for record in records_of(text, rules))
