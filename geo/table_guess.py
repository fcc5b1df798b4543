"""What a table that somebody gives holds: read as it lies, turned where its columns are regions or dates, its columns guessed."""

from dataclasses import dataclass, replace
from pathlib import Path

from geo.errors import Fault, UsageError
from geo.files import ByContent
from geo.mapping.inference import (
    Guess,
    KnownRegions,
    by_alias,
    by_name,
    guess_counts,
    guess_reports,
    inner_records,
    is_of_reports,
    kept_of,
    meaning_of,
    refusal,
    refused_at_once,
    with_year_told,
)
from geo.sentences import Sentence
from geo.tables import Reading, TableFile, read_table_file
from geo.tables.across import JOINED

LARGE_BYTES, SAMPLE_ROWS = 60_000_000, 50_000  # of a year of a feed, its head tells what its columns are
_tables = ByContent[TableFile](most=2)  # as it lies, and turned


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the user gives: the files, and what is known of them; `kind`: "counts" or "outages" where a guess is not wanted.

    `name`: what the user calls the table, where it lies under another name.
    `country`: a name or code; it lends regions (`level`: see `lend`), unless boundaries are given, base map, places, zone
    and words. `time`, `place`: of the whole table; `sheet`: a sheet, or the path of a list in JSON; `crs`: of easting and
    northing; `columns`: our column and the file's, "customers_out=Meters".
    """

    outages: Path | None = None
    name: str = ""
    boundaries: Path | None = None
    template: str = ""
    country: str = ""
    level: int | None = None
    substations: Path | None = None
    customers: Path | None = None
    title: str = ""
    zone: str = ""
    time: str = ""
    kind: str = ""
    place: str = ""
    sheet: str = ""
    crs: str = ""
    columns: tuple[str, ...] = ()
    gazetteer: Path | None = None
    settlements: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Guessed:
    """A table as it is to be read, what its columns mean, and, where that is neither counts nor reports, why, with what to do."""

    table: TableFile
    guess: Guess
    refused: Fault | None = None


def table_of(path: Path, *, reading: Reading | None = None) -> TableFile:
    """Read a table, of a large one its head; the last ones are kept, for a form asks again and again. Raises DataError."""
    rows = SAMPLE_ROWS if path.exists() and path.stat().st_size > LARGE_BYTES else None
    return _tables.get([path], lambda: read_table_file(path, reading=reading, rows=rows), how=repr(reading))


def table_as_read(given: Given, known: KnownRegions, *, reading: Reading | None = None) -> TableFile:
    """Return the table that is given: by a reading, or turned where its columns are regions or dates. Raises DataError."""
    assert given.outages is not None
    reading = reading or Reading(sheet=given.sheet)
    table = lying = table_of(given.outages, reading=replace(reading, across=""))
    if not reading.across and (kept := kept_of(table, known)):
        reading = replace(reading, across=kept)
    if reading.across:
        table = table_of(given.outages, reading=reading)
        headings = [name for name in map(str, lying.table.columns) if name not in reading.across.split(JOINED)]
        called = meaning_of(table, name=given.name or given.outages.name, headings=headings)
        table = replace(table, aliases={**table.aliases, **called})
    return with_year_told(table)


def guessed(given: Given, known: KnownRegions, *, lent_substations: bool = False) -> Guessed:
    """Guess what the table holds that is given; if it is neither counts nor reports, return the nearest guess.

    Records inside others are read where those around them hold no figures: a list of regions in each snapshot.
    """
    first = _guessed(table_as_read(given, known), known, given, lent_substations=lent_substations)
    if first.refused is None or given.sheet:
        return first
    for path in inner_records(first.table):
        inner = table_as_read(given, known, reading=Reading(sheet=path))
        found = _guessed(inner, known, given, lent_substations=lent_substations)
        if found.refused is None:
            return found
    return first


def _guessed(file: TableFile, known: KnownRegions, given: Given, *, lent_substations: bool) -> Guessed:
    name = given.name or (given.outages.name if given.outages else "the table")
    table = by_alias(file)
    called = {own: alias for alias, own in table.aliases.items()}
    at_once = refused_at_once(table, known, name=name)
    columns = {ours.strip(): tuple(called.get(one, one) for one in theirs.split(" + "))
               for ours, _, theirs in (one.partition("=") for one in given.columns)}
    if unknown := [name for names in columns.values() for name in names if name not in table.table.columns]:
        raise UsageError(Sentence("{name} has no column {unknown!r}. Its columns are {columns}.", name=name,
                                  unknown=unknown[0], columns=", ".join(map(str, table.table.columns))))
    ours_of_reports = {"customers_out": "customers", "time": "reported_at"}
    reports = given.kind == "outages" or (not given.kind and is_of_reports(table))
    order = [given.kind] if given.kind else ["outages", "counts"] if reports else ["counts", "outages"]
    guesses: dict[str, Guess] = {}
    for kind in order:
        if kind == "counts":
            guess = guess_counts(table, known, given=columns, time=given.time, place=given.place)
        else:
            said = {ours_of_reports.get(ours, ours): theirs for ours, theirs in columns.items()}
            stations = given.substations is not None or lent_substations
            guess = guess_reports(table, known, name=name, substations=stations, given=said, time=given.time, place=given.place,
                                  crs=given.crs)
            empty = not reports and not {"customers", "people", "settlements", "extent", "kind"} & set(guess.mapping.columns)
            if guess.kind and empty:  # no sign of a report: a table of figures that could not be read
                guess = replace(guess, kind="", missing=(*guess.missing, "customers_out"))
        guesses[kind] = by_name(guess, table)
        if guess.kind and not at_once:
            return Guessed(table=file, guess=guesses[kind])
    nearest = min(guesses.values(), key=lambda one: len(one.missing))
    return Guessed(table=file, guess=nearest, refused=at_once or refusal(table, guesses, name=name))
