"""The dataset of a country from its name alone: regions, neighbourhood, places, zone, words, lines that are not agreed."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from briefing.export import html_of
from geo.countries import find_country, lend
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.localised import localised
from geo.names import candidates, is_asked
from geo.new_dataset import planned, written
from geo.places.world import read_countries, read_world
from geo.read import read_dataset
from geo.situation import situation_of
from geo.table_guess import Given
from geo.view import View
from layers.insets import names_of
from layers.statements import words_of
from layers.title import headline_of
from layers.topology import encode
from tests.conftest import UKRAINE
from tests.geo.worlds import squares

EVERY = read_countries()["code"].tolist()
SAMPLE = ["NG", "LB", "FJ", "XK", "PR", "AX"]
FOUND, SURE = 0.98, 0.9
MOST_MB = 600
SEAM_DEG = 0.06


def made(folder: Path, country: str, **given: object) -> tuple[Dataset, tuple[str, ...]]:
    """Make the dataset of a country; return it with what was told."""
    plan = planned(Given(country=country, **given))
    written(plan, folder / "dataset")
    return read_dataset(folder / "dataset"), plan.told


def land_of(dataset: Dataset) -> shapely.Geometry:
    return dataset.basemap.query("kind == 'land'").geometry.iat[0]


@cache
def points_abroad() -> np.ndarray:
    """A point within each region of the world that is no speck."""
    world = read_world("regions")
    return np.asarray(world.geometry[world["area_km2"] > 300].representative_point().to_numpy())


def check_territory(folder: Path, code: str) -> None:
    """A territory opens: its regions are one coverage, land abroad is no sea, its names find it, its page is written."""
    dataset, _ = made(folder, code)
    regions, land = dataset.regions, land_of(dataset)
    assert dataset.settings.code == code
    assert dataset.repairs == ()
    assert shapely.coverage_is_valid(regions.geometry.to_numpy())
    assert shapely.difference(shapely.union_all(regions.geometry.to_numpy()), land).area < 1e-4
    inner = points_abroad()
    for part in encode(dataset).grid.parts:  # the main body, and what lies far off in boxes of their own
        left, top, right, bottom = part.box
        x, y = part.exact(shapely.get_coordinates(inner)).T
        shown = inner[(x > left) & (x < right) & (y > top) & (y < bottom)]
        assert shapely.distance(shown, land).max(initial=0.0) < SEAM_DEG
    columns = regions[["code", "name", "short_name", "other_names"]].itertuples(index=False)
    names = [(region, written) for region, name, short, others in columns for written in dict.fromkeys((name, short, *others))]
    first = [(region, name, candidates(dataset.places, name)) for region, name in names]
    missed = [(region, name, hits) for region, name, hits in first if not hits or hits[0].code != region]
    assert len(missed) <= (1 - FOUND) * len(names) or len(missed) <= 1, missed
    assert [one for one in missed if one[2] and one[2][0].confidence > SURE and not is_asked(one[2])] == []
    assert html_of(dataset, View()).startswith(b"<!DOCTYPE html>")


@pytest.mark.long
@pytest.mark.parametrize("code", SAMPLE)
def test_a_territory_opens_with_its_neighbours_and_all_its_names(tmp_path: Path, code: str):
    check_territory(tmp_path, code)


@pytest.mark.long
@pytest.mark.parametrize("code", [code for code in EVERY if code not in SAMPLE])
def test_every_territory_opens_with_its_neighbours_and_all_its_names(tmp_path: Path, code: str):
    check_territory(tmp_path, code)


@pytest.mark.long
def test_a_country_without_a_table_has_an_empty_one_to_fill(tmp_path: Path):
    dataset, told = made(tmp_path, "Нігерія")
    assert dataset.settings.title == "Nigeria: reported power outages"
    assert dataset.settings.zone.key == "Africa/Lagos"
    assert len(dataset.reports) == 0
    with (tmp_path / "dataset" / "outages.csv").open("a", encoding="utf-8") as file:
        file.write("r1,Kano,all,2026-11-24,,,,,Grid office,operator,,\n")
    placed = read_dataset(tmp_path / "dataset")
    assert placed.regions["code"].iloc[placed.placement.region].tolist() == ["NG-KN"]
    assert any("37 regions" in line for line in told)


@pytest.mark.long
def test_a_table_beside_a_country_is_mapped(tmp_path: Path):
    table = tmp_path / "table.csv"
    table.write_text("state,time,customers_out\nKano State,2026-11-24 10:00,40\nLagos,2026-11-24 10:00,7\n", encoding="utf-8")
    dataset, _ = made(tmp_path, "NG", outages=table)
    assert dataset.count_summary is not None
    assert dataset.settings.title == "Nigeria: reported power outages"


def test_a_city_or_its_region_is_named_once(tmp_path: Path):
    table = tmp_path / "table.csv"
    table.write_text("place,extent,since,source\nOslo,all,2026-11-24,Grid\n", encoding="utf-8")
    dataset, _ = made(tmp_path, "NO", outages=table)
    assert headline_of(dataset, situation_of(dataset, View())) == "Without power: part of Oslo (city or region: all)."
    assert words_of(dataset, 0).where == "Oslo, city or region"


def test_nobody_out_in_a_city_that_is_a_region_is_power_on_there(tmp_path: Path):
    table = tmp_path / "table.csv"
    rows = "м. Київ,2026-11-24 10:00,0\nКиївська,2026-11-24 10:00,7\n"
    table.write_text("Область,Дата,Знеструмлено споживачів\n" + rows, encoding="utf-8")
    dataset, _ = made(tmp_path, "UA", outages=table)
    states = {one.code: one.state.word for one in situation_of(dataset, View()).regions if one.state > 0}
    assert states == {"UA-30": "power_on", "UA-32": "part"}


@pytest.mark.long
@pytest.mark.parametrize(("header", "whole"), [("Region", True), ("state affected", True), ("Place", False)])
def test_a_column_called_region_names_regions_and_no_city_of_the_same_name(tmp_path: Path, header: str, whole: bool):
    table = tmp_path / "table.csv"
    rows = [f"{header},extent,since,source", "Istok,all,2026-11-24,Grid", "Skenderaj/Srbica,all,2026-11-24,Grid"]
    table.write_text("\n".join(rows), encoding="utf-8")
    dataset, _ = made(tmp_path, "XK", outages=table)
    assert dataset.regions["name"].iloc[dataset.placement.region].tolist() == ["Istok", "Skenderaj/Srbica"]
    assert (dataset.placement.inside[0] == "") == whole
    assert dataset.placement.inside[1] == ""


@pytest.mark.long
def test_a_country_of_several_zones_takes_the_capital_s_and_says_so(tmp_path: Path):
    dataset, told = made(tmp_path, "Chile")
    assert dataset.settings.zone.key == "America/Santiago"
    assert any("Pacific/Easter" in line and "--zone" in line for line in told)
    assert "America/Santiago" in dataset.settings.disclaimer
    chosen, _ = made(tmp_path / "other", "Chile", zone="Pacific/Easter")
    assert chosen.settings.zone.key == "Pacific/Easter"
    assert "America/Santiago" not in chosen.settings.disclaimer


@pytest.mark.long
def test_lines_that_are_not_agreed_are_drawn_and_listed(tmp_path: Path):
    dataset, told = made(tmp_path, "IN")
    lines = dataset.basemap.query("kind == 'disputed'")
    assert shapely.length(lines.geometry.to_numpy()).sum() > 5
    for said in (dataset.settings.disclaimer, " ".join(told)):
        assert "Line of Control" in said
        assert "Falkland" not in said
    assert "do not imply the expression of any opinion" in dataset.settings.disclaimer


def test_what_is_said_of_lines_that_are_not_agreed_is_said_in_ukrainian_too(tmp_path: Path):
    dataset = localised(made(tmp_path, "LB")[0], "uk")
    assert "Лінія між Ізраїлем і Ліваном" in dataset.settings.disclaimer
    assert "line of withdrawal" not in dataset.settings.disclaimer


def test_a_line_that_is_agreed_is_not_dashed(tmp_path: Path):
    dataset, _ = made(tmp_path, "SM")
    assert set(dataset.basemap["kind"]) == {"land", "border", "country"}
    assert "Dashed" not in dataset.settings.disclaimer


@pytest.mark.long
def test_kiribati_is_framed_by_the_group_where_most_people_live_and_the_others_stand_in_boxes(tmp_path: Path):
    dataset, told = made(tmp_path, "Kiribati")
    assert dataset.regions["code"].tolist() == ["KI-G", "KI-L", "KI-P"]
    west, south, east, north = dataset.settings.frame
    assert 172 < west < 173 < 176.8 < east < 178, "all of the Gilbert Islands, but for Banaba"
    assert -4 < south < -2.6 < 3.2 < north < 4
    assert not any("not in the first view" in line for line in told)
    drawn = {code for part in encode(dataset).grid.parts for code in dataset.regions["code"].iloc[list(part.regions)]}
    assert {"KI-L", "KI-P"} <= drawn


@pytest.mark.long
@pytest.mark.parametrize("country", ["MV", "CK", "TO"])
def test_a_view_of_atolls_is_not_drawn_so_close_that_a_region_is_lost(tmp_path: Path, country: str):
    _, told = made(tmp_path, country)
    assert not any("not in the first view" in line for line in told)


@pytest.mark.long
@pytest.mark.parametrize(("country", "neighbour"), [("FR", "DE"), ("NO", "IS"), ("CL", "AR")])
def test_a_neighbour_may_be_named_at_many_points_of_its_own_land(tmp_path: Path, country: str, neighbour: str):
    dataset, _ = made(tmp_path, country)
    (points,) = dataset.basemap.query("kind == 'country' and code == @neighbour").geometry
    land = shapely.union_all(read_world("regions", country=neighbour).geometry.to_numpy())
    spots = shapely.get_parts(points)
    assert len(spots) >= 8
    assert shapely.distance(spots, land).max() < 0.1


@pytest.mark.long
def test_what_lies_far_off_needs_no_frame_for_it_has_a_box_of_its_own(tmp_path: Path):
    dataset, told = made(tmp_path, "Norway")
    assert dataset.settings.frame is None
    assert not any("not in the first view" in line for line in told)
    assert {"Svalbard", "Bouvet Island"} <= {names_of(part, dataset.regions)[0] for part in encode(dataset).grid.parts[1:]}


def test_a_country_on_both_sides_of_180_is_framed_by_its_main_body(tmp_path: Path):
    """The Aleutians lie across 180 degrees: the contiguous states are the main body all the same."""
    dataset, told = made(tmp_path, "US")
    assert dataset.settings.frame is None
    assert not any("not in the first view" in line for line in told)
    assert {"Alaska", "Puerto Rico"} <= {names_of(part, dataset.regions)[0] for part in encode(dataset).grid.parts[1:]}


@pytest.mark.long
def test_a_territory_of_another_country_is_a_map_of_its_own(tmp_path: Path):
    dataset, _ = made(tmp_path, "Guadeloupe")
    assert dataset.regions["code"].tolist() == ["FR-971"]
    assert "Guadeloupe" not in set(dataset.basemap["name"])
    assert {"FR-971", "FR-59"} <= set(lend(find_country("FR")).regions["code"])


@pytest.mark.long
def test_own_boundaries_win_and_get_the_neighbourhood(tmp_path: Path):
    dataset, _ = made(tmp_path, "Ukraine", boundaries=UKRAINE / "regions.geojson")
    ours = gpd.read_file(UKRAINE / "regions.geojson")
    assert set(dataset.regions["code"]) == set(ours["code"])
    assert land_of(dataset).covers(shapely.Point(21.0, 52.2)), "Warsaw is on land"
    assert set(dataset.gazetteer["region_code"]) <= set(ours["code"])


@pytest.mark.long
def test_boundaries_whose_codes_and_land_are_a_country_s_get_its_neighbourhood(tmp_path: Path):
    plan = planned(Given(boundaries=UKRAINE / "regions.geojson"))
    written(plan, tmp_path / "dataset")
    dataset = read_dataset(tmp_path / "dataset")
    assert dataset.settings.code == "UA"
    assert "Poland" in set(dataset.basemap["name"])


def test_boundaries_that_only_look_like_a_country_s_get_none(tmp_path: Path):
    frame = squares("ABC")
    frame["code"] = [f"NG-{code}" for code in frame["code"]]
    frame.to_file(tmp_path / "own.geojson", driver="GeoJSON")
    plan = planned(Given(boundaries=tmp_path / "own.geojson"))
    assert dict(plan.lent) == {}


@pytest.mark.long
def test_raw_boundaries_of_natural_earth_are_known_by_their_iso_codes_and_all_their_names(tmp_path: Path):
    units = read_world("regions", country="PK")
    raw = units[["geometry"]].assign(
        fips=[f"PK0{at}" for at in range(len(units))], iso_3166_2=units["code"], iso_a2="PK", admin="Pakistan",
        cont_name="Asia", name=[f"Subah {name}" for name in units["name"]], name_en=units["name"])  # fmt: skip
    raw.to_file(tmp_path / "raw.geojson", driver="GeoJSON")
    plan = planned(Given(boundaries=tmp_path / "raw.geojson"))
    written(plan, tmp_path / "dataset")
    dataset = read_dataset(tmp_path / "dataset")
    assert dataset.regions["code"].tolist() == sorted(units["code"])
    assert dataset.settings.code == "PK"
    assert candidates(dataset.places, "Asia") == ()
    for code, name in zip(units["code"], units["name"], strict=True):
        assert [candidates(dataset.places, one)[0].code for one in (name, f"Subah {name}")] == [code, code]
    assert land_of(dataset).covers(shapely.Point(77.2, 28.6)), "Delhi is on land"


def test_codes_of_one_country_name_it_where_its_land_is_another(tmp_path: Path):
    frame = squares("ABC")
    frame["code"] = [f"NG-{code}" for code in frame["code"]]
    frame.to_file(tmp_path / "own.geojson", driver="GeoJSON")
    assert 'code = "NG"' in planned(Given(boundaries=tmp_path / "own.geojson")).toml


def test_a_template_and_a_country_are_one_too_many():
    with pytest.raises(UsageError, match="either a template or a country"):
        planned(Given(country="NG", template="us-counties"))


def test_the_command_line_makes_the_dataset_of_a_country(run, tmp_path: Path):
    code, out, told = run("new", tmp_path / "own", "--country", "Lebanon")
    assert code == 0, told
    assert "Lebanon (LB)" in out
    code, _, told = run("new", tmp_path / "other", "--country", "Korea")
    assert code == 2
    assert "North Korea (KP), South Korea (KR)" in told


@pytest.mark.long
def test_no_country_takes_more_memory_than_a_small_machine_has(tmp_path: Path):
    """Where Linux says the peak of a process itself, that is asked: what `resource` says begins with the parent's."""
    program = ("import resource, sys\nfrom pathlib import Path\nfrom geo.new_dataset import Given, planned, written\n"
               "from geo.read import read_dataset\nfolder, status = Path(sys.argv[1]), Path('/proc/self/status')\n"
               "written(planned(Given(country='RU')), folder)\nread_dataset(folder)\n"
               "linux = status.exists() and status.read_text().partition('VmHWM:')[2].split()[0]\n"
               "print(linux or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", program, tmp_path / "dataset"], capture_output=True, text=True, check=True)
    assert int(done.stdout) / 1024 < MOST_MB


