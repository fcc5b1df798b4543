"""Names in which more is written than one place: a place beside its region, in two spellings, among other words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geo.names.index import LEVELS, NOWHERE, Named, PlaceIndex
from geo.names.retrieve import Hit, exact, mistyped
from geo.names.score import (
    SAME,
    SURE,
    UNKNOWN_BESIDE,
    UNSETTLED,
    Candidate,
    Step,
    anyhow,
    candidate_of,
    first_found,
    nearest,
)
from geo.names.transliteration import plain_form, unmixed
from geo.names.words import (
    CITY,
    DISTRICT,
    LONGEST,
    REGION,
    Reading,
    Words,
    kinds_of,
    pieces,
    possessed,
    read_kind,
    readings,
    says_something,
    spelt_twice,
)
from geo.sentences import Sentence

COUNTRY = "country"  # kind of a place abroad that holds others
WORDS_OF_A_NAME = 3
BY_SIGN, BY_KIND, BY_DISTRICT, BY_NOTHING = "sign", "kind", "district", "nothing"


@dataclass(frozen=True, kw_only=True)
class Split:
    """A name divided in two: what may be places, and what may be the region that holds them. `by`: what divides them."""

    rest: tuple[str, ...]
    holder: str
    by: str


def either_spelling(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read a name with its other spelling: "Luck (Lutsk)"; None if it is not written so, or the other spelling is not known."""
    first, second = spelt_twice(written)
    if not all(says_something(name, index.words) for name in (first, second)):
        return None
    others = first_found(index, readings(second, index.words), SAME) or ()
    hits = first_found(index, readings(first, index.words), SAME) or ()
    codes = {one.code for one in others}
    if hits and others:
        both = tuple(one for one in hits if one.code in codes)
        return both or at_most(UNSETTLED, dict.fromkeys((*hits, *others)))
    return at_most(UNKNOWN_BESIDE, nearest(others)) if others else None


