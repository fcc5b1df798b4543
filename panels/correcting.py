"""Correct or withdraw a record of the dataset: in a dialog, with a name and a reason; the dataset's ledger keeps what it was."""

from pathlib import Path

import streamlit as st

from geo.acceptance import codes_of, correct, takes_records, values_of, withdraw
from geo.dataset import Dataset
from geo.errors import OutageBriefError, words_of
from geo.language import _
from panels.reading import latest
from panels.record_fields import fields
from panels.text import plain


def button(dataset: Dataset, folder: str, record_id: str, *, of: str) -> None:
    """Offer to correct or withdraw a record, where the dataset takes records, and is shown as it is known now.

    `folder`: of the dataset, "" if it is read only; `of`: what tells this button from another one for the same record.
    """
    if not folder or dataset.known_on is not None or not takes_records(dataset.settings):
        return
    if st.button(_("Correct or withdraw"), key=f"correct {of} {record_id}", type="tertiary", icon=":material/edit:"):
        st.dialog(_("Correct or withdraw a record"), width="large")(_form)(dataset, folder, record_id)


def _form(dataset: Dataset, folder: str, record_id: str) -> None:
    try:
        values = values_of(Path(folder), record_id)
    except (OutageBriefError, OSError) as error:
        st.error(plain(words_of(error)))
        return
    st.caption(plain(_("Record {record}.", record=record_id)))
    given = fields(dataset, values, key=f"correct {record_id}")
    changed = {name: value for name, value in given.items() if value != values.get(name, "")}
    first, second = st.columns(2)
    who = first.text_input(_("Who does it"), value=st.session_state.get("reporter", ""),
                           help=_("The dataset's ledger names you."))  # fmt: skip
    why = second.text_input(_("Why"), help=_("The reason, for the ledger."))
    with st.container(horizontal=True):
        save = st.button(_("Save"), type="primary", disabled=not (who.strip() and changed))
        take_out = st.button(_("Withdraw the record"), disabled=not who.strip(),
                             help=_("It leaves the map; the ledger keeps it whole."))
    try:
        if save:
            correct(Path(folder), record_id, changed, who=who, why=why, codes=codes_of(dataset))
        elif take_out:
            withdraw(Path(folder), [record_id], who=who, why=why)
    except (OutageBriefError, OSError) as error:
        st.error(plain(f"{_('Nothing was changed.')} {words_of(error)}"))
        return
    if save or take_out:
        st.session_state["reporter"] = who
        latest(folder, at_once=True)
        st.rerun()
