"""Callouts of a sheet: the story of its date in a few plates on the map, each with what is said, by whom, and when.

A callout repeats what the lists of the sheet say, beside the place it is about; one that finds no room on the map is told in the
lists instead. The worst states come first, then what is disputed, then services by how much hangs on them. So that a crowded
night tells more than its worst states, the first disputed region and the first service stand among the first places.
"""

import datetime as dt
import textwrap
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any

import numpy as np

from briefing.sheet.subject import Content, Subject, listed
from geo.dataset import Dataset, at_level, level_numbers
from geo.language import Language, _, percent_in_words, plural
from geo.quantities import KINDS, counted_in_words
from geo.situation import RegionSituation, Situation, scope_in_words
from geo.states import State
from geo.times import Moment, clock_in_words
from layers import style
from layers.bidi import isolated
from layers.reports import kinds_of, place_of
from layers.statements import beyond_all, page_order, report_of, services_in_words, words_of

MOST = 12
"""So many are sent; how many of them stand on a map its size says."""

LETTERS, LETTERS_BELOW, MOST_LINES = 40, 48, 4
FIRST_STATES = 3
WEIGHTS = ("health", "hospital", "water", "heat", "critical", "telecom", "sirens", "metro", "rail", "transport")
"""Services by how much hangs on them; others come after them."""

WORKING = "normal"


@dataclass(frozen=True, kw_only=True)
class Callout:
    """One plate: a head and the lines under it, at a region.

    `kind`: "state", "disputed", "services", "hit", "advisory" or "count"; `order`: the region's level, 0 is the coarsest;
    `region`: its position there; `at`: the statement (as the page counts them) whose point the line should end near, -1 for none;
    `code`: the region's state and flags; `head`: how many of the lines are its head; `sentences`: the same
    words in whole sentences, for a map too narrow for these lines.
    """

    kind: str
    order: int
    region: int
    at: int
    code: int
    lines: tuple[str, ...]
    head: int
    sentences: tuple[str, ...]


def callouts_of(subject: Subject, situation: Situation) -> list[dict[str, object]]:
    """Return the callouts of one date as plain data, the most telling first."""
    layers = subject.view.layers
    states = _states(subject, situation) if "regions" in layers else []
    disputed = [_disputed(subject, *one) for one in _placed(subject, situation) if one[0] in situation.disputed]
    told = _told(subject, situation) if "reports" in layers else []
    return [asdict(one) for one in mixed(states, disputed if "regions" in layers else [], told)[:MOST]]


def callouts_of_counts(subject: Subject, situation: Situation) -> list[dict[str, object]]:
    """Return the callouts of a sheet whose colours show a figure of the counts: the regions with most customers out."""
    order = level_numbers(subject.dataset).index(situation.level)
    counted = [(one.measured.get("customers_out", 0), at) for at, one in enumerate(situation.regions) if one.state >= State.FEW]
    most = sorted(counted, key=lambda one: (-one[0], one[1]))[:MOST]
    made = (callout_of_count(subject, situation.regions[at], at, order=order) for _, at in most)
    return [asdict(one) for one in made if one is not None]


def said_too() -> Content:
    """Return the head of the list for callouts that find no room on the map."""
    return listed(_("Also, by whom"), [], "statement")


def brief_of(subject: Subject, region: RegionSituation) -> dict[str, str]:
    """Return what a list says of a region in one line: its short name, and how much of what is out, by its own scope."""
    extent = region.of_scope or style.EXTENT_OF[region.state]
    contested = "contested" in region.flags
    notes = [subject.language.short_day(region.worst_on)] if region.worst_on else []
    notes += [extent if region.state >= State.PART or not contested else "", style.FLAG_NOTES["contested"] if contested else ""]
    notes += [_no_news(region.age or 0)] if "last_known" in region.flags else []
    notes += [style.FLAG_NOTES["scheduled"]] if "scheduled" in region.flags else []
    if region.customers_out is not None:
        notes.append(_("{out} customers out", out=subject.language.number(region.customers_out)))
    short = dict(zip(subject.dataset.regions["code"], subject.dataset.regions["short_name"], strict=True))
    return {"short": str(short.get(region.code, region.name)), "brief": "; ".join(filter(None, notes))}


