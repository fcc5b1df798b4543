"""The command line, called as the shell calls it."""

import json
import warnings
from pathlib import Path

import pytest

from briefing.browser.chromium import find_chromium
from briefing.export import file_name, html_of
from geo.view import View, parse_date
from tests.conftest import UKRAINE
from tests.folders import name_in_toml, write_folder
from tests.servers import web_server


def test_export_writes_the_page_of_the_view(run, tmp_path, ukraine):
    code, _, _ = run("export", UKRAINE, "--date", "2026-01-07", "--timestamp", "2026-01-12T08:30", tmp_path / "out.html")
    said = ["Data as of 7 January 2026; made 12 January 2026, 08:30 (Kyiv time)."]
    assert code == 0
    assert (tmp_path / "out.html").read_bytes() == html_of(ukraine, View(date=parse_date("2026-01-07")), notes=said)
    assert list(tmp_path.iterdir()) == [tmp_path / "out.html"], "no temporary file stays"


def test_the_old_option_of_the_time_of_making_means_the_same_and_warns(run, tmp_path):
    said = "Warning: --made-at is now --timestamp. Version 0.3 does not read the old name."
    for option, warned in (("--timestamp", False), ("--made-at", True)):
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            code, _, err = run("export", UKRAINE, "--date", "2026-01-07", option, "2026-01-12T08:30", tmp_path / f"{option}.html")
        assert (code, said in err) == (0, warned)
    assert (tmp_path / "--timestamp.html").read_bytes() == (tmp_path / "--made-at.html").read_bytes()


@pytest.mark.parametrize("times", [("--timestamp", "2026-01-12", "--made-at", "2026-01-13"),
                                   ("--made-at", "2026-01-13", "--timestamp", "2026-01-12")])  # fmt: skip
def test_a_time_of_making_under_both_names_is_refused(run, tmp_path, times):
    code, _, err = run("export", UKRAINE, *times, tmp_path / "out.html")
    assert code == 2
    assert "Use --timestamp alone" in err


