"""How much of a place a clause speaks of: the words of extent that govern it, its part, its share."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geo.drafting.clause import ADVISORY, HIT, LOST, NORMAL, PLANNED, RESTORED, Clause, inner_figures
from geo.drafting.counted import OF_THE, OUT, are_all_of, bare_counts_of, counts_any, units_out
from geo.drafting.lexicon import Word
from geo.drafting.percents import Percent
from geo.drafting.pieces import MARKS
from geo.drafting.place import CITY, PLANT, REGION, Mention
from geo.drafting.quantities import Figure
from geo.drafting.standing import is_dashed, is_here, list_start
from geo.drafting.text import DASHES
from geo.drafting.unknown_places import names_part

NEAR_PLACE, NEAR_TRIGGER, NEAR_UNIT = 4, 2, 3  # words between a word of extent and what it governs

PARTS_OF_A_DAY = frozenset({"today", "yesterday", "tomorrow", "tonight", "night", "morning", "afternoon", "evening"})
SHARES = (
    ("all", 0.99),
    ("nearly_all", 0.9),
    ("large_part", 0.3),
    ("part", 0.0),
)  # as `geo.states.Breaks` has them



@dataclass(frozen=True, kw_only=True)
class Said:
    """A value and the words that say so: tokens `first` up to, not with, `last`; `rule`: which
    rule read it.
    """

    value: str
    first: int
    last: int
    rule: str


def extent_of(clause: Clause, place: Mention, own: Sequence[Figure], *, alone: bool) -> Said | None:
    """Return how much of a place a clause speaks of, None if nothing says so."""
    if clause.kind in {NORMAL, RESTORED}:
        return _back_of(clause, place)
    if clause.kind in {HIT, ADVISORY} or place.level == PLANT:
        return None
    percent = _percent(clause, place)
    if percent is not None:
        return percent
    counted = [figure for figure in own if figure.column in OUT]
    if (said := _in_words(clause, place, counted)) is not None:
        return said
    for figure in own:
        if figure.column in OUT:
            return Said(value="part", first=figure.first, last=figure.last, rule="extent.figure")
    if clause.kind != LOST:
        return _by_streets(clause, place) if clause.kind == PLANNED else None
    units = units_out(clause, alone=alone)
    bare = bare_counts_of(clause)
    if bare and not units:  # "another 6,000 are without power" is never all of a town
        return Said(value="part", first=bare[0][0], last=bare[0][1], rule="extent.number")
    if units and (alone or place.level != CITY) and not are_all_of(clause, units, place):
        return Said(value="part", first=units[0].first, last=units[0].last, rule="extent.unit")
    if (streets := _by_streets(clause, place)) is not None:
        return streets
    low = clause.reading.tokens[clause.trigger.first].low
    if (
        place.level == CITY
        and not low.startswith(tuple(clause.reading.lexicon.tables["outage_nouns"]))
        and not units
        and not names_part(clause, place)
        and not _is_of_a_thing(clause, place)
    ):
        return Said(
            value="all",
            first=clause.trigger.first,
            last=clause.trigger.last,
            rule="extent.settlement",
        )
    return None


def _by_streets(clause: Clause, place: Mention) -> Said | None:
    """Return a part of a town as the words for its streets say it, behind its name."""
    streets = [w for w in clause.words("guard.street") if w.first >= place.last]
    if not streets or place.level != CITY or not is_here(clause, place):
        return None
    return Said(value="part", first=streets[0].first, last=streets[0].last, rule="extent.street")


def _back_of(clause: Clause, place: Mention) -> Said:
    """Return what is out of a place where power is back: nothing, or a part ("back in A, in B for 80%")."""
    partly = (_percent(clause, place) or _share_back(clause, place)) if clause.kind == RESTORED else None
    if partly is not None and partly.value != "all":
        return Said(value="part", first=partly.first, last=partly.last, rule=partly.rule)
    trigger = clause.trigger
    return Said(value="none", first=trigger.first, last=trigger.last, rule=f"trigger.{trigger.name}")


def _share_back(clause: Clause, place: Mention) -> Said | None:
    """Return the words by which power is back for a part of a place: "for half of the customers", "in part of A", "partially"."""
    if list(inner_figures(clause)) or bare_counts_of(clause):
        return None
    counted = [w.first for w in clause.words("unit") if w.name in OUT]
    if (them := share_of_them(clause)) is not None:
        return Said(value=them.name, first=them.first, last=them.last, rule="extent.unit")
    for word in _extents(clause):
        of = next((m for m in clause.reading.mentions if 0 <= m.first - word.last <= OF_THE), None)
        adverb = any(w.first == word.first for w in clause.words("guard.gradual"))
        here = _holds(word, place) or (of is not None and of.start == place.start)
        governs = adverb or here or any(0 <= at - word.last <= OF_THE for at in counted)
        if governs and word.name in {"part", "large_part", "nearly_all"}:
            return Said(value=word.name, first=word.first, last=word.last, rule="extent.unit")
    return None


def share_of_them(clause: Clause) -> Word | None:
    """Return the words for a part of those counted before, "half of them"; None if a clause has none."""
    them = [at for w in clause.words("guard.them") for at in (w.first, w.last)]
    parts = [w for w in clause.words("extent") if w.name in {"part", "large_part", "nearly_all"}]
    return next((w for w in parts if w.first in them or w.last in them), None)


def _holds(word: Word, place: Mention) -> bool:
    """Whether words of extent have a place in them: "two of [the city]'s three districts"."""
    return word.first <= place.first < word.last


def _is_of_a_thing(clause: Clause, place: Mention) -> bool:
    """Whether a clause says that something in a town is without power, and not the town: "a hospital
    in A", "the port of A", "у A без світла школа", a quarter of it.
    """
    reading, trigger = clause.reading, clause.trigger
    if not place.quarter and any(
        m.quarter and m.code in {place.code, ""} and clause.first <= m.first < clause.last
        for m in reading.mentions
    ):
        return True
    for word in clause.words("object"):
        between = range(word.last, trigger.first) if word.first < trigger.first else range(trigger.last, word.first)
        asset = any(one.first <= word.first < one.last for one in reading.having("asset"))
        struck = any(0 <= word.first - one.last <= NEAR_TRIGGER for one in reading.having("cause"))
        if (
            not (asset or struck)
            and not reading.in_frame(word.first)
            and not any(m.first <= word.first < m.last for m in reading.mentions if m.level != CITY)
            and not any(reading.tokens[at].low in {",", ";", ":", "—", "–"} for at in between)
            and (word.first < trigger.first or _words_among(clause, between) <= NEAR_TRIGGER)
        ):
            return True
    return False


def _words_among(clause: Clause, between: range) -> int:
    """Return how many words stand among some tokens; the end of an ordinal is none: "9-та школа"."""
    tokens = clause.reading.tokens
    return sum(tokens[at].is_word and tokens[at - 1].low not in DASHES for at in between)


def _in_words(clause: Clause, place: Mention, counted: Sequence[Figure]) -> Said | None:
    """Return the extent that words of extent say of a place."""
    whole = {"all", "nearly_all"}
    for word, rule in (*_governing(clause, place), *_adverbs(clause)):
        within = any(figure.first < word.first for figure in counted) or place.level != CITY
        everybody = word.name == "all" and word.last == word.first + 1
        of_it = [f for f in counted if f.first == word.last and f.column != "settlements" and 0 <= place.first - f.last <= OF_THE]
        if everybody and of_it and place.level != REGION:
            return Said(value="all", first=word.first, last=word.last, rule="extent.unit")  # "all 5,000 customers of A"
        dashed = word.first > 0 and clause.reading.tokens[word.first - 1].low in DASHES  # "29 villages — the whole B community"
        if counted and within and word.name in whole and rule == "extent.place" and not dashed:
            continue  # "5,000 customers across the whole region" are a part of it
        if word.name in whole and rule != "extent.place" and place.level != CITY and counts_any(clause):
            continue  # "40 villages of the region are completely without power"
        if clause.kind == PLANNED and place.level == REGION and word.name in whole:
            continue  # schedules apply in the whole region; it is never out as a whole
        excepted = word.name == "all" and bool(clause.words("guard.except"))
        value = "large_part" if excepted else word.name
        return Said(value=value, first=word.first, last=word.last, rule=rule)
    return None


def _longest(words: Sequence[Word]) -> list[Word]:
    """Of words of extent that overlap keep the longest: "almost entirely", not "entirely"."""

    def longer(one: Word, other: Word) -> bool:
        return one.first <= other.first < one.last and (one.first, other.last - one.last) < (
            other.first,
            one.last - other.last,
        )

    return [
        w
        for w in words
        if not any(
            o is not w and (longer(o, w) or (o.first == w.first and o.last > w.last)) for o in words
        )
    ]


def _extents(clause: Clause) -> list[Word]:
    reading = clause.reading
    hours = {time.first for time in reading.times} | {w.first for w in reading.having("time") if w.name in PARTS_OF_A_DAY}

    def of_hours(word: Word) -> bool:
        """Whether a word says how much of a day, not of a place: "most of Tuesday", "all night"."""
        after = word.last
        while after < len(reading.tokens) and reading.tokens[after].low in {"of", "the"}:
            after += 1
        said = after < len(reading.tokens) and reading.tokens[after].low not in DASHES
        return said and after in hours and not any(word.last <= m.first <= after for m in reading.mentions)

    def of_an_address(word: Word) -> bool:
        """Whether a word says where a thing stands: "the boiler house in Central street"."""
        is_street = any(s.first == word.first for s in clause.words("guard.street"))
        return is_street and any(o.last <= word.first <= o.last + 2 for o in clause.words("object"))

    sums = [t for t in clause.words("guard.total") if counts_any(clause)]  # "in all, 2,000 customers"
    return [
        w
        for w in _longest(clause.words("extent"))
        if not reading.in_frame(w.first)
        and not of_hours(w)
        and not of_an_address(w)
        and not any(t.first <= w.first < t.last for t in sums)
        and not any(o.first == w.first or o.first == w.last for o in clause.words("guard.them"))
    ]


def _governing(clause: Clause, place: Mention) -> list[tuple[Word, str]]:
    """Return the words of extent that stand before a place: "a large part of the region", "part of
    A".
    """
    if not is_here(clause, place):
        return []
    at = list_start(clause, place)
    found = [
        w
        for w in _extents(clause)
        if 0 <= at - w.last <= NEAR_PLACE
        and not any(w.last <= m.first < at for m in clause.reading.mentions)
        and not any(
            w.last <= u.first < at
            for u in clause.words("unit", "service", "trigger")
            if u.name not in {"other", "still"}
        )
        and not any(clause.reading.tokens[n].low in {",", "(", "with"} for n in range(w.last, at))
        and not (w.name in {"all", "nearly_all"} and _is_a_thing_between(clause, w.last, at))
    ]
    inner = [w for w in _extents(clause) if place.first <= w.first < place.last]
    told = [w for w in _extents(clause) if is_dashed(clause, place) and place.last < w.first <= place.last + 2]
    return [(word, "extent.place") for word in (*inner, *told, *reversed(found))]


def _is_a_thing_between(clause: Clause, first: int, last: int) -> bool:
    """Whether all is said of something in a place: "the whole northern district of A", "all hospitals of A"; not "streets"."""
    reading = clause.reading
    many = {w.first for w in reading.having("level.districts", "guard.street", "quarter.kind", first=first, last=last)}
    many -= {w.first for w in reading.having("level.district", first=first, last=last)}
    return any(w.first not in many for w in reading.having("object.thing", first=first, last=last))


def _percent(clause: Clause, place: Mention) -> Said | None:
    """Return the extent that a share in percent comes to: "40% of the region", "90% of users in
    the region".
    """
    for one in clause.reading.percents:
        units = [
            w.last
            for w in clause.words("unit")
            if w.name in OUT and 0 <= w.first - one.last <= NEAR_UNIT
        ] or [w.last for w in clause.words("guard.those") if w.first == one.last]  # "80% of those who ..."
        if (
            clause.first <= one.first < clause.last
            and is_here(clause, place)
            and 0 <= place.first - (units or [one.last])[0] <= NEAR_PLACE
        ) or (clause.first <= one.first < clause.last and (units or _is_of_place(clause, place, one))):
            value = next(name for name, least in SHARES if one.share >= least)
            return Said(value=value, first=one.first, last=one.last, rule="extent.percent")
    return None


def _is_of_place(clause: Clause, place: Mention, percent: Percent) -> bool:
    """Whether a share stands behind its place, alone or after "by": "A is without power by 90%", "B — 80%"."""
    reading = clause.reading
    nearest = [m for m in reading.mentions if m.last <= percent.first]
    before = reading.tokens[percent.first - 1].low if percent.first else ""
    dashed = is_dashed(clause, place) and percent.first <= place.last + 2
    return bool(nearest) and nearest[-1].start == place.start and (dashed or before in {"на", "by", *DASHES})


def _adverbs(clause: Clause) -> list[tuple[Word, str]]:
    """Return the words of extent that stand by the trigger ("completely without power") or before
    those cut off ("some homes").
    """
    found: list[tuple[Word, str]] = []
    trigger = clause.trigger
    units = [w for w in clause.words("unit") if w.name != "other"]
    for word in _extents(clause):
        near = [t for t in clause.words("trigger") if t.kind == "trigger.lost" or t == trigger]
        unit = next((u for u in units if 0 <= u.first - word.last <= NEAR_UNIT - 1), None)
        places = [
            m
            for m in clause.reading.mentions
            if 0 <= m.first - word.last <= NEAR_PLACE
            and m.first < clause.last
            and not any(word.last <= t.first < m.first for t in near)
            and not any(clause.reading.tokens[at].low in MARKS for at in range(word.last, m.first))  # "A fully, B in part"
        ]
        if places and (unit is None or unit.first > places[0].first):
            continue
        if unit is not None:
            if unit.name in OUT and not any(
                f.first <= word.first < f.last for f in clause.reading.figures
            ):
                found.append((word, "extent.unit"))
            continue
        if trigger.kind == "trigger.head":
            found.append((word, "extent.adverb"))
            continue
        if word.name in {"part", "large_part"} and any(0 <= o.first - word.last <= 1 for o in clause.words("object.thing")):
            found.append((word, "extent.unit"))  # "only in some blocks"
            continue
        beside = any(
            0 <= t.first - word.last <= NEAR_TRIGGER
            or 0 <= word.first - t.last <= 1
            or t.first <= word.first < t.last
            or word.first <= t.first < word.last
            for t in near
        )
        if beside and clause.reading.having("scope.side", "quarter.side", first=word.last, last=word.last + 2):
            found.append((replace(word, kind="extent.part"), "extent.unit"))  # "the whole centre"
        elif beside and not clause.reading.having("service", first=word.last, last=word.last + 2):
            found.append((word, "extent.adverb"))
    return found
