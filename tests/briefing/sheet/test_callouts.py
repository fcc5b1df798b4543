"""Callouts: what they say, which come first, and where they stand on the maps of sheets."""

from itertools import combinations
from typing import Any

import pytest
from shapely import LineString, Point, box

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.callouts import LETTERS_BELOW, MOST_LINES, callouts_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import Subject
from geo.dataset import Dataset
from geo.situation import situation_of
from geo.view import parse_date
from tests.briefing.sheet.test_sheet import subject
from tests.briefing.test_request import JANUARY, JUNE
from tests.geo.worlds import squares, world
from tests.layers.test_labels import NIGHT, night_of

MOST = {"16:9": 6, "a4": 5, "a4-portrait": 6, "square": 4}
LAYOUT = """() => {
  const layouts = new Set(), draw = outageBrief.layoutOf;
  outageBrief.layoutOf = (view) => { const made = draw(view); layouts.add(made); return made; };
  return outageBrief.layouts = layouts; }"""
GAP = """(kind) => { // between the glyph of a plate and its words, in pixels of the map
  const { plates, dropped } = [...outageBrief.layouts].at(-1), scale = 4;
  const one = [...plates, ...dropped].find((plate) => plate.kind === kind), { width, height } = one;
  const canvas = Object.assign(document.createElement("canvas"), { width: scale * width, height: scale * height });
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  outageBrief.plates.draw(ctx, { ...one, box: [0, 0, width, height], leader: [[-99, -99], [-90, -90]] });
  const { data } = ctx.getImageData(0, 0, canvas.width, canvas.height), bare = [...data.slice(0, 4)];
  const differs = (at) => bare.some((n, i) => Math.abs(data[at + i] - n) > 24);
  const inked = (x) => Array.from({ length: canvas.height }, (_, y) => 4 * (y * canvas.width + x)).some(differs);
  let x = 0, wide = 0;
  while (!inked(x)) x++;
  while (inked(x)) x++;
  while (!inked(x)) [x, wide] = [x + 1, wide + 1];
  return wide / scale; }"""
PLACED = """() => {
  const { names, symbols, plates, dropped, cards, ground, view } = [...outageBrief.layouts].at(-1);
  const own = ({ leader: [foot] }) => ground.regionAt(...foot);
  return { size: [view.width, view.height], cards, dropped: dropped.map(({ lines }) => lines),
    names: names.map(({ words, box, must }) => [words, box, must]), symbols: symbols.map(({ box }) => box),
    plates: plates.map((one) => ({ lines: one.lines, box: one.box, leader: one.leader, region: one.at, on: own(one) })) }; }"""


def said(looked_at: Subject) -> list[tuple[str, str]]:
    """The kind and the words of each callout, in order."""
    situation = situation_of(looked_at.dataset, looked_at.view)
    return [(str(one["kind"]), " / ".join(one["lines"])) for one in callouts_of(looked_at, situation)]  # type: ignore[arg-type]


def of(*rows: dict[str, str], **view: Any) -> list[tuple[str, str]]:
    return said(subject(world(*({"started_at": JANUARY} | row for row in rows), regions=squares("ABCDEFGH")), **view))


def test_january_says_its_worst_state_its_services_and_its_advisory(ukraine):
    words = said(subject(ukraine, JANUARY))
    assert words[0] == ("state", "Dnipropetrovsk: nearly all without power / critical facilities: on backup power; railways: / "
                                 "on reserve power / Ukraine's energy officials and energy ministry")
    assert words[1][1].startswith("Zaporizhzhia, part under Ukrainian / control: nearly all without power")
    assert ("services", "Dnipro · metro: halted / Ukraine's energy officials and energy ministry") in words
    assert words[-1][1].startswith("Kryvyi Rih · advisory, not an outage / ")
    assert not any("normal" in one for _, one in words), "what works is no news"


def test_a_figure_stands_with_its_scope_its_source_and_its_own_words(ukraine):
    (kind, kherson), *_ = said(subject(ukraine, JUNE))
    assert kind == "state"
    assert kherson == ("Kherson, Russian-held part: a large part / without power / at least 104,000 people; about 150 settlements"
                       " / V. Saldo")


def test_a_hit_whose_place_is_not_given_says_so(ukraine):
    hits = [words for kind, words in said(subject(ukraine, JUNE)) if kind == "hit"]
    assert len(hits) == 2
    assert all("place not given" in words for words in hits)


