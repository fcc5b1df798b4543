"""What the texts of `tests/fixtures/drafting` give, and what single sentences give."""

from pathlib import Path

import pytest

from geo.drafting import Rules, as_data, draft
from tests.geo.drafting.evidence import assert_rests_on_words, records_of
from tests.geo.drafting.scorer import Score, expectation, scored

TEXTS = sorted((Path(__file__).parents[2] / "fixtures" / "drafting").glob("*.txt"))


@pytest.mark.long
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_forbidden_is_drafted_and_every_value_rests_on_words(path: Path, rules: Rules):
    text, expected = path.read_text(encoding="utf-8"), expectation(path)
    published = expected["published_at"]
    data = as_data(draft(text, rules, published=published), text, published=published)
    assert scored(data["records"], expected, path.stem).forbidden == []
    assert bool(data["records"]) == bool(expected["records"])
    assert bool(data["note"]) == (not expected["records"])
    assert_rests_on_words(data, text)
    for one in data["ignored"]:
        assert text[one["start"] : one["end"]] == one["quote"] != ""
        assert one["why"]


def test_the_texts_give_the_records_that_a_reader_expects(rules: Rules):
    total = Score()
    for path in TEXTS:
        expected = expectation(path)
        text = path.read_text(encoding="utf-8")
        found = draft(text, rules, published=expected["published_at"])
        total.add(scored([one.fields for one in found.statements], expected, path.stem))
    assert total.forbidden == []
    assert total.precision >= 0.97, total.extra
    assert total.recall >= 0.97, total.missed
    for name, least in {"region": 0.98, "figures": 0.95, "day": 0.95, "source": 0.95}.items():
        assert total.share(name) >= least, total.wrong


def test_an_administration_that_holds_a_part_never_speaks_for_the_whole(rules: Rules):
    text = "The Zaporizhzhia region is completely without power, Governor Yevgeny Balitsky said."
    (record,) = records_of(text, rules)
    assert (record["extent"], record["scope"]) == ("all", "Russian-held part")
    assert record["source_role"] == "de_facto_authority"
    assert record["evidence"]["scope"] == {"derived_from": "source"}


def test_nobody_in_particular_does_not_black_out_a_region_that_two_sides_hold(rules: Rules):
    text = "The Kherson region was completely without power on Monday."
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["extent"]) == ("UA-65", "part")
    assert "scope" not in record


def test_power_that_is_back_is_never_a_loss(rules: Rules):
    text = "У Сумах 6 тисячам абонентів повернули світло, повідомили в Сумиобленерго."
    found = draft(text, rules, published="2026-01-14")
    assert found.statements == ()
    assert [one.why for one in found.ignored] == ["a restored figure"]


def test_a_figure_of_several_places_belongs_to_none_of_them(rules: Rules):
    text = "Some 90,000 customers in the Sumy and Poltava regions lost power, Ukrenergo said."
    records = records_of(text, rules)
    assert [record["region_code"] for record in records] == ["UA-59", "UA-53"]
    assert all(record["extent"] == "part" and "customers" not in record for record in records)
    found = draft(text, rules, published="2026-01-14")
    assert [one.why for one in found.ignored] == ["one figure for several places"]


def test_of_two_sources_that_contradict_each_other_both_are_disputed(rules: Rules):
    text = (
        "Izium is completely without power, Mayor Valerii Marchenko said. "
        "Kharkivoblenergo said that only part of Izium was without power."
    )
    assert {record["status"] for record in records_of(text, rules)} == {"disputed"}


def test_a_time_in_a_named_zone_is_that_of_the_dataset(rules: Rules):
    text = "Substations in Tokmak lost power at 05:00 Moscow time on January 13, officials said."
    (record,) = records_of(text, rules)
    assert record["started_at"] == "2026-01-13T04:00"


def test_without_a_publication_a_weekday_gives_no_date(rules: Rules):
    text = "Konotop was left without electricity on Monday, Mayor Artem Semenikhin said."
    (record,) = records_of(text, rules, published="")
    assert "started_at" not in record


