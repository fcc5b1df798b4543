"""The command `draft`."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.reports import COLUMNS

ROOT = Path(__file__).parents[2]
REPORT, UKRAINE = ROOT / "tests" / "fixtures" / "drafting" / "uk02.txt", ROOT / "data" / "ukraine"
Run = Callable[..., tuple[int, str, str]]


def test_drafts_are_printed_as_json_with_their_text(run: Run):
    code, out, _ = run("draft", REPORT, "--data", UKRAINE, "--published", "2025-12-17", "--json")
    data = json.loads(out)
    assert code == 0
    assert {"published_at", "records", "ignored", "text", "text_sha256"} <= set(data)
    (record,) = data["records"]
    assert (record["place"], record["region_code"]) == ("Чернігів", "UA-74")
    proof = record["evidence"]["extent"]
    assert data["text"][proof["start"] : proof["end"]] == proof["quote"]


def test_drafts_are_written_with_the_columns_of_the_contract(run: Run, tmp_path: Path):
    out = tmp_path / "drafts.csv"
    code, printed, _ = run("draft", REPORT, "--data", UKRAINE, "--published", "2025-12-17", "--to", out)
    assert code == 0
    assert printed.startswith("1. Чернігів (UA-74)")
    with out.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        assert tuple(table.fieldnames or ()) == COLUMNS
        assert [row["record_id"] for row in table] == ["draft-1"]


def test_explain_prints_the_words_behind_each_value(run: Run):
    _, out, _ = run("draft", REPORT, "--data", UKRAINE, "--published", "2025-12-17", "--explain")
    assert "region_code = UA-74: from place" in out
    assert "'значна частина'" in out


@pytest.mark.parametrize(
    ("text", "words"), [("  \n", "is empty"), ("Il n'y a plus de courant à Kharkiv ce soir.", "none of")]
)
def test_a_text_that_cannot_be_read_ends_with_a_sentence(run: Run, tmp_path: Path, text: str, words: str):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    code, _, err = run("draft", tmp_path / "a.txt", "--data", UKRAINE)
    assert code == 1
    assert words in err


def test_a_day_that_is_none_is_told(run: Run):
    code, _, err = run("draft", REPORT, "--data", UKRAINE, "--published", "yesterday")
    assert code == 2
    assert "Use YYYY-MM-DD" in err


def test_a_named_source_stands_where_the_report_names_nobody(run: Run, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Nizhyn was left without power on Monday.", encoding="utf-8")
    _, out, _ = run(
        "draft", tmp_path / "a.txt", "--data", UKRAINE, "--published", "2026-01-14", "--source", "Our desk", "--json"
    )
    (record,) = json.loads(out)["records"]
    assert (record["source"], record["source_role"]) == ("Our desk", "media")
    assert record["evidence"]["source"] == {"derived_from": "default"}
