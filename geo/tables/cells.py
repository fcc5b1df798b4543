"""Cells as people of many countries write them: `1.234`, `12,5`, `1.2k`, `<5`, `03.04.2026 18:30` (times: `time_forms`)."""

import re
from collections.abc import Callable, Iterable, Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geo.errors import Fault
from geo.sentences import Sentence
from geo.tables.time_forms import (
    DAY_FIRST,
    EPOCHS,
    FORMS,
    FROM_A_DAY,
    IN_WORDS,
    ISO,
    MILLISECONDS,
    MONTH_FIRST,
    SECONDS,
    SERIAL,
    YEAR_FIRST,
    best_form,
    has_clock,
    is_no_day,
    may_be_either,
    read_time,
)

__all__ = [
    "DAY_FIRST",
    "EPOCHS",
    "FORMS",
    "FROM_A_DAY",
    "IN_WORDS",
    "ISO",
    "MILLISECONDS",
    "MONTH_FIRST",
    "SECONDS",
    "SERIAL",
    "YEAR_FIRST",
    "as_iso",
    "as_numbers",
    "as_quantities",
    "decimal_of",
    "decimal_of_degrees",
    "form_of",
    "in_unit",
    "is_bound",
    "is_either_way",
    "is_multiple",
    "is_no_day",
    "is_number",
    "is_percent",
    "read_time",
    "says_nothing",
    "whole_numbers",
]
_EXPONENT = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_COMMA_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_SURELY_COMMA = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,}))")
_SURELY_POINT = re.compile(
    r"[+-]?(?:\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+|\d{1,2}(?:,\d{2})+,\d{3}|\d+\.(?:\d{1,2}|\d{4,}))"
)
_THOUSAND_POINT, _THOUSAND_COMMA = (re.compile(rf"[+-]?\d{{1,3}}{sign}\d{{3}}") for sign in (r"\.", ","))
_POINT_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d+)(?:\.\d+)?")
_OF_CUSTOMERS = (
    r"(?:\s+(?:абонентів|споживачів|клієнтів|абонентов|потребителей|customers|consumers|clients"
    r"|clientes|kunden|odbiorców))?"
)
_MULTIPLE = re.compile(rf"(?P<n>\d+(?:[.,]\d{{1,3}})?)\s*(?P<word>[^\W\d_][^\s\d.,;:()]*)\.?{_OF_CUSTOMERS}", re.IGNORECASE)
MULTIPLES = {
    **dict.fromkeys(
        ("k", "thousand", "thousands", "тис", "тисяч", "тыс", "тысяч", "tys", "tsd", "mille", "mil", "miles", "ribu", "bin",
         "ألف", "tis", "tisíc", "ezer", "tūkst", "хил", "хиљ", "χιλ", "nghìn", "milhares", "migliaia", "mii"), 1_000
    ),
    **dict.fromkeys(("হাজার", "हजार", "हज़ार", "هزار", "ہزار", "พัน", "elfu"), 1_000),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs", "লাখ", "লক্ষ", "लाख", "لاکھ"), 100_000),
    **dict.fromkeys(("crore", "crores", "cr", "কোটি", "करोड़", "کروڑ"), 10_000_000),
    **dict.fromkeys(("million", "millions", "млн", "mln", "mio", "juta", "millones", "milhões", "milyon", "مليون"), 1_000_000),
}
_COUNTERS = "户戸戶軒호"  # of connections, behind a figure
_FIGURE = rf"(\d[\d,. ]*(?:[^\W\d_]+\.?{_OF_CUSTOMERS})?)"  # 5 тис. абонентів
_COUNTED = rf"(\d[\d,. ]*[千천万萬만]?)\s*[{_COUNTERS}]?"  # 100戸, 3万户
_FEWER = re.compile(
    rf"(?:<|&lt;|less than|fewer than|under|below|менше|менее|weniger als|moins de|menos de|mniej niż|不到|少于|不足)\s*{_FIGURE}"
    rf"|{_COUNTED}\s*(?:未満|미만)", re.IGNORECASE
)
_AT_MOST = re.compile(
    rf"(?:<=|≤|at most|up to|до|не більше|не более|bis zu|jusqu'à|hasta|até)\s*{_FIGURE}"
    rf"|{_FIGURE}\s*or\s+(?:fewer|less)", re.IGNORECASE
)
_AT_LEAST = re.compile(
    r"(?:>=?|&gt;|≥|at least|over|more than|понад|більше|свыше|более|über|mehr als|plus de|más de|mais de|ponad|lebih dari"
    rf"|超过|超過)\s*{_FIGURE}|{_FIGURE}\s*\+|{_COUNTED}\s*(?:以上|이상)|(\d[\d,.]*\s*[百千万萬]?)[余餘]\s*[{_COUNTERS}]?",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:~|≈|about|approx\.?|approximately|circa|ca\.?|near|nearly|almost|близько|около|майже|почти|приблизно|примерно|etwa|rund|fast"
    rf"|environ|unos|cerca de|około|prawie|sekitar|約|约|약)\s*{_FIGURE}",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"[^\d<>~]*\b(?:says?|said|reports?|reported|claims?|estimates?|каже|повідомляє|сообщает|говорит|meldet)\b\s*:?\s*(.+)",
    re.IGNORECASE,
)
_QUANTITY = re.compile(r"[<>~]?\d+(?:\.\.\d+)?")
_FIGURES = re.compile(r"[<>~]?\d+(?:\.\d+)?(?:\.\.\d+(?:\.\d+)?)?")
_HAN = re.compile(  # 2萬8千戶, 1万2,300户
    rf"(?=[\d,.]+[万萬만千천百백])(?:(?P<m>\d+(?:\.\d+)?)[万萬만])?(?:(?P<k>\d+(?:\.\d+)?)[千천])?(?:(?P<h>\d+)[百백])?"
    rf"(?P<rest>\d[\d,]*)?[{_COUNTERS}]?"
)
_COUNTER = re.compile(rf"(?<=\d)[{_COUNTERS}]$")
_RANGE = re.compile(rf"(\d[\d,.]*)\s*(?:-|–|—|\.\.|to)\s*(\d[\d,.]*)(\s*[^\W\d_]+\.?{_OF_CUSTOMERS})?", re.IGNORECASE)
NOTHING = {
    "na", "n/a", "nan", "null", "none", "nil", "-", "--", "–", "—", "?", "unknown", "tbd", "tba", "pending", "невідомо",
    "неизвестно", "#n/a", "#ref!", "#div/0!", "#value!", "#name?", "#num!", "#null!", "n.d.", "k.a.", "s/d", "н/д",
    "s/r", "s/i", "n/r", "n/c", "b/d", "н/о", "未报", "未報", "未上报", "미보고", "لم يرد", "لم ترد", "uppgift saknas",
    "ingen uppgift", "ikke oppgitt", "ei tietoa", "neuvedené", "neuvedeno", "tiada laporan", "tiada maklumat", "belum ada data",
    "tidak ada data", "veri yok", "nincs adat", "nema podataka", "brak informacji", "sin reporte", "sin dato", "sin datos",
    "sem dados", "pas de données", "dato mancante", "geen gegevens", "không có số liệu", "ไม่มีข้อมูล", "データなし",
    "etr-null", "not available", "no data", "not known", "keine angabe", "brak danych", "немає даних", "нет данных", "*",
    "**", "***", "suppressed", "withheld", "redacted", "masked", "confidential",
}  # fmt: skip


