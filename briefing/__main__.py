"""The command line: `python -m briefing`. Exit codes: 0 done, 1 the data say no, 2 cannot be met as put, 3 no browser."""

import datetime as dt
import json
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.accept_report import accept_records, correct_record, withdraw_records
from briefing.terminal import run
from geo.errors import DataError, Fault, OldNameWarning, UsageError
from geo.language import ENGLISH, _, plural, speak, speaking
from geo.sentences import Sentence
from geo.view import DEFAULT_LAYERS, FILTERS, Only, View, parse_date, parse_language, parse_only, parse_place

if TYPE_CHECKING:
    from geo.dataset import Dataset

# What only some commands need they import themselves: maps and formats take longer to load than `draft` takes to run
EXTENSIONS = ".png .pdf .pptx .gif .html .gpkg .csv .csv.zip .zip"
app = typer.Typer(
    help="Outage Brief: who is without power, where, according to whom.", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False,
)  # fmt: skip
Folder = Annotated[Path, typer.Argument(help="A dataset folder, such as data/ukraine.")]
Refresh = Annotated[float | None, typer.Option(
    "--refresh", min=0, metavar="SECONDS", help="Pull web addresses and databases in [files] again if their copy is older.")]
EngineAt = Annotated[str, typer.Option(
    envvar="OUTAGE_BRIEF_ENGINE", help="Adds up the counts: spark://host:port, or an address of Ibis; if not given, DuckDB.")]
Shown = Annotated[list[str] | None, typer.Option("--only", metavar="NAME=VALUE", help=(
    "Show such statements only: role=operator. Names: " + ", ".join(FILTERS) + ". Values of one name are alternatives."))]
Day = Annotated[str | None, typer.Option("--date", help="The date, such as 2026-01-07; if not given, the latest with reports.")]


def old_made_at(context: typer.Context, given: str | None) -> str | None:
    """Take the time of making under the name that its option had before 0.2, with a warning. Raises UsageError if under both."""
    if given is not None:
        if context.params.get("timestamp") is not None:
            raise UsageError(Sentence("--made-at is the old name of --timestamp. Use --timestamp alone."))
        warnings.warn(Sentence("--made-at is now --timestamp. Version 0.3 does not read the old name."), OldNameWarning,
                      stacklevel=1)  # fmt: skip
    return given


KnownOn = Annotated[str | None, typer.Option(
    "--as-known-on", help="Show what was known at the end of this day, by the dataset's ledger, such as 2026-01-08.")]
Timestamp = Annotated[str | None, typer.Option(
    is_eager=True,  # before the old name of the option, which looks whether both are given
    help="The time that the sheet says it was made at; SOURCE_DATE_EPOCH of the environment, else now, if not given.")]

Earlier = Annotated[str | None, typer.Option(help="An earlier date, to set beside this one.")]
WorstSince = Annotated[str | None, typer.Option(help="Show each region at its worst from this date to --date.")]


