"""The fields of a record, for whoever edits one: a draft before it is accepted, or a record of the dataset."""

from collections.abc import Mapping, Sequence

import streamlit as st

from geo.dataset import Dataset
from geo.language import WordTable, _
from geo.names import candidates
from geo.reports import WORDS
from layers.style import ROLE_WORDS
from panels.typed import PART_WORDS

LABELS = WordTable({
    "place": "Place", "scope": "Part of it", "started_at": "Since", "ended_at": "Until", "reported_at": "Reported at",
    "people": "People", "customers": "Customers", "settlements": "Settlements", "facilities": "Facilities",
    "source": "Who says so", "services": "Services",
})  # fmt: skip


def fields(dataset: Dataset, record: Mapping[str, str], *, key: str) -> dict[str, str]:
    """Draw the fields of a record, by column of outages.csv; return their values. The regions that its place may mean stand
    first. `key`: what tells these fields from those of another record.
    """
    names = {code: f"{name} ({code})" for regions in (dataset.regions, *(one.regions for one in dataset.finer))
             for code, name in zip(regions["code"], regions["name"], strict=True)}  # fmt: skip
    place = record.get("place", "")
    meant = {one.code: f"{names.get(one.code, one.code)}: {one.confidence:.0%}" for one in candidates(dataset.places, place)}
    names = {"": _("(none)"), **meant, **{code: name for code, name in names.items() if code not in meant}}
    boxes, found = st.columns(3), dict[str, str]()

    def chosen(at: int, name: str, label: str, options: Sequence[str], words: Mapping[str, str]) -> None:
        now = record.get(name, "")
        known = options if now in options else [now, *options]  # what stands there stays until another is chosen
        found[name] = boxes[at % 3].selectbox(label, known, index=known.index(now), key=f"{key} {name}",
                                              format_func=lambda one: words.get(one, one))  # fmt: skip

    chosen(0, "region_code", _("Region"), list(names), names)
    chosen(1, "extent", _("Without power"), WORDS["extent"], PART_WORDS)
    chosen(2, "source_role", _("Role of the source"), ("", *WORDS["source_role"]), ROLE_WORDS)
    for at, (name, label) in enumerate(LABELS.items()):
        found[name] = boxes[at % 3].text_input(label, record.get(name, ""), key=f"{key} {name}")
    return found