def says_nothing(text: str) -> bool:
    """Whether a cell of a time or a figure is blank, or holds a word for it: "NA", "unknown", "-", "#REF!"."""
    bare = text.casefold().strip()
    return bare in NOTHING or all(word in NOTHING for word in bare.split())


def joined_cells(table: pd.DataFrame, names: Sequence[str], *, by: str = " ") -> pd.Series:
    """Return the cells of some columns of text as one column, row by row."""
    cells: pd.Series = table[names[0]]
    return cells.str.cat(table[list(names[1:])], sep=by) if len(names) > 1 else cells


def form_of(cells: Iterable[str], *, month_first: bool = False) -> tuple[str, float]:
    """Find the form of a column of times, and the share of its cells that can be read; see `time_forms.best_form`.

    A day that stands for none, such as 0001-01-01, counts as blank.
    """
    texts = [
        text for text in dict.fromkeys(cells) if not says_nothing(text) and not is_no_day(text)
    ]
    return best_form(texts, month_first=month_first) if texts else (ISO, 0.0)


def is_either_way(cells: Iterable[str]) -> bool:
    """Whether day and month of all of some times may be read in both orders."""
    return may_be_either(text for text in dict.fromkeys(cells) if not says_nothing(text))


def as_iso(cells: pd.Series, *, form: str, zone: ZoneInfo | None = None) -> pd.Series:
    """Write times in ISO 8601; what cannot be read stays as it is, for whoever validates it to name.

    A time without an offset gets that of `zone`, if one is given; a date alone stays a date; a day that stands for none is
    blank.
    """
    return _each(
        cells,
        lambda text: "" if says_nothing(text) or is_no_day(text) else _as_iso(text, form, zone),
    )


