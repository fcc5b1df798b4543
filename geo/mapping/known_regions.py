"""What the boundaries can be known by: the codes and names that a table's cells are held against when columns are guessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.mapping.columns import ENOUGH, MATCHES
from geo.mapping.vocabulary import fit, folded, is_of_parts, is_of_settlements, meanings
from geo.names import linked_name
from geo.places import canonical, read_levels, system_of, without_country

SEVERAL, NEARLY_ALL, MANY = 5, 0.9, 0.7  # distinct names, and shares of them, that tell of which wider place they are
NAMED = 0.9  # share of the cells of a column that name regions of a level, for the table to speak of it
DISTINCT_SHOWN = 3000  # distinct cells that are held against the regions: enough to know a column by


@dataclass(frozen=True, kw_only=True)
class KnownRegions:
    """The codes of regions by the column that holds them, in canonical form, and their names, without the kind of place.

    `kinded`: those of regions whose own name says what they are, "Odesa Oblast": the bare name is also a city's;
    `month_first`: dates there are written so; `samples`: some codes, else names, to tell the user; `within`: the names of the
    regions of each wider place, such as those of the counties of a state.
    """

    codes: dict[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    kinded: frozenset[str] = frozenset()
    month_first: bool = False
    samples: tuple[str, ...] = ()
    within: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def column_of_codes(self, cells: pd.Series) -> tuple[str, float]:
        """Return the column of codes that most distinct cells are in, and their share."""
        own = {canonical(cell) for cell in _some(cells)}
        shares = {column: len(own & codes) / len(own) for column, codes in self.codes.items()} if own else {}
        best = max(shares, key=lambda column: shares[column], default="")
        return best, shares.get(best, 0.0)

    def matches(self, cells: pd.Series) -> pd.Series:
        """Return for each cell whether it is a code or a name of a region."""
        codes = frozenset().union(*self.codes.values())
        known = {cell: canonical(cell) in codes or plain_name(cell) in self.names for cell in cells.unique()}
        return cells.map(known).astype(bool)

    def share_of_names(self, cells: pd.Series) -> float:
        """Return the share of distinct cells that are names of regions."""
        own = {plain_name(cell) for cell in _some(cells)}
        return len(own & self.names) / len(own) if own else 0.0

    def are_settlements(self, column: str, cells: pd.Series) -> bool:
        """Whether a column is called "City" or so, and its cells are not, as they stand, names of regions."""
        return is_of_settlements(column) and self.are_no_regions(cells)

    def are_parts(self, column: str, cells: pd.Series) -> bool:
        """Whether a column is called "City" or "District" or so, and its cells are not, as they stand, names of regions."""
        return is_of_parts(column) and self.are_no_regions(cells)

    def are_no_regions(self, cells: pd.Series) -> bool:
        """Whether most of some cells are not, as they stand, names of regions; a bare name is a city's where regions say what
        they are.
        """
        own = {plain_name(cell) for cell in _some(cells)}
        return len(own & (self.names - self.kinded)) < MATCHES * len(own)

    def is_linked(self, name: str, wider: str) -> bool:
        """Whether a name and that of what it lies in make a region's name together: Tarrafal de São Nicolau."""
        return bool(linked_name(self.names, f"{plain_name(name)},{plain_name(wider)}"))

    def wider_named(self, text: str) -> str:
        """Return the wider place that a text names, such as a state where the regions are its counties; "" if it names none."""
        wanted = folded(text)
        return next((wider for wider in self.within if wanted and folded(wider) == wanted), "")

    def one_wider(self, cells: pd.Series) -> str:
        """Return the one wider place that has regions of nearly all of these names, "" if several have, or no name needs it."""
        own = {plain_name(cell) for cell in _some(cells)} & self.names
        shares = {wider: len(own & names) / len(own) for wider, names in self.within.items()} if len(own) >= SEVERAL else {}
        most = sorted(shares, key=lambda wider: shares[wider])[-2:]
        repeated = any(sum(name in names for names in self.within.values()) > 1 for name in own)
        sure = len(most) == 2 and shares[most[1]] >= NEARLY_ALL and shares[most[0]] <= MANY
        return most[1] if repeated and sure else ""


def plain_name(name: str) -> str:
    """Return a name as it is compared: "Harris County, TX" and "HARRIS TX" are one."""
    words = folded(name).split()
    return " ".join(word for word in words if word not in _kinds()) or " ".join(words)


@cache
def _kinds() -> frozenset[str]:
    return frozenset(map(folded, meanings()["place_kind"]["in_names"]))


