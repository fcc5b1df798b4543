"""Two dates on one sheet, and what changed between them."""

from collections import Counter
from dataclasses import replace

import pytest

from briefing.browser.renderer import draw
from briefing.formats.png import page_html, show, size_of
from briefing.sheet.sheet import legend_of, sheet_of
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.situation import changes_between, situation_of
from geo.states import State
from geo.timeline import Change
from geo.view import View, parse_date
from layers.change import looks
from layers.style import CHANGE_COLOURS, CHANGE_NOTES, CHANGE_WORDS, STATE_COLOURS
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY, JUNE
from tests.geo.worlds import on, squares, world

LATER = "2025-06-06"
PAINTED = """() => {
  const canvas = document.querySelectorAll(".brief canvas")[2], seen = {};
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4) {
    const colour = (data[i] << 16) | (data[i + 1] << 8) | data[i + 2];
    seen[colour] = (seen[colour] ?? 0) + 1;
  }
  return seen;
}"""


def compared(dataset: Dataset, day: str, before: str, **view):
    return sheet_of(subject(dataset, day, compare=parse_date(before), **view))


@pytest.fixture(scope="module")
def every_change() -> Dataset:
    """From 7 to 14 January each of six regions has another fate; G and H were never without power."""
    first = {"A": "part", "B": "all", "C": "all", "D": "all", "E": "large_part", "G": "none"}
    second = {"A": "all", "B": "part", "C": "none", "D": "all", "F": "part", "G": "none"}
    rows = [{"region_code": code, "extent": extent, "started_at": day}
            for day, said in (("2026-01-07", first), ("2026-01-14", second)) for code, extent in said.items()]  # fmt: skip
    return world(*rows, regions=squares("ABCDEFGH"))


def test_the_regions_of_june_are_without_news_four_days_later_not_restored(ukraine):
    sheet = compared(ukraine, LATER, JUNE)
    assert sheet["headline"] == "Since 2 June 2025: 2 without news since (Kherson, Zaporizhzhia)."
    assert ("2", "without news since") in [(one["number"], one["words"]) for one in sheet["figures"]]
    assert [(one["name"], one["words"]) for one in sheet["regions"]["lines"]] == [
        ("Kherson Oblast: no news", "Part without power → No report"),
        ("Zaporizhzhia Oblast: no news", "Part without power → No report")]  # fmt: skip
    assert "Was without power, no news since: not known to be restored" in [one["words"] for one in sheet["legend"]]
    everything = str({key: value for key, value in sheet.items() if key != "disclaimer"}).replace("not known to be restored", "")
    assert "estored" not in everything


def test_every_class_of_change_is_counted_and_named(every_change):
    sheet = compared(every_change, "2026-01-14", "2026-01-07")
    assert sheet["headline"] == ("Since 7 January 2026: 1 newly without power (Fland), 1 worse (Aland), 1 unchanged (Dland),"
                                 " 1 without news since (Eland), 1 better (Bland), 1 restored (Cland).")  # fmt: skip
    assert [(one["name"], one["words"]) for one in sheet["regions"]["lines"]] == [
        ("Fland: new", "No report → Part without power"), ("Aland: worse", "Part without power → All without power"),
        ("Dland: unchanged", "All without power"), ("Eland: no news", "Large part without power → No report"),
        ("Bland: better", "All without power → Part without power"),
        ("Cland: restored", "All without power → Power on")]  # fmt: skip


def test_the_classes_add_up_to_the_regions_that_were_or_are_without_power(every_change):
    sheet = compared(every_change, "2026-01-14", "2026-01-07")
    before, after = (situation_of(every_change, subject(every_change, day).view) for day in ("2026-01-07", "2026-01-14"))
    ever = {one.code for situation in (before, after) for one in situation.regions if one.state >= State.PART}
    assert len(sheet["regions"]["lines"]) == sheet["regions"]["more"]["count"] == len(ever) == 6
    assert sum(int(one["number"]) for one in sheet["figures"]) == len(ever)


def test_what_is_said_of_different_parts_is_not_compared(ukraine):
    """June is all of the Russian-held part of Zaporizhzhia; January is nearly all of the part under Ukrainian control."""
    sheet = compared(ukraine, JANUARY, JUNE)
    line = next(one for one in sheet["regions"]["lines"] if one["name"].startswith("Zaporizhzhia"))
    assert line["name"] == "Zaporizhzhia Oblast: not comparable"
    assert line["words"] == (
        "All without power (Russian-held part; E. Balitsky) → Nearly all without "
        "power (part under Ukrainian control; Ukraine's energy officials and energy ministry)")
    assert ("1", "not comparable") in [(one["number"], one["words"]) for one in sheet["figures"]]
    assert "Not comparable: the reports speak of different parts" in [one["words"] for one in sheet["legend"]]
    assert "unchanged" not in str(sheet)


