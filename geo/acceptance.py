"""Drafted records become records of a dataset, and the ledger says who accepted, corrected or withdrew them, and when.

    accept: outages.csv + rows | evidence.csv + their words | ledger.csv + "accepted", one line a record
    withdraw: outages.csv - the row | ledger.csv + "withdrawn", with the whole row as it was

All files change together, or none does. Rows that are not concerned keep every byte.
"""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import pandas as pd

from geo.dataset import Dataset
from geo.dataset_toml import FILE, with_files
from geo.errors import Fault, UsageError, raise_faults
from geo.files import changing, without_marks
from geo.reports import COLUMNS, reports_from
from geo.reports.evidence import COLUMNS as EVIDENCE_COLUMNS
from geo.reports.evidence import LONGEST_QUOTE
from geo.reports.ledger import ACCEPTED, CORRECTED, LEDGER_COLUMNS, WITHDRAWN, Change
from geo.sentences import Sentence
from geo.settings import Settings, settings_from, toml_in
from geo.sources import file_in, is_address
from geo.tables.csv_lines import CsvLines, Row, csv_lines

NAMES = {"evidence": "evidence.csv", "ledger": "ledger.csv", "outages": "outages.csv"}
AROUND = 32  # characters that are kept on both sides of a quote
ALIKE = 0.5  # share of the passages of an earlier report
DRAFT, VALUES, RECORDS = Sentence("the draft"), Sentence("the values"), Sentence("the records")
"""What a fault names where there is no file."""
NEEDED = ("record_id", "source", "extent")


@dataclass(frozen=True, kw_only=True)
class Alike:
    """An earlier report that a text repeats: its hash, when it was accepted, and how much of what was quoted from it
    stands in the text, 0..1; 1 and `same` if it is letter by letter the same.
    """

    text_sha256: str
    at: str
    share: float
    same: bool = False

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def sentence(self) -> Sentence:
        """What is alike, to be said later."""
        if self.same:
            return Sentence("A report that was accepted at {at} holds the same text.", at=self.at)
        return Sentence("A report that was accepted at {at} holds {share} of what was quoted from that report.", at=self.at,
                        share=f"{self.share:.0%}")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Kept:
    """The three tables of a dataset that records are kept in, and what their files are called."""

    settings: Settings
    toml: str
    names: Mapping[str, str]
    outages: CsvLines
    evidence: CsvLines
    ledger: CsvLines
    ids: frozenset[str]  # that a record has or had: none is given twice


def _kept(folder: Path) -> _Kept:
    """Read what records are kept in. Raises UsageError if records cannot be added to this dataset."""
    toml = toml_in(folder)
    settings = settings_from(tomllib.loads(toml))
    if not takes_records(settings):
        raise UsageError(Sentence("Records cannot be added: the reports of this dataset come from elsewhere, or have columns "
                                  "of their own. Use a dataset with an outages.csv in the columns of the contract."))  # fmt: skip
    names = {key: getattr(settings.files, key) or usual for key, usual in NAMES.items()}
    paths = {key: file_in(folder, key, name) for key, name in names.items()}
    columns = {"outages": COLUMNS, "evidence": EVIDENCE_COLUMNS, "ledger": LEDGER_COLUMNS}
    tables = {key: csv_lines(paths[key], columns[key]) for key in NAMES}
    if missing := [name for name in NEEDED if name not in tables["outages"].columns]:
        raise UsageError(Sentence("Records cannot be added to {file}: it has no column {missing}. Add it.",
                                  file=names["outages"], missing=", ".join(missing)))
    ids = {row["record_id"] for key in ("outages", "ledger") for row in tables[key].rows if row.get("record_id")}
    return _Kept(settings=settings, toml=toml, names=names, ids=frozenset(ids), **tables)


def takes_records(settings: Settings) -> bool:
    """Whether records can be added to a dataset, corrected and withdrawn: its reports are its own, in the contract's columns."""
    mapping = settings.mappings.get("outages")
    return not (is_address(settings.files.outages) or (mapping is not None and (mapping.columns or mapping.reading.snapshots)))


def values_of(folder: Path, record_id: str) -> Row:
    """Return the cells of a record as outages.csv has them, by column. Raises UsageError for an id that no record has."""
    return _found(_kept(folder), [record_id])[record_id]


def codes_of(dataset: Dataset) -> set[str]:
    """Return the codes of all regions that a record may name, of every level."""
    return {code for regions in (dataset.regions, *(one.regions for one in dataset.finer)) for code in regions["code"]}


