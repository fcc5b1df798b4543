"""The dataset and its page, read once for all sessions, and anew when its files have changed and are good."""

import datetime as dt
import math
import time
from dataclasses import dataclass, replace
from threading import Lock

from briefing.export import html_of
from geo.dataset import Dataset
from geo.errors import OutageBriefError
from geo.read import fingerprint, pull, read_dataset
from geo.view import View

SETTLED_S = 1.0  # files are read when they have not changed for so long: half a file may look like a whole one
PATIENCE_S = 30.0  # files that change all the time are read at last
RETRY_S = 10.0  # while there is nothing to show, it is tried again so often


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A dataset folder as it was last looked at.

    `stamp`: the fingerprint of its files; `dataset`, `page`: its last good state and the page of the default View, None and b""
    if there is none; `read_at`: when that was read, aware; `first`: whether it is the first of the app's run; `trouble`: why
    the files as they are now cannot be shown, or "".
    """

    stamp: str
    dataset: Dataset | None = None
    page: bytes = b""
    read_at: dt.datetime
    first: bool = True
    trouble: str = ""


_ONE_AT_A_TIME = Lock()
_last: dict[str, Reading] = {}
_changing: dict[str, "_Change"] = {}


@dataclass(frozen=True, kw_only=True)
class _Change:
    """Files that are changing: what they look like now, since when, and since when they are changing at all (seconds)."""

    stamp: str
    since: float
    begun: float


def latest(folder: str, *, at_once: bool = False) -> Reading:
    """Return the last good state of a dataset, read anew if its files have changed and settled; `at_once` does not wait for that.

    While it is read anew, whoever has a state to show keeps it, and whoever has none waits.
    """
    if not _ONE_AT_A_TIME.acquire(blocking=at_once or folder not in _last):
        return _last[folder]
    try:
        known = _last.get(folder)
        if known is None or (known.dataset is None and _age_s(known) > RETRY_S):
            _last[folder] = _read(folder, known)
        elif (stamp := fingerprint(folder)) == known.stamp:
            _changing.pop(folder, None)
        elif at_once or _is_settled(folder, stamp):
            _changing.pop(folder, None)
            _last[folder] = _read(folder, known)
        return _last[folder]
    finally:
        _ONE_AT_A_TIME.release()


def _is_settled(folder: str, stamp: str) -> bool:
    now, change = time.monotonic(), _changing.get(folder)
    if change is None or change.stamp != stamp:
        change = _Change(stamp=stamp, since=now, begun=now if change is None else change.begun)
        _changing[folder] = change
    return now - change.since >= SETTLED_S or now - change.begun >= PATIENCE_S


def _age_s(reading: Reading) -> float:
    return (dt.datetime.now(dt.UTC) - reading.read_at).total_seconds()


def _read(folder: str, known: Reading | None) -> Reading:
    """Read a folder. What is elsewhere is waited for only as long as there is nothing to show."""
    now, stamp = dt.datetime.now(dt.UTC), fingerprint(folder)
    try:
        if known is None or known.dataset is None:
            pull(folder)
            stamp = fingerprint(folder)  # the copies are there now
        dataset = read_dataset(folder, refresh_s=math.inf)
        return Reading(stamp=stamp, dataset=dataset, page=html_of(dataset, View()), read_at=now, first=known is None)
    except (OutageBriefError, OSError) as error:
        if known is None or known.dataset is None:
            return Reading(stamp=stamp, read_at=now, trouble=str(error))
        return replace(known, stamp=stamp, trouble=str(error))
