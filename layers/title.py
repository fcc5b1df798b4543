"""The title block: what this is, which date it shows in which zone, and the date's figures in one sentence."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np
import pandas as pd

from geo.dataset import Dataset, at_level, level_numbers, level_titles, wider_of
from geo.derived import derived
from geo.language import N_, WordTable, _, decimal_in_words, number_in_words, plural, spoken
from geo.levels import DISTRICT
from geo.places import OUTSIDE
from geo.quantities import KINDS, Quantity, counted_in_words
from geo.situation import Situation, scope_in_words, totals_by_day, unplaced_count
from geo.situation.account import rejected_count
from geo.states import CONTESTED, ESTIMATED, LAST_KNOWN, PARTIAL, SCHEDULED, STATE_BITS, State, all_hidden, unsaid
from geo.times import day_in_words
from geo.view import View
from layers.bidi import isolated
from layers.filters import filter_in_words
from layers.layer import Drawing, PageLayer

NAME = "title"
TITLE = None
NO_REPORT = N_("No report for this date: nothing is known.")
NO_REPORTS_YET = N_("No reports yet.")
WORST = N_("The worst from {first} to {last}")
NO_REPORT_BETWEEN = N_("No report for any of these dates: nothing is known.")
OF_WORDS = WordTable({State.PART: "part of {region}", State.LARGE_PART: "a large part of {region}",
                      State.NEARLY_ALL: "nearly all of {region}", State.ALL: "all of {region}"})  # fmt: skip
MOST_NAMED, NAMED_LETTERS, MOST_DISPUTED = 6, 95, 2
LONGER = 1.3  # the words of other languages take more room than English ones


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Send title, zone, sources, disclaimer, and each date's headline and totals in words (each sentence once)."""
    del view
    settings = dataset.settings
    sentences: dict[str, int] = {}

    def numbers_of(said: Iterable[str]) -> list[int]:
        return [sentences.setdefault(sentence, len(sentences)) for sentence in said]

    day = dataset.timeline.day
    by_day = numbers_of(totals_of_date(dataset, day(at), totals) for at, totals in enumerate(totals_by_day(dataset)))
    headlines = [numbers_of(headlines_of(dataset, level)) for level in level_numbers(dataset)]
    return PageLayer(NAME, title=TITLE, drawing=Drawing(data={
        "title": settings.title, "zoneName": zone_in_words(dataset), "sources": list(settings.sources),
        "disclaimer": settings.disclaimer, "unplaced": unplaced_count(dataset), "rejected": rejected_count(dataset),
        "sentences": list(sentences), "totals": by_day,
        "headlines": headlines, "filter": filter_in_words(dataset), "silence": silence_of(dataset),
        "coarse": speaks_of_districts(dataset) and not dataset.finer,
    }))  # fmt: skip


def zone_in_words(dataset: Dataset, *, day: Callable[[dt.date], str] = day_in_words) -> str:
    """Name the zone of dates, and the day whose knowledge is shown, if it is not today's: "Kyiv time, as known on 8 May 2026"."""
    zone = dataset.settings.zone_name
    return _("{zone}, as known on {day}", zone=zone, day=day(dataset.known_on)) if dataset.known_on else zone


def date_in_words(dataset: Dataset, date: dt.date, *, day: Callable[[dt.date], str] = day_in_words) -> str:
    """Say what a map of a date shows: "7 January 2026", or "The worst from 2 January 2026 to 7 January 2026"."""
    span = dataset.span
    return _(WORST, first=day(span.since), last=day(date)) if span is not None and span.holds(date) else day(date)


def speaks_of_districts(dataset: Dataset) -> bool:
    """Whether a placed report speaks of a district: without finer boundaries it is shown as a part of its region."""
    at = dataset.placement.gazetteer
    return bool(dataset.gazetteer["kind"].iloc[at[at != OUTSIDE]].eq(DISTRICT).any())


