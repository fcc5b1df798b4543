"""Add a report in words: its text with what was read of it, the drafted records as cards, what was ignored."""

import datetime as dt
import html
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from briefing.draft_report import drafted_from
from geo.acceptance import accept, alike, codes_of, records_of, withdraw
from geo.dataset import Dataset
from geo.drafting import text_of
from geo.errors import OutageBriefError, words_of
from geo.language import _, plural
from geo.situation import unplaced
from panels.reading import latest
from panels.report_card import carried_over, edit, edited, new_state, open_numbers, parting, same_as, shown_numbers, what_it_says
from panels.report_preview import days_of, what_would_change
from panels.report_text import Draft, links_of, marked
from panels.text import plain, say_streamlit_s_words
from panels.trial import require_readable
from panels.uploads import kept

LONGEST = 200_000  # characters of a text
CARDS = 25  # more at once would be slow to draw
IGNORED_SHOWN = 30
KINDS_OF_FILE = ["txt", "md", "html", "htm", "pdf"]


def form(dataset: Dataset, folder: str) -> None:
    """Draw the form: the text and when it was published, then the text as it was read beside the drafted records."""
    say_streamlit_s_words()
    with st.container(key="report", gap="small"):
        with st.container(key="report_head", horizontal=True, vertical_alignment="center"):
            st.title(_("Add a report"), anchor=False, width="stretch")
            st.button(_("Back to the map"), key="back", on_click=_back)
        text, published, url, source, who = _given()
        if not text:
            st.caption(_("Paste a report in English, Ukrainian or Russian, or drop a file. Nothing leaves this machine, and "
                         "nothing is added before you accept it."))  # fmt: skip
            return
        draft = _draft(dataset, text, published, url, source)
        left, right = st.columns(2, gap="medium")
        with left:
            records = {number: edited(number) for number in shown_numbers()}
            label = html.escape(_("The report"))
            words = "".join(marked(draft, records))
            st.html(f'<div class="report-text" role="region" aria-label="{label}" tabindex="0">{words}</div>')
            st.html(links_of({number: records[number] for number in shown_numbers()[:CARDS]}))
            _ignored(draft)
        with right:
            _records(dataset, folder, draft, who)


def _given() -> tuple[str, str, str, str, str]:
    """Return the text, the day of its publication, its address, the source where it names nobody, and who adds it."""
    first, second, third, fourth = st.columns(4)
    published = first.date_input(_("Published on"), None, format="YYYY-MM-DD", key="report_published",
                                 help=_("Words such as \u201con Monday\u201d are dated by it."))  # fmt: skip
    url = second.text_input(_("Address"), key="report_url", placeholder="https://")
    source = third.text_input(_("Source"), key="report_source",
                              help=_("Who stands as the source where the report names nobody."))  # fmt: skip
    who = fourth.text_input(_("Who adds it"), key="report_who", value=st.session_state.get("reporter", ""),
                           help=_("The dataset's ledger names you."))  # fmt: skip
    st.session_state["reporter"] = who
    with st.expander(_("The report"), expanded="report draft" not in st.session_state):
        text = st.text_area(_("Paste it here"), key="report_text", height=180, max_chars=LONGEST)
        file = st.file_uploader(_("Or drop a file"), key="report_file", type=KINDS_OF_FILE)
    if not text.strip() and file is not None:
        try:
            path = kept(file.name, file.getvalue(), key="report")
            require_readable({"report": path}, name=file.name)
            text = text_of(path)[:LONGEST]
        except (OutageBriefError, OSError) as error:
            st.error(plain(str(error)))
    if not text.strip():
        st.session_state.pop("report draft", None)
        text = ""
    return text, published.isoformat() if isinstance(published, dt.date) else "", url.strip(), source.strip(), who.strip()


def _draft(dataset: Dataset, text: str, published: str, url: str, source: str) -> Draft:
    """Draft the records once for each text; what was edited, left out and accepted of them goes with it."""
    key = (text, published, url, source)
    before = st.session_state.get("report draft", (None,))[0]
    if before != key:
        found = drafted_from(text, dataset.places, dataset.settings, published=published, url=url, source=source)
        st.session_state["report draft"] = (key, found)
        old = st.session_state.get("report state") if before is not None and before[0] == text else None
        state = st.session_state["report state"] = new_state(key, found["records"])
        if old is not None and (lost := carried_over(old, state)):
            state["trouble"] = plural("{count} record was drafted anew: what was changed of it is lost.",
                                      "{count} records were drafted anew: what was changed of them is lost.", lost)  # fmt: skip
        if before is None:
            st.rerun()  # the box of the text closes: what was read of it takes its place
    draft: Draft = st.session_state["report draft"][1]
    return draft


def _ignored(draft: Draft) -> None:
    if draft["note"]:
        st.info(plain(draft["note"]))
    if ignored := draft["ignored"]:
        with st.expander(_("Ignored, and why ({count})", count=len(ignored))):
            said = [f"\u201c{plain(one['quote'][:200])}\u201d: {plain(one['why'])}" for one in ignored[:IGNORED_SHOWN]]
            more = [_("and {more} more", more=len(ignored) - IGNORED_SHOWN)] if len(ignored) > IGNORED_SHOWN else []
            st.markdown("\n".join(f"- {one}" for one in [*said, *more]))


