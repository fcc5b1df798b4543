"""Where the uploads of a session lie: a temporary folder of its own, which goes when the session does.

Streamlit does not say when a session ends; it lets go of what the session held. So each session
holds its folder, and the folder is removed with the last reference to it, or when the app stops.
What an app that was killed has left is swept at the next start.
"""

import fcntl
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

PREFIX = "outage-brief-uploads-"
NEWBORN_S = 60.0  # between its making and its lock a folder looks as if nobody held it
HELD = "uploads"


@dataclass(frozen=True, kw_only=True)
class _Home:
    """The folder of all sessions of this process, and the handle that holds its lock."""

    folder: "tempfile.TemporaryDirectory[str]"
    lock: int


def session_folder() -> Path:
    """Return this session's folder, made when it is first asked for. Raises OSError."""
    if HELD not in st.session_state:
        st.session_state[HELD] = tempfile.TemporaryDirectory(
            dir=_home().folder.name, prefix="session-", ignore_cleanup_errors=True)  # fmt: skip
    return Path(st.session_state[HELD].name)


def kept(upload: Any, *, key: str) -> Path:
    """Keep an upload under its key and its own suffix, in place of an earlier one of that key.

    The name that the visitor's file had shapes no path: it may be too long, or mean another file.
    Streamlit has seen to the suffix. Raises OSError if writing fails.
    """
    folder, content = session_folder(), upload.getvalue()
    path = folder / f"{key}{Path(upload.name).suffix.casefold()}"
    for earlier in folder.glob(f"{key}.*"):
        if earlier != path:
            earlier.unlink()
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)
    return path


def sweep() -> None:
    """Remove what apps of this user have left in the temporary folder that no longer run."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=1)
def _home() -> _Home:
    folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    lock = os.open(folder.name, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    return _Home(folder=folder, lock=lock)


def _is_left(folder: Path) -> bool:
    """Whether a folder is this user's, not just made, and held by no process that runs."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:  # another user's, or a link
        return False
    try:
        found = os.fstat(handle)
        if found.st_uid != os.getuid() or time.time() - found.st_mtime < NEWBORN_S:
            return False
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True
