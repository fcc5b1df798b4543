"""What may be asked of an export, and what a request that cannot be met is told."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from briefing.browser.renderer import Size
from briefing.formats.png import size_of
from briefing.request import A4, Request, dates_between, parse_span, parse_timestamp
from briefing.sheet.subject import subject_of
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.view import View, parse_date
from tests.geo.worlds import world

KYIV = ZoneInfo("Europe/Kyiv")
MADE_AT = dt.datetime(2026, 1, 12, 8, 30, tzinfo=KYIV)
JUNE, JANUARY = "2025-06-02", "2026-01-07"


def asked(dataset: Dataset, *dates: str, size: Size | None = None, **view: Any) -> Request:
    """A request for some dates of a dataset, made on 12 January 2026 at 8:30 in Kyiv."""
    days = tuple(map(parse_date, dates))
    subject = subject_of(dataset, View(date=days[-1], **view), made_at=MADE_AT)
    return Request(subject=subject, dates=days, size=size)


def test_a_span_has_a_first_and_a_last_day_and_may_be_one_day():
    assert parse_span("2026-01-07..2026-01-11") == (dt.date(2026, 1, 7), dt.date(2026, 1, 11))
    assert parse_span("2026-01-07..2026-01-07") == (dt.date(2026, 1, 7),) * 2


@pytest.mark.parametrize(("text", "said"), [
    ("2026-01-07", "Invalid span of dates"), ("2026-01-11..2026-01-07", "ends before it begins"),
    ("2026-01-07..", "Invalid date"),
    ("7 Jan..8 Jan", "Invalid date"), ("", "Invalid span of dates"), ("2026-01-07...2026-01-09", "Invalid date"),
])  # fmt: skip
def test_a_span_that_cannot_be_read_says_how_to_write_it(text, said):
    with pytest.raises(UsageError, match=said) as told:
        parse_span(text)
    assert "2026-01-07" in str(told.value), "an example to follow, or the span itself"


def test_a_series_holds_the_dates_with_reports_and_only_those(ukraine):
    assert dates_between(ukraine, dt.date(2025, 1, 1), dt.date(2027, 1, 1)) == (dt.date(2025, 6, 2), dt.date(2026, 1, 7))
    assert dates_between(ukraine, dt.date(2026, 1, 7), dt.date(2026, 1, 7)) == (dt.date(2026, 1, 7),)


def test_a_series_without_any_report_is_refused_and_names_the_dates_that_have_some(ukraine):
    with pytest.raises(UsageError, match=r"2025-08-01 to 2025-08-31.*2025-06-02 to 2026-01-07"):
        dates_between(ukraine, dt.date(2025, 8, 1), dt.date(2025, 8, 31))
    with pytest.raises(UsageError, match="none"):
        dates_between(world(), dt.date(2025, 8, 1), dt.date(2025, 8, 31))


def test_a_time_of_making_is_in_the_datasets_zone_unless_it_names_an_offset():
    assert parse_timestamp("2026-01-12T08:30", KYIV) == MADE_AT
    assert parse_timestamp("2026-01-12T08:30+00:00", KYIV) == MADE_AT + dt.timedelta(hours=2)
    assert parse_timestamp("2026-01-12", KYIV) == dt.datetime(2026, 1, 12, tzinfo=KYIV)


def test_a_time_of_making_that_cannot_be_read_is_refused():
    with pytest.raises(UsageError, match=r"Invalid time 'this morning'\. Use 2026-01-12T08:30.*Europe/Kyiv"):
        parse_timestamp("this morning", KYIV)


def test_the_environment_gives_the_time_of_making_and_an_option_goes_before_it(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768199400")
    assert parse_timestamp(None, KYIV) == MADE_AT
    assert parse_timestamp(None, KYIV).tzinfo == KYIV
    assert parse_timestamp("2026-01-12", KYIV) == dt.datetime(2026, 1, 12, tzinfo=KYIV)


@pytest.mark.parametrize("seconds", ["today", "1.5", "9" * 30, "2026-01-12"])
def test_a_time_in_the_environment_that_cannot_be_read_is_named_with_the_remedy(monkeypatch, seconds):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    with pytest.raises(UsageError, match=r"Invalid SOURCE_DATE_EPOCH '.*Use whole seconds since 1970-01-01 UTC.*--timestamp"):
        parse_timestamp(None, KYIV)


def test_now_is_said_to_the_minute_so_that_a_sheet_can_be_made_again(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    made = parse_timestamp(None, KYIV)
    assert (made.second, made.microsecond, made.tzinfo) == (0, 0, KYIV)
    assert parse_timestamp(f"{made:%Y-%m-%dT%H:%M}", KYIV) == made


@pytest.mark.parametrize(("name", "pixels"), [
    ("16:9", (1920, 1080)), ("square", (1080, 1080)), ("a4", (2246, 1588)), ("A4-portrait", (1588, 2246)),
    ("640x500", (640, 500)),
])  # fmt: skip
def test_a_size_has_a_name_or_two_numbers(name, pixels):
    size = size_of(name)
    assert (size.width * size.scale, size.height * size.scale) == pixels


def test_a_scale_multiplies_the_pixels_and_not_the_sheet():
    assert size_of("16:9", scale=2) == Size(width=1920, height=1080, scale=2)
    assert size_of("a4", scale=1) == Size(width=1123, height=794, scale=1, per_inch=96)


@pytest.mark.parametrize("name", ["a5", "1920", "10x10", "1920x", "-1920x1080", "1920x1080x2", "9999x9999", "", "²00x1080"])
def test_a_size_that_is_none_is_refused_with_those_that_are(name):
    with pytest.raises(UsageError, match="16:9"):
        size_of(name)


@pytest.mark.parametrize("scale", [0, 0.1, 5, -1, float("nan"), float("inf")])
def test_a_scale_out_of_range_is_refused(scale):
    with pytest.raises(UsageError, match=r"0\.5 to 4"):
        size_of("16:9", scale=scale)


def test_a_page_that_is_printed_is_a4_unless_asked_otherwise(ukraine):
    assert asked(ukraine, JANUARY).paper == A4
    assert asked(ukraine, JANUARY, size=size_of("square")).paper == size_of("square")


def test_the_latest_date_with_reports_is_meant_if_none_is_named(ukraine):
    assert subject_of(ukraine, View(), made_at=MADE_AT).date == dt.date(2026, 1, 7)