def totals_in_words(totals: Mapping[str, Quantity | None], *, number: Callable[[int], str] = number_in_words) -> str:
    """Return "at least 104,000 people; about 150 settlements", or "" if nobody gave a figure."""
    given = {kind: quantity for kind in KINDS if (quantity := totals.get(kind)) is not None}
    return "; ".join(counted_in_words(quantity, kind, number=number) for kind, quantity in given.items())


def totals_of_date(dataset: Dataset, date: dt.date, totals: Mapping[str, Quantity | None]) -> str:
    """Say the totals of a date, and that they are the most on one date where it shows the worst of several."""
    words = totals_in_words(totals)
    is_most = words and dataset.span is not None and dataset.span.holds(date)
    return _("{figures}, the most on one date", figures=words) if is_most else words


@dataclass(frozen=True, kw_only=True)
class _Figures:
    """How many regions of a level are in which state on a date, and how many customers are out in how many regions.

    `guessed`: regions without power of which only the customers out are known, not of how many;
    `only`: the name of the region with customers out, if it is one.
    """

    heard: int
    without: int
    few: int
    last_known: int
    guessed: int
    unsaid: int
    scheduled: int
    out: int
    out_in: int
    only: str


def headline_of(dataset: Dataset, situation: Situation) -> str:
    """Say a date in one sentence: who is without power, by name, the worst first; figures lead where customers are counted."""
    index = dataset.timeline.index_of(situation.date)
    if index is None:
        return silence_of(dataset)
    return _headline(dataset, situation.level, index, situation.totals)


def silence_of(dataset: Dataset) -> str:
    """Say that a date has no report, or that the dataset has none at all."""
    if dataset.selection is not None:
        dataset = dataset.selection.whole
    empty = dataset.timeline.values is None and not len(dataset.timeline.statements)
    return _(NO_REPORTS_YET) if empty else _(NO_REPORT)


def headlines_of(dataset: Dataset, level: int) -> list[str]:
    """Return the sentence of every date of the timeline, as a level of regions shows it."""
    return [_headline(dataset, level, index, totals) for index, totals in enumerate(totals_by_day(dataset))]


def _headline(dataset: Dataset, level: int, index: int, totals: Mapping[str, Quantity | None]) -> str:
    """A date's sentence; under a filter it says that it is of what is shown, and never that nothing is known."""
    sentence = _of_shown(dataset, level, index, _sentence(dataset, level, index, totals))
    if dataset.span is None or not dataset.span.holds(dataset.timeline.day(index)):
        return sentence
    if sentence == silence_of(dataset):
        return _(NO_REPORT_BETWEEN)
    return _("At worst, {sentence}", sentence=f"{sentence[:1].lower()}{sentence[1:]}")


def _of_shown(dataset: Dataset, level: int, index: int, sentence: str) -> str:
    if dataset.selection is None:
        return sentence
    if sentence == silence_of(dataset):
        hidden = int(all_hidden(at_level(dataset, level).timeline.codes[index]).sum())
        if not hidden:
            return sentence
        return plural("Of what is shown, nothing is reported; the filter hides reports of {count} region.",
                      "Of what is shown, nothing is reported; the filter hides reports of {count} regions.", hidden)
    return _("Of what is shown, {sentence}", sentence=f"{sentence[:1].lower()}{sentence[1:]}")


