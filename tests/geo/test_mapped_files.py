"""Boundary files with columns of other names, through every door by which a dataset reads them."""

import json
from pathlib import Path

import geopandas as gpd
import pytest

from geo.dataset import level_numbers
from geo.errors import DataError
from geo.names import candidates
from geo.read import read_dataset
from geo.situation.account import account_of
from geo.states import State
from tests.folders import name_in_toml
from tests.geo.test_levels import DAY, districts, states
from tests.geo.worlds import squares, write_folder
from tests.servers import Web, web_server

OTHER_NAMES = {"code": "ADM1_PCODE", "name": "ADM1_EN"}
MAPPED = '[columns.regions]\ncode = "ADM1_PCODE"\nname = "ADM1_EN"\n'
REPORT = (
    "record_id,region_code,source,source_role,extent,started_at\n"
    f"x,AWest,Grid,operator,all,{DAY}\n"
)


def renamed(frame: gpd.GeoDataFrame, names: dict[str, str]) -> str:
    return str(frame.rename(columns=names).to_json(drop_id=True))


def with_districts(folder: Path, content: str, *, toml: str) -> Path:
    """Write a folder of mapped squares whose districts lie in a second file."""
    write_folder(folder, toml=toml, regions=renamed(squares(), OTHER_NAMES), outages=REPORT)
    (folder / "districts.geojson").write_text(content, encoding="utf-8")
    return name_in_toml(folder, finer_regions="districts.geojson")


@pytest.fixture
def web():
    with web_server() as server:
        server.body = renamed(squares(), OTHER_NAMES).encode()
        yield server


def test_a_dataset_reads_mapped_boundaries(tmp_path):
    folder = write_folder(tmp_path / "w", toml=MAPPED, regions=renamed(squares(), OTHER_NAMES))
    assert list(read_dataset(folder).regions["code"]) == ["A", "B", "C"]


@pytest.mark.long
def test_finer_boundaries_have_a_mapping_of_their_own(tmp_path):
    columns = {"code": "ADM2_PCODE", "name": "ADM2_EN", "parent": "ADM1_PCODE"}
    toml = MAPPED + (
        '[columns.finer_regions]\ncode = "ADM2_PCODE"\nname = "ADM2_EN"\nparent = "ADM1_PCODE"\n'
    )
    content = renamed(districts().drop(columns="level"), columns)
    dataset = read_dataset(with_districts(tmp_path / "w", content, toml=toml))
    assert level_numbers(dataset) == (1, 2)
    assert states(dataset, 2) == {"AWest": State.ALL}
    assert set(dataset.finer[0].regions["parent"]) == {"A", "B", "C"}


def test_finer_boundaries_of_the_same_maker_are_read_by_the_mapping_of_the_regions(tmp_path):
    content = renamed(districts().drop(columns=["level", "parent"]), OTHER_NAMES)
    dataset = read_dataset(with_districts(tmp_path / "w", content, toml=MAPPED))
    assert states(dataset, 2) == {"AWest": State.ALL}


def test_finer_boundaries_in_our_own_columns_need_no_mapping_beside_mapped_regions(tmp_path):
    content = districts().drop(columns="level").to_json()
    dataset = read_dataset(with_districts(tmp_path / "w", content, toml=MAPPED))
    assert states(dataset, 2) == {"AWest": State.ALL}


def test_a_wrong_column_of_finer_boundaries_is_named_with_its_section(tmp_path):
    toml = MAPPED + '[columns.finer_regions]\ncode = "PCODE"\nname = "ADM2_EN"\n'
    content = renamed(districts(), {"code": "ADM2_PCODE", "name": "ADM2_EN"})
    with pytest.raises(DataError, match=r"districts\.geojson, column PCODE.*\[columns\.finer_regions\]"):
        read_dataset(with_districts(tmp_path / "w", content, toml=toml))


