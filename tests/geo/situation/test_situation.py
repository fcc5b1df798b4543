import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UsageError
from geo.quantities import Quantity
from geo.situation import shown_date, situation_of, totals_by_day, unplaced
from geo.view import View
from tests.geo.worlds import on, places, world

DAY = "2026-01-07"
CITIES = places({"name": "Alpha", "region_code": "A"}, {"name": "Other", "region_code": "A"})


def people(*rows: dict[str, str], day: str = DAY) -> Quantity | None:
    return on(world(*({"region_code": "A"} | row for row in rows), gazetteer=CITIES), day).totals["people"]


def exactly(low: int, high: int | None = None) -> Quantity:
    return Quantity(low=low, high=low if high is None else high)


def test_without_a_date_the_latest_date_with_reports_is_shown() -> None:
    dataset = world({"region_code": "A", "started_at": "2026-01-05"}, {"region_code": "B", "started_at": DAY})
    assert shown_date(dataset, View()) == dt.date(2026, 1, 7)
    assert situation_of(dataset, View()).date == dt.date(2026, 1, 7)


def test_a_region_that_the_dataset_has_not_is_refused() -> None:
    with pytest.raises(UsageError, match="A, B, C"):
        situation_of(world(), View(region="Z"))


def test_affected_regions_come_worst_first_and_power_on_is_not_affected() -> None:
    dataset = world({"region_code": "A", "extent": "none"}, {"region_code": "B", "extent": "part"}, {"region_code": "C"})
    assert [region.code for region in on(dataset, DAY).affected] == ["C", "B"]


def test_every_region_is_in_the_situation_also_on_a_date_without_reports() -> None:
    situation = on(world({"region_code": "A"}), "1999-01-01")
    assert [region.code for region in situation.regions] == ["A", "B", "C"]
    assert set(situation.totals.values()) == {None}


def test_what_no_map_shows_is_listed_with_its_reason() -> None:
    (lost,) = unplaced(world({"place": "Atlantis"}, {"region_code": "A"}))
    assert lost[0] == "r0"
    assert "Atlantis" in lost[1]


def test_nothing_given_is_no_total_and_not_zero() -> None:
    assert people({}) is None


def test_more_than_a_figure_is_at_least_that_figure() -> None:
    assert people({"people": ">104000"}) == Quantity(low=104000)


def test_one_event_is_counted_once_as_the_range_over_its_sources() -> None:
    assert people({"people": "100", "event_id": "e"}, {"people": "150", "event_id": "e", "source": "Paper"}) == exactly(100, 150)


def test_two_sources_on_one_place_are_not_added_even_without_an_event() -> None:
    assert people({"people": "100"}, {"people": "150", "source": "Paper"}) == exactly(100, 150)


def test_two_events_are_added() -> None:
    assert people({"people": "100", "event_id": "e"}, {"people": "150", "event_id": "f"}) == exactly(250)


def test_two_regions_are_added() -> None:
    assert people({"people": "100"}, {"people": "150", "region_code": "B"}) == exactly(250)


def test_a_place_inside_a_counted_region_adds_nothing() -> None:
    assert people({"people": "1000"}, {"people": "100", "place": "Alpha"}) == exactly(1000)
    assert people({"people": "1000", "event_id": "e"}, {"people": "100", "place": "Alpha", "event_id": "e"}) == exactly(1000)


def test_a_region_is_no_less_than_the_places_inside_it() -> None:
    assert people({"people": "100..900"}, {"people": "300", "place": "Alpha"}, {"people": "200", "place": "Other"}) == exactly(
        500, 900
    )


def test_a_scope_inside_a_counted_region_adds_nothing() -> None:
    assert people({"people": "1000"}, {"people": "400", "scope": "the north"}) == exactly(1000)


def test_a_place_that_may_lie_in_a_counted_scope_is_not_counted_twice_for_sure() -> None:
    assert people({"people": "1000", "scope": "the north"}, {"people": "400", "place": "Alpha"}) == exactly(1000, 1400)


def test_of_one_source_only_the_newest_figure_counts() -> None:
    rows = ({"people": "100", "started_at": f"{DAY}T06:00"}, {"people": "150", "started_at": f"{DAY}T18:00"})
    assert people(*rows) == people(*rows[::-1]) == exactly(150)


@pytest.mark.parametrize("row", [{"extent": "none"}, {"kind": "advisory"}, {"status": "retracted"}, {"status": "disputed"}])
def test_power_that_is_on_advice_and_what_is_withdrawn_or_disputed_count_nobody(row: dict[str, str]) -> None:
    assert people({"people": "100"} | row) is None


def test_people_are_no_longer_counted_once_power_is_back() -> None:
    rows = ({"people": "100"}, {"extent": "none", "started_at": "2026-01-08", "source": "Mayor"})
    assert people(*rows) == exactly(100)
    assert people(*rows, day="2026-01-08") is None


def test_people_customers_settlements_and_facilities_are_never_mixed() -> None:
    row = {"region_code": "A", "people": "1", "customers": "20", "settlements": "300", "facilities": "4000"}
    assert {k: str(v) for k, v in on(world(row), DAY).totals.items()} == {
        "people": "1", "customers": "20", "settlements": "300", "facilities": "4,000",
    }  # fmt: skip


def test_the_totals_of_every_day_are_those_of_its_situation() -> None:
    dataset = world({"region_code": "A", "people": "100"}, {"region_code": "B", "people": ">5", "started_at": "2026-01-09"})
    by_day = totals_by_day(dataset)
    assert by_day == [on(dataset, str(dataset.timeline.day(i))).totals for i in range(dataset.timeline.days)]


FIGURES = st.tuples(
    st.sampled_from([{"region_code": "A"}, {"region_code": "B"}, {"place": "Alpha", "region_code": "A"},
                     {"place": "Other", "region_code": "A"}]),
    st.fixed_dictionaries({
        "event_id": st.sampled_from(["", "e", "f"]), "source": st.sampled_from(["One", "Two"]),
        "people": st.integers(1, 1000).map(str), "extent": st.just("unknown"),
    }, optional={"scope": st.just("the north")}),
).map(lambda parts: parts[0] | parts[1])  # fmt: skip


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_totals_do_not_depend_on_the_order_of_rows(rows: list[dict[str, str]]) -> None:
    numbered = [row | {"record_id": f"n{i}"} for i, row in enumerate(rows)]
    assert people(*numbered) == people(*numbered[::-1]) == people(*sorted(numbered, key=lambda row: row["people"]))


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_totals_never_exceed_the_sum_nor_fall_below_the_largest(rows: list[dict[str, str]]) -> None:
    one_each = [row | {"source": f"s{i}", "event_id": f"e{i}"} for i, row in enumerate(rows)]
    total, figures = people(*one_each), [int(row["people"]) for row in rows]
    assert total is not None
    assert total.low is not None
    assert total.high is not None
    assert max(figures) <= total.low <= total.high <= sum(figures)


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(st.lists(FIGURES, min_size=1, max_size=6))
def test_totals_of_tied_statements_lie_between_the_smallest_and_the_sum(rows: list[dict[str, str]]) -> None:
    total, figures = people(*rows), [int(row["people"]) for row in rows]
    assert total is not None
    assert total.low is not None
    assert total.high is not None
    assert min(figures) <= total.low <= total.high <= sum(figures)
