"""Substations out of an extract of OpenStreetMap, written here with the library that reads it."""

from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node, Relation, Way

from geo.errors import DataError
from geo.places.features import read_substations
from tests.geo.worlds import stations

CORNERS = {1: (0.1, 0.1), 2: (0.3, 0.1), 3: (0.3, 0.3), 4: (0.1, 0.3), 5: (0.5, 0.5), 6: (0.7, 0.5), 7: (0.7, 0.7), 8: (0.5, 0.7)}


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "small.osm.pbf"
    power = {"power": "substation"}
    with osmium.SimpleWriter(str(path)) as writer:
        for number, at in CORNERS.items():
            writer.add_node(Node(id=number, location=at))
        writer.add_node(Node(id=20, location=(0.9, 0.9), tags=power | {"name": "Point", "voltage": "110000;35000"}))
        writer.add_node(Node(id=21, location=(0.8, 0.8), tags={"power": "tower"}))
        writer.add_way(Way(id=30, nodes=[1, 2, 3, 4, 1], tags=power | {"name": "Yard", "voltage": "330000", "operator": "Grid"}))
        writer.add_way(Way(id=31, nodes=[5, 6, 7, 8, 5]))
        writer.add_relation(Relation(id=40, members=[("w", 31, "outer")], tags=power | {"type": "multipolygon", "name": "Ring"}))
    return path


def test_nodes_ways_and_relations_become_substations(extract) -> None:
    found, intake = read_substations(extract)
    by_name = found.set_index("name")
    assert sorted(found["id"]) == ["node/20", "relation/40", "way/30"]
    assert by_name.loc["Yard", "voltages_kv"] == (330.0,)
    assert by_name.loc["Point", "voltages_kv"] == (110.0, 35.0)
    assert (by_name.loc["Yard"].geometry.x, by_name.loc["Yard"].geometry.y) == pytest.approx((0.2, 0.2), abs=0.06)
    assert 0.5 < by_name.loc["Ring"].geometry.x < 0.7
    assert intake.read == 3
    assert set(found.columns) == set(stations({"id": "a", "name": "b"}).columns)


def test_a_file_that_is_no_extract_is_told_in_words(tmp_path) -> None:
    path = tmp_path / "broken.osm.pbf"
    path.write_bytes(b"no extract at all")
    with pytest.raises(DataError, match="cannot be read as an extract"):
        read_substations(path)


def test_an_extract_without_substations_is_told_in_words(tmp_path) -> None:
    path = tmp_path / "empty.osm.pbf"
    with osmium.SimpleWriter(str(path)) as writer:
        writer.add_node(Node(id=1, location=(0.1, 0.1), tags={"power": "tower"}))
    with pytest.raises(DataError, match="no node, way or relation is a substation"):
        read_substations(path)
