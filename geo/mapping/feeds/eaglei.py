"""EAGLE-I (Oak Ridge National Laboratory): customers out by US county, every 15 minutes.

One file a year: `fips_code`, `county`, `state`, the count, `run_start_time` in UTC. The count is `customers_out`, in the file of
2023 `sum`; that of 2024 also holds `total_customers`. A county that is not listed at a time has no data then: it is not known to
be without outages. The denominators of other years are in `MCC.csv` (`County_FIPS`, `Customers`), which ends in `Grand Total`.
"""

from dataclasses import replace

from geo.mapping.mapping import TableMapping
from geo.sentences import Sentence
from geo.tables import TableFile

NAME = "EAGLE-I"
CODE, TIME, TOTAL = "fips_code", "run_start_time", "total_customers"
OUT = ("customers_out", "sum")
ZONE = "UTC"
REMARKS = (Sentence("its times have no offset and are read as UTC"),
           Sentence("a county that is not listed at a time has no data then, which is not zero"))


def recognises(columns: frozenset[str]) -> bool:
    """Whether a table with these columns is a file of EAGLE-I."""
    return {CODE, TIME} <= columns and any(name in columns for name in OUT)


def mapping_of(file: TableFile) -> tuple[TableMapping, tuple[str, ...]]:
    """Return the mapping of a file, and what its user should know."""
    columns = list(file.table.columns)
    out = next(name for name in OUT if name in columns)
    taken = {"region_code": (CODE,), "time": (TIME,), "customers_out": (out,)}
    if TOTAL in columns:
        return TableMapping(columns=taken | {"customers_total": (TOTAL,)}, reading=replace(file.reading, zone=ZONE)), REMARKS
    missing = Sentence("it does not say how many customers a county has: give MCC.csv with --customers, or shares are not "
                       "known")
    return TableMapping(columns=taken, reading=replace(file.reading, zone=ZONE)), (*REMARKS, missing)
