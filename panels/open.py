"""Open a table of one's own: upload, see what its columns are taken for and how many rows match, correct that, see the map."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.errors import OutageBriefError, faults_of_reading
from geo.new_dataset import TEMPLATES, Given, Plan, corrected, known_of, planned, written
from geo.read import read_dataset
from geo.tables import SUFFIXES, read_table_file
from panels.text import plain
from panels.trial import require_readable
from panels.uploads import kept, session_folder

ROWS_SHOWN = 6
OWN_FILE = "A file of boundaries"
NONE = "(none)"
SHAPES = ["geojson", "json", "topojson", "gpkg", "zip", "parquet"]
TITLE_LETTERS = 120
SHOWN = {
    "counts": ("region_code", "place", "time", "customers_out", "customers_total", "part"),
    "outages": ("region_code", "place", "started_at", "ended_at", "reported_at", "extent", "customers", "people", "cause",
                "summary", "source", "source_url", "lon", "lat"),
}  # fmt: skip
WORDS = {"counts": "figures by region and time (counts)", "outages": "statements of sources (reports)"}
VIEW_KEYS = ("query", "view", "opening", "series")


def chosen_folder(usual: str) -> str:
    """Return the folder of the table that this reader has opened, else the usual one."""
    return str(st.session_state.get("own_folder", usual))


def button() -> None:
    """Offer to open a table of one's own, or to go back."""
    if "own_folder" in st.session_state:
        st.button("Back to the first map", on_click=_show, args=(None,))
    st.button("Open your own table", key="open", on_click=lambda: st.session_state.update(opening=True))


def is_opening() -> bool:
    """Whether the reader is at the form, instead of a map."""
    return bool(st.session_state.get("opening"))


def form() -> None:
    """Draw the form: files, what they are taken for, the preview of matches, and the button that opens the map."""
    st.title("Open your own table")
    st.button("Back to the map", key="back", on_click=_back)
    left, right = st.columns(2)
    templates = sorted(path.parent.name for path in TEMPLATES.glob("*/regions.json"))
    regions = left.selectbox("Regions", [*templates, OWN_FILE], key="open_regions")
    own = regions == OWN_FILE
    boundaries = left.file_uploader("Boundaries", key="open_boundaries", type=SHAPES,
                                    help="GeoJSON, TopoJSON, GeoPackage or a zipped Shapefile") if own else None
    outages = right.file_uploader("Outages: reports or counts", key="open_outages", help="CSV, TSV, XLSX, Parquet, JSON, GeoJSON",
                                  type=[suffix.lstrip(".") for suffix in SUFFIXES])
    substations = right.file_uploader("Substations, if you have them", key="open_substations",
                                      type=["csv", "tsv", "geojson", "gpkg", "zip", "parquet", "pbf"])
    zone = left.text_input("Time zone, if not the regions' own", key="open_zone", placeholder="Europe/Kyiv")
    if outages is None or (own and boundaries is None):
        st.caption("Choose the regions and a table. Nothing leaves this machine.")
        return
    stem = "".join(filter(str.isprintable, Path(outages.name).stem))
    try:
        with faults_of_reading(outages.name, what="the files cannot be made into a map",
                               expected="a table, and boundaries that it speaks of",
                               remedy="open the files in another program and save them as CSV and GeoJSON"):
            _mapping(Given(
                outages=kept(outages, key="outages"),
                boundaries=kept(boundaries, key="regions") if boundaries else None,
                substations=kept(substations, key="substations") if substations else None,
                template="" if own else str(regions), zone=zone.strip(),
                title=f"Power outages: {stem[:TITLE_LETTERS]}"))  # fmt: skip
    except (OutageBriefError, OSError) as error:
        st.error(plain(str(error)))


def _back() -> None:
    """Turn back to the map: its controls have lost what they held, the address bar has not."""
    st.session_state.pop("opening")
    st.session_state.pop("query", None)


