"""One region: its state with its age, every figure that the data have, its dates, and who said what."""

import numpy as np
import pandas as pd
import streamlit as st

from geo.dataset import Dataset, at_level, day_by_day
from geo.language import _, decimal_in_words, number_in_words
from geo.situation import RegionSituation, Situation
from geo.situation.metrics import COLUMNS, HOURS, SHARE, STATE, figures_of, metric_of, metrics_of
from geo.states import STATE_BITS, State
from geo.times import day_in_words
from layers.statements import words_of
from layers.style import STATE_WORDS
from layers.title import date_in_words, totals_in_words, zone_in_words
from panels import correcting
from panels.answer import measured_in_words, since_in_words, state_in_words
from panels.components import copy_button
from panels.shown import view
from panels.text import plain
from panels.theme import chart_locale, palette

CHART_PX = 130


def region_tab(dataset: Dataset, situation: Situation, folder: str) -> None:
    """Draw the chosen region, or say how to choose one. `folder`: of the dataset, "" if it is read only."""
    region = next((one for one in situation.regions if one.code == view().region), None)
    if region is None:
        st.caption(_("No region is chosen. Choose one on the map, in the table under *Now*, or by name in the box above."))
        return
    st.header(plain(region.name), anchor=False)
    st.markdown("  \n".join([f"**{plain(state_in_words(region))}**", *map(plain, _facts(dataset, situation, region))]))
    _timeline(dataset, situation, region)
    if not region.statements:
        st.caption(_("Nothing was reported for this region and date."))
    for record in region.statements:
        card(dataset, region, record, folder, of="region")
    copy_button(_("Copy as text"), as_text(dataset, situation, region), key="copy region")


def card(dataset: Dataset, region: RegionSituation, record: int, folder: str, *, of: str) -> None:
    """One statement: who, in which role, when; what, with figures and services; where it was said; in a folder that may be
    changed, a way to correct it. `of`: what tells this card from another one of the statement.
    """
    words = words_of(dataset, record)
    with st.container(border=True, gap=None):
        st.markdown(f"**{plain(words.who)}** ({words.role}) · {plain(words.when)}")
        st.markdown("  \n".join(map(plain, filter(None, [words.what, words.figures, words.services, words.summary]))))
        if words.quotes:
            st.caption(plain(words.quotes))
        said = _("Record {record}.", record=words.record_id)
        st.caption(plain(f"{said} {_('Sets the colour of the region.')}" if record == region.setter else said))
        if words.url:
            st.link_button(_("Source"), words.url)
        correcting.button(dataset, folder, words.record_id, of=of)


def as_text(dataset: Dataset, situation: Situation, region: RegionSituation) -> str:
    """Return what the tab says as plain text, to be put into a message."""
    zone = zone_in_words(dataset)
    lines = [f"{region.name}, {date_in_words(dataset, situation.date)} ({zone})", state_in_words(region)]
    lines += _facts(dataset, situation, region)
    for record in region.statements:
        words = words_of(dataset, record)
        said = filter(None, [words.what, words.figures, words.services, words.summary, words.quotes, words.url])
        lines += ["", f"{words.who} ({words.role}), {words.when}:", *said]
    return "\n".join(lines)


def _facts(dataset: Dataset, situation: Situation, region: RegionSituation) -> list[str]:
    """Since when, what sources give, what was measured, and why the region has its colour."""
    since = since_in_words(dataset, view(), situation, region)
    found = [_("Without power since {day}", day=since) if since else ""]
    found.append(_("Over all sources: {range}", range=totals_in_words(region.figures)) if region.figures else "")
    if region.measured:
        found.append(measured_in_words(region))
        found += [f"{metric.title}: {_figure(region.measured[column], metric.unit)}" for metric in metrics_of(dataset)
                  if metric.name not in {STATE, SHARE} and (column := COLUMNS.get(metric.name, metric.name)) in region.measured
                  and column != "customers_out"]  # fmt: skip
    found.append(_("Colour chosen by: {rule}", rule=region.rule) if region.rule else "")
    return [one for one in found if one]