def _sentence(dataset: Dataset, level: int, index: int, totals: Mapping[str, Quantity | None]) -> str:
    """The figure first; then what is known of regions; silence is never taken for power."""
    one, around = at_level(dataset, level), _of_wider(dataset, level, index)
    codes, names = one.timeline.codes[index], one.regions["name"]
    values = np.full(len(names), np.nan) if one.timeline.values is None else one.timeline.values[index]
    said = _figures(codes, values, names)
    reported = totals_in_words(totals)
    if not said.heard and around:
        return _("No report on a single district. {sentence}.", sentence=around)
    if not said.heard and reported:
        return _("Reported: {figures}. No source says how much of any region is without power.", figures=reported)
    work = plural("planned work in {count} region", "planned work in {count} regions", said.scheduled) if said.scheduled else ""
    if not said.heard and said.unsaid:
        return _reported_only(one, codes, work)
    if not said.heard:
        return _("No report of an outage for this date; {work}.", work=work) if work else silence_of(dataset)
    parts = [_customers_out(dataset, said, level, index)] if said.out else []
    share = decimal_in_words(f"{100 * dataset.settings.breaks.part:.4g}")
    if 0 < said.few == said.out_in:
        each = said.few > 1
        parts.append(_("fewer than {share}% of customers in each" if each else "fewer than {share}% of customers", share=share))
    if without := said.without - (said.guessed if said.out else 0):
        parts.append(_without_power(one, index, without, all_old=said.last_known == said.without))
        if 0 < said.few < said.out_in:
            parts.append(_("{count} with fewer than {share}% of customers out", count=said.few, share=share))
    elif said.few and said.few < said.out_in:
        parts.append(_("fewer than {share}% of customers out in {count} of them", count=said.few, share=share))
    disputed = _disputed(codes, names)
    if not parts and not disputed:
        parts = [_("no region reported without power; {count} reported with power on", count=said.heard)]
    mute = "" if not said.unsaid else plural("{count} more region reported, but not how much of it is out",
                                             "{count} more regions reported, but not how much of them is out", said.unsaid)
    sentence = "; ".join(filter(None, [*parts, disputed, mute, work, around]))
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _reported_only(one: Dataset, codes: np.ndarray, work: str) -> str:
    """Name the regions of which no report says how much is out, where nothing else is reported."""
    names = sorted(map(str, one.regions["short_name"].to_numpy()[unsaid(codes)]))
    named = ", ".join(map(isolated, names[:MOST_NAMED]))
    if len(names) > MOST_NAMED:
        named = _("{names} and {count} more", names=named, count=len(names) - MOST_NAMED)
    sentence = _("Reported: {names}. No source says how much is out", names=named)
    return f"{'; '.join(filter(None, [sentence, work]))}."


def _of_wider(dataset: Dataset, level: int, index: int) -> str:
    """Name the regions around a finer level's that are reported without power as such: it is not spread over their districts."""
    wider = wider_of(dataset, level)
    codes = np.zeros(0, np.uint8) if wider is None else wider.timeline.codes[index]
    out = codes & STATE_BITS >= State.PART
    if wider is None or not out.any():
        return ""
    all_old = bool((codes[out] & LAST_KNOWN > 0).all())
    said = _without_power(wider, index, int(out.sum()), all_old=all_old)
    return _("{level} {sentence}", level=level_titles(dataset)[0], sentence=said)


def _figures(codes: np.ndarray, values: np.ndarray, names: pd.Series) -> _Figures:
    states = codes & STATE_BITS
    without, out = states >= State.PART, np.flatnonzero(values > 0)
    return _Figures(
        heard=int((states > State.NO_REPORT).sum()), without=int(without.sum()),
        few=int((states == State.FEW).sum()), last_known=int((without & (codes & LAST_KNOWN > 0)).sum()),
        guessed=int((_guessed(codes) & (values > 0)).sum()), unsaid=int(unsaid(codes).sum()),
        scheduled=int((codes & SCHEDULED > 0).sum()),
        out=int(values[out].sum()), out_in=len(out), only=str(names.iat[int(out[0])]) if len(out) == 1 else "",
    )  # fmt: skip


def _guessed(codes: np.ndarray) -> np.ndarray:
    """Which regions are without power by the customers out alone, of how many nobody knows."""
    return np.asarray((codes & STATE_BITS >= State.PART) & (codes & ESTIMATED > 0) & (codes & PARTIAL == 0))


