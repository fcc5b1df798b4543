"""What colours show goes into every sheet: its legend, its words, and never beside a comparison."""

import datetime as dt
import io
import json

import pandas as pd
import pytest

from briefing.export import export
from briefing.formats.geodata import csv_of
from briefing.request import Request
from briefing.sheet.sheet import legend_of, sheet_of
from briefing.sheet.subject import subject_of
from briefing.state_report import state_of
from geo.errors import UsageError
from geo.read import read_dataset
from geo.states import State
from geo.view import View
from layers.style import STATE_COLOURS
from tests.geo.worlds import world, write_folder

MADE = dt.datetime(2026, 1, 20, 12, tzinfo=dt.UTC)
DAY = dt.date(2026, 1, 7)


def counted(**sections):
    table = pd.DataFrame([("A", "2026-01-07T10:00", "30", "40"), ("B", "2026-01-07T10:00", "0", "40")],
                         columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)  # fmt: skip
    return world(counts=table, sections=sections)


def test_the_legend_of_a_sheet_is_that_of_its_metric() -> None:
    subject = subject_of(counted(), View(date=DAY, metric="share"), made_at=MADE)
    assert [(entry.key, entry.words) for entry in legend_of(subject)] == [(4, "30% to 90%"), (1, "None"), (0, "No data")]


@pytest.mark.long
def test_a_sheet_says_what_its_colours_show_and_where_the_number_of_customers_is_from() -> None:
    notes = sheet_of(subject_of(counted(), View(date=DAY, metric="share"), made_at=MADE))["notes"]
    assert notes[0] == ("Colour by: share of customers out, highest of the day, as measured; no data where nothing was. "
                        "All customers: from customers_total of the counts.")
    assert not any("Colour by" in note for note in sheet_of(subject_of(counted(), View(date=DAY), made_at=MADE))["notes"])


def test_two_dates_are_compared_by_state_alone() -> None:
    view = View(date=DAY, compare=dt.date(2026, 1, 6), metric="share")
    with pytest.raises(UsageError, match="compared by state"):
        subject_of(counted(), view, made_at=MADE)


@pytest.mark.long
def test_an_embargo_keeps_new_counts_back_and_lets_old_ones_go() -> None:
    for hours, shown in ((24, True), (480, False)):
        dataset = subject_of(counted(publication={"embargo_hours": hours}), View(date=DAY), made_at=MADE).dataset
        known = dataset.timeline.codes[dataset.timeline.index_of(DAY)]
        assert bool(known.any()) == shown
        assert (len(dataset.count_summary.daily) > 0) == shown


@pytest.mark.long
def test_figures_of_counts_are_in_the_state_for_other_programs() -> None:
    told = state_of(counted(), View(date=DAY))["regions"]
    assert told["A"]["measured"] == {"customers_out": 30, "customers_total": 40, "customer_hours": 7.5, "covered_h": 0.25,
                                     "part_h": 0.25, "large_part_h": 0.25, "nearly_all_h": 0, "all_h": 0, "share": 0.75}
    assert "measured" not in told["C"]


@pytest.mark.long
def test_headline_figures_and_regions_of_a_sheet_speak_of_its_metric() -> None:
    sheet = sheet_of(subject_of(counted(), View(date=DAY, metric="share"), made_at=MADE))
    assert sheet["headline"] == "Share of customers out, highest of the day. Measured in 2 of 3 regions; no data for the rest."
    assert [figure["number"] for figure in sheet["figures"]] == ["1 of 3", "1 of 3", "0.25 of 24 h"]
    assert sheet["figures"][0]["words"] == "regions at 1% or more"
    assert sheet["regions"]["lines"] == [{"name": "Aland", "code": 4, "words": "75% of customers out"}]


@pytest.mark.parametrize("metric", [None, "share", "customers"])
def test_more_customers_out_than_there_are_are_marked_on_every_sheet(tmp_path, metric) -> None:
    table = "region_code,time,customers_out,customers_total\nA,2026-01-07T10:00,50,40\nB,2026-01-07T10:00,39,40\n"
    dataset = read_dataset(write_folder(tmp_path / "squares", counts=table))
    lines = sheet_of(subject_of(dataset, View(date=DAY, metric=metric), made_at=MADE))["regions"]["lines"]
    marked = {line["name"] for line in lines if "more than all its customers, as published" in line["words"]}
    assert (len(lines), marked) == (2, {"Aland"})


@pytest.mark.long
def test_the_picture_is_painted_in_the_classes_of_its_legend(tmp_path) -> None:
    from PIL import Image

    table = "region_code,time,customers_out,customers_total\nA,2026-01-07T10:00,30,40\nB,2026-01-07T10:00,39,40\n"
    dataset = read_dataset(write_folder(tmp_path / "squares", counts=table))
    for metric, colours in (("share", {State.LARGE_PART, State.NEARLY_ALL}), ("customer_hours", {State.PART})):
        out = tmp_path / f"{metric}.png"
        subject = subject_of(dataset, View(date=DAY, metric=metric, layers=("regions",)), made_at=MADE)
        export(Request(subject=subject, dates=(DAY,)), out)
        with Image.open(out) as image:
            counted = dict(map(reversed, image.convert("RGB").getcolors(1 << 24)))
        large = {"#{:02X}{:02X}{:02X}".format(*colour) for colour, n in counted.items() if n > 5000}
        assert {state for state, colour in STATE_COLOURS.items() if colour in large} >= colours, metric
        assert STATE_COLOURS[State.ALL] not in large


@pytest.mark.long
@pytest.mark.parametrize("out", [123_456_789, 7_123_456_789])
def test_a_large_count_is_exact_wherever_it_is_shown(open_page, out: int) -> None:
    table = pd.DataFrame([("A", "2026-01-07T10:00", str(out), "8000000001")],
                         columns=["region_code", "time", "customers_out", "customers_total"], dtype=str)  # fmt: skip
    dataset = world(counts=table)
    told = json.loads(json.dumps(state_of(dataset, View(date=DAY))))
    assert told["regions"]["A"]["measured"]["customers_out"] == out
    assert told["totals"]["customers"] == {"low": out, "high": out}
    request = Request(subject=subject_of(dataset, View(date=DAY), made_at=MADE), dates=(DAY,))
    exported = pd.read_csv(io.BytesIO(csv_of(request)), dtype=str)
    assert exported.set_index("code")["customers_out"]["A"] == str(out)
    panel = open_page(dataset, View(date=DAY, region="A")).page.locator(".panel").inner_text()
    assert f"{out:,} of 8,000,000,001 customers out" in panel
