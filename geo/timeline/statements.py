"""What each placed report says of its region, and on which days: fresh, last known, replaced, ended by news.

Days are whole numbers since 1970-01-01 in the dataset's zone. A *scope* is the part of a region that a statement speaks for:
a scope in words, or a place inside the region; "" is the whole region. The rules are listed in `timeline`.
"""

import datetime as dt

import numpy as np
import pandas as pd

from geo.quantities import KINDS
from geo.reports import POINT
from geo.states import State
from geo.times import EPOCH, Moment, after

NEVER = -(2**31)
ROLE_RANK = {"operator": 0, "official": 0, "sensor": 1, "de_facto_authority": 2, "ngo": 3, "media": 4, "": 5}
SHARE_OF_EXTENT = {State.ALL: 1.0, State.NEARLY_ALL: 0.9, State.LARGE_PART: 0.5}
SILENT = ("disputed", "retracted")
UNCOLOURED = ("advisory", "scheduled")
"""Kinds of statements that colour nothing: a warning is a symbol, planned work an outline."""
ABOUT = 0.2


def statements_of(reports: pd.DataFrame, placed: np.ndarray, inside: np.ndarray, *, expiry_hours: float) -> pd.DataFrame:
    """Return one row a placed report, in the order of the reports.

    Columns: `record` (row in the reports), `region`, `scope`; `fresh_first`, `fresh_last`, `said` (days, or NEVER), `first`,
    `last` (days it is shown), `until` (the last day on which it holds: before `first` if it was replaced at once),
    `newest` (seconds, when it was said); `group`, `source` and `thread` (numbers of one scope, of one source
    on one scope, and of one outage that it speaks of there); `of_event`: it ends one of several outages;
    `colour` and `extent` (a State); `status_rank`, `role_rank`, `id_rank` (lower goes first); `silent`,
    `scoped`, `estimated`, `scheduled` (it announces planned work), `mute` (it does not
    say how much is out); `event` (a number, 0 if it names none),
    and `people_low`, `people_high` and so on for each kind of quantity (infinite where nothing bounds it).
    """
    rows = np.flatnonzero(placed >= 0)
    given = reports.iloc[rows]
    statements = pd.DataFrame({"record": rows, "region": placed[rows], "scope": _scopes(given, inside[rows])})
    _add_days(statements, given, expiry_hours)
    _add_ranks(statements, given)
    _add_colours(statements, given, inside[rows])
    _add_figures(statements, given)
    groups = [statements["region"], statements["scope"].str.casefold()]
    unnamed = (inside[rows] == POINT) & given["lon"].notna().to_numpy()  # two points without a name are two places
    groups += [given[c].where(unnamed, 0.0).set_axis(statements.index) for c in ("lon", "lat")]
    statements["group"] = pd.DataFrame(dict(enumerate(groups))).groupby(list(range(4)), sort=False).ngroup()
    said = pd.DataFrame(
        {"group": statements["group"], "source": given["source"].to_numpy(object), "event": given["event_id"].to_numpy(object)}
    )
    statements["of_event"] = _speaks_of_event(statements, given)
    statements["source"] = said.groupby(["group", "source"], sort=False).ngroup()
    statements["thread"] = said.groupby(["group", "source", "event"], sort=False).ngroup()
    statements["scheduled"] = _announces_work(statements, given)
    statements["mute"] = ~statements["silent"] & (statements["extent"] == State.NO_REPORT)
    ends = given["kind"].eq("scheduled").to_numpy()  # planned work is not last known after its day
    statements["last"] = np.where(ends, statements["fresh_last"], statements["last"])
    statements["until"] = _until(statements)
    held = statements[["until", "fresh_last", "said"]].max(axis=1)
    statements["last"] = statements["last"].where(statements["silent"], held)
    return statements


