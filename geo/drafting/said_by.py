"""Who says each sentence of a text, where the sentence itself does not name a source.

A source holds to the end of its paragraph, or to the next one; a paragraph whose source comes later
has that one; "about this"
speaks for what stands before it, the items of a list included.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.drafting.attribution import Source
from geo.drafting.clause import Clause
from geo.drafting.entries import entries_of
from geo.drafting.headings import is_shouted, stands_alone
from geo.drafting.merging import speaker_key
from geo.drafting.phrases import QUOTES
from geo.drafting.reading import Reading
from geo.drafting.unsaid import REGIONAL, company_before, is_of_the_authorities, person_of_title, surname_before_colon
from geo.names.transliteration import plain_form, skeleton

LEAD = 2  # the paragraphs of a title and a lead
DECLINED = 3  # letters that a surname has more or less than in another case
SHORTEST, ENDING = 3, 2  # letters of a surname that stay in all cases, and that may change
ONE_LINERS = (
    1.6  # sentences a paragraph: where each sentence is a paragraph, a source holds over them
)


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A source, and the offsets at which it is named."""

    source: Source
    start: int
    end: int


def voices_of(readings: Sequence[Reading]) -> list[list[Voice]]:
    """Return the sources named in each sentence; a pronoun is the one before it, a name that stood
    before keeps its role. "The mayor" is the last official; where none was named he is a source
    himself, and never the company that spoke before him.
    """
    known: dict[str, Source] = {}
    spoken: list[Voice] = []
    found: list[list[Voice]] = []
    for number, reading in enumerate(readings):
        own: list[Voice] = []
        for source in _sources_of(readings, number, [one.source for one in spoken]):
            if source.back:
                meant = next((one for one in reversed(spoken) if _may_be(source, one.source)), None)
                meant = meant or _company_meant(source, readings[:number])
                if meant is not None:
                    named = replace(
                        meant.source, frame=source.frame, this=source.this, role=meant.source.role or source.role
                    )
                    own.append(replace(meant, source=named))
                    continue
                if not source.role:
                    continue
                source = replace(source, back=False)
            if (person := _named_before(source, spoken)) is not None:
                own.append(replace(person, source=replace(person.source, frame=source.frame, this=source.this)))
                continue
            before = known.get(speaker_key(source))
            if (
                before is not None
                and not source.generic
                and before.role
                and (not source.role or before.role == "de_facto_authority")
            ):
                source = replace(source, role=before.role)
            if spoken and _is_of_the_region(reading, source) and spoken[-1].source.role == "de_facto_authority":
                source = replace(source, role="de_facto_authority")
            if source.role == "official" and is_of_the_authorities(readings, [one.source for one in spoken]):
                source = replace(source, role="de_facto_authority")
            if not source.generic:
                known.setdefault(speaker_key(source), source)
            spoken.append(Voice(source=source, start=source.start, end=source.end))
            own.append(spoken[-1])
        found.append(own)
    return found


def _sources_of(readings: Sequence[Reading], number: int, spoken: Sequence[Source]) -> Sequence[Source]:
    """Return the sources that a sentence names, with a word of speech or without."""
    if readings[number].sources:
        return readings[number].sources
    one = surname_before_colon(readings[number], spoken) if number else person_of_title(readings)
    return () if one is None else (one,)


def _company_meant(back: Source, readings: Sequence[Reading]) -> Voice | None:
    """Return the company that "the company said" stands for where it was named before and nobody quoted it yet."""
    company = company_before(readings) if back.role == "operator" else None
    return None if company is None else Voice(source=company, start=company.start, end=company.end)


def _named_before(source: Source, spoken: Sequence[Voice]) -> Voice | None:
    """Return the person named before whose surname alone, declined or not, is the source: "за словами Кіма"."""
    if source.role or len(source.name.split()) > 1:
        return None
    key = skeleton(plain_form(source.name))
    for one in reversed(spoken):
        words = one.source.name.split()
        surname = skeleton(plain_form(words[-1]))
        alike = key.startswith(surname[: max(SHORTEST, len(surname) - ENDING)])
        if len(words) > 1 and one.source.role and alike and abs(len(key) - len(surname)) <= DECLINED:
            return one
    return None


def _is_of_the_region(reading: Reading, source: Source) -> bool:
    """Whether an official body, or one before a person's name, has no name of its own but "of the region": it is one of those who
    spoke before.
    """
    inside = range(source.first, source.last)
    levels = [w for w in reading.having("level.region", "guard.local") if w.first in inside]
    return source.role == "official" and bool(levels) and not any(
        reading.tokens[at].capital for at in inside if 0 < at < levels[-1].last
    )


