"""Which theme the reader looks at, light or dark, for what Python colours: signs in tables, and charts.

Streamlit knows it, but not yet when the app is opened, nor while the reader chooses another; the wire says what the page is in.
"""

import streamlit as st

from layers.style import THEMES, Palette


def theme() -> str:
    """Return "light" or "dark"."""
    said: str | None = st.session_state.get("theme") or st.context.theme.type
    return said if said in THEMES else "light"


def palette() -> Palette:
    """Return the colours of the theme."""
    return THEMES[theme()]


def theme_said() -> None:
    """Take over what the wire says: what it colours is drawn again."""
    said = st.session_state["wire"]["theme"]
    if said in THEMES:
        st.session_state["theme"] = said
