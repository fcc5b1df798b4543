"""From a colour back to the words: what the command `trace` prints."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.dataset import Dataset
from geo.drafting import Quote, read_evidence
from geo.errors import UsageError
from geo.read import locate
from geo.reports import COLUMNS
from geo.situation import RegionSituation, situation_of
from geo.view import View

SHOWN = (
    "place",
    "scope",
    "extent",
    "started_at",
    "people",
    "customers",
    "settlements",
    "facilities",
    "source",
)


def trace_in_words(
    dataset: Dataset, folder: Path, view: View, region: str, *, field: str = ""
) -> list[str]:
    """Print the chain behind a region's colour on a date: rule, record, value, words.

    Raises UsageError for a region or field that there is not, DataError for faults of the file of evidence.
    """
    if field and field not in COLUMNS:
        raise UsageError(
            f"Unknown field {field!r}. Use a column of outages.csv: {', '.join(COLUMNS)}."
        )
    situation = situation_of(dataset, view)
    one = next((one for one in situation.regions if one.code == region), None)
    if one is None:
        codes = ", ".join(other.code for other in situation.regions)
        raise UsageError(f"Unknown region {region!r}. Use one of {codes}.")
    path = locate(folder, dataset.settings, "evidence")
    ids = dataset.reports["record_id"].tolist()
    quotes = read_evidence(path, set(ids)) if path is not None else []
    lines = [f"{one.code} {one.name}, {situation.date}: {one.state.word}", *_rule(one, ids)]
    for row in one.statements:
        lines += _record(dataset, row, quotes, (field,) if field else SHOWN)
    return lines


def _rule(one: RegionSituation, ids: Sequence[str]) -> list[str]:
    by = f", by record {ids[one.setter]}" if one.setter is not None else ""
    return [f"  rule: {one.rule}{by}"] if one.rule else ["  no report speaks of it on this date"]


def _record(
    dataset: Dataset, row: int, quotes: Sequence[Quote], names: Sequence[str]
) -> Iterator[str]:
    record = dataset.reports.iloc[row]
    yield f"  record {record['record_id']}, row {record['row']} of {dataset.settings.files.outages}"
    for name in names:
        value = str(record[name]) if record[name] is not None else ""
        if not value or value == "nan":
            continue
        words = [q for q in quotes if (q.record_id, q.field) == (record["record_id"], name)]
        yield f"    {name} = {value}"
        for quote in words:
            yield f"      {quote.prefix}»{quote.quote}«{quote.suffix}"
        if not words:
            yield "      no words are kept for this value"
