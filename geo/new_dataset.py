"""A dataset folder from files as they lie: the columns are guessed, the guess is printed and written down, to be corrected."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.countries import EMPTY_TABLE, Lent, country_letters, country_levels, country_of_regions, find_country, lend
from geo.dataset_toml import FILE, Head, toml_of
from geo.errors import DataError, Fault, UsageError
from geo.files import layer_in, sweep_left
from geo.guess_in_words import columns_in_words, encoding_in_words, guess_in_words
from geo.mapping import ROW, TIME_COLUMNS, Duplicates, TableMapping, mapped_regions
from geo.mapping.inference import (
    Guess,
    KnownRegions,
    guess_customers,
    guess_regions,
    level_named,
    of_file,
    of_levels,
    of_regions,
)
from geo.places import levels_from, read_shapes, zone_of
from geo.sentences import Sentence
from geo.settings import read_settings
from geo.table_guess import Given, Guessed, guessed, table_as_read, table_of
from geo.tables import Reading, TableFile
from geo.tables.across import HEADING
from geo.tables.cells import form_of, joined_cells

TEMPLATES = Path(__file__).parents[1] / "data"
STATEMENTS = ("outages", "counts", "customers")  # what a template does not lend: they are said of another time
COMPANIONS = {".shx", ".dbf", ".prj", ".cpg"}
PACKED = {".gz", ".bz2", ".xz", ".zst", ".zip", ".pbf"}  # the suffix before one of these says what is in it: .csv.gz, .osm.pbf


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a new folder will hold: files by their key, the mappings, what to tell of them, and the text of `dataset.toml`.

    `lent`: the texts of further files by their name.
    """

    files: Mapping[str, Path]
    mappings: Mapping[str, TableMapping]
    toml: str
    told: tuple[str, ...]
    lent: Mapping[str, str] = field(default_factory=dict, repr=False)
    guess: Guess | None = None
    table: TableFile | None = field(default=None, repr=False)


class NotMapped(DataError):
    """A table that cannot be mapped; `plan` is what was guessed of it, to be corrected, None if nothing was; `kind`: what it is
    nearest to.
    """

    def __init__(self, fault: Fault, plan: Plan | None, *, kind: str) -> None:
        super().__init__([fault])
        self.plan, self.kind = plan, kind


def planned(given: Given, *, corrected: Mapping[str, TableMapping] | None = None) -> Plan:
    """Look at the files and guess what their columns mean; `corrected` mappings, by table, are taken as they are.

    Raises NotMapped if the table cannot be mapped: it tells what was seen, what is missing and how to name it; DataError if
    another file cannot be read; UsageError if neither boundaries, a country nor a known template are given.
    """
    template, lent = _template(given), _lent(given)
    files: dict[str, Path] = {} if template or lent else {"regions": _needed(given.boundaries)}
    mappings, told, guess, table, codes = dict[str, TableMapping](), list[str](), None, None, ""
    known, shown = of_regions(lent.regions) if lent and lent.regions is not None else known_of(given), None
    refused: Fault | None = None
    if given.outages:
        if template:
            known, shown = _level_named(template, table_of(given.outages, reading=Reading(sheet=given.sheet)))
        found = _as_corrected(corrected or {}, given, known) or guessed(
            given, known, lent_substations=template is not None and bool(read_settings(template).files.substations))
        table, guess, refused = found.table, found.guess, found.refused
        kind = guess.kind or ("outages" if "record_id" in {*guess.mapping.columns, *guess.mapping.defaults} else "counts")
        files[kind], mappings[kind], codes = given.outages, guess.mapping, guess.codes
        told += guess_in_words(replace(guess, kind=kind), given.outages.name)
        told += [Sentence("  note: {note}", note=note) for note in (*encoding_in_words(table, kind), *table.notes)]
        shown = shown if codes or "place" in guess.mapping.columns else None
        shown = 1 if lent and lent.several and kind == "counts" else shown  # nobody counted by what lies inside them
    if given.customers:
        files["customers"] = given.customers
        mappings["customers"] = guess_customers(table_of(given.customers), known, name=given.customers.name)
        told += columns_in_words("customers", mappings["customers"], {}, given.customers.name)
    if given.substations:
        files["substations"] = given.substations
    for key, path in (("gazetteer", given.gazetteer), ("settlements", given.settlements)):
        files |= {key: path} if path else {}
    zone, level, code = given.zone, shown, ""
    if not template and not lent:
        shapes = read_shapes(files["regions"])
        mappings["regions"], unused = guess_regions(shapes, codes=codes)
        told = columns_in_words("regions", mappings["regions"], {}, files["regions"].name, unused) + told
        ours = mapped_regions(shapes, mappings["regions"], name=files["regions"].name)
        regions, _ = levels_from(ours, file=files["regions"].name, rejected=[])  # the account names them
        country = find_country(given.country) if given.country else country_of_regions(regions[0])
        lent, code = lend(country, own=regions[0]) if country else None, country_letters(regions[0])
        zone = given.zone or zone_of(regions[0]) or (country.zone if country else "")
        if mappings["regions"].defaults:
            told.append(Sentence("the regions have no codes: codes are made from their names"))
        told.append(Sentence("time zone: {zone}", zone=zone) if zone else
                    Sentence("time zone: UTC, for the codes of the regions name no country: correct it with --zone"))  # fmt: skip
        level = _level_of(regions, table, mappings) if table is not None else None
    if level is not None and not (lent and lent.several):
        told.append(Sentence("the regions have several levels: those of level {level} are shown, for the table speaks of them",
                             level=level))
    texts = lent.texts(empty_table=not given.outages and not given.boundaries) if lent else {}
    told = [*(lent.told if lent else ()), *told]
    names = {key: kept_as(key, path) for key, path in files.items()}
    told += [Sentence("{file} is kept as {name}", file=path.name, name=names[key])
             for key, path in files.items() if path.name != names[key]]  # fmt: skip
    usual = "" if lent and not given.boundaries else "Power outages"
    title = given.title or (usual and usual + (f": {given.outages.stem}" if given.outages else ""))
    head = Head(title=title, zone=zone, level=level, code=code, sources=tuple(path.name for path in files.values()))
    names |= {"outages": EMPTY_TABLE} if EMPTY_TABLE in texts else {}
    base = lent.toml if lent else (template / FILE).read_text(encoding="utf-8") if template else ""
    toml = toml_of(head, files=names, mappings=mappings, base=base, notes=guess.notes if guess else {},
                   remarks=guess.remarks if guess else ())
    plan = Plan(files=files, mappings=mappings, toml=toml, told=tuple(told), lent=texts, guess=guess, table=table)
    if refused:
        raise NotMapped(refused, plan if guess and guess.mapping.columns else None, kind=next(iter(mappings)))
    return plan


