"""The words behind the values of accepted records: `evidence.csv`, after the W3C's TextQuoteSelector.

One row is one value: `record_id` and `field` say which, `quote` are the words, `prefix` and `suffix` what stands
around them, `start` and `end` their offsets in the text whose SHA-256 is `text_sha256`. Offsets and hash may be blank.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.errors import Fault, raise_faults
from geo.reports.schema import COLUMNS as FIELDS
from geo.sentences import Sentence
from geo.tables import missing_columns, read_text_table, row_numbers

COLUMNS = ("record_id", "field", "quote", "prefix", "suffix", "start", "end", "text_sha256")
LONGEST_QUOTE = 200  # characters; more of a text is not a quotation
_HASH = re.compile(r"[0-9a-f]{64}|")


@dataclass(frozen=True, kw_only=True)
class Quote:
    """The words that one value of one record rests on."""

    record_id: str
    field: str
    quote: str
    prefix: str = ""
    suffix: str = ""


def read_evidence(path: Path, records: Collection[str] | None = None) -> list[Quote]:
    """Read a file of evidence. `records`: the ids that the reports have, None if they do not matter.

    Raises DataError with every fault: a record or field that nobody knows, a quote that is blank or longer than 200
    characters, offsets that are none.
    """
    table = read_text_table(path)
    raise_faults(missing_columns(table, COLUMNS[:3], file=path.name, expected=", ".join(COLUMNS)))
    table = table.reindex(columns=list(COLUMNS), fill_value="")
    faults = []
    for row, (_, one) in zip(row_numbers(table), table.iterrows(), strict=True):
        faults += _faults_of(one, int(row), path.name, records)
    raise_faults(faults)
    return [
        Quote(
            record_id=one["record_id"],
            field=one["field"],
            quote=one["quote"],
            prefix=one["prefix"],
            suffix=one["suffix"],
        )
        for _, one in table.iterrows()
    ]


def _faults_of(one: pd.Series, row: int, file: str, records: Collection[str] | None) -> list[Fault]:
    def fault(column: str, what: str, expected: str, remedy: str) -> Fault:
        value = str(one[column])[:LONGEST_QUOTE]
        return Fault(
            what=what,
            file=file,
            row=row,
            column=column,
            value=value,
            expected=expected,
            remedy=remedy,
        )

    found = []
    if records is not None and one["record_id"] not in records:
        known = Sentence("a record_id of the reports")
        found.append(fault("record_id", Sentence("no report has this id"), known, Sentence("correct the id")))
    if one["field"] not in FIELDS:
        found.append(
            fault("field", Sentence("no such column"), Sentence("a column of the reports"), Sentence("correct the name"))
        )
    if not 0 < len(one["quote"]) <= LONGEST_QUOTE:
        most = Sentence("words of the text, at most {longest_quote} characters", longest_quote=LONGEST_QUOTE)
        found.append(fault("quote", Sentence("the quote is blank or too long"), most, Sentence("quote what matters")))
    ends = one["start"], one["end"]
    numbers = all(end.isdecimal() and len(end) < 12 for end in ends)
    if ends != ("", "") and not (numbers and int(ends[0]) < int(ends[1])):
        both = Sentence("two whole numbers, or none")
        found.append(fault("start", Sentence("the offsets are none"), both, Sentence("correct start and end")))
    if not _HASH.fullmatch(one["text_sha256"]):
        found.append(fault("text_sha256", Sentence("no SHA-256"), Sentence("64 hex digits, or none"), Sentence("correct it")))
    return found
