"""Add a report in words: its text with what was read of it, the drafted records as cards, what was ignored."""

import datetime as dt
import html
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import streamlit as st

from briefing.accept_report import codes_of
from briefing.draft_report import drafted_from
from geo.acceptance import accept, alike, records_of, withdraw
from geo.dataset import Dataset
from geo.drafting import text_of
from geo.errors import OutageBriefError, words_of
from geo.language import WordTable, _, plural
from geo.names import candidates
from geo.quantities import KINDS
from geo.reports import WORDS
from geo.situation import unplaced
from layers.filters import value_in_words
from layers.statements import FIELD_WORDS, STATUS_WORDS, services_in_words
from layers.style import EXTENT_WORDS, ROLE_WORDS
from panels.reading import latest
from panels.text import plain
from panels.trial import require_readable
from panels.typed import PART_WORDS
from panels.uploads import kept

LONGEST = 200_000  # characters of a text
CARDS = 25  # more at once would be slow to draw
IGNORED_SHOWN = 30
TINTS = 6
KINDS_OF_FILE = ["txt", "md", "html", "htm", "pdf"]
TIMES = ("started_at", "ended_at", "reported_at")
LABELS = WordTable({
    "place": "Place", "scope": "Part of it", "started_at": "Since", "ended_at": "Until", "reported_at": "Reported at",
    "people": "People", "customers": "Customers", "settlements": "Settlements", "facilities": "Facilities",
    "source": "Who says so", "services": "Services",
})  # fmt: skip
EVIDENCE_WORDS = FIELD_WORDS | WordTable({
    "place": "place", "region_code": "region", "reported_at": "reported at", "valid_until": "valid until",
    "published_at": "published at", "source": "source", "source_role": "role", "source_url": "address", "kind": "kind",
    "cause": "cause", "asset": "asset", "status": "status", "event_id": "event",
}, context="column of a report")  # fmt: skip
TIME_WORDS = WordTable({"started_at": "since {moment}", "ended_at": "until {moment}", "reported_at": "reported {moment}"})
Draft = dict[str, Any]


def is_adding() -> bool:
    """Whether the reader adds a report, instead of looking at the map."""
    return bool(st.session_state.get("adding"))


def button() -> None:
    """Offer to add a report."""
    st.button(_("Add a report"), key="add_report", on_click=lambda: st.session_state.update(adding=True))


def form(dataset: Dataset, folder: str) -> None:
    """Draw the form: the text and when it was published, then the text as it was read beside the drafted records."""
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
            marked = "".join(_marked(draft))
            label = html.escape(_("The report"))
            st.html(f'<div class="report-text" role="region" aria-label="{label}" tabindex="0">{marked}</div>')
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
        st.session_state["report state"] = {"id": hash(key), "edits": {}, "left": set(), "accepted": {}, "trouble": "",
                                            "again": False}  # fmt: skip
        if before is None:
            st.rerun()  # the box of the text closes: what was read of it takes its place
    draft: Draft = st.session_state["report draft"][1]
    return draft


def _marked(draft: Draft) -> Iterator[str]:
    """The text as HTML, all of it escaped: what a record rests on has the record's tint, what was ignored a dotted line."""
    text, spans = draft["text"], []
    for number, record in enumerate(draft["records"]):
        spans += [(proof["start"], proof["end"], number, name)
                  for name, proof in record["evidence"].items() if "quote" in proof]  # fmt: skip
    ignored = [(one["start"], one["end"], -1, one["why"]) for one in draft["ignored"]]
    edges = sorted({0, len(text), *(edge for span in (*spans, *ignored) for edge in span[:2])})
    for start, end in pairwise(edges):
        piece = html.escape(text[start:end])
        held = [span for span in spans if span[0] <= start and end <= span[1]]
        if held:
            names = "; ".join(dict.fromkeys(f"{number + 1}: {EVIDENCE_WORDS.get(name, name)}" for *_edges, number, name in held))
            sign = "".join(f"<sup>{number + 1}</sup>" for first, _end, number, name in held if first == start and name == "place")
            yield f'<mark class="tint{held[0][2] % TINTS}" title="{html.escape(names)}">{sign}{piece}</mark>'
        elif why := next((span[3] for span in ignored if span[0] <= start and end <= span[1]), ""):
            yield f'<span class="unused" title="{html.escape(_("ignored: {why}", why=why))}">{piece}</span>'
        else:
            yield piece


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
    state, records = st.session_state["report state"], draft["records"]
    if state["trouble"]:
        st.error(plain(state["trouble"]))
    open_ones = [number for number in range(len(records)) if number not in state["left"] and number not in state["accepted"]]
    may = _may_accept(dataset, folder, draft, who)
    if len(open_ones) > 1:
        st.button(_("Accept all {count}", count=len(open_ones)), key="accept_all", type="primary", disabled=not may,
                  on_click=_accept, args=(dataset, folder, draft, open_ones, who))  # fmt: skip
    for number in range(min(len(records), CARDS)):
        if number not in state["left"]:
            _card(dataset, folder, draft, number, who, may=may)
    if len(records) > CARDS:
        st.caption(_("The first {shown} of {count} records; \u201cAccept all\u201d takes the others too.", shown=CARDS,
                     count=len(records)))  # fmt: skip
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
    """One drafted record in words, with its quotes; it can be edited, discarded and accepted."""
    state, record = st.session_state["report state"], _edited(draft, number)
    names = dict(zip(dataset.regions["code"], dataset.regions["name"], strict=True))
    region = names.get(record["region_code"], record["region_code"])
    with st.container(border=True, gap="small"):
        place = record["evidence"].get("place", {}).get("in_full", record["place"])
        where = html.escape(", ".join(filter(None, [place, record["scope"]])))
        inside = f' <span class="in">{html.escape(region)}</span>' if region and region != place else ""
        st.html(f'<p class="record"><span class="tint{number % TINTS}">{number + 1}</span> <b>{where}</b>{inside}</p>')
        st.markdown("  \n".join(plain(line) for line in _lines(record)))
        quotes = dict.fromkeys(proof["quote"] for proof in record["evidence"].values() if "quote" in proof)
        st.caption(plain(" · ".join(f"\u201c{' '.join(quote.split())}\u201d" for quote in quotes)[:400]))
        if number in state["accepted"]:
            st.markdown(f":material/check: {_('Accepted as {record}', record=plain(state['accepted'][number]))}")
            return
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(_("Accept"), key=f"accept {number}", disabled=not may, on_click=_accept,
                      args=(dataset, folder, draft, [number], who))  # fmt: skip
            st.button(_("Discard"), key=f"discard {number}", on_click=state["left"].add, args=(number,), type="tertiary")
            edits = st.toggle(_("Edit"), key=f"edit {number}")
        if edits:
            state["edits"][number] = _edit(dataset, record, number)
            if state["edits"][number] != {name: record[name] for name in state["edits"][number]}:
                st.rerun()  # the words above are of the values below


