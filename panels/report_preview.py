"""What the drafted records of a report would change, before any is accepted: a small map, and a line for each region."""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st

from briefing.try_report import Tried, tried
from geo.acceptance import codes_of
from geo.dataset import Dataset
from geo.errors import OutageBriefError
from geo.language import _, spoken
from geo.localised import localised
from geo.sources import fingerprint
from geo.times import day_in_words
from geo.view import View, parse_date
from layers import marks
from layers.map import build_map
from layers.page import page_of
from layers.style import state_in_words
from panels.components import host
from panels.report_text import TIMES, Draft
from panels.text import plain

MOST_DAYS = 5  # that are compared, the last ones
LAYERS = ("regions", "reports")  # a name would lie under the number of a record; names stand in the lines
KEPT = "report preview"


def days_of(records: Iterable[Draft]) -> list[str]:
    """Return the days that records name, YYYY-MM-DD, the earliest first."""
    return sorted({day for record in records for name in TIMES if (day := record[name][:10])})


def what_would_change(dataset: Dataset, folder: str, draft: Draft, records: Mapping[int, Draft]) -> None:
    """Offer to show what some records (by number) would change; what was shown goes when they are edited."""
    key = (repr(records), fingerprint(folder), spoken())
    is_dated = bool(draft["published_at"] or days_of(records.values()))
    if st.button(_("Show what would change"), key="try_report", disabled=not is_dated):
        with st.spinner(_("Drawing a preview ...")):
            st.session_state[KEPT] = (key, _outcome(dataset, folder, draft, records))
    kept = st.session_state.get(KEPT)
    if kept is None or kept[0] != key:
        return
    page, lines = kept[1]
    if page:
        with st.container(key="report_preview"):
            host(key="preview of report", data=page)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def _outcome(dataset: Dataset, folder: str, draft: Draft, records: Mapping[int, Draft]) -> tuple[bytes, list[str]]:
    """Return the page of the small map, b"" if there is none, and what would change in words."""
    numbers = [number + 1 for number in records]
    try:
        days = [parse_date(day) for day in days_of(records.values()) or [draft["published_at"]]][-MOST_DAYS:]
        found = tried(dataset, Path(folder), {**draft, "records": [*records.values()]}, codes=codes_of(dataset), days=days)
        page = _page(found, days[-1], numbers)
    except (OutageBriefError, OSError) as error:
        return b"", [f"{_('The records cannot be accepted as they are.')} {error}"]
    lines, regions = [], localised(found.dataset, spoken()).regions
    names = dict(zip(regions["code"], regions["name"], strict=True))
    for one in found.differences:
        said_in = ", ".join(str(numbers[at]) for at in one.records) or "–"
        told = {"region": names[one.code], "day": day_in_words(one.day), "now": state_in_words(one.before),
                "after": state_in_words(one.after), "records": said_in}  # fmt: skip
        lines.append(_("{region}, {day}: {now} → {after} (records: {records})", **told) if one.before != one.after
                     else _("{region}, {day}: keeps its state, {now} (records: {records})", **told))  # fmt: skip
    lines += [_("Not on the map: {record}: {why}", record=numbers[at], why=why) for at, why in found.off_map]
    seen = {at for one in found.differences for at in one.records} | {at for at, _why in found.off_map}
    lines += [_("Record {number} is not shown on these days.", number=number) for at, number in enumerate(numbers)
              if at not in seen]  # fmt: skip
    return page, [_("The small map shows {day}, with the numbers of the records.", day=day_in_words(days[-1])), *lines]


def _page(found: Tried, day: dt.date, numbers: list[int]) -> bytes:
    signs = {one.code: ",".join(str(numbers[at]) for at in one.records) for one in found.differences
             if one.day == day and one.records}  # fmt: skip
    view = View(date=day, language=spoken(), layers=LAYERS)
    return page_of(build_map(found.dataset, view, more=[marks.layer(signs)]), small=True).encode()
