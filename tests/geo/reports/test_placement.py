import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dataset import Dataset
from geo.errors import CrsError
from geo.language import speaking
from geo.names import index_places
from geo.places import OUTSIDE, regions_from, regions_of_points
from geo.reports import place_records
from geo.situation import unplaced
from tests.geo.worlds import places, reports, squares, stations, world
from tests.geo.worlds import settings as dataset_settings

REGIONS, _ = regions_from(squares())
GAZETTEER = places(
    {"name": "Alpha", "region_code": "A"}, {"name": "Twin", "region_code": "A"}, {"name": "Twin", "region_code": "B"},
    {"name": "Pair", "region_code": "B"}, {"name": "Pair", "region_code": "B"}, {"name": "Abroad", "region_code": "Z"},
    {"name": "Aland", "region_code": "A"}, {"name": "Lower", "region_code": "b"},
)  # fmt: skip


def points(*where: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.Point(p) for p in where], crs="EPSG:4326")


def placed(**row: str) -> tuple[int, str, str]:
    dataset = world(row, gazetteer=GAZETTEER, substations=stations(
        {"id": "s1", "name": "North"}, {"id": "s2", "name": "Twins", "lon": "1.5"}, {"id": "s3", "name": "Twins", "lon": "2.5"},
        {"id": "s4", "name": "Sea", "lon": "9"},
    ))  # fmt: skip
    placement = dataset.placement
    assert (placement.region[0] == OUTSIDE) == bool(placement.reason[0])
    return int(placement.region[0]), str(placement.inside[0]), str(placement.reason[0])


def test_a_point_on_a_shared_border_gets_the_region_whose_code_sorts_first() -> None:
    assert regions_of_points(points((1, 0.5), (2, 0.5), (2, 1), (0, 0)), REGIONS).tolist() == [0, 1, 1, 0]


def test_a_point_in_no_region_goes_to_the_nearest_within_the_stated_distance() -> None:
    off_coast = points((0.5, -0.05), (0.5, -0.5))
    assert regions_of_points(off_coast, REGIONS).tolist() == [OUTSIDE, OUTSIDE]
    assert regions_of_points(off_coast, REGIONS, nearest_within_m=15_000).tolist() == [0, OUTSIDE]


def test_a_point_as_near_to_two_regions_goes_to_the_code_that_sorts_first() -> None:
    assert regions_of_points(points((1, -0.05)), REGIONS, nearest_within_m=15_000).tolist() == [0]


def test_a_point_on_the_other_side_of_the_earth_is_in_no_region() -> None:
    west, south, east, north = REGIONS.total_bounds
    antipode = ((west + east) / 2 - 180, -(south + north) / 2)
    assert regions_of_points(points(antipode, (180, 90)), REGIONS, nearest_within_m=15_000).tolist() == [OUTSIDE, OUTSIDE]


def test_points_in_another_crs_are_refused_and_not_lost() -> None:
    with pytest.raises(CrsError):
        regions_of_points(points((0.5, 0.5)).to_crs("EPSG:3857"), REGIONS)


def test_regions_in_another_crs_are_refused_even_for_reports_with_coordinates() -> None:
    metres = REGIONS.to_crs("EPSG:3857")
    index = index_places(metres, GAZETTEER, words=dataset_settings().words)
    with pytest.raises(CrsError):
        place_records(
            reports({"lon": "0.5", "lat": "0.5"}), regions=metres, substations=GAZETTEER, places=index, nearest_within_m=0
        )


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, 0.25, 1.0, 1.5, 2.0, 3.0]), st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=20
    )
)
def test_every_point_of_the_land_gets_exactly_one_region_which_covers_it(where: list[tuple[float, float]]) -> None:
    found = regions_of_points(points(*where), REGIONS)
    assert (found != OUTSIDE).all()
    for point, position in zip(points(*where), found, strict=True):
        assert REGIONS.geometry.iloc[position].intersects(point)
        assert not any(REGIONS.geometry.iloc[earlier].intersects(point) for earlier in range(position))


