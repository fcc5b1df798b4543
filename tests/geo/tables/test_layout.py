"""What people put around the rows of a table is left out or joined, and said."""

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import DataError
from geo.tables import Reading, read_table_file, read_text_table


def table(folder: Path, text: str, *, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def book(folder: Path, **sheets: list[list[object]]) -> Path:
    path = folder / "table.xlsx"
    with pd.ExcelWriter(path) as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, header=False, index=False)
    return path


def test_two_rows_of_header_are_joined_and_said(tmp_path) -> None:
    file = read_table_file(
        table(tmp_path, "Area,Customers,\n,total,out\nNorth,500,12\nSouth,300,8\n")
    )
    assert list(file.table.columns) == ["Area", "Customers total", "Customers out"]
    assert list(file.table["Customers out"]) == ["12", "8"]
    assert any("two rows of header" in note for note in file.notes)


def test_rows_without_a_name_are_no_second_header(tmp_path) -> None:
    file = read_table_file(table(tmp_path, "Area,Cause,Out\nNorth,wind,3\n,wind,4\n"))
    assert list(file.table["Out"]) == ["3", "4"]


def test_a_header_that_stands_again_and_notes_below_are_left_out_with_their_rows(tmp_path) -> None:
    text = "Area,Day,Out\nNorth,2031-07-08,1\nArea,Day,Out\nSouth,2031-07-08,2\n\nFigures may change later,,\n"
    file = read_table_file(table(tmp_path, text))
    assert list(file.table["Area"]) == ["North", "South"]
    assert any("row 3" in note for note in file.notes)
    assert any("row 6" in note and "notes" in note for note in file.notes)


def test_a_column_without_a_name_keeps_its_cells_under_its_letter(tmp_path) -> None:
    file = read_table_file(table(tmp_path, "Area,Out,,\nNorth,1,x,\n"))
    assert list(file.table.columns) == ["Area", "Out", "column C"]
    assert any("column C" in note for note in file.notes)
    assert any("1 columns" in note and "hold nothing" in note for note in file.notes)


def test_words_fill_the_cells_that_they_are_merged_over_and_figures_stand_once(tmp_path) -> None:
    from openpyxl import load_workbook

    path = book(
        tmp_path,
        one=[["Area", "Day", "Out"], ["North", "8 July 2031", 40], [None, "9 July 2031", None]],
    )
    workbook = load_workbook(path)
    workbook.active.merge_cells("A2:A3")
    workbook.active.merge_cells("C2:C3")
    workbook.save(path)
    file = read_table_file(path)
    assert list(file.table["Area"]) == ["North", "North"]
    assert list(file.table["Out"]) == ["40", ""], "a figure counts once"


def test_sheets_of_the_same_columns_are_read_and_another_is_named(tmp_path) -> None:
    rows = [["Area", "Out"], ["North", 1]]
    path = book(
        tmp_path,
        June=[*rows, ["South", 2]],
        July=[["Area", "Out"], ["North", 3]],
        Codes=[["a", "b", "c"], [1, 2, 3]],
    )
    file = read_table_file(path)
    assert list(file.table["Out"]) == ["1", "2", "3"]
    assert any("June, July" in note for note in file.notes)
    assert any("Codes" in note and "--sheet" in note for note in file.notes)
    assert list(read_table_file(path, reading=Reading(sheet="July")).table["Out"]) == ["3"]
    with pytest.raises(DataError, match="no such sheet"):
        read_table_file(path, reading=Reading(sheet="May"))


def test_an_old_workbook_is_refused_by_its_name_whatever_it_is_called(tmp_path) -> None:
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(DataError, match=r"old Excel workbook \(.xls\).*save it as XLSX or CSV"):
        read_table_file(path)


@pytest.mark.parametrize("name", ["table.csv.gz", "table.csv"])
def test_a_gzip_is_unpacked_whatever_it_is_called(tmp_path, name) -> None:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"Area,Out\nNorth,1\n"))
    assert list(read_table_file(path).table["Area"]) == ["North"]


@pytest.mark.parametrize(
    ("text", "name", "encoding"),
    [
        ("record_id;source;extent\n1;Бюро;all\n", "own.csv", "utf-8"),
        ("record_id,source,extent\n1,Бюро,all\n", "own.csv", "utf-16"),
        ("record_id\tsource\textent\n1\tБюро\tall\n", "own.tsv", "utf-8"),
        ("Record_ID,Source,Extent\n1,Бюро,all\n", "own.csv", "utf-8-sig"),
        (
            "record_id,source,extent\n#meta+id,#meta+source,#severity\n1,Бюро,all\n",
            "own.csv",
            "utf-8",
        ),
        ("record_id,source,extent\r1,Бюро,all\r", "own.csv", "utf-8"),
    ],
)
def test_a_dataset_s_own_table_may_have_another_shape(tmp_path, text, name, encoding) -> None:
    read = read_text_table(table(tmp_path, text, name=name, encoding=encoding))
    assert read[["record_id", "source", "extent"]].to_numpy().tolist() == [["1", "Бюро", "all"]]


def test_coordinates_of_such_a_table_have_a_decimal_comma(tmp_path) -> None:
    read = read_text_table(table(tmp_path, "record_id;lon;lat\n1;36,25;50,0\n"))
    assert read[["lon", "lat"]].to_numpy().tolist() == [["36.25", "50"]]


def records(folder: Path, content: object, **reading: str) -> pd.DataFrame:
    return read_table_file(
        table(folder, json.dumps(content), name="table.json"), reading=Reading(**reading)
    ).table


