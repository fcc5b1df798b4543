"""Outage reports of W1: many sources, some places again and again, nights of attacks, and all the gaps that real records have."""

import datetime as dt

import geopandas as gpd
import numpy as np
import pandas as pd

from benchmarks import phrases

CLAIM_DAYS = 90
CLAIMS = 1_500
FIRST_DAY = dt.date(2025, 12, 1)
OPEN_UNTIL = 82  # a claim without an end is shown as last known for up to 4 dates more; after this day every claim has an end
LAST_DAY = CLAIM_DAYS - 2  # the timeline adds the day after the last claim
EXTENTS = {"part": 0.44, "large_part": 0.2, "nearly_all": 0.07, "all": 0.07, "none": 0.17, "unknown": 0.05}
CAUSES = {"attack": 0.5, "weather": 0.16, "equipment": 0.12, "fuel": 0.03, "other": 0.04, "unknown": 0.15}
KINDS = {"damage": 0.45, "emergency": 0.22, "scheduled": 0.17, "advisory": 0.08, "unknown": 0.08}
STATUSES = {"claimed": 0.55, "confirmed": 0.38, "disputed": 0.04, "retracted": 0.03}
QUANTITY_SHARES = {"customers": 0.35, "people": 0.15, "settlements": 0.2, "facilities": 0.1}
LARGEST = {"customers": 400_000, "people": 900_000, "settlements": 400, "facilities": 60}


def claims(regions: gpd.GeoDataFrame, *, seed: int) -> pd.DataFrame:
    """Return 1,500 reports as text columns; they fill every date of CLAIM_DAYS but the last, on which nothing is last known."""
    rng = np.random.default_rng(seed)
    weight = rng.dirichlet(np.full(len(regions), 1.2))
    attacks = rng.choice(OPEN_UNTIL, 14, replace=False)
    days = np.where(rng.random(CLAIMS) < 0.45, rng.choice(attacks, CLAIMS), rng.integers(0, LAST_DAY + 1, CLAIMS))
    days = np.sort(np.concatenate([[0], days[2:], [LAST_DAY]]))
    rows = []
    for number, day in enumerate(days):
        region = int(rng.choice(len(regions), p=weight))
        rows.append(_claim(rng, number, int(day), code=regions["code"].iat[region], place=regions["name"].iat[region]))
    return pd.DataFrame(rows).astype(object)


def _claim(rng: np.random.Generator, number: int, day: int, *, code: str, place: str) -> dict[str, str]:
    role, extent, cause = _drawn(rng, phrases.ROLE_SHARES), _drawn(rng, EXTENTS), _drawn(rng, CAUSES)
    kind, source = _drawn(rng, KINDS), str(rng.choice(phrases.SOURCES[role]))
    asset = str(rng.choice(phrases.ASSETS)) if rng.random() < 0.2 else ""
    row = {
        "record_id": f"r{number:05d}", "event_id": f"e{day:02d}-{code}" if rng.random() < 0.4 else "", "region_code": code,
        "scope": "", "scope_share": "", "extent": extent, "kind": kind, "cause": cause, "asset": asset, "source": source,
        "source_role": role, "source_url": f"https://example.org/{code.lower()}/{number}", "status": _drawn(rng, STATUSES),
    }
    if rng.random() < 0.3:
        row["scope"] = str(rng.choice(phrases.SCOPES))
        row["scope_share"] = f"{rng.uniform(0.1, 0.5):.1f}..{rng.uniform(0.5, 0.9):.1f}" if rng.random() < 0.4 else ""
    row |= _times(rng, day)
    row |= {name: _quantity(rng, LARGEST[name]) if rng.random() < share else "" for name, share in QUANTITY_SHARES.items()}
    named = rng.choice(phrases.SERVICES, 2, replace=False)
    row["services"] = "; ".join(f"{s}:{rng.choice(phrases.SERVICE_STATES)}" for s in named) if rng.random() < 0.2 else ""
    row["summary"] = _summary(rng, row, place=place, asset=asset or "an energy facility")
    return row


def _times(rng: np.random.Generator, day: int) -> dict[str, str]:
    """Times to the day, the hour or the minute; the end, and the hour of the report, only where somebody gave them."""
    clock = dt.datetime.combine(FIRST_DAY + dt.timedelta(days=day), dt.time(int(rng.integers(0, 20)), int(rng.integers(0, 60))))
    about = "~" if rng.random() < 0.1 else ""
    form = _drawn(rng, {"%Y-%m-%d": 0.25, "%Y-%m-%dT%H": 0.15, "%Y-%m-%dT%H:%M": 0.6})
    times = {"started_at": f"{clock:{form}}{about}", "ended_at": "", "reported_at": "", "valid_until": ""}
    if rng.random() < 0.7:
        times["reported_at"] = f"{clock + dt.timedelta(minutes=int(rng.integers(20, 180))):%Y-%m-%dT%H:%M}"
    if day > OPEN_UNTIL:
        times["ended_at"] = f"{clock:%Y-%m-%d}"
    elif rng.random() < 0.45:
        times["ended_at"] = f"{clock + dt.timedelta(hours=int(rng.integers(2, 40))):%Y-%m-%dT%H:%M}"
        if form == "%Y-%m-%d":
            times["ended_at"] = times["ended_at"][:10]
    elif rng.random() < 0.1:
        times["valid_until"] = f"{clock + dt.timedelta(hours=int(rng.integers(12, 72))):%Y-%m-%dT%H:%M}"
    times["published_at"] = times["reported_at"]
    return times


def _quantity(rng: np.random.Generator, largest: int) -> str:
    """A figure as sources write them: mostly small, round, and often with a bound."""
    figure = max(2, int(largest ** rng.uniform(0.3, 1.0)))
    figure = round(figure, -max(0, len(str(figure)) - 2))
    form = _drawn(rng, {"{0}": 0.45, ">{0}": 0.25, "~{0}": 0.2, "<{0}": 0.03, "{0}..{1}": 0.07})
    return form.format(figure, figure + max(1, figure // 3))


def _summary(rng: np.random.Generator, row: dict[str, str], *, place: str, asset: str) -> str:
    """What was said, in a sentence of about 100 characters."""
    if row["kind"] == "advisory":
        return str(rng.choice(phrases.ADVISORIES)).format(source=row["source"], place=place)
    where = f"{row['scope']} of {place}" if row["scope"] else place
    cause = str(rng.choice(phrases.CAUSE_WORDS[row["cause"]])).format(asset=asset)
    outlook = [str(rng.choice(phrases.OUTLOOKS))] if rng.random() < 0.25 else []
    said = "; ".join([f"{phrases.EXTENT_WORDS[row['extent']].format(place=where)}, {cause}", *outlook])
    return f"{row['source']}: {said}." if rng.random() < 0.4 else f"{said[0].upper()}{said[1:]}."


def _drawn(rng: np.random.Generator, shares: dict[str, float]) -> str:
    words = list(shares)
    return words[int(np.searchsorted(np.cumsum(list(shares.values())), rng.random() * sum(shares.values()), side="right"))]
