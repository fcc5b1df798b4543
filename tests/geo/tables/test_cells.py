"""Times and figures as files write them: what a cell does not say is not made up."""

from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from geo.tables.cells import (
    IN_WORDS,
    MONTH_FIRST,
    YEAR_FIRST,
    as_iso,
    as_numbers,
    form_of,
    is_number,
)


@pytest.mark.parametrize(("text", "form", "moment"), [
    ("2031-07-08 10:00 EDT", YEAR_FIRST, "2031-07-08T10:00:00-04:00"),
    ("7/18/31 2:15 PM CST", MONTH_FIRST, "2031-07-18T14:15:00-06:00"),
    ("2031-12-01 10:00:00 EET", YEAR_FIRST, "2031-12-01T10:00:00+02:00"),
    ("Tuesday, July 08, 2031 5:00:00 PM", IN_WORDS, "2031-07-08T17:00:00"),
    ("8 July 2031 17:00 PDT", IN_WORDS, "2031-07-08T17:00:00-07:00"),
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
