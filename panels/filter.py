"""Filters of statements: chosen in a popover, seen as chips that can be taken away, with what they hide."""

from functools import partial

import streamlit as st

from geo.dataset import Dataset
from geo.language import WordTable, _, number_in_words
from geo.situation.filtering import SERVICE, values_of
from geo.view import FILTERS, Only
from layers.filters import filter_in_words, value_in_words
from panels.shown import choose, control, put, view
from panels.text import plain

TITLES = WordTable({"source": "Source", "role": "Role of the source", "kind": "Kind", "cause": "Cause", "status": "Status",
                    SERVICE: "Service"})  # fmt: skip
CHIP_LETTERS = 40


def popover(dataset: Dataset) -> None:
    """Offer each filter that leaves a choice, its values with the number of their statements."""
    known = {name: values_of(dataset, name) for name in FILTERS}
    known = {name: values for name, values in known.items() if len(values) > (name != SERVICE)}
    if not known:
        return
    with st.popover(_("Filter"), icon=":material/filter_alt:", key="filter"):
        st.caption(_("Show only statements of the chosen values. States, figures and exports are then of these alone."))
        for name, values in known.items():
            words = {value: _offered(name, values, value) for value in values}
            st.multiselect(TITLES[name], list(values), placeholder=_("All"), format_func=words.__getitem__,
                           **control("only", [value for other, value in view().only if other == name], of=name,
                                     take=partial(_chosen, name), first="default"))  # fmt: skip


def chips(dataset: Dataset) -> None:
    """Show the filter of a dataset, and what it hides; a click takes a value away."""
    if dataset.selection is None:
        return
    with st.container(key="chips", horizontal=True, vertical_alignment="center", gap="small"):
        for name, value in view().only:
            words = value_in_words(name, value)
            short = words if len(words) <= CHIP_LETTERS else f"{words[:CHIP_LETTERS - 1]}…"
            st.button(plain(f"{TITLES[name]}: {short}"), key=f"chip {name} {value}", icon=":material/close:",
                      help=plain(_("Take this filter away: {filter}", filter=words)), on_click=_without,
                      args=((name, value),))  # fmt: skip
        if len(view().only) > 1:
            st.button(_("Show all"), key="show all", type="tertiary", on_click=lambda: put(only=()))
        st.caption(plain(filter_in_words(dataset)), width="content")


def _offered(name: str, values: dict[str, int], value: str) -> str:
    return f"{value_in_words(name, value)} ({number_in_words(values.get(value, 0))})"


def _chosen(name: str, values: list[str]) -> None:
    kept: Only = tuple(pair for pair in view().only if pair[0] != name)
    choose("only", tuple(sorted({*kept, *((name, value) for value in values)})))


def _without(pair: tuple[str, str]) -> None:
    put(only=tuple(one for one in view().only if one != pair))
