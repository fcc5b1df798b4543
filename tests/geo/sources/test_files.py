"""What [files] names lies inside the dataset's folder, and is a file."""

import os
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.read import read_dataset
from geo.sources import file_in
from tests.folders import name_in_toml
from tests.folders import write_folder as folder_of_reports
from tests.geo.worlds import write_folder

REPORTS = "record_id,region_code,source,source_role,extent,started_at\n1,A,Grid office,operator,all,2026-01-07\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.csv").write_text(REPORTS, encoding="utf-8")
    return write_folder(tmp_path / "w", outages=REPORTS)


def refusal(folder: Path, **entries: str) -> str:
    with pytest.raises(DataError) as caught:
        read_dataset(name_in_toml(folder, **entries))
    return str(caught.value)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../outside.csv", "leads out of the dataset's folder"),
        ("w/../outages.csv", "leads out of the dataset's folder"),
        ("/etc/passwd", "a path of this machine"),
        ("/vsizip//tmp/a.zip", "a path of this machine"),
        ("~/outages.csv", "a path of this machine"),
        ("..\\outside.csv", "a path of this machine"),
        ("C:/outages.csv", "a path of this machine"),
        ("a!/outages.csv", "member of an archive"),
        ("outages.csv\u0000", "a control character"),
        ("\u202eoutages.csv", "a control character"),
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused_with_the_key(
    folder: Path, name: str, why: str
) -> None:
    with pytest.raises(DataError) as caught:
        file_in(folder, "outages", name)
    assert why in str(caught.value)
    assert "dataset.toml, column files.outages" in str(caught.value)
    assert "copy the file into the folder" in str(caught.value)


def test_a_dataset_with_such_a_name_is_not_read(folder: Path) -> None:
    assert "leads out of the dataset's folder" in refusal(folder, outages="../outside.csv")


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_followed(folder: Path) -> None:
    (folder / "elsewhere.csv").symlink_to(folder.parent / "outside.csv")
    (folder / "alias.csv").symlink_to(folder / "outages.csv")
    assert "a link that leads out" in refusal(folder, outages="elsewhere.csv")
    assert len(read_dataset(name_in_toml(folder, outages="alias.csv")).reports) == 1


def test_a_folder_behind_a_link_is_read(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert len(read_dataset(tmp_path / "link").reports) == 1


def test_a_pipe_a_folder_and_a_link_to_itself_are_refused(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    (folder / "deep.csv").mkdir()
    (folder / "round.csv").symlink_to(folder / "round.csv")
    assert "a folder or a device" in refusal(folder, outages="pipe.csv")
    assert "a folder or a device" in refusal(folder, outages="deep.csv")
    assert "no file can have this name" in refusal(folder, outages="round.csv")


def test_a_file_of_a_subfolder_is_read(folder: Path) -> None:
    (folder / "tables").mkdir()
    (folder / "outages.csv").rename(folder / "tables" / "outages.csv")
    assert len(read_dataset(name_in_toml(folder, outages="tables/outages.csv")).reports) == 1


def test_a_folder_whose_own_path_holds_an_exclamation_mark_is_read(tmp_path: Path) -> None:
    folder = folder_of_reports(tmp_path / "Aurora!" / "with a #", [{"region_code": "XX-A"}])
    assert len(read_dataset(folder).reports) == 1


@pytest.mark.parametrize("name", ["*.csv", "[ab].csv", "counts?.csv"])
def test_a_name_with_signs_of_a_pattern_is_the_name_of_one_file(tmp_path: Path, name: str) -> None:
    rows = "region_code,time,customers_out\n{},2026-01-07 18:00,5\n"
    folder = write_folder(tmp_path / "[2026] *", counts=rows.format("A"))
    (folder / "counts.csv").rename(folder / name)
    for other in ("a.csv", "counts1.csv"):
        (folder / other).write_text(rows.format("B"), encoding="utf-8")
    count_summary = read_dataset(name_in_toml(folder, counts=name)).count_summary
    assert count_summary is not None
    assert count_summary.read == 1


def test_a_parquet_with_such_a_name_is_one_file_too(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "w")
    for name, code in (("*.parquet", "A"), ("a.parquet", "B")):
        pd.DataFrame({"region_code": [code], "time": ["2026-01-07 18:00"], "customers_out": [5]}).to_parquet(folder / name)
    count_summary = read_dataset(name_in_toml(folder, counts="*.parquet")).count_summary
    assert count_summary is not None
    assert count_summary.read == 1
