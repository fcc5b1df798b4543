"""The title block: what this is, which date it shows in which zone, and the date's figures in one sentence."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.dataset import Dataset, at_level, level_numbers, level_titles, wider_of
from geo.levels import DISTRICT
from geo.places import OUTSIDE
from geo.quantities import KINDS, Quantity, in_words
from geo.situation import Situation, scope_in_words, totals_by_day, unplaced_count
from geo.situation.account import rejected_count
from geo.states import CONTESTED, ESTIMATED, LAST_KNOWN, PARTIAL, SCHEDULED, STATE_BITS, State, all_hidden
from geo.times import day_in_words
from geo.view import View
from layers.bidi import isolated
from layers.filters import filter_in_words
from layers.layer import Drawing, PageLayer

NAME = "title"
TITLE = None
NO_REPORT = "No report for this date: nothing is known."
NO_REPORTS_YET = "No reports yet."
OF_WHAT_IS_SHOWN = "Of what is shown,"
OF_WORDS = {State.PART: "part of", State.LARGE_PART: "a large part of", State.NEARLY_ALL: "nearly all of", State.ALL: "all of"}
MOST_NAMED, NAMED_LETTERS, MOST_DISPUTED = 6, 95, 2


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Send title, zone, sources, disclaimer, and each date's headline and totals in words (each sentence once)."""
    del view
    settings = dataset.settings
    sentences: dict[str, int] = {}

    def numbers_of(said: Iterable[str]) -> list[int]:
        return [sentences.setdefault(sentence, len(sentences)) for sentence in said]

    by_day = numbers_of(totals_in_words(totals) for totals in totals_by_day(dataset))
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
    known = f", as known on {day(dataset.known_on)}" if dataset.known_on else ""
    return f"{dataset.settings.zone_name}{known}"


def speaks_of_districts(dataset: Dataset) -> bool:
    """Whether a placed report speaks of a district: without finer boundaries it is shown as a part of its region."""
    at = dataset.placement.gazetteer
    return bool(dataset.gazetteer["kind"].iloc[at[at != OUTSIDE]].eq(DISTRICT).any())


def totals_in_words(totals: Mapping[str, Quantity | None], *, number: Callable[[int], str] = "{:,}".format) -> str:
    """Return "at least 104,000 people; about 150 settlements", or "" if nobody gave a figure."""
    given = {kind: quantity for kind in KINDS if (quantity := totals.get(kind)) is not None}
    return "; ".join(f"{in_words(quantity, number=number)} {kind}" for kind, quantity in given.items())


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
    return NO_REPORTS_YET if empty else NO_REPORT


def headlines_of(dataset: Dataset, level: int) -> list[str]:
    """Return the sentence of every date of the timeline, as a level of regions shows it."""
    return [_headline(dataset, level, index, totals) for index, totals in enumerate(totals_by_day(dataset))]


def _headline(dataset: Dataset, level: int, index: int, totals: Mapping[str, Quantity | None]) -> str:
    """A date's sentence; under a filter it says that it is of what is shown, and never that nothing is known."""
    sentence = _sentence(dataset, level, index, totals)
    if dataset.selection is None:
        return sentence
    if sentence == silence_of(dataset):
        hidden = int(all_hidden(at_level(dataset, level).timeline.codes[index]).sum())
        regions = "region" if hidden == 1 else "regions"
        return f"{OF_WHAT_IS_SHOWN} nothing is reported; the filter hides reports of {hidden} {regions}." if hidden else sentence
    return f"{OF_WHAT_IS_SHOWN} {sentence[:1].lower()}{sentence[1:]}"


