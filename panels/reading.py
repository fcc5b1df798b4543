"""The dataset and its page, read once for all sessions, and anew when its files have changed and are good."""

import datetime as dt
import gc
import math
import time
from _thread import LockType
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from weakref import WeakValueDictionary

from briefing.export import html_of
from geo.dataset import Dataset
from geo.derived import derived
from geo.errors import OutageBriefError, faults_of_reading, words_of
from geo.read import pull, read_dataset
from geo.sentences import Sentence
from geo.situation.filtering import filtered
from geo.situation.worst import worst_since
from geo.sources import fingerprint
from geo.view import Only, View

SETTLED_S = 1.0  # files are read when they have not changed for so long: half a file may look like a whole one
PATIENCE_S = 30.0  # files that change all the time are read at last
MOST_FOLDERS = 4  # that are kept without a session that shows them
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


_TABLES = Lock()  # held only while the tables below are looked at, never while files are read
_last: OrderedDict[str, Reading] = OrderedDict()
_alive: WeakValueDictionary[str, Reading] = WeakValueDictionary()
_locks: WeakValueDictionary[str, LockType] = WeakValueDictionary()
_changing: dict[str, "_Change"] = {}


@dataclass(frozen=True, kw_only=True)
class _Change:
    """Files that are changing: what they look like now, since when, and since when they are changing at all (seconds)."""

    stamp: str
    since: float
    begun: float


def latest(folder: str, *, at_once: bool = False) -> Reading:
    """Return the last good state of a dataset, read anew if its files have changed and settled; `at_once` does not wait for that.

    While a folder is read, whoever has a state of it to show keeps that, and whoever has none waits. Other folders are not
    held up.
    """
    known = _known(folder)
    with _TABLES:
        lock = _locks.setdefault(folder, Lock())
    if not lock.acquire(blocking=at_once or known is None) and known is not None:
        return known
    try:
        known = _known(folder)  # somebody else may have read it meanwhile
        if known is not None and not _is_due(folder, known, at_once=at_once):
            return known
        now = _read(folder, known)
        _changing.pop(folder, None)
        with _TABLES:
            _alive[folder] = now
            _use(folder, now)
        del known
        _tidy()
        return now
    finally:
        lock.release()


def _is_due(folder: str, known: Reading, *, at_once: bool) -> bool:
    """Whether a folder is to be read again: there was nothing to show for a while, or its files have changed and settled."""
    if known.dataset is None and _age_s(known) > RETRY_S:
        return True
    if (stamp := fingerprint(folder)) == known.stamp:
        _changing.pop(folder, None)
        return False
    return at_once or _is_settled(folder, stamp)


@lru_cache(maxsize=MOST_FOLDERS)
def known_then(folder: str, stamp: str, day: dt.date) -> tuple[Dataset, bytes]:
    """Return a dataset as it was known on a day, with its page. `stamp`: the fingerprint of its files. Raises DataError."""
    del stamp  # a part of the key of the cache
    dataset = read_dataset(folder, refresh_s=math.inf, known_on=day)
    return dataset, html_of(dataset, View(known_on=day))


@derived(most=4)
def page_of_choice(dataset: Dataset, only: Only, worst: dt.date | None, language: str) -> bytes:
    """Return the page of what a filter shows of a dataset, at the worst since a date, in a language, of the default View; it is
    kept with the dataset.
    """
    return html_of(worst_since(filtered(dataset, only), worst), View(known_on=dataset.known_on, language=language))


def last_good(folder: str) -> Dataset | None:
    """Return the last good state of a dataset folder that somebody has read, None if nobody has; nothing is read."""
    known = _known(folder)
    return known.dataset if known else None


def is_changing(folder: str) -> bool:
    """Whether the files of a folder have changed since they were read, and are not yet settled."""
    return folder in _changing


def _known(folder: str) -> Reading | None:
    """Return the last state of a folder, if it is kept, or if a session still shows it."""
    with _TABLES:
        known = _alive.get(folder)
        if known is not None:
            _use(folder, known)
        return known


def _tidy() -> None:
    """Free what has been replaced, and take the rest out of the sight of the garbage collector.

    Streamlit collects all garbage after each run of each session, and each time would walk through all datasets.
    """
    gc.unfreeze()  # what was taken out earlier may be garbage now
    gc.collect()
    gc.freeze()


def _use(folder: str, reading: Reading) -> None:
    """Put a folder at the end of those that are kept, and let go of the one that was not used for longest.

    The folder that is read first is the one that the app serves: it stays at the head and is never let go.
    """
    _last[folder] = reading
    if folder != next(iter(_last)):
        _last.move_to_end(folder)
    while len(_last) > MOST_FOLDERS:
        gone = list(_last)[1]
        del _last[gone]
        _changing.pop(gone, None)


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
        with faults_of_reading(folder, what=Sentence("the map cannot be drawn"), expected=Sentence("files that make a map"),
                               remedy=Sentence("run `check` on the folder; if its files are whole, report this with them")):
            page = html_of(dataset, View())
        return Reading(stamp=stamp, dataset=dataset, page=page, read_at=now, first=known is None)
    except (OutageBriefError, OSError) as error:
        if known is None or known.dataset is None:
            return Reading(stamp=stamp, read_at=now, trouble=words_of(error))
        return replace(known, stamp=stamp, trouble=words_of(error))
