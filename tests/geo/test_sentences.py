"""Sentences that are made once and said later, in the language of who looks."""

import copy
import json
import re

import pytest

from geo.errors import DataError, Fault, UsageError
from geo.language import language_of, speaking
from geo.sentences import Sentence, all_of, as_data, control, in_form, joined, one_of, sentence_of, without_quotes

SPACE = "[\u00a0\u202f]"  # spaces that do not break


def missing(column: str = "place") -> Fault:
    return Fault(what=Sentence("the column {column} is missing", column=column), file="outages.csv", row=7, column=column,
                 value="x", expected=Sentence("a header and rows"),
                 remedy=Sentence("add the column {column} to the header", column=column))  # fmt: skip


def test_a_sentence_is_made_in_one_language_and_said_in_another():
    with speaking("uk"):
        made = Sentence("the column {column} is missing", column="place")
    assert (str(made), f"{made}!") == ("the column place is missing", "the column place is missing!")
    with speaking("uk"):
        assert (str(made), f"{made}!") == ("немає стовпця place", "немає стовпця place!")


def test_as_a_value_it_is_its_english_whatever_is_spoken():
    with speaking("uk"):
        made = Sentence("{what} ({said})", what=Sentence("cannot be read"), said=Sentence("it is empty"))
        assert made == "cannot be read (it is empty)"
        assert hash(made) == hash("cannot be read (it is empty)")
        assert json.loads(json.dumps([made])) == ["cannot be read (it is empty)"]
        assert str(made) == "не вдається прочитати (він порожній)"


@pytest.mark.parametrize(("count", "english", "ukrainian"), [
    (1, "1 row rejected: x", "відхилено 1 рядок: x"), (3, "3 rows rejected: x", "відхилено 3 рядки: x"),
    (12_345, "12,345 rows rejected: x", f"відхилено 12{SPACE}345 рядків: x"),
])  # fmt: skip
def test_a_number_takes_its_form_and_its_digits_in_the_language_spoken(count, english, ukrainian):
    made = Sentence("{count:,} row rejected: {reason}", "{count:,} rows rejected: {reason}", count=count, reason="x")
    assert str(made) == english
    with speaking("uk"):
        assert re.fullmatch(ukrainian, str(made))


def test_a_part_of_one_has_the_decimal_sign_of_the_language():
    made = Sentence("it takes more than {most:g} GB of memory", most=2.5)
    assert "2.5 GB" in str(made)
    with speaking("uk"):
        assert "2,5 ГБ" in str(made)


def test_lists_of_words_are_said_whole():
    parts = [Sentence("the file is empty"), "x.csv"]
    assert (joined(parts), one_of("abc"), all_of("abc")) == ("the file is empty; x.csv", "a or b or c", "a and b and c")
    with speaking("uk"):
        said = [str(one) for one in (joined(parts, by=", "), one_of("abc"), all_of("abc"), one_of("a"))]
    assert said == ["файл порожній, x.csv", "a або b або c", "a і b і c", "a"]


@pytest.mark.parametrize("made", [
    Sentence("a header and rows"),
    Sentence("{count:,} row rejected: {reason}", "{count:,} rows rejected: {reason}", count=5, reason="x"),
    missing().sentence, joined([Sentence("the file is empty"), "x"]),
])  # fmt: skip
def test_a_copy_of_a_sentence_and_one_that_went_through_json_say_the_same(made):
    for other in (copy.deepcopy(made), sentence_of(json.loads(json.dumps(as_data(made))))):
        assert other == made
        with speaking("uk"):
            assert str(other) == str(made) != "".join(made)


def test_text_that_is_no_sentence_goes_through_json_as_it_is():
    assert sentence_of(json.loads(json.dumps(as_data("by hand")))) == "by hand"


def test_what_a_sentence_quotes_can_be_taken_out_in_every_language():
    made = Sentence("{name!r} means {asked}, and the dataset has no region with that code: correct the gazetteer", name="Kyiv",
                    asked=Sentence("the file says {around!r}", around="Lviv"))  # fmt: skip
    bare = without_quotes(made)
    assert (bare.count("'…'"), without_quotes("row 'x'")) == (2, "row '…'")
    with speaking("uk"):
        assert str(bare).count("'…'") == 2
        assert "Kyiv" not in str(bare)
        assert "Lviv" not in str(bare)


def test_a_fault_and_its_error_are_said_in_the_language_of_who_looks():
    error = DataError([missing(), missing("source")])
    english = str(error)
    assert english.startswith("outages.csv, row 7, column place: the column place is missing. Found: 'x'. Expected: a header ")
    with speaking("uk"):
        assert str(error).splitlines() == [
            f"outages.csv, рядок 7, стовпець {column}: немає стовпця {column}. Знайдено: 'x'. Очікується: заголовок і рядки. "
            f"Що зробити: додайте стовпець {column} до заголовка." for column in ("place", "source")]  # fmt: skip
    assert str(error) == english


def test_an_error_that_was_raised_in_one_language_is_shown_in_another():
    with pytest.raises(UsageError) as caught:
        language_of("xx")
    assert str(caught.value) == "Invalid language 'xx'. Use en or uk."
    with speaking("uk"):
        assert str(caught.value) == "Неправильна мова 'xx'. Вкажіть en або uk."


def test_a_remedy_names_an_option_on_the_command_line_and_a_field_in_a_form():
    made = Sentence("Correct it with {how}.", how=control("--time", field=Sentence("the column {column} is missing", column="x")))
    assert (made, str(made)) == ("Correct it with --time.", "Correct it with --time.")
    with in_form():
        assert str(copy.deepcopy(made)) == "Correct it with the column x is missing."
        assert made == "Correct it with --time."
        with speaking("uk"):
            assert "немає стовпця x" in str(made)
    assert str(sentence_of(as_data(made))) == "Correct it with --time."
