import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.places.features import read_substations
from geo.places.substation_import import adopt
from tests.conftest import FIXTURES

SQUARE = shapely.box(10.0, 50.0, 10.2, 50.1)
HOOK = shapely.Polygon([(0, 0), (3, 0), (3, 3), (2.8, 3), (2.8, 0.2), (0, 0.2)])  # its centroid lies outside it


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def features(
    rows: list[dict[str, object]], shapes: list[shapely.Geometry | None], crs: str | None = "EPSG:4326"
) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=crs)


def osm(**more: object) -> dict[str, object]:
    return {"osm_id": 7, "power": "substation", "name": "North", "voltage": "330000;110000", **more}


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".parquet", ".shp"])
def test_points_and_areas_are_read_from_every_usual_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"s{suffix}"
    shapes = [SQUARE, shapely.box(11, 51, 12, 52) if suffix == ".shp" else shapely.Point(11, 51)]  # a Shapefile holds one kind
    frame = features([osm(), osm(osm_id=8, name="South", voltage="35000")], shapes)
    if suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    found, _ = read_substations(path)
    assert found[["id", "name"]].to_numpy().tolist() == [["7", "North"], ["8", "South"]]
    assert found["voltages_kv"].tolist() == [(330, 110), (35,)]
    assert set(found.geom_type) == {"Point"}
    assert found.crs.to_epsg() == 4326
    assert found["precision"].tolist() == ["exact", "exact"]


def test_an_area_becomes_a_point_inside_it_even_if_it_is_bent_or_crosses_itself() -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    frame, _ = adopt(features([osm(), osm()], [HOOK, bow_tie]), file="s")
    assert HOOK.contains(frame.geometry[0])
    assert bow_tie.buffer(0).union(bow_tie.envelope).contains(frame.geometry[1])


def test_metres_are_brought_to_degrees() -> None:
    frame, _ = adopt(features([osm()], [shapely.Point(500_000, 5_500_000)], crs="EPSG:32633"), file="s")
    assert frame.geometry.x.round(3).tolist() == [15.0]
    assert frame.geometry.y.round(1).tolist() == [49.7]


@pytest.mark.parametrize("header", [
    "osm_id;name;voltage;lon;lat", "@id;name:en;voltage_kv;longitude;latitude", "V_ID;NAME;VOLTAGES;X;Y", "id;name;kv;lng;lat",
])  # fmt: skip
def test_columns_are_known_by_their_usual_names(tmp_path: Path, header: str) -> None:
    found, _ = read_substations(write(tmp_path / "s.csv", f"{header}\n5;North;330;24,5;50,25\n"))
    assert found[["id", "name"]].to_numpy().tolist() == [["5", "North"]]
    assert found["voltages_kv"].tolist() == [(330,)]
    assert (found.geometry.x[0], found.geometry.y[0]) == (24.5, 50.25)


def test_which_columns_were_taken_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", "v_id#lon#lat#typ#voltage#name\n5#24#50#substation#330000#'A ''North'''\n")
    found, intake = read_substations(path)
    assert found["name"].tolist() == ["A 'North'"]
    assert intake.notes == ("columns taken: id from v_id; name from name; voltages_kv from voltage; lon from lon; lat from lat",)


def test_a_further_name_stays_known_beside_the_first() -> None:
    rows = [osm(**{"name:en": "North Yard"}), osm(name=None, **{"name:en": "South Yard"})]
    frame, _ = adopt(features(rows, [shapely.Point(1, 1), shapely.Point(2, 2)]), file="s")
    assert frame["name"].tolist() == ["North", "South Yard"]
    assert frame["other_names"].tolist() == [("North Yard",), ()]


def test_plants_and_joints_are_counted_and_are_no_substations() -> None:
    rows = [osm(), osm(power="plant"), osm(power="generator"), osm(power=None), osm(power="sub_station")]
    frame, intake = adopt(features(rows, [shapely.Point(n, 0) for n in range(5)]), file="s")
    assert (len(frame), intake.read, dict(intake.left_out)) == (2, 5, {"not a substation": 3, "without a position": 0})
    assert "left out, as they are not substations: 1 plant, 1 generator, 1 of no stated kind" in intake.notes


