"""The app: URL -> View -> widgets -> map -> downloads.

The map's page stands in a sandboxed frame that is filled once; changes of the View travel to and fro as messages. What stands
beside it is a fragment: choosing a date on the map reruns the fragment alone, and the map is not touched.
"""

import datetime as dt
import sys

import streamlit as st

from geo.dataset import Dataset, at_level, level_numbers
from geo.errors import OutageBriefError, UsageError
from geo.quantities import KINDS
from geo.quantities import in_words as quantity_in_words
from geo.situation import RegionSituation, Situation, require_region, shown_date, situation_of
from geo.situation.metrics import metric_of, metrics_of
from geo.times import day_in_words
from geo.view import View, from_query, to_parts
from layers.layer import JS
from layers.map import layer_titles
from layers.statements import words_of
from layers.style import FLAG_WORDS, STATE_WORDS
from layers.title import headline_of, speaks_of_districts, totals_in_words
from panels.live import watch
from panels.open import button, chosen_folder, form, is_opening
from panels.reading import latest
from panels.records import account, decisions
from panels.serve import parsed
from panels.share import share, sound_comparison
from panels.shown import key_of, put, view_parts
from panels.text import plain

ROWS_IN_FULL = 25
# What the reader can change on the map, by the page's name and the app's: nothing else that a browser
# says is taken over. (A text instead of a comment would be drawn in the app.)
PARTS_OF_MAP = {"date": "date", "region": "region", "layers": "layers", "level": "level",
                "minKv": "min_kv", "metric": "metric"}  # fmt: skip
PAGE_STYLE = """
<style>
header[data-testid="stHeader"] { display: none; }
.block-container { padding: 10px 14px 10px 10px; max-width: none; }
div[data-testid="stHeading"] h1 { font-size: 1.3rem; padding: 0; }
div[data-testid="stAlertContainer"] { padding: 8px 12px; }
div[data-testid="stAlertContainer"] p { font-size: 0.9rem; line-height: 1.4; overflow-wrap: anywhere; }
div[data-testid="stHeading"] h2 { font-size: 1.05rem; padding: 0.4rem 0 0; }
@media (min-width: 800px) {
  .st-key-beside { max-height: calc(100vh - 20px); overflow-y: auto; scrollbar-width: thin; padding-right: 8px; }
  .st-key-beside > div { flex-shrink: 0; }
}
</style>
"""

host = st.components.v2.component("outage_brief_host", js=(JS / "host.js").read_text(), css=(JS / "host.css").read_text())
wire = st.components.v2.component("outage_brief_wire", js=(JS / "wire.js").read_text())


def main() -> None:
    """Draw the app."""
    st.set_page_config(page_title="Outage Brief", layout="wide")
    st.html(PAGE_STYLE)
    given = parsed(sys.argv[1:])
    folder = chosen_folder(str(given.data))
    if given.editable and is_opening():
        form()
        return
    with st.spinner("Reading the dataset ..."):
        reading = latest(folder)
    if reading.dataset is None:
        st.error(plain(reading.trouble))
        watch(folder, reading, show_day)
        return
    try:
        adopt_url(reading.dataset)
    except OutageBriefError as error:
        st.error(plain(str(error)))
        st.stop()
    map_column, side = st.columns([3, 1], gap="small")
    with map_column:
        host(key="host", data=reading.page)
    with side, st.container(key="beside"):
        watch(folder, reading, show_day)
        beside(folder, reading.dataset, editable=given.editable)
        if given.editable:
            button()


def adopt_url(dataset: Dataset) -> None:
    """Take the View from the address bar when it is new: on opening, and when the reader goes back or forward."""
    query = to_query_text()
    if st.session_state.get("query") == query:
        return
    view = from_query(dict(st.query_params))
    require_region(at_level(dataset, view.level), view.region)
    metric = metric_of(dataset, view.metric).name
    for name in view.layers:
        if name not in layer_titles():
            raise UsageError(f"The link names a layer {name!r}. The layers are {', '.join(layer_titles())}.")
    put(date=shown_date(dataset, view), layers=list(view.layers), region=view.region, metric=metric,
        level=view.level or level_numbers(dataset)[0], min_kv=view.min_kv)  # fmt: skip
    st.session_state.update(query=query, compare=view.compare, language=view.language)
    said_by_app()


def to_query_text() -> str:
    """Return the address bar's query in one fixed form."""
    return repr(sorted(st.query_params.to_dict().items()))


