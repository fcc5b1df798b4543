"""The state of every region on every date, as arrays.

The rules, in the order in which they apply (a *scope* is a part of a region that a statement speaks for: a `scope` in words, or a
place inside the region; "" is the whole region):

1. A statement is *fresh* on every date that its known interval touches; with no end known, on the dates of its start and of its
   report, and on each date on which its source still reported the outage; and *last known* after that until `valid_until`, or
   until `expiry_hours` has passed since it was reported, else since the end of its start.
2. Only statements of a known extent colour a region; one that does not say how much is out sets a flag where none does.
   Advisories, planned work, disputed and retracted ones never do. Planned work sets a flag on the dates that it names.
3. Within one source and scope the statement that was said later replaces the one said before. Outages with names of their own
   (`event_id`) stand side by side: the worst of them speaks for the source. That one of them is over ends that one alone, and
   yields to what is said of the others.
4. A last-known statement ends when there is fresh news of the same scope or of the whole region, whoever says it; news of
   one of several outages that a source names is none of its others.
5. Among sources that speak of one scope on one date, fresh goes before last known, and what was last fresh later before the rest;
   then `confirmed` before `claimed`, operators and officials before other roles, the newest first. `record_id` breaks the last
   tie.
6. A scope can colour its region `part` at most; with a known share of the region, what share and extent together support, and
   never `all`. The worst of a region's scopes sets its colour; if news since says that power is on in a part, one step lower.
7. A colour is *contested* if another source, as fresh, puts the same scope two states or more away, or says that power is on
   where this one says that it is out, or the other way round, or gives figures for the same event that cannot both be true.
"""

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.quantities import KINDS
from geo.states import CONTESTED, ESTIMATED, LAST_KNOWN, PARTIAL, SCHEDULED, STATE_BITS, UNSAID, Breaks, State
from geo.timeline.limits import require_held, require_within
from geo.timeline.rules import LOWERED, WORST_SCOPE, Rule
from geo.timeline.statements import NEVER, statements_of
from geo.times import EPOCH

__all__ = ["NEVER", "Timeline", "build_timeline", "shown_on"]

CONTESTED_FROM = 2
COLUMNS = ("record", "region", "scope", "first", "last", "fresh_first", "fresh_last", "said", "until", "newest")


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """States and flags by date and region.

    `codes`: uint8, or uint16 if a flag above the byte occurs, [days, regions]: a `State` in the low three bits, FLAGS above.
    `setter`: int32 [days, regions], the row of the report that set the colour, -1 if none.
    `rules`: uint8 [days, regions], why it did (`geo.timeline.rules`).
    `ages`: int32 [days, regions], whole days since that report was last fresh: at least 1 where the colour is last known, else 0.
    `statements`: one row a placed record: `record` (row in the reports), `region`, `scope`, `first`, `last` (days it is shown,
    inclusive, as indices), `fresh_first`, `fresh_last`, `said` (index or NEVER), `until` (the last day on which it holds; after
    it, up to `last`, it is shown though replaced), `newest` (when it was said,
    seconds since 1970 UTC).
    `values`: float64 [days, regions] customers out (NaN: no data), or None.
    `hidden`: `record`, `region`, `first`, `last` of the statements that a filter hides (rows of the reports without it), or None.
    `chosen`: int32 [days, regions], the index of the date that each state is of, where a date shows the worst of several
    (`geo.situation.worst`); None where each date shows itself.
    """

    first_day: dt.date
    codes: np.ndarray
    setter: np.ndarray
    rules: np.ndarray
    ages: np.ndarray
    statements: pd.DataFrame
    values: np.ndarray | None = None
    hidden: pd.DataFrame | None = None
    chosen: np.ndarray | None = None

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


def shown_on(statements: pd.DataFrame, *, days: int, regions: int) -> np.ndarray:
    """Return where statements (`region`, `first`, `last`) are shown: bool [days, regions]."""
    begins = np.zeros((days + 1, regions), np.int32)  # one more each first day, one less after each last one
    ends = begins.copy()
    inside = statements[(statements["last"] >= 0) & (statements["first"] < days)]
    np.add.at(begins, (inside["first"].clip(0), inside["region"]), 1)
    np.add.at(ends, (inside["last"].clip(upper=days - 1) + 1, inside["region"]), 1)
    found: np.ndarray = (begins - ends).cumsum(axis=0)[:days] > 0
    return found