def test_a_column_of_types_that_speaks_of_no_substation_hides_none() -> None:
    table = pd.DataFrame({"id": ["1"], "name": ["x"], "voltage": ["330"], "type": ["node"], "lon": ["1"], "lat": ["2"]})
    assert len(adopt(table, file="s")[0]) == 1


def test_a_voltage_that_cannot_be_read_is_told_and_stops_nothing() -> None:
    frame, intake = adopt(features([osm(voltage="110000;high")], [shapely.Point(1, 1)]), file="s")
    assert frame["voltages_kv"].tolist() == [(110,)]
    assert intake.notes[-1] == "North: the voltage 'high' cannot be read"


def test_what_has_no_name_id_or_voltage_is_kept() -> None:
    rows = [{"power": "substation", "name": None, "voltage": None}, {"power": "substation", "name": " ", "voltage": "0"}]
    frame, _ = adopt(features(rows, [shapely.Point(1, 1), shapely.Point(2, 2)]), file="s")
    assert frame["name"].tolist() == ["unnamed substation"] * 2
    assert frame["id"].is_unique
    assert frame["voltages_kv"].tolist() == [(), ()]


def test_what_has_no_position_is_listed_and_stops_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", "osm_id,name,voltage,lon,lat\n1,A,330,,\n2,B,330,190,50\n3,C,330,10,50\n4,D,330,east,50\n")
    frame, intake = read_substations(path)
    assert frame["name"].tolist() == ["C"]
    assert intake.left_out["without a position"] == 3
    assert intake.notes[1:] == tuple(f"row {row}: no position on Earth" for row in (2, 3, 5))
    frame, intake = adopt(features([osm(), osm()], [None, shapely.Polygon()]), file="s")
    assert (len(frame), intake.left_out["without a position"]) == (0, 2)


def test_numbers_in_a_column_with_gaps_read_as_they_were_written() -> None:
    rows = [osm(osm_id=2449808455.0, voltage=330000.0), osm(osm_id=float("nan"), voltage=float("nan"))]
    frame, _ = adopt(features(rows, [shapely.Point(1, 1), shapely.Point(2, 2)]), file="s")
    assert frame["id"].tolist() == ["2449808455", "3"]
    assert frame["voltages_kv"].tolist() == [(330,), ()]


def test_a_file_of_our_own_contract_stays_strict(tmp_path: Path) -> None:
    path = write(tmp_path / "s.csv", "id;name;voltages_kv;lon;lat\n1;North;high;10;50\n")
    with pytest.raises(DataError, match="row 2, column voltages_kv"):
        read_substations(path)


