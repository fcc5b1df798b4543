"""A file that is one page of an answer says so, and one that is whole does not."""

import json

import pytest

from geo.tables import read_table_file

ROWS = [{"area": name, "out": 4} for name in ("Aland", "Bland")]
CUT = [
    {"exceededTransferLimit": True, "features": [{"attributes": row} for row in ROWS]},
    {"properties": {"exceededTransferLimit": True}, "features": [{"type": "Feature", "properties": row} for row in ROWS]},
    {"count": 40, "next": "https://example.org/outages?page=2", "results": ROWS},
    {"numberMatched": 3, "numberReturned": 2, "features": [{"properties": row} for row in ROWS]},
    {"total_count": 9, "results": ROWS},
    {"result": {"total": 5, "limit": 2, "records": ROWS}},
    {"paging": {"has_more": True}, "data": ROWS},
]
WHOLE = [
    {"exceededTransferLimit": False, "features": [{"attributes": row} for row in ROWS]},
    {"count": 2, "next": None, "results": ROWS},
    {"total": 8, "results": ROWS},  # of customers
    {"total_count": 2, "results": ROWS},
    {"result": {"total": 2, "limit": 100, "records": ROWS}},
    ROWS,
]


def notes_of(content, tmp_path) -> str:
    (tmp_path / "answer.json").write_text(json.dumps(content), encoding="utf-8")
    return "\n".join(map(str, read_table_file(tmp_path / "answer.json").notes))


@pytest.mark.parametrize("content", CUT, ids=str)
def test_a_page_of_an_answer_is_told(content, tmp_path) -> None:
    assert "one page of an answer" in notes_of(content, tmp_path)


@pytest.mark.parametrize("content", WHOLE, ids=str)
def test_a_whole_answer_is_none(content, tmp_path) -> None:
    assert "one page" not in notes_of(content, tmp_path)
