"""Guess the columns of a file of boundaries."""

import geopandas as gpd
import pandas as pd

from geo.mapping.columns import ENOUGH, SURE
from geo.mapping.known_regions import of_file
from geo.mapping.mapping import MADE_CODE, TableMapping
from geo.mapping.vocabulary import fit, meanings
from geo.places import SYSTEMS, system_of

DISTINCT = 0.5  # share of regions that a column must tell apart, for its cells to be names of them
ISO = next(iter(SYSTEMS))


def guess_regions(frame: gpd.GeoDataFrame, *, codes: str = "") -> tuple[TableMapping, tuple[str, ...]]:
    """Guess the mapping of a file of boundaries; `codes`: the column that holds the codes of the user's table, if one does."""
    known = of_file(frame)
    texts = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    columns = [str(column) for column in texts]
    words = meanings()["regions"]
    unique = [column for column in known.codes if known.codes[column] and len(known.codes[column]) == len(frame)]
    iso = {column for column in unique if system_of(texts[column].astype(str)) == ISO}  # others write FIPS or their own beside it
    code = codes or max(unique, key=lambda column: (column in iso, fit(column, words["code"]), column == "id"), default="")
    taken: dict[str, tuple[str, ...]] = {"code": (code,)} if code else {}
    lettered = [c for c in columns if texts[c].dropna().astype(str).str.contains(
        # "Ås" and "四川" are names where the header says so
        r"[^\W\d_]" if fit(c, words["name"]) >= SURE else r"[^\W\d_]{3}", regex=True).mean() > SURE]
    named = {c: fit(c, words["name"]) for c in lettered if c != code}
    name = max(named, key=lambda c: (named[c] * texts[c].notna().mean(), texts[c].nunique()), default=code)
    blank = bool(name) and bool(texts[name].isna().any())
    spare = [c for c in named if c != name and named[c] >= ENOUGH and "name" in c.casefold()] if blank else []
    taken["name"] = (*filter(None, [name]), *spare, *([code] if blank and code else []))
    others = tuple(c for c in lettered if c not in {name, code} and "name" in c.casefold()
                   and texts[c].nunique() >= DISTINCT * len(texts))  # "Asia", or the state of each county, is no name of a region
    taken |= {"other_names": others} if others else {}
    within = max((c for c in lettered if c not in {name, code}), key=lambda c: fit(c, meanings()["within"]["names"]), default="")
    if within and fit(within, meanings()["within"]["names"]) >= ENOUGH and texts[within].nunique() < len(texts):
        taken["within"] = (within,)
    for ours in ("level", "parent", "population", "customers"):
        best = max(columns, key=lambda c: fit(c, words[ours]), default="")
        if best and fit(best, words[ours]) >= SURE and best not in {code, name}:
            taken[ours] = (best,)
    if "parent" not in taken:
        taken.pop("level", None)  # without parents nothing is inside another: a city beside districts is of their level
    mapping = TableMapping(columns={ours: names for ours, names in taken.items() if names},
                           defaults={} if code else {"code": MADE_CODE})
    return mapping, tuple(c for c in columns if c not in {n for names in taken.values() for n in names})