@pytest.mark.long
@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=1, max_size=30))
def test_the_fast_join_finds_what_geopandas_finds(where: list[tuple[float, float]]) -> None:
    joined = gpd.GeoDataFrame(geometry=points(*where)).sjoin(REGIONS[["geometry"]], predicate="intersects")
    expected = joined.groupby(level=0)["index_right"].min().reindex(range(len(where)), fill_value=OUTSIDE)
    assert regions_of_points(points(*where), REGIONS).tolist() == expected.tolist()


def test_a_region_code_places_a_report_in_any_case_of_letters() -> None:
    assert placed(region_code="B") == (1, "", "")
    assert placed(region_code="b") == (1, "", "")


def test_an_unknown_code_is_listed_and_not_replaced_by_the_name_beside_it() -> None:
    assert placed(region_code="Z", place="Aland Oblast") == (OUTSIDE, "", "the dataset has no region with the code 'Z'")


def test_a_place_beside_a_region_code_never_speaks_for_the_whole_region() -> None:
    assert placed(region_code="A", place="Alpha")[:2] == (0, "Alpha")
    assert placed(region_code="A", place="a village that no gazetteer knows")[:2] == (0, "a village that no gazetteer knows")
    assert placed(region_code="B", lon="1.5", lat="0.5")[:2] == (1, "a point inside the region")
    assert placed(region_code="A", substation="North")[:2] == (0, "North")


def test_the_regions_own_name_beside_its_code_speaks_for_the_whole_region() -> None:
    assert placed(region_code="A", place="Aland Oblast") == (0, "", "")


def test_the_regions_own_name_in_another_form_beside_its_code_is_the_region() -> None:
    regions = squares("AB", name=["Poltava Oblast", "Kherson Oblast"],
                      other_names=["Полтавська область", "Херсонська область"])
    sections = {"places": {"region_words": ["oblast", "область", "області"], "inflections": ["ської", "ська"]}}
    rows = [{"region_code": "A", "place": name} for name in ("Полтавської області", "Полтавська область", "the north of it")]
    placement = world(*rows, regions=regions, sections=sections).placement
    assert placement.inside.tolist() == ["", "", "the north of it"]
    assert placement.region.tolist() == [0, 0, 0]


@pytest.mark.parametrize("other", [{"place": "Bland Oblast"}, {"place": "Lower"}, {"lon": "1.5", "lat": "0.5"},
                                   {"substation": "Twins"}])  # fmt: skip
def test_what_lies_in_another_region_than_the_code_is_listed_and_not_drawn(other: dict[str, str]) -> None:
    region, _, reason = placed(region_code="A", **other)
    assert region == OUTSIDE
    assert "correct" in reason


def test_a_point_within_the_distance_of_the_coded_region_is_a_part_of_it() -> None:
    assert placed(region_code="A", lon="1.1", lat="0.5")[:2] == (0, "a point inside the region")  # 11 km beyond the border


def test_a_region_code_says_which_of_two_places_is_meant() -> None:
    assert placed(region_code="B", place="Twin")[:2] == (1, "Twin")


def test_a_name_of_places_in_two_regions_is_asked_about_and_not_guessed() -> None:
    region, _, reason = placed(place="Twin")
    assert region == OUTSIDE
    assert "may mean Twin (city, A); Twin (city, B)" in reason


def test_a_name_of_two_places_in_one_region_lands_there_as_a_part() -> None:
    assert placed(place="Pair")[:2] == (1, "Pair, city")


def test_a_name_that_region_and_city_share_lands_there_as_a_part() -> None:
    region, inside, _ = placed(place="Aland")
    assert region == 0
    assert inside == "Aland, city or region"
    with speaking("uk"):
        assert placed(place="Aland")[1] == "Aland, місто або регіон"


def test_a_place_that_the_gazetteer_files_under_an_unknown_region_is_listed() -> None:
    assert "correct the gazetteer" in placed(place="Abroad")[2]


