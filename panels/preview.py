"""How a table lies on the map before it is saved: a small map of it, and the names that mean several places, or none.

The map is of the head of a large table, and says so; names are counted over all rows. What a reader decides of a name is asked
here and not again: it goes into the dataset that is made.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import streamlit as st

from geo.errors import OutageBriefError
from geo.files import temporary_folder
from geo.language import _, number_in_words, plural, spoken
from geo.localised import localised
from geo.names import Candidate, PlaceIndex, candidates, is_asked, remember
from geo.new_dataset import Plan, written
from geo.read import read_dataset
from geo.tables import TEXTS
from geo.view import View
from layers import marks
from layers.map import build_map
from layers.page import page_of
from panels.components import host
from panels.find import KINDS
from panels.text import plain

HEAD_BYTES, HEAD_NAMES = 300_000, 400  # of a table, and of different names in it, that the small map is made of
MOST_NAMES, MOST_S = 2_000, 2.0  # different ones that are looked up, those of most rows first, and for how long
SHOWN = 8
DECIDED = "decided names"
Decisions = Mapping[str, tuple[str, str]]
"""What names were decided to mean: the code of a region, and the id of a place in it or ""."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A small map, and what the names of a table came to: `rows` of each, those in doubt with what they may mean, those lost.

    `matched`: rows that are placed by name; `unseen`: names that were not looked at; `nameless`: rows without a name.
    """

    page: bytes
    is_head: bool
    matched: int = 0
    asked: Mapping[str, tuple[Candidate, ...]]
    lost: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    nameless: int = 0
    rows: Mapping[str, int]

    def rows_of(self, names: Iterable[str]) -> int:
        """Return how many rows bear one of these names."""
        return sum(self.rows[name] for name in names)


def preview_of(plan: Plan, names: pd.Series | None, *, template: str, decided: Decisions) -> Preview | None:
    """Make the dataset of a plan, of the head of its table, and draw it; None if the table is too large and no text.

    `names`: for each row the name of its place, None if the table gives none. Raises OutageBriefError.
    """
    kind = "outages" if "outages" in plan.files else "counts"
    table = plan.files[kind]
    size = table.stat().st_size
    most = HEAD_BYTES if names is None else min(HEAD_BYTES, _bytes_of_names(names, size=size))
    is_text = table.suffix.casefold() in TEXTS
    is_head = size > (most if is_text else HEAD_BYTES)
    if is_head and not is_text:
        return None
    with temporary_folder() as home:
        if is_head:
            plan = replace(plan, files={**plan.files, kind: _head(table, home, most)})
        written(plan, home / "dataset", template=template)
        keep_decisions(home / "dataset", decided)
        dataset = localised(read_dataset(home / "dataset"), spoken())
        rows = {} if names is None else {str(name): int(n) for name, n in names[names != ""].value_counts().items()}
        asked, lost, unseen = _in_doubt(rows, dataset.places, decided)
        doubtful = {one.code: "?" for name, found in asked.items() if name not in decided for one in found}
        page = page_of(build_map(dataset, View(), more=[marks.layer(doubtful)]), small=True).encode()
    placed = {*rows} - {*unseen} - {*lost} - {name for name in asked if name not in decided}
    return Preview(page=page, is_head=is_head, matched=sum(rows[name] for name in placed), asked=asked, lost=lost, unseen=unseen,
                   nameless=0 if names is None else len(names) - sum(rows.values()), rows=rows)  # fmt: skip


def keep_decisions(folder: Path, decided: Decisions) -> None:
    """Write what was decided of names into a dataset's folder. Raises OSError."""
    for name, (code, place_id) in decided.items():
        remember(folder, written=name, code=code, place_id=place_id, codes={code})


def decided_of(name: str) -> dict[str, tuple[str, str]]:
    """Return what the reader has decided of the names of a table, by the name of its file."""
    found: dict[str, tuple[str, str]] = st.session_state.setdefault(DECIDED, {}).setdefault(name, {})
    return found


def show_preview(name: str, plan: Plan, names: pd.Series | None, *, template: str) -> bool:
    """Draw the small map, and beside it the names in doubt, each with what it may mean, and those that are lost.

    Returns whether it told what became of names.
    """
    decided = decided_of(name)
    stats = spoken(), tuple((key, path.stat().st_size, path.stat().st_mtime_ns) for key, path in sorted(plan.files.items()))
    key = (stats, plan.toml, tuple(sorted(decided.items())))
    kept: tuple[object, Preview | None] | None = st.session_state.get("preview")
    if kept is None or kept[0] != key:
        try:
            with st.spinner(_("Drawing a preview ...")):
                kept = (key, preview_of(plan, names, template=template, decided=decided))
        except OutageBriefError as error:
            st.caption(plain(f"{_('There is no preview of the map yet.')} {error}"))
            return False
        st.session_state["preview"] = kept
    preview = kept[1]
    if preview is None:
        st.caption(_("The table is large: its map is drawn when it is opened."))
        return False
    left, right = st.columns([3, 2])
    with left, st.container(key="preview"):
        host(key="small map", data=preview.page)
    if preview.is_head:
        left.caption(_("The small map shows the beginning of the table."))
    with right:
        _names(name, preview, decided)
    return names is not None