def known_of(given: Given) -> KnownRegions:
    """Return what the regions of the files given are known by. Raises DataError or UsageError."""
    template, lent = _template(given), _lent(given)
    if lent is not None and lent.regions is not None:
        return of_regions(lent.regions)
    if template is None:
        return of_file(read_shapes(_needed(given.boundaries)))
    return of_levels(template / read_settings(template).files.regions)[-1][1]


def corrected(guess: Guess | None, table: pd.DataFrame, *, kind: str, columns: Mapping[str, tuple[str, ...]]) -> TableMapping:
    """Return a mapping with the columns that the user names; what else was guessed stays, how times are written is found anew.

    `guess`: that of a table of this kind, whole or not; None if there is none.
    """
    mapping = guess.mapping if guess else TableMapping()
    times = [names for ours, names in columns.items() if ours in TIME_COLUMNS and names != mapping.columns.get(ours)]
    form = form_of(joined_cells(table, times[0]).unique())[0] if times else mapping.reading.date_format
    values = {ours: words for ours, words in mapping.values.items() if columns.get(ours) == mapping.columns.get(ours)}
    defaults = dict(mapping.defaults)
    if kind == "outages" and not guess:
        defaults = {"record_id": f"row {ROW}", "source": "the table", "extent": "unknown"}
    reading = replace(mapping.reading, date_format=form, duplicates=Duplicates.told_apart_by(columns.get("part", ())))
    return replace(mapping, columns=columns, values=values, defaults=defaults, reading=reading)


def written(plan: Plan, folder: Path, *, template: str = "") -> None:
    """Make the folder of a plan, whole or not at all: the files under the names of their keys, and `dataset.toml`.

    Raises UsageError if the folder exists and is not empty, or if two files would have one name.
    """
    there = folder.exists()
    if there and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(Sentence("{folder} exists and is not empty. Name a new folder, or remove this one first.",
                                  folder=folder))
    home = folder if there else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    sweep_left(home, ".new-*")
    with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as beside:
        made = Path(beside) / "dataset"
        made.mkdir()
        for source, name in _copies(plan, template):
            if (made / name).exists():
                raise UsageError(Sentence("{name} would take the place of {taken} in the new folder. Leave one of the two "
                                          "out.", name=source.name, taken=name))
            shutil.copyfile(layer_in(source)[0], layer_in(made / name)[0])
        for name, text in plan.lent.items():
            (made / name).write_text(text, encoding="utf-8", newline="\n")
        (made / FILE).write_text(plan.toml, encoding="utf-8")
        if not there:
            made.rename(folder)
            return
        for path in sorted(made.iterdir(), key=lambda one: one.name == FILE):  # the last one makes it a dataset
            path.rename(folder / path.name)


