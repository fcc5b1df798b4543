"""Cells as people of many countries write them: `1.234`, `12,5`, `03.04.2026 18:30`, `7/8/24 2:15 PM`, `1720447200000`.

A *form* says how times are written. It is found once for a whole column, stated in dataset.toml, and then applied: one cell alone
does not tell whether 03.04. is in March or in April.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from dateutil import parser

from geo.errors import Fault
from geo.times import YEARS

ISO, DAY_FIRST, MONTH_FIRST, YEAR_FIRST, IN_WORDS = "ISO 8601", "day first", "month first", "year first", "in words"
SECONDS, MILLISECONDS = "epoch seconds", "epoch milliseconds"
FORMS = (ISO, YEAR_FIRST, DAY_FIRST, MONTH_FIRST, SECONDS, MILLISECONDS, IN_WORDS)
ZONE_WORDS = {  # hours from UTC; words that stand for several zones, such as IST, BST and AST, are not read
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2,
    "AEST": 10, "AEDT": 11, "ACST": 9.5, "ACDT": 10.5, "AWST": 8, "NZST": 12, "NZDT": 13,
}  # fmt: skip
_OFFSET = rf"\s*(?P<offset>{'|'.join(ZONE_WORDS)}|[+-]\d{{2}}:?\d{{2}})?"
_CLOCK = r"(?:,?[ T]+(?P<h>\d{1,2})(?:[:.h](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?)?\s*(?P<half>[ap]\.?m\.?)?)?"
_NUMBERS = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4}|\d{2})\.?" + _CLOCK + _OFFSET, re.IGNORECASE)
_YEAR = re.compile(r"(?P<y>\d{4})[-./]?(?P<b>\d{1,2})[-./]?(?P<a>\d{1,2})" + _CLOCK + _OFFSET, re.IGNORECASE)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
_EPOCH = re.compile(r"(?P<n>\d{9,10}|\d{12,13})(?:\.\d+)?")
_EXPONENT = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_COMMA_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_POINT_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
HUNDREDS_MEAN_THIS_CENTURY = 2000
NOTHING = {"na", "n/a", "nan", "null", "none", "nil", "-", "--", "–", "—", "?", "unknown", "tbd", "tba", "pending", "невідомо",
           "неизвестно"}  # fmt: skip


def says_nothing(text: str) -> bool:
    """Whether a cell of a time or a figure is blank, or holds a word for it: "NA", "unknown", "-"."""
    return all(word in NOTHING for word in text.casefold().split())


def form_of(cells: Iterable[str], *, month_first: bool = False) -> tuple[str, float]:
    """Find the form of a column of times: the one that reads most of its cells, and the share that it reads.

    Where both orders of day and month read all, the one with the narrower span of dates is taken, for records of one storm lie
    together; then `month_first` or a clock of twelve hours decides, unless points part the numbers.
    """
    texts = [text for text in dict.fromkeys(cells) if not says_nothing(text)]
    if not texts:
        return ISO, 0.0
    found = {form: [moment for text in texts if (moment := _read(text, form)) is not None] for form in FORMS}
    most = max(map(len, found.values()))
    best = [form for form in FORMS if len(found[form]) == most]
    if best[0] == DAY_FIRST and MONTH_FIRST in best:
        spans = {form: max(found[form]) - min(found[form]) for form in (DAY_FIRST, MONTH_FIRST)}
        point = any("." in text[:3] for text in texts)
        twelve = any(re.search(r"\d\s*[ap]\.?m\.?\b", text, re.IGNORECASE) for text in texts)
        choice = MONTH_FIRST if (month_first or twelve) and not point else DAY_FIRST
        return (choice if spans[DAY_FIRST] == spans[MONTH_FIRST] else min(spans, key=lambda form: spans[form])), most / len(texts)
    return best[0], most / len(texts)


def is_either_way(cells: Iterable[str]) -> bool:
    """Whether day and month of all of some times may be read in both orders; points between them mean that the day is first."""
    texts = [text for text in dict.fromkeys(cells) if not says_nothing(text) and "." not in text[:3]]
    both = [(_read(text, DAY_FIRST), _read(text, MONTH_FIRST)) for text in texts]
    return bool(both) and all(one and other for one, other in both) and any(one != other for one, other in both)


def as_iso(cells: pd.Series, *, form: str, zone: ZoneInfo | None = None) -> pd.Series:
    """Write times in ISO 8601; what cannot be read stays as it is, for whoever validates it to name.

    A time without an offset gets that of `zone`, if one is given; a date alone stays a date.
    """
    return _each(cells, lambda text: "" if says_nothing(text) else _as_iso(text, form, zone))


def as_numbers(cells: pd.Series, *, decimal: str) -> pd.Series:
    """Write numbers with a point and without separators of thousands; what is no number stays as it is."""
    return _each(cells, lambda text: "" if says_nothing(text) else _as_number(text, decimal))


def decimal_of(cells: Iterable[str]) -> str:
    """Find the decimal sign of a column of numbers: a comma, or a point.

    `1.234` alone is read as a thousand, for customers are not counted in thousandths.
    """
    texts = [re.sub(_BLANKS, "", text) for text in dict.fromkeys(cells)]
    commas = sum(bool(re.fullmatch(r"[+-]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,(?:\d{1,2}|\d{4,}))", text)) for text in texts)
    points = sum(bool(re.fullmatch(r"[+-]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.(?:\d{1,2}|\d{4,}))", text)) for text in texts)
    return "," if commas > points else "."


def is_number(text: str) -> bool:
    """Whether a cell is a number in either way of writing."""
    bare = _BLANKS.sub("", text)
    return bool(_POINT_NUMBER.fullmatch(bare) or _COMMA_NUMBER.fullmatch(bare) or _EXPONENT.fullmatch(bare))


def _as_number(text: str, decimal: str) -> str:
    bare = _BLANKS.sub("", text)
    if _EXPONENT.fullmatch(bare):
        return f"{float(bare.replace(',', '.')):.15g}"
    if decimal == "," and _COMMA_NUMBER.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif decimal == "." and _POINT_NUMBER.fullmatch(bare):
        bare = bare.replace(",", "")
    else:
        return text
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _as_iso(text: str, form: str, zone: ZoneInfo | None) -> str:
    moment = _read(text, form)
    if moment is None:
        return text
    if form in {DAY_FIRST, MONTH_FIRST, YEAR_FIRST, ISO} and not _has_clock(text):
        return moment.date().isoformat()
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    return moment.isoformat()


def _has_clock(text: str) -> bool:
    match = _NUMBERS.fullmatch(text) or _YEAR.fullmatch(text)
    return bool(match["h"]) if match else "T" in text or ":" in text


def _read(text: str, form: str) -> dt.datetime | None:
    try:
        moment = READERS[form](text)
    except (ValueError, OverflowError, TypeError):
        return None
    return moment if moment is not None and moment.year in YEARS else None


def _iso(text: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z")) if _ISO.fullmatch(text) else None


def _epoch(text: str, *, long: bool) -> dt.datetime | None:
    match = _EPOCH.fullmatch(text)
    if match is None or (len(match["n"]) > 10) != long:
        return None
    return dt.datetime.fromtimestamp(int(match["n"]) / (1000 if long else 1), tz=dt.UTC)


def _from_numbers(text: str, *, month_first: bool) -> dt.datetime | None:
    match = _NUMBERS.fullmatch(text)
    if match is None:
        return None
    year = int(match["y"]) + (HUNDREDS_MEAN_THIS_CENTURY if len(match["y"]) == 2 else 0)
    first, second = int(match["a"]), int(match["b"])
    day, month = (second, first) if month_first else (first, second)
    return _with_clock(dt.datetime(year, month, day), match)


def _from_year(text: str) -> dt.datetime | None:
    match = _YEAR.fullmatch(text)
    return match and _with_clock(dt.datetime(int(match["y"]), int(match["b"]), int(match["a"])), match)


def _with_clock(day: dt.datetime, match: re.Match[str]) -> dt.datetime:
    hour, half = int(match["h"] or 0), (match["half"] or "").casefold()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    moment = day.replace(minute=int(match["m"] or 0), second=int(match["s"] or 0)) + dt.timedelta(hours=hour)  # 24:00 is midnight
    offset = match["offset"]
    if not offset:
        return moment
    hours = ZONE_WORDS.get(offset.upper())
    zone = dt.datetime.strptime(offset, "%z").tzinfo if hours is None else dt.timezone(dt.timedelta(hours=hours))
    return moment.replace(tzinfo=zone)


def _in_words(text: str) -> dt.datetime | None:
    if not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\d{4}", text):
        return None
    read: dt.datetime = parser.parse(text, default=dt.datetime(2000, 1, 1), dayfirst=True, tzinfos=_zone_named)
    other = parser.parse(text, default=dt.datetime(2004, 2, 2), dayfirst=True, tzinfos=_zone_named)
    return read if read.date() == other.date() else None  # what it leaves out, such as the day of "June 2025", is not made up


def _zone_named(word: str | None, offset_s: int | None) -> dt.tzinfo | None:
    """Return the zone of a word in a time. Raises ValueError for one that is not known: its time would be taken for another."""
    if offset_s is not None:
        return dt.timezone(dt.timedelta(seconds=offset_s))
    if not word:
        return None
    if word.upper() not in ZONE_WORDS:
        raise ValueError(word)
    return dt.timezone(dt.timedelta(hours=ZONE_WORDS[word.upper()]))


def _each(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Change each distinct text once: files repeat themselves."""
    which, distinct = pd.factorize(cells)
    changed = pd.Series([change(str(text)) for text in distinct], dtype=object)
    return pd.Series(changed.to_numpy()[which] if len(distinct) else [], index=cells.index, name=cells.name, dtype=object)


