import shapely

from geo.view import View
from layers.reports import LEGEND_WORDS, SYMBOLS, layer, part_of
from layers.statements import page_order

COUNTRY = shapely.box(0, 0, 10, 10)


def test_the_north_western_part_lies_in_the_north_west():
    assert part_of(COUNTRY, "NW").equals(shapely.box(0, 5, 5, 10))
    assert part_of(COUNTRY, "S").equals(shapely.box(0, 0, 10, 5))


def test_a_part_that_the_region_does_not_reach_is_the_region():
    corner = shapely.Polygon([(0, 0), (10, 0), (0, 10)])
    assert part_of(corner, "NE").equals(corner), "it touches the north-east in one point, which is no area"
    assert part_of(corner, "SW").equals(shapely.box(0, 0, 5, 5))
    two = shapely.MultiPolygon([shapely.box(0, 0, 4, 4), shapely.box(6, 6, 10, 10)])
    assert part_of(two, "NW").equals(two)


def test_what_was_hit_stands_for_an_area_where_no_place_was_named(ukraine):
    drawing = layer(ukraine, View()).drawing
    records = page_order(ukraine)["record"].iloc[drawing.data["statement"]]
    ids = ukraine.reports["record_id"].iloc[records].tolist()
    shown = dict(zip(ids, zip(drawing.data["symbols"], drawing.data["area"], strict=True), strict=True))
    assert shown["A1b"] == (SYMBOLS.index("hit"), 1)
    assert shown["A2b"] == (SYMBOLS.index("hit"), 1)
    assert shown["B5"] == (SYMBOLS.index("advisory"), 0)
    assert shown["B2"] == (SYMBOLS.index("services"), 0)


def test_the_legend_names_only_symbols_that_occur(ukraine):
    words = [entry.words for entry in layer(ukraine, View()).drawing.legend]
    assert words == [LEGEND_WORDS[kind] for kind in SYMBOLS]