def of_file(frame: gpd.GeoDataFrame) -> KnownRegions:
    """Return what the regions of a raw file of boundaries may be known by: any column may hold codes, any text names."""
    texts = frame.drop(columns=frame.geometry.name).astype(object).where(lambda cells: cells.notna(), "").map(_text)
    unique = [column for column in texts if texts[column].nunique() > 0.9 * len(texts)]
    coded = [column for column in unique if texts[column].map(_is_code).mean() > 0.9]
    codes = {str(column): frozenset(map(canonical, filter(None, texts[column]))) for column in coded}
    written = {one for column in texts for cell in texts[column].unique() for one in cell.split(";")}
    names = {plain_name(one) for one in written if any(map(str.isalpha, one))}
    samples = [str(texts[column].iat[0]) for column in coded[:3]] or sorted(one for one in written if any(map(str.isalpha, one)))
    return KnownRegions(codes=codes, names=frozenset(names), samples=tuple(samples[:3]), within=_within_of_file(texts))


def level_named(levels: Sequence[KnownRegions], table: Mapping[str, pd.Series], *, ties: bool) -> int:
    """Return which level a table speaks of, the coarsest being 0: the finest, but where it names its places on a coarser one.

    `ties`: whether names that both levels have are the coarser one's, as Delaware is the state where the finer ones are counties
    of many states; else one that only the coarser level has must be among them.
    """
    *coarser, finest = levels
    for number in reversed(range(len(coarser))):
        wide = {column: coarser[number].share_of_names(table[column]) for column in table}
        fine = {column: _share(finest, table[column]) for column in table}
        of_coarser = {one for one in table if (wide[one] >= NAMED if ties else fine[one] < wide[one] >= MATCHES)}
        if of_coarser and max((fine[column] for column in table if column not in of_coarser), default=0.0) < MATCHES:
            return number
    return len(coarser)


def _share(known: KnownRegions, cells: pd.Series) -> float:
    """Return the share of distinct cells that are codes, or names, of regions."""
    return max(known.column_of_codes(cells)[1], known.share_of_names(cells))


def _within_of_file(texts: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Return the plain names of the rows of each wider place, by the column that is called so: "state" of a file of counties."""
    fits = {str(column): fit(str(column), meanings()["within"]["names"]) for column in texts}
    best = max(fits, key=lambda column: fits[column], default="")
    if not best or fits[best] < ENOUGH or not 1 < texts[best].nunique() < len(texts):
        return {}
    rows = texts.drop(columns=best).groupby(texts[best])
    return {str(wider): frozenset(plain_name(cell) for cell in pd.unique(own.to_numpy().ravel()) if any(map(str.isalpha, cell)))
            for wider, own in rows if wider}  # fmt: skip


def of_regions(regions: gpd.GeoDataFrame) -> KnownRegions:
    """Return what the regions of a dataset are known by."""
    names = {plain_name(name) for column in ("name", "short_name") for name in regions[column]}
    names |= {plain_name(name) for others in regions["other_names"] for name in others}
    kinded = (regions["name"].map(plain_name) != regions["name"].map(folded)) & ~regions["name"].map(is_of_settlements)
    of_kinded = {plain_name(name) for row in regions.loc[kinded, ["name", "short_name", "other_names"]].itertuples(index=False)
                 for name in (row.name, row.short_name, *row.other_names)}
    codes = frozenset(map(canonical, regions["code"])) | frozenset(map(without_country, regions["code"]))
    return KnownRegions(codes={"code": codes}, names=frozenset(names), kinded=frozenset(of_kinded),
                        month_first=system_of(regions["code"]) == "FIPS", samples=tuple(regions["code"].head(3)),
                        within=_within(regions))


def _within(regions: gpd.GeoDataFrame) -> dict[str, frozenset[str]]:
    """Return the plain names by the wider place that stands behind a comma in another name: "Autauga, Alabama"."""
    found: dict[str, set[str]] = {}
    for name in (name for others in regions["other_names"] for name in others if name.count(",") == 1):
        inner, wider = (part.strip() for part in name.split(","))
        if not (len(wider) <= 3 and wider.isupper()):  # "AL" is Alabama once more
            found.setdefault(wider, set()).add(plain_name(inner))
    return {wider: frozenset(names) for wider, names in found.items()}


def _is_code(text: str) -> bool:
    """A code holds a figure, or is short and in capitals: else it is a name."""
    return bool(text) and " " not in text and (any(map(str.isdigit, text)) or (len(text) <= 6 and text.isupper()))


def _some(cells: pd.Series) -> Iterable[str]:
    return [str(cell) for cell in cells.unique()[:DISTINCT_SHOWN] if cell]


def _text(cell: object) -> str:
    if isinstance(cell, float | np.floating):
        return f"{cell:.15g}"
    return str(cell).strip()


@lru_cache(maxsize=4)
def of_levels(path: Path) -> list[tuple[int, KnownRegions]]:
    """Return what the regions of each level of a bundled file are known by, with the level's number; the coarsest first.

    Raises DataError if the file cannot be read.
    """
    return [(int(regions["level"].iat[0]), of_regions(regions)) for regions in read_levels(path)[0]]
