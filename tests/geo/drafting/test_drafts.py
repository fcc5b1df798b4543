"""What the texts of `tests/fixtures/drafting` give, and what single sentences give."""

from pathlib import Path

import pytest

from geo.drafting import Rules, as_data, draft
from tests.geo.drafting.evidence import assert_rests_on_words
from tests.geo.drafting.scorer import Score, expectation, scored

TEXTS = sorted((Path(__file__).parents[2] / "fixtures" / "drafting").glob("*.txt"))


def records_of(text: str, rules: Rules, published: str = "2026-01-14") -> list[dict[str, str]]:
    data = as_data(draft(text, rules, published=published), text, published=published)
    return [{key: value for key, value in record.items() if value} for record in data["records"]]


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
