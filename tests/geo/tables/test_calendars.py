"""Days of other calendars, held against days that almanacs and newspapers give in both."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tables.calendars import SOLAR_YEARS, gregorian


@pytest.mark.parametrize(("written", "ours"), [
    ("1404/01/01", "2025-03-21"), ("1403/12/30", "2025-03-20"), ("1399/12/30", "2021-03-20"), ("1357/11/22", "1979-02-11"),
    ("1403/11/12", "2025-01-31"), ("12-11-1403", "2025-01-31"), ("۱۴۰۴/۱۰/۲۴ ۱۸:۳۰", "2026-01-14 ۱۸:۳۰"),
    ("12 بهمن 1403", "2025-01-31"), ("۱۲ بهمن‌ماه", "۱۲ بهمن‌ماه"), ("12 دلو 1403", "2025-01-31"), ("3 دي 1404", "2025-12-24"),
    ("14/01/2569 08:00", "2026-01-14 08:00"), ("2569-01-14", "2026-01-14"), ("14 ม.ค. 2569", "2026-01-14"),
    ("14 มกราคม พ.ศ. 2569", "14 มกราคม 2026"), ("令和7年9月2日", "2025年9月2日"), ("令和元年5月1日", "2019年5月1日"),
    ("平成23年3月11日", "2011年3月11日"), ("民國114年10月31日", "2025年10月31日"),
])  # fmt: skip
def test_a_day_of_another_calendar_is_one_of_ours(written: str, ours: str) -> None:
    assert gregorian(written) == ours


@pytest.mark.parametrize("written", [
    "2026-01-14 08:00", "14.01.2026", "1446/05/14", "1404/13/01", "1404/12/30", "1404/07/31", "1404", "2569", "113/10/31",
    "01403/11/12", "1403-11/12", "14 January 2569", "12 بهمن 1300",
])  # fmt: skip
def test_what_may_be_another_day_or_none_stays_as_it_is(written: str) -> None:
    assert gregorian(written) == written


@given(st.dates(dt.date(1960, 1, 1), dt.date(2035, 12, 31)))
def test_each_day_follows_the_one_before(day: dt.date) -> None:
    """A year begins on 20, 21 or 22 March, and its days are counted on without a gap."""
    first = dt.date.fromisoformat(gregorian(f"{day.year - 621}/01/01"))
    assert (first.year, first.month) == (day.year, 3)
    assert first.day in {20, 21, 22}
    at = (day - first).days
    if 0 <= at < 365 and day.year - 621 in SOLAR_YEARS:
        month, rest = (at // 31, at % 31) if at < 186 else (6 + (at - 186) // 30, (at - 186) % 30)
        assert gregorian(f"{day.year - 621}/{month + 1:02}/{rest + 1:02}") == day.isoformat()
