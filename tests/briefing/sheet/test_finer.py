"""A sheet of districts: what was said of a whole region is outlined, named and listed, and what follows from districts is not."""

import pytest

from briefing.sheet.sheet import sheet_of
from geo.dataset import Dataset, at_level
from geo.states import State
from geo.view import View, parse_date
from layers.regions import outline_entries
from layers.style import OUTLINE_WORDS
from tests.briefing.sheet.test_sheet import subject
from tests.geo.test_levels import DAY, ENDED_ABOVE, two_levels

OUTLINED = """(index) => outageBrief.levels[0].codes.filter((_, region) =>
  outageBrief.isOut(outageBrief.regions.outlinedAt(region, index)))"""


def reported() -> Dataset:
    return two_levels({"region_code": "AWest", "source": "District office"},
                      {"region_code": "B", "extent": "nearly_all", "source": "Ministry"},
                      {"region_code": "C", "scope": "the north", "source": "Governor"})  # fmt: skip


def test_a_sheet_of_districts_names_what_was_said_of_regions_and_says_which_are_outlined():
    sheet = sheet_of(subject(reported(), DAY, level=2))
    (said,) = (one for one in sheet["also"] if one["title"].startswith("Reported of a region as such"))
    assert [(one["name"], one["words"]) for one in said["lines"]] == [
        ("Bland", "Nearly all without power; outlined on the map"),
        ("Cland", "Part without power; the north: all; not drawn on the map")]  # fmt: skip
    assert sheet["headline"] == (
        "Without power: all of Western A district; Level 1 without power: nearly all of Bland; part of Cland (the north: all).")
    assert OUTLINE_WORDS in [one["words"] for one in sheet["legend"]]
    assert "Nearly all without power" in [one["words"] for one in sheet["legend"]]


def test_a_sheet_of_districts_counts_and_names_all_who_spoke():
    sheet = sheet_of(subject(reported(), DAY, level=2))
    assert sheet["notes"][0].startswith("3 reports shown of 3")
    assert {one["name"] for one in sheet["sources"]["lines"]} == {"District office", "Ministry", "Governor"}


def test_nothing_is_outlined_where_only_districts_were_reported():
    dataset = two_levels({"region_code": "AWest"})
    sheet = sheet_of(subject(dataset, DAY, level=2))
    assert sheet["also"] == []
    assert OUTLINE_WORDS not in [one["words"] for one in sheet["legend"]]
    assert outline_entries(int(State.NO_REPORT)) == ()


def test_the_page_outlines_and_names_whole_regions_only(open_page):
    opened = open_page(reported(), View(date=parse_date(DAY), level=2, layers=("regions", "labels")))
    assert opened.page.evaluate(OUTLINED, 0) == ["B"]
    named = {(one["kind"], one["words"]) for one in opened.page.evaluate("outageBrief.labels()")["names"] if one["must"]}
    assert ("wider", "Bland") in named
    assert not {words for kind, words in named if kind == "wider"} & {"Aland", "Cland"}


@pytest.mark.long
def test_the_page_shows_a_statement_for_as_long_as_its_own_level_does(open_page):
    """News of the whole region ends what was said of its district on the coarse level, two days later, and not on its own."""
    dataset = two_levels(*ENDED_ABOVE)
    days = {level: [one["last"] for one in at_level(dataset, level).timeline.statements.to_dict("records")] for level in (1, 2)}
    assert days[1] != days[2]
    for level, shown in ((None, False), (2, True)):
        page = open_page(dataset, View(date=parse_date("2026-01-09"), level=level)).page
        on = page.evaluate("outageBrief.levels[0].codes.map((_, k) => outageBrief.statement.on(k, 2)).slice(0, 2)")
        assert ("last_known" in on) is shown
