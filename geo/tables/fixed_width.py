"""Tables of text whose columns stand below each other, parted by blanks: bulletins, and what is copied out of a PDF."""

import re

import pandas as pd

FIXED_WIDTH = "fixed width"
"""What stands as the delimiter of such a table."""
FEWEST_LINES, FEWEST_GAPS, GAP = 4, 1, 2  # lines with gaps, gaps that all of them have, blanks in a gap
MOST_LINES = 20_000
_GAP = re.compile(r"\S( {2,})(?=\S)")
_RULE = re.compile(r"[\s\-=_+|]+")
_SIGNS = ("\t", ";", "|")


def cells_of_columns(text: str) -> pd.DataFrame | None:
    """Return the cells of a text whose lines have gaps in the same places; None if it is no such table.

    Lines without a gap, such as titles and notes, are one cell; lines of dashes are left out.
    """
    lines = [line.expandtabs().rstrip() for line in text.splitlines()]
    rows = [line for line in lines if _GAP.search(line) and not _RULE.fullmatch(line)]
    filled = [line for line in lines if line.strip() and not _RULE.fullmatch(line)]
    delimited = max(sum(sign in line for line in text.splitlines()) for sign in _SIGNS) > 0.5 * len(filled)
    if delimited or not FEWEST_LINES <= len(rows) <= MOST_LINES or len(rows) < 0.5 * len(filled):
        return None
    edges = _columns(rows)
    if len(edges) <= FEWEST_GAPS or _ends_in_commas(rows, edges):
        return None
    in_columns = set(rows)
    cells = [[line[start:end].strip() for start, end in edges] if line in in_columns else [line.strip()] + [""] * (len(edges) - 1)
             for line in lines if not _RULE.fullmatch(line) or not line]  # fmt: skip
    return pd.DataFrame(cells, columns=range(len(edges)), dtype=object)


def _columns(rows: list[str]) -> list[tuple[int, int | None]]:
    """Return where each column begins and ends: between gaps that are blank in every row."""
    width = max(map(len, rows))
    blank = [all(at >= len(row) or row[at] == " " for row in rows) for at in range(width)]
    starts = [at for at in range(width) if not blank[at] and (at == 0 or all(blank[max(0, at - GAP):at]))]
    return list(zip(starts, [*starts[1:], None], strict=True))


def _ends_in_commas(rows: list[str], edges: list[tuple[int, int | None]]) -> bool:
    """Whether most cells end in a comma: a CSV with blanks for the eye."""
    ends = [row[start:end].rstrip().endswith(",") for row in rows for start, end in edges[:-1]]
    return sum(ends) > 0.5 * len(ends)