def _speaks_of_event(statements: pd.DataFrame, given: pd.DataFrame) -> np.ndarray:
    """Whether each statement says that one outage is over in a region that has others: it says nothing of those.

    Of the events "pole" (out) and "line" (out) in one region, "line: none" ends the line's, and the pole's goes on.
    """
    events = given["event_id"].to_numpy(object)
    out = (statements["colour"] > State.POWER_ON).to_numpy() & (events != "")
    pairs = pd.DataFrame({"region": statements["region"], "event": events})
    out_events = pairs[out].drop_duplicates()
    of_region = statements["region"].map(out_events.groupby("region").size()).fillna(0).to_numpy()
    own = pd.MultiIndex.from_frame(pairs).isin(pd.MultiIndex.from_frame(out_events))
    over = (statements["colour"] == State.POWER_ON).to_numpy() & (events != "")
    found: np.ndarray = over & (of_region > own)
    return found


def _announces_work(statements: pd.DataFrame, given: pd.DataFrame) -> np.ndarray:
    """Whether each statement announces planned work: the newest one that its source makes of an event, unless it calls it off."""
    work = given["kind"].eq("scheduled").to_numpy()
    named = pd.DataFrame({"source": given["source"].to_numpy(object), "event": given["event_id"].to_numpy(object),
                          "newest": statements["newest"].to_numpy()})[work]  # fmt: skip
    newest = named["newest"] == named.groupby(["source", "event"])["newest"].transform("max")
    found: np.ndarray = work & ~given["status"].isin(SILENT).to_numpy() & given["extent"].ne("none").to_numpy()
    found[work] &= (newest | (named["event"] == "")).to_numpy()
    return found


def _scopes(given: pd.DataFrame, inside: np.ndarray) -> np.ndarray:
    scope = given["scope"].to_numpy(object)
    return np.asarray(np.where(inside == "", scope, scope + " @ " + inside), dtype=object)


def _add_days(statements: pd.DataFrame, given: pd.DataFrame, expiry_hours: float) -> None:
    known: dict[tuple[int, ...], tuple[int, ...]] = {}
    spans = []
    for moments in zip(*(given[c].to_numpy(object) for c in ("shown_from", "ended", "reported", "valid", "gone")), strict=True):
        key = tuple(map(id, moments))  # equal texts share one Moment, and `given` keeps it alive; to hash four of them costs more
        if key not in known:
            known[key] = _span(*moments, expiry_hours=expiry_hours)
        spans.append(known[key])
    span = np.array(spans, dtype=np.int64).reshape(len(given), 5)
    for i, column in enumerate(("fresh_first", "fresh_last", "said", "last", "newest")):
        statements[column] = span[:, i]
    statements["first"] = statements["fresh_first"]


def _span(started: Moment | None, ended: Moment | None, reported: Moment | None, valid: Moment | None,
          gone: Moment | None, *, expiry_hours: float) -> tuple[int, int, int, int, int]:
    """Return fresh_first, fresh_last, said (or NEVER), last, and when it was said (seconds), of one statement's moments."""
    told = reported or started
    # where only report and end are known, and the end came first, the end is the one day that the outage surely touched
    start = started or (ended if ended is not None and reported is not None and ended.start < reported.start else reported)
    if told is None or start is None:
        raise ValueError("a placed statement has started_at or reported_at")
    first, newest = _day(start.start), int(told.start.timestamp())
    if ended is not None:
        last = max(first, _last_day(start.start, ended.end if ended.whole_day else ended.start))
        return first, last, NEVER, last, newest
    fresh_last = _last_day(start.start, start.end)
    expires = valid.end if valid is not None else after((reported or start).end, dt.timedelta(hours=expiry_hours))
    if gone is not None:  # what a snapshot of a day no longer shows is not last known on that day
        expires = min(expires, gone.start.replace(hour=0, minute=0, second=0, microsecond=0))
    said = NEVER
    if reported is not None and _day(reported.start) > fresh_last:  # what was announced ahead is no outage before its start
        said = _day(reported.start)
    return first, fresh_last, said, max(fresh_last, said, _last_day(start.start, expires)), newest


