"""What stands beside the map: now, one region, every statement of the date, and all regions as a table."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo.dataset import Dataset
from geo.language import N_, _, pgettext, plural, spoken
from geo.situation import Situation
from geo.situation.metrics import STATE, denominator_in_words, metric_of
from geo.states import State
from geo.view import EARLIEST, LATEST
from layers.statements import words_of
from layers.title import headline_of
from panels.answer import DAYS_OF_CHART, Row, measured_in_words, since_in_words, state_in_words, who_says_so
from panels.changes import changes_tab, height_of_rows
from panels.places import around_region
from panels.records import account, decisions
from panels.region import card, region_tab
from panels.shown import control, labels_of_tabs, show, view
from panels.swatch import swatch
from panels.text import plain
from panels.timeline import timeline_tab

TABS = (N_("Now"), N_("Changes"), N_("Region"), N_("Statements"), N_("Table"), N_("Timeline"))
ROOM_PX = 540  # that the columns of the answer have beside the map of a laptop
WIDTHS = {"Sign": 44, "Region": 106, "State": 120, "Since": 62, "Out": 98, "Share": 90, "Figure": 100, "Who says so": 122,
          "Days": 70}  # fmt: skip
LEAST_SCALE = 0.9  # of the widths: what is narrower does without the chart, which the tab of the region has too
WRAPPED = ("Region", "State", "Since", "Figure", "Who says so")
EDGES_PX, LETTER_PX = 16, {"en": 5.7, "uk": 6.7}  # of a cell, and how wide a letter is on average
CARDS = 30  # more at once would be slow to draw, and nobody reads them


def tabs(dataset: Dataset, situation: Situation, found: list[Row], folder: str, *, before: Situation | None) -> None:
    """Draw the open one of the tabs. A link that names a region opens on it, one that compares on what changed since `before`.

    `folder`: of the dataset, "" if it is read only.
    """
    st.session_state.setdefault("tab", "Region" if view().region else "Changes" if before else "Now")
    labels, key = labels_of_tabs(TABS)
    now, changes, region, statements, table, timeline = st.tabs(labels, key=key, on_change="rerun")
    if now.open:
        with now:
            _now(dataset, situation, found)
    if changes.open:
        with changes:
            changes_tab(dataset, situation, before)
    if region.open:
        with region:
            region_tab(dataset, situation, folder)
    if statements.open:
        with statements:
            _statements(dataset, situation, folder)
    if table.open:
        with table:
            _table(dataset, situation)
    if timeline.open:
        with timeline:
            timeline_tab(dataset, situation)


def account_and_sources(dataset: Dataset, folder: str, *, editable: bool) -> None:
    """What is not on the map, whatever tab is open; where the data come from, and what the map does not tell."""
    decisions(dataset, folder, editable=editable)
    account(dataset)
    if "ledger" in dataset.intakes:
        with st.expander(_("What was known on a day")):
            st.date_input(_("As known at the end of"), **control("known_on", first="value"),
                          format="YYYY-MM-DD", min_value=EARLIEST, max_value=LATEST)
    with st.expander(_("Sources and limits")):
        st.markdown("  \n".join(map(plain, [dataset.settings.disclaimer, *dataset.settings.sources])))


def _now(dataset: Dataset, situation: Situation, found: list[Row]) -> None:
    """The answer: who is without power, since when, who says so; a row chooses its region."""
    st.markdown(f"**{plain(headline_of(dataset, situation))}**")
    if not found:
        return
    measured = any(row.out is not None for row in found)
    said = any(row.figure for row in found)
    columns: dict[str, Any] = {"Sign": [], "Region": [row.name for row in found], "State": [row.state for row in found]}
    if dataset.span is None:
        columns["Since"] = [row.since for row in found]
    if measured:
        columns["Out"] = [row.out for row in found]
    if any(row.share is not None for row in found):
        columns["Share"] = [_percent(row.share) for row in found]
    if said:
        columns["Figure"] = [row.figure for row in found]
    if not measured or any(row.who != _("Measured") for row in found):
        columns["Who says so"] = [row.who for row in found]
    if _scale([*columns, "Days"]) >= LEAST_SCALE:
        columns["Days"] = [row.days for row in found]
    widths = {name: int(_scale(columns) * WIDTHS[name]) for name in columns}
    letter_px = LETTER_PX.get(spoken().partition("-")[0], max(LETTER_PX.values()))
    row_px = height_of_rows(((widths[name] - EDGES_PX) / letter_px, columns[name]) for name in WRAPPED if name in columns)
    columns["Sign"] = [swatch(row.state_and_flags, height=row_px) for row in found]
    codes = [row.code for row in found]
    chosen = [number for number, code in enumerate(codes) if code == view().region]
    st.dataframe(pd.DataFrame(columns), hide_index=True, key=_key(situation), row_height=row_px, selection_mode="single-row",
                 height=min(36 + row_px * len(found) + 3, 420), on_select=lambda: _row_chosen(dataset, situation, codes),
                 selection_default={"selection": {"rows": chosen}}, column_config=_columns(dataset, widths),
                 alt=_("Regions without power: state, since when, figure, who says so"))  # fmt: skip
    if measured and metric_of(dataset, view().metric).name in {STATE, "share"}:
        st.caption(plain(denominator_in_words(dataset)))


def _scale(columns: Iterable[str]) -> float:
    """How wide columns are beside their usual widths, so that all of them are seen."""
    return min(1.0, ROOM_PX / sum(WIDTHS[name] for name in columns))


def _columns(dataset: Dataset, widths: dict[str, int]) -> dict[str, Any]:
    kinds = st.column_config
    metric = metric_of(dataset, view().metric)
    most, title = (int(max(State)), _("State, day by day")) if metric.name == STATE else (None, metric.title)
    made = {
        "Sign": partial(kinds.ImageColumn, _("Sign")), "Region": partial(kinds.TextColumn, _("Region")),
        "State": partial(kinds.TextColumn, _("State")), "Since": partial(kinds.TextColumn, _("Since")),
        "Out": partial(kinds.NumberColumn, _("Customers out"), format="localized"),
        "Share": partial(kinds.ProgressColumn, pgettext("of customers", "Share"), format="%.2g%%", min_value=0, max_value=100),
        "Figure": partial(kinds.TextColumn, _("Figure")), "Who says so": partial(kinds.TextColumn, _("Who says so")),
        "Days": partial(
            kinds.BarChartColumn, plural("{count} days", "{count} days", DAYS_OF_CHART), y_min=0, y_max=most,
            help=plural("{title}: the last {count} days", "{title}: the last {count} days", DAYS_OF_CHART, title=title)),
    }  # fmt: skip
    return {name: made[name](width=width) for name, width in widths.items()}


def _key(situation: Situation) -> str:
    """The table is a new one when the date changes, or when the region is chosen elsewhere: the row that is marked is its own."""
    state = st.session_state
    if state.get("region of table") != view().region:
        state["region of table"] = view().region
        state["edition of table"] = state.get("edition of table", 0) + 1
    return f"now {situation.date} {view().metric} {view().level} {state.get('edition of table', 0)}"


def _row_chosen(dataset: Dataset, situation: Situation, codes: list[str]) -> None:
    rows = st.session_state[_key(situation)]["selection"]["rows"]
    code = codes[rows[0]] if rows else None
    st.session_state["region of table"] = code
    show(region=code, place=around_region(dataset, view(), code) if code else view().place)


def _statements(dataset: Dataset, situation: Situation, folder: str) -> None:
    """Every statement of the date, region by region."""
    said = [(region, record) for region in (*situation.affected, *situation.regions) for record in region.statements]
    said = list({record: (region, record) for region, record in reversed(said)}.values())[::-1]
    if not said:
        st.caption(_("Nothing was reported for this date."))
    for region, record in said[:CARDS]:
        card(dataset, region, record, folder, of="statements")
    if len(said) > CARDS:
        st.caption(_("The first {shown} of {count} statements; all of them, in short:", shown=CARDS, count=len(said)))
        words = [words_of(dataset, record) for _region, record in said]
        st.dataframe({_("What"): [w.what for w in words], _("Who"): [f"{w.who} ({w.role})" for w in words],
                      _("When"): [w.when for w in words], _("Record"): [w.record_id for w in words]},
                     hide_index=True)  # fmt: skip


def _table(dataset: Dataset, situation: Situation) -> None:
    """All regions, those without a report too; the table's own menu saves it as CSV."""
    regions = situation.regions
    columns: dict[str, Any] = {
        _("Region"): [one.name for one in regions], _("Code"): [one.code for one in regions],
        _("State"): [state_in_words(one) for one in regions],
    }  # fmt: skip
    if dataset.span is None:
        columns[_("Since")] = [since_in_words(dataset, view(), situation, one) for one in regions]
    columns[_("Who says so")] = [who_says_so(dataset, one) for one in regions]
    if any(one.measured for one in regions):
        columns[_("Measured")] = [measured_in_words(one) for one in regions]
    st.dataframe(columns, hide_index=True, height=480, alt=_("All regions with state, since when, and who says so"))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
