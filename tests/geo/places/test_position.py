"""Regions lie where their zone, their points and the frame of their map say, or it is said."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.errors import DataError
from geo.places.checks import faults_of_frame, faults_of_position, remarks_on_position
from geo.read import read_dataset
from tests.geo.worlds import write_folder

KYIV, NOWHERE = "Europe/Kyiv", np.empty((0, 2))
BOX = (32.5, 46.5, 36.5, 49.5)  # east of the Dnieper


def square(west: float, south: float, east: float, north: float) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"code": ["A"], "name": ["Aland"]},
        geometry=[shapely.box(west, south, east, north)],
        crs="EPSG:4326",
    )


SWAPPED = square(BOX[1], BOX[0], BOX[3], BOX[2])


def test_swapped_axes_are_a_fault_that_says_where_the_regions_should_be():
    [fault] = faults_of_position(SWAPPED, zone=KYIV, points=NOWHERE, file="regions.geojson")
    assert fault.what == "longitude and latitude look swapped"
    assert fault.value == "lon 46.5 to 49.5, lat 32.5 to 36.5"
    assert "lon 32.5 to 36.5, lat 46.5 to 49.5" in fault.expected


def test_without_a_country_of_the_zone_the_points_tell():
    points = np.array([[33.0, 47.0], [np.nan, np.nan]])
    assert faults_of_position(SWAPPED, zone="UTC", points=points, file="regions.geojson")
    assert not faults_of_position(SWAPPED, zone="UTC", points=NOWHERE, file="regions.geojson")
    assert not faults_of_position(
        SWAPPED, zone=KYIV, points=np.array([[47.0, 33.0]]), file="regions.geojson"
    ), "a point lies there"


@pytest.mark.parametrize(
    ("box", "zone"),
    [
        (BOX, KYIV),
        ((-10, 36, 3, 44), "Europe/Madrid"),
        ((25, 22, 35, 31), "Africa/Cairo"),
        ((55, -21.5, 56, -20.8), "Europe/Paris"),
        ((177, -41, 179, -37), "Pacific/Auckland"),
        ((60, 50, 90, 70), "Europe/Moscow"),
    ],
)
def test_a_country_where_it_is_has_no_fault(box: tuple[float, float, float, float], zone: str):
    assert not faults_of_position(square(*box), zone=zone, points=NOWHERE, file="regions.geojson")


def test_regions_far_from_the_country_of_the_zone_are_told():
    assert remarks_on_position(square(*BOX), zone=KYIV) == ()
    assert remarks_on_position(square(-120, 30, -110, 40), zone="UTC") == ()
    [said] = remarks_on_position(square(-120, 30, -110, 40), zone=KYIV)
    assert (
        said
        == "they lie around lon -120 to -110, lat 30 to 40, far from the country of the zone Europe/Kyiv"
    )


@pytest.mark.parametrize(
    "frame", [(30, 40, 40, 50), (36.4, 49.4, 37, 50), (-180, -85, 180, 85), (170, 40, 40, 50)]
)
def test_a_frame_that_shows_a_part_of_a_region_is_kept(frame: tuple[float, ...]):
    assert faults_of_frame(frame, square(*BOX)) == []


@pytest.mark.parametrize(
    "frame", [(-120, 30, -110, 40), (36.6, 46.5, 40, 49.5), (170, 40, -170, 50)]
)
def test_a_frame_that_shows_no_region_is_a_fault(frame: tuple[float, ...]):
    [fault] = faults_of_frame(frame, square(*BOX))
    assert (fault.column, fault.what) == ("map.frame", "the frame shows no region")
    assert "lon 32.5 to 36.5" in fault.expected


def test_a_frame_across_180_degrees_shows_what_lies_on_either_side():
    assert faults_of_frame((170, -50, -170, -30), square(-179, -45, -176, -43)) == []
    assert faults_of_frame((170, -50, -170, -30), square(172, -45, 174, -43)) == []


def test_a_dataset_with_swapped_axes_or_such_a_frame_is_refused(tmp_path: Path):
    with pytest.raises(DataError, match="longitude and latitude look swapped"):
        read_dataset(write_folder(tmp_path / "swapped", regions=SWAPPED.to_json()))
    with pytest.raises(DataError, match="the frame shows no region"):
        read_dataset(write_folder(tmp_path / "frame", toml="[map]\nframe = [100, 10, 110, 20]"))


def test_islands_of_a_wide_country_lie_in_it():
    wide = pd.concat([square(-160, 20, -150, 60), square(-120, 30, -70, 48), square(-67.3, 17.9, -65.2, 18.5)])
    assert remarks_on_position(wide, zone="America/Puerto_Rico") == ()
