"""Broken files of every kind: each reader says what is wrong in words, and raises nothing else."""

import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.counts import count_rows
from geo.counts.rows import rows_of_file
from geo.errors import DataError, UsageError
from geo.places import read_levels
from geo.places.features import read_basemap, read_gazetteer, read_substations
from geo.reports import read_reports
from geo.tables import SUFFIXES, read_table_file
from tests.geo.worlds import squares

ZONE = ZoneInfo("Europe/Kyiv")
TABLE = pd.DataFrame({"region_code": ["A", "B"], "time": ["2030-05-01 00:00:00"] * 2, "customers_out": ["5", "6"]})
SHAPES = (".geojson", ".gpkg", ".parquet", ".shp", ".zip")
READERS: dict[str, Callable[[Path], object]] = {
    "table": read_table_file,
    "head of a table": lambda path: read_table_file(path, rows=5),
    "counts": lambda path: count_rows(rows_of_file(path, zone=ZONE), zone=ZONE),
    "reports": lambda path: read_reports(path, zone=ZONE),
    "gazetteer": read_gazetteer,
    "boundaries": read_levels,
    "base map": read_basemap,
    "substations": read_substations,
}


def whole_files(folder: Path) -> Iterator[bytes]:
    """Yield a good file of each kind, to be cut and garbled."""
    TABLE.to_excel(folder / "t.xlsx", index=False)
    TABLE.to_parquet(folder / "t.parquet")
    squares().to_file(folder / "s.gpkg")
    squares().to_file(folder / "s.shp")
    squares().to_parquet(folder / "s.parquet")
    with zipfile.ZipFile(folder / "s.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in folder.glob("s.[sdp]??"):
            archive.write(part, part.name)
    for path in sorted(folder.glob("?.*")):
        yield path.read_bytes()
    yield TABLE.to_csv(index=False).encode()
    yield TABLE.to_json(orient="records").encode()
    yield squares().to_json().encode()


def broken(chance: random.Random, whole: bytes) -> Iterator[bytes]:
    yield whole[: chance.randrange(len(whole))]
    start = chance.randrange(len(whole))
    yield whole[:start] + whole[start + chance.randrange(1, 50) :]
    garbled = bytearray(whole)
    for _ in range(20):
        garbled[chance.randrange(len(whole))] = chance.randrange(256)
    yield bytes(garbled)
    yield whole[:8] + chance.randbytes(200)


def refusal(read: Callable[[Path], object], path: Path) -> str:
    """Return why a file is refused, "" if it is read; any other error is the test's."""
    try:
        read(path)
    except (DataError, UsageError) as error:
        return str(error)
    return ""


@pytest.mark.long
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.filterwarnings("ignore")
def test_a_broken_file_is_refused_in_words_by_every_reader(tmp_path: Path, reader: str) -> None:
    chance = random.Random(reader)
    (tmp_path / "whole").mkdir()
    contents = [part for whole in whole_files(tmp_path / "whole") for part in broken(chance, whole)]
    contents += [b"", b"\0", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 100_000, chance.randbytes(300)]
    for number, content in enumerate(contents):
        suffixes = (".xlsx", ".parquet", ".json", ".csv") if reader not in {"boundaries", "base map"} else SHAPES
        for suffix in suffixes:
            path = tmp_path / f"own{number}{suffix}"
            path.write_bytes(content)
            refusal(READERS[reader], path)
            path.unlink()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", ["a\0b.csv", "n" * 300 + ".csv", "gone.csv", ""])
def test_a_name_that_no_file_can_have_is_refused_in_words(tmp_path: Path, reader: str, name: str) -> None:
    with pytest.raises(DataError):
        READERS[reader](tmp_path / name)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 and no more", b"a,b\n" + b"x" * 200_000 + b",1\n", b"[" * 100_000, b"\x1f\x8b\x08"],
    ids=["a zip cut off", "a cell of 200,000 letters", "deep JSON", "gzip cut off"],
)
def test_what_a_library_calls_its_own_way_is_a_fault_that_names_the_file(
    tmp_path: Path, suffix: str, content: bytes
) -> None:
    path = tmp_path / f"own{suffix}"
    path.write_bytes(content)
    said = refusal(read_table_file, path)
    assert not said or (said.startswith(f"{path.name}: ") and "Remedy" in said)


def test_a_spreadsheet_with_entities_is_refused(tmp_path: Path) -> None:
    TABLE.to_excel(tmp_path / "t.xlsx", index=False)
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;&c;</x>'
    with zipfile.ZipFile(tmp_path / "t.xlsx") as good, zipfile.ZipFile(tmp_path / "own.xlsx", "w") as bad:
        for name in good.namelist():
            bad.writestr(name, bomb if name == "xl/workbook.xml" else good.read(name))
    with pytest.raises(DataError, match=r"own\.xlsx"):
        read_table_file(tmp_path / "own.xlsx")


def test_deep_shapes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.geojson"
    path.write_text('{"type": "FeatureCollection", "features": ' + "[" * 100_000, encoding="utf-8")
    with pytest.raises(DataError, match=r"own\.geojson: cannot be read as boundaries"):
        read_levels(path)
    json_of_words = json.dumps({"type": "FeatureCollection", "features": "none"})
    path.write_text(json_of_words, encoding="utf-8")
    with pytest.raises(DataError):
        read_levels(path)
