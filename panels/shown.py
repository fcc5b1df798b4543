"""The one View of a session: address bar, controls and map derive from it, and each change of theirs goes through here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from geo.dataset import Dataset, at_level, level_numbers
from geo.errors import OutageBriefError
from geo.language import ENGLISH, N_, _, said_in, speak, spoken
from geo.localised import language_code, localised
from geo.settings import read_settings
from geo.situation import shown_date
from geo.situation.filtering import unknown_values
from geo.situation.metrics import STATE, metric_of, metrics_of
from geo.situation.worst import why_no_span
from geo.times import day_in_words
from geo.view import DEFAULT_LAYERS, View, from_page, readable, to_page, to_parts, to_query
from layers.map import layer_titles
from panels.datasets import DATASET, has_turned, is_dataset_lost, lost_dataset
from panels.own import OWN_TABLE, follow_own, own_folder, own_id
from panels.places import around_region, is_tiny
from panels.reading import last_good
from panels.text import plain

TABLE_IS_GONE = N_(
    "The table that was open here is no longer kept: the connection was away for too long, the app was restarted, or the link "
    "comes from somebody else. This is another map. Open the table again to see its map."
)


def view() -> View:
    """Return what is looked at; its date is never None."""
    found: View = st.session_state["view"]
    return found


def put(**parts: Any) -> None:
    """Set parts of the View otherwise than by their own control, which becomes a new one.

    A browser goes on sending what the old control held until it has heard of the change; of a
    control that is no longer there, that is not taken for a choice of the reader's.
    """
    old = st.session_state.get("view", View())
    editions = st.session_state.setdefault("editions", {one.name: 0 for one in fields(View)})
    st.session_state["view"] = replace(old, **parts)
    if "controls" in st.session_state:  # before, no browser holds anything yet
        for name, value in parts.items():
            editions[name] += value != getattr(old, name)


def said_by_app() -> None:
    """Number a change that the app made, so that the map hears of it; what the map said is not sent back."""
    st.session_state["serial"] = st.session_state.get("serial", 0) + 1


def show(**parts: Any) -> None:
    """Show something else, and tell the map."""
    put(**parts)
    said_by_app()


def control(
    name: str, value: Any = None, *, of: str = "", take: Callable[[Any], None] | None = None, first: str = "",
    among: Sequence[Any] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return key and callback of the control of a part of the View; it shows `value`, which is the part's own if None.

    `take` is called with what the reader has chosen, if that is more than the part itself; `of` tells several controls of one
    part from each other. `first` names the widget's own parameter of its first value, for a control in a popover: a browser
    draws it when it is opened, maybe many runs later, and a value of the session state reaches it in the first run alone.
    `among`: the options of a box that asks for the place of its first value among them, and not for the value.
    """
    st.session_state["controls"] = True
    key = _key(name, of)
    value = getattr(view(), name) if value is None else value
    of_widget = {"key": key, "on_change": _chosen, "args": (name, of, key, take)}
    if first:
        held = st.session_state.get(key, value)
        return of_widget | {first: among.index(held) if among else held}
    st.session_state.setdefault(key, value)
    return of_widget


def choose(name: str, value: Any) -> None:
    """Set the part that a control is of, which stays as it is."""
    st.session_state["view"] = replace(view(), **{name: value})
    said_by_app()


def renew(name: str) -> None:
    """Make the control of a part a new one, which shows the part again and not what the reader has written there."""
    st.session_state["editions"][name] += 1


def _chosen(name: str, of: str, key: str, take: Callable[[Any], None] | None) -> None:
    if key != _key(name, of):  # a control that is no longer there
        return
    value = st.session_state[key]
    if take is None:
        choose(name, value)
    else:
        take(value)


def _key(name: str, of: str = "") -> str:
    edition = st.session_state["editions"][name]
    return " ".join(filter(None, [name, of, str(edition or "")]))


