"""Districts and neighbourhoods of towns: what is said of one is never said of the town."""

import pytest

from geo.drafting import Rules
from tests.geo.drafting.evidence import records_of


@pytest.mark.parametrize(("text", "names"), [
    ("Poltava's Kyivskyi district was entirely without power on Monday, the mayor said.", {"Kyivskyi district"}),
    ("In Poltava the whole Podil neighbourhood was without power on Monday, the mayor said.", {"Podil neighbourhood"}),
    ("The Zavodskyi and Inhulskyi districts of Mykolaiv lost power on Monday, the mayor said.",
     {"Zavodskyi district", "Inhulskyi district"}),
    ("У понеділок знеструмлено Подільський район Полтави, повідомив мер.", {"Подільський район"}),
    ("У Миколаєві в понеділок без світла Заводський та Інгульський райони, повідомив мер.",
     {"Заводський район", "Інгульський район"}),
    ("Вокзальный и Заводской районы Николаева в понедельник полностью без света, сообщил мэр.",
     {"Вокзальный район", "Заводской район"}),
])  # fmt: skip
def test_a_district_of_a_town_is_not_the_town(text: str, names: set[str], rules: Rules):
    records = records_of(text, rules)
    assert {record["place"] for record in records} == names
    assert len({record["region_code"] for record in records}) == 1


@pytest.mark.parametrize("text", [
    "Two districts of Poltava lost power on Monday, the mayor said.",
    "У понеділок без світла два райони Полтави, повідомив мер.",
    "В понедельник без света остались три района Полтавы, сообщил мэр.",
])  # fmt: skip
def test_some_districts_of_a_town_are_a_part_of_it(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["extent"]) == ("UA-53", "part")


@pytest.mark.parametrize("text", [
    "У понеділок без світла Лубни та Миргородський район, повідомила ОВА.",
    "В понедельник без света Лубны и Миргородский район, сообщила ОВА.",
])  # fmt: skip
def test_a_town_beside_a_district_of_its_region_is_a_place_of_its_own(text: str, rules: Rules):
    assert len(records_of(text, rules)) == 2


@pytest.mark.parametrize("text", [
    "The Zavodskyi and Vokzalnyi districts of Mykolaiv lost power on Monday. By noon Vokzalnyi was fully reconnected, "
    "the mayor said.",
    "У понеділок без світла лишилися Заводський і Вокзальний райони Миколаєва. До полудня Вокзальний "
    "заживили повністю, сказав мер.",
    "В понедельник обесточены Заводской и Вокзальный районы Николаева. К полудню Вокзальный запитали полностью, сказал мэр.",
])  # fmt: skip
def test_the_district_that_is_named_again_is_the_one_that_has_power(text: str, rules: Rules):
    back = [record["place"] for record in records_of(text, rules) if record["extent"] == "none"]
    assert [place[:5] for place in back] in (["Vokza"], ["Вокза"])


def test_the_region_is_that_of_the_town_whose_districts_were_named(rules: Rules):
    text = "Mykolaiv was hit on Monday. In the Inhulskyi and Zavodskyi districts of the city 9,000 households lost power, the " \
           "mayor said. Elsewhere in the region 300 homes are without power."
    assert {record["region_code"] for record in records_of(text, rules)} == {"UA-48"}


@pytest.mark.parametrize("text", [
    "The mayor of Kharkiv said on Monday that the Saltivskyi district and part of the Kyivskyi lost power.",
    "Мер Харкова сказав у понеділок, що без світла лишилися мешканці Салтівського району та частини Київського.",
    "Мэр Харькова сказал в понедельник, что без света остались Салтовский район и часть Киевского.",
])  # fmt: skip
def test_a_district_whose_word_is_left_out_is_one(text: str, rules: Rules):
    own = {one["place"][:3]: (one["region_code"], one["extent"]) for one in records_of(text, rules)}
    assert len(own) == 2
    assert own[next(name for name in own if name[0] in "КK")] == ("UA-63", "part")


@pytest.mark.parametrize("text", [
    "On 20 January there will be no power in several streets of Lubny and in the town of Khorol, Poltavaoblenergo said.",
    "20 січня світла не буде на кількох вулицях Лубен та в місті Хорол, повідомило Полтаваобленерго.",
    "20 января света не будет на нескольких улицах Лубен и в городе Хорол, сообщило Полтаваоблэнерго.",
])  # fmt: skip
def test_some_streets_of_a_town_are_a_part_of_it(text: str, rules: Rules):
    assert [(one["kind"], one["extent"]) for one in records_of(text, rules)] == [("scheduled", "part"), ("scheduled", "unknown")]


@pytest.mark.parametrize("text", [
    "У понеділок у Харкові зникло світло. Світла немає в Салтівському районі, частково — в Слобідському та Київському, сказав "
    "мер Іван Кіт.",
    "В понедельник в Харькове пропал свет. Света нет в Салтовском районе, местами — в Слободском и Киевском, сказал мэр Иван К.",
])  # fmt: skip
def test_districts_named_after_a_word_for_in_places_are_of_the_same_town(text: str, rules: Rules):
    records = records_of(text, rules)
    assert [(one["region_code"], one["extent"]) for one in records[2:]] == [("UA-63", "part")] * 2


def test_a_town_after_a_word_for_in_places_is_no_district(rules: Rules):
    text = "У понеділок світла немає в Харкові та Сумському районі, частково — в Конотопі, сказав мер Іван Кіт."
    assert records_of(text, rules)[-1]["place"] == "Конотоп"


@pytest.mark.parametrize(("text", "place"), [
    ("У Лубнах у понеділок весь Північний район міста без світла, сказав мер.", "Північний район"),
    ("В Лубнах в понедельник весь Северный район города без света, сказал мэр.", "Северный район"),
])  # fmt: skip
def test_a_district_is_called_after_a_side_of_its_town(text: str, place: str, rules: Rules):
    assert [(record["place"], record["extent"]) for record in records_of(text, rules)] == [(place, "all")]


@pytest.mark.parametrize("text", [
    "The whole northern district of Lubny was without power on Monday, the mayor said.",
    "All hospitals of Lubny were without power on Monday, the mayor said.",
])  # fmt: skip
def test_all_of_something_in_a_town_is_not_all_of_it(text: str, rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == ["unknown"]