def _customers_out(dataset: Dataset, said: _Figures, level: int, index: int) -> str:
    """Say how many customers are out; of several dates, the most on one: figures of different dates are never added up."""
    span = dataset.span
    if span is not None and span.holds(dataset.timeline.day(index)):
        timeline, names = at_level(span.days, level).timeline, at_level(dataset, level).regions["name"]
        assert timeline.values is not None
        day = span.begin + int(_out_by_day(at_level(span.days, level))[span.begin : index + 1].argmax())
        said = _figures(timeline.codes[day], timeline.values[day], names)
        return _("{figure} on one date, {day}", figure=_out_in_words(dataset, said, level), day=day_in_words(timeline.day(day)))
    return _out_in_words(dataset, said, level)


@derived()
def _out_by_day(dataset: Dataset) -> np.ndarray:
    """Return the customers out on every date: float [days]."""
    assert dataset.timeline.values is not None
    out: np.ndarray = np.nansum(dataset.timeline.values, axis=1)
    return out


def _out_in_words(dataset: Dataset, said: _Figures, level: int) -> str:
    names = dict(zip(level_numbers(dataset), level_titles(dataset), strict=True))
    count = number_in_words(said.out_in)
    if dataset.settings.level_names:
        where = _("{count} {regions}", count=count, regions=names[level].lower())
    else:
        where = plural("{count} regions", "{count} regions", said.out_in, count=count)
    return plural("{figure} customer out in {place}", "{figure} customers out in {place}", said.out,
                  figure=number_in_words(said.out), place=isolated(said.only) or where)


def _without_power(one: Dataset, index: int, without: int, *, all_old: bool) -> str:
    """Name the regions without power, the worst first, as many as a line holds; of a part, how much of it is out."""
    codes, names, short = one.timeline.codes[index], one.regions["name"].tolist(), one.regions["short_name"]
    states = codes & STATE_BITS
    shown = np.flatnonzero((states >= State.PART) & ~(_guessed(codes) & (one.timeline.setter[index] == OUTSIDE)))
    out = np.zeros(len(names)) if one.timeline.values is None else np.nan_to_num(one.timeline.values[index])
    worst = nsmallest(MOST_NAMED, map(int, shown), key=lambda at: (-int(states[at]), -out[at], names[at]))  # as tables list them
    said, length = list[str](), 0
    for at in worst:
        notes = [scope_in_words(one, int(one.timeline.setter[index, at]))]
        notes += [_("sources disagree")] if codes[at] & CONTESTED else []
        notes += [_("last known")] if codes[at] & LAST_KNOWN and not all_old else []
        told = "; ".join(filter(None, notes))
        called = isolated(str(short.iat[at]))
        name = f"{called} ({told})" if told else called
        length += len(name)
        if said and length > NAMED_LETTERS * (1 if spoken() == "en" else LONGER):
            break
        if said and states[at] == states[worst[len(said) - 1]]:
            said.append(f", {name}")
        else:
            said.append(f"{'; ' if said else ''}{OF_WORDS[State(states[at])].format(region=name)}")
    if not said:
        return plural("{count} region without power, wholly or in part", "{count} regions without power, wholly or in part",
                      without)  # fmt: skip
    more = without - len(said)
    if more:
        said.append("; " + plural("{count} more region, wholly or in part", "{count} more regions, wholly or in part", more))
    words = "".join(said)
    return _("no news since, last known without power: {regions}" if all_old else "without power: {regions}", regions=words)


def _disputed(codes: np.ndarray, names: pd.Series) -> str:
    """Name the regions of which sources disagree whether power is out at all, and which are drawn as if it were on."""
    contested = np.flatnonzero((codes & CONTESTED > 0) & (codes & STATE_BITS < State.PART))
    shown = [isolated(str(names.iat[int(at)])) for at in contested]
    if not shown:
        return ""
    many = plural("{count} regions", "{count} regions", len(shown))
    regions = ", ".join(shown) if len(shown) <= MOST_DISPUTED else many
    return _("sources disagree whether power is out in {regions}", regions=regions)
