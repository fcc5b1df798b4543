"""A draft as plain data, for other programs: the keys are a contract, and each value has its
evidence.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from geo.drafting.drafts import Draft
from geo.drafting.guards import languages_in_words
from geo.drafting.statements import Evidence
from geo.sentences import Sentence

FIELDS = (
    "place",
    "region_code",
    "scope",
    "scope_share",
    "extent",
    "started_at",
    "ended_at",
    "reported_at",
    "valid_until",
    "people",
    "customers",
    "settlements",
    "facilities",
    "kind",
    "cause",
    "asset",
    "services",
    "source",
    "source_role",
    "source_url",
    "published_at",
    "status",
    "event_id",
)


def as_data(draft: Draft, text: str, *, published: str = "") -> dict[str, Any]:
    """Return a draft as JSON shows it; offsets are code points of `text`, which is returned with
    its SHA-256.
    """
    records = []
    for one in draft.statements:
        record: dict[str, Any] = {name: one.fields.get(name, "") for name in FIELDS}
        record["evidence"] = {
            name: _evidence(one.evidence[name], text) for name in FIELDS if record[name]
        }
        if record["place"]:
            record["evidence"]["place"]["level"] = one.place.level
        records.append(record)
    ignored = [
        {"quote": text[one.start : one.end], "start": one.start, "end": one.end, "why": one.why}
        for one in draft.ignored
    ]
    return {
        "published_at": published,
        "language": draft.language,
        "records": records,
        "ignored": ignored,
        "note": note_of(draft),
        "text": text,
        "text_sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    }


def note_of(draft: Draft) -> str:
    """Return the sentence that says why there is no draft, "" if there is one."""
    return {
        "": "",
        "empty": Sentence("The text is empty: there is nothing to draft from."),
        "language": Sentence("The text is in none of the languages that reports are read in: {languages}.",
                             languages=languages_in_words()),
        "nothing": Sentence("The text reports no outage, restoration or planned cut at a place of this dataset: see what was "
                            "ignored, and why."),
    }[draft.why]


def summary_of(record: Mapping[str, Any]) -> str:
    """Say what a drafted record says in one line, out of its fields: "Sumy (UA-59); part; 3000 customers; Ukrenergo"."""
    return "; ".join(filter(None, _parts(record)))


def _parts(record: Mapping[str, Any]) -> Iterator[str]:
    yield f"{record['place']} ({record['region_code']})" + (
        f", {record['scope']}" if record["scope"] else ""
    )
    yield record["extent"].replace("_", " ") + (
        f", {record['kind']}" if record["kind"] != "unknown" else ""
    )
    yield from (
        f"{record[name]} {name}"
        for name in ("people", "customers", "settlements", "facilities")
        if record[name]
    )
    yield f"since {record['started_at']}" if record["started_at"] else ""
    yield (
        f"until {record['ended_at'] or record['valid_until']}"
        if record["ended_at"] or record["valid_until"]
        else ""
    )
    yield record["services"]
    yield ", ".join(filter(None, (record["source"], record["source_role"].replace("_", " "))))


def _evidence(one: Evidence, text: str) -> dict[str, Any]:
    if one.derived_from:
        return {"derived_from": one.derived_from}
    return {
        "quote": text[one.start : one.end],
        "start": one.start,
        "end": one.end,
        "rule": one.rule,
    }
