"""Score: the hits of one name weighed against each other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from geo.names.confidence import SCORES
from geo.names.index import CITY_DISTRICT, FORMER_DISTRICT, NEIGHBOURHOOD, Place, PlaceIndex
from geo.names.retrieve import UNRIVALLED, Hit, abbreviated, exact, inflected, mistyped, of_its_city, respelled
from geo.names.words import CITY, DISTRICT, REGION, Reading, pieces

NEAR, SURE, LEAST = SCORES.near, SCORES.sure, SCORES.least
UNSETTLED, UNKNOWN_BESIDE = SCORES.unsettled, SCORES.unknown_beside
EQUAL = 1e-9  # sums of tenths are not exact
# so many times as large, and so many people at least: this one is meant
DOMINANT, DOMINANT_FROM = 5, 5_000
REGION_WEIGHT = 1e6
ALIAS_COUNTS = (
    3  # by a name that is not its own, a place outweighs others as if it were so many times smaller
)
LARGEST_VILLAGE = 50_000  # people: none has so many, whatever it is called
OTHER_KIND, OUTWEIGHED = SCORES.against_other_kind, SCORES.against_outweighed

Step = Callable[[PlaceIndex, Reading], Iterable[Hit]]
SAME: tuple[Step, ...] = (exact, respelled, abbreviated, inflected, of_its_city)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One place that a name may mean.

    `code` is the region that holds it; `level` the region's own, 2 for districts, 3 for
    settlements; `position` its row in regions or gazetteer, -1 if it stands in neither; `part`: the
    words say that only a part of it is meant; `label`: the name of the place that fits.
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
    label: str = ""

    @property
    def is_region(self) -> bool:
        """Whether the place is a region itself, not a place in one."""
        return self.kind == REGION

    @property
    def inside(self) -> bool:
        """Whether only a part of the region is meant."""
        return not self.is_region or self.part


def nearest(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the candidates within `NEAR` of the best one."""
    return tuple(one for one in found if one.confidence >= found[0].confidence - NEAR - EQUAL)