def adopt_address(dataset: Dataset) -> list[str]:
    """Take the View from the address bar when it is new: on opening, and when the reader goes back or forward.

    Returns in words what of it cannot be shown: that part is left out, and the rest is shown.
    """
    query, is_lost = _query_text(), is_dataset_lost()
    if st.session_state.get("query") == query and not is_lost:
        return fit(dataset)
    is_gone = not has_turned() and OWN_TABLE in st.query_params and not has_own_table()
    read, faults = readable(st.query_params.to_dict())
    if st.session_state.pop("turned", None) is not None:
        read, faults = st.session_state.get("view", View()), ()
    elif is_gone or is_lost:
        read, faults = View(language=read.language), ()
    put(**{one.name: getattr(read, one.name) for one in fields(View)} | {"date": shown_date(dataset, read)})
    speak_its_language(dataset)
    told = [*filter(None, [lost_dataset(), _(TABLE_IS_GONE) if is_gone else ""]), *faults]
    st.session_state["query"] = query
    said_by_app()
    told += fit(dataset)
    now = view()
    if now.region is not None and now.place is None and is_tiny(dataset, now, now.region):
        put(place=around_region(dataset, now, now.region))
    return told


def write_address() -> None:
    """Write the View into the address bar, where it becomes an entry of the browser's history; play leaves one, at its end."""
    if st.session_state.get("playing"):
        return
    written = _beside_view() | to_parts(view())
    if written != st.query_params.to_dict():
        st.query_params.from_dict(written)
    st.session_state["query"] = _query_text()


def has_own_table() -> bool:
    """Whether what is shown is a table of the reader's own."""
    return own_folder() is not None


def adopt_own() -> None:
    """Turn to the own dataset that a new address names, or away from it when the reader goes back."""
    if _is_new_address():
        follow_own(st.query_params.get(OWN_TABLE))


def named_dataset() -> str | None:
    """Return the dataset that the address names, if the address is new: on opening, and when the reader goes back or forward."""
    return (st.query_params.get(DATASET) or None) if _is_new_address() else None


def _is_new_address() -> bool:
    """Whether the reader has opened an address, or gone back or forward to it."""
    return not has_turned() and st.session_state.get("query") != _query_text()


def query_of(view: View) -> str:
    """Print a View as the query of a link, with the dataset that it is of, where the app has several."""
    return "&".join(filter(None, [urlencode(_beside_view()), to_query(view)]))


def _beside_view() -> dict[str, str]:
    if has_own_table():
        return {OWN_TABLE: str(own_id())}
    return {DATASET: st.session_state["served"]} if st.session_state.get("served") else {}


def fit(dataset: Dataset) -> list[str]:
    """Let go of what the View names and the dataset does not have, and say so: a link may be old, and files may change."""
    now = view()
    told = [*_level(dataset, now), *_region(dataset, view())]
    if now.metric not in {None, *(one.name for one in metrics_of(dataset))}:
        told.append(_("There are no data for the metric {metric}: it is left out.", metric=repr(now.metric)))
        show(metric=None)
    elif now.metric == metric_of(dataset, None).name:
        put(metric=None)
    if missing := [name for name in now.layers if name not in layer_titles()]:
        told.append(_("There is no layer {missing}: the layers are {layers}.", missing=", ".join(missing),
                      layers=", ".join(layer_titles())))  # fmt: skip
    kept = [name for name in now.layers if name not in missing] or (DEFAULT_LAYERS if missing else ())
    if now.layers != (ordered := tuple(name for name in layer_titles() if name in kept)):
        show(layers=ordered)
    if gone := unknown_values(dataset, now.only):
        values = ", ".join(f"{name}={value}"[:80] for name, value in gone)
        told.append(_("No statement has {values}: the filter is left out.", values=values))
        put(only=tuple(pair for pair in now.only if pair not in gone))
    if now.worst_since is not None and (why := why_no_span(dataset, now)):
        told.append(str(why))
        put(worst_since=None)
    if now.compare is not None and now.date is not None and now.compare >= now.date:
        told.append(_("A date is compared with an earlier one: {earlier} is not before {date}.",
                      earlier=day_in_words(now.compare), date=day_in_words(now.date)))  # fmt: skip
        put(compare=None)
    elif now.compare is not None and view().metric not in {None, STATE}:
        told.append(_("Two dates are compared by state: the colours show the state."))
        show(metric=STATE if metric_of(dataset, None).name != STATE else None)
    return told


