"""The command line: `python -m briefing`. Exit codes: 0 done, 1 the data say no, 2 the request cannot be met as put."""

import datetime as dt
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from briefing.export import export as export_view
from briefing.places import meanings_in_words, meanings_of, names_in, places_of
from briefing.state import state_of
from geo.account import account_of, as_data, in_words
from geo.copies import as_data as copy_as_data
from geo.copies import copies_of
from geo.copies import in_words as copy_in_words
from geo.dataset import Dataset, read_dataset
from geo.errors import OutageBriefError, UsageError
from geo.outages import State
from geo.situation import situation_of
from geo.view import DEFAULT_LAYERS, View, parse_date
from layers.style import STATE_WORDS
from layers.title import totals_in_words

app = typer.Typer(
    help="Outage Brief: who is without power, where, according to whom.", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False,
)  # fmt: skip
Folder = Annotated[Path, typer.Argument(help="A dataset folder, such as data/ukraine.")]
Refresh = Annotated[float | None, typer.Option(
    "--refresh", min=0, metavar="SECONDS", help="Pull web addresses and databases in [files] anew if their copy is older.")]
Day = Annotated[str | None, typer.Option("--date", help="The date, such as 2026-01-07; if not given, the latest with reports.")]


@app.command()
def export(
    dataset: Folder,
    out: Annotated[Path, typer.Argument(help="The file to write; its extension is the format (.html).")],
    date: Day = None,
    layers: Annotated[str, typer.Option(help="Layers to show, by name.")] = ",".join(DEFAULT_LAYERS),
    region: Annotated[str | None, typer.Option(help="Code of the region to choose, such as UA-23.")] = None,
    level: Annotated[int | None, typer.Option(help="Level of the regions to draw; the coarsest if not given.")] = None,
    kv: Annotated[int | None, typer.Option(help="Draw substations from this voltage upwards.")] = None,
    refresh: Refresh = None,
) -> None:
    """Write the map of one date to a file that opens without a network."""
    view = View(date=parse_date(date) if date else None, layers=tuple(filter(None, layers.split(","))), region=region,
                level=level, min_kv=kv)  # fmt: skip
    export_view(opened(dataset, refresh), view, out)
    typer.echo(f"Written: {out}")


@app.command()
def state(
    dataset: Folder, date: Day = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    refresh: Refresh = None,
) -> None:
    """Print the state of every region on one date."""
    read = opened(dataset, refresh)
    view = View(date=parse_date(date) if date else None)
    if as_json:
        typer.echo(json.dumps(state_of(read, view), ensure_ascii=False, indent=2))
        return
    situation = situation_of(read, view)
    typer.echo(f"{read.settings.title}, {situation.date} ({read.settings.zone_name})")
    for region in situation.regions:
        if region.state > State.NO_REPORT:
            typer.echo(f"  {region.code}  {region.name}: {', '.join([STATE_WORDS[region.state].lower(), *region.flags])}")
    silent = sum(region.state == State.NO_REPORT for region in situation.regions)
    typer.echo(f"  {silent} of {len(situation.regions)} regions: no report")
    if totals := totals_in_words(situation.totals):
        typer.echo(f"  Reported: {totals}")


@app.command()
def check(
    dataset: Folder, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False, refresh: Refresh = None
) -> None:
    """Account for every record of a dataset; exit code 1 if one could not be placed, or newer ones were refused."""
    read = read_dataset(dataset, refresh_s=refresh)
    account, copies = account_of(read), copies_of(dataset, asdict(read.settings.files))
    if as_json:
        typer.echo(json.dumps(as_data(account) | {"copies": list(map(copy_as_data, copies))}, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join([*in_words(account), *(copy_in_words(copy, now=dt.datetime.now(dt.UTC)) for copy in copies)]))
    if account.off_map or any(copy.refused for copy in copies):
        raise typer.Exit(1)


@app.command()
def places(
    data: Annotated[Path, typer.Option(help="A dataset folder, such as data/ukraine.")],
    names: Annotated[list[str] | None, typer.Argument(help="Names of places, as sources write them.")] = None,
    file: Annotated[Path | None, typer.Option(help="A file with one name a line.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell which regions names of places may mean, how sure that is, and why."""
    written = [*(names or []), *(names_in(file) if file else [])]
    if not names and not file:
        raise UsageError("No name is given: put names after the options, or a file with one name a line after --file.")
    index = places_of(data)
    if as_json:
        typer.echo(json.dumps(meanings_of(index, written), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(meanings_in_words(index, written)))


def opened(folder: Path, refresh_s: float | None) -> Dataset:
    """Read a dataset; that a newer state of it was refused is said on standard error, beside what is written."""
    dataset = read_dataset(folder, refresh_s=refresh_s)
    for copy in copies_of(folder, asdict(dataset.settings.files)):
        if copy.refused:
            typer.echo(copy_in_words(copy, now=dt.datetime.now(dt.UTC)), err=True)
    return dataset


def main() -> None:
    """Run the command line; what the user can mend is told in words, on standard error."""
    try:
        app()
    except OutageBriefError as error:
        typer.echo(str(error), err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except OSError as error:
        typer.echo(f"The file cannot be read or written: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