def _names(name: str, preview: Preview, decided: dict[str, tuple[str, str]]) -> None:
    doubtful = preview.rows_of(one for one in preview.asked if one not in decided)
    if preview.rows:
        total = preview.rows_of(preview.rows) + preview.nameless
        st.markdown(_("**{matched} of {total} rows** are placed by name; **{doubtful}** may mean several places, **{lost}** none "
                      "that is known.", matched=number_in_words(preview.matched), total=number_in_words(total),
                      doubtful=number_in_words(doubtful), lost=number_in_words(preview.rows_of(preview.lost))))  # fmt: skip
    if preview.nameless:
        st.caption(_("Rows that name no place: {rows}", rows=number_in_words(preview.nameless)))
    if preview.unseen:
        st.caption(_("Not looked at yet: {names} rarer names, in {rows} rows. They are looked at when the map is opened.",
                     names=number_in_words(len(preview.unseen)), rows=number_in_words(preview.rows_of(preview.unseen))))
    for written_name, found in list(preview.asked.items())[:SHOWN]:
        options = [None, *found]
        chosen = decided.get(written_name)
        at = next((n for n, one in enumerate(found, 1) if (one.code, one.place_id) == chosen), 0)
        asked = plain(plural("What does “{name}” mean? ({count} row)", "What does “{name}” mean? ({count} rows)",
                             preview.rows[written_name], name=written_name))  # fmt: skip
        choice = st.selectbox(asked, options, index=at, key=f"meaning {name} {written_name}", format_func=_offered)  # fmt: skip
        meant = (choice.code, choice.place_id) if choice else None
        if meant != chosen:
            if meant is None:
                decided.pop(written_name, None)
            else:
                decided[written_name] = meant
            st.rerun()
    if len(preview.asked) > SHOWN:
        st.caption(_("and {more} more, which the map asks about when it is open", more=len(preview.asked) - SHOWN))
    if preview.lost:
        some = [f"{one} ({number_in_words(preview.rows[one])})" for one in preview.lost[:SHOWN]]
        some += [_("and {more} more", more=len(preview.lost) - SHOWN)] if len(preview.lost) > SHOWN else []
        st.caption(plain(_("No place of these names is known: {names}", names=", ".join(some))))


def _offered(one: Candidate | None) -> str:
    if one is None:
        return _("Not decided")
    return f"{one.name} ({KINDS.get(one.kind, one.kind)}, {one.code}), {one.confidence:.0%}"


def _in_doubt(
    names: Iterable[str], places: PlaceIndex, decided: Decisions
) -> tuple[dict[str, tuple[Candidate, ...]], tuple[str, ...], tuple[str, ...]]:
    """Return the names that may mean several places, or did until they were decided, those that mean none, and the others.

    A name that nothing is called takes longest to look up: of ten thousand of them only the first are looked at.
    """
    undecided = replace(places, decisions={}) if decided else places
    asked, lost, names, until = dict[str, tuple[Candidate, ...]](), list[str](), list(names), time.monotonic() + MOST_S
    for at, name in enumerate(names):
        if at == MOST_NAMES or time.monotonic() > until:
            return asked, tuple(lost), tuple(names[at:])
        found = tuple(candidates(undecided, name))
        if not found:
            lost.append(name)
        elif is_asked(found):
            asked[name] = found
    return asked, tuple(lost), ()


def _bytes_of_names(names: pd.Series, *, size: int) -> int:
    """Return about how much of a table of that size holds the first `HEAD_NAMES` different names: to place one takes long."""
    at = (~names.duplicated()).to_numpy().cumsum()
    rows = int((at <= HEAD_NAMES).sum())
    return size if rows == len(names) else size * (rows + 1) // len(names)


def _head(table: Path, home: Path, most: int) -> Path:
    """Write the first whole lines of a table into a folder, under its own name."""
    with table.open("rb") as file:
        content = file.read(most)
    path = home / table.name
    path.write_bytes(content[: content.rfind(b"\n") + 1] or content)
    return path