def test_thousands_stay_words(rules: Rules):
    text = "Thousands of customers in Nikopol were left without power, the mayor said on Monday."
    (record,) = records_of(text, rules)
    assert record["extent"] == "part"
    assert "customers" not in record


def test_the_same_text_gives_the_same_draft(rules: Rules):
    text = TEXTS[0].read_text(encoding="utf-8")
    one, other = (as_data(draft(text, rules, published="2026-01-14"), text) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200_000,
        "power outage in Kharkiv " + "[" * 200_000,
        "power outage " * 10_000,
        "«" * 50_000 + "без світла",
        "1 000 " * 30_000 + " customers",
        "\u202e\u0301\u200b" * 20_000,
        "<script>alert(1)</script> " * 5_000,
        "\x00\x01\x02 power",
        "без світла " + "a" * 300_000,
    ],
    ids=["brackets", "bracket", "words", "quotes", "digits", "marks", "markup", "controls", "word"],
)
def test_hostile_text_gives_nothing(text: str, rules: Rules):
    assert draft(text, rules, published="2026-01-14").statements == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "is empty"), (" \n\t", "is empty"), ("Der Strom fiel in Charkiw aus." * 3, "none of the")],
)
def test_a_text_that_cannot_be_read_says_why(text: str, words: str, rules: Rules):
    assert words in as_data(draft(text, rules), text)["note"]


def test_a_date_is_no_part_of_who_speaks(rules: Rules):
    text = "В Сумах нет электричества, сообщил мэр Артем Кобзарь 13 января."
    (record,) = records_of(text, rules)
    assert record["source"] == "мэр Артем Кобзарь"
    assert record["evidence"]["started_at"]["quote"] == "13 января"


def test_a_village_lies_in_the_region_named_after_it(rules: Rules):
    text = "Shelling left the village of Stanislav in the Kherson region without power on Monday."
    assert [record["region_code"] for record in records_of(text, rules)] == ["UA-65"]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "DTEK said 900 homes in Izmail had no electricity. In Reni the lights went out too, the mayor said.",
            ["DTEK", "mayor"],
        ),
        (
            "«Сумиобленерго» повідомило про 900 знеструмлених абонентів у Ромнах. У Конотопі світла немає, сказав мер.",
            ["«Сумиобленерго»", "мер"],
        ),
        (
            "Mayor Ihor Terekhov said part of Kharkiv had no power. In Chuhuiv the lights are out, the mayor said.",
            ["Mayor Ihor Terekhov", "Mayor Ihor Terekhov"],
        ),
        (
            "Ivan Fedorov, head of the regional administration, said part of Tokmak had no power. "
            "DTEK is at work. In Orikhiv there is no electricity, the governor added.",
            ["Ivan Fedorov", "Ivan Fedorov"],
        ),
        (
            "Governor Oleh Kiper said part of Izmail had no power. "
            "In Reni 300 homes are cut off from electricity, the company said.",
            ["Governor Oleh Kiper", "company"],
        ),
    ],
)
def test_an_office_never_stands_for_a_source_of_another_kind(text: str, sources: list[str], rules: Rules):
    assert [record["source"] for record in records_of(text, rules)] == sources


