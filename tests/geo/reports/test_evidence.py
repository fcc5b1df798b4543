"""The file of words behind accepted values."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.read import read_dataset
from geo.reports import read_evidence
from geo.situation import published
from geo.situation.account import account_of
from tests.conftest import UKRAINE

HEAD = "record_id,field,quote,prefix,suffix,start,end,text_sha256\n"


def read(tmp_path: Path, *rows: str) -> list[tuple[str, str, str]]:
    (tmp_path / "evidence.csv").write_text(HEAD + "\n".join(rows), encoding="utf-8")
    quotes = read_evidence(tmp_path / "evidence.csv", {"A1"})
    return [(one.record_id, one.field, one.quote) for one in quotes]


def test_each_row_is_the_words_of_one_value(tmp_path: Path):
    row = f'A1,extent,"in the dark, all",Sumy is ,.,8,24,{"0" * 64}'
    assert read(tmp_path, row) == [("A1", "extent", "in the dark, all")]


def test_offsets_and_hash_may_be_blank(tmp_path: Path):
    assert read(tmp_path, "A1,place,Sumy,,,,,") == [("A1", "place", "Sumy")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("B9,place,Sumy,,,,,", "record_id"),
        ("A1,colour,red,,,,,", "field"),
        ("A1,place,,,,,,", "quote"),
        (f"A1,place,{'x' * 201},,,,,", "quote"),
        ("A1,place,Sumy,,,9,4,", "start"),
        ("A1,place,Sumy,,,4,,", "start"),
        ("A1,place,Sumy,,,,,abc", "text_sha256"),
    ],
)
def test_a_row_that_proves_nothing_is_named(tmp_path: Path, row: str, column: str):
    with pytest.raises(DataError) as caught:
        read(tmp_path, row)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [(2, column)]


def folder_with_words(tmp_path: Path, *, embargo: str = "") -> Path:
    """The dataset that ships, with a quote of an old report, one of a newer one, and one of no report."""
    folder = tmp_path / "ukraine"
    shutil.copytree(UKRAINE, folder)
    toml = folder / "dataset.toml"
    text = toml.read_text(encoding="utf-8")
    keys = '[files]\nevidence = "evidence.csv"\nledger = "ledger.csv"\nreports = "reports"'
    toml.write_text(text.replace("[files]", keys) + embargo, encoding="utf-8")
    rows = ["A2a,extent,a large portion,,,,,", "B1,extent,almost entirely,,,,,", "Z9,place,Sumy,,,,,"]
    (folder / "evidence.csv").write_text(HEAD + "\n".join(rows), encoding="utf-8")
    (folder / "ledger.csv").write_text("at,who,action,record_id\n2026-01-07T10:00:00Z,a,accepted,B1\n", encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "one.txt").write_text("Sumy is dark.", encoding="utf-8")
    return folder


def test_quotes_ledger_and_saved_texts_stand_in_the_account(tmp_path: Path):
    account = account_of(read_dataset(folder_with_words(tmp_path)))
    assert dict(account.of("quotes").outcomes) == {"kept": 2, "of no report": 1}
    assert account.of("quotes").read == 3
    assert (account.of("ledger").read, account.of("saved reports").read) == (1, 1)


def test_an_embargo_keeps_the_words_of_newer_reports_back(tmp_path: Path):
    dataset = read_dataset(folder_with_words(tmp_path, embargo="\n[publication]\nembargo_hours = 48\n"))
    made_at = dt.datetime(2026, 1, 8, 12, tzinfo=dt.UTC)
    assert [one.record_id for one in published(dataset, made_at).dataset.quotes] == ["A2a"]
    assert "almost entirely" in {one.quote for one in dataset.quotes}


def test_a_quote_that_is_too_long_refuses_the_dataset_in_words(tmp_path: Path):
    folder = folder_with_words(tmp_path)
    (folder / "evidence.csv").write_text(HEAD + f"A2a,extent,{'x' * 201},,,,,", encoding="utf-8")
    with pytest.raises(DataError, match="at most 200 characters"):
        read_dataset(folder)


@pytest.mark.parametrize("name", ["../reports", "/etc", "none"])
def test_saved_texts_lie_in_the_datasets_folder(tmp_path: Path, name: str):
    folder = folder_with_words(tmp_path)
    toml = folder / "dataset.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace('reports = "reports"', f'reports = "{name}"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"files\.reports"):
        read_dataset(folder)
