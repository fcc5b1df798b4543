"""A written place name -> the places it may mean, each with the region that holds it, a confidence and the reason.

Confidence, before anything speaks against it:

- 1.0: decided before (`places.csv`), or an exact name of the kind that the written words ask for
- 0.98: an exact name, no kind asked for (0.96 if it is so only without its own word of kind: "Kyiv" for "Kyiv Oblast")
- 0.95: the same name in another transliteration (0.92 and 0.9 for five and four letters); declined, or its adjective, with a word
  of its kind beside it
- 0.88: declined, or an adjective, without such a word; an adjective of the name of a town; letters of two words run together
- 0.88 to 0.72: a slip of one letter; 0.78 to 0.72: of two; the shorter the name the lower, and no slip under five letters, or
  four for a region if one is asked for
- 0.9: a place that is not known, after a comma or in brackets its region; 0.8 without such a sign, and for a large place among
  words that nobody listed

Against it speak: a place that fits as well and is five times as large, or twice if it is of the gazetteer and the other is not
(-0.1); that a district is a former one (-0.1); that only the town of a district is known (-0.12), or nothing of the kind asked
for (-0.2); a slip that leads to a small settlement (-0.1). Above 0.9 is nothing but a region, a great city, or a name that no
other region has a place of. Under 0.7 nothing is returned. A name that is better known for a place abroad means nothing here.
Whoever uses this asks if candidates of two regions lie within `NEAR`.

Several places in one name ("A and B", "A, B") are a part of the region that holds them all, or 0.85 each.

Nothing here knows a country: names come from the dataset's regions, gazetteer and settlements, words from its `dataset.toml`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from geo.names.index import NOWHERE, Decision, Named, PlaceIndex, index_places, small_names, small_places
from geo.names.ranking import (
    EQUAL,
    NEAR,
    SURE,
    UNKNOWN_BESIDE,
    UNSETTLED,
    Candidate,
    Hit,
    Step,
    anyhow,
    candidate_of,
    exact,
    first_found,
    inflected,
    mistyped,
    nearest,
    respelled,
)
from geo.names.transliteration import plain_form, unmixed
from geo.names.words import (
    CITY,
    DISTRICT,
    LONGEST,
    REGION,
    Reading,
    Words,
    joined,
    kinds_of,
    pieces,
    read_kind,
    readings,
    says_something,
    spelt_twice,
)

__all__ = ["NEAR", "REGION", "SURE", "Candidate", "Decision", "PlaceIndex", "Words", "candidates", "index_places", "is_asked",
           "known", "nearest", "plain_form"]  # fmt: skip


def candidates(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Return the places that a written name may mean, the best first; none if it fits nothing known, or a place abroad."""
    decided = index.decisions.get(plain_form(written))
    if decided is not None:
        return _decided(index, decided)
    ways = readings(written, index.words)
    is_name = plain_form(unmixed(written)) in index.names  # "Nord", "Northern Territory"
    if not is_name and not says_something(written, index.words):
        return ()
    if len(named := _named(index, joined(written, index.words))) == 1 and plain_form(named[0]) != plain_form(written):
        return candidates(index, named[0])  # "Kyiv and the region"
    same = first_found(index, ways, (exact,))
    if same is not None and (not same or same[0].confidence >= SURE - EQUAL):
        return same
    for read in (_joined, beside_its_region, either_spelling, _listed):
        if (found := read(index, written)) is not None:
            return found
    found = anyhow(index, ways)
    return among_other_words(index, written) if found is None else found


