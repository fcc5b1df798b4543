"""Where the rows of other people's tables lie: codes of the post, towns and states, groups that leave the county blank."""

from pathlib import Path
from typing import Any

import pytest

from geo.dataset import Dataset
from geo.new_dataset import Plan, planned, written
from geo.read import read_dataset
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.table_guess import Given
from geo.view import View, parse_date
from tests.geo.test_foreign_tables import DAY, opened, plan_of, states
from tests.geo.worlds import squares


def plan_of_counties(folder: Path, text: str, **options: Any) -> Plan:
    """Lay a table beside counties: Ashby and Millton of North, Carrow and North of South."""
    ground = squares("ABCD").assign(name=["Ashby County", "Millton County", "Carrow County", "North County"],
                                    code=["48001", "48003", "12001", "12003"], state=["North", "North", "South", "South"])
    ground.to_file(folder / "counties.geojson", driver="GeoJSON")
    (folder / "table.csv").write_text(text, encoding="utf-8")
    return planned(Given(outages=folder / "table.csv", boundaries=folder / "counties.geojson", zone="America/Chicago",
                         **options))  # fmt: skip


def of_counties(folder: Path, text: str, **options: Any) -> Dataset:
    written(plan_of_counties(folder, text, **options), folder / "dataset")
    return read_dataset(folder / "dataset")


def counted(dataset: Dataset) -> dict[str, int | None]:
    shown = situation_of(dataset, View(date=parse_date(DAY))).regions
    return {one.code: one.customers_out for one in shown if one.customers_out is not None}


@pytest.mark.parametrize("header", ["Zip Code", "ZIP", "postcode", "PLZ", "CEP", "Code postal", "Código Postal", "індекс"])
def test_a_code_of_the_post_is_no_code_of_a_region(tmp_path, header: str) -> None:
    text = f"{header},Town,Customers out,Time\n48001,Ashby,40,{DAY} 10:00\n48003,Millton,9,{DAY} 10:00\n"
    plan = plan_of_counties(tmp_path, text)
    assert plan.mappings["counts"].columns["place"] == ("Town",)
    assert f"{header} holds codes of the post" in "\n".join(map(str, plan.told))
    said = plan_of_counties(tmp_path, text, columns=(f"region_code={header}",))
    assert said.mappings["counts"].columns["region_code"] == (header,)


def test_most_codes_must_be_known_where_nothing_calls_them_so(tmp_path) -> None:
    rows = f"A,Cland,4,{DAY} 10:00\nB,Bland,9,{DAY} 10:00\nX,Aland,7,{DAY} 10:00\n"
    plan = plan_of(tmp_path, f"sector,area,Customers out,Time\n{rows}")
    assert plan.mappings["counts"].columns["place"] == ("area",)
    named = plan_of(tmp_path, f"region code,area,Customers out,Time\n{rows}")
    assert named.mappings["counts"].columns["region_code"] == ("region code",)
    assert states(opened(tmp_path, f"sector,area,Customers out,Time\n{rows}"), DAY) == {"A": "part", "B": "part", "C": "part"}


def test_a_place_that_is_a_state_narrows_the_table_to_it(tmp_path) -> None:
    dataset = of_counties(tmp_path, f"County,Customers out,Time\nAshby,40,{DAY} 10:00\nCarrow,7,{DAY} 10:00\n", place="North")
    assert counted(dataset) == {"48001": 40}  # and neither North County of South, nor Carrow of it


GROUPED = ("County,Utility,Accounts,Customers Out,Time\nAshby,Big Power,640,412,{day}\n,Small Power,12,3,{day}\n"
           "Ashby Total,,652,415,{day}\nMillton,Big Power,90,30,{day}\nMillton Total,,90,30,{day}\nState Total,,742,445,{day}\n")


def test_rows_that_leave_the_county_blank_are_of_the_group_above(tmp_path) -> None:
    dataset = of_counties(tmp_path, GROUPED.format(day=f"{DAY} 10:00"), place="North")
    assert counted(dataset) == {"48001": 415, "48003": 30}
    assert dataset.intakes["counts"].left_out == {"totals": 3, "added to another of its region and time": 1}
    assert [str(note) for note in dataset.intakes["counts"].notes if "blank" in str(note)] == [
        "1 row leaves County blank below a group with a total: it is of the group above"]