def _day(moment: dt.datetime) -> int:
    return moment.date().toordinal() - EPOCH.toordinal()


def _last_day(start: dt.datetime, end: dt.datetime) -> int:
    """The last civil day that [start, end) touches; an end at midnight does not touch the new day."""
    return max(_day(start), _day(after(end, -dt.timedelta(microseconds=1))))


def _add_ranks(statements: pd.DataFrame, given: pd.DataFrame) -> None:
    statements["status_rank"] = (given["status"] != "confirmed").to_numpy().astype(np.int64)
    statements["role_rank"] = given["source_role"].map(ROLE_RANK).to_numpy(np.int64)
    statements["id_rank"] = given["record_id"].rank(method="first").to_numpy().astype(np.int64)


def _add_figures(statements: pd.DataFrame, given: pd.DataFrame) -> None:
    """The ranges of the figures; what is said with "about" reaches a fifth further either way."""
    events = given["event_id"].to_numpy(object)
    statements["event"] = np.where(events == "", 0, pd.factorize(events)[0] + 1)
    for kind in KINDS:
        quantities = given[kind].to_numpy(object)
        known = np.array([quantity is not None for quantity in quantities], dtype=bool)
        low, high = np.full(len(given), -np.inf), np.full(len(given), np.inf)
        for i in np.flatnonzero(known):
            reach = ABOUT if quantities[i].about else 0.0
            low[i] = -np.inf if quantities[i].low is None else quantities[i].low * (1 - reach)
            high[i] = np.inf if quantities[i].high is None else quantities[i].high * (1 + reach)
        statements[f"{kind}_low"], statements[f"{kind}_high"] = low, high


def _add_colours(statements: pd.DataFrame, given: pd.DataFrame, inside: np.ndarray) -> None:
    """The state that each statement can give its region; a share of a place inside the region is no share of the region."""
    extent = given["extent_state"].to_numpy().astype(np.int64)
    share = np.where(inside == "", given["share_low"].to_numpy(), np.nan)
    scoped = (statements["scope"] != "").to_numpy()
    of_extent = np.array([SHARE_OF_EXTENT.get(state, 0.0) for state in State])
    of_region = np.nan_to_num(share, nan=0.0) * of_extent[extent]
    by_share = np.select([of_region >= 0.9, of_region >= 0.5], [int(State.NEARLY_ALL), int(State.LARGE_PART)], int(State.PART))
    silent = (given["kind"].isin(UNCOLOURED) | given["status"].isin(SILENT)).to_numpy()
    colour = np.where(scoped & (extent > State.POWER_ON), np.minimum(by_share, extent), extent)
    statements["colour"] = np.where(silent, 0, colour)
    statements["extent"], statements["silent"], statements["scoped"] = extent, silent, scoped
    statements["estimated"] = scoped & ~np.isnan(share)


def _until(statements: pd.DataFrame) -> pd.Series:
    """Return the last day on which each statement holds: cut by newer ones of its source, then by news of its scope or region."""
    until = statements["last"].copy()
    colouring = statements["colour"] > 0
    until[colouring] = _replaced_by_source(statements[colouring])
    return until.where(statements["silent"], _ended_by_news(statements.assign(until=until)))


def _replaced_by_source(rows: pd.DataFrame) -> pd.Series:
    """Cut each statement where a newer one of its source begins that speaks of the same.

    Outages with names of their own (`event_id`) are a chain each. A statement that names none speaks of
    all of its source: said after "pole" and "line" it replaces both, and either of them replaces it.
    """
    chained = rows.assign(chain=rows.groupby(["source", "event"], sort=False).ngroup())
    until = _replaced_within_source(chained)
    named = (rows["event"] > 0).to_numpy()
    mixed = rows["source"].isin(set(rows["source"][named]) & set(rows["source"][~named])).to_numpy()
    for mine, others in ((named, ~named), (~named, named)):
        until[mine & mixed] = np.minimum(until[mine & mixed], _replaced_by(rows[mine & mixed], rows[others & mixed]))
    return until


