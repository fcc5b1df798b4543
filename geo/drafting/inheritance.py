"""What a clause has from the text around it: its place, its day, and whether it is news."""

from collections.abc import Sequence

from geo.drafting.clause import (
    ADVISORY,
    EMERGENCY,
    HIT,
    LIFTED,
    LOST,
    NORMAL,
    PLANNED,
    RESTORED,
    Clause,
    inner_figures,
)
from geo.drafting.compared import is_compared
from geo.drafting.counted import OUT, bare_counts_of
from geo.drafting.divided import stands_in_part
from geo.drafting.merging import speaker_key
from geo.drafting.place import ABROAD, CITY, DISTRICT, REGION, Mention
from geo.drafting.reading import Reading
from geo.drafting.said_by import voice_for
from geo.drafting.state import FAR, State
from geo.drafting.statements import WHOLE, Statement
from geo.drafting.struck import is_near_asset
from geo.drafting.subjects import Subject, places_of
from geo.drafting.texts import ReadText, region_named
from geo.drafting.unknown_places import has_strange_kind, is_unknown_item, is_unknown_place_named

ALIKE = 5  # letters of a word that names a place again
STEM, ENDING = 6, 3  # letters of an adjective at least, and of its end


def is_grounded(read: ReadText, one: Statement) -> bool:
    """Whether the sentence of a statement says more than that it is dark: who says so, when, why,
    or how many.
    """
    reading = read.readings[one.sentence]
    counted = any(w.name in OUT for w in reading.having("unit"))
    return bool(
        reading.sources
        or reading.times
        or reading.figures
        or counted
        or reading.having("cause", "service", "asset")
    ) or (
        read.fallback[one.sentence] is not None and (one.sure_extent or one.polarity in {PLANNED, NORMAL})
    )


def section_of(reading: Reading, places: Sequence[Mention]) -> Mention | None:
    """Return the place that a line names and says nothing else, as a heading does."""
    if len(places) != 1 or places[0].back or not places[0].code:
        return None
    rest = [
        t
        for at, t in enumerate(reading.tokens)
        if not places[0].first <= at < places[0].last and t.is_word
    ]
    return None if rest or reading.tokens[-1].low in {".", ";"} else places[0]


def heading_of_paragraph(read: ReadText, number: int) -> Mention | None:
    """Return the place that the first sentence of a paragraph below the title names and says nothing else: "Kyiv region. ..."."""
    reading, places = read.readings[number], read.places[number]
    before = read.readings[number - 1].sentence.paragraph if number else reading.sentence.paragraph
    if before == reading.sentence.paragraph or len(places) != 1 or places[0].back or not places[0].code:
        return None
    told = [t for at, t in enumerate(reading.tokens) if t.is_word and not places[0].first <= at < places[0].last]
    return None if told or reading.tokens[-1].low != "." else places[0]


def is_part_restored(clause: Clause, subjects: Sequence[Subject]) -> bool:
    """Whether power is back for a part only: then it is on nowhere for sure."""
    whole = any(w.name == "all" for w in clause.words("extent")) or bool(clause.words("guard.throughout"))
    counted = bool([*inner_figures(clause), *bare_counts_of(clause)]) or any(
        w.name in {"customers", "settlements"} for w in clause.words("unit")
    )
    part = any(w.name in {"part", "large_part", "nearly_all"} for w in clause.words("extent"))
    gradual = bool(clause.words("guard.gradual")) and not whole
    side = bool(clause.words("scope")) and not any(s.named for s in subjects)  # "on the left bank all have power again"
    return (
        part
        or gradual
        or side
        or (not whole and (counted or any(s.place.level == REGION for s in subjects)))
    )


def inherited_places(read: ReadText, state: State, number: int, clause: Clause) -> list[Mention]:
    """Return the places of a clause that names none: those of its sentence, of the clause before
    it, or of who speaks.
    """
    reading = clause.reading
    if (district := _district_again(read, number, clause)) is not None:
        return [district]
    usable = [
        p
        for p in read.places[number]
        if not reading.in_frame(p.first) and p.level != ABROAD and p.code and not is_compared(reading, p)
        and not (stands_in_part(clause, p) or _is_turned_to(clause, p))
    ]
    if any(p.level == ABROAD for p in read.places[number]) or reading.having(
        "guard.other_regions", first=clause.first, last=clause.last
    ):
        return []
    if not usable and number and _is_abroad_before(read, number):
        return []
    stand_for = {m.first for m in reading.mentions if m.back and clause.first <= m.first < clause.last}
    if stand_for - {p.first for p in read.places[number]}:
        return []  # "the region", and none was named
    if is_unknown_place_named(clause) or is_unknown_item(reading, usable):
        return []
    if state.statements and state.statements[-1].sentence == number:
        return list(state.places)
    frames = [one.frame[0] for one in reading.sources if one.frame[0] >= clause.last]
    usable = [
        p for p in usable if not any(clause.last <= frame < p.first for frame in frames)
    ]  # what another speaker says
    framed = [p for p in read.places[number] if reading.in_frame(p.first) and p.level == REGION and not p.back]
    others = {p.code for p in (usable or state.places)} - {one.code for one in framed[:1]}
    if framed and clause.kind in {LOST, NORMAL} and others and all(p.back for p in usable):
        return framed[:1]  # "the head of region A said that ..." after a sentence on B
    if usable and clause.kind != HIT:
        return [p for p in usable if p.first < clause.first][-1:] or usable[:1]
    same = state.paragraph == reading.sentence.paragraph
    again = bool(clause.words("guard.again"))  # "it went out again"
    if clause.kind == LOST and same and not again and (back := _just_back(state)):
        return wider_place(read, number, back)
    if state.places and (same or (reading.sentence.item and state.head is not None)):
        return list(state.places)
    return _places_around(read, state, number, clause, same=same)


