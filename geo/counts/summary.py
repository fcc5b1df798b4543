"""Outage counts: how many customers are out, region by region, time by time, and what a day of them comes to.

Columns of a file: `region_code` (or `lon`, `lat`), `time`, `customers_out`, and, if known, `customers_total`. A missing row is
"no data", never 0.

The rule of hours: a day is cut into steps (`[counts] step_min`, 15 minutes). A step with a row is *covered*, one without is no
data and adds nothing. Customer-hours are the mean of the day's rows times the covered hours; hours above a break are the share of
rows at or above it times the covered hours. So a row stands for one step at most, and rows of one step share it. More customers
out than there are is told in the account and shown as it stands.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.counts.daily import BITS, UNSOUND, Issue, Recipe, daily, sound
from geo.counts.dst import DAY_S, changes_of
from geo.counts.engine import EMBEDDED, Engine, Mistyped, Place, Watch, connected, told
from geo.counts.rejected import BAD, Lost, Reason, lost_rows, without_cells
from geo.counts.rows import Rows, rows_of_file, rows_of_table
from geo.errors import Fault, raise_faults
from geo.places import OUTSIDE, place_finder, positions_of
from geo.sentences import Sentence
from geo.states import Breaks
from geo.times import EPOCH, far_off

STEP_MIN = 15


@dataclass(frozen=True, kw_only=True)
class Counting:
    """How counts are read: `step_min`: minutes that a row stands for; `breaks`; `engine`: its address, "" for the usual one.

    `today`: days after the next one are told, None tells of none.
    """

    zone: ZoneInfo
    step_min: int = STEP_MIN
    breaks: Breaks = field(default_factory=Breaks)
    nearest_within_m: float = 0.0
    engine: str = ""
    max_rejected_share: float = 1.0
    today: dt.date | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class CountSummary:
    """What a file of counts comes to.

    `daily`: one row a region and civil day with a sound row: `region` (position), `day` (days since 1970-01-01), `customers_out`
    (the highest), `customers_total` (NaN if unknown), `customer_hours`, `covered_h`, and the hours above each break: `part_h`,
    `large_part_h`, `nearly_all_h`, `all_h` (NaN without a total). `read`: rows of the file; `left_out`: how many of them are not
    on the map, by reason; `listed`: the first of those that have no place or figure, as (row, reason), row 1 being the header;
    `rejected`: the first of those that cannot be read; `beyond`: the days (since 1970-01-01) on which a region has more customers
    out than there are, each with a sentence; `notes`: what else to tell; `own_totals`: the file has a column for the number of
    customers.
    """

    daily: pd.DataFrame
    read: int
    left_out: Mapping[Reason, int] = field(default_factory=dict)
    listed: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()
    own_totals: bool = False
    rejected: tuple[Fault, ...] = ()
    beyond: tuple[tuple[int, str], ...] = ()

    @property
    def unused(self) -> int:
        """How many rows are read and have no place or figure."""
        return sum(n for reason, n in self.left_out.items() if reason not in BAD)

    @property
    def rejected_count(self) -> int:
        """How many rows cannot be read."""
        return sum(n for reason, n in self.left_out.items() if reason in BAD)

    def before(self, day: int) -> "CountSummary":
        """Return what was counted before a day (since 1970-01-01); rows that are not on the map are counted, without their cells.

        Of such a row nobody can tell whether it is of an earlier day.
        """
        listed, rejected = without_cells(self.listed, self.rejected)
        return replace(self, daily=self.daily[self.daily["day"] < day].reset_index(drop=True), listed=listed, rejected=rejected,
                       beyond=tuple(one for one in self.beyond if one[0] < day))


def read_counts(path: Path, *, zone: ZoneInfo, columns: Mapping[str, str] | None = None) -> Rows:
    """Look at a file of counts without reading it; `zone` is that of times without an offset. Raises DataError."""
    return rows_of_file(path, zone=zone, columns=columns)


def counts_from(table: pd.DataFrame, *, zone: ZoneInfo, file: str = "counts", columns: Mapping[str, str] | None = None) -> Rows:
    """Take counts from a table with text or typed columns. Raises DataError if a column is missing."""
    return rows_of_table(table, zone=zone, file=file, columns=columns)


def count_summary(rows: Rows, regions: gpd.GeoDataFrame, counting: Counting, *, watch: Watch | None = None) -> CountSummary:
    """Add up rows by region and day, and account for each of them.

    Raises DataError if the file is malformed or more of its rows are bad than may be, UsageError if the engine cannot be reached.
    """
    find = place_finder(regions, nearest_within_m=counting.nearest_within_m) if "lon" in rows.columns else None
    with connected(counting.engine) as engine:
        groups = _groups(rows, regions, counting, engine, find, watch)
    readable = groups["day"].to_numpy() > UNSOUND
    region = positions_of(groups["code"].str.strip(), regions)
    placed = readable & (region != OUTSIDE)
    left_out, read = _left_out(groups, readable, placed), int(groups["rows"].sum())
    unknown = groups["code"][readable & ~placed].unique()
    far = _far_days(groups, readable)
    if far:
        away = placed & groups["day"].isin(far).to_numpy()
        left_out[Reason.FAR] = int(groups["rows"][away].sum())
        placed &= ~away
    lost = lost_rows(rows, counting.zone, find=find, codes=unknown, far=far, read=read) if left_out else Lost()
    bad = sum(n for reason, n in left_out.items() if reason in BAD)
    if bad and (bad > counting.max_rejected_share * read or bad + left_out.get(Reason.BLANK, 0) == read):
        raise_faults([_refusal(rows, bad, read), *lost.rejected])
    joined = _joined(groups.drop(columns="code")[placed].assign(region=region[placed]))
    days = _by_day(joined, counting)
    return CountSummary(daily=days, read=read, left_out=left_out, own_totals="customers_total" in rows.columns,
                 notes=_notes(joined, days, counting), beyond=tuple(_beyond(days, regions)),
                 listed=lost.listed, rejected=lost.rejected)


def _far_days(groups: pd.DataFrame, readable: np.ndarray) -> list[int]:
    """Return the days whose year lies decades from that of most rows."""
    days = groups["day"][readable].to_numpy(np.int64)
    years = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + EPOCH.year
    far = far_off(years, groups["rows"][readable].to_numpy(np.int64))
    return sorted(set(days[far].tolist()))


def _refusal(rows: Rows, bad: int, read: int) -> Fault:
    return Fault(what=Sentence("{bad:,} of {read:,} rows cannot be used", bad=bad, read=read), file=rows.file,
                 expected=Sentence("fewer (max_rejected_share in dataset.toml)"),
                 remedy=Sentence("correct the rows that follow"))


def count_rows(rows: Rows, *, zone: ZoneInfo) -> int:
    """Read rows to the last, and return how many of them can be read. Raises DataError if the file is malformed, or none can."""
    recipe = Recipe(zone=zone, written=rows.written, step_min=STEP_MIN, breaks=(), absolute=rows.absolute)
    with connected(EMBEDDED) as engine, told(rows):
        judged = sound(engine.table(rows, typed=False), rows.columns, recipe)
        found = engine.fetch(judged.group_by("issue").aggregate(rows=judged.count())).set_index("issue")["rows"]
    good = int(sum(found.get(issue, 0) for issue in (0, Issue.BLANK)))
    if len(found) and not good:
        raise_faults(lost_rows(rows, zone, read=int(found.sum())).rejected)
    return good


def _groups(rows: Rows, regions: gpd.GeoDataFrame, counting: Counting, engine: Engine, find: Place | None,
            watch: Watch | None) -> pd.DataFrame:
    """Run the expression; again, with more spellings, if a region's code is written otherwise than the regions have it.

    Also again, asking of each time whether the clocks skip it, if one lies near such an hour: to ask of all times costs a join.
    """
    known = pd.Series(regions["customers"].astype("Float64").to_numpy(dtype=float, na_value=np.nan), index=regions["code"])
    known = known.dropna()
    spelled, gaps = dict(zip(known.index, known.index, strict=True)), False
    while True:
        totals = pd.DataFrame({"code": list(spelled), "total": known.reindex(list(spelled.values())).to_numpy(float)})
        recipe = Recipe(zone=counting.zone, written=rows.written, step_min=counting.step_min, breaks=counting.breaks.edges,
                        totals=totals if len(totals) else None, place=None if find is None else engine.place(find),
                        absolute=rows.absolute, hold=engine.hold, gaps=gaps)
        groups = _run(rows, recipe, engine, watch)
        written = groups["code"].unique()
        at = positions_of(pd.Series(written, dtype=object).str.strip(), regions)
        codes = regions["code"].to_numpy(object)
        others = {text: codes[position] for text, position in zip(written, at, strict=True)
                  if position != OUTSIDE and text not in spelled and codes[position] in known.index}
        near = not gaps and rows.written.key == counting.zone.key and _touches_gap(groups, counting)
        if not others and not near:
            return groups
        spelled, gaps = spelled | others, gaps or near


def _run(rows: Rows, recipe: Recipe, engine: Engine, watch: Watch | None) -> pd.DataFrame:
    """Read typed where that is safe; a cell that does not fit sends the whole file the slower way, where each is judged."""
    for typed in (True, False) if engine.can_type(rows) else (False,):
        try:
            with told(rows):
                return engine.fetch(daily(engine.table(rows, typed=typed), rows.columns, recipe), about=rows.about, watch=watch)
        except Mistyped:
            continue
    raise AssertionError("text has no types to miss")


def _left_out(groups: pd.DataFrame, readable: np.ndarray, placed: np.ndarray) -> dict[Reason, int]:
    """Count the rows that are not on the map, by reason."""
    found: Counter[Reason] = Counter()
    counts = groups["rows"].to_numpy()
    for issue, n in zip(UNSOUND - groups["day"].to_numpy()[~readable], counts[~readable], strict=True):
        found[Reason.of(Issue(int(issue)))] += int(n)
    unknown = readable & ~placed
    pointed = (groups["code"].str.strip() == "").to_numpy()
    for reason, which in ((Reason.NO_PLACE, pointed), (Reason.CODE, ~pointed)):
        found[reason] += int(counts[unknown & which].sum())
    return {reason: n for reason, n in found.items() if n}


def _joined(groups: pd.DataFrame) -> pd.DataFrame:
    """Join the groups of one region and day, which may be spelled in several ways; by region and day."""
    region, day = groups["region"].to_numpy(), groups["day"].to_numpy()
    order = np.lexsort((day, region))
    region, day = region[order], day[order]
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (np.diff(region) != 0) | (np.diff(day) != 0)
    first = np.flatnonzero(is_new)
    found = {"region": region[first], "day": day[first]}
    for name in groups.columns.drop(["region", "day"]):
        column = groups[name].to_numpy()[order]
        if name.startswith("mask"):
            found[name] = np.bitwise_or.reduceat(column.astype(np.uint64), first)
        elif name in {"most", "total"}:
            found[name] = np.fmax.reduceat(column.astype(float), first)
        else:
            found[name] = np.add.reduceat(np.nan_to_num(column.astype(float)), first)
    return pd.DataFrame(found)


def _by_day(joined: pd.DataFrame, counting: Counting) -> pd.DataFrame:
    """Work out the hours of each region and day."""
    masks = [name for name in joined if str(name).startswith("mask")]
    covered = _covered_h(joined[masks].to_numpy(), counting)
    total = joined["total"].to_numpy() if "total" in joined else np.full(len(joined), np.nan)
    total = np.where(total > 0, total, np.nan)
    hours = {f"{name}_h": np.where(np.isnan(total), np.nan, joined[above] / joined["rows"] * covered)
             for name, above in zip(Breaks.names(), _aboves(joined), strict=False)}
    hours = hours or {f"{name}_h": np.full(len(joined), np.nan) for name in Breaks.names()}
    return pd.DataFrame({
        "region": joined["region"], "day": joined["day"], "customers_out": joined["most"], "customers_total": total,
        "customer_hours": joined["sum"] / joined["rows"] * covered, "covered_h": covered, **hours,
    })  # fmt: skip


def _aboves(groups: pd.DataFrame) -> list[str]:
    return [str(c) for c in groups if str(c).startswith("above")]


def _covered_h(seen: np.ndarray, counting: Counting) -> np.ndarray:
    """Return the hours that the steps with a row make."""
    steps: np.ndarray = np.bitwise_count(seen).sum(axis=1)
    return steps * counting.step_min / 60


def _touches_gap(groups: pd.DataFrame, counting: Counting) -> bool:
    """Whether a row may stand in an hour that the clocks skip: one lies in a step that reaches into it."""
    step_s, days = counting.step_min * 60, groups["day"].to_numpy()
    seen = groups[[name for name in groups if str(name).startswith("mask")]].to_numpy().astype(np.uint64)
    readable = days[days > UNSOUND]
    span = (int(readable.min()) * DAY_S, (int(readable.max()) + 1) * DAY_S) if len(readable) else (0, 0)
    for change in changes_of(counting.zone):
        first, end = change.at + change.before_s, change.at + change.after_s
        if end <= first or end <= span[0] or first >= span[1]:
            continue
        for day in range(first // DAY_S, -(-end // DAY_S)):
            start, stop = max(0, first - day * DAY_S), min(DAY_S, end - day * DAY_S)
            gap = _bits(seen.shape[1], range(start // step_s, -(-stop // step_s)))
            if (seen[days == day] & gap).any():
                return True
    return False


def _bits(masks: int, steps: "range | list[int]") -> np.ndarray:
    found = [0] * masks
    for step in steps:
        found[step // BITS] |= 1 << (BITS - 1 - step % BITS)
    return np.array(found, np.uint64)


def _beyond(days: pd.DataFrame, regions: gpd.GeoDataFrame) -> Iterator[tuple[int, str]]:
    """Tell of each day and region with more customers out than there are."""
    names = regions["name"].to_numpy(object)
    found = days[days["customers_out"] > days["customers_total"]]
    columns = (found[name].tolist() for name in ("region", "day", "customers_out", "customers_total"))
    for at, day, out, total in zip(*columns, strict=True):
        yield day, Sentence("{region}, {day}: {out:,} customers out of {total:,}: more than there are, shown as it stands",
                            region=names[at], day=EPOCH + dt.timedelta(days=day), out=round(out), total=round(total))


def _notes(joined: pd.DataFrame, days: pd.DataFrame, counting: Counting) -> tuple[str, ...]:
    """Tell of days to come, and of several rows in one step."""
    notes = []
    tomorrow = np.inf if counting.today is None else (counting.today - EPOCH).days + 1  # somewhere it is tomorrow already
    ahead = days.loc[days["day"] > tomorrow, "day"]
    if len(ahead):
        first, last = (EPOCH + dt.timedelta(days=int(day)) for day in (ahead.min(), ahead.max()))
        notes.append(Sentence("{day} is a day to come: its counts are shown on their dates, check the times", day=first)
                     if first == last else
                     Sentence("{first} to {last} are days to come: its counts are shown on their dates, check the times",
                              first=first, last=last))  # fmt: skip
    crowded = int((joined["rows"] * counting.step_min / 60 > days["covered_h"] + 1e-9).sum())
    if crowded:
        notes.append(Sentence(
            "{count} day of a region has several rows in one step of {minutes} minutes: these rows share the step",
            "{count} days of regions have several rows in one step of {minutes} minutes: these rows share the step",
            count=crowded, minutes=counting.step_min))  # fmt: skip
    return tuple(notes)
