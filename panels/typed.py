"""Statements that are typed by hand, one row each, where there is no table yet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from geo.column_words import COLUMN_HELP, COLUMN_WORDS
from geo.language import WordTable, _
from geo.reports import WORDS
from layers.style import ROLE_WORDS

NAME = "statements.csv"
PASTED_HEIGHT_PX = 160
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


def pasted(place: DeltaGenerator) -> tuple[str, bytes] | None:
    """Draw the field for a table out of a spreadsheet or a message; return a name and what stands in it, None while it is empty.

    Its headings are its own, so its columns are looked at as those of a file are.
    """
    example = _("Region, Status, Told by, Customers without power, Since\nKano, no power, Kano Electric, 12400, 2026-01-07")
    text = place.text_area(_("A table with its headings, from a spreadsheet or typed with commas"), key="open_pasted",
                           height=PASTED_HEIGHT_PX, placeholder=example)  # fmt: skip
    return (_("Pasted table") + ".txt", text.encode()) if len(text.split("\n")) > 1 and text.strip() else None


def _columns() -> Mapping[str, Any]:
    kinds, words = st.column_config, {column: str(COLUMN_WORDS[column]) for column in COLUMNS}
    helps = {column: str(COLUMN_HELP[column]) for column in COLUMNS}

    def text(column: str, *, required: bool = False) -> Any:
        return kinds.TextColumn(words[column], required=required, help=helps[column])

    return {
        **{column: text(column, required=True) for column in ("place", "started_at", "source")},
        **{column: text(column) for column in ("people", "customers", "summary")},
        "extent": kinds.SelectboxColumn(words["extent"], options=list(WORDS["extent"]), required=True, default="unknown",
                                        format_func=lambda extent: PART_WORDS[str(extent)], help=helps["extent"]),
        "source_role": kinds.SelectboxColumn(words["source_role"], options=list(WORDS["source_role"]),
                                             format_func=lambda role: ROLE_WORDS[str(role)], help=helps["source_role"]),
    }  # fmt: skip
