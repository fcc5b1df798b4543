"""What a filter shows, what it hides, and that nothing hidden is taken for silence."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import UsageError
from geo.situation import changes_between, shown_date, situation_of
from geo.situation.filtering import filtered, unknown_values, values_of
from geo.states import FLAGS, State, all_hidden
from geo.timeline import Change
from geo.view import View, parse_only
from tests.geo.counts.test_summary import rows as counted
from tests.geo.test_levels import two_levels
from tests.geo.worlds import on, state, world

DAY, LATER = "2026-01-07", "2026-01-08"
OPERATOR = {"region_code": "A", "source": "Grid", "source_role": "operator", "extent": "part", "cause": "weather"}
PAPER = {"region_code": "A", "source": "Paper", "source_role": "media", "extent": "all", "services": "metro:halted; water:normal"}
ELSEWHERE = {"region_code": "B", "source": "Paper", "source_role": "media", "extent": "all", "kind": "damage"}


def only(text: str, *reports: dict[str, str]):
    return filtered(world(*(reports or (OPERATOR, PAPER, ELSEWHERE))), parse_only(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [("role=operator", [0]), ("role=media", [1, 2]), ("role=media;role=operator", [0, 1, 2]), ("role=media;kind=damage", [2]),
     ("source=Paper;source=Grid;cause=weather", [0]), ("service=water", [1]), ("service=metro;status=claimed", [1])],
)  # fmt: skip
def test_values_of_one_name_are_alternatives_and_every_name_must_hold(text, shown):
    dataset = only(text)
    assert dataset.reports["record_id"].tolist() == [f"r{n}" for n in shown]
    assert dataset.selection.hidden == 3 - len(shown)


def test_the_state_is_that_of_the_statements_that_are_shown():
    dataset = world(OPERATOR, PAPER)
    assert state(dataset, DAY) == State.PART  # an operator goes before a newspaper
    assert state(filtered(dataset, parse_only("role=media")), DAY) == State.ALL


def test_a_region_of_which_all_is_hidden_is_not_a_region_without_a_report():
    situation = on(only("role=operator"), DAY)
    assert [one.code for one in situation.hidden] == ["B"]
    assert [one.code for one in situation.silent] == ["C"]
    hidden = situation.regions[1]
    assert (hidden.state, hidden.hidden, hidden.flags) == (State.NO_REPORT, 1, ("hidden",))
    assert situation.regions[0].hidden == 1  # one of its two statements
    assert situation.regions[0].state == State.PART


def test_a_filter_moves_neither_the_dates_nor_the_date_that_is_shown_first():
    dataset = world(OPERATOR, PAPER | {"started_at": "2026-01-20"})
    shown = filtered(dataset, parse_only("role=operator"))
    assert shown.timeline.first_day == dataset.timeline.first_day
    assert shown.timeline.days == dataset.timeline.days
    assert shown_date(shown, View()) == dt.date(2026, 1, 20)


def test_what_is_hidden_is_compared_with_nothing():
    dataset = only("role=operator", OPERATOR, ELSEWHERE | {"started_at": LATER})
    before, after = (situation_of(dataset, View(date=dt.date.fromisoformat(day))) for day in (DAY, LATER))
    assert changes_between(before, after).tolist() == [Change.NO_NEWS, Change.HIDDEN, Change.NO_REPORT]


def test_counts_are_shown_whatever_the_filter():
    dataset = world(OPERATOR, PAPER | {"region_code": "B"}, counts=counted(("C", DAY, 50, 100)))
    shown = filtered(dataset, parse_only("role=media"))
    assert [one.state for one in on(shown, DAY).regions] == [State.NO_REPORT, State.ALL, State.LARGE_PART]
    assert on(shown, DAY).regions[2].customers_out == 50


@pytest.mark.long
def test_districts_are_filtered_as_their_regions_are():
    dataset = two_levels({"region_code": "AWest", "source_role": "media"}, {"region_code": "AEast"})
    shown = filtered(dataset, parse_only("role=operator"))
    districts = {one.code: one for one in situation_of(shown, View(date=dt.date.fromisoformat(DAY), level=2)).regions}
    assert (districts["AWest"].state, districts["AWest"].hidden) == (State.NO_REPORT, 1)
    assert (districts["AEast"].state, districts["AEast"].hidden) == (State.ALL, 0)


def test_a_value_that_no_statement_has_is_refused_with_those_that_there_are():
    dataset = world(OPERATOR, PAPER)
    assert unknown_values(dataset, parse_only("role=ngo;role=media")) == (("role", "ngo"),)
    with pytest.raises(UsageError, match=r"Invalid filter 'role=ngo'\. Use role=media, role=operator"):
        filtered(dataset, parse_only("role=ngo"))


def test_the_values_that_are_offered_are_counted_the_most_frequent_first():
    dataset = world(OPERATOR, PAPER, ELSEWHERE)
    assert list(values_of(dataset, "source").items()) == [("Paper", 2), ("Grid", 1)]
    assert values_of(dataset, "service") == {"metro": 1, "water": 1}


REPORTS = st.lists(st.fixed_dictionaries({
    "region_code": st.sampled_from("ABC"), "source": st.sampled_from(["Grid", "Paper"]), "extent": st.sampled_from(
        ["all", "part", "none", "unknown"]), "started_at": st.sampled_from([DAY, LATER, "2026-01-12"]),
    "kind": st.sampled_from(["damage", "scheduled", "advisory"]), "status": st.sampled_from(["claimed", "retracted"])}),
    min_size=1, max_size=6)  # fmt: skip


@pytest.mark.long
@settings(deadline=None, max_examples=40)
@given(REPORTS)
def test_whatever_the_whole_shows_the_filtered_shows_or_counts_as_hidden(reports):
    dataset = world(*reports)
    for source in values_of(dataset, "source"):
        shown = filtered(dataset, (("source", source),))
        whole, part = dataset.timeline.codes & 0x07, shown.timeline.codes
        lost = (whole > State.NO_REPORT) & (part & (0x07 | FLAGS["unsaid"]) == State.NO_REPORT)
        assert not (lost & ~all_hidden(part)).any()
        assert len(shown.reports) + shown.selection.hidden == len(dataset.reports)
        alone = world(*(one for one in reports if one["source"] == source))
        for index in range(alone.timeline.days):
            if (at := shown.timeline.index_of(alone.timeline.day(index))) is not None:
                assert np.array_equal(alone.timeline.codes[index], part[at] & ~np.uint16(FLAGS["hidden"]))
