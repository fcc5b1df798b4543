"""W3 to its daily table: ours beside a raw DuckDB query, the pandas that one writes first, and polars; and on a Spark cluster.

Each run is a process of its own, so that peak memory is its own; time is from opening the file to the finished table, imports
apart. The peers work out the highest count and customer-hours of each county and day; so do ours, and also what is covered and
which rows are left out.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.feed import COLUMNS, MORE_ROWS, ROWS, STEP_MIN, feed_file

Row = dict[str, float]
FORMS = ("csv", "parquet")
ROOT = Path(__file__).parents[1]
UTC = ZoneInfo("UTC")
HOURS = STEP_MIN / 60


def ours(path: Path, engine: str) -> Callable[[], tuple[int, float]]:
    """Our daily table, regions without numbers of customers, as the feed has none."""
    import ibis

    from benchmarks.workloads import w2_parts
    from geo.counts import Counting, count_summary, read_counts

    regions = w2_parts().regions
    ibis.duckdb.connect().disconnect()  # the peers' imports are not timed either

    def run() -> tuple[int, float]:
        rows = read_counts(path, zone=UTC, columns=COLUMNS)
        found = count_summary(rows, regions, Counting(zone=UTC, step_min=STEP_MIN, engine=engine))
        return len(found.daily), float(found.daily["customer_hours"].sum())

    return run


def raw_duckdb(path: Path, engine: str) -> Callable[[], tuple[int, float]]:
    """The query that one writes by hand."""
    del engine
    import duckdb

    def run() -> tuple[int, float]:
        with duckdb.connect() as connection:
            daily = connection.execute("SELECT fips_code, run_start_time::DATE AS day, max(customers_out) AS most, "
                                       f"sum(customers_out) * {HOURS} AS hours FROM '{path}' GROUP BY ALL").df()
        return len(daily), float(daily["hours"].sum())

    return run


def pandas(path: Path, engine: str) -> Callable[[], tuple[int, float]]:
    """The lines that one writes first."""
    del engine
    import pandas as pd

    def run() -> tuple[int, float]:
        csv = path.suffix == ".csv"
        rows = pd.read_csv(path, dtype={"fips_code": str}, parse_dates=["run_start_time"]) if csv else pd.read_parquet(path)
        rows["day"] = rows["run_start_time"].dt.date
        daily = rows.groupby(["fips_code", "day"])["customers_out"].agg(["max", "sum"])
        return len(daily), float(daily["sum"].sum() * HOURS)

    return run


def polars(path: Path, engine: str) -> Callable[[], tuple[int, float]]:
    """Lazily, as its manual advises."""
    del engine
    import polars as pl

    def run() -> tuple[int, float]:
        typed = {"fips_code": pl.String}
        rows = pl.scan_csv(path, try_parse_dates=True, schema_overrides=typed) if path.suffix == ".csv" else pl.scan_parquet(path)
        out = pl.col("customers_out")
        days = rows.group_by("fips_code", pl.col("run_start_time").dt.date())
        daily = days.agg(most=out.max(), hours=out.sum() * HOURS).collect()
        return len(daily), float(daily["hours"].sum())

    return run


CANDIDATES = {one.__name__: one for one in (ours, raw_duckdb, pandas, polars)}


def measure_counts(*, repeats: int) -> dict[str, dict[str, Row]]:
    """Measure every candidate on W3 as CSV and as Parquet, in turn; return medians by form and candidate."""
    found: dict[str, dict[str, Row]] = {}
    for form in FORMS:
        path = feed_file(rows=ROWS, form=form)
        found[form] = _medians(tuple(CANDIDATES), repeats, partial(_apart, path=path))
    return found


def measure_engines(*, repeats: int) -> dict[str, dict[str, Row]]:
    """Measure ours on DuckDB and on a Spark cluster of two workers, 20 and 100 million rows; return medians."""
    from tests.cluster import spark_cluster

    found: dict[str, dict[str, Row]] = {}
    for rows, form in ((ROWS, "csv"), (ROWS, "parquet"), (MORE_ROWS, "parquet")):
        path = feed_file(rows=rows, form=form)
        with tempfile.TemporaryDirectory() as folder, spark_cluster(Path(folder), memory="2g") as address:
            addresses = {"duckdb": "", "spark": address}
            work = f"{rows // 1_000_000} million rows, {form}"
            found[work] = _medians(tuple(addresses), repeats, partial(_on_engine, path=path, addresses=addresses))
    return found


def _medians(names: tuple[str, ...], repeats: int, measure: Callable[[str], Row]) -> dict[str, Row]:
    taken: dict[str, list[Row]] = {name: [] for name in names}
    for _ in range(repeats):
        for name, rows in taken.items():
            rows.append(measure(name))
            print(name, rows[-1], flush=True)
    results = {(row["region_days"], round(row["hours"])) for rows in taken.values() for row in rows}
    if len(results) > 1:
        raise ValueError(f"the candidates disagree: {results}")
    kept = ("seconds", "cpu", "peak_mb")
    return {name: {key: median(row[key] for row in rows) for key in kept} for name, rows in taken.items()}


def _on_engine(name: str, *, path: Path, addresses: Mapping[str, str]) -> Row:
    return _apart("ours", path=path, engine=addresses[name])


def _apart(name: str, *, path: Path, engine: str = "") -> Row:
    """Run one candidate in a process of its own."""
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.counts", name, str(path), "--engine", engine]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def main() -> None:
    """Run one candidate and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counts")
    parser.add_argument("candidate", choices=list(CANDIDATES))
    parser.add_argument("path", type=Path)
    parser.add_argument("--engine", default="")
    asked = parser.parse_args()
    run = CANDIDATES[asked.candidate](asked.path, asked.engine)
    start, busy = time.perf_counter(), time.process_time()
    region_days, hours = run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - busy
    told: dict[str, Any] = {"seconds": seconds, "cpu": cpu, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                            "region_days": region_days, "hours": hours}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
