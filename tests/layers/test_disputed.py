"""A line that is not agreed is dashed, whatever other line lies under it."""

from dataclasses import replace
from itertools import pairwise

import geopandas as gpd
import pytest
import shapely
from PIL import ImageColor

from geo.dataset import Dataset
from layers.style import BORDER, LAND
from tests.conftest import ON_MAP
from tests.geo.worlds import world

LINE = shapely.LineString([(1, 0), (1, 1)])
STROKES = """() => {
  const page = outageBrief, view = page.view(), canvas = document.querySelector("canvas[data-pane=over]");
  const { x, y } = """ + ON_MAP + """(0.5, 1), ctx = canvas.getContext("2d");
  const found = [];
  for (let step = -40; step <= 40; step++) {
    found.push(ctx.getImageData(Math.round(x * view.ratio), Math.round((y + step) * view.ratio), 1, 1).data.slice(0, 3).join());
  }
  return found;
}"""


@pytest.fixture(params=["border", "disputed"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def with_line(kind: str) -> Dataset:
    frame = gpd.GeoDataFrame({"kind": ["land", kind], "name": "", "code": ""}, crs="EPSG:4326",
                             geometry=[shapely.box(-1, -1, 4, 2), LINE])  # fmt: skip
    return replace(world(), basemap=frame)


@pytest.mark.long
def test_a_line_that_is_not_agreed_is_dashed_and_a_border_is_not(open_page, kind: str) -> None:
    colours = open_page(with_line(kind)).page.evaluate(STROKES)
    halfway = sum(sum(ImageColor.getrgb(colour)) for colour in (LAND, BORDER)) / 2
    dark = [sum(map(int, colour.split(","))) < halfway for colour in colours]
    changes = sum(one != other for one, other in pairwise(dark))
    assert (changes > 10) == (kind == "disputed")
    assert any(dark)
