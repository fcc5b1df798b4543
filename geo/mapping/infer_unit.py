"""Thousands or millions that a title states for all figures below it: "(in thousands)", "Одиниця виміру: тис. абонентів"."""

import re

from geo.mapping.columns import unit_of
from geo.sentences import Sentence
from geo.tables import TableFile

_WORDS = {
    "thousand": (
        r"thousands?|000'?s|'000s?|тисячах|тисяч[аі]?|тис\.?|тысячах|тысяч[аи]?|тыс\.?|tysiąc(?:ach|e)?|tys\.?|tausend|tsd\.?|miles|milhares"
        r"|milliers?|migliaia|mii|tisíc(?:ích|e)?|tis\.|ezer|hiljada|tisuća|хиляди|хил\.|хиљада|χιλιάδες|χιλ\.|tūkst\.|tuhansina|tuhatta"
        r"|binlerce|bin|ribu(?:an)?|nghìn|ألف|آلاف|الآلاف|هزار|हज़ार|हजार|হাজার|พัน|千|천"
    ),
    "million": r"millions?|mln\.?|mio\.?|млн\.?|millones|milhões|milioni|milyon|juta|triệu|مليون|میلیون|百万|백만",
}  # fmt: skip
_IN = r"in|у|в|w|en|em|v|u|dalam|по|به|में"
_FIGURES = (  # what stands before "in thousands", unless it is a headline: "Power out in thousands of homes"
    r"^|[,;:–—-]\s*|\b(?:figures?|numbers?|values?|data|counts?|totals?|числа|цифр[иы]|дані|данные|значен(?:ня|ия)|datos|cifras|valores"
    r"|dados|números|numeros|chiffres|données|nombres|zahlen|angaben|werte|dane|liczby|wartości|valori|dati|cifre|veriler|rakamlar)"
    r"\s+(?:(?:are|is|given|shown|наведено|подано|указаны|приведены|se dan|sont|sind|podano)\s+)?"
)
_UNIT = (
    r"units?(?: of measure\w*)?|одиниц[яі](?: виміру)?|единиц[аы](?: измерения)?|jednostka|einheit(?:en)?|unidad(?:es)?|unidade"
    r"|unit[àé]s?"
    r"|unitate|jednotka|birim|satuan|đơn vị|الوحدة|وحدة القياس|واحد|इकाई|একক|หน่วย|单位|單位|単位|단위"
)
_STATED = tuple(
    (unit, re.compile(rf"(?:[(\[（]\s*(?:(?:{_IN})\s+)?|(?:{_FIGURES})(?:{_IN})\s+|(?:{_UNIT})\s*[:：=]\s*"
                      r"|(?:^|[,;–—-]\s*)(?=\w+\.))"
                      rf"(?P<word>{words})(?![^\W\d_千천])(?P<of>[^()（）\[\],;:]*)", re.IGNORECASE))
    for unit, words in _WORDS.items()
)  # fmt: skip
_CJK = re.compile(r"[(（]?\s*(?:单位|單位|単位|단위)\s*[:：]\s*(?P<word>千|천)(?P<of>[^()（）\s]*)")


def unit_told(file: TableFile) -> tuple[str, str]:
    """Return the multiple that a line above the table states for its figures, and a remark on it; "" if none does.

    What the multiple is of must be left open or be customers, people or the like: in "(тис. грн)" it is of money.
    """
    for where, text in file.lines.items():
        for unit, pattern in (*_STATED, ("thousand", _CJK)):
            for found in pattern.finditer(text):
                if not (of := found["of"].strip(" .")) or unit_of(of):
                    return unit, _said(unit, where, text)
    return "", ""


def _said(unit: str, where: str, text: str) -> Sentence:
    if unit == "thousand":
        return Sentence("its figures are read in thousands, as {where} says: {text}", where=where, text=text)
    return Sentence("its figures are read in millions, as {where} says: {text}", where=where, text=text)
