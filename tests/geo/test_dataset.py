import os
import tempfile
from pathlib import Path

import hypothesis
import pandas as pd
import pytest
from geopandas.testing import assert_geodataframe_equal
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import CrsError, DataError
from geo.places import regions_from
from geo.read import assemble, read_dataset
from geo.sources import fingerprint
from geo.states import State
from tests.folders import name_in_toml
from tests.geo.worlds import places, reports, settings, squares, state, stations, world, write_folder

OUTAGES = "record_id,region_code,source,source_role,extent,started_at\n1,A,Grid office,operator,all,2026-01-07\n"


def test_a_folder_becomes_a_dataset(tmp_path: Path) -> None:
    dataset = read_dataset(write_folder(tmp_path / "squares", outages=OUTAGES))
    assert state(dataset, "2026-01-07", "A") == State.ALL
    assert state(dataset, "2026-01-07", "B") == State.NO_REPORT


def test_the_folder_may_be_named_by_a_text(tmp_path: Path) -> None:
    assert len(read_dataset(str(write_folder(tmp_path / "squares"))).regions) == 3


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "squares", outages=OUTAGES.replace("all", "total"), counts="region_code,time\nA,noon\n",
                          gazetteer="name\nAlpha\n", regions="{", substations="id\n1\n")  # fmt: skip
    with pytest.raises(DataError) as caught:
        read_dataset(folder)
    assert {fault.file for fault in caught.value.faults} == {
        "regions.geojson", "gazetteer.csv", "substations.csv", "outages.csv", "counts.csv",
    }  # fmt: skip


def test_frames_of_another_crs_are_refused_and_not_joined_to_nothing() -> None:
    regions, _ = regions_from(squares())
    metres = places({"name": "Alpha", "region_code": "A"}).to_crs("EPSG:3857")
    with pytest.raises(CrsError):
        assemble(settings(), regions=regions, gazetteer=metres)
    with pytest.raises(CrsError):
        assemble(settings(), regions=regions, substations=stations({"id": "1", "name": "x"}).to_crs("EPSG:3857"))


def test_assembling_leaves_its_parts_as_they_were() -> None:
    regions, _ = regions_from(squares())
    parts = {
        "regions": regions,
        "gazetteer": places({"name": "Alpha", "region_code": "A"}),
        "substations": stations({"id": "1", "name": "x"}),
    }
    rows = reports({"place": "Alpha"}, {"lon": "0.512345", "lat": "0.5"})
    before = {name: frame.copy(deep=True) for name, frame in parts.items()}
    rows_before = rows.copy(deep=True)
    assemble(settings(), reports=rows, **parts)
    pd.testing.assert_frame_equal(rows, rows_before)
    for name, frame in parts.items():
        assert_geodataframe_equal(frame, before[name])


def test_the_point_of_a_report_is_kept_no_finer_than_a_substations() -> None:
    row = {"lon": "0.512345", "lat": "0.587654"}
    assert world(row).reports[["lon", "lat"]].iloc[0].tolist() == [0.55, 0.55]
    allowed = world(row, sections={"substations": {"precision": "exact"}})
    assert allowed.reports[["lon", "lat"]].iloc[0].tolist() == [0.512345, 0.587654]


def test_the_fingerprint_changes_when_a_file_does(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "squares", outages=OUTAGES)
    before = fingerprint(folder)
    assert fingerprint(str(folder)) == before
    (folder / "outages.csv").write_text(OUTAGES + "\n", encoding="utf-8")
    changed = fingerprint(folder)
    os.utime(folder / "outages.csv", ns=(0, 0))
    assert len({before, changed, fingerprint(folder)}) == 3


WHOLE = {
    "outages": OUTAGES + "2,B,Grid office,operator,part,2026-01-08\n",
    "gazetteer": "place_id,name,kind,lon,lat,population,region_code,other_names\n1,Alpha,city,0.5,0.5,1000,A,Alfa\n",
    "substations": "id,name,voltages_kv,lon,lat\n1,North,330;110,0.5,0.5\n",
    "counts": "region_code,time,customers_out\nA,2026-01-07T10:00Z,100\n",
}


@hypothesis.settings(deadline=None)  # files are written and read
@given(file=st.sampled_from(["dataset.toml", "regions.geojson", *(f"{name}.csv" for name in WHOLE)]), share=st.floats(0, 1))
@pytest.mark.long
def test_a_file_cut_anywhere_is_read_or_told_and_never_a_crash(file: str, share: float) -> None:
    with tempfile.TemporaryDirectory() as home:
        folder = write_folder(Path(home) / "squares", **WHOLE)
        whole = (folder / file).read_bytes()
        (folder / file).write_bytes(whole[: int(len(whole) * share)])
        told, records = read_or_told(folder)
    assert (file in told or folder.name in told) if told else records <= 2


def read_or_told(folder: Path) -> tuple[str, int]:
    """The words of the refusal, or "" and how many reports there are."""
    try:
        return "", len(read_dataset(folder).reports)
    except DataError as error:
        return str(error), 0


def test_the_fingerprint_sees_a_change_that_keeps_size_and_times(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "d", outages="record_id,region_code,source,extent\n1,A,x,all \n")
    before, path = fingerprint(folder), folder / "outages.csv"
    times = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("all ", "none"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert fingerprint(folder) != before


def test_the_fingerprint_sees_a_file_in_a_folder_within(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "d")
    (folder / "tables").mkdir()
    table = folder / "tables" / "outages.csv"
    table.write_text("record_id\n", encoding="utf-8")
    before = fingerprint(folder)
    table.write_text("record_id\n1\n", encoding="utf-8")
    assert fingerprint(folder) != before


def test_the_fingerprint_overlooks_what_editors_keep_beside_a_file(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "squares", outages=OUTAGES)
    before = fingerprint(folder)
    (folder / ".~lock.outages.csv#").write_text("somebody", encoding="utf-8")
    assert fingerprint(folder) == before


@pytest.mark.parametrize("key", ["regions", "basemap", "substations"])
def test_a_ring_that_does_not_close_is_told_and_never_a_crash(tmp_path: Path, key: str) -> None:
    folder = name_in_toml(write_folder(tmp_path / "squares"), **{key: "broken.geojson"})
    shapes = squares(kind=["land"] * 3).to_json().replace("[1.0, 0.0]", "[1.5, 0.0]", 1)
    (folder / "broken.geojson").write_text(shapes, encoding="utf-8")
    with pytest.raises(DataError, match=r"broken\.geojson: cannot be read"):
        read_dataset(folder)
