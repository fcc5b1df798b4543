"""W3: a county feed as EAGLE-I publishes it, 3,141 counties every 15 minutes: 20 million rows, or more, the same everywhere.

The files lie in the cache beside this file, outside git; CSV about 0.9 GB, Parquet about a tenth of that, for 20 million.
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from benchmarks import CACHE
from benchmarks.workloads import COUNTIES, w2_parts
from data.packages import package_file

COLUMNS = {"region_code": "fips_code", "time": "run_start_time", "customers_out": "customers_out"}
ROWS, MORE_ROWS = 20_000_000, 100_000_000
STEP_MIN = 15
_MAKE = """
WITH known AS (SELECT list(fips_code ORDER BY place) AS codes, list(county ORDER BY place) AS names,
  list(state ORDER BY place) AS states FROM counties)
SELECT codes[n % {counties} + 1] AS fips_code, names[n % {counties} + 1] AS county, states[n % {counties} + 1] AS state,
  ((hash(n) % 1000) * (hash(n + {rows}) % 1000) * (hash(n + 2 * {rows}) % 1000) // 3000000)::INTEGER AS customers_out,
  TIMESTAMP '2025-01-01' + INTERVAL {step} MINUTE * (n // {counties}) AS run_start_time
FROM range({rows}) made(n), known
"""


def feed_file(*, rows: int, form: str) -> Path:
    """Return W3 as one `csv` or `parquet` file of so many rows, made the first time."""
    import duckdb

    path = CACHE / f"w3-{rows}.{form}"
    if path.exists():
        return path
    CACHE.mkdir(exist_ok=True)
    counties = _counties()
    how = "FORMAT csv, HEADER, TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S'" if form == "csv" else "FORMAT parquet"
    unfinished = path.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.register("counties", counties)
        make = _MAKE.format(step=STEP_MIN, counties=len(counties), rows=rows)
        connection.execute(f"COPY ({make}) TO '{unfinished}' ({how})")
    return unfinished.rename(path)


def _counties() -> pd.DataFrame:
    """The code, name and state of every county of W2, and its place in their order."""
    states = gpd.read_file(package_file(*COUNTIES, CACHE), layer="states").set_index("id")["name"]
    regions = w2_parts().regions
    return pd.DataFrame({"place": range(len(regions)), "fips_code": regions["code"], "county": regions["name"],
                         "state": regions["code"].str[:2].map(states)})
