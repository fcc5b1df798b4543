"""Fixed sheets: their layout is as approved, their picture looks as approved, and rules hold for both."""

import json
from itertools import combinations

import pytest
from PIL import Image
from shapely import box

from geo.localised import localised
from geo.states import STATE_BITS, State
from geo.view import parse_date
from tests.sheets.fixed import APPROVED, SHEETS, difference, drawn

LEAST_REM = 0.45
"""No text of a sheet is smaller, in units of a sixtieth of its shorter side; what does not fit at that size is counted."""

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
    assert min(float(size) for _, size, _ in layout["texts"]) >= LEAST_REM * float(layout["unit"])


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
    index = dataset.timeline.index_of(parse_date(one.day))
    codes = dataset.timeline.codes[index]
    named = {words for kind, words, _, must, _ in layout["maps"][0]["names"] if kind == "region" and must}
    assert set(dataset.regions["short_name"][codes & STATE_BITS > State.POWER_ON]) <= named


def test_what_is_approved_is_small_and_of_a_sheet_that_there_is():
    files = list(APPROVED.iterdir())
    assert {file.stem for file in files} == set(SHEETS)
    assert max(file.stat().st_size for file in files) <= MOST_BYTES
    assert sum(file.stat().st_size for file in files) <= ALL_BYTES
