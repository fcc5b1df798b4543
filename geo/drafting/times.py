"""The times of a sentence, and what they come to beside the day on which the report was published.

Dates are civil days in the dataset's zone. A weekday is the nearest past one, this day included,
and the next one for what is
planned. A night, a morning and an evening are kept to the day: a report that says no hour gets
none.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from geo.drafting.clocks import AS_OF, CLOCK, DAY, PART, TimeWord, clocks_in, is_suffix
from geo.drafting.lexicon import Lexicon, Word
from geo.drafting.text import Token

ABBREVIATED = 4  # letters of a month that a full stop may shorten: "Sept.", "янв."
BESIDE = 1  # marks or prepositions between a weekday and its date
BEFORE_MIDNIGHT = 23 * 60 + 50  # minutes of the day that "shortly before midnight" stands for


def times_in(
    tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon, published: dt.date | None
) -> list[TimeWord]:
    """Find the times of a sentence, in its order."""
    found = [
        *_dates(tokens, lexicon, published),
        *_weekdays(tokens, words, lexicon),
        *clocks_in(tokens, words, lexicon),
    ]
    shifts = {"today": 0, "yesterday": -1, "two_days_ago": -2, "tomorrow": 1, "tonight": 0, "past_day": -1,
              "second_day": -1, "third_day": -2, "fourth_day": -3}
    since = {word.last for word in words if word.kind == "time.since"}
    last = {word.first for word in words if word.kind == "time.last"}  # "since last Wednesday"
    found = [replace(one, since=one.first in since or one.first - 1 in since & last) for one in found]
    backgrounds = {word.first for word in words if word.kind == "guard.background"}
    for word in words:
        if word.group != "time" or (word.name.endswith("_day") and word.last in backgrounds):
            continue  # "the third day after the strike"
        one = TimeWord(first=word.first, last=word.last, kind=PART)
        if word.name in shifts:
            found.append(replace(one, kind=DAY, shift=shifts[word.name], since=word.name.endswith("_day") or word.first in since))
        elif word.name in {"night", "morning", "afternoon", "evening", "night_to"}:
            found.append(one)
        elif word.name == "before_midnight":
            found.append(replace(one, kind=CLOCK, minutes=BEFORE_MIDNIGHT, shift=-1, about=True))
        elif word.name == "as_of" and any(t.first in {word.last, word.last + 1} for t in found):
            found.append(replace(one, kind=AS_OF))
    return sorted(_without_weekdays_of_dates(found), key=lambda time: time.first)


def _without_weekdays_of_dates(found: Sequence[TimeWord]) -> list[TimeWord]:
    """Leave out a weekday that stands beside its date: "on Thursday, 4 December", "4 грудня, у четвер", and "yesterday" within
    "the day before yesterday".
    """
    dates = [one for one in found if one.day is not None]
    older = [one for one in found if one.shift is not None and one.last - one.first > 1]

    def is_told(one: TimeWord) -> bool:
        beside = any(0 <= date.first - one.last <= BESIDE or 0 <= one.first - date.last <= 1 + BESIDE for date in dates)
        within = one.shift is not None and any(o is not one and o.first <= one.first and one.last <= o.last for o in older)
        return (one.weekday is not None and beside) or within

    return [one for one in found if not is_told(one)]


def _dates(tokens: Sequence[Token], lexicon: Lexicon, published: dt.date | None) -> list[TimeWord]:
    found = []
    for at, token in enumerate(tokens):
        month = month_of(token.low, lexicon)
        if month is None:
            if (numeric := _numeric(token.low)) is not None:
                found.append(TimeWord(first=at, last=at + 1, kind=DAY, day=numeric))
            continue
        short = len(token.low) <= ABBREVIATED
        dot = (
            short
            and at + 1 < len(tokens)
            and tokens[at + 1].low == "."
            and tokens[at + 1].start == token.end
        )
        after = at + 2 if dot else at + 1
        first, last, number = at, at + 1, None
        if after < len(tokens) and _day_number(tokens[after].low) and lexicon.language == "en":
            number, last = _day_number(tokens[after].low), after + 1
        elif at and _day_number(tokens[at - 1].low):
            number, first, last = _day_number(tokens[at - 1].low), at - 1, after if dot else at + 1
        elif at > 2 and is_suffix(tokens, at - 2) and _day_number(tokens[at - 3].low):
            number, first, last = _day_number(tokens[at - 3].low), at - 3, after if dot else at + 1  # "5-го января"
        if number is None:
            continue
        year, last = _year(tokens, last)
        day = _date(number, month, year, published)
        if day is not None:
            found.append(TimeWord(first=first, last=last, kind=DAY, day=day))
    return found


@lru_cache(maxsize=8192)
def month_of(low: str, lexicon: Lexicon) -> int | None:
    """Return the number of the month that a word names, None if it names none."""
    months: dict[str, int] = lexicon.tables["months"]
    if not low[0].isalpha() or len(low) < 3:
        return None
    for start, number in months.items():
        if low.startswith(start) and (
            lexicon.language != "en" or low in _ENGLISH_MONTHS or low == start
        ):
            return number
    return None


_ENGLISH_MONTHS = frozenset(
    {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "sept",
        "october",
        "november",
        "december",
    }
)


def _day_number(low: str) -> int | None:
    return int(low) if low.isdecimal() and len(low) <= 2 and 1 <= int(low) <= 31 else None


def _numeric(low: str) -> dt.date | None:
    parts = low.split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or len(parts[2]) != 4:
        return None
    try:
        return dt.date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError:
        return None


def _year(tokens: Sequence[Token], last: int) -> tuple[int | None, int]:
    at = last + 1 if last < len(tokens) and tokens[last].low == "," else last
    if (
        at < len(tokens)
        and tokens[at].low.isdecimal()
        and len(tokens[at].low) == 4
        and tokens[at].low[:2] in {"19", "20"}
    ):
        return int(tokens[at].low), at + 1
    return None, last


def _date(number: int, month: int, year: int | None, published: dt.date | None) -> dt.date | None:
    years = (
        [year]
        if year
        else []
        if published is None
        else [published.year - 1, published.year, published.year + 1]
    )
    days = []
    for one in years:
        try:
            days.append(dt.date(one, month, number))
        except ValueError:
            continue
    if not days:
        return None
    return days[0] if year or published is None else min(days, key=lambda day: abs(day - published))


def _weekdays(tokens: Sequence[Token], words: Sequence[Word], lexicon: Lexicon) -> list[TimeWord]:
    found = []
    last = {word.last for word in words if word.kind == "time.last"}  # "з минулої середи"
    for at, token in enumerate(tokens):
        number = weekday_of(token.low, lexicon) if token.is_word else None
        if number is not None and (lexicon.language == "en" or at in last or _follows_preposition(tokens, at)):
            found.append(TimeWord(first=at, last=at + 1, kind=DAY, weekday=number))
    return found


@lru_cache(maxsize=8192)
def weekday_of(low: str, lexicon: Lexicon) -> int | None:
    """Return the number of the weekday that a word may name, 0 for Monday; None for others, and for an hour ("четвертої")."""
    if low in lexicon.tables["hours"]:
        return None
    names: dict[str, int] = lexicon.tables["weekdays"]
    return next((n for start, n in names.items() if low.startswith(start) and len(low) <= len(start) + 4), None)


def is_weekday(low: str, lexicon: Lexicon) -> bool:
    """Whether a word may name a weekday."""
    return weekday_of(low, lexicon) is not None


def _follows_preposition(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word that may be a weekday or not ("середа", "среди") stands where a weekday
    stands.
    """
    return at > 0 and tokens[at - 1].low in {
        "у",
        "в",
        "на",
        "во",
        "з",
        "с",
        "до",
        "по",
        "вечора",
        "ранок",
        "вечером",
        "утром",
        "утру",
        "вечеру",
        "утра",
        "вечера",
        "ранку",
        "ніч",
        "ночь",
        "за",
        ",",
    }


