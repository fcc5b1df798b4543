"""Every record and what became of it, and the names that wait for a decision."""

from pathlib import Path

import streamlit as st

from geo.dataset import Dataset
from geo.errors import OutageBriefError
from geo.language import _, plural
from geo.names import FILE, Candidate, candidates, remember
from geo.situation.account import account_of, in_words
from panels.find import KINDS
from panels.reading import latest
from panels.serve import EDITABLE
from panels.text import plain

DECISIONS_SHOWN = 20  # more at once would bury what else stands beside the map


def account(dataset: Dataset) -> None:
    """Every record, and what became of it."""
    found = account_of(dataset)
    count = len(found.off_map)
    off = plural("{count} record is not on the map: why", "{count} records are not on the map: why", count)
    label = off if count else _("All records are on the map")
    with st.expander(label, expanded=bool(count)):
        st.text("\n".join(in_words(found)))


def decisions(dataset: Dataset, folder: str, *, editable: bool) -> None:
    """Names that may mean several places: ask once, and remember the answer in the dataset's places.csv.

    The answer holds for all readers; unless the app is `editable`, the names are listed, with where to decide.
    """
    asked = {record for record, _reason in account_of(dataset).asked}
    reports = dataset.reports
    waiting = list(dict.fromkeys(reports.loc[reports["record_id"].isin(asked), "place"]))
    if not waiting:
        return
    with st.expander(_("Ambiguous place names ({count})", count=len(waiting)), expanded=True):
        if not editable:
            st.caption(_("To decide, restart the app with `{option}`, or write each name and the code of its region "
                         "into `{file}` in the dataset's folder (columns `written`, `code`).", option=EDITABLE, file=FILE))
        for number, written in enumerate(waiting[:DECISIONS_SHOWN]):
            found = candidates(dataset.places, written)
            offered = [_offered(one) for one in found]
            question = _("What does “{name}” mean?", name=plain(written))
            if not editable:
                st.markdown("\n".join([question, "", *(f"- {one}" for one in offered)]))
                continue
            choice = st.radio(question, range(len(found)), index=None, key=f"decide {number} {written}",
                              format_func=offered.__getitem__)  # fmt: skip
            if choice is not None and st.button(_("Remember"), key=f"remember {number} {written}"):
                decide(dataset, folder, written, found[choice])


def decide(dataset: Dataset, folder: str, written: str, chosen: Candidate) -> None:
    """Write a decision down and read the dataset anew."""
    try:
        remember(Path(folder), written=written, code=chosen.code, place_id=chosen.place_id, codes=set(dataset.regions["code"]))
    except (OutageBriefError, OSError) as error:
        st.error(plain(_("The decision could not be written: {error}", error=error)))
    else:
        latest(folder, at_once=True)
        st.rerun()


def _offered(one: Candidate) -> str:
    return f"{plain(one.name)} ({KINDS.get(one.kind, one.kind)}, {plain(one.code)}), {one.confidence:.0%}: {plain(one.why)}"
