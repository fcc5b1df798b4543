"""Days of other calendars, where the year leaves no doubt which -> days of the Gregorian one: `1403/11/12` is 2025-01-31.

The Solar Hijri calendar of Iran and Afghanistan, the Buddhist era of Thailand, the eras of Japan and that of Taiwan. The lunar
Hijri calendar follows the moon as it is seen, and others have years that may be meant as ours: they are not read.
"""

import datetime as dt
import re

SOLAR_YEARS, BUDDHIST_YEARS = range(1330, 1421), range(2470, 2640)  # from 1951; lunar years since 2000 are above 1420
BUDDHIST_FROM = 543
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "中華民國": 1911, "中華民国": 1911, "民國": 1911, "民国": 1911}
_SOLAR_MONTHS = (  # of Iran; of Afghanistan
    ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ("حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"),
)
_SOLAR_NEW_YEAR = 1404, dt.date(2025, 3, 21)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<sign>[/.-])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(?P<d>\d{1,2})(?P<sign>[/.-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4})(?!\d)")
_IN_WORDS = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s+(?P<word>[^\W\d_]+)(?:\s+ماه)?\s+(?:سال\s+)?(?P<y>\d{4})(?!\d)")
_THAI_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_THAI = re.compile(r"(?<!\d)(?P<d>\d{1,2})\s+(?P<word>[ก-๙][ก-๙.]*)\s*(?:พ\.?\s?ศ\.?\s*)?(?P<y>\d{4})(?!\d)")
_ERA = re.compile(rf"(?P<era>{'|'.join(_ERAS)})\s*(?P<y>\d{{1,3}}|元)(?=\s*年)")


def gregorian(text: str) -> str:
    """Return a time with its day in the Gregorian calendar, if it is of another that is known; else as it is."""
    if not text.isascii():
        text = _ERA.sub(lambda found: str(_ERAS[found["era"]] + (1 if found["y"] == "元" else int(found["y"]))), text)
        text = _THAI.sub(_buddhist_in_words, text)
        text = _IN_WORDS.sub(_solar_in_words, text)
    return _DAY_FIRST.sub(_in_numbers, _YEAR_FIRST.sub(_in_numbers, text))


def _in_numbers(found: re.Match[str]) -> str:
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if year in BUDDHIST_YEARS:
        return f"{year - BUDDHIST_FROM}-{month:02}-{day:02}"
    return _solar(year, month, day) or found[0]


def _buddhist_in_words(found: re.Match[str]) -> str:
    year, word = int(found["y"]), found["word"]
    if year not in BUDDHIST_YEARS:
        return found[0]
    if word in _THAI_MONTHS:
        return f"{year - BUDDHIST_FROM}-{_THAI_MONTHS.index(word) + 1:02}-{int(found['d']):02}"
    return f"{found['d']} {word} {year - BUDDHIST_FROM}"


def _solar_in_words(found: re.Match[str]) -> str:
    word = found["word"].replace("ي", "ی").replace("ك", "ک")
    month = next((names.index(word) + 1 for names in _SOLAR_MONTHS if word in names), 0)
    return _solar(int(found["y"]), month, int(found["d"])) or found[0]


def _solar(year: int, month: int, day: int) -> str:
    """Return a day of the Solar Hijri calendar in ISO 8601, "" if there is none such: six months of 31 days, then of 30."""
    length = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if year not in SOLAR_YEARS or not 1 <= month <= 12 or not 1 <= day <= length:
        return ""
    known, first = _SOLAR_NEW_YEAR
    years = sum(365 + _is_leap(one) for one in range(min(year, known), max(year, known)))
    days = (years if year > known else -years) + 30 * (month - 1) + min(month - 1, 6) + day - 1
    return (first + dt.timedelta(days=days)).isoformat()


def _is_leap(year: int) -> bool:
    """Whether a year of that calendar has 366 days: eight of 33, as it has been from 1925 and will be to 2088."""
    return (25 * year + 11) % 33 < 8
