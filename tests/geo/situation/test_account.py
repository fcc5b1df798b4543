from pathlib import Path

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from geo.read import read_dataset
from geo.situation.account import ASKED, account_of, as_data, in_words
from tests.geo.worlds import places, squares, stations, world, write_folder


def test_every_way_of_placing_a_report_is_counted_apart() -> None:
    account = account_of(world({"region_code": "A"}, {"lon": "0.5", "lat": "0.5"}, {"substation": "North"}, {"place": "Bland"},
                               {"place": "Atlantis"}, substations=stations({"id": "1", "name": "North"})))  # fmt: skip
    reports = account.of("reports")
    assert reports.outcomes == {"by code": 1, "by point": 1, "by substation": 1, "by name": 1, "asked": 0, "unplaced": 1}
    assert reports.read == 5
    line = "reports: 5 read = 4 placed (1 by code, 1 by point, 1 by substation, 1 by name) + 1 unplaced"
    assert line in in_words(account)
    assert [record for record, _ in account.off_map] == ["r4"]


def test_what_somebody_must_be_asked_about_is_listed_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = world({"region_code": "A"}, {"place": "Atlantis"}, {"place": "Springfield"})
    dataset.placement.reason[2] = f"{ASKED} which Springfield?"
    account = account_of(dataset)
    assert account.asked == (("r2", "asked: which Springfield?"),)
    assert [record for record, _ in account.unplaced] == ["r1"]
    assert "reports: 3 read = 1 placed (1 by code) + 1 asked + 1 unplaced" in in_words(account)
    assert "  r2: asked: which Springfield?" in in_words(account)
    assert as_data(account)["asked"] == [{"record_id": "r2", "reason": "asked: which Springfield?"}]


def test_a_repaired_region_is_counted_and_named(tmp_path: Path) -> None:
    areas = squares("AB")
    areas.loc[0, "geometry"] = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])  # a bow tie
    account = account_of(read_dataset(write_folder(tmp_path / "bow", regions=areas.to_json())))
    regions = account.of("regions")
    assert (regions.read, regions.outcomes) == (2, {"kept": 1, "repaired": 1})
    assert "regions: 2 read = 1 kept + 1 repaired" in in_words(account)
    assert regions.notes[0].startswith("A: geometry repaired")


def test_a_substation_outside_every_region_is_named_and_nothing_else_of_it() -> None:
    far = {"id": "S-77", "name": "Far", "lon": "9.123456", "lat": "50.654321"}
    account = account_of(world(substations=stations({"id": "1", "name": "Near"}, far)))
    found = account.of("substations")
    assert (found.read, found.outcomes) == (2, {"kept": 1, "outside": 1})
    assert found.notes == ("Far: outside every region",)
    assert "S-77" not in str(as_data(account))
    assert "123456" not in str(as_data(account))


def test_rows_of_counts_are_used_or_unplaced() -> None:
    counts = pd.DataFrame({"region_code": ["A", "Z"], "time": "2026-01-07T12:00", "customers_out": "5", "customers_total": "10"})
    account = account_of(world(counts=counts))
    assert account.of("counts").outcomes == {"used": 1, "unplaced": 1}
    assert account.unplaced == (("row 3", "the dataset has no region with the code 'Z'"),)


def test_the_account_names_the_files_of_the_folder(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "squares", substations="id,name,voltages_kv,lon,lat\n1,North,330,0.5,0.5\n")
    data = as_data(account_of(read_dataset(folder)))
    assert [(one["file"], one["read"]) for one in data["files"]] == [("regions.geojson", 3), ("substations.csv", 1)]  # type: ignore[attr-defined]
    assert set(data) == {"files", "asked", "unplaced", "rejected"}


def test_of_a_kind_of_reason_ten_are_named_and_how_many_more() -> None:
    account = account_of(world(*({"region_code": f"Q{n}"} for n in range(12)), {"place": "Atlantis"}))
    lines = in_words(account)
    assert sum("no region with the code" in line for line in lines) == 11
    assert "  ... and 2 more: the dataset has no region with the code …" in [line.rstrip() for line in lines]
    assert any("Atlantis" in line for line in lines)
    assert len(as_data(account)["unplaced"]) == 13  # type: ignore[arg-type]


def test_many_notes_are_cut_short_in_words_and_whole_in_data() -> None:
    far = stations(*({"id": str(n), "name": f"S{n}", "lon": str(20 + n)} for n in range(30)))
    account = account_of(world(substations=far))
    assert "  ... and 10 more: check --json tells all" in in_words(account)
    assert len(account.of("substations").notes) == 30


REPORTS = st.fixed_dictionaries({}, optional={
    "region_code": st.sampled_from(["A", "B", "Q", ""]), "lon": st.sampled_from(["0.5", "77"]), "lat": st.just("0.5"),
    "substation": st.sampled_from(["North", "Twin", "None", ""]), "place": st.sampled_from(["Aland", "Alpha", "Nowhere", ""]),
}).filter(lambda row: ("lon" in row) == ("lat" in row))  # fmt: skip
STATIONS = st.lists(st.tuples(st.sampled_from(["North", "Twin", "Far"]), st.sampled_from(["0.5", "1.5", "40"])), max_size=6)
COUNTS = st.lists(st.tuples(st.sampled_from(["A", "Q"]), st.sampled_from(["", "0", "7"])), max_size=5)


@pytest.mark.long
@hypothesis_settings(deadline=None, max_examples=12)
@given(st.lists(REPORTS, max_size=8), STATIONS, COUNTS)
def test_the_outcomes_of_every_file_add_up_to_what_was_read(
    rows: list[dict[str, str]], sites: list[tuple[str, str]], counted: list[tuple[str, str]]
) -> None:
    counts = pd.DataFrame(counted, columns=["region_code", "customers_out"], dtype=str)
    counts["time"] = [f"2026-01-0{n + 1}T12:00" for n in range(len(counts))]
    listed = [{"id": str(n), "name": name, "lon": lon} for n, (name, lon) in enumerate(sites)]
    dataset = world(*rows, counts=counts if counted else None, gazetteer=places({"name": "Alpha", "region_code": "A"}),
                    substations=stations(*listed) if sites else None)  # fmt: skip
    account = account_of(dataset)
    for one in account.files:
        assert sum(one.outcomes.values()) == one.read, one.what
    lost = sum(one.outcomes.get(outcome, 0) for one in account.files for outcome in ("asked", "unplaced"))
    assert lost == len(account.off_map)
    assert account.of("reports").read == len(rows) if rows else True
