"""The codes of the world's regions are those of ISO 3166-2: the seat of each stands in it."""

import tomllib

import geopandas as gpd
import pytest

from geo.places.world import read_world
from tests.conftest import UKRAINE

SEATS = {  # where the source exchanges codes, or names one unit as another: code, name, a town of it
    "AF-PIA": ("Paktia", 69.23, 33.60), "AF-PKA": ("Paktika", 68.79, 33.13), "BG-22": ("Sofia City", 23.32, 42.70),
    "GB-SHN": ("St Helens", -2.73, 53.45), "GB-WRL": ("Wirral", -3.03, 53.38), "HR-11": ("Požega-Slavonia", 17.68, 45.33),
    "HR-12": ("Brod-Posavina", 18.00, 45.17), "KZ-61": ("Turkistan", 68.27, 43.30), "LA-VI": ("Vientiane", 102.42, 18.50),
    "LA-VT": ("Vientiane Prefecture", 102.63, 17.97), "MD-GA": ("Gagauzia", 28.66, 46.30), "MT-65": ("Żebbuġ Gozo", 14.24, 36.07),
    "MT-66": ("Żebbuġ Malta", 14.44, 35.87), "RU-MOS": ("Moscow Oblast", 37.41, 54.92), "RU-MOW": ("Moscow", 37.62, 55.75),
    "SD-DC": ("Central Darfur", 23.47, 12.91), "SD-DE": ("East Darfur", 26.13, 11.46), "SI-142": ("Zagorje ob Savi", 15.0, 46.13),
    "UG-218": ("Bududa", 34.33, 1.01), "UG-220": ("Bukwo", 34.75, 1.29), "VN-39": ("Đồng Nai", 106.85, 10.96),
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> gpd.GeoDataFrame:
    return read_world("regions").set_index("code")


@pytest.mark.parametrize("code", SEATS)
def test_a_code_is_of_the_region_that_its_seat_stands_in(world: gpd.GeoDataFrame, code: str) -> None:
    name, lon, lat = SEATS[code]
    point = gpd.points_from_xy([lon], [lat])[0]
    assert (world.at[code, "name"], world.geometry[code].contains(point)) == (name, True)


def test_no_region_has_a_code_that_is_of_something_else_today(world: gpd.GeoDataFrame) -> None:
    corrections = tomllib.loads((UKRAINE.parent / "world" / "corrections.toml").read_text(encoding="utf-8"))
    merged = tomllib.loads((UKRAINE.parent / "world" / "merged.toml").read_text(encoding="utf-8"))["merged"]
    others = {*corrections["codes_of_another"]} - {one["code"] for one in merged}  # those are of what they are made of
    names = {name for told in world["other_names"] for name in told.split("; ")}
    assert len(others) > 10
    assert not {*others} & {*world.index, *names}
