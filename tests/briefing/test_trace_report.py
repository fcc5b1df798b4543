"""The command `trace`."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import UKRAINE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The dataset that ships, with the words behind one of its values."""
    copy = tmp_path / "ukraine"
    shutil.copytree(UKRAINE, copy)
    toml = copy / "dataset.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace("[files]", '[files]\nevidence = "evidence.csv"'), encoding="utf-8")
    (copy / "evidence.csv").write_text(
        "record_id,field,quote,prefix,suffix,start,end,text_sha256\n"
        "A2a,extent,a large portion,power to ,of the region,,,\n",
        encoding="utf-8",
    )
    return copy


def test_a_colour_leads_back_to_rule_record_and_words(run: Run, folder: Path):
    code, out, _ = run("trace", folder, "--region", "UA-65", "--date", "2025-06-02", "--field", "extent")
    assert code == 0
    assert out.startswith("UA-65 Kherson Oblast, 2025-06-02: part\n  rule: ")
    assert "by record A2a" in out
    assert "extent = large_part\n      power to »a large portion«of the region" in out


def test_a_region_or_field_that_there_is_not_is_told(run: Run, folder: Path):
    code, _, err = run("trace", folder, "--region", "XX")
    assert (code, "Unknown region 'XX'" in err) == (2, True)
    code, _, err = run("trace", folder, "--region", "UA-65", "--field", "colour")
    assert (code, "Unknown field 'colour'" in err) == (2, True)