def mixed(states: list[Callout], disputed: list[Callout], told: list[Callout]) -> list[Callout]:
    """Put the worst states first, then one of each other kind, then what is left, in turn."""
    first = [*states[:FIRST_STATES], *disputed[:1], *told[:1]]
    rest = zip_longest(states[FIRST_STATES:], disputed[1:], told[1:])
    return first + [one for turn in rest for one in turn if one is not None]


def callout_of_count(subject: Subject, region: RegionSituation, position: int, *, order: int = 0) -> Callout | None:
    """Return the callout of a region where customers were counted, None if nobody counted them."""
    number, out = subject.language.number, region.measured.get("customers_out", region.customers_out)
    if out is None:
        return None
    total, place = region.measured.get("customers_total"), _short(subject, position, order)
    head = _("{place}: {out} customers out", place=place, out=number(round(out)))
    if total:
        share = percent_in_words(out / total)
        head = _("{place}: {out} of {total} customers out ({share}%)", place=place, out=number(round(out)),
                 total=number(round(total)), share=share)  # fmt: skip
    below = "; ".join(filter(None, [_("measured, highest of the day"), beyond_all(region)]))
    return _callout("count", region, position, order, (head, below))


def _placed(subject: Subject, situation: Situation) -> list[tuple[RegionSituation, int, int]]:
    """Each region with its position and its level's place in the page: those shown, then the wider ones around them."""
    codes = subject.dataset.regions["code"].tolist()
    order = level_numbers(subject.dataset).index(situation.level)
    shown = [(one, position, order) for position, one in enumerate(situation.regions)]
    return shown + [(one, codes.index(one.code), 0) for one in situation.wider]


def _states(subject: Subject, situation: Situation) -> list[Callout]:
    found = [one for one in _placed(subject, situation) if one[0].state >= State.PART]
    found.sort(key=lambda one: (-one[0].state, "last_known" in one[0].flags, -(one[0].customers_out or 0), one[0].name))
    made = (_state(subject, situation, *one) for one in found[:MOST])
    return [one for one in made if one is not None]


def _state(subject: Subject, situation: Situation, region: RegionSituation, position: int, order: int) -> Callout | None:
    """The callout of a region without power: what its deciding report says; of several parts, each with its speaker."""
    if region.setter is None:
        return callout_of_count(subject, region, position, order=order)
    if "contested" in region.flags:
        return _disputed(subject, region, position, order)
    dataset, parts = subject.dataset, _parts(subject.dataset, situation, region)
    place = _short(subject, position, order)
    if len(parts) > 1:
        said = [_side_of(scope_in_words(dataset, record), speaker(dataset, record)) for record in parts[:2]]
        left = len(parts) - 2
        more = [plural("and {count} more part in the table", "and {count} more parts in the table", left)] if left > 0 else []
        return _callout("state", region, position, order, (place, *said, *more))
    report = report_of(dataset, region.setter)
    extent = style.EXTENT_WORDS[report["extent"]] or style.STATE_WORDS[region.state].lower()
    days = region.age or 0
    if days:
        since = subject.language.short_day((region.worst_on or situation.date) - dt.timedelta(days=days))
        extent = _("{extent} on {day}", extent=extent, day=since)
    head = _side_of(", ".join(filter(None, [place, region.scope])), extent)
    old = "; ".join([_no_news(days), speaker(dataset, region.setter)])
    by = old if days else _by(subject, region.setter, situation.date)
    items = [*_figures(subject, region.setter), *_services(dataset, _of_same_ground(dataset, region))]
    return _callout("state", region, position, order, (head, *_fitting(head, items, by), by))


def _of_same_ground(dataset: Dataset, region: RegionSituation) -> list[int]:
    """The deciding statement (its record) of a region, then what else its source says of the services of the same ground."""
    assert region.setter is not None
    first = words_of(dataset, region.setter)
    kinds = kinds_of(dataset.reports)
    others = [record for record in region.statements if record != region.setter and kinds[record] == "services"]
    of_source = ((record, words_of(dataset, record)) for record in others)
    return [region.setter, *(record for record, one in of_source if (one.where, one.who) == (first.where, first.who))]


def _side_of(what: str, said: str) -> str:
    return _("{what}: {said}", what=what, said=said)


def _no_news(days: int) -> str:
    return plural("no news for {count} day", "no news for {count} days", days)


