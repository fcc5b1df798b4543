"""Districts inside regions: a report colours its district, and makes its region part; a report on a region stays on its level."""

import csv
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.dataset import Dataset, at_level, level_numbers, outlined_codes
from geo.errors import UsageError
from geo.places import regions_from
from geo.read import assemble, read_dataset
from geo.reports import reports_from
from geo.situation import situation_of
from geo.situation.account import account_of
from geo.states import STATE_BITS, State
from geo.view import View, parse_date
from tests.conftest import FIXTURES, UKRAINE
from tests.geo.worlds import REPORT, places, settings, squares, table, write_folder

DAY = "2026-01-07"


def districts() -> gpd.GeoDataFrame:
    """Each square of one degree has a western and an eastern half."""
    halves = [(f"{name}{side}", f"{side}ern {name} district", name, shapely.box(i + x, 0, i + x + 0.5, 1))
              for i, name in enumerate("ABC") for side, x in (("West", 0.0), ("East", 0.5))]
    codes, names, parents, shapes = zip(*halves, strict=True)
    return gpd.GeoDataFrame({"code": codes, "name": names, "parent": parents, "level": 2}, geometry=list(shapes), crs="EPSG:4326")


def two_levels(*rows: dict[str, str], finer: gpd.GeoDataFrame | None = None) -> Dataset:
    chosen = settings()
    return assemble(
        chosen, regions=regions_from(squares())[0], finer=[regions_from(districts() if finer is None else finer)[0]],
        gazetteer=places({"place_id": "p", "name": "Easton", "region_code": "A", "lon": "0.75", "lat": "0.5"}),
        reports=reports_from(table(REPORT | row for row in rows), zone=chosen.zone),
    )  # fmt: skip


def states(dataset: Dataset, level: int | None, day: str = DAY) -> dict[str, State]:
    shown = situation_of(dataset, View(date=parse_date(day), level=level)).regions
    return {one.code: one.state for one in shown if one.state}


@pytest.mark.parametrize("row", [{"place": "Western A district"}, {"region_code": "AWest"}, {"lon": "0.2", "lat": "0.5"}])
def test_a_report_about_a_district_colours_it_and_makes_its_region_part(row):
    dataset = two_levels(row)
    assert states(dataset, 1) == {"A": State.PART}
    assert set(states(dataset, 2)) == {"AWest"}


def test_a_finer_level_outlines_what_was_reported_of_a_whole_region_and_not_what_follows_from_its_districts():
    dataset = two_levels({"region_code": "AWest"}, {"region_code": "B", "extent": "part"},
                         {"region_code": "C", "scope": "the north"})
    outlined = outlined_codes(dataset, 2)
    assert [State(code & STATE_BITS) for code in outlined[0]] == [State.NO_REPORT, State.PART, State.NO_REPORT]
    wider = situation_of(dataset, View(date=parse_date(DAY), level=2)).wider
    assert [(one.code, one.state, one.of_scope) for one in wider] == [("B", State.PART, ""), ("C", State.PART, "the north: all")]
    assert states(dataset, 1) == {"A": State.PART, "B": State.PART, "C": State.PART}
    assert outlined_codes(dataset, 1) is None


@pytest.mark.long
def test_a_whole_district_is_all_on_its_own_level_and_a_point_in_it_is_part():
    assert states(two_levels({"region_code": "AWest"}), 2) == {"AWest": State.ALL}
    assert states(two_levels({"place": "Easton"}), 2) == {"AEast": State.PART}


def test_a_report_about_a_region_is_not_spread_over_its_districts_but_listed_there():
    dataset = two_levels({"region_code": "A"})
    assert states(dataset, 1) == {"A": State.ALL}
    assert states(dataset, 2) == {}
    listed = situation_of(dataset, View(date=parse_date(DAY), level=2)).unplaced
    assert listed == (("r0", "it speaks of its region, or of a part of it that is no district"),)
    assert account_of(dataset).unplaced == ()


def test_the_level_does_not_change_the_totals():
    dataset = two_levels({"region_code": "A", "people": "100"}, {"region_code": "BWest", "people": "50"})
    totals = [situation_of(dataset, View(date=parse_date(DAY), level=level)).totals["people"] for level in (1, 2)]
    assert totals[0] == totals[1]


ENDED_ABOVE = ({"region_code": "BWest"},
               {"region_code": "B", "extent": "none", "started_at": "2026-01-09", "source": "Ministry"})


def test_news_of_a_region_ends_what_was_said_of_its_district_on_its_own_level_only():
    dataset = two_levels(*ENDED_ABOVE)
    assert states(dataset, 1, "2026-01-09") == {"B": State.POWER_ON}
    ages = {}
    for day in ("2026-01-07", "2026-01-08", "2026-01-09", "2026-01-10"):
        shown = situation_of(dataset, View(date=parse_date(day), level=2)).regions
        ages[day] = {one.code: (one.state, one.age, one.statements) for one in shown if one.state}
    assert ages == {day: {"BWest": (State.ALL, age, (0,))} for day, age in
                    {"2026-01-07": None, "2026-01-08": 1, "2026-01-09": 2, "2026-01-10": 3}.items()}