def as_numbers(cells: pd.Series, *, decimal: str) -> pd.Series:
    """Write numbers with a point and without separators of thousands; what is no number stays as it is."""
    return _each(cells, lambda text: "" if says_nothing(text) else _as_number(text, decimal))


def as_quantities(cells: pd.Series, *, decimal: str) -> pd.Series:
    """Write figures that may be bounds as quantities: "less than 5" as "<5", "100+" as ">100", "10-20" as "10..20"."""
    return _each(cells, lambda text: "" if says_nothing(text) else _as_quantity(text, decimal))


def in_unit(cells: pd.Series, plain: pd.Series, *, unit: str) -> pd.Series:
    """Return figures that have been read, `plain`, multiplied by a unit that stands over all of them, such as "thousand".

    `cells`: the same as they were written; one that says a multiple of its own, "1.2 million", keeps it.
    """
    own = cells.map({cell: is_multiple(cell) for cell in cells.unique()}).astype(bool)
    return plain.where(own, _each(plain, lambda text: _times(text, MULTIPLES[unit])))


def decimal_of(cells: Iterable[str]) -> str:
    """Find the decimal sign of a column of numbers: a comma, or a point.

    `1.234` alone is read as a thousand, for customers are not counted in thousandths; beside `1.23` or `1.2345` it is none.
    """
    texts = [re.sub(_BLANKS, "", text) for text in dict.fromkeys(cells)]

    def written(pattern: re.Pattern[str]) -> int:
        return sum(bool(pattern.fullmatch(text)) for text in texts)

    for comma, point in ((_SURELY_COMMA, _SURELY_POINT), (_THOUSAND_POINT, _THOUSAND_COMMA)):
        if (commas := written(comma)) != (points := written(point)):
            return "," if commas > points else "."
    return "."


def decimal_of_degrees(cells: Iterable[str]) -> str:
    """Find the decimal sign of degrees, which are never written in thousands: `49.524` is less than fifty."""
    text = " ".join(cells)
    return "," if "," in text and "." not in text else "."


def is_number(text: str) -> bool:
    """Whether a cell is a number in either way of writing."""
    bare = _COUNTER.sub("", _BLANKS.sub("", text))
    return bool(
        _POINT_NUMBER.fullmatch(bare) or _COMMA_NUMBER.fullmatch(bare) or _EXPONENT.fullmatch(bare)
    )


def is_multiple(text: str) -> bool:
    """Whether a cell is a figure in thousands or millions: `1.2k`, `3 тис.`."""
    match = _MULTIPLE.fullmatch(text.strip())
    if not text.isascii() and _HAN.fullmatch(_BLANKS.sub("", text)):
        return True
    return match is not None and match["word"].casefold() in MULTIPLES


def is_bound(text: str) -> bool:
    """Whether a figure is masked, or a bound, or a range: `<5`, `100+`, `10-20`, `about 300`."""
    return bool(re.match(r"[<>~]|.*\.\.", _as_quantity(text, ".")))


def is_percent(text: str) -> bool:
    """Whether a cell is a percentage: `45%`, `12 %`."""
    return text.rstrip().endswith("%") and bool(re.fullmatch(r"[\d.,]+\s*%", text.strip()))


