"""Times as people of many countries write them: `03.04.2026 18:30`, `7/8/24 2:15 PM`, `1720447200000`, `8 липня 2031, 17:00`.

A *form* says how the numbers of a time are ordered. It is found once for a whole column, stated in dataset.toml, and then
applied: one cell alone does not say whether 03.04. is in March or in April. A cell of another form is read only if it can mean
one day: with the year first, or with the month in words.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import cache

from geo.tables.clock_words import tidied
from geo.times import YEARS

ISO, DAY_FIRST, MONTH_FIRST, YEAR_FIRST, IN_WORDS = (
    "ISO 8601",
    "day first",
    "month first",
    "year first",
    "in words",
)
SECONDS, MILLISECONDS, SERIAL = "epoch seconds", "epoch milliseconds", "spreadsheet days"
FORMS = (ISO, YEAR_FIRST, DAY_FIRST, MONTH_FIRST, SECONDS, MILLISECONDS, SERIAL, IN_WORDS)
EPOCHS = (SECONDS, MILLISECONDS)
FROM_A_DAY = (*EPOCHS, SERIAL)  # a number counted from a day: an identifier may look the same
ONE_DAY_ONLY = (ISO, YEAR_FIRST, IN_WORDS)  # what these forms read can mean no other day
ZONE_WORDS = {  # hours from UTC; words that stand for several zones, such as IST, BST and AST, are not read
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "WET": 0,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "WIB": 7,
    "WITA": 8,
    "WIT": 9,
    "MSK": 3,
    "МСК": 3,
    "SAST": 2,
    "AEST": 10,
    "AEDT": 11,
    "ACST": 9.5,
    "ACDT": 10.5,
    "AWST": 8,
    "NZST": 12,
    "NZDT": 13,
}
# A minus right behind the clock is no offset: 8:00-10:00 is from one clock to another
_OFFSET = (
    rf"\s*\(?(?P<offset>(?:(?:UTC|GMT)[+-]|\+|(?<=[\s(])-)\d{{1,2}}(?::?\d{{2}})?"
    rf"|{'|'.join(sorted(ZONE_WORDS, key=len, reverse=True))})?\)?"
)
_TIME = (
    r"(?P<h>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?:\s*(?:uhr|hs?|hrs|год\.?|ч\.?))?"
)
# Words between a day and its clock
_AT = r"at|à|às|a\s+las|alle|ore|la\s+ora|um|о|об|в|у|во|kl\.?|klo|om|ob|u|saat|godz\.?|pukul|jam|στις|lúc"
_CLOCK = rf"(?:(?:,?[ T]+|\s+-\s+|,?\s+(?:{_AT})\s+){_TIME}{_OFFSET})?"
_NUMBERS = re.compile(
    rf"(?P<a>\d{{1,2}})(?:[/-]|\.\s?)(?P<b>\d{{1,2}})(?:[/-]|\.\s?)(?P<y>\d{{4}}|\d{{2}})\.?{_CLOCK}", re.IGNORECASE
)
_YEAR = re.compile(
    rf"(?P<y>\d{{4}})(?:[-/]?|\.\s?)(?P<b>\d{{1,2}})(?:[-/]?|\.\s?)(?P<a>\d{{1,2}})\.?{_CLOCK}", re.IGNORECASE
)
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_EPOCH = re.compile(r"(?:/Date\()?(?P<n>\d{9,10}|\d{12,13})(?:\.\d+)?(?:[+-]\d{4}\)/|\)/)?")
_SERIAL = re.compile(r"(?:3[6-9]|4\d|5[0-4])\d{3}(?:[.,]\d+)?")  # from 1998 to 2050; 46029 is 7 January 2026
_SERIAL_FROM = dt.datetime(1899, 12, 30)
_DAY_MONTH = re.compile(
    rf"(?P<a>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+)?(?P<word>[^\W\d_][^\s\d.,،/-]+)\.?[,،]?[\s-]*(?:de\s+)?"
    rf"(?P<y>\d{{4}})\s?(?:р\.?|года?|г\.|r\.)?{_CLOCK}",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?P<word>[^\W\d_][^\s\d.,،/-]+)\.?\s+(?P<a>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}}){_CLOCK}",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(  # 2025. március 14. 8:30; 2025 m. kovo 14 d.
    rf"(?P<y>\d{{4}})\.?\s+(?:m\.\s+)?(?P<word>[^\W\d_][^\s\d.,،/-]+)\.?\s+(?P<a>\d{{1,2}})\.?(?:\s*d\.)?{_CLOCK}", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?:le\s+)?[^\W\d_][^\s\d,،]{1,15}[,،]?\s+(?=(?:le\s+)?[^\W_]+)", re.IGNORECASE)
_YEAR_AND_WORD = re.compile(r"(?=.*\d{4}).*[^\W\d_TZ]")
_LAST_WORD = re.compile(r",?\s+(?P<word>[^\W\d_][^\s\d,،]+)(?=$|\s+\d)")  # 4 Ağustos 2019 Pazar
_CLOCK_FIRST = re.compile(
    r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?),?\s+(?P<day>\S*\d\S*|\d.*\d)",
    re.IGNORECASE,
)
HUNDREDS_MEAN_THIS_CENTURY = 2000
LANGUAGES = (
    "en", "uk", "ru", "de", "fr", "es", "pt", "it", "pl", "nl", "ro", "cs", "tr", "id", "ms", "fil", "sw", "ar", "ar_LB",
    "ar_DZ", "fa", "he", "hi", "bn", "ur", "sv", "da", "nb", "fi", "hu", "el", "bg", "sr", "mk", "sl", "sk", "lt", "lv", "et",
    "be", "kk", "ka", "hy", "az", "is", "hr", "bs", "sq", "ca", "gl", "eu", "mn", "uz", "ky", "mt", "ga", "so", "ps", "si",
    "ta", "te", "ml", "mr", "gu", "my", "km", "lo", "th", "am", "af", "zu",
)  # fmt: skip
_NO_DAY = re.compile(
    r"(?:0{4}|0001|1753|1899|1900|9999)[-./]\d{1,2}[-./]\d{1,2}(?!\d).*|\d{1,2}[-./]\d{1,2}[-./](?:0{4}|0001|1753|1899|1900|9999)(?!\d).*"
    r"|1970-01-01(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:?00)?)?|0|/Date\(-62135\d+(?:[+-]\d{4})?\)/"
)


def is_no_day(text: str) -> bool:
    """Whether a time is one that programs write where they know none: year 1, 1899, 9999, the first second of 1970."""
    return bool(_NO_DAY.fullmatch(text.strip()))


def read_time(text: str, form: str) -> dt.datetime | None:
    """Read one time in a form, or in another if that can mean one day only; None if it cannot be read."""
    others = EPOCHS if text.isdecimal() else (*ONE_DAY_ONLY, *EPOCHS)
    for one in (form, *(other for other in others if other != form)):
        try:
            moment = READERS[one](tidied(text))
        except (ValueError, OverflowError, TypeError):
            continue
        if moment is not None and moment.year in YEARS:
            return moment
    return None


def best_form(texts: Iterable[str], *, month_first: bool = False) -> tuple[str, float]:
    """Return the form that reads most of some times, and the share of them that can be read.

    Where both orders of day and month read all, the one with the narrower span of dates is taken, for records of one storm lie
    together; then `month_first` or a clock of twelve hours decides, unless points part the numbers.
    """
    texts = list(texts)
    found = {
        form: [moment for text in texts if (moment := _strictly(text, form)) is not None]
        for form in FORMS
    }
    most = max(map(len, found.values()))
    best = [form for form in FORMS if len(found[form]) == most]
    choice = best[0]
    if choice == DAY_FIRST and MONTH_FIRST in best:
        spans = {form: max(found[form]) - min(found[form]) for form in (DAY_FIRST, MONTH_FIRST)}
        point = any("." in text[:3] for text in texts)
        twelve = any(re.search(r"\d\s*[ap]\.?m\.?\b", text, re.IGNORECASE) for text in texts)
        if spans[DAY_FIRST] != spans[MONTH_FIRST]:
            choice = min(spans, key=lambda form: spans[form])
        elif (month_first or twelve) and not point:
            choice = MONTH_FIRST
    return choice, sum(read_time(text, choice) is not None for text in texts) / max(1, len(texts))


def may_be_either(texts: Iterable[str]) -> bool:
    """Whether day and month of all of some times may be read in both orders; points between them mean that the day is first."""
    plain = [text for text in texts if "." not in text[:3]]
    both = [(_strictly(text, DAY_FIRST), _strictly(text, MONTH_FIRST)) for text in plain]
    return (
        bool(both)
        and all(one and other for one, other in both)
        and any(one != other for one, other in both)
    )


def has_clock(text: str) -> bool:
    """Whether a time says more than its day."""
    bare = tidied(text)
    if _SERIAL.fullmatch(bare):
        return bool(re.search(r"[.,]\d*[1-9]", bare))
    match = _NUMBERS.fullmatch(bare) or _YEAR.fullmatch(bare) or _in_words_of(bare)[0]
    return (
        bool(match["h"])
        if match
        else bool(re.search(r"\dT\d|\d:\d|\d\s*[ap]\.?m\b|^\d{9,}|Date\(", bare, re.IGNORECASE))
    )


def _strictly(text: str, form: str) -> dt.datetime | None:
    try:
        moment = READERS[form](tidied(text))
    except (ValueError, OverflowError, TypeError):
        return None
    if moment is not None and moment.tzinfo is not None:  # spans are compared, whatever the offset
        moment = moment.replace(tzinfo=None) if form in {DAY_FIRST, MONTH_FIRST} else moment
    return moment if moment is not None and moment.year in YEARS else None


def _iso(text: str) -> dt.datetime | None:
    return (
        dt.datetime.fromisoformat(text.replace(" +", "+").replace(" Z", "Z"))
        if _ISO.fullmatch(text)
        else None
    )


def _epoch(text: str, *, long: bool) -> dt.datetime | None:
    match = _EPOCH.fullmatch(text)
    if match is None or (len(match["n"]) > 10) != long:
        return None
    return dt.datetime.fromtimestamp(int(match["n"]) / (1000 if long else 1), tz=dt.UTC)


def _serial(text: str) -> dt.datetime | None:
    """Read the number of a day as spreadsheets keep it, its fraction the time of day: 46029.75 is 7 January 2026, 18:00."""
    if not _SERIAL.fullmatch(text):
        return None
    seconds = round(float(text.replace(",", ".")) * 86_400)
    return _SERIAL_FROM + dt.timedelta(seconds=seconds)


def _from_numbers(text: str, *, month_first: bool) -> dt.datetime | None:
    swapped = _CLOCK_FIRST.fullmatch(text)
    match = _NUMBERS.fullmatch(f"{swapped['day']} {swapped['clock']}" if swapped else text)
    if match is None and (weekday := _WEEKDAY.match(text)):
        match = _NUMBERS.fullmatch(text[weekday.end() :])
    if match is None:
        return None
    year = int(match["y"]) + (HUNDREDS_MEAN_THIS_CENTURY if len(match["y"]) == 2 else 0)
    first, second = int(match["a"]), int(match["b"])
    day, month = (second, first) if month_first else (first, second)
    return _with_clock(dt.datetime(year, month, day), match)


def _from_year(text: str) -> dt.datetime | None:
    swapped = _CLOCK_FIRST.fullmatch(text)
    match = _YEAR.fullmatch(f"{swapped['day']} {swapped['clock']}" if swapped else text)
    return match and _with_clock(
        dt.datetime(int(match["y"]), int(match["b"]), int(match["a"])), match
    )


def _in_words(text: str) -> dt.datetime | None:
    """Read "8 July 2031 17:00 PDT" and "Tuesday, July 08, 2031 5:00 PM"; what is left out, such as the day, is not made up."""
    swapped = _CLOCK_FIRST.fullmatch(text)
    match, month = _in_words_of(f"{swapped['day']} {swapped['clock']}" if swapped else text)
    return _with_clock(dt.datetime(int(match["y"]), month, int(match["a"])), match) if match else None


def _in_words_of(text: str) -> tuple[re.Match[str] | None, int]:
    """Return the parts of a day in words, with the number of its month; the weekday may stand before or after them."""
    if not _YEAR_AND_WORD.match(text):  # else no names of months in all languages are needed
        return None, 0
    weekday = _WEEKDAY.match(text)
    first, last = (text[weekday.end() :] if weekday else ""), _LAST_WORD.sub(_unless_weekday, text)
    for bare in dict.fromkeys((text, first, last)):
        match = _DAY_MONTH.fullmatch(bare) or _MONTH_DAY.fullmatch(bare) or _YEAR_MONTH.fullmatch(bare)
        if match and (month := _months().get(match["word"].casefold())):
            return match, month
    return None, 0


def _unless_weekday(match: re.Match[str]) -> str:
    return "" if match["word"].casefold() in _weekdays() else match.group()


@cache
def _weekdays() -> frozenset[str]:
    from babel import Locale

    return frozenset(name.casefold() for language in LANGUAGES
                     for name in Locale.parse(language).days["format"]["wide"].values())  # fmt: skip


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names; a word that two languages use for two months is left out."""
    from babel import Locale

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        months = Locale.parse(language).months
        for number, name in (
            (n, name)
            for use in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for n, name in months[use][width].items()
        ):
            found.setdefault(name.rstrip(".").casefold(), set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1} | {
        "sept": 9
    }