READERS: dict[str, Callable[[str], dt.datetime | None]] = {
    ISO: _iso, YEAR_FIRST: _from_year, DAY_FIRST: lambda text: _from_numbers(text, month_first=False),
    MONTH_FIRST: lambda text: _from_numbers(text, month_first=True), SECONDS: lambda text: _epoch(text, long=False),
    MILLISECONDS: lambda text: _epoch(text, long=True), IN_WORDS: _in_words,
}  # fmt: skip


def whole_numbers(cells: pd.Series, *, rows: np.ndarray, file: str) -> tuple[pd.Series, list[Fault]]:
    """Read whole numbers of 0 and more (Int64, missing where blank), with a fault for every other cell."""
    blank = (cells.isna() | cells.astype(str).str.strip().isin(["", "nan", "None", "<NA>"])).to_numpy(bool)
    figures = pd.to_numeric(cells.astype(object).where(~blank), errors="coerce").astype("float64").to_numpy()
    wrong = ~blank & ~(np.isfinite(figures) & (figures >= 0) & (figures < 2**53) & (np.floor(figures) == figures))
    faults = [
        Fault(what="not a whole number", file=file, row=int(rows[i]), column=str(cells.name), value=str(cells.iloc[int(i)]),
              expected="digits such as 104000, or a blank if it is not known", remedy="write it without words and separators")
        for i in np.flatnonzero(wrong)
    ]  # fmt: skip
    return pd.Series(np.where(blank | wrong, np.nan, figures), index=cells.index).astype("Int64"), faults
