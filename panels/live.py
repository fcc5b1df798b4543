"""What changes while the app is open: files on disk, and what is pulled from elsewhere."""

import datetime as dt
import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from threading import Thread

import streamlit as st

from geo.dataset import Dataset
from geo.errors import OutageBriefError, words_of
from geo.language import _
from geo.read import pull
from geo.sources import copies_of, in_words
from geo.times import day_in_words
from panels.reading import Reading, latest
from panels.shown import view
from panels.text import plain

RETRY_S = 10
LOOK_S = 10.0  # so often the app looks for datasets that were added


@dataclass(frozen=True, kw_only=True)
class _Failure:
    """Since when the refresh of a dataset fails (aware), and why it did last."""

    since: dt.datetime
    reason: str


_failing: dict[str, _Failure] = {}  # by folder; the thread that refreshes writes it, all sessions read it


def stamp_of(folder: str) -> str:
    """Return a short text that changes whenever the app would show or say something else of a dataset.

    Files that have changed and settled are read.
    """
    now = latest(folder)
    said = [now.stamp, now.read_at, now.trouble, _failing.get(folder)]
    if now.dataset is not None:
        said += [in_words(copy, now=dt.datetime.now(dt.UTC)) for copy in copies_of(folder, asdict(now.dataset.settings.files))]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


@st.fragment(run_every=RETRY_S)
def wait_for(folder: str, shown: Reading) -> None:
    """Look again and again whether a dataset that cannot be shown can be read now, and draw the app again if so."""
    now = latest(folder)
    if now.dataset is not None or now.trouble != shown.trouble:
        st.rerun()


def news(folder: str, now: Reading, show_day: Callable[[dt.date], None]) -> None:
    """Say what has become of the files since the app was started: new data, files that cannot be read, a refresh that fails.

    `show_day` is called when the reader asks for the newest date with reports.
    """
    assert now.dataset is not None
    if failure := _failing.get(folder):
        st.warning(_("**Refresh failed since {moment}.** It is tried again.", moment=_clock(failure.since, now.dataset)))
        with st.expander(_("Why the refresh failed")):
            st.text(str(failure.reason))
    if now.trouble:
        st.warning(_("**The files have changed, but cannot be read as they are now.** Shown is their state of {moment}.",
                     moment=_clock(now.read_at, now.dataset)))  # fmt: skip
        with st.expander(_("What is wrong with them")):
            st.text(str(now.trouble))
    _copies(folder, now.dataset)
    if not now.first:
        _news(now, now.dataset, show_day)


def keep_all_fresh(folders: Callable[[], Iterable[str]], *, refresh_s: float) -> None:
    """Keep each of some datasets fresh, for as long as the app runs: a slow sender of one holds up no other.

    `folders` is asked again and again, for a dataset may be added.
    """
    begun = set[str]()
    while True:
        for folder in folders():
            if folder not in begun:
                begun.add(folder)
                Thread(target=keep_fresh, args=(folder,), kwargs={"refresh_s": refresh_s}, daemon=True).start()
        time.sleep(LOOK_S)


def keep_fresh(folder: str, *, refresh_s: float) -> None:
    """Pull what the dataset takes from elsewhere every `refresh_s` seconds, for as long as the app runs.

    No error ends it, for data that stop in silence look like good ones: `watch` says since when it fails.
    """
    age = refresh_s
    while True:
        refresh(folder, refresh_s=age)
        age = 0.0  # it is this loop that keeps the time
        time.sleep(refresh_s)


def refresh(folder: str, *, refresh_s: float) -> None:
    """Pull once, note whether it failed for `watch`, and print the error with its time; raises nothing."""
    try:
        pull(folder, refresh_s=refresh_s)
    except Exception as error:  # a full disk, a fault of a library, one of this program: it is tried again
        now = dt.datetime.now(dt.UTC)
        since = _failing[folder].since if folder in _failing else now
        # a foreign error may quote an address with its password
        reason = words_of(error) if isinstance(error, OutageBriefError) else type(error).__name__
        _failing[folder] = _Failure(since=since, reason=reason)
        print(f"{now:%Y-%m-%d %H:%M:%S} UTC: refresh failed: {reason}", file=sys.stderr, flush=True)
    else:
        _failing.pop(folder, None)


def _copies(folder: str, dataset: Dataset) -> None:
    for copy in copies_of(folder, asdict(dataset.settings.files)):
        show = st.warning if copy.refused else st.caption
        show(plain(in_words(copy, now=dt.datetime.now(dt.UTC))))


def _news(now: Reading, dataset: Dataset, show_day: Callable[[dt.date], None]) -> None:
    st.caption(_("Data reloaded: {moment}.", moment=_clock(now.read_at, dataset)))
    days = dataset.timeline.days_with_reports
    newest = dataset.timeline.day(int(days[-1])) if len(days) else None
    if newest is not None and newest > (view().date or newest):
        said = _("Newer reports: show {day}", day=day_in_words(newest))
        st.button(said, key="newest", on_click=show_day, args=(newest,))


def _clock(at: dt.datetime, dataset: Dataset) -> str:
    at = at.astimezone(dataset.settings.zone)
    return f"{day_in_words(at.date())}, {at:%H:%M:%S} ({plain(dataset.settings.zone_name)})"
