"""Totals of a date: each event once, and nobody twice.

An *event* is what one `event_id` ties together; statements without one are taken for one event if
they speak of one scope of one region, since two figures for one place may be the same people. The
figure of an event is the range over its sources, the newest of each. Of several places of one event
in a region it is at least the largest and at most the sum. An event that speaks of a whole region
holds those that speak of parts of it: they add nothing, yet the total is no less than they are.
Power that is on, planned work, advisories, and what is disputed, retracted or replaced are not counted.

A figure of a region rests on statements about that region alone. An event over several regions is
added up over them in the total: 100 people in A and 100 people in C are 200 people in all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.derived import derived
from geo.quantities import KINDS, Quantity, added, containing, overlapping, spanning
from geo.states import State

if TYPE_CHECKING:
    from geo.dataset import Dataset

NOT_COUNTED = ("disputed", "retracted")


@dataclass(frozen=True, kw_only=True)
class _Figure:
    """One statement's quantity. `level` is 0 for a whole region, 1 for a scope in words, 2 for a place inside it."""

    event: str
    region: int
    level: int
    place: str
    source: str
    said: tuple[int, str]
    quantity: Quantity


@dataclass(frozen=True, kw_only=True)
class _Series:
    """The figures of one kind, with the first and the last day (arrays of indices) on which each counts."""

    figures: list[_Figure]
    first: np.ndarray
    last: np.ndarray

    def on(self, index: int) -> list[_Figure]:
        return [self.figures[i] for i in np.flatnonzero((self.first <= index) & (self.last >= index))]


def totals_of(dataset: Dataset, index: int | None) -> dict[str, Quantity | None]:
    """Return the total of each kind of quantity on one date, None where nobody gave any.

    `index`: the date's index in the timeline, None if it lies outside. Customers are those of the statements, or, where no
    statement gives any, the measured ones. Where the date shows the worst of several, it is the most that any of them had:
    figures of different dates are never added up.
    """
    totals: dict[str, Quantity | None] = dict.fromkeys(KINDS)
    if index is None:
        return totals
    if dataset.span is not None and dataset.span.holds(dataset.timeline.day(index)):
        return _most(totals_by_day(dataset.span.days)[dataset.span.begin : index + 1])
    found = figures_by_region(dataset, index)
    totals |= {kind: added(q for _, quantities in sorted(found.items()) if (q := quantities.get(kind))) for kind in KINDS}
    totals |= {kind: _with_shared(totals[kind], shared) for kind, shared in _shared_on(dataset, index).items()}
    values = dataset.timeline.values
    if totals["customers"] is None and values is not None and not np.isnan(values[index]).all():
        measured = int(np.nansum(values[index].astype(np.float64)))
        totals["customers"] = Quantity(low=measured, high=measured)
    return totals


def figures_by_region(dataset: Dataset, index: int, *, told_by: int = 1) -> dict[int, dict[str, Quantity]]:
    """Return, for each region (position) of which figures were given, the range over the sources by kind of quantity.

    `told_by`: how many statements at least a figure rests on; 2 leaves out those that a single statement says already. Where the
    date shows the worst of several, the figures of a region are those of its own one.
    """
    chosen = dataset.timeline.chosen
    if chosen is None:
        return _figures_on(dataset, index, told_by)
    return {region: figures for day in np.unique(chosen[index]).tolist()
            for region, figures in _figures_on(dataset, day, told_by).items() if chosen[index, region] == day}


@derived()
def totals_by_day(dataset: Dataset) -> list[dict[str, Quantity | None]]:
    """Return the totals of every day of the timeline, in order."""
    return [totals_of(dataset, index) for index in range(dataset.timeline.days)]


def _shared_on(dataset: Dataset, index: int) -> dict[str, list[tuple[int, int]]]:
    """Return, by kind, the figures that rows of the file give several regions at once, each with the number of these regions.

    Such a row has become one for each of its regions ("row 7/1", "row 7/2"), in which at most its figure are out. Only a row that
    still holds in all of them tells how many are out in all.
    """
    mapping = dataset.settings.mappings.get("outages")
    if mapping is None or not mapping.reading.split:
        return {}
    found: dict[str, list[tuple[int, int]]] = {}
    rows = dataset.reports["record_id"].str.rpartition("/")[0].value_counts()
    for kind, series in _series(dataset).items():
        groups: dict[tuple[str, int], int] = defaultdict(int)
        for figure in _newest_of_sources(series.on(index)):
            row, high = figure.said[1].rpartition("/")[0], figure.quantity.high
            if row and high is not None and figure.quantity.low is None:
                groups[row, high] += 1
        found[kind] = [(high, n) for (row, high), n in groups.items() if n > 1 and n == rows[row]]
    return found