def build_timeline(reports: pd.DataFrame, placed: np.ndarray, inside: np.ndarray, *, n_regions: int, expiry_hours: float,
                   counts: pd.DataFrame | None = None, breaks: Breaks | None = None,
                   span: tuple[dt.date, int] | None = None, today: dt.date = EPOCH) -> Timeline:
    """Work out the state of every region on every date from the first report to the day after the last one has expired.

    Parameters
    ----------
    reports
        Columns of `outages`; their times are in the zone whose civil days are the dates.
    placed, inside
        Region (position, -1 if unplaced) and place inside it ("" if the region itself) of every report.
    n_regions
        How many regions the dataset has.
    expiry_hours
        Hours after which a statement without a known end is no longer the last known state.
    counts
        `region`, `day`, `customers_out`, `customers_total` of `counts.CountSummary.daily`; they colour where no report does.
    breaks
        The shares of customers at which a state begins.
    span
        First day and number of days to lay out, if not those of the statements and counts at hand.
    today
        The one date of a timeline without statements and counts.

    Raises
    ------
    DataError
        If days times regions, or the days of all statements together, are more than fit into memory.
    """
    statements = statements_of(reports, placed, inside, expiry_hours=expiry_hours)
    days = [statements["first"].min(), statements["last"].max() + 1] if len(statements) else []
    if counts is not None and len(counts):
        days += [counts["day"].min(), counts["day"].max()]
    days = days or [(today - EPOCH).days]
    first, last = int(min(days)), int(max(days))
    if span is not None:
        first = (span[0] - EPOCH).days
        last = first + span[1] - 1
    require_within(last - first + 1, n_regions, first=first, last=last)
    for column in ("first", "last", "fresh_first", "fresh_last", "said", "until"):
        statements[column] = np.where(statements[column] == NEVER, NEVER, statements[column] - first).astype(np.int32)
    speaking = statements[statements["colour"] > 0]
    holding = speaking[speaking["until"] >= speaking["first"]].reset_index(drop=True)
    require_held(holding)
    codes, setter, rules, ages = _resolve(holding, _heard(speaking, last - first + 1), n_days=last - first + 1,
                                          n_regions=n_regions)
    work = statements[statements["scheduled"]]
    at, day = _expanded(work["fresh_first"].to_numpy(), work["fresh_last"].to_numpy())
    inside = (day >= 0) & (day < len(codes))
    values = None
    if counts is not None:
        measured, values = _measured(counts, breaks or Breaks(), first=first, shape=codes.shape)
        silent = codes & STATE_BITS == 0
        rules[silent & (measured > 0)] = Rule.MEASURED
        codes = np.where(silent, measured, codes)
    codes[day[inside], work["region"].to_numpy()[at[inside]]] |= SCHEDULED
    since = _days_since_told(statements[statements["mute"]], codes.shape)
    mute = (since != NEVER) & (codes & STATE_BITS == 0)
    if mute.any():
        codes = codes.astype(np.uint16) | np.where(mute, np.where(since > 0, UNSAID | LAST_KNOWN, UNSAID), 0).astype(np.uint16)
        ages = np.where(mute, since, ages)
    return Timeline(first_day=EPOCH + dt.timedelta(days=first), codes=codes, setter=setter, rules=rules, ages=ages,
                    statements=statements[list(COLUMNS)].copy(), values=values)


def _days_since_told(rows: pd.DataFrame, shape: tuple[int, int]) -> np.ndarray:
    """Return how many days before each day rows last spoke of each region, int32 [days, regions], NEVER where none is shown."""
    never = np.iinfo(np.int32).max
    found = np.full(shape, never, np.int32)
    at, day = _expanded(rows["first"].to_numpy(), rows["last"].to_numpy())
    fresh, said = np.minimum(day, rows["fresh_last"].to_numpy()[at]), rows["said"].to_numpy()[at]
    since = day - np.where(said <= day, np.maximum(fresh, said), fresh)
    inside = (day >= 0) & (day < shape[0])
    np.minimum.at(found, (day[inside], rows["region"].to_numpy()[at[inside]]), since[inside].astype(np.int32))
    return np.where(found == never, NEVER, found)


