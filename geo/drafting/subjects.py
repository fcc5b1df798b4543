"""Which places a clause speaks of, how much of each, and which figure belongs to which place."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from geo.drafting.clause import ADVISORY, HIT, LOST, RESTORED, Clause, inner_figures
from geo.drafting.compared import is_compared
from geo.drafting.counted import OUT
from geo.drafting.extents import Said, extent_of
from geo.drafting.lexicon import Word
from geo.drafting.negation import is_put_right
from geo.drafting.pairing import is_holder, is_of_next, paired
from geo.drafting.place import ABROAD, CITY, DISTRICT, PLANT, REGION, Mention
from geo.drafting.quantities import Figure
from geo.drafting.scopes import scope_of
from geo.drafting.standing import list_start
from geo.drafting.struck import is_struck, without_struck

AND_THE_TOWN_OF = 3  # words between "and" and a name
TO_THINGS = 3  # words between power that is back and what it is back at


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
        and not is_compared(reading, p)
        and p.level != ABROAD
        and p.first not in origins
        and p.code
        and not any(w.last <= p.first for w in clause.words("guard.except"))
        and not any(w.last == p.first for w in reading.having("guard.not"))  # "A, not B"
    ]
    if clause.kind == LOST:
        inside = without_struck(clause, inside)
    if clause.kind == HIT and reading.lexicon.language == "en":
        at = {w.last for w in reading.having("place.at")}
        inside = [
            p
            for p in inside
            if not reading.having("noun.utility", first=p.last, last=clause.trigger.first)
            and {p.first, p.first - 1, list_start(clause, p), list_start(clause, p) - 1} & at
        ]
    if clause.kind != HIT:
        inside = [p for p in inside if not is_struck(clause, p)] or inside
    inside = [p for p in inside if not _is_bearing(clause, p, inside)]
    if clause.kind == RESTORED and _is_of_things(clause):
        return []  # "power is back at the hospitals of A" says nothing of its homes
    inside = [p for p in inside if not _is_worst_hit(clause, p, inside)]
    if clause.kind == ADVISORY:
        before = [p for p in inside if p.first < clause.trigger.last] or inside
        return before[-1:]
    inside = [p for p in inside if p.level != PLANT or not _is_of_workers(clause, p)]
    if any(p.level == PLANT for p in inside) and not any(
        p.level == PLANT and p.first > clause.trigger.last for p in inside
    ):
        return [p for p in inside if p.level == PLANT or abs(p.first - clause.trigger.first) < 3]
    return [p for p in inside if p.level != PLANT]


def _is_of_workers(clause: Clause, plant: Mention) -> bool:
    """Whether a plant only says whose town it is: "the city that houses workers of the plant"."""
    return any(0 <= plant.first - word.last <= TO_THINGS for word in clause.reading.having("guard.of_plant"))


def _is_of_things(clause: Clause) -> bool:
    """Whether power is back at hospitals, pumps or the like, named right before or after the words that say so."""
    trigger = clause.trigger
    things = clause.words("service.critical", "service.health", "service.water", "service.heating")
    return any(-TO_THINGS <= w.last - trigger.first <= 0 or 0 <= w.first - trigger.last <= TO_THINGS for w in things)


def _is_bearing(clause: Clause, place: Mention, places: Sequence[Mention]) -> bool:
    """Whether a place only says where the one before it lies: "A, southeast of B"."""
    return any(
        w.last == place.first and any(0 <= w.first - other.last <= 2 for other in places if other.first < w.first)
        for w in clause.words("place.bearing")
    )


def _is_worst_hit(clause: Clause, place: Mention, places: Sequence[Mention]) -> bool:
    """Whether a place is only said to be hit worst, with no figure of its own: "In region A 5,000 are out, most of all in B"."""
    worst = [w for w in clause.words("guard.worst") if 0 <= list_start(clause, place) - w.last <= 2]
    rest = [p for p in places if p.last <= worst[0].first] if worst else []
    return bool(rest) and not any(place.last <= clause.reading.figures[n].first for n in inner_figures(clause))


def subjects_of(
    clause: Clause, inside: Sequence[Mention], *, named: bool, several: bool = False
) -> Subjects:
    """Pair the places of a clause with its figures, and leave out a region that only says where
    another place lies.

    `several`: the places stand for more than are named, "in A and four other towns": then a figure
    belongs to none.
    """
    figures = [
        clause.reading.figures[n]
        for n in inner_figures(clause)
        if (not clause.reading.figures[n].part or is_of_next(clause, clause.reading.figures[n], inside))
        and not is_put_right(clause.reading, clause.reading.figures[n])
    ]
    inside = _each_once(clause, inside, figures)
    inside = _town_alone(inside) if figures and not named else inside
    pairs, shared = (
        paired(inside, figures, clause.reading.tokens) if named else ({n: tuple(figures) for n in range(len(inside))}, ())
    )
    if figures and ((not named and len(inside) > 1) or several or clause.words("guard.and_others")):
        pairs, shared = {}, tuple(figures)
    chosen = []
    for number, place in enumerate(inside):
        again = [n for n, other in enumerate(inside) if other.key == place.key]
        told = [n for n in again if len(again) > 1 and _says_how_much(clause, inside[n])]
        if number != (told or again)[-1] and not pairs.get(number):
            continue  # "In A, half of the city": the words nearer to the trigger say how much
        own = pairs.get(number, ())
        extent = extent_of(
            clause, place, own or [f for f in shared if f.column in OUT][:1], alone=len(inside) == 1
        )
        half_back = clause.kind == RESTORED and extent is not None and extent.value == "part"  # its words say who is not out
        scope, share = (None, "") if half_back else scope_of(clause, place)
        side = scope is not None and not share and not clause.words("clause.including")
        if _only_holds(clause, place, inside, own, None if side else extent):
            continue  # "in the occupied part of A, in the B district"
        chosen.append(Subject(place=place, figures=own, extent=extent, scope=scope, share=share, named=named))
    town = _town_of(chosen)
    counted = [f for f in shared if f.column in OUT]
    if town is not None and counted:  # "9,000 customers in the A and B districts of C"
        extent = Said(value="part", first=counted[0].first, last=counted[0].last, rule="extent.figure")
        chosen.append(Subject(place=town, figures=tuple(counted), extent=extent, named=named))
        shared = tuple(f for f in shared if f not in counted)
    return Subjects(found=tuple(chosen), shared=tuple(shared))


def _town_alone(places: Sequence[Mention]) -> Sequence[Mention]:
    """Of a town and what lies around it ("A and the A district") keep the town: a figure of the next sentence is one of it."""
    around = all(one.code == places[0].code and one.level in {DISTRICT, REGION} and not one.quarter for one in places[1:])
    return places[:1] if places and places[0].level == CITY and around else places


def _town_of(chosen: Sequence[Subject]) -> Mention | None:
    """Return the town whose quarters a clause speaks of, None if it speaks of anything else."""
    towns = {one.place.town.key: one.place.town for one in chosen if one.place.town is not None}
    only = len(towns) == 1 and all(one.place.town is not None for one in chosen)
    return next(iter(towns.values())) if only else None


def _says_how_much(clause: Clause, place: Mention) -> bool:
    """Whether words of extent stand by a name: "part of A"."""
    extent = extent_of(clause, place, (), alone=False)
    return extent is not None and extent.rule == "extent.place"


def _each_once(clause: Clause, inside: Sequence[Mention], figures: Sequence[Figure]) -> list[Mention]:
    """Leave out a place that words for it follow ("in A, there 19 villages ..."), with no figure
    between; but those words where only the name is said how much of ("part of A: the city ...").
    """
    kept: list[Mention] = []
    for place in inside:
        before = kept[-1] if kept else None
        counted = before is not None and any(before.first < f.first < place.first for f in figures)
        if before is not None and place.back and before.key == place.key and not counted:
            if _says_how_much(clause, before) and not _says_how_much(clause, place):
                continue
            kept.pop()
        kept.append(place)
    return kept


def _names_its_quarter(clause: Clause, place: Mention, others: Sequence[Mention]) -> bool:
    """Whether the next place after a town is its quarter, and is not joined to it: "in A the whole B district is dark"."""
    after = next((o for o in others if o.first >= place.last), None)
    if place.level != CITY or after is None or not after.quarter or after.code != place.code:
        return False
    joined = clause.reading.having("clause.and", first=place.last, last=after.first)
    return not joined and all(clause.reading.tokens[at].low != "," for at in range(place.last, after.first))


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
    if extent is None and not own and not place.quarter and any(o.quarter and o.code == place.code for o in others):
        return True  # "in A the quarter B is without power"
    if (extent is None or extent.rule == "extent.adverb") and not own and _names_its_quarter(clause, place, others):
        return True
    part = next((p for p in others if p.level == DISTRICT and p.code == place.code), None)
    within = place.level == CITY and part is not None and extent is None
    if not (within or is_holder(place, others)) or own or (extent and extent.rule == "extent.place"):
        return False
    if any(place.last <= word.first < other.first for word in clause.words("clause.including") for other in others):
        return False  # "across the region, A included"
    joins = clause.reading.having("clause.and", first=clause.first, last=clause.last)
    fillers = {at for w in clause.words("extent", "place.near") for at in range(w.first, w.last)}
    fillers |= {at for at in range(clause.first, clause.last) if clause.reading.tokens[at].low in {"of", "the"}}
    pairs = [pair for other in others for pair in ((other, place), (place, other))]
    if any(_joins(word, *pair, others, fillers) for word in joins for pair in pairs):
        return False
    return not (within and _is_listed(clause, place))


def _joins(word: Word, first: Mention, second: Mention, others: Sequence[Mention], fillers: Set[int]) -> bool:
    """Whether "and", and no other place, stands between two places: "A and almost all of the neighbouring B community"."""
    between = [at for at in range(word.last, second.first) if at not in fillers]
    near = word.first == first.last and word.last <= second.first and len(between) <= AND_THE_TOWN_OF
    return near and not any(word.last <= other.first < second.first for other in others)


def _is_listed(clause: Clause, place: Mention) -> bool:
    """Whether a place is one of a list that "and" ends: "A, B and the whole of the C district"."""
    reading = clause.reading
    joins = {w.first for w in reading.having("clause.and")}
    fillers = {at for w in reading.having("extent", "scope", "place") for at in range(w.first, w.last)}
    row: list[list[Mention]] = []
    for mention in reading.mentions:
        between = range(row[-1][-1].last, mention.first) if row else range(0)
        linked = bool(between) and all(
            at in joins | fillers or reading.tokens[at].low in {",", "the", "of"} for at in between
        ) and any(at in joins or reading.tokens[at].low == "," for at in between)
        row = [*row[:-1], [*row[-1], mention]] if linked else [*row, [mention]]
    own = next((one for one in row if any(m.first == place.first for m in one)), [])
    return len(own) > 1 and any(own[0].last <= at < own[-1].first for at in joins)
