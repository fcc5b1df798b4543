"""Statements in words: what the tooltip, the panel of a region, and the dashboard say of each record, in one place."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo.dataset import Dataset, at_level, level_numbers
from geo.derived import derived
from geo.language import N_, WordTable, _, plural
from geo.quantities import KINDS, counted_in_words
from geo.reports import beside_region
from geo.reports.evidence import LONGEST_QUOTE
from geo.situation import RegionSituation
from geo.times import clock_in_words, day_in_words
from layers.bidi import isolated
from layers.style import EXTENT_WORDS, FLAG_NOTES, ROLE_WORDS

KIND_WORDS = WordTable(
    {"damage": "", "emergency": "emergency cut", "scheduled": "planned work", "advisory": "advisory", "unknown": ""})
SERVICE_WORDS = WordTable({
    "critical": "critical facilities", "health": "hospitals", "telecom": "telephone and internet", "rail": "railways",
    "sirens": "air-raid sirens", "metro": "metro", "transit": "transit", "water": "water", "heating": "heating",
})  # fmt: skip
CONDITION_WORDS = WordTable({
    "backup": "on backup power", "reserve": "on reserve power", "halted": "halted", "off": "out of action",
    "emergency": "emergency operation", "normal": "normal", "limited": "limited",
    "out": "out"})  # fmt: skip
QUOTED = ("extent", "scope", "scope_share", *KINDS, "started_at", "ended_at", "services")
STATUS_WORDS = WordTable({"claimed": "", "confirmed": "confirmed", "disputed": "disputed", "retracted": "retracted"})
FIELD_WORDS = WordTable({
    "extent": "extent", "scope": "scope", "scope_share": "scope share", "people": "people", "customers": "customers",
    "settlements": "settlements", "facilities": "facilities", "started_at": "started at", "ended_at": "ended at",
    "services": "services",
}, context="column of a report")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Words:
    """One statement, ready to be read. `what` says place (`where`) and extent, `figures` the quantities, `services` theirs;
    `quotes` are the words that extent, scope, times, figures and services rest on, as far as they are kept.
    """

    record_id: str
    who: str
    role: str
    when: str
    where: str
    what: str
    figures: str
    services: str
    summary: str
    url: str
    quotes: str = ""


def notes_of(region: RegionSituation) -> list[str]:
    """Say what stands beside the state of a region: its date, if it is the worst of several; of which part the report speaks and
    how much of it is out; age, dispute.
    """
    on = [_("worst on {day}", day=day_in_words(region.worst_on))] if region.worst_on else []
    told = {"partial": region.of_scope or FLAG_NOTES["partial"]}
    if region.age:
        told["last_known"] = plural("no news for {count} day", "no news for {count} days", region.age)
        if region.worst_on:  # its age is that of the date on which it was worst, and not of the last one
            told["last_known"] = plural("then no news for {count} day", "then no news for {count} days", region.age)
    if region.hidden:
        told["hidden"] = plural("{count} statement hidden", "{count} statements hidden", region.hidden)
    return on + [told.get(flag, FLAG_NOTES[flag]) for flag in region.flags if flag != "unsaid"]  # its state says so


def beyond_all(region: RegionSituation) -> str:
    """Say that more customers were counted as out than the region has, which is shown as it was published; else ""."""
    out, total = region.measured.get("customers_out"), region.measured.get("customers_total")
    return _("more than all its customers, as published") if out and total and out > total else ""


def words_of(dataset: Dataset, record: int) -> Words:
    """Put one record (row of the reports) into words; times are in the dataset's zone."""
    report = _rows(dataset)[record]
    return Words(
        record_id=report["record_id"], who=report["source"], role=ROLE_WORDS[report["source_role"]], when=_when(report),
        where=_where(dataset, record, report), what=_what(dataset, record, report), figures=_figures(report),
        services=services_in_words(report["services"]),
        summary=report["summary"], quotes=_quotes(dataset).get(report["record_id"], ""),
        url=report["source_url"] if report["source_url"].startswith(("https://", "http://")) else "",
    )  # fmt: skip


def report_of(dataset: Dataset, record: int) -> dict[str, Any]:
    """Return one report as a plain row, by column."""
    return _rows(dataset)[record]


