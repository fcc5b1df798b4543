"""Countries whose press counts by wider regions than the source's: Spain's communities hold its provinces."""

import io
import tomllib
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo.countries import country_levels, find_country, lend
from geo.dataset import Dataset, at_level
from geo.errors import UsageError
from geo.new_dataset import planned, written
from geo.places.world import WORLD, read_world
from geo.read import read_dataset
from geo.situation.situation import situation_of
from geo.states import State
from geo.table_guess import Given
from geo.view import View, parse_date

WIDER = tomllib.loads((WORLD / "wider.toml").read_text(encoding="utf-8"))
SPAIN = ("Comunidad Autónoma,Fecha,Clientes sin suministro\nGalicia,28/01/2025,18.905\nCastilla y León,28/01/2025,6.875\n"
         "Madrid,28/01/2025,0\n")  # fmt: skip


def made(folder: Path, text: str, **given) -> tuple[Dataset, str]:
    table = folder / "outages.csv"
    table.write_text(text, encoding="utf-8")
    plan = planned(Given(outages=table, **given))
    written(plan, folder / "dataset")
    return read_dataset(folder / "dataset"), "\n".join(map(str, plan.told))


def states(dataset: Dataset, day: str, level: int | None = None) -> dict[str, str]:
    regions = situation_of(dataset, View(date=parse_date(day), level=level)).regions
    return {one.code: one.state.name.lower() for one in regions if one.state != State.NO_REPORT}


def test_every_wider_unit_is_named_and_holds_land():
    units = read_world("regions")
    for country, listed in WIDER.items():
        held = set(units.loc[units["country"] == country, "wider"]) - {""}
        assert held == set(listed["names"]), country
        assert all({"en", "uk"} <= set(names) for names in listed["names"].values()), country
    assert set(units.loc[units["wider"] != "", "country"]) == set(WIDER)


@pytest.mark.parametrize(("country", "widest", "inside"), [("ES", 19, 52), ("IT", 20, 110), ("FR", 19, 102), ("GB", 4, 217)])
def test_the_wider_regions_are_a_coverage_of_the_country(country, widest, inside):
    wider, units = country_levels(find_country(country))
    assert (len(wider), len(units)) == (widest, inside)
    assert shapely.coverage_is_valid(wider.geometry.to_numpy())
    assert shapely.area(wider.geometry.to_numpy()).sum() == pytest.approx(shapely.area(units.geometry.to_numpy()).sum())


def test_a_unit_that_is_no_part_of_a_wider_one_is_one_itself():
    wider, _ = country_levels(find_country("France"))
    assert {"FR-BRE", "FR-971", "FR-974"} <= set(wider["code"])
    assert "FR-35" not in set(wider["code"])


def test_a_table_of_wider_regions_is_drawn_by_them(tmp_path: Path):
    dataset, told = made(tmp_path, SPAIN, country="Spain")
    assert "wider ones" in told
    assert "--level 2" in told
    assert len(dataset.regions) == 19
    assert not dataset.finer, "nobody counted by province"
    assert states(dataset, "2025-01-28") == {"ES-GA": "part", "ES-CL": "part", "ES-MD": "power_on"}


def test_a_table_of_provinces_is_drawn_by_them_though_communities_bear_some_of_their_names(tmp_path: Path):
    text = "Provincia,Fecha,Clientes sin suministro\nMadrid,28/01/2025,905\nMurcia,28/01/2025,875\nLugo,28/01/2025,120\n"
    dataset, told = made(tmp_path, text, country="ES")
    assert "there are wider regions (19, such as Andalusia): --level 1" in told
    assert len(dataset.regions) == 52
    assert set(states(dataset, "2025-01-28")) == {"ES-M", "ES-MU", "ES-LU"}


def test_names_that_both_levels_have_are_the_finer_ones(tmp_path: Path):
    text = "Territorio,Fecha,Clientes sin luz\nMadrid,28/01/2025,905\nCantabria,28/01/2025,75\n"
    dataset, _ = made(tmp_path, text, country="ES")
    assert len(dataset.regions) == 52


def test_columns_of_both_levels_are_drawn_by_the_finer(tmp_path: Path):
    text = "Région,Département,Date,Clients coupés\nBretagne,Finistère,02/11/2023,905\nBretagne,Morbihan,02/11/2023,75\n"
    dataset, _ = made(tmp_path, text, country="FR")
    assert set(states(dataset, "2023-11-02")) == {"FR-29", "FR-56"}