def said_by_app() -> None:
    """Number a change that the app made, so that the map hears of it; what the map said is not sent back."""
    st.session_state["serial"] = st.session_state.get("serial", 0) + 1


def chosen(name: str) -> None:
    """Take over what the reader has chosen in a control, and tell the map."""
    view_parts()[name] = st.session_state[key_of(name)]
    said_by_app()


def said_by_map() -> None:
    """Take over what the reader has changed on the map; the rest stays as the app has it."""
    said = st.session_state["wire"]["view"]
    if said["told"] <= st.session_state.get("told", 0):  # an old word, kept by the browser
        return
    parts = {ours: said[key] for key, ours in PARTS_OF_MAP.items() if key in said}
    if "date" in parts:
        parts["date"] = dt.date.fromisoformat(parts["date"])
    put(**parts)
    st.session_state["told"] = said["told"]


def show_day(day: dt.date) -> None:
    """Show another date, and tell the map."""
    put(date=day)
    said_by_app()


def keep_to(dataset: Dataset) -> None:
    """Let go of a level or a region that the dataset no longer has, and say so: its files may change while the app is open."""
    level, region = view_parts()["level"], view_parts()["region"]
    if level not in level_numbers(dataset):
        put(level=level_numbers(dataset)[0], region=None)
        said_by_app()
        st.warning("The level of regions that was shown is no longer in the data: the coarsest is shown.")
    elif region is not None and region not in set(at_level(dataset, level).regions["code"]):
        put(region=None)
        said_by_app()
        st.warning(f"The region that was chosen, {plain(region)}, is no longer in the data: none is chosen now.")


def level_changed() -> None:
    """Take note of another level; a region chosen on the old one is none of the new."""
    put(region=None)
    chosen("level")


def current_view(dataset: Dataset) -> View:
    """Return the View that the controls hold."""
    parts, state = view_parts(), st.session_state
    layers = tuple(name for name in layer_titles() if name in parts["layers"])
    level = parts["level"] if parts["level"] != level_numbers(dataset)[0] else None
    return View(date=parts["date"], layers=layers, region=parts["region"], level=level, min_kv=parts["min_kv"],
                metric=None if parts["metric"] == metric_of(dataset, None).name else parts["metric"],
                compare=state["compare"], language=state["language"])  # fmt: skip


@st.fragment
def beside(folder: str, dataset: Dataset, *, editable: bool) -> None:
    """Draw what stands beside the map: controls, totals, table, statements, account, downloads."""
    keep_to(dataset)
    sound_comparison()
    view = current_view(dataset)
    state = st.session_state
    wire(key="wire", data={"serial": state["serial"], "told": state.get("told", 0), "view": {
        "date": view_parts()["date"].isoformat(), "layers": list(view.layers), "region": view.region,
        "level": view_parts()["level"], "minKv": view.min_kv, "metric": view_parts()["metric"]}},
        on_view_change=said_by_map)  # fmt: skip
    situation = situation_of(dataset, view)
    st.title(plain(dataset.settings.title))
    controls(dataset)
    totals(dataset, situation)
    affected_table(dataset, situation)
    chosen_region(dataset, situation, view)
    decisions(dataset, folder, editable=editable)
    account(dataset)
    share(dataset, view)
    with st.expander("Sources and limits"):
        st.markdown("  \n".join(map(plain, [dataset.settings.disclaimer, *dataset.settings.sources])))
    st.query_params.from_dict(to_parts(view))
    st.session_state["query"] = to_query_text()


def controls(dataset: Dataset) -> None:
    """Date, layers and region; a change reaches the map as a message."""
    timeline, date = dataset.timeline, view_parts()["date"]
    first, last = timeline.first_day, timeline.day(timeline.days - 1)
    left, right = st.columns([2, 3])
    left.date_input("Date", key=key_of("date"), on_change=chosen, args=("date",), format="YYYY-MM-DD",
                    min_value=min(first, date), max_value=max(last, date))  # fmt: skip
    regions = at_level(dataset, view_parts()["level"]).regions
    names = dict(zip(regions["code"], regions["name"], strict=True))
    right.selectbox("Region", list(names), index=None, key=key_of("region"), on_change=chosen, args=("region",),
                    placeholder="None chosen", format_func=lambda code: f"{names[code]} ({code})")  # fmt: skip
    levels(dataset)
    metrics(dataset)
    titles = layer_titles()
    st.pills("Layers", list(titles), key=key_of("layers"), selection_mode="multi", on_change=chosen, args=("layers",),
             format_func=titles.__getitem__)  # fmt: skip
    voltages = sorted({int(kv) for kvs in dataset.substations["voltages_kv"] for kv in kvs[:1]}, reverse=True)
    if len(voltages) > 1 and "substations" in view_parts()["layers"]:
        st.selectbox("Substations", sorted({*voltages, *filter(None, [view_parts()["min_kv"]])}, reverse=True), index=None,
                     key=key_of("min_kv"), placeholder="All voltages", on_change=chosen, args=("min_kv",),
                     format_func=lambda kv: f"{kv} kV and more")  # fmt: skip


