"""Where the rows of a table are: codes or names of regions, a wider place, points, several regions in one cell."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from geo.column_words import named
from geo.mapping.columns import (
    ENOUGH,
    MATCHES,
    SURE,
    cells_in,
    column_for,
    share_of,
    share_of_numbers,
    some_cells,
    unused_of,
)
from geo.mapping.known_regions import NEARLY_ALL, KnownRegions, plain_name
from geo.mapping.split_rows import CODES, SPLITS, WITHIN_STATE, parts_of_cell
from geo.mapping.vocabulary import fit, is_of_settlements, is_postal, meanings, tag_fit
from geo.places import system_of
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.cells import as_numbers, decimal_of_degrees
from geo.tables.layout import some
from geo.tables.totals import is_sum

_SMALL = re.compile(r"\d{1,3}(?:\.0+)?")
_QUEUE = re.compile(
    r"(?:gpv|черга|підчерга|очередь|queue|group|grupo|група|bloque|block)[\s_-]*\d+(?:\.\d+)?",
    re.IGNORECASE,
)
_STAGE = re.compile(r"stage[\s_-]*\d+", re.IGNORECASE)
PROJECTED = {
    "lon": ("easting", "eastings", "x", "x coord", "x coordinate", "coord x", "point x"),
    "lat": ("northing", "northings", "y", "y coord", "y coordinate", "coord y", "point y"),
}


@dataclass(frozen=True, kw_only=True)
class Where:
    """The columns that say the region or the place; remarks on them; how cells with several regions are split; of which kind
    the places are, if the table says so; the share of the distinct cells that are codes or names of regions.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    codes: str = ""
    split: str = ""
    place_kind: str = ""
    share: float = 1.0


def where_of(file: TableFile, known: KnownRegions, kind: str, columns: Iterable[str]) -> Where:
    """Find the columns that say the region: by what is in them, held against the regions, then by their names."""
    table, columns = file.table, tuple(columns)
    words, tags = (
        meanings()[kind]["region_code"],
        meanings()["tags"].get(kind, {}).get("region_code", ()),
    )
    found: list[tuple[float, float, str, str]] = []
    for column in columns:
        theirs, share = known.column_of_codes(table[column])
        named = max(fit(column, words), tag_fit(file.tags.get(column, ""), tags))
        small = share_of(table[column], lambda cell: bool(_SMALL.fullmatch(cell))) > 0.5
        if is_postal(column) and not is_postal(theirs):
            continue
        if share >= (MATCHES if named >= ENOUGH else NEARLY_ALL) and (named >= ENOUGH or not small):
            found.append((round(share, 1), named, column, theirs))
    if found:
        share, _, column, theirs = max(found)
        note = (
            Sentence("{share} of its codes ({system}) are codes of regions", share=f"{share:.0%}",
                     system=system_of(table[column].unique()))
        )
        several = pd.Series([code for cell in some_cells(table[column]) for code, _ in parts_of_cell(cell, CODES)], dtype=object)
        split = CODES if len(several) > table[column].nunique() and known.column_of_codes(several)[1] >= NEARLY_ALL else ""
        return Where(columns={"region_code": (column,)}, notes={"region_code": note}, codes=theirs, split=split)
    return _by_name(file, known, kind, columns)


def nowhere(known: KnownRegions) -> str:
    """Say that no column holds codes or names of regions, and what those look like."""
    return Sentence("{code} or {place} whose cells are in the boundaries (which have, for example, {samples})",
                    code=named("region_code"), place=named("place"), samples=", ".join(known.samples))  # fmt: skip


def kind_in_words(where: Where) -> str:
    """Say why the names of a table are taken for names of regions, or of places in them."""
    called = where.columns["place"][0]
    if where.place_kind == "region":
        return Sentence("the column is called {called!r}: no city of the same name is meant", called=called)
    return Sentence("the column is called {called!r}: its rows are of places in a region, and never speak for all of it",
                    called=called)


