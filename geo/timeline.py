"""The state of every region on every date, as arrays.

The rules, in the order in which they apply (a *scope* is a part of a region that a statement speaks for: a `scope` in words, or a
place inside the region; "" is the whole region):

1. A statement is *fresh* on every date that its known interval touches; with no end known, on the dates of its start and of its
   report, and *carried* after that until `valid_until`, or until `expires_after` has passed since it was reported, else since the
   end of its start.
2. Only statements of a known extent colour a region; advisories, disputed and retracted ones never do.
3. Within one source and scope the statement that was said later replaces the one said before.
4. A carried statement ends when there is fresh news of the same scope or of the whole region, whoever says it.
5. Among sources that speak of one scope on one date, fresh goes before carried, and what was last fresh later before the rest;
   then `confirmed` before `claimed`, operators and officials before other roles, the newest first. `record_id` breaks the last
   tie.
6. A scope can colour its region `part` at most; with a known share of the region, what share and extent together support, and
   never `all`. The worst of a region's scopes sets its colour.
7. A colour is *contested* if another source, as fresh, puts the same scope two states or more away, or says that power is on
   where this one says that it is out, or the other way round.
"""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geo.counts import Breaks
from geo.outages import State
from geo.statements import EPOCH, NEVER, statements_of

__all__ = ["CARRIED", "CONTESTED", "ESTIMATED", "FLAGS", "NEVER", "PARTIAL", "STATE_BITS", "Timeline", "build_timeline"]

PARTIAL, CARRIED, CONTESTED, ESTIMATED = 0x08, 0x10, 0x20, 0x40
FLAGS = {"partial": PARTIAL, "carried": CARRIED, "contested": CONTESTED, "estimated": ESTIMATED}
STATE_BITS = 0x07
CONTESTED_FROM = 2
COLUMNS = ("record", "region", "scope", "first", "last", "fresh_first", "fresh_last", "said", "until", "counted_until",
           "newest")


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """States and flags by date and region.

    `codes`: uint8 [days, regions], a `State` in the low three bits and FLAGS above. `setter`: int32 [days, regions], the row of
    the report that set the colour, -1 if none. `statements`: one row a placed record: `record` (row in the reports), `region`,
    `scope`, `first`, `last` (days it is shown, inclusive, as indices), `fresh_first`, `fresh_last`, `said` (index or NEVER),
    `until` (the last day on which it holds; after it, up to `last`, it is shown though replaced), `counted_until` (the same for
    its figures), `newest` (when it was said, seconds since 1970 UTC). `values`: float32 [days, regions] customers out
    (NaN: no data), or None.
    """

    first_day: dt.date
    codes: np.ndarray
    setter: np.ndarray
    statements: pd.DataFrame
    values: np.ndarray | None = None

    @property
    def days(self) -> int:
        return int(self.codes.shape[0])

    def day(self, index: int) -> dt.date:
        return self.first_day + dt.timedelta(days=index)

    def index_of(self, day: dt.date) -> int | None:
        """Return the index of a date, None if it lies outside: such a date has no report."""
        index = (day - self.first_day).days
        return index if 0 <= index < self.days else None

    @property
    def days_with_reports(self) -> np.ndarray:
        """Indices of the dates on which something was newly said or measured, ascending."""
        fresh = np.zeros(self.days, bool)
        for column in ("fresh_first", "said"):
            at = self.statements[column].to_numpy()
            fresh[at[(at >= 0) & (at < self.days)]] = True
        if self.values is not None:
            fresh |= ~np.isnan(self.values).all(axis=1)
        return np.flatnonzero(fresh)


def build_timeline(reports: pd.DataFrame, placed: np.ndarray, inside: np.ndarray, *, n_regions: int, zone: ZoneInfo,
                   expires_after_h: float, counts: pd.DataFrame | None = None, breaks: Breaks | None = None) -> Timeline:
    """Work out the state of every region on every date from the first report to the day after the last one has expired.

    Parameters
    ----------
    reports
        Columns of `outages`.
    placed, inside
        Region (position, -1 if unplaced) and place inside it ("" if the region itself) of every report.
    n_regions
        How many regions the dataset has.
    zone
        The zone whose civil days are the dates; the times of the reports are in it already.
    expires_after_h
        Hours after which a statement without a known end is no longer carried.
    counts
        `region`, `day`, `customers_out`, `customers_total` of `counts.daily_maximum`; they colour where no report does.
    breaks
        The shares of customers at which a state begins.
    """
    del zone
    statements = statements_of(reports, placed, inside, expires_after_h=expires_after_h)
    days = [statements["first"].min(), statements["last"].max() + 1] if len(statements) else []
    if counts is not None and len(counts):
        days += [counts["day"].min(), counts["day"].max()]
    first, last = (int(min(days)), int(max(days))) if days else (0, 0)
    for column in ("first", "last", "fresh_first", "fresh_last", "said", "until", "counted_until"):
        statements[column] = np.where(statements[column] == NEVER, NEVER, statements[column] - first).astype(np.int32)
    holding = (statements["colour"] > 0) & (statements["until"] >= statements["first"])
    codes, setter = _resolve(statements[holding].reset_index(drop=True), n_days=last - first + 1, n_regions=n_regions)
    values = None
    if counts is not None:
        measured, values = _measured(counts, breaks or Breaks(), first=first, shape=codes.shape)
        codes = np.where(codes & STATE_BITS == 0, measured, codes)
    return Timeline(first_day=EPOCH + dt.timedelta(days=first), codes=codes, setter=setter,
                    statements=statements[list(COLUMNS)].copy(), values=values)


