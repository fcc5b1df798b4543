"""Small files that would fill the memory are refused by what they say of themselves, before they are read."""

import tracemalloc
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.errors import DataError
from geo.tables import limits, read_table_file, read_text_table

ENOUGH_BYTES = 150_000_000  # of Python's own, for refusing anything below


def refusal(path: Path) -> str:
    tracemalloc.start()
    try:
        with pytest.raises(DataError) as caught:
            read_table_file(path)
        assert tracemalloc.get_traced_memory()[1] < ENOUGH_BYTES
    finally:
        tracemalloc.stop()
    assert str(caught.value).startswith(f"{path.name}: cannot be read (")
    return str(caught.value)


def workbook(path: Path, *cells: tuple[int, int]) -> Path:
    book = openpyxl.Workbook()
    for row in (("region", "customers"), ("A", 5), ("B", 6)):
        book.active.append(row)
    for row, column in cells:
        book.active.cell(row, column, "far")
    book.save(path)
    return path


def with_member(path: Path, name: str, content: bytes) -> Path:
    """Write a workbook anew, with another content of one of its members."""
    whole = workbook(path.with_name("whole.xlsx"))
    with ZipFile(whole) as good, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as bad:
        for one in good.namelist():
            bad.writestr(one, content if one == name else good.read(one))
    return path


def test_a_cell_at_the_far_corner_of_a_sheet_is_refused(tmp_path: Path) -> None:
    assert "it has 16,384 columns" in refusal(workbook(tmp_path / "t.xlsx", (1_048_576, 16_384)))


def test_a_cell_far_away_in_a_narrow_sheet_is_refused(tmp_path: Path) -> None:
    said = refusal(workbook(tmp_path / "t.xlsx", (1_000_000, 900)))
    assert "a sheet of it reaches to row 1,000,000 and column 900. Delete the cells that stand far away" in said


def test_a_sheet_that_only_claims_to_be_vast_is_read(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx")
    with ZipFile(whole) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    claimed = sheet.replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1:XFD1048576"')
    assert claimed != sheet
    path = with_member(tmp_path / "t.xlsx", "xl/worksheets/sheet1.xml", claimed)
    assert read_table_file(path).table.to_numpy().tolist() == [["A", "5"], ["B", "6"]]


def test_a_workbook_that_unpacks_to_far_more_than_a_table_does_is_refused(tmp_path: Path) -> None:
    text = b"<sst><si><t>" + b"x" * 60_000_000 + b"</t></si></sst>"
    path = with_member(tmp_path / "t.xlsx", "xl/worksheets/sheet1.xml", text)
    assert path.stat().st_size < 100_000
    assert "unpack to 60," in refusal(path)


def test_a_workbook_of_too_many_cells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_SHEET_CELLS", 5)
    assert "a sheet of it has more than 5 cells" in refusal(workbook(tmp_path / "t.xlsx"))


@pytest.mark.long
def test_a_parquet_of_fifty_million_equal_rows_is_refused(tmp_path: Path) -> None:
    one = pa.array(["A"] * 1_000_000).dictionary_encode()
    table = pa.table(dict.fromkeys(("region", "time", "customers"), one))
    with pq.ParquetWriter(tmp_path / "t.parquet", table.schema) as writer:
        for _ in range(50):
            writer.write_table(table)
    assert (tmp_path / "t.parquet").stat().st_size < 1_000_000
    assert "it has 50,000,000 rows: 150,000,000 cells" in refusal(tmp_path / "t.parquet")


def test_a_parquet_with_a_cell_of_sixty_megabytes_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"region": ["x" * 60_000_000]}), tmp_path / "t.parquet", compression="zstd")
    assert (tmp_path / "t.parquet").stat().st_size < 100_000
    assert "1 of its rows unpack to 60," in refusal(tmp_path / "t.parquet")


def test_a_table_of_a_hundred_thousand_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(",".join(map(str, range(100_000))) + "\n" + "1," * 99_999 + "1\n", encoding="utf-8")
    assert "it has 100,000 columns; at most 1,000 are read. Turn columns of dates into rows" in refusal(tmp_path / "t.csv")
    with pytest.raises(DataError, match="100,000 columns"):
        read_text_table(tmp_path / "t.csv")
    pd.DataFrame({str(n): [1] for n in range(1_001)}).to_parquet(tmp_path / "t.parquet")
    assert "it has 1,001 columns" in refusal(tmp_path / "t.parquet")


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"region,customers\n" + b"x" * 10_000_001)
    assert "a line of it is longer than 10,000,000 bytes" in refusal(tmp_path / "t.csv")


def test_json_beyond_the_limit_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_JSON_BYTES", 20)
    (tmp_path / "t.json").write_text('[{"region": "A", "customers": 5}]', encoding="utf-8")
    assert "it is JSON of 33 bytes" in refusal(tmp_path / "t.json")


@pytest.mark.long
def test_a_table_within_the_limits_is_read_as_before(tmp_path: Path) -> None:
    wide = pd.DataFrame({f"c{n}": ["1", "2"] for n in range(1_000)})
    for suffix, write in ((".csv", wide.to_csv), (".parquet", wide.to_parquet), (".xlsx", wide.to_excel)):
        write(tmp_path / f"t{suffix}", index=False)
        assert read_table_file(tmp_path / f"t{suffix}").table.shape == (2, 1_000)
