"""Days that leave their year to a title: "19/10" below "October 2024" is 19 October 2024.

Over a New Year the later months are those of the first year.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from geo.tables.cells import as_iso, form_of, is_number

BETWEEN = "/"
SECOND_HALF = 7  # of the months of two years, those from this one on are the first year's
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d.,]*\d)")
_TWO_YEARS = re.compile(r"(?<!\d)(20\d{2})\s?[/–-]\s?(?:20)?(\d{2})(?!\d)")
_FIGURES = re.compile(r"^(\D*?\d{1,2}([./-])\d{1,2})(?:\2(?!\d))?(?=$|[\s,;(])")
_HAN = re.compile(r"^(\d{1,2})\s?([月월])\s?(\d{1,2})\s?([日일])")
_YEARS_IN_HAN = {"月": "年", "월": "년"}
_WORDS = re.compile(  # "Sunday, 19 October", "19 de octubre", "Oct 19th"
    r"^(\D*\d{1,2}(?:st|nd|rd|th|\.|º|er)?[\s-]+(?:de\s+|d['’])?[^\W\d_]{3,}\.?|[^\W\d_]{3,}\.?[\s-]+\d{1,2}(?:st|nd|rd|th)?)(?=$|[\s,;(])"
)


def year_in(lines: Iterable[str]) -> str:
    """Return the one year that some lines name, or two that follow each other, "2025/2026"; "" if they name none, or others."""
    text = " ; ".join(lines)
    following = {f"20{second}" for first, second in _TWO_YEARS.findall(text) if int(second) == int(first) % 100 + 1}
    years = sorted({*_YEAR.findall(text), *following})
    if len(years) == 1:
        return str(years[0])
    return BETWEEN.join(years) if len(years) == 2 and int(years[1]) == int(years[0]) + 1 else ""


def with_years(cells: pd.Series, year: str) -> pd.Series:
    """Return cells of which those that are a day without its year have it."""
    return cells.map(lambda cell: with_year(cell, year)).astype(object) if year else cells


@lru_cache(maxsize=20_000)
def with_year(cell: str, year: str) -> str:
    """Return a day, and its clock, with the year that it leaves out; a cell that is no such day stays as it is."""
    if not year or is_number(cell) or form_of([cell])[1]:
        return cell
    first, _, second = year.partition(BETWEEN)
    dated = _dated(cell, first)
    if not dated or not second:
        return dated or cell
    month = int(_month_of(dated) or SECOND_HALF)
    return dated if month >= SECOND_HALF else _dated(cell, second) or cell


def lacks_year(cell: str) -> bool:
    """Whether a cell is a day, and maybe its clock, without its year."""
    return with_year(cell, "2024") != cell


def _dated(cell: str, year: str) -> str:
    """Return a day with a year in the order in which it is written, "" if it is no day."""
    ways = (_FIGURES.sub(rf"\g<1>\g<2>{year}", cell),
            _HAN.sub(lambda found: f"{year}{_YEARS_IN_HAN[found[2]]}{found[0]}", cell),
            _WORDS.sub(rf"\g<1> {year}", cell))  # fmt: skip
    return next((way for way in ways if way != cell and form_of([way])[1]), "")


def _month_of(dated: str) -> str:
    form, _ = form_of([dated])
    return str(as_iso(pd.Series([dated]), form=form).iat[0])[5:7]
