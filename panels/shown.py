"""The parts of the View that map and controls share, held apart from the controls."""

from typing import Any

import streamlit as st


def view_parts() -> dict[str, Any]:
    """Return the parts of the View that map and controls share, by name, such as date and level."""
    parts: dict[str, Any] = st.session_state.setdefault("shown", {})
    return parts


def put(**parts: Any) -> None:
    """Set parts of the View otherwise than by their own control, which becomes a new one.

    A browser goes on sending what the old control held until it has heard of the change; of a
    control that is no longer there, that is not taken for a choice of the reader's.
    """
    editions = st.session_state.setdefault("editions", {})
    for name, value in parts.items():
        if name not in view_parts() or view_parts()[name] != value:
            view_parts()[name] = value
            editions[name] = editions.get(name, -1) + 1


def key_of(name: str) -> str:
    """Return the key of a part's control, which holds what is shown."""
    edition = st.session_state["editions"][name]
    key = f"{name} {edition}" if edition else name
    st.session_state.setdefault(key, view_parts()[name])
    return key