def _may_be(back: Source, before: Source) -> bool:
    """Whether "he", "the mayor" or "the company" may stand for a source that was named before."""
    if not back.role:
        return True
    held = "official" if before.role == "de_facto_authority" else before.role
    return not before.generic and held in {back.role, ""} and before.office in {back.office, ""}


def has_one_liners(readings: Sequence[Reading]) -> bool:
    """Whether nearly each sentence of a text is a paragraph of its own."""
    return len(readings) <= ONE_LINERS * len({reading.sentence.paragraph for reading in readings})


def spread(readings: Sequence[Reading], voices: Sequence[Sequence[Voice]]) -> list[Voice | None]:
    """Return the source of each sentence that names none itself; in a running report it is one of the same entry."""
    entries = entries_of(readings)
    found: list[Voice | None] = []
    signers = [
        voices[at][0] for at in (-1, 0) if voices and voices[at]
        and (voices[at][0].source.frame == (0, len(readings[at].tokens)) or _is_own_news(readings, voices[at][0]))
    ]
    for entry in dict.fromkeys(entries):
        own = [n for n, one in enumerate(entries) if one == entry]
        found += _spread([readings[n] for n in own], [voices[n] for n in own], signed=bool(signers))
    found = _under_letterheads(found, readings, voices)
    for signed in signers:
        found = [one or signed for one in found]  # who signs a text says all that nobody else says
    return found


def _under_letterheads(
    found: Sequence[Voice | None], readings: Sequence[Reading], voices: Sequence[Sequence[Voice]]
) -> list[Voice | None]:
    """Let the body of a line of its own say what stands below it and nobody else says: to the end of the text if the line stands
    at its top, else to the next line in capitals.
    """
    result, body, top = list(found), None, False
    for n, reading in enumerate(readings):
        if voices[n] and _is_letterhead(reading, voices[n][0]):
            body, top = voices[n][0], reading.sentence.paragraph < LEAD
        elif not top and is_shouted(reading) and stands_alone(readings, n):
            body = None
        result[n] = result[n] or body
    return result


def _is_letterhead(reading: Reading, voice: Voice) -> bool:
    """Whether a line names who speaks and says nothing itself."""
    said = reading.having("trigger", "unit", "speech.verb", "speech.of", "speech.act", "speech.pronoun")
    return not said and bool(voice.source.role) and voice.source.role != "media" and not voice.source.generic


def _is_of_its_items(readings: Sequence[Reading], voices: Sequence[Sequence[Voice]]) -> bool:
    """Whether several items of a list name sources of their own: none of them speaks for another."""
    own = {one.sentence.paragraph for one, said in zip(readings, voices, strict=True) if one.sentence.item and said}
    return len(own) > 1


def _spread(readings: Sequence[Reading], voices: Sequence[Sequence[Voice]], *, signed: bool) -> list[Voice | None]:
    """Return the sources of the sentences of a text or of an entry. `signed`: somebody signs the text, and says what no other of
    its paragraph says.
    """
    found: list[Voice | None] = [own[-1] if own else None for own in voices]
    paragraphs = [reading.sentence.paragraph for reading in readings]
    foreign = [
        one.source
        for reading, own in zip(readings, voices, strict=True)
        for one in own
        if _is_abroad(reading, one.source)
    ]
    voices = [[one for one in own if one.source not in foreign] for own in voices]
    one_liners = has_one_liners(readings) and not signed
    for n in range(len(readings)):
        if found[n] is not None:
            continue
        later = next((m for m in range(n + 1, len(readings)) if voices[m]), None)
        about = (
            later is not None
            and voices[later][0].source.this
            and (paragraphs[later] == paragraphs[n] or _only_items(readings, n, later))
        )
        earlier = next((m for m in range(n - 1, -1, -1) if voices[m]), None)
        if about and later is not None:
            found[n] = voices[later][0]
        elif earlier is not None and paragraphs[earlier] == paragraphs[n]:
            found[n] = voices[earlier][-1]
        elif (
            later is not None
            and paragraphs[later] == paragraphs[n]
            and not (earlier is not None and _of_its_own_place(readings[later], voices[later][0]))
            and not _is_of_another_place(readings[n], readings[later], voices[later][0])
        ):
            found[n] = voices[later][0]
        elif (
            earlier is not None and readings[n].sentence.item and _only_items(readings, earlier, n)
            and not (readings[earlier].sentence.item and _is_of_its_items(readings, voices))
        ):
            found[n] = voices[earlier][-1]
    _go_on_with_worst(found, readings)
    _go_on_with_lead(found, voices, paragraphs)
    if one_liners:
        for n in range(1, len(found)):
            before = found[n - 1]
            found[n] = found[n] or (
                before
                if before is not None
                and not before.source.generic
                and before.source not in foreign
                else None
            )
    named = {
        speaker_key(one.source): one for own in voices for one in own if not one.source.generic
    }
    if len(named) == 1:
        (only,) = named.values()
        found = [only if one is None and n else one for n, one in enumerate(found)]
    return found


