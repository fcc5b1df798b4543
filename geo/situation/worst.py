"""The worst of several dates: for every region its worst state since a date, of one of them, with all that is said of that date.

Nothing is mixed: state, flags, figures and the report that decides are those of one date, and each region says which. Of equal
states the one counts whose power is disputed, then one that is fresh before one that is last known, then more customers out,
then the later date. A warning of planned work, and what a filter hides, hold for the span if they hold on any of its dates.
"""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd

from geo.dataset import Dataset, Span
from geo.derived import derived
from geo.errors import UsageError
from geo.sentences import Sentence
from geo.situation.filtering import filtered
from geo.situation.situation import shown_date
from geo.states import CONTESTED, HIDDEN, LAST_KNOWN, SCHEDULED, STATE_BITS, State
from geo.timeline import Timeline, shown_on
from geo.view import View


def as_viewed(dataset: Dataset, view: View) -> Dataset:
    """Return the dataset as a View shows it: only the statements that its filter lets through, at the worst since its date.

    Raises UsageError for a value that no statement has, a span that does not begin before the View's date, or one that is also
    to be compared with an earlier date.
    """
    shown = filtered(dataset, view.only)
    if why := why_no_span(shown, view):
        raise UsageError(why)
    return worst_since(shown, view.worst_since)


def why_no_span(dataset: Dataset, view: View) -> str:
    """Say why a View cannot show the worst since its date; "" if it can, or asks for no such thing."""
    since, date, timeline = view.worst_since, shown_date(dataset, view), dataset.timeline
    last = timeline.day(timeline.days - 1)
    if since is None:
        return ""
    if since >= date:
        return Sentence("The worst is shown since an earlier date: {since} is not before {date}.", since=since, date=date)
    if date > last:
        return Sentence("The worst is shown up to a date of the dataset: {date} is after its last one, {last}.",
                        date=date, last=last)
    if view.compare is not None:
        return Sentence("A map compares two dates, or shows the worst of several: leave out one of the two.")
    return ""


@derived(most=4)
def worst_since(dataset: Dataset, since: dt.date | None) -> Dataset:
    """Return the dataset each of whose dates from `since` on shows every region at its worst since then; None changes nothing.

    The dates before `since` show themselves. A statement that is shown on one date of a span is shown on its last date.
    """
    if since is None:
        return dataset
    begin = max(0, (since - dataset.timeline.first_day).days)
    finer = tuple(replace(one, timeline=_worst(one.timeline, begin), wider=_worst(one.wider, begin)) for one in dataset.finer)
    span = Span(since=since, begin=begin, days=dataset)
    return replace(dataset, timeline=_worst(dataset.timeline, begin), finer=finer, span=span)


def _worst(timeline: Timeline, begin: int) -> Timeline:
    """Return the timeline whose dates from an index on show the worst since then."""
    chosen = _chosen(timeline, begin)

    def of_chosen(table: np.ndarray) -> np.ndarray:
        return np.take_along_axis(table, chosen, axis=0)

    codes = of_chosen(timeline.codes)
    of_any = timeline.codes[begin:] & np.array(SCHEDULED | HIDDEN).astype(codes.dtype)
    codes[begin:] |= np.bitwise_or.accumulate(of_any, axis=0)
    return replace(
        timeline, chosen=chosen, codes=codes, setter=of_chosen(timeline.setter), rules=of_chosen(timeline.rules),
        ages=of_chosen(timeline.ages), values=None if timeline.values is None else of_chosen(timeline.values),
        statements=_kept(timeline.statements, timeline.days, begin),
        hidden=None if timeline.hidden is None else _kept(timeline.hidden, timeline.days, begin))  # fmt: skip


def _chosen(timeline: Timeline, begin: int) -> np.ndarray:
    """Return the index of the date that each region shows on each date, int32 [days, regions]."""
    codes, regions = timeline.codes.astype(np.int32), timeline.codes.shape[1]
    states = codes & STATE_BITS
    disputed = (codes & CONTESTED > 0) & (states < State.PART)
    heard = shown_on(timeline.statements, days=timeline.days, regions=regions)
    rank = states * 8 + disputed * 4 + (codes & LAST_KNOWN == 0) * 2 + heard
    out = np.full(rank.shape, -1.0) if timeline.values is None else np.nan_to_num(timeline.values, nan=-1.0)
    chosen = np.repeat(np.arange(timeline.days, dtype=np.int32)[:, None], regions, axis=1)
    for index in range(begin + 1, timeline.days):
        best, every = chosen[index - 1], np.arange(regions)
        is_worse = (rank[index] > rank[best, every]) | ((rank[index] == rank[best, every]) & (out[index] >= out[best, every]))
        chosen[index] = np.where(is_worse, index, best)
    return chosen


def _kept(rows: pd.DataFrame, days: int, begin: int) -> pd.DataFrame:
    """Let statements that are shown on a date of the span be shown up to the last date, as fresh as they were on it."""
    inside = (rows["last"] >= begin).to_numpy()
    kept = rows.assign(last=np.where(inside, np.maximum(rows["last"], days - 1), rows["last"]))
    if "fresh_last" in rows:
        fresh = inside & (rows["fresh_last"] >= begin).to_numpy()
        kept["fresh_last"] = np.where(fresh, np.maximum(rows["fresh_last"], days - 1), rows["fresh_last"])
    return kept