def test_what_is_last_known_says_since_when_and_who_said_it(ukraine):
    words = dict(reversed(said(subject(ukraine, "2025-06-04"))))["state"]
    assert "a large part / without power on 2 Jun 2025" in words
    assert words.endswith("no news for 2 days; V. Saldo")


def test_two_parts_stand_with_their_speakers():
    [(kind, words)] = of({"region_code": "A", "scope": "northern part", "extent": "all", "source": "Ministry"},
                         {"region_code": "A", "scope": "southern part", "extent": "nearly_all", "source": "Administration"})
    assert kind == "state"
    assert words == "Aland / northern part: all: Ministry / southern part: nearly all: Administration"


def test_both_sides_of_a_dispute_stand_with_figure_and_time():
    words = of({"region_code": "A", "extent": "large_part", "customers": "270000", "source": "Administration",
                "started_at": "2026-01-07T02:15", "source_role": "official"},
               {"region_code": "A", "extent": "none", "source": "Grid office", "started_at": "2026-01-07T08:00",
                "source_role": "operator", "status": "confirmed"})
    assert words[0][0] == "disputed"
    assert words[0][1] == ("Aland: sources disagree / Administration: a large part without power, / 270,000 customers, 02:15 / "
                           "Grid office: power on, 08:00")


def test_the_worst_states_come_first_then_a_dispute_then_the_weightiest_service():
    extents = ("part", "all", "part", "nearly_all", "all")
    states = [{"region_code": code, "extent": extent} for code, extent in zip("ABCDE", extents, strict=True)]
    disputed = [{"region_code": "F", "extent": "large_part", "source_role": "official"},
                {"region_code": "F", "extent": "none", "source": "Y", "status": "confirmed"}]
    services = [{"region_code": "G", "extent": "unknown", "services": "metro:halted"},
                {"region_code": "H", "extent": "unknown", "services": "water:off; health:backup"}]
    kinds = [(kind, words.partition(":")[0].partition(" ·")[0]) for kind, words in of(*states, *disputed, *services)]
    assert [name for _, name in kinds[:3]] == ["Bland", "Eland", "Dland"]
    assert [kind for kind, _ in kinds[3:5]] == ["disputed", "services"]
    assert next(name for kind, name in kinds if kind == "services") == "Hland", "hospitals before the metro"


def test_layers_that_are_off_have_no_callouts(ukraine):
    assert {kind for kind, _ in said(subject(ukraine, JANUARY, layers=("regions",)))} == {"state"}
    assert said(subject(ukraine, JANUARY, layers=("labels",))) == []


def test_no_callout_is_higher_or_wider_than_a_plate_may_be(ukraine):
    for day in (JUNE, JANUARY, "2025-06-04"):
        one = subject(ukraine, day)
        for callout in callouts_of(one, situation_of(ukraine, one.view)):
            assert len(callout["lines"]) <= MOST_LINES  # type: ignore[arg-type]
            assert max(map(len, callout["lines"])) <= LETTERS_BELOW  # type: ignore[call-overload]


def placed(dataset: Dataset, day: str, size: str) -> dict[str, Any]:
    one = subject(dataset, day)

    def job(page):
        page.evaluate(LAYOUT)
        show(page, sheet_of(one))
        return page.evaluate(PLACED) | {"words": page.locator(".facts").inner_text()}

    return draw(page_html(one), SIZES[size], job)


@pytest.fixture(scope="module")
def night(ukraine) -> Dataset:
    return night_of(ukraine)


@pytest.mark.long
@pytest.mark.parametrize("size", MOST)
def test_callouts_stand_in_their_regions_and_cross_nothing(ukraine, night, size):
    for dataset, day in ((ukraine, JUNE), (ukraine, JANUARY), (night, NIGHT)):
        found = placed(dataset, day, size)
        wide, high = found["size"]
        assert len(found["plates"]) + len(found["dropped"]) <= MOST[size]
        assert len(found["plates"]) >= (3 if size != "square" else 1 if dataset is ukraine else 0)
        signs = [box(*at) for at in [at for _, at, _ in found["names"]] + found["symbols"] + found["cards"]]
        lines = [LineString(one["leader"]) for one in found["plates"]]
        for one, line in zip(found["plates"], lines, strict=True):
            plate = box(*one["box"])
            assert box(0, 0, wide, high).covers(plate)
            assert not any(plate.intersection(sign).area > 1 or line.intersects(sign.buffer(-1)) for sign in signs), one["lines"]
            assert one["on"] == one["region"], "the dot stands in the region"
            assert line.length <= max(0.25 * wide, 150) + 1
            assert plate.buffer(0.5).intersects(Point(one["leader"][-1]))
            assert len(one["leader"]) <= 3, "straight, or one bend"
            if len(one["leader"]) == 3:
                (x0, y0), (x1, y1), _ = one["leader"]
                assert abs(x1 - x0) == pytest.approx(abs(y1 - y0), abs=0.5), "a bend of 45 degrees"
        for (a, one), (b, other) in combinations(zip(found["plates"], lines, strict=True), 2):
            assert not one.intersects(other)
            assert box(*a["box"]).intersection(box(*b["box"])).area < 1
            assert not one.intersects(box(*b["box"]))