def test_a_gazetteer_may_write_codes_in_small_letters() -> None:
    assert placed(place="Lower")[:2] == (1, "Lower")


def test_a_report_from_coordinates_speaks_of_a_point_in_its_region() -> None:
    assert placed(lon="1.5", lat="0.5")[:2] == (1, "a point inside the region")
    assert "lies in no region" in placed(lon="48.0", lat="31.0")[2]


def test_a_point_just_beyond_the_border_of_the_region_that_its_row_names_is_a_part_of_that() -> None:
    """Borders are drawn more simply than they are: what the row says of itself holds within the stated distance."""
    assert placed(place="Bland", lon="0.95", lat="0.5")[:2] == (1, "a point inside the region")  # 6 km before the border
    assert placed(place="Bland", lon="1.5", lat="0.5")[:2] == (1, "a point inside the region")


def test_a_point_far_from_the_region_that_its_row_names_is_listed() -> None:
    region, _, reason = placed(place="Bland", lon="0.2", lat="0.5")
    assert region == OUTSIDE
    assert "lies 89 km from Bland (B), which the place 'Bland' names: correct one of the two" in reason


@pytest.mark.parametrize("place", ["Twin", "Pair", "Aland", "Nowhere"])
def test_a_point_beside_the_name_of_a_place_lies_where_it_lies(place: str) -> None:
    """A town may have a namesake that no gazetteer knows; only a name that means one region contradicts a point."""
    assert placed(place=place, lon="2.5", lat="0.5")[:2] == (2, place)


def test_a_report_about_a_substation_lands_where_it_stands() -> None:
    assert placed(substation="north")[:2] == (0, "North")
    assert placed(substation="s2")[:2] == (1, "Twins")
    assert "give the id" in placed(substation="Twins")[2]
    assert "no substation" in placed(substation="West")[2]
    assert "lies in no region" in placed(substation="Sea")[2]


def test_a_report_that_names_no_place_is_listed() -> None:
    assert "names no place" in placed()[2]


def test_a_report_without_a_date_is_listed_because_no_date_can_show_it() -> None:
    assert "neither started_at nor reported_at" in placed(region_code="A", started_at="", ended_at="2026-01-07")[2]


def test_placing_leaves_reports_and_regions_as_they_were() -> None:
    rows, areas = reports({"place": "Alpha"}, {"region_code": "B"}), REGIONS.copy(deep=True)
    before = rows.copy(deep=True)
    place_records(rows, regions=areas, substations=world().substations, nearest_within_m=0,
                  places=index_places(areas, GAZETTEER, words=dataset_settings().words))  # fmt: skip
    pd.testing.assert_frame_equal(rows, before)
    assert areas.geometry.geom_equals(REGIONS.geometry).all()


PLACES = st.fixed_dictionaries({}, optional={
    "region_code": st.sampled_from(["A", "b", "Z"]), "place": st.sampled_from(["Alpha", "Twin", "Nowhere", "Bland", "Aland"]),
    "substation": st.sampled_from(["s1", "Sea", "?"]), "started_at": st.sampled_from(["", "2026-01-07"]),
})  # fmt: skip


@pytest.mark.long
@settings(deadline=None, max_examples=50)
@given(st.lists(PLACES, min_size=1, max_size=8))
def test_placed_and_unplaced_together_are_all_that_was_read(rows: list[dict[str, str]]) -> None:
    dataset: Dataset = world(
        *rows, gazetteer=GAZETTEER, substations=stations({"id": "s1", "name": "One"}, {"id": "s4", "name": "Sea", "lon": "9"})
    )
    shown = dataset.reports["record_id"].iloc[dataset.timeline.statements["record"]].tolist()
    lost = [record for record, reason in unplaced(dataset) if reason]
    assert sorted(shown + lost) == sorted(dataset.reports["record_id"])
    assert len(np.unique(shown + lost)) == len(rows)
