"""What changed since an earlier date: how many regions in which way, which, from what to what, and who says so."""

from collections.abc import Iterable
from textwrap import wrap
from typing import Any

import pandas as pd
import streamlit as st

from briefing.sheet.comparison import Changed, change_in_words, changed_regions, since_in_words
from geo.dataset import Dataset
from geo.language import _
from geo.situation import Situation
from geo.timeline import Change
from geo.times import day_in_words
from layers.statements import words_of
from layers.style import ALL_HIDDEN_WORDS, CHANGE_NOTES
from panels.answer import before_of, who_says_so
from panels.places import around_region
from panels.shown import show, view
from panels.swatch import swatch
from panels.text import plain

ROW_PX, MOST_ROW_PX = 78, 164  # from 78 on a cell wraps its words
LETTERS_OF_LINE, LINE_PX = {"Before → after": 24, "Why": 17}, 19  # of a column, and of a line of its words


def changes_tab(dataset: Dataset, situation: Situation, before: Situation | None) -> None:
    """Draw the lists, the news first; a row chooses its region. As the figures, since the day before if no date is chosen."""
    if dataset.span is not None:
        st.caption(_("Shown is the worst of several dates: nothing is compared. Choose a date under *Compare*, beside the date."))
        return
    if before is None:
        before = before_of(dataset, view(), situation)
        st.caption(_("Since the day before. Choose another date under *Compare*, beside the date."))
    changed = changed_regions(dataset, before, situation)
    since = since_in_words(before, situation, day_in_words(before.date))
    st.markdown(f"**{plain(change_in_words(changed, since))}**")
    if not changed:
        return
    columns: dict[str, Any] = {
        "Region": [one.after.name for one in changed],
        "Change": [CHANGE_NOTES[one.kind] for one in changed], "Before → after": [one.words for one in changed],
        "Why": [why(dataset, one) for one in changed],
    }  # fmt: skip
    codes = [one.after.code for one in changed]
    kinds = st.column_config
    row_px = height_of_rows((letters, columns[name]) for name, letters in LETTERS_OF_LINE.items())
    signs = [swatch(one.after.state_and_flags, change=one.kind, height=row_px) for one in changed]
    key = f"changes {before.date} {situation.date} {view().level} {view().only}"
    table = pd.DataFrame({"Sign": signs} | columns)
    st.dataframe(table, hide_index=True, key=key, row_height=row_px, selection_mode="single-row",
                 height=min(36 + row_px * len(changed) + 3, 420), on_select=lambda: _row_chosen(dataset, key, codes),
                 column_config={"Sign": kinds.ImageColumn(_("Sign"), width=44),
                                "Region": kinds.TextColumn(_("Region"), width=102),
                                "Change": kinds.TextColumn(_("Change"), width=84),
                                "Before → after": kinds.TextColumn(_("Before → after"), width=170),
                                "Why": kinds.TextColumn(_("Why"), width=140)},
                 alt=_("Regions that changed: how, from which state to which, and who says so"))  # fmt: skip


def height_of_rows(columns: Iterable[tuple[float, Iterable[str]]]) -> int:
    """Return the height of the rows of a table whose cells wrap their words, in px: that of the longest cell, within bounds.

    `columns`: how many letters a line of a column holds, and its cells.
    """
    lines = max(len(wrap(cell, int(letters), break_on_hyphens=False)) for letters, cells in columns for cell in cells)
    return min(max(ROW_PX, LINE_PX * lines + 8), MOST_ROW_PX)


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
