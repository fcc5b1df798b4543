"""What columns are taken for: outages from a start to an end, counts at a moment; a guess that may be wrong says so."""

from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import pytest
from shapely.geometry import box

from geo.mapping import mapped
from geo.mapping.inference import KnownRegions, guess_counts, guess_reports, is_of_reports, of_file, refusal
from geo.places import zone_of
from geo.tables import TableFile, read_table_file

KNOWN: KnownRegions = of_file(gpd.GeoDataFrame({"code": ["XA-1", "XA-2"], "name": ["Northern", "Southern"]},
                                               geometry=[box(0, 0, 1, 1), box(1, 0, 2, 1)], crs="EPSG:4326"))  # fmt: skip


def table(folder: Path, text: str) -> TableFile:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_table_file(path)


def test_two_clocks_beside_one_day_are_a_start_and_an_end_which_may_lie_past_midnight(tmp_path) -> None:
    file = table(tmp_path, "region,queue,day,start,end\nNorthern,1,2031-07-08,08:00,12:00\nSouthern,2,2031-07-08,22:00,00:30\n")
    assert is_of_reports(file)
    guess = guess_reports(file, KNOWN, name="table.csv")
    assert guess.mapping.columns["ended_at"] == ("day", "end")
    times = mapped(file, guess.mapping, kind="outages", zone=ZoneInfo("UTC"), name="table.csv")
    assert list(times["started_at"]) == ["2031-07-08T08:00:00", "2031-07-08T22:00:00"]
    assert list(times["ended_at"]) == ["2031-07-08T12:00:00", "2031-07-09T00:30:00"]


@pytest.mark.parametrize(("name", "cell"), [("queue", "2"), ("Черга", "2"), ("x", "1.5")])
def test_numbers_of_queues_and_parts_of_wholes_are_no_customers(tmp_path, name, cell) -> None:
    guess = guess_counts(table(tmp_path, f"region,time,{name}\nNorthern,2031-07-08,{cell}\n"), KNOWN)
    assert guess.missing == ("customers_out",)


@pytest.mark.parametrize(("cell", "said"), [("03/04/2031", True), ("03.04.2031", False), ("13/04/2031", False)])
def test_days_that_may_be_months_are_told_of(tmp_path, cell, said) -> None:
    guess = guess_counts(table(tmp_path, f"region,time,customers out\nNorthern,{cell},2\n"), KNOWN)
    assert ("the other way round" in guess.notes["time"]) is said


def test_a_time_that_cannot_be_read_is_named(tmp_path) -> None:
    file = table(tmp_path, "region,As of,out\nNorthern,2031-07-08 10:00 IST,2\n")
    fault = refusal(file, {"counts": guess_counts(file, KNOWN)}, name="table.csv")
    assert "'As of' holds '2031-07-08 10:00 IST'" in fault.what


def test_a_kind_of_event_ties_no_outages_together(tmp_path) -> None:
    file = table(tmp_path, "region,start,end,Event month\nNorthern,2031-07-08,2031-07-09,July\n")
    assert "event_id" not in guess_reports(file, KNOWN, name="table.csv").mapping.columns


def test_codes_of_another_continent_name_no_zone() -> None:
    regions = gpd.GeoDataFrame({"code": ["AZ-01"]}, geometry=[box(-113, 32, -111, 34)], crs="EPSG:4326")
    assert zone_of(regions) is None


@pytest.mark.parametrize(("header", "cells", "column"), [
    ("Incident Id", ("7001", "7002"), ("Incident Id",)), ("lat,lon", ("0.5,0.5", "0.6,0.6"), ("lat", "lon")),
])
def test_outages_of_one_region_are_told_apart(tmp_path, header, cells, column) -> None:
    rows = "".join(f"Northern,2031-07-08 10:00,storm,on site,{n},{cell}\n" for n, cell in zip((40, 2), cells, strict=True))
    guess = guess_reports(table(tmp_path, f"region,started,cause,status,customers,{header}\n{rows}"), KNOWN, name="table.csv")
    assert guess.mapping.columns["event_id"] == column


def test_rows_from_a_start_to_an_end_are_outages_of_their_own(tmp_path) -> None:
    file = table(tmp_path, "region,start,end,customers\nNorthern,2031-07-08,2031-07-09,40\nNorthern,2031-07-08,2031-07-08,2\n")
    assert guess_reports(file, KNOWN, name="table.csv").mapping.defaults["event_id"] == "row {row}"