def _figure(value: float, unit: str) -> str:
    if unit == "h":
        return _("{hours} h", hours=decimal_in_words(f"{value:.3g}"))
    return number_in_words(round(value)) if not unit else f"{decimal_in_words(f'{value:.3g}')} {unit}"


def _timeline(dataset: Dataset, situation: Situation, region: RegionSituation) -> None:
    """All dates of the region: a bar a date in the colour of its state, and a mark for each statement."""
    import altair as alt  # when it is needed: it takes a second to load

    one = at_level(day_by_day(dataset), view().level)
    if one.timeline.days < 2:
        return
    position = int(np.flatnonzero((one.regions["code"] == region.code).to_numpy())[0])
    table, look = _dates(one, dataset, position), palette()
    scale = alt.Scale(domain=[STATE_WORDS[s] for s in State], range=[look.states[s] for s in State])
    first, last = one.timeline.first_day, one.timeline.day(one.timeline.days - 1)
    x = alt.X("date:T", title=None, scale=alt.Scale(domain=[first.isoformat(), last.isoformat()]),
              axis=alt.Axis(format="%-d %b %Y", tickCount=4, grid=False, labelColor=look.ink))
    most = int(max(State)) if metric_of(dataset, view().metric).name == STATE else max(1.0, float(table["height"].max()))
    y = alt.Y("height:Q", title=None, scale=alt.Scale(domain=[0, most]), axis=None)
    bars = alt.Chart(table[table["height"] > 0]).mark_bar(width=max(2, min(14, 500 // one.timeline.days))).encode(
        x=x, y=y, color=alt.Color("state:N", scale=scale, legend=None),
        tooltip=[alt.Tooltip("date:T", format="%-d %B %Y", title=_("Date")), alt.Tooltip("state:N", title=_("State")),
                 *([alt.Tooltip("figure:Q", format=",.3~f", title=_("Figure"))] if table["figure"].notna().any() else [])])
    today = pd.DataFrame({"date": [pd.Timestamp(situation.date)]})
    layers = [bars, alt.Chart(today).mark_rule(color=look.accent, strokeWidth=2).encode(x=x)]
    if len(said := _said(one, dataset, position)):
        layers.append(alt.Chart(said).mark_point(shape="triangle-up", filled=True, color=look.ink, size=60, opacity=1).encode(
            x=x, y=alt.datum(0), yOffset=alt.value(-5),
            tooltip=[alt.Tooltip("who:N", title=_("Who")), alt.Tooltip("what:N", title=_("What"))]))
    chart = alt.layer(*layers).properties(height=CHART_PX).configure(locale=chart_locale()).configure_view(stroke=None)
    st.altair_chart(chart, width="stretch")
    span = {"first": day_in_words(first), "last": day_in_words(last)}
    st.caption(_("All dates, {first} to {last}; ▲ a statement, │ the date shown.", **span))


def _dates(one: Dataset, dataset: Dataset, position: int) -> pd.DataFrame:
    """A row a date: its state in words, the height of its bar (the state, or the metric's figure), and the figure."""
    timeline = one.timeline
    states = (timeline.codes[:, position] & STATE_BITS).astype(int)
    figure, shown = np.full(timeline.days, np.nan), metric_of(dataset, view().metric).name
    if dataset.count_summary is not None and timeline.values is not None:
        name = HOURS if shown == STATE else shown
        figure = figures_of(one, COLUMNS.get(name, name))[:, position]
    height = states.astype(float) if shown == STATE else np.nan_to_num(figure)
    dates = pd.to_datetime([timeline.day(index) for index in range(timeline.days)])
    return pd.DataFrame({"date": dates, "next": dates + pd.Timedelta(days=1), "state": [STATE_WORDS[State(s)] for s in states],
                         "height": height, "figure": figure})


def _said(one: Dataset, dataset: Dataset, position: int) -> pd.DataFrame:
    """A row a statement on the region: the date on which it was first true, who said it, and what."""
    statements = one.timeline.statements
    own = statements[statements["region"] == position]
    words = [words_of(dataset, int(record)) for record in own["record"]]
    dates = pd.to_datetime([one.timeline.day(int(index)) for index in own["first"]])
    return pd.DataFrame({"date": dates, "who": [w.who for w in words], "what": [w.what for w in words]})
