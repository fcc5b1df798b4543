"""`state --json` on an invented dataset in which sources contradict, deny, take back, and name parts of one another."""

import json

import pytest

from tests.folders import write_folder

PAPER = {"source": "Paper", "source_role": "media"}
RECORDS = [
    {"record_id": "a1", "region_code": "XX-A", "extent": "all", "event_id": "a"},
    {"record_id": "a2", "region_code": "XX-A", "extent": "large_part", "event_id": "a", **PAPER},
    {"record_id": "b1", "region_code": "XX-B", "extent": "all"},
    {"record_id": "b2", "region_code": "XX-B", "extent": "none", **PAPER},
    {"record_id": "c1", "region_code": "XX-C", "extent": "all"},
    {"record_id": "c2", "region_code": "XX-C", "extent": "part", "started_at": "2030-05-02"},
    {"record_id": "d1", "region_code": "XX-D", "extent": "all", "status": "retracted", "people": "70000"},
    {"record_id": "e1", "region_code": "XX-A", "extent": "unknown", "people": "100", "event_id": "e", "started_at": "2030-06-01"},
    {"record_id": "e2", "region_code": "XX-A", "extent": "unknown", "people": "~120", "event_id": "e", "started_at": "2030-06-01",
     **PAPER},
    {"record_id": "e3", "region_code": "XX-A", "extent": "unknown", "people": ">90", "event_id": "e", "started_at": "2030-06-01",
     **PAPER, "source": "Radio"},
    {"record_id": "f1", "region_code": "XX-B", "people": "5000", "event_id": "f", "started_at": "2030-07-01"},
    {"record_id": "f2", "region_code": "XX-B", "place": "Harbour district", "extent": "part", "people": "800", "event_id": "g",
     "started_at": "2030-07-01"},
]  # fmt: skip


@pytest.fixture
def state(run, tmp_path):
    folder = write_folder(tmp_path / "w", RECORDS)

    def on(date: str) -> dict:
        code, out, _ = run("state", folder, "--date", date, "--json")
        assert code == 0
        return json.loads(out)

    return on


def test_two_sources_two_classes_apart_are_contested_and_the_operator_sets_the_colour(state):
    region = state("2030-05-01")["regions"]["XX-A"]
    assert (region["state"], region["flags"]) == ("all", ["contested"])
    assert region["statements"] == ["a1", "a2"]
    assert (region["set_by"], region["rule"]) == ("a1", "operator and official before other sources")


def test_a_denial_is_shown_beside_the_claim(state):
    region = state("2030-05-01")["regions"]["XX-B"]
    assert (region["state"], region["flags"], region["statements"]) == ("all", ["contested"], ["b1", "b2"])


def test_a_partial_restoration_lowers_the_state(state):
    assert [state(f"2030-05-0{day}")["regions"]["XX-C"]["state"] for day in (1, 2)] == ["all", "part"]


def test_what_was_taken_back_neither_colours_nor_counts_but_is_listed(state):
    found = state("2030-05-01")
    assert found["regions"]["XX-D"] == {"state": "no_report", "flags": [], "statements": ["d1"]}
    assert found["totals"]["people"] == {"low": None, "high": None}


def test_one_event_in_three_outlets_is_a_range_and_counted_once(state):
    assert state("2030-06-01")["totals"]["people"] == {"low": 90, "high": 120}


def test_a_district_inside_a_counted_region_adds_nothing(state):
    assert state("2030-07-01")["totals"]["people"] == {"low": 5000, "high": 5000}
