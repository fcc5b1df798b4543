"""Open a table of one's own: upload, see what its columns are taken for and how many rows match, correct that, see the map."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.column_words import CRS, PLACE_OF_ALL, TIME_OF_ALL, ZONE
from geo.countries import find_country, has_wider
from geo.errors import OutageBriefError, UsageError, faults_of_reading
from geo.language import N_, WordTable, _, spoken
from geo.localised import title_in
from geo.new_dataset import TEMPLATES, templates
from geo.sentences import Sentence, in_form
from geo.settings import read_settings
from geo.table_guess import Given
from geo.tables import SUFFIXES
from panels.datasets import turn_to_another
from panels.own import new_own
from panels.own_columns import map_columns
from panels.saved import saved_in, unpacked
from panels.text import plain, say_streamlit_s_words
from panels.typed import pasted, typed
from panels.uploads import kept

LEVELS = WordTable({"regions": "Its regions", "wider": "Its wider regions", "whole": "The whole country as one region"})
LEVEL_OF = {"regions": None, "wider": 1, "whole": 0}
COUNTRY, OWN_FILE = N_("A country"), N_("A file of boundaries")
TABLE, PASTED, TYPED = N_("From a file"), N_("Pasted"), N_("Typed here")
SHAPES = ["geojson", "json", "topojson", "gpkg", "zip", "parquet"]
TITLE_LETTERS = 120
PASSING = {"open_boundaries", "open_outages", "open_substations", "open_map"}  # of the form, but nothing that may be set
FIELDS, FILES = "fields of the form", "files of the form"


def form() -> None:
    """Draw the form as it was left; Streamlit forgets what a control held that was not drawn meanwhile."""
    for key, value in st.session_state.get(FIELDS, {}).items():
        st.session_state.setdefault(key, value)
    try:
        with in_form():
            _form()
    except OSError as error:  # a file cannot be kept: the disk is full
        st.error(plain(str(error)))
    st.session_state[FIELDS] = {key: value for key, value in st.session_state.items()
                                if str(key).startswith(("open_", "open ")) and key not in PASSING}  # fmt: skip


def _form() -> None:
    """Regions, table, what the table is taken for, the preview of matches, and the button that opens the map."""
    say_streamlit_s_words()
    with st.container(horizontal=True, vertical_alignment="center", key="open_head"):
        st.title(_("Open your own table"), anchor=False, width="stretch")
        st.button(_("Back to the map"), key="back", on_click=_back)
    left, right = st.columns(2)
    regions = left.selectbox(_("Regions"), [COUNTRY, *templates(), OWN_FILE], key="open_regions", format_func=_title)
    country = left.text_input(_("Country, in any language, or its code"), key="open_country",
                              placeholder=_("Nigeria")) if regions == COUNTRY else ""
    level = _level(left, country.strip()) if regions == COUNTRY else None
    boundaries = _file(left.file_uploader(_("Boundaries"), key="open_boundaries", type=SHAPES,
                                          help=_("GeoJSON, TopoJSON, GeoPackage or a zipped Shapefile")),
                       key="regions", place=left) if regions == OWN_FILE else None
    source = right.radio(_("Outages"), [TABLE, PASTED, TYPED], horizontal=True, key="open_source", format_func=_)
    if source == TABLE:
        uploaded = right.file_uploader(_("Outages: reports or counts"), key="open_outages", label_visibility="collapsed",
                                       type=[*(suffix.lstrip(".") for suffix in SUFFIXES), "zip"])
        right.caption(_("A table of statements or of figures, or the ZIP of a dataset that was saved here."))
        outages = _file(uploaded, key="outages", place=right)
    else:
        written_down = typed() if source == TYPED else pasted(right)
        outages = (written_down[0], kept(*written_down, key="outages")) if written_down else None
        st.session_state.get(FILES, {}).pop("outages", None)  # it lies in the same place
    if outages is not None and outages[1].suffix == ".zip":
        _saved(*outages)
        return
    with st.expander(_("What the table does not say; substations")):
        boxes = st.columns(4)
        zone = boxes[0].text_input(str(ZONE), key="open_zone", placeholder="Europe/Kyiv")
        time = boxes[1].text_input(str(TIME_OF_ALL), key="open_time", placeholder="2026-01-07 08:30")
        place = boxes[2].text_input(str(PLACE_OF_ALL), key="open_place")
        crs = boxes[3].text_input(str(CRS), key="open_crs", placeholder="EPSG:27700")
        substations = _file(st.file_uploader(_("Substations, if you have them"), key="open_substations",
                                             type=["csv", "tsv", "geojson", "gpkg", "zip", "parquet", "pbf"]),
                            key="substations", place=st.container())
    if outages is None or (regions == OWN_FILE and boundaries is None) or (regions == COUNTRY and not country.strip()):
        st.caption(_("Name the regions, and choose a table or type what was reported. Nothing leaves this machine."))
        return
    name, table = outages
    try:
        with faults_of_reading(name, what=Sentence("the files cannot be made into a map"),
                               expected=Sentence("a table, and boundaries that it speaks of"),
                               remedy=Sentence("open the files in another program and save them as CSV and GeoJSON")):
            map_columns(name, Given(
                outages=table, name=name, crs=crs.strip(), boundaries=boundaries[1] if boundaries else None,
                substations=substations[1] if substations else None,
                country=country.strip(), level=level, template="" if regions in {COUNTRY, OWN_FILE} else str(regions),
                zone=zone.strip(), time=time.strip(), place=place.strip(), kind="outages" if source == TYPED else "",
                title=_("Power outages: {name}", name="".join(filter(str.isprintable, Path(name).stem))[:TITLE_LETTERS]),
            ), show=_show_own)  # fmt: skip
    except OutageBriefError as error:
        st.error(plain(str(error)))


def _level(place: DeltaGenerator, country: str) -> int | None:
    """Return the level of a country's regions; the wider ones are offered where it has such, taken where the table names them."""
    offered = [one for one in LEVELS if one != "wider" or _has_wider(country)]
    if st.session_state.setdefault("open_level", "regions") not in offered:
        st.session_state["open_level"] = "regions"
    chosen = place.segmented_control(_("Level"), offered, required=True, format_func=LEVELS.__getitem__, key="open_level",
                                     label_visibility="collapsed")
    return LEVEL_OF[chosen or "regions"]


