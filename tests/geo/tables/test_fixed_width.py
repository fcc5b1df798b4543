"""Tables of text whose columns stand below each other, parted by blanks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.tables import FIXED_WIDTH, Reading, read_table_file
from geo.tables.fixed_width import cells_of_columns
from tests.geo.test_foreign_tables import DAY, opened, states

BULLETIN = f"""CIVIL PROTECTION
Power supply after the storm, 20:00

DATE        REGION                CUSTOMERS WITHOUT POWER   %      TOWNS
----------  --------------------  ------------------------  -----  ---------------
{DAY}  Aland                                   1.230   7,1    North, South
{DAY}  Bland                                       0   0,0    -
{DAY}  Cland                                     n/r   n/r    -

n/r = not reported
"""


def test_a_bulletin_is_a_table(tmp_path):
    assert states(opened(tmp_path, BULLETIN, name="bulletin.txt"), DAY) == {"A": "part", "B": "power_on"}


def test_its_titles_and_notes_are_told_and_the_reading_says_how(tmp_path):
    path = tmp_path / "bulletin.txt"
    path.write_text(BULLETIN)
    found = read_table_file(path)
    assert list(found.table.columns) == ["DATE", "REGION", "CUSTOMERS WITHOUT POWER", "%", "TOWNS"]
    assert found.reading.delimiter == FIXED_WIDTH
    assert "Power supply after the storm, 20:00" in found.lines.values()
    again = read_table_file(path, reading=Reading(**found.reading.__dict__))
    assert again.table.equals(found.table)


@pytest.mark.parametrize("text", [
    "place,  time,  customers\nA,      1,     2\nB,      3,     4\nC,      5,     6\nD,      7,     8\n",
    "place\ttime\nA  B\t1\nC  D\t2\nE  F\t3\nG  H\t4\n", "a;b\n1  x;2\n3  y;4\n5  z;6\n", "one\ntwo\nthree\nfour\nfive\n", "",
    "a b c\n" * 9,
])  # fmt: skip
def test_what_has_a_delimiter_or_no_gaps_is_no_such_table(text):
    assert cells_of_columns(text) is None


WORD = st.text(st.sampled_from("abcdefg"), min_size=1, max_size=9)


@given(rows=st.lists(st.tuples(WORD, WORD, WORD), min_size=5, max_size=9), gap=st.integers(2, 5))
def test_every_cell_is_found_again(rows, gap):
    widths = [max(len(row[at]) for row in rows) + gap for at in range(3)]
    text = "\n".join("".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    cells = cells_of_columns(text)
    assert cells is not None
    assert [tuple(row) for row in cells.to_numpy()] == rows
