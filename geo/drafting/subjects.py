"""Which places a clause speaks of, how much of each, and which figure belongs to which place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from geo.drafting.lexicon import Word
from geo.drafting.place import ABROAD, CITY, PLANT, REGION, Mention
from geo.drafting.polarity import ADVISORY, HIT, LOST, NORMAL, RESTORED, Clause, inner_figures
from geo.drafting.quantities import Figure

NEAR_PLACE, NEAR_TRIGGER, NEAR_UNIT = 4, 2, 3  # words between a word of extent and what it governs
SHARES = (
    ("all", 0.99),
    ("nearly_all", 0.9),
    ("large_part", 0.3),
    ("part", 0.0),
)  # as `geo.states.Breaks` has them
OUT = frozenset({"people", "customers", "settlements"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """A value and the words that say so: tokens `first` up to, not with, `last`; `rule`: which
    rule read it.
    """

    value: str
    first: int
    last: int
    rule: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A place that a clause speaks of, with its figures, extent, scope and share; None where the
    clause says none.
    """

    place: Mention
    figures: tuple[Figure, ...] = ()
    extent: Said | None = None
    scope: Said | None = None
    share: str = ""
    named: bool = True


@dataclass(frozen=True, kw_only=True)
class Subjects:
    """The places of a clause, and the figures that belong to several places at once."""

    found: tuple[Subject, ...] = ()
    shared: tuple[Figure, ...] = field(default=())


def places_of(clause: Clause, places: Sequence[Mention], spent: Sequence[Mention]) -> list[Mention]:
    """Return the places in a clause that it may speak of. `spent`: places that belong to a service
    of the sentence.
    """
    reading = clause.reading
    origins = (
        {w.last for w in reading.having("place.origin")}
        if reading.lexicon.language == "en"
        else set()
    )
    inside = [
        p
        for p in places
        if clause.first <= p.first < clause.last
        and not reading.in_frame(p.first)
        and p not in spent
        and p.level != ABROAD
        and p.first not in origins
        and p.code
    ]
    if clause.kind == HIT and reading.lexicon.language == "en":
        at = {w.last for w in reading.having("place.at")}
        inside = [
            p
            for p in inside
            if {p.first, p.first - 1, _list_start(clause, p), _list_start(clause, p) - 1} & at
        ]
    if clause.kind == ADVISORY:
        before = [p for p in inside if p.first < clause.trigger.last] or inside
        return before[-1:]
    if any(p.level == PLANT for p in inside) and not any(
        p.level == PLANT and p.first > clause.trigger.last for p in inside
    ):
        return [p for p in inside if p.level == PLANT or abs(p.first - clause.trigger.first) < 3]
    return [p for p in inside if p.level != PLANT]


def subjects_of(clause: Clause, inside: Sequence[Mention], *, named: bool) -> Subjects:
    """Pair the places of a clause with its figures, and leave out a region that only says where
    another place lies.
    """
    figures = [
        clause.reading.figures[n]
        for n in inner_figures(clause)
        if not clause.reading.figures[n].part
    ]
    pairs, shared = (
        _paired(inside, figures) if named else ({n: tuple(figures) for n in range(len(inside))}, ())
    )
    if not named and len(inside) > 1 and figures:
        pairs, shared = {}, tuple(figures)
    chosen = []
    for number, place in enumerate(inside):
        again = [n for n, other in enumerate(inside) if other.key == place.key]
        if number != again[-1] and not pairs.get(number):
            continue  # "In A, half of the city": the words nearer to the trigger say how much
        own = pairs.get(number, ())
        extent = _extent(
            clause, place, own or [f for f in shared if f.column in OUT][:1], alone=len(inside) == 1
        )
        if _only_holds(clause, place, inside, own, extent):
            continue
        scope, share = _scope(clause, place)
        chosen.append(
            Subject(place=place, figures=own, extent=extent, scope=scope, share=share, named=named)
        )
    return Subjects(found=tuple(chosen), shared=tuple(shared))


def _paired(
    places: Sequence[Mention], figures: Sequence[Figure]
) -> tuple[dict[int, tuple[Figure, ...]], tuple[Figure, ...]]:
    """Give each figure to the place before it, or after it where the clause counts first; one
    figure of a list to none.
    """
    if not places or not figures:
        return {}, ()
    if len(places) == 1:
        once: dict[str, Figure] = {}
        for figure in figures:
            once.setdefault(figure.column, figure)
        return {0: tuple(once.values())}, ()
    first_place = places[0].first < figures[0].first
    pairs: dict[int, list[Figure]] = {}
    shared: list[Figure] = []
    for number, figure in enumerate(figures):
        before = [n for n, p in enumerate(places) if p.first < figure.first]
        after = [n for n, p in enumerate(places) if p.first > figure.first]
        left = figures[number - 1].first if number else -1
        right = figures[number + 1].first if number + 1 < len(figures) else 1 << 30
        fresh = [n for n in before if places[n].first > left]
        coming = [n for n in after if places[n].first < right]
        run = fresh if first_place else coming
        close = (
            [
                n
                for n in coming[:1]
                if places[n].first - figure.last <= 4 and _holder(places[before[-1]], [places[n]])
            ]
            if before
            else []
        )
        close = close or [n for n in coming[:1] if before and places[n].first == figure.last]
        run = close or run
        if not run:
            taken = any(f.column == figure.column for n in before[-1:] for f in pairs.get(n, ()))
            run = coming if first_place and taken else fresh or before[-1:]
        run = [n for n in run if not _holder(places[n], [places[m] for m in run if m != n])] or run
        if len(run) == 1:
            pairs.setdefault(run[0], []).append(figure)
        else:
            shared.append(figure)
    return {n: tuple(own) for n, own in pairs.items()}, tuple(shared)