def accept(folder: Path, draft: Mapping[str, Any], *, who: str, codes: Container[str], again: bool = False,
           at: dt.datetime | None = None) -> tuple[str, ...]:  # fmt: skip
    """Add drafted records to a dataset, with the words that their values rest on, and say so in its ledger.

    Parameters
    ----------
    folder
        The dataset. If [files] names no evidence or ledger, they are named there.
    draft
        What `geo.drafting.as_data` returns, edited or not: records, each with its evidence, the text and its SHA-256.
        The evidence of a place may have `in_full`, which tells a city from the region that it shares its name with.
    who
        Who accepts them.
    codes
        The codes of the dataset's regions, districts too.
    again
        Whether a text that is like one that was accepted before may be accepted.
    at
        When, aware; now if not given.

    Returns
    -------
    The new ids of the records, in their order.

    Raises
    ------
    UsageError
        If nobody is named, there is nothing to accept, the report was accepted before, or the dataset takes no records.
    DataError
        With every value or quote that cannot be used.
    OSError
        If the files cannot be written; then nothing has changed.
    """
    who, moment = _named(who), _moment(at)
    records, text = list(draft.get("records") or ()), str(draft.get("text", ""))
    if not records:
        raise UsageError(Sentence("There is no record to accept. Use a draft with at least one."))
    with changing(folder) as files:
        kept, digest = _kept(folder), hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        raise_faults(_faults_of(records, draft, digest, codes))
        if not again and (before := alike(folder, text)):
            raise UsageError(Sentence("{before} Use --again to accept it all the same.", before=before[0].sentence))
        free = (one for number in count(1) if (one := f"r-{digest[:8]}-{number}") not in kept.ids)
        ids = list(islice(free, len(records)))
        rows = [_row(record, name) for record, name in zip(records, ids, strict=True)]
        reports_from(pd.DataFrame(rows, index=range(-1, len(rows) - 1), dtype=str), zone=kept.settings.zone, file=DRAFT)
        words = [row for record, name in zip(records, ids, strict=True) for row in _words(record, name, text, digest)]
        changes = [Change(at=moment, who=who, action=ACCEPTED, record_id=name, text_sha256=digest) for name in ids]
        if kept.settings.files.reports:
            files[f"{kept.settings.files.reports}/{digest}.txt"] = text
        files[kept.names["evidence"]] = kept.evidence.with_rows(words)
        _write(files, kept, kept.outages.with_rows(rows), changes)
    return tuple(ids)


def withdraw(folder: Path, record_ids: Sequence[str], *, who: str, why: str = "", at: dt.datetime | None = None) -> None:
    """Take records out of a dataset; the ledger keeps them whole. Raises UsageError for an id that no record has, OSError."""
    who, moment, wanted = _named(who), _moment(at), tuple(dict.fromkeys(record_ids))
    with changing(folder) as files:
        kept = _kept(folder)
        found = _found(kept, wanted)
        changes = [Change(at=moment, who=who, action=WITHDRAWN, record_id=one, why=_clean(why),
                          old=json.dumps({k: v for k, v in found[one].items() if v}, ensure_ascii=False)) for one in wanted]
        _write(files, kept, kept.outages.changed(lambda row: None if row.get("record_id") in wanted else row), changes)


def correct(folder: Path, record_id: str, values: Mapping[str, str], *, who: str, why: str = "", codes: Container[str],
            at: dt.datetime | None = None) -> None:  # fmt: skip
    """Give columns of a record other values; the ledger keeps the old ones.

    Raises UsageError for an id or a column that there is not, DataError for values that cannot be used, OSError.
    """
    who, moment = _named(who), _moment(at)
    with changing(folder) as files:
        kept = _kept(folder)
        old = _found(kept, [record_id])[record_id]
        if unknown := [name for name in values if name not in COLUMNS[1:] or name not in kept.outages.columns]:
            raise UsageError(Sentence("Unknown column {unknown!r}. Use one of {columns}.", unknown=unknown[0],
                                      columns=", ".join(kept.outages.columns[1:])))
        new = old | {name: _clean(value) for name, value in values.items()}
        raise_faults(_unknown_codes([new], codes))
        reports_from(pd.DataFrame([{c: new.get(c, "") for c in COLUMNS}], dtype=str), zone=kept.settings.zone, file=VALUES)
        changes = [Change(at=moment, who=who, action=CORRECTED, record_id=record_id, field=name, old=old.get(name, ""),
                          new=new[name], why=_clean(why)) for name in values if new[name] != old.get(name, "")]
        if changes:
            _write(files, kept, kept.outages.changed(lambda row: new if row.get("record_id") == record_id else row), changes)


def alike(folder: Path, text: str) -> tuple[Alike, ...]:
    """Return the accepted reports that a text repeats, the most alike first; those whose records are withdrawn do not count.

    How alike: the share of an earlier report's quoted passages, with what stands around them, that the text holds too.
    """
    kept = _kept(folder)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    there = {row.get("record_id") for row in kept.outages.rows}
    accepted = [row for row in kept.ledger.rows if row.get("action") == ACCEPTED and row.get("record_id") in there]
    at = {row["text_sha256"]: row.get("at", "") for row in accepted if row.get("text_sha256")}
    plain, passages = _plain(text), dict[str, list[bool]]()
    for row in kept.evidence.rows:
        if (one := row.get("text_sha256", "")) in at:
            around = _plain(row.get("prefix", "") + row["quote"] + row.get("suffix", ""))
            passages.setdefault(one, []).append(around in plain)
    found = [Alike(text_sha256=one, at=at[one], share=sum(held) / len(held)) for one, held in passages.items()
             if one != digest and sum(held) >= ALIKE * len(held)]
    same = [Alike(text_sha256=digest, at=at[digest], share=1.0, same=True)] if digest in at else []
    return (*same, *sorted(found, key=lambda one: -one.share))


