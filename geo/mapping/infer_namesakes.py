"""Rows of one name and time that a column beside it tells apart: of two regions of that name, or of places in the region."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from geo.mapping.columns import ENOUGH, share_of_numbers, unused_of
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import JOINED_BY, TableMapping
from geo.tables import TableFile

SHORT = 4  # words of a name
MOST_RECURRING = 0.1  # share of the names that may stand in two rows of one time


def names_of_parts(file: TableFile, columns: Iterable[str], ours: Mapping[str, Sequence[str]]) -> str:
    """Return the column whose words each belong to one region, and to one row of a time, as names of its districts or feeders do;
    "" if there is none. Words of a list, such as classes of customers, recur in other regions.

    `ours`: the columns of each of ours.
    """
    region = [name for one in ("region_code", "place") for name in ours.get(one, ())]
    table = file.table[(file.table[region] != "").all(axis=1)] if region else file.table[:0]  # a row of sums names no region
    for column in columns:
        cells = table[column]
        if share_of_numbers(file, column) >= ENOUGH or not (cells != "").all() or cells.str.split().map(len).max() > SHORT:
            continue
        recurring = table.duplicated([*ours.get("time", ()), column]).mean()
        if recurring <= MOST_RECURRING and (table.groupby(column)[region].nunique().max(axis=1) == 1).all():
            return column
    return ""


def regions_of_one_name(
    table: pd.DataFrame, mapping: TableMapping, keys: Sequence[str], known: KnownRegions
) -> TableMapping | None:
    """Return a mapping of places by their name and what they lie in, such as an island, where rows of one name and time are
    of two regions; None where they are not. Names that need nothing beside them stay as they are.

    `keys`: the columns of the place and the time.
    """
    place = mapping.columns.get("place", ())
    if len(place) != 1:
        return None
    for column in unused_of(table, dict(mapping.columns)):
        pairs = table[[*place, column]].drop_duplicates()
        linked = [known.is_linked(name, wider) for name, wider in pairs.itertuples(index=False)]
        if any(linked) and not table.duplicated([*keys, column]).any():
            named = zip(pairs.itertuples(index=False, name=None), linked, strict=True)
            alone = {JOINED_BY["place"].join(pair).casefold(): pair[0] for pair, is_linked in named if not is_linked}
            columns = {**mapping.columns, "place": (*place, column)}
            return replace(mapping, columns=columns, values={**mapping.values, "place": alone})
    return None
