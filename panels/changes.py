"""What changed since an earlier date: how many regions in which way, which, from what to what, and who says so."""

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd
import streamlit as st

from briefing.sheet.comparison import Changed, change_in_words, changed_regions, since_in_words
from geo.dataset import Dataset
from geo.language import _, spoken
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
LETTERS_OF_LONG_WORDS = 14  # long words leave more of each line empty


def changes_tab(dataset: Dataset, situation: Situation, before: Situation | None) -> None:
    """Draw the lists, the news first; a row chooses its region."""
    if before is None:
        st.caption(_("No earlier date is chosen. Choose one under *Compare*, beside the date."))
        return
    changed = changed_regions(dataset, before, situation)
    since = since_in_words(before, situation, day_in_words(before.date))
    st.markdown(f"**{plain(change_in_words(changed, since))}**")
    if not changed:
        return
    columns: dict[str, Any] = {
        "Sign": [patch(palette().changes[one.kind]) for one in changed], "Region": [one.after.name for one in changed],
        "Change": [CHANGE_NOTES[one.kind] for one in changed], "Before → after": [one.words for one in changed],
        "Why": [why(dataset, one) for one in changed],
    }  # fmt: skip
    codes = [one.after.code for one in changed]
    kinds = st.column_config
    row_px = height_of_rows(words for name in ("Before → after", "Why") for words in columns[name])
    key = f"changes {before.date} {situation.date} {view().level} {view().only}"
    st.dataframe(pd.DataFrame(columns), hide_index=True, key=key, row_height=row_px, selection_mode="single-row",
                 height=min(36 + row_px * len(changed) + 3, 420), on_select=lambda: _row_chosen(dataset, key, codes),
                 column_config={"Sign": kinds.ImageColumn(_("Sign"), width=44),
                                "Region": kinds.TextColumn(_("Region"), width=106),
                                "Change": kinds.TextColumn(_("Change"), width=92),
                                "Before → after": kinds.TextColumn(_("Before → after"), width=140),
                                "Why": kinds.TextColumn(_("Why"), width=158)},
                 alt=_("Regions that changed: how, from which state to which, and who says so"))  # fmt: skip


def height_of_rows(cells: Iterable[str]) -> int:
    """Return the height of the rows of a table whose cells wrap their words, in px: that of the longest cell, within bounds."""
    letters = LETTERS_OF_LINE if spoken() == "en" else LETTERS_OF_LONG_WORDS
    return min(max(ROW_PX, LINE_PX * math.ceil(max(map(len, cells)) / letters) + 8), MOST_ROW_PX)


def why(dataset: Dataset, one: Changed) -> str:
    """Say what the change rests on: who says so and when, that it was measured, or since whom nobody has said anything."""
    if one.kind == Change.HIDDEN:
        return _(ALL_HIDDEN_WORDS)
    if one.kind == Change.NO_NEWS:
        return _("No news since {who}", who=who_says_so(dataset, one.before) or _("then"))
    if one.after.setter is None:
        return who_says_so(dataset, one.after)
    return f"{who_says_so(dataset, one.after)}: {words_of(dataset, one.after.setter).when}"


def _row_chosen(dataset: Dataset, key: str, codes: list[str]) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    code = codes[rows[0]] if rows else None
    show(region=code, place=around_region(dataset, view(), code) if code else view().place)