def _holder(place: Mention, others: Sequence[Mention]) -> bool:
    """Whether a region, or a district, holds another of the places."""
    rank = {REGION: 2, "district": 1}
    return any(
        other.code == place.code and rank.get(other.level, 0) < rank.get(place.level, 0)
        for other in others
    )


def _only_holds(
    clause: Clause,
    place: Mention,
    places: Sequence[Mention],
    own: Sequence[Figure],
    extent: Said | None,
) -> bool:
    """Whether a place only says where another one lies: it has no figure and no extent of its own,
    and is not joined by "and".
    """
    others = [other for other in places if other is not place]
    if not _holder(place, others) or own or (extent and extent.rule == "extent.place"):
        return False
    joined = clause.reading.having("clause.and", first=clause.first, last=clause.last)
    return not any(
        0 <= place.first - w.last <= 2 and any(0 <= w.first - o.last <= 0 for o in others)
        for w in joined
    )


def _extent(clause: Clause, place: Mention, own: Sequence[Figure], *, alone: bool) -> Said | None:
    if clause.kind in {NORMAL, RESTORED}:
        return Said(
            value="none",
            first=clause.trigger.first,
            last=clause.trigger.last,
            rule=f"trigger.{clause.trigger.name}",
        )
    if clause.kind in {HIT, ADVISORY} or place.level == PLANT:
        return None
    percent = _percent(clause, place)
    if percent is not None:
        return percent
    for word, rule in (*_governing(clause, place), *_adverbs(clause)):
        return Said(value=word.name, first=word.first, last=word.last, rule=rule)
    for figure in own:
        if figure.column in OUT:
            return Said(value="part", first=figure.first, last=figure.last, rule="extent.figure")
    if clause.kind != LOST:
        return None
    units = [
        w
        for w in clause.words("unit")
        if w.name in OUT
        and not clause.reading.in_frame(w.first)
        and not any(m.first == w.last for m in clause.reading.mentions)
        and (alone or not any(f.first <= w.first < f.last for f in clause.reading.figures))
    ]
    if units and (alone or place.level != CITY):
        return Said(value="part", first=units[0].first, last=units[0].last, rule="extent.unit")
    low = clause.reading.tokens[clause.trigger.first].low
    if (
        place.level == CITY
        and not low.startswith(tuple(clause.reading.lexicon.tables["outage_nouns"]))
        and not units
    ):
        return Said(
            value="all",
            first=clause.trigger.first,
            last=clause.trigger.last,
            rule="extent.settlement",
        )
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
    return [w for w in _longest(clause.words("extent")) if not clause.reading.in_frame(w.first)]


def _governing(clause: Clause, place: Mention) -> list[tuple[Word, str]]:
    """Return the words of extent that stand before a place: "a large part of the region", "part of
    A".
    """
    at = _list_start(clause, place)
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
    ]
    inner = [w for w in _extents(clause) if place.first <= w.first < place.last]
    return [(word, "extent.place") for word in (*inner, *reversed(found))]


def _percent(clause: Clause, place: Mention) -> Said | None:
    """Return the extent that a share in percent comes to: "40% of the region", "90% of users in
    the region".
    """
    for one in clause.reading.percents:
        units = [
            w.last
            for w in clause.words("unit")
            if w.name in OUT and 0 <= w.first - one.last <= NEAR_UNIT
        ]
        if (
            clause.first <= one.first < clause.last
            and 0 <= place.first - (units or [one.last])[0] <= NEAR_PLACE
        ) or (units and clause.first <= one.first < clause.last):
            value = next(name for name, least in SHARES if one.share >= least)
            return Said(value=value, first=one.first, last=one.last, rule="extent.percent")
    return None


def _list_start(clause: Clause, place: Mention) -> int:
    """Return where the list of places begins in which a place stands: "A, B and C" begins at A."""
    at = place.first
    joins = {w.first for w in clause.words("clause.and")}
    for before in reversed([m for m in clause.reading.mentions if m.last <= place.first]):
        if (
            not all(
                n in joins or clause.reading.tokens[n].low in {",", "the"}
                for n in range(before.last, at)
            )
            or before.last == at
        ):
            break
        at = before.first
    return at


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
        places = [m for m in clause.reading.mentions if 0 <= m.first - word.last <= NEAR_PLACE]
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
        beside = any(
            0 <= t.first - word.last <= NEAR_TRIGGER
            or 0 <= word.first - t.last <= 1
            or t.first <= word.first < t.last
            or word.first <= t.first < word.last
            for t in near
        )
        if beside and not clause.reading.having("service", first=word.last, last=word.last + 2):
            found.append((word, "extent.adverb"))
    return found


def _scope(clause: Clause, place: Mention) -> tuple[Said | None, str]:
    """Return the part of a place that is meant, in words, and the share it is if the words say
    one.
    """
    reading = clause.reading
    for word in reversed(clause.words("share", "scope")):
        gap = range(word.last, place.first)
        if not 0 <= place.first - word.last <= NEAR_PLACE or any(
            reading.tokens[at].low in ",(" for at in gap
        ):
            continue
        if any(m.first in gap for m in reading.mentions) or reading.having(
            "clause.and", first=word.last, last=place.first
        ):
            continue
        if word.group == "share":
            return Said(value="", first=word.first, last=place.last, rule="scope.share"), word.name
        last = word.last
        while last > word.first + 1 and reading.tokens[last - 1].low in {"of", "the"}:
            last -= 1
        first = word.first
        while first < last - 1 and reading.tokens[first].low == "the":
            first += 1
        return Said(value="", first=first, last=last, rule=f"scope.{word.name}"), ""
    return None, ""
