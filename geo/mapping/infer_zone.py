"""The zone of a table's times, where its title or a header says it: "all times UTC", "Start (GMT+3)"."""

import re
from collections.abc import Iterable
from itertools import chain

from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.time_forms import ZONE_WORDS

_OFFSETS = {word: hours for word, hours in ZONE_WORDS.items() if len(word) > 1}
_UNEVEN = {3.5: "Asia/Tehran", 4.5: "Asia/Kabul", 5.5: "Asia/Kolkata", 5.75: "Asia/Kathmandu", 6.5: "Asia/Yangon",
           9.5: "Australia/Darwin"}  # fmt: skip
_TIMES = (
    r"times?|clocks?|timestamps?|hours?|hrs|час[иу]?|годин[иа]?|врем\w+|hora(?:s|rio)?|heures?|zeit(?:en|angaben)?|uhrzeit\w*|czas\w*|ora|orari[oa]?"
    r"|saat\w*|waktu|pukul|tijd\w*|tid\w*|čas\w*|vrijeme|време|laiks|laikas|idő\w*|ώρα|ώρες|giờ|เวลา|وقت|توقيت|ساعت|שעה|zaman"
)
_ZONE = (
    rf"(?<![^\W_])(?<!\d\s)(?P<word>(?i:UTC|GMT)|{'|'.join(sorted(_OFFSETS, key=len, reverse=True))})"
    r"(?:\s?(?P<hours>[+-]\d{1,2})(?::?(?P<minutes>\d{2}))?)?(?![\w+-])"
)
_IN_TITLE = (
    re.compile(rf"(?<!\w)(?i:{_TIMES})(?!\w)[^.;\n]{{0,30}}?{_ZONE}"),
    re.compile(rf"{_ZONE}\s*(?:(?i:{_TIMES}))?\s*[)\].]*$"),
)
_IN_HEADER = (re.compile(rf"{_ZONE}[)\]]?$"),)


def zone_told(file: TableFile, columns: Iterable[str]) -> tuple[str, str]:
    """Return the IANA zone that the header of a column of times, or a line above the table, tells, and a remark on it."""
    headers = ((Sentence("the column {column!r}", column=column), column, _IN_HEADER) for column in columns)
    titles = ((where, text, _IN_TITLE) for where, text in file.lines.items())
    for where, text, patterns in chain(headers, titles):
        for pattern in patterns:
            if (match := pattern.search(text)) and (zone := _iana(match)):
                return zone, Sentence("its times are read as of the zone {zone}, as {where} says", zone=zone, where=where)
    return "", ""


def _iana(match: re.Match[str]) -> str:
    """Return the zone of a word such as "UTC", "GMT+3" or "EST"; "" for one that has no name."""
    sign = -1 if (match["hours"] or "").startswith("-") else 1
    said = int(match["hours"] or 0) + sign * int(match["minutes"] or 0) / 60
    hours = said if match["hours"] else _OFFSETS[match["word"].upper()]
    if hours == 0:
        return "UTC"
    return f"Etc/GMT{-int(hours):+d}" if hours == int(hours) and abs(hours) <= 12 else _UNEVEN.get(hours, "")