def _parts(dataset: Dataset, situation: Situation, region: RegionSituation) -> list[int]:
    """The newest statement (its record) of each part of a region that speaks for itself on the date, the worst first."""
    index, statements = dataset.timeline.index_of(region.worst_on or situation.date), dataset.timeline.statements
    if index is None:
        return []
    reports = dataset.reports.iloc[statements["record"]]
    holds = statements["record"].isin(region.statements) & (statements["scope"] != "") & (statements["until"] >= index)
    speaks = (reports["extent_state"] >= State.PART) & ~reports["status"].isin(["disputed", "retracted"])
    speaks &= ~reports["kind"].isin(["advisory", "scheduled"])
    found = statements[holds & speaks.to_numpy()].assign(scope=lambda frame: frame["scope"].str.casefold())
    newest = found.sort_values("newest").drop_duplicates("scope", keep="last")["record"].tolist()
    return sorted(newest, key=lambda record: (-int(report_of(dataset, record)["extent_state"]), record))


def _disputed(subject: Subject, region: RegionSituation, position: int, order: int) -> Callout:
    """Both sides of a dispute, each with its speaker: the worst and the mildest of what the sources said last."""
    dataset, last = subject.dataset, dict[str, int]()
    for record in sorted(region.statements, key=lambda one: _told_at(report_of(dataset, one))):
        report = report_of(dataset, record)
        if report["extent_state"] and report["status"] != "retracted" and report["kind"] != "advisory":
            last[report["source"]] = record
    states = {record: int(report_of(dataset, record)["extent_state"]) for record in reversed(last.values())}
    sides = dict.fromkeys([max(states, key=states.__getitem__), min(states, key=states.__getitem__)]) if states else {}
    said = [_side(subject, record) for record in sides]
    head = _("{place}: sources disagree", place=_short(subject, position, order))
    return _callout("disputed", region, position, order, (head, *said))


def _side(subject: Subject, record: int) -> str:
    report = report_of(subject.dataset, record)
    what = style.EXTENT_WORDS[report["extent"]]
    figures = "; ".join(_figures(subject, record))
    clock = _clock(report["reported"] or report["started"])
    return _side_of(speaker(subject.dataset, record), ", ".join(filter(None, [what, figures, clock])))


def _told(subject: Subject, situation: Situation) -> list[Callout]:
    """Services by weight, then hits, then advisories; one callout for all that is said of the services of one place."""
    dataset, kinds = subject.dataset, kinds_of(subject.dataset.reports)
    found: dict[tuple[str, str], list[tuple[int, RegionSituation, int, int]]] = {}
    for region, position, order in _placed(subject, situation):
        said = [] if region.setter is None or region.state < State.PART else _of_same_ground(dataset, region)
        for record in region.statements:
            kind = str(kinds[record])
            shown = kind == "services" and record not in said and _weight(dataset, record) is not None
            if shown or kind in {"hit", "advisory"}:
                found.setdefault((words_of(dataset, record).where, kind), []).append((record, region, position, order))
    made = [_of_place(subject, situation.date, kind, said) for (_, kind), said in found.items()]
    return [one for _, one in sorted(made, key=lambda one: one[0])]


def _of_place(
    subject: Subject, date: dt.date, kind: str, said: list[tuple[int, RegionSituation, int, int]]
) -> tuple[tuple[int, float, int], Callout]:
    """The callout of what is told of one place, behind what sorts it."""
    dataset, records = subject.dataset, [record for record, *_rest in said]
    record, region, position, order = said[-1]
    place = isolated(str(dataset.placement.inside[record])) or _short(subject, position, order)
    scope, by = str(report_of(dataset, record)["scope"]), _by(subject, record, date)
    whole = ", ".join(filter(None, [place, scope]))
    if kind == "services":
        sentences = (_head_of_services(whole, _services(dataset, records)), by)
    elif kind == "hit":
        assets = dict.fromkeys(str(report_of(dataset, one)["asset"]) for one in records)
        given = "" if place_of(dataset, record) else _("place not given")
        sentences = (_("{place} · hit: {asset}", place=whole, asset="; ".join(assets)), "; ".join(filter(None, [given, by])))
    else:
        sentences = (_("{place} · advisory, not an outage", place=place), by)
    weights = [weight for one in records if (weight := _weight(dataset, one)) is not None]
    rank = (("services", "hit", "advisory").index(kind), min(weights, default=len(WEIGHTS)), -int(region.state))
    return rank, _callout(kind, region, position, order, sentences, at=_statement(dataset, record))


