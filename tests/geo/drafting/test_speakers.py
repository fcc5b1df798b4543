"""Who says it: a signature, a letterhead, a title in the first person, an office after a name; never the region beside it."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


def spoken(text: str, rules: Rules) -> list[tuple[str, str]]:
    """Source and role of each record of a text."""
    return [(one.get("source", ""), one.get("source_role", "")) for one in records_of(text, rules)]


@pytest.mark.parametrize(("text", "source", "role"), [
    ("НЕК «Укренерго»\n\nСтаном на понеділок у Полтавській області без світла 300 споживачів.", "«Укренерго»", "operator"),
    ("НЭК «Укрэнерго»\n\nНа понедельник в Полтавской области без света 300 потребителей.", "«Укрэнерго»", "operator"),
    ("Poltavaoblenergo\n\nAs of Monday 300 customers in Lubny have no power.", "Poltavaoblenergo", "operator"),
    ("Полтавська ОВА\n\nУ понеділок у Лубнах без світла 300 споживачів.", "Полтавська ОВА", "official"),
    ("Евгений Балицкий\n\nВ понедельник в Токмаке без света 300 потребителей.", "Евгений Балицкий", "de_facto_authority"),
])  # fmt: skip
def test_a_letterhead_says_all_of_a_text(text: str, source: str, role: str, rules: Rules):
    ((name, told),) = spoken(text, rules)
    assert (source in name, told) == (True, role)


@pytest.mark.parametrize("text", [
    "Полтаваобленерго: повертаємо світло після негоди\n\nУ понеділок у Лубнах без світла 300 споживачів.\n\n"
    "«Працюємо цілодобово», — каже директор Іван Кіт.",
    "Полтаваоблэнерго: возвращаем свет после непогоды\n\nВ понедельник в Лубнах без света 300 потребителей.\n\n"
    "«Работаем круглосуточно», — говорит директор Иван Кот.",
    "Poltavaoblenergo: power after the storm\n\nOn Monday 300 customers in Lubny had no power. We work around the clock.\n\n"
    "The work is hard, said director Ivan Kit.",
])  # fmt: skip
def test_a_title_in_the_first_person_signs_the_text(text: str, rules: Rules):
    assert [role for _, role in spoken(text, rules)] == ["operator"]


def test_a_title_that_quotes_somebody_signs_nothing(rules: Rules):
    text = "ДТЕК: знеструмлено Одесу\n\nУ понеділок у Лубнах без світла 300 споживачів. Дощить. Вітряно.\n\n" \
           "У Полтаві світла немає, сказав мер Іван Кіт. Дощить."
    assert ("", "media") in spoken(text, rules)


@pytest.mark.parametrize("text", [
    "В понедельник в двух областях без света 90 сел. Об этом «Страна» сообщили в Минэнерго.\n\n"
    "В Полтавской области обесточены 60 сел, в Сумской — 30.\n\nВ Киеве свет есть, уточнили в мэрии.",
    "У понеділок у двох областях без світла 90 сіл. Про це повідомили в Міненерго.\n\n"
    "На Полтавщині знеструмлено 60 сіл, на Сумщині — 30.\n\nУ Києві світло є, уточнили в мерії.",
])  # fmt: skip
def test_who_says_the_lead_says_what_follows_it(text: str, rules: Rules):
    assert [role for _, role in spoken(text, rules)][:2] == ["official", "official"]


@pytest.mark.parametrize("text", [
    "Джерело: мер Полтави Іван Кіт\n\nКіт повідомив, що в понеділок частина Полтави без світла.",
    "Источник: мэр Полтавы Иван Кот\n\nКот сообщил, что в понедельник часть Полтавы без света.",
    "Кіт повідомив про негоду. «Частина Полтави у понеділок без світла», – написав мер.",
    "Кот сообщил о непогоде. «Часть Полтавы в понедельник без света», – написал мэр.",
])  # fmt: skip
def test_an_office_named_elsewhere_is_the_role_of_a_name(text: str, rules: Rules):
    assert [role for _, role in spoken(text, rules)] == ["official"]


@pytest.mark.parametrize(("text", "source"), [
    ("У Полтавській області голова ОВА Іван Кіт повідомив у понеділок про часткове знеструмлення Лубенського району.",
     "голова ОВА Іван Кіт"),
    ("В Полтавской области глава ОВА Иван Кот сообщил в понедельник о частичном обесточивании Лубенского района.",
     "глава ОВА Иван Кот"),
    ("In Poltava region, Gov. Ivan Kit said on Monday that 300 customers in Lubny had no power.", "Gov. Ivan Kit"),
])  # fmt: skip
def test_a_name_does_not_swallow_the_region(text: str, source: str, rules: Rules):
    assert spoken(text, rules)[-1] == (source, "official")


@pytest.mark.parametrize("text", [
    "У Лубнах світло не зникало. У Миргороді світла не було з п'ятої ранку, сказав у понеділок міський голова Іван Кіт.",
    "В Лубнах свет не пропадал. В Миргороде света не было с пяти утра, сказал глава городской администрации Иван Кот.",
    "Power in Lubny was not interrupted. In Myrhorod there was no power on Monday, the mayor Ivan Kit said.",
])  # fmt: skip
def test_a_mayor_does_not_speak_of_the_town_before(text: str, rules: Rules):
    names = {one["place"][:3]: one.get("source", "") for one in records_of(text, rules)}
    assert names.get("Луб", names.get("Lub", "")) == ""


def test_an_abbreviation_of_an_office_is_no_part_of_a_place(rules: Rules):
    text = "Начальник Полтавської МВА Іван Кіт сказав у понеділок, що без світла 300 споживачів у Лубенському та " \
           "Миргородському районах."
    assert all("МВА" not in one["place"] for one in records_of(text, rules))


@pytest.mark.parametrize(("text", "source", "role"), [
    ("Іван Кіт | Полтавська ОВА\n\nУ понеділок у Лубнах зникло світло.", "Іван Кіт", "official"),
    ("On Monday 5,000 people lost power in Lubny, according to Poltava Gov. Ivan Kit.", "Poltava Gov. Ivan Kit", "official"),
    ("On Monday Lubny lost power, regional authorities said.", "regional authorities", "official"),
    ("Мэр Лубен Иван Кот сообщил ТАСС в понедельник, что в городе пропал свет.", "Мэр Лубен Иван Кот", "official"),
    ("В Лубнах в понедельник пропал свет, сообщил ТАСС.", "ТАСС", "media"),
    ("В понедельник в Джанкое пропал свет, добавил советник главы республики Иван Котов.", "советник главы республики Иван Котов",
     "official"),
    ("У понеділок у Лубнах світла немає, ідеться на сайті «Полтаваобленерго».", "«Полтаваобленерго»", "operator"),
    ("В понедельник в Лубнах света нет, говорится на сайте «Полтаваоблэнерго».", "«Полтаваоблэнерго»", "operator"),
    ("О 16:00 мер Іван Кіт повідомив, що в Лубнах у понеділок зникло світло.", "мер Іван Кіт", "official"),
    ("Позднее министерство энергетики уточнило, что в Лубнах в понедельник пропал свет.", "министерство энергетики", "official"),
    ("Мер Лубен Іван Кіт розповів про удар у понеділок. У Хоролі, за його даними, світло зникло в семи селах.",
     "Мер Лубен Іван Кіт", "official"),
    ("Негода в понеділок знеструмила 150 сіл, повідомили в Міненерго.\n\nНайбільше постраждала Полтавська область: там без "
     "світла 76 сіл.", "Міненерго", "official"),
    ("Непогода в понедельник обесточила 150 сел, сообщили в Минэнерго.\n\nХуже всего в Полтавской области: там без света 76 сел.",
     "Минэнерго", "official"),
])  # fmt: skip
def test_who_speaks_is_written_whole_and_without_the_hour(text: str, source: str, role: str, rules: Rules):
    assert [(one["source"], one["source_role"]) for one in records_of(text, rules)] == [(source, role)]


def test_the_company_is_the_one_that_the_text_is_about(rules: Rules):
    text = "DTEK Odesa Grids works on it\n\nOn Monday 4,200 households in Bolhrad had no power. \"It will take weeks to " \
           "put the lines right,\" the company said."
    assert spoken(text, rules) == [("DTEK Odesa Grids", "operator")]


@pytest.mark.parametrize("text", [
    "On Monday all consumers in Sumy Oblast have power again, Sumyoblenergo said. In Lubny 300 customers have no power.",
    "У понеділок на Сумщині світло є, сказали в Сумиобленерго. У Лубнах без світла 300 споживачів.",
    "В понедельник на Сумщине свет есть, сказали в Сумыоблэнерго. В Лубнах без света 300 потребителей.",
])  # fmt: skip
def test_a_company_of_one_region_does_not_speak_for_another(text: str, rules: Rules):
    assert [role for _, role in spoken(text, rules)] == ["operator", "media"]


@pytest.mark.parametrize("text", [
    "Мер Лубен Іван Кіт у понеділок написав про негоду. Дощить.\n\nКіт: у Лубнах зранку світла немає.",
    "Мэр Лубен Иван Кот в понедельник написал о непогоде. Дождь.\n\nКот: в Лубнах с утра света нет.",
    "The mayor of Lubny, Ivan Kit, wrote about the storm on Monday. It rains.\n\nKit: there is no power in Lubny since Monday.",
])  # fmt: skip
def test_a_surname_before_a_colon_is_who_was_named_before(text: str, rules: Rules):
    assert [role for _, role in spoken(text, rules)] == ["official"]


@pytest.mark.parametrize("text", [
    "Іван Кіт\n\nУ понеділок у Лубнах без світла 300 споживачів. Просимо економити.",
    "Иван Кот\n\nВ понедельник в Лубнах без света 300 потребителей. Просим экономить.",
])  # fmt: skip
def test_a_person_whose_name_is_the_first_line_of_a_post_says_it(text: str, rules: Rules):
    assert [name.split()[0] for name, _ in spoken(text, rules)] == [text.split()[0]]


@pytest.mark.parametrize(("text", "role"), [
    ("Евгений Балицкий\n\nВ понедельник в Токмаке света нет. В Бердянске свет есть, сообщил глава города Иван Кот.",
     "de_facto_authority"),
    ("Оккупационные власти: Евгений Балицкий сообщил в понедельник, что в Токмаке света нет. Мэр Бердянска Иван Кот сообщил, что "
     "в Бердянске свет есть.", "official"),
])  # fmt: skip
def test_officials_in_a_text_of_the_authorities_are_theirs(text: str, role: str, rules: Rules):
    assert spoken(text, rules)[-1][1] == role


@pytest.mark.parametrize(("text", "name"), [
    ("Министерство промышленности, энергетики и связи ДНР уточнило в понедельник, что в Горловке света нет.",
     "Министерство промышленности, энергетики и связи ДНР"),
    ("«Укренерго» зранку запровадило екстрені відключення у Полтавській області.", "«Укренерго»"),
    ("Полтавська ОВА ввечері в понеділок повідомила: у Лубнах немає світла.", "Полтавська ОВА"),
    ("Мэр Лубен Иван Кот с этим не согласен: по его словам, город без света с понедельника.", "Мэр Лубен Иван Кот"),
    ("Мер Лубен Іван Кіт із цим не згоден: за його словами, місто без світла з понеділка.", "Мер Лубен Іван Кіт"),
])  # fmt: skip
def test_the_name_of_who_speaks_is_whole(text: str, name: str, rules: Rules):
    assert [one for one, _ in spoken(text, rules)] == [name]


@pytest.mark.parametrize("text", [
    "On Monday the adviser to the mayor, who works from Zaporizhzhia, said that half of Melitopol had no power.",
    "The mayor of Melitopol, exiled in Zaporizhzhia, said on Monday that half of the town had no power.",
    "Советник мэра, работающий из Запорожья, сказал в понедельник, что половина Мелитополя без света.",
    "Радник мера, який працює із Запоріжжя, сказав у понеділок, що половина Мелітополя без світла.",
])  # fmt: skip
def test_where_a_speaker_sits_is_not_out(text: str, rules: Rules):
    assert [record["place"][:3] in {"Mel", "Мел"} for record in records_of(text, rules)] == [True]


@pytest.mark.parametrize("text", [
    "Глава ДНР сообщил об ударе. По словам главы региона Ивана Кота, в понедельник в республике без света 90 тысяч абонентов.",
    "Глава ДНР сообщил об ударе. Глава региона Иван Кот заявил, что в понедельник в республике без света 90 тысяч абонентов.",
])  # fmt: skip
def test_the_head_of_the_region_is_the_one_before(text: str, rules: Rules):
    assert [record["source_role"] for record in records_of(text, rules)] == ["de_facto_authority"]