def _with_shared(total: Quantity | None, shared: Sequence[tuple[int, int]]) -> Quantity | None:
    """Return a total in which figures of several regions count once; each is written as less than the next higher number."""
    if total is None or total.high is None:
        return total
    low = (total.low or 0) + sum(high - 1 for high, _ in shared)
    return replace(total, low=low, high=total.high - sum(regions * high - (high - 1) for high, regions in shared))


def _most(totals: Sequence[Mapping[str, Quantity | None]]) -> dict[str, Quantity | None]:
    """Of each kind the total that is the largest by what is known for sure."""
    return {kind: max((one for of_day in totals if (one := of_day[kind]) is not None),
                      key=lambda one: (one.low or 0, one.high or 0), default=None) for kind in KINDS}  # fmt: skip


@derived(most=1024)
def _figures_on(dataset: Dataset, index: int, told_by: int) -> dict[int, dict[str, Quantity]]:
    """The figures of the statements that hold on one date."""
    found: dict[int, dict[str, Quantity]] = defaultdict(dict)
    for kind, series in _series(dataset).items():
        for region, quantity in _by_region(series.on(index), told_by=told_by).items():
            found[region][kind] = quantity
    return found


@derived()
def _series(dataset: Dataset) -> dict[str, _Series]:
    """Collect the figures once for all dates; a dataset never changes."""
    statements = dataset.timeline.statements
    reports = dataset.reports.iloc[statements["record"].to_numpy()].reset_index(drop=True)
    out = (reports["extent_state"] != State.POWER_ON) & ~reports["kind"].isin(["advisory", "scheduled"])
    out &= ~reports["status"].isin(NOT_COUNTED)
    return {kind: _series_of(dataset, statements, reports, (out & reports[kind].notna()).to_numpy(), kind) for kind in KINDS}


def _series_of(dataset: Dataset, statements: pd.DataFrame, reports: pd.DataFrame, given: np.ndarray, kind: str) -> _Series:
    shown, said_by = statements[given], reports[given]
    columns = [shown[c] for c in ("record", "region", "scope", "newest")]
    columns += [said_by[c] for c in ("event_id", "record_id", "source", kind)]
    figures = []
    for record, region, scope, newest, event, identity, source, quantity in zip(*columns, strict=True):
        place, level = scope.casefold(), 2 if dataset.placement.inside[record] else 1 if scope else 0
        key = f"event {event}" if event else f"place {region} {place}"
        figures.append(_Figure(event=key, region=int(region), level=level, place=place, source=source,
                               said=(int(newest), identity), quantity=quantity))  # fmt: skip
    last = shown[["last", "until"]].min(axis=1).to_numpy()
    return _Series(figures=figures, first=shown["first"].to_numpy(), last=last)


def _by_region(figures: Iterable[_Figure], *, told_by: int) -> dict[int, Quantity]:
    """Add up the events of each region; of an event over several regions each takes what is said of itself."""
    by_event: dict[tuple[int, str], list[_Figure]] = defaultdict(list)
    for figure in _newest_of_sources(figures):
        by_event[figure.region, figure.event].append(figure)
    levels: dict[int, dict[int, list[Quantity]]] = defaultdict(lambda: defaultdict(list))
    told: dict[int, int] = defaultdict(int)
    for (region, _), said in sorted(by_event.items()):
        quantity = _of_event(said)
        told[region] += len(said)
        if quantity is not None:
            levels[region][min(figure.level for figure in said)].append(quantity)
    sums = {region: _of_region(found) for region, found in levels.items() if told[region] >= told_by}
    return {region: quantity for region, quantity in sums.items() if quantity is not None}


def _newest_of_sources(figures: Iterable[_Figure]) -> list[_Figure]:
    newest: dict[tuple[object, ...], _Figure] = {}
    for figure in sorted(figures, key=lambda f: f.said):
        newest[figure.event, figure.region, figure.place, figure.source] = figure
    return list(newest.values())


def _of_event(figures: list[_Figure]) -> Quantity | None:
    """One event in one region: what its sources say of the region, of its scopes and of places in it."""
    whole, scopes = (spanning(f.quantity for f in figures if f.level == level) for level in (0, 1))
    places: dict[str, list[Quantity]] = defaultdict(list)
    for figure in figures:
        if figure.level == 2:
            places[figure.place].append(figure.quantity)
    inside = overlapping(filter(None, map(spanning, places.values())))
    return containing(whole, containing(scopes, inside))


def _of_region(levels: dict[int, list[Quantity]]) -> Quantity | None:
    """Events of one region: those of the whole of it hold those of its scopes and places."""
    whole, scopes, inside = (added(levels.get(level, [])) for level in (0, 1, 2))
    return containing(whole, overlapping(filter(None, (scopes, inside))))
