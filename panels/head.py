"""What stands above the map: title, search, share; the date and its news; the figures; the answer in short."""

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from geo.dataset import Dataset, level_numbers, level_titles
from geo.language import N_, _, number_in_words, plural
from geo.situation import Situation
from geo.situation.metrics import metric_of, metrics_of
from geo.times import day_in_words
from layers.map import layer_titles
from layers.title import date_in_words, headline_of, speaks_of_districts, zone_in_words
from panels import datasets, find
from panels import filter as filters
from panels.answer import Figure, Row
from panels.datasets import Served
from panels.share import share
from panels.shown import choose, control, has_own_table, open_tab, put, show, view
from panels.swatch import swatch
from panels.text import plain

IN_BRIEF = 3
ALL_VOLTAGES = N_("All voltages")
NO_REPORTS = N_("""**There is no report yet: the map is empty.** Add rows to `outages.csv` in the dataset's folder. A row needs
`record_id`, `place` or `region_code`, `extent`, `started_at`, `source` and `source_role`; docs/datasets.md tells the other
columns. The app reads them as soon as the file is saved.""")


def top(dataset: Dataset, known: Sequence[Served]) -> None:
    """Title, or the box that chooses among several datasets; search, share and layers, on one line."""
    with st.container(key="top", horizontal=True, vertical_alignment="center", gap="small"):
        st.title(plain(dataset.settings.title), anchor=False, width="stretch")
        if not has_own_table():
            datasets.box(known)
        find.box(dataset)
        filters.popover(dataset)
        layers(dataset)
        with st.popover(_("Share"), icon=":material/share:", type="primary", key="share"):
            share(dataset, view())


def when(dataset: Dataset, situation: Situation) -> None:
    """The date, its zone, how old the newest report is, what comes next, and what the colours mean where there is a choice."""
    timeline, date = dataset.timeline, situation.date
    first, last = timeline.first_day, timeline.day(timeline.days - 1)
    reported = [timeline.day(int(index)) for index in timeline.days_with_reports]
    with st.container(key="when", horizontal=True, vertical_alignment="center", gap="small"):
        st.header(date_in_words(dataset, date), anchor=False, width="content")
        st.date_input(_("Date"), **control("date"), format="YYYY-MM-DD", label_visibility="collapsed", width=150,
                      min_value=min(first, date), max_value=max(last, date))  # fmt: skip
        zone = plain(zone_in_words(dataset))
        if reported:
            newest = f"{day_in_words(reported[-1])}, {_ago(dataset, reported[-1])}"
            latest = _("latest report shown {day}" if dataset.selection else "latest report {day}", day=newest)
            st.caption(f"{zone} · {latest}", width="content")
        after = next((day for day in reported if day > date), None)
        if after is not None:
            st.button(_("Next reports: {day}", day=day_in_words(after)), key="next", type="tertiary", icon=":material/skip_next:",
                      on_click=show, kwargs={"date": after})  # fmt: skip
        compare(dataset, date, reported)
        meaning(dataset)


def compare(dataset: Dataset, date: dt.date, reported: list[dt.date]) -> None:
    """The earlier date that map, figures and sheets compare with, or since which they show the worst, if one is chosen."""
    earlier, now = view().compare, date - dt.timedelta(days=1)
    last = max((day for day in reported if day < date), default=None)
    since = view().worst_since
    label = _("Compared with {day}", day=day_in_words(earlier)) if earlier else _("Compare")
    label = _("Worst since {day}", day=day_in_words(since)) if since else label
    with st.popover(label, icon=":material/compare_arrows:", key="compare dates"):
        with st.container(horizontal=True, gap="small"):
            for words, day in ((N_("The day before"), now), (N_("Previous reports"), last), (N_("Nothing"), None)):
                st.button(_(words), key=f"compare {words}", disabled=day == earlier, on_click=compare_with, args=(day,))
        st.date_input(_("Compare with"), **control("compare", take=compare_with, first="value"), format="YYYY-MM-DD",
                      max_value=now, min_value=min(dataset.timeline.first_day, earlier or now))  # fmt: skip
        st.date_input(_("Show each region at its worst since"), **control("worst_since", take=worst_from, first="value"),
                      format="YYYY-MM-DD", max_value=now, min_value=min(dataset.timeline.first_day, since or now))  # fmt: skip
        st.button(_("The date alone"), key="date alone", disabled=since is None, on_click=worst_from, args=(None,))


def compare_with(day: dt.date | None) -> None:
    """Compare with an earlier date, and turn to what has changed; None ends it."""
    show(compare=day, worst_since=None)
    open_tab("Changes" if day else "Now")


def worst_from(day: dt.date | None) -> None:
    """Show each region at its worst since a date; None shows the date alone."""
    show(worst_since=day, compare=None)
    open_tab("Now")


