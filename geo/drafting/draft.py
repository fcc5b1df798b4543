"""A report in words -> drafted records, each field with the words that it rests on, and what was not used, with the reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from geo.drafting.guards import (
    ABROAD_ONLY,
    NO_PLACE,
    NO_SOURCE_OR_TIME,
    RESTORED_FIGURE,
    SHARED_FIGURE,
    Ignored,
    ignored_clause,
    language_of,
    loose_figures,
    may_draft,
)
from geo.drafting.lexicon import Lexicon, lexicon_of
from geo.drafting.lists import LONGEST_ITEM, is_item, item_clause, queue_subjects
from geo.drafting.mentions import ABROAD, CITY, REGION, Mention, resolved
from geo.drafting.merging import merged, speaker_key
from geo.drafting.moments import Moments, Written, moments_of
from geo.drafting.polarity import ADVISORY, EMERGENCY, HIT, IGNORED, LIFTED, LOST, NORMAL, PAST, PLANNED, RESTORED, Clause, clauses_of, inner_figures
from geo.drafting.reading import Reading, Rules, has_power, read_sentence
from geo.drafting.said_by import Voice, spread, voice_for, voices_of
from geo.drafting.services import services_in
from geo.drafting.statements import Evidence, Frame, Statement, asset_in, cause_in, statement_of, with_services
from geo.drafting.subjects import OUT, Subject, places_of, subjects_of
from geo.drafting.text import sentences_of

LONG_AGO = 45  # days before the publication; what is older is history
EMERGENCY_HOLDS = 4  # sentences
FAR = 2  # paragraphs over which a figure finds its place


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a text gives: `statements`, what was `ignored`, and `why` there is no draft, "" if there is one."""

    statements: tuple[Statement, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    language: str = ""
    why: str = ""


@dataclass
class _State:
    """What was read so far; it goes with one text."""

    statements: list[Statement] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    places: list[Mention] = field(default_factory=list)  # those of the last clause that gave statements
    paragraph: int = -1  # and its paragraph
    latest: list[int] = field(default_factory=list)  # numbers of its statements
    head: Clause | None = None
    head_places: list[Mention] = field(default_factory=list)
    section: Mention | None = None  # the place that a line of its own names, above what is said of it
    emergency: int = -10  # the sentence that speaks of emergency cuts and names no place
    head_voice: Voice | None = None
    days: list[Written] = field(default_factory=list)
    planned: Written | None = None  # the day for which outages are planned


@dataclass(frozen=True, kw_only=True)
class _Text:
    """A text that was read: its sentences, their places and sources."""

    readings: Sequence[Reading]
    places: Sequence[Sequence[Mention]]
    voices: Sequence[Sequence[Voice]]
    fallback: Sequence[Voice | None]
    clauses: Sequence[Sequence[Clause]]
    rules: Rules
    published: dt.date | None
    written: str
    url: str


def draft(text: str, rules: Rules, *, published: str = "", url: str = "") -> Draft:
    """Draft records from a report.

    Parameters
    ----------
    text
        The report; offsets of the evidence are code points of it.
    rules
        The dataset's places, zone, speakers, and who holds what.
    published
        Day or time of the publication, ISO 8601; without it words such as "Monday" give no date.
    url
        Where the report stands.
    """
    language = language_of(text)
    if not language:
        return Draft(why="empty" if not text.strip() else "language")
    lexicon = lexicon_of(language)
    day = dt.date.fromisoformat(published[:10]) if published else None
    read = _read(text, rules, lexicon, day, published, url)
    state = _State()
    clauses = read.clauses
    everything = [clause for own in clauses for clause in own]
    if not may_draft(everything, read.readings):
        state.ignored = [ignored_clause(clause, clause.why or NO_SOURCE_OR_TIME) for clause in everything]
        return Draft(ignored=tuple(state.ignored), language=language, why="nothing")
    event = _event_day(read, clauses)
    for number, own in enumerate(clauses):
        _read_sentence(read, state, number, own, event)
    if not any(_grounded(read, one) for one in state.statements):
        state.ignored += [Ignored(start=one.evidence["place"].start, end=one.evidence["place"].end, why=NO_SOURCE_OR_TIME) for one in state.statements]
        state.statements = []
    statements = merged(state.statements)
    loose = loose_figures(read.readings, state.used, state.ignored)
    ignored = sorted([*state.ignored, *loose], key=lambda one: one.start)
    return Draft(statements=tuple(statements), ignored=tuple(ignored), language=language, why="" if statements else "nothing")


def _grounded(read: _Text, one: Statement) -> bool:
    """Whether the sentence of a statement says more than that it is dark: who says so, when, why, or how many."""
    reading = read.readings[one.sentence]
    counted = any(w.name in OUT for w in reading.having("unit"))
    return bool(reading.sources or reading.times or reading.figures or counted or reading.having("cause", "service", "asset")) or (
        read.fallback[one.sentence] is not None and one.sure_extent
    )


def _read(text: str, rules: Rules, lexicon: Lexicon, day: dt.date | None, written: str, url: str) -> _Text:
    readings: list[Reading] = []
    codes: list[str] = []
    last: dict[str, Mention] = {}
    recent: list[Mention] = []
    unit = ""
    places: list[list[Mention]] = []
    for sentence in sentences_of(text, frozenset(lexicon.tables["abbreviations"])):
        reading = read_sentence(sentence, text, lexicon, rules, day, codes, unit)
        counted = [w.name for w in reading.having("unit") if w.name in OUT]
        unit = (counted[-1] if counted else "customers") if sentence.head else unit if len(sentence.tokens) < LONGEST_ITEM else ""
        readings.append(reading)
        places.append(resolved(reading.mentions, last, recent, rules.index, lexicon))
        for mention in reading.mentions:
            if mention.code and not mention.small:
                codes = [mention.code, *(code for code in codes if code != mention.code)][:4]
    voices = voices_of(readings)
    return _Text(readings=readings, places=_as_regions(places, readings), voices=voices, fallback=spread(readings, voices), clauses=_clauses(readings), rules=rules,
                 published=day, written=written, url=url)


def _as_regions(places: Sequence[Sequence[Mention]], readings: Sequence[Reading]) -> list[list[Mention]]:
    """Read a bare name after "parts of" as the region, where the text names that region in full elsewhere."""
    named = {m.code: m for own in places for m in own if m.level == REGION and not m.back}
    result = []
    for own, reading in zip(places, readings, strict=True):
        changed = []
        for one in own:
            region = named.get(one.code)
            part = any(0 <= one.first - w.last <= 1 for w in reading.having("extent.part", "scope.side")) and "/city/" in one.key and not one.back
            same = region is not None and region.name.split()[0][:5] == one.name.split()[0][:5]
            changed.append(replace(one, level=REGION, key=one.code) if part and same else one)
        result.append(changed)
    return result


def _clauses(readings: Sequence[Reading]) -> list[list[Clause]]:
    spoken = -FAR - 1
    found = []
    for reading in readings:
        paragraph = reading.sentence.paragraph
        found.append(clauses_of(reading, power_before=paragraph - spoken <= FAR))
        spoken = paragraph if has_power(reading.words) else spoken
    return found


def _event_day(read: _Text, clauses: Sequence[Sequence[Clause]]) -> Written | None:
    """Return the one day on which words put what the text is about; None if they name none, or several."""
    days: dict[str, Written] = {}
    for own in clauses:
        for clause in own:
            if clause.kind in {IGNORED, PLANNED, NORMAL, RESTORED, LIFTED} or clause.retracted:
                continue
            day = moments_of(clause, read.published, read.rules.zone, None, own).day
            if day is not None:
                days.setdefault(day.value, day)
    return next(iter(days.values())) if len(days) == 1 else None


def _read_sentence(read: _Text, state: _State, number: int, own: Sequence[Clause], event: Written | None) -> None:
    reading = read.readings[number]
    if (section := _section(reading, read.places[number])) is not None:
        state.section, state.places, state.paragraph = section, [section], reading.sentence.paragraph
        return
    services = services_in(reading, read.places[number])
    spent = [s.place for s in services if s.place is not None and s.first <= s.place.first < s.last]
    if state.head is not None and is_item(reading, bool(own)):
        own = [item_clause(reading, state.head)]
    elif state.head is not None and not reading.sentence.head:
        state.head = None if not reading.sentence.item else state.head
    for clause in own:
        _read_clause(read, state, number, clause, spent, event, own)
    if reading.sentence.head:
        sure = [clause for clause in own if clause.kind not in {IGNORED, HIT}]
        state.head = sure[-1] if sure else None
        state.head_places = list(state.places)
        state.head_voice = (read.voices[number] or [None])[0] or read.fallback[number]
    _add_services(read, state, number, services)


def _read_clause(read: _Text, state: _State, number: int, clause: Clause, spent: Sequence[Mention], event: Written | None,
                 others: Sequence[Clause]) -> None:
    if clause.kind == IGNORED:
        state.ignored.append(ignored_clause(clause, clause.why))
        return
    if clause.reading.having("guard.of_them") and number and any(c.kind == RESTORED for c in read.clauses[number - 1]):
        state.ignored.append(ignored_clause(clause, RESTORED_FIGURE))
        return
    inside = places_of(clause, read.places[number], spent)
    if clause.reading.having("clause.relative", first=clause.first, last=clause.first + 1):  # "A, where 63 villages are cut off"
        inside = [*[p for p in read.places[number] if p.last <= clause.first and p.code and not clause.reading.in_frame(p.first)][-1:], *inside]
    if _long_ago(clause, read.published):
        state.ignored.append(ignored_clause(clause, PAST))
        return
    moments = moments_of(clause, read.published, read.rules.zone, _event_for(state, clause, event), others)
    if moments.day is not None and clause.kind in {LOST, HIT, EMERGENCY}:
        state.days.append(moments.day)
    elif moments.day is not None and clause.kind == PLANNED:
        state.planned = moments.day
    if clause.kind == HIT and not inside:
        return
    queued = queue_subjects(clause, inside or state.head_places)
    bare = clause.kind == RESTORED and (not any(w.name == "all" for w in clause.words("extent")) or bool(clause.words("service")))
    inherited = [] if inside or queued or bare else _inherited(read, state, number, clause)
    found = subjects_of(clause, inside or inherited, named=bool(inside))
    subjects = queued or list(found.found)
    nominal = clause.reading.tokens[clause.trigger.first].low.startswith(tuple(clause.reading.lexicon.tables["outage_nouns"]))
    if clause.kind == EMERGENCY and not subjects:
        state.emergency = number
    elif clause.kind == LOST and nominal and number - state.emergency <= EMERGENCY_HOLDS and not list(inner_figures(clause)):
        clause = replace(clause, kind=EMERGENCY)
    if not subjects or (clause.trigger.kind == "trigger.head" and not any(s.figures or s.extent for s in subjects)):
        abroad = any(p.level == ABROAD for p in read.places[number])
        if not clause.reading.sentence.head:
            state.ignored.append(ignored_clause(clause, ABROAD_ONLY if abroad else NO_PLACE))
        return
    state.ignored += [_shared(clause, figure.first, figure.last) for figure in found.shared]
    if clause.kind == RESTORED and _part_restored(clause, subjects):
        state.ignored.append(ignored_clause(clause, RESTORED_FIGURE))
        state.places, state.paragraph = [s.place for s in subjects], clause.reading.sentence.paragraph
        return
    frame = _frame(read, state, number, clause, moments, [subject.place for subject in subjects])
    _add(state, clause, subjects, frame, read)


def _section(reading: Reading, places: Sequence[Mention]) -> Mention | None:
    """Return the place that a line names and says nothing else, as a heading does."""
    if len(places) != 1 or places[0].back or not places[0].code:
        return None
    rest = [t for at, t in enumerate(reading.tokens) if not places[0].first <= at < places[0].last and t.is_word]
    return None if rest or reading.tokens[-1].low in {".", ";"} else places[0]


def _long_ago(clause: Clause, published: dt.date | None) -> bool:
    """Whether the sentence of a clause names a day or a year that is over: reports look back at earlier winters."""
    if published is None:
        return False
    reading = clause.reading
    days = [t.day for t in reading.times if t.day is not None]
    if days and max(days) < published - dt.timedelta(days=LONG_AGO):
        return True
    years = [int(t.low) for t in reading.tokens if t.low.isdigit() and len(t.low) == 4 and 1990 <= int(t.low) <= published.year]
    inside = {at for f in reading.figures for at in range(f.first, f.last)}
    free = [y for at, t in enumerate(reading.tokens) if t.low.isdigit() and int(t.low) in years and at not in inside for y in [int(t.low)]]
    return bool(free) and not days and max(free) < published.year - (published.month < 4)


def _shared(clause: Clause, first: int, last: int) -> Ignored:
    start, end = clause.reading.span(first, last)
    return Ignored(start=start, end=end, why=SHARED_FIGURE)


def _part_restored(clause: Clause, subjects: Sequence[Subject]) -> bool:
    """Whether power is back for a part only: then it is on nowhere for sure."""
    whole = any(w.name == "all" for w in clause.words("extent"))
    counted = bool(list(inner_figures(clause))) or any(w.name in {"customers", "settlements"} for w in clause.words("unit"))
    part = any(w.name in {"part", "large_part", "nearly_all"} for w in clause.words("extent"))
    gradual = bool(clause.words("guard.gradual")) and not whole
    return part or gradual or (not whole and (counted or any(s.place.level == REGION for s in subjects)))


def _event_for(state: _State, clause: Clause, event: Written | None) -> Written | None:
    if clause.kind == PLANNED:
        return state.planned
    if clause.kind == NORMAL:
        return None
    return event if event is not None or not state.days else state.days[-1]


def _frame(read: _Text, state: _State, number: int, clause: Clause, moments: Moments, places: Sequence[Mention]) -> Frame:
    voice = voice_for(clause, read.voices[number], read.fallback[number])
    if voice is None and clause.trigger.kind == "trigger.head":
        voice = state.head_voice
    own = bool(read.voices[number])
    if voice is not None and not own and voice.source.code and places and voice.source.code not in {p.code for p in places}:
        voice = None  # who speaks for one region does not speak of another
    cause = cause_in(clause.reading, clause.first, clause.last) or cause_in(clause.reading, 0, len(clause.reading.tokens))
    before = number - 1
    if cause is None and state.head is not None and clause.trigger.kind == "trigger.head":
        cause = cause_in(state.head.reading, 0, len(state.head.reading.tokens))
    linked = clause.reading.having("guard.result") or clause.kind == LOST
    if cause is None and linked and before >= 0 and read.readings[before].sentence.paragraph == clause.reading.sentence.paragraph:
        cause = cause_in(read.readings[before], 0, len(read.readings[before].tokens))
    after = read.readings[number + 1] if number + 1 < len(read.readings) else None
    if cause is None and after is not None and after.having("guard.reason"):
        cause = cause_in(after, 0, len(after.tokens))
    asset = asset_in(clause.reading, clause.first, clause.last)
    if asset is None and clause.kind == LOST and not any(p.level != ABROAD for p in _hit_places(read, number, clause)):
        asset = asset_in(clause.reading, 0, len(clause.reading.tokens))
    return Frame(speaker=voice.source if voice else None, speaker_at=(voice.start, voice.end) if voice else None, moments=moments,
                 cause=cause, asset=asset, number=number, url=read.url, published=read.written)


def _hit_places(read: _Text, number: int, clause: Clause) -> list[Mention]:
    """Return the places of what was hit in other clauses of the sentence."""
    return [p for p in read.places[number] if not clause.first <= p.first < clause.last and not clause.reading.in_frame(p.first)]


def _inherited(read: _Text, state: _State, number: int, clause: Clause) -> list[Mention]:
    """Return the places of a clause that names none: those of its sentence, of the clause before it, or of who speaks."""
    reading = clause.reading
    usable = [p for p in read.places[number] if not reading.in_frame(p.first) and p.level != ABROAD and p.code]
    if any(p.level == ABROAD for p in read.places[number]) or reading.having("guard.other_regions", first=clause.first, last=clause.last):
        return []
    if _unknown_place(clause):
        return []
    same = state.paragraph == reading.sentence.paragraph
    if state.statements and state.statements[-1].sentence == number:
        return list(state.places)
    frames = [one.frame[0] for one in reading.sources if one.frame[0] >= clause.last]
    usable = [p for p in usable if not any(clause.last <= frame < p.first for frame in frames)]  # what another speaker says
    if usable and clause.kind != HIT:
        return [p for p in usable if p.first < clause.first][-1:] or usable[:1]
    if state.places and (same or (reading.sentence.item and state.head is not None)):
        return list(state.places)
    counts = any(True for _ in inner_figures(clause))
    voice = voice_for(clause, read.voices[number], read.fallback[number])
    before = state.statements[-1].speaker if state.statements else None
    units = bool(clause.words("unit")) and voice is not None and before is not None and speaker_key(voice.source) == speaker_key(before)
    if state.section is not None:
        return [state.section]
    if len(state.places) == 1 and reading.sentence.paragraph - state.paragraph <= FAR and (counts or units or clause.kind in {RESTORED, LIFTED}):
        return list(state.places)
    towns = (REGION, CITY) if clause.kind == ADVISORY else (REGION,)
    framed = [p for p in read.places[number] if reading.in_frame(p.first) and p.level in towns and not p.back]
    nominal = clause.reading.tokens[clause.trigger.first].low.startswith(tuple(clause.reading.lexicon.tables["outage_nouns"]))
    return framed[:1] if counts or (clause.kind in {LOST, NORMAL, EMERGENCY, ADVISORY} and not nominal) else []


def _unknown_place(clause: Clause) -> bool:
    """Whether a clause names, after a preposition, a place that is not known: then what it says is of no place named before."""
    reading = clause.reading
    known = {at for m in reading.mentions for at in range(m.first, m.last)} | {at for t in reading.times for at in range(t.first, t.last)}
    lexical = {w.first for w in reading.words if w.group not in {"place", "cause"}}
    after = {w.last for w in reading.having("place.at" if reading.lexicon.language == "en" else "place.inside")}
    not_places = set(reading.lexicon.tables["not_places"])
    return any(at in after and reading.tokens[at].capital and at not in known | lexical and not reading.in_frame(at)
               and reading.tokens[at].low not in not_places for at in range(clause.first + 1, clause.last))  # fmt: skip


def _add(state: _State, clause: Clause, subjects: Sequence[Subject], frame: Frame, read: _Text) -> None:
    first = len(state.statements)
    for subject in subjects:
        state.statements.append(statement_of(clause, subject, frame, read.rules))
        state.used |= {clause.reading.span(figure.first, figure.last) for figure in subject.figures}
    if clause.kind != ADVISORY and not clause.retracted:
        state.places = [subject.place for subject in subjects]
        state.paragraph = clause.reading.sentence.paragraph
    if clause.kind not in {HIT, ADVISORY} and not clause.retracted:
        state.latest = list(range(first, len(state.statements)))


def _add_services(read: _Text, state: _State, number: int, services: Sequence[object]) -> None:
    from geo.drafting.services import Service
    reading = read.readings[number]
    if not state.latest:
        return
    towns = [p for p in read.places[number] if reading.in_frame(p.first) and p.level == CITY and not p.back]
    for service in services:
        assert isinstance(service, Service)
        if service.place is None and len(towns) == 1:
            service = replace(service, place=towns[0])
        start, end = reading.span(service.first, service.last)
        evidence = Evidence(start=start, end=end, rule="service")
        latest = [state.statements[n] for n in state.latest]
        keys = {one.place.key for one in latest}
        if service.place is None or service.place.key in keys:
            for n in state.latest:
                if service.place is None or state.statements[n].place.key == service.place.key:
                    state.statements[n] = with_services(state.statements[n], [(service.written, evidence)])
        elif service.place.code in {one.fields["region_code"] for one in state.statements}:
            state.statements.append(_service_statement(read, state, number, service.place, service.written, evidence))


def _service_statement(read: _Text, state: _State, number: int, place: Mention, written: str, evidence: Evidence) -> Statement:
    """Return a record of its own for services of a place that no record speaks of."""
    model = state.statements[state.latest[-1]]
    voice = (read.voices[number] or [None])[0] or read.fallback[number]
    keep = {"started_at", "status", "published_at", "source_url", "event_id"}
    fields = {key: value for key, value in model.fields.items() if key in keep}
    proofs = {key: one for key, one in model.evidence.items() if key in keep}
    start, end = place.words or (place.start, place.end)
    own = {"place": (place.name, Evidence(start=start, end=end, rule=f"place.{place.level}")),
           "region_code": (place.code, Evidence(derived_from="place")), "extent": ("unknown", replace(evidence, rule="extent.unknown")),
           "kind": ("unknown", Evidence(derived_from="default")), "cause": ("unknown", Evidence(derived_from="default")),
           "services": (written, evidence), "source_role": ("media", Evidence(derived_from="default"))}  # fmt: skip
    if voice is not None:
        own["source"] = voice.source.name, Evidence(start=voice.start, end=voice.end, rule="source.said")
        own.pop("source_role")
        if voice.source.role:
            own["source_role"] = voice.source.role, Evidence(derived_from="source")
    fields |= {key: value for key, (value, _) in own.items()}
    proofs |= {key: one for key, (_, one) in own.items()}
    return Statement(fields=fields, evidence=proofs, place=place, polarity=LOST, speaker=voice.source if voice else None,
                     sentence=number, paragraph=read.readings[number].sentence.paragraph)
