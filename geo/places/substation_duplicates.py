"""Duplicates of substations: records of one substation under several ids become one.

Two records are one substation if they bear the same name within 1 km and neither's voltages speak against it, or if both are
exact and stand within 50 m, whatever they are called. (A settlement is the place of many substations.)
"""

from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import metric
from geo.sentences import Sentence

UNNAMED = "unnamed substation"
SAME_NAME_WITHIN_M = 1_000.0
SAME_SPOT_WITHIN_M = 50.0


def merge_duplicates(substations: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Merge the duplicates of a frame of substations (columns of `substations`), and say each merge in a sentence.

    The first record keeps its id and its place; voltages are united; further ids and names go to `other_names`.
    """
    groups = _groups(len(substations), _same(substations))
    if not groups:
        return substations, ()
    records = substations.drop(columns="geometry").to_dict("records")
    united = {rows[0]: _united([records[row] for row in rows]) for rows in groups}
    notes = tuple(_in_words([records[row]["name"] for row in rows]) for rows in groups)
    changed = {column: pd.Series([united.get(row, record)[column] for row, record in enumerate(records)],
                                 index=substations.index, dtype=substations[column].dtype)
               for column in ("name", "other_names", "operator", "voltages_kv")}
    merged = [row for _, *others in groups for row in others]
    return substations.assign(**changed).drop(index=substations.index[merged]).reset_index(drop=True), notes


def _united(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Make one record of several; all but the first id and the first name become other names."""
    names = [record["name"] for record in records if record["name"] != UNNAMED] or [UNNAMED]
    ids = [record["id"] for record in records]
    others = dict.fromkeys([*names, *ids, *(word for record in records for word in record["other_names"])])
    return {
        "name": names[0],
        "other_names": tuple(word for word in others if word not in {names[0], ids[0]}),
        "operator": next(filter(None, (record["operator"] for record in records)), ""),
        "voltages_kv": tuple(sorted({kv for record in records for kv in record["voltages_kv"]}, reverse=True)),
    }


def _same(substations: gpd.GeoDataFrame) -> list[tuple[int, int]]:
    """Return the pairs of rows that are one substation."""
    if len(substations) < 2:
        return []
    points = substations.geometry.to_crs(metric(substations)).to_numpy()
    # the far side of the Earth has no place in such a projection
    points = np.where(np.isfinite(shapely.get_coordinates(points)).all(axis=1), points, None)
    left, right = shapely.STRtree(points).query(points, predicate="dwithin", distance=SAME_NAME_WITHIN_M)
    left, right = left[left < right], right[left < right]
    exact = substations["precision"].eq("exact").to_numpy(bool)
    spot = exact[left] & exact[right] & (shapely.distance(points[left], points[right]) <= SAME_SPOT_WITHIN_M)
    names = substations["name"].str.casefold().to_numpy(object)
    named = (names[left] == names[right]) & (names[left] != UNNAMED)
    voltages = [set(kv) for kv in substations["voltages_kv"]]
    return [(a, b) for a, b, at_once, alike in zip(left.tolist(), right.tolist(), spot, named, strict=True)
            if at_once or (alike and _agree(voltages[a], voltages[b]))]


def _agree(one: set[float], other: set[float]) -> bool:
    """A substation whose voltages are not known speaks against none."""
    return not one or not other or not one.isdisjoint(other)


def _groups(n: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the rows that pairs tie together, directly or by way of others, each group and all groups in order."""
    head = list(range(n))

    def first_of(row: int) -> int:
        while head[row] != row:
            row = head[row]
        return row

    for left, right in pairs:
        low, high = sorted((first_of(left), first_of(right)))
        head[high] = low
    groups: dict[int, list[int]] = {}
    for row in sorted({row for pair in pairs for row in pair}):
        groups.setdefault(first_of(row), []).append(row)
    return list(groups.values())


def _in_words(names: list[str]) -> str:
    distinct = list(dict.fromkeys(name for name in names if name != UNNAMED)) or [UNNAMED]
    if len(distinct) == 1:
        return Sentence("{count} records of {name!r} merged", count=len(names), name=distinct[0])
    return Sentence("{count} records of {name!r} merged: also called {others}", count=len(names), name=distinct[0],
                    others=", ".join(map(repr, distinct[1:])))  # fmt: skip
