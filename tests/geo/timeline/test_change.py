"""What became of a region between two dates: silence is never good news."""

import itertools

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.states import CONTESTED, ESTIMATED, HIDDEN, LAST_KNOWN, PARTIAL, STATE_BITS, State
from geo.timeline import Change, changes_of
from tests.geo.worlds import on as situation_on
from tests.geo.worlds import world

NONE, ON, FEW, PART, LARGE, NEARLY, ALL = State
OUT = st.sampled_from([PART, LARGE, NEARLY, ALL])
NOT_OUT = st.sampled_from([NONE, ON, FEW])
FLAGS = st.lists(st.sampled_from([PARTIAL, LAST_KNOWN, CONTESTED, ESTIMATED]), unique=True).map(sum)
STATES = st.sampled_from(list(State))
CODES = st.builds(lambda state, flags: int(state) | flags, STATES, FLAGS)


def change(before: int, after: int) -> Change:
    return Change(int(changes_of(np.array([before], np.uint16), np.array([after], np.uint16))[0]))


@pytest.mark.parametrize(("before", "after", "expected"), [
    (NONE, ALL, Change.NEW),
    (ON, PART, Change.NEW),
    (PART, ALL, Change.WORSE),
    (ALL, PART, Change.BETTER),
    (NEARLY, NEARLY, Change.SAME),
    (NEARLY, ON, Change.RESTORED),
    (NEARLY, NONE, Change.NO_NEWS),
    (NEARLY, NEARLY | LAST_KNOWN, Change.NO_NEWS),
    (NEARLY | LAST_KNOWN, NEARLY | LAST_KNOWN, Change.NO_NEWS),
    (ALL, LARGE | LAST_KNOWN, Change.BETTER),  # said after the first date, and last known on the second
    (PART, ALL | LAST_KNOWN, Change.WORSE),
    (NONE, PART | LAST_KNOWN, Change.NEW),
    (PART, ON | LAST_KNOWN, Change.RESTORED),
    (ON, ON, Change.POWER_ON),
    (NONE, ON, Change.POWER_ON),
    (ON, NONE, Change.NO_REPORT),
    (NONE, NONE, Change.NO_REPORT),
    (ALL, FEW, Change.BETTER),  # some are still out: nobody said that power is back
    (FEW, ON, Change.RESTORED),
    (FEW, NONE, Change.NO_NEWS),
    (FEW, PART, Change.WORSE),
    (ON, FEW, Change.FEW),
    (NONE, FEW, Change.FEW),
    (FEW, FEW, Change.FEW),
    (PART | PARTIAL | CONTESTED, PART | ESTIMATED, Change.SAME),
])  # fmt: skip
def test_what_became_of_a_region(before, after, expected):
    assert change(before, after) == expected


@given(OUT, FLAGS, FLAGS)
def test_no_report_after_an_outage_is_no_news_and_nothing_else(out, before, after):
    assert change(out | before, NONE | after) == Change.NO_NEWS


@given(CODES, CODES)
@example(int(ALL), int(NONE))
@example(int(ALL), int(ALL) | LAST_KNOWN)
def test_only_a_report_of_power_on_restores(before, after):
    restored = change(before, after) == Change.RESTORED
    assert restored == ((before & STATE_BITS) >= FEW and (after & STATE_BITS) == ON)


@given(OUT, FLAGS, FLAGS)
def test_an_old_report_that_is_only_last_known_is_no_news(out, before, after):
    assert change(out | before, out | after | LAST_KNOWN) == Change.NO_NEWS


@given(OUT, OUT, FLAGS, FLAGS)
def test_what_is_worse_one_way_is_better_the_other(one, other, before, after):
    way, back = change(one | before, other | after), change(other | after, one | before)
    opposite = {Change.WORSE: Change.BETTER, Change.BETTER: Change.WORSE}
    assert (way in opposite) == (one != other)
    if one != other:
        assert back == opposite[way]
        assert (way == Change.WORSE) == (other > one)


@given(NOT_OUT, FLAGS, CODES)
def test_a_region_that_was_not_out_is_new_or_as_it_looks(calm, flags, after):
    now = State(after & STATE_BITS)
    expected = {NONE: Change.NO_REPORT, ON: Change.POWER_ON, FEW: Change.FEW}.get(now, Change.NEW)
    if calm == FEW and now == ON:
        expected = Change.RESTORED
    elif calm == FEW and (now != FEW or after & LAST_KNOWN):
        expected = Change.WORSE if now >= PART else Change.NO_NEWS
    assert change(calm | flags, after) == expected


def test_a_row_of_regions_is_compared_region_by_region():
    codes = [s | f for s in State for f in (0, LAST_KNOWN, PARTIAL, HIDDEN)]
    pairs = np.array(list(itertools.product(codes, repeat=2)), np.uint16)
    together = changes_of(pairs[:, 0], pairs[:, 1])
    assert together.dtype == np.uint8
    assert together.tolist() == [change(before, after) for before, after in pairs.tolist()]
    assert set(together.tolist()) == set(Change) - {Change.NOT_COMPARABLE}, "every class occurs where the ground is the same"


def test_no_date_is_compared_with_regions_that_are_not_there():
    assert changes_of(np.array([], np.uint8), np.array([], np.uint8)).tolist() == []


def test_an_outage_that_nobody_spoke_of_again_is_no_news_before_and_after_its_report_expires():
    dataset = world({"region_code": "A"})
    codes = {day: dataset.timeline.codes[dataset.timeline.index_of(situation_on(dataset, f"2026-01-{day}").date)]
             for day in ("07", "08", "11")}  # fmt: skip
    assert [situation_on(dataset, f"2026-01-{day}").regions[0].state for day in codes] == [ALL, ALL, NONE]
    for later in ("08", "11"):
        assert changes_of(codes["07"], codes[later]).tolist() == [Change.NO_NEWS, Change.NO_REPORT, Change.NO_REPORT]
