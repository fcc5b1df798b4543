"""The names of neighbouring countries: each once, on its own land."""

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from geo.dataset import Dataset
from tests.geo.worlds import world

NAMES = "() => outageBrief.labels().names.filter(({ kind }) => kind === 'country').map(({ words, box }) => [words, box])"
LAND = shapely.box(-6, -4, 9, 5)


def among(line: shapely.LineString, kind: str = "border", **countries: shapely.Geometry) -> Dataset:
    """Three squares among land, with a line, and with the points at which the name of each neighbour may stand."""
    rows = {"kind": ["land", kind, *["country"] * len(countries)], "name": ["", "", *countries], "code": ""}
    return replace(world(), basemap=gpd.GeoDataFrame(rows, geometry=[LAND, line, *countries.values()], crs="EPSG:4326"))


@pytest.mark.long
@pytest.mark.parametrize("kind", ["border", "disputed"])
def test_a_neighbour_that_is_too_narrow_for_its_name_is_not_named_beyond_its_border(open_page, kind: str) -> None:
    strip = shapely.LineString([(-6, 1.04), (9, 1.04)])
    dataset = among(strip, kind, Narrowland=shapely.Point(1.5, 1.02), Wide=shapely.Point(1.5, 1.3))
    assert [words for words, _ in open_page(dataset).page.evaluate(NAMES)] == ["WIDE"]


@pytest.mark.long
def test_a_neighbour_is_named_once_at_the_first_of_its_points_that_the_map_shows(open_page) -> None:
    points = shapely.MultiPoint([(1.5, 40), (1.5, 1.25), (0.5, -0.25)])
    found = open_page(among(shapely.LineString([(8, 4), (9, 5)]), Far=points)).page.evaluate(NAMES)
    assert [words for words, _ in found] == ["FAR"]