def test_a_live_feed_of_mapped_boundaries_is_taken_and_a_bad_one_is_refused(web: Web, tmp_path):
    folder = write_folder(tmp_path / "w", toml=MAPPED)
    name_in_toml(folder, regions=f"{web.address}/regions.geojson")
    assert list(read_dataset(folder).regions["name"]) == ["Aland", "Bland", "Cland"]
    web.body = renamed(squares("ABCD"), OTHER_NAMES).encode()
    assert len(read_dataset(folder, refresh_s=0).regions) == 4
    web.body = renamed(squares("ABCDE"), {"code": "PCODE"}).encode()
    after = read_dataset(folder, refresh_s=0)
    assert len(after.regions) == 4
    assert "ADM1_PCODE" in after.refused[0].refused


@pytest.mark.long
def test_a_live_feed_of_mapped_districts_is_taken(web: Web, tmp_path):
    columns = {"code": "ADM2_PCODE", "name": "ADM2_EN"}
    web.body = renamed(districts(), columns).encode()
    toml = '[columns.finer_regions]\ncode = "ADM2_PCODE"\nname = "ADM2_EN"\n'
    folder = write_folder(tmp_path / "w", toml=toml, outages=REPORT)
    name_in_toml(folder, finer_regions=f"{web.address}/districts.geojson")
    assert states(read_dataset(folder), 2) == {"AWest": State.ALL}


def test_of_several_levels_a_live_feed_counts_those_that_the_dataset_shows(web: Web, tmp_path):
    """What the dataset reads decides whether a feed is good: here its level 1 has gone."""
    both = squares().assign(level=1).to_json(), districts().assign(level=2).to_json()
    features = [feature for text in both for feature in json.loads(text)["features"]]
    web.body = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    folder = write_folder(tmp_path / "w", toml="[regions]\nlevel = 1\n")
    name_in_toml(folder, regions=f"{web.address}/regions.geojson")
    assert len(read_dataset(folder).regions) == 3
    web.body = districts().to_json().encode()
    after = read_dataset(folder, refresh_s=0)
    assert len(after.regions) == 3
    assert "no region of the wanted level" in after.refused[0].refused


def test_mapped_boundaries_without_shapes_are_a_fault(tmp_path):
    folder = write_folder(tmp_path / "w", toml=MAPPED)
    (folder / "regions.csv").write_text("ADM1_PCODE,ADM1_EN\nA,Aland\n", encoding="utf-8")
    with pytest.raises(DataError, match="there are no shapes"):
        read_dataset(name_in_toml(folder, regions="regions.csv"))


def test_boundaries_without_a_single_region_are_a_fault(tmp_path):
    folder = write_folder(tmp_path / "w")
    squares().iloc[:0].to_file(folder / "regions.gpkg")
    with pytest.raises(DataError, match="it holds no region"):
        read_dataset(name_in_toml(folder, regions="regions.gpkg"))


def test_mapped_boundaries_without_a_column_for_the_name_are_a_fault(tmp_path):
    toml = '[columns.regions]\ncode = "ADM1_PCODE"\nwithin = "ADM1_EN"\n'
    folder = write_folder(tmp_path / "w", toml=toml, regions=renamed(squares(), OTHER_NAMES))
    with pytest.raises(DataError, match="column name is missing"):
        read_dataset(folder)


def test_a_name_means_the_same_to_the_dataset_whichever_file_holds_the_district(tmp_path):
    content = renamed(districts().drop(columns=["level", "parent"]), OTHER_NAMES)
    dataset = read_dataset(with_districts(tmp_path / "w", content, toml=MAPPED))
    assert [one.code for one in candidates(dataset.places, "Western A district")] == ["A"]


def test_bad_figures_of_customers_are_rejected_and_several_of_one_region_are_added_and_said(tmp_path: Path) -> None:
    customers = "region_code,customers\nA,100\nA,200\nB,-5\nC,1e3\n"
    counts = "region_code,time,customers_out\nA,2026-01-07,5\n"
    dataset = read_dataset(write_folder(tmp_path / "w", customers=customers, counts=counts))
    assert dataset.regions["customers"].fillna(-1).tolist() == [300, -1, 1000]
    found = account_of(dataset)
    assert [(fault.row, fault.value) for fault in found.rejected] == [(4, "-5")]
    assert found.of("customers").notes == ("1 region stands in several rows: their figures are added",)
