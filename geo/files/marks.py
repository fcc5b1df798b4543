"""Signs that nobody sees: control characters, direction marks, halves of letters; and digits of other scripts.

    "Kherson" behind U+202E is read as "nosrehK"; a line break inside a name breaks its label in two.

They are removed wherever text enters, and it is said from how many cells. Joiners (U+200C, U+200D) stay: some scripts need them.
A cell that is a figure or a time in digits of another script holds the same in 0 to 9; names keep their digits.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.sentences import Sentence, joined

BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_SIGNS = ("\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
          "\ufeff\ufff9-\ufffb\U000e0000-\U000e007f")  # fmt: skip
_FIGURE = re.compile(r"[\d\s.,:/~<>=≤≥+\-–%()TtZz٬٫،]+")
OTHER_DIGIT = re.compile(r"[^\D0-9]")
_SEPARATORS = {"٬": ",", "٫": ".", "،": ","}
MARKS = re.compile(f"[{_SIGNS}\ud800-\udfff]")  # halves of letters too, which no file can be written with


def without_marks(text: str, *, in_line: bool = True) -> str:
    """Return a text without control and direction marks; with `in_line`, breaks of lines and tabs become blanks."""
    if in_line:
        text = BREAKS.sub(" ", text)
    return MARKS.sub("", text)


def value_without_marks(value: Any, *, in_line: bool = True) -> Any:
    """Return a text, or a list of texts, without control and direction marks; any other value as it is."""
    if isinstance(value, list):
        return [value_without_marks(one, in_line=in_line) for one in value]
    return without_marks(value, in_line=in_line) if isinstance(value, str) else value


def in_ascii_digits(text: str) -> str:
    """Return a figure or a time of any script in 0 to 9: "١٬٢٠٠" is "1,200"; other texts as they are."""
    if text.isascii() or not _FIGURE.fullmatch(text):
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else _SEPARATORS.get(sign, sign) for sign in text)


def cells_without_marks(
    table: pd.DataFrame, *, in_line: bool = True
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return a table whose texts, and the names of its columns, hold no marks, and how many cells of each column held some.

    Figures and times are in 0 to 9.

    The table itself is returned where there are none. Cells that are no text stay as they are.
    """
    found, counts = table, dict[str, int]()
    for column in table.columns:
        cells = table[column]
        if not (cells.dtype == object or pd.api.types.is_string_dtype(cells.dtype)):
            continue
        texts = cells.to_numpy(dtype=object)  # to walk through an array of Arrow's costs forty times as much
        # one search for a column: a clean table of a million rows is looked through in a second
        try:
            whole = " ".join(texts)
        except TypeError:  # cells that are no texts between them
            whole = " ".join(cell for cell in texts if isinstance(cell, str))
        marked = bool(MARKS.search(whole) or (in_line and BREAKS.search(whole)))
        if not marked and (whole.isascii() or not OTHER_DIGIT.search(whole)):
            continue
        clean = [without_marks(cell, in_line=in_line) if isinstance(cell, str) else cell for cell in texts]
        if marked:
            counts[str(column)] = sum(a is not b and a != b for a, b in zip(clean, texts, strict=True))
        clean = [in_ascii_digits(cell) if isinstance(cell, str) else cell for cell in clean]
        found = found.copy(deep=False) if found is table else found
        found[column] = pd.Series(clean, index=cells.index, dtype=cells.dtype)
    names = {column: without_marks(column) for column in found.columns if isinstance(column, str)}
    return (found if all(a == b for a, b in names.items()) else found.rename(columns=names)), counts


def removal_in_words(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Say from how many cells marks were removed, column by column; nothing where there were none."""
    total = sum(counts.values())
    if not total:
        return ()
    where = joined([Sentence("{count:,} of {column}", count=n, column=without_marks(column)) for column, n in counts.items()],
                   by=", ")  # fmt: skip
    return (Sentence("control or direction marks are removed from {count:,} cell: {where}",
                     "control or direction marks are removed from {count:,} cells: {where}", count=total, where=where),)