def _head_of_services(place: str, services: list[str]) -> str:
    """Name as many services as two lines hold, at least the first."""
    some = ("; ".join(services[:count]) for count in range(len(services), 0, -1))
    heads = [_("{place} · {services}", place=place, services=named) for named in some]
    return next((head for head in heads if len(_lines(head)) <= 2), heads[-1])


def _weight(dataset: Dataset, record: int) -> int | None:
    """How far down the order of weights the most telling service of a report stands; None if all of them work."""
    said = (part.strip().partition(":") for part in str(report_of(dataset, record)["services"]).split(";") if part.strip())
    failing = [service.strip() for service, _said_of, condition in said if condition.strip() != WORKING]
    return min(map(_rank, failing), default=None)


def _rank(service: str) -> int:
    return WEIGHTS.index(service) if service in WEIGHTS else len(WEIGHTS)


def _services(dataset: Dataset, records: list[int]) -> list[str]:
    """What reports say of services that fail, the weightiest first, each in words."""
    said = [part.strip() for record in records for part in str(report_of(dataset, record)["services"]).split(";") if part.strip()]
    failing = dict.fromkeys(part for part in said if part.partition(":")[2].strip() != WORKING)
    return [services_in_words(part) for part in sorted(failing, key=lambda part: _rank(part.partition(":")[0].strip()))]


def _by(subject: Subject, record: int, date: dt.date) -> str:
    """Who said it, and when, as far as the date of the sheet does not say it: the worst of several is of any of them."""
    report, language = report_of(subject.dataset, record), subject.language
    when = _when(report["reported"] or report["started"], date if subject.dataset.span is None else None, language)
    return ", ".join(filter(None, [speaker(subject.dataset, record), when]))


def speaker(dataset: Dataset, record: int) -> str:
    """Return the name of a source; of a long one the part before its first comma, for the list of sources has the rest."""
    name = str(report_of(dataset, record)["source"])
    return isolated(name if len(name) <= LETTERS_BELOW else name.partition(",")[0])


def _when(moment: Moment | None, date: dt.date | None, language: Language) -> str:
    if moment is None:
        return ""
    day = "" if moment.start.date() == date else language.short_day(moment.start.date())
    return " ".join(filter(None, [day, _clock(moment)]))


def _clock(moment: Moment | None) -> str:
    return "" if moment is None or moment.whole_day else clock_in_words(moment)


def _told_at(report: dict[str, Any]) -> float:
    moment = report["reported"] or report["started"]
    return moment.start.timestamp() if moment is not None else 0.0


def _figures(subject: Subject, record: int) -> list[str]:
    """The figures that a report gives, each in words."""
    report, number = report_of(subject.dataset, record), subject.language.number
    return [counted_in_words(report[kind], kind, number=number) for kind in KINDS if report[kind] is not None]


def _short(subject: Subject, position: int, order: int) -> str:
    level = level_numbers(subject.dataset)[order]
    return isolated(str(at_level(subject.dataset, level).regions["short_name"].iat[position]))


def _statement(dataset: Dataset, record: int) -> int:
    """The place of a record among the statements of the page."""
    found = np.flatnonzero(page_order(dataset)["record"].to_numpy() == record)
    return int(found[0]) if len(found) else -1


def _callout(
    kind: str, region: RegionSituation, position: int, order: int, sentences: tuple[str, ...], *, at: int = -1
) -> Callout:
    head = len(_lines(sentences[0]))
    return Callout(kind=kind, order=order, region=position, at=at, code=region.state_and_flags, head=head,
                   lines=_lines(*sentences), sentences=tuple(filter(None, sentences)))


def _fitting(head: str, items: list[str], by: str) -> list[str]:
    """As many of the items, joined, as the lines of a plate hold beside its head and its speaker: the lists have the rest."""
    for count in range(len(items), 0, -1):
        told = "; ".join(items[:count])
        if len(_lines(head, told, by)) <= MOST_LINES:
            return [told]
    return []


def _lines(head: str, *below: str) -> tuple[str, ...]:
    """Lay sentences in lines, the head first."""
    widths = [LETTERS, *([LETTERS_BELOW] * len(below))]
    blocks = (textwrap.wrap(one, width, break_long_words=False, break_on_hyphens=False)
              for one, width in zip((head, *below), widths, strict=True) if one)
    return tuple(line for block in blocks for line in block)
