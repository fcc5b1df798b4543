"""A dataset folder from files as they lie: the columns are guessed, the guess is printed and written down, to be corrected."""

import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.countries import Lent, country_of_regions, find_country, lend
from geo.dataset_toml import FILE, Head, toml_of
from geo.errors import DataError, Fault, UsageError
from geo.mapping import MAX, ROW, SUM, TIME_COLUMNS, TableMapping, mapped_regions
from geo.mapping.inference import (
    MATCHES,
    Guess,
    KnownRegions,
    first_cell,
    guess_counts,
    guess_customers,
    guess_regions,
    guess_reports,
    is_of_reports,
    of_file,
    of_regions,
    unread_time,
)
from geo.places import levels_from, read_levels, read_shapes, zone_of
from geo.settings import read_settings
from geo.tables import TableFile, read_table_file
from geo.tables.cells import form_of

TEMPLATES = Path(__file__).parents[1] / "data"
LARGE_BYTES, SAMPLE_ROWS = 60_000_000, 50_000  # of a year of a feed, its head tells what its columns are
DATES_ACROSS = 3  # so many columns that are called by dates make a wide table
COMPANIONS = {".shx", ".dbf", ".prj", ".cpg"}
EMPTY = ("outages.csv", "record_id,place,extent,started_at,ended_at,reported_at,people,customers,"
         "source,source_role,source_url,summary\n")  # fmt: skip
