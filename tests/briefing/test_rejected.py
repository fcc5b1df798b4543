"""A rejected row is the same everywhere: in check, in state, in the app, on the sheet and in the data."""

import datetime as dt
import io
import json

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from briefing.formats.geodata import csv_of
from briefing.request import Request
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.read import read_dataset
from geo.situation.account import account_of
from geo.states import State
from geo.view import View
from tests.dashboard.apps import ROOT
from tests.geo.worlds import region, squares, write_folder

DAY = dt.date(2026, 1, 7)
MADE = dt.datetime(2026, 1, 20, 12, tzinfo=dt.UTC)
OUTAGES = """record_id,region_code,source,source_role,extent,started_at
1,A,Grid office,,all,2026-01-07
2,B,Grid office,,80%,2026-01-07
3,C,Grid office,,part,2026-02-30
4,C,Grid office,,part,2026-01-07
5,C,Grid office,,part,2026-01-07
"""
COUNTS = """region_code,time,customers_out,customers_total
B,2026-01-07T10:00,40,100
B,2026-01-07T11:00,-4,100
B,2026-03-29T03:30,4,100
B,2026-01-07T24:00,4,100
"""
STATIONS = "id,name,voltages_kv,lon,lat\n1,North,330,0.5,0.5\n2,South,much,0.43210,0.5\n3,East,110,0.6,0.6\n"
TOWNS = ("place_id,name,kind,lon,lat,population,region_code,other_names\n1,Town,city,0.5,0.5,100,A,\n"
         "2,Ville,city,0.5,0.5,many,A,\n3,Port,city,0.2,0.2,,A,\n")
EXPECTED = [
    ("gazetteer.csv", 3, "population", "many"),
    ("outages.csv", 3, "extent", "80%"), ("outages.csv", 4, "started_at", "2026-02-30"),
    ("substations.csv", 3, "voltages_kv", None), ("counts.csv", 3, "customers_out", "-4"),
    ("counts.csv", 4, "time", "2026-03-29T03:30"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "bad", outages=OUTAGES, counts=COUNTS, substations=STATIONS, gazetteer=TOWNS)


def rows(said) -> list[tuple[str, int, str, str | None]]:
    return sorted((one["file"], one["row"], one["column"], one["value"]) for one in said)


@pytest.mark.long
def test_check_state_app_and_sheet_say_the_same_of_every_rejected_row(folder, run, monkeypatch):
    code, checked, _ = run("check", folder, "--json")
    assert code == 1
    assert rows(json.loads(checked)["rejected"]) == sorted(EXPECTED, key=lambda one: one[:3])
    _, stated, _ = run("state", folder, "--json")
    assert json.loads(stated)["rejected"] == json.loads(checked)["rejected"]
    subject = subject_of(read_dataset(folder), View(date=DAY), made_at=MADE)
    assert any("6 rows rejected" in note for note in sheet_of(subject)["notes"])
    listed = pd.read_csv(io.BytesIO(csv_of(Request(subject=subject, dates=(DAY,)))), dtype=str)["not_placed"].dropna()
    _, words, _ = run("check", folder)
    monkeypatch.setattr("sys.argv", ["dashboard.py", "--data", str(folder)])
    test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    shown = "\n".join(one.value for one in test.run().text)
    for file, row, column, _ in EXPECTED:
        where = f"{file}, row {row}: column {column}"
        assert where in words
        assert where in shown
        assert listed.str.contains(where, regex=False).sum() == 1


def test_the_good_rows_of_every_table_are_drawn(folder):
    dataset = read_dataset(folder)
    assert [region(dataset, str(DAY), code).state for code in "ABC"] == [State.ALL, State.LARGE_PART, State.PART]
    assert region(dataset, "2026-01-08", "B").customers_out == 4  # 24:00 is midnight at the end of the day
    assert set(dataset.gazetteer["name"]) == {"Town", "Port"}
    assert set(dataset.substations["name"]) == {"North", "East"}


def test_a_bad_region_is_rejected_and_one_whose_figure_is_bad_stays_without_it(tmp_path):
    areas = squares("ABCD", population=["5", "many", "7", "8"], customers=["1", "2", "3", "4"])
    areas.loc[3, "name"] = ""
    dataset = read_dataset(write_folder(tmp_path / "areas", regions=areas.to_json()))
    assert dataset.regions["code"].tolist() == ["A", "B", "C"]
    assert dataset.regions["population"].fillna(-1).tolist() == [5, -1, 7]
    account = account_of(dataset)
    assert [(fault.row, fault.column) for fault in account.rejected] == [(5, "name"), (3, "population")]
    assert account.of("regions").outcomes == {"kept": 3, "repaired": 0, "rejected": 1}


def test_a_folder_without_a_bad_row_passes_the_check(tmp_path, run):
    folder = write_folder(tmp_path / "good", outages="\n".join(OUTAGES.splitlines()[:2]))
    code, checked, _ = run("check", folder, "--json")
    assert (code, json.loads(checked)["rejected"]) == (0, [])


def test_an_embargo_keeps_the_cells_of_a_rejected_row_back(tmp_path):
    counts = COUNTS.replace("-4", "-98765")
    folder = write_folder(tmp_path / "late", outages=OUTAGES, counts=counts, toml="[publication]\nembargo_hours = 24\n")
    subject = subject_of(read_dataset(folder), View(date=DAY), made_at=MADE)
    table = csv_of(Request(subject=subject, dates=(DAY,))).decode("utf-8-sig")
    assert "outages.csv, row 3: column extent" in table
    assert "counts.csv, row 3: column customers_out" in table
    assert "80%" not in table
    assert "98765" not in table