def _is_turned_to(clause: Clause, place: Mention) -> bool:
    """Whether a sentence only turns to a place after it said that power is on: "no cuts there, though hotels in A ..."."""
    turns = clause.reading.having("clause.conjunction", first=clause.last, last=clause.last + 1)
    return clause.kind == NORMAL and place.first >= clause.last and bool(turns)


def _district_again(read: ReadText, number: int, clause: Clause) -> Mention | None:
    """Return the district named before whose adjective a clause names alone: "power is back in the A district. In B-skyi ..."."""
    tokens, endings = clause.reading.tokens, tuple(clause.reading.lexicon.tables["adjectives"])
    known = {at for m in clause.reading.mentions for at in range(m.first, m.last)}
    after = {w.last for w in clause.words("place.inside", "time.until")} - known  # "у", "по"
    free = [at for at in after if at < clause.last and tokens[at].capital and not clause.reading.in_frame(at)]
    words = [tokens[at].low for at in free if endings and tokens[at].low.endswith(endings) and len(tokens[at].low) > STEM]
    named = [p for own in read.places[:number] for p in own if p.level == DISTRICT and p.code and not p.back]
    return next((p for p in reversed(named) for word in words if p.name.lower().startswith(word[:-ENDING])), None)


def _just_back(state: State) -> list[Mention]:
    """Return the towns and districts where power is back by the last clause: who is still out then is not there."""
    latest = [state.statements[n] for n in state.latest]
    back = bool(latest) and all(one.polarity == RESTORED for one in latest) and state.places == [one.place for one in latest]
    return [one.place for one in latest if one.place.level != REGION] if back else []


def wider_place(read: ReadText, number: int, places: Sequence[Mention]) -> list[Mention]:
    """Return the town of quarters, else the region of places as the text names it; nothing if it names none."""
    codes = {one.code for one in places}
    cities = [p for own in read.places[:number] for p in own if p.level == CITY and not p.small and p.code in codes]
    towns = [one.town or next(reversed(cities), None) for one in places if one.quarter]
    if towns and towns[0] is not None and len(towns) == len(places):
        return [towns[0]]
    region = region_named(read.places[: number + 1], next(iter(codes))) if len(codes) == 1 else None
    return [region] if region is not None else []


def _places_around(read: ReadText, state: State, number: int, clause: Clause, *, same: bool) -> list[Mention]:
    """Return the places of a clause that neither its sentence nor the clause before it names: of a heading, of sentences before,
    of who speaks. `same`: the last places stand in its paragraph.
    """
    reading = clause.reading
    if state.section is not None:
        return [state.section]
    counts = any(True for _ in inner_figures(clause))
    told = counts or bool(clause.words("object"))
    if told and clause.kind == LOST and not state.places and (one := _place_before(read, number)):
        return [one]
    goes_on = counts or (bool(clause.words("unit")) and _is_said_by_the_same(read, state, number, clause))
    if not same and (here := _places_of_paragraph(read, number)):
        codes = {p.code for p in here}
        named = {p.key: p for p in here if p.level == CITY and not p.quarter}
        if clause.kind == NORMAL and len(named) == 1 == len(codes):
            return list(named.values())  # "In A windows were broken. ... There were no disruptions to the power supply"
        regions = [p for p in here if p.level == REGION] or here
        return regions[:1] if len(codes) == 1 and goes_on else []
    near = reading.sentence.paragraph - state.paragraph <= FAR
    if len(state.places) == 1 and near and (goes_on or clause.kind in {RESTORED, LIFTED}):
        return list(state.places)
    towns = (REGION, CITY) if clause.kind == ADVISORY else (REGION,)
    framed = [p for p in read.places[number] if reading.in_frame(p.first) and p.level in towns and not p.back]
    nouns = tuple(reading.lexicon.tables["outage_nouns"])
    nominal = reading.tokens[clause.trigger.first].low.startswith(nouns)
    speaks = clause.kind in {LOST, NORMAL, EMERGENCY, ADVISORY} and not nominal
    return framed[:1] if counts or speaks else []


