"""Counts added up row by row with Python's own clocks: slow, plain, and knowing nothing of any engine."""

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)(?::(\d\d)(?::(\d\d)(?:\.\d{1,6})?)?)?(Z|[+-]\d\d:?\d\d)?)?")
NUMBER = re.compile(r"\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
Days = dict[tuple[str, dt.date], dict[str, float]]
BREAKS = {"part_h": 0.01, "large_part_h": 0.3, "nearly_all_h": 0.9, "all_h": 0.99}


class Skipped(ValueError):
    """The clocks skip the time."""


def moment_of(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """The moment in UTC that a written time means, None if it cannot be read; raises Skipped."""
    match = TIME.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    late = (hour, minute, second) == (24, 0, 0)
    try:
        clock = dt.datetime(year, month, day, 0 if late else hour, minute, second) + dt.timedelta(days=late)
    except ValueError:
        return None
    if match[7] == "Z":
        return clock.replace(tzinfo=dt.UTC)
    if match[7]:
        hours, minutes = int(match[7][1:3]), int(match[7][-2:])
        if hours > 23 or minutes > 59:
            return None
        ahead = dt.timedelta(hours=hours, minutes=minutes) * (-1 if match[7][0] == "-" else 1)
        return (clock - ahead).replace(tzinfo=dt.UTC)
    first = clock.replace(tzinfo=zone).astimezone(dt.UTC)
    if first.astimezone(zone).replace(tzinfo=None) == clock:
        return first
    raise Skipped(text)


def figure_of(text: str) -> float | None:
    """A number of customers, None if blank; raises ValueError if it is neither."""
    text = text.strip()
    if not text:
        return None
    if not NUMBER.fullmatch(text) or float(text) > 1e10:
        raise ValueError(text)
    return float(text)


def added_up(rows: Iterable[Mapping[str, str]], *, zone: ZoneInfo, written: ZoneInfo, step_min: int,
             customers: Mapping[str, float], codes: Iterable[str]) -> tuple[Days, dict[str, int]]:
    """Return the figures by region and civil day, and how many rows were left out, by reason."""
    days: dict[tuple[str, dt.date], list[tuple[object, float, float | None]]] = defaultdict(list)
    left: dict[str, int] = defaultdict(int)
    known = {code.casefold(): code for code in codes}
    for row in rows:
        try:
            moment = moment_of(row["time"], written)
        except Skipped:
            left["SKIPPED"] += 1
            continue
        local = None if moment is None else moment.astimezone(zone)
        if local is None or not 1900 <= local.year < 2100:
            left["TIME"] += 1
            continue
        try:
            out = figure_of(row["customers_out"])
        except ValueError:
            left["COUNT"] += 1
            continue
        try:
            total = figure_of(row["customers_total"])
        except ValueError:
            left["TOTAL"] += 1
            continue
        if out is None:
            left["BLANK"] += 1
            continue
        code = known.get(row["region_code"].strip().casefold())
        if code is None:
            left["CODE" if row["region_code"].strip() else "NO_PLACE"] += 1
            continue
        step = (local.hour * 60 + local.minute) // step_min, local.fold
        days[code, local.date()].append((step, out, customers.get(code) if total is None else total))
    return {key: _day(found, step_min) for key, found in days.items()}, dict(left)


def _day(rows: list[tuple[object, float, float | None]], step_min: int) -> dict[str, float]:
    covered = len({step for step, _, _ in rows}) * step_min / 60
    total = max((t for _, _, t in rows if t is not None), default=0) or math.nan
    figures = {"customers_out": max(out for _, out, _ in rows), "customers_total": total, "covered_h": covered,
               "customer_hours": sum(out for _, out, _ in rows) / len(rows) * covered}
    for name, edge in BREAKS.items():
        above = sum(bool(t) and out / t >= edge for _, out, t in rows)
        figures[name] = math.nan if math.isnan(total) else above / len(rows) * covered
    return figures
