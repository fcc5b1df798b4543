"""A whole text read: its sentences with their places, sources and clauses."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.drafting.anaphora import resolved
from geo.drafting.clause import DRILL, IGNORED, Clause
from geo.drafting.counted import OUT
from geo.drafting.divided import with_parts
from geo.drafting.guards import rebutted
from geo.drafting.headings import DayHeading, day_headings, is_question, is_quoted_claim, unsaid_clause, with_name_above
from geo.drafting.history import past_sentences
from geo.drafting.lexicon import Lexicon
from geo.drafting.lists import LONGEST_ITEM
from geo.drafting.place import ABROAD, CAPITAL, REGION, Mention
from geo.drafting.place_names import capital_of
from geo.drafting.polarity import clauses_of
from geo.drafting.quantities import ASSUMED
from geo.drafting.reading import Reading, Rules, has_power, read_sentence
from geo.drafting.remainders import counted_as_before
from geo.drafting.said_by import Voice, spread, voices_of
from geo.drafting.state import FAR
from geo.drafting.text import sentences_of
from geo.drafting.unknown_places import there_of_known
from geo.drafting.zones import in_zone, zone_of_all

OPENING = 2  # sentences, the title among them, that tell whether a text is of a drill
REBUTTED_BY = 3  # words of the next sentence, in which it says so


@dataclass(frozen=True, kw_only=True)
class ReadText:
    """A text that was read: its sentences, their places and sources; `headed`: the day that a heading above a sentence names;
    `claims`: sentences that are quoted claims of nobody.
    """

    readings: Sequence[Reading]
    places: Sequence[Sequence[Mention]]
    voices: Sequence[Sequence[Voice]]
    fallback: Sequence[Voice | None]
    clauses: Sequence[Sequence[Clause]]
    past: frozenset[int]
    headed: Sequence[DayHeading | None]
    claims: frozenset[int]
    rules: Rules
    published: dt.date | None
    written: str
    url: str


def read_text(
    text: str, rules: Rules, lexicon: Lexicon, day: dt.date | None, written: str, url: str
) -> ReadText:
    """Read all sentences of a text. `day`: of the publication, which is `written` so."""
    readings: list[Reading] = []
    codes: list[str] = []
    capital = capital_of(rules.index, rules.capital, lexicon)
    last: dict[str, Mention] = {} if capital is None else {CAPITAL: capital}
    recent: list[Mention] = []
    named: dict[str, Mention] = {}
    unit = zone = ""
    places: list[list[Mention]] = []
    for sentence in sentences_of(text, frozenset(lexicon.tables["abbreviations"])):
        reading = read_sentence(sentence, text, lexicon, rules, day, codes, unit)
        reading = counted_as_before(reading, readings[-1]) if readings else reading
        reading = with_name_above(reading, named)
        zone = zone_of_all(reading) or zone
        reading = in_zone(reading, zone) if zone else reading
        if readings and readings[-1].sentence.paragraph != sentence.paragraph:
            last.pop(ABROAD, None)
        counted = [w.name for w in reading.having("unit") if w.name in OUT]
        unit = (
            (counted[-1] if counted else ASSUMED)
            if sentence.head
            else unit
            if len(sentence.tokens) < LONGEST_ITEM
            else ""
        )
        readings.append(reading)
        places.append(resolved(there_of_known(reading), last, recent, rules.index, lexicon, reading.tokens))
        for mention in reading.mentions:
            if mention.code and not mention.back:
                named[text[mention.start : mention.end]] = mention
            if mention.code and not mention.small:
                codes = [mention.code, *(code for code in codes if code != mention.code)][:4]
    voices = voices_of(readings)
    return ReadText(
        past=past_sentences(readings, day),
        headed=day_headings(readings),
        claims=frozenset(n for n in range(len(readings)) if is_quoted_claim(readings, n)),
        readings=readings,
        places=_as_regions(places, readings),
        voices=voices,
        fallback=spread(readings, voices),
        clauses=clauses_in(readings),
        rules=rules,
        published=day,
        written=written,
        url=url,
    )


def region_named(places: Sequence[Sequence[Mention]], code: str) -> Mention | None:
    """Return the last mention of a region by its name, else by words for it, in some sentences."""
    found = [p for own in places for p in own if p.level == REGION and p.code == code]
    named = [p for p in found if not p.back]
    return next(reversed(named or found), None)


def _as_regions(
    places: Sequence[Sequence[Mention]], readings: Sequence[Reading]
) -> list[list[Mention]]:
    """Read a bare name after "parts of" as the region, where the text names that region in full
    elsewhere.
    """
    named = {m.code: m for own in places for m in own if m.level == REGION and not m.back}
    result = []
    for own, reading in zip(places, readings, strict=True):
        changed = []
        for one in own:
            region = named.get(one.code)
            part = (
                any(
                    0 <= one.first - w.last <= 1
                    for w in reading.having("extent.part", "scope.side")
                )
                and "/city/" in one.key
                and not one.back
                and not reading.lexicon.tables["adjectives"]  # elsewhere a region's name is an adjective
            )
            same = region is not None and region.name.split()[0][:5] == one.name.split()[0][:5]
            changed.append(replace(one, level=REGION, key=one.code) if part and same else one)
        result.append(changed)
    return result


def clauses_in(readings: Sequence[Reading]) -> list[list[Clause]]:
    """Return the clauses of each sentence."""
    spoken = -FAR - 1
    found = []
    is_drill = any(one.having("guard.drill") for one in readings[:OPENING])
    for number, reading in enumerate(readings):
        paragraph = reading.sentence.paragraph
        own = with_parts(clauses_of(reading, power_before=paragraph - spoken <= FAR))
        said = not (is_question(reading) or is_quoted_claim(readings, number))
        found.append(own if said else [unsaid_clause(one) for one in own])
        spoken = paragraph if has_power(reading.words) else spoken
    if is_drill:
        return [[replace(one, kind=IGNORED, why=one.why or DRILL) for one in own] for own in found]
    return [
        [rebutted(one) for one in own] if _is_taken_back(readings, number) else own for number, own in enumerate(found)
    ]


def _is_taken_back(readings: Sequence[Reading], number: int) -> bool:
    """Whether the next sentence of its paragraph calls a sentence untrue: "This is a lie", "We apologise"."""
    after = readings[number + 1] if number + 1 < len(readings) else None
    own = bool(readings[number].having("guard.own_report"))
    return (
        after is not None
        and after.sentence.paragraph == readings[number].sentence.paragraph
        and any(w.first < REBUTTED_BY or own for w in after.having("guard.rebuttal"))
    )
