import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from geo.errors import DataError
from geo.substations import empty_substations, generalise, highest_kv, parse_voltages
from tests.geo.worlds import stations, world


@pytest.mark.parametrize(("text", "kv"), [
    ("330000;110000", (330, 110)), ("330", (330,)), ("220 kV", (220,)), ("", ()), (" ; ", ()), ("110;330;110", (330, 110)),
    ("330;330000", (330,)), ("0", ()), ("750 kV / 330 kV", (750, 330)), ("10.5", (10.5,)), ("400 V", (0.4,)),
])  # fmt: skip
def test_voltages_are_read_as_they_are_written_in_the_wild(text: str, kv: tuple[float, ...]) -> None:
    assert parse_voltages(text) == kv


@pytest.mark.parametrize("text", ["high", "-330", "330-110", "3e5", "kV"])
def test_what_is_no_voltage_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_voltages(text)


def test_all_faults_of_a_file_are_told_at_once() -> None:
    with pytest.raises(DataError) as caught:
        stations({"id": "1", "name": "One", "voltages_kv": "high"}, {"id": "1", "name": "Again"}, {"id": "3", "name": "x",
                 "lat": "91"},
                 {"id": "", "name": "x", "precision": "guess"})  # fmt: skip
    assert sorted((fault.row, fault.column) for fault in caught.value.faults) == [
        (2, "voltages_kv"), (3, "id"), (4, "lon, lat"), (5, "id"), (5, "precision"),
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


def test_a_substation_belongs_to_the_region_in_which_it_stands() -> None:
    dataset = world(substations=stations({"id": "1", "name": "One", "lon": "1.5"}, {"id": "2", "name": "Two", "lon": "9"}))
    assert dataset.substations["region"].tolist() == [1, -1]


def test_the_highest_voltage_is_0_where_none_is_known() -> None:
    assert highest_kv([(330.0, 110.0), ()]).tolist() == [330, 0]
    assert highest_kv([]).tolist() == []


def test_a_dataset_may_have_no_substations() -> None:
    assert len(empty_substations()) == 0
    assert empty_substations().crs.to_epsg() == 4326
