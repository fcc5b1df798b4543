"""Where power is on, what is scheduled, and words that stand for several places or for the land around a town."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def told(text: str, rules: Rules, published: str = "2026-01-14") -> dict[str, str]:
    """Place -> extent of each record of a text."""
    return {one["place"]: one["extent"] for one in records_of(text, rules, published)}


@pytest.mark.parametrize("text", [
    "In Lubny a warehouse burned down on Monday. The mayor said that the power supply in the city was stable.",
    "Lubny was hit by a storm on Monday. According to the city council, electricity supply in the city was not interrupted.",
    "In Lubny windows were broken on Monday. There were no disruptions to the power supply, the mayor said.",
    "In Lubny the grid operates without disruptions, the mayor said on Monday.",
    "У Лубнах енергосистема працює без збоїв, сказав мер у понеділок.",
    "У Лубнах розбито вікна. Двоє поранених, але перебоїв з електропостачанням не було, сказав мер у понеділок.",
    "В Лубнах энергосистема функционирует без сбоев, сказал мэр в понедельник.",
    "В Лубнах электросети работают штатно, сказал мэр в понедельник.",
])  # fmt: skip
def test_power_that_works_is_on(text: str, rules: Rules):
    assert list(told(text, rules).values()) == ["none"]


@pytest.mark.parametrize("text", [
    "In Enerhodar, the city that houses workers of the Zaporizhzhia nuclear plant, the power supply was not affected on "
    "Monday, the mayor said.",
    "У Енергодарі, де живуть працівники Запорізької АЕС, світло не зникало, сказав мер у понеділок.",
    "В Энергодаре, городе-спутнике Запорожской АЭС, свет не пропадал, сказал мэр в понедельник.",
])  # fmt: skip
def test_the_town_of_a_plant_is_not_the_plant(text: str, rules: Rules):
    assert [one["evidence"]["place"]["level"] for one in records_of(text, rules)] == ["city"]


@pytest.mark.parametrize("text", [
    "The plant at Enerhodar has power, the agency said. The 330-kilovolt line has been disconnected since Monday.",
    "У Полтаві є світло, сказав мер у понеділок. Лінію 110 кВ відключено з неділі.",
    "В Полтаве свет есть, сказал мэр в понедельник. Линия 110 кВ отключена с воскресенья.",
])  # fmt: skip
def test_a_line_that_is_off_leaves_nobody_without_power(text: str, rules: Rules):
    assert set(told(text, rules).values()) <= {"none"}


@pytest.mark.parametrize("text", [
    "У Лубнах та Миргороді, за словами мера, світло у понеділок не зникало, там діють графіки погодинних відключень.",
    "В Лубнах и Миргороде, по словам мэра, свет в понедельник не пропадал, там действуют графики почасовых отключений.",
])  # fmt: skip
def test_there_is_in_all_places_joined_before(text: str, rules: Rules):
    planned = [one["place"][:4] for one in records_of(text, rules) if one["kind"] == "scheduled"]
    assert planned in (["Лубн", "Мирг"], ["Лубн", "Мирг"])


@pytest.mark.parametrize("text", [
    "У Міненерго сказали, що в Києві та області у понеділок запроваджені аварійні відключення.",
    "В Минэнерго сказали, что в Киеве и области в понедельник введены аварийные отключения.",
])  # fmt: skip
def test_a_city_and_the_region_are_two(text: str, rules: Rules):
    assert [one["region_code"] for one in records_of(text, rules)] == ["UA-30", "UA-32"]


@pytest.mark.parametrize("text", [
    "Де не буде світла\nПолтавська область. В обленерго оприлюднили такий розклад відключень на середу:\n1.1 — 17:00–19:30\n"
    "1.2 — 19:30–22:00",
    "Где не будет света\nПолтавская область. В облэнерго опубликовали такой график отключений на среду:\n1.1 — 17:00–19:30\n"
    "1.2 — 19:30–22:00",
])  # fmt: skip
def test_a_heading_is_the_place_of_its_paragraph_and_numbers_are_queues(text: str, rules: Rules):
    rows = records_of(text, rules, "2026-05-12")
    assert [(one["region_code"], one["scope"], one["kind"]) for one in rows] == [
        ("UA-53", "1.1", "scheduled"), ("UA-53", "1.2", "scheduled")]  # fmt: skip


@pytest.mark.parametrize("text", [
    "Графіки\nПолтавська область. Графіків немає, сказали в обленерго у понеділок.",
    "Графики\nПолтавская область. Графиков нет, сказали в облэнерго в понедельник.",
    "Світло\nПолтавська область. Ситуація зі світлом на понеділок така, сказали в обленерго.",
])  # fmt: skip
def test_no_schedule_is_no_cut(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_the_land_of_a_town_is_its_district(rules: Rules):
    text = "У понеділок на Лубенщині пошкоджено лінію. Без електрики близько 5 тисяч абонентів, сказав начальник ОВА."
    places = {one["place"]: one.get("customers", "") for one in records_of(text, rules)}
    assert places == {"Лубенський район": "~5000"}


@pytest.mark.parametrize("text", [
    "В Лубнах нет воды, жители города также без света, сказал мэр в понедельник.",
    "У Лубнах немає води, мешканці міста також без світла, сказав мер у понеділок.",
    "Lubny has no water, and residents of the city were without power too on Monday, the mayor said.",
])  # fmt: skip
def test_the_inhabitants_of_a_town_may_be_all_of_it(text: str, rules: Rules):
    assert list(told(text, rules).values()) == ["unknown"]


@pytest.mark.parametrize("text", [
    "В понедельник, по данным мэрии, света нет у 80% потребителей Полтавы. К вечеру без света оставались 90 тысяч абонентов.",
    "У понеділок, за даними мерії, світла немає у 80% споживачів Полтави. До вечора без світла лишалися 90 тисяч абонентів.",
])  # fmt: skip
def test_a_share_and_a_later_count_are_two_records(text: str, rules: Rules):
    assert [(one["extent"], one.get("customers", "")) for one in records_of(text, rules)] == \
        [("large_part", ""), ("part", "90000")]


@pytest.mark.parametrize("text", [
    "In the occupied part of the Kherson region, power went out in the Henichesk and Skadovsk districts, the mayor said.",
    "В оккупированной части Херсонской области в понедельник пропал свет в Генической и Скадовской громадах, сказал мэр.",
])  # fmt: skip
def test_the_part_of_a_region_in_which_districts_lie_is_no_record(text: str, rules: Rules):
    assert {one["evidence"]["place"]["level"] for one in records_of(text, rules)} == {"district"}


def test_trams_of_a_town_are_not_those_of_regions_named_before(rules: Rules):
    text = "300 consumers in the Poltava region lost power on Monday, the service said.\n\n" \
           "In the city of Vinnytsia, wind tore off a roof. Tram traffic was suspended for two hours."
    assert [one.get("services", "") for one in records_of(text, rules)] == [""]


def test_a_capital_that_speaks_is_its_government(rules: Rules):
    text = "Kyiv denied the report on Monday. Ivan Kit, a commander, said that a million people were plunged into darkness."
    assert records_of(text, rules) == []


@pytest.mark.parametrize("text", [
    "In Yalta 300 customers had no power on Monday. On the peninsula 5,000 customers were cut off, the ministry said.",
    "У Ялті в понеділок без світла 300 абонентів. На півострові без світла 5 000 абонентів, сказали в міністерстві.",
    "В Ялте в понедельник без света 300 абонентов. На полуострове без света 5 000 абонентов, сказали в министерстве.",
])  # fmt: skip
def test_the_peninsula_is_the_region_that_is_called_so(text: str, rules: Rules):
    found = [(one["region_code"], one["evidence"]["place"]["level"], one["customers"]) for one in records_of(text, rules)]
    assert found == [("UA-43", "city", "300"), ("UA-43", "region", "5000")]


@pytest.mark.parametrize("text", [
    "На Кінбурнському півострові в понеділок немає світла, сказав мер.",
    "«Тривалість відключення одного споживача — до двох годин», — сказали в Полтаваобленерго в понеділок.",
    "«Продолжительность отключения одного потребителя — до двух часов», — сказали в Полтаваоблэнерго в понедельник.",
])  # fmt: skip
def test_another_peninsula_and_how_long_a_cut_is_are_no_outage(text: str, rules: Rules):
    assert records_of(text, rules) == []


def test_the_region_of_who_speaks_is_the_region(rules: Rules):
    text = "На Полтавщині негода. У понеділок область вона оминула: у Сумській ОВА кажуть, що всі споживачі зі світлом."
    assert [one["region_code"] for one in records_of(text, rules) if one["extent"] == "none"] == ["UA-59"]


@pytest.mark.parametrize("text", [
    "Chernihiv lost power on Monday, the mayor said. In Nizhyn 300 customers were out. In the regional center the lights are on.",
    "У Чернігові в понеділок зникло світло, сказав мер. У Ніжині 300 абонентів без світла. В обласному центрі світло вже є.",
    "В Чернигове в понедельник пропал свет, сказал мэр. В Нежине 300 абонентов без света. В областном центре свет уже есть.",
])  # fmt: skip
def test_the_regional_centre_is_the_largest_town_of_the_region(text: str, rules: Rules):
    found = [(one["place"][:2], one["extent"]) for one in records_of(text, rules)]
    assert [extent for _, extent in found] == ["all", "part", "none"]
    assert found[0][0] == found[2][0] != found[1][0]


@pytest.mark.parametrize("text", [
    "У Київській області в понеділок без світла 300 абонентів. В обласному центрі світло є, сказав мер.",
    "В Киевской области в понедельник без света 300 абонентов. В областном центре свет есть, сказал мэр.",
])  # fmt: skip
def test_a_centre_that_lies_elsewhere_is_no_town_of_the_region(text: str, rules: Rules):
    assert [one["extent"] for one in records_of(text, rules)] == ["part"]


@pytest.mark.parametrize("text", [
    "Планові роботи. 20 січня з 09:00 до 16:00 через ремонт буде відсутня електроенергія в селах Мачухи та Тахтаулове "
    "Полтавського району, повідомило обленерго.",
    "Плановые работы. 20 января с 09:00 до 16:00 из-за ремонта электроэнергия будет отключена в Лубнах и Хороле, "
    "сообщило облэнерго.",
    "On 20 January from 9:00 to 16:00 electricity will be off in Lubny and Khorol because of repairs, Poltavaoblenergo said.",
])  # fmt: skip
def test_power_that_will_be_off_is_planned_for_its_day_and_place(text: str, rules: Rules):
    assert [(one["kind"], one["started_at"][:10]) for one in records_of(text, rules)] == [("scheduled", "2026-01-20")] * 2


@pytest.mark.parametrize("text", [
    "У Лубнах о 08:40 у понеділок застосували аварійні відключення, графіки там не діють, сказали в обленерго. Для промисловості "
    "діють графіки обмеження потужності.",
    "В Лубнах в 08:40 в понедельник применили аварийные отключения, сказали в облэнерго. Для промышленности действуют графики "
    "ограничения мощности.",
    "Emergency outages were applied in Lubny at 08:40 on Monday, the company said. For industry, outage schedules are in force.",
])  # fmt: skip
def test_a_plan_for_industry_is_none_of_the_place_before(text: str, rules: Rules):
    assert [one["kind"] for one in records_of(text, rules)] == ["emergency"]


@pytest.mark.parametrize("text", [
    "In Lubny the schedules mean ten hours a day without power, the company said on Monday.",
    "Завтра в Лубнах без світла залишать увесь центр, попередили в обленерго у вівторок.",
    "Завтра в Лубнах без света оставят весь центр, предупредили в облэнерго во вторник.",
    "ГПВ на завтра в Лубнах: з 08:00 до 20:00, повідомили в обленерго.",
])  # fmt: skip
def test_what_is_to_be_cut_by_hours_is_planned(text: str, rules: Rules):
    assert [one["kind"] for one in records_of(text, rules)] == ["scheduled"]


@pytest.mark.parametrize("text", [
    "Poltavaoblenergo announced schedules of outages for Thursday, 15 January. They will apply across Poltava region, it said.",
    "«Полтаваобленерго» оприлюднило графіки відключень на четвер, 15 січня. Вони діятимуть по всій Полтавській області.",
    "«Полтаваоблэнерго» опубликовало графики отключений на четверг, 15 января. Они будут действовать по всей Полтавской области.",
])  # fmt: skip
def test_where_schedules_apply_is_said_after_them(text: str, rules: Rules):
    assert [(one["region_code"], one["kind"], one["started_at"]) for one in records_of(text, rules)] == [
        ("UA-53", "scheduled", "2026-01-15"),
    ]
