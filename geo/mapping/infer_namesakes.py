"""Regions of one name that a column beside it tells apart: Tarrafal of São Nicolau is "Tarrafal de São Nicolau"."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from geo.mapping.columns import unused_of
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import JOINED_BY, TableMapping


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
