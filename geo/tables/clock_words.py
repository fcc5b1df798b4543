"""Words in a time that say its half of the day, noon or hours, in many scripts, are brought to clocks that all forms read."""

import re

from geo.tables.calendars import gregorian

_HOURS = re.compile(  # 1800 hrs
    r"(?<!\S)([01]\d|2[0-4]):?([0-5]\d)\s*(?:hrs?|hours|horas|heures|часот|часа|часов|годин)\b\.?", re.IGNORECASE
)
_NOON = re.compile(r"(?:12\s*)?\b(?:noon|midday)\b|\b12:00\s*m\.(?!\w)", re.IGNORECASE)
_PARTED_HALF = re.compile(r"(?<=\d)\s*([ap])\.?\s+m\b\.?", re.IGNORECASE)  # 6:00 p. m.
_HALVES = {  # of a day, in scripts that do not write am and pm
    "am": ("π.μ.", "πμ", "오전", "上午", "午前", "ص", "ق.ظ", "sáng", "дп", "قبل از ظهر", "صباحاً", "صباحا"),
    "pm": ("μ.μ.", "μμ", "오후", "下午", "午後", "م", "ب.ظ", "chiều", "пп", "بعد از ظهر", "ظ", "ظهراً", "ظهرا", "مساءً", "مساء"),
}  # fmt: skip
_HOUR = r"(\d{1,2}(?:[:.]\d{2}){0,2})"


def _halves_of(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a clock with such a word before it, and behind it."""
    word = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\S)(?:{word})\s*{_HOUR}"), re.compile(rf"{_HOUR}\s*(?:{word})(?!\w)")


_HALF = {half: _halves_of(words) for half, words in _HALVES.items()}
_SIGNS = (  # 2025年03月10日 8时30分; 2026년 1월 14일 08시; 24.12.2024 г. 07:30; 14 січня 2026 року
    (re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]"), r"\1-\2-\3 "),
    (re.compile(r"(?<=\d)\s*[时時点點시]\s*(\d{1,2})\s*[分분]?"), r":\1"),
    (re.compile(r"(?<=\d)\s*[时時点點시](?![^\W\d_])"), ":00"),
    (re.compile(r"(?<=\d{4})\s?(?:года?|року|[гр]\.)(?=\s|$)"), ""),
    (re.compile(r"(?<=\d)\s?(?:год|час|ч)\.(?=\s)"), ""),
    (re.compile(r"^(?:วันที่|ณ)\s+(?=\d)"), ""),
    (re.compile(r"\s+(?:เวลา)\s+(\d{1,2}[:.]\d{2})\s*(?:น\.?)?"), r" \1"),
    (re.compile(r"(\d{4})\s*оны?\s+(\d{1,2})(?:\s+\w+|-\w+)?\s+сарын?\s+(\d{1,2})(?:-\w+)?(?:\s+өдр\w+|\s+өдөр)?"), r"\1-\2-\3"),
    (re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})", re.IGNORECASE), r"\3-\2-\1"),
)


def tidied(text: str) -> str:
    """Write noon and "1800 hrs" as clocks, the halves of a day of any script as am and pm, and a day in our calendar."""
    text = gregorian(text)
    if not text.isascii():
        for pattern, plain in _SIGNS:
            text = pattern.sub(plain, text)
        for half, (before, after) in _HALF.items():
            text = after.sub(rf"\1 {half}", before.sub(rf"\1 {half}", text))
    return _HOURS.sub(r"\1:\2", _PARTED_HALF.sub(r" \1m", _NOON.sub("12:00", text.strip())))