def _heard(statements: pd.DataFrame, n_days: int) -> np.ndarray:
    """Return, ascending, thread * n_days + day of each day on which something was said of it, be it replaced since."""
    days = statements[["fresh_first", "said"]].to_numpy()
    cells = statements["thread"].to_numpy(np.int64)[:, None] * n_days + days
    found: np.ndarray = np.unique(cells[(days >= 0) & (days < n_days)])
    return found


def _resolve(rows: pd.DataFrame, heard: np.ndarray, *, n_days: int, n_regions: int) -> tuple[np.ndarray, ...]:
    """Return codes, setter, rules and ages of every day and region."""
    codes, rules = np.zeros((2, n_days, n_regions), np.uint8)
    setter, ages = np.full((n_days, n_regions), -1, np.int32), np.zeros((n_days, n_regions), np.int32)
    if rows.empty:
        return codes, setter, rules, ages
    of = {str(column): rows[column].to_numpy() for column in rows if column != "scope"}
    won = _winners_of_scopes(of, heard, n_days)
    cell = of["region"][won.at].astype(np.int64) * n_days + won.day
    order = np.lexsort((of["id_rank"][won.at], won.last_known, of["scoped"][won.at], -of["colour"][won.at], cell))
    starts = _firsts(cell[order])
    lowered = _lowered(of, won, order, starts)
    several = np.diff(np.append(starts, len(order))) > 1
    best = order[starts]
    at, where = won.at[best], (won.day[best], of["region"][won.at[best]])
    flags = (of["scoped"][at] | lowered) * PARTIAL + won.last_known[best] * LAST_KNOWN + won.contested[best] * CONTESTED
    codes[where] = of["colour"][at] - lowered + flags + of["estimated"][at] * ESTIMATED
    setter[where] = of["record"][at]
    rules[where] = won.rule[best] + several * WORST_SCOPE + lowered * LOWERED
    ages[where] = won.age[best]
    return codes, setter, rules, ages


