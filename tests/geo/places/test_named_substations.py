"""Reports that name a substation: by name, by id, by the id or name of a record that was merged into it."""

import pytest

from geo.dataset import Dataset
from geo.read import read_dataset
from geo.view import View
from layers.reports import layer
from tests.geo.worlds import stations, world, write_folder

STATIONS = (
    {"id": "way/1", "name": "North", "lon": "0.52", "other_names": "Nord; way/7"},
    {"id": "way/2", "name": "", "lon": "1.52"},
    {"id": "way/3", "name": "", "lon": "2.52"},
    {"id": "way/4", "name": "Far", "lon": "9"},
)


def said_of(*rows: dict[str, str]) -> Dataset:
    return world(*rows, substations=stations(*STATIONS))


@pytest.mark.parametrize("word", ["North", "north", "way/1", "Nord", "way/7"])
def test_a_substation_is_known_by_its_id_and_by_all_its_names(word: str) -> None:
    placement = said_of({"substation": word}).placement
    assert (placement.region[0], placement.inside[0], placement.substation[0]) == (0, "North", 0)


def test_of_two_without_a_name_the_symbol_stands_at_the_one_whose_id_is_given() -> None:
    dataset = said_of({"substation": "way/3", "asset": "a transformer"})
    assert dataset.placement.substation[0] == 2
    assert layer(dataset, View()).drawing.data["symbols"] == [0]
    assert "2 substations are called" in said_of({"substation": "unnamed substation"}).placement.reason[0]


@pytest.mark.parametrize("row", [{"substation": "way/4"}, {"region_code": "A", "substation": "way/1"},
                                 {"region_code": "A", "substation": "WAY/7"}])  # fmt: skip
def test_an_id_that_a_report_gives_is_answered_by_the_name(row: dict[str, str]) -> None:
    placement = said_of(row).placement
    assert "way" not in (placement.reason[0] + placement.inside[0]).casefold()


def test_a_merged_record_still_takes_reports(tmp_path) -> None:  # type: ignore[no-untyped-def]
    folder = write_folder(tmp_path / "m", outages="record_id,substation,source,source_role,extent,started_at\n"
                          "1,b,Grid,operator,all,2026-01-07\n",
                          substations="id,name,voltages_kv,lon,lat\na,North,330,0.5,0.5\nb,Norden,110,0.5001,0.5\n")
    dataset = read_dataset(folder)
    assert dataset.placement.inside.tolist() == ["North"]
    assert dataset.intake is not None
    assert dataset.intake.left_out == {"merged": 1}
