"""Rows of counts -> one row a code and day: the one expression that every engine runs.

A row is *sound* if its time and figures can be read and its count is not blank. What is not sound is counted too, under a `day`
that is no day: `UNSOUND` minus the issue. The expression knows no file and no engine; columns are text or typed, as they lie.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pandas as pd

from geo.counts.dst import DAY_S, changes_of, clock_of_moments, clock_of_writing, offset_at_first
from geo.times import YEARS

if TYPE_CHECKING:
    import ibis.expr.types as ir

UNSOUND = -1_000_000
MOST = 1e10
BITS = 62
_HIGH_BIT = 1 << (BITS - 1)  # a literal of this size is a 64-bit number to every engine
_NUMBER = r"^\+?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
_TIME = (r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}(:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?"
         r"(Z|[+-][0-9]{2}:?[0-9]{2})?)?$")
_OFFSET = r"([+-])([0-9]{2}):?([0-9]{2})$"
_FIRST_S, _END_S = ((pd.Timestamp(year, 1, 1) - pd.Timestamp(0)).days * DAY_S for year in (YEARS.start, YEARS.stop))


class Issue(IntEnum):
    """Why a row is not sound; the first that applies."""

    TIME = 1
    COUNT = 2
    TOTAL = 3
    POINT = 4
    BLANK = 5
    SKIPPED = 6


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """What the expression needs to know.

    `zone`: whose civil days are the days; `written`: the zone of times without an offset; `step_min`: minutes that a row stands
    for; `breaks`: shares of customers out; `totals`: `code` and `total` (customers) where rows bring none, or None; `place`: what
    finds the code of a point, or None; `absolute`: typed times are moments, whatever the zone; `hold`: what makes a
    small table one of the engine's, if not Ibis itself; `gaps`: ask of each time
    whether the clocks skip it, also where times are on the dataset's clocks already.
    """

    zone: ZoneInfo
    written: ZoneInfo
    step_min: int
    breaks: tuple[float, ...]
    totals: pd.DataFrame | None = None
    place: "Callable[[ir.FloatingColumn, ir.FloatingColumn], ir.StringColumn] | None" = None
    absolute: bool = False
    hold: "Callable[[pd.DataFrame], ir.Table] | None" = None
    gaps: bool = False

    @property
    def masks(self) -> int:
        """How many 62-bit numbers hold one bit for each step of a day, and for those of an hour that comes twice."""
        return -(-(DAY_S // self.step_s + self.again) // BITS)

    @property
    def step_s(self) -> int:
        return 60 * self.step_min

    @property
    def again(self) -> int:
        """Bits for steps of hours that the clocks repeat: of three hours at most, but for days that were lived twice."""
        return max(1, 3 * 3600 // self.step_s)


def daily(rows: "ir.Table", columns: Mapping[str, str], recipe: Recipe) -> "ir.Table":
    """Return one row a code and day: `code`, `day`, `rows`, `most`, `sum`, `mask0` ..., and, with totals, `total`, `above0` ...

    `columns`: contract column -> column of `rows`. `above`: rows whose share reaches each break; `over`: rows with more customers
    out than there are. `day`: days since 1970-01-01.
    """
    import ibis

    read = sound(rows, columns, recipe)
    shared = "total" in read.columns
    day = ibis.ifelse(read["issue"] == 0, read["day"], UNSOUND - read["issue"])
    figures = {"rows": read.count(), "most": read["out"].max(), "sum": read["out"].sum()}
    for number in range(recipe.masks):
        figures[f"mask{number}"] = _any_bit(_bit(read["slot"], number))
    if shared:
        share = read["out"] / read["total"].nullif(0)
        figures |= {"total": read["total"].max(), "over": (share > 1).sum()}
        figures |= {f"above{k}": (share >= edge).sum() for k, edge in enumerate(recipe.breaks)}
    return read.group_by(code=read["code"], day=day).aggregate(**figures)


def sound(rows: "ir.Table", columns: Mapping[str, str], recipe: Recipe, *, keep: Iterable[str] = ()) -> "ir.Table":
    """Return `code`, `day`, `slot`, `out`, `total` (if known) and `issue` (0 if sound) of every row.

    `keep`: columns of `rows` to keep beside these, as `kept NAME`.
    """
    import ibis

    given = {name: rows[column] for name, column in columns.items()}
    out, bad_out, blank = _figure(given["customers_out"])
    issues = [(bad_out, Issue.COUNT)]
    parts = {"out": out, "code": _code(given)} | {f"kept {name}": rows[name] for name in keep}
    if "customers_total" in given:
        parts["total"], bad_total, _ = _figure(given["customers_total"])
        issues.append((bad_total, Issue.TOTAL))
    if "lon" in given and recipe.place is not None:
        parts["code"], bad_point = _placed(given, recipe)
        issues.append((bad_point, Issue.POINT))
    parts |= _written(given["time"], absolute=recipe.absolute)
    issue = ibis.cases(*[(wrong, int(which)) for wrong, which in [*issues, (blank, Issue.BLANK)]], else_=0)
    read = _on_clock(rows.select(**parts, rest=issue), recipe)
    readable = (read["wall"] >= _FIRST_S) & (read["wall"] < _END_S)
    day = (read["wall"] / DAY_S).floor().cast("int64")
    step = ((read["wall"] - day * DAY_S) / recipe.step_s).floor().cast("int64")
    slot = step if "again" not in read.columns else ibis.ifelse(
        read["again"], DAY_S // recipe.step_s + step % recipe.again, step)
    kept = {name: read[name] for name in _carried(read)}
    issue = ibis.ifelse(readable.fill_null(False), read["rest"], int(Issue.TIME))
    if "skipped" in read.columns:
        issue = ibis.ifelse(readable.fill_null(False) & read["skipped"], int(Issue.SKIPPED), issue)
    return _with_totals(read.select(**kept, issue=issue, day=day, slot=slot), recipe)


def _code(given: "Mapping[str, ir.Column]") -> "ir.StringColumn":
    import ibis

    if "region_code" not in given:
        return ibis.literal("")
    code = given["region_code"]
    return (code if code.type().is_string() else code.cast("string")).fill_null("")


def _placed(given: "Mapping[str, ir.Column]", recipe: Recipe) -> "tuple[ir.StringColumn, ir.BooleanColumn]":
    """Return the code of each row, that of its point where it gives none, and which points cannot be read."""
    import ibis

    code = _code(given)
    needed = code.strip() == ""
    (lon, lat) = (_degrees(given[name]) for name in ("lon", "lat"))
    wrong = needed & (lon.isnull() | lat.isnull() | (lon.abs() > 180) | (lat.abs() > 90)).fill_null(True)
    place = recipe.place
    assert place is not None
    return ibis.ifelse(needed, place(ibis.ifelse(needed, lon, None), ibis.ifelse(needed, lat, None)).fill_null(""), code), wrong


def _degrees(cells: "ir.Column") -> "ir.FloatingColumn":
    import ibis

    if not cells.type().is_string():
        return cells.cast("float64")
    text = cells.strip()
    return ibis.ifelse(text.re_search(r"^[+-]?[0-9]+(\.[0-9]*)?$"), text.try_cast("float64"), None)


def _figure(cells: "ir.Column") -> "tuple[ir.FloatingColumn, ir.BooleanColumn, ir.BooleanColumn]":
    """Return the figures (missing where there is none), which cells are neither a figure nor blank, and which are blank."""
    import ibis

    if cells.type().is_string():
        text = cells.fill_null("").strip()
        blank = text == ""
        whole = text.try_cast("int64")
        plain = (whole.cast("string") == text).fill_null(False)  # digits only: spares most cells the pattern
        figure = ibis.ifelse(plain, whole.cast("float64"), ibis.ifelse(text.re_search(_NUMBER), text.try_cast("float64"), None))
    else:
        figure, blank = cells.cast("float64"), cells.isnull()
    fits = ((figure >= 0) & (figure <= MOST)).fill_null(False)  # NaN and the infinite do not fit
    if cells.type().is_floating():
        blank = blank | cells.isnan().fill_null(False)
    return ibis.ifelse(fits, figure, None), ~fits & ~blank, blank


def _written(time: "ir.Column", *, absolute: bool) -> "dict[str, ir.Column]":
    """Return `clock` (seconds since 1970 as written, missing if unreadable) and `ahead`, or `moment` where times are absolute."""
    kind = time.type()
    if kind.is_timestamp():
        seconds = time.epoch_seconds().floor().cast("int64")
        return {"moment" if absolute else "clock": seconds}
    if kind.is_date():
        return {"clock": time.cast("timestamp").epoch_seconds().cast("int64")}
    return _parsed((time if kind.is_string() else time.cast("string")).fill_null("").strip())


def _parsed(text: "ir.StringColumn") -> "dict[str, ir.Column]":
    """Read ISO 8601; `ahead` is the offset from UTC in seconds, missing where none is written.

    The usual form, 2026-01-07 10:00:00, is read by the engine; any other by its letters, at six times the cost.
    """
    import ibis

    marks = {4: "-", 7: "-", 13: ":", 16: ":"}
    usual = (text.length() == 19) & (text.substr(10, 1).isin(["T", " "])) & text.substr(18, 1).between("0", "9")
    usual = usual & (text.substr(11, 2) != "24")  # midnight at the end of the day
    for at, mark in marks.items():
        usual = usual & (text.substr(at, 1) == mark)
    clock, ahead = _by_letters(text)
    seconds = text.try_cast("timestamp").epoch_seconds().floor().cast("int64")
    return {"clock": ibis.ifelse(usual, seconds, clock), "ahead": ibis.ifelse(usual, None, ahead)}


def _by_letters(text: "ir.StringColumn") -> "tuple[ir.IntegerColumn, ir.IntegerColumn]":
    import ibis

    def number(start: int, mark: str) -> "ir.IntegerColumn":
        there = text.substr(start - 1, 1) == mark if mark else text.length() > 10
        return ibis.ifelse(there, text.substr(start, 2).try_cast("int64"), 0)

    fits = text.re_search(_TIME)
    date = text.substr(0, 10).try_cast("date").cast("timestamp").epoch_seconds().cast("int64")
    hour, minute, second = number(11, ""), number(14, ":"), number(17, ":")
    # after 10:00+02:00 comes no second: what stands there is the offset's own colon
    minute = ibis.ifelse(text.substr(13, 1) == ":", minute, 0)
    second = ibis.ifelse((text.substr(13, 1) == ":") & (text.substr(16, 1) == ":"), second, 0)
    zoned = (text.length() > 10) & text.re_search(_OFFSET)
    part = [text.re_extract(_OFFSET, group) for group in (1, 2, 3)]
    hours, minutes = part[1].try_cast("int64"), part[2].try_cast("int64")
    ahead = ibis.ifelse(part[0] == "-", -1, 1) * (hours * 3600 + minutes * 60)
    midnight = (hour == 24) & (minute == 0) & (second == 0)
    sane = ((hour < 24) | midnight) & (minute < 60) & (second < 60) & (~zoned | ((hours < 24) & (minutes < 60)).fill_null(False))
    ahead = ibis.cases((text.endswith("Z"), 0), (zoned, ahead))
    return ibis.ifelse(fits & sane, date + hour * 3600 + minute * 60 + second, None), ahead


def _on_clock(read: "ir.Table", recipe: Recipe) -> "ir.Table":
    """Add `wall`, the time on the clocks of the dataset's zone, and `again`, whether it stands there for the second time.

    Times without an offset in a file whose zone is the dataset's are on those clocks already.
    """
    same = recipe.written.key == recipe.zone.key
    if "moment" not in read.columns and "ahead" not in read.columns and same:
        if not (recipe.gaps and changes_of(recipe.zone)):
            return read.mutate(wall=read["clock"])
        read, at = _beside(read, read["clock"], clock_of_writing(recipe.zone), recipe)
        return read.mutate(wall=read["clock"], skipped=_skipped(read, at))
    if "moment" not in read.columns:
        read = _as_moments(read, recipe)
    if not changes_of(recipe.zone):
        return read.mutate(wall=read["moment"] + offset_at_first(recipe.zone))
    read, at = _beside(read, read["moment"], clock_of_moments(recipe.zone), recipe)
    before = at < read["switch"]
    import ibis

    return read.mutate(wall=read["moment"] + ibis.ifelse(before, read["before_s"], read["after_s"]),
                       again=((at >= read["again_from"]) & (at < read["again_to"])).fill_null(False))


def _as_moments(read: "ir.Table", recipe: Recipe) -> "ir.Table":
    """Add `moment`: of a time with an offset by that, of one without by the clocks of the zone in which it is written."""
    import ibis

    written, skipped = recipe.written, None
    if changes_of(written):
        read, at = _beside(read, read["clock"], clock_of_writing(written), recipe)
        after = ibis.greatest(read["clock"] - read["after_s"], read["least"])
        moment = ibis.ifelse(at < read["switch"], read["clock"] - read["before_s"], after)
        skipped = _skipped(read, at)
    else:
        moment = read["clock"] - offset_at_first(written)
    if "ahead" in read.columns:
        moment = ibis.ifelse(read["ahead"].isnull(), moment, read["clock"] - read["ahead"])
        skipped = None if skipped is None else skipped & read["ahead"].isnull()
    more = {} if skipped is None else {"skipped": skipped}
    return read.select(*_carried(read), "rest", moment=moment, **more)


def _skipped(read: "ir.Table", at: "ir.IntegerColumn") -> "ir.BooleanColumn":
    """Whether the clocks skip a time, of rows beside the clocks of writing (`_beside`)."""
    return ((at >= read["gap_from"]) & (at < read["gap_to"])).fill_null(False)


def _carried(read: "ir.Table") -> list[str]:
    return [name for name in read.columns if name in {"code", "out", "total"} or name.startswith("kept ")]


def _beside(read: "ir.Table", seconds: "ir.IntegerColumn", clocks: pd.DataFrame,
            recipe: Recipe) -> "tuple[ir.Table, ir.IntegerColumn]":
    """Join each row with the clocks of its day; also return the second of that day."""
    timed = read.mutate(at_day=(seconds / DAY_S).floor().cast("int64"), at_s=seconds)
    table = _held(clocks.rename(columns={"day": "at_day"}), recipe)
    joined = timed.left_join(table, "at_day")
    return joined, joined["at_s"] - joined["at_day"] * DAY_S


def _with_totals(read: "ir.Table", recipe: Recipe) -> "ir.Table":
    """Add `total` where the dataset knows how many customers a region has; a row's own figure goes first."""
    if recipe.totals is None:
        return read
    known = _held(recipe.totals.rename(columns={"code": "of_code", "total": "known"}), recipe)
    joined = read.left_join(known, read["code"] == known["of_code"])
    total = joined["known"] if "total" not in read.columns else joined["total"].coalesce(joined["known"])
    return joined.mutate(total=total).drop("of_code", "known")


def _held(table: pd.DataFrame, recipe: Recipe) -> "ir.Table":
    import ibis

    return ibis.memtable(table) if recipe.hold is None else recipe.hold(table)


def _any_bit(bits: "ir.IntegerColumn") -> "ir.IntegerScalar":
    """Return the bits that any row has; by name, for Ibis itself does not know that Spark has this aggregate."""
    import ibis

    def bit_or(bits: int) -> int:
        raise NotImplementedError("the engine has it")

    return ibis.udf.agg.builtin(bit_or)(bits)


def _bit(slot: "ir.IntegerColumn", number: int) -> "ir.IntegerColumn":
    """Return the bit of a step in the mask of that number, 0 if the step is of another mask."""
    import ibis

    first = number * BITS
    here = (slot >= first) & (slot < first + BITS)
    within = ibis.ifelse(here, slot - first, 0)
    return ibis.ifelse(here, ibis.literal(_HIGH_BIT) >> within, 0)
