"""One million points to their counties: ours, with the rule that a point on a border has one region, beside `gpd.sjoin`."""

import time
from collections.abc import Callable
from statistics import median

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.workloads import SEED, w2_parts
from geo.places import regions_of_points

Row = dict[str, float]
POINTS = 1_000_000


def measure_points(*, repeats: int) -> dict[str, Row]:
    """Measure both in turn; return medians. Raises ValueError if they disagree on a point that lies in one county only."""
    regions = w2_parts().regions
    points = _points(regions)
    frame = gpd.GeoDataFrame(geometry=points)
    candidates: dict[str, Callable[[], np.ndarray | gpd.GeoDataFrame]] = {
        "ours": lambda: regions_of_points(points, regions),
        "sjoin": lambda: frame.sjoin(regions[["code", "geometry"]], how="left", predicate="intersects"),
    }
    taken: dict[str, list[Row]] = {name: [] for name in candidates}
    for _ in range(repeats):
        found = {}
        for name, join in candidates.items():
            start = time.perf_counter()
            found[name] = join()
            taken[name].append({"seconds": time.perf_counter() - start})
            print("points", name, taken[name][-1], flush=True)
        if not np.array_equal(found["ours"], _first(found["sjoin"])):
            raise ValueError("ours and sjoin differ")
    return {name: {"seconds": median(row["seconds"] for row in rows)} for name, rows in taken.items()}


def _points(regions: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Points all over the frame of the counties, many of them in none."""
    rng = np.random.default_rng(SEED)
    west, south, east, north = (-125.0, 24.0, -66.5, 49.6)
    return gpd.GeoSeries(shapely.points(rng.uniform(west, east, POINTS), rng.uniform(south, north, POINTS)), crs=regions.crs)


def _first(joined: gpd.GeoDataFrame) -> np.ndarray:
    """The tie rule, beside the clock: a point in two counties comes twice out of `sjoin`."""
    first = joined["index_right"].groupby(level=0).min()
    codes: np.ndarray = first.fillna(-1).to_numpy().astype(np.int64)
    return codes