def _lowered(of: dict[str, np.ndarray], won: "_Winners", order: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Return for each day and region whether news since says that power is on in a part of what is out as a whole: 6."""
    at = won.at[order]
    back = of["scoped"][at] & (of["extent"][at] == State.POWER_ON)
    newest_back = np.maximum.reduceat(np.where(back, of["newest"][at], np.iinfo(np.int64).min), starts)
    worst = at[starts]
    lowered: np.ndarray = ~of["scoped"][worst] & (of["colour"][worst] > State.PART) & (newest_back > of["newest"][worst])
    return lowered


@dataclass(frozen=True, kw_only=True)
class _Winners:
    """The statement that speaks for each scope on each day: its row, the day, how it came to speak, and its age if last known."""

    at: np.ndarray
    day: np.ndarray
    last_known: np.ndarray
    contested: np.ndarray
    rule: np.ndarray
    age: np.ndarray


def _winners_of_scopes(of: dict[str, np.ndarray], heard: np.ndarray, n_days: int) -> _Winners:
    """Choose among the statements of each scope and day: rules 5 and 7."""
    at, day = _expanded(of["first"], of["until"])
    fresh = (day >= of["fresh_first"][at]) & (day <= of["fresh_last"][at])
    last_heard = _last_heard(of["thread"][at].astype(np.int64), day, heard, n_days)
    last_known = ~(fresh | (day == of["said"][at]) | (day == last_heard))
    cell = of["group"][at].astype(np.int64) * n_days + day
    said = np.where(of["said"][at] < day, of["said"][at], NEVER)  # what is said after a day is no news on it
    last_fresh = np.where(last_known, np.maximum(np.maximum(of["fresh_last"][at], said), last_heard), 0)
    yields = of["of_event"][at] | _is_lesser(of, at, cell * 2 + last_known)
    order = np.lexsort((_order_of_precedence(of)[at], -last_fresh, last_known, yields, cell))
    starts = _firsts(cell[order])
    winner = order[starts]
    length = np.diff(np.append(starts, len(order)))
    as_fresh = (last_known[order] == np.repeat(last_known[winner], length)) & ~yields[order]
    extent = of["extent"][at][order]
    low = np.minimum.reduceat(np.where(as_fresh, extent, int(State.ALL)), starts)
    high = np.maximum.reduceat(np.where(as_fresh, extent, 0), starts)
    contested = (high - low >= CONTESTED_FROM) | ((low == State.POWER_ON) & (high > State.POWER_ON))
    which = np.repeat(np.arange(len(starts)), length)[as_fresh]
    contested |= _figures_disagree(of, at[order][as_fresh], which, len(starts))
    keys = (last_known, last_fresh, of["status_rank"][at], of["role_rank"][at], of["newest"][at])
    rule = _deciding(keys, winner, order[np.minimum(starts + 1, len(order) - 1)], length)
    age = np.where(last_known, day - last_fresh, 0)
    return _Winners(at=at[winner], day=day[winner], last_known=last_known[winner], contested=contested, rule=rule,
                    age=age[winner])


def _last_heard(thread: np.ndarray, day: np.ndarray, heard: np.ndarray, n_days: int) -> np.ndarray:
    """Return the last day up to each day on which something was said of the thread, NEVER if nothing was."""
    if not len(heard):
        return np.full(len(day), NEVER)
    cell = heard[np.maximum(np.searchsorted(heard, thread * n_days + day, side="right") - 1, 0)]
    own = (cell // n_days == thread) & (cell <= thread * n_days + day)
    return np.where(own, cell % n_days, NEVER)


def _is_lesser(of: dict[str, np.ndarray], at: np.ndarray, cell: np.ndarray) -> np.ndarray:
    """Return whether a row speaks, beside a worse one of its source, of another outage in the cell."""
    source = cell * (int(of["source"].max()) + 1) + of["source"][at]
    order = np.lexsort((of["colour"][at], source))
    starts = _firsts(source[order])
    worst = np.maximum.reduceat(of["colour"][at][order], starts)
    lesser = np.zeros(len(at), dtype=bool)
    lesser[order] = of["colour"][at][order] < np.repeat(worst, np.diff(np.append(starts, len(order))))
    return lesser


def _deciding(keys: tuple[np.ndarray, ...], winner: np.ndarray, second: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return the Rule of each choice: the first key in which the winner differs from the one after it."""
    rules = (Rule.FRESH, Rule.LATEST_FRESH, Rule.CONFIRMED, Rule.ROLE, Rule.NEWEST)
    differs = [key[winner] != key[second] for key in keys]
    rule = np.select(differs, [int(one) for one in rules], int(Rule.RECORD_ID))
    return np.where(length == 1, int(Rule.ONLY), rule).astype(np.uint8)


def _figures_disagree(of: dict[str, np.ndarray], at: np.ndarray, which: np.ndarray, n: int) -> np.ndarray:
    """Return for each of `n` choices whether two statements on one event give figures of one kind that do not overlap.

    `at`, `which`: the rows that speak as freshly as the winner, and the choice that each belongs to.
    """
    disagree = np.zeros(n, bool)
    if not len(at):
        return disagree
    order = np.lexsort((of["event"][at], which))
    at, which = at[order], which[order]
    starts = _firsts(which * (int(of["event"].max()) + 1) + of["event"][at])
    for kind in KINDS:
        low, high = of[f"{kind}_low"], of[f"{kind}_high"]
        if np.isfinite(low).any() or np.isfinite(high).any():
            apart = np.maximum.reduceat(low[at], starts) > np.minimum.reduceat(high[at], starts)
            disagree[which[starts][apart]] = True
    return disagree


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
    values = np.full(shape, np.nan)  # float32 would round counts above 16.8 million
    values[at] = counts["customers_out"]
    out, total = counts["customers_out"].to_numpy(), counts["customers_total"].to_numpy()
    share = np.divide(out, total, out=np.full(len(out), np.nan), where=total > 0)
    codes = np.zeros(shape, np.uint8)
    # of an unknown number of customers some are out: how many of them is a guess
    guessed = np.where(out > 0, int(State.PART) | ESTIMATED, int(State.POWER_ON))
    codes[at] = np.where(np.isnan(share), guessed, breaks.states(share))
    return codes, values
