"""What the columns of an own table are taken for: the guess, boxes to correct it, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.column_words import COLUMN_HELP, COLUMN_WORDS
from geo.errors import words_of
from geo.language import N_, WordTable, _, number_in_words
from geo.mapping import lacking
from geo.mapping.inference import Guess
from geo.new_dataset import NotMapped, Plan, corrected, known_of, planned, written
from geo.read import read_dataset
from geo.sentences import joined, one_of
from geo.table_guess import Given, table_of
from geo.tables.cells import joined_cells
from panels.own import new_own
from panels.preview import decided_of, keep_decisions, show_preview
from panels.text import plain
from panels.trial import require_readable

ROWS_SHOWN, REMARKS_SHOWN, IN_A_ROW = 6, 5, 4
KEPT = 4  # guesses of a session
NONE = N_("(none)")
SHOWN = {
    "counts": ("place", "region_code", "time", "customers_out", "customers_total", "part"),
    "outages": ("place", "region_code", "extent", "started_at", "source", "customers", "people", "summary", "reported_at",
                "ended_at", "kind", "cause", "source_url", "lon", "lat"),
}  # fmt: skip
KINDS = WordTable({"counts": "Figures by region and time", "outages": "Statements of sources"})


def map_columns(name: str, given: Given, *, show: Callable[[], None]) -> None:
    """Show what the columns of the file of that name are taken for, let it be corrected, and open the map by `show`.

    Raises OutageBriefError if a file cannot be read, OSError if the dataset cannot be kept.
    """
    assert given.outages is not None
    files = {"outages": given.outages, "regions": given.boundaries, "substations": given.substations}
    require_readable({kind: path for kind, path in files.items() if path}, name=name)
    guessed_kind, guess, refused, table = _guess(given)
    kinds = list(SHOWN)
    kind = st.radio(_("The table holds"), kinds, index=kinds.index(guessed_kind), format_func=KINDS.__getitem__, horizontal=True,
                    key=f"open_kind {name}") if not given.kind else given.kind  # another file is asked about afresh
    if kind != guessed_kind:
        _kind, guess, refused, table = _guess(replace(given, kind=kind))
    if refused:
        st.warning(plain(refused))
    if guess and guess.remarks:
        st.info("  \n".join(plain(remark) for remark in guess.remarks[:REMARKS_SHOWN]))
    seen = st.container()  # what comes of the columns stands above them
    columns = _boxes(name, table, kind, guess)
    plan = planned(given, corrected={kind: corrected(guess, table, kind=kind, columns=columns)})
    with seen:
        if left := _lacking(kind, columns, given):
            st.caption(_("The map is drawn when these are chosen in the boxes below: {columns}.", columns=joined(left)))
        else:
            _outcome(name, given, table, columns, plan, show=show)
    st.dataframe(table.head(ROWS_SHOWN), hide_index=True)
    with st.expander(_("What is written down: {file}", file="dataset.toml")):
        st.code(plan.toml, language="toml")


def _guess(given: Given) -> tuple[str, Guess | None, str, pd.DataFrame]:
    """Return the kind that a table seems to be of, its guess, why it cannot be used, and the table as it is then read.

    It is kept until the form says otherwise.

    To guess looks at all rows, which takes seconds for a large table; each answer of a reader runs the form again.
    """
    assert given.outages is not None
    files = [path for path in (given.outages, given.boundaries, given.substations) if path]
    key = (given, tuple((stat.st_size, stat.st_mtime_ns) for stat in map(Path.stat, files)))
    kept: dict[object, tuple[str, Guess | None, str, pd.DataFrame]] = st.session_state.setdefault("guesses", {})
    if key not in kept:
        kind, refused, plan = "", "", None
        try:
            with st.spinner(_("Looking at the columns ...")):
                plan = planned(given)
        except NotMapped as error:
            refused, kind, plan = words_of(error), error.kind, error.plan
        guess = plan.guess if plan else None
        table = plan.table if plan and plan.table else table_of(given.outages)
        kept[key] = (guess.kind if guess else "") or kind, guess, refused, table.table
        for earlier in list(kept)[:-KEPT]:
            del kept[earlier]
    return kept[key]


def _boxes(name: str, table: pd.DataFrame, kind: str, guess: Guess | None) -> dict[str, tuple[str, ...]]:
    """Draw a box for each of our columns, with the columns of the table to choose from; return what is chosen."""
    known: Mapping[str, tuple[str, ...]] = guess.mapping.columns if guess else {}
    columns, names = dict[str, tuple[str, ...]](), list(map(str, table.columns))
    rows = [SHOWN[kind][at : at + IN_A_ROW] for at in range(0, len(SHOWN[kind]), IN_A_ROW)]  # a phone shows row after row
    for row in rows:
        for ours, place in zip(row, st.columns(IN_A_ROW), strict=False):
            several = known.get(ours, ())
            options = [NONE, *([" + ".join(several)] if len(several) > 1 else []), *names]
            at = options.index(" + ".join(several)) if several else 0
            choice = place.selectbox(str(COLUMN_WORDS[ours]), options, index=at, key=f"open {kind} {ours} {name}",
                                     format_func=_column, help=plain(COLUMN_HELP[ours]))  # fmt: skip
            if choice != NONE:
                columns[ours] = several if choice == " + ".join(several) else (str(choice),)
            if guess and choice == options[at] and (note := guess.notes.get(ours)):
                place.caption(plain(note))
    return columns | {ours: theirs for ours, theirs in known.items() if ours not in SHOWN[kind]}


def _lacking(kind: str, columns: Mapping[str, tuple[str, ...]], given: Given) -> list[str]:
    """Return what must still be chosen of a kind of table, in the words of its boxes."""
    said = {*columns} | ({"place"} if given.place else set()) | ({"time", "reported_at"} if given.time else set())
    return [one_of([COLUMN_WORDS[ours] for ours in SHOWN[kind] if ours in several]) for several in lacking(kind, said)]


def _outcome(name: str, given: Given, table: pd.DataFrame, columns: Mapping[str, tuple[str, ...]], plan: Plan, *,
             show: Callable[[], None]) -> None:
    """Show the small map of the table and what became of its names, and offer to open the map."""
    by_name = "place" in columns and "region_code" not in columns
    names = joined_cells(table, columns["place"], by=", ") if by_name else None  # as the mapping joins them
    if not show_preview(name, plan, names, template=given.template):
        _matches(given, table, columns)
    if st.button(_("Open the map"), type="primary", key="open_map"):
        with st.spinner(_("Making the map ...")), new_own() as folder:
            written(plan, folder, template=given.template)
            keep_decisions(folder, decided_of(name))
            read_dataset(folder)  # what is wrong is told here, where it can be corrected
        show()


def _matches(given: Given, table: pd.DataFrame, columns: Mapping[str, tuple[str, ...]]) -> None:
    """Say how many rows name a region that the boundaries have."""
    names = columns.get("region_code") or columns.get("place")
    if names:
        cells = joined_cells(table, names, by=", ")
        matched = known_of(given).matches(cells)
        st.markdown(_("**{matched} of {total} rows** name a region of the boundaries as it is written there.",
                      matched=number_in_words(int(matched.sum())), total=number_in_words(len(table))))  # fmt: skip
        lost = [cell for cell in cells[~matched].unique() if cell][:5]
        if lost:
            st.caption(plain(_("Not as written there, such as: {names}", names=", ".join(lost))))


def _column(column: str) -> str:
    """Return what an option for a column is called: columns have their own names."""
    return _(NONE) if column == NONE else column
