"""What was known on a day: the ledger undone."""

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.acceptance import accept, correct, withdraw
from geo.errors import UsageError
from geo.read import read_dataset
from geo.situation import situation_of
from geo.states import State
from geo.view import View
from tests.folders import write_folder
from tests.geo.test_acceptance import CODES, draft

MAY = dt.date(2030, 5, 1)


def at(day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2030, 5, day, hour, tzinfo=dt.UTC)


def state_of(folder: Path, code: str, known_on: dt.date | None) -> State:
    dataset = read_dataset(folder, known_on=known_on)
    regions = situation_of(dataset, View(date=MAY)).regions
    return next(one.state for one in regions if one.code == code)


@pytest.mark.long
def test_a_record_is_shown_as_it_was_known(tmp_path: Path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])
    _, second = accept(folder, draft(), who="Ann", codes=CODES, at=at(2))
    correct(folder, second, {"extent": "all"}, who="Ben", codes=CODES, at=at(4))
    withdraw(folder, [second], who="Ben", at=at(6))
    said = [state_of(folder, "XX-B", dt.date(2030, 5, day)) for day in range(1, 7)]
    assert said == [State.NO_REPORT, State.PART, State.PART, State.ALL, State.ALL, State.NO_REPORT]
    assert state_of(folder, "XX-C", dt.date(2030, 5, 1)) == State.ALL  # the ledger does not name it
    assert state_of(folder, "XX-B", None) == State.NO_REPORT


def test_a_day_ends_at_midnight_in_the_zone_of_the_dataset(tmp_path: Path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])
    accept(folder, draft(), who="Ann", codes=CODES, at=at(2, 22))  # 01:00 of 3 May in Kyiv
    assert state_of(folder, "XX-B", dt.date(2030, 5, 2)) == State.NO_REPORT
    assert state_of(folder, "XX-B", dt.date(2030, 5, 3)) == State.PART


def test_without_a_ledger_nobody_knows_what_was_known(tmp_path: Path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])
    with pytest.raises(UsageError, match="has no ledger"):
        read_dataset(folder, known_on=MAY)


@pytest.mark.long
@given(st.lists(st.sampled_from(["accept", "correct", "withdraw"]), max_size=6))
@settings(max_examples=8)
def test_each_day_reads_as_it_did_on_that_day(acts: list[str]):
    with tempfile.TemporaryDirectory() as home:
        folder = write_folder(Path(home) / "squares", [{"region_code": "XX-C"}])
        there, then = list(accept(folder, draft(), who="Ann", codes=CODES, at=at(1))), []
        for day, act in enumerate(acts, 2):
            then.append(rows(folder, None))
            if act == "accept":
                there += accept(folder, draft(), who="Ann", codes=CODES, again=True, at=at(day))
            elif act == "correct" and there:
                correct(folder, there[0], {"customers": str(day)}, who="Ann", codes=CODES, at=at(day))
            elif there:
                withdraw(folder, [there.pop()], who="Ann", at=at(day))
        for day, known in enumerate(then, 1):
            assert rows(folder, dt.date(2030, 5, day)) == known


def rows(folder: Path, known_on: dt.date | None) -> dict[str, tuple[str, ...]]:
    reports = read_dataset(folder, known_on=known_on).reports
    return {one["record_id"]: tuple(map(str, one[["place", "extent", "customers", "source", "summary"]]))
            for _, one in reports.iterrows()}  # fmt: skip