NAMED = 0.9  # share of the cells of a column that name regions of a level, for the table to speak of it
KINDS = {"counts": "outage counts", "outages": "outage reports", "regions": "regions", "customers": "customers of regions"}
PACKED = {".gz", ".bz2", ".xz", ".zst", ".zip", ".pbf"}  # the suffix before one of these says what is in it: .csv.gz, .osm.pbf


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the user gives: the files, and what is known of them; `kind`: "counts" or "outages" where a guess is not wanted.

    `country`: a name or code; it lends regions, unless boundaries are given, base map, places, zone and words.
    """

    outages: Path | None = None
    boundaries: Path | None = None
    template: str = ""
    country: str = ""
    substations: Path | None = None
    customers: Path | None = None
    title: str = ""
    zone: str = ""
    time: str = ""
    kind: str = ""


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


def planned(given: Given, *, corrected: Mapping[str, TableMapping] | None = None) -> Plan:
    """Look at the files and guess what their columns mean; `corrected` mappings, by table, are taken as they are.

    Raises DataError if a table cannot be mapped: it tells what was seen, what is missing and how to name it; UsageError if
    neither boundaries, a country nor a known template are given.
    """
    template, lent = _template(given), _lent(given)
    files: dict[str, Path] = {} if template or lent else {"regions": _needed(given.boundaries)}
    mappings, told, guess, table, codes = dict[str, TableMapping](), list[str](), None, None, ""
    known, shown = of_regions(lent.regions) if lent and lent.regions is not None else known_of(given), None
    if given.outages:
        table = _read(given.outages)
        known, shown = _level_named(template, table) if template else (known, None)
        guess = _as_corrected(corrected or {}, table, known) or guessed(
            table, known, path=given.outages, kind=given.kind, time=given.time, substations=given.substations is not None)
        files[guess.kind], mappings[guess.kind], codes = given.outages, guess.mapping, guess.codes
        told += in_words(guess, given.outages.name)
    if given.customers:
        files["customers"] = given.customers
        mappings["customers"] = guess_customers(_read(given.customers), known, name=given.customers.name)
        told += _columns_in_words("customers", mappings["customers"], {}, given.customers.name)
    if given.substations:
        files["substations"] = given.substations
    zone, level = given.zone, shown
    if not template and not lent:
        shapes = read_shapes(files["regions"])
        mappings["regions"], unused = guess_regions(shapes, codes=codes)
        told = _columns_in_words("regions", mappings["regions"], {}, files["regions"].name, unused) + told
        ours = mapped_regions(shapes, mappings["regions"], name=files["regions"].name)
        regions, _ = levels_from(ours, file=files["regions"].name)
        country = find_country(given.country) if given.country else country_of_regions(regions[0])
        lent = lend(country, own=regions[0]) if country else None
        zone = given.zone or zone_of(regions[0]) or (country.zone if country else "")
        told.append(f"time zone: {zone or 'UTC, for the codes of the regions name no country: correct it with --zone'}")
        level = _level_of(regions, table, mappings) if table is not None else None
    if level is not None:
        told.append(f"the regions have several levels: those of level {level} are shown, for the table speaks of them")
    texts = _texts(lent, outages=given.outages is None and not given.boundaries)
    told = [*(lent.told if lent else ()), *told]
    names = {key: kept_as(key, path) for key, path in files.items()}
    told += [f"{path.name} is kept as {names[key]}" for key, path in files.items() if path.name != names[key]]
    usual = "" if lent and not given.boundaries else "Power outages"
    title = given.title or (usual and usual + (f": {given.outages.stem}" if given.outages else ""))
    head = Head(title=title, zone=zone, level=level, sources=tuple(path.name for path in files.values()))
    if EMPTY[0] in texts:
        names["outages"] = EMPTY[0]
    toml = toml_of(head, files=names, mappings=mappings, base=_base(template, lent), notes=guess.notes if guess else {},
                   remarks=guess.remarks if guess else ())
    return Plan(files=files, mappings=mappings, toml=toml, told=tuple(told), lent=texts, guess=guess, table=table)


def known_of(given: Given) -> KnownRegions:
    """Return what the regions of the files given are known by. Raises DataError or UsageError."""
    template, lent = _template(given), _lent(given)
    if lent is not None and lent.regions is not None:
        return of_regions(lent.regions)
    if template is None:
        return of_file(read_shapes(_needed(given.boundaries)))
    return of_regions(read_levels(template / "regions.json")[0][-1])


def corrected(plan: Plan | None, table: pd.DataFrame, *, kind: str, columns: Mapping[str, tuple[str, ...]]) -> TableMapping:
    """Return a mapping with the columns that the user names; what else was guessed stays, how times are written is found anew."""
    guess = plan.guess if plan and plan.guess and plan.guess.kind == kind else None
    mapping = guess.mapping if guess else TableMapping()
    times = [names for ours, names in columns.items() if ours in TIME_COLUMNS and names != mapping.columns.get(ours)]
    form = form_of(table[list(times[0])].agg(" ".join, axis=1).unique())[0] if times else mapping.reading.date_format
    values = {ours: words for ours, words in mapping.values.items() if columns.get(ours) == mapping.columns.get(ours)}
    defaults = dict(mapping.defaults)
    if kind == "outages" and not guess:
        defaults = {"record_id": f"row {ROW}", "source": "the table", "source_role": "media", "extent": "unknown"}
    reading = replace(mapping.reading, date_format=form, duplicates=SUM if "part" in columns else MAX)
    return replace(mapping, columns=columns, values=values, defaults=defaults, reading=reading)


def written(plan: Plan, folder: Path, *, template: str = "") -> None:
    """Make the folder of a plan, whole or not at all: the files under the names of their keys, and `dataset.toml`.

    Raises UsageError if the folder exists and is not empty, or if two files would have one name.
    """
    there = folder.exists()
    if there and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty. Name a new folder, or remove this one first.")
    home = folder if there else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=".new-") as beside:
        made = Path(beside) / "dataset"
        made.mkdir()
        for source, name in _copies(plan, template):
            if (made / name).exists():
                raise UsageError(f"{source.name} would take the place of {name} in the new folder. Leave one of the two out.")
            shutil.copyfile(source, made / name)
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
        yield from ((TEMPLATES / template / name, name) for name in lent.values() if name)
    for key, path in plan.files.items():
        yield path, kept_as(key, path)
        if path.suffix.casefold() == ".shp":  # a Shapefile is several files of one name
            parts = (one for one in path.parent.iterdir() if one.stem == path.stem)
            yield from ((one, key + one.suffix) for one in parts if one.suffix.casefold() in COMPANIONS)


def guessed(table: TableFile, known: KnownRegions, *, path: Path, kind: str = "", time: str = "",
            substations: bool = True) -> Guess:
    """Guess what a table holds. Raises DataError if it is neither counts nor reports, and tells what to do."""
    dates = [str(column) for column in table.table.columns if form_of([str(column)])[1]]
    if len(dates) >= DATES_ACROSS:
        raise DataError([Fault(what=f"{len(dates)} of its columns are dates, from {dates[0]} to {dates[-1]}", file=path.name,
                               value=", ".join(dates[:3]), expected="a row for each region and time, and one column for the time",
                               remedy="turn the columns of dates into rows (a spreadsheet calls it unpivot)")])
    reports = kind == "outages" or (not kind and is_of_reports(table))
    order = ["outages", "counts"] if reports else ["counts", "outages"]
    guesses = {one: _guess(one, table, known, path, time, substations) for one in ([kind] if kind else order)}
    found = next((guess for guess in guesses.values() if guess.kind), None)
    if found:
        return found
    least = min(guesses, key=lambda one: len(guesses[one].missing))
    what = f"the table cannot be read as {KINDS[least]}: no column is {', nor '.join(guesses[least].missing)}"
    remedy = (f"rename the columns that hold it, or put it into dataset.toml under [columns.{least}], such as "
              f"{re.split('[ ,]', guesses[least].missing[0])[0]} = \"NAME OF THE COLUMN\"")  # fmt: skip
    unread = unread_time(table)
    if unread and {"time", "started_at, or reported_at"} & set(guesses[least].missing):
        what += f"; {unread!r} holds {first_cell(table.table[unread])!r}, which does not tell a day and a zone that are known"
    if any(cells.str.match(r"\{'").any() for _, cells in table.table.items()):
        remedy += "; a column holds records of its own: bring each of them into a row"
    if any("time" in one for one in guesses[least].missing):
        remedy += "; if the table is of one moment, give it with --time 2026-01-07T18:00"
    raise DataError([Fault(what=what, file=path.name, value=", ".join(map(str, table.table.columns)), remedy=remedy,
                           expected="columns for a region, a time, and customers out (counts) or a statement (reports)")])


def in_words(guess: Guess, name: str) -> list[str]:
    """Print a guess, line by line: which column stands for which of ours, and what is not used."""
    kind = KINDS[guess.kind] + (f" ({guess.feed})" if guess.feed else "")
    lines = _columns_in_words(guess.kind, guess.mapping, guess.notes, name, guess.unused, kind=kind)
    return lines + [f"  note: {remark}" for remark in guess.remarks]


def _columns_in_words(key: str, mapping: TableMapping, notes: Mapping[str, str], name: str, unused: tuple[str, ...] = (), *,
                      kind: str = "") -> list[str]:
    lines = [f"{name}: {kind or KINDS[key]}"]
    for ours, names in mapping.columns.items():
        lines.append(f"  {ours:<16} from {' + '.join(names)}" + (f"  ({notes[ours]})" if notes.get(ours) else ""))
    for ours, text in mapping.defaults.items():
        where = "where it is blank" if ours in mapping.columns else "for all rows"
        lines.append(f"  {ours:<16} is {text!r} {where}" + (f"  ({notes[ours]})" if notes.get(ours) else ""))
    return lines + ([f"  not used: {', '.join(unused)}"] if unused else [])


def _as_corrected(mappings: Mapping[str, TableMapping], table: TableFile, known: KnownRegions) -> Guess | None:
    """Return what the user has said of a table, instead of a guess."""
    for kind in ("counts", "outages"):
        if kind in mappings:
            column = mappings[kind].columns.get("region_code")
            codes = known.column_of_codes(table.table[column[0]])[0] if column else ""
            return Guess(kind=kind, mapping=mappings[kind], codes=codes)
    return None


def _guess(kind: str, table: TableFile, known: KnownRegions, path: Path, time: str, substations: bool) -> Guess:
    if kind == "outages":
        return guess_reports(table, known, name=path.name, substations=substations)
    guess = guess_counts(table, known)
    if not time or "time" in guess.mapping.columns:
        return guess
    missing = tuple(one for one in guess.missing if one != "time")
    mapping = replace(guess.mapping, defaults={**guess.mapping.defaults, "time": time})
    return replace(guess, mapping=mapping, missing=missing, kind="" if missing else "counts")


def _level_named(template: Path, table: TableFile) -> tuple[KnownRegions, int | None]:
    """Return what the regions are known by; those of a coarser level, with its number, if the table names only them."""
    levels = read_levels(template / "regions.json")[0]
    finest = of_regions(levels[-1])
    for regions in reversed(levels[:-1]):
        coarser = of_regions(regions)
        shares = {column: coarser.share_of_names(table.table[column]) for column in table.table}
        others = [table.table[column] for column in shares if shares[column] < NAMED]
        finer = any(max(finest.column_of_codes(cells)[1], finest.share_of_names(cells)) >= MATCHES for cells in others)
        if max(shares.values(), default=0.0) >= NAMED and not finer:
            return coarser, int(regions["level"].iat[0])
    return finest, None


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


def _read(path: Path) -> TableFile:
    return read_table_file(path, rows=SAMPLE_ROWS if path.exists() and path.stat().st_size > LARGE_BYTES else None)


def _template(given: Given) -> Path | None:
    if not given.template:
        return None
    if given.boundaries:
        raise UsageError("A template brings its regions. Name either a template or a file of boundaries.")
    folder = TEMPLATES / given.template
    known = sorted(path.parent.name for path in TEMPLATES.glob("*/regions.json"))
    if given.template not in known:
        raise UsageError(f"There is no template {given.template!r}. The templates are {', '.join(known)}.")
    return folder


def _lent(given: Given) -> Lent | None:
    """Return what a country lends that brings its regions; None if the user brings them."""
    if not given.country or given.boundaries:
        return None
    if given.template:
        raise UsageError("A template brings its regions. Name either a template or a country.")
    return lend(find_country(given.country))


def _texts(lent: Lent | None, *, outages: bool) -> dict[str, str]:
    """Return the texts of the files that a country lends, by name; `outages`: with an empty table of reports, to be filled."""
    files = [*(lent.files.values() if lent else ()), *([EMPTY] if lent and outages else [])]
    return dict(files)


def _base(template: Path | None, lent: Lent | None) -> str:
    """Return the text of the `dataset.toml` that a new one begins from, "" if there is none."""
    if lent is not None:
        return lent.toml
    return (template / FILE).read_text(encoding="utf-8") if template else ""


def _needed(boundaries: Path | None) -> Path:
    if boundaries is None:
        raise UsageError("Name a country with --country, a file of boundaries with --boundaries, "
                         "or a template with --template us-counties.")
    return boundaries
