"""Languages: their dates, numbers and plural forms, and that the catalogue of each is whole."""

import ast
import datetime as dt
import re
import string
from collections import defaultdict
from pathlib import Path

import pytest

from geo.errors import UsageError
from geo.language import (
    CATALOGUES,
    OFFERED,
    PSEUDO,
    WordTable,
    _,
    catalogue_of,
    language_of,
    marked,
    percent_in_words,
    plural,
    plural_forms,
    rounded_in_words,
    speaking,
    spoken,
)
from geo.locale.rebuild import FOLDERS, Said, catalogue, said_in_code, said_in_source, written
from geo.quantities import Quantity, counted_in_words
from geo.times import day_in_words
from layers.style import FLAG_WORDS
from tests.briefing.test_request import MADE_AT

DAY = dt.date(2026, 1, 7)
SPACE = "[\u00a0\u202f]"  # spaces that do not break
FILES = [CATALOGUES / code / "LC_MESSAGES" / "outage_brief.po" for code in OFFERED if code != "en"]


@pytest.mark.parametrize(("code", "day", "number"), [
    ("en", "7 January 2026", "104,000"), ("uk", f"7 січня 2026{SPACE}р\\.", f"104{SPACE}000"),
    ("en-US", "January 7, 2026", "104,000"),
])  # fmt: skip
def test_a_language_writes_days_and_numbers_its_own_way(code, day, number):
    language = language_of(code)
    assert re.fullmatch(day, language.day(DAY))
    assert re.fullmatch(number, language.number(104000))
    assert language.number(44) == "44"
    with speaking(code):
        assert re.fullmatch(day, day_in_words(DAY))


def test_a_moment_is_told_on_the_clock_of_its_zone():
    assert language_of("en").moment(MADE_AT) == "12 January 2026, 08:30"
    assert language_of("uk").moment(MADE_AT).endswith("08:30")
    assert language_of("uk").moment(MADE_AT).startswith("12 січня 2026")


@pytest.mark.parametrize("code", OFFERED)
def test_every_language_on_offer_writes_every_month(code):
    days = {language_of(code).day(dt.date(2026, month, 1)) for month in range(1, 13)}
    assert len(days) == 12
    assert len({language_of(code).short_day(dt.date(2026, month, 1)) for month in range(1, 13)}) == 12


@pytest.mark.parametrize("code", ["de", "fr-CA", "xx", "uk-ZZZZ9", "english", "", "uk_UA_extra_long", "../../etc", "1"])
def test_a_language_without_sentences_is_refused_with_those_on_offer(code):
    with pytest.raises(UsageError, match=r"Invalid language .* Use en or uk\."):
        language_of(code)


@pytest.mark.parametrize(("count", "words"), [
    (1, "1 регіон"), (2, "2 регіони"), (5, "5 регіонів"), (11, "11 регіонів"), (21, "21 регіон"), (112, "112 регіонів"),
])  # fmt: skip
def test_a_number_takes_its_form_in_ukrainian(count, words):
    with speaking("uk"):
        assert plural("{count} region", "{count} regions", count) == words


def test_a_figure_takes_the_form_of_its_last_number():
    with speaking("uk"):
        assert counted_in_words(Quantity(low=44, high=44), "facilities") == "44 об’єкти"
        assert re.fullmatch(f"щонайменше 104{SPACE}000 осіб", counted_in_words(Quantity(low=104_000), "people"))
    assert counted_in_words(Quantity(low=104_000), "people") == "at least 104,000 people"


def test_forms_for_the_page_have_the_names_of_cldr():
    assert plural_forms("{count} day old", "{count} days old") == {"one": "{count} day old", "other": "{count} days old"}
    with speaking("uk"):
        forms = plural_forms("{count} day old", "{count} days old")
    assert set(forms) == {"one", "few", "many", "other"}
    assert (forms["one"], forms["few"]) == ("{count} день тому", "{count} дні тому")


def test_a_language_is_spoken_within_and_the_one_before_again_after_it():
    table = WordTable({"a": "No report"})
    with speaking("uk"):
        assert table["a"] == "Немає повідомлень"
        with speaking("en"):
            assert table["a"] == "No report"
        assert spoken() == "uk"
    assert (table["a"], spoken()) == ("No report", "en")