def _replaced_by(rows: pd.DataFrame, others: pd.DataFrame) -> np.ndarray:
    """Return the last day on which each row holds beside the others of its source, before its first if it never does."""
    others = others.sort_values(["source", "first", "newest"])
    source, first, newest, last = (others[c].to_numpy(np.int64) for c in ("source", "first", "newest", "last"))
    until = rows["last"].to_numpy(np.int64).copy()
    if not len(others) or not len(rows):
        return until
    base, width = int(min(first.min(), rows["first"].min())), int(max(first.max(), rows["first"].max())) + 2
    width -= base
    keys = source * width + first - base
    speaker = rows["source"].to_numpy(np.int64)
    own = speaker * width + rows["first"].to_numpy(np.int64) - base
    before, after = (np.searchsorted(keys, own, side=side) for side in ("left", "right"))
    follows = (after < len(keys)) & (np.append(source, -1)[after] == speaker)
    until = np.where(follows, np.minimum(until, np.append(first, 0)[after] - 1), until)
    said = rows["newest"].to_numpy(np.int64)
    same_day = (after > before) & (newest[after - 1] > said)  # the newest of a day comes last in it
    latest = others.groupby("source")["newest"].cummax().to_numpy(np.int64)
    earlier = (before > 0) & (source[before - 1] == speaker) & (latest[before - 1] > said)
    for at in np.flatnonzero(earlier & ~same_day).tolist():  # told out of order
        begun = slice(int(np.searchsorted(source, speaker[at])), int(before[at]))
        same_day[at] = bool(((newest[begun] > said[at]) & (last[begun] >= rows["first"].iat[at])).any())
    return np.where(same_day, rows["first"].to_numpy(np.int64) - 1, until)


def _replaced_within_source(rows: pd.DataFrame) -> pd.Series:
    """Cut each statement where a newer one of its chain begins; one that a newer one covers from its first day never held."""
    ordered = rows.sort_values(["chain", "first", "newest", "id_rank"])
    gone = ordered.duplicated(["chain", "first"], keep="last").to_numpy(copy=True)
    late = ordered["newest"] < ordered.groupby("chain")["newest"].cummax()  # told out of order: a later start is not always newer
    if late.any():
        tangled = ordered["chain"].isin(ordered.loc[late, "chain"]).to_numpy() & ~gone
        gone[tangled] = _covered_by_newer(ordered[tangled])
    left = ordered[~gone]
    following = left.groupby("chain")["first"].shift(-1)
    until = left["last"].where(following.isna(), np.minimum(left["last"], following.fillna(0).astype(np.int64) - 1))
    return until.reindex(rows.index).fillna(rows["first"] - 1).astype(np.int64)


def _covered_by_newer(ordered: pd.DataFrame) -> np.ndarray:
    """Whether a newer statement of the chain, begun before, still goes on when each begins; rows by chain and first day."""
    gone = np.zeros(len(ordered), dtype=bool)
    before: list[tuple[int, int]] = []  # said when, and going on until which day
    of_chain = -1
    columns = ("chain", "first", "last", "newest")
    for i, (chain, first, last, newest) in enumerate(zip(*(ordered[c].tolist() for c in columns), strict=True)):
        before = [(said, until) for said, until in before if until >= first] if chain == of_chain else []
        of_chain = chain
        gone[i] = any(said > newest for said, _ in before)
        if not gone[i]:
            before.append((newest, last))
    return gone