def levels(dataset: Dataset) -> None:
    """Choose the level of regions, or say why there is no choice."""
    numbers = level_numbers(dataset)
    names = dict(zip(numbers, dataset.settings.level_names, strict=False))
    if len(numbers) > 1:
        st.radio("Level", numbers, key=key_of("level"), on_change=level_changed, horizontal=True,
                 format_func=lambda number: names.get(number, f"Level {number}"))  # fmt: skip
    elif speaks_of_districts(dataset):
        st.caption("Reports about districts are shown as parts of their regions: the dataset has no finer boundaries.")


def metrics(dataset: Dataset) -> None:
    """Choose what the colours mean, where there is a choice."""
    offered = {one.name: one.title for one in metrics_of(dataset)}
    if len(offered) > 1:
        st.selectbox("Colour by", list(offered), key=key_of("metric"), on_change=chosen, args=("metric",),
                     format_func=offered.__getitem__)  # fmt: skip


def totals(dataset: Dataset, situation: Situation) -> None:
    """The date's figures: ranges over the sources, never added across kinds."""
    st.header(f"{day_in_words(situation.date)} ({plain(dataset.settings.zone_name)})")
    st.markdown(f"**{plain(headline_of(dataset, situation))}**")
    figures = [f"**{quantity_in_words(quantity)}** {kind}" for kind in KINDS if (quantity := situation.totals[kind]) is not None]
    if figures:
        st.markdown("Reported: " + ", ".join(figures) + ".")


def affected_table(dataset: Dataset, situation: Situation) -> None:
    """The affected regions, the worst first."""
    st.header("Affected regions")
    shown = (*situation.affected, *situation.few)
    if not shown:
        st.caption("None reported.")
        return
    counted = dataset.timeline.values is not None
    last = "Customers out" if counted else "Reports"
    rows = [
        {"Region": one.name, "State": one.state.word.replace("_", " "), "Flags": ", ".join(one.flags_in_words),
         last: one.customers_out if counted else len(one.statements)}
        for one in shown
    ]  # fmt: skip
    if len(rows) > ROWS_IN_FULL:
        st.dataframe(rows, hide_index=True, width="stretch", height=300)
    else:  # wraps its words, and spares the reader the grid's scripts
        st.table([{key: plain(str(value)) for key, value in row.items()} for row in rows], border="horizontal", hide_index=True)


def chosen_region(dataset: Dataset, situation: Situation, view: View) -> None:
    """Every statement behind the chosen region, or a word on how to choose one."""
    if view.region is None:
        st.caption("Choose a region on the map, or above, to read what was said of it and by whom.")
        return
    region = next(r for r in situation.regions if r.code == view.region)
    st.header(plain(region.name))
    flags = "".join(f"  \n{plain(FLAG_WORDS[flag])}" for flag in region.flags)
    st.markdown(f"**{STATE_WORDS[region.state]}**{flags}")
    if region.figures:
        st.markdown(f"Over all sources: **{totals_in_words(region.figures)}**")
    if region.rule:
        st.caption(f"Colour chosen by: {region.rule}.")
    if not region.statements:
        st.caption("Nothing was reported for this region and date.")
    for record in region.statements:
        statement(dataset, region, record)


def statement(dataset: Dataset, region: RegionSituation, record: int) -> None:
    """One statement: who, in which role, when, what."""
    words = words_of(dataset, record)
    with st.container(border=True):
        st.markdown(f"**{plain(words.what)}**")
        details = filter(None, [words.figures, words.services, words.summary])
        st.markdown("  \n".join([f"{plain(words.who)} ({words.role}), {plain(words.when)}", *map(plain, details)]))
        set_colour = " Sets the colour of the region." if record == region.setter else ""
        st.caption(plain(f"Record {words.record_id}.{set_colour}"))
        if words.url:
            st.link_button("Source", words.url)


main()