def records_of(folder: Path, text_sha256: str) -> tuple[str, ...]:
    """Return the ids of the records that were accepted from a text and are still there: what an undo withdraws."""
    kept = _kept(folder)
    there = {row.get("record_id") for row in kept.outages.rows}
    return tuple(row["record_id"] for row in kept.ledger.rows if row.get("text_sha256") == text_sha256
                 and row.get("action") == ACCEPTED and row.get("record_id") in there)  # fmt: skip


def _write(files: dict[str, str], kept: _Kept, outages: str, changes: Iterable[Change]) -> None:
    """Put the files in an order in which a reader can use them at every moment: dataset.toml names what is there."""
    files[kept.names["ledger"]] = kept.ledger.with_rows(map(asdict, changes))
    files.setdefault(kept.names["evidence"], kept.evidence.with_rows([]))
    files[kept.names["outages"]] = outages
    named = {key: name for key, name in kept.names.items() if not getattr(kept.settings.files, key)}
    if named:
        files[FILE] = with_files(kept.toml, named)


def _row(record: Mapping[str, Any], name: str) -> Row:
    row = {column: _clean(record.get(column, "")) for column in COLUMNS}
    row["place"] = _clean(record.get("evidence", {}).get("place", {}).get("in_full", row["place"]))
    from geo.drafting import summary_of  # whoever corrects a record waits for no engine of drafts

    return row | {"record_id": name, "summary": row["summary"] or _clean(summary_of(row))}


def _words(record: Mapping[str, Any], name: str, text: str, digest: str) -> Iterable[Row]:
    for column, proof in record.get("evidence", {}).items():
        if "quote" in proof and record.get(column):
            start, end = proof["start"], min(proof["end"], proof["start"] + LONGEST_QUOTE)
            around = {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
            cells = {key: without_marks(words, in_line=False) for key, words in {**around, "quote": text[start:end]}.items()}
            yield {"record_id": name, "field": column, "start": str(start), "end": str(end), "text_sha256": digest, **cells}


def _faults_of(records: Sequence[Any], draft: Mapping[str, Any], digest: str, codes: Container[str]) -> list[Fault]:
    """Whether the text is that of the draft, and each quote stands in it at its place."""
    def fault(row: int | None, column: str, value: str, what: str) -> Fault:
        return Fault(what=what, file=DRAFT, row=row, column=column, value=value[:LONGEST_QUOTE],
                     expected=Sentence("a draft as `draft --json` prints it"),
                     remedy=Sentence("edit values only, or draft it again"))  # fmt: skip

    text = str(draft.get("text", ""))
    if draft.get("text_sha256", digest) != digest:
        return [fault(None, "text_sha256", str(draft["text_sha256"]), Sentence("it is not the hash of the text"))]
    found = []
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict) or not isinstance(record.get("evidence", {}), dict):
            return [fault(number, "records", str(record), Sentence("it is no record"))]
        found += [fault(number, name, str(proof), Sentence("the quote does not stand in the text at its offsets"))
                  for name, proof in record.get("evidence", {}).items()
                  if name not in COLUMNS or not isinstance(proof, dict) or ("quote" in proof and not _stands(proof, text))]
    return found or _unknown_codes(records, codes)


def _stands(proof: Mapping[str, Any], text: str) -> bool:
    start, end = proof.get("start"), proof.get("end")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start < end and text[start:end] == proof["quote"]


def _unknown_codes(records: Sequence[Mapping[str, Any]], codes: Container[str]) -> list[Fault]:
    return [Fault(what=Sentence("no region has this code"), file=RECORDS, row=number, column="region_code",
                  value=str(code), expected=Sentence("a code of the dataset's regions"),
                  remedy=Sentence("correct the code, or leave it blank"))
            for number, record in enumerate(records, 1) if (code := record.get("region_code")) and code not in codes]  # fmt: skip


def _found(kept: _Kept, wanted: Sequence[str]) -> dict[str, Row]:
    found = {row["record_id"]: row for row in kept.outages.rows if row.get("record_id") in wanted}
    if missing := [one for one in wanted if one not in found]:
        raise UsageError(Sentence("No record of {file} has the id {missing!r}. Use a record_id that stands there.",
                                  file=kept.names["outages"], missing=missing[0]))
    return found


def _named(who: str) -> str:
    if not _clean(who):
        raise UsageError(Sentence("Nobody is named. Use --by NAME: the ledger says who changed what."))
    return _clean(who)


def _moment(at: dt.datetime | None) -> str:
    return (at or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(value: object) -> str:
    return without_marks(str(value)).strip()


def _plain(text: str) -> str:
    return " ".join(without_marks(text).casefold().split())
