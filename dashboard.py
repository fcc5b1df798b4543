"""The app: the View of the session -> answer, map and tabs.

The map's page stands in a sandboxed frame that is filled once; changes of the View travel to and fro as messages. All else is a
fragment: choosing a date on the map reruns the fragment alone, and the map is not touched.
"""

import sys
from dataclasses import replace
from pathlib import Path

import streamlit as st

from geo.dataset import Dataset
from geo.errors import OutageBriefError
from geo.language import _
from geo.localised import language_code
from geo.situation import situation_of
from geo.situation.worst import as_viewed
from geo.times import day_in_words
from layers.change import change_text
from panels import answer, datasets, find, head, side
from panels import filter as filters
from panels.components import host, wire
from panels.datasets import Served, served_in, shown_of
from panels.forms import add_button, chosen_folder, is_adding, is_opening, open_button
from panels.live import news, stamp_of, wait_for
from panels.own import keep_own
from panels.reading import Reading, known_then, latest, page_of_choice
from panels.serve import parsed
from panels.shown import (
    adopt_address,
    adopt_own,
    fit,
    for_wire,
    named_dataset,
    notices,
    put,
    said_by_map,
    show,
    speak_as_before,
    speak_its_language,
    speak_unread,
    view,
    write_address,
)
from panels.text import plain
from panels.theme import theme, theme_said

MAP_LAGS = ".st-key-map { opacity: 0.25; }"
MAP_COMPARES = "@media (max-width: 999px) { .st-key-map { height: max(60svh, 480px); } }"  # its legend is longer
LOOK = Path(__file__).parent / "panels" / "app.css"


def main() -> None:
    """Draw the app."""
    st.set_page_config(page_title="Outage Brief", layout="wide")
    st.html(LOOK)
    speak_as_before()
    given = parsed(sys.argv[1:])
    if given.editable:
        adopt_own()
    known = served_in(given.data)
    served = shown_of(known, named=named_dataset())
    folder = chosen_folder(served.folder)
    if given.editable and is_opening():
        from panels import open as opening

        opening.form()
        return
    speak_unread(folder)
    with st.spinner(_("Reading the dataset ...")):
        reading = latest(folder)
    if reading.dataset is None:
        datasets.box(known)
        st.error(plain(reading.trouble))
        wait_for(folder, reading)
        return
    st.set_page_config(page_title=reading.dataset.settings.title)
    if given.editable and is_adding():
        from panels import report

        report.form(reading.dataset, folder)
        return
    stamp = stamp_of(folder) if folder == served.folder else None  # what a reader has uploaded does not change
    with st.container(key="page"):
        with st.container(key="news", gap="small"):
            told = adopt_address(reading.dataset)
            notices(told)
            dataset, page = as_known(folder, reading)
            news(folder, reading, lambda day: show(date=day))
        answer_first = st.container(key="around")
        with st.container(key="map"):  # it is sent first, for it takes longest, and stands after the answer
            chosen = st.session_state["of map"] = view().only, view().worst_since, language_code(dataset, view().language)
            usual = chosen == ((), None, language_code(dataset, None))
            host(key="host", data=page if usual else page_of_choice(dataset, *chosen))
        with answer_first:
            around(folder, dataset, known, stamp=stamp, editable=given.editable)


def as_known(folder: str, now: Reading) -> tuple[Dataset, bytes]:
    """Return dataset and page as they were known on the day that the View names, and say so; as of now if it names none."""
    assert now.dataset is not None
    day = view().known_on
    if day is None:
        return now.dataset, now.page
    try:
        dataset, page = known_then(folder, now.stamp, day)
    except OutageBriefError as error:
        notices([str(error)])
        put(known_on=None)
        return now.dataset, now.page
    st.info(_("**Shown is what was known on {day}.** What was accepted, corrected or withdrawn later is not in it; "
              "a record that the ledger does not name is shown as it is now.", day=day_in_words(day)))  # fmt: skip
    st.button(_("Show what is known now"), key="known now", on_click=show, kwargs={"known_on": None})
    notices(fit(dataset))
    return dataset, page


@st.fragment
def around(folder: str, dataset: Dataset, known: tuple[Served, ...], *, stamp: str | None, editable: bool) -> None:
    """Draw what stands around the map: the answer above it, the tabs beside it."""
    served = next(one for one in known if one.key == st.session_state["served"])
    elsewhere = (editable and (is_opening() or is_adding())) or folder != chosen_folder(served.folder)
    if st.session_state.pop("files changed", False) or elsewhere or view().known_on != dataset.known_on:
        st.rerun()  # of the whole app: the map is another one
    dataset = speak_its_language(dataset)
    told = fit(dataset)
    map_lags = (view().only, view().worst_since, dataset.settings.language) != st.session_state["of map"]
    whole, dataset = dataset, as_viewed(dataset, view())
    situation = situation_of(dataset, view())
    before = situation_of(dataset, replace(view(), date=view().compare)) if view().compare else None
    shown = answer.figures(dataset, view(), situation)
    found = answer.rows(dataset, view(), situation)
    with st.container(key="head", gap="small"):
        words = f":root {{ --look-for: '{_('Look for this name')}'; }}"  # app.css says them
        st.html(f"<style>{words}{MAP_LAGS if map_lags else ''}{MAP_COMPARES if before else ''}</style>")
        notices(told)
        change = change_text(before, situation) if before else None
        data = for_wire(dataset, spoken=head.spoken(dataset, situation, shown), change=change)
        keep_own()
        data |= {"stamp": stamp, "dataset": served.key, "theme": theme()}
        wire(key="wire", data=data, on_view_change=said_by_map, on_stamp_change=_files_changed, on_theme_change=theme_said)
        head.top(whole, known)
        find.answer(whole)
        if head.is_empty(whole):
            st.info(_(head.NO_REPORTS))
        else:
            head.when(dataset, situation)
            filters.chips(dataset)
            head.brief(dataset, situation, found)
            head.figures(shown)
    with st.container(key="side", gap="small"):
        side.tabs(dataset, situation, found, folder if editable else "", before=before)
        side.account_and_sources(whole, folder, editable=editable)
        if editable:
            with st.container(horizontal=True, gap="small"):
                add_button()
                open_button()
    write_address()
    if map_lags:  # the answer does not wait for the page of what is shown now
        st.rerun()


def _files_changed() -> None:
    st.session_state["files changed"] = True


main()
