"""The data behind a picture: the same facts as the map, and nothing that the map may not say."""

import io
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely

from briefing.formats.geodata import csv_of, gpkg_of
from briefing.state_report import state_of
from geo.dataset import Dataset
from geo.places.features import read_substations
from geo.read import read_dataset
from geo.states import State
from geo.view import View, parse_date
from layers.style import STATE_COLOURS, STATE_WORDS
from tests.briefing.test_request import JANUARY, JUNE, asked
from tests.conftest import UKRAINE
from tests.folders import name_in_toml, write_folder
from tests.geo.test_levels import two_levels

DATES = (JUNE, "2025-08-01", JANUARY)


@pytest.fixture(scope="module")
def package(ukraine, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / "data.gpkg"
    path.write_bytes(gpkg_of(asked(ukraine, *DATES)))
    return path


@pytest.fixture(scope="module")
def rows(ukraine) -> pd.DataFrame:
    return table_of(csv_of(asked(ukraine, *DATES)))


def table_of(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)


@pytest.fixture
def odd(tmp_path) -> Dataset:
    """Text that a spreadsheet would run, a record that has no place, and a quote with a line break."""
    records = [{"record_id": "=1+1", "region_code": "XX-A", "source": "@SUM(A1)", "summary": "=HYPERLINK(\"http://x\")"},
               {"record_id": "b", "region_code": "XX-A", "source": "-Press", "summary": 'She said: "out"; all\nof it, today'},
               {"record_id": "lost", "place": "Atlantis"}]  # fmt: skip
    return read_dataset(write_folder(tmp_path / "w", records, title="+Squares", names={"XX-B": "=B"}))


def test_the_package_has_regions_substations_statements_and_a_readme(package):
    views = {f"regions_{day.replace('-', '')}" for day in DATES}
    assert {name for name, _ in pyogrio.list_layers(package)} == {
        "regions", "substations", "statements", "readme", "layer_styles"} | views  # fmt: skip
    for layer in ("regions", "substations"):
        assert gpd.read_file(package, layer=layer).crs.to_epsg() == 4326


def test_every_region_of_every_date_has_the_state_of_the_state_command(ukraine, package):
    regions = gpd.read_file(package, layer="regions")
    assert len(regions) == 27 * len(DATES)
    assert not regions.geometry.is_empty.any()
    for day in DATES:
        told = state_of(ukraine, View(date=parse_date(day)))["regions"]
        of_day = regions[regions["date"].astype(str).str[:10] == day].set_index("code")
        assert of_day["state"].to_dict() == {code: one["state"] for code, one in told.items()}
        assert {code: flags.split() for code, flags in of_day["flags"].fillna("").items()} == {
            code: one["flags"] for code, one in told.items()}  # fmt: skip
        assert of_day["statements"].to_dict() == {code: len(one["statements"]) for code, one in told.items()}
        assert of_day["set_by"].dropna().to_dict() == {code: one["set_by"] for code, one in told.items() if one.get("set_by")}


def test_a_view_holds_one_date(package):
    for day in DATES:
        regions = gpd.read_file(package, layer=f"regions_{day.replace('-', '')}")
        assert len(regions) == 27
        assert set(regions["date"].astype(str).str[:10]) == {day}


def test_dates_are_dates_and_each_layer_says_what_it_holds(package):
    about = {name: pyogrio.read_info(package, layer=name) for name in ("regions", "statements")}
    for info in about.values():
        assert dict(zip(info["fields"], info["dtypes"], strict=True))["date"] == "datetime64[D]"
    assert "nothing is known" in about["regions"]["layer_metadata"]["DESCRIPTION"]


def test_the_style_has_a_colour_for_each_state(package):
    with closing(sqlite3.connect(package)) as file:
        styles = dict(file.execute("select f_table_name, styleQML from layer_styles"))
    assert set(styles) == {"regions", *(f"regions_{day.replace('-', '')}" for day in DATES)}
    root = ElementTree.fromstring(styles["regions"].partition(">")[2])
    colours = [one.get("value") for one in root.iter("Option") if one.get("name") == "color"]
    labels = {one.get("value"): (one.get("label"), colours[int(one.get("symbol"))]) for one in root.iter("category")}
    hidden = labels.pop("hidden")  # what a filter hides is no state, and never looks like "no report"
    assert hidden[1] not in {colour for _, colour in labels.values()}
    assert labels == {state.word: (STATE_WORDS[state], ",".join(map(str, (*bytes.fromhex(STATE_COLOURS[state][1:]), 255))))
                      for state in State}  # fmt: skip


def test_one_request_gives_the_same_package_twice(ukraine, package):
    assert gpkg_of(asked(ukraine, *DATES)) == package.read_bytes()


@pytest.mark.long
def test_figures_of_the_counts_are_columns(tmp_path):
    folder = name_in_toml(write_folder(tmp_path / "w", [], more="[counts]\nstep_min = 15"), counts="counts.csv")
    (folder / "counts.csv").write_text("region_code,time,customers_out,customers_total\nXX-A,2030-05-01T10:00,50,200\n")
    dataset = read_dataset(folder)
    row = table_of(csv_of(asked(dataset, "2030-05-01"))).set_index("code").loc["XX-A"]
    assert (float(row["customers_out"]), float(row["share"])) == (50, 0.25)
    assert float(row["customer_hours"]) == 12.5


def test_each_shape_is_that_of_its_region(ukraine, package):
    regions = gpd.read_file(package, layer="regions").drop_duplicates("code").set_index("code")
    whole = ukraine.regions.set_index("code").geometry
    assert all(shapely.equals(shapely.normalize(regions.geometry[code]), shapely.normalize(whole[code])) for code in whole.index)


def test_figures_keep_their_ranges_and_an_unknown_end_stays_unknown(package):
    regions = gpd.read_file(package, layer="regions")
    kherson = regions[(regions["code"] == "UA-65") & (regions["date"].astype(str).str[:10] == JUNE)].iloc[0]
    assert kherson["people_low"] == 104000, "a number, with which other programs can reckon"
    assert pd.isna(kherson["people_high"])
    assert (kherson["settlements_low"], kherson["settlements_high"], kherson["facilities_low"]) == (150, 150, 44)


def test_every_statement_is_there_with_who_said_it(ukraine, package):
    statements = gpd.read_file(package, layer="statements")
    assert sorted(statements["record_id"]) == sorted(ukraine.reports["record_id"])
    saldo = statements[statements["record_id"] == "A2a"].iloc[0]
    assert (saldo["code"], saldo["role"]) == ("UA-65", "de facto authority")
    assert saldo["source"].startswith("V. Saldo")
    assert "at least 104,000 people" in saldo["quantities"]


def test_the_readme_says_what_the_picture_says(ukraine, package):
    about = gpd.read_file(package, layer="readme").set_index("key")["value"]
    assert about["title"] == ukraine.settings.title
    assert about["disclaimer"] == ukraine.settings.disclaimer
    assert about["dates"] == ", ".join(DATES)
    assert about["zone"] == "Kyiv time (Europe/Kyiv)"
    assert about["made_at"] == "2026-01-12T08:30+02:00"
    assert "12 reports shown of 12" in about["records"]
    assert "does not mean that power is on" in about["states"]
    assert all(source in about["sources"] for source in ukraine.settings.sources)
    assert about["not_placed"] == "none"


def test_substations_have_no_id_no_operator_and_no_exact_position(ukraine, package):
    stations = gpd.read_file(package, layer="substations")
    assert set(stations.columns) == {"name", "voltages_kv", "precision", "geometry"}
    exact, _ = read_substations(UKRAINE / "substations.csv")
    assert len(stations) == len(exact) == 20
    generalised = ukraine.substations.geometry
    assert {(p.x, p.y) for p in stations.geometry} <= {(p.x, p.y) for p in generalised}
    content = package.read_bytes()
    for secret in {*exact["id"], *filter(None, exact["operator"])} - set(exact["name"]):
        assert f'"{secret}"'.encode() not in content
        assert not len(secret) > 5 or secret.encode() not in content


def test_substations_are_there_as_the_map_shows_them(ukraine, tmp_path):
    def layers(**view) -> dict[str, int]:
        path = tmp_path / "d.gpkg"
        path.write_bytes(gpkg_of(asked(ukraine, JANUARY, **view)))
        return {name: len(gpd.read_file(path, layer=name)) for name, _ in pyogrio.list_layers(path)}

    assert "substations" not in layers(layers=("regions",))
    great = sum(max(kvs) >= 500 for kvs in ukraine.substations["voltages_kv"])
    assert 0 < layers(min_kv=500)["substations"] == great < 20


def test_the_table_says_of_each_region_without_report_that_there_is_none(rows):
    for day, silent in zip(DATES, (25, 27, 25), strict=True):
        of_day = rows[rows["date"] == day]
        without = of_day[of_day["state"] == "no_report"]
        assert (of_day["code"].nunique(), without["code"].nunique(), len(without)) == (27, silent, silent)
        assert (without["record_id"] == "").all()
        assert (of_day.loc[of_day["state"] != "no_report", "record_id"] != "").all()


def test_figures_in_the_table_are_whole_numbers(rows):
    kherson = rows[(rows["code"] == "UA-65") & (rows["date"] == JUNE)].iloc[0]
    figures = ("people_low", "people_high", "settlements_low", "settlements_high", "facilities_high", "customers_low")
    assert [kherson[name] for name in figures] == ["104000", "", "150", "150", "44", ""]


def test_every_statement_is_a_row_of_its_region_and_date(ukraine, rows):
    assert sorted(rows.loc[rows["record_id"] != "", "record_id"]) == sorted(ukraine.reports["record_id"])
    assert set(rows.loc[rows["record_id"] == "B1", "state"]) == {"nearly_all"}
    assert set(rows["disclaimer"]) == {ukraine.settings.disclaimer}
    assert set(rows["title"]) == {ukraine.settings.title}
    assert set(rows["made_at"]) == {"2026-01-12T08:30+02:00"}


def test_the_table_opens_in_a_spreadsheet_with_its_letters_whole(ukraine):
    content = csv_of(asked(ukraine, JANUARY))
    assert content.startswith(b"\xef\xbb\xbf"), "without the mark a spreadsheet misreads Cyrillic"
    assert b"\r" not in content
    assert content.count(b"\n") == 1 + 25 + 7


def test_a_record_that_is_not_on_the_map_is_listed_with_its_reason(odd, tmp_path):
    table = table_of(csv_of(asked(odd, "2030-05-01")))
    lost = table[table["not_placed"] != ""]
    (told,) = lost["not_placed"]
    assert told.startswith("lost: no region or place is known as 'Atlantis'")
    assert (lost[["code", "state", "record_id"]] == "").all(axis=None)
    (tmp_path / "d.gpkg").write_bytes(gpkg_of(asked(odd, "2030-05-01")))
    readme = gpd.read_file(tmp_path / "d.gpkg", layer="readme").set_index("key")["value"]
    assert readme["not_placed"] == told


def test_no_cell_of_the_table_is_run_as_a_formula_and_none_is_lost(odd):
    table = table_of(csv_of(asked(odd, "2030-05-01")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for column in table for cell in table[column])
    assert {"'=1+1", "b"} <= set(table["record_id"])
    assert {"'@SUM(A1)", "'-Press"} <= set(table["source"])
    assert "'=HYPERLINK(\"http://x\")" in set(table["summary"])
    assert 'She said: "out"; all\nof it, today' in set(table["summary"])
    assert "'=B" in set(table["name"])
    assert set(table["title"]) == {"'+Squares"}


def test_a_finer_level_has_its_own_regions(tmp_path):
    dataset = two_levels({"region_code": "AWest"})
    path = tmp_path / "d.gpkg"
    path.write_bytes(gpkg_of(asked(dataset, JANUARY, level=2)))
    regions = gpd.read_file(path, layer="regions").set_index("code")
    assert regions["state"][regions["state"] != "no_report"].to_dict() == {"AWest": "all"}
    assert regions.geometry["AWest"].bounds == (0.0, 0.0, 0.5, 1.0)


def test_a_dataset_without_reports_still_has_all_its_tables(tmp_path):
    folder = write_folder(tmp_path / "w", [])
    path = tmp_path / "d.gpkg"
    request = asked(read_dataset(folder), "2030-05-01")
    path.write_bytes(gpkg_of(request))
    assert gpd.read_file(path, layer="regions")["state"].tolist() == ["no_report"] * 4
    assert len(gpd.read_file(path, layer="statements")) == 0
    assert table_of(csv_of(request))["state"].tolist() == ["no_report"] * 4
