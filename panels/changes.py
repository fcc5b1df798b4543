"""What changed since an earlier date: how many regions in which way, which, from what to what, and who says so."""

import math
from typing import Any

import pandas as pd
import streamlit as st

from briefing.sheet.comparison import Changed, change_in_words, changed_regions
from geo.dataset import Dataset
from geo.situation import Situation
from geo.timeline import Change
from geo.times import day_in_words
from layers.statements import words_of
from layers.style import ALL_HIDDEN_WORDS, CHANGE_NOTES
from panels.answer import who_says_so
from panels.places import around_region
from panels.shown import show, view
from panels.swatch import patch
from panels.text import plain
from panels.theme import palette

ROW_PX, MOST_ROW_PX = 78, 104  # from 78 on a cell wraps its words
LETTERS_OF_LINE, LINE_PX = 19, 19  # of a cell of words


def changes_tab(dataset: Dataset, situation: Situation, before: Situation | None) -> None:
    """Draw the lists, the news first; a row chooses its region."""
    if before is None:
        st.caption("No earlier date is chosen. Choose one under *Compare*, beside the date.")
        return
    changed = changed_regions(dataset, before, situation)
    st.markdown(f"**{plain(change_in_words(changed, day_in_words(before.date)))}**")
    if not changed:
        return
    columns: dict[str, Any] = {
        "Sign": [patch(palette().changes[one.kind]) for one in changed], "Region": [one.after.name for one in changed],
        "Change": [CHANGE_NOTES[one.kind] for one in changed], "Before → after": [one.words for one in changed],
        "Why": [why(dataset, one) for one in changed],
    }  # fmt: skip
    codes = [one.after.code for one in changed]
    kinds = st.column_config
    longest = max(len(words) for name in ("Before → after", "Why") for words in columns[name])
    row_px = min(max(ROW_PX, LINE_PX * math.ceil(longest / LETTERS_OF_LINE) + 8), MOST_ROW_PX)
    key = f"changes {before.date} {situation.date} {view().level} {view().only}"
    st.dataframe(pd.DataFrame(columns), hide_index=True, key=key, row_height=row_px, selection_mode="single-row",
                 height=min(36 + row_px * len(changed) + 3, 420), on_select=lambda: _row_chosen(dataset, key, codes),
                 column_config={"Sign": kinds.ImageColumn(width=44), "Region": kinds.TextColumn(width=106),
                                "Change": kinds.TextColumn(width=92), "Before → after": kinds.TextColumn(width=140),
                                "Why": kinds.TextColumn(width=158)},
                 alt="Regions that changed: how, from which state to which, and who says so")  # fmt: skip


def why(dataset: Dataset, one: Changed) -> str:
    """Say what the change rests on: who says so and when, that it was measured, or since whom nobody has said anything."""
    if one.kind == Change.HIDDEN:
        return ALL_HIDDEN_WORDS
    if one.kind == Change.NO_NEWS:
        return f"No news since {who_says_so(dataset, one.before) or 'then'}"
    if one.after.setter is None:
        return who_says_so(dataset, one.after)
    return f"{who_says_so(dataset, one.after)}: {words_of(dataset, one.after.setter).when}"


def _row_chosen(dataset: Dataset, key: str, codes: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    code = codes[rows[0]] if rows else None
    show(region=code, place=around_region(dataset, view(), code) if code else view().place)
