"""Names in which more is written than one place."""

from pathlib import Path

import pytest

from geo.names import PlaceIndex, Words, candidates, index_places, is_asked, nearest, towns_among
from geo.names.score import SURE
from geo.places import regions_from
from tests.geo.worlds import places, squares

WORDS = Words(region=("oblast", "region"), city=("city", "city of"), district=("district", "район"),
              extra=("the", "of", "in"), endings=("a", "i", "u"), joining=("and",), alternations=("k c",))  # fmt: skip
COLUMNS = "place_id,name,kind,lon,lat,population,region_code,other_names"
SMALL = [
    "20,Twinbury,settlement,0.5,0.5,900,B,", "21,Oldland Raion,former district,0.5,0.5,,A,Oldland район",
    "22,Oldland Raion,district,0.5,0.5,,B,Oldland район", "23,Farland,country,0,0,10000000,,",
    "24,Betania,settlement,0.5,0.5,900,A,",
]  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PlaceIndex:
    file = Path(tmp_path_factory.mktemp("dataset")) / "settlements.csv"
    file.write_text("\n".join([COLUMNS, *SMALL]) + "\n", encoding="utf-8")
    regions, _ = regions_from(squares("AB", other_names=["Alpha Oblast; Alpha", "Beta Oblast; Beta; Betania"]))
    gazetteer = places(
        {"place_id": "1", "name": "Twinbury", "region_code": "A", "population": "30000"},
        {"place_id": "2", "name": "Greatport", "region_code": "B", "population": "900000"},
        {"place_id": "3", "name": "Markovka", "region_code": "B", "population": "30000"},
    )
    return index_places(regions, gazetteer, words=WORDS, settlements=file)


def codes(index: PlaceIndex, name: str) -> set[str]:
    return {hit.code for hit in nearest(candidates(index, name))}


def test_a_town_whose_name_another_region_has_too_is_never_more_than_sure(index: PlaceIndex) -> None:
    hits = candidates(index, "Twinbury")
    assert [(hit.code, hit.confidence) for hit in hits] == [("A", SURE), ("B", 0.8)]
    assert candidates(index, "Greatport")[0].confidence > SURE


def test_todays_district_goes_before_a_former_one_of_its_name(index: PlaceIndex) -> None:
    assert codes(index, "Oldland район") == {"B"}
    assert candidates(index, "Oldland район")[0].confidence <= SURE


def test_a_district_of_a_city_that_nobody_knows_is_a_part_of_the_region_that_holds_the_city(index: PlaceIndex) -> None:
    for name in ("Harbourside district of Greatport", "Harbourside район Greatport"):
        (hit,) = candidates(index, name)
        assert (hit.code, hit.kind, hit.inside, hit.confidence) == ("B", "region", True, SURE), name


def test_a_place_and_its_region_without_a_sign_between_them(index: PlaceIndex) -> None:
    (hit,) = candidates(index, "Twinbury Beta")
    assert (hit.code, hit.kind, hit.confidence) == ("B", "settlement", SURE)


def test_a_name_beside_a_country_abroad_means_nothing_here(index: PlaceIndex) -> None:
    assert candidates(index, "Alpha, Farland") == ()
    assert candidates(index, "Twinbury (Farland)") == ()


def test_two_regions_with_a_comma_are_two_though_the_second_has_a_village_of_the_firsts_name(index: PlaceIndex) -> None:
    assert codes(index, "Betania, Alpha") == {"A"}  # the village is known by this very name
    assert is_asked(candidates(index, "Alpha, Beta"))


def test_a_large_place_among_words_that_nobody_listed_is_found_and_asked_about(index: PlaceIndex) -> None:
    hits = candidates(index, "the busy harbour town Greatport")
    assert {hit.code for hit in hits} == {"B"}
    assert is_asked(hits)
    assert candidates(index, "the busy Harbour Bank Greatport") == ()


def test_a_name_and_its_region_read_as_the_name_alone(index: PlaceIndex) -> None:
    assert candidates(index, "Alpha and the region") == candidates(index, "Alpha")


def test_places_with_commas_between_them_are_a_part_of_the_region_that_holds_all(index: PlaceIndex) -> None:
    (hit,) = candidates(index, "Greatport, Markovka")
    assert (hit.code, hit.kind, hit.inside) == ("B", "region", True)


def test_the_last_letter_of_a_name_may_change_when_it_is_declined(index: PlaceIndex) -> None:
    assert codes(index, "Markovci") == {"B"}
    assert candidates(index, "Markovti") == () or is_asked(candidates(index, "Markovti"))


def test_a_slip_in_the_words_around_a_name_is_no_part_of_it(index: PlaceIndex) -> None:
    assert codes(index, "Alpha oblsat") == {"A"}


@pytest.fixture(scope="module")
def of_two_states() -> PlaceIndex:
    """Counties A and B of North, C of South; B is called as a town of South is."""
    others = ["Ashby, North; Ashby, NO", "Millton, North; Millton, NO", "Carrow, South; Carrow, SO"]
    regions, _ = regions_from(squares("ABC", other_names=others).assign(name=["Ashby County", "Millton County", "Carrow County"]))
    gazetteer = places({"place_id": "1", "name": "Portham", "region_code": "C", "population": "90000"})
    return index_places(regions, gazetteer, words=Words(region=("county",), city=("city",), district=()))


@pytest.mark.parametrize("written", ["Millton, South", "Millton, SO", "South, Millton", "Portham, North"])
def test_what_lies_in_another_state_than_the_one_named_is_not_meant(of_two_states: PlaceIndex, written: str) -> None:
    assert candidates(of_two_states, written) == ()


@pytest.mark.parametrize(("written", "code"), [("Millton, North", "B"), ("Portham, South", "C"), ("Portham, SO", "C")])
def test_what_lies_in_the_state_named_is_sure(of_two_states: PlaceIndex, written: str, code: str) -> None:
    (hit,) = candidates(of_two_states, written)
    assert (hit.code, is_asked((hit,))) == (code, False)


def test_a_town_is_not_the_county_of_its_name_in_another_state(of_two_states: PlaceIndex) -> None:
    assert towns_among(of_two_states, "Millton", candidates(of_two_states, "Millton")) == ()
    assert towns_among(of_two_states, "Millton County", candidates(of_two_states, "Millton County")) != ()
