"""All dates at once: regions without power and the figures, day by day, with episodes, and the days of which nothing is known."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from geo.dataset import Dataset, at_level, day_by_day
from geo.derived import derived
from geo.language import N_, WordTable, _, number_in_words, plural
from geo.quantities import KINDS, Quantity, in_words
from geo.situation import Situation, totals_by_day
from geo.states import LAST_KNOWN, STATE_BITS, State, all_hidden, unsaid
from geo.timeline import Change
from geo.times import day_in_words
from layers.style import ALL_HIDDEN_WORDS, Palette
from panels.shown import show, view
from panels.swatch import patch
from panels.text import plain
from panels.theme import chart_locale, palette

NEW, OLD, NOTHING = N_("reported on the date"), N_("last known, no news since"), N_("No report: nothing is known")
LEAST, MOST = N_("at least"), N_("at most")
COMPARE, SHOW_WORST = N_("compares its last date with its first"), N_("shows the worst of its dates")
AFFECTED, SILENT, HIDDEN = "affected", "silent", "hidden"
REGIONS_PX, FIGURES_PX = 150, 90
LEAST_LABEL_PX, SIGN_PX = 34, 7  # room for the labels of an axis, and for one sign of theirs
REPORTED = WordTable({"people": "People, as reported", "customers": "Customers, as reported",
                      "settlements": "Settlements, as reported", "facilities": "Facilities, as reported"})  # fmt: skip
OF_KIND = WordTable({"people": "People", "customers": "Customers", "settlements": "Settlements", "facilities": "Facilities"})


DAY = pd.Timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Day:
    """One date: how many regions are without power, said on the date (`new`) or last known (`old`); the total of a figure.

    `what` is AFFECTED, SILENT (nothing is reported), HIDDEN (by a filter), or "" where power is reported to be on.
    """

    date: dt.date
    new: int
    old: int
    what: str
    figure: Quantity | None

    def figure_in_words(self) -> str:
        """Say the date and its figure."""
        return f"{day_in_words(self.date)}: {in_words(self.figure) if self.figure else _('no figure given')}"

    def regions_in_words(self) -> str:
        """Say the date and how many regions are without power."""
        unknown = {SILENT: NOTHING, HIDDEN: ALL_HIDDEN_WORDS, "": N_("No region reported without power")}.get(self.what)
        said = _(unknown) if unknown else plural("{count} region, of which {old} last known",
                                                 "{count} regions, of which {old} last known", self.new + self.old, old=self.old)
        return f"{day_in_words(self.date)}: {said}"


def kind_of(dataset: Dataset) -> str | None:
    """Return the kind of figure that the second chart shows: the first that anybody gave, None if nobody gave any."""
    return next((kind for kind in KINDS if any(totals[kind] for totals in totals_by_day(dataset))), None)


@derived(most=4)
def history(dataset: Dataset, level: int | None) -> tuple[Day, ...]:
    """Return all dates of a dataset, in order."""
    timeline, kind = at_level(dataset, level).timeline, kind_of(dataset)
    out, old = timeline.codes & STATE_BITS >= State.PART, timeline.codes & LAST_KNOWN > 0
    known = (timeline.codes & STATE_BITS > State.NO_REPORT).any(axis=1) | unsaid(timeline.codes).any(axis=1)
    hidden = all_hidden(timeline.codes).any(axis=1)
    what = np.select([out.any(axis=1), ~known & hidden, ~known], [AFFECTED, HIDDEN, SILENT], "")
    said, carried = (out & ~old).sum(axis=1).tolist(), (out & old).sum(axis=1).tolist()
    return tuple(
        Day(date=timeline.day(index), new=said[index], old=carried[index], what=str(what[index]),
            figure=totals[kind] if kind else None)
        for index, totals in enumerate(totals_by_day(dataset))
    )  # fmt: skip


def spans_of(days: tuple[Day, ...]) -> list[tuple[Day, ...]]:
    """Return the spans of successive dates of one `what`: an episode is one that is AFFECTED."""
    return [tuple(of) for _what, of in groupby(days, key=lambda one: one.what)]


def timeline_tab(dataset: Dataset, situation: Situation) -> None:
    """Draw the charts and the list of episodes; a click chooses a date, a drag compares the ends of a span."""
    days = history(dataset := day_by_day(dataset), view().level)
    if len(days) < 2:
        st.caption(_("There is one date only."))
        return
    spans, kind = spans_of(days), kind_of(dataset)
    key = f"timeline {situation.date} {view().compare} {view().worst_since} {view().level} {view().only}"
    _chart(_of_regions(days, spans), days, Day.regions_in_words, key=key, title=_("Regions without power"), height=REGIONS_PX)
    if kind is not None:
        _chart(_of_figures(days), days, Day.figure_in_words, key=f"{kind} {key}", title=REPORTED[kind],
               height=FIGURES_PX)
    st.segmented_control(_("To drag over a span"), [COMPARE, SHOW_WORST], default=COMPARE, key="drag", required=True,
                         format_func=_)  # fmt: skip
    st.caption(_("Click a date to see it, or drag over a span. A line above the bars is an episode; │ is the date shown."))
    _episodes([one for one in spans if one[0].what == AFFECTED], kind, key=key)


def _of_regions(days: tuple[Day, ...], spans: list[tuple[Day, ...]]) -> pd.DataFrame:
    """The rectangles of the first chart: from `first` up to `end`, from `low` to `high` regions, and what each shows."""
    most = max(1, *(day.new + day.old for day in days))
    rows: list[tuple[dt.date, dt.date, float, float, str]] = []
    for span in spans:
        first, last = span[0].date, span[-1].date
        if span[0].what in {SILENT, HIDDEN}:
            rows.append((first, last, 0, most, NOTHING if span[0].what == SILENT else ALL_HIDDEN_WORDS))
        if span[0].what == AFFECTED:
            rows.append((first, last, most * 1.1, most * 1.18, NEW))
    for day in days:
        rows += [(day.date, day.date, 0, day.old, OLD), (day.date, day.date, day.old, day.old + day.new, NEW)]
    return pd.DataFrame([one for one in rows if one[3] > one[2]], columns=["first", "last", "low", "high", "shown"])


def _of_figures(days: tuple[Day, ...]) -> pd.DataFrame:
    """The rectangles of the second chart: up to the least that is meant, and lighter up to the most."""
    rows: list[tuple[dt.date, dt.date, float, float, str]] = []
    for day in days:
        if day.figure is not None:
            low = day.figure.low or 0
            rows += [(day.date, day.date, 0, low, LEAST), (day.date, day.date, low, day.figure.high or low, MOST)]
    return pd.DataFrame([one for one in rows if one[3] > one[2]], columns=["first", "last", "low", "high", "shown"])


def _most(days: tuple[Day, ...]) -> int:
    """Return the largest figure of any date."""
    return max((day.figure.high or day.figure.low or 0 for day in days if day.figure), default=0)


def _colours(look: Palette) -> dict[str, str]:
    worst, some = look.states[State.NEARLY_ALL], look.states[State.PART]
    return {NEW: worst, OLD: some, NOTHING: look.states[State.NO_REPORT], ALL_HIDDEN_WORDS: look.changes[Change.HIDDEN],
            LEAST: worst, MOST: some}  # fmt: skip


# To a screen reader a chart is one picture with its title; the list of episodes below says what its bars say. As a drawing it
# would hold parts without words, such as the frame of a drag
AS_PICTURE = {"embedOptions": {"renderer": "canvas"}}


def _chart(parts: pd.DataFrame, days: tuple[Day, ...], say: Callable[[Day], str], *, key: str, title: str, height: int) -> None:
    """Draw rectangles over all dates, the date shown and the one compared with, and take a click or a drag."""
    import altair as alt  # when it is needed: it takes a second to load

    look = palette()
    colours = _colours(look)
    dates = pd.to_datetime([day.date for day in days], utc=True)  # civil days, whatever the zone of the browser
    every = pd.DataFrame({"first": dates, "end": dates + DAY, "day": [day.date.isoformat() for day in days],
                          "words": [say(day) for day in days]})  # fmt: skip
    parts = parts.assign(first=pd.to_datetime(parts["first"], utc=True), end=pd.to_datetime(parts["last"], utc=True) + DAY)
    x = alt.X("first:T", title=None, scale=alt.Scale(type="utc", nice=False),
              axis=alt.Axis(format="%-d %b %Y", tickCount=4, grid=False, labelColor=look.ink))
    room = max(LEAST_LABEL_PX, SIGN_PX * len(number_in_words(_most(days))))  # the same for both charts: their dates stand in line
    y = alt.Y("low:Q", title=None, axis=alt.Axis(tickCount=3, tickMinStep=1, grid=False, format=",d", labelColor=look.ink,
                                                 minExtent=room, maxExtent=room))
    shown = [name for name in colours if name in set(parts["shown"])]
    scale = alt.Scale(domain=shown, range=[colours[name] for name in shown])
    colour = alt.Color("shown:N", legend=None, scale=scale)
    bars = alt.Chart(parts.drop(columns="last")).mark_rect(stroke=None).encode(x=x, x2="end:T", y=y, y2="high:Q", color=colour)
    earlier = view().compare or view().worst_since
    rules = [
        alt.Chart(pd.DataFrame({"first": [pd.Timestamp(str(day), tz="UTC") + DAY / 2]}))
        .mark_rule(color=line, strokeWidth=2, strokeDash=dash).encode(x=x)
        for day, line, dash in ((view().date, look.accent, [1, 0]), (earlier, look.ink, [4, 3])) if day is not None
    ]  # fmt: skip
    said = alt.Tooltip("words:N", title=" ")
    hit = alt.Chart(every).mark_rect(opacity=0.001, color=look.ink).encode(x=x, x2="end:T", tooltip=said)
    hit = hit.add_params(alt.selection_point(name="date", fields=["day"]), alt.selection_interval(name="span", encodings=["x"]))
    signs = " · ".join(f"![]({patch(colours[name])}) {_(name)}" for name in shown)
    st.markdown(f"**{plain(title)}**  \n{signs}")
    chart: Any = alt.layer(bars, *rules, hit).properties(height=height, description=title, usermeta=AS_PICTURE)
    chart = chart.configure(locale=chart_locale()).configure_view(stroke=None)
    st.altair_chart(chart, width="stretch", key=key, on_select=lambda: _selected(key, days), selection_mode=("date", "span"))


def _selected(key: str, days: tuple[Day, ...]) -> None:
    """Show the date that was clicked, or compare the ends of the span that was drawn."""
    chosen = st.session_state[key]["selection"]
    first, last, compare = days[0].date, days[-1].date, view().compare
    if span := chosen.get("span", {}).get("first"):
        begin, end = (min(max(dt.datetime.fromtimestamp(ms / 1000, dt.UTC).date(), first), last) for ms in (span[0], span[-1]))
        if begin < end:
            compares = st.session_state.get("drag", COMPARE) == COMPARE
            show(date=end, compare=begin if compares else None, worst_since=None if compares else begin)
            return
    if points := [one["day"] for one in chosen.get("date", []) if "day" in one]:
        day = dt.date.fromisoformat(points[0])
        since = view().worst_since
        show(date=day, compare=compare if compare is None or compare < day else None,
             worst_since=since if since is None or since < day else None)  # fmt: skip


def _episodes(spans: list[tuple[Day, ...]], kind: str | None, *, key: str) -> None:
    """List the episodes, the newest first; a row chooses the worst date of its."""
    if not spans:
        st.caption(_("No date has a region without power."))
        return
    worst = [max(span, key=lambda day: day.new + day.old) for span in reversed(spans)]
    table: dict[str, list[Any]] = {
        _("From"): [day_in_words(span[0].date) for span in reversed(spans)],
        _("To"): [day_in_words(span[-1].date) for span in reversed(spans)],
        _("Most regions"): [day.new + day.old for day in worst],
    }  # fmt: skip
    if kind is not None:
        largest = [max((day.figure for day in span if day.figure), key=lambda one: one.low or one.high or 0, default=None)
                   for span in reversed(spans)]  # fmt: skip
        table[OF_KIND[kind]] = ["" if one is None else in_words(one) for one in largest]

    def chosen() -> None:
        rows = st.session_state[f"episodes {key}"]["selection"]["rows"]
        if rows:
            show(date=worst[rows[0]].date, compare=None, worst_since=None)

    st.dataframe(pd.DataFrame(table), hide_index=True, key=f"episodes {key}", on_select=chosen, selection_mode="single-row",
                 alt=_("Episodes: first and last date, most regions without power, figure"))  # fmt: skip
