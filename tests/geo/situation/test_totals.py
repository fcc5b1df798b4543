from collections.abc import Mapping

import pytest

from geo.dataset import Dataset
from geo.quantities import Quantity
from geo.situation import figures_by_region, unplaced
from geo.states import State
from tests.geo.worlds import on, places, region, state, world

DAY = "2026-01-07"
CITIES = places({"name": "Alpha", "region_code": "A"}, {"name": "Other", "region_code": "A"},
                {"name": "Gamma", "region_code": "C", "lon": "2.5"})  # fmt: skip
IN_A = {"region_code": "A", "event_id": "e", "people": "100"}
IN_C = IN_A | {"region_code": "C"}


def of_event(*rows: Mapping[str, str]) -> Dataset:
    return world(*rows, gazetteer=CITIES)


def words(dataset: Dataset, code: str) -> str:
    return str(region(dataset, DAY, code).figures.get("people"))


def total(dataset: Dataset) -> str:
    return str(on(dataset, DAY).totals["people"])


def test_each_region_of_an_event_has_its_own_figure_and_the_total_adds_them_up() -> None:
    dataset = of_event(IN_A, IN_C)
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100", "100", "200")


def test_a_region_without_a_statement_on_the_event_has_no_figure_of_it() -> None:
    assert region(of_event(IN_A, IN_C), DAY, "B").figures == {}


def test_a_second_source_widens_the_figure_of_its_own_region_and_the_total() -> None:
    dataset = of_event(IN_A, IN_A | {"source": "Paper", "people": "130"}, IN_C)
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100 to 130", "100", "200 to 230")


def test_two_sources_that_both_speak_of_both_regions_are_a_range_and_are_not_added() -> None:
    paper = {"source": "Paper"}
    dataset = of_event(IN_A, IN_C, IN_A | paper | {"people": "120"}, IN_C | paper | {"people": "90"})
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100 to 120", "90 to 100", "190 to 220")


def test_the_newer_figure_of_a_source_replaces_the_older_one_in_its_own_region_only() -> None:
    early, late = {"started_at": f"{DAY}T06:00"}, {"started_at": f"{DAY}T18:00"}
    dataset = of_event(IN_A | early, IN_C | early, IN_A | late | {"people": "150"})
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("150", "100", "250")


def test_a_place_inside_a_counted_region_of_the_event_adds_nothing() -> None:
    city = {"region_code": "", "event_id": "e", "people": "60", "place": "Alpha"}
    dataset = of_event(IN_A, IN_C, city)
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100", "100", "200")


def test_a_place_in_one_region_is_added_to_the_whole_of_another() -> None:
    city = {"region_code": "", "event_id": "e", "people": "60", "place": "Gamma"}
    dataset = of_event(IN_A, city)
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100", "60", "160")


def test_another_event_in_one_of_the_regions_is_added_there() -> None:
    dataset = of_event(IN_A, IN_C, IN_C | {"event_id": "f", "people": "7"})
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100", "107", "207")


def test_a_part_of_a_region_that_is_counted_whole_adds_nothing_whatever_the_event_says_elsewhere() -> None:
    """An event that speaks of the whole of A, but of a place only in C, holds nothing of C."""
    whole_of_c = {"region_code": "C", "event_id": "f", "people": "500"}
    city = {"region_code": "", "event_id": "e", "people": "60", "place": "Gamma"}
    dataset = of_event(IN_A, city, whole_of_c)
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100", "500", "600")


def test_a_statement_on_the_event_that_names_no_region_is_listed_and_changes_no_figure() -> None:
    nowhere = {"event_id": "e", "people": "9000"}
    dataset = of_event(IN_A, IN_C, nowhere)
    assert [record for record, _ in unplaced(dataset)] == ["r2"]
    assert (words(dataset, "A"), words(dataset, "C"), total(dataset)) == ("100", "100", "200")


@pytest.mark.parametrize(("here", "there", "both"), [
    (">100", "100", "at least 200"), ("<100", "100", "100 to 200"), ("~100", "100", "about 200"),
    ("100..150", "100", "200 to 250"),
])  # fmt: skip
def test_open_and_approximate_figures_are_added_over_the_regions_as_they_are(here: str, there: str, both: str) -> None:
    assert total(of_event(IN_A | {"people": here}, IN_C | {"people": there})) == both


def test_power_that_is_back_in_one_region_leaves_the_figure_of_the_other() -> None:
    dataset = of_event(IN_A | {"extent": "none"}, IN_C)
    assert (state(dataset, DAY, "A"), words(dataset, "A")) == (State.POWER_ON, "None")
    assert (words(dataset, "C"), total(dataset)) == ("100", "100")


def test_a_range_over_sources_is_said_of_a_region_only_if_several_speak_of_that_region() -> None:
    alone = of_event(IN_A, IN_C)
    index = alone.timeline.index_of(on(alone, DAY).date)
    assert index is not None
    assert figures_by_region(alone, index, told_by=2) == {}
    twice = of_event(IN_A, IN_A | {"source": "Paper", "people": "130"}, IN_C)
    assert figures_by_region(twice, index, told_by=2) == {0: {"people": Quantity(low=100, high=130)}}
