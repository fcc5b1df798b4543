"""The clocks of a time zone as tables: what an aggregation joins in place of asking for each row.

Days are whole days since 1970-01-01, times whole seconds. Where clocks go forward they skip times (`gap_from`, `gap_to`), which
are rejected; where they go back, a time that stands twice means the first.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geo.times import YEARS

DAY_S = 86_400
FIRST_DAY, LAST_DAY = ((dt.date(year, 1, 1) - dt.date(1970, 1, 1)).days for year in (YEARS.start, YEARS.stop))
_LOOK_S = 7 * DAY_S  # no zone changes its clocks there and back within a week
_NEVER = -(2**53)


@dataclass(frozen=True, kw_only=True)
class Change:
    """The moment (seconds since 1970 UTC) from which the clocks run `after_s` ahead of UTC, and no more `before_s`."""

    at: int
    before_s: int
    after_s: int


@lru_cache(maxsize=8)
def changes_of(zone: ZoneInfo) -> tuple[Change, ...]:
    """Return every change of a zone's clocks within `YEARS`, in order."""
    found = []
    here, offset = FIRST_DAY * DAY_S, _offset(zone, FIRST_DAY * DAY_S)
    for there in range(here + _LOOK_S, (LAST_DAY + 7) * DAY_S, _LOOK_S):
        after = _offset(zone, there)
        if after != offset:
            found.append(Change(at=_moment(zone, there - _LOOK_S, there), before_s=offset, after_s=after))
        offset = after
    return tuple(found)


def offset_at_first(zone: ZoneInfo) -> int:
    """Return how far ahead of UTC a zone is before its first change, in seconds."""
    return _offset(zone, FIRST_DAY * DAY_S)


@lru_cache(maxsize=8)
def clock_of_moments(zone: ZoneInfo) -> pd.DataFrame:
    """Return one row a day of UTC: `day`, `switch` (second of the day from which `after_s` holds, before it `before_s`).

    Also `again_from`, `again_to`: seconds of the day whose local times stand for the second time.
    """
    table = _steady(zone, [change.at for change in changes_of(zone)])
    again_from, again_to = np.zeros((2, len(table)), np.int64)
    for change in changes_of(zone):
        end = change.at + change.before_s - change.after_s
        for day in range(change.at // DAY_S, max(change.at, end - 1) // DAY_S + 1) if end > change.at else ():
            row = day - FIRST_DAY
            if 0 <= row < len(table):
                again_from[row], again_to[row] = max(0, change.at - day * DAY_S), min(DAY_S, end - day * DAY_S)
    return table.assign(again_from=again_from, again_to=again_to)


@lru_cache(maxsize=8)
def clock_of_writing(zone: ZoneInfo) -> pd.DataFrame:
    """Return one row a civil day of the zone: `day`, `switch`, `before_s`, `after_s` as in `clock_of_moments`, and `least`.

    A time written after the switch means no moment (seconds since 1970 UTC) earlier than `least`. Also `gap_from`, `gap_to`:
    seconds of the day that the clocks skip.
    """
    table = _steady(zone, [change.at + change.before_s for change in changes_of(zone)])
    least = np.full(len(table), _NEVER)
    gap_from, gap_to = np.zeros((2, len(table)), np.int64)
    switch, after = table["switch"].to_numpy(copy=True), table["after_s"].to_numpy(copy=True)
    for change in changes_of(zone):
        first, end = (change.at + offset for offset in (change.before_s, change.after_s))
        for day in range(first // DAY_S, max(first, end - 1) // DAY_S + 1):
            row = day - FIRST_DAY
            if 0 <= row < len(table):
                least[row], after[row] = change.at, change.after_s
                switch[row] = max(0, first - day * DAY_S)
                gap_from[row], gap_to[row] = switch[row], max(0, min(DAY_S, end - day * DAY_S))
    return table.assign(switch=switch, after_s=after, least=least, gap_from=gap_from, gap_to=gap_to)


def _steady(zone: ZoneInfo, switches: list[int]) -> pd.DataFrame:
    """Return one row a day with the offsets before and after the day's switch, if there is one."""
    days = np.arange(FIRST_DAY, LAST_DAY, dtype=np.int64)
    offsets = np.array([offset_at_first(zone), *(change.after_s for change in changes_of(zone))], dtype=np.int64)
    at = np.array(switches, dtype=np.int64)
    begin, end = (np.searchsorted(at, moment, side="left") for moment in (days * DAY_S, (days + 1) * DAY_S))
    next_one = np.append(at, LAST_DAY * DAY_S)[begin]
    switch = np.where(end > begin, next_one - days * DAY_S, DAY_S)
    return pd.DataFrame({"day": days, "switch": switch.astype(np.int64), "before_s": offsets[begin], "after_s": offsets[end]})


def _offset(zone: ZoneInfo, moment: int) -> int:
    return int((dt.datetime.fromtimestamp(moment, dt.UTC).astimezone(zone).utcoffset() or dt.timedelta()).total_seconds())


def _moment(zone: ZoneInfo, low: int, high: int) -> int:
    """Return the first second in (low, high] at which the offset is that of `high`."""
    wanted = _offset(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _offset(zone, middle) == wanted else (middle, high)
    return high
