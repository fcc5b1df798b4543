import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.places.features import empty_substations, generalise
from tests.geo.worlds import stations, world


def test_all_faults_of_a_file_are_told_at_once() -> None:
    with pytest.raises(DataError) as caught:
        stations({"id": "1", "name": "One", "voltages_kv": "high"}, {"id": "1", "name": "Again"}, {"id": "3", "name": "x",
                 "lat": "91"},
                 {"id": "", "name": "x", "precision": "guess"})  # fmt: skip
    assert sorted((fault.row, fault.column) for fault in caught.value.faults) == [
        (2, "id"), (2, "voltages_kv"), (3, "id"), (4, "lon, lat"), (5, "id"), (5, "precision"),
    ]  # fmt: skip


def test_a_position_of_unstated_precision_counts_as_exact() -> None:
    assert stations({"id": "1", "name": "One"})["precision"].tolist() == ["exact"]
    assert stations({"id": "1", "name": "One", "precision": ""})["precision"].tolist() == ["exact"]


def test_an_exact_position_leaves_the_dataset_only_as_the_centre_of_a_cell() -> None:
    dataset = world(substations=stations({"id": "1", "name": "One", "lon": "0.512345", "lat": "0.587654"}))
    station = dataset.substations.iloc[0]
    assert (station.geometry.x, station.geometry.y, station["precision"]) == (0.55, 0.55, "grid")


def test_a_position_at_its_settlement_stays_unless_the_grid_is_asked_for() -> None:
    station = stations({"id": "1", "name": "One", "lon": "0.51", "lat": "0.58", "precision": "settlement"})
    assert generalise(station, precision="settlement", grid_deg=0.1).geometry.x.tolist() == [0.51]
    assert generalise(station, precision="grid", grid_deg=0.1).geometry.x.tolist() == [0.55]


def test_a_dataset_may_allow_exact_positions() -> None:
    dataset = world(
        substations=stations({"id": "1", "name": "One", "lon": "0.512345"}), sections={"substations": {"precision": "exact"}}
    )
    assert dataset.substations.geometry.x.tolist() == [0.512345]
    assert dataset.substations["precision"].tolist() == ["exact"]


@hypothesis_settings(deadline=None, max_examples=50)
@given(st.floats(-179, 179), st.floats(-89, 89))
def test_a_generalised_position_tells_no_more_than_its_cell(lon: float, lat: float) -> None:
    moved = generalise(stations({"id": "1", "name": "x", "lon": repr(lon), "lat": repr(lat)}), precision="grid", grid_deg=0.1)
    x, y = moved.geometry.x.iloc[0], moved.geometry.y.iloc[0]
    assert abs(x - lon) <= 0.0501
    assert abs(y - lat) <= 0.0501
    assert np.isclose((x / 0.1) % 1, 0.5, atol=1e-4)


def test_a_substation_without_a_name_says_so() -> None:
    assert stations({"id": "1", "name": " "})["name"].tolist() == ["unnamed substation"]


def test_other_names_are_listed_with_semicolons() -> None:
    frame = stations({"id": "1", "name": "One", "other_names": "Uno; Eins"}, {"id": "2", "name": "Two"})
    assert frame["other_names"].tolist() == [("Uno", "Eins"), ()]


def test_on_a_border_the_code_that_sorts_first_has_it_and_beside_the_map_the_nearest_within_15_km() -> None:
    frame = stations({"id": "1", "name": "Border", "lon": "1", "lat": "0.5"}, {"id": "2", "name": "Shore", "lat": "1.1"},
                     {"id": "3", "name": "Sea", "lat": "1.2"})  # fmt: skip
    assert world(substations=frame).substations["region"].tolist() == [0, 0, -1]


def test_a_substation_belongs_to_the_region_in_which_it_stands() -> None:
    dataset = world(substations=stations({"id": "1", "name": "One", "lon": "1.5"}, {"id": "2", "name": "Two", "lon": "9"}))
    assert dataset.substations["region"].tolist() == [1, -1]


def test_a_dataset_may_have_no_substations() -> None:
    assert len(empty_substations()) == 0
    assert empty_substations().crs.to_epsg() == 4326
