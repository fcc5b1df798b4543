"""What holds of every text, however mangled: each value rests on words of the text, and reading ends."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.drafting import Rules, as_data, draft
from geo.quantities import KINDS, parse_quantity
from tests.geo.drafting.evidence import assert_rests_on_words

TEXTS = sorted((Path(__file__).parents[2] / "fixtures" / "drafting").glob("*.txt"))
SENTENCES = [line for path in TEXTS for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
MARKS = ["<b>", "</p>", "<script>", "&amp;", "\u202e", "\u200b", "\u00ad", "\ufeff", "\x07", "\x1b[31m", "\r\n", "\u2028", "\t",
         "((", "]]", "{{ 7*7 }}", "%s", "\U0001f4a1", "\u0301", "...", "—", "«", '"', "0", "9999999999999999", "–"]  # fmt: skip
PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(MARKS), st.text(max_size=12))


def assert_drafts_rest_on_words(text: str, rules: Rules) -> None:
    data = as_data(draft(text, rules, published="2026-01-14", url="https://example.org/a"), text, published="2026-01-14")
    assert_rests_on_words(data, text)
    for record in data["records"]:
        for kind in KINDS:
            assert not record[kind] or parse_quantity(record[kind]) is not None
    for one in data["ignored"]:
        assert text[one["start"] : one["end"]] == one["quote"] != ""
        assert one["why"]


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, min_size=1, max_size=14), between=st.sampled_from([" ", "\n", "\n\n", ""]))
def test_every_value_rests_on_words_of_its_text(rules: Rules, pieces: list[str], between: str):
    assert_drafts_rest_on_words(between.join(pieces), rules)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.sampled_from(SENTENCES), at=st.integers(0, 400), mark=st.sampled_from(MARKS))
def test_a_mark_within_a_sentence_breaks_no_evidence(rules: Rules, text: str, at: int, mark: str):
    assert_drafts_rest_on_words(text[:at] + mark + text[at:], rules)


@pytest.mark.parametrize("sign", ["¹a", "12¹", "①", "٣¹", "½", "³:¹", "०"])
def test_a_sign_that_is_a_digit_and_no_number_is_read_as_a_mark(rules: Rules, sign: str):
    assert_drafts_rest_on_words(f"Sumy is without power since {sign}, and {sign} people at 1{sign}:3{sign}.", rules)


@pytest.mark.long
@pytest.mark.parametrize("unit", ["(", "[", "«", ")", '"', "<", "<b>", "{", "-", ",", "\n", "(«"])
def test_a_million_marks_end_in_no_draft(rules: Rules, unit: str):
    text = "Sumy is without power, Ukrenergo said on Tuesday. " + unit * (1_000_000 // len(unit))
    assert_drafts_rest_on_words(text, rules)
