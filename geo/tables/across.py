"""Tables with a column for each region, or for each date: turned, so that each figure has a row of its own.

Only a reading that says so turns a table; whether its columns are regions or dates, `geo/mapping/columns_across.py` finds out.
"""

import pandas as pd

from geo.sentences import Sentence
from geo.tables.layout import some
from geo.tables.totals import is_sum

HEADING, FIGURE = "heading", "figure"
"""The columns of a turned table: what its column was called, and the cell."""
JOINED = " + "


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
    parts = [table[kept].assign(**{HEADING: pd.Series(name, index=table.index, dtype=object), FIGURE: table[name]})
             for name in others]  # fmt: skip
    note = Sentence("{count} of its columns are headings of figures, from {first} to {last}: each figure is a row of its own",
                    count=len(others), first=others[0], last=others[-1])  # fmt: skip
    of_sums = Sentence("{columns} adds them up, and is left out", columns=some(sums))
    return pd.concat(parts).sort_index(kind="stable"), (note, of_sums) if sums else (note,)
