"""Drafted records become records of a dataset, and can be taken back."""

import datetime as dt
import hashlib
import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.acceptance import accept, alike, correct, records_of, withdraw
from geo.errors import DataError, UsageError
from geo.read import read_dataset
from geo.reports.ledger import read_ledger
from geo.situation.account import account_of
from tests.folders import name_in_toml, write_folder

TEXT = "Square A lost power on Monday, the grid company said. 300 homes in Square B are without power, it added."
CODES = {"XX-A", "XX-B", "XX-C", "XX-D"}
NOON = dt.datetime(2030, 5, 2, 12, tzinfo=dt.UTC)


def evidence(words: str, text: str = TEXT) -> dict[str, object]:
    start = text.index(words)
    return {"quote": words, "start": start, "end": start + len(words), "rule": "by.hand"}


def draft(text: str = TEXT) -> dict[str, object]:
    common = {"source": "the grid company", "source_role": "operator", "started_at": "2030-05-01", "status": "claimed"}
    records = [
        {"place": "Square A", "region_code": "XX-A", "extent": "unknown", **common,
         "evidence": {"place": evidence("Square A", text), "source": evidence("the grid company", text),
                      "region_code": {"derived_from": "place"}}},
        {"place": "Square B", "region_code": "XX-B", "extent": "part", "customers": "300", **common,
         "evidence": {"place": evidence("Square B", text), "customers": evidence("300 homes", text)}},
    ]  # fmt: skip
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"records": records, "text": text, "text_sha256": digest}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "squares", [{"region_code": "XX-C"}])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_accepted_records_are_on_the_map_with_their_words_and_in_the_ledger(folder: Path):
    before = (folder / "outages.csv").read_bytes()
    ids = accept(folder, draft(), who="Ann", codes=CODES, at=NOON)
    dataset = read_dataset(folder)
    assert (folder / "outages.csv").read_bytes().startswith(before)
    assert tuple(dataset.reports["record_id"][1:]) == ids
    account = account_of(dataset)
    assert not account.off_map
    assert dict(account.of("quotes").outcomes) == {"kept": 4}
    assert [(one.field, one.quote) for one in dataset.quotes if one.record_id == ids[1]] == [
        ("place", "Square B"), ("customers", "300 homes")]  # fmt: skip
    assert [(one.at, one.who, one.action, one.record_id) for one in read_ledger(folder / "ledger.csv")] == [
        ("2030-05-02T12:00:00Z", "Ann", "accepted", one) for one in ids]  # fmt: skip


@pytest.mark.long
def test_an_undo_gives_every_byte_of_the_reports_back_and_the_ledger_keeps_the_records(folder: Path):
    before = (folder / "outages.csv").read_bytes()
    ids = accept(folder, draft(), who="Ann", codes=CODES)
    digest = str(draft()["text_sha256"])
    assert records_of(folder, digest) == ids
    withdraw(folder, ids, who="Ben", why="another country's Square A")
    assert (folder / "outages.csv").read_bytes() == before
    assert records_of(folder, digest) == ()
    last = read_ledger(folder / "ledger.csv")[-1]
    assert (last.who, last.action, last.why) == ("Ben", "withdrawn", "another country's Square A")
    assert json.loads(last.old)["customers"] == "300"
    account = account_of(read_dataset(folder))
    assert dict(account.of("quotes").outcomes) == {"kept": 0, "of withdrawn records": 4}


def test_a_correction_keeps_the_old_value(folder: Path):
    ids = accept(folder, draft(), who="Ann", codes=CODES)
    correct(folder, ids[1], {"customers": "280", "extent": "part"}, who="Ben", codes=CODES)
    (change,) = (one for one in read_ledger(folder / "ledger.csv") if one.action == "corrected")
    assert (change.field, change.old, change.new) == ("customers", "300", "280")
    reports = read_dataset(folder).reports.set_index("record_id")
    assert reports.loc[ids[1], "customers"].low == 280
    assert dict(account_of(read_dataset(folder)).of("quotes").outcomes) == {"kept": 3, "of corrected values": 1}
    with pytest.raises(DataError, match="not a word of the contract"):
        correct(folder, ids[1], {"extent": "somewhat"}, who="Ben", codes=CODES)