def _level(dataset: Dataset, now: View) -> Iterable[str]:
    numbers = level_numbers(dataset)
    if now.level is not None and now.level not in numbers:
        yield _("The data have no boundaries of level {level}: the coarsest are shown.", level=now.level)
        show(level=None)
    elif now.level == numbers[0]:
        put(level=None)


def _region(dataset: Dataset, now: View) -> Iterable[str]:
    if now.region is not None and now.region not in set(at_level(dataset, now.level).regions["code"]):
        yield _("The data have no region {region}: none is chosen.", region=now.region)
        show(region=None)


def for_wire(dataset: Dataset, *, spoken: str, change: str | None) -> dict[str, Any]:
    """Return what the wire carries to the map: the parts of the View that it shows, and the numbers of the last words.

    `spoken`: what a screen reader says when it changes; `change`: what changed since the date that the View compares with.
    """
    state, now = st.session_state, view()
    metric = metric_of(dataset, now.metric).name
    shown = replace(now, level=now.level or level_numbers(dataset)[0], metric=metric)
    said = to_page(shown) | {"change": change}
    return {"serial": state["serial"], "told": state.get("told", 0), "view": said, "spoken": spoken,
            "title": _("Outage map")}


def said_by_map() -> None:
    """Take over what the reader has changed on the map; the rest stays as the app has it."""
    said = st.session_state["wire"]["view"]
    if said["told"] <= st.session_state.get("told", 0):  # an old word, kept by the browser
        return
    chosen = view().region
    put(**from_page(said))
    st.session_state["told"] = said["told"]
    st.session_state["playing"] = said.get("playing", False)
    if view().region not in {None, chosen}:
        open_tab("Region")


def speak_as_before() -> None:
    """Speak the language that this session spoke last, where no dataset tells it yet: each run of the app starts without one."""
    speak(st.session_state.get("spoken", ENGLISH))


def speak_unread(folder: str) -> None:
    """Speak the language of the link, else of the settings, of a dataset that this session has not read, or cannot."""
    if "spoken" in st.session_state:
        return
    known = last_good(folder)
    try:
        own = (known.settings if known else read_settings(Path(folder))).language
    except OutageBriefError:
        own = ENGLISH
    speak(readable(dict(st.query_params))[0].language or said_in(own))


def speak_its_language(dataset: Dataset) -> Dataset:
    """Speak the language of the View in this run of the app; returns the dataset in it."""
    code = st.session_state["spoken"] = language_code(dataset, view().language)
    speak(code)
    return localised(dataset, view().language)


def open_tab(name: str) -> None:
    """Open a tab of those beside the map, by its English name, when they are drawn next."""
    st.session_state["tab"] = st.session_state["tab to open"] = name


def labels_of_tabs(names: tuple[str, ...]) -> tuple[list[str], str]:
    """Return the labels of the tabs in the language that is spoken, and the key of their widget, whose state is a label."""
    key = "tab" if spoken() == "en" else f"tab {spoken()}"
    wanted = st.session_state.pop("tab to open", None)
    if key != "tab":
        known = {_(name): name for name in names}
        st.session_state[key] = _(wanted or known.get(st.session_state.get(key, ""), st.session_state["tab"]))
        st.session_state["tab"] = known[st.session_state[key]]
    return [_(name) for name in names], key


def notices(told: Iterable[str]) -> None:
    """Say what was left out."""
    for words in told:
        st.warning(plain(words))


def _query_text() -> str:
    """Return the address bar's query in one fixed form."""
    return repr(sorted(st.query_params.to_dict().items()))