def test_a_file_without_positions_or_crs_is_refused_with_the_names_it_may_use(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Expected: lon or longitude"):
        read_substations(write(tmp_path / "s.csv", "id,name,voltage\n1,North,330\n"))
    with pytest.raises(DataError, match="reference system"):
        adopt(features([osm()], [shapely.Point(1, 1)], crs=None), file="s")
    for name in ("none.geojson", "none.parquet", "none.csv"):
        with pytest.raises(DataError, match=name):
            read_substations(tmp_path / name)


KINDS = st.sampled_from(["substation", "plant", "", "joint", "station"])
CELLS = st.sampled_from(["", "10", "10.0001", "50", "-200", "x"])


@pytest.mark.long
@given(st.lists(st.tuples(KINDS, st.sampled_from(["A", "B", ""]), st.sampled_from(["330000", "110", "?", ""]), CELLS, CELLS)))
def test_what_is_kept_and_what_is_left_out_add_up_to_what_was_read(rows: list[tuple[str, ...]]) -> None:
    table = pd.DataFrame(rows, columns=["power", "name", "voltage", "lon", "lat"], dtype=str)
    frame, intake = adopt(table, file="s")
    assert len(frame) + sum(intake.left_out.values()) == intake.read == len(rows)


def test_the_real_substations_of_ukraine() -> None:
    frame, intake = read_substations(FIXTURES / "ukraine_power.geojson")
    assert (intake.read, len(frame), dict(intake.left_out)) == (
        15, 8, {"not a substation": 6, "without a position": 0, "merged": 1},
    )  # fmt: skip
    assert "2 records of 'Сакская ТЭЦ' merged" in intake.notes
    features = json.loads((FIXTURES / "ukraine_power.geojson").read_text(encoding="utf-8"))["features"]
    shapes = {f["properties"]["osm_id"]: f["geometry"] for f in features}
    assert all(shapely.geometry.shape(shapes[int(i)]).buffer(1e-9).contains(p)
               for i, p in zip(frame["id"], frame.geometry, strict=True))  # fmt: skip


def test_the_real_grid_nodes_of_europe() -> None:
    frame, intake = read_substations(FIXTURES / "europe_grid_nodes.csv")
    assert (intake.read, len(frame), dict(intake.left_out)) == (
        60, 54, {"not a substation": 6, "without a position": 0, "merged": 0},
    )  # fmt: skip
    assert "Poste Électrique de l'Hôtel Dieu" in set(frame["name"])
    assert 'Stacja elektroenergetyczna "Katowice" 220/110 kV' in set(frame["name"])
    assert [note for note in intake.notes if "cannot be read" in note] == []
    assert max(kv[0] for kv in frame["voltages_kv"] if kv) == 750


def shapes_of(folder: Path, *features: tuple[dict[str, object], object]) -> Path:
    collection = [{"type": "Feature", "properties": {"power": "substation"} | tags, "geometry": shape}
                  for tags, shape in features]  # fmt: skip
    return write(folder / "s.geojson", json.dumps({"type": "FeatureCollection", "features": collection}))


def point(lon: float, lat: float) -> dict[str, object]:
    return {"type": "Point", "coordinates": [lon, lat]}


def test_what_has_no_shape_or_an_empty_one_is_left_out_and_listed_by_row(tmp_path: Path):
    empty = {"type": "Polygon", "coordinates": []}
    path = shapes_of(tmp_path, ({"id": 1, "name": "North"}, point(24, 50)), ({"id": 2, "name": "Lost"}, None),
                     ({"id": 3, "name": "Empty"}, empty))  # fmt: skip
    found, intake = read_substations(path)
    assert found["name"].tolist() == ["North"]
    assert intake.left_out["without a position"] == 2
    assert {"row 3: no position on Earth", "row 4: no position on Earth"} <= set(intake.notes)


@pytest.mark.parametrize("voltage", [1_000_000_000, "1000000000", "1e9", "-330", "99999999999999999999", "inf", "330 GV"])
def test_a_voltage_that_no_grid_has_is_listed_and_the_substation_kept_without_it(tmp_path: Path, voltage: object):
    found, intake = read_substations(shapes_of(tmp_path, ({"id": 1, "name": "North", "voltage": voltage}, point(24, 50))))
    assert found["voltages_kv"].tolist() == [()]
    assert f"North: the voltage {str(voltage)!r} cannot be read" in intake.notes


def test_one_id_on_two_places_is_listed_by_name_and_means_neither(tmp_path: Path):
    path = shapes_of(tmp_path, ({"id": "17", "name": "North"}, point(24, 50)), ({"id": "17", "name": "South"}, point(25, 49)),
                     ({"id": "18", "name": "East"}, point(26, 49)))  # fmt: skip
    found, intake = read_substations(path)
    assert found["id"].tolist() == ["17, row 2", "17, row 3", "18"]
    assert [note for note in intake.notes if "one id" in note] == [
        "2 records at different places have one id (North, South): all are kept, and the id means none of them"]


def test_one_id_twice_on_one_place_is_one_substation(tmp_path: Path):
    path = shapes_of(tmp_path, ({"id": "17", "name": "North"}, point(24, 50)), ({"id": "17", "name": "North"}, point(24, 50)))
    found, intake = read_substations(path)
    assert (found["id"].tolist(), intake.left_out["merged"]) == (["17"], 1)
