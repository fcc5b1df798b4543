"""Outage counts: how many customers are out, region by region, time by time.

Columns of a file: `region_code`, `time`, `customers_out`, and, if known, `customers_total`. A missing row is "no data", never 0.
"""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from geo.errors import Fault, raise_faults
from geo.outages import State
from geo.tables import missing_columns, read_text_table, row_numbers
from geo.times import YEARS

REQUIRED = ("region_code", "time", "customers_out")
_DATE = r"^\d{4}-\d{2}-\d{2}"
_OFFSET = r"[T ].*(?:Z|[+-]\d{2}:?\d{2})$"


@dataclass(frozen=True, kw_only=True)
class Breaks:
    """Shares of customers out at which a state begins; below `part` the power counts as on."""

    part: float = 0.01
    large_part: float = 0.3
    nearly_all: float = 0.9
    all: float = 0.99

    def states(self, share: np.ndarray) -> np.ndarray:
        """Return the `State` of each share (any shape; NaN gives NO_REPORT) as uint8."""
        edges = np.array([self.part, self.large_part, self.nearly_all, self.all])
        states = np.searchsorted(edges, share, side="right") + int(State.POWER_ON)
        return np.where(np.isnan(share), int(State.NO_REPORT), states).astype(np.uint8)


def read_counts(path: Path, *, zone: ZoneInfo) -> pd.DataFrame:
    """Read and validate counts; see `counts_from`. Raises DataError with every fault."""
    return counts_from(read_text_table(path), zone=zone, file=path.name)


def counts_from(table: pd.DataFrame, *, zone: ZoneInfo, file: str = "counts") -> pd.DataFrame:
    """Parse text or typed columns into `region_code` (str), `time` (aware), `customers_out`, `customers_total` (float, NaN).

    Also `row`: line of the file, the header being 1. Raises DataError with every fault.
    """
    raise_faults(missing_columns(table, REQUIRED, file=file, expected="the columns of outage counts"))
    rows = row_numbers(table)
    table = table.reset_index(drop=True)
    counts = pd.DataFrame({"row": rows, "region_code": table["region_code"].astype(str).str.strip()})
    counts["time"] = _aware(table["time"], zone)
    faults = _wrong_cells(table["time"], counts["time"].isna().to_numpy(), rows, file, expected="an ISO 8601 time")
    for column in ("customers_out", "customers_total"):
        cells = table[column] if column in table else pd.Series(np.nan, index=table.index, name=column)
        counts[column], wrong = _customers(cells)
        faults += _wrong_cells(cells, wrong, rows, file, expected="a number of customers, or blank")
    raise_faults(sorted(faults, key=lambda fault: fault.row or 0))
    return counts


def daily_maximum(counts: pd.DataFrame, *, codes: pd.Index, zone: ZoneInfo) -> pd.DataFrame:
    """Return the highest count of each region and civil day.

    Columns: `region` (position in `codes`), `day` (days since 1970-01-01 in `zone`), `customers_out`, `customers_total`. Rows
    with a blank count or an unknown code are left out.
    """
    region = codes.get_indexer(pd.Index(counts["region_code"]))
    local = counts["time"].dt.tz_convert(zone).dt.tz_localize(None)
    day = local.to_numpy().astype("datetime64[D]").astype(np.int64)
    frame = pd.DataFrame({"region": region, "day": day, "customers_out": counts["customers_out"].to_numpy(),
                          "customers_total": counts["customers_total"].to_numpy()})
    frame = frame[(frame["region"] >= 0) & frame["customers_out"].notna()]
    return frame.groupby(["region", "day"], as_index=False, sort=True).max()


def _aware(times: pd.Series, zone: ZoneInfo) -> pd.Series:
    """Return aware times in UTC, NaT for what is none.

    Of an hour that the clocks repeat a naive time means the first; one that they skip moves to its end.
    """
    if pd.api.types.is_datetime64_any_dtype(times):
        return _in_years((times if times.dt.tz is not None else _localized(times, zone)).dt.tz_convert("UTC"))
    text = times.astype(str).str.strip()
    zoned = text.str.contains(_OFFSET)
    # pandas refuses a column in which some times have an offset and others not, or offsets differ
    parsed = pd.to_datetime(text, errors="coerce", format="ISO8601", utc=True).where(text.str.contains(_DATE))
    naive = _localized(parsed.dt.tz_localize(None), zone).dt.tz_convert("UTC")
    return _in_years(parsed.where(zoned, naive))


def _localized(naive: pd.Series, zone: ZoneInfo) -> pd.Series:
    first = np.ones(len(naive), dtype=bool)
    aware: pd.Series = naive.dt.tz_localize(zone, ambiguous=first, nonexistent="shift_forward")
    return aware


def _in_years(times: pd.Series) -> pd.Series:
    kept: pd.Series = times.where((times.dt.year >= YEARS.start) & (times.dt.year < YEARS.stop))
    return kept


def _customers(cells: pd.Series) -> tuple[pd.Series, np.ndarray]:
    """Return the figures (NaN where blank) and which cells are neither a figure nor blank."""
    if pd.api.types.is_numeric_dtype(cells):
        figures, blank = cells.astype("float64"), cells.isna()
    else:
        text = cells.where(cells.notna(), "").astype(str).str.strip()
        figures, blank = pd.to_numeric(text, errors="coerce").astype("float64"), text == ""
    wrong = ~blank & ~(np.isfinite(figures) & (figures >= 0))
    return figures, wrong.to_numpy(bool)


def _wrong_cells(cells: pd.Series, wrong: np.ndarray, rows: np.ndarray, file: str, *, expected: str) -> list[Fault]:
    return [
        Fault(
            what="not readable",
            file=file,
            row=int(rows[i]),
            column=str(cells.name),
            value=str(cells.iloc[int(i)]),
            expected=expected,
            remedy="correct the cell; blank means no data",
        )
        for i in np.flatnonzero(wrong)
    ]