def _as_quantity(text: str, decimal: str) -> str:
    """Write a figure as a quantity, else as it stands; who says it may stand before it: "utility says 12,400"."""
    said = _SAID.fullmatch(text.strip())
    if said and _QUANTITY.fullmatch(figure := _as_quantity(said[1], decimal)):
        return figure
    for form, write in (
        (_AT_MOST, lambda n: f"<{int(n) + 1}"),
        (_FEWER, "<{}".format),
        (_AT_LEAST, ">{}".format),
        (_ABOUT, "~{}".format),
    ):
        match = form.fullmatch(text.strip())
        figure = _as_number(next(filter(None, match.groups())).strip(), decimal) if match else ""
        if figure.isdecimal():
            return write(figure)
    ends = _RANGE.fullmatch(text.strip())
    if (
        ends
        and (low := _as_number(ends[1] + (ends[3] or ""), decimal)).isdecimal()
        and (high := _as_number(ends[2] + (ends[3] or ""), decimal)).isdecimal()
    ):
        return f"{low}..{high}"
    return _as_number(text, decimal)


def _as_number(text: str, decimal: str) -> str:
    bare = _COUNTER.sub("", _BLANKS.sub("", text))
    if _EXPONENT.fullmatch(bare):
        return f"{float(bare.replace(',', '.')):.15g}"
    if not bare.isascii() and (han := _HAN.fullmatch(bare)):
        rest = float((han["rest"] or "0").replace(",", ""))
        return f"{10_000 * float(han['m'] or 0) + 1_000 * float(han['k'] or 0) + 100 * float(han['h'] or 0) + rest:.15g}"
    multiple = _MULTIPLE.fullmatch(text.strip())
    if multiple and multiple["word"].casefold() in MULTIPLES:
        return f"{float(multiple['n'].replace(',', '.')) * MULTIPLES[multiple['word'].casefold()]:.15g}"
    if decimal == "," and _COMMA_NUMBER.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif decimal == "." and _POINT_NUMBER.fullmatch(bare):
        bare = bare.replace(",", "")
    else:
        return text
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _times(quantity: str, factor: int) -> str:
    """Multiply the figures of a quantity, ">12.5" or "3..4"; what is none stays as it is."""
    if not _FIGURES.fullmatch(quantity):
        return quantity
    return re.sub(r"\d+(?:\.\d+)?(?!\d)", lambda figure: f"{float(figure[0]) * factor:.15g}", quantity)


def _as_iso(text: str, form: str, zone: ZoneInfo | None) -> str:
    moment = read_time(text, form)
    if moment is None:
        return text
    if not has_clock(text):
        return moment.date().isoformat()
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    return moment.isoformat()


def _each(cells: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Change each distinct text once: files repeat themselves."""
    which, distinct = pd.factorize(cells)
    changed = pd.Series([change(str(text)) for text in distinct], dtype=object)
    return pd.Series(
        changed.to_numpy()[which] if len(distinct) else [],
        index=cells.index,
        name=cells.name,
        dtype=object,
    )


def whole_numbers(
    cells: pd.Series, *, rows: np.ndarray, file: str
) -> tuple[pd.Series, list[Fault]]:
    """Read whole numbers of 0 and more (Int64, missing where blank), with a fault for every other cell."""
    blank = (
        cells.isna() | cells.astype(str).str.strip().isin(["", "nan", "None", "<NA>"])
    ).to_numpy(bool)
    figures = (
        pd.to_numeric(cells.astype(object).where(~blank), errors="coerce")
        .astype("float64")
        .to_numpy()
    )
    wrong = ~blank & ~(
        np.isfinite(figures) & (figures >= 0) & (figures < 2**53) & (np.floor(figures) == figures)
    )
    faults = [
        Fault(what=Sentence("not a whole number"), file=file, row=int(rows[i]), column=str(cells.name),
              value=str(cells.iloc[int(i)]), expected=Sentence("digits such as 104000, or a blank if it is not known"),
              remedy=Sentence("write it without words and separators"))
        for i in np.flatnonzero(wrong)
    ]
    return pd.Series(np.where(blank | wrong, np.nan, figures), index=cells.index).astype(
        "Int64"
    ), faults