def test_statements_have_both_levels_and_a_province_is_a_part(tmp_path: Path):
    text = ("record_id,place,extent,reported_at,source\n1,Sicilia,all,2024-10-20,Gazzetta\n2,Lucca,all,2024-10-20,Gazzetta\n"
            "3,Lombardia,part,2024-10-20,Gazzetta\n4,Veneto,part,2024-10-20,Gazzetta\n")  # fmt: skip
    dataset, _ = made(tmp_path, text, country="Italy")
    assert [one.number for one in dataset.finer] == [2]
    shown = states(dataset, "2024-10-20")
    assert shown == {"IT-82": "all", "IT-52": "part", "IT-25": "part", "IT-34": "part"}
    inside = at_level(dataset, 2)
    assert states(dataset, "2024-10-20", level=2) == {"IT-LU": "all"}
    assert len(inside.regions) == 110


def test_a_code_of_both_levels_is_the_region_not_a_part_of_it(tmp_path: Path):
    text = "record_id,region_code,extent,reported_at,source\n1,FR-971,all,2024-10-20,RCI\n2,FR-BRE,all,2024-10-20,RCI\n"
    dataset, _ = made(tmp_path, text, country="France", level=1)
    assert states(dataset, "2024-10-20") == {"FR-971": "all", "FR-BRE": "all"}


def test_levels_that_there_are_not_are_refused_with_those_that_there_are():
    with pytest.raises(UsageError, match=r"Use 2 for the regions of Spain \(52.*1 for the wider ones.*\(19.*0 for the country"):
        lend(find_country("ES"), level=3)


def test_places_lie_in_the_wider_regions():
    places = pd.read_csv(io.StringIO(lend(find_country("Ireland"), level=1).files["gazetteer"][1]))
    assert dict(zip(places["name"], places["region_code"], strict=True)).get("Cork") == "IE-M"
    assert set(places["region_code"]) <= {"IE-C", "IE-L", "IE-M", "IE-U"}


@pytest.mark.parametrize(("country", "codes", "gone"), [
    ("Norway", {"NO-34", "NO-42", "NO-46", "NO-50"}, {"NO-12", "NO-16"}),
    ("Ireland", {"IE-D", "IE-CO", "IE-TA"}, {"IE-CO-X2", "IE-TA-X2"}),
    ("Latvia", {"LV-111", "LV-112", "LV-113", "LV-RIX"}, {"LV-001", "LV-036"}), ("GB", {"GB-ABC", "GB-BFS"}, {"GB-ARM"}),
])  # fmt: skip
def test_what_a_reform_has_merged_is_one_region_under_today_s_code(country, codes, gone):
    regions = country_levels(find_country(country))[-1]
    assert codes <= set(regions["code"])
    assert not gone & set(regions["code"])
    assert shapely.coverage_is_valid(regions.geometry.to_numpy())


def test_a_table_of_today_s_counties_is_placed_whole(tmp_path: Path):
    text = ("Fylke,Dato,Kunder uten strøm\nVestland,31.12.2024,2030\nTrøndelag,31.12.2024,1115\nInnlandet,31.12.2024,0\n"
            "Agder,31.12.2024,7\n")  # fmt: skip
    dataset, _ = made(tmp_path, text, country="NO")
    assert set(states(dataset, "2024-12-31")) == {"NO-46", "NO-50", "NO-34", "NO-42"}


def test_no_region_bears_the_name_of_another_of_its_country_beside_a_word_of_kind():
    """The source has exchanged such names in Guyana, Eritrea and Ecuador: "Provincia de Napo" stood on Tungurahua."""
    units = read_world("regions")
    names = dict(zip(units["code"], units["name"] + "; " + units["other_names"], strict=True))
    assert "Tungurahua" not in names["EC-N"]
    assert "Debub" not in names["ER-MA"]
    assert "Pomeroon" not in names["GY-CU"]


@pytest.mark.parametrize(("country", "name", "code"), [
    ("UA", "Київщина", "UA-32"), ("UA", "Прикарпаття", "UA-26"), ("KR", "충북", "KR-43"), ("MX", "Edo. de México", "MX-MEX"),
    ("CN", "广西", "CN-GX"), ("MY", "N. Sembilan", "MY-05"), ("CO", "Bogotá", "CO-DC"), ("LV", "Jelgava", "LV-JEL"),
    ("NO", "Vestland", "NO-46"), ("IE", "Cork", "IE-CO"), ("FR", "Nord", "FR-59"),
])  # fmt: skip
def test_regions_bear_the_short_names_that_their_press_uses(country, name, code):
    regions = country_levels(find_country(country))[-1]
    bearing = [one for one, own, others in zip(regions["code"], regions["name"], regions["other_names"], strict=True)
               if name == own or name in others]  # fmt: skip
    assert bearing == [code]
