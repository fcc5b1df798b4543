"""The datasets that the app serves: one folder, or all those in a folder of several, of which each reader looks at one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from geo.dataset_toml import FILE
from geo.errors import OutageBriefError
from geo.language import _, spoken
from geo.localised import title_in
from geo.settings import read_settings
from geo.view import View

DATASET = "dataset"  # of the address: the key of a dataset, beside the View
OF_A_VIEW = ("query", "view", "opening", "series", "found")
"""What a session holds that is true of one dataset only, but for the language that the reader has chosen."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """One dataset that the app serves. `key`: what links call it, the name of its folder; "" if the app serves it alone."""

    key: str
    folder: str


def served_in(home: Path) -> tuple[Served, ...]:
    """Return what the app serves: `home` itself if it is a dataset, else the datasets that lie in it, in order of their names.

    It is never empty: what is wrong with a folder that is no dataset its reader says.
    """
    inside: list[Path] = []
    if not (home / FILE).exists() and home.is_dir():
        inside = sorted(one for one in home.iterdir() if (one / FILE).is_file() and not one.name.startswith("."))
    if not inside:
        return (Served(key="", folder=str(home)),)
    return tuple(Served(key=one.name, folder=str(one)) for one in inside)


def titles_of(known: Sequence[Served]) -> dict[str, str]:
    """Return the title of each dataset by its key, in the language that is spoken; those of one title say their folders too."""
    titles = {one.key: _title_of(Path(one.folder)) for one in known}
    several = [title for title in titles.values() if list(titles.values()).count(title) > 1]
    return {key: f"{title} ({key})" if title in several else title for key, title in titles.items()}


def served_as(home: Path, key: str) -> Served | None:
    """Return the dataset that a key means, None if there is none."""
    return next((one for one in served_in(home) if one.key == key), None)


def shown_of(known: Sequence[Served], *, named: str | None) -> Served:
    """Return the dataset that the session looks at, after what a new address names, if that names one.

    If there is none of that name, it is the first; `lost_dataset` then says so once.
    """
    state = st.session_state
    key = state.get("served") if named is None else named
    found = next((one for one in known if one.key == key), None)
    if found is None and key:
        state["dataset lost"] = key
    found = found or known[0]
    if state.get("served", found.key) != found.key:
        forget_view()
    state["served"] = found.key
    return found


def is_dataset_lost() -> bool:
    """Whether `lost_dataset` has something to say."""
    return "dataset lost" in st.session_state


def lost_dataset() -> str:
    """Say, once, that the dataset is not there that a link names, or that was open; "" if all is well."""
    key = st.session_state.pop("dataset lost", None)
    if key is None:
        return ""
    return _("There is no dataset “{name}” here. Shown is the first one; what the link says of date and region belongs to "
             "another map and is left out.", name=str(key)[:60])  # fmt: skip


def forget_view() -> None:
    """Let go of what was chosen on the last map: nothing of it holds on the next."""
    view: View | None = st.session_state.get("view")
    for key in OF_A_VIEW:
        st.session_state.pop(key, None)
    if view is not None:
        st.session_state["view"] = View(language=view.language)


def turn_to_another() -> None:
    """Turn to another map by a control of the app: what the address says is of the last one, until it is written again.

    It is not emptied, for that would be an entry of the browser's history.
    """
    forget_view()
    st.session_state["turned"] = True


def has_turned() -> bool:
    """Whether the address still speaks of another map."""
    return "turned" in st.session_state


def box(known: Sequence[Served]) -> None:
    """Draw the box that chooses among several datasets, by their titles."""
    if len(known) < 2:
        return
    titles, now = titles_of(known), st.session_state["served"]
    box = f"dataset {now} {spoken()}"
    with st.container(key="datasets"):
        # a dataset that was chosen otherwise, or another language, makes it a new box: a browser goes on sending what it held
        st.selectbox(_("Dataset"), list(titles), index=list(titles).index(now), format_func=lambda key: titles.get(key, key),
                     label_visibility="collapsed", key=box, on_change=_chosen, args=(box,))


def _chosen(key: str) -> None:
    st.session_state["served"] = st.session_state[key]
    turn_to_another()


@lru_cache(maxsize=256)
def _title_at(folder: Path, language: str, changed: tuple[int, int]) -> str:
    del changed  # a part of the key of the cache
    try:
        return title_in(read_settings(folder), language)
    except OutageBriefError:
        return folder.name  # what is wrong is told where it is opened


def _title_of(folder: Path) -> str:
    found = (folder / FILE).stat()
    return _title_at(folder, spoken(), (found.st_mtime_ns, found.st_size))
