"""Tables with a column for each region, or for each date: turned, so that each figure has a row of its own.

Only a reading that says so turns a table; whether its columns are regions or dates, `geo/mapping/columns_across.py` finds out.
"""

import re
from collections.abc import Sequence

import pandas as pd

from geo.sentences import Sentence
from geo.tables.cells import form_of
from geo.tables.layout import some
from geo.tables.totals import is_sum
from geo.tables.years import lacks_year

HEADING, FIGURE = "heading", "figure"
"""The columns of a turned table: what its column was called, and the cell."""
JOINED = " + "


def parted(names: Sequence[str]) -> tuple[list[str], str]:
    """Return what differs among names of columns, and what they have in common: "Customers out 15.9.2024", "... 16.9.2024".

    Figures are not parted: the days are "15.9.2024" and "16.9.2024". Nothing is in common of names that are days as they stand.
    """
    if len(names) < 2 or all(form_of([name])[1] or lacks_year(name) for name in names):
        return list(names), ""
    before = _in_common(names)
    after = _in_common([name[::-1] for name in names])[::-1]
    parts = [name[len(before):len(name) - len(after)].strip() for name in names]
    overlap = any(len(before) + len(after) > len(name) for name in names)
    with_figures = all(any(map(str.isdigit, part)) for part in parts)
    if overlap or not with_figures or not any(map(str.isalpha, before + after)):
        return list(names), ""
    return parts, f"{before} {after}".strip()


def _in_common(names: Sequence[str]) -> str:
    """Return how all names begin, without the figures at its end."""
    first, last = min(names), max(names)
    differs = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return re.sub(r"[\d./:,\s-]+$", "", first[:next(differs, min(len(first), len(last)))])


def turned(table: pd.DataFrame, across: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return a table with a row for each cell of the columns that are not kept, without sums, and what is to be told of it.

    `across`: the names of the columns that are kept, joined by " + "; "" leaves the table as it is. The rows made of one keep its
    place.
    """
    kept = [name for name in across.split(JOINED) if name in table]
    names = [str(name) for name in table if name not in kept]
    sums = [name for name in names if is_sum(pd.Series([name])).all()]
    others = [name for name in names if name not in sums]
    if not across or not others:
        return table, ()
    headings = dict(zip(others, parted(others)[0], strict=True))
    parts = [table[kept].assign(**{HEADING: pd.Series(headings[name], index=table.index, dtype=object), FIGURE: table[name]})
             for name in others]  # fmt: skip
    note = Sentence("{count} of its columns are headings of figures, from {first} to {last}: each figure is a row of its own",
                    count=len(others), first=others[0], last=others[-1])  # fmt: skip
    of_sums = Sentence("{columns} adds them up, and is left out", columns=some(sums))
    return pd.concat(parts).sort_index(kind="stable"), (note, of_sums) if sums else (note,)
