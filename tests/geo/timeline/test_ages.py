"""The age of a colour: whole days since the statement that set it was last fresh, at least one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dataset import Dataset
from geo.states import LAST_KNOWN, State
from tests.geo.timeline.test_build import ROWS, WHOLE
from tests.geo.worlds import region, state, world

SILENT_SINCE = WHOLE | {"started_at": "2026-01-05"}
GOING_ON = WHOLE | {"started_at": "2026-01-07", "ended_at": "2026-01-10", "source": "Two"}


def ages(dataset: Dataset, *days: int) -> list[int | None]:
    return [region(dataset, f"2026-01-{day:02}").age for day in days]


def test_an_age_grows_by_a_day_from_the_first_day_without_news() -> None:
    assert ages(world(SILENT_SINCE), 4, 5, 6, 7, 8, 9) == [None, None, 1, 2, 3, None]


@pytest.mark.parametrize("silent", [{"extent": "unknown"}, {"kind": "advisory"}, {"status": "disputed"}])
def test_a_newer_statement_that_does_not_set_the_colour_does_not_count_for_the_age(silent: dict[str, str]) -> None:
    assert ages(world(SILENT_SINCE, GOING_ON | silent), 6, 7, 8) == [1, 2, 3]


def test_the_age_is_that_of_the_worst_part_and_not_of_the_newest() -> None:
    north, south = SILENT_SINCE | {"scope": "the north"}, GOING_ON | {"scope": "the south", "extent": "none"}
    assert ages(world(north, south), 7, 8) == [2, 3]


def test_a_report_that_is_yet_to_be_made_is_no_news() -> None:
    late = SILENT_SINCE | {"reported_at": "2026-01-08"}
    assert ages(world(late), 5, 6, 7, 8, 9) == [None, 1, 2, None, 1]
    other = WHOLE | {"started_at": "2026-01-06", "extent": "part", "source": "Two"}
    assert state(world(late, other), "2026-01-07") == State.PART, "the sixth is later than the fifth"


@pytest.mark.long
@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=7))
def test_what_is_last_known_has_an_age_of_at_least_one_day_and_nothing_else_has_one(rows: list[dict[str, str]]) -> None:
    timeline = world(*rows).timeline
    last_known = timeline.codes & LAST_KNOWN > 0
    assert (timeline.ages[last_known] >= 1).all()
    assert (timeline.ages[~last_known] == 0).all()
