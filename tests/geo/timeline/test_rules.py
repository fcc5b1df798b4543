"""The rule that chose a colour is named, and disagreement is seen: in extent, in figures, by denial."""

import pytest

from geo.states import State
from tests.geo.worlds import flags, on, region, state, world

DAY, NEXT = "2026-01-07", "2026-01-08"
WHOLE = {"region_code": "A"}
PAPER = {"source": "Paper", "source_role": "media"}


@pytest.mark.parametrize(("first", "second", "words"), [
    ({"status": "confirmed"}, {}, "confirmed before claimed"),
    ({"source_role": "official"}, {"source_role": "media"}, "operator and official before other sources"),
    ({"started_at": "2026-01-07T05:00"}, {"started_at": "2026-01-07T06:00"}, "the newest statement"),
    ({}, {}, "the first by record number"),
])  # fmt: skip
def test_the_output_names_the_rule_that_chose_the_colour(first, second, words):
    dataset = world(WHOLE | {"source": "One"} | first, WHOLE | {"source": "Two"} | second)
    assert words in region(dataset, DAY).rule


def test_a_single_statement_is_said_to_be_the_only_one():
    assert region(world(WHOLE), DAY).rule == "the only statement that says how much is out"


def test_a_region_without_report_names_no_rule():
    assert region(world(WHOLE), DAY, "B").rule == ""


def test_where_several_parts_are_spoken_of_the_rule_says_that_the_worst_one_counts():
    dataset = world(WHOLE | {"scope": "north"}, WHOLE | {"scope": "south", "extent": "none"})
    assert "the worst of the parts spoken of" in region(dataset, DAY).rule


def test_power_back_in_a_part_lowers_the_whole_by_one_step():
    back = WHOLE | PAPER | {"scope": "the port", "extent": "none", "started_at": NEXT}
    dataset = world(WHOLE | {"extent": "all"}, back)
    assert state(dataset, DAY) == State.ALL
    assert state(dataset, NEXT) == State.NEARLY_ALL
    assert "partial" in flags(dataset, NEXT)
    assert "one step lower" in region(dataset, NEXT).rule


def test_what_is_out_in_part_stays_out_in_part_when_another_part_is_back():
    dataset = world(WHOLE | {"extent": "part"}, WHOLE | PAPER | {"scope": "the port", "extent": "none", "started_at": NEXT})
    assert state(dataset, NEXT) == State.PART


def test_older_news_of_power_in_a_part_does_not_lower_a_later_blackout():
    dataset = world(WHOLE | PAPER | {"scope": "the port", "extent": "none", "started_at": "2026-01-06"}, WHOLE)
    assert state(dataset, DAY) == State.ALL


def test_a_partial_restoration_by_the_same_source_replaces_its_blackout():
    dataset = world(WHOLE, WHOLE | {"extent": "part", "started_at": NEXT})
    assert [state(dataset, day) for day in (DAY, NEXT)] == [State.ALL, State.PART]


def test_sources_two_steps_apart_are_contested():
    assert "contested" in flags(world(WHOLE | {"extent": "all"}, WHOLE | PAPER | {"extent": "large_part"}), DAY)


def test_a_denial_is_contested_and_both_are_shown():
    dataset = world(WHOLE | {"extent": "all"}, WHOLE | PAPER | {"extent": "none"})
    assert "contested" in flags(dataset, DAY)
    assert len(region(dataset, DAY).statements) == 2


@pytest.mark.parametrize(("one", "other", "contested"), [
    ("100", ">90", False), ("100", "~110", False), ("100", "~400", True), ("100..200", "150..300", False),
    ("100", "300..400", True), ("<50", ">60", True), ("100", "", False),
])  # fmt: skip
def test_figures_of_one_event_that_cannot_both_be_true_are_contested(one, other, contested):
    event = WHOLE | {"event_id": "e", "extent": "part"}
    dataset = world(event | {"people": one}, event | PAPER | {"people": other})
    assert ("contested" in flags(dataset, DAY)) == contested


def test_figures_of_two_events_are_no_contradiction():
    dataset = world(WHOLE | {"event_id": "e", "extent": "part", "people": "100"},
                    WHOLE | PAPER | {"event_id": "f", "extent": "part", "people": "9000"})
    assert "contested" not in flags(dataset, DAY)


def test_one_event_in_three_outlets_is_counted_once_and_not_contested():
    outlets = [("One", "100"), ("Two", "~120"), ("Three", ">90")]
    dataset = world(*(WHOLE | PAPER | {"event_id": "e", "extent": "part", "source": s, "people": n} for s, n in outlets))
    people = on(dataset, DAY).totals["people"]
    assert people is not None
    assert (people.low, people.high) == (90, 120)
    assert flags(dataset, DAY) == set()


def test_retracted_and_disputed_statements_never_colour():
    dataset = world(WHOLE | {"status": "retracted"}, WHOLE | PAPER | {"status": "disputed"})
    assert state(dataset, DAY) == State.NO_REPORT
    assert region(dataset, DAY).statements == (0, 1)


def test_the_end_of_one_outage_is_no_news_of_another_of_its_source():
    pole = WHOLE | {"event_id": "pole", "extent": "part", "started_at": f"{DAY}T04:00", "customers": "1200"}
    line = pole | {"event_id": "line", "started_at": f"{DAY}T05:00", "ended_at": f"{NEXT}T02:00", "customers": "30"}
    dataset = world(pole, line)
    assert (state(dataset, "2026-01-09"), flags(dataset, "2026-01-09")) == (State.PART, {"last_known"})
    assert on(dataset, "2026-01-09").totals["customers"].low == 1200


@pytest.mark.parametrize("news", [
    {"event_id": "", "extent": "none"}, {"event_id": "pole", "extent": "none"},
    {"event_id": "cable", "source": "Paper", "extent": "part", "ended_at": f"{NEXT}T20:00"},
])  # fmt: skip
def test_other_news_of_the_scope_ends_one_of_several_outages(news):
    pole = WHOLE | {"event_id": "pole", "extent": "part", "started_at": f"{DAY}T04:00"}
    line = pole | {"event_id": "line", "ended_at": f"{DAY}T09:00"}
    later = pole | {"started_at": f"{NEXT}T10:00"} | news
    assert state(world(pole, line, later), "2026-01-09") <= State.POWER_ON
