"""Rows that add up others, and the groups that such rows close: "Hillsborough Total" below the rows of Hillsborough."""

import pandas as pd

from geo.sentences import Sentence

TOTALS = {
    "all", "all providers", "all utilities", "all companies", "all operators", "statewide", "grand total",
    "total", "sum", "разом", "усього", "всього", "итого", "gesamt", "summe", "totales", "ogółem", "razem",
    "total general", "total nacional", "المجموع", "الإجمالي", "toplam", "jumlah", "মোট", "कुल", "celkem",
    "totale", "totaal", "total geral", "total général", "suma total", "yhteensä", "totalt", "i alt", "összesen",
    "ukupno", "укупно", "skupaj", "общо", "σύνολο", "iš viso", "kopā", "kokku", "gjithsej", "ჯამი", "სულ",
    "ընդամենը", "cəmi", "барлығы", "jami", "tổng cộng", "tổng", "รวม", "รวมทั้งหมด", "계", "합계", "総計", "合計",
    "總計", "总计", "合计", "مجموع", "جمع کل", "جمع", "योग", "कुल योग", "সর্বমোট", "spolu", "total país",
    "total pais", "всего по стране", "разом по україні",
    "subtotal", "sub total", "sub-total", "sous-total", "zwischensumme", "subtotale", "subtotaal", "podsuma", "ara toplam",
    "mezisoučet", "підсумок", "проміжний підсумок", "подытог", "промежуточный итог", "소계", "小計", "小计", "المجموع الفرعي",
    "उप योग", "ยอดรวม", "รวมย่อย",
}  # fmt: skip
AFTER_A_NAME = ("total", "totals", "subtotal", "sub total", "sub-total", "разом", "усього", "всього", "итого", "gesamt", "razem")
"""What makes a name that of a sum, behind it: "Hillsborough Total". Before it, it may be a company's: "Total Energies"."""


def is_sum(parts: pd.Series) -> pd.Series:
    """Return for each part, as a file names it, whether it is several or all of them together."""
    return parts.map({part: is_total(part) for part in parts.unique()}).astype(bool)


def is_total(name: str) -> bool:
    """Whether a name is that of several or all others together: "Total", "Hillsborough Total"."""
    return name.strip().casefold() in TOTALS or bool(group_of_total(name))


def group_of_total(cell: str) -> str:
    """Return what a cell says to be the total of, "" if it is no total: "Hillsborough" of "Hillsborough Total"."""
    bare = cell.strip().rstrip(":")
    for word in AFTER_A_NAME:
        before = bare[: -len(word)]
        if bare.casefold().endswith(word) and before.strip(" -–—:") and before != before.rstrip(" -–—:"):
            return before.strip(" -–—:")
    return ""


def filled_down(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Write the name of a group into the rows below it that leave it blank, where rows of totals tell that it is one; and say so.

    County, utility: "Lee, North", ", South", "Lee Total, " are two rows of Lee and their sum.
    """
    notes = list[str]()
    for column in map(str, table.columns):
        cells = table[column]
        names, blank = set(cells.unique()), cells == ""
        if not blank.any() or not {*map(group_of_total, names)} & names - {""}:
            continue
        above = cells.where(~blank).ffill().fillna("")
        filled = blank & (above != "") & ~is_sum(above)
        if filled.any():
            table = table.assign(**{column: cells.where(~filled, above)})
            notes.append(Sentence("{count:,} row leaves {column} blank below a group with a total: it is of the group above",
                                  "{count:,} rows leave {column} blank below a group with a total: they are of the group above",
                                  count=int(filled.sum()), column=column))  # fmt: skip
    return table, tuple(notes)
