"""A written place name -> the places it may mean, each with the region that holds it, a confidence and the reason.

Confidence, before anything speaks against it:

- 1.0: decided before (`places.csv`), or an exact name of the kind that the written words ask for
- 0.98: an exact name, no kind asked for (0.96 if it is so only without its own word of kind: "Kyiv" for "Kyiv Oblast")
- 0.95: the same name in another transliteration (0.92 and 0.9 for five and four letters); declined, or its adjective, with a word
  of its kind beside it
- 0.88: declined, or an adjective, without such a word; an adjective of the name of a town; letters of two words run together
- 0.88 to 0.75: a slip of one letter; 0.78 to 0.72: of two; the shorter the name the lower, and no slip under five letters
- 0.9: a place that is not known, after a comma or in brackets its region; 0.8 without such a sign

Against it speak: a place that fits as well and is five times as large, or twice if it is of the gazetteer and the other is not
(-0.1); that only the town of a district is known (-0.12), or nothing of the kind asked for (-0.2); a slip that leads to a small
settlement (-0.1). Under 0.7 nothing is returned. A name that is better known for a place abroad means nothing here. Whoever uses
this asks if candidates of two regions lie within `NEAR`.

Several places in one name ("A and B") are a part of the region that holds them all, or 0.85 each.

Nothing here knows a country: names come from the dataset's regions, gazetteer and settlements, words from its `dataset.toml`.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from geo.matching import Hit, exact, inflected, mistyped, respelled
from geo.place_index import Decision, Named, Place, PlaceIndex, index_places, small_places
from geo.spelling import plain_form, unmixed
from geo.wording import CITY, DISTRICT, REGION, Reading, Words, joined, pieces, read_kind, readings, says_something, spelt_twice

__all__ = ["NEAR", "REGION", "SURE", "Candidate", "Decision", "PlaceIndex", "Words", "candidates", "index_places", "is_asked",
           "known", "nearest", "plain_form"]  # fmt: skip

NEAR = 0.05  # candidates of two regions this near to each other: ask
SURE = 0.9  # from here on a record is placed without asking
UNSETTLED, UNKNOWN_BESIDE = 0.85, 0.8  # two places, or one that is not known, beside the one that is
LEAST = 0.7
LONGEST = 12  # words of a name
EQUAL = 1e-9  # sums of tenths are not exact
DOMINANT, DOMINANT_FROM = 5, 5_000  # so many times as large, and so many people at least: this one is meant
LISTED_DOMINANT = 2  # of a place of the gazetteer against one of the settlements
REGION_WEIGHT = 1e6
ALIAS_COUNTS = 3  # by a name that is not its own, a place outweighs others as if it were so many times smaller
OTHER_KIND, TOWN_OF_DISTRICT, UNASKED_DISTRICT, OUTWEIGHED, SMALL_SLIP = 0.2, 0.12, 0.05, 0.1, 0.1


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One place that a name may mean.

    `code` is the region that holds it; `level` the region's own, 2 for districts, 3 for settlements; `position` its row in
    regions or gazetteer, -1 if it stands in neither; `part`: the words say that only a part of it is meant.
    """

    code: str
    name: str
    level: int
    kind: str
    position: int
    place_id: str
    confidence: float
    why: str
    part: bool = False

    @property
    def inside(self) -> bool:
        """Whether only a part of the region is meant."""
        return self.kind != REGION or self.part


Step = Callable[[PlaceIndex, Reading], Iterable[Hit]]


