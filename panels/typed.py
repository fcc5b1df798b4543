"""Statements that are typed by hand, one row each, where there is no table yet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from geo.language import WordTable, _
from geo.reports import WORDS
from layers.style import ROLE_WORDS

NAME = "statements.csv"
COLUMNS = ("place", "extent", "started_at", "source", "source_role", "people", "customers", "summary")
PART_WORDS = WordTable({"all": "all", "nearly_all": "nearly all", "large_part": "a large part", "part": "a part", "none": "none",
                        "unknown": "not known"}, context="without power")  # fmt: skip
"""How much of a place is without power, as one chooses it beside these words."""


def typed() -> tuple[str, bytes] | None:
    """Draw the grid; return a name and what stands in it, as CSV with the columns of `outages.csv`. None while it is empty."""
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    rows = st.data_editor(empty, column_config=_columns(), num_rows="dynamic", hide_index=True, width="stretch", key="typed")
    rows = rows[rows["place"].fillna("").str.strip() != ""]
    return None if rows.empty else (NAME, rows.to_csv(index=False).encode())


def _columns() -> Mapping[str, Any]:
    kinds = st.column_config
    return {
        "place": kinds.TextColumn(_("Place"), required=True, help=_("A region, city or district, in any spelling")),
        "extent": kinds.SelectboxColumn(_("Without power"), options=list(WORDS["extent"]), required=True, default="unknown",
                                        format_func=lambda extent: PART_WORDS[str(extent)]),
        "started_at": kinds.TextColumn(_("Since"), required=True, help="2026-01-07; 2026-01-07 08:30"),
        "source": kinds.TextColumn(_("Who says so"), required=True),
        "source_role": kinds.SelectboxColumn(_("Role of the source"), options=list(WORDS["source_role"]),
                                             format_func=lambda role: ROLE_WORDS[str(role)]),
        "people": kinds.TextColumn(_("People"), help="104000, >104000, ~150, 100..200"),
        "customers": kinds.TextColumn(_("Customers")),
        "summary": kinds.TextColumn(_("In words")),
    }  # fmt: skip