def kept_as(key: str, path: Path) -> str:
    """Return the name of a file inside a dataset: its key and its own suffix, so that no two files have one name."""
    before = Path(path.stem).suffix if path.suffix.casefold() in PACKED else ""
    return key + before + path.suffix


def _copies(plan: Plan, template: str) -> Iterator[tuple[Path, str]]:
    """Yield each file that goes into the folder, and its name there: the template's first."""
    if template:
        lent = asdict(read_settings(TEMPLATES / template).files)
        yield from ((TEMPLATES / template / name, name) for key, name in lent.items() if name and key not in STATEMENTS)
    for key, path in plan.files.items():
        yield path, kept_as(key, path)
        if path.suffix.casefold() == ".shp":  # a Shapefile is several files of one name
            parts = (one for one in path.parent.iterdir() if one.stem == path.stem)
            yield from ((one, key + one.suffix) for one in parts if one.suffix.casefold() in COMPANIONS)


def _as_corrected(mappings: Mapping[str, TableMapping], given: Given, known: KnownRegions) -> Guessed | None:
    """Return what the user has said of a table, instead of a guess."""
    for kind in ("counts", "outages"):
        if kind in mappings:
            table = table_as_read(given, known, reading=mappings[kind].reading)
            column = mappings[kind].columns.get("region_code")
            codes = known.column_of_codes(table.table[column[0]])[0] if column else ""
            return Guessed(table=table, guess=Guess(kind=kind, mapping=mappings[kind], codes=codes))
    return None


def _level_named(template: Path, table: TableFile) -> tuple[KnownRegions, int | None]:
    """Return what the regions are known by; those of a coarser level, with its number, if the table names only them."""
    levels = of_levels(template / read_settings(template).files.regions)
    at = level_named([known for _, known in levels], {str(name): cells for name, cells in table.table.items()}, ties=True)
    return levels[at][1], levels[at][0] if at < len(levels) - 1 else None


def _level_of(levels: list[gpd.GeoDataFrame], table: TableFile, mappings: Mapping[str, TableMapping]) -> int | None:
    """Return the level that most cells of the table's region column speak of, None if that is the coarsest."""
    columns = next((mappings[kind].columns for kind in ("counts", "outages") if kind in mappings), {})
    names = columns.get("region_code") or columns.get("place")
    if len(levels) == 1 or not names:
        return None
    cells = table.table[names[0]]
    shares = [max(known.column_of_codes(cells)[1], known.share_of_names(cells)) for known in map(of_regions, levels)]
    best = max(range(len(levels)), key=lambda i: shares[i])
    return int(levels[best]["level"].iat[0]) if best else None


def _template(given: Given) -> Path | None:
    if not given.template:
        return None
    if given.boundaries:
        raise UsageError(Sentence("A template brings its regions. Name either a template or a file of boundaries."))
    folder = TEMPLATES / given.template
    if given.template not in (known := templates()):
        raise UsageError(Sentence("Invalid template {template!r}. Use {known}.", template=given.template,
                                  known=", ".join(known)))
    return folder


def templates() -> list[str]:
    """Return the names of the datasets that lend their regions."""
    return sorted(path.parent.name for path in TEMPLATES.glob(f"*/{FILE}"))


def _lent(given: Given) -> Lent | None:
    """Return what a country lends that brings its regions; None if the user brings them."""
    if given.level is not None and (not given.country or given.boundaries):
        raise UsageError(Sentence("--level chooses among the regions of --country, without --boundaries."))
    if not given.country or given.boundaries:
        return None
    if given.template:
        raise UsageError(Sentence("A template brings its regions. Name either a template or a country."))
    country, level = find_country(given.country), given.level
    levels = country_levels(country) if given.outages and level is None else ()
    if given.outages and len(levels) > 1:  # wider regions where the table names those alone
        table = table_of(given.outages, reading=Reading(sheet=given.sheet)).table
        named = {str(column): table[column] for column in table} | {HEADING: pd.Series(list(map(str, table.columns)))}
        level = 1 + level_named([*map(of_regions, levels)], named, ties=False)
    return lend(country, level=level)


def _needed(boundaries: Path | None) -> Path:
    if boundaries is None:
        raise UsageError(Sentence("Name a country with --country, a file of boundaries with --boundaries, or a template with "
                                  "--template us-counties."))
    return boundaries
