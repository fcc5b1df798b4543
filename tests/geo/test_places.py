import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.boundaries import regions_from
from geo.places import PlaceIndex, Words, candidates, index_places, plain_form
from tests.geo.worlds import places, squares

WORDS = Words(region=("oblast", "область", "region"), city=("city", "city of", "м"), district=("raion", "район"))


@pytest.fixture(scope="module")
def index() -> PlaceIndex:
    frame = squares("ABC", other_names=["Alpha Oblast; Альфа область; Alpha", "Бета", "Gamma City"])
    regions, _ = regions_from(frame)
    gazetteer = places(
        {"place_id": "1", "name": "Alpha", "region_code": "A", "other_names": "Альфа"},
        {"place_id": "2", "name": "Twin", "region_code": "A"},
        {"place_id": "3", "name": "Twin", "region_code": "B"},
        {"place_id": "4", "name": "Delta Raion", "kind": "district", "region_code": "C", "other_names": "Дельта район"},
    )
    return index_places(regions, gazetteer, words=WORDS)


def found(index: PlaceIndex, name: str) -> set[tuple[str, str]]:
    return {(hit.code, hit.kind) for hit in candidates(index, name)}


@pytest.mark.parametrize(
    "name", ["Alpha Oblast", "alpha oblast", "ALPHA  OBLAST", "Álpha Oblast", "Альфа область", "Alpha region", "“Alpha” oblast"]
)
def test_a_region_is_found_in_any_transliteration_case_and_accent(index: PlaceIndex, name: str) -> None:
    assert found(index, name) == {("A", "region")}


@pytest.mark.parametrize("name", ["Alpha (city)", "City of Alpha", "м. Альфа", "alpha city"])
def test_the_city_is_not_confused_with_the_region_of_its_name(index: PlaceIndex, name: str) -> None:
    assert found(index, name) == {("A", "city")}


def test_a_bare_name_that_region_and_city_share_means_either(index: PlaceIndex) -> None:
    assert found(index, "Alpha") == {("A", "region"), ("A", "city")}


def test_a_name_of_two_places_comes_back_as_both(index: PlaceIndex) -> None:
    assert found(index, "Twin") == {("A", "city"), ("B", "city")}


def test_a_district_is_a_part_of_its_region(index: PlaceIndex) -> None:
    (district,) = candidates(index, "Дельта район")
    assert (district.code, district.inside) == ("C", True)


def test_a_code_is_also_a_name(index: PlaceIndex) -> None:
    assert found(index, "b") == {("B", "region")}


def test_the_full_name_of_a_region_may_hold_the_word_city(index: PlaceIndex) -> None:
    assert found(index, "Gamma City") == {("C", "region")}


def test_a_district_that_nobody_knows_is_not_taken_for_the_city_of_its_name(index: PlaceIndex) -> None:
    assert found(index, "Twin raion") == set()


@pytest.mark.parametrize("name", ["", "   ", "oblast", "Atlantis", "?!", "a" * 10_000])
def test_what_is_no_known_place_is_not_guessed(index: PlaceIndex, name: str) -> None:
    assert candidates(index, name) == ()


@pytest.mark.parametrize(("one", "other"), [("Київ", "Кіїв"), ("край", "краи")])
def test_letters_that_tell_ukrainian_names_apart_are_kept(one: str, other: str) -> None:
    assert plain_form(one) != plain_form(other)


@pytest.mark.parametrize("name", ["Kam'ianske", "Kamʼianske", "Kam’ianske", "KAM`IANSKE"])
def test_an_apostrophe_is_written_in_many_ways(name: str) -> None:
    assert plain_form(name) == "kamianske"


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_plain_name_stays_as_it_is(text: str) -> None:
    assert plain_form(plain_form(text)) == plain_form(text)