def _lines(record: Draft) -> Iterator[str]:
    extent = EXTENT_WORDS[record["extent"]] or _("extent not said")
    kind = "" if record["kind"] == "unknown" else value_in_words("kind", record["kind"])
    yield "; ".join(filter(None, [extent, kind, STATUS_WORDS[record["status"]]]))
    figures = [f"{FIELD_WORDS[name]}: {record[name]}" for name in KINDS if record[name]]
    times = [TIME_WORDS[name].format(moment=record[name].replace("T", " ")) for name in TIMES if record[name]]
    yield "; ".join([*times, *figures]) or _("no time, no figure")
    if record["services"]:
        yield services_in_words(record["services"])
    yield f"{record['source'] or _('nobody is named')} ({ROLE_WORDS[record['source_role']]})"

def _edit(dataset: Dataset, record: Draft, number: int) -> dict[str, str]:
    """Draw the fields of a record; return their values. The regions that its place may mean stand first."""
    names = {code: f"{name} ({code})" for regions in (dataset.regions, *(one.regions for one in dataset.finer))
             for code, name in zip(regions["code"], regions["name"], strict=True)}  # fmt: skip
    found_places = candidates(dataset.places, record["place"])
    meant = {one.code: f"{names.get(one.code, one.code)}: {one.confidence:.0%}" for one in found_places}
    names = {"": _("(none)"), **meant, **{code: name for code, name in names.items() if code not in meant}}
    boxes, found, key = st.columns(3), dict[str, str](), f"report {st.session_state['report state']['id']} {number}"

    def chosen(at: int, name: str, label: str, options: Sequence[str], words: Mapping[str, str]) -> None:
        now = record[name] if record[name] in options else options[0]
        found[name] = boxes[at % 3].selectbox(label, options, index=options.index(now), key=f"{key} {name}",
                                              format_func=lambda one: words.get(one, one))  # fmt: skip

    chosen(0, "region_code", _("Region"), list(names), names)
    chosen(1, "extent", _("Without power"), WORDS["extent"], PART_WORDS)
    chosen(2, "source_role", _("Role of the source"), ("", *WORDS["source_role"]), ROLE_WORDS)
    for at, (name, label) in enumerate(LABELS.items()):
        found[name] = boxes[at % 3].text_input(label, record[name], key=f"{key} {name}")
    return found


def _edited(draft: Draft, number: int) -> Draft:
    """Return a record as it was edited; a value that was changed no longer rests on the words of the draft."""
    record = draft["records"][number]
    edits = st.session_state["report state"]["edits"].get(number, {})
    changed = {name for name, value in edits.items() if value != record[name]}
    evidence = {name: proof for name, proof in record["evidence"].items() if name not in changed}
    return {**record, **edits, "evidence": evidence}


def _accept(dataset: Dataset, folder: str, draft: Draft, numbers: Sequence[int], who: str) -> None:
    state = st.session_state["report state"]
    state["trouble"] = ""
    chosen = {**draft, "records": [_edited(draft, number) for number in numbers]}
    try:
        ids = accept(Path(folder), chosen, who=who, codes=codes_of(dataset), again=state["again"] or bool(state["accepted"]))
    except (OutageBriefError, OSError) as error:
        state["trouble"] = f"{_('Nothing was added.')} {error}"
        return
    state["accepted"] |= dict(zip(numbers, ids, strict=True))
    days = [day for record in chosen["records"] for name in TIMES if (day := record[name][:10])]
    st.session_state["report day"] = min(days, default="")
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
    for key in ("adding", "query", "report draft", "report state"):
        st.session_state.pop(key, None)
    if day := st.session_state.pop("report day", ""):
        st.query_params["date"] = day
