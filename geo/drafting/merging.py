"""Statements that say one thing become one record; what contradicts stays apart and is marked as
disputed.

Two statements are one if place, scope and polarity are the same, their times touch, and one source
says both, or the report itself
says one of them (a lead, a title). Blanks are filled from the other; two different figures, or two
extents in so many words, stay
two records.
"""

from collections.abc import Sequence
from dataclasses import replace

from geo.drafting.attribution import Source
from geo.drafting.clause import ADVISORY, EMERGENCY, HIT, LIFTED, LOST, NORMAL, PLANNED, RESTORED
from geo.drafting.ended import with_ends
from geo.drafting.place import REGION
from geo.drafting.statements import WHOLE, Statement
from geo.quantities import KINDS

FAMILY = {
    LOST: LOST,
    HIT: LOST,
    EMERGENCY: EMERGENCY,
    LIFTED: EMERGENCY,
    PLANNED: PLANNED,
    ADVISORY: ADVISORY,
    RESTORED: NORMAL,
    NORMAL: NORMAL,
}
COUNTED = frozenset({"extent.figure", "extent.unit", "extent.number"})
SOON = 2  # sentences after which it is said that what was hit harmed nobody
SEVERITY = {"none": 0, "part": 1, "large_part": 2, "nearly_all": 3, "all": 4}