def beside_its_region(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read a place with its region named beside it: "Mykolaivka, Odesa Oblast"; None if it is not written so."""
    plain = unmixed(written)
    telling = _telling(index, plain)
    whole = first_found(index, readings(written, index.words), SAME)
    for split in _splits(plain, telling, index.words):
        if split.by == BY_NOTHING and whole is not None:
            continue
        found = _within(index, split)
        if found:
            return found
    return None


def is_abroad(index: PlaceIndex, written: str) -> bool:
    """Whether a country or region abroad is named beside a place: "Odessa, Texas"."""
    first, *others = pieces(unmixed(written)) or [""]
    if any(_lies_abroad(index, piece) for piece in others if says_something(piece, index.words)):
        return True
    # "Vladimir, Russia", though the dataset sets "Russia" aside
    foreign = any(not hit.place.code for hit in exact(index, Reading(text=plain_form(first))))
    countries = (hit for piece in others for hit in exact(index, Reading(text=plain_form(piece))))
    return foreign and any(hit.place.kind == COUNTRY for hit in countries)


def with_all_signs(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read a name that is known with what stands beside it, "Harris, Texas", in either order.

    None if nothing is known by such a name.
    """
    telling = _telling(index, unmixed(written))
    for order in (telling, telling[::-1]) if len(telling) > 1 else ():
        for steps in (SAME[:2], (mistyped,)):
            found = first_found(index, readings(", ".join(order), index.words), steps)
            if found and len(pieces(found[0].label)) == len(telling):
                return found
    return None


def _telling(index: PlaceIndex, written: str) -> list[str]:
    return [piece for piece in pieces(written) if says_something(piece, index.words)]


def among_other_words(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Find a large place among words that are no names, which none of the dataset's words stands for: "port town of Alpha"."""
    words = unmixed(written).split()
    if not 1 < len(words) <= LONGEST:
        return ()
    for length in range(min(WORDS_OF_A_NAME, len(words) - 1), 0, -1):
        for at in range(len(words) - length + 1):
            name, others = " ".join(words[at : at + length]), (*words[:at], *words[at + length :])
            if name.islower() or not all(
                word.islower() or not says_something(word, index.words) for word in others
            ):
                continue
            found = (
                first_found(index, readings(name, index.words), SAME)
                if says_something(name, index.words)
                else ()
            )
            large = tuple(one for one in nearest(found or ()) if one.position != NOWHERE)
            if large and not _is_adjective(index, large):
                return at_most(UNKNOWN_BESIDE, large)
    return ()


def _is_adjective(index: PlaceIndex, found: tuple[Candidate, ...]) -> bool:
    """Whether a name is an adjective of regions, which speaks of something else: "Alphian cheese".

    It is one if no town has it, and it makes a region's name with a word of kind.
    """
    return all(
        one.is_region
        and any(
            hit.place.code == one.code
            for word in index.words.region
            for hit in index.names.get(plain_form(f"{one.label} {word}"), ())
        )
        for one in found
    )


def _within(index: PlaceIndex, split: Split) -> tuple[Candidate, ...]:
    """Return the place within the region beside it; if it is not known, a part of that region; () if there is no such region."""
    holders = {one.code: one for one in _holders(index, split)}
    rest = " ".join(split.rest)
    names = [readings(name, index.words) for name in dict.fromkeys((rest, *split.rest))]
    elsewhere = _region_elsewhere(index, names, holders) if split.by == BY_SIGN else ()
    steps = (SAME[:2],) if elsewhere or split.by == BY_NOTHING else (SAME, (mistyped,))
    inside = [
        next(filter(None, (first_found(index, ways, *steps, code=code) for ways in names)), ())
        for code in holders
    ]
    known_inside = [hits for hits in inside if hits]
    if len(known_inside) == 1:
        return known_inside[0] if split.by != BY_NOTHING else at_most(SURE, known_inside[0])
    if len(holders) != 1 or split.by == BY_NOTHING:
        return ()
    (region,) = holders.values()
    abroad = any(first_found(index, ways, SAME) == () for ways in names)
    if split.by != BY_DISTRICT:
        elsewhere = elsewhere or next(filter(None, (anyhow(index, ways) for ways in names)), ())
    if elsewhere:  # two places: not to be settled here
        return at_most(UNSETTLED, (*elsewhere, region))
    most = SURE if split.by in {BY_SIGN, BY_DISTRICT} and not abroad else UNKNOWN_BESIDE
    why = Sentence("{rest!r} is not known, but the region beside it is", rest=rest)
    return (replace(region, confidence=min(most, region.confidence), why=why, part=True),)


def _region_elsewhere(
    index: PlaceIndex, names: list[tuple[Reading, ...]], holders: Iterable[str]
) -> tuple[Candidate, ...]:
    """Return what the names mean if they are exactly another region's: "Alpha, Beta" is two regions, no village of the second."""
    found = next(filter(None, (first_found(index, ways, (exact,)) for ways in names)), ())
    return (
        found
        if any(one.kind == REGION and one.code not in holders for one in nearest(found))
        else ()
    )


def _splits(written: str, telling: list[str], words: Words) -> Iterator[Split]:
    """Divide a name at its signs; else before a region's word of kind, after a district's or a city's, and anywhere."""
    if len(telling) > 1:
        for part in reversed(telling):
            rest = tuple(other for other in telling if other is not part)
            yield Split(rest=rest, holder=part, by=BY_SIGN)
            if any(read_kind(plain_form(one), words).kinds == {DISTRICT} for one in rest):
                yield Split(rest=rest, holder=part, by=BY_DISTRICT)
    if (owner := possessed(written, words)) is not None:
        yield Split(rest=owner[1:], holder=owner[0], by=BY_DISTRICT)
    tokens = written.split()
    if not 1 < len(tokens) <= LONGEST:
        return
    kinds, groups = read_kind(plain_form(written), words).kinds, kinds_of(words)
    for at in range(1, len(tokens)):
        first, second = " ".join(tokens[:at]), " ".join(tokens[at:])
        if not (says_something(first, words) and says_something(second, words)):
            continue
        if REGION in kinds:
            yield Split(rest=(first,), holder=second, by=BY_KIND)
            yield Split(rest=(second,), holder=first, by=BY_KIND)
        if groups.get(plain_form(tokens[at - 1])) == DISTRICT:
            yield Split(rest=(first,), holder=second, by=BY_DISTRICT)
        if groups.get(plain_form(tokens[at])) == CITY:
            yield Split(rest=(second,), holder=first, by=BY_NOTHING)
        yield Split(rest=(first,), holder=second, by=BY_NOTHING)


def _holders(index: PlaceIndex, split: Split) -> Iterator[Candidate]:
    """Yield the regions that the holder of a split may be; where a district is spoken of, that of the town that has it, too."""
    ways = readings(split.holder, index.words)
    if split.by == BY_KIND and ways[-1].kinds != {REGION}:
        return
    if split.by == BY_SIGN and ways[-1].kinds == {DISTRICT} and (town := _town_of_district(index, ways)):
        yield _region(index, town)
        return
    if (
        split.by == BY_DISTRICT
    ):  # "the Dnipro district of Kyiv": the city has it, not the region of its name
        of_city = tuple(replace(way, kinds=way.kinds or frozenset({CITY})) for way in ways)
        found = nearest(first_found(index, of_city, SAME) or first_found(index, ways, SAME) or ())
        codes = {one.code for one in found if one.position != NOWHERE}
        yield from (_region(index, code) for code in codes if len(codes) == 1)
        return
    phases: dict[str, tuple[tuple[Step, ...], ...]] = {
        BY_KIND: (SAME, (mistyped,)),
        BY_NOTHING: ((exact,),),
    }
    found = nearest(first_found(index, ways, *phases.get(split.by, (SAME,))) or ())
    if split.by == BY_SIGN and len(
        codes := {one.code for one in found if one.level == LEVELS[DISTRICT]}
    ) == 1 == len(found):
        yield _region(index, codes.pop())  # "Alpha, Delta district"
    least = UNSETTLED if split.by == BY_KIND else SURE
    yield from (one for one in found if one.kind == REGION and one.confidence >= least)


def _town_of_district(index: PlaceIndex, ways: tuple[Reading, ...]) -> str:
    """Return the code of the region of a district that nobody knows, by the town that it is named after: "Alphian community".

    It is sure if one region alone has a town of that name; "" if it is not, or the district itself is known.
    """
    found = first_found(index, ways, SAME) or ()
    codes = {one.code for one in found}
    known_district = any(one.level == LEVELS[DISTRICT] for one in found)
    return codes.pop() if len(codes) == 1 and not known_district else ""


def _lies_abroad(index: PlaceIndex, written: str) -> bool:
    """Whether it is a country or a region abroad, and nothing of ours."""
    ways = readings(written, index.words)
    hits = [hit for way in ways for step in SAME[:2] for hit in step(index, way)]
    if any(REGION in way.kinds for way in ways):
        return first_found(index, ways, SAME) == ()
    return any(hit.place.kind == COUNTRY for hit in hits) and not first_found(index, ways, (exact,))


def _region(index: PlaceIndex, code: str) -> Candidate:
    place = next(place for place in index.places if place.kind == REGION and place.code == code)
    return candidate_of(
        Hit(named=Named(place=place, label=place.name), confidence=1.0, why=""), part=True
    )


def at_most(most: float, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return candidates with at most so much confidence, the best first."""
    each = (replace(one, confidence=min(one.confidence, most)) for one in found)
    return tuple(sorted(each, key=lambda one: -one.confidence))
