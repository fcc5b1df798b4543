"""Sentences and tokens keep the offsets of the text as given."""

from hypothesis import given
from hypothesis import strategies as st

from geo.drafting.text import sentences_of, tokens_of

SHORT = frozenset({"тис", "gov", "feb"})


def test_an_abbreviation_and_an_initial_end_no_sentence():
    text = "Понад 5 тис. абонентів без світла. Gov. E. Smith said so on Feb. 3."
    assert [text[one.start : one.end] for one in sentences_of(text, SHORT)] == [
        "Понад 5 тис. абонентів без світла.",
        "Gov. E. Smith said so on Feb. 3.",
    ]


def test_a_line_in_lower_case_goes_on_with_the_line_above():
    text = "Power is out in the\ncity of Sumy.\nRepairs go on."
    assert [one.paragraph for one in sentences_of(text, SHORT)] == [0, 1]


def test_heads_and_items_of_lists_are_known():
    head, item, other = sentences_of("Without power:\n• Sumy - 5,000\n2) Kharkiv - 7,000", SHORT)
    assert (head.head, head.item) == (True, False)
    assert item.item
    assert other.item


@given(st.text(max_size=300))
def test_a_token_is_what_stands_at_its_offsets(text: str):
    for token in tokens_of(text):
        written = text[token.start : token.end]
        assert written
        assert not written[0].isspace()
        assert len(written) <= 60 or set(written) == {written[0]}