def test_a_district_without_a_named_parent_gets_it_by_position():
    dataset = two_levels({"region_code": "CEast"}, finer=districts().drop(columns="parent"))
    assert states(dataset, 1) == {"C": State.PART}


def test_a_level_that_is_missing_is_told_with_those_there_are():
    dataset = two_levels({"region_code": "A"})
    assert level_numbers(dataset) == (1, 2)
    with pytest.raises(UsageError, match="Its levels are 1, 2"):
        at_level(dataset, 3)


@pytest.mark.long
def test_levels_are_read_from_one_file_or_from_two(tmp_path: Path):
    rows = "record_id,region_code,source,source_role,extent,started_at\nx,AWest,Grid,operator,all,2026-01-07\n"
    both = pd.concat([squares().assign(level=1), districts()])
    one = read_dataset(write_folder(tmp_path / "one", regions=gpd.GeoDataFrame(both, crs="EPSG:4326").to_json(), outages=rows))
    folder = write_folder(tmp_path / "two", outages=rows)
    (folder / "districts.geojson").write_text(districts().drop(columns="level").to_json(), encoding="utf-8")
    text = (folder / "dataset.toml").read_text(encoding="utf-8")
    (folder / "dataset.toml").write_text(text + 'finer_regions = "districts.geojson"\n', encoding="utf-8")
    for dataset in (one, read_dataset(folder)):
        assert level_numbers(dataset) == (1, 2)
        assert states(dataset, 2) == {"AWest": State.ALL}


@pytest.mark.long
def test_real_intervals_are_each_placed_or_listed(tmp_path: Path):
    folder = real_folder(tmp_path / "real")
    dataset = read_dataset(folder)
    account = account_of(dataset)
    reports = account.of("reports")
    assert reports.read == 174
    assert sum(reports.outcomes.values()) == reports.read
    assert reports.outcomes["by name"] == 174, "in whichever column the place stands"
    assert all(reason for _, reason in account.off_map)
    finer = at_level(dataset, 2)
    spoken_of = finer.regions["name"][(finer.timeline.codes > 0).any(axis=0)]
    assert set(spoken_of) == {f"{name} Raion" for name in ("Kremenchuk", "Lubny", "Myrhorod", "Poltava")}


def real_folder(folder: Path) -> Path:
    """Map boundaries and intervals to the contract, over the bundled regions and names of Ukraine."""
    folder.mkdir()
    for name in ("regions.geojson", "gazetteer.csv", "settlements.csv", "dataset.toml"):
        (folder / name).write_bytes((UKRAINE / name).read_bytes())
    shapes = json.loads((FIXTURES / "raions_of_poltava.geojson").read_text(encoding="utf-8"))
    for feature in shapes["features"]:
        known = feature["properties"]
        stem = (known["name:en"] or known["name"]).replace(" Raion", "")
        feature["properties"] = {"code": known["katotth"] or known["@id"], "name": known["name:en"] or known["name"], "level": 2,
                                 "other_names": "; ".join(filter(None, [known["name"], f"{stem} raion"]))}  # fmt: skip
    (folder / "raions.geojson").write_text(json.dumps(shapes), encoding="utf-8")
    with (FIXTURES / "air_raids_poltava.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    with (folder / "outages.csv").open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        writer.writerow(["record_id", "place", "scope", "extent", "started_at", "ended_at", "source", "source_role"])
        for i, row in enumerate(rows):
            place = {"oblast": row["oblast"], "raion": row["raion"]}.get(row["level"]) or row["raion"] or row["oblast"]
            writer.writerow([i, place, row["hromada"], "all", row["started_at"], row["finished_at"], "Air force", "official"])
    toml = (folder / "dataset.toml").read_text(encoding="utf-8")
    for left_out in ('basemap = "basemap.geojson"\n', 'substations = "substations.csv"\n'):
        toml = toml.replace(left_out, "")
    toml = toml.replace("[files]\n", '[files]\nfiner_regions = "raions.geojson"\n')
    (folder / "dataset.toml").write_text(toml, encoding="utf-8")
    return folder


def test_outlines_are_a_byte_each_whatever_flags_other_regions_have():
    dataset = two_levels({"region_code": "B", "extent": "part"}, {"region_code": "C", "extent": "unknown"})
    assert dataset.timeline.codes.dtype == np.uint16
    outlined = outlined_codes(dataset, 2)
    assert outlined.dtype == np.uint8
    assert [State(code & STATE_BITS) for code in outlined[0]] == [State.NO_REPORT, State.PART, State.NO_REPORT]