def said_of_parts(*two: tuple[str, str]) -> Change:
    """The change of region A between two days, of each the scope and the extent that was reported."""
    rows = [{"region_code": "A", "scope": scope, "extent": extent, "started_at": day}
            for day, (scope, extent) in zip(("2026-01-07", "2026-01-14"), two, strict=True)]
    before, after = (on(world(*rows), day) for day in ("2026-01-07", "2026-01-14"))
    return Change(int(changes_between(before, after)[0]))


@pytest.mark.parametrize(("before", "after", "change"), [
    (("north", "all"), ("north", "all"), Change.SAME),
    (("north", "all"), ("North", "part"), Change.SAME),  # a part of a part is drawn as a part, as all of it is
    (("north", "all"), ("south", "all"), Change.NOT_COMPARABLE),
    (("north", "all"), ("", "all"), Change.NOT_COMPARABLE),
    (("", "all"), ("south", "all"), Change.NOT_COMPARABLE),
    (("", "part"), ("", "all"), Change.WORSE),
    (("north", "all"), ("", "none"), Change.RESTORED),  # what is on in the whole is on in its part
])  # fmt: skip
def test_only_reports_of_the_same_ground_are_compared(before, after, change):
    assert said_of_parts(before, after) == change


def test_the_change_map_has_the_colour_of_today_and_an_edge_by_class(every_change):
    content = compared(every_change, "2026-01-14", "2026-01-07", layers=("regions",))

    def job(page):
        show(page, content)
        return page.evaluate(PAINTED)

    painted = draw(page_html(subject(every_change, "2026-01-14", layers=("regions",))), size_of("960x540"), job)
    edges = {change.word: painted.get(str(int(colour[1:], 16)), 0) for change, colour in CHANGE_COLOURS.items()
             if change.word in {"no_news", "restored", "better", "same", "worse", "new"}}  # fmt: skip
    assert min(edges.values()) > 0.6 * max(edges.values()), edges  # six squares of one size, six edges
    of_today = painted.get(str(int(STATE_COLOURS[State.ALL][1:], 16)), 0)
    assert of_today > 2 * max(edges.values()), "the colour within is that of the state of the later date"


def test_dates_far_apart_say_so_in_the_headline_and_near_ones_do_not(ukraine):
    assert str(compared(ukraine, JANUARY, JUNE)["headline"]).startswith("Since 2 June 2025, 7 months before: ")
    assert "before" not in str(compared(ukraine, LATER, JUNE)["headline"])


def test_each_change_has_a_sign_of_its_own_so_that_no_colour_is_needed():
    signs = [sign for sign in looks()["signs"] if sign]  # type: ignore[attr-defined]
    assert len(signs) == len(set(signs)) == 8


def test_each_map_is_of_its_date_and_says_so(ukraine):
    maps = compared(ukraine, LATER, JUNE)["maps"]
    first = ukraine.timeline.first_day
    assert [(one["index"], one["caption"], one["note"]) for one in maps] == [
        ((parse_date(JUNE) - first).days, "2 June 2025", "before"), ((parse_date(LATER) - first).days, "6 June 2025", "after"),
        ((parse_date(LATER) - first).days, "Change", "from 2 June 2025 to 6 June 2025")]  # fmt: skip
    assert Counter(maps[2]["change"])["c"] == 2
    assert "change" not in maps[0]
    assert "change" not in maps[1]


def test_the_legend_explains_every_symbol_that_the_two_maps_draw(ukraine):
    """The maps of both dates draw the reports; substations, which do not change, they do not draw."""
    shown = {one["words"] for one in compared(ukraine, LATER, JUNE)["legend"]}
    of_dates = {entry.words for day in (JUNE, LATER)
                for entry in legend_of(subject(ukraine, day)) if entry.swatch != "substation"}
    assert of_dates <= shown


def test_the_legend_has_no_class_of_regions_where_their_layer_is_off(ukraine):
    assert {one["swatch"] for one in compared(ukraine, LATER, JUNE, layers=("reports", "labels"))["legend"]} == {"report"}


def test_a_comparison_shows_the_sources_of_both_dates(ukraine):
    sheet = compared(ukraine, JANUARY, JUNE)
    assert {one["name"] for one in sheet["sources"]["lines"]} >= {"Ukraine's energy officials and energy ministry",
                                                                 "Press report, summary line"}  # fmt: skip
    assert sheet["notes"][0].startswith("12 reports shown of 12")