def candidates(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Return the places that a written name may mean, the best first; none if it fits nothing known, or a place abroad."""
    decided = index.decisions.get(plain_form(written))
    if decided is not None:
        return _decided(index, decided)
    ways = readings(written, index.words)
    if not says_something(written, index.words):
        return ()
    same = _first(index, ways, (exact,))
    if same is not None and (not same or same[0].confidence > SURE):
        return same
    for read in (_several, _beside_its_region, _either_spelling):
        if found := read(index, written):
            return found
    return _anyhow(index, ways)


def known(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Return the places that bear exactly this name: quick, for a name that stands beside a code."""
    return _first(index, readings(written, index.words), (exact,)) or ()


def nearest(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the candidates within `NEAR` of the best one."""
    return tuple(one for one in found if one.confidence >= found[0].confidence - NEAR - EQUAL)


def is_asked(found: tuple[Candidate, ...]) -> bool:
    """Whether candidates must be shown to somebody: two regions are as likely, or none is sure."""
    return bool(found) and (found[0].confidence < SURE - EQUAL or len({one.code for one in nearest(found)}) > 1)


def _several(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Read names joined by "and": a part of the region that holds all of them, else each of them; () if it is not written so."""
    parts = [part for part in joined(written) if says_something(part, index.words)]
    if not 1 < len(parts) <= LONGEST:
        return ()
    found = [candidates(index, part) for part in parts]
    known_ones = [nearest(hits) for hits in found if hits]
    complete = len(known_ones) == len(parts)
    codes = set[str].intersection(*({one.code for one in hits} for hits in known_ones)) if known_ones else set()
    if len(codes) == 1 and all(one.kind != REGION for hits in known_ones for one in hits if one.code not in codes):
        holder = [place for place in index.places if place.kind == REGION and place.code in codes]
        least = min(1.0 if complete else UNKNOWN_BESIDE, *(hits[0].confidence for hits in known_ones))
        hits = (Hit(named=Named(place=one, label=one.name), confidence=least, why="it holds the places named") for one in holder)
        return tuple(_candidate(hit, part=True) for hit in hits)
    most = UNSETTLED if complete else UNKNOWN_BESIDE
    each = dict.fromkeys(replace(one, confidence=min(one.confidence, most)) for hits in known_ones for one in hits)
    return tuple(sorted(each, key=lambda one: -one.confidence))


def _either_spelling(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Read a name with its other spelling: "Luck (Lutsk)"; () if it is not written so, or the other spelling is not known."""
    first, second = spelt_twice(written)
    steps = (exact, respelled, inflected)
    if not all(says_something(name, index.words) for name in (first, second)):
        return ()
    others = _first(index, readings(second, index.words), steps) or ()
    hits = _first(index, readings(first, index.words), steps) or ()
    codes = {one.code for one in others}
    if hits and others:
        both = tuple(one for one in hits if one.code in codes)
        each = (replace(one, confidence=min(one.confidence, UNSETTLED)) for one in dict.fromkeys((*hits, *others)))
        return both or tuple(sorted(each, key=lambda one: -one.confidence))
    return tuple(replace(one, confidence=min(one.confidence, UNKNOWN_BESIDE)) for one in nearest(others)) if others else ()


def _beside_its_region(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Read a place with its region named beside it: "Mykolaivka, Odesa Oblast"; () if it is not written so."""
    for others, holder, marked in _splits(unmixed(written), index.words):
        holders = _regions_named(index, holder, marked=marked)
        if len({one.code for one in holders}) != 1:
            continue
        region = holders[0]
        rest = " ".join(others)
        names = [readings(name, index.words) for name in dict.fromkeys((rest, *others))]
        if inside := next(filter(None, (_anyhow(index, ways, region.code) for ways in names)), ()):
            return inside
        if elsewhere := next(filter(None, (_anyhow(index, ways) for ways in names)), ()):  # two places: not to be settled here
            both = (replace(one, confidence=min(one.confidence, UNSETTLED)) for one in (*elsewhere, region))
            return tuple(sorted(both, key=lambda one: -one.confidence))
        why = f"{rest!r} is not known, but the region beside it is"
        return (replace(region, confidence=SURE if marked else UNKNOWN_BESIDE, why=why, part=True),)
    return ()


def _splits(written: str, words: Words) -> Iterator[tuple[list[str], str, bool]]:
    """Yield (the rest, what may be the region, whether a sign divides them)."""
    parts = pieces(written)
    telling = [part for part in parts if says_something(part, words)]
    if len(telling) > 1:
        yield from (([other for other in parts if other is not part], part, True) for part in reversed(telling))
    tokens = written.split() if REGION in read_kind(plain_form(written), words).kinds else []
    tokens = tokens if len(tokens) <= LONGEST else []
    for at in range(1, len(tokens)):
        first, second = " ".join(tokens[:at]), " ".join(tokens[at:])
        if says_something(first, words) and says_something(second, words):
            yield from (([first], second, False), ([second], first, False))


def _regions_named(index: PlaceIndex, written: str, *, marked: bool) -> list[Candidate]:
    ways = readings(written, index.words)
    if not marked and ways[-1].kinds != {REGION}:
        return []
    found = _first(index, ways, (exact, respelled, inflected)) or ()
    return [one for one in nearest(found) if one.kind == REGION and one.confidence >= SURE] if found else []


def _decided(index: PlaceIndex, decision: Decision) -> tuple[Candidate, ...]:
    """Return what was decided before; () if the dataset knows the region or the place no more."""
    for place in (*index.places, *(small_places(index) if decision.place_id else ())):
        if (place.code, place.place_id) == (decision.code, decision.place_id):
            hit = Hit(named=Named(place=place, label=place.name), confidence=1.0, why="decided in places.csv")
            return (_candidate(hit, part=False),)
    return ()


def _candidate(hit: Hit, *, part: bool) -> Candidate:
    place = hit.place
    return Candidate(code=place.code, name=place.name, level=place.level, kind=place.kind, position=place.position,
                     place_id=place.place_id, confidence=round(hit.confidence, 2), why=hit.why, part=part)  # fmt: skip


def _anyhow(index: PlaceIndex, ways: tuple[Reading, ...], code: str = "") -> tuple[Candidate, ...]:
    return _first(index, ways, (exact, respelled, inflected), (mistyped,), code=code) or ()


def _first(
    index: PlaceIndex, ways: tuple[Reading, ...], *phases: tuple[Step, ...], code: str = ""
) -> tuple[Candidate, ...] | None:
    """Return what the first step finds that finds anything, within one region if its code is given; None if none does.

    In each phase, places of the kind asked for go first: a village's exact name is no better than a region's declined.
    """
    for steps in phases:
        for fitting in (True, False):
            for step in steps:
                for way in ways:
                    found = _ranked(way, step(index, way), fitting=fitting, code=code)
                    if found is not None:
                        return found
    return None


def _ranked(way: Reading, hits: Iterable[Hit], *, fitting: bool, code: str) -> tuple[Candidate, ...] | None:
    """Return hits as candidates, best first; () if a place abroad fits best, None if nothing fits."""
    best: dict[Place, Hit] = {}
    for hit in hits:
        against = _against_kind(hit.place, way.kinds)
        if against is None or (against >= OTHER_KIND) == fitting or (code and hit.place.code != code):
            continue
        confidence = hit.confidence - against - (SMALL_SLIP if hit.slip and hit.place.small else 0)
        if hit.place not in best or confidence > best[hit.place].confidence:
            best[hit.place] = replace(hit, confidence=confidence)
    weighed = [hit for hit in _weighed(_once(best.values())) if hit.confidence >= LEAST - EQUAL]
    own = [hit for hit in weighed if hit.place.code]
    best_of_own = max((hit.confidence + (0 if hit.place.small else OUTWEIGHED) for hit in own), default=0.0)
    if any(not hit.place.code and hit.confidence > best_of_own + EQUAL for hit in weighed):
        return ()
    ordered = sorted(own, key=lambda hit: (-round(hit.confidence, 6), hit.place.level, hit.named.alias, -hit.place.population,
                                           hit.place.code))  # fmt: skip
    return tuple(_candidate(hit, part=way.part) for hit in ordered) or None


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Leave out a district of the settlements file where the gazetteer or a finer level of regions has one that fits as well."""
    hits = list(hits)
    listed = {hit.place.code for hit in hits if hit.place.group == DISTRICT and not hit.place.small}
    return [hit for hit in hits if not (hit.place.group == DISTRICT and hit.place.small and hit.place.code in listed)]


def _against_kind(place: Place, kinds: frozenset[str]) -> float | None:
    """Return what speaks against a place for its kind, None if it cannot be meant."""
    if not place.code:
        return OTHER_KIND if DISTRICT in kinds else 0.0  # a city abroad proves nothing against a district of ours
    if place.group in kinds:
        return 0.0
    if not kinds:
        return UNASKED_DISTRICT if place.group == DISTRICT else 0.0
    if place.group == REGION or kinds == {CITY}:
        return None
    return TOWN_OF_DISTRICT if DISTRICT in kinds and place.group == CITY else OTHER_KIND


def _weighed(hits: list[Hit]) -> list[Hit]:
    """Lower what a place that fits as well outweighs; never a region, nor a place for the region that holds it."""
    result = []
    for hit in hits:
        rivals = [other for other in hits if other.confidence >= hit.confidence - EQUAL
                  and not (other.place.kind == REGION and other.place.code == hit.place.code)]  # fmt: skip
        outweighed = hit.place.kind != REGION and any(_outweighs(other, hit) for other in rivals)
        if not hit.named.whole and hit.place.kind == REGION:  # "Dnipro" is the city, though "Dnipro Oblast" is a region's name
            outweighed = any(other.place.code == hit.place.code and other.named.whole for other in rivals)
        result.append(replace(hit, confidence=hit.confidence - OUTWEIGHED) if outweighed else hit)
    return result


def _outweighs(one: Hit, other: Hit) -> bool:
    times = LISTED_DOMINANT if other.place.small and other.place.code and not one.place.small else DOMINANT
    less = ALIAS_COUNTS if one.named.alias and not other.named.alias else 1
    return _weight(one.place) / less >= max(DOMINANT_FROM, times * _weight(other.place))


def _weight(place: Place) -> float:
    return max(place.population, REGION_WEIGHT if place.kind == REGION else 0.0)
