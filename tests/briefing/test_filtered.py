"""Whatever leaves says what a filter hides: sheet, page, data, command line."""

import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from briefing.export import FORMATS, file_name
from briefing.request import Request
from briefing.sheet.sheet import sheet_of
from geo.view import View, parse_date, parse_only
from layers.style import ALL_HIDDEN_WORDS
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY, JUNE
from tests.conftest import UKRAINE

OFFICIAL, DE_FACTO = parse_only("role=official"), parse_only("role=de_facto_authority")
SAID = "Shown: statements of 1 of 3 roles (de facto authority); 8 of 12 statements hidden."


def test_a_sheet_says_what_is_shown_and_its_headline_and_figures_are_of_that(ukraine):
    sheet = sheet_of(subject(ukraine, JUNE, only=DE_FACTO))
    assert sheet["notes"][0] == SAID
    assert sheet["headline"].startswith("Of what is shown, without power: part of Kherson")
    assert sheet["zone"] == "Dates in Kyiv time · 8 of 12 statements hidden"
    assert "4 reports shown of 12 in the dataset" in sheet["notes"][1]


def test_a_sheet_on_which_all_is_hidden_says_so_and_calls_no_such_region_silent(ukraine):
    sheet = sheet_of(subject(ukraine, JANUARY, only=DE_FACTO))
    assert sheet["headline"] == "Of what is shown, nothing is reported; the filter hides reports of 2 regions."
    assert [(one["number"], one["words"]) for one in sheet["figures"]] == [
        ("25 of 27", "regions without any report: not known"), ("2 of 27", "regions reported, but hidden by the filter")]
    assert sheet["regions"]["none"] == "None in what is shown."
    assert [one["words"] for one in sheet["legend"]][:2] == ["No report", "Rings: reported, but hidden by the filter"]


def test_a_comparison_counts_what_the_filter_hides_as_hidden(ukraine):
    sheet = sheet_of(subject(ukraine, JANUARY, only=OFFICIAL, compare=parse_date(JUNE)))
    assert sheet["headline"].endswith(", 7 months before: 1 newly without power (Dnipropetrovsk), 2 hidden by the filter.")
    names = [one["name"] for one in sheet["regions"]["lines"]]
    assert names == ["Dnipropetrovsk Oblast: new", "Zaporizhzhia Oblast: hidden", "Kherson Oblast: hidden"], "the worst first"
    assert [one["words"] for one in sheet["regions"]["lines"]][2] == f"{ALL_HIDDEN_WORDS} → No report"


@pytest.mark.parametrize("extension", [".csv", ".gpkg"])
def test_the_data_have_the_statements_that_are_shown_and_say_how_many_are_hidden(ukraine, extension, tmp_path):
    filtered = subject(ukraine, JANUARY, only=DE_FACTO)
    made = FORMATS[extension](Request(subject=filtered, dates=(filtered.date,)))
    if extension == ".csv":
        table = pd.read_csv(io.BytesIO(made))
        about, regions = table["filter"].iat[0], table.set_index("code")
    else:
        import geopandas as gpd

        (tmp_path / "data.gpkg").write_bytes(made)
        about = gpd.read_file(tmp_path / "data.gpkg", layer="readme").set_index("key")["value"]["filter"]
        regions = gpd.read_file(tmp_path / "data.gpkg", layer="regions").set_index("code")
    states, hidden = regions["state"], regions["hidden"]
    assert about == SAID
    assert states[["UA-12", "UA-23", "UA-30"]].tolist() == ["hidden", "hidden", "no_report"]
    assert hidden[["UA-12", "UA-23"]].gt(0).all()
    assert hidden.sum() == hidden[["UA-12", "UA-23"]].sum()


def test_the_name_of_a_file_says_that_it_is_filtered(ukraine):
    view = View(date=parse_date(JANUARY), only=OFFICIAL)
    assert file_name(ukraine, view, extension=".png") == "UA_outages_20260107_filtered_v1.png"
    assert file_name(ukraine, replace(view, only=()), extension=".png") == "UA_outages_20260107_v1.png"


def test_the_command_line_filters_and_says_so(run):
    code, told, _ = run("state", UKRAINE, "--date", JANUARY, "--only", "role=de_facto_authority")
    assert code == 0
    assert SAID in told
    assert f"2 of 27 regions: {ALL_HIDDEN_WORDS.lower()}" in told
    assert "25 of 27 regions: no report" in told
    code, told, _ = run("state", UKRAINE, "--date", JANUARY, "--only", "role=de_facto_authority", "--json")
    said = json.loads(told)
    assert (said["filter"], said["hidden"], said["regions"]["UA-23"]["hidden"]) == (SAID, 8, 3)


def test_a_filter_that_the_data_do_not_have_is_refused_in_words(run, tmp_path):
    code, _, err = run("export", UKRAINE, "--only", "role=ngo", tmp_path / "out.csv")
    assert code == 2
    assert "Invalid filter 'role=ngo'. Use role=official, role=de_facto_authority, role=media." in err


@pytest.mark.long
def test_the_page_that_leaves_shows_what_is_hidden_on_the_map_and_in_words(open_page, ukraine):
    filtered = subject(ukraine, JANUARY, only=DE_FACTO)
    page = open_page(filtered.dataset, replace(filtered.view, only=())).page
    assert page.locator(".title .filter").inner_text() == SAID
    assert page.evaluate("outageBrief.stateWords(outageBrief.regions.codeAt(outageBrief.regions.codes.indexOf('UA-23'), "
                         "outageBrief.index))") == ALL_HIDDEN_WORDS  # fmt: skip
    counted = page.evaluate("Object.fromEntries([...document.querySelectorAll('.legend .line:has(.count)')].map("
                            "(one) => [one.children[1].textContent, one.querySelector('.count').textContent]))")  # fmt: skip
    assert counted["No report"] == "25"
    assert counted["Rings: reported, but hidden by the filter"] == "2"