def _with_clock(day: dt.datetime, match: re.Match[str]) -> dt.datetime:
    hour, half = int(match["h"] or 0), (match["half"] or "").casefold()
    if hour > 24 or (hour == 24 and int(match["m"] or 0)):
        raise ValueError(match.group())
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    moment = day.replace(minute=int(match["m"] or 0), second=int(match["s"] or 0)) + dt.timedelta(
        hours=hour
    )  # 24:00 is midnight
    offset = (match["offset"] or "").upper()
    if not offset:
        return moment
    hours = ZONE_WORDS.get(offset)
    if hours is None:
        sign, digits = re.fullmatch(r"(?:UTC|GMT)?([+-])(.+)", offset).groups()  # type: ignore[union-attr]
        whole, minutes = (
            digits.split(":")
            if ":" in digits
            else (digits[:-2], digits[-2:])
            if len(digits) > 2
            else (digits, 0)
        )
        hours = (int(whole) + int(minutes) / 60) * (-1 if sign == "-" else 1)
    return moment.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours)))


READERS: dict[str, Callable[[str], dt.datetime | None]] = {
    ISO: _iso,
    YEAR_FIRST: _from_year,
    DAY_FIRST: lambda text: _from_numbers(text, month_first=False),
    MONTH_FIRST: lambda text: _from_numbers(text, month_first=True),
    SECONDS: lambda text: _epoch(text, long=False),
    MILLISECONDS: lambda text: _epoch(text, long=True),
    SERIAL: _serial,
    IN_WORDS: _in_words,
}
