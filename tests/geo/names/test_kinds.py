"""Names as people write them, by kind: codes, namesakes, districts, no places, languages."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from briefing.name_report import places_of
from geo.names import Candidate, PlaceIndex, candidates, is_asked, known, nearest
from geo.names.score import SURE
from tests.conftest import UKRAINE

FIXTURES = Path(__file__).parents[2] / "fixtures"
RIGHT, RIGHT_OF_A_KIND = 0.97, 0.9
Row = tuple[str, str, str]


def rows_of(fixture: str) -> list[Row]:
    with (FIXTURES / fixture).open(encoding="utf-8", newline="") as file:
        return [(row["name"], row["expected"], row["kind"]) for row in csv.DictReader(file)]


def is_right(hits: tuple[Candidate, ...], expected: str) -> bool:
    """Whether the region is the only one near, or the name is asked about, or nothing is found."""
    if expected == "none":
        return not hits
    if expected.startswith("ask"):
        return is_asked(hits) and set(filter(None, expected[4:].split(";"))) <= {
            hit.code for hit in hits
        }
    return {hit.code for hit in nearest(hits)} == {expected}


def is_surely_wrong(hits: tuple[Candidate, ...], expected: str) -> bool:
    sure = bool(hits) and hits[0].confidence > SURE
    return sure and (not is_asked(hits) if expected.startswith("ask") else hits[0].code != expected)


@pytest.mark.long
@pytest.mark.parametrize(
    ("folder", "fixture", "least"),
    [
        ("ukraine", "names_ukraine.csv", 1200),
        ("us-counties", "names_us.csv", 130),
    ],
)
def test_97_of_100_names_are_right_and_none_is_surely_wrong(
    folder: str, fixture: str, least: int
) -> None:
    index = places_of(UKRAINE.parent / folder)
    rows = rows_of(fixture)
    assert len(rows) >= least
    found = {row: candidates(index, row[0]) for row in rows}
    assert [row for row, hits in found.items() if is_surely_wrong(hits, row[1])] == []
    failed = [row for row, hits in found.items() if not is_right(hits, row[1])]
    assert len(failed) <= (1 - RIGHT) * len(rows), failed
    of_kind = Counter(kind for _, _, kind in rows)
    for kind, count in Counter(kind for _, _, kind in failed).items():
        assert count <= max(1, (1 - RIGHT_OF_A_KIND) * of_kind[kind]), (kind, failed)


@pytest.fixture(scope="module")
def ukraine() -> PlaceIndex:
    return places_of(UKRAINE)


@pytest.mark.parametrize(
    "code", ["UA53060000000026041", "ua_53", "UA-53 Poltava", "ISO 3166-2:UA-53", "Poltava (UA53)"]
)
def test_a_code_of_any_level_names_the_region_that_holds_it(ukraine: PlaceIndex, code: str) -> None:
    hits = candidates(ukraine, code)
    assert {hit.code for hit in hits} == {"UA-53"}


def test_a_code_of_a_part_is_a_part_and_one_of_the_region_is_the_whole(ukraine: PlaceIndex) -> None:
    (whole,) = candidates(ukraine, "UA53000000000028050")
    (part,) = candidates(ukraine, "UA53060000000026041")
    assert (whole.is_region, whole.inside, part.is_region, part.inside) == (True, False, True, True)


@pytest.mark.parametrize("code", ["UA99000000000012345", "UA-99", "RU-BEL", "12345"])
def test_a_code_of_no_region_means_nothing(ukraine: PlaceIndex, code: str) -> None:
    assert candidates(ukraine, code) == ()


def test_a_code_beside_another_regions_name_is_asked_about(ukraine: PlaceIndex) -> None:
    hits = candidates(ukraine, "UA-53 Kharkiv")
    assert is_asked(hits)
    assert {hit.code for hit in hits} == {"UA-53", "UA-63"}


def test_only_exact_names_are_known_and_their_forms_if_asked_for(ukraine: PlaceIndex) -> None:
    assert known(ukraine, "Харків")[0].code == "UA-63"
    assert known(ukraine, "Tschernihiw Oblast", forms=True)[0].code == "UA-74"
    assert known(ukraine, "Кременчуці") == ()
    assert known(ukraine, "Кременчуці", forms=True)[0].name == "Kremenchuk"
    assert known(ukraine, "Krmeenchuk", forms=True) == ()
    assert known(ukraine, "UA-53")[0].code == "UA-53"


@pytest.mark.parametrize("written", ["Stanislav village", "село Станіслав", "с. Станіслав", "selo Stanislav"])
def test_a_village_is_no_city_that_had_its_name(ukraine: PlaceIndex, written: str) -> None:
    (hit,) = candidates(ukraine, written)
    assert (hit.code, hit.kind) == ("UA-65", "settlement")


@pytest.mark.parametrize("written", ["Kherson village", "село Одеса", "Poltava settlement", "Volyn village"])
def test_a_city_or_a_region_that_is_called_a_village_is_asked_about(ukraine: PlaceIndex, written: str) -> None:
    hits = candidates(ukraine, written)
    assert is_asked(hits)
    assert hits[0].confidence < SURE


def test_villages_of_a_region_are_a_part_of_it(ukraine: PlaceIndex) -> None:
    (hit,) = candidates(ukraine, "села Харківської області")
    assert (hit.code, hit.part) == ("UA-63", True)


def test_a_neighbourhood_alone_is_asked_about_beside_the_village_of_its_name(ukraine: PlaceIndex) -> None:
    hits = candidates(ukraine, "Оболонь")
    assert is_asked(hits)
    assert {hit.code for hit in nearest(hits)} == {"UA-30", "UA-53"}
    assert {hit.code for hit in candidates(ukraine, "Оболонь, Київ")} == {"UA-30"}


@pytest.mark.parametrize(("written", "code"), [
    ("м. Шепетівка (Шепетівська громада)", "UA-68"), ("с. Білогородка (Ізяславська міська громада)", "UA-68"),
    ("с. Олександрівка (Баштанська громада)", "UA-48"), ("Степанівка, Роменська міська територіальна громада", "UA-59"),
])  # fmt: skip
def test_a_community_beside_a_place_tells_its_region_by_the_town_that_it_is_named_after(
    ukraine: PlaceIndex, written: str, code: str
) -> None:
    hits = candidates(ukraine, written)
    assert {hit.code for hit in hits} == {code}
    assert not is_asked(hits)


def test_a_city_district_with_its_city_behind_a_comma_is_the_citys(ukraine: PlaceIndex) -> None:
    for written in ("Shevchenkivskyi district, Kyiv", "Shevchenkivskyi District, Lviv", "Industrialnyi district, Dnipro"):
        assert not is_asked(candidates(ukraine, written)), written
    assert is_asked(candidates(ukraine, "Shevchenkivskyi district"))


def test_a_village_that_bears_the_former_name_of_a_city_is_asked_about(ukraine: PlaceIndex) -> None:
    hits = candidates(ukraine, "Stanislav")
    assert is_asked(hits)
    assert {hit.code for hit in hits} == {"UA-26", "UA-65"}


@pytest.mark.parametrize(("written", "code"), [
    ("Івано-Фр. обл.", "UA-26"), ("Закарп. обл.", "UA-21"), ("Zhyt. Obl.", "UA-18"), ("Терн. обл.", "UA-61"),
])  # fmt: skip
def test_the_beginning_of_a_region_s_name_is_enough_beside_its_kind(ukraine: PlaceIndex, written: str, code: str) -> None:
    hits = candidates(ukraine, written)
    assert {hit.code for hit in hits} == {code}
    assert not is_asked(hits)


def test_a_beginning_that_two_regions_share_is_asked_about(ukraine: PlaceIndex) -> None:
    hits = candidates(ukraine, "Черн. обл.")
    assert {hit.code for hit in hits} == {"UA-74", "UA-77"}
    assert is_asked(hits)


@pytest.mark.parametrize(("written", "code"), [
    ("Харкові", "UA-63"), ("у Львові", "UA-46"), ("Полтаві", "UA-53"), ("Мелитополе", "UA-23"), ("Білої Церкви", "UA-32"),
])  # fmt: skip
def test_a_great_city_is_meant_by_its_declined_name(ukraine: PlaceIndex, written: str, code: str) -> None:
    hits = candidates(ukraine, written)
    assert hits[0].code == code
    assert not is_asked(hits)


@pytest.mark.parametrize("written", ["Лубнах", "у Бучі", "Новой Каховке", "Полтавської"])
def test_the_declined_name_of_a_town_is_asked_about(ukraine: PlaceIndex, written: str) -> None:
    assert is_asked(candidates(ukraine, written))


def test_a_name_with_a_word_of_kind_in_it_is_found_in_another_script(ukraine: PlaceIndex) -> None:
    assert {hit.code for hit in candidates(ukraine, "Хутір-Михайлівський")} == {"UA-59"}
