"""Which form stands in place of the map, if one does, and the buttons that lead to it.

The forms themselves, and what they need, are loaded when they are opened: most readers only look at the map.
"""

import datetime as dt
import io
import zipfile
from pathlib import Path

import streamlit as st

from briefing.formats.archive import entry_of
from geo.language import _
from panels.own import leave_own, own_folder


def chosen_folder(usual: str) -> str:
    """Return the folder of the table that this reader has opened, else the usual one."""
    return own_folder() or usual


def is_opening() -> bool:
    """Whether the reader is at the form for a table of their own, instead of a map."""
    return bool(st.session_state.get("opening"))


def is_adding() -> bool:
    """Whether the reader adds a report, instead of looking at the map."""
    return bool(st.session_state.get("adding"))


def open_button() -> None:
    """Offer to open a table of one's own, or to go back."""
    if (own := own_folder()) is not None:
        st.button(_("Back to the first map"), on_click=leave_own)
        folder = Path(own)
        st.download_button(_("Save this dataset (zip)"), data=lambda: archive_of(folder), file_name="dataset.zip",
                           mime="application/zip", on_click="ignore", key="save dataset",
                           help=_("It opens again under Open your own table. Unpacked: {command}",
                                  command="outage-brief serve --data DIR"))  # fmt: skip
    st.button(_("Open your own table"), key="open", on_click=lambda: st.session_state.update(opening=True))


def add_button() -> None:
    """Offer to add a report."""
    st.button(_("Add a report"), key="add_report", on_click=lambda: st.session_state.update(adding=True))


def archive_of(folder: Path) -> bytes:
    """Return a ZIP with the files of a dataset folder, under its own name in the archive."""
    file, now = io.BytesIO(), dt.datetime.now()
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            archive.writestr(entry_of(f"dataset/{path.relative_to(folder)}", now, packed=True), path.read_bytes())
    return file.getvalue()