def test_the_same_report_is_noticed_and_so_is_one_that_is_like_it(folder: Path):
    ids = accept(folder, draft(), who="Ann", codes=CODES)
    with pytest.raises(UsageError, match="the same text"):
        accept(folder, draft(), who="Ann", codes=CODES)
    longer = f"KYIV. {TEXT} More follows."
    (found,) = alike(folder, longer)
    assert (found.same, found.share) == (False, 1.0)
    with pytest.raises(UsageError, match="100% of what was quoted"):
        accept(folder, draft(longer), who="Ann", codes=CODES)
    assert alike(folder, "Square D has power again, the mayor said.") == ()
    again = accept(folder, draft(), who="Ann", codes=CODES, again=True)
    assert not set(again) & set(ids)
    withdraw(folder, [*ids, *again], who="Ann")
    assert alike(folder, TEXT) == ()
    assert not set(accept(folder, draft(), who="Ann", codes=CODES)) & {*ids, *again}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"region_code": "XX-Z"}, "no region has this code"),
        ({"source": ""}, "nobody is named as the source"),
        ({"started_at": "yesterday"}, "not readable"),
        ({"evidence": {"place": {"quote": "Square Z", "start": 0, "end": 8}}}, "does not stand in the text"),
        ({"evidence": {"place": {"quote": "Square A", "start": "0", "end": 8}}}, "does not stand in the text"),
    ],
)
def test_one_value_that_cannot_be_used_leaves_every_file_as_it_was(folder: Path, change: dict[str, object], words: str):
    before, wrong = contents(folder), draft()
    wrong["records"] = [wrong["records"][0], wrong["records"][1] | change]  # type: ignore[index]
    with pytest.raises(DataError, match=words):
        accept(folder, wrong, who="Ann", codes=CODES)
    assert contents(folder) == before


def test_a_file_that_cannot_be_written_leaves_every_file_as_it_was(folder: Path):
    (folder / "reports").mkdir()
    name_in_toml(folder, reports="reports")
    digest = draft()["text_sha256"]
    (folder / "reports" / f"{digest}.txt").mkdir()  # nothing can be renamed to this
    before = contents(folder)
    with pytest.raises(IsADirectoryError):
        accept(folder, draft(), who="Ann", codes=CODES)
    assert contents(folder) == before


def test_the_text_is_saved_where_the_dataset_keeps_reports(folder: Path):
    (folder / "reports").mkdir()
    name_in_toml(folder, reports="reports")
    accept(folder, draft(), who="Ann", codes=CODES)
    assert [path.read_text(encoding="utf-8") for path in (folder / "reports").iterdir()] == [TEXT]
    assert account_of(read_dataset(folder)).of("saved reports").read == 1


def test_a_dataset_of_other_peoples_columns_takes_no_records(folder: Path):
    toml = folder / "dataset.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '[columns.outages]\nregion_code = "region"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="columns of their own"):
        accept(folder, draft(), who="Ann", codes=CODES)
    with pytest.raises(UsageError, match="Use --by"):
        accept(folder, draft(), who=" ", codes=CODES)


@given(summary=st.text(max_size=60), who=st.text(alphabet="ab ,\"'\n", min_size=1).filter(str.strip))
@settings(max_examples=15)
def test_what_is_accepted_and_withdrawn_leaves_the_reports_as_they_were(summary: str, who: str):
    with tempfile.TemporaryDirectory() as home:
        folder = write_folder(Path(home) / "squares", [{"region_code": "XX-C", "summary": 'two\nlines, "quoted"'}])
        before, given = (folder / "outages.csv").read_bytes(), draft()
        given["records"][0]["summary"] = summary  # type: ignore[index]
        ids = accept(folder, given, who=who, codes=CODES)
        assert [one.record_id for one in read_ledger(folder / "ledger.csv")] == list(ids)
        withdraw(folder, ids, who=who)
        assert (folder / "outages.csv").read_bytes() == before
