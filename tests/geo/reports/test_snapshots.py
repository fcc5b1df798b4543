"""A series of snapshots: what each shows is current on its day, and what the next no longer shows is over."""

import pytest

from geo.read import read_dataset
from tests.geo.worlds import flags, on, region, state, write_folder

HEADER = "event_id,region_code,source,extent,started_at,reported_at,customers\n"
SERIES = """pole,A,Utility,part,2026-08-20T23:10,2026-08-21T10:00,1200
pole,A,Utility,part,2026-08-20T23:10,2026-08-21T11:00,1100
line,A,Utility,part,2026-08-22T09:30,2026-08-22T10:00,40
line,A,Utility,part,2026-08-22T09:30,2026-08-22T11:00,30
tree,A,Utility,part,2026-08-24T09:00,2026-08-24T10:00,5
"""
SNAPSHOTS = "[parsing.outages]\nsnapshots = true\n"


@pytest.fixture
def series(tmp_path):
    return read_dataset(write_folder(tmp_path / "series", outages=HEADER + SERIES, toml=SNAPSHOTS))


def customers(dataset, day: str) -> int | None:
    figure = on(dataset, day).totals["customers"]
    return figure.high if figure else None


def test_each_day_shows_what_its_own_snapshots_show(series):
    assert [customers(series, f"2026-08-{day}") for day in (21, 22, 24)] == [1100, 30, 5]
    for day in (21, 22, 24):
        assert "last_known" not in flags(series, f"2026-08-{day}")


def test_an_outage_is_last_known_only_between_the_snapshot_that_saw_it_and_the_one_that_did_not(series):
    assert flags(series, "2026-08-23") == {"last_known"}
    assert region(series, "2026-08-23").age == 1
    assert customers(series, "2026-08-23") == 30
    assert customers(series, "2026-08-24") == 5


def test_what_is_still_shown_after_days_is_current_on_each_of_them(tmp_path):
    seen = "".join(f"pole,A,Utility,part,2026-08-20T23:10,2026-08-{day}T10:00,{day}\n" for day in range(21, 29))
    dataset = read_dataset(write_folder(tmp_path / "long", outages=HEADER + seen, toml=SNAPSHOTS))
    assert [customers(dataset, f"2026-08-{day}") for day in range(21, 29)] == list(range(21, 29))
    assert not any("last_known" in flags(dataset, f"2026-08-{day}") for day in range(20, 29))
    assert flags(dataset, "2026-08-29") == {"last_known"}  # nobody has looked since


def test_reports_that_are_no_snapshots_end_nothing_by_silence(tmp_path):
    dataset = read_dataset(write_folder(tmp_path / "news", outages=HEADER + SERIES.replace("pole,A", "pole,B")))
    assert state(dataset, "2026-08-22", "B").word == "part"
