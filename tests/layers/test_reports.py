
import pytest

from geo.dataset import Dataset
from geo.view import View, parse_date
from layers.reports import LEGEND_WORDS, SYMBOLS, layer, place_of
from layers.statements import page_order

LAYOUT = "outageBrief.labels()"
FEET = """() => outageBrief.labels().plates.map(({ leader: [[x, y]] }) =>
  outageBrief.regions.codes[outageBrief.regions.at({ x, y })])"""


def test_a_point_is_drawn_where_the_report_gives_one_and_nowhere_else(ukraine: Dataset):
    drawing = layer(ukraine, View()).drawing
    records = page_order(ukraine)["record"].iloc[drawing.data["statement"]]
    ids = ukraine.reports["record_id"].iloc[records].tolist()
    kinds = dict(zip(ids, (SYMBOLS[kind] for kind in drawing.data["symbols"]), strict=True))
    assert (kinds["A1b"], kinds["A2b"], kinds["B5"], kinds["B2"]) == ("hit", "hit", "advisory", "services")
    where = drawing.data["where"]
    pointed, areas = ids[: len(ids) - len(where)], dict(zip(ids[len(ids) - len(where):], where, strict=True))
    assert sorted(pointed) == ["B2", "B4", "B5"], "Dnipro, Zaporizhzhia and Kryvyi Rih are towns"
    assert (areas["A1b"], areas["A2b"]) == ("north-western part", "Henichesk Raion")
    assert [bool(place_of(ukraine, int(record))) for record in records] == [True] * len(pointed) + [False] * len(where)


@pytest.mark.long
def test_a_hit_without_a_place_stands_in_words_with_a_line_to_its_region(open_page, ukraine: Dataset):
    page = open_page(ukraine, View(date=parse_date("2025-06-02"))).page
    found = page.evaluate(LAYOUT)
    assert {one["words"] for one in found["plates"]} == {
        "Kherson: hit reported; Henichesk Raion; place not given",
        "Zaporizhzhia: hit reported; north-western part; place not given"}  # fmt: skip
    assert set(page.evaluate(FEET)) == {"UA-65", "UA-23"}
    assert {one["kind"] for one in found["symbols"]} <= {"services"}, "no symbol of a hit stands on any point"
    for box in (one["box"] for one in found["plates"]):
        others = [*(one["box"] for one in (*found["names"], *found["symbols"])), *found["cards"]]
        assert not [o for o in others if box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3]]


@pytest.mark.long
def test_the_line_of_a_hit_accuses_no_substation_and_no_city(open_page, ukraine: Dataset):
    page = open_page(ukraine, View(date=parse_date("2025-06-02"))).page
    near = page.evaluate("""() => outageBrief.labels().plates.map(({ leader: [[x, y]] }) =>
      Math.min(...outageBrief.spots.substations(outageBrief.view(), 0).map(([a, b]) => Math.hypot(a - x, b - y))))""")
    assert near
    assert min(near) >= 9


def test_the_legend_names_only_symbols_that_occur(ukraine):
    words = [entry.words for entry in layer(ukraine, View()).drawing.legend]
    assert words == [LEGEND_WORDS[kind] for kind in SYMBOLS]
