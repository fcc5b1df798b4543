"""What stands beside a name: marks of a page, an owner, a word of no place, a region abroad."""

from pathlib import Path

import pytest

from geo.names import PlaceIndex, Words, candidates, index_places, is_asked, known, nearest
from geo.places import regions_from
from geo.places.features import empty_gazetteer
from tests.geo.worlds import places, squares

WORDS = Words(
    region=("oblast",),
    city=("city", "city of"),
    district=("district",),
    extra=("the", "of", "in", "'s", "farland"),
    non_place=("river", "street"),
    abbreviations=("st saint",),
    endings=("a", "i", "e"),
    alternations=("k c i", "iv ov"),
)
COLUMNS = "place_id,name,kind,lon,lat,population,region_code,other_names"
SMALL = [
    '20,"Old District, Greatport",city district,0.5,0.5,,B,Old district',
    '21,"Old District, Markovka",city district,0.5,0.5,,A,Old district',
    '22,"New District, Markovka",city district,0.5,0.5,,A,New district',
    '27,"Quayside, Greatport",neighbourhood,0.5,0.5,,B,Quayside',
    "23,Farland,country,0,0,10000000,,",
    "24,Outer Oblast,country,0,0,1000000,,Outer",
    "25,Wet Sea,water,0,0,10000000,,",
    "26,Faraway,abroad,0,0,200000,,",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> PlaceIndex:
    file = Path(tmp_path_factory.mktemp("dataset")) / "settlements.csv"
    file.write_text("\n".join([COLUMNS, *SMALL]) + "\n", encoding="utf-8")
    names = ["Alpha Oblast; Alpha; AB01", "Beta Oblast; Beta; AB02"]
    regions, _ = regions_from(squares("AB", other_names=names))
    gazetteer = places(
        {"place_id": "1", "name": "Alpha", "region_code": "A", "population": "200000",
         "other_names": "Alphaville"},
        {"place_id": "2", "name": "Greatport", "region_code": "B", "population": "900000"},
        {"place_id": "3", "name": "Markovka", "region_code": "A", "population": "30000"},
        {"place_id": "4", "name": "Saint Clare", "region_code": "A", "population": "30000"},
        {"place_id": "5", "name": "Orikhiv", "region_code": "B", "population": "30000"},
        {"place_id": "6", "name": "Faraway", "region_code": "B", "population": "9000"},
    )  # fmt: skip
    return index_places(regions, gazetteer, words=WORDS, settlements=file)


def codes(index: PlaceIndex, name: str) -> set[str]:
    return {hit.code for hit in nearest(candidates(index, name))}


@pytest.mark.parametrize(
    "name", ["Great&shy;port", "<b>Greatport</b>", "&quot;Greatport&quot;", "Greatport&amp;nbsp;"]
)
def test_marks_of_a_page_are_no_part_of_a_name(index: PlaceIndex, name: str) -> None:
    assert codes(index, name) == {"B"}


def test_a_district_that_two_cities_have_is_asked_about_and_with_its_city_it_is_sure(
    index: PlaceIndex,
) -> None:
    assert codes(index, "Old district") == {"A", "B"}
    for name in ("Old district of Greatport", "Greatport's Old district", "Greatport, Old district"):
        (hit,) = candidates(index, name)
        assert (hit.code, hit.kind, hit.inside) == ("B", "city district", True), name


def test_a_district_of_one_city_alone_is_asked_about_too(index: PlaceIndex) -> None:
    (hit,) = candidates(index, "New district")
    assert hit.code == "A"
    assert is_asked((hit,))
    assert candidates(index, "New") == ()


def test_a_quarter_is_sure_with_its_city_only(index: PlaceIndex) -> None:
    assert is_asked(candidates(index, "Quayside"))
    (hit,) = candidates(index, "Greatport's Quayside")
    assert (hit.code, hit.kind, is_asked((hit,))) == ("B", "neighbourhood", False)


@pytest.mark.parametrize("name", ["Alpha River", "Alpha Street", "Wet Sea", "Greatport street"])
def test_a_word_of_no_place_beside_a_name_leaves_none(index: PlaceIndex, name: str) -> None:
    assert candidates(index, name) == ()


@pytest.mark.parametrize("name", ["Greatport, Alpha street 5", "city of Greatport street Alpha 5"])
def test_a_street_in_a_city_is_a_part_of_its_region(index: PlaceIndex, name: str) -> None:
    hits = candidates(index, name)
    assert {(hit.code, hit.inside) for hit in hits} == {("B", True)}


def test_a_region_along_a_river_is_a_region(index: PlaceIndex) -> None:
    assert codes(index, "Beta oblast along the Alpha river") == {"B"}


@pytest.mark.parametrize("name", ["Alpha, Outer Oblast", "Greatport (Outer)", "Faraway, Farland"])
def test_a_region_abroad_beside_a_name_means_abroad(index: PlaceIndex, name: str) -> None:
    assert candidates(index, name) == ()


def test_a_country_that_says_nothing_does_not_carry_our_places_abroad(index: PlaceIndex) -> None:
    assert codes(index, "Greatport, Farland") == {"B"}


def test_a_city_lends_its_other_names_to_the_region_called_after_it(index: PlaceIndex) -> None:
    (hit,) = candidates(index, "Oblast Alphaville")
    assert (hit.code, hit.is_region) == ("A", True)


def test_abbreviations_are_read_in_full(index: PlaceIndex) -> None:
    assert [hit.name for hit in known(index, "St. Clare")] == ["Saint Clare"]


def test_letters_change_before_the_ending_that_is_stated(index: PlaceIndex) -> None:
    assert codes(index, "Orikhova") == {"B"}
    assert codes(index, "Markovci") == {"A"}
    assert known(index, "Markovce", forms=True) == ()


def test_a_code_of_a_part_is_found_by_the_code_that_it_begins_with(index: PlaceIndex) -> None:
    assert [(hit.code, hit.inside) for hit in candidates(index, "AB01")] == [("A", False)]
    assert [(hit.code, hit.inside) for hit in candidates(index, "ab0207")] == [("B", True)]
    assert candidates(index, "AB03") == ()


def test_an_adjective_of_a_region_among_other_words_speaks_of_something_else() -> None:
    regions, _ = regions_from(squares("A", other_names=["Alphian oblast; Alphian; Alphaland"]))
    index = index_places(regions, empty_gazetteer(), words=WORDS)
    assert codes(index, "Alphian") == {"A"}
    assert candidates(index, "Alphian cheese") == ()
    assert codes(index, "stormy Alphaland") == {"A"}


@pytest.mark.parametrize(("name", "region"), [("Quay, Old Mill", "B"), ("Quay, Far Mill", "A"), ("Quay", "A")])
def test_a_region_named_after_what_it_lies_in_is_that_one(name: str, region: str) -> None:
    regions, _ = regions_from(squares("AB", other_names=["Quay", "Quay of Old Mill"]))
    index = index_places(regions, empty_gazetteer(), words=WORDS)
    assert codes(index, name) == {region}
