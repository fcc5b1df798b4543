"""The worst of several dates: which date each region shows, and that nothing of different dates is mixed or added up."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dataset import at_level
from geo.errors import UsageError
from geo.quantities import Quantity
from geo.situation import since_of, situation_of
from geo.situation.metrics import figures_of
from geo.situation.worst import as_viewed, worst_since
from geo.states import CONTESTED, LAST_KNOWN, SCHEDULED, STATE_BITS, State
from geo.view import View, parse_only
from layers.title import date_in_words, headline_of
from tests.geo.counts.test_summary import rows as counted
from tests.geo.test_levels import two_levels
from tests.geo.worlds import on, world

FIRST, MIDDLE, LAST = dt.date(2026, 1, 1), dt.date(2026, 1, 3), dt.date(2026, 1, 5)


def report(day: str, extent: str, *, region: str = "A", source: str = "Grid", **more: str) -> dict[str, str]:
    return {"region_code": region, "source": source, "extent": extent, "started_at": day, "ended_at": day, **more}


THREE = (report("2026-01-01", "part", people="100"), report("2026-01-03", "all", people="900", summary="the dark one"),
         report("2026-01-05", "none"), report("2026-01-02", "part", region="B", people="500"))  # fmt: skip


def test_a_region_shows_its_worst_date_with_all_that_is_of_it():
    dataset = world(*THREE)
    a, b, c = on(worst_since(dataset, FIRST), "2026-01-05").regions
    assert (a.state, a.worst_on, dataset.reports["summary"].iat[a.setter]) == (State.ALL, MIDDLE, "the dark one")
    assert a.figures["people"] == Quantity(low=900, high=900)
    assert (b.state, b.worst_on) == (State.PART, dt.date(2026, 1, 2))
    assert (c.state, c.worst_on) == (State.NO_REPORT, None)
    assert a.statements == (0, 1, 2), "every statement of the span stands behind it"


def test_a_span_begins_when_it_is_told_to_and_dates_before_show_themselves():
    shown = worst_since(world(*THREE), dt.date(2026, 1, 4))
    assert on(shown, "2026-01-05").regions[0].state == State.POWER_ON
    assert on(shown, "2026-01-03").regions[0].state == State.ALL
    assert on(shown, "2026-01-03").regions[0].worst_on is None
    whole = worst_since(world(*THREE), dt.date(2020, 1, 1))
    assert on(whole, "2026-01-05").regions[0].state == State.ALL, "a span may begin before the first date"


def test_the_total_of_a_span_is_the_most_on_one_date_never_a_sum_over_dates():
    situation = on(worst_since(world(*THREE), FIRST), "2026-01-05")
    assert situation.totals["people"] == Quantity(low=900, high=900), "900 on the third; with the 500 of the second 1,400"


def test_since_when_is_told_of_the_date_that_is_shown():
    dataset = world(report("2026-01-01", "part"), report("2026-01-03", "all") | {"started_at": "2026-01-02"},
                    report("2026-01-05", "none"))  # fmt: skip
    shown = worst_since(dataset, FIRST)
    situation = on(shown, "2026-01-05")
    since = since_of(shown, situation, situation.regions[0], level=None)
    assert since is not None
    assert since.date == FIRST


def test_of_equal_states_a_disputed_one_then_a_fresh_one_then_the_later_one_is_shown():
    disputed = (report("2026-01-01", "none"), report("2026-01-01", "part", source="Press"), report("2026-01-05", "none"))
    region = on(worst_since(world(*disputed), FIRST), "2026-01-05").regions[0]
    assert region.worst_on == FIRST
    assert "contested" in region.flags
    old = ({"region_code": "A", "extent": "all", "started_at": "2026-01-01"}, report("2026-01-04", "none"))
    region = on(worst_since(world(*old), FIRST), "2026-01-04").regions[0]
    assert (region.worst_on, region.age, region.flags) == (FIRST, None, ()), "fresh, and not the last known of the day after"
    twice = (report("2026-01-01", "all"), report("2026-01-03", "all"))
    assert on(worst_since(world(*twice), FIRST), "2026-01-04").regions[0].worst_on == MIDDLE


def test_planned_work_on_any_date_is_announced_for_the_span():
    dataset = world(report("2026-01-02", "", kind="scheduled"), report("2026-01-04", "part"))
    assert "scheduled" in on(worst_since(dataset, FIRST), "2026-01-04").regions[0].flags


def test_a_figure_of_a_region_whose_extent_nobody_said_is_kept():
    dataset = world(report("2026-01-02", "", people="70"), report("2026-01-04", "part", region="B"))
    region = on(worst_since(dataset, FIRST), "2026-01-04").regions[0]
    assert (region.state, region.figures) == (State.NO_REPORT, {"people": Quantity(low=70, high=70)})


def test_counts_show_the_day_with_the_most_customers_out_and_the_headline_adds_up_no_days():
    days = (("A", "01", "600"), ("A", "02", "900"), ("B", "01", "500"), ("B", "02", "300"))
    dataset = world(counts=counted(*((code, f"2026-01-{day}T12:00", out, "1000") for code, day, out in days)))
    shown = worst_since(dataset, FIRST)
    situation = on(shown, "2026-01-02")
    assert [one.customers_out for one in situation.regions[:2]] == [900, 500]
    assert [one.measured["customers_out"] for one in situation.regions[:2]] == [900, 500]
    assert figures_of(shown, "customers_out")[1, :2].tolist() == [900, 500]
    assert situation.totals["customers"] == Quantity(low=1200, high=1200)
    assert "1,200 customers out in 2 regions on one date, 2 January 2026" in headline_of(shown, situation)


def test_the_words_say_that_it_is_the_worst_and_from_when_to_when():
    shown = worst_since(world(*THREE), FIRST)
    situation = on(shown, "2026-01-05")
    assert date_in_words(shown, situation.date) == "The worst from 1 January 2026 to 5 January 2026"
    assert date_in_words(shown, FIRST) == "1 January 2026"
    assert headline_of(shown, situation).startswith("At worst, without power: all of ")
    silent = worst_since(world(report("2026-01-01", "part"), report("2026-01-09", "part")), MIDDLE)
    assert headline_of(silent, on(silent, "2026-01-05")) == "No report for any of these dates: nothing is known."


def test_a_filter_goes_before_and_what_it_hides_on_any_date_is_hidden_of_the_span():
    dataset = world(report("2026-01-01", "all", source_role="media"), report("2026-01-03", "part", source_role="operator"),
                    report("2026-01-02", "all", region="B", source_role="media"))  # fmt: skip
    view = View(date=MIDDLE, only=parse_only("role=operator"), worst_since=FIRST)
    shown = as_viewed(dataset, view)
    a, b, _ = situation_of(shown, view).regions
    assert (a.state, a.hidden) == (State.PART, 1)
    assert (b.state_word, b.hidden) == ("hidden", 1)


def test_a_finer_level_shows_the_worst_of_its_own_regions():
    dataset = two_levels(report("2026-01-01", "all", region="AWest"), report("2026-01-02", "part", region="AWest"))
    shown = at_level(worst_since(dataset, FIRST), 2)
    situation = situation_of(worst_since(dataset, FIRST), View(date=dt.date(2026, 1, 2), level=2))
    district = next(one for one in situation.regions if one.code == "AWest")
    assert (district.state, district.worst_on) == (State.ALL, FIRST)
    assert shown.timeline.chosen is not None


@pytest.mark.parametrize(
    ("view", "said"),
    [(View(date=FIRST, worst_since=FIRST), "2026-01-01 is not before 2026-01-01"),
     (View(date=dt.date(2027, 1, 1), worst_since=FIRST), "2027-01-01 is after its last one"),
     (View(date=LAST, worst_since=FIRST, compare=MIDDLE), "leave out one of the two")],
)  # fmt: skip
def test_a_span_that_cannot_be_shown_is_refused_in_words(view, said):
    with pytest.raises(UsageError, match=said):
        as_viewed(world(*THREE), view)


EXTENTS = st.sampled_from(["all", "nearly_all", "large_part", "part", "none", ""])
REPORTS = st.lists(st.tuples(st.integers(1, 9), st.sampled_from("ABC"), EXTENTS, st.sampled_from(["Grid", "Press"]),
                             st.sampled_from(["unknown", "scheduled", "advisory"])), min_size=1, max_size=9)  # fmt: skip


@settings(max_examples=60)
@given(REPORTS, st.integers(0, 9))
def test_every_date_of_a_span_shows_of_each_region_a_date_of_it_and_none_is_worse(given_reports, begin):
    dataset = world(*({"region_code": region, "extent": extent, "source": source, "kind": kind, "started_at": f"2026-01-0{day}"}
                      for day, region, extent, source, kind in given_reports))  # fmt: skip
    timeline = dataset.timeline
    begin = min(begin, timeline.days - 1)
    shown = worst_since(dataset, timeline.day(begin)).timeline
    states, worst = timeline.codes & STATE_BITS, shown.codes & STATE_BITS
    for index in range(timeline.days):
        span = slice(begin, index + 1) if index >= begin else slice(index, index + 1)
        assert (worst[index] == states[span].max(axis=0)).all()
        chosen = shown.chosen[index]
        assert ((chosen >= span.start) & (chosen < span.stop)).all()
        of_it = timeline.codes[chosen, np.arange(len(chosen))]
        kept = STATE_BITS | CONTESTED | LAST_KNOWN
        assert (shown.codes[index] & kept == of_it & kept).all(), "nothing of two dates is mixed"
        assert ((shown.codes[index] & SCHEDULED > 0) == (timeline.codes[span] & SCHEDULED > 0).any(axis=0)).all()
