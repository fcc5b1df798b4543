"""Signs that nobody sees are removed wherever text enters, and it is said from how many cells."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.files.marks import cells_without_marks, removal_in_words, without_marks
from geo.read import read_dataset
from geo.situation.account import account_of
from geo.tables import read_table_file
from tests.geo.worlds import write_folder


@pytest.mark.parametrize(("written", "read"), [
    ("Zaporizhzhia\nOblast", "Zaporizhzhia Oblast"),
    ("a\r\n\tb", "a b"), ("\u202eKherson\u202c", "Kherson"), ("Ky\u200biv\0", "Kyiv"),
    ("\ufeffA", "A"), ("\ud800A", "A"), ("\U000e0041A", "A"), ("A\u2028B", "A B"),
    ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"), ("क्\u200dष", "क्\u200dष"), ("Дніпро ´’", "Дніпро ´’"),
])
def test_marks_go_and_letters_and_joiners_stay(written: str, read: str) -> None:
    assert without_marks(written) == read


@given(st.text())
def test_what_is_read_can_be_printed_in_one_line_and_stays_as_it_is(text: str) -> None:
    clean = without_marks(text)
    assert clean.encode().decode() == clean
    assert len(clean.splitlines()) <= 1
    assert without_marks(clean) == clean


@pytest.mark.parametrize("dtype", ["str", "object"])
def test_cells_are_counted_by_column_and_others_left_alone(dtype: str) -> None:
    table = pd.DataFrame({"name": ["A\u202e", "B", None], "n\u200e": ["1", "2\0", "3\0"]}, dtype=dtype).assign(size=[1, 2, 3])
    clean, counts = cells_without_marks(table)
    assert clean["name"].tolist()[:2] == ["A", "B"]
    assert clean["n"].tolist() == ["1", "2", "3"]
    assert counts == {"name": 1, "n\u200e": 2}
    assert removal_in_words(counts) == ("control or direction marks are removed from 3 cells: 1 of name, 2 of n",)


def test_a_clean_table_is_returned_as_it_is() -> None:
    table = pd.DataFrame({"name": ["A", "B"], "size": [1, 2]})
    assert cells_without_marks(table)[0] is table
    assert removal_in_words({}) == ()


def test_marks_in_reports_are_removed_and_counted_in_the_account(tmp_path: Path) -> None:
    reports = ("record_id,place,source,source_role,extent,started_at,summary\n"
               '1,A\0land,Off\u202eice,operator,all,2026-01-07,"two\nlines"\n')  # fmt: skip
    dataset = read_dataset(write_folder(tmp_path / "w", outages=reports))
    assert dataset.reports.loc[0, ["place", "source", "summary"]].tolist() == ["Aland", "Office", "two\nlines"]
    account = account_of(dataset).of("reports")
    assert account.notes == ("control or direction marks are removed from 2 cells: 1 of place, 1 of source",)
    assert account.outcomes["by name"] == 1


def test_marks_in_other_tables_are_removed(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("reg\u200eion,n\nA\u202e,5\n", encoding="utf-8")
    file = read_table_file(tmp_path / "t.csv")
    assert file.table.to_dict("list") == {"region": ["A"], "n": ["5"]}
    assert file.notes == ("control or direction marks are removed from 1 cell: 1 of region",)


@pytest.mark.parametrize(("written", "read"), [
    ("١٢٣٤", "1234"), ("۱۲۰۰", "1200"), ("१२००", "1200"), ("１２００", "1200"), (">١٬٢٠٠", ">1,200"), ("٣٫٥", "3.5"),
    ("٢٠٣١-٠٧-٠٨", "2031-07-08"), ("٠٨/٠٧/٢٠٣١ ١٨:٣٠", "08/07/2031 18:30"), ("منطقة ١٢", "منطقة ١٢"),
    ("1,200", "1,200"), ("", ""),
])  # fmt: skip
def test_figures_and_times_of_any_script_are_in_0_to_9_and_names_keep_their_digits(written: str, read: str) -> None:
    table, removed = cells_without_marks(pd.DataFrame({"cell": [written, "7"]}))
    assert table["cell"].tolist() == [read, "7"]
    assert removed == {}
