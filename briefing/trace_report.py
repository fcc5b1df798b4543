"""From a colour back to the words: what the command `trace` prints."""

from collections.abc import Iterator, Sequence

from geo.dataset import Dataset
from geo.errors import UsageError
from geo.language import _
from geo.reports import COLUMNS, Quote
from geo.sentences import Sentence
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
    dataset: Dataset, view: View, region: str, *, field: str = "", withheld: int = 0
) -> list[str]:
    """Print the chain behind a region's colour on a date: rule, record, value, words.

    `withheld`: how many reports an embargo keeps back; they, and their words, are not in `dataset`. Raises
    UsageError for a region or field that there is not.
    """
    if field and field not in COLUMNS:
        raise UsageError(Sentence("Unknown field {field!r}. Use a column of outages.csv: {columns}.", field=field,
                                  columns=", ".join(COLUMNS)))
    situation = situation_of(dataset, view)
    one = next((one for one in situation.regions if one.code == region), None)
    if one is None:
        codes = ", ".join(other.code for other in situation.regions)
        raise UsageError(Sentence("Unknown region {region!r}. Use one of {codes}.", region=region, codes=codes))
    ids = dataset.reports["record_id"].tolist()
    lines = [f"{one.code} {one.name}, {situation.date}: {one.state.word}", *_rule(one, ids)]
    for row in one.statements:
        lines += _record(dataset, row, dataset.quotes, (field,) if field else SHOWN)
    kept_back = ["  " + _("{count} newer reports are kept back by the embargo", count=withheld)] if withheld else []
    return [*lines, *kept_back]


def _rule(one: RegionSituation, ids: Sequence[str]) -> list[str]:
    if not one.rule:
        return ["  " + _("no report speaks of it on this date")]
    if one.setter is None:
        return ["  " + _("rule: {rule}", rule=one.rule)]
    return ["  " + _("rule: {rule}, by record {record}", rule=one.rule, record=ids[one.setter])]


def _record(
    dataset: Dataset, row: int, quotes: Sequence[Quote], names: Sequence[str]
) -> Iterator[str]:
    record = dataset.reports.iloc[row]
    yield "  " + _("record {record}, row {row} of {file}", record=record["record_id"], row=record["row"],
                   file=dataset.settings.files.outages)  # fmt: skip
    for name in names:
        value = str(record[name]) if record[name] is not None else ""
        if not value or value == "nan":
            continue
        words = [q for q in quotes if (q.record_id, q.field) == (record["record_id"], name)]
        yield f"    {name} = {value}"
        for quote in words:
            yield f"      {quote.prefix}»{quote.quote}«{quote.suffix}"
        if not words:
            yield "      " + _("no words are kept for this value")
