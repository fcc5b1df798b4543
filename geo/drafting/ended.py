"""Outages of which the same text says that they are over: "13,000 customers were cut off. All were reconnected by six"."""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.clause import HIT, LOST, RESTORED
from geo.drafting.statements import Statement


def with_ends(statements: Sequence[Statement]) -> list[Statement]:
    """Give each outage the time at which all power is back there, as a later sentence says of the same place; not where the text
    goes on with another outage of it.
    """
    result = list(statements)
    for number, one in enumerate(statements):
        later = [other for other in statements[number + 1 :] if other.place.key == one.place.key]
        backs = [other for other in later if _ends(other, one)]
        if one.polarity != LOST or not backs or any(o.polarity in {LOST, HIT} for o in later[later.index(backs[0]) :]):
            continue
        back = backs[0]
        if one.fields.get("ended_at") or not _follows(back, one):
            continue
        result[number] = replace(
            one,
            fields={**one.fields, "ended_at": back.fields["started_at"]},
            evidence={**one.evidence, "ended_at": back.evidence["started_at"]},
        )
    return result


def _ends(back: Statement, one: Statement) -> bool:
    """Whether a statement says that all power is back in as much of a place as another one is about, and who says so may know."""
    whole = back.polarity == RESTORED and back.fields["extent"] == "none" and "started_at" in back.fields
    alike = back.fields.get("scope", "") == one.fields.get("scope", "") and back.fields["status"] == one.fields["status"]
    held = {other.speaker.role for other in (one, back) if other.speaker is not None}
    return whole and alike and not ("de_facto_authority" in held and len(held) > 1)


def _follows(back: Statement, one: Statement) -> bool:
    """Whether power is back no earlier than it was lost, as far as both times say."""
    begun, ended = one.fields.get("started_at", ""), back.fields["started_at"]
    length = min(len(begun.rstrip("~")), len(ended.rstrip("~")))
    return begun[:length] <= ended[:length]