def merged(statements: Sequence[Statement]) -> list[Statement]:
    """Merge statements that say one thing, in the order in which they were made."""
    kept: list[Statement] = []
    for one in (one for one in with_ends(statements) if not _is_harmless(one, statements)):
        at = next((n for n in range(len(kept) - 1, -1, -1) if _same(kept[n], one)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _union(kept[at], one)
    kept = [_as_over(one, kept) for one in kept]
    return _disputed([_in_company(one, kept) for one in _without_titles(kept)])


def _is_harmless(hit: Statement, others: Sequence[Statement]) -> bool:
    """Whether what was hit left nobody without power, as its sentence or one of the next two says of the place: "a line was
    damaged in A. Supply there was not interrupted".
    """
    return hit.polarity == HIT and any(
        one.polarity == NORMAL
        and one.place.key == hit.place.key
        and one.paragraph == hit.paragraph
        and 0 <= one.sentence - hit.sentence <= SOON
        for one in others
    )


def _as_over(one: Statement, others: Sequence[Statement]) -> Statement:
    """Read emergency cuts that another source tells of, and this one calls over, as power that is on since then.

    Cuts of which nobody told that they began have ended, and no more: whether power is on nobody said.
    """
    if one.polarity != LIFTED or "ended_at" not in one.fields or "started_at" in one.fields:
        return one
    if not any(o.polarity == EMERGENCY and o.place.key == one.place.key for o in others):
        return one
    fields = {key: value for key, value in one.fields.items() if key != "ended_at"} | {
        "extent": "none", "started_at": one.fields["ended_at"],
    }
    evidence = {key: value for key, value in one.evidence.items() if key != "ended_at"} | {"started_at": one.evidence["ended_at"]}
    return replace(one, fields=fields, evidence=evidence)


def _in_company(one: Statement, others: Sequence[Statement]) -> Statement:
    """Let nobody in particular ("local governors") speak for the part that the named speakers of the
    same region hold.
    """
    if one.speaker is None or not one.speaker.generic or "scope" in one.fields:
        return one
    for other in others:
        scope = other.evidence.get("scope")
        if other.place.key == one.place.key and scope is not None and scope.derived_from:
            fields = {**one.fields, "scope": other.fields["scope"]}
            return replace(one, fields=fields, evidence={**one.evidence, "scope": scope})
    return one


def _same(first: Statement, second: Statement) -> bool:
    a, b = first.fields, second.fields
    if first.place.key != second.place.key or FAMILY[first.polarity] != FAMILY[second.polarity]:
        return False
    if (
        a.get("status") != b.get("status")
        or not _scopes_fit(first, second)
        or not _days_fit(first, second)
    ):
        return False
    if not _speakers_fit(first.speaker, second.speaker):
        return False
    if any(a.get(column) and b.get(column) and a[column] != b[column] for column in KINDS):
        return False
    if _is_share_and_count(first, second) or _is_share_and_count(second, first):
        return False
    return _extents_fit(first, second)


def _is_share_and_count(first: Statement, second: Statement) -> bool:
    """Whether one says a share in percent, and the other, elsewhere, how many: "80% ... By the evening 250,000 remained out"."""
    share = first.evidence["extent"].rule == "extent.percent" and first.sentence != second.sentence
    return share and not first.title and not second.title and any(second.fields.get(column) for column in KINDS)


def _scopes_fit(first: Statement, second: Statement) -> bool:
    if HIT in {first.polarity, second.polarity} and first.polarity != second.polarity:
        hit, other = (first, second) if first.polarity == HIT else (second, first)
        own = hit.fields.get("scope", "")
        return (
            not own
            or hit.evidence["scope"].derived_from != ""
            or own == other.fields.get("scope", "")
        )
    written = [
        one.fields.get("scope", "")
        for one in (first, second)
        if one.fields.get("scope") and not one.evidence["scope"].derived_from
    ]
    if len(written) == 1:
        whole = next(one for one in (first, second) if one.fields.get("scope", "") != written[0])
        if whole.fields["extent"] == "unknown" and first.paragraph == second.paragraph:
            return not any(column in whole.fields for column in KINDS)  # "the town was cut off, half of it still is"
        return (
            not any("scope_share" in one.fields for one in (first, second))
            and FAMILY[first.polarity] != PLANNED
            and not (whole.sure_extent and whole.fields["extent"] in WHOLE)  # all of a region, then the north of it
        )
    return len(written) < 2 or written[0] == written[1]


def _days_fit(first: Statement, second: Statement) -> bool:
    a, b = first.fields.get("started_at", ""), second.fields.get("started_at", "")
    if not a or not b or LIFTED in {first.polarity, second.polarity}:
        return True
    if "T" in a and "T" in b and FAMILY[first.polarity] == PLANNED:
        return a == b
    return a[:10] == b[:10] or not (first.sure_day and second.sure_day)


def _speakers_fit(first: Source | None, second: Source | None) -> bool:
    if first is None or second is None or first.generic or second.generic:
        return True
    return speaker_key(first) == speaker_key(second) or bool(_names(first) & _names(second))


def _names(source: Source) -> set[str]:
    return {
        word.strip('«»"“”').casefold()
        for word in source.name.split()
        if word[:1].isupper() or word[:1] in '«"“'
    }


def speaker_key(source: Source) -> str:
    """Return the last word of a source, by which it is known again."""
    return source.name.split()[-1].strip('«»"“”').casefold() if source.name else ""


def _extents_fit(first: Statement, second: Statement) -> bool:
    a, b = first.fields["extent"], second.fields["extent"]
    if a == b or "unknown" in {a, b}:
        return True
    return not (first.sure_extent and second.sure_extent) and "none" not in {a, b}


def _union(first: Statement, second: Statement) -> Statement:
    """Fill the blanks of one statement from another; the one that has a named source, or says the
    extent, leads.
    """
    lead, other = (second, first) if _weight(second) > _weight(first) else (first, second)
    fields, evidence = dict(other.fields), dict(other.evidence)
    if other.title and any(
        column in lead.fields for column in KINDS
    ):  # a title calls customers people
        fields = {key: value for key, value in fields.items() if key not in KINDS}
    for key, value in lead.fields.items():
        weak = value in {"unknown", "media"} or (
            key == "started_at" and lead.evidence[key].derived_from
        )
        own = key == "source_role" and "source" in lead.fields
        empty = fields.get(key) == "unknown" or (
            key in evidence and evidence[key].derived_from == "published_at"
        )
        if weak and fields.get(key) and not own and (key == "source_role" or not empty):
            continue
        if key == "started_at" and "T" in fields.get(key, "") and fields[key].startswith(value):
            continue
        if key == "extent" and value != "none" and (
            (other.sure_extent and not lead.sure_extent) or _is_bare_whole(lead, other)
        ):
            continue
        fields[key], evidence[key] = value, lead.evidence[key]
    if other.fields.get("services") and lead.fields.get("services"):
        known = {part.split(":")[0] for part in first.fields["services"].split("; ")}
        new = [
            part
            for part in second.fields["services"].split("; ")
            if part.split(":")[0] not in known
        ]
        fields["services"], evidence["services"] = (
            "; ".join([first.fields["services"], *new]),
            first.evidence["services"],
        )
    if "source" not in lead.fields and "source" not in other.fields:
        fields["source_role"], evidence["source_role"] = (
            lead.fields.get("source_role", ""),
            lead.evidence.get("source_role", evidence["extent"]),
        )
    polarity = first.polarity if first.polarity not in {HIT, LIFTED} else second.polarity
    return replace(
        lead,
        fields=fields,
        evidence=evidence,
        polarity=polarity,
        sure_extent=lead.sure_extent or other.sure_extent,
        sure_day=lead.sure_day or other.sure_day,
        title=lead.title and other.title,
    )


def _is_bare_whole(one: Statement, other: Statement) -> bool:
    """Whether nothing but a town's name says that all of it is out, where another statement counts who is."""
    counted = other.evidence["extent"].rule in COUNTED and any(other.fields.get(one) for one in ("customers", "settlements"))
    return one.evidence["extent"].rule == "extent.settlement" and counted


def _weight(one: Statement) -> tuple[bool, bool, bool]:
    named = one.speaker is not None and not one.speaker.generic
    return (not one.title, named, one.sure_extent)


def _without_titles(statements: Sequence[Statement]) -> list[Statement]:
    """Leave out what only the title says in general where the text says it of the same place in
    detail.
    """

    def repeated(one: Statement) -> bool:
        return one.title and not _counts_alone(one, statements) and any(
            other is not one
            and other.place.code == one.place.code
            and not other.title
            and other.polarity != HIT
            and FAMILY[other.polarity] == FAMILY[one.polarity]
            for other in statements
        )

    def in_queues(one: Statement) -> bool:
        bare = (
            one.polarity == PLANNED
            and "scope" not in one.fields
            and not any(column in one.fields for column in KINDS)
        )
        return bare and any(
            other.place.key == one.place.key
            and "scope" in other.evidence
            and other.evidence["scope"].rule == "scope.queue"
            for other in statements
        )

    return [one for one in statements if not repeated(one) and not in_queues(one)]


def _counts_alone(one: Statement, statements: Sequence[Statement]) -> bool:
    """Whether a statement has a figure that no other one has, of whatever it counts."""

    def figures(statement: Statement) -> set[str]:
        return {statement.fields[column].lstrip("<>~") for column in KINDS if column in statement.fields}

    told = [figures(other) for other in statements if other is not one]
    return any(all(figure not in those for those in told) for figure in figures(one))


def _disputed(statements: Sequence[Statement]) -> list[Statement]:
    """Mark statements of different sources that put one place two steps or more apart."""
    result = list(statements)
    for n, one in enumerate(result):
        for m, other in enumerate(result):
            apart = _steps(one, other)
            if n != m and apart >= 2 and one.fields["status"] == "claimed":
                evidence = {
                    **one.evidence,
                    "status": replace(one.evidence["extent"], rule="status.disputed"),
                }
                result[n] = replace(
                    one, fields={**one.fields, "status": "disputed"}, evidence=evidence
                )
    return result


def _steps(one: Statement, other: Statement) -> int:
    """Return how far apart two sources put the same place at the same time, 0 if they do not speak
    of the same thing.
    """
    a, b = one.fields, other.fields
    if (
        one.place.key != other.place.key
        or a.get("scope", "") != b.get("scope", "")
        or one.speaker is None
        or other.speaker is None
    ):
        return 0
    if speaker_key(one.speaker) == speaker_key(other.speaker) or "retracted" in {
        a["status"],
        b["status"],
    }:
        return 0
    if (
        FAMILY[one.polarity] not in {LOST, NORMAL}
        or FAMILY[other.polarity] not in {LOST, NORMAL}
        or RESTORED in {one.polarity, other.polarity}
    ):
        return 0
    counted = [x.place.level == REGION and x.evidence["extent"].rule in COUNTED for x in (one, other)]
    if any(counted) and "none" not in {a["extent"], b["extent"]}:
        return 0  # how many are out of a region says not how much of it is
    first, second = SEVERITY.get(a["extent"]), SEVERITY.get(b["extent"])
    return 0 if first is None or second is None else abs(first - second)
