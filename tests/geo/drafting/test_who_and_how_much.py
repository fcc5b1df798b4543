"""Who says it, how much of a place, and which figure is whose, in sentences of a harder build."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize(("text", "source", "role"), [
    ("Укренерго застосувало в понеділок екстрені відключення на Полтавщині.", "Укренерго", "operator"),
    ("В понедельник городской голова Сергей Котов сообщил: Одесса без света.", "городской голова Сергей Котов", "official"),
    ("«Полтава без світла», — зазначив 13 січня Олег Іваненко.", "Олег Іваненко", ""),
    ("В Одесі в понеділок сталася аварія в міській мережі: без світла 900 абонентів.", "", "media"),
])  # fmt: skip
def test_a_source_is_a_name_and_no_clause(text: str, source: str, role: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record.get("source", ""), record.get("source_role", "")) == (source, role)


def test_another_figure_is_of_who_names_it(rules: Rules):
    text = "ДТЕК заявив у понеділок про 40 тисяч знеструмлених родин на Одещині. " \
           "Натомість начальник ОВА Іван Шевчук у телеграмі назвав іншу цифру: світла немає у 27 тисяч родин."
    assert [(one["customers"], one["source"]) for one in records_of(text, rules)] == [
        ("40000", "ДТЕК"), ("27000", "начальник ОВА Іван Шевчук")]  # fmt: skip


def test_a_surname_alone_is_the_person_named_before(rules: Rules):
    text = "У Полтаві в понеділок без світла 300 абонентів, повідомив начальник ОВА Іван Шевчук.\n\n" \
           "За словами Шевчука, у Лубнах світла немає з неділі."
    assert {one["source"] for one in records_of(text, rules)} == {"начальник ОВА Іван Шевчук"}


@pytest.mark.parametrize(("text", "extents"), [
    ("Майже вся Шостка без світла з понеділка: понад 60 тисяч абонентів, повідомила ОВА.", ["nearly_all"]),
    ("В Херсоне с понедельника света нет почти во всем городе, кроме Острова, сообщил мэр.", ["nearly_all"]),
    ("У Львівській області в понеділок частково без світла Стрийський район, повідомив голова ОВА.", ["part"]),
    ("Повністю зник струм у Балаклії, частково — у Лозовій, сказав мер у понеділок.", ["all", "part"]),
    ("У Києві в понеділок без світла 80 будинків, уточнили в ДТЕК.", ["part"]),
])  # fmt: skip
def test_the_word_that_says_how_much_governs(text: str, extents: list[str], rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == extents


@pytest.mark.parametrize("text", [
    "Parts of Chernihiv, a city of some 280,000 people before the war, were without power on Monday, the mayor said.",
    "Частина Чернігова, де мешкає 280 тисяч людей, у понеділок без світла, сказав мер.",
    "Часть Чернигова с населением 280 тысяч человек в понедельник без света, сказал мэр.",
])  # fmt: skip
def test_inhabitants_are_not_people_without_power(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["extent"], record.get("people")) == ("part", None)


@pytest.mark.parametrize(("text", "customers"), [
    ("The firm said on Monday it had reconnected 38,200 customers in Vinnytsia; about 11,000 are still waiting.", "~11000"),
    ("Crews restored power to 11,400 customers in Kherson on Monday, but 6,000 remain cut off, the utility said.", "6000"),
    ("В Донецке в понедельник свет вернули 114 тысячам семей, но 187 тысяч семей по-прежнему ждут, сообщил мэр.", "187000"),
    ("У Чернігові в понеділок без світла понад тисячу родин, повідомили в обленерго.", ">1000"),
])  # fmt: skip
def test_who_still_waits_is_out_and_who_is_back_is_not(text: str, customers: str, rules: Rules):
    assert [record.get("customers") for record in records_of(text, rules)] == [customers]


def test_buildings_are_no_customers(rules: Rules):
    (record,) = records_of("У Києві в понеділок без світла 800 будинків, уточнили в ДТЕК.", rules)
    assert "customers" not in record


def test_a_figure_in_brackets_is_of_the_place_before_it(rules: Rules):
    text = "В понедельник без света посёлки в Бахчисарайском районе (17 посёлков) и под Ялтой, сообщили в МЧС."
    figures = {record["place"].split()[0]: record.get("settlements") for record in records_of(text, rules)}
    assert "17" not in {figures.get("Ялта")}
    assert "17" in figures.values()


def test_a_small_number_in_a_list_without_a_unit_counts_nobody(rules: Rules):
    text = "У ДСНС повідомили в понеділок, що без світла:\n\n– Чернігівська область – 88;\n– Сумська область – 12 тисяч."
    found = {record["region_code"]: (record["extent"], record.get("customers")) for record in records_of(text, rules)}
    assert found == {"UA-74": ("part", None), "UA-59": ("part", "12000")}


@pytest.mark.parametrize("text", [
    "Повністю або частково знеструмлено 40 населених пунктів у Черкаській області, повідомили в Укренерго в понеділок.",
    "A total of 40 settlements in the Cherkasy region are fully or partially without power, Ukrenergo said on Monday.",
    "Полностью обесточены 40 населенных пунктов в Черкасской области, сообщили в Укрэнерго в понедельник.",
])  # fmt: skip
def test_so_many_villages_are_never_all_of_a_region(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["extent"], record["settlements"]) == ("part", "40")


def test_a_list_counts_what_stands_outside_brackets(rules: Rules):
    text = "На Львівщині знеструмлено 76 сіл (майже 11 тис. абонентів), на Волині — 58, на Закарпатті — 43, " \
           "повідомили в ДСНС у понеділок."
    assert [record.get("settlements") for record in records_of(text, rules)] == ["76", "58", "43"]


def test_a_list_below_a_head_without_a_verb_goes_on_with_the_sentence_before(rules: Rules):
    text = "Bad weather has left 312 settlements without power, the ministry said on Monday. The most affected areas are:\n\n" \
           "• Rivne region – 94 settlements;\n• Volyn region – 40 settlements."
    assert [(one["region_code"], one["settlements"]) for one in records_of(text, rules)] == [("UA-56", "94"), ("UA-07", "40")]


def test_a_planned_list_has_hours_and_is_planned(rules: Rules):
    text = "Без світла 15 січня будуть, повідомили в обленерго:\n\n" \
           "– Кременчук, вул. Садова – з 9:00 до 16:00;\n– Миргород – з 10:00 до 15:00."
    assert [(one["kind"], one["started_at"]) for one in records_of(text, rules)] == [
        ("scheduled", "2026-01-15T09:00"), ("scheduled", "2026-01-15T10:00")]  # fmt: skip


def test_a_body_of_the_region_is_one_of_those_who_spoke_before(rules: Rules):
    text = "Балицкий сообщил в понедельник об отключениях. В министерстве энергетики региона уточнили, что без " \
           "света 4 тыс. жителей Запорожской области."
    record = records_of(text, rules)[-1]
    assert (record["source_role"], record["scope"]) == ("de_facto_authority", "Russian-held part")


def test_a_paragraph_speaks_of_its_own_region(rules: Rules):
    text = "In Odesa region 500 customers are without power on Monday, the governor said.\n\n" \
           "In the Mykolaiv region, debris fell near Voznesensk. Two villages lost power, the governor said."
    assert [one["region_code"] for one in records_of(text, rules)] == ["UA-51", "UA-48"]


def test_two_words_of_a_verb_have_one_subject(rules: Rules):
    text = "Ukrenergo introduced emergency cuts in the Kharkiv, Sumy and Poltava regions and asked people to " \
           "save power on Monday."
    assert [(one["region_code"], one["source"]) for one in records_of(text, rules)] == [
        ("UA-63", "Ukrenergo"), ("UA-59", "Ukrenergo"), ("UA-53", "Ukrenergo")]  # fmt: skip


def test_words_that_govern_a_place_stand_in_its_own_sentence(rules: Rules):
    text = "Уночі ворог ударив по енергооб'єкту в Харкові. Знеструмлено 22 тис. споживачів. Без світла лишаються:"
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["extent"], record["customers"]) == ("UA-63", "part", "22000")


def test_besides_is_no_exception_and_all_places_of_a_list_stay(rules: Rules):
    text = "Крім того, через негоду в понеділок знеструмлені 128 сіл у Київській, Вінницькій та Черкаській " \
           "областях, повідомили в ДСНС."
    assert [one["region_code"] for one in records_of(text, rules)] == ["UA-32", "UA-05", "UA-71"]


def test_a_figure_before_a_list_of_districts_is_of_the_region_that_holds_them(rules: Rules):
    text = "In Kyiv Oblast, about 8,500 households lost electricity in the Brovary and Boryspil districts on " \
           "Monday, the governor said."
    assert {one["place"]: one.get("customers") for one in records_of(text, rules)} == {
        "Kyiv Oblast": "~8500", "Brovary district": None, "Boryspil district": None}  # fmt: skip


def test_who_was_connected_by_seven_is_not_out(rules: Rules):
    text = "В Севастополе света лишились в понедельник около 6 тысяч абонентов, к семи утра включили 4,5 " \
           "тысячи, сообщил губернатор."
    assert [one.get("customers") for one in records_of(text, rules)] == ["~6000"]


@pytest.mark.parametrize("text", [
    "Усього без світла в Херсоні 2 тис. споживачів, повідомила МВА в понеділок.",
    "Всего без света в Херсоне остаются 2 тыс. абонентов, сообщил мэр в понедельник.",
    "In all, 2,000 customers in Kherson are without power, the mayor said on Monday.",
])  # fmt: skip
def test_a_sum_is_no_extent(text: str, rules: Rules):
    assert [(one["extent"], one["customers"]) for one in records_of(text, rules)] == [("part", "2000")]


def test_most_of_them_is_a_share_of_the_figure_and_not_of_a_place(rules: Rules):
    text = "On Monday 85,400 customers in the Kharkiv region had been cut off from power, most of them in the " \
           "Chuhuiv district, he said."
    (record,) = records_of(text, rules)
    assert (record["place"], record["extent"], record["customers"]) == ("Kharkiv region", "part", "85400")


def test_a_town_that_is_home_to_many_is_out_as_a_whole(rules: Rules):
    text = "Slavutych, home to about 20,000 people, has had no electricity at all since Monday, the mayor said."
    assert [(one["extent"], one.get("people")) for one in records_of(text, rules)] == [("all", None)]


def test_all_of_them_are_back(rules: Rules):
    text = "On Monday 18,200 customers in Kremenchuk had been without power, the mayor said. All of them had " \
           "power again by 9.30 a.m."
    assert [one["extent"] for one in records_of(text, rules)] == ["part", "none"]


@pytest.mark.parametrize(("text", "start"), [
    ("Lubny was without power for 3:30 hours, the mayor said on Monday.", "2026-01-12"),
    ("Лубни були без світла 3:30 години, повідомив мер.", "2026-01-12"),
    ("В Лубнах 500 абонентов были без света 2 дня, сообщил мэр.", ""),
    ("В Лубнах света нет с 2 дня, сообщил мэр.", "2026-01-12T14:00"),
    ("Lubny is without power for the third day running, the mayor said.", "2026-01-10"),
    ("Лубни другу добу без світла, повідомив мер.", "2026-01-11"),
    ("В Лубнах третий день нет света, сообщил мэр.", "2026-01-10"),
])  # fmt: skip
def test_how_long_is_no_start_and_the_nth_day_is_one(text: str, start: str, rules: Rules):
    (record,) = records_of(text, rules, "2026-01-12")
    assert record.get("started_at", "") == start


def test_since_when_one_town_is_dark_says_nothing_of_another(rules: Rules):
    text = "Lubny has been without power since Saturday, the governor said. In Khorol 300 homes have no light."
    assert [one["started_at"] for one in records_of(text, rules, "2026-01-12")] == ["2026-01-10", "2026-01-12"]


@pytest.mark.parametrize("text", [
    "A substation was hit overnight. Lubny was cut off on Monday, the governor said.",
    "Підстанцію пошкоджено вночі. Лубни в понеділок відключено, повідомив мер.",
    "Ночью повреждена подстанция. Лубны в понедельник отключены, сообщил мэр.",
])  # fmt: skip
def test_a_town_that_is_cut_off_after_words_on_power_has_none(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["extent"]) == ("UA-53", "all")


@pytest.mark.parametrize("text", [
    "The grid is damaged by snow. Lubny was cut off from the road to Kyiv on Monday, the governor said.",
    "The grid is damaged by snow. No one in the town of Lubny is now cut off, the governor said on Monday.",
    "Мережу пошкодив сніг. У Лубнах ніхто в понеділок не відключений, повідомив мер.",
])  # fmt: skip
def test_who_is_cut_off_from_a_road_or_not_at_all_has_power(text: str, rules: Rules):
    assert {record["extent"] for record in records_of(text, rules)} <= {"none"}


@pytest.mark.parametrize("text", [
    "On Monday nine villages of the Poltava region lost power after a strike on a substation near Lubny, the governor said.",
    "У понеділок через удар по підстанції біля Лубен знеструмлено 9 сіл Полтавської області, повідомила ОВА.",
    "В понедельник из-за удара по подстанции возле Лубен обесточены 9 сел Полтавской области, сообщила ОВА.",
])  # fmt: skip
def test_where_the_substation_stands_is_not_what_is_out(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["settlements"], record["place"][:7]) in {("9", "Poltava"), ("9", "Полтавс")}


def test_who_is_counted_is_not_all_of_a_town(rules: Rules):
    text = "In Lubny there was no power on Monday, the mayor said. About 3,000 customers in Lubny lost power, he added."
    (record,) = records_of(text, rules)
    assert (record["extent"], record["customers"]) == ("part", "~3000")


def test_a_figure_that_only_the_title_has_is_kept(rules: Rules):
    text = "На Полтавщині без світла 7 тисяч абонентів\nУ понеділок знеструмлено Лубни, повідомила Полтавська ОВА."
    assert {one.get("customers") for one in records_of(text, rules)} == {"7000", None}


def test_a_part_of_a_town_is_not_a_part_of_its_region(rules: Rules):
    text = "Частина Полтави в понеділок без світла, сказав мер. У Полтавській області немає відключень, сказали в ОВА."
    assert [one["place"] for one in records_of(text, rules)] == ["Полтава", "Полтавська область"]


@pytest.mark.parametrize("text", [
    "Planned works for Tuesday, 13 January\n\nLubny, 9 a.m. to 4 p.m.: Sadova street\nKhorol, 9 a.m. to noon: Lisova street",
    "Планові роботи на вівторок, 13 січня\n\nЛубни, з 9:00 до 16:00: вул. Садова\nХорол – вул. Лісова",
    "Плановые работы на вторник, 13 января\n\nЛубны, с 9:00 до 16:00: ул. Садовая\nХорол – ул. Лесная",
])  # fmt: skip
def test_a_title_that_announces_works_stands_above_its_list(text: str, rules: Rules):
    records = records_of(text, rules, "2026-01-12")
    assert [(one["kind"], one["started_at"][:10]) for one in records] == [("scheduled", "2026-01-13")] * 2


@pytest.mark.parametrize("text", [
    "Power had been restored to all consumers in the Poltava region by Monday, while more than 300,000 were still "
    "without electricity "
    "in the Sumy region, the minister said.",
    "Усім споживачам Полтавської області в понеділок світло повернули, а понад 300 000 досі без електрики в Сумській області, "
    "сказав міністр.",
    "Всем потребителям Полтавской области в понедельник свет вернули, а более 300 000 еще без электричества в Сумской области, "
    "сказал министр.",
])  # fmt: skip
def test_a_number_counts_what_the_sentence_named_before(text: str, rules: Rules):
    assert [one.get("customers", "") for one in records_of(text, rules) if one["extent"] != "none"] == [">300000"]


@pytest.mark.parametrize("text", [
    "Power was lost on Monday. In Lubny 4,200 consumers were cut off and there was no water pressure on upper floors, "
    "the mayor said.",
    "У понеділок зникло світло. У Лубнах 4 200 споживачів відключено і немає тиску води, сказав мер.",
    "В понедельник пропал свет. В Лубнах 4 200 потребителей отключены и нет напора воды, сказал мэр.",
])  # fmt: skip
def test_water_that_is_out_too_leaves_those_without_power_counted(text: str, rules: Rules):
    assert [(one["extent"], one["customers"]) for one in records_of(text, rules)] == [("part", "4200")]


def test_the_day_of_the_dateline_is_not_that_of_the_event(rules: Rules):
    text = "KYIV, Jan 14 (Reuters) - Drones knocked out electricity almost completely in the regions of Poltava and Sumy late " \
           "on Tuesday, the ministry said, leaving thousands of people without heating."
    own = [(one["extent"], one["started_at"]) for one in records_of(text, rules)]
    assert own == [("nearly_all", "2026-01-13")] * 2


@pytest.mark.parametrize("text", [
    "On Monday 76 settlements were without power in the Odesa region, the ministry said. In the Poltava region 61 are cut off, "
    "in the Sumy region 38, in the Cherkasy region fewer than 10.",
    "У понеділок на Одещині без світла 76 сіл, сказали в ДСНС. На Полтавщині знеструмлено 61, на Сумщині — 38, у Черкаській "
    "області — менше ніж 10.",
    "В понедельник в Одесской области без света 76 сел, сообщили в ГСЧС. В Полтавской области обесточено 61, в Сумской — 38, в "
    "Черкасской области — менее 10.",
])  # fmt: skip
def test_numbers_go_on_counting_what_the_sentence_before_counted(text: str, rules: Rules):
    assert [one["settlements"] for one in records_of(text, rules)] == ["76", "61", "38", "<10"]


def test_a_preposition_may_stand_between_about_and_its_number(rules: Rules):
    for text in ("В Лубнах в понедельник свет пропал примерно у 60 тысяч семей, сказал мэр.",
                 "У Лубнах у понеділок світло зникло приблизно в 60 тисяч родин, сказав мер."):
        assert [one["customers"] for one in records_of(text, rules)] == ["~60000"]
