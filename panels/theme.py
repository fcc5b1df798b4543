"""Which theme the reader looks at, light or dark, for what Python colours: signs in tables, and charts.

Streamlit knows it, but not yet when the app is opened, nor while the reader chooses another; the wire says what the page is in.
"""

from collections.abc import Iterable, Mapping

import streamlit as st

from geo.language import language_of, spoken
from layers.style import THEMES, Palette


def theme() -> str:
    """Return "light" or "dark"."""
    said: str | None = st.session_state.get("theme") or st.context.theme.type
    return said if said in THEMES else "light"


def palette() -> Palette:
    """Return the colours of the theme."""
    return THEMES[theme()]


def chart_locale() -> dict[str, object]:
    """Return how a chart writes dates and numbers in the language that is spoken, as Vega asks for it."""
    locale = language_of(spoken()).locale

    def names(table: Mapping[int, str], numbers: Iterable[int]) -> list[str]:
        return [table[number] for number in numbers]

    week, year = (6, *range(6)), range(1, 13)  # Vega's week begins on Sunday, Babel's on Monday
    months, days, signs = locale.months["format"], locale.days["format"], locale.number_symbols["latn"]
    time = {"dateTime": "%x, %X", "date": "%-d %B %Y", "time": "%H:%M", "periods": ["AM", "PM"],
            "days": names(days["wide"], week), "shortDays": names(days["abbreviated"], week),
            "months": names(months["wide"], year), "shortMonths": names(months["abbreviated"], year)}  # fmt: skip
    number = {"decimal": signs["decimal"], "thousands": signs["group"], "grouping": [3], "currency": ["", ""]}
    return {"time": time, "number": number}


def theme_said() -> None:
    """Take over what the wire says: what it colours is drawn again."""
    said = st.session_state["wire"]["theme"]
    if said in THEMES:
        st.session_state["theme"] = said