@app.command()
def export(
    dataset: Folder,
    out: Annotated[Path | None, typer.Argument(help=f"The file to write, by extension: {EXTENSIONS}.")] = None,
    date: Day = None,
    dates: Annotated[str | None, typer.Option(help="A series: 2026-01-07..2026-01-11; its dates with reports.")] = None,
    compare: Earlier = None, worst_since: WorstSince = None,
    out_dir: Annotated[Path | None, typer.Option(help="A folder for a PNG of each date of a series.")] = None,
    size: Annotated[str | None, typer.Option(help="The sheet: 16:9, a4, a4-portrait, square, or WIDTHxHEIGHT.")] = None,
    scale: Annotated[float | None, typer.Option(help="Pixels of the picture to one of the sheet, such as 2.")] = None,
    layers: Annotated[str, typer.Option(help="Layers to show, by name.")] = ",".join(DEFAULT_LAYERS),
    region: Annotated[str | None, typer.Option(help="Code of the region to choose, such as UA-23.")] = None,
    level: Annotated[int | None, typer.Option(help="Level of the regions to draw; the coarsest if not given.")] = None,
    kv: Annotated[int | None, typer.Option(help="Draw substations from this voltage upwards.")] = None,
    at: Annotated[str | None, typer.Option(
        help="Where the map lies: latitude, longitude, width in km, such as 48.5,35,400; the whole if not given.")] = None,
    metric: Annotated[str | None, typer.Option(help="What colours mean: state, share, customers, customer_hours, ...")] = None,
    as_known_on: KnownOn = None,
    refresh: Refresh = None,
    language: Annotated[str | None, typer.Option(help="Language of the sheet: en or uk.")] = None,
    only: Shown = None,
    timestamp: Timestamp = None,
    made_at: Annotated[str | None, typer.Option(hidden=True, callback=old_made_at)] = None,
    engine: EngineAt = "",
) -> None:
    """Write what a date, or a series of dates, shows: picture, document, slides, animation, page or data."""
    from briefing.export import export as export_dates
    from briefing.export import export_each, format_of
    from briefing.formats.png import size_of
    from briefing.progress import progress
    from briefing.request import Request, dates_between, parse_span, parse_timestamp
    from briefing.sheet.subject import subject_of

    if language:
        speak(language)
    if (out is None) == (out_dir is None):
        raise UsageError(Sentence("Name either a file to write or --out-dir FOLDER."))
    if out is not None:
        format_of(out)  # before anything is read
    view = View(date=day_of(date), layers=tuple(filter(None, layers.split(","))), region=region,
                level=level, min_kv=kv, metric=metric, compare=day_of(compare),
                language=parse_language(language), place=parse_place(at) if at else None,
                known_on=day_of(as_known_on), only=filter_of(only), worst_since=day_of(worst_since))  # fmt: skip
    sheet = size_of(size or "16:9", scale=scale) if size or scale else None
    read = opened(dataset, refresh, engine, known_on=view.known_on)
    subject = subject_of(read, view, made_at=parse_timestamp(timestamp or made_at, read.settings.zone))
    wanted = dates_between(subject.dataset, *parse_span(dates)) if dates else (subject.date,)
    with progress(len(wanted)) as step:
        request = Request(subject=subject, dates=wanted, size=sheet, step=step)
        if out_dir is not None:
            written = export_each(request, out_dir)
        else:
            assert out is not None
            export_dates(request, out)
            written = [out]
    typer.echo("\n".join(_("Written: {path}", path=path) for path in written))


@app.command()
def state(
    dataset: Folder, date: Day = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    compare: Earlier = None, worst_since: WorstSince = None, as_known_on: KnownOn = None, only: Shown = None,
    refresh: Refresh = None, engine: EngineAt = "",
) -> None:
    """Print the state of every region on one date, and, with --compare, what became of it since an earlier one."""
    from briefing.state_report import line_of, require_complete, state_of
    from geo.situation import compared, situation_of, unplaced_count
    from geo.situation.account import rejected_count
    from geo.situation.worst import as_viewed
    from geo.states import State
    from geo.timeline import Change
    from layers.filters import filter_in_words
    from layers.style import ALL_HIDDEN_WORDS, CHANGE_NOTES
    from layers.title import date_in_words, totals_of_date, zone_in_words

    view = View(date=day_of(date), compare=day_of(compare),
                known_on=day_of(as_known_on), only=filter_of(only), worst_since=day_of(worst_since))
    read = as_viewed(opened(dataset, refresh, engine, known_on=view.known_on), view)
    if as_json:
        with speaking(ENGLISH):  # programs read it
            typer.echo(json.dumps(state_of(read, view), ensure_ascii=False, indent=2))
        require_complete(read)
        return
    situation = situation_of(read, view)
    typer.echo(f"{read.settings.title}, {date_in_words(read, situation.date, day=str)} ({zone_in_words(read)})")
    if read.selection is not None:
        typer.echo(f"  {filter_in_words(read)}")
    since = compared(read, view, situation)
    changes = [""] * len(situation.regions) if since is None else [CHANGE_NOTES.get(Change(int(one)), "") for one in since[1]]
    for region, change in zip(situation.regions, changes, strict=True):
        if region.state > State.NO_REPORT or region.flags or change:
            typer.echo(f"  {line_of(region, change)}")
    count = len(situation.regions)
    typer.echo("  " + _("{some} of {count} regions: no report", some=len(situation.silent), count=count))
    if situation.hidden:
        typer.echo("  " + _("{some} of {count} regions: {state}", some=len(situation.hidden), count=count,
                            state=_(ALL_HIDDEN_WORDS).lower()))  # fmt: skip
    if totals := totals_of_date(read, situation.date, situation.totals):
        typer.echo("  " + _("Reported: {totals}", totals=totals))
    if off_map := unplaced_count(read) + rejected_count(read):
        typer.echo("  " + plural("Not on the map: {count} record; check lists them",
                                 "Not on the map: {count} records; check lists them", off_map))  # fmt: skip
    require_complete(read)


