"""Fixed sheets: their layout is as approved, their picture looks as approved, and rules hold for both."""

import json
from itertools import combinations

import pytest
from PIL import Image
from shapely import LineString, box

from briefing.formats.png import SIZES
from briefing.sheet.subject import subject_of
from geo.localised import localised
from geo.states import STATE_BITS, State
from geo.view import View, parse_date
from tests.briefing.test_request import MADE_AT
from tests.sheets.fixed import APPROVED, SHEETS, difference, drawn

LEAST_PX = {"16:9": 18, "a4": 9.33, "a4-portrait": 9.33, "square": 22}
"""No text of a sheet is smaller: 9 points on a slide, 7 on paper; what has no room at that size is counted."""

MOST_CALLOUTS = {"16:9": 6, "a4": 5, "a4-portrait": 6, "square": 4}
LEAST_SQUARE_MAP = {"date": 0.45, "compare": 0.4}
"""Of the height of a square, however many words its date has: the share of its map."""

MOST_BYTES, ALL_BYTES = 60_000, 1_200_000


@pytest.mark.long
@pytest.mark.parametrize("name", SHEETS)
def test_a_fixed_sheet_is_as_it_was_approved(name):
    layout, picture = drawn(name)
    assert layout == json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8")), "look at it, then run make approve"
    assert difference(picture, Image.open(APPROVED / f"{name}.png")) < 0.005


@pytest.mark.parametrize("name", SHEETS)
def test_the_layout_of_an_approved_sheet_keeps_the_rules(name):
    layout = json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    for one in layout["maps"]:
        assert one["lacking"] == [], "what must be named is named"
        signs = [(words, box(*at)) for _, words, _, _, at in one["names"]]
        signs += [(kind, box(*at)) for kind, _, at in one["symbols"]] + [(words, box(*at)) for words, at, _ in one["plates"]]
        assert [(a[0], b[0]) for a, b in combinations(signs, 2) if a[1].intersection(b[1]).area > 12] == []
        frame = box(-1, -1, *(side + 1 for side in one["size"]))
        assert [words for words, at in signs if not frame.covers(at)] == []
        assert [words for words, at in signs for card in one["cards"] if at.intersection(box(*card)).area > 12] == []
    texts = [(words, box(*at)) for words, _, at in layout["texts"]]
    assert [(a[0], b[0]) for a, b in combinations(texts, 2) if a[1].intersection(b[1]).area > 40] == []
    size = SHEETS[name].size
    assert min(float(px) for _, px, _ in layout["texts"]) >= LEAST_PX[size] - 0.1
    assert [one["least"] for one in layout["maps"] if one["names"] and float(one["least"]) < LEAST_PX[size] - 0.1] == []


def test_where_nothing_is_known_the_map_has_the_whole_width_of_its_sheet():
    layout = json.loads((APPROVED / "nothing known.json").read_text(encoding="utf-8"))
    bigger = float(layout["unit"]) * 0.72 / 12.5
    assert layout["maps"][0]["size"][0] * bigger >= 0.94 * SIZES["16:9"].width


@pytest.mark.parametrize("name", [name for name, one in SHEETS.items() if one.size == "square"])
def test_nearly_half_of_an_approved_square_is_its_map(name):
    layout = json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    one, side = layout["maps"][-1], SIZES["square"].height
    across = side - 2 * 1.5 * float(layout["unit"])  # of the map, which lies between margins
    least = LEAST_SQUARE_MAP["compare" if "compare" in SHEETS[name].view else "date"] * side
    assert one["size"][1] * across / one["size"][0] >= least - 1


@pytest.mark.parametrize("name", SHEETS)
def test_callouts_of_an_approved_sheet_cross_nothing_and_none_is_lost(name):
    layout = json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    words = " ".join(words for words, _, _ in layout["texts"])
    for one in layout["maps"]:
        assert len(one["plates"]) <= MOST_CALLOUTS[SHEETS[name].size]
        signs = [box(*at) for _, _, _, _, at in one["names"]] + [box(*at) for _, _, at in one["symbols"]]
        lines = [LineString(leader) for _, _, leader in one["plates"]]
        plates = [box(*at) for _, at, _ in one["plates"]]
        assert [str(line) for line in lines for sign in signs if line.intersects(sign.buffer(-1.5))] == []
        assert [str(a) for a, b in combinations(lines, 2) if a.intersects(b)] == []
        pairs = [(line, plate) for i, line in enumerate(lines) for n, plate in enumerate(plates) if i != n]
        assert [str(line) for line, plate in pairs if line.intersects(plate)] == []
        assert all(len(leader) <= 3 for _, _, leader in one["plates"])
    last = layout["maps"][-1]
    regions = {said.partition(":")[0].partition(",")[0].partition(" ·")[0] for said in last["dropped"]}
    assert {region for region in regions if region not in words} == set(), "what has no room on the map is in the lists"


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name, one in SHEETS.items() if "compare" not in one.view and "metric" not in one.view
                                  and "place" not in one.view])  # fmt: skip
def test_each_region_with_news_is_named_on_the_map_of_its_sheet(name):
    one, layout = SHEETS[name], json.loads((APPROVED / f"{name}.json").read_text(encoding="utf-8"))
    dataset = localised(one.dataset(), one.view.get("language"))
    if "level" in one.view or dataset.count_summary is not None:
        wanted = {words for _, words, _, must, _ in layout["maps"][0]["names"] if must}
        assert wanted
        return
    dataset = subject_of(dataset, View(date=parse_date(one.day), **one.view), made_at=MADE_AT).dataset  # in the sheet's language
    index = dataset.timeline.index_of(parse_date(one.day))
    codes = dataset.timeline.codes[index]
    named = {words for kind, words, _, must, _ in layout["maps"][0]["names"] if kind == "region" and must}
    assert set(dataset.regions["short_name"][codes & STATE_BITS > State.POWER_ON]) <= named


def test_what_is_approved_is_small_and_of_a_sheet_that_there_is():
    files = list(APPROVED.iterdir())
    assert {file.stem for file in files} == set(SHEETS)
    assert max(file.stat().st_size for file in files) <= MOST_BYTES
    assert sum(file.stat().st_size for file in files) <= ALL_BYTES
