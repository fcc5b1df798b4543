from pathlib import Path

import pytest

from geo.tables import dialect_of, read_text_table


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "#", "|"])
@pytest.mark.parametrize("quote", ['"', "'"])
def test_any_usual_delimiter_and_quote_is_found_out(tmp_path: Path, delimiter: str, quote: str) -> None:
    cell = f"{quote}O{quote}{quote}Neill {delimiter} Sons{quote}"
    file = tmp_path / "t.csv"
    file.write_text(f"id{delimiter}name{delimiter}kv\n1{delimiter}{cell}{delimiter}330\n", encoding="utf-8")
    found = dialect_of(file)
    assert (found.delimiter, found.quote) == (delimiter, quote)
    assert read_text_table(file, dialect=found)["name"].tolist() == [f"O{quote}Neill {delimiter} Sons"]


def test_an_apostrophe_inside_a_name_is_no_quote(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("id;name\n1;'s-Hertogenbosch\n2;Poste d'Oullins\n", encoding="utf-8")
    assert read_text_table(file, dialect=dialect_of(file))["name"].tolist() == ["'s-Hertogenbosch", "Poste d'Oullins"]


def test_a_header_may_be_quoted_and_begin_with_a_mark(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text('"id, ours";"name"\n1;"A, B"\n', encoding="utf-8-sig")
    assert list(read_text_table(file, dialect=dialect_of(file)).columns) == ["id, ours", "name"]


def test_a_file_that_is_missing_is_taken_for_a_plain_csv(tmp_path: Path) -> None:
    assert dialect_of(tmp_path / "none.csv").delimiter == ","
