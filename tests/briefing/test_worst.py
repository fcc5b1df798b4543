"""Whatever leaves says that it is the worst of several dates, from when to when, and of which date each region is."""

import datetime as dt
import io
import json
import zipfile

import pandas as pd
import pytest

from briefing.export import FORMATS, file_name
from briefing.request import Request
from briefing.sheet.sheet import sheet_of
from geo.situation.worst import worst_since
from geo.view import View
from layers.map import build_map
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY
from tests.conftest import UKRAINE

JUNE = dt.date(2025, 6, 1)


def test_a_sheet_names_the_span_and_the_date_of_each_region(ukraine):
    sheet = sheet_of(subject(ukraine, JANUARY, worst_since=JUNE))
    assert sheet["date"] == "The worst from 1 June 2025 to 7 January 2026"
    assert sheet["headline"].startswith("At worst, without power: nearly all of Dnipropetrovsk; part of Kherson")
    assert {one["short"]: one["brief"] for one in sheet["regions"]["lines"]} == {
        "Dnipropetrovsk": "7 Jan 2026; nearly all", "Kherson": "2 Jun 2025; Russian-held part: a large part",
        "Zaporizhzhia": "7 Jan 2026; part under Ukrainian control: nearly all"}  # fmt: skip
    figures = {one["number"]: one["words"] for one in sheet["figures"]}
    assert figures["at least 104,000 people"] == "the most on one date"
    assert figures["3 of 27"] == "regions reported without power, wholly or in part"


def test_each_callout_says_when_it_was_said(ukraine):
    sheet = sheet_of(subject(ukraine, JANUARY, worst_since=JUNE))
    said = [" ".join(one["lines"]) for one in sheet["maps"][0]["callouts"]]
    assert said
    assert all("2025" in one or "2026" in one for one in said), said


@pytest.mark.parametrize("extension", [".csv", ".csv.zip"])
def test_the_data_say_of_which_date_each_region_is(ukraine, extension):
    shown = subject(ukraine, JANUARY, worst_since=JUNE)
    made = io.BytesIO(FORMATS[extension](Request(subject=shown, dates=(shown.date,))))
    if extension == ".csv.zip":
        with zipfile.ZipFile(made) as archive:
            made = io.BytesIO(archive.read("regions.csv"))
            assert b"worst_on" in archive.read("columns.csv")
    of = pd.read_csv(made, dtype=str).drop_duplicates("code").set_index("code")["worst_on"].fillna("")
    assert (of["UA-65"], of["UA-12"], of["UA-30"]) == ("2025-06-02", "2026-01-07", "")


def test_the_command_line_says_it_in_words_and_in_data(run):
    asked = ("state", UKRAINE, "--date", JANUARY, "--worst-since", "2025-06-01")
    code, out, _ = run(*asked)
    assert code == 0
    assert "The worst from 2025-06-01 to 2026-01-07 (Kyiv time)" in out
    assert "UA-65  Kherson Oblast: part without power, 2025-06-02, partial" in out
    assert "44 facilities, the most on one date" in out
    told = json.loads(run(*asked, "--json")[1])
    assert (told["worst_since"], told["regions"]["UA-65"]["worst_on"]) == ("2025-06-01", "2025-06-02")


def test_a_span_that_cannot_be_shown_is_refused_by_the_command_line(run):
    code, _, told = run("state", UKRAINE, "--date", JANUARY, "--worst-since", "2026-02-01")
    assert code == 2
    assert told.strip() == "The worst is shown since an earlier date: 2026-02-01 is not before 2026-01-07."


def test_a_series_is_of_single_dates(run, tmp_path):
    dates = ("--dates", "2025-06-02..2026-01-07", "--worst-since", "2025-06-01")
    code, _, told = run("export", UKRAINE, tmp_path / "out.csv", *dates)
    assert code == 2
    assert told.strip() == "The worst of several dates is one picture: leave out worst-since, or the series."
    assert not (tmp_path / "out.csv").exists()


def test_the_name_of_a_file_says_it(ukraine):
    view = View(date=dt.date(2026, 1, 7), worst_since=JUNE)
    assert file_name(ukraine, view, extension=".png") == "UA_outages_20260107_worst_since_20250601_v1.png"


def test_a_page_of_a_span_says_the_same_of_each_date_as_the_situation(ukraine):
    page = build_map(worst_since(ukraine, JUNE), View()).elements
    (title,) = (one.drawing.data for one in page if one.layer_name == "title")
    index = (dt.date(2026, 1, 7) - dt.date(2025, 6, 2)).days
    assert title["sentences"][title["headlines"][0][index]].startswith("At worst, without power: nearly all of Dnipropetrovsk")
    assert title["sentences"][title["totals"][index]].endswith("the most on one date")
