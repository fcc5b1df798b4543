"""A drafted record as a card: what it says, on which words, and what can be done with it before it is accepted.

A record keeps its number. A copy and a merged record get the next free ones, and stand where their originals stood.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from geo.dataset import Dataset
from geo.drafting import merged
from geo.language import _, spoken
from geo.localised import localised
from geo.quantities import KINDS
from panels.record_fields import fields
from panels.report_text import EVIDENCE_WORDS, Draft, card_text
from panels.text import plain


def new_state(text: object, records: Sequence[Draft]) -> dict[str, Any]:
    """Return what is known of the cards of a text that was just read: none is edited, discarded or accepted."""
    return {"id": hash(text), "records": dict(enumerate(records)), "order": [*range(len(records))], "edits": {}, "left": set(),
            "accepted": {}, "merged": {}, "trouble": "", "again": False, "drafted": len(records)}  # fmt: skip


def carried_over(old: dict[str, Any], new: dict[str, Any]) -> int:
    """Take what was edited, discarded and accepted over to the records of the same text, drafted anew with another day or source.

    They are the same where they rest on the same words. Returns how many had something that is lost.
    """
    numbers = {_words_of(record): number for number, record in reversed(new["records"].items())}
    parted = {number for number in old["order"] if number >= old["drafted"]}  # copies, and two that were made one
    lost = 0
    for number in {*old["edits"], *old["left"], *old["accepted"], *parted}:
        to = None if number in parted else numbers.get(_words_of(old["records"][number]))
        if to is None:
            lost += 1
            continue
        new["edits"] |= {to: dict(old["edits"][number])} if number in old["edits"] else {}
        new["left"] |= {to} if number in old["left"] else set()
        new["accepted"] |= {to: old["accepted"][number]} if number in old["accepted"] else {}
    return lost


def _words_of(record: Draft) -> tuple[tuple[str, int, int], ...]:
    """Return where the words stand that a record's place and figures rest on."""
    proofs = ((name, proof) for name, proof in record["evidence"].items() if "quote" in proof and name in {"place", *KINDS})
    return tuple(sorted((name, proof["start"], proof["end"]) for name, proof in proofs))


def shown_numbers() -> list[int]:
    """Return the numbers of the records that have a card, in their order: those that are not discarded."""
    state = st.session_state["report state"]
    return [number for number in state["order"] if number not in state["left"]]


def open_numbers() -> list[int]:
    """Return the numbers of the records that wait to be accepted."""
    return [number for number in shown_numbers() if number not in st.session_state["report state"]["accepted"]]


def edited(number: int) -> Draft:
    """Return a record as it was edited; a value that was changed no longer rests on the words of the draft."""
    state = st.session_state["report state"]
    record, edits = state["records"][number], state["edits"].get(number, {})
    changed = {name for name, value in edits.items() if value != record[name]}
    evidence = {name: proof for name, proof in record["evidence"].items() if name not in changed}
    return {**record, **edits, "evidence": evidence}


def same_as(number: int) -> int | None:
    """Return the number of an earlier record that says the same on the same words: accepted too, it would count twice."""
    record = edited(number)
    return next((one for one in shown_numbers() if one < number and edited(one) == record), None)


def what_it_says(dataset: Dataset, number: int) -> None:
    """Write a record in words, with its quotes, and what a merged one does not hold."""
    state, record = st.session_state["report state"], edited(number)
    regions, code = localised(dataset, spoken()).regions, str(record["region_code"])
    names = dict(zip(regions["code"], regions["name"], strict=True))
    st.html(card_text(record, number, names.get(code, code)))
    quotes = dict.fromkeys(proof["quote"] for proof in record["evidence"].values() if "quote" in proof)
    st.caption(plain(" · ".join(f"\u201c{' '.join(quote.split())}\u201d" for quote in quotes)[:400]))
    if number in state["merged"] and (lost := state["merged"][number][2]):
        told = "; ".join(f"{EVIDENCE_WORDS.get(name, name)}: {value}" for name, value in lost.items())
        st.warning(plain(_("Not in the merged record: {values}", values=told)))
    if (other := same_as(number)) is not None:
        st.info(_("It says the same as record {number}. Edit one of them, or discard it.", number=other + 1))


def parting(number: int) -> None:
    """Offer to split a record, to merge it with another of its region, or to part it again."""
    state = st.session_state["report state"]
    st.button(_("Split"), key=f"split {number}", on_click=_split, args=(number,), type="tertiary",
              help=_("A copy beside it, on the same words; then edit both."))  # fmt: skip
    if number in state["merged"]:
        st.button(_("Part again"), key=f"part {number}", on_click=_part, args=(number,), type="tertiary")
    code = edited(number)["region_code"]
    for other in open_numbers():
        if code and other != number and edited(other)["region_code"] == code:
            st.button(_("Merge with {number}", number=other + 1), key=f"merge {number} {other}", on_click=_merge,
                      args=(number, other), type="tertiary",
                      help=_("Its values stay; what it does not say is taken from the other."))  # fmt: skip


def edit(dataset: Dataset, number: int) -> None:
    """Draw the fields of a record, and keep their values."""
    state, record = st.session_state["report state"], edited(number)
    found = state["edits"][number] = fields(dataset, record, key=f"report {state['id']} {number}")
    if found != {name: record[name] for name in found}:
        st.rerun()  # the words above are of the values below


def _put(record: Draft, at: int) -> int:
    state = st.session_state["report state"]
    number = len(state["records"])
    state["records"][number] = record
    state["order"].insert(at, number)
    return number


def _split(number: int) -> None:
    state = st.session_state["report state"]
    _put(edited(number), state["order"].index(number) + 1)


def _merge(first: int, second: int) -> None:
    state = st.session_state["report state"]
    record, lost = merged(edited(first), edited(second))
    number = _put(record, state["order"].index(first))
    state["merged"][number] = (first, second, lost)
    for one in (first, second):
        state["order"].remove(one)


def _part(number: int) -> None:
    state = st.session_state["report state"]
    at, (first, second, _lost) = state["order"].index(number), state["merged"].pop(number)
    state["order"][at : at + 1] = [first, second]
