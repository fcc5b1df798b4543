"""What stands around a clause: who says it, why it is so, and what was hit."""

from collections.abc import Sequence

from geo.drafting.clause import IGNORED, LOST, Clause
from geo.drafting.moments import Moments
from geo.drafting.place import ABROAD, Mention
from geo.drafting.said_by import Voice, voice_for
from geo.drafting.state import State
from geo.drafting.statements import Frame, asset_in, cause_in
from geo.drafting.texts import ReadText
from geo.drafting.unsaid import is_of_another_region


def frame_of(
    read: ReadText,
    state: State,
    number: int,
    clause: Clause,
    moments: Moments,
    places: Sequence[Mention],
) -> Frame:
    """Return what stands around a clause of `places`: who says it, when, why, and what was hit."""
    voice = voice_for(clause, read.voices[number], read.fallback[number])
    if voice is None and clause.trigger.kind == "trigger.head":
        voice = state.head_voice
    if voice is not None and not read.voices[number] and _is_of_elsewhere(voice, places, read):
        voice = None
    cause = cause_in(clause.reading, clause.first, clause.last) or cause_in(
        clause.reading, 0, len(clause.reading.tokens)
    )
    before = number - 1
    if cause is None and state.head is not None and clause.trigger.kind == "trigger.head":
        cause = cause_in(state.head.reading, 0, len(state.head.reading.tokens))
    linked = clause.reading.having("guard.result") or clause.kind == LOST
    if (
        cause is None
        and linked
        and before >= 0
        and not (read.clauses[before] and all(one.kind == IGNORED for one in read.clauses[before]))
        and read.readings[before].sentence.paragraph == clause.reading.sentence.paragraph
    ):
        cause = cause_in(read.readings[before], 0, len(read.readings[before].tokens))
    after = read.readings[number + 1] if number + 1 < len(read.readings) else None
    if cause is None and after is not None and after.having("guard.reason"):
        cause = cause_in(after, 0, len(after.tokens))
    asset = asset_in(clause.reading, clause.first, clause.last)
    if (
        asset is None
        and clause.kind == LOST
        and not any(p.level != ABROAD for p in _hit_places(read, number, clause))
    ):
        asset = asset_in(clause.reading, 0, len(clause.reading.tokens))
    return Frame(
        speaker=voice.source if voice else None,
        speaker_at=(voice.start, voice.end) if voice else None,
        moments=moments,
        cause=cause,
        asset=asset,
        number=number,
        url=read.url,
        published=read.written,
    )


def _is_of_elsewhere(voice: Voice, places: Sequence[Mention], read: ReadText) -> bool:
    """Whether who spoke before speaks for another region than that of the places."""
    code = voice.source.code
    foreign = bool(code and places) and code not in {p.code for p in places}
    return foreign or is_of_another_region(voice.source, places, read.rules.index)


def _hit_places(read: ReadText, number: int, clause: Clause) -> list[Mention]:
    """Return the places of what was hit in other clauses of the sentence."""
    return [
        p
        for p in read.places[number]
        if not clause.first <= p.first < clause.last and not clause.reading.in_frame(p.first)
    ]
