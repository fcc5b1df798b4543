"""A report in words -> drafted records, each field with the words that it rests on, and what was
not used, with the reason.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.drafting.clause import (
    ADVISORY,
    DENIED,
    EMERGENCY,
    HIT,
    IGNORED,
    LOST,
    PLANNED,
    RESTORED,
    Clause,
    inner_figures,
)
from geo.drafting.corrected import without_corrected
from geo.drafting.events import event_day, event_for, remember_day
from geo.drafting.frames import frame_of
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
from geo.drafting.headings import is_day_heading, is_shouted, stands_alone
from geo.drafting.inheritance import (
    heading_of_paragraph,
    inherited_places,
    is_grounded,
    is_part_restored,
    named_again,
    own_places,
    section_of,
)
from geo.drafting.joint import joint_subject
from geo.drafting.lexicon import lexicon_of
from geo.drafting.lists import announces, goes_on, is_head, is_item, is_row_of_plan, item_clause, queue_subjects
from geo.drafting.merging import merged
from geo.drafting.moments import Written, moments_of
from geo.drafting.news import why_dropped
from geo.drafting.place import ABROAD, REGION, Mention
from geo.drafting.reading import Rules
from geo.drafting.remainders import exception_of, going_on, is_all_back, is_back_for_some, is_known_to_be_out
from geo.drafting.service_records import add_services
from geo.drafting.services import services_in
from geo.drafting.state import EMERGENCY_HOLDS, State
from geo.drafting.statements import (
    Frame,
    Statement,
    statement_of,
)
from geo.drafting.subjects import Subject, subjects_of
from geo.drafting.texts import ReadText, read_text


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a text gives: `statements`, what was `ignored`, and `why` there is no draft."""

    statements: tuple[Statement, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    language: str = ""
    why: str = ""


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
    read = read_text(text, rules, lexicon, day, published, url)
    state = State()
    clauses = read.clauses
    everything = [clause for own in clauses for clause in own]
    if not may_draft(everything, read.readings):
        state.ignored = [
            ignored_clause(clause, clause.why or NO_SOURCE_OR_TIME) for clause in everything
        ]
        return Draft(ignored=tuple(state.ignored), language=language, why="nothing")
    event = event_day(read, clauses)
    for number, own in enumerate(clauses):
        _read_sentence(read, state, number, own, event)
    if not any(is_grounded(read, one) for one in state.statements):
        state.ignored += [
            Ignored(
                start=one.evidence["place"].start,
                end=one.evidence["place"].end,
                why=NO_SOURCE_OR_TIME,
            )
            for one in state.statements
        ]
        state.statements = []
    standing, corrected = without_corrected(state.statements, read.readings)
    state.ignored += corrected
    statements = merged(standing)
    loose = loose_figures(read.readings, state.used, state.ignored)
    ignored = sorted([*state.ignored, *loose], key=lambda one: one.start)
    return Draft(
        statements=tuple(statements),
        ignored=tuple(ignored),
        language=language,
        why="" if statements else "nothing",
    )


def _read_sentence(
    read: ReadText, state: State, number: int, own: Sequence[Clause], event: Written | None
) -> None:
    reading = read.readings[number]
    if (section := section_of(reading, read.places[number])) is not None:
        state.section, state.places, state.paragraph = (
            section,
            [section],
            reading.sentence.paragraph,
        )
        return
    if (heading := heading_of_paragraph(read, number)) is not None:
        state.places, state.paragraph = [heading], reading.sentence.paragraph
        return
    if _is_heading(read, state, number, own):
        return
    after = next((one for one in read.readings[number + 1 :] if not is_day_heading(one)), None)
    heads = is_head(reading, own, read.places[number]) or announces(own, read.places[number], after)
    services = services_in(reading, read.places[number])
    spent = [s.place for s in services if s.place is not None and s.first <= s.place.first < s.last]
    if state.head is not None and (is_item(reading, bool(own)) or is_row_of_plan(reading, state.head, own)):
        own = [item_clause(reading, state.head)]
    elif (
        not own and number and (before := read.clauses[number - 1]) and goes_on(reading, before[-1])
    ):
        own = [item_clause(reading, before[-1])]  # "In B - 5,000 customers" after a sentence on A
    elif not own and number and (more := going_on(reading, read.clauses[number - 1])) is not None:
        own = [more]
    elif state.head is not None and not heads:
        state.head = None if not reading.sentence.item else state.head
    for clause in own:
        _read_clause(read, state, number, clause, spent, event, own)
    if heads:
        sure = [clause for clause in own if clause.kind not in {IGNORED, HIT}]
        if not own and number and reading.having("trigger.affected", "trigger.lost_weak"):
            sure = [clause for clause in read.clauses[number - 1] if clause.kind == LOST]  # "The most affected areas are:"
        state.head = sure[-1] if sure else None
        state.head_places = list(state.places)
        state.head_voice = next(iter(read.voices[number]), read.fallback[number])
    add_services(read, state, number, services)


def _is_heading(read: ReadText, state: State, number: int, own: Sequence[Clause]) -> bool:
    """Whether a sentence only heads what is below it: a day, words in capitals, which end a list above, or a quoted claim, whose
    place the text below speaks of.
    """
    reading = read.readings[number]
    if any(read.headed) and is_day_heading(reading):
        return True
    if number in read.claims:
        places = [place for place in read.places[number] if place.code]
        state.days.clear()
        state.places, state.paragraph = (places if len(places) == 1 else []), reading.sentence.paragraph
        state.ignored += [ignored_clause(clause, clause.why) for clause in own]
        return True
    if own or not (stands_alone(read.readings, number) and is_shouted(reading)) or read.places[number] or read.voices[number]:
        return False
    state.head = None
    return True


def _read_clause(
    read: ReadText,
    state: State,
    number: int,
    clause: Clause,
    spent: Sequence[Mention],
    event: Written | None,
    others: Sequence[Clause],
) -> None:
    if why := why_dropped(read, number, clause):
        if why == RESTORED_FIGURE and (rest := exception_of(clause)) is not None:
            _read_clause(read, state, number, rest, spent, event, others)
        else:
            state.ignored.append(ignored_clause(clause, why))
        return
    inside = own_places(read, number, clause, spent)
    moments = moments_of(clause, read.published, read.rules.zone, event_for(read, state, number, clause, event), others)
    remember_day(state, clause, moments)
    if clause.kind == HIT and not inside:
        return
    queued = queue_subjects(clause, inside or state.head_places)
    clause = replace(clause, kind=PLANNED) if queued else clause  # a queue has hours: it is planned
    inherited = [] if inside or queued else _inherited(read, state, number, clause)
    found = subjects_of(
        clause, inside or inherited, named=bool(inside), several=state.several and not inside
    )
    subjects = queued or list(found.found)
    clause = _as_emergency(state, number, clause, subjects)
    if not subjects or _is_empty_item(clause, subjects):
        abroad = any(p.level == ABROAD for p in read.places[number])
        if not is_head(clause.reading, others, read.places[number]):
            state.ignored.append(ignored_clause(clause, ABROAD_ONLY if abroad else NO_PLACE))
        return
    joint = joint_subject(read, number, clause, subjects, found.shared)
    if joint is not None and not inside:
        subjects = []  # places of the sentence before are only counted together here
    left = [figure for figure in found.shared if joint is None or figure not in joint.figures]
    spans = [clause.reading.span(figure.first, figure.last) for figure in left]
    state.ignored += [Ignored(start=start, end=end, why=SHARED_FIGURE) for start, end in spans]
    if clause.kind == RESTORED and is_part_restored(clause, subjects) and not is_known_to_be_out(clause, subjects):
        state.ignored.append(ignored_clause(clause, RESTORED_FIGURE))
        state.places, state.paragraph = (
            [s.place for s in subjects],
            clause.reading.sentence.paragraph,
        )
        return
    told = [*subjects, joint] if joint is not None else subjects
    frame = frame_of(read, state, number, clause, moments, [subject.place for subject in told])
    if subjects:
        _add(state, clause, subjects, frame, read)
    if joint is not None:
        state.statements.append(statement_of(clause, joint, frame, read.rules))
        state.used |= {clause.reading.span(figure.first, figure.last) for figure in joint.figures}


def _inherited(read: ReadText, state: State, number: int, clause: Clause) -> list[Mention]:
    """Return the places that a clause without one speaks of. "All are reconnected" speaks of those counted before, and nothing
    less than all does.
    """
    if clause.kind == PLANNED and _is_of_no_home(read, number, clause):
        return []
    if clause.kind != RESTORED:
        return named_again(clause, inherited_places(read, state, number, clause))
    if is_all_back(clause, state, number) or is_back_for_some(clause, state, number):
        return named_again(clause, [state.statements[n].place for n in state.latest])
    if clause.words("service") or not any(w.name == "all" for w in clause.words("extent")):
        return []
    places = named_again(clause, inherited_places(read, state, number, clause))
    return [place for place in places if place.level != REGION]


def _is_of_no_home(read: ReadText, number: int, clause: Clause) -> bool:
    """Whether a plan that names no place is one of industry, or follows one that is said not to apply: "there they do not"."""
    before = read.clauses[number - 1][-1:] if number else []
    idle = any(one.why == DENIED and one.reading.having("trigger.planned") for one in before)
    return idle or bool(clause.words("guard.industry"))


def _as_emergency(state: State, number: int, clause: Clause, subjects: Sequence[Subject]) -> Clause:
    """Read "the outages" as emergency cuts where a sentence before spoke of those and named no place."""
    if clause.kind == EMERGENCY and not subjects:
        state.emergency = number
    nominal = clause.reading.tokens[clause.trigger.first].low.startswith(
        tuple(clause.reading.lexicon.tables["outage_nouns"])
    )
    near = number - state.emergency <= EMERGENCY_HOLDS
    cut = clause.kind == LOST and nominal and near and not list(inner_figures(clause))
    return replace(clause, kind=EMERGENCY) if cut else clause


def _is_empty_item(clause: Clause, subjects: Sequence[Subject]) -> bool:
    """Whether an item of a list says nothing of its places: not how many, not how much, and of a plan no hours and no street."""
    if clause.trigger.kind != "trigger.head" or any(s.figures or s.extent for s in subjects):
        return False
    return clause.kind != PLANNED or not (clause.reading.times or clause.words("guard.street"))


def _add(
    state: State, clause: Clause, subjects: Sequence[Subject], frame: Frame, read: ReadText
) -> None:
    first = len(state.statements)
    if subjects[0].named:
        state.several = bool(clause.words("guard.and_others"))
    for subject in subjects:
        state.statements.append(statement_of(clause, subject, frame, read.rules))
        state.used |= {clause.reading.span(figure.first, figure.last) for figure in subject.figures}
    if clause.kind != ADVISORY and not clause.retracted:
        state.places = [subject.place for subject in subjects]
        state.paragraph = clause.reading.sentence.paragraph
    if clause.kind not in {HIT, ADVISORY} and not clause.retracted:
        state.latest = list(range(first, len(state.statements)))
