"""Statements that are typed by hand, one row each, where there is no table yet."""

import pandas as pd
import streamlit as st

from geo.reports import WORDS

NAME = "statements.csv"


def _plain(word: object) -> str:
    return str(word).replace("_", " ")


COLUMNS = {
    "place": st.column_config.TextColumn("Place", required=True, help="A region, city or district, in any spelling"),
    "extent": st.column_config.SelectboxColumn("Without power", options=list(WORDS["extent"]), required=True, default="unknown",
                                                     format_func=_plain),
    "started_at": st.column_config.TextColumn("Since", required=True, help="2026-01-07, or 2026-01-07 08:30"),
    "source": st.column_config.TextColumn("Who says so", required=True),
    "source_role": st.column_config.SelectboxColumn("Role", options=list(WORDS["source_role"]), format_func=_plain),
    "people": st.column_config.TextColumn("People", help="104000, >104000, ~150, 100..200"),
    "customers": st.column_config.TextColumn("Customers"),
    "summary": st.column_config.TextColumn("In words"),
}


def typed() -> tuple[str, bytes] | None:
    """Draw the grid; return a name and what stands in it, as CSV with the columns of `outages.csv`. None while it is empty."""
    empty = pd.DataFrame({column: pd.Series(dtype="str") for column in COLUMNS})
    rows = st.data_editor(empty, column_config=COLUMNS, num_rows="dynamic", hide_index=True, width="stretch", key="typed")
    rows = rows[rows["place"].fillna("").str.strip() != ""]
    return None if rows.empty else (NAME, rows.to_csv(index=False).encode())
