"""The command `places`, called as the shell calls it."""

import json

import pytest

from briefing.__main__ import main
from geo.names import remember
from tests.conftest import UKRAINE
from tests.folders import name_in_toml, write_folder
from tests.geo import worlds
from tests.geo.test_levels import districts


@pytest.fixture
def run(monkeypatch, capsys):
    def command(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["briefing", "places", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return command


def test_names_come_back_with_their_candidates_as_json(run):
    code, out, _ = run("--data", UKRAINE, "--json", "Zaporozhye Region", "Kyiv", "Warsaw")
    meanings = json.loads(out)
    assert code == 0
    assert list(meanings) == ["Zaporozhye Region", "Kyiv", "Warsaw"]
    best = meanings["Zaporozhye Region"][0]
    assert list(best) == ["code", "name", "level", "kind", "confidence", "why"]
    assert (best["code"], best["level"], best["kind"], best["confidence"]) == ("UA-23", 1, "region", 1.0)
    least = meanings["Kyiv"][0]["confidence"] - 0.05
    assert {one["code"] for one in meanings["Kyiv"] if one["confidence"] >= least} == {"UA-30", "UA-32"}
    assert meanings["Warsaw"] == []


def test_names_may_come_from_a_file_one_a_line(run, tmp_path):
    (tmp_path / "names.txt").write_text("\ufeffХерсонська область\n\nKrivoy Rog\r\n", encoding="utf-8")
    code, out, _ = run("--data", UKRAINE, "--json", "--file", tmp_path / "names.txt")
    assert code == 0
    best = {name: found[0]["code"] for name, found in json.loads(out).items()}
    assert best == {"Херсонська область": "UA-65", "Krivoy Rog": "UA-12"}


def test_in_words_the_verdict_is_beside_the_name(run):
    code, out, _ = run("--data", UKRAINE, "Kyiv", "Kherson region", "Atlantis")
    assert code == 0
    assert "Kyiv: ask\n" in out
    assert "Kherson region: UA-65\n" in out
    assert "Atlantis: not known\n" in out


def test_a_country_that_states_no_words_is_read_in_plain_english(run, tmp_path):
    folder = write_folder(tmp_path / "w", [], names={"XX-A": "Upper Marsh", "XX-B": "Lower Marsh"})
    _, out, _ = run("--data", folder, "--json", "Upper Marsh province", "parts of Lower Marsh", "Uper Marsh", "Marsh")
    assert [found[0]["code"] if found else None for found in json.loads(out).values()] == ["XX-A", "XX-B", "XX-A", None]


def test_a_choice_that_is_remembered_is_not_asked_again(run, tmp_path):
    folder = write_folder(tmp_path / "w", [])
    remember(folder, written="the old fort", code="XX-C", codes=["XX-C"])
    _, out, _ = run("--data", folder, "--json", "The Old Fort")
    (found,) = json.loads(out)["The Old Fort"]
    assert (found["code"], found["confidence"], found["why"]) == ("XX-C", 1.0, "decided in places.csv")


@pytest.mark.parametrize("words", [("--data", UKRAINE), ("--data", UKRAINE, "--file", "no/such/list")])
def test_a_request_without_names_is_refused(run, words):
    code, _, err = run(*words)
    assert code == 2
    assert err.strip()
    assert "Traceback" not in err


def test_boundaries_with_columns_of_other_names_are_read_by_their_mapping(run, tmp_path):
    shapes = worlds.squares().rename(columns={"code": "ADM1_PCODE", "name": "ADM1_EN"}).to_json()
    mapping = '[columns.regions]\ncode = "ADM1_PCODE"\nname = "ADM1_EN"\n'
    folder = worlds.write_folder(tmp_path / "w", toml=mapping, regions=shapes)
    code, out, err = run("--data", folder, "--json", "Aland")
    assert (code, err) == (0, "")
    assert json.loads(out)["Aland"][0]["code"] == "A"


def test_a_district_means_to_the_command_what_it_means_to_the_dataset(run, tmp_path):
    folder = worlds.write_folder(tmp_path / "w")
    (folder / "districts.geojson").write_text(districts().to_json(), encoding="utf-8")
    name_in_toml(folder, finer_regions="districts.geojson")
    _, out, _ = run("--data", folder, "--json", "Western A district")
    assert [(one["code"], one["kind"]) for one in json.loads(out)["Western A district"]] == [("A", "district")]