def _ended_by_news(rows: pd.DataFrame) -> pd.Series:
    """Cut the last-known days of each statement at the first day on which news of its scope, or of its whole region, is fresh.

    News of one of several outages that a source names (`event_id`) is no news of its others.
    """
    if rows.empty:
        return rows["until"]
    fresh_last = np.minimum(rows["fresh_last"], rows["until"])
    news = pd.concat([rows.assign(start=rows["fresh_first"], end=fresh_last), rows.assign(start=rows["said"], end=rows["said"])])
    news = news[(news["colour"] > 0) & (news["start"] != NEVER) & (news["start"] <= news["end"]) & (news["end"] <= news["until"])]
    said = rows["said"].where(rows["said"] <= rows["until"], NEVER)
    last_fresh = pd.Series(np.maximum(np.asarray(fresh_last), np.asarray(said)), index=rows.index)
    whole = rows["region"].map(rows.loc[rows["scope"] == ""].groupby("region")["group"].first()).fillna(-1)
    of_event = pd.Series(pd.factorize(pd.MultiIndex.from_frame(rows[["region", "event"]]))[0], index=rows.index)
    general, alone = news[~news["of_event"]], news[news["of_event"]]
    several = (rows["event"] > 0) & (rows.groupby("source")["event"].transform("nunique") > 1)
    own, other = general[several.reindex(general.index)], general[~several.reindex(general.index)]
    scoped = whole.where(rows["scope"] != "", -1)
    until = np.asarray(rows["until"])
    for heard, of_news, of_rows in (
        (other, other["group"], rows["group"]), (own, own["group"], rows["group"].where(~several, -1)),
        (own, own["thread"], rows["thread"].where(several, -1)), (general, general["group"], scoped),
        (alone, of_event.reindex(alone.index), of_event),
    ):  # fmt: skip
        until = np.minimum(until, _day_before_news(heard, of_news, of_rows, last_fresh))
    pairs = _beside_other_sources(rows[several])
    day = _day_before_news(own, own["source"], pairs["other"], last_fresh.reindex(pairs["row"]))
    np.minimum.at(until, rows.index.get_indexer(pd.Index(pairs["row"])), day)
    return pd.Series(until, index=rows.index)


def _beside_other_sources(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `row` and `other`: each row with each source but its own that speaks of its scope and names several outages."""
    named = rows.assign(row=rows.index)[["row", "group", "source"]]
    others = named[["group", "source"]].drop_duplicates().rename(columns={"source": "other"})
    pairs = named.merge(others, on="group")
    return pairs[pairs["other"] != pairs["source"]].reset_index(drop=True)


def _day_before_news(heard: pd.DataFrame, of_news: pd.Series, of_rows: pd.Series, last_fresh: pd.Series) -> np.ndarray:
    """Return the day before the first one, after a row was last fresh, on which news (`start` to `end`) of its number is fresh.

    `of_news`, `of_rows`: what each piece of news speaks of and each row asks for, as numbers; -1 asks for nothing. Where there is
    no news the day is as late as can be.
    """
    never = np.iinfo(np.int64).max
    if heard.empty or not len(of_rows):
        return np.full(len(of_rows), never)
    fresh = last_fresh.to_numpy(np.int64)
    base = int(min(heard["start"].min(), fresh.min()))
    width = int(max(heard["end"].max(), fresh.max())) - base + 3
    offset = np.asarray(of_news, dtype=np.int64) * width - base
    order = np.argsort(offset + heard["start"].to_numpy())
    starts = (offset + heard["start"].to_numpy())[order]
    ends = np.maximum.accumulate((offset + heard["end"].to_numpy())[order])
    group = np.asarray(of_rows, dtype=np.int64)
    asked = group * width - base + fresh + 1
    at = np.searchsorted(starts, asked, side="right")
    going_on = (at > 0) & (np.append(ends, 0)[at - 1] >= asked)
    coming = np.append(starts, -1)[at]
    day = np.where(going_on, fresh + 1, coming - group * width + base)
    known = (group >= 0) & (going_on | (coming // width == group))
    return np.where(known, day - 1, never)