def _has_wider(country: str) -> bool:
    try:
        return bool(country) and has_wider(find_country(country))
    except UsageError:  # said where the table is mapped
        return False


def _saved(name: str, path: Path) -> None:
    """Say what a saved dataset is, and open its map: it brings its own regions, and needs nothing else of the form."""
    try:
        st.markdown(f"**{plain(saved_in(path, name=name).title)}**")
        st.caption(_("A dataset that was saved: it brings its own regions, and what was corrected in it."))
        if st.button(_("Open the map"), type="primary", key="open_map"):
            with st.spinner(_("Reading the dataset ...")), new_own() as folder:
                unpacked(path, folder, name=name)
            _show_own()
    except OutageBriefError as error:
        st.error(plain(str(error)))


def _file(uploaded: UploadedFile | None, *, key: str, place: DeltaGenerator) -> tuple[str, Path] | None:
    """Return name and place of a file of the form: the one just chosen, else the one of before, which can be taken away."""
    files: dict[str, tuple[str, Path]] = st.session_state.setdefault(FILES, {})

    def take_away() -> None:
        files.pop(key, None)

    if uploaded is not None:
        files[key] = (uploaded.name, kept(uploaded.name, uploaded.getvalue(), key=key))
    elif key in files and not files[key][1].exists():  # the session was away for too long
        del files[key]
    elif key in files:
        place.button(plain(_("Still here: {name}", name=files[key][0])), key=f"take away {key}", icon=":material/close:",
                     type="tertiary", help=_("Take this file away"), on_click=take_away)  # fmt: skip
    return files.get(key)


def _title(regions: str) -> str:
    """Say what regions a choice brings: those of a bundled dataset are called as its map is."""
    if regions in {COUNTRY, OWN_FILE}:
        return _(regions)
    return _("As in: {title}", title=title_in(read_settings(TEMPLATES / regions), spoken()))


def _back() -> None:
    """Turn back to the map: its controls have lost what they held, the address bar has not."""
    st.session_state.pop("opening")
    st.session_state.pop("query", None)


def _show_own() -> None:
    """Turn to the dataset that was just made."""
    turn_to_another()
    st.rerun()
