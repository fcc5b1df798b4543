"""Where the uploads of a session lie: a temporary folder of its own, which goes when the session has ended.

The dataset that a reader makes of them lies beside it, for it outlives a reload of the page (`panels/own.py`): it
stays as long as a session holds it, and a while longer.

Streamlit does not say when a session ends, and may hold what it held long after. So a thread looks
which sessions are connected, and removes the folders of the others; the rest goes when the app
stops. What an app that was killed has left is swept at the next start.
"""

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

PREFIX = "outage-brief-uploads-"
NEWBORN_S = 60.0  # between its making and its lock a folder looks as if nobody held it
LOOK_S = 30.0
AWAY_S = 180.0  # for two minutes Streamlit takes back a session whose connection was lost
OWN, OWN_AWAY_S, MOST_LEFT = "own-", 1800.0, 20  # datasets of readers' own; of those that nobody looks at, so many are kept
_ONE_HOME = Lock()
_holders: dict[str, set[str]] = {}  # the sessions that look, or looked, at a dataset of a reader's own, by its folder


@dataclass(frozen=True, kw_only=True)
class _Home:
    """The folder of all sessions of this process, and the handle that holds its lock."""

    folder: "tempfile.TemporaryDirectory[str]"
    lock: int


def session_folder() -> Path:
    """Return this session's folder, made when it is first asked for. Raises OSError."""
    context = get_script_run_ctx()
    assert context is not None, "uploads are kept while the app's script runs"
    folder = home_folder() / context.session_id
    folder.mkdir(exist_ok=True)
    return folder


def home_folder() -> Path:
    """Return the folder of all sessions of this process. Raises OSError."""
    with _ONE_HOME:
        return Path(_home().folder.name)


def session_holds(session: str, own: str) -> None:
    """Note that a session looks at a dataset of a reader's own, by the name of its folder."""
    with _ONE_HOME:
        _holders.setdefault(own, set()).add(session)


def let_go_of(session: str) -> list[str]:
    """Note that a session looks at none any more; returns the folders that it held and no session that is connected holds."""
    with _ONE_HOME:
        held = [own for own, holders in _holders.items() if session in holders]
        for own in held:
            _holders[own].discard(session)
        return [own for own in held if not any(map(_is_connected, _holders[own]))]


def kept(name: str, content: bytes, *, key: str) -> Path:
    """Keep a file of the visitor's under its key and its own suffix, in place of an earlier one of that key.

    The name that the visitor's file had shapes no path: it may be too long, or mean another file.
    Streamlit has seen to the suffix. Raises OSError if writing fails.
    """
    folder = session_folder()
    path = folder / f"{key}{Path(name).suffix.casefold()}"
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


def remove_ended(home: Path, is_connected: Callable[[str], bool], *, now: float) -> None:
    """Remove the folders of sessions that have not been connected for `AWAY_S`, and readers' own datasets after `OWN_AWAY_S`.

    `now` in seconds since the epoch. A folder's time of change says when a session of it was last seen. Of own datasets that no
    session holds, those last seen stay, `MOST_LEFT` of them.
    """
    left = list[tuple[float, Path]]()
    for folder in home.iterdir():
        own = folder.name.startswith(OWN)
        with _ONE_HOME:
            sessions = {*_holders.get(folder.name, ())} if own else {folder.name}
        seen = folder.stat().st_mtime
        if any(map(is_connected, sessions)):
            os.utime(folder, (now, now))
        elif now - seen > (OWN_AWAY_S if own else AWAY_S):
            _remove(folder)
        elif own:
            left.append((seen, folder))
    for _, folder in sorted(left)[: max(0, len(left) - MOST_LEFT)]:
        _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with _ONE_HOME:
        _holders.pop(folder.name, None)


def _is_connected(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


@lru_cache(maxsize=1)
def _home() -> _Home:
    folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    lock = os.open(folder.name, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    Thread(target=_look_after, args=(Path(folder.name),), daemon=True).start()
    return _Home(folder=folder, lock=lock)


def _look_after(home: Path) -> None:
    while home.exists():
        if runtime.exists():
            with suppress(OSError):  # the app is just stopping, or the disk fails: it looks again
                remove_ended(home, runtime.get_instance().is_active_session, now=time.time())
        time.sleep(LOOK_S)


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