@derived(words=True)
def _quotes(dataset: Dataset) -> dict[str, str]:
    """The quoted words of each record, at most as many letters as one quote may have. Places and assets are left out: a quote
    must not say more exactly where something stands than the map does.
    """
    found: dict[str, dict[str, list[str]]] = {}
    for name in QUOTED:
        for one in dataset.quotes:
            if one.field == name:
                words = " ".join(one.quote.split())
                found.setdefault(one.record_id, {}).setdefault(words, []).append(FIELD_WORDS[name])
    told = dict[str, str]()
    for record, quotes in found.items():
        length, kept = 0, []
        for words, names in quotes.items():
            if length + len(words) <= LONGEST_QUOTE:
                length += len(words)
                kept.append(f"“{isolated(words)}” ({', '.join(names)})")
        told[record] = _("In the report's words: {quotes}", quotes="; ".join(kept))
    return told


def page_order(dataset: Dataset) -> pd.DataFrame:
    """Return the timeline's statements in the order in which the page holds them: by region, which packs better than by time."""
    return dataset.timeline.statements.sort_values(["region", "first", "record"]).reset_index(drop=True)


@derived()
def last_days(dataset: Dataset) -> list[pd.Series]:
    """Return for each level the last day (index) on which it shows each statement, in the order of the page.

    News of a whole region ends what was said of it, but not what was said of its districts, so a finer level may show a statement
    for longer. A statement that a finer level does not place is shown there, as a symbol, for as long as on the coarsest level.
    """
    statements = page_order(dataset)
    found = []
    for number in level_numbers(dataset):
        of_level = at_level(dataset, number).timeline.statements.set_index("record")["last"]
        found.append(statements["record"].map(of_level).fillna(statements["last"]).astype(int))
    return found


@derived()
def _rows(dataset: Dataset) -> list[dict[str, Any]]:
    """The reports as plain rows: taking them from the frame one by one would cost more than all the rest."""
    return dataset.reports.to_dict("records")  # type: ignore[return-value]


def _when(report: dict[str, Any]) -> str:
    """Say start, end and report time; a day that was just named is not named again."""
    started, reported = report["started"], report["reported"]
    told = [("", started), (N_("until {moment}"), report["ended"])]
    if report["ended"] is None:
        told.append((N_("valid until {moment}"), report["valid"]))
    if reported != started:
        told.append((N_("reported {moment}"), reported))
    parts, day = [], None
    for frame, moment in told:
        if moment is not None:
            words = clock_in_words(moment) if moment.start.date() == day and not moment.whole_day else str(moment)
            parts.append(_(frame, moment=words) if frame else words)
            day = moment.start.date()
    return "; ".join(parts)


def _where(dataset: Dataset, record: int, report: dict[str, Any]) -> str:
    """Name the place as the map knows it, and the part spoken for: "Kherson Oblast, Russian-held part"."""
    inside = str(dataset.placement.inside[record])
    region = dataset.placement.region[record]
    place = dataset.regions["name"].iat[region] if region >= 0 else report["place"]
    apart = beside_region(inside, place) == inside  # "Oslo, city or region" has the region's name already
    inside, place, scope = (isolated(words) for words in (inside, place, report["scope"]))
    return ", ".join(filter(None, [f"{inside} ({place})" if inside and apart else inside or place, scope]))


def _what(dataset: Dataset, record: int, report: dict[str, Any]) -> str:
    """Say the place and the extent: "Kherson Oblast, Russian-held part: a large part without power"."""
    where = _where(dataset, record, report)
    asset = _("hit: {asset}", asset=report["asset"]) if report["asset"] else ""
    extent, kind = EXTENT_WORDS[report["extent"]], KIND_WORDS[report["kind"]]
    if report["kind"] == "scheduled" and extent:  # never read as an outage
        extent, kind = f"{kind} ({extent})", ""
    parts = [extent, asset, kind, STATUS_WORDS[report["status"]]]
    said = "; ".join(filter(None, parts))
    return f"{where}: {said}" if said else where


def _figures(report: dict[str, Any]) -> str:
    return "; ".join(counted_in_words(report[kind], kind) for kind in KINDS if report[kind] is not None)


def services_in_words(text: str) -> str:
    """Put "health:backup; metro:halted" into words; what nobody listed stays as it is written."""
    said = (part.strip().partition(":") for part in text.split(";") if part.strip())
    return "; ".join(": ".join(filter(None, [SERVICE_WORDS.get(service.strip(), service.strip()),
                                             CONDITION_WORDS.get(condition.strip(), condition.strip())]))
                     for service, _, condition in said)  # fmt: skip
