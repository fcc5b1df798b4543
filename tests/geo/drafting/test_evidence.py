"""The file of words behind accepted values."""

from pathlib import Path

import pytest

from geo.drafting import read_evidence
from geo.errors import DataError

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