def test_a_country_is_one_region_at_level_0_and_bears_its_names(tmp_path: Path) -> None:
    dataset, _ = made(tmp_path, "Malta", level=0)
    assert dataset.regions["code"].tolist() == ["MT"]
    assert set(dataset.gazetteer["region_code"]) == {"MT"}
    assert {candidates(dataset.places, name)[0].code for name in ("Malta", "Мальта", "Malte", "MT")} == {"MT"}
    parts = lend(find_country("MT")).regions.geometry.to_numpy()
    assert shapely.area(dataset.regions.geometry.to_numpy()) == pytest.approx(shapely.area(parts).sum(), rel=1e-3)


def test_a_level_that_the_world_has_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(UsageError, match=r"Invalid level 2.*Use 1 for the regions of Malta.*or 0 .*--boundaries"):
        lend(find_country("MT"), level=2)
    with pytest.raises(UsageError, match="--level chooses among the regions of --country"):
        planned(Given(level=1))


def test_a_country_says_its_title_limits_and_names_in_the_other_language_too(tmp_path):
    dataset, _ = made(tmp_path, "NO")
    other = localised(dataset, "uk")
    assert other.settings.title == "Норвегія: повідомлення про знеструмлення"
    assert other.settings.zone_name == "час зони Europe/Oslo"
    assert other.settings.disclaimer.startswith("Карта показує, про що повідомлено і ким.")
    assert all(source.startswith(("Регіони", "Основа карти", "Населені пункти")) for source in other.settings.sources)
    assert "Швеція" in set(other.basemap["name"])
    assert other.regions.set_index("code").loc["NO-01", ["name", "short_name"]].tolist() == ["Естфол", "Естфол"]
    assert dataset.settings.title == "Norway: reported power outages"


def test_a_name_of_today_that_an_older_region_bears_is_told() -> None:
    told = "\n".join(map(str, planned(Given(country="Nepal")).told))
    assert "Bagmati Zone (NP-BA) for Bāgmatī NP-P3" in told