def regions_among(found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Return the candidates that are regions, where a table says that its names are; all if no region is sure.

    Its city no longer outweighs a region whose name lacks the word of kind.
    """

    def freed(one: Candidate) -> Candidate:
        outweighed = one.code == found[0].code and one.confidence < SURE - EQUAL
        return replace(one, confidence=one.confidence + SCORES.against_outweighed) if outweighed else one

    regions = tuple(freed(one) for one in found if one.is_region and not one.part)
    return tuple(one for one in regions if one.confidence >= SURE - EQUAL) or found


def candidate_of(hit: Hit, *, part: bool) -> Candidate:
    """Return a hit as a candidate; `part`: only a part of the place is meant."""
    place = hit.place
    return Candidate(
        code=place.code,
        name=place.name,
        level=place.level,
        kind=place.kind,
        position=place.position,
        place_id=place.place_id,
        confidence=round(hit.confidence, 2),
        why=hit.why,
        part=part,
        label=hit.named.label,
    )


def anyhow(index: PlaceIndex, ways: tuple[Reading, ...]) -> tuple[Candidate, ...] | None:
    """Return what any step finds; () if a place abroad fits best, None if nothing fits."""
    return first_found(index, ways, SAME, (mistyped,))


def first_found(
    index: PlaceIndex, ways: tuple[Reading, ...], *phases: tuple[Step, ...], code: str = ""
) -> tuple[Candidate, ...] | None:
    """Return what the first step finds that finds anything, within one region if its code is given; None if none does.

    Places of the kind asked for go first: a village's exact name is no better than a region's
    declined, nor, where a region is asked for, than one with a slip.
    """
    asked = any(way.kinds == {REGION} for way in ways)
    rounds = [(steps, fitting) for steps in phases for fitting in (True, False)]
    hits: dict[tuple[Step, Reading], tuple[Hit, ...]] = {}
    for steps, fitting in sorted(rounds, key=lambda each: not each[1]) if asked else rounds:
        for step in steps:
            for way in ways:
                if (step, way) not in hits:
                    hits[step, way] = tuple(step(index, way))
                found = (
                    _ranked(way, hits[step, way], fitting=fitting, code=code)
                    if hits[step, way]
                    else None
                )
                if found is not None:
                    return found
    return None


def _ranked(
    way: Reading, hits: Iterable[Hit], *, fitting: bool, code: str
) -> tuple[Candidate, ...] | None:
    """Return hits as candidates, best first; () if a place abroad fits best, None if nothing fits."""
    best: dict[Place, Hit] = {}
    for hit in hits:
        against = _against_kind(hit.place, way)
        if hit.full and hit.place.kind == REGION:
            against = 0.0  # "District of Columbia" is one in name only; a capital, "Islamabad Capital Territory"
        if (
            against is None
            or (against >= OTHER_KIND) == fitting
            or (code and hit.place.code != code)
        ):
            continue
        asked = hit.place.group == DISTRICT and DISTRICT in way.kinds
        confidence = (
            hit.confidence
            - against
            - (SCORES.against_small_slip if hit.slip and hit.place.small and not asked else 0)
        )
        if code and hit.place.kind == NEIGHBOURHOOD:
            confidence = max(confidence, SURE)  # its city or region stands beside it
        if hit.place not in best or confidence > best[hit.place].confidence:
            best[hit.place] = replace(hit, confidence=confidence)
    if not best:
        return None
    weighed = [hit for hit in _weighed(_once(best.values())) if hit.confidence >= LEAST - EQUAL]
    own = [hit for hit in weighed if hit.place.code]
    best_of_own = max(
        (hit.confidence + (0 if hit.place.small else OUTWEIGHED) for hit in own), default=0.0
    )
    if any(not hit.place.code and hit.confidence > best_of_own + EQUAL for hit in weighed):
        return ()
    ordered = sorted(
        own,
        key=lambda hit: (
            -round(hit.confidence, 6),
            hit.place.level,
            hit.named.alias,
            -hit.place.population,
            hit.place.code,
        ),
    )
    if not ordered:
        return None
    if not code and any(_is_city_s_own(hit) for hit in ordered) and not _is_large(ordered[0].place):
        # other cities may have one, and where a village has the name, nobody can tell which is meant
        ordered = [
            replace(hit, confidence=UNSETTLED if _is_city_s_own(hit) else min(hit.confidence, UNSETTLED))
            for hit in ordered
        ]
        ordered.sort(key=lambda hit: -hit.confidence)
    villages = way.village and REGION in way.kinds  # "villages of Alpha Oblast" are a part of it
    found = (candidate_of(hit, part=way.part or villages) for hit in _less_sure(ordered))
    return tuple(replace(one, confidence=min(one.confidence, SURE if villages else 1.0)) for one in found)


def _is_city_s_own(hit: Hit) -> bool:
    """Whether a hit is a district or neighbourhood of a city, by a name that does not say which city."""
    return hit.place.kind in {CITY_DISTRICT, NEIGHBOURHOOD} and len(pieces(hit.named.label)) < 2


def _is_large(place: Place) -> bool:
    return place.kind == REGION or place.population >= UNRIVALLED


def _once(hits: Iterable[Hit]) -> list[Hit]:
    """Leave out a district of the settlements file where the gazetteer or a finer level of regions has one that fits as well."""
    hits = list(hits)
    listed = {hit.place.code for hit in hits if hit.place.group == DISTRICT and not hit.place.small}
    return [
        hit
        for hit in hits
        if not (hit.place.group == DISTRICT and hit.place.small and hit.place.code in listed)
    ]


def _against_kind(place: Place, way: Reading) -> float | None:
    """Return what speaks against a place for its kind, None if it cannot be meant."""
    kinds = way.kinds
    if place.kind == CITY_DISTRICT and DISTRICT not in kinds:
        return None  # an adjective, which stands before much else
    if not place.code:
        return (
            OTHER_KIND if DISTRICT in kinds else 0.0
        )  # a city abroad proves nothing against a district of ours
    former = SCORES.against_former if place.kind == FORMER_DISTRICT else 0.0
    if way.village and place.population >= LARGEST_VILLAGE and REGION not in kinds:
        return OTHER_KIND if place.group in kinds else None
    if place.group in kinds:
        return former
    if not kinds:
        return former + SCORES.against_unasked_district if place.group == DISTRICT else 0.0
    if place.group == REGION or kinds == {CITY}:
        return None
    return (
        SCORES.against_town_of_district if DISTRICT in kinds and place.group == CITY else OTHER_KIND
    )


def _weighed(hits: list[Hit]) -> list[Hit]:
    """Lower what a place that fits as well outweighs; never a region, nor a place for the region that holds it."""
    result = []
    for hit in hits if len(hits) > 1 else ():
        rivals = [
            other
            for other in hits
            if other.confidence >= hit.confidence - EQUAL
            and not (other.place.kind == REGION and other.place.code == hit.place.code)
        ]
        outweighed = hit.place.kind != REGION and any(_outweighs(other, hit) for other in rivals)
        if (
            not hit.named.whole and hit.place.kind == REGION and hit.place.group != CITY
        ):  # "Dnipro" is the city, though "Dnipro Oblast" is a region's name; "Kyiv" is "Kyiv City" as well
            outweighed = any(
                other.place.code == hit.place.code and other.named.whole for other in rivals
            )
        result.append(replace(hit, confidence=hit.confidence - OUTWEIGHED) if outweighed else hit)
    return result or hits


def _less_sure(ordered: list[Hit]) -> list[Hit]:
    """Lower all hits alike to `SURE` if the best is no great city and another region has a place of its name."""
    one = ordered[0].place
    elsewhere = [other.place for other in ordered if other.place.code != one.code]
    rivals = [other for other in elsewhere if one.group in {other.group, CITY}]
    namesake = ordered[0].named.alias and any(other.place.code != one.code and not other.named.alias for other in ordered)
    if one.kind == REGION or (one.population >= UNRIVALLED and not namesake) or not rivals:
        return ordered
    # "Stanislav" is a village's own name, and was a city's: which is meant nobody can tell
    less = max(0.0, ordered[0].confidence - (UNSETTLED if namesake else SURE))
    return [
        replace(hit, confidence=hit.confidence - less)
        for hit in ordered
        if hit.confidence - less >= LEAST - EQUAL
    ]


def _outweighs(one: Hit, other: Hit) -> bool:
    less = ALIAS_COUNTS if one.named.alias and not other.named.alias else 1
    return _weight(one.place) / less >= max(DOMINANT_FROM, DOMINANT * _weight(other.place))


def _weight(place: Place) -> float:
    return max(place.population, REGION_WEIGHT if place.kind == REGION else 0.0)
