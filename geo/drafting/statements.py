"""A clause and one of its places -> a statement: the fields of a record, each with the words that
it rests on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from geo.drafting.attribution import Source
from geo.drafting.clause import ADVISORY, EMERGENCY, HIT, LIFTED, LOST, PLANNED, Clause
from geo.drafting.extents import Said
from geo.drafting.lexicon import Word
from geo.drafting.moments import Moments, Written
from geo.drafting.place import PLANT, REGION, Mention
from geo.drafting.reading import Reading, Rules
from geo.drafting.subjects import Subject

DAMAGE = frozenset({"attack", "weather", "equipment"})
KIND_OF = {
    EMERGENCY: "emergency",
    LIFTED: "emergency",
    PLANNED: "scheduled",
    ADVISORY: "advisory",
    HIT: "damage",
}
WHOLE = frozenset({"all", "nearly_all"})


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What a value rests on: words at `start` to `end` read by `rule`, or the field (or
    published_at, url, default) it comes from.
    """

    start: int = -1
    end: int = -1
    rule: str = ""
    derived_from: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Statement:
    """One source's statement about one place and time, as a draft.

    `fields`: column of `outages.csv` -> value, without blanks; `evidence` has the same keys.
    `place`: the place; `polarity`: the
    kind of its clause; `speaker`: who says so, None for the report itself; `order`: sentence and
    paragraph; `sure_extent`: words
    say the extent; `sure_day`: words of its own sentence say the day; `title`: it stands in the
    title.
    """

    fields: Mapping[str, str]
    evidence: Mapping[str, Evidence]
    place: Mention
    polarity: str
    speaker: Source | None
    sentence: int
    paragraph: int
    sure_extent: bool = False
    sure_day: bool = False
    title: bool = False
    services: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around a clause: who speaks, when, why, what was hit; `number`, `paragraph` of
    its sentence.
    """

    speaker: Source | None
    speaker_at: tuple[int, int] | None
    moments: Moments
    cause: tuple[str, Evidence] | None
    asset: tuple[str, Evidence] | None
    number: int
    url: str = ""
    published: str = ""


def statement_of(clause: Clause, subject: Subject, frame: Frame, rules: Rules) -> Statement:
    """Return what a clause says of one of its places."""
    reading = clause.reading
    values: dict[str, tuple[str, Evidence]] = {}
    place = subject.place
    start, end = place.words or (place.start, place.end)
    values["place"] = (
        place.name,
        Evidence(start=start, end=end, rule="place.back" if place.back else f"place.{place.level}"),
    )
    values["region_code"] = place.code, Evidence(derived_from="place")
    _add_speaker(values, frame)
    _add_extent(values, clause, subject, rules)
    for column, written in (
        ("started_at", frame.moments.started),
        ("ended_at", frame.moments.ended),
        ("reported_at", frame.moments.reported),
        ("valid_until", frame.moments.valid_until),
    ):
        if written is not None:
            values[column] = written.value, _evidence_of(written)
    for figure in subject.figures:
        first, last = reading.span(figure.first, figure.last)
        values[figure.column] = (
            figure.written,
            Evidence(start=first, end=last, rule=f"bound.{figure.mark or 'exact'}"),
        )
    _add_kind(values, clause, frame, place)
    if clause.retracted:
        _add_retraction(values, clause)
    else:
        values["status"] = "claimed", Evidence(derived_from="default")
    if frame.published:
        values["published_at"] = frame.published, Evidence(derived_from="published_at")
    if frame.url:
        values["source_url"] = frame.url, Evidence(derived_from="url")
    day = values.get("started_at", values.get("ended_at", ("", None)))[0][:10]
    values["event_id"] = f"{day}-{place.code}".strip("-").lower(), Evidence(derived_from="place")
    return Statement(
        fields={key: value for key, (value, _) in values.items()},
        evidence={key: one for key, (_, one) in values.items()},
        place=place,
        polarity=clause.kind,
        speaker=None if clause.retracted else frame.speaker,
        sentence=frame.number,
        paragraph=reading.sentence.paragraph,
        sure_extent=subject.extent is not None and subject.extent.rule in SURE,
        sure_day=frame.moments.day is not None,
        title=reading.sentence.title,
    )


SURE = frozenset({"extent.place", "extent.adverb", "extent.percent"})


def _add_speaker(values: dict[str, tuple[str, Evidence]], frame: Frame) -> None:
    speaker = frame.speaker
    if speaker is None or frame.speaker_at is None:
        values["source_role"] = "media", Evidence(derived_from="default")
        return
    start, end = frame.speaker_at
    values["source"] = speaker.name, Evidence(start=start, end=end, rule="source.said")
    if speaker.role:
        values["source_role"] = speaker.role, Evidence(derived_from="source")


def _add_extent(
    values: dict[str, tuple[str, Evidence]], clause: Clause, subject: Subject, rules: Rules
) -> None:
    """Add extent, scope and share; who holds a part of a region never speaks for the whole."""
    reading, place = clause.reading, subject.place
    said = subject.extent or Said(
        value="unknown", first=clause.trigger.first, last=clause.trigger.last, rule="extent.unknown"
    )
    extent = said.value
    if subject.share:
        extent = "large_part" if float(subject.share) >= 0.5 else "part"
    held = rules.holds.get(place.code, {})
    if subject.scope is not None:
        start, end = reading.span(subject.scope.first, subject.scope.last)
        values["scope"] = (
            reading.text[start:end],
            Evidence(start=start, end=end, rule=subject.scope.rule),
        )
        if subject.share:
            values["scope_share"] = (
                subject.share,
                Evidence(start=start, end=end, rule="scope.share"),
            )
    elif place.level == REGION and held:
        role = values.get("source_role", ("", None))[0]
        if role in held and "source" in values:
            values["scope"] = held[role], Evidence(derived_from="source")
        elif extent in WHOLE and not clause.retracted:
            extent = "part"
    first, last = max(said.first, 0), max(said.last, said.first + 1)
    start, end = reading.span(first, min(last, len(reading.tokens)))
    values["extent"] = extent, Evidence(start=start, end=end, rule=said.rule)


def _add_kind(
    values: dict[str, tuple[str, Evidence]], clause: Clause, frame: Frame, place: Mention
) -> None:
    start, end = clause.reading.span(
        clause.trigger.first, max(clause.trigger.last, clause.trigger.first + 1)
    )
    own = KIND_OF.get(clause.kind)
    cause = frame.cause if clause.kind in {LOST, HIT, EMERGENCY, PLANNED} else None
    if cause is not None:
        values["cause"] = cause
    if own:
        values["kind"] = own, Evidence(start=start, end=end, rule=f"trigger.{clause.trigger.name}")
    elif cause is not None and cause[0] in DAMAGE and clause.kind == LOST:
        values["kind"] = "damage", Evidence(derived_from="cause")
    else:
        values["kind"] = "unknown", Evidence(derived_from="default")
    values.setdefault("cause", ("unknown", Evidence(derived_from="default")))
    if place.level == PLANT:
        values["asset"] = place.name, Evidence(start=place.start, end=place.end, rule="asset.plant")
    elif frame.asset is not None and clause.kind in {LOST, HIT}:
        values["asset"] = frame.asset


def _add_retraction(values: dict[str, tuple[str, Evidence]], clause: Clause) -> None:
    word = clause.reading.having("guard.retracted", "guard.own_report")[0]
    start, end = clause.reading.span(word.first, word.last)
    values["status"] = "retracted", Evidence(start=start, end=end, rule="guard.retracted")
    values["source_role"] = "media", Evidence(derived_from="default")
    values.pop("source", None)
    if values.get("scope") and values["scope"][1].derived_from:
        values.pop("scope")


def _evidence_of(written: Written) -> Evidence:
    return Evidence(
        start=written.start, end=written.end, rule=written.rule, derived_from=written.derived_from
    )


def with_services(statement: Statement, services: Sequence[tuple[str, Evidence]]) -> Statement:
    """Add services to a statement; what it says already is kept, and each service stands once."""
    known = [part for part in statement.fields.get("services", "").split("; ") if part]
    new = [
        (name, one)
        for name, one in services
        if name.split(":")[0] not in {part.split(":")[0] for part in known}
    ]
    if not new:
        return statement
    evidence = dict(statement.evidence)
    evidence.setdefault("services", new[0][1])
    fields = {**statement.fields, "services": "; ".join([*known, *(name for name, _ in new)])}
    return replace(statement, fields=fields, evidence=evidence)


def cause_in(reading: Reading, first: int, last: int) -> tuple[str, Evidence] | None:
    """Return the cause that words among some tokens name, the first that is not a part of who
    speaks.
    """
    for word in reading.having("cause", first=first, last=last):
        if not reading.in_frame(word.first):
            start, end = reading.span(word.first, word.last)
            return word.name, Evidence(start=start, end=end, rule=f"cause.{word.name}")
    return None


def asset_in(reading: Reading, first: int, last: int) -> tuple[str, Evidence] | None:
    """Return what was hit, as the words among some tokens name it: "a newly built substation"."""
    words = [
        w for w in reading.having("asset", first=first, last=last) if not reading.in_frame(w.first)
    ]
    if not words:
        return None
    begin, end = reading.span(_with_adjectives(reading, words[0]), words[0].last)
    return reading.text[begin:end], Evidence(start=begin, end=end, rule="asset")


def _with_adjectives(reading: Reading, word: Word) -> int:
    """Return where the noun phrase of a word begins: its article, if one stands a few words before
    it.
    """
    for at in range(word.first - 1, max(-1, word.first - 5), -1):
        token = reading.tokens[at]
        if token.low in {"a", "an"}:
            return at
        if (
            not token.is_word
            or token.capital
            or reading.having("trigger", "place", first=at, last=at + 1)
        ):
            break
    return word.first