@pytest.mark.parametrize("before", [LATER, "2025-06-07", "2026-01-07"])
def test_a_date_that_is_not_earlier_is_refused(ukraine, before):
    with pytest.raises(UsageError, match=f"{before}, is not before {LATER}"):
        compared(ukraine, LATER, before)


def test_two_dates_on_which_nothing_is_known_say_so(ukraine):
    sheet = compared(ukraine, "2025-08-02", "2025-08-01")
    assert sheet["headline"] == "Since 1 August 2025: no region reported without power on either date."
    assert (sheet["regions"]["lines"], sheet["sources"]["lines"]) == ([], [])
    assert [one["words"] for one in sheet["legend"] if one["swatch"] == "state"] == ["No report"]


def test_numbers_and_days_of_a_comparison_are_in_the_language_of_the_view(ukraine):
    sheet = compared(ukraine, LATER, JUNE, language="uk")
    assert str(sheet["headline"]).startswith("Порівняно з 2 червня 2025")
    assert str(sheet["maps"][0]["caption"]).startswith("2 червня")


def test_a_comparison_is_still_a_sheet_with_all_that_a_sheet_must_say(ukraine):
    sheet = compared(ukraine, LATER, JUNE)
    for key in ("title", "date", "zone", "disclaimer", "data", "as_of", "page"):
        assert str(sheet[key]).strip()
    with pytest.raises(UsageError, match="disclaimer"):
        subject(replace(ukraine, settings=replace(ukraine.settings, disclaimer=" ")), LATER, compare=parse_date(JUNE))


@pytest.mark.long
def test_the_page_that_leaves_opens_on_the_change_and_steps_on_to_states(open_page, every_change):
    later, before = parse_date("2026-01-14"), parse_date("2026-01-07")
    page = open_page(every_change, View(date=later, compare=before, layers=("regions", "labels"))).page
    said = page.evaluate("outageBrief.state().change").split()
    kinds = changes_between(on(every_change, "2026-01-07"), on(every_change, "2026-01-14")).tolist()
    assert said[:2] == ["2026-01-07", "2026-01-14"]
    assert [ord(letter) - ord("a") for letter in said[3]] == kinds
    legend = page.locator(".changes")
    assert "Change from 7 January 2026 to 14 January 2026" in legend.inner_text()
    lines = dict(page.evaluate("[...document.querySelectorAll('.changes .line')].map((one) => "
                               "[one.children[1].textContent, Number(one.children[2].textContent)])"))  # fmt: skip
    changed = Counter(kind for kind in map(Change, kinds) if kind in CHANGE_NOTES)
    assert lines == {CHANGE_WORDS[kind]: number for kind, number in changed.items()}
    assert page.evaluate("outageBrief.note(outageBrief.regions.codes.indexOf('C'))") == "restored"
    page.evaluate("outageBrief.show(outageBrief.index - 1)")
    assert legend.is_hidden()
    assert page.evaluate("[outageBrief.changeNow(), outageBrief.note(2)]") == [None, None]


@pytest.mark.parametrize(("change", "region", "state"), [(Change.NEW, "F", State.PART), (Change.RESTORED, "C", State.POWER_ON),
                                                         (Change.WORSE, "A", State.ALL)])  # fmt: skip
def test_the_page_shows_a_change_as_the_sheet_does_the_state_by_its_colour_the_change_by_its_edge(
    open_page, every_change, change, region, state
):
    view = View(date=parse_date("2026-01-14"), compare=parse_date("2026-01-07"), layers=("regions",))
    page = open_page(every_change, view).page
    middle, seen = page.evaluate("""(code) => {
      const { codes, anchors, boxes } = outageBrief.regions, at = codes.indexOf(code), v = outageBrief.view(), r = v.ratio ?? 1;
      const ctx = document.querySelector('canvas[data-pane="regions"]').getContext("2d");
      const [left, top, right, bottom] = boxes[at].map((n, i) => Math.round((n * v.scale + (i % 2 ? v.y : v.x)) * r));
      const hex = (data, i) => "#" + [0, 1, 2].map((n) => data[i + n].toString(16).padStart(2, "0")).join("").toUpperCase();
      const all = ctx.getImageData(left, top, right - left, bottom - top).data, found = {};
      for (let i = 0; i < all.length; i += 4) found[hex(all, i)] = (found[hex(all, i)] ?? 0) + 1;
      const [x, y] = [(anchors.x[at] * v.scale + v.x) * r, (anchors.y[at] * v.scale + v.y) * r];
      return [hex(ctx.getImageData(x, y, 1, 1).data, 0), found];
    }""", region)
    assert middle == STATE_COLOURS[state]
    assert seen[CHANGE_COLOURS[change]] > 50
