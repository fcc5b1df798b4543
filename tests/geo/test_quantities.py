import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.quantities import Quantity, added, containing, in_words, overlapping, parse_quantity, spanning

exact = st.integers(0, 10**9).map(lambda n: Quantity(low=n, high=n))
ranges = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(lambda p: Quantity(low=min(p), high=max(p)))
quantities = st.one_of(
    exact, ranges, st.integers(0, 10**9).map(lambda n: Quantity(low=n)), st.integers(1, 10**9).map(lambda n: Quantity(high=n))
)


def written(quantity: Quantity) -> str:
    if quantity.high is None:
        return f">{quantity.low}"
    if quantity.low is None:
        return f"<{quantity.high}"
    return f"{quantity.low}" if quantity.low == quantity.high else f"{quantity.low}..{quantity.high}"


@pytest.mark.parametrize(("text", "low", "high", "about", "words"), [
    ("104000", 104000, 104000, False, "104,000"),
    ("104 000", 104000, 104000, False, "104,000"),
    ("104,000", 104000, 104000, False, "104,000"),
    ("104\u202f000", 104000, 104000, False, "104,000"),
    (">104000", 104000, None, False, "at least 104,000"),
    ("~150", 150, 150, True, "about 150"),
    ("100..200", 100, 200, False, "100 to 200"),
    ("<5000", None, 5000, False, "fewer than 5,000"),
    ("0", 0, 0, False, "0"),
])  # fmt: skip
def test_a_quantity_means_what_its_source_wrote(text: str, low: int | None, high: int | None, about: bool, words: str) -> None:
    quantity = parse_quantity(text)
    assert quantity == Quantity(low=low, high=high, about=about)
    assert str(quantity) == words


def test_blank_is_not_known_and_never_zero() -> None:
    assert parse_quantity(" ") is None


@pytest.mark.parametrize(
    "text", ["thousands", "-5", "1.5", "200..100", ">100..200", "12,5", "1,000,00", ">", "..", "1e6", "9" * 5000]
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_quantity(text)


def test_two_figures_for_one_thing_are_a_range() -> None:
    assert spanning([Quantity(low=100, high=100), Quantity(low=150, high=150)]) == Quantity(low=100, high=150)


def test_more_than_a_figure_leaves_the_range_open_above_a_lower_figure() -> None:
    assert spanning([Quantity(low=104000), Quantity(low=50000, high=50000)]) == Quantity(low=50000)


def test_fewer_than_a_figure_leaves_the_range_open_below_a_higher_figure() -> None:
    assert spanning([Quantity(high=50), Quantity(low=100, high=100)]) == Quantity(high=100)


def test_a_sum_with_an_open_part_is_open() -> None:
    assert added([Quantity(low=104000), Quantity(low=5, high=5)]) == Quantity(low=104005)


def test_nothing_said_has_no_figure() -> None:
    assert spanning([]) is None
    assert added([]) is None
    assert overlapping([]) is None


def test_parts_that_may_share_people_are_at_least_the_largest_and_at_most_the_sum() -> None:
    assert overlapping([Quantity(low=100, high=100), Quantity(low=30, high=30)]) == Quantity(low=100, high=130)


def test_parts_add_nothing_to_their_whole_and_yet_it_is_no_less_than_they_are() -> None:
    whole = Quantity(low=100, high=200)
    assert containing(whole, Quantity(low=20, high=20)) == whole
    assert containing(whole, Quantity(low=150, high=160)) == Quantity(low=150, high=200)
    assert containing(whole, Quantity(low=300, high=310)) == Quantity(low=300, high=310)


@settings(deadline=None)
@given(quantities)
def test_a_quantity_that_is_printed_reads_back(quantity: Quantity) -> None:
    assert parse_quantity(written(quantity)) == quantity
    assert in_words(quantity)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=20), st.text(alphabet="0123456789 ,.<>~", max_size=12), quantities.map(written)))
@example("1 000..2,000")
@example("~10..20")
def test_a_text_that_is_taken_says_just_the_figures_that_are_written_in_it(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except ValueError:
        return
    ends = [] if quantity is None else [end for end in (quantity.low, quantity.high) if end is not None]
    grouped = re.sub(r"(?<=\d)[ ,\u00a0\u202f](?=\d)", "", text)
    assert set(ends) == set(map(int, re.findall(r"\d+", grouped)))
    assert (quantity is None) == (not text.strip())
    assert quantity is None or quantity.about == text.strip().startswith("~")


@settings(deadline=None)
@given(st.lists(quantities, min_size=1, max_size=5))
def test_the_range_over_sources_holds_every_closed_figure(given_quantities: list[Quantity]) -> None:
    span = spanning(given_quantities)
    assert span is not None
    for quantity in given_quantities:
        assert span.low is None or quantity.low is None or span.low <= quantity.low
        assert span.high is None or quantity.high is None or quantity.high <= span.high


@settings(deadline=None)
@given(st.lists(quantities, min_size=1, max_size=5))
def test_a_figure_never_ends_before_it_begins(given_quantities: list[Quantity]) -> None:
    for combined in (
        spanning(given_quantities),
        overlapping(given_quantities),
        containing(added(given_quantities), given_quantities[0]),
    ):
        assert combined is not None
        assert combined.low is None or combined.high is None or combined.low <= combined.high