@app.command()
def check(
    dataset: Folder, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False, refresh: Refresh = None,
    engine: EngineAt = "",
) -> None:
    """Account for every record of a dataset; exit code 1 if one is not on the map, or newer ones were rejected."""
    from briefing.progress import read_with_progress
    from geo.situation.account import account_of, as_data, in_words
    from geo.sources import as_data as copy_as_data
    from geo.sources import copies_of
    from geo.sources import in_words as copy_in_words

    read = read_with_progress(dataset, refresh_s=refresh, engine=engine)
    account, copies = account_of(read), copies_of(dataset, asdict(read.settings.files))
    if as_json:
        typer.echo(json.dumps(as_data(account) | {"copies": list(map(copy_as_data, copies))}, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join([*in_words(account), *(copy_in_words(copy, now=dt.datetime.now(dt.UTC)) for copy in copies)]))
    if account.off_map or any(copy.refused for copy in copies):
        raise typer.Exit(1)


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="The folder to make.")],
    boundaries: Annotated[Path | None, typer.Option(help="Regions: any GeoJSON, TopoJSON, GeoPackage, Shapefile.")] = None,
    country: Annotated[str, typer.Option(
        help="Take the regions, neighbours and places of a country: a name in any language, or a code.")] = "",
    level: Annotated[int | None, typer.Option(help="Of a country: 1 for its regions (2: those inside), 0: the whole.")] = None,
    template: Annotated[str, typer.Option(help="Take the regions of a dataset that ships: us-counties or ukraine.")] = "",
    outages: Annotated[Path | None, typer.Option(help="Reports or counts: CSV, TSV, XLSX, Parquet, JSON, GeoJSON.")] = None,
    substations: Annotated[Path | None, typer.Option(help="Substations: a table, GeoJSON, or .osm.pbf.")] = None,
    customers: Annotated[Path | None, typer.Option(help="A table of the number of customers by region.")] = None,
    title: Annotated[str, typer.Option(help="The title of the map.")] = "",
    zone: Annotated[str, typer.Option(help="The time zone, such as Europe/Kyiv.")] = "",
    time: Annotated[str, typer.Option(help="The moment of a table that holds no time, or the day of its clocks.")] = "",
    place: Annotated[str, typer.Option(help="The place of all rows of a table that names none.")] = "",
    column: Annotated[list[str] | None, typer.Option(help="A column that the guess gets wrong: customers_out=Meters.")] = None,
    sheet: Annotated[str, typer.Option(help="The sheet of a workbook, or the path of a list in JSON: data.areas.")] = "",
    crs: Annotated[str, typer.Option(help="The CRS of easting and northing, such as EPSG:27700.")] = "",
    gazetteer: Annotated[Path | None, typer.Option(help="A gazetteer: cities and other places with their region.")] = None,
    settlements: Annotated[Path | None, typer.Option(help="Small places, for matching names only.")] = None,
    kind: Annotated[str, typer.Option(help="counts or outages, if the guess is wrong.")] = "",
) -> None:
    """Make a dataset folder from files as they lie; the guessed columns are printed, and written to dataset.toml."""
    from briefing.progress import read_with_progress
    from geo.dataset_toml import FILE
    from geo.new_dataset import NotMapped, planned, written
    from geo.situation.account import account_of, in_words, is_bare
    from geo.table_guess import Given

    if kind not in {"", "counts", "outages"}:
        raise UsageError(Sentence("Invalid kind {kind!r}. Use counts (figures by time) or outages (reports).", kind=kind))
    given = Given(outages=outages, boundaries=boundaries, template=template, country=country, level=level, zone=zone, time=time,
                  substations=substations, customers=customers, title=title, kind=kind, place=place, sheet=sheet, crs=crs,
                  columns=tuple(column or ()), gazetteer=gazetteer, settlements=settlements)  # fmt: skip
    try:
        plan = planned(given)
    except NotMapped as error:
        if error.plan is not None:
            written(error.plan, folder, template=template)
            typer.echo("\n".join(map(str, error.plan.told)))
            typer.echo(_("Written all the same: {path}, with what was guessed. Correct it there.", path=folder / FILE) + "\n")
        raise
    written(plan, folder, template=template)
    typer.echo("\n".join([*plan.told, _("Written: {path}. Where a guess is wrong, correct it there.", path=folder / FILE), ""]))
    account = account_of(read_with_progress(folder))
    typer.echo("\n".join(in_words(account)))
    if outages and is_bare(account):
        raise DataError([Fault(what=Sentence("not one row is on the map"), file=outages.name,
                               expected=Sentence("rows that name regions"),
                               remedy=Sentence("see the reasons above; name the right columns in dataset.toml, or other "
                                               "boundaries"))])