@pytest.mark.long
def test_the_environment_gives_the_time_of_making(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768199400")
    assert run("export", UKRAINE, "--date", "2026-01-07", tmp_path / "out.html")[0] == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("export", UKRAINE, "--date", "2026-01-07", tmp_path / "other.html")[0] == 2
    assert run("export", UKRAINE, "--timestamp", "2026-01-12T08:30", "--date", "2026-01-07", tmp_path / "same.html")[0] == 0
    assert (tmp_path / "out.html").read_bytes() == (tmp_path / "same.html").read_bytes()


@pytest.mark.parametrize(("options", "said"), [
    (("--date", "7 January"), "Invalid date '7 January'. Use YYYY-MM-DD, such as 2026-01-07."),
    (("--dates", "2026-01-07"), "Invalid span of dates '2026-01-07'. Use the first and the last: 2026-01-07..2026-01-11."),
    (("--language", "english!"), "Invalid language 'english!'. Use en or uk."),
    (("--size", "huge"), "Invalid size 'huge'. Use 16:9, "), (("--layers", "roads"), "Invalid layer 'roads'. Use regions, "),
    (("--timestamp", "noon"), "Invalid time 'noon'. Use 2026-01-12T08:30, "),
])  # fmt: skip
def test_an_option_that_cannot_be_read_is_said_with_its_value_and_what_to_write(run, tmp_path, options, said):
    code, _, err = run("export", UKRAINE, *options, tmp_path / "out.png")
    assert (code, err.startswith(said)) == (2, True), err


def test_state_prints_the_contract_of_a_date(run):
    code, out, _ = run("state", UKRAINE, "--date", "2025-06-02", "--json")
    state = json.loads(out)
    assert code == 0
    assert list(state) == ["date", "zone", "regions", "totals", "unplaced", "rejected"]
    assert (state["date"], state["zone"], len(state["regions"])) == ("2025-06-02", "Europe/Kyiv", 27)
    zaporizhzhia = state["regions"]["UA-23"]
    assert (zaporizhzhia["state"], zaporizhzhia["flags"]) == ("part", ["partial"])
    assert zaporizhzhia["statements"] == ["A1a", "A1b"]
    assert (zaporizhzhia["set_by"], zaporizhzhia["rule"]) == ("A1a", "the only statement that says how much is out")
    assert state["regions"]["UA-30"] == {"state": "no_report", "flags": [], "statements": []}
    assert state["totals"]["people"] == {"low": 104000, "high": None}
    assert state["totals"]["customers"] == {"low": None, "high": None}
    assert state["unplaced"] == []


def test_state_in_words_counts_the_regions_without_report(run):
    code, out, _ = run("state", UKRAINE, "--date", "2026-01-07")
    assert code == 0
    assert "Dnipropetrovsk Oblast: nearly all without power" in out
    assert "25 of 27 regions: no report" in out


def test_a_state_without_news_since_is_last_known_in_words_and_in_json(run):
    assert "nearly all without power, last known" in run("state", UKRAINE, "--date", "2026-01-08")[1]
    state = json.loads(run("state", UKRAINE, "--date", "2026-01-08", "--json")[1])
    assert state["regions"]["UA-12"]["flags"] == ["last_known"]


def test_check_accounts_for_every_record(run):
    code, out, _ = run("check", UKRAINE)
    assert code == 0
    assert "reports: 12 read = 12 placed (12 by name) + 0 unplaced" in out


def test_check_tells_the_age_of_live_data_and_ends_with_1_while_newer_ones_are_refused(run, tmp_path):
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-A"}, {"region_code": "XX-B"}])
    with web_server() as web:
        web.body = (folder / "outages.csv").read_bytes()
        name_in_toml(folder, outages=f"{web.address}/outages.csv?key=hush-hush")
        code, out, _ = run("check", folder)
        assert (code, len(web.asked)) == (0, 1)
        assert f"outages: 2 records, less than a minute old, from {web.address}/outages.csv" in out
        web.status = 500
        assert run("check", folder)[0] == 0, "without --refresh nobody is asked again"
        code, out, _ = run("check", folder, "--refresh", "0", "--json")
        (copy,) = json.loads(out)["copies"]
        assert (code, copy["refused"]) == (1, "the server answers with status 500")
        code, _, err = run("export", folder, tmp_path / "out.html", "--refresh", "0")
        assert code == 0
        assert "A newer state was refused" in err
        assert "hush-hush" not in out + err + (tmp_path / "out.html").read_text(encoding="utf-8")


def test_check_names_the_unplaced_record_and_exits_1(run, tmp_path):
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-A"}, {"record_id": "lost", "place": "Atlantis"}])
    code, out, _ = run("check", folder)
    assert code == 1
    assert "2 read = 1 placed (1 by code) + 1 unplaced" in out
    assert "lost: no region or place is known as 'Atlantis'" in out


def test_a_rejected_row_is_listed_with_row_and_column_and_exit_1(run, tmp_path):
    folder = write_folder(tmp_path / "w", [{"region_code": "XX-A"}, {"extent": "some", "people": "many"}])
    code, out, err = run("check", folder)
    assert (code, err) == (1, "")
    assert "reports: 2 read = 1 placed (1 by code) + 0 unplaced + 1 rejected" in out
    assert "outages.csv, row 3: column extent: " in out
    assert "outages.csv, row 3: column people: " in out


@pytest.mark.parametrize("words", [
    ("export", UKRAINE, "--date", "7 January", "out.html"),
    ("export", UKRAINE, "out.docx"),
    ("export", UKRAINE, "no/such/folder/out.html"),
    ("export", UKRAINE, "--layers", "roads", "out.html"),
    ("export", UKRAINE, "--region", "XX-1", "out.html"),
    ("export", UKRAINE, "--level", "2", "out.html"),
    ("explode",),
])  # fmt: skip
def test_a_request_that_cannot_be_met_exits_2_and_writes_nothing(run, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*words)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_no_dataset_is_told_so(run, tmp_path):
    code, _, err = run("check", tmp_path)
    assert code == 1
    assert "dataset.toml" in err


def test_file_names_sort_by_subject_and_date(ukraine):
    assert file_name(ukraine, View(date=parse_date("2026-01-07")), extension=".html") == "UA_outages_20260107_v1.html"


def test_a_named_browser_that_is_missing_is_not_replaced_by_another(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    assert find_chromium() is None


def test_half_a_file_is_never_left(run, tmp_path: Path):
    (tmp_path / "out.html").mkdir()
    code, _, err = run("export", UKRAINE, tmp_path / "out.html")
    assert code == 1
    assert "cannot be read or written" in err
    assert list(tmp_path.iterdir()) == [tmp_path / "out.html"]
