"""The moment that a title states of the table below it: "станом на 08:00 14 січня 2026 року (доба ...)", "2025年8月20日 6時現在".

Only words that say so make a day the day of the table: the day on which a report was issued, or a storm began, is another.
"""

import re
from collections.abc import Iterable

import pandas as pd

from geo.sentences import Sentence
from geo.tables.cells import as_iso, form_of, is_either_way, says_nothing
from geo.tables.time_forms import is_no_day

AS_OF = "as of"
"""The column of what the titles of several sheets of one make say of their rows."""
SEVERAL = Sentence("each sheet states its own moment above its rows: it stands in the column {column!r}", column=AS_OF)
MOST_WORDS = 9  # of a time
_BEFORE = re.compile(  # what is said before the time
    r"(?:\b(?:as of|as at|updated|stand|станом на|оновлено|по состоянию на|обновлено|actualizaci[oó]n|actualizado(?: al?)?"
    r"|atualizado(?: em)?|atualiza[cç][aã]o|fecha de corte|mise [aà] jour(?: le)?|aggiornat[oa](?: al)?|aggiornamento"
    r"|corte|cierre|situation (?:au|du|à)|situação (?:em|às)|stanje(?: na)?(?: dan)?|стање на|состојба на|stav ke?|към"
    r"|stan na(?: dzień)?|päivitetty|uppdaterad|oppdatert|opdateret|bijgewerkt|cập nhật|güncelleme|situația la(?: data de)?"
    r"|at(?=\s+\d{1,2}[:.]\d{2}))"
    r"|(?:^|[;|]\s*|\s{2,})(?:date|day|дата|fecha|datum|data|tarih|tanggal|التاريخ|تاريخ|تاریخ|दिनांक|วันที่|ngày|날짜|日期)(?=\s*:)"
    r"|截至|截止)\s*:?\s*", re.IGNORECASE
)  # fmt: skip
_BEHIND = re.compile(r"\s*(?:현재|기준|現在|時点|为止|itibar[ıi]yla)", re.IGNORECASE)  # what is said after it
_ASIDE = re.compile(r"\s*[(（](?:[^()（）\d]*)[)）]\s*")  # a weekday: (수), (Wed)


def moment_in(line: str) -> str:
    """Return the moment in ISO 8601 that a line states of the table, "" if it states none, or one that may mean two days."""
    line = _ASIDE.sub(" ", line)
    for found in _BEFORE.finditer(line):
        words = line[found.end():].split()
        if moment := _first(" ".join(words[:count]) for count in range(min(MOST_WORDS, len(words)), 0, -1)):
            return moment
    if (found_behind := _BEHIND.search(line)) is not None:
        words = line[:found_behind.start()].split()
        return _first(" ".join(words[-count:]) for count in range(min(MOST_WORDS, len(words)), 0, -1))
    return ""


def sure_time(text: str) -> str:
    """Return a time around the rows in ISO 8601, "" if it is none or may mean two days."""
    text = text.strip(" .;,()")
    if says_nothing(text) or is_no_day(text) or is_either_way([text]):
        return ""
    form, share = form_of([text])
    return str(as_iso(pd.Series([text]), form=form).iat[0]) if share else ""


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, map(sure_time, texts)), "")
