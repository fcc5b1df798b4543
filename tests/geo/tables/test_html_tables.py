"""Tables of a page of the web that somebody has saved."""

from pathlib import Path

import pytest

from geo.errors import DataError
from geo.tables import Reading, TableFile, read_table_file

ROWS = "<tr><td>Eastvale</td><td>1,200</td></tr><tr><td>Westvale</td><td>0</td></tr>"
TABLE = f"<table><tr><th>Province<th>Customers out</tr>{ROWS}</table>"


def read(folder: Path, page: str, *, name: str = "page.html", reading: Reading | None = None) -> TableFile:
    path = folder / name
    path.write_text(page, encoding="utf-8")
    return read_table_file(path, reading=reading)


def test_a_page_is_read_as_its_table_with_what_is_written_above_it(tmp_path) -> None:
    file = read(tmp_path, f"<html><title>Storm</title><h1>As of 8 July 2031,<br>18:00</h1><p>Grid <b>news</b>{TABLE}<p>End")
    assert file.table.to_dict("list") == {"Province": ["Eastvale", "Westvale"], "Customers out": ["1,200", "0"]}
    assert file.table.index.tolist() == [0, 1]
    assert list(file.told.values()) == ["Storm", "As of 8 July 2031,", "18:00", "Grid news"]


def test_a_cell_over_rows_and_columns_fills_all_of_them(tmp_path) -> None:
    file = read(tmp_path, """<table><tr><th rowspan=2>Province<th rowspan=2>Town<th colspan=2>Customers</tr>
        <tr><th>served<th>out</tr>
        <tr><td rowspan="2">Eastvale</td><td>Aford</td><td>9</td><td>1</td></tr><tr><td>Bford</td><td>8</td><td>2</td></tr>
        <tr><td>Westvale</td><td>Cford</td><td>7</td><td>3</td></tr></table>""")
    assert file.table.to_dict("list") == {
        "Province": ["Eastvale", "Eastvale", "Westvale"], "Town": ["Aford", "Bford", "Cford"],
        "Customers served": ["9", "8", "7"], "Customers out": ["1", "2", "3"],
    }  # fmt: skip


def test_a_figure_over_several_rows_or_columns_stands_once(tmp_path) -> None:
    file = read(tmp_path, """<table><tr><th>Province<th>Town<th>Out<th>Note</tr>
        <tr><td rowspan=2>Eastvale</td><td>Aford</td><td rowspan=2>1,200</td><td rowspan=2>storm</td></tr><tr><td>Bford</td></tr>
        <tr><td>Westvale</td><td>Cford</td><td colspan=2>3</td></tr></table>""")
    assert file.table["Out"].tolist() == ["1,200", "", "3"]
    assert file.table["Province"].tolist() == ["Eastvale", "Eastvale", "Westvale"]
    assert file.table["Note"].tolist() == ["storm", "storm", ""]


def test_scripts_pictures_and_lists_to_choose_from_are_no_words_of_a_cell(tmp_path) -> None:
    cell = "<td>East<script>alert('<td>')</script>vale<img src=x><select><option>No</select></td>"
    file = read(tmp_path, f"<table><tr><th>Province<th>Out</tr><tr>{cell}<td>&lt;5&nbsp;</td></tr></table>")
    assert file.table.iloc[0].tolist() == ["East vale", "<5"]


def test_a_table_that_only_lays_out_the_page_is_passed_over(tmp_path) -> None:
    file = read(tmp_path, f"<table><tr><td>Menu</td><td>{TABLE}</td></tr></table>")
    assert file.table["Province"].tolist() == ["Eastvale", "Westvale"]


def test_of_several_tables_the_largest_is_read_and_the_others_are_named(tmp_path) -> None:
    other = "<table><tr><td>Phone</td><td>5 55</td></tr><tr><td>Fax</td><td>5 56</td></tr></table>"
    page = f"{other}<p>Out now</p>{TABLE.replace('</table>', '<tr><td>Northvale</td><td>7</td></tr></table>')}"
    file = read(tmp_path, f"<html>{page}")
    assert len(file.table) == 3
    assert any("table 2" in note and "table 1" in note for note in file.notes), file.notes
    first = read(tmp_path, f"<html>{page}", reading=Reading(sheet="table 1", header=1))
    assert first.table.columns.tolist() == ["Phone", "5 55"]
    with pytest.raises(DataError, match="no such sheet"):
        read(tmp_path, f"<html>{page}", reading=Reading(sheet="table 3"))


def test_a_page_that_calls_itself_a_workbook_is_read_as_a_page(tmp_path) -> None:
    assert len(read(tmp_path, f"<html>{TABLE}", name="export.xls").table) == 2


@pytest.mark.parametrize("stated", ["windows-1251", ""])
def test_a_page_is_read_in_the_encoding_that_it_states_or_else_in_the_one_that_fits(tmp_path, stated: str) -> None:
    page = f"<html><meta http-equiv=x content='text/html; charset={stated}'>{TABLE.replace('Eastvale', 'Східна область')}"
    (tmp_path / "page.htm").write_bytes(page.encode("cp1251"))
    assert read_table_file(tmp_path / "page.htm").table["Province"].tolist()[0] == "Східна область"


@pytest.mark.parametrize(("page", "said"), [
    ("<html><body><form>Log in</form></body></html>", "a page of the web, not a table"),
    ("<table><tr><td colspan=5000>x</td></tr><tr><td>y</td></tr></table>", "more than 5,000,000 cells"),
    ("<table>" + "<tr>" + "<td colspan=900 rowspan=9999>x</td>" * 2 + "</tr></table>", "more than 5,000,000 cells"),
    ("<table>" + "<table><tr><td>" * 3000, "a page of the web, not a table"),
    ("", "a page of the web, not a table"),
])  # fmt: skip
def test_a_page_without_a_table_or_with_one_too_large_is_refused_in_words(tmp_path, page: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(tmp_path, page)
