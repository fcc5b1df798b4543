"""Tables as they lie: what stands between the header and the rows, and columns that hold two figures."""

import json
from pathlib import Path

import pytest

from geo.errors import DataError
from geo.tables import read_table_file


def test_a_row_of_units_below_the_header_is_no_record(tmp_path) -> None:
    path = tmp_path / "events.csv"
    path.write_text("Notes,,\n,,\nfield,Begin,Customers out\nUnits,Day,persons\n,2031-07-08,5\n,2031-07-09,6\n")
    file = read_table_file(path)
    assert list(file.table["Customers out"]) == ["5", "6"]
    assert list(file.table.index) == [3, 4], "rows keep the numbers that an editor shows"
    assert file.reading.hxl_row == ""


@pytest.mark.parametrize("name", ["geo_point_2d", "geopoint", "Lat Lon"])
def test_a_column_of_points_is_two_columns_of_figures(tmp_path, name) -> None:
    path = tmp_path / "points.json"
    path.write_text(json.dumps([{name: "50.25, -0.5", "n": 1}, {name: "", "n": 2}]))
    table = read_table_file(path).table
    assert list(table[f"{name}.lat"]) == ["50.25", ""]
    assert list(table[f"{name}.lon"]) == ["-0.5", ""]


def test_points_whose_name_does_not_say_the_order_stay_as_they_are(tmp_path) -> None:
    path = tmp_path / "points.csv"
    path.write_text('where,n\n"50.25, -0.5",1\n')
    assert list(read_table_file(path).table) == ["where", "n"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_one_foreign_letter_at_the_end_of_a_line_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "t.csv").write_bytes("n,place\n5,Malmö\n".encode(encoding))
    assert read_table_file(tmp_path / "t.csv").table["place"].tolist() == ["Malmö"]


def test_a_cell_that_is_never_closed_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('Area;Out\nNorth;"1"\nSouth;"2\nEast;3\n', encoding="utf-8")
    with pytest.raises(DataError, match='opens with " and is not closed up to line 4') as caught:
        read_table_file(path)
    assert caught.value.faults[0].row == 3
    assert "tokeniz" not in str(caught.value)


def test_figures_and_days_in_digits_of_another_script_are_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("منطقة,تاريخ,عدد\nمنطقة ٣,٢٠٣١-٠٧-٠٨,١٬٢٠٠\n", encoding="utf-8")
    assert read_table_file(path).table.iloc[0].tolist() == ["منطقة ٣", "2031-07-08", "1,200"]
