"""Times and figures as files write them: what a cell does not say is not made up."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.tables.cells import (
    IN_WORDS,
    ISO,
    MONTH_FIRST,
    SERIAL,
    YEAR_FIRST,
    as_iso,
    as_numbers,
    as_quantities,
    form_of,
    is_number,
)


@pytest.mark.parametrize(("text", "form", "moment"), [
    ("2031-07-08 10:00 EDT", YEAR_FIRST, "2031-07-08T10:00:00-04:00"),
    ("7/18/31 2:15 PM CST", MONTH_FIRST, "2031-07-18T14:15:00-06:00"),
    ("2031-12-01 10:00:00 EET", YEAR_FIRST, "2031-12-01T10:00:00+02:00"),
    ("Tuesday, July 08, 2031 5:00:00 PM", IN_WORDS, "2031-07-08T17:00:00"),
    ("8 July 2031 17:00 PDT", IN_WORDS, "2031-07-08T17:00:00-07:00"),
    ("2031-07-08 17:00 МСК", YEAR_FIRST, "2031-07-08T17:00:00+03:00"),
])
def test_a_word_for_a_zone_is_its_offset(text, form, moment) -> None:
    assert form_of([text]) == (form, 1.0)
    assert as_iso(pd.Series([text]), form=form, zone=ZoneInfo("Europe/Kyiv")).iat[0].startswith(moment)


@pytest.mark.parametrize("text", ["8 July 2031 10:00 IST", "8 July 2031 10:00 XYZ", "June 2031", "Q3 2031"])
def test_a_time_that_leaves_its_zone_or_its_day_open_is_not_read(text) -> None:
    assert form_of([text])[1] == 0.0


def test_words_for_nothing_are_blank_among_times_and_figures() -> None:
    cells = pd.Series(["NA", "n/a", "Unknown", "-", "NA NA", "2031-07-08"])
    assert form_of(cells) == ("ISO 8601", 1.0)
    assert list(as_iso(cells, form="ISO 8601")) == ["", "", "", "", "", "2031-07-08"]
    assert list(as_numbers(pd.Series(["NA", "12", "<5"]), decimal=".")) == ["", "12", "<5"]


@pytest.mark.parametrize(("text", "number"), [("3.00E+05", "300000"), ("3E+05", "300000"), ("1,20E+03", "1200")])
def test_a_spreadsheet_writes_large_figures_with_an_exponent(text, number) -> None:
    assert is_number(text)
    assert as_numbers(pd.Series([text]), decimal=".").iat[0] == number


@pytest.mark.parametrize(("text", "moment"), [
    ("2031-07-08 23:30 UTC+3", "2031-07-08T23:30:00+03:00"),
    ("2031-07-08 23:30 GMT-05:30", "2031-07-08T23:30:00-05:30"),
    ("2031-07-08 noon", "2031-07-08T12:00:00"), ("2031-07-08 24:00", "2031-07-09T00:00:00"),
    ("8 липня 2031, 17:00", "2031-07-08T17:00:00"),
    ("le mardi 8 juillet 2031 17:00", "2031-07-08T17:00:00"),
    ("8 de julio de 2031", "2031-07-08"), ("17:00 08.07.2031", "2031-07-08T17:00:00"),
    ("/Date(1941102000000)/", "2031-07-06T11:00:00+00:00"), ("08.07.2031 14:30 Uhr", "2031-07-08T14:30:00"),
])  # fmt: skip
def test_times_as_people_write_them(text, moment) -> None:
    form, share = form_of([text])
    assert share == 1.0
    assert as_iso(pd.Series([text]), form=form).iat[0] == moment


@pytest.mark.parametrize("odd", ["8 July 2031 10:00 UTC+3", "this morning", "2031-07-08T10:00:00Z", "1941271200000"])
def test_one_cell_never_turns_day_and_month_of_another(odd) -> None:
    cells = pd.Series(["2031-07-02", "2031-07-03 10:00", odd])
    form, _ = form_of(cells)
    assert list(as_iso(cells, form=form))[:2] == ["2031-07-02", "2031-07-03T10:00:00"]


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00", "1899-12-30", "9999-12-31 23:59:59", "1970-01-01T00:00:00Z",
                                  "01/01/0001",
                                  "12/30/1899 12:00:00 AM", "0000-00-00 00:00:00", "/Date(-62135596800000)/"])  # fmt: skip
def test_a_day_that_programs_write_for_none_is_blank(text) -> None:
    assert as_iso(pd.Series([text, "2031-07-08"]), form="ISO 8601").tolist() == ["", "2031-07-08"]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "not available", "ETR-NULL", "н/д"])
def test_a_spreadsheet_s_error_is_blank(text) -> None:
    assert as_numbers(pd.Series([text]), decimal=".").tolist() == [""]


@pytest.mark.parametrize(("text", "number"), [
    ("1.2k", "1200"), ("3 тис.", "3000"), ("2,5 thousand", "2500"), ("1.5 млн", "1500000"), ("12", "12"),
])  # fmt: skip
def test_figures_in_thousands(text, number) -> None:
    assert as_numbers(pd.Series([text]), decimal=".").tolist() == [number]


@pytest.mark.parametrize(("text", "quantity"), [
    ("<5", "<5"), ("less than 5", "<5"), ("≤ 4", "<5"), ("100+", ">100"), ("more than 1,200", ">1200"), ("10-20", "10..20"),
    ("about 300", "~300"), ("1,234", "1234"), ("n/a", ""), ("many", "many"),
])  # fmt: skip
def test_figures_that_are_bounds(text, quantity) -> None:
    assert as_quantities(pd.Series([text]), decimal=".").tolist() == [quantity]


@pytest.mark.parametrize(("text", "expected"), [
    ("46029", "2026-01-07"), ("46029.75", "2026-01-07T18:00:00"), ("46029,5", "2026-01-07T12:00:00"), ("12345", "12345"),
])  # fmt: skip
def test_days_as_spreadsheets_number_them_are_read_where_the_form_says_so(text: str, expected: str) -> None:
    assert as_iso(pd.Series([text]), form=SERIAL).tolist() == [expected]
    assert as_iso(pd.Series(["46029"]), form=ISO).tolist() == ["46029"]