def _is_abroad(reading: Reading, source: Source) -> bool:
    """Whether a source is one of another country: nobody speaks of this one after it."""
    return bool(reading.having("guard.abroad", first=source.first, last=source.last))


def _of_its_own_place(reading: Reading, voice: Voice) -> bool:
    """Whether a source speaks of the place before it only: "In B, according to X, ..."."""
    first, last = voice.source.frame
    of = any(first <= w.first < last for w in reading.having("speech.of"))
    return of and any(m.last <= first for m in reading.mentions)


def _is_of_another_place(reading: Reading, later: Reading, voice: Voice) -> bool:
    """Whether a source of the next sentence speaks of the places of that one only: a mayor where this sentence names other
    towns, a body of a region where it names other regions.
    """
    own = [m for m in reading.mentions if m.code and not m.back]
    other = [m for m in later.mentions if m.code and not m.back]
    first, last = voice.source.frame
    firm = any(later.tokens[at].low.endswith(REGIONAL) for at in range(first, last))
    if firm or later.having("level.region", first=first, last=last):
        return bool(other) and not {m.code for m in own} <= {m.code for m in other}
    local = voice.source.office == "mayor" or bool(later.having("level", "guard.local", first=first, last=last))
    return local and any(m.key != o.key and m.level == o.level for m in own for o in other)


def _go_on_with_lead(
    found: list[Voice | None], voices: Sequence[Sequence[Voice]], paragraphs: Sequence[int]
) -> None:
    """Let who says the lead ("X said this") say the paragraphs after it too, up to the first that names a source."""
    lead: Voice | None = None
    for n, own in enumerate(voices):
        if own:
            opens = paragraphs[n] <= LEAD and own[-1].source.this and not own[-1].source.generic
            lead = own[-1] if opens else None
        elif any(voices[m] for m in range(len(voices)) if paragraphs[m] == paragraphs[n]):
            continue
        elif lead is not None:
            found[n] = found[n] or lead


def _go_on_with_worst(found: list[Voice | None], readings: Sequence[Reading]) -> None:
    """Let who says a sentence say the next paragraph too if that one only tells where it is worst: "Most of all in A: ..."."""
    goes_on = -1
    for n in range(1, len(readings)):
        if any(w.first <= 1 for w in readings[n].having("guard.worst")):
            goes_on = readings[n].sentence.paragraph
        if goes_on == readings[n].sentence.paragraph and found[n] is None:
            found[n] = found[n - 1]


def _is_own_news(readings: Sequence[Reading], voice: Voice) -> bool:
    """Whether a text is a company's or an office's own: it heads the title ("Company: we bring back the light"), and the text
    says "we" outside quotation marks.
    """
    title, (first, last) = readings[0], voice.source.frame
    heads = voice.start < title.sentence.end and first == 0 and last < len(title.tokens) and title.tokens[last].low == ":"
    return heads and any(
        not any(token.low in QUOTES for token in one.tokens) for one in readings if one.having("guard.own_words")
    )


def _only_items(readings: Sequence[Reading], first: int, last: int) -> bool:
    """Whether nothing but items of a list, and their head, stands between two sentences."""
    between = readings[first:last]
    return (
        bool(between)
        and all(one.sentence.item or one.sentence.head or n == 0 for n, one in enumerate(between))
        and (last - first == 1 or any(one.sentence.item for one in between))
    )


def voice_for(clause: Clause, own: Sequence[Voice], fallback: Voice | None) -> Voice | None:
    """Return who says a clause: of several in its sentence the one in or after it, else the one
    before.
    """
    if not own:
        return fallback
    near = [voice for voice in own if voice.source.frame[0] < clause.last] or own
    after = [voice for voice in near if voice.source.frame[1] > clause.trigger.first]
    return after[0] if after else near[-1]
