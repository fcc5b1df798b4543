import datetime as dt
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.times import Moment, after, far_off, in_words, parse_moment

KYIV = ZoneInfo("Europe/Kyiv")
UTC = dt.UTC


def moment(text: str) -> Moment:
    parsed = parse_moment(text, zone=KYIV)
    assert parsed is not None
    return parsed


def test_a_date_alone_is_the_whole_civil_day_in_the_datasets_zone() -> None:
    day = moment("2026-01-07")
    assert day.start == dt.datetime(2026, 1, 6, 22, tzinfo=UTC)
    assert day.end == dt.datetime(2026, 1, 7, 22, tzinfo=UTC)
    assert day.whole_day


def test_the_day_on_which_the_clocks_go_forward_has_23_hours() -> None:
    day = moment("2026-03-29")
    assert day.end.astimezone(UTC) - day.start.astimezone(UTC) == dt.timedelta(hours=23)


def test_a_time_with_an_offset_is_shown_in_the_datasets_zone() -> None:
    assert moment("2026-01-06T23:30Z").start.isoformat() == "2026-01-07T01:30:00+02:00"


def test_an_hour_stands_for_sixty_minutes_and_a_minute_for_one() -> None:
    assert moment("2026-01-07T18").end - moment("2026-01-07T18").start == dt.timedelta(hours=1)
    assert moment("2026-01-07T18:30").end - moment("2026-01-07T18:30").start == dt.timedelta(minutes=1)


def test_a_time_that_the_clocks_skip_is_refused_and_not_moved() -> None:
    for skipped in ("2026-03-29T03", "2026-03-29 03:59:59"):
        with pytest.raises(ValueError, match="does not exist: the clocks skip it"):
            moment(skipped)
    assert moment("2026-03-29T03:30+02:00").start.hour == 4  # a moment of its own, whatever the clocks


def test_a_day_whose_midnight_the_clocks_skip_begins_when_it_does() -> None:
    day = parse_moment("2018-11-04", zone=ZoneInfo("America/Sao_Paulo"))
    assert day is not None
    assert day.start.hour == 1


@pytest.mark.parametrize(("years", "far"), [
    ([2026, 2026, 1926, 2025], [False, False, True, False]), ([1926, 2026], [True, False]), ([2026, 2026], [False, False]),
    ([1990, 2005, 2020], [False, False, False]), ([2026, 2062, 2062], [True, False, False]), ([], []),
])  # fmt: skip
def test_a_year_is_far_off_if_decades_lie_between_it_and_all_that_most_rows_have(years, far) -> None:
    assert far_off(np.array(years, int), np.ones(len(years), int)).tolist() == far


def test_24_00_is_midnight_at_the_end_of_the_day() -> None:
    for late in ("2026-01-07T24:00", "2026-01-07 24", "2026-01-07T24:00:00", "2026-01-07T24:00+02:00"):
        assert moment(late).start == moment("2026-01-08T00:00").start
    with pytest.raises(ValueError, match="hour"):
        moment("2026-01-07T24:30")


def test_of_an_hour_that_the_clocks_repeat_the_first_is_meant() -> None:
    assert moment("2026-10-25T03:30").start.utcoffset() == dt.timedelta(hours=3)


def test_seventy_two_hours_are_seventy_two_hours_when_the_clocks_change() -> None:
    start = moment("2026-10-24T00:30").start
    assert after(start, dt.timedelta(hours=72)).isoformat() == "2026-10-26T23:30:00+02:00"


def test_blank_is_not_known_and_a_tilde_is_about() -> None:
    assert parse_moment("  ", zone=KYIV) is None
    assert moment("2025-06-02T23:50~").about
    assert moment("2025-06-02T23:50 ~").about


def test_a_moment_reads_as_people_say_it() -> None:
    assert in_words(moment("2025-06-02T23:50~")) == "2 June 2025, about 23:50"
    assert str(moment("2026-01-07")) == "7 January 2026"
    assert in_words(moment("2026-01-07~")) == "about 7 January 2026"


@pytest.mark.parametrize("text", [
    "2026-02-30", "2026-13-01", "07.01.2026", "2026-1-7", "yesterday", "2026-01-07T25:00", "2026-01-07T18:30+99:00",
    "20260107", "~",
    "2026", "0001-01-01T00:00+14:00", "9999-12-31", "2206-01-07", "2026-01-07T",
])  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_moment(text, zone=KYIV)


@settings(deadline=None)
@given(
    st.datetimes(min_value=dt.datetime(1950, 1, 1), max_value=dt.datetime(2090, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
)
def test_every_time_stands_for_an_interval_that_is_not_empty(time: dt.datetime, form: str) -> None:
    parsed = moment(time.strftime(form))
    assert parsed.start.astimezone(UTC) < parsed.end.astimezone(UTC)


WRITTEN = st.from_regex(
    r"(19|20|21)[0-9]{2}-[01][0-9]-[0-3][0-9]([T ][0-2][0-9](:[0-6][0-9](:[0-6][0-9])?)?(Z|[+-][01][0-9]:[0-5][0-9])?)?~?",
    fullmatch=True,
)


@settings(deadline=None)
@given(st.one_of(WRITTEN, st.text(max_size=30), st.text(alphabet="0123456789-:TZ~ +", max_size=20)))
@example("2026-01-07T18:30+02:00~")
@example("2026-02-30")
def test_a_text_that_is_taken_is_the_time_that_iso_8601_says(text: str) -> None:
    try:
        parsed = parse_moment(text, zone=KYIV)
    except ValueError:
        return
    assert (parsed is None) == (not text.strip())
    if parsed is not None:
        said = dt.datetime.fromisoformat(text.strip().rstrip("~").rstrip())
        there = said if said.tzinfo else said.replace(tzinfo=KYIV)
        assert parsed.start.astimezone(UTC) == there.astimezone(UTC)
        assert parsed.about == text.strip().endswith("~")
        assert parsed.whole_day == (len(text.strip().rstrip("~").rstrip()) == len("2026-01-07"))


@settings(deadline=None)
@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 30)))
def test_every_day_of_two_centuries_is_a_time(day: dt.date) -> None:
    assert moment(day.isoformat()).start.astimezone(KYIV).date() == day