def test_rows_without_a_county_and_without_totals_are_told_and_never_added(tmp_path) -> None:
    text = f"County,Utility,Customers Out,Time\nAshby,Big,412,{DAY} 10:00\n,Small,3,{DAY} 10:00\n,Tiny,2,{DAY} 10:00\n"
    dataset = of_counties(tmp_path, text, place="North")
    assert counted(dataset) == {"48001": 412}
    assert dataset.intakes["counts"].left_out == {}
    assert account_of(dataset).of("counts").outcomes["unplaced"] == 2


def test_several_codes_in_a_cell_are_a_row_for_each(tmp_path) -> None:
    text = f"status,severity,codes,start,end\nActual,Severe,A,{DAY} 03:00,{DAY} 09:00\n" \
           f"Actual,Severe,B C,{DAY} 05:00,{DAY} 09:00\n"
    plan = plan_of(tmp_path, text.replace("codes", "region code"))
    assert plan.mappings["outages"].columns["region_code"] == ("region code",)
    shown = situation_of(opened(tmp_path, text.replace("codes", "region code")), View(date=parse_date(DAY))).regions
    assert [one.code for one in shown if one.flags] == ["A", "B", "C"]


def test_an_outage_in_a_town_is_not_in_the_county_of_its_name(tmp_path) -> None:
    rows = f"Millton,tree,40,{DAY} 10:00,{DAY} 12:00\nAshby County,tree,7,{DAY} 10:00,{DAY} 12:00\n"
    written(plan_of_counties(tmp_path, f"City,Cause,Customers out,Start,End\n{rows}"), tmp_path / "dataset")
    toml = tmp_path / "dataset" / "dataset.toml"
    own = toml.read_text(encoding="utf-8").replace("[defaults.outages]", '[defaults.outages]\nplace_kind = "settlement"')
    toml.write_text(own + '\n[places]\nregion_words = ["county"]\n' * ("[places]" not in own), encoding="utf-8")
    assert states(read_dataset(tmp_path / "dataset"), DAY) == {"48001": "part"}


KINDS_OF_UNITS = [
    "বিভাগ", "জেলা", "จังหวัด", "Tỉnh", "Provinsi", "Kabupaten", "İl", "استان", "Megye", "Fylke", "Περιφέρεια",
    "მხარე", "Województwo", "都道府県", "Woreda", "Provincias", "Parish",
]  # fmt: skip


@pytest.mark.parametrize("header", KINDS_OF_UNITS)
def test_a_column_that_is_called_after_a_kind_of_places_holds_places(tmp_path, header: str) -> None:
    names = ["Aland", "Zyxwor", "Qwfpor", "Vbnmor"]
    rows = "".join(f"{name},{4 * number + 1},{DAY} 10:00\n" for number, name in enumerate(names))
    plan = plan_of(tmp_path, f"{header},Customers out,Time\n{rows}")
    assert plan.mappings["counts"].columns["place"] == (header,)


def test_regions_of_a_column_of_regions_may_lack_their_word_of_kind_in_any_script(tmp_path) -> None:
    rows = f"বরিশাল,2340000,2500000,{DAY}\nরংপুর,0,3000000,{DAY}\nসিলেট,12500,1900000,{DAY}\n"
    (tmp_path / "table.csv").write_text(f"বিভাগ,বিদ্যুৎবিহীন গ্রাহক,মোট গ্রাহক,তারিখ\n{rows}", encoding="utf-8")
    written(planned(Given(outages=tmp_path / "table.csv", country="Bangladesh")), tmp_path / "dataset")
    shown = states(read_dataset(tmp_path / "dataset"), DAY)
    assert shown == {"BD-A": "nearly_all", "BD-F": "power_on", "BD-G": "few"}


@pytest.mark.parametrize("above", [f"Cut-off date,{DAY},", f"Fecha corte,{DAY},\n,,", f"Printed,{DAY},\n\nTable 4,,"])
def test_a_line_that_says_one_thing_of_the_whole_table_is_no_header(tmp_path, above: str) -> None:
    dataset = opened(tmp_path, f"{above}\nArea,Customers out,Feeders\nAland,40,3\nBland,7,1\nCland,9,2\n", time=f"{DAY} 10:00")
    assert states(dataset, DAY) == {"A": "part", "B": "part", "C": "part"}


def test_a_header_may_hold_a_date(tmp_path) -> None:
    dataset = opened(tmp_path, f"Area,{DAY},Note\nAland,40,x\nBland,7,y\nCland,9,z\n", time=f"{DAY} 10:00",
                     columns=(f"customers_out={DAY}",))  # fmt: skip
    assert states(dataset, DAY) == {"A": "part", "B": "part", "C": "part"}