def _is_abroad_before(read: ReadText, number: int) -> bool:
    """Whether the sentence before, of the same paragraph, speaks of another country: "the country's ministry" is that one's."""
    same = read.readings[number - 1].sentence.paragraph == read.readings[number].sentence.paragraph
    goes_on = same and bool(read.readings[number].having("guard.that_country"))
    return goes_on and any(p.level == ABROAD for p in read.places[number - 1])


def _is_said_by_the_same(read: ReadText, state: State, number: int, clause: Clause) -> bool:
    """Whether who says a clause is who said the last statement."""
    voice = voice_for(clause, read.voices[number], read.fallback[number])
    before = state.statements[-1].speaker if state.statements else None
    return voice is not None and before is not None and speaker_key(voice.source) == speaker_key(before)


def own_places(
    read: ReadText, number: int, clause: Clause, spent: Sequence[Mention]
) -> list[Mention]:
    """Return the places that a clause names; "A, where 63 villages are cut off" speaks of A."""
    inside = places_of(clause, read.places[number], spent)
    if inside and all(p.level == REGION for p in inside) and _is_of_unknown_part(clause):
        return []
    if not inside and (aside := _place_before_aside(clause, read.places[number])) is not None:
        return [aside]
    framed = [p for p in read.places[number] if clause.reading.in_frame(p.first) and p.level == REGION and not p.back]
    counted = clause.kind == LOST and bool(list(inner_figures(clause)))
    if inside and framed and counted and all(is_near_asset(clause, p) for p in inside):
        return framed[:1]  # "the head of region A said that 5,000 were cut off after a strike on a substation near B"
    if inside and framed and all(p.back and p.level == REGION and p.code != framed[0].code for p in inside):
        return framed[:1]  # "the region" of the head of region A is A
    if not clause.reading.having("clause.relative", first=clause.first, last=clause.first + 1):
        return inside
    before = [p for p in read.places[number] if p.last <= clause.first and p.code]
    return [*[p for p in before if not clause.reading.in_frame(p.first)][-1:], *inside]


def _is_of_unknown_part(clause: Clause) -> bool:
    """Whether a region is named only as that of a place which is not known: "power is back in the A community of region B", "the
    A community of region B is completely dark" say nothing of all of B.
    """
    whole = clause.kind in {NORMAL, RESTORED} or any(w.name in WHOLE for w in clause.words("extent"))
    return whole and has_strange_kind(clause.reading, clause.first, clause.last)


def _place_before_aside(clause: Clause, places: Sequence[Mention]) -> Mention | None:
    """Return the place that a clause speaks of, over what is said of it between: "In A, where a line was hit, power is back"."""
    reading = clause.reading
    opens = {w.first for w in reading.having("clause.relative", last=clause.first)}
    found = [p for p in places if p.last + 1 in opens and reading.tokens[p.last].low == "," and p.code]
    between = [m for m in reading.mentions if found and found[-1].last < m.first < clause.first]
    closed = clause.first > 0 and reading.tokens[clause.first - 1].low == ","
    return found[-1] if found and closed and not between else None


def named_again(clause: Clause, places: Sequence[Mention]) -> list[Mention]:
    """Of places named before keep those of which a clause repeats the first word alone: "the A and B districts were out;
    B is back".
    """
    tokens = clause.reading.tokens
    known = {at for m in clause.reading.mentions for at in range(m.first, m.last)}
    words = [tokens[at].low for at in range(clause.first, clause.last) if tokens[at].capital and at not in known]
    alike = [p for p in places if any(len(w) > ALIKE and w[:-2] == p.name.lower()[: len(w) - 2] for w in words)]
    return alike or list(places)


def _places_of_paragraph(read: ReadText, number: int) -> list[Mention]:
    """Return the places that earlier sentences of a paragraph name, none of them in who speaks."""
    paragraph = read.readings[number].sentence.paragraph
    before = range(number - 1, -1, -1)
    own = [n for n in before if read.readings[n].sentence.paragraph == paragraph]
    return [
        p for n in own for p in read.places[n] if p.code and p.level != ABROAD and not read.readings[n].in_frame(p.first)
    ]


def _place_before(read: ReadText, number: int) -> Mention | None:
    """Return the one place that the sentence before, of the same paragraph, names: "Drones struck
    A. 5,000 customers are without power".
    """
    if (
        not number
        or read.readings[number - 1].sentence.paragraph != read.readings[number].sentence.paragraph
    ):
        return None
    before = read.readings[number - 1]
    places = [p for p in read.places[number - 1] if not before.in_frame(p.first)]
    only = len({p.key for p in places}) == 1 and all(p.code and p.level != ABROAD for p in places)
    return places[0] if only else None