def day_of(time: TimeWord, published: dt.date | None, *, planned: bool) -> dt.date | None:
    """Return the civil day of a word, None if it names none or the publication is not known."""
    if time.day is not None:
        return time.day
    if published is None:
        return None
    if time.weekday is not None:
        back = (published.weekday() - time.weekday) % 7
        return (
            published + dt.timedelta(days=(-back) % 7)
            if planned
            else published - dt.timedelta(days=back)
        )
    return published + dt.timedelta(days=time.shift) if time.shift is not None else None


def at_clock(day: dt.date, time: TimeWord, zone: ZoneInfo) -> tuple[dt.date, str]:
    """Return a day and a clock as the contract writes them, in the dataset's zone:
    "2026-01-07T18:30".
    """
    assert time.minutes is not None
    late = dt.timedelta(days=time.minutes // 1440)
    clock = dt.datetime.combine(day + late, dt.time(time.minutes % 1440 // 60, time.minutes % 60))
    if time.zone:
        try:
            clock = clock.replace(tzinfo=ZoneInfo(time.zone)).astimezone(zone).replace(tzinfo=None)
        except ZoneInfoNotFoundError:
            return day, day.isoformat()
    return clock.date(), f"{clock:%Y-%m-%dT%H:%M}{'~' if time.about else ''}"
