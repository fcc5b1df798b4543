"""The counties of the United States as they ship: whole, valid, by FIPS code."""

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.names import candidates
from geo.places import read_levels, regions_of_points
from tests.conftest import UKRAINE

FOLDER = UKRAINE.parent / "us-counties"


def test_every_state_and_county_is_there_and_has_a_valid_shape() -> None:
    (states, parts), repairs = read_levels(FOLDER / "regions.json")
    assert (len(states), len(parts), repairs) == (56, 3231, ())
    assert (parts["code"].str[:2] <= "56").sum() == 3142, "the 50 states and the capital"
    assert set(parts["parent"]) == set(states["code"])


def test_counties_neither_overlap_nor_leave_gaps_to_their_state(counties) -> None:
    shapes = counties.regions.geometry.to_numpy()
    assert shapely.coverage_is_valid(shapes)
    (states, _), _ = read_levels(FOLDER / "regions.json")
    texas = shapely.coverage_union_all(shapes[counties.regions["parent"] == "48"])
    assert texas.symmetric_difference(states.geometry[states["code"] == "48"].iloc[0]).area < 1e-9


def test_cities_lie_in_the_counties_that_hold_them(counties) -> None:
    found = regions_of_points(counties.gazetteer.geometry, counties.regions, nearest_within_m=15_000)
    codes = counties.regions["code"].to_numpy()[found]
    assert np.mean(codes == counties.gazetteer["region_code"]) > 0.98
    of = pd.Series(counties.gazetteer["region_code"].to_numpy(), index=counties.gazetteer["name"])
    assert (of["Houston"], of["Los Angeles"], of["Honolulu"], of["Anchorage"]) == ("48201", "06037", "15003", "02020")


def test_the_smallest_of_all_is_drawn_at_its_own_place(counties) -> None:
    shape = counties.regions.geometry[counties.regions["code"] == "51610"].iloc[0]
    assert shape.contains(shapely.Point(-77.17109, 38.88233))


@pytest.mark.parametrize(("written", "code"), [("Harris County, TX", "48201"), ("Washington, Oregon", "41067"),
                                               ("Orleans Parish, Louisiana", "22071"), ("Fairfax city, Virginia", "51600")])
def test_a_county_is_known_by_its_name_and_its_state(counties, written, code) -> None:
    assert candidates(counties.places, written)[0].code == code


def test_the_first_view_shows_the_contiguous_states_only(counties) -> None:
    assert counties.settings.frame == (-125.0, 24.0, -66.5, 49.6)
