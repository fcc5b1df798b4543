"""The regions, places and countries of the whole Earth: one country is read alone, and all fit together."""

from zoneinfo import ZoneInfo

import pyarrow.parquet as pq
import pytest
import shapely

from geo.places.world import WORLD, read_countries, read_world

LARGEST_BYTES = 12_000_000


def test_one_country_is_read_without_the_others():
    regions = read_world("regions", country="NG")
    assert len(regions) == 37
    assert regions["code"].str.startswith("NG-").all()
    assert set(read_world("places", country="NG")["region_code"]) <= set(regions["code"])


@pytest.mark.parametrize("kind", ["regions", "places", "outlines"])
def test_a_file_has_a_group_of_rows_for_each_country(kind: str):
    file = pq.ParquetFile(WORLD / f"{kind}.parquet")
    countries = file.read(columns=["country"])["country"].unique().to_pylist()
    assert file.num_row_groups == len(countries)
    assert sum(path.stat().st_size for path in WORLD.glob("*.parquet")) < LARGEST_BYTES


def test_a_country_shares_its_borders_with_its_neighbours_to_the_last_digit():
    both = [*read_world("regions", country="NG").geometry, *read_world("regions", country="NE").geometry]
    assert shapely.coverage_is_valid(both)
    outlines = read_world("outlines", country="NE")
    border = outlines[(outlines["other"] == "NG") & (outlines["kind"] == "border")].geometry.iat[0]
    home = shapely.coverage_union_all(both[:37])
    assert shapely.difference(border, shapely.boundary(home)).length == 0


def test_a_unit_belongs_to_the_country_that_its_code_names():
    regions = read_world("regions", country="UA")
    assert {"UA-43", "UA-40"} <= set(regions["code"])
    assert set(read_world("regions", country="SO")["name"]) >= {"Somaliland"}


def test_every_code_is_one_unit_s_and_a_code_that_is_not_iso_s_says_so():
    regions = read_world("regions")
    assert regions["code"].is_unique
    assert not regions.geometry.is_empty.any()
    assert regions["name"].str.len().min() > 0
    told = regions["note"].str.contains("not ISO's|not in ISO 3166-2|no code")
    assert told[~regions["iso"]].all()
    assert not told[regions["iso"]].any()


def test_every_country_has_regions_a_zone_and_a_code_of_three_letters():
    countries = read_countries()
    assert len(countries) >= 240
    assert (countries["regions"] > 0).all()
    for code, zone in zip(countries["code"], countries["zone"], strict=True):
        assert code in {"HM", "BV"} or ZoneInfo(zone), code
    assert countries["iso3"].is_unique
    assert countries["iso3"].str.fullmatch("[A-Z]{3}").all()


def test_a_box_brings_what_touches_it():
    found = set(read_world("outlines", box=(9.0, 13.0, 9.5, 14.0)).query("kind == 'land'")["country"])
    assert found >= {"NE", "NG"}
    assert found.isdisjoint({"JP", "ZA", "TD"})


@pytest.mark.parametrize(("code", "name", "near"), [
    ("IT-GE", "Genoa", (8.9, 44.5)), ("IT-BZ", "South Tyrol", (11.3, 46.6)), ("GB-LND", "City of London", (-0.09, 51.51)),
    ("VN-53", "Bắc Kạn", (105.8, 22.2)), ("PH-SUN", "Surigao del Norte", (125.5, 9.7)), ("MZ-MPM", "Maputo City", (32.6, -25.9)),
    ("AF-DAY", "Daykundi", (66.2, 33.7)), ("AF-PAN", "Panjshir", (69.8, 35.4)), ("AZ-LAC", "Lachin", (46.4, 39.7)),
    ("MW-KR", "Karonga", (33.9, -10.0)), ("UZ-TK", "Tashkent City", (69.25, 41.31)),
])  # fmt: skip
def test_a_unit_has_its_own_name_and_code_and_lies_there(code: str, name: str, near: tuple[float, float]):
    (unit,) = read_world("regions").query("code == @code").itertuples()
    assert unit.name == name
    assert unit.geometry.distance(shapely.Point(near)) < 0.05


def test_no_two_units_of_a_country_are_told_apart_by_their_code_alone():
    regions = read_world("regions")
    assert not regions["name"].str.contains(r"\([A-Z]{2}-", regex=True).any()
