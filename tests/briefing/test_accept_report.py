"""The commands `accept`, `correct` and `withdraw`."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.read import read_dataset
from tests.conftest import FIXTURES, UKRAINE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(UKRAINE, tmp_path / "ukraine"))


@pytest.fixture
def draft(run: Run, tmp_path: Path) -> Path:
    _, out, _ = run("draft", FIXTURES / "drafting" / "en01.txt", "--data", UKRAINE, "--published", "2026-01-08", "--json")
    (tmp_path / "draft.json").write_text(out, encoding="utf-8")
    return tmp_path / "draft.json"


def test_a_draft_is_accepted_corrected_and_withdrawn(run: Run, folder: Path, draft: Path):
    code, out, err = run("accept", folder, draft, "--by", "Ann", "--only", "1,4")
    assert (code, err) == (0, "")
    first, second = (line.removeprefix("Accepted: ") for line in out.splitlines())
    assert run("check", folder)[0] == 0
    code, out, _ = run("correct", folder, second, "customers=38000", "--by", "Ben", "--why", "a misprint")
    assert (code, out) == (0, f"Corrected: {second}\n")
    assert read_dataset(folder).reports.set_index("record_id").loc[second, "customers"].low == 38000
    code, out, _ = run("withdraw", folder, first, second, "--by", "Ben")
    assert (code, out) == (0, f"Withdrawn: {first}\nWithdrawn: {second}\n")
    assert (folder / "outages.csv").read_bytes() == (UKRAINE / "outages.csv").read_bytes()
    assert run("check", folder)[0] == 0


def test_what_cannot_be_done_is_told(run: Run, folder: Path, draft: Path):
    for words, arguments in (
        ("Use numbers from 1 to 4", ("accept", folder, draft, "--by", "Ann", "--only", "5")),
        ("holds no draft", ("accept", folder, UKRAINE / "outages.csv", "--by", "Ann")),
        ("has the id 'X9'", ("withdraw", folder, "X9", "--by", "Ann")),
        ("Use COLUMN=VALUE", ("correct", folder, "B1", "extent", "--by", "Ann")),
        ("Unknown column 'colour'", ("correct", folder, "B1", "colour=red", "--by", "Ann")),
    ):
        code, _, err = run(*arguments)
        assert (code, words in err) == (2, True), err


def test_a_value_that_is_not_of_the_contract_is_named(run: Run, folder: Path, draft: Path):
    content = json.loads(draft.read_text(encoding="utf-8"))
    content["records"][0]["extent"] = "somewhat"
    draft.write_text(json.dumps(content), encoding="utf-8")
    code, _, err = run("accept", folder, draft, "--by", "Ann")
    assert (code, "'somewhat'" in err) == (1, True)
    assert not (folder / "ledger.csv").exists()