def _sentence(dataset: Dataset, level: int, index: int, totals: Mapping[str, Quantity | None]) -> str:
    """The figure first; then what is known of regions; silence is never taken for power."""
    one, around = at_level(dataset, level), _of_wider(dataset, level, index)
    codes, names = one.timeline.codes[index], one.regions["name"]
    values = np.full(len(names), np.nan) if one.timeline.values is None else one.timeline.values[index]
    said = _figures(codes, values, names)
    reported = totals_in_words(totals)
    if not said.heard and around:
        return f"No report on a single district. {around}."
    if not said.heard and reported:
        return f"Reported: {reported}. No source says how much of any region is without power."
    work = f"planned work in {said.scheduled} {'region' if said.scheduled == 1 else 'regions'}" if said.scheduled else ""
    if not said.heard:
        return f"No report of an outage for this date; {work}." if work else silence_of(dataset)
    parts = [_customers_out(dataset, said, level)] if said.out else []
    share = f"fewer than {100 * dataset.settings.breaks.part:.4g}% of customers"
    if 0 < said.few == said.out_in:
        parts.append(f"{share} in each" if said.few > 1 else share)
    if without := said.without - (said.guessed if said.out else 0):
        others = f"; {said.few} with {share} out" if 0 < said.few < said.out_in else ""
        parts.append(f"{_without_power(one, index, without, all_old=said.last_known == said.without)}{others}")
    elif said.few and said.few < said.out_in:
        parts.append(f"{share} out in {said.few} of them")
    disputed = _disputed(codes, names)
    if not parts and not disputed:
        parts = [f"no region reported without power; {said.heard} reported with power on"]
    sentence = "; ".join(filter(None, [*parts, disputed, work, around]))
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _of_wider(dataset: Dataset, level: int, index: int) -> str:
    """Name the regions around a finer level's that are reported without power as such: it is not spread over their districts."""
    wider = wider_of(dataset, level)
    codes = np.zeros(0, np.uint8) if wider is None else wider.timeline.codes[index]
    out = codes & STATE_BITS >= State.PART
    if wider is None or not out.any():
        return ""
    all_old = bool((codes[out] & LAST_KNOWN > 0).all())
    return f"{level_titles(dataset)[0]} {_without_power(wider, index, int(out.sum()), all_old=all_old)}"


def _figures(codes: np.ndarray, values: np.ndarray, names: pd.Series) -> _Figures:
    states = codes & STATE_BITS
    without, out = states >= State.PART, np.flatnonzero(values > 0)
    return _Figures(
        heard=int((states > State.NO_REPORT).sum()), without=int(without.sum()),
        few=int((states == State.FEW).sum()), last_known=int((without & (codes & LAST_KNOWN > 0)).sum()),
        guessed=int((_guessed(codes) & (values > 0)).sum()), scheduled=int((codes & SCHEDULED > 0).sum()),
        out=int(values[out].sum()), out_in=len(out), only=str(names.iat[int(out[0])]) if len(out) == 1 else "",
    )  # fmt: skip


def _guessed(codes: np.ndarray) -> np.ndarray:
    """Which regions are without power by the customers out alone, of how many nobody knows."""
    return np.asarray((codes & STATE_BITS >= State.PART) & (codes & ESTIMATED > 0) & (codes & PARTIAL == 0))


def _customers_out(dataset: Dataset, said: _Figures, level: int) -> str:
    names = dict(zip(level_numbers(dataset), level_titles(dataset), strict=True))
    regions = names[level].lower() if dataset.settings.level_names else "regions"
    customers = "customer" if said.out == 1 else "customers"
    return f"{said.out:,} {customers} out in {isolated(said.only) or f'{said.out_in:,} {regions}'}"


def _without_power(one: Dataset, index: int, without: int, *, all_old: bool) -> str:
    """Name the regions without power, the worst first, as many as a line holds; of a part, how much of it is out."""
    codes, names, short = one.timeline.codes[index], one.regions["name"], one.regions["short_name"]
    states = codes & STATE_BITS
    shown = np.flatnonzero((states >= State.PART) & ~(_guessed(codes) & (one.timeline.setter[index] == OUTSIDE)))
    worst = sorted(map(int, shown), key=lambda at: (-int(states[at]), names.iat[at]))[:MOST_NAMED]
    said, length = list[str](), 0
    for at in worst:
        notes = [scope_in_words(one, int(one.timeline.setter[index, at]))]
        notes += ["sources disagree"] if codes[at] & CONTESTED else []
        notes += ["last known"] if codes[at] & LAST_KNOWN and not all_old else []
        told = "; ".join(filter(None, notes))
        called = isolated(str(short.iat[at]))
        name = f"{called} ({told})" if told else called
        length += len(name)
        if said and length > NAMED_LETTERS:
            break
        if said and states[at] == states[worst[len(said) - 1]]:
            said.append(f", {name}")
        else:
            said.append(f"{'; ' if said else ''}{OF_WORDS[State(states[at])]} {name}")
    if not said:
        return f"{without} {'region' if without == 1 else 'regions'} without power, wholly or in part"
    more = without - len(said)
    lead = "no news since, last known without power" if all_old else "without power"
    others = f"; {more} more {'region' if more == 1 else 'regions'}, wholly or in part" if more else ""
    return f"{lead}: {''.join(said)}{others}"


def _disputed(codes: np.ndarray, names: pd.Series) -> str:
    """Name the regions of which sources disagree whether power is out at all, and which are drawn as if it were on."""
    contested = np.flatnonzero((codes & CONTESTED > 0) & (codes & STATE_BITS < State.PART))
    shown = [isolated(str(names.iat[int(at)])) for at in contested]
    if not shown:
        return ""
    where = ", ".join(shown) if len(shown) <= MOST_DISPUTED else f"{len(shown)} regions"
    return f"sources disagree whether power is out in {where}"
