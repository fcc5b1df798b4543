from pathlib import Path

import pytest

from geo.errors import DataError
from geo.places.features import empty_gazetteer, read_gazetteer
from geo.places.gazetteer import COLUMNS
from tests.geo.worlds import places


def test_a_place_has_a_point_a_region_and_other_names() -> None:
    place = places({"name": "Alpha", "region_code": "A", "population": "1200", "other_names": "Álfa; ; Альфа "}).iloc[0]
    assert (place.geometry.x, place["population"], place["other_names"]) == (0.5, 1200, ("Álfa", "Альфа"))


def test_a_population_that_is_not_known_is_missing_and_not_zero() -> None:
    assert places({"name": "Alpha"})["population"].isna().tolist() == [True]


def test_all_faults_are_told_at_once_with_their_rows() -> None:
    with pytest.raises(DataError) as caught:
        places({"population": "many"}, {"lon": "48.0", "lat": "135.0"}, {"lon": "east"}, {"population": "1.5"})
    assert sorted((fault.row, fault.column) for fault in caught.value.faults) == [
        (2, "population"), (3, "lon, lat"), (4, "lon, lat"), (5, "population"),
    ]  # fmt: skip


def test_a_position_off_the_earth_hints_that_lon_and_lat_are_swapped() -> None:
    with pytest.raises(DataError, match="swapped"):
        places({"lon": "48.0", "lat": "135.0"})


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.csv"
    path.write_text("name,lon,lat\nAlpha,0,0\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_gazetteer(path)
    assert {fault.column for fault in caught.value.faults} == set(COLUMNS) - {"name", "lon", "lat"}


def test_a_dataset_may_have_no_gazetteer() -> None:
    assert len(empty_gazetteer()) == 0
    assert empty_gazetteer().crs.to_epsg() == 4326
