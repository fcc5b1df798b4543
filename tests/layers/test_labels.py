"""Names and symbols on the map: rules on the layout that the page says of itself, not on pixels."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from briefing.browser.renderer import draw
from briefing.formats.png import SIZES, page_html, show
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import subject_of
from geo.dataset import Dataset
from geo.places import regions_from
from geo.read import assemble
from geo.reports import reports_from
from geo.states import STATE_BITS, State
from geo.view import View, parse_date
from layers.labels import layer
from layers.topology import poles_of
from tests.briefing.test_request import MADE_AT
from tests.geo.worlds import REPORT, places, squares, table
from tests.geo.worlds import settings as dataset_settings

DATES = ("2025-06-02", "2025-06-04", "2026-01-07", "2026-01-08")
NIGHT = "2026-02-03"
APP, PHONE = (749, 480), (390, 380)
SHEETS = ("16:9", "a4", "a4-portrait", "square")
LAYOUT = "outageBrief.labels()"
SMALL = {"landscape": (816, 222), "upright": (362, 258), "zoom of 200%": (655, 234), "low": (655, 282)}
"""How large the map of the app is on small screens."""
MISLEADING = """() => {
  const { short, boxes, contains, count } = outageBrief.regions, view = outageBrief.view();
  const most = ([x0, y0, x1, y1]) => {
    const on = new Array(count).fill(0);
    for (let x = x0; x < x1; x += 2) for (let y = y0; y < y1; y += 2) for (let i = 0; i < count; i++) {
      on[i] += contains(i, (x - view.x) / view.scale, (y - view.y) / view.scale);
    }
    return on;
  };
  const isPoint = (i) => (boxes[i][2] - boxes[i][0]) * view.scale < 24;
  return outageBrief.labels().names.filter(({ kind, how }) => kind === "region" && how !== "outside").filter(({ words, box }) => {
    const own = short.indexOf(words), on = most(box);
    return !isPoint(own) && Math.max(...on) > 1.1 * on[own];
  }).map(({ words }) => words);
}"""
"""The names of regions that have no line and cover another region more than their own."""


def night_of(ukraine: Dataset) -> Dataset:
    """An invented night: 22 of 27 regions with news, one of them disputed, two last known, one planned; 14 cities are named."""
    codes = [code for code in ukraine.regions["code"] if code not in {"UA-07", "UA-21", "UA-26", "UA-77", "UA-40"}]
    extents = ("all", "nearly_all", "large_part", "part")
    rows = [{"region_code": code, "extent": extents[i % 4], "started_at": NIGHT} for i, code in enumerate(codes)]
    rows[2]["started_at"] = rows[9]["started_at"] = "2026-02-01"
    rows[5]["kind"] = "scheduled"
    rows.append({"region_code": codes[3], "extent": "none", "source": "Another office", "started_at": NIGHT})
    named = ukraine.gazetteer[ukraine.gazetteer["kind"] == "city"].nlargest(14, "population")
    for i, place in enumerate(named["name"]):
        said = {"place": f"{place} (city)", "extent": "unknown", "started_at": NIGHT}
        rows += [said | {"services": "metro:halted"}] * (1 + i % 3) + [said | {"kind": "advisory"}] * (i % 2)
    numbered = [REPORT | {"record_id": f"n{i}"} | row for i, row in enumerate(rows)]
    return assemble(ukraine.settings, regions=ukraine.regions, basemap=ukraine.basemap, gazetteer=ukraine.gazetteer,
                    substations=ukraine.substations.drop(columns="region"),
                    reports=reports_from(table(numbered), zone=ukraine.settings.zone))  # fmt: skip


@pytest.fixture(scope="module")
def night(ukraine) -> Dataset:
    return night_of(ukraine)


def musts(dataset: Dataset, day: str) -> set[str]:
    """The short names of regions that have news on a date, are disputed, planned or last known."""
    timeline = dataset.timeline
    codes = timeline.codes[timeline.index_of(parse_date(day))]
    news = (codes & STATE_BITS > State.POWER_ON) | (codes > STATE_BITS)
    return set(dataset.regions["short_name"][news])


def assert_rules(found: dict[str, Any], wanted: set[str]) -> None:
    assert found["lacking"] == []
    assert wanted <= {one["words"] for one in found["names"] if one["kind"] == "region" and one["must"]}
    frame = box(0, 0, found["width"], found["height"])
    signs = [*found["symbols"], *found["plates"]]
    for one in [*found["names"], *signs]:
        assert frame.covers(box(*one["box"])), one
        assert not any(box(*one["box"]).intersection(box(*card)).area for card in found["cards"]), one
    boxes = [(one.get("words", one["kind"]), box(*one["box"])) for one in [*found["names"], *signs]]
    assert [(a[0], b[0]) for a, b in combinations(boxes, 2) if a[1].intersection(b[1]).area > 1] == []
    names = [one["words"] for one in found["names"]]
    assert sorted(set(names)) == sorted(names), "a name stands once"


@pytest.mark.long
@pytest.mark.parametrize("size", [APP, PHONE], ids=["app", "phone"])
def test_all_that_has_news_is_named_on_a_page_and_nothing_overlaps(open_page, ukraine, night, size):
    for dataset, days in ((ukraine, DATES), (night, (NIGHT,))):
        opened = open_page(dataset, width=size[0], height=size[1])
        opened.page.evaluate("document.body.classList.add('embedded')")  # as in the app
        opened.page.set_viewport_size({"width": size[0], "height": size[1] + 160})
        opened.page.wait_for_timeout(600)
        for day in days:
            opened.show(day)
            assert_rules(opened.page.evaluate(LAYOUT), musts(dataset, day))


@pytest.mark.parametrize("size", SMALL.values(), ids=list(SMALL))
def test_on_a_small_map_no_name_stands_on_a_neighbour_as_if_it_were_its_own(open_page, ukraine, night, size):
    for dataset, days in ((ukraine, DATES), (night, (NIGHT,))):
        opened = open_page(dataset, width=size[0], height=size[1] + 160)
        opened.page.evaluate("outageBrief.embedded = true; document.body.classList.add('embedded')")
        opened.page.evaluate("high => { document.querySelector('.folium-map').style.flex = `0 0 ${high}px`; }", size[1])
        opened.page.wait_for_function("high => outageBrief.map.getSize().y === high", arg=size[1])
        for day in days:
            opened.show(day)
            assert opened.page.evaluate(MISLEADING) == [], day


@pytest.mark.long
def test_nothing_is_written_under_title_buttons_scale_and_time_bar_of_a_page_by_itself(open_page, ukraine, night):
    for dataset, day in ((ukraine, DATES[2]), (night, NIGHT)):
        found = open_page(dataset, View(date=parse_date(day)), width=1366, height=768).page.evaluate(LAYOUT)
        assert len(found["cards"]) >= 5
        assert_rules(found, musts(dataset, day))


@pytest.mark.long
@pytest.mark.parametrize("name", SHEETS)
def test_all_that_has_news_is_named_on_a_sheet_and_nothing_overlaps(ukraine, night, name):
    for dataset, days in ((ukraine, DATES), (night, (NIGHT,))):
        subjects = [subject_of(dataset, View(date=parse_date(day)), made_at=MADE_AT) for day in days]

        def job(page, subjects=subjects):
            layouts = []
            for subject in subjects:
                show(page, sheet_of(subject))
                layouts.append(page.evaluate(LAYOUT))
            return layouts

        for day, found in zip(days, draw(page_html(subjects[0]), SIZES[name], job), strict=True):
            assert_rules(found, musts(dataset, day))


@pytest.mark.long
def test_names_keep_their_places_while_dates_change(open_page, ukraine):
    opened, places = open_page(ukraine, View(layers=("regions", "labels"))), {}
    opened.page.evaluate("document.querySelector('.side').style.display = 'none'")  # its height changes with its words
    for day in (*DATES, "2025-08-01"):
        opened.show(day)
        for one in opened.page.evaluate(LAYOUT)["names"]:
            places.setdefault(one["words"], set()).add(tuple(one["box"]))
    assert {"Zaporizhzhia", "Kherson", "Dnipropetrovsk", "Poltava"} <= places.keys()
    assert {words for words, found in places.items() if len(found) > 1} == set()


def test_a_city_is_named_once_with_its_region_however_either_is_spelled(open_page):
    named = places({"name": "Vinnytsya", "region_code": "A", "population": "370000"},
                   {"name": "Odessa", "region_code": "B", "lon": "1.5", "population": "1000000"})  # fmt: skip
    ground = regions_from(squares("ABC", name=["Vinnytsia", "Odesa", "Cland"]))[0]
    rows = table([REPORT | {"record_id": code, "region_code": code, "extent": "all", "started_at": NIGHT} for code in "ABC"])
    said = reports_from(rows, zone=dataset_settings().zone)
    opened = open_page(assemble(dataset_settings(), regions=ground, gazetteer=named, reports=said))
    opened.show(NIGHT)
    words = [name["words"] for name in opened.page.evaluate(LAYOUT)["names"]]
    assert sorted(words) == ["Cland", "Odesa", "Vinnytsia"]


def test_a_quarter_is_no_city_of_the_map_though_a_gazetteer_gives_it_more_people_than_its_city():
    known = "; ".join(f"Name {n}" for n in range(20))
    named = places({"name": "Mariupol", "population": "230000", "other_names": known},
                   {"name": "Pravyi Bereh", "lon": "0.53", "population": "350000"},
                   {"name": "Far Town", "lon": "0.9", "population": "20000"})  # fmt: skip
    data = layer(assemble(dataset_settings(), regions=regions_from(squares("A"))[0], gazetteer=named), View()).drawing.data
    assert data["cities"] == ["Mariupol", "Far Town", "Pravyi Bereh"]
    assert data["population"] == [230000, 20000, 0]


def test_symbols_that_would_hide_each_other_are_one_with_their_number_and_its_tip_says_all(open_page, ukraine):
    opened = open_page(ukraine, View(date=parse_date("2026-01-07")))
    stacks = [one for one in opened.page.evaluate(LAYOUT)["symbols"] if one["count"] > 1]
    shown = opened.page.evaluate(LAYOUT)["symbols"]
    assert sum(one["count"] for one in shown) == 5, "B2, B4, B5, B6a, B6b"
    for one in stacks:
        left, top, _, bottom = one["box"]
        opened.page.mouse.move(left + 9, (top + bottom) / 2)
        opened.page.locator(".tip").wait_for()
        assert opened.page.locator(".tip p").count() >= 2 * one["count"]


@pytest.mark.long
def test_the_line_of_a_hit_ends_in_its_region_on_each_map_of_a_comparison_and_the_list_has_all_hits(ukraine):
    """The maps are small: there is room for the words away from the regions only, and for few of them."""
    subject = subject_of(ukraine, View(date=parse_date("2026-01-07"), compare=parse_date("2025-06-02")), made_at=MADE_AT)

    def job(page):
        page.evaluate("""() => { const draw = outageBrief.layoutOf, all = window.all = new Set();
          outageBrief.layoutOf = (view) => { const made = draw(view); all.add(made); return made; }; }""")
        show(page, sheet_of(subject))
        drawn = page.evaluate("""() => [...all].flatMap(({ plates, ground }) => plates.map(({ leader: [foot], lines }) =>
          [lines[0], outageBrief.regions.codes[ground.regionAt(...foot)]]))""")
        return drawn, page.locator(".others .line").all_inner_texts()

    for size in ("16:9", "a4"):
        drawn, listed = draw(page_html(subject), SIZES[size], job)
        assert drawn
        assert all(one in (["Kherson: hit reported", "UA-65"], ["Zaporizhzhia: hit reported", "UA-23"]) for one in drawn)
        hits = [line for line in listed if "place not given" in line]
        assert [one for one in ("Kherson", "Zaporizhzhia") if not any(one in hit for hit in hits)] == [], size


@pytest.mark.long
def test_a_city_that_a_report_names_is_named_however_small_it_is(open_page, ukraine):
    found = open_page(ukraine, View(date=parse_date("2026-01-07"))).page.evaluate(LAYOUT)
    assert {"Dnipro", "Kryvyi Rih"} <= {one["words"] for one in found["names"] if one["kind"] == "city"}


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(-60, 60), st.integers(-60, 60)), min_size=3, max_size=7), st.integers(2, 9))
def test_the_middle_of_a_name_lies_on_its_own_ground_far_from_the_edge(corners, thick):
    shape = LineString([(20 + x / 10, 50 + y / 10) for x, y in corners]).buffer(thick / 10)
    flat = shapely.transform(shape, lambda degrees: degrees * [700, -1000])
    (pole,) = poles_of(np.array([flat], dtype=object))
    far = flat.boundary.distance(shapely.Point(pole))
    assert flat.contains(shapely.Point(pole))
    assert far >= 0.9 * flat.boundary.distance(flat.representative_point())
