"""The figures of a table of reports: customers, people, settlements, facilities; one kind is never taken for another."""

import pandas as pd

from geo.mapping.assignment import Assignment
from geo.mapping.columns import CROSSED, ENOUGH, SURE, column_for, some_cells, unit_of
from geo.mapping.vocabulary import fit, is_planned, meanings
from geo.quantities import KINDS, parse_quantity
from geo.tables import TableFile
from geo.tables.cells import as_quantities, is_number


def take_figures(took: Assignment) -> None:
    """Take the figures of each kind; a figure of one kind is never taken for another, nor one of planned work for all."""
    avoided = meanings()["not"]
    for ours in KINDS:
        able = []
        for c in took.free:
            unit, out = unit_of(c), fit(c, avoided["totals"]) >= ENOUGH
            other = unit in CROSSED if ours == "customers" else unit not in {"", ours}
            whole = not out and fit(c, avoided["affected"]) >= ENOUGH
            unfit = other or whole or fit(c, avoided["figures"]) >= ENOUGH or is_planned(c)
            if not unfit and _are_quantities(took.file, c):
                able.append(c)
        took.assign_best(ours, able)
        if ours == "customers" and ours not in took.columns:
            best, named = column_for(took.file, "customers_out", "counts", able)
            took.assign(ours, (best,) if named >= ENOUGH else ())
        if ours in {"customers", "people"} & set(took.columns) and not unit_of(
            took.columns[ours][0]
        ):
            took.notes.setdefault(ours, f"its name does not say of whom: read as {ours}")


def _are_quantities(file: TableFile, column: str) -> bool:
    some = some_cells(file.table[column])
    return bool(some) and sum(map(_is_quantity, some)) / len(some) >= SURE


def _is_quantity(text: str) -> bool:
    if is_number(text):
        return True
    try:
        return parse_quantity(str(as_quantities(pd.Series([text]), decimal=".").iat[0])) is not None
    except ValueError:
        return False
