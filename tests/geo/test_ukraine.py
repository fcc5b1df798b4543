"""The bundled dataset, line by line against what was reported in June 2025 and January 2026."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.dataset import Dataset
from geo.names import candidates, index_places
from geo.places import OUTSIDE, regions_of_points
from geo.quantities import Quantity
from geo.read import read_dataset
from geo.situation import unplaced
from geo.states import State
from tests.conftest import FIXTURES
from tests.geo.worlds import on, region

FOLDER = Path(__file__).parents[2] / "data" / "ukraine"
CODES = [
    "05",
    "07",
    "09",
    "12",
    "14",
    "18",
    "21",
    "23",
    "26",
    "30",
    "32",
    "35",
    "40",
    "43",
    "46",
    "48",
    "51",
    "53",
    "56",
    "59",
    "61",
    "63",
    "65",
    "68",
    "71",
    "74",
    "77",
]


@pytest.fixture(scope="module")
def ukraine() -> Dataset:
    return read_dataset(FOLDER)


def coloured(dataset: Dataset, day: str) -> dict[str, tuple[State, set[str]]]:
    return {r.code: (r.state, set(r.flags)) for r in on(dataset, day).regions if r.state != State.NO_REPORT}


def placed(dataset: Dataset, record: str) -> tuple[str, str]:
    at = dataset.reports["record_id"].tolist().index(record)
    return str(dataset.regions["code"].iloc[dataset.placement.region[at]]), str(dataset.placement.inside[at])


def meant(dataset: Dataset, name: str) -> set[tuple[str, bool]]:
    index = index_places(dataset.regions, dataset.gazetteer, words=dataset.settings.words)
    return {(hit.code, hit.inside) for hit in candidates(index, name)}


def test_on_2_june_both_regions_are_out_in_part_and_nothing_is_painted_whole(ukraine: Dataset) -> None:
    assert coloured(ukraine, "2025-06-02") == {"UA-23": (State.PART, {"partial"}), "UA-65": (State.PART, {"partial"})}


@pytest.mark.parametrize("day", ["2025-06-03", "2025-06-04", "2025-06-05"])
def test_on_the_three_days_after_both_are_last_known(ukraine: Dataset, day: str) -> None:
    assert coloured(ukraine, day) == {
        "UA-23": (State.PART, {"partial", "last_known"}),
        "UA-65": (State.PART, {"partial", "last_known"}),
    }


@pytest.mark.parametrize("day", ["2025-06-01", "2025-06-06", "2025-12-24", "2026-01-06", "2026-01-11"])
def test_before_and_after_the_episodes_there_is_no_report(ukraine: Dataset, day: str) -> None:
    assert coloured(ukraine, day) == {}


def test_on_7_january_dnipropetrovsk_is_nearly_all_out_and_zaporizhzhia_in_part(ukraine: Dataset) -> None:
    assert coloured(ukraine, "2026-01-07") == {"UA-12": (State.NEARLY_ALL, set()), "UA-23": (State.PART, {"partial"})}


@pytest.mark.parametrize("day", ["2026-01-08", "2026-01-09", "2026-01-10"])
def test_on_8_to_10_january_both_are_last_known(ukraine: Dataset, day: str) -> None:
    assert coloured(ukraine, day) == {
        "UA-12": (State.NEARLY_ALL, {"last_known"}),
        "UA-23": (State.PART, {"partial", "last_known"}),
    }


@pytest.mark.parametrize(("day", "code", "setter"), [
    ("2025-06-02", "UA-23", "A1a"), ("2025-06-04", "UA-65", "A2a"), ("2026-01-07", "UA-12", "B1"), ("2026-01-10", "UA-23", "B3"),
])  # fmt: skip
def test_the_statement_that_speaks_of_the_extent_sets_the_colour(ukraine: Dataset, day: str, code: str, setter: str) -> None:
    record = region(ukraine, day, code).setter
    assert record is not None
    assert ukraine.reports["record_id"].iloc[record] == setter


def test_at_least_104000_people_once_on_the_night_and_while_it_is_last_known(ukraine: Dataset) -> None:
    for day in ("2025-06-02", "2025-06-05"):
        totals = on(ukraine, day).totals
        assert totals["people"] == Quantity(low=104000)
        assert totals["settlements"] == Quantity(low=150, high=150, about=True)
        assert totals["facilities"] == Quantity(low=44, high=44)
        assert totals["customers"] is None


def test_thousands_is_no_figure(ukraine: Dataset) -> None:
    assert set(on(ukraine, "2026-01-07").totals.values()) == {None}


@pytest.mark.parametrize(("record", "code", "inside"), [
    ("A1a", "UA-23", ""), ("A1b", "UA-23", ""), ("A2a", "UA-65", ""), ("A2b", "UA-65", "Henichesk Raion"), ("A3", "UA-65", ""),
    ("B1", "UA-12", ""), ("B2", "UA-12", "Dnipro"), ("B3", "UA-23", ""), ("B4", "UA-23", "Zaporizhzhia"),
    ("B5", "UA-12", "Kryvyi Rih"), ("B6a", "UA-12", ""), ("B6b", "UA-23", ""),
])  # fmt: skip
def test_every_statement_lands_where_it_speaks_of(ukraine: Dataset, record: str, code: str, inside: str) -> None:
    assert placed(ukraine, record) == (code, inside)


def test_no_record_is_unplaced(ukraine: Dataset) -> None:
    assert unplaced(ukraine) == ()
    assert len(ukraine.timeline.statements) == len(ukraine.reports) == 12


def test_the_warning_to_kryvyi_rih_is_an_advisory_and_colours_nothing(ukraine: Dataset) -> None:
    at = ukraine.reports["record_id"].tolist().index("B5")
    assert ukraine.reports["kind"].iloc[at] == "advisory"
    assert at not in ukraine.timeline.setter
    assert at in region(ukraine, "2026-01-07", "UA-12").statements


def test_what_was_hit_is_known_to_the_district_only(ukraine: Dataset) -> None:
    hit = ukraine.reports[ukraine.reports["asset"] != ""]
    assert hit["record_id"].tolist() == ["A1b", "A2b"]
    assert ukraine.reports[["lon", "lat"]].isna().all(axis=None)


def test_no_report_says_when_power_came_back(ukraine: Dataset) -> None:
    assert ukraine.reports["ended"].isna().all()
    assert not (ukraine.timeline.codes & 7 == State.POWER_ON).any()


def test_all_27_regions_are_there_crimea_and_sevastopol_among_them(ukraine: Dataset) -> None:
    assert ukraine.regions["code"].tolist() == [f"UA-{code}" for code in CODES]


def test_the_regions_are_valid_do_not_overlap_and_weigh_little(ukraine: Dataset) -> None:
    assert ukraine.repairs == ()
    assert ukraine.regions.geometry.is_valid.all()
    shapes = ukraine.regions.to_crs("EPSG:6933").geometry
    overlap = shapes.area.sum() - shapely.union_all(shapes.to_numpy()).area
    assert overlap < 1e-6 * shapes.area.sum()
    assert (FOLDER / "regions.geojson").stat().st_size <= 300_000


def test_kherson_and_skadovsk_have_their_region_though_their_points_lie_in_no_polygon(ukraine: Dataset) -> None:
    cities = gpd.GeoSeries([shapely.Point(32.6178, 46.6558), shapely.Point(32.9115, 46.1153)], crs="EPSG:4326")
    found = regions_of_points(cities, ukraine.regions, nearest_within_m=ukraine.settings.snap_distance_km * 1000)
    assert ukraine.regions["code"].iloc[found].tolist() == ["UA-65", "UA-65"]
    for name in ("Kherson (city)", "Skadovsk"):
        assert meant(ukraine, name) == {("UA-65", True)}


@pytest.mark.parametrize(("names", "code", "part"), [
    ("Zaporozhye Region|Zaporizhzhia Oblast|Zaporizka oblast|Запорізька область|Запорожская область", "UA-23", False),
    ("Kherson region|Khersonska oblast|Херсонська область", "UA-65", False),
    ("Dnipropetrovsk region|Dnipropetrovsk Oblast|Дніпропетровська|Днепропетровская область", "UA-12", False),
    ("Genichesky district|Henichesk raion|Генічеський район", "UA-65", True),
    ("Krivoy Rog|Kryvyi Rih|Кривий Ріг", "UA-12", True),
    ("Lugansk People's Republic|Luhansk Oblast", "UA-09", False),
    ("Autonomous Republic of Crimea|Крим|Krym|Crimea", "UA-43", False),
    ("Київська область|Kyiv Oblast|Kiev region", "UA-32", False),
    ("Kyiv City|City of Kyiv|місто Київ", "UA-30", False),
])  # fmt: skip
def test_names_in_any_transliteration_resolve(ukraine: Dataset, names: str, code: str, part: bool) -> None:
    for name in names.split("|"):
        assert (code, part) in meant(ukraine, name), name
        assert {c for c, _ in meant(ukraine, name)} == {code}, name


@pytest.mark.parametrize(("name", "code"), [
    ("Zaporizhzhya", "UA-23"), ("Dnipropetrovsk", "UA-12"), ("Dnepropetrovsk", "UA-12"), ("Luhansk", "UA-09"),
    ("Sevastopol", "UA-40"),
])  # fmt: skip
def test_a_bare_name_of_oblast_and_city_is_surely_in_the_oblast(ukraine: Dataset, name: str, code: str) -> None:
    assert {c for c, _ in meant(ukraine, name)} == {code}


@pytest.mark.parametrize("name", ["Kyiv", "Kiev", "Київ"])
def test_kyiv_is_asked_about_or_the_city_and_never_silently_the_oblast(ukraine: Dataset, name: str) -> None:
    found = {code for code, _ in meant(ukraine, name)}
    assert "UA-30" in found
    assert found <= {"UA-30", "UA-32"}


def test_substations_stand_in_their_regions_at_their_towns(ukraine: Dataset) -> None:
    assert len(ukraine.substations) == 20
    assert set(ukraine.substations["precision"]) == {"settlement"}
    inside = regions_of_points(ukraine.substations.geometry, ukraine.regions)
    at_the_river_mouth = ukraine.substations["name"].str.startswith("Kherson").to_numpy()  # its town lies in no polygon
    assert (inside[~at_the_river_mouth] == ukraine.substations["region"].to_numpy()[~at_the_river_mouth]).all()
    assert OUTSIDE not in inside[~at_the_river_mouth]
    assert ukraine.regions["code"].iloc[ukraine.substations["region"][at_the_river_mouth]].tolist() == ["UA-65"]


def test_every_place_of_the_gazetteer_has_a_region_of_the_dataset(ukraine: Dataset) -> None:
    assert set(ukraine.gazetteer["region_code"]) <= set(ukraine.regions["code"])


def test_each_substation_is_within_30_km_of_a_real_one(ukraine: Dataset) -> None:
    real = pd.read_csv(FIXTURES / "substations_to_a_tenth_of_a_degree.csv")  # which is 6 km at most
    shapes = gpd.GeoSeries.from_xy(real["lon"], real["lat"], crs="EPSG:4326").to_crs("EPSG:6933")
    ours = ukraine.substations.to_crs("EPSG:6933")
    nearest = ours.geometry.apply(lambda point: shapes.distance(point).min())
    assert (nearest < 30_000).all(), ours["name"][nearest >= 30_000].tolist()
