"""How much of the Earth lies around a first view."""

import geopandas as gpd
import shapely

from geo.countries.frame import outside, windows_around

NEAR, FAR = [shapely.box(x, 45, x + 1, 48) for x in range(4)], shapely.box(60, 10, 61, 11)
REGIONS = gpd.GeoDataFrame({"name": list("ABCDE")}, geometry=[*NEAR, FAR], crs="EPSG:4326")


def around(view: tuple[float, float, float, float], *, framed: bool) -> shapely.Geometry:
    """The boxes beside that around the view, as one shape."""
    _, *others = windows_around(REGIONS, view, framed=framed)
    return shapely.union_all([shapely.box(*one) for one in others])


def test_what_lies_far_from_a_frame_has_a_window_and_what_it_holds_has_none() -> None:
    """A map with a frame takes what lies in it as its main body, though most regions lie elsewhere."""
    view = (59.0, 9.0, 62.0, 12.0)
    assert around(view, framed=True).covers(shapely.union_all(NEAR))
    assert not around(view, framed=True).intersects(FAR)
    assert around(view, framed=False).covers(FAR)
    assert not around(view, framed=False).intersects(shapely.union_all(NEAR))


def test_of_a_view_that_holds_a_part_of_the_main_body_what_lies_beside_it_is_outside() -> None:
    assert outside(REGIONS, (0.0, 45.0, 1.0, 48.0)) == ["B", "C", "D", "E"]
    assert outside(REGIONS, (0.0, 45.0, 4.0, 48.0)) == [], "what lies far off stands in a box beside the main body"