def known(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Return the places that bear exactly this name: quick, for a name that stands beside a code."""
    return first_found(index, readings(written, index.words), (exact,)) or ()


def is_asked(found: tuple[Candidate, ...]) -> bool:
    """Whether candidates must be shown to somebody: two regions are as likely, or none is sure."""
    return bool(found) and (found[0].confidence < SURE - EQUAL or len({one.code for one in nearest(found)}) > 1)


def _joined(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read names joined by "and"; None if it is not written so."""
    return _several(index, joined(written, index.words))


def _listed(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read names with commas between them; None if it is not written so, or none is known."""
    return _several(index, pieces(written))


def _named(index: PlaceIndex, parts: list[str]) -> list[str]:
    return [part for part in parts if says_something(part, index.words)]


def _several(index: PlaceIndex, names: list[str]) -> tuple[Candidate, ...] | None:
    """Return a part of the region that holds all the places, else each of them; None if they are not several, or not known."""
    parts = _named(index, names)
    if not 1 < len(parts) <= LONGEST:
        return None
    found = [candidates(index, part) for part in parts]
    known_ones = [nearest(hits) for hits in found if hits]
    complete = len(known_ones) == len(parts)
    codes = set[str].intersection(*({one.code for one in hits} for hits in known_ones)) if known_ones else set()
    if len(codes) == 1 and all(one.kind != REGION for hits in known_ones for one in hits if one.code not in codes):
        holder = [place for place in index.places if place.kind == REGION and place.code in codes]
        least = min(1.0 if complete else UNKNOWN_BESIDE, *(hits[0].confidence for hits in known_ones))
        hits = (Hit(named=Named(place=one, label=one.name), confidence=least, why="it holds the places named") for one in holder)
        return tuple(candidate_of(hit, part=True) for hit in hits)
    most = UNSETTLED if complete else UNKNOWN_BESIDE
    each = dict.fromkeys(replace(one, confidence=min(one.confidence, most)) for hits in known_ones for one in hits)
    return tuple(sorted(each, key=lambda one: -one.confidence)) or None


def _decided(index: PlaceIndex, decision: Decision) -> tuple[Candidate, ...]:
    """Return what was decided before; () if the dataset knows the region or the place no more."""
    for place in (*index.places, *(small_places(index) if decision.place_id else ())):
        if (place.code, place.place_id) == (decision.code, decision.place_id):
            hit = Hit(named=Named(place=place, label=place.name), confidence=1.0, why="decided in places.csv")
            return (candidate_of(hit, part=False),)
    return ()


COUNTRY = "country"  # kind of a place abroad that holds others
WORDS_OF_A_NAME = 3
SAME: tuple[Step, ...] = (exact, respelled, inflected)
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
        return both or _at_most(UNSETTLED, dict.fromkeys((*hits, *others)))
    return _at_most(UNKNOWN_BESIDE, nearest(others)) if others else None


def beside_its_region(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read a place with its region named beside it: "Mykolaivka, Odesa Oblast"; None if it is not written so.

    () if a country abroad is named beside it.
    """
    plain = unmixed(written)
    telling = [piece for piece in pieces(plain) if says_something(piece, index.words)]
    if len(telling) > 1 and _is_country(index, telling[-1]):
        return ()
    whole = first_found(index, readings(written, index.words), SAME)
    for split in _splits(plain, telling, index.words):
        if split.by == BY_NOTHING and whole is not None:
            continue
        found = _within(index, split)
        if found:
            return found
    return None


def among_other_words(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Find a large place among words that are no names, which none of the dataset's words stands for: "port town of Alpha"."""
    words = unmixed(written).split()
    if not 1 < len(words) <= LONGEST:
        return ()
    for length in range(min(WORDS_OF_A_NAME, len(words) - 1), 0, -1):
        for at in range(len(words) - length + 1):
            name, others = " ".join(words[at : at + length]), (*words[:at], *words[at + length :])
            if name.islower() or not all(word.islower() or not says_something(word, index.words) for word in others):
                continue
            found = first_found(index, readings(name, index.words), SAME) if says_something(name, index.words) else ()
            if large := tuple(one for one in nearest(found or ()) if one.position != NOWHERE):
                return _at_most(UNKNOWN_BESIDE, large)
    return ()


def _within(index: PlaceIndex, split: Split) -> tuple[Candidate, ...]:
    """Return the place within the region beside it; if it is not known, a part of that region; () if there is no such region."""
    holders = {one.code: one for one in _holders(index, split)}
    rest = " ".join(split.rest)
    names = [readings(name, index.words) for name in dict.fromkeys((rest, *split.rest))]
    elsewhere = _region_elsewhere(index, names, holders) if split.by == BY_SIGN else ()
    steps = (SAME[:2],) if elsewhere or split.by == BY_NOTHING else (SAME, (mistyped,))
    inside = [next(filter(None, (first_found(index, ways, *steps, code=code) for ways in names)), ()) for code in holders]
    known_inside = [hits for hits in inside if hits]
    if len(known_inside) == 1:
        return known_inside[0] if split.by != BY_NOTHING else _at_most(SURE, known_inside[0])
    if len(holders) != 1 or split.by == BY_NOTHING:
        return ()
    (region,) = holders.values()
    abroad = any(first_found(index, ways, SAME) == () for ways in names)
    if split.by != BY_DISTRICT:
        elsewhere = elsewhere or next(filter(None, (anyhow(index, ways) for ways in names)), ())
    if elsewhere:  # two places: not to be settled here
        return _at_most(UNSETTLED, (*elsewhere, region))
    most = SURE if split.by in {BY_SIGN, BY_DISTRICT} and not abroad else UNKNOWN_BESIDE
    why = f"{rest!r} is not known, but the region beside it is"
    return (replace(region, confidence=min(most, region.confidence), why=why, part=True),)


def _region_elsewhere(index: PlaceIndex, names: list[tuple[Reading, ...]], holders: Iterable[str]) -> tuple[Candidate, ...]:
    """Return what the names mean if they are exactly another region's: "Alpha, Beta" is two regions, no village of the second."""
    found = next(filter(None, (first_found(index, ways, (exact,)) for ways in names)), ())
    return found if any(one.kind == REGION and one.code not in holders for one in nearest(found)) else ()


def _splits(written: str, telling: list[str], words: Words) -> Iterator[Split]:
    """Divide a name at its signs; else before a region's word of kind, after a district's or a city's, and anywhere."""
    if len(telling) > 1:
        for part in reversed(telling):
            yield Split(rest=tuple(other for other in telling if other is not part), holder=part, by=BY_SIGN)
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
    phases: dict[str, tuple[tuple[Step, ...], ...]] = {BY_KIND: (SAME, (mistyped,)), BY_NOTHING: ((exact,),)}
    found = nearest(first_found(index, ways, *phases.get(split.by, (SAME,))) or ())
    if split.by == BY_DISTRICT:
        codes = {one.code for one in found if one.position != NOWHERE}
        yield from (_region(index, code) for code in codes if len(codes) == 1)
        return
    least = UNSETTLED if split.by == BY_KIND else SURE
    yield from (one for one in found if one.kind == REGION and one.confidence >= least)


def _is_country(index: PlaceIndex, written: str) -> bool:
    """Whether it is a country abroad, or a part of one, and nothing of ours."""
    names = (small_names(index).get(way.text, ()) for way in readings(written, index.words))
    hits = [hit for found in names for hit in found]
    return any(hit.place.kind == COUNTRY for hit in hits) and not first_found(index, readings(written, index.words), (exact,))


def _region(index: PlaceIndex, code: str) -> Candidate:
    place = next(place for place in index.places if place.kind == REGION and place.code == code)
    return candidate_of(Hit(named=Named(place=place, label=place.name), confidence=1.0, why=""), part=True)


def _at_most(most: float, found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    each = (replace(one, confidence=min(one.confidence, most)) for one in found)
    return tuple(sorted(each, key=lambda one: -one.confidence))