@pytest.mark.long
@pytest.mark.parametrize("kind", ["hit", "services", "advisory"])
def test_a_glyph_does_not_touch_the_words_beside_it(ukraine, kind):
    one = subject(ukraine, JANUARY if kind != "hit" else JUNE)

    def job(page):
        page.evaluate(LAYOUT)
        show(page, sheet_of(one))
        return page.evaluate(GAP, kind)

    assert draw(page_html(one), SIZES["16:9"], job) >= 1.5


@pytest.mark.long
def test_a_callout_without_room_on_the_map_stands_in_the_list(night):
    """A map so small that plates find no room: what they would say is among the words beside it."""
    one = subject(night, NIGHT)

    def job(page):
        page.evaluate(LAYOUT)
        page.evaluate("""() => { const place = outageBrief.plates.place;
          outageBrief.plates.place = (layout, view, [first, ...plates]) => {
            place(layout, view, plates); layout.dropped.push(first); }; }""")
        show(page, sheet_of(one))
        return page.evaluate(PLACED), page.locator(".facts").inner_text()

    found, words = draw(page_html(one), SIZES["16:9"], job)
    together = " ".join(words.split())
    for lines in found["dropped"]:
        assert all(line in together for line in lines), lines


@pytest.mark.long
def test_a_callout_of_services_or_a_warning_has_its_symbol_in_the_list_and_no_state(ukraine):
    one = subject(ukraine, JANUARY)

    def job(page):
        page.evaluate("""() => { outageBrief.plates.place = (layout, view, plates) => layout.dropped.push(...plates); }""")
        show(page, sheet_of(one))
        return page.evaluate("""() => [...document.querySelectorAll(".others > .list:first-child .line")].map((line) =>
          [line.querySelector("b").textContent, line.querySelector("canvas").className])""")

    looks = dict(draw(page_html(one), SIZES["16:9"], job))
    assert {words: look for words, look in looks.items() if "metro" in words or "advisory" in words} == {
        "Dnipro · metro: halted": "swatch report", "Kryvyi Rih · advisory, not an outage": "swatch report"}  # fmt: skip
    assert looks["Dnipropetrovsk: nearly all without power"] == "swatch code"


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "uk"])
def test_no_line_crosses_the_words_below_a_name(ukraine, language):
    one = subject(ukraine, JANUARY, compare=parse_date("2025-06-04"), language=language)

    def job(page):
        found = page.evaluate_handle(LAYOUT)
        show(page, sheet_of(one))
        return found.evaluate("""(all) => [...all].filter(({ view }) => !view.tried).map(({ names, plates }) => [
          names.filter(({ noteAt }) => noteAt).map(({ noteAt }) => noteAt),
          [...names.filter(({ leader }) => leader), ...plates].map(({ leader }) => leader)])""")

    for size in ("a4", "16:9"):
        for notes, leaders in draw(page_html(one), SIZES[size], job):
            assert [note for note in notes for leader in leaders if LineString(leader).intersects(box(*note).buffer(-1))] == []


@pytest.mark.long
def test_a_symbol_without_a_point_stands_beside_the_name_of_a_region(ukraine):
    one = subject(ukraine, JANUARY, compare=parse_date(JUNE))

    def job(page):
        found = page.evaluate_handle(LAYOUT)
        show(page, sheet_of(one))
        return found.evaluate("""(all) => [...all].filter(({ view }) => !view.tried).map(({ names, symbols }) => [
          names.filter(({ kind }) => kind === "region").map(({ box }) => box),
          symbols.filter(({ loose }) => loose).map(({ box }) => box)])""")

    for size in ("a4", "16:9"):
        for names, symbols in draw(page_html(one), SIZES[size], job):
            for left, top, _, bottom in symbols:
                beside = (name for name in names if abs(name[1] + name[3] - top - bottom) / 2 <= 15 and 0 <= left - name[2] <= 32)
                assert any(beside)
