"""Figures as a sentence says them, printed so that `geo.quantities` reads them back."""

import pytest

from geo.drafting.lexicon import lexicon_of
from geo.drafting.percents import percents_in
from geo.drafting.quantities import figures_in
from geo.drafting.text import tokens_of
from geo.quantities import Quantity, parse_quantity


@pytest.mark.parametrize(
    ("language", "text", "column", "written", "read"),
    [
        ("en", "more than 104,000 people", "people", ">104000", Quantity(low=104_000)),
        ("en", "up to 1.2 million consumers", "customers", "<1200000", Quantity(high=1_200_000)),
        ("en", "eleven villages", "settlements", "11", Quantity(low=11, high=11)),
        ("en", "twenty-five settlements", "settlements", "25", Quantity(low=25, high=25)),
        ("en", "half a million subscribers", "customers", "500000", None),
        ("en", "between 300 and 350 homes", "customers", "300..350", Quantity(low=300, high=350)),
        ("uk", "майже 2 тисячі абонентів", "customers", "~2000", None),
        ("uk", "понад 24,5 тис. споживачів", "customers", ">24500", Quantity(low=24_500)),
        ("uk", "п'ять сіл", "settlements", "5", Quantity(low=5, high=5)),
        ("ru", "от 300 до 400 семей", "customers", "300..400", Quantity(low=300, high=400)),
        ("ru", "двести пятьдесят жителей", "people", "250", Quantity(low=250, high=250)),
        ("ru", "около 104 000 человек", "people", "~104000", None),
    ],
)
def test_a_figure_is_read_with_its_bound_and_unit(
    language: str, text: str, column: str, written: str, read: Quantity | None
):
    lexicon, tokens = lexicon_of(language), tokens_of(text)
    (figure,) = figures_in(tokens, lexicon.words(tokens), lexicon, frozenset())
    assert (figure.column, figure.written) == (column, written)
    assert parse_quantity(written) == (read or parse_quantity(written))
    assert tokens[figure.first].start == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "20 drones and 3 missiles"),
        ("en", "40 minutes"),
        ("en", "750 kV line"),
        ("en", "12 people were injured"),
        ("en", "minus 20 degrees"),
        ("uk", "64-річна жінка"),
        ("uk", "о 16:40"),
        ("uk", "поранено трьох людей"),
        ("ru", "8 процентов"),
        ("ru", "за 5 часов"),
    ],
)
def test_what_a_record_does_not_count_is_no_figure(language: str, text: str):
    lexicon, tokens = lexicon_of(language), tokens_of(text)
    assert figures_in(tokens, lexicon.words(tokens), lexicon, frozenset()) == []


def test_a_share_in_percent_may_be_in_words():
    lexicon, tokens = lexicon_of("en"), tokens_of("Forty percent of the region, 90% of users")
    shares = percents_in(tokens, lexicon.words(tokens), lexicon)
    assert [one.share for one in shares] == [0.4, 0.9]
