"""Whether the mapping of a dataset names what its table cannot do without: a region, a time, a figure."""

from collections.abc import Iterable

import pandas as pd

from geo.errors import Fault
from geo.mapping.mapping import TableMapping
from geo.sentences import Sentence, joined

KINDS = {"counts": Sentence("outage counts"), "outages": Sentence("outage reports")}
COLUMNS_SHOWN = 40
EXPECTED = Sentence("columns for a region, a time, and customers out (counts) or a statement (reports)")
NEEDED = {
    "counts": (("region_code", "place"), ("time",), ("customers_out",)),
    "outages": (("region_code", "place", "lon", "substation"), ("started_at", "reported_at")),
}
"""Of each of these groups of our columns a table must have one; the first is offered."""


def incomplete(mapping: TableMapping | None, kind: str) -> str:
    """Say what a mapping lacks that its table needs, as `new` writes it where it has refused the table; "" if nothing."""
    found = _lacking(mapping, kind) if mapping is not None and mapping.columns else []
    missing = [Sentence("no column is {missing}", missing=group[0]) for group in found]
    return joined([Sentence("the dataset is not complete: the table cannot be read as {kind}", kind=KINDS[kind]),
                   *missing]) if missing else ""  # fmt: skip


def faults_of_incomplete(mapping: TableMapping | None, table: pd.DataFrame | None = None, *, kind: str, name: str) -> list[Fault]:
    """Return a fault if a mapping lacks a column that the table needs; `table`: whose columns are named."""
    what = incomplete(mapping, kind)
    if mapping is None or not what:
        return []
    found = None if table is None else ", ".join(map(str, table.columns[:COLUMNS_SHOWN]))
    remedy = Sentence('name the column under [columns.{kind}] in dataset.toml ({ours} = "NAME OF THE COLUMN"), or make the '
                      'dataset again in a new folder with --column "{ours}=NAME OF THE COLUMN"', kind=kind,
                      ours=_lacking(mapping, kind)[0][0])  # fmt: skip
    return [Fault(what=what, file=name, value=found, expected=EXPECTED, remedy=remedy)]


def lacking(kind: str, named: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the groups of our columns of which a table of a kind ("counts", "outages") must have one, and `named` has none."""
    return [group for group in NEEDED[kind] if {*named}.isdisjoint(group)]


def _lacking(mapping: TableMapping, kind: str) -> list[tuple[str, ...]]:
    return lacking(kind, (*mapping.columns, *mapping.defaults))
