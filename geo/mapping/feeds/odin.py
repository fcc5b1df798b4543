"""ODIN (Outage Data Initiative Nationwide): the meters that each US utility reports without power now, as JSON.

A reply is of one moment, which it does not tell: it is taken to be the latest time that it does tell, and stated in the mapping.
A county has many rows, one a utility or an incident; they are added. `communitydescriptor` is the FIPS code. The time by which
power is expected back is a text that holds JSON, `{"ert": "..."}`: a forecast, which colours nothing.
"""

import json
from dataclasses import replace

import pandas as pd

from geo.mapping.mapping import Duplicates, TableMapping
from geo.sentences import Sentence
from geo.tables import TableFile

NAME = "ODIN"
CODE, OUT, UTILITY = "communitydescriptor", "metersaffected", "name"
STARTED, EXPECTED = "reportedstarttime", "estimatedrestorationtime"


def recognises(columns: frozenset[str]) -> bool:
    """Whether a table with these columns is a reply of ODIN."""
    return {CODE, OUT} <= columns


def mapping_of(file: TableFile) -> tuple[TableMapping, tuple[str, ...]]:
    """Return the mapping of a reply, and what its user should know."""
    table = file.table
    taken = {"region_code": (CODE,), "customers_out": (OUT,)} | ({"part": (UTILITY,)} if UTILITY in table else {})
    whole = int(file.told.get("total_count", len(table)))
    told = sorted(filter(None, table[STARTED])) if STARTED in table else []
    remarks = [Sentence("the rows of a county are utilities or incidents, and are added")]
    if whole > len(table):
        remarks.append(Sentence("the reply holds {count} of {whole} records: what is not in it is not known to be on",
                                count=len(table), whole=whole))
    if told:
        remarks.append(Sentence("its moment is not told and taken to be {moment}, the latest time in it: correct it if you "
                                "know better", moment=told[-1]))
    expected = expected_back(table[EXPECTED]) if EXPECTED in table else []
    if expected:
        remarks.append(Sentence("{count} rows say when power is expected back, from {first} to {last}: not drawn",
                                count=len(expected), first=expected[0], last=expected[-1]))
    defaults = {"time": told[-1]} if told else {}
    reading = replace(file.reading, duplicates=Duplicates.SUM)
    return TableMapping(columns=taken, defaults=defaults, reading=reading), tuple(remarks)


def expected_back(cells: pd.Series) -> list[str]:
    """Return the times by which power is expected back, in order; a cell is a text that holds JSON, or a time, or blank."""
    times = []
    for cell in filter(None, cells):
        try:
            content = json.loads(cell)
        except json.JSONDecodeError:
            content = cell
        time = content.get("ert") if isinstance(content, dict) else content
        if time:
            times.append(str(time))
    return sorted(times)
