"""The text of a report as it was read, and the words of its records: each value of a card is linked with what it rests on.

The links are style sheets alone: a mark has the class `words-3-place`, a value `value-3-place`, and pointing at the one, or
reaching it by keyboard, outlines the other. Class names are of numbers and columns, never of data.
"""

import html
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from geo.language import WordTable, _
from geo.quantities import KINDS
from geo.reports import COLUMNS
from layers.filters import value_in_words
from layers.statements import FIELD_WORDS, STATUS_WORDS, services_in_words
from layers.style import EXTENT_WORDS, ROLE_WORDS

TINTS = 6
TIMES = ("started_at", "ended_at", "reported_at")
EVIDENCE_WORDS = FIELD_WORDS | WordTable({
    "place": "place", "region_code": "region", "reported_at": "reported at", "valid_until": "valid until",
    "published_at": "published at", "source": "source", "source_role": "role", "source_url": "address", "kind": "kind",
    "cause": "cause", "asset": "asset", "status": "status", "event_id": "event",
}, context="column of a report")  # fmt: skip
TIME_WORDS = WordTable({"started_at": "since {moment}", "ended_at": "until {moment}", "reported_at": "reported {moment}"})
Draft = dict[str, Any]


def marked(draft: Mapping[str, Any], records: Mapping[int, Draft]) -> Iterator[str]:
    """The text as HTML, all of it escaped: what a record rests on has the record's tint, what was ignored a dotted line.

    `records`: those that have a card, by number.
    """
    text, spans = draft["text"], []
    for number, record in records.items():
        spans += [(proof["start"], proof["end"], number, name)
                  for name, proof in record["evidence"].items() if "quote" in proof and name in COLUMNS]  # fmt: skip
    ignored = [(one["start"], one["end"], one["why"]) for one in draft["ignored"]]
    edges = sorted({0, len(text), *(edge for span in (*spans, *ignored) for edge in span[:2])})
    for start, end in pairwise(edges):
        piece = html.escape(text[start:end])
        held = [span for span in spans if span[0] <= start and end <= span[1]]
        if held:
            names = "; ".join(dict.fromkeys(f"{number + 1}: {EVIDENCE_WORDS.get(name, name)}" for *_edges, number, name in held))
            sign = "".join(f"<sup>{number + 1}</sup>" for first, _end, number, name in held if first == start and name == "place")
            links = " ".join(f"words-{number}-{name}" for *_edges, number, name in held)
            yield (f'<mark class="tint{held[0][2] % TINTS} {links}" tabindex="0" title="{html.escape(names)}">'
                   f"{sign}{piece}</mark>")  # fmt: skip
        elif why := next((span[2] for span in ignored if span[0] <= start and end <= span[1]), ""):
            yield f'<span class="unused" title="{html.escape(_("ignored: {why}", why=why))}">{piece}</span>'
        else:
            yield piece


def links_of(records: Mapping[int, Draft]) -> str:
    """Return the style sheet that outlines the value of the words that are pointed at, and the words of a value."""
    rules = []
    for number, record in records.items():
        for name in (name for name, proof in record["evidence"].items() if "quote" in proof and name in COLUMNS):
            words, value = f".words-{number}-{name}", f".value-{number}-{name}"
            rules += [f".st-key-report:has({words}:is(:hover, :focus)) {value}",
                      f".st-key-report:has({value}:hover) {words}"]  # fmt: skip
    return f"<style>{', '.join(rules)} {{ outline: 2px solid #D9480F; outline-offset: 1px; }}</style>" if rules else ""


def card_text(record: Mapping[str, Any], number: int, region: str) -> str:
    """Return what a record says as HTML, all of it escaped; each value has the class that its words outline."""

    def value(name: str, words: str) -> str:
        return f'<span class="value value-{number}-{name}">{html.escape(words)}</span>' if words else ""

    place = record["evidence"].get("place", {}).get("in_full", record["place"])
    where = ", ".join(filter(None, [value("place", place), value("scope", record["scope"])]))
    inside = f' <span class="in">{html.escape(region)}</span>' if region and region != place else ""
    kind = "" if record["kind"] == "unknown" else value_in_words("kind", record["kind"])
    figures = [value(name, f"{FIELD_WORDS[name]}: {record[name]}") for name in KINDS if record[name]]
    times = [value(name, TIME_WORDS[name].format(moment=record[name].replace("T", " "))) for name in TIMES if record[name]]
    role = value("source_role", ROLE_WORDS[record["source_role"]])
    extent = value("extent", EXTENT_WORDS[record["extent"]] or _("extent not said"))
    lines = [
        "; ".join(filter(None, [extent, value("kind", kind), value("status", STATUS_WORDS[record["status"]])])),
        "; ".join([*times, *figures]) or html.escape(_("no time, no figure")),
        value("services", services_in_words(record["services"]) if record["services"] else ""),
        f"{value('source', record['source'] or _('nobody is named'))} ({role})",
    ]
    return (f'<p class="record"><span class="tint{number % TINTS}">{number + 1}</span> <b>{where}</b>{inside}</p>'
            f'<p class="record">{"<br>".join(filter(None, lines))}</p>')  # fmt: skip