@pytest.mark.parametrize(
    "text",
    [
        "Residents of Konotop were without power for an hour on Tuesday, the city council said.",
        "Жителі Конотопа у вівторок залишилися без світла, повідомила міськрада.",
        "Жители Конотопа во вторник остались без света, сообщили в горсовете.",
    ],
)
def test_residents_of_a_town_are_not_the_whole_town(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert record["extent"] == "part"


@pytest.mark.parametrize(
    "text",
    [
        "У Житомирській області застосовано аварійні відключення, повідомило Укренерго.",
        "В Житомирской области введены аварийные отключения, сообщило Укрэнерго.",
    ],
)
def test_one_line_on_emergency_cuts_is_read_without_a_word_of_electricity(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["kind"], record["source_role"]) == ("UA-18", "emergency", "operator")


@pytest.mark.parametrize(
    "text",
    [
        "In Kherson another 6,000 are without electricity, the administration said.",
        "Kherson: 11,400 reconnected, 6,000 still without power, the utility said.",
        "У Херсоні ще 6 000 без світла, повідомила МВА.",
        "В Херсоне 6000 остаются без света, сообщила администрация.",
    ],
)
def test_a_number_of_nobody_knows_what_is_a_part_and_never_all_or_none_of_a_town(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["region_code"], record["extent"]) == ("UA-65", "part")
    assert "customers" not in record


def test_years_measures_and_hours_count_nobody(rules: Rules):
    text = "After a 330 kV line was hit, Kremenchuk was without electricity for 12 hours on Monday, the mayor said."
    assert [record["extent"] for record in records_of(text, rules)] == ["all"]


@pytest.mark.parametrize("text", ["Kyiv's left bank was without power on Sunday, DTEK said.",
                                  "The left bank of Kyiv was without power on Sunday, DTEK said."])
def test_a_bank_of_a_city_is_a_part_however_it_is_put(text: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert (record["place"], record["scope"]) == ("Kyiv", "left bank")


def test_a_novel_is_no_outage_and_a_man_called_roman_is_no_novel(rules: Rules):
    assert records_of("«Без світла» — роман про Харків, повідомило Суспільне.", rules) == []
    (record,) = records_of("Повністю знеструмлено місто Херсон, повідомив Роман Мрочко.", rules)
    assert (record["extent"], record["source"]) == ("all", "Роман Мрочко")


def test_a_small_town_is_known_by_its_name_alone_where_no_other_has_it(rules: Rules):
    (record,) = records_of("In Orikhiv there is no electricity, the town council said.", rules)
    assert (record["place"], record["region_code"]) == ("Orikhiv", "UA-23")
    assert records_of("In Semenivka there is no electricity, the council said.", rules) == []


def test_a_number_behind_a_dash_is_of_the_place_before_it_and_the_sum_of_none(rules: Rules):
    text = ("Станом на ранок знеструмлено 478 населених пунктів: у Київській області — 120, Житомирській — 88, "
            "Чернігівській — 270, повідомили в Міненерго.")  # fmt: skip
    found = {record["region_code"]: record["settlements"] for record in records_of(text, rules)}
    assert found == {"UA-32": "120", "UA-18": "88", "UA-74": "270"}


def test_a_queue_with_hours_is_planned_and_never_the_whole_city(rules: Rules):
    (record,) = records_of("Черга 3.1 у Києві сьогодні без світла з 16:00 до 20:00, попередили в ДТЕК.", rules)
    assert (record["kind"], record["extent"], record["scope"]) == ("scheduled", "part", "Черга 3.1")


def test_power_that_was_not_lost_is_no_outage(rules: Rules):
    assert records_of("Rivne plant reduced output; off-site power was not lost, the IAEA said on Monday.", rules) == []


def test_most_of_those_who_have_it_back_are_not_most_of_the_region(rules: Rules):
    text = "About 900 homes in Lviv region lost power; most had it back by noon, Lvivoblenergo said."
    (record,) = records_of(text, rules)
    assert (record["extent"], record["customers"]) == ("part", "~900")


def test_who_stands_behind_the_last_dash_is_the_source(rules: Rules):
    (record,) = records_of("У Сумах частково зникло світло, — міський голова Артем Кобзар.", rules)
    assert (record["extent"], record["source_role"]) == ("part", "official")


def test_part_of_a_city_stays_a_part_where_the_city_is_named_again(rules: Rules):
    (record,) = records_of("Часть Харькова без света — город обстреляли ночью, сообщил мэр.", rules)
    assert record["extent"] == "part"


def test_how_many_live_in_a_city_is_no_number_of_those_cut_off(rules: Rules):
    (record,) = records_of("The city of 240,000 people, Rivne, is entirely without power, the mayor said.", rules)
    assert record["extent"] == "all"


@pytest.mark.parametrize(
    "text",
    [
        "Konotop's industrial zone lost power, the mayor said.",
        "A hospital in Nikopol was left without power, the administration said.",
        "The suburbs of Nikopol are without power, DTEK said.",
        "У Полтаві без світла лікарня і кілька шкіл, повідомили в міськраді.",
        "Без світла промзона Конотопа, повідомили в ОВА.",
        "Підприємства Кривого Рогу знеструмлено, повідомила міськрада.",
        "В Мелитополе обесточены предприятия и насосные станции, сообщил Балицкий.",
        "Аэропорт Харькова остался без электричества, сообщили в МЧС.",
        "Пригороды Николаева остались без электричества, сообщил мэр.",
    ],
)
def test_a_thing_in_a_town_is_never_the_whole_town(text: str, rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == ["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Nikopol was left without power after a strike on a substation, the administration said.",
        "Konotop lost power, and hospitals run on generators, the mayor said.",
        "Після удару по заводу Шостка без світла, повідомив мер.",
    ],
)
def test_a_town_without_power_is_the_town_whatever_else_is_told(text: str, rules: Rules):
    assert [record["extent"] for record in records_of(text, rules)] == ["all"]


def test_a_quarter_without_power_is_not_its_city(rules: Rules):
    records = records_of("У Харкові знеструмлено Салтівку, повідомив мер.", rules)
    assert [(record["place"], record["extent"]) for record in records] == [("Салтівка", "all")]


def test_an_office_with_its_administration_is_a_source_and_no_one_before(rules: Rules):
    (record,) = records_of("Pokrovsk is without electricity, the head of the military administration said.", rules)
    assert (record["source"], record["source_role"]) == ("head of the military administration", "official")


@pytest.mark.parametrize(
    ("text", "started"),
    [
        ("У Конотопі знеструмлено 12 сіл, світло обіцяють повернути до 20:00, повідомила ОВА.", "2026-01-14"),
        ("Konotop lost power at 14:00 and crews hope to restore it by 20:00, the mayor said.", "2026-01-14T14:00"),
        ("В Конотопе с 14:00 нет света, восстановить обещают к 20:00, сообщил мэр.", "2026-01-14T14:00"),
    ],
)
def test_when_power_is_promised_is_not_when_it_was_lost(text: str, started: str, rules: Rules):
    (record,) = records_of(text, rules)
    assert record["started_at"] == started
    assert "ended_at" not in record


@pytest.mark.parametrize(("text", "places"), [
    ("У Полтавській області в понеділок без світла 900 абонентів у Глобиному, повідомила ОВА.", {"Глобине"}),
    ("У Полтавській області в понеділок без світла 900 абонентів у Горішніх Плавнях, повідомила ОВА.", {"Горішні Плавні"}),
    ("У понеділок без світла 900 абонентів у Могилеві-Подільському, повідомила ОВА.", {"Могилів-Подільський"}),
    ("В понедельник без света 900 абонентов в Могилёве-Подольском, сообщила ОВА.", {"Могилёв-Подольский"}),
    ("В Черниговской области в понедельник обесточены 900 абонентов в Борзне, сообщила ОВА.", {"Борзна"}),
    ("The Mykolaiv region was hit. On Monday Ochakiv was without power, the governor said.", {"Ochakiv"}),
    ("Миколаївська область потерпає від негоди. Очаків у понеділок без світла, повідомила ОВА.", {"Очаків"}),
    ("Николаевскую область накрыла непогода. Очаков в понедельник без света, сообщила ОВА.", {"Очаков"}),
])  # fmt: skip
def test_a_small_town_is_written_in_the_nominative(text: str, places: set[str], rules: Rules):
    assert {record["place"] for record in records_of(text, rules)} == places


def test_a_figure_of_several_districts_of_a_town_is_the_town_s(rules: Rules):
    text = "On Monday 9,000 households in the Zavodskyi and Inhulskyi districts of Mykolaiv lost power, the mayor said."
    assert [(one["place"], one.get("customers")) for one in records_of(text, rules)] == [
        ("Zavodskyi district", None), ("Inhulskyi district", None), ("Mykolaiv", "9000")]  # fmt: skip
