"""The commands `accept`, `correct` and `withdraw`: who changed which record of a dataset, in its ledger."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from geo.errors import UsageError
from geo.language import _
from geo.sentences import Sentence

DatasetFolder = Annotated[Path, typer.Argument(help="A dataset folder of yours; its files are changed.")]
By = Annotated[str, typer.Option("--by", help="Who does it: the ledger names them.")]
Why = Annotated[str, typer.Option("--why", help="The reason, for the ledger.")]


def accept_records(
    dataset: DatasetFolder,
    draft: Annotated[Path, typer.Argument(help="Drafted records: what `draft --json` prints, edited or not.")],
    by: By,
    only: Annotated[str, typer.Option(help="Numbers of the records to accept, such as 1,3; all if not given.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Accept a report that is like one that was accepted before.")] = False,
) -> None:  # fmt: skip
    """Add drafted records to a dataset, with the words that they rest on, and say so in its ledger."""
    from geo.acceptance import accept, codes_of
    from geo.read import read_dataset

    try:
        content = json.loads(draft.read_text(encoding="utf-8"))
        records = content["records"]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(Sentence("{name} holds no draft. Use what `outage-brief draft --json` prints.",
                                  name=draft.name)) from error  # fmt: skip
    chosen = {**content, "records": [records[number - 1] for number in _numbers(only, len(records))]}
    ids = accept(dataset, chosen, who=by, codes=codes_of(read_dataset(dataset)), again=again)
    typer.echo("\n".join([_("Accepted: {record}", record=one) for one in ids] + _not_placed(dataset, ids)))


def correct_record(
    dataset: DatasetFolder, record: Annotated[str, typer.Argument(help="Its record_id.")],
    values: Annotated[list[str], typer.Argument(help="Columns with their new values: extent=part.")], by: By, why: Why = "",
) -> None:  # fmt: skip
    """Give columns of a record other values; the ledger keeps the old ones."""
    from geo.acceptance import codes_of, correct
    from geo.read import read_dataset

    if wrong := [one for one in values if "=" not in one]:
        raise UsageError(Sentence("Invalid value {wrong!r}. Use COLUMN=VALUE, such as extent=part.", wrong=wrong[0]))
    given = dict(one.split("=", 1) for one in values)
    correct(dataset, record, given, who=by, why=why, codes=codes_of(read_dataset(dataset)))
    typer.echo("\n".join([_("Corrected: {record}", record=record), *_not_placed(dataset, [record])]))


def withdraw_records(
    dataset: DatasetFolder, records: Annotated[list[str], typer.Argument(help="Their record_ids.")], by: By, why: Why = "",
) -> None:  # fmt: skip
    """Take records out of a dataset; the ledger keeps them whole."""
    from geo.acceptance import withdraw

    withdraw(dataset, records, who=by, why=why)
    typer.echo("\n".join(_("Withdrawn: {record}", record=one) for one in records))


def _numbers(only: str, count: int) -> list[int]:
    numbers = [int(one) if one.strip().isdecimal() else 0 for one in only.split(",")] if only else [*range(1, count + 1)]
    if any(not 1 <= one <= count for one in numbers):
        raise UsageError(Sentence("Invalid --only {only!r}. Use numbers from 1 to {count}, such as 1,3.", only=only,
                                  count=count))
    return numbers


def _not_placed(folder: Path, ids: Sequence[str]) -> list[str]:
    """Say which of some records are not on the map, and why."""
    from geo.read import read_dataset
    from geo.situation import unplaced

    return [_("Not on the map: {record}: {why}", record=one, why=why)
            for one, why in unplaced(read_dataset(folder)) if one in ids]  # fmt: skip
