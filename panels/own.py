"""The dataset that a reader has opened for themselves, kept so that it outlives a reload of the page and is nobody else's.

A reload is a new session. So the dataset lies in a folder of its own, under a token that no one can guess and that the reader's
browser keeps in a cookie; the address only says which cookie (`own=…`, a hash of the token). A link that is handed on brings no
cookie, and opens nothing. Whoever holds the folder open keeps it; `panels/uploads.py` removes the rest.
"""

import hashlib
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from panels.components import keep
from panels.datasets import forget_view, turn_to_another
from panels.uploads import OWN, home_folder, let_go_of, session_holds

OWN_TABLE = "own"  # of the address: which dataset of the reader's own, beside the View
COOKIE = "outage_brief_own_"
COOKIE_S, MOST_COOKIES = 43_200, 8  # the server forgets sooner
LETTERS = 16
DATASET = "dataset"  # the folder inside the one that is kept


def id_of(token: str) -> str:
    """Return what an address calls the dataset of a token: it says nothing of the token."""
    return hashlib.sha256(token.encode()).hexdigest()[:LETTERS]


def own_folder() -> str | None:
    """Return the folder of the dataset of their own that this reader looks at, None if they look at what is served."""
    return st.session_state.get("own_folder")


def own_id() -> str | None:
    """Return what the address calls that dataset."""
    return id_of(st.session_state["own_token"]) if own_folder() else None


@contextmanager
def new_own() -> Iterator[Path]:
    """Yield the place of a new dataset of the reader's own, to be made there; it takes the place of their earlier one.

    What was made by half is removed. Raises OSError.
    """
    token = secrets.token_urlsafe(32)
    home = home_folder() / f"{OWN}{id_of(token)}"
    home.mkdir(mode=0o700)
    try:
        yield home / DATASET
    except BaseException:  # whatever stops it must leave nothing behind
        shutil.rmtree(home, ignore_errors=True)
        raise
    session = _session()
    for earlier in let_go_of(session):
        shutil.rmtree(home_folder() / earlier, ignore_errors=True)
    session_holds(session, home.name)
    st.session_state.update(own_token=token, own_folder=str(home / DATASET))


def leave_own() -> None:
    """Turn back to what is served; the own dataset stays for as long as the session does."""
    st.session_state.pop("own_folder", None)
    turn_to_another()


def follow_own(named: str | None) -> None:
    """Turn to the own dataset that a new address names, if this browser holds its token, else away from one that is open."""
    if named == own_id():
        return
    forget_view()
    st.session_state.pop("own_folder", None)
    if named is None or not re.fullmatch(r"[0-9a-f]{16}", named):
        return
    folder = home_folder() / f"{OWN}{named}" / DATASET
    for token in (st.session_state.get("own_token", ""), st.context.cookies.to_dict().get(COOKIE + named, "")):
        if id_of(token) == named and folder.is_dir():
            session_holds(_session(), folder.parent.name)
            st.session_state.update(own_token=token, own_folder=str(folder))
            return


def keep_own() -> None:
    """Let the browser keep the token of the own dataset that is open."""
    if (name := own_id()) is not None:
        keep(key="keep", data={"prefix": COOKIE, "name": name, "token": st.session_state["own_token"], "seconds": COOKIE_S,
                               "most": MOST_COOKIES})  # fmt: skip


def _session() -> str:
    context = get_script_run_ctx()
    assert context is not None, "datasets are opened while the app's script runs"
    return context.session_id
