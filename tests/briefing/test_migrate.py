"""`migrate` brings a dataset to the names of today, and nothing else: it shows the same afterwards."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.folders import write_folder

RECORDS = [{"region_code": "XX-A", "started_at": "2030-05-01"}]
OLD = "\n# As the grid company wishes\n[time]\nexpires_after_h = 24  # a day\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "w", RECORDS, more=OLD)


@pytest.mark.filterwarnings("ignore:dataset.toml")
def test_a_dataset_shows_the_same_before_and_after_and_its_comments_stay(run, folder):
    before = run("state", folder, "--date", "2030-05-02", "--json")[1]
    code, out, _ = run("migrate", folder)
    assert (code, out.splitlines()[0]) == (0, "Renamed: [time] expires_after_h is now expiry_hours")
    assert (folder / "dataset.toml").read_text(encoding="utf-8").endswith(
        "\n# As the grid company wishes\n[time]\nexpiry_hours = 24  # a day\n\n")
    assert run("state", folder, "--date", "2030-05-02", "--json")[1] == before
    assert json.loads(before)["regions"]["XX-A"]["flags"] == ["last_known"]
    assert {path.name for path in folder.iterdir()} == {"dataset.toml", "regions.geojson", "outages.csv"}


def test_where_nothing_is_old_the_file_is_not_written(run, tmp_path):
    toml = write_folder(tmp_path / "w", RECORDS) / "dataset.toml"
    before = toml.stat()
    code, out, _ = run("migrate", toml.parent)
    assert (code, "Nothing to rename" in out) == (0, True)
    assert (toml.stat().st_ino, toml.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_key_under_both_names_is_refused_and_the_file_stays(run, folder):
    toml = folder / "dataset.toml"
    text = toml.read_text(encoding="utf-8") + "expiry_hours = 48\n"
    toml.write_text(text, encoding="utf-8")
    code, _, err = run("migrate", folder)
    assert code == 1
    assert "remove time.expires_after_h" in err
    assert toml.read_text(encoding="utf-8") == text


def test_a_folder_without_settings_is_named(run, tmp_path):
    code, _, err = run("migrate", tmp_path)
    assert code == 1
    assert "no dataset.toml" in err


@pytest.mark.long
def test_a_warning_reaches_the_user_in_words(folder):
    done = subprocess.run([sys.executable, "-m", "briefing", "state", folder], capture_output=True, text=True, check=True)
    assert done.stderr == ("Warning: dataset.toml: [time] expires_after_h is now expiry_hours. Version 0.3 does not read the old "
                           "name. Run `outage-brief migrate`.\n")
