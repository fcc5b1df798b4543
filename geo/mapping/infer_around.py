"""Where the rows of a table lie, by what stands around them: a title that names a region, and headings over blocks of rows."""

import re
from collections.abc import Mapping
from functools import cache

from geo.mapping.columns import MATCHES
from geo.mapping.infer_places import Where
from geo.mapping.known_regions import KnownRegions, plain_name
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.layout import ROWS_NAMED
from geo.tables.totals import is_sum

LANGUAGES = ("en", "fr", "es", "pt", "ru", "uk", "ar", "zh", "de", "it", "tr", "id")  # of tables of several countries
WORDS_OF_A_NAME, LETTERS_OF_A_NAME = 5, 5
LEAST_COLUMNS = 3  # of a table in which a row with one cell stands out


def region_told(file: TableFile, known: KnownRegions, where: Where) -> tuple[str, str]:
    """Return the one region that a line above the table names, and which line, where few of the names below it are regions.

    Under "Pennsylvania: outages by county" Indiana is a county. ("", "") if no region is told so, or several are.
    """
    if where.share >= MATCHES or not where.columns.get("place"):
        return "", ""
    found = dict[str, tuple[str, str]]()
    for line, text in file.lines.items():
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
        for start in range(len(words)):
            for end in range(min(len(words), start + WORDS_OF_A_NAME), start, -1):
                phrase = " ".join(words[start:end])
                if len(phrase) >= LETTERS_OF_A_NAME and phrase[0].isupper() and plain_name(phrase) in known.names:
                    found.setdefault(plain_name(phrase), (phrase, line))
                    break
    return next(iter(found.values())) if len(found) == 1 else ("", "")


def headings_among(file: TableFile, known: KnownRegions, taken: Mapping[str, tuple[str, ...]]) -> tuple[str, str] | None:
    """Say that rows hold nothing but a name that is no region's, and how to write what they say of the rows below them.

    Blocks of several countries have regions of one name. None if there are no such rows, or one alone: a region of a name that is
    not known may have no figure. A heading is called as a country is, or stands in capitals where the other names do not.
    """
    (column,) = taken["place"] if len(taken.get("place", ())) == 1 else ("",)
    if not column or len(file.table.columns) < LEAST_COLUMNS:
        return None
    alone = (file.table[column] != "") & ((file.table != "").sum(axis=1) == 1)
    names = file.table[column][alone]
    strange = names[~known.matches(names) & ~is_sum(names)] if alone.any() else names
    capitals = file.table[column][~alone].str.isupper().all()
    strange = strange[strange.map(lambda name: name.casefold() in _countries() or (name.isupper() and not capitals)).astype(bool)]
    if strange.nunique() < 2:
        return None
    rows = ", ".join(str(int(at) + 2) for at in strange.index[:ROWS_NAMED])
    return (Sentence("rows {rows} hold nothing but {names}, which are no regions here: headings of the rows below them",
                     rows=rows, names=", ".join(map(repr, strange[:3]))),
            Sentence("keep the rows of this country, or write what the headings say beside each row"))  # fmt: skip


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    return frozenset(name.casefold() for language in LANGUAGES for name in Locale.parse(language).territories.values())
