import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.counts.dst import DAY_S, FIRST_DAY, changes_of, clock_of_moments, clock_of_writing
from tests.geo.by_hand import moment_of

NAMES = ("Europe/Kyiv", "America/New_York", "America/Havana", "Africa/Casablanca", "Asia/Kathmandu", "UTC")
ZONES = [ZoneInfo(name) for name in NAMES]
moments = st.datetimes(dt.datetime(1970, 1, 2), dt.datetime(2099, 12, 30)).map(lambda moment: moment.replace(microsecond=0))


def seconds(moment: dt.datetime) -> int:
    return int(moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp())


@given(moments, st.sampled_from(ZONES))
def test_the_table_of_moments_tells_the_clock_as_python_does(moment: dt.datetime, zone: ZoneInfo) -> None:
    day, at = divmod(seconds(moment), DAY_S)
    row = clock_of_moments(zone).iloc[day - FIRST_DAY]
    local = moment.replace(tzinfo=dt.UTC).astimezone(zone)
    ahead = row["before_s"] if at < row["switch"] else row["after_s"]
    assert ahead == local.utcoffset().total_seconds()
    assert (row["again_from"] <= at < row["again_to"]) == bool(local.fold)


@given(moments, st.sampled_from(ZONES))
def test_the_table_of_writing_tells_the_moment_as_python_does(clock: dt.datetime, zone: ZoneInfo) -> None:
    day, at = divmod(seconds(clock), DAY_S)
    row = clock_of_writing(zone).iloc[day - FIRST_DAY]
    written = seconds(clock)
    moment = written - row["before_s"] if at < row["switch"] else max(written - row["after_s"], row["least"])
    assert moment == seconds(moment_of(clock.isoformat(" "), zone))


@pytest.mark.parametrize(("year", "forward", "back"), [(2026, "2026-03-29T01:00", "2026-10-25T01:00"), (2021, "2021-03-28T01:00",
                                                                                                        "2021-10-31T01:00")])
def test_kyiv_changes_its_clocks_in_march_and_october(year: int, forward: str, back: str) -> None:
    found = [dt.datetime.fromtimestamp(change.at, dt.UTC) for change in changes_of(ZONES[0])]
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in found if moment.year == year] == [forward, back]


def test_a_zone_that_keeps_its_clocks_has_no_change() -> None:
    assert changes_of(ZoneInfo("UTC")) == ()