def _mapping(given: Given) -> None:
    """Show what the columns are taken for, let it be corrected, and open the map."""
    files = {"outages": given.outages, "regions": given.boundaries, "substations": given.substations}
    require_readable({kind: path for kind, path in files.items() if path}, name=st.session_state["open_outages"].name)
    table = read_table_file(_table(given)).table
    try:
        guess: Plan | None = planned(given)
    except OutageBriefError as error:
        guess = None
        st.warning(plain(str(error)))
    kinds, name = list(SHOWN), st.session_state["open_outages"].name  # another file is asked about afresh
    guessed_kind = guess.guess.kind if guess and guess.guess else kinds[0]
    kind = st.radio("The table holds", kinds, index=kinds.index(guessed_kind), format_func=WORDS.__getitem__, horizontal=True,
                    key=f"open_kind {name}")
    known: Mapping[str, tuple[str, ...]] = guess.guess.mapping.columns if guess and guess.guess and kind == guessed_kind else {}
    columns, boxes = dict[str, tuple[str, ...]](), st.columns(4)
    names = list(map(str, table.columns))
    for number, ours in enumerate(SHOWN[kind]):
        several = known.get(ours, ())
        options = [NONE, *([" + ".join(several)] if len(several) > 1 else []), *names]
        at = options.index(" + ".join(several)) if several else 0
        choice = boxes[number % 4].selectbox(ours, options, index=at, key=f"open {kind} {ours} {name}")
        if choice != NONE:
            columns[ours] = several if choice == " + ".join(several) else (str(choice),)
    rest = {ours: theirs for ours, theirs in known.items() if ours not in SHOWN[kind]}
    plan = planned(given, corrected={kind: corrected(guess, table, kind=kind, columns={**columns, **rest})})
    _preview(given, table, columns)
    if st.button("Open the map", type="primary", key="open_map"):
        _show(str(_opened(plan, template=given.template)))
        st.rerun()
    with st.expander("What is written down: dataset.toml"):
        st.code(plan.toml, language="toml")


def _opened(plan: Plan, *, template: str) -> Path:
    """Make the dataset of a plan in the session's folder, in place of an earlier one."""
    home = Path(tempfile.mkdtemp(dir=session_folder(), prefix="map-"))
    try:
        written(plan, home / "dataset", template=template)
        read_dataset(home / "dataset")  # what is wrong is told here, where it can be corrected
    except BaseException:  # whatever stops it must leave nothing behind
        shutil.rmtree(home, ignore_errors=True)
        raise
    for earlier in session_folder().glob("map-*"):
        if earlier != home:
            shutil.rmtree(earlier, ignore_errors=True)
    return home / "dataset"


def _preview(given: Given, table: pd.DataFrame, columns: Mapping[str, tuple[str, ...]]) -> None:
    """Show how many rows name a region that the boundaries have, and the first rows."""
    names = columns.get("region_code") or columns.get("place")
    if names:
        known = known_of(given)
        cells = table[names[0]] if len(names) == 1 else table[list(names)].agg(", ".join, axis=1)
        matched = known.matches(cells)
        st.markdown(f"**{int(matched.sum()):,} of {len(table):,} rows** name a region of the boundaries as it is written there.")
        lost = [cell for cell in cells[~matched].unique() if cell][:5]
        if lost:
            st.caption(plain("Not as written there, such as: " + ", ".join(lost)))
    st.dataframe(table.head(ROWS_SHOWN), hide_index=True)


def _table(given: Given) -> Path:
    assert given.outages is not None
    return given.outages


def _show(folder: str | None) -> None:
    """Turn to another dataset: nothing that was chosen on the last map holds on the next."""
    for key in VIEW_KEYS:
        st.session_state.pop(key, None)
    st.query_params.clear()
    if folder is None:
        st.session_state.pop("own_folder", None)
    else:
        st.session_state["own_folder"] = folder
