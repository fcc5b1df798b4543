"""Customer counts of W2: a feed that reports a county only while somebody is out, and storms that move over many counties."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

STORM_DAYS = 365
FIRST_DAY = np.datetime64("2025-01-01")
NON_EMPTY = 441_911  # dates of regions with at least one row
ROWS = 1_000_000
STORMS = 260
STEP_MINUTES = 15
STEPS = 92  # 23 hours: the day on which the clocks go forward has no more


def customer_counts(regions: gpd.GeoDataFrame, *, zone: str, seed: int) -> pd.DataFrame:
    """Return `region_code`, `time` (aware), `customers_out`, `customers_total`, sorted by time, as a feed brings them."""
    rng = np.random.default_rng(seed)
    n = len(regions)
    totals = np.maximum(300, rng.lognormal(9.4, 1.4, n)).astype(np.int64)
    storm = _storms(regions, rng)
    score = storm + 0.45 * np.log(totals / np.median(totals)) + rng.normal(0, 1.0, storm.shape)
    cells = np.sort(np.argpartition(score.ravel(), -NON_EMPTY)[-NON_EMPTY:])
    day, region = np.divmod(cells, n)
    share = 1 - np.exp(-np.exp(-7.2 + 1.75 * storm.ravel()[cells] + rng.normal(0, 1.3, NON_EMPTY)))
    peak = np.maximum(1, share * totals[region])
    rows = 1 + _extra_rows(score.ravel()[cells], rng)
    of_cell = np.repeat(np.arange(NON_EMPTY), rows)
    nth = np.arange(ROWS) - np.repeat(np.cumsum(rows) - rows, rows)
    step = (rng.integers(0, STEPS, NON_EMPTY)[of_cell] + nth) % STEPS
    below = np.where(nth == 0, 1.0, rng.uniform(0.2, 1.0, ROWS))
    midnight = pd.DatetimeIndex(FIRST_DAY + day).as_unit("s").tz_localize(zone)
    counts = pd.DataFrame({
        "region_code": regions["code"].to_numpy()[region[of_cell]],
        "time": midnight[of_cell] + pd.to_timedelta(step * STEP_MINUTES, unit="min"),
        "customers_out": np.maximum(1, peak[of_cell] * below).astype(np.int64),
        "customers_total": totals[region[of_cell]],
    })
    return counts.sort_values(["time", "region_code"], ignore_index=True)


def _storms(regions: gpd.GeoDataFrame, rng: np.random.Generator) -> np.ndarray:
    """The strength of bad weather [days, regions]: storms start anywhere, last for days and fade outwards."""
    where = shapely.get_coordinates(shapely.centroid(regions.geometry.to_numpy()))
    strength = np.zeros((STORM_DAYS, len(regions)))
    for _ in range(STORMS):
        middle = where[rng.integers(len(regions))]
        first, length = int(rng.integers(STORM_DAYS)), int(rng.integers(1, 7))
        radius, peak = rng.uniform(1.0, 5.0), rng.gamma(3.0, 0.7)
        drift = rng.normal(0.0, 1.5, 2)
        for age, day in enumerate(range(first, min(first + length, STORM_DAYS))):
            away = np.hypot(*(where - middle - age * drift).T)
            strength[day] += peak * 0.75**age * np.exp(-((away / radius) ** 2))
    return strength


def _extra_rows(score: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Share the rows beyond the first among the cells, more to the worse; no cell has two rows at one time."""
    weight = np.exp(np.clip(score, None, 4.0) * 0.8)
    extra = rng.multinomial(ROWS - NON_EMPTY, weight / weight.sum())
    if extra.max() >= STEPS:
        raise ValueError(f"a region has {extra.max() + 1} rows on a date of {STEPS} steps")
    return extra
