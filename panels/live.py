"""What changes while the app is open: files on disk, and what is pulled from elsewhere."""

import datetime as dt
import sys
import time
from collections.abc import Callable
from dataclasses import asdict

import streamlit as st

from geo.copies import copies_of, in_words
from geo.dataset import Dataset, pull
from geo.errors import OutageBriefError
from geo.times import day_in_words
from panels.reading import Reading, latest
from panels.shown import view_parts
from panels.text import plain

POLL_S = 2


@st.fragment(run_every=POLL_S)
def watch(folder: str, shown: Reading, show_day: Callable[[dt.date], None]) -> None:
    """Look every few seconds whether the files have changed: draw the app anew if they have, say it if they cannot be read.

    `show_day` is called when the reader asks for the newest date with reports.
    """
    now = latest(folder)
    if now.dataset is not shown.dataset or (now.dataset is None and now.trouble != shown.trouble):
        st.rerun()
    if now.dataset is None:
        return
    if now.trouble:
        st.warning(f"**The files have changed, but cannot be read as they are now.** Shown is their state of "
                   f"{_clock(now, now.dataset)}.")  # fmt: skip
        with st.expander("What is wrong with them"):
            st.text(now.trouble)
    _copies(folder, now.dataset)
    if not now.first:
        _news(now, now.dataset, show_day)


def keep_fresh(folder: str, *, refresh_s: float) -> None:
    """Pull what the dataset takes from elsewhere every `refresh_s` seconds, for as long as the app runs."""
    age = refresh_s
    while True:
        try:
            pull(folder, refresh_s=age)
        except (OutageBriefError, OSError) as error:  # such as a full disk: it is tried again
            print(error, file=sys.stderr)
        age = 0.0  # it is this loop that keeps the time
        time.sleep(refresh_s)


def _copies(folder: str, dataset: Dataset) -> None:
    for copy in copies_of(folder, asdict(dataset.settings.files)):
        show = st.warning if copy.refused else st.caption
        show(plain(in_words(copy, now=dt.datetime.now(dt.UTC))))


def _news(now: Reading, dataset: Dataset, show_day: Callable[[dt.date], None]) -> None:
    st.caption(f"Data read anew: {_clock(now, dataset)}.")
    days = dataset.timeline.days_with_reports
    newest = dataset.timeline.day(int(days[-1])) if len(days) else None
    if newest is not None and newest > view_parts()["date"]:
        said = f"Newer reports: show {day_in_words(newest)}"
        if st.button(said, key="newest"):
            show_day(newest)
            st.rerun()


def _clock(reading: Reading, dataset: Dataset) -> str:
    at = reading.read_at.astimezone(dataset.settings.zone)
    return f"{day_in_words(at.date())}, {at:%H:%M:%S} ({plain(dataset.settings.zone_name)})"