def test_words_of_two_meanings_have_two_translations():
    with speaking("uk"):
        assert WordTable({"a": "None"}, context="a figure of nought")["a"] == "Нуль"
        assert _("none") == "немає"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_every_sentence_of_the_code_has_its_translation_and_nothing_else_has(path: Path):
    known = {(one.context or "", one.id if isinstance(one.id, str) else one.id[0]): one for one in catalogue(path) if one.id}
    said = {(one.context, one.english[0]) for one in said_in_code()}
    assert set(known) == said, "make words brings the catalogue up to date"
    for one in known.values():
        forms = [one.string] if isinstance(one.string, str) else list(one.string)
        assert all(forms), one.id
        assert not one.fuzzy, one.id
        english = [one.id] if isinstance(one.id, str) else list(one.id)
        wanted = set().union(*map(places, english))
        for form in forms:
            assert places(form) == wanted or (len(english) > 1 and places(form) == places(english[1])), one.id
    assert len(next(one.string for one in known.values() if not isinstance(one.id, str))) == 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_a_catalogue_that_is_written_again_is_the_same(path: Path, tmp_path: Path):
    again = tmp_path / path.parts[-3] / "LC_MESSAGES" / path.name
    again.parent.mkdir(parents=True)
    written(catalogue(path), again)
    assert again.read_bytes() == path.read_bytes()


def test_one_english_sentence_is_one_message():
    forms = defaultdict(set)
    for one in said_in_code():
        forms[one.context, one.english[0]].add(one.english)
    assert {key: value for key, value in forms.items() if len(value) > 1} == {}


def test_a_sentence_that_is_put_together_is_refused_before_it_is_lost():
    assert list(said_in_source('_("A" if x else "B"); plural("{count} a", "{count} b", n)', file="x.py")) == [
        Said(english=("A",), context="", file="x.py"), Said(english=("B",), context="", file="x.py"),
        Said(english=("{count} a", "{count} b"), context="", file="x.py")]  # fmt: skip
    with pytest.raises(ValueError, match=r"x\.py, line 1"):
        list(said_in_source('_(f"so {x}")', file="x.py"))


@pytest.mark.long
def test_no_function_gives_the_translator_another_meaning():
    root = Path(__file__).parents[2]
    for path in [root / "dashboard.py", *(path for room in FOLDERS for path in (root / room).rglob("*.py"))]:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == "_"]
                stores = [node for node in names if isinstance(node.ctx, ast.Store)]
                said = [node for node in ast.walk(function) if isinstance(node, ast.Call) and node.func in names]
                assert not (stores and said), f"{path.name}: {function.name}"


@pytest.mark.parametrize("code", OFFERED)
def test_a_flag_has_its_sign_before_a_colon_and_its_meaning_after_it(code):
    with speaking(code):
        assert all(words.count(": ") == 1 for words in FLAG_WORDS.values())


def test_the_pseudo_language_marks_each_word_and_makes_it_longer():
    with speaking(PSEUDO):
        assert _("No report") == "Noö reportööö"
        assert plural("{count} report", "{count} reports", 3) == "3 reportsööö"
    assert marked("{low} to {high}") == "{low} toö {high}"
    assert len(catalogue_of("en")) == 0


def places(sentence: str) -> set[str]:
    return {name for _text, name, *_rest in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize(("share", "digits", "said"), [(1.0, 2, "100"), (0.9996, 2, "99"), (0.9996, 3, "99.9"), (0.4567, 2, "46"),
                                                       (0.000378, 2, "0.038"), (0.0, 2, "0"), (1.25, 2, "120")])  # fmt: skip
def test_a_share_in_percent_is_a_plain_number_and_less_than_all_is_not_all(share, digits, said):
    assert percent_in_words(share, digits) == said


def test_a_rounded_number_is_never_a_power_of_ten():
    assert [rounded_in_words(number, 3) for number in (1234.5, 98765.0, 0.1234, 12.0)] == ["1,230", "98,800", "0.123", "12"]