def meaning(dataset: Dataset) -> None:
    """The level of the regions and what their colours mean, each only where there is a choice."""
    numbers = level_numbers(dataset)
    titles = dict(zip(numbers, level_titles(dataset), strict=True))
    if len(numbers) > 1:
        st.segmented_control(_("Level"), numbers, format_func=titles.__getitem__, label_visibility="collapsed", required=True,
                             **control("level", view().level or numbers[0], take=_level_chosen))  # fmt: skip
    offered = {one.name: one.title for one in metrics_of(dataset)}
    if len(offered) > 1:
        now = metric_of(dataset, view().metric).name
        st.selectbox(_("Colour by"), list(offered), **control("metric", now), format_func=offered.__getitem__,
                     label_visibility="collapsed", width=330)  # fmt: skip


def layers(dataset: Dataset) -> None:
    """Which layers are drawn: those that the dataset has something for."""
    titles = {name: title for name, title in layer_titles().items()
              if len(getattr(dataset, name, dataset.regions))}  # fmt: skip
    with st.popover(_("Layers"), icon=":material/layers:", key="layers_of_map"):
        st.pills(_("Layers"), list(titles), selection_mode="multi", format_func=titles.__getitem__,
                 **control("layers", [name for name in view().layers if name in titles],
                           take=lambda chosen: _layers_chosen(chosen, offered=set(titles)), first="default"))  # fmt: skip
        voltages = sorted({int(kv) for kvs in dataset.substations["voltages_kv"] for kv in kvs[:1]}, reverse=True)
        if len(voltages) > 1 and "substations" in view().layers:
            known = sorted({*voltages, *filter(None, [view().min_kv])}, reverse=True)
            words = {ALL_VOLTAGES: _(ALL_VOLTAGES)} | {str(kv): _("{kv} kV and more", kv=kv) for kv in known}
            st.selectbox(_("Substations"), list(words), format_func=words.__getitem__,
                         **control("min_kv", str(view().min_kv or ALL_VOLTAGES), first="index", among=list(words),
                                   take=lambda kv: choose("min_kv", None if kv == ALL_VOLTAGES else int(kv))))  # fmt: skip
        if speaks_of_districts(dataset) and len(level_numbers(dataset)) == 1:
            st.caption(_("Reports about districts are shown as parts of their regions: the dataset has no finer boundaries."))


def figures(shown: list[Figure]) -> None:
    """The figures of the date.

    A change has no colour: fewer regions out may mean that power is back or that nobody reports any more, and green would say the
    former.
    """
    with st.container(key="figures", horizontal=True, gap="small"):
        for figure in shown:
            st.metric(figure.label, figure.value, figure.change or None, help=figure.help or None,
                      delta_color="off",
                      delta_arrow="up" if figure.rising > 0 else "down" if figure.rising else "off")  # fmt: skip


def brief(dataset: Dataset, situation: Situation, found: list[Row]) -> None:
    """The answer in short, for screens that have no room for the table beside the map."""
    with st.container(key="brief", gap=None):
        st.markdown(f"**{plain(headline_of(dataset, situation))}**")
        for row in found[:IN_BRIEF]:
            since = _("; since {day}", day=row.since) if row.since else ""
            who = _(", says {who}", who=row.who) if row.who not in {"", _("Measured")} else ""
            st.markdown(f"![]({swatch(row.state_and_flags)}) **{plain(row.name)}**: {plain(row.state)}{plain(since)}{plain(who)}")
        if len(found) > IN_BRIEF:
            st.caption(_("and {more} more", more=len(found) - IN_BRIEF))


def is_empty(dataset: Dataset) -> bool:
    """Whether the dataset has neither reports nor counts."""
    return dataset.reports.empty and dataset.count_summary is None


def spoken(dataset: Dataset, situation: Situation, shown: list[Figure]) -> str:
    """What a screen reader says of a new date."""
    said = [date_in_words(dataset, situation.date), headline_of(dataset, situation)]
    return " ".join([f"{said[0]}.", said[1], *(f"{one.label}: {one.value}." for one in shown)])


def _level_chosen(number: int) -> None:
    put(region=None)
    choose("level", number)


def _layers_chosen(chosen: list[str], *, offered: set[str]) -> None:
    """A layer that the dataset has nothing for stays as it is: the link is read with other data too."""
    kept = {*chosen, *(name for name in view().layers if name not in offered)}
    choose("layers", tuple(name for name in layer_titles() if name in kept))


def _ago(dataset: Dataset, date: dt.date) -> str:
    days = (dt.datetime.now(dataset.settings.zone).date() - date).days
    if days in {0, 1, -1}:
        return _({0: N_("today"), 1: N_("yesterday"), -1: N_("tomorrow")}[days])
    count = number_in_words(abs(days))
    if days > 0:
        return plural("{count} days ago", "{count} days ago", days, count=count)
    return plural("in {count} days", "in {count} days", -days, count=count)


