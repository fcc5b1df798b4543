"""What drafted records would change, before they are accepted."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest

from briefing.try_report import Tried, tried
from geo.acceptance import accept, codes_of
from geo.errors import DataError
from geo.read import read_dataset
from geo.situation import situation_of
from geo.states import STATE_BITS, State
from geo.view import View
from tests.folders import write_folder

TEXT = "Square A has no power. Atlantis has no power."
DAY = dt.date(2030, 5, 1)


def draft(**values: str) -> dict[str, object]:
    common = {"source": "the mayor", "source_role": "official", "started_at": "2030-05-01", "status": "claimed", "evidence": {}}
    records = [{"place": "Square A", "region_code": "XX-A", "extent": "all", **common, **values},
               {"place": "Atlantis", "extent": "all", **common}]  # fmt: skip
    return {"records": records, "text": TEXT, "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest()}


def outcome(folder: Path, records: dict[str, object]) -> Tried:
    dataset = read_dataset(folder)
    return tried(dataset, folder, records, codes=codes_of(dataset), days=[DAY])


def test_what_is_shown_before_is_what_the_map_shows_after(tmp_path: Path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])
    before = {path: path.read_bytes() for path in folder.iterdir()}
    found = outcome(folder, draft())
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    (one,) = found.differences
    assert (one.code, one.before & STATE_BITS, one.after & STATE_BITS, one.records) == ("XX-A", State.NO_REPORT, State.ALL, (0,))
    assert [at for at, _why in found.off_map] == [1]
    accept(folder, draft(), who="Ann", codes={"XX-A"})
    shown = {region.code: region.state_and_flags for region in situation_of(read_dataset(folder), View(date=DAY)).regions}
    assert shown["XX-A"] == one.after


def test_a_region_that_keeps_its_state_is_told_with_its_record(tmp_path: Path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-A", "extent": "all"}])
    (one,) = outcome(folder, draft()).differences
    assert (one.code, one.before == one.after, one.records) == ("XX-A", True, (0,))


def test_a_value_that_cannot_be_used_is_refused_as_it_would_be(tmp_path: Path):
    folder = write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])
    with pytest.raises(DataError, match="lately"):
        outcome(folder, draft(started_at="lately"))