@app.command()
def migrate(dataset: Folder) -> None:
    """Give the keys of a dataset.toml their names of today; comments, order and blank lines stay."""
    from geo.dataset_toml import FILE, migrated
    from geo.files import write_whole
    from geo.settings import toml_in

    text, renamed = migrated(toml_in(dataset))
    if not renamed:
        typer.echo(_("Nothing to rename in {path}: all keys have their names of today.", path=dataset / FILE))
        return
    write_whole(dataset / FILE, text.encode())
    typer.echo("\n".join([*(_("Renamed: {names}", names=one) for one in renamed), _("Written: {path}", path=dataset / FILE)]))


@app.command()
def places(
    data: Annotated[Path, typer.Option(help="A dataset folder, such as data/ukraine.")],
    names: Annotated[list[str] | None, typer.Argument(help="Names of places, as sources write them.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one name a line.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell which regions names of places may mean, how sure that is, and why."""
    from briefing.name_report import meanings_in_words, meanings_of, names_in, places_of

    written = [*(names or []), *(names_in(file) if file else [])]
    if not names and not file:
        raise UsageError(Sentence("No name is given: put names after the options, or a file with one name a line after "
                                  "--file."))
    index = places_of(data)
    if as_json:
        typer.echo(json.dumps(meanings_of(index, written), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(meanings_in_words(index, written)))


@app.command("draft")
def draft_records(
    text: Annotated[str, typer.Argument(help="The report: .txt, .md, .html, .pdf with text; - reads standard input.")],
    data: Annotated[Path, typer.Option(help="A dataset folder, such as data/ukraine.")],
    published: Annotated[str, typer.Option(help="When it was published, such as 2026-01-07: what it says is dated by it.")] = "",
    url: Annotated[str, typer.Option(help="Where it stands.")] = "",
    source: Annotated[str, typer.Option(help="Who is named as the source where the report names nobody.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, each value with its evidence.")] = False,
    explain: Annotated[bool, typer.Option(help="Print the words that each value rests on.")] = False,
    to: Annotated[Path | None, typer.Option(help="Write the drafts as CSV, with the columns of outages.csv.")] = None,
) -> None:
    """Draft records from a report in words; nothing is added to the dataset."""
    from briefing.draft_report import draft_in_words, drafted, drafts_as_csv

    found = drafted(text, data, published=published, url=url, source=source)
    if to is not None:
        drafts_as_csv(found, to)
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else draft_in_words(found, explain=explain))
    if not found["language"]:
        typer.echo(str(found["note"]), err=True)
        raise typer.Exit(1)


@app.command()
def trace(
    dataset: Folder,
    region: Annotated[str, typer.Option(help="Code of the region, such as UA-23.")],
    date: Day = None,
    field: Annotated[str, typer.Option(help="One column of outages.csv, such as extent.")] = "",
    as_known_on: KnownOn = None,
) -> None:
    """Print the chain behind a region's colour: rule, records, and the words that their values rest on."""
    from briefing.progress import read_with_progress
    from briefing.trace_report import trace_in_words
    from geo.situation import published

    view = View(date=day_of(date), known_on=day_of(as_known_on))
    read = read_with_progress(dataset, known_on=view.known_on)
    public = published(read, dt.datetime.now(dt.UTC))
    typer.echo("\n".join(trace_in_words(public.dataset, view, region, field=field, withheld=public.withheld)))


app.command("accept")(accept_records)
app.command("correct")(correct_record)
app.command("withdraw")(withdraw_records)


def day_of(text: str | None) -> dt.date | None:
    """Read the date of an option, None if it is not given. Raises UsageError for what is none."""
    return parse_date(text) if text else None


def filter_of(only: list[str] | None) -> Only:
    """Read the filters of a command, each such as role=operator. Raises UsageError."""
    return tuple(sorted({pair for one in only or [] for pair in parse_only(one)}))


def opened(folder: Path, refresh_s: float | None, engine: str, *, known_on: dt.date | None = None) -> "Dataset":
    """Read a dataset; that a newer state of it was refused is said on standard error, beside what is written."""
    from briefing.progress import read_with_progress
    from geo.sources import copies_of
    from geo.sources import in_words as copy_in_words

    dataset = read_with_progress(folder, refresh_s=refresh_s, engine=engine, known_on=known_on)
    for copy in copies_of(folder, asdict(dataset.settings.files)):
        if copy.refused:
            typer.echo(copy_in_words(copy, now=dt.datetime.now(dt.UTC)), err=True)
    return dataset


def main() -> None:
    """Run the command line, see `briefing.terminal`."""
    run(app)


if __name__ == "__main__":
    main()