def points_of(file: TableFile, columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Find longitude and latitude, or neither; inside a record's own record, `centre.lat`, the last name is theirs."""
    figures = [c for c in columns if share_of_numbers(file, c) >= SURE]
    taken: dict[str, tuple[str, ...]] = {}
    for ours in ("lon", "lat"):
        words = meanings()["outages"][ours]
        inner = {c: fit(c.rpartition(".")[2], words) for c in figures}
        fits = {c: max(inner[c], column_for(file, ours, "outages", [c])[1]) for c in figures}
        best = max(
            figures,
            key=lambda c: (fits[c] >= SURE, round((file.table[c] != "").mean(), 1), fits[c]),
            default="",
        )
        if best and fits[best] >= ENOUGH:
            taken[ours] = (best,)
    both = set(taken) == {"lon", "lat"} and taken["lon"] != taken["lat"]
    return taken if both and not _beyond_degrees(file, taken) else {}


def projected_of(file: TableFile, columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Find coordinates that are no degrees, such as easting and northing, by the names `lon` and `lat` of ours."""
    figures = [c for c in columns if share_of_numbers(file, c) >= SURE]
    taken: dict[str, tuple[str, ...]] = {}
    for ours, words in PROJECTED.items():
        best = max(
            figures, key=lambda c: fit(c, (*words, *meanings()["outages"][ours])), default=""
        )
        if best and fit(best, (*words, *meanings()["outages"][ours])) >= ENOUGH + 0.1:
            taken[ours] = (best,)
    return taken if set(taken) == {"lon", "lat"} and _beyond_degrees(file, taken) else {}


def timetable_in(file: TableFile) -> str:
    """Say what kind of timetable a table is, by queue or by stage; "" if it is none: who is off then is another table."""
    names = list(map(str, file.table.columns))
    stages = [name for name in names if _STAGE.fullmatch(name.strip())]
    if len(stages) > 1:
        return Sentence("a timetable by stage and zone ({stages}): it says when a zone would be off at a stage",
                        stages=some(stages))  # fmt: skip
    queues = [name for name in names if _QUEUE.fullmatch(name.rpartition(".")[2].strip() or name)]
    queues = (
        queues
        if len(queues) > 1
        else next(
            (
                found
                for name in names
                if len(
                    found := [
                        c for c in cells_in(file, name) if _QUEUE.fullmatch(c.strip())
                    ]
                )
                >= max(2, SURE * len(cells_in(file, name)))
            ),
            [],
        )
    )
    return (
        Sentence("a schedule by queue ({queues}): it says when a queue is to be off", queues=some(queues)) if queues else ""
    )


def wider_place(
    file: TableFile,
    known: KnownRegions,
    taken: Mapping[str, tuple[str, ...]],
    notes: dict[str, str],
    *,
    said: str = "",
) -> str:
    """Return the place that all names of the table lie in, such as a state, where no column says it; "" if none is sure.

    `said`: the one that the user names.
    """
    if len(taken.get("place", ())) != 1 or "region_code" in taken:
        return ""
    if said:
        notes["place"] = Sentence("read as places in {wider}, as you say", wider=said)
        return said
    wider = known.one_wider(file.table[taken["place"][0]])
    if wider:
        said = notes.get("place", "")
        notes["place"] = (
            Sentence("{said}, and only {wider} has nearly all of them: read as places in {wider}", said=said, wider=wider)
            if said
            else Sentence("and only {wider} has nearly all of them: read as places in {wider}", wider=wider)
        )
    return wider


def doubts_of_places(
    file: TableFile, known: KnownRegions, taken: Mapping[str, tuple[str, ...]], *, state: str
) -> list[str]:
    """Say which columns look like codes of regions and are codes of the post, and that nothing says in which state towns lie."""
    doubts: list[str] = [
        Sentence('{column} holds codes of the post, which are no codes of regions: --column "region_code={column}" says that '
                 "they are", column=column)
        for column in unused_of(file.table, dict(taken))
        if is_postal(column) and known.column_of_codes(file.table[column])[1] >= MATCHES
    ]
    place = taken.get("place", ())
    if len(place) == 1 and "region_code" not in taken and known.within and not state and is_of_settlements(place[0]):
        doubts.append(Sentence("nothing says in which state the places under {column} lie, and several states have towns of one "
                               "name: say which with --place", column=place[0]))
    return doubts


def _by_name(file: TableFile, known: KnownRegions, kind: str, columns: tuple[str, ...]) -> Where:
    """Find the column of names, and the column of the wider place where names repeat, such as the state of a county."""
    table = file.table
    splits = {column: _split_of(table[column], known) for column in columns}
    shares = {
        column: max(known.share_of_names(table[column]), splits[column][1]) for column in columns
    }
    tags = meanings()["tags"].get(kind, {}).get("place", ())
    named = {
        column: max(
            fit(column, meanings()[kind]["place"]), tag_fit(file.tags.get(column, ""), tags)
        )
        for column in columns
    }
    named |= {column: 0.0 for column in columns if fit(column, meanings()[kind]["region_code"]) > named[column]}  # "ADM1_PCODE"
    best = max(
        columns,
        key=lambda column: (shares[column] >= MATCHES, round(shares[column], 1), named[column]),
        default="",
    )
    if best and shares[best] < MATCHES:
        best = max(
            columns,
            key=lambda column: (
                named[column] >= ENOUGH and round(shares[column], 1),
                named[column],
            ),
        )
    if not best or (
        shares[best] < MATCHES and named[best] < (SURE if kind == "counts" else ENOUGH)
    ):
        return Where()
    split, share = splits[best][0], shares[best]
    place: tuple[str, ...] = (best,)
    for wider in columns if not split else ():
        if wider != best and fit(wider, meanings()["within"]["names"]) >= ENOUGH:
            both = known.share_of_names(table[best] + ", " + table[wider])
            if both >= MATCHES and both >= 0.7 * share:
                place, share = (best, wider), both
                break
    percent = f"{share:.0%}"
    note = (
        Sentence("{share} of its names are names of regions; a cell of several is one row for each", share=percent)
        if split
        else Sentence("{share} of its names are names of regions", share=percent)
    )
    without_sums = table[best][~is_sum(table[best])]
    named_alone = share == 1.0 or (len(place) == 1 and not split and known.share_of_names(without_sums) == 1.0)
    kinds = {"region": named_alone and fit(best, meanings()["place_kind"]["region"]) >= SURE,
             "settlement": (kind == "counts" or bool(known.within)) and len(place) == 1
                           and known.are_settlements(best, table[best])}
    return Where(columns={"place": place}, notes={"place": note}, split=split, share=share,
                 place_kind=next((one for one, holds in kinds.items() if holds), ""))


def _split_of(cells: pd.Series, known: KnownRegions) -> tuple[str, float]:
    """Return the sign that parts several regions in a cell, and the share of names known then.

    It is taken only if every cell that has it splits into regions, or is the name of one as it stands. A name in two scripts,
    "صفاقس / Sfax", is one.
    """
    if pairs := _in_two_scripts(cells):
        return "", sum(known.share_of_names(pd.Series(pair)) > 0 for pair in pairs) / len(pairs)
    no_names = [cell for cell in some_cells(cells) if plain_name(cell) not in known.names]
    best = ("", 0.0)
    for sign in SPLITS:
        parts = [parts_of_cell(cell, sign) for cell in no_names]
        several = [
            [place for place, _ in one]
            for one in parts
            if len(one) > 1 or (sign == WITHIN_STATE and one[0][1])
        ]
        if sign == WITHIN_STATE:
            several += [
                [place for place, _ in one]
                for cell, one in zip(no_names, parts, strict=True)
                if cell.endswith(":")
            ]
        whole = [one for one in several if known.share_of_names(pd.Series(one)) == 1.0]
        if several and len(whole) >= (MATCHES if sign == WITHIN_STATE else 1.0) * len(several):
            names = [place for cell in some_cells(cells) for place, _ in parts_of_cell(cell, sign)]
            share = known.share_of_names(pd.Series(names))
            best = max(best, (sign, share), key=lambda one: one[1])  # of two that fit alike, the first
    return best


def _in_two_scripts(cells: pd.Series) -> list[list[str]]:
    """Return the two names of each cell, where all cells have one in one script and one in another; none if they have not."""
    pairs = [[part.strip() for part in re.split(r"[/|]", cell)] for cell in some_cells(cells)]
    scripts = [tuple(map(_script_of, pair)) for pair in pairs]
    alike = len(set(scripts)) == 1 and len(scripts[0]) == 2
    return pairs if alike and "" not in scripts[0] and scripts[0][0] != scripts[0][1] else []


def _script_of(text: str) -> str:
    return next((unicodedata.name(letter, "").split()[0] for letter in text if letter.isalpha()), "")


def _beyond_degrees(file: TableFile, taken: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether most of some coordinates are too large to be degrees."""
    for ours, limit in (("lon", 180.0), ("lat", 90.0)):
        cells = file.table[taken[ours][0]]
        decimal = decimal_of_degrees(some_cells(cells))
        figures = pd.to_numeric(as_numbers(cells, decimal=decimal), errors="coerce").dropna()
        if len(figures) and (figures.abs() > limit).mean() > 0.5:
            return True
    return False
