"""Tables of the number of customers of each region, such as MCC.csv of EAGLE-I: which columns they are."""

from dataclasses import replace
from pathlib import PurePath

from geo.columns import ENOUGH, column_for, share_of_numbers, some_cells, take_region
from geo.errors import DataError, Fault
from geo.known_regions import KnownRegions
from geo.mapping import TableMapping
from geo.tables.cells import decimal_of
from geo.tables.readers import TableFile


def guess_customers(file: TableFile, known: KnownRegions, *, name: str) -> TableMapping:
    """Guess the mapping of a table of customers by region. Raises DataError if it lacks a column."""
    table = file.table
    figures = [column for column in table.columns if share_of_numbers(table[column]) > ENOUGH]
    column, fit = column_for(file, "customers", "customers", figures)
    taken, _, _ = take_region(file, known, "customers", [one for one in table.columns if one != column])
    if fit < ENOUGH or not taken:
        missing = "customers" if fit < ENOUGH else "region_code"
        raise DataError([Fault(what=f"no column is {missing}", file=PurePath(name).name, value=", ".join(map(str, table.columns)),
                               expected="a code of a region, and its number of customers",
                               remedy=f'rename the column, or name it in dataset.toml: [columns.customers] {missing} = "..."')])
    reading = replace(file.reading, decimal=decimal_of(some_cells(table[column])))
    return TableMapping(columns={**taken, "customers": (column,)}, reading=reading)
