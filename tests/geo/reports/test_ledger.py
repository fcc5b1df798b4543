"""The ledger of a dataset."""

from pathlib import Path

import pytest

from geo.errors import DataError
from geo.reports.ledger import read_ledger

HEAD = "at,who,action,record_id,field,old,new\n"


def test_each_row_is_one_change_in_the_files_order(tmp_path: Path):
    rows = "2026-01-07T10:00:00Z,ann,accepted,B1,,,\n2026-01-08T10:00:00Z,ben,corrected,B1,extent,all,part\n"
    (tmp_path / "ledger.csv").write_text(HEAD + rows, encoding="utf-8")
    first, second = read_ledger(tmp_path / "ledger.csv")
    assert (first.who, first.action, first.record_id) == ("ann", "accepted", "B1")
    assert (second.field, second.old, second.new) == ("extent", "all", "part")


def test_an_action_that_is_none_is_named_with_its_row(tmp_path: Path):
    (tmp_path / "ledger.csv").write_text(HEAD + "2026-01-07T10:00:00Z,ann,erased,B1,,,\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_ledger(tmp_path / "ledger.csv")
    assert [(fault.row, fault.column, fault.value) for fault in caught.value.faults] == [(2, "action", "erased")]