def _resolve(rows: pd.DataFrame, *, n_days: int, n_regions: int) -> tuple[np.ndarray, np.ndarray]:
    codes = np.zeros((n_days, n_regions), np.uint8)
    setter = np.full((n_days, n_regions), -1, np.int32)
    if rows.empty:
        return codes, setter
    of = {str(column): rows[column].to_numpy() for column in rows if column != "scope"}
    at, day, carried, contested = _winners_of_scopes(of, n_days)
    cell = of["region"][at].astype(np.int64) * n_days + day
    order = np.lexsort((of["id_rank"][at], carried, of["scoped"][at], -of["colour"][at], cell))
    best = order[_firsts(cell[order])]
    at, day, carried, contested = at[best], day[best], carried[best], contested[best]
    flags = of["scoped"][at] * PARTIAL + carried * CARRIED + contested * CONTESTED + of["estimated"][at] * ESTIMATED
    codes[day, of["region"][at]] = of["colour"][at] + flags
    setter[day, of["region"][at]] = of["record"][at]
    return codes, setter


def _winners_of_scopes(of: dict[str, np.ndarray], n_days: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return row, day, whether carried and whether contested of the statement that speaks for each scope on each day: 5 and 7."""
    at, day = _expanded(of["first"], of["until"])
    fresh = (day >= of["fresh_first"][at]) & (day <= of["fresh_last"][at])
    carried = ~(fresh | (day == of["said"][at]))
    cell = of["group"][at].astype(np.int64) * n_days + day
    last_fresh = np.where(carried, np.maximum(of["fresh_last"], of["said"])[at], 0)
    order = np.lexsort((_order_of_precedence(of)[at], -last_fresh, carried, cell))
    starts = _firsts(cell[order])
    winner = order[starts]
    length = np.diff(np.append(starts, len(order)))
    as_fresh = carried[order] == np.repeat(carried[winner], length)
    extent = of["extent"][at][order]
    low = np.minimum.reduceat(np.where(as_fresh, extent, int(State.ALL)), starts)
    high = np.maximum.reduceat(np.where(as_fresh, extent, 0), starts)
    contested = (high - low >= CONTESTED_FROM) | ((low == State.POWER_ON) & (high > State.POWER_ON))
    return at[winner], day[winner], carried[winner], contested


def _expanded(first: np.ndarray, until: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each day of each row, the row and the day."""
    lengths = (until - first + 1).astype(np.int64)
    at = np.repeat(np.arange(len(first)), lengths)
    return at, np.arange(len(at)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + first[at]


def _order_of_precedence(of: dict[str, np.ndarray]) -> np.ndarray:
    """Return the place of each row among those that were last fresh on one day."""
    order = np.lexsort((of["id_rank"], -of["newest"], of["role_rank"], of["status_rank"]))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place


def _firsts(ordered: np.ndarray) -> np.ndarray:
    """Return where each run of equal numbers begins."""
    return np.flatnonzero(np.append(True, np.diff(ordered) != 0))


def _measured(counts: pd.DataFrame, breaks: Breaks, *, first: int, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    at = counts["day"].to_numpy() - first, counts["region"].to_numpy()
    values = np.full(shape, np.nan, np.float32)
    values[at] = counts["customers_out"]
    out, total = counts["customers_out"].to_numpy(), counts["customers_total"].to_numpy()
    share = np.divide(out, total, out=np.full(len(out), np.nan), where=total > 0)
    states = breaks.states(share)
    unknown_total = np.isnan(share)
    states[unknown_total] = np.where(out[unknown_total] > 0, int(State.PART), int(State.POWER_ON))
    codes = np.zeros(shape, np.uint8)
    codes[at] = states
    return codes, values
