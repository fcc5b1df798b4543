"""Since when a region is without power."""

import datetime as dt

from geo.situation import since_of
from tests.geo.worlds import on, region, world


def since(dataset, day: str, code: str = "A"):
    return since_of(dataset, on(dataset, day), region(dataset, day, code), level=None)


def test_a_spell_begins_on_the_first_date_without_a_date_between():
    dataset = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-05"},
                    {"region_code": "A", "extent": "part", "started_at": "2026-01-06", "ended_at": "2026-01-07"})  # fmt: skip
    assert since(dataset, "2026-01-05").date == dt.date(2026, 1, 3)


def test_a_date_with_power_on_ends_a_spell():
    dataset = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03", "ended_at": "2026-01-03"},
                    {"region_code": "A", "extent": "none", "started_at": "2026-01-04", "ended_at": "2026-01-04"},
                    {"region_code": "A", "extent": "part", "started_at": "2026-01-05", "ended_at": "2026-01-06"})  # fmt: skip
    assert since(dataset, "2026-01-05").date == dt.date(2026, 1, 5)
    assert since(dataset, "2026-01-04") is None


def test_the_hour_is_that_of_the_deciding_report_on_the_first_date():
    dataset = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03T18:30", "ended_at": "2026-01-05T10:00"})
    found = since(dataset, "2026-01-04")
    assert (found.date, found.moment.start.hour) == (dt.date(2026, 1, 3), 18)


def test_a_later_report_of_the_same_spell_gives_no_hour_of_its_beginning():
    first = {"region_code": "A", "extent": "part", "started_at": "2026-01-03", "ended_at": "2026-01-05"}
    later = {"region_code": "A", "extent": "all", "started_at": "2026-01-05T07:00", "ended_at": "2026-01-05T20:00"}
    dataset = world(first, later)
    found = since(dataset, "2026-01-05")
    assert (found.date, found.moment) == (dt.date(2026, 1, 3), None)


def test_a_region_without_a_report_is_without_power_since_no_date():
    dataset = world({"region_code": "A", "extent": "all", "started_at": "2026-01-03"})
    assert since(dataset, "2026-01-03", "B") is None
