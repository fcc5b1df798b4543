"""Names of what regions are parts of: the states of counties."""

import pytest

from geo.view import View, parse_date
from tests.sheets.fixed import STORM, counties

AREAS = """() => {
  const { codes, contains, count } = outageBrief.regions, { x, y, scale } = outageBrief.view();
  const under = (left, top) => {
    for (let i = 0; i < count; i++) if (contains(i, (left - x) / scale, (top - y) / scale)) return codes[i];
  };
  return outageBrief.labels().names.filter(({ kind }) => kind === "area").map(({ words, box: [a, b, c, d] }) =>
    [words, [[a, b], [c, b], [a, d], [c, d], [(a + c) / 2, (b + d) / 2]].map((corner) => under(...corner))]);
}"""
"""The names of what regions are parts of, each with the codes of the regions under its corners and its middle."""


@pytest.mark.long
def test_the_states_of_counties_are_named_each_on_its_own_ground(open_page):
    dataset = counties()
    states = dataset.basemap[dataset.basemap["kind"] == "area"]
    code_of = dict(zip([*states["name"], *states["short_name"]], [*states["code"]] * 2, strict=True))
    found = open_page(dataset, View(date=parse_date(STORM)), width=1366, height=768).page.evaluate(AREAS)
    assert [(words, under) for words, under in found if {code[:2] for code in under} != {code_of[words]}] == []
    assert {"Texas", "Montana", "Oregon", "Kansas"} <= {words for words, _ in found}
    assert len(found) >= 30