def _records(dataset: Dataset, folder: str, draft: Draft, who: str) -> None:
    """The drafted records, and what can be done with them."""
    state, shown, open_ones = st.session_state["report state"], shown_numbers(), open_numbers()
    if state["trouble"]:
        st.error(plain(state["trouble"]))
    may = _may_accept(dataset, folder, draft, who)
    if len(open_ones) > 1:
        st.button(_("Accept all {count}", count=len(open_ones)), key="accept_all", type="primary",
                  disabled=not may or any(same_as(one) is not None for one in open_ones), on_click=_accept,
                  args=(dataset, folder, draft, open_ones, who))  # fmt: skip
    if open_ones:
        what_would_change(dataset, folder, draft, {number: edited(number) for number in open_ones})
    for number in shown[:CARDS]:
        _card(dataset, folder, draft, number, who, may=may)
    if len(shown) > CARDS:
        st.caption(_("The first {shown} of {count} records; \u201cAccept all\u201d takes the others too.", shown=CARDS,
                     count=len(shown)))  # fmt: skip
    if state["left"]:
        st.button(_("Bring back {count} discarded", count=len(state["left"])), key="bring_back", on_click=state["left"].clear,
                  type="tertiary")  # fmt: skip


def _may_accept(dataset: Dataset, folder: str, draft: Draft, who: str) -> bool:
    """Say what stands in the way of accepting, what was accepted already, and offer to undo it."""
    state = st.session_state["report state"]
    try:
        before, there = alike(Path(folder), draft["text"]), records_of(Path(folder), draft["text_sha256"])
    except (OutageBriefError, OSError) as error:
        st.error(plain(str(error)))
        return False
    if there:
        lost = {record: why for record, why in unplaced(dataset) if record in there}
        st.success(plural("Of this report the dataset has {count} record, {placed} on the map.",
                          "Of this report the dataset has {count} records, {placed} on the map.", len(there),
                          placed=len(there) - len(lost)))  # fmt: skip
        for record, why in lost.items():
            st.warning(plain(_("Not on the map: {record}: {why}", record=record, why=why)))
        st.button(_("Undo"), key="undo_report", on_click=_undo, args=(folder, there, who), disabled=not who,
                  icon=":material/undo:")  # fmt: skip
    if before and not state["accepted"]:
        st.warning(plain(str(before[0])))
        state["again"] = st.checkbox(_("Accept it all the same"), key=f"again {draft['text_sha256'][:8]}")
    lacks = _lacks(is_dated=bool(draft["published_at"]), is_signed=bool(who))
    if lacks and draft["records"]:
        st.info(lacks)
    return not lacks and (not before or state["again"] or bool(state["accepted"]))


def _lacks(*, is_dated: bool, is_signed: bool) -> str:
    """Say what must be given before anything is accepted; "" if it is."""
    if is_dated and is_signed:
        return ""
    if is_dated:
        return _("Say above who adds it, to accept.")
    return _("Say above when it was published, to accept." if is_signed
             else "Say above when it was published and who adds it, to accept.")  # fmt: skip


def _card(dataset: Dataset, folder: str, draft: Draft, number: int, who: str, *, may: bool) -> None:
    """One drafted record; it can be edited, split, merged, discarded and accepted."""
    state = st.session_state["report state"]
    with st.container(border=True, gap="small"):
        what_it_says(dataset, number)
        if number in state["accepted"]:
            st.markdown(f":material/check: {_('Accepted as {record}', record=plain(state['accepted'][number]))}")
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(_("Accept"), key=f"accept {number}", disabled=not may or same_as(number) is not None, on_click=_accept,
                      args=(dataset, folder, draft, [number], who))  # fmt: skip
            st.button(_("Discard"), key=f"discard {number}", on_click=state["left"].add, args=(number,), type="tertiary")
            parting(number)
            edits = st.toggle(_("Edit"), key=f"edit {number}")
        if edits:
            edit(dataset, number)


def _accept(dataset: Dataset, folder: str, draft: Draft, numbers: Sequence[int], who: str) -> None:
    state = st.session_state["report state"]
    state["trouble"] = ""
    chosen = {**draft, "records": [edited(number) for number in numbers]}
    try:
        ids = accept(Path(folder), chosen, who=who, codes=codes_of(dataset), again=state["again"] or bool(state["accepted"]))
    except (OutageBriefError, OSError) as error:
        state["trouble"] = f"{_('Nothing was added.')} {error}"
        return
    state["accepted"] |= dict(zip(numbers, ids, strict=True))
    st.session_state["report day"] = min(days_of(chosen["records"]), default="")
    latest(folder, at_once=True)


def _undo(folder: str, ids: Sequence[str], who: str) -> None:
    state = st.session_state["report state"]
    try:
        withdraw(Path(folder), ids, who=who, why="undone")
    except (OutageBriefError, OSError) as error:
        state["trouble"] = words_of(error)
        return
    state["accepted"].clear()
    st.session_state.pop("report day", None)
    latest(folder, at_once=True)


def _back() -> None:
    """Turn back to the map, on the day of what was accepted; its controls have lost what they held, the address bar has not."""
    for key in ("adding", "query", "report draft", "report state", "report trial"):
        st.session_state.pop(key, None)
    if day := st.session_state.pop("report day", ""):
        st.query_params["date"] = day