SQUARE = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0], [0.0, 0.0]]


@pytest.mark.parametrize(
    "feature",
    [
        {
            "type": "Feature",
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
            "properties": {"out": 4},
        },
        {"attributes": {"out": 4}, "geometry": {"rings": [SQUARE]}},
        {
            "attributes": {"out": 4},
            "geometry": {
                "rings": [[[x * 111319.49, y * 111319.49] for x, y in SQUARE]],
                "spatialReference": {"wkid": 102100},
            },
        },
        {"out": 4, "geom": {"p": ["_ibE_ibE"]}},
    ],
)
def test_a_shape_stands_as_a_point_inside_it(tmp_path, feature) -> None:
    read = records(tmp_path, {"features": [feature]})
    assert read["out"].tolist() == ["4"]
    assert 0 < float(read["lon"].iat[0]) < 2
    assert 0 < float(read["lat"].iat[0]) < 2


def test_records_inside_records_are_read_by_their_path(tmp_path) -> None:
    content = {
        "areas": [
            {
                "name": "North",
                "out": 5,
                "areas": [{"name": "Old Town", "out": 3}, {"name": "Port", "out": 2}],
            }
        ]
    }
    file = read_table_file(table(tmp_path, json.dumps(content), name="table.json"))
    assert file.nested == "areas.areas"
    assert records(tmp_path, content, sheet="areas.areas")["name"].tolist() == ["Old Town", "Port"]


def test_what_stands_around_the_records_is_kept(tmp_path) -> None:
    content = {"metadata": {"provider": "West Grid"}, "outages": [{"area": "North", "out": 1}]}
    assert (
        read_table_file(table(tmp_path, json.dumps(content), name="t.json")).told[
            "metadata.provider"
        ]
        == "West Grid"
    )


def test_a_masked_figure_is_a_bound(tmp_path) -> None:
    assert records(tmp_path, [{"area": "North", "out": {"masked": True, "val": 4}}])[
        "out.val"
    ].tolist() == ["<5"]


def test_a_second_table_below_the_first_is_left_out_and_said(tmp_path) -> None:
    rows = "Area,Day,Out\nNorth,2031-07-08,1\nSouth,2031-07-08,2\n\nArea,Day,Crews\nNorth,2031-07-08,7\nWest,2031-07-08,9\n"
    file = read_table_file(table(tmp_path, rows))
    assert list(file.table["Out"]) == ["1", "2"]
    assert file.notes == ("a second table begins in row 5 (Area, Day, Crews): 3 rows left out: put it into a file of its own",)


def test_a_row_that_repeats_words_of_the_header_beside_figures_is_a_row(tmp_path) -> None:
    file = read_table_file(table(tmp_path, "Area,Day,Out\nNorth,2031-07-08,1\nArea,Day,2\n"))
    assert list(file.table["Out"]) == ["1", "2"]


@pytest.mark.parametrize(("header", "cells", "expected"), [
    ("Out (thousands)", ["12.5", "3", "x"], ["12.5 thousand", "3 thousand", "x"]),
    ("Споживачів, тис.", ['"1,5"', '"0,25"', ""], ["1.5 thousand", "0.25 thousand", ""]),
    ("Customers out '000", ["1", "2", ""], ["1 thousand", "2 thousand", ""]),
    ("Out, in millions", ['"1,234"', "2", "3"], ["1234 million", "2 million", "3 million"]),
    ("Thousand Oaks", ["North", "South", "West"], ["North", "South", "West"]),
])  # fmt: skip
def test_the_unit_of_a_header_is_the_unit_of_its_figures(tmp_path, header: str, cells: list[str], expected: list[str]) -> None:
    lines = [f'Area,"{header}"', *(f"A{n},{cell}" for n, cell in enumerate(cells))]
    file = read_table_file(table(tmp_path, "\n".join(lines) + "\n"))
    assert list(file.table.iloc[:, 1]) == expected


@pytest.mark.filterwarnings("error::pandas.errors.ParserWarning")
def test_cells_beyond_the_header_are_kept_under_the_letter_of_their_column(tmp_path) -> None:
    file = read_table_file(table(tmp_path, 'Area,Out\nNorth,1\nSouth,"2, or so",extra\nWest\n'))
    assert list(file.table.columns) == ["Area", "Out", "column C"]
    assert file.table.to_numpy().tolist() == [["North", "1", ""], ["South", "2, or so", "extra"], ["West", "", ""]]
    assert any("column C" in note for note in file.notes)


def test_a_row_far_down_with_very_many_cells_is_refused(tmp_path) -> None:
    rows = "".join(f"N{n},1\n" for n in range(40))
    with pytest.raises(DataError, match="a row of it has 2,001 cells"):
        read_table_file(table(tmp_path, "Area,Out\n" + rows + "x" + "," * 2000 + "\n"))


@pytest.mark.parametrize(("name", "content", "said"), [
    ("t.csv", "", "it is empty"), ("t.csv", "\n \n", "it is empty"),
    ("t.csv", "<!DOCTYPE html>\n<html><body>Log in</body></html>", "page of the web"),
    ("t.json", '{"error": {"code": 498, "message": "Invalid token"}}', "holds no list of records; it says .*Invalid token"),
    ("t.json", '{"features": [], "note": "none today"}', "its list features is empty; it says note: none today"),
    ("t.json", "42", "it holds no list of records"),
])  # fmt: skip
def test_what_holds_no_table_is_called_what_it_is(tmp_path, name: str, content: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_table_file(table(tmp_path, content, name=name))
