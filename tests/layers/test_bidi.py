"""A name that runs from right to left and the words beside it are read in order."""

import pytest

from geo.view import View, parse_date
from layers.bidi import isolated
from tests.geo.worlds import squares, world

HEBREW, ARABIC = "\u05d7\u05d9\u05e4\u05d4", "\u062d\u0644\u0628"
DRAWN = """() => {
  const said = new Set(), plain = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (words, ...rest) {
    said.add(words);
    return plain.call(this, words, ...rest);
  };
  outageBrief.paint();
  CanvasRenderingContext2D.prototype.fillText = plain;
  return [...said];
}"""


@pytest.mark.parametrize("name", [HEBREW, ARABIC, f"{HEBREW} 2"])
def test_a_name_from_right_to_left_stands_between_marks(name):
    assert isolated(name) == f"\u2068{name}\u2069"


@pytest.mark.parametrize("name", ["Kharkiv Oblast", "\u0425\u0430\u0440\u043a\u0456\u0432", ""])
def test_other_names_stay_as_they_are(name):
    assert isolated(name) == name


@pytest.mark.long
def test_a_label_keeps_to_itself_and_its_age_stands_in_a_line_of_its_own(open_page):
    dataset = world({"region_code": "A"}, regions=squares("AB", name=[HEBREW, "Bland"]))
    opened = open_page(dataset, View(date=parse_date("2026-01-08")))
    assert {f"\u2068{HEBREW}\u2069", "1 day old"} <= set(opened.page.evaluate(DRAWN))
