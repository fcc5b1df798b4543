"""Guess the mapping of a table of the customers of each region."""

from dataclasses import replace
from pathlib import PurePath

from geo.errors import DataError, Fault
from geo.mapping.columns import CROSSED, ENOUGH, cells_in, column_for, share_of_numbers, unit_of
from geo.mapping.infer_places import where_of
from geo.mapping.known_regions import KnownRegions
from geo.mapping.mapping import TableMapping
from geo.sentences import Sentence
from geo.tables import TableFile
from geo.tables.cells import decimal_of


def guess_customers(file: TableFile, known: KnownRegions, *, name: str) -> TableMapping:
    """Guess the mapping of a table of customers by region. Raises DataError if it lacks a column."""
    table = file.table
    figures = [
        column
        for column in table.columns
        if share_of_numbers(file, column) > ENOUGH and unit_of(column) not in CROSSED
    ]
    column, score = column_for(file, "customers", "customers", figures)
    where = where_of(file, known, "customers", [one for one in table.columns if one != column])
    if score < ENOUGH or not where.columns:
        missing = "customers" if score < ENOUGH else "region_code"
        raise DataError(
            [
                Fault(what=Sentence("no column is {missing}", missing=missing), file=PurePath(name).name,
                      value=", ".join(map(str, table.columns)),
                      expected=Sentence("a code of a region, and its number of customers"),
                      remedy=Sentence('rename the column, or name it in dataset.toml: [columns.customers] {missing} = "..."',
                                      missing=missing))
            ]
        )
    reading = replace(file.reading, decimal=decimal_of(cells_in(file, column)))
    return TableMapping(columns={**where.columns, "customers": (column,)}, reading=reading)
