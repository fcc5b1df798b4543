"""A written place name -> the places it may mean, each with the region that holds it, a confidence and the reason.

It goes four ways: `words` parses a name into readings, `retrieve` finds the places whose names fit
one, `score` weighs them, and here is decided which of the readings counts (`compound`: where more
than one place is named; `codes`: where a code is). What each step is worth, and why, `confidence`
says (a table in README.md beside it). A name that is better known for a place abroad means nothing
here. Whoever uses this asks if candidates of two regions lie within `NEAR`, or if none is `SURE`.

Several places in one name ("A and B", "A, B") are a part of the region that holds them all, or 0.85
each.

Nothing here knows a country: names come from the dataset's regions, gazetteer and settlements,
words from its `dataset.toml`.
"""

import re
from dataclasses import replace

from geo.names.codes import of_code, split_code
from geo.names.compound import (
    among_other_words,
    at_most,
    beside_its_region,
    either_spelling,
    is_abroad,
    with_all_signs,
)
from geo.names.index import Decision, Named, PlaceIndex, small_places
from geo.names.retrieve import Hit, exact
from geo.names.score import (
    EQUAL,
    SAME,
    SURE,
    UNKNOWN_BESIDE,
    UNSETTLED,
    Candidate,
    anyhow,
    candidate_of,
    first_found,
    nearest,
)
from geo.names.transliteration import cleaned, plain_form
from geo.names.wider import beside_wider_place, linked_name
from geo.names.words import (
    LONGEST,
    REGION,
    before_non_place,
    joined,
    names_no_place,
    pieces,
    readings,
    says_something,
)
from geo.sentences import Sentence

MORE_THAN_A_PLACE_AND_ITS_REGION = 3  # names


def candidates(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Return the places that a written name may mean, the best first; none if it fits nothing known, or a place abroad."""
    decided = index.decisions.get(plain_form(written))
    if decided is not None:
        return _decided(index, decided)
    written = cleaned(written)
    wider = beside_wider_place(index, written)
    if wider is None:
        return _read(index, written)
    beside, codes = wider
    reads = (tuple(one for one in _read(index, name) if one.code in codes) for name in (written, beside))
    found = tuple(filter(None, reads))
    return next((one for one in found if not is_asked(one)), found[0] if found else ())


def _read(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    if (coded := _beside_a_code(index, written)) is not None:
        return coded
    if (linked := linked_name(index.names, written)) != "":
        return _read(index, linked)
    is_name = plain_form(written) in index.names  # "Nord", "Northern Territory"
    if not is_name and not says_something(written, index.words):
        return ()
    ways = readings(written, index.words)
    with_and = written.replace("&", (*index.words.joining, "&")[0])  # "Lewis & Clark County"
    same = first_found(index, (*ways[:1], *readings(with_and, index.words)[:1]), (exact,))
    if same and same[0].confidence > SURE:
        return same  # with every word that is written: "Juneau City and Borough"
    if len(named := _named(index, joined(written, index.words))) == 1 and plain_form(
        named[0]
    ) != plain_form(written):
        return candidates(index, named[0])  # "Kyiv and the region"
    same = first_found(index, ways, (exact,))
    if same is not None and (not same or same[0].confidence >= SURE - EQUAL):
        return same
    if any(names_no_place(piece, index.words) for piece in pieces(written)):
        return _without_non_places(index, written)
    if is_abroad(index, written):
        return ()
    for read in (
        _joined,
        with_all_signs,
        _several_regions,
        beside_its_region,
        either_spelling,
        _listed,
        _hyphened,
    ):
        if (found := read(index, written)) is not None:
            return found
    found = anyhow(index, ways)
    return among_other_words(index, written) if found is None else found


def known(index: PlaceIndex, written: str, *, forms: bool = False) -> tuple[Candidate, ...]:
    """Return the places that bear exactly this name or code: quick, for a name beside a code, and to scan a text.

    `forms`: also another spelling, a declined form or an adjective of it; what has a slip is not
    found.
    """
    written = cleaned(written)
    if (code := split_code(written)) is not None and not code[1]:
        return tuple(filter(None, (of_code(index, code[0]),)))
    return first_found(index, readings(written, index.words), SAME if forms else (exact,)) or ()


def is_asked(found: tuple[Candidate, ...]) -> bool:
    """Whether candidates must be shown to somebody: two regions are as likely, or none is sure."""
    return bool(found) and (
        found[0].confidence < SURE - EQUAL or len({one.code for one in nearest(found)}) > 1
    )


def _beside_a_code(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read a code and the name beside it, which must fit each other, or both are asked; None if there is no code of a region."""
    split = split_code(written)
    if split is None:
        return None
    code, beside = split
    coded = of_code(index, code)
    if not says_something(beside, index.words):
        exactly = first_found(index, readings(written, index.words), (exact,)) or ()
        return (coded,) if coded else exactly
    if coded is None:
        return None
    named = candidates(index, beside)
    fitting = tuple(one for one in named if one.code == coded.code)
    if fitting or not named:
        return fitting[:1] or (replace(coded, part=True, confidence=SURE),)
    return at_most(UNSETTLED, dict.fromkeys((coded, *nearest(named))))


def _without_non_places(index: PlaceIndex, written: str) -> tuple[Candidate, ...]:
    """Read what is left beside words that name no place: "Alpha, Mill Street 5" is a part of Alpha."""
    left = [
        before_non_place(piece, index.words) if names_no_place(piece, index.words) else piece
        for piece in pieces(written)
    ]
    found = candidates(index, ", ".join(filter(None, left))) if any(left) else ()
    return at_most(SURE, (replace(one, part=True) for one in found))


def _several_regions(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read more than two names with signs between them, of which several are regions; None if it is not written so."""
    parts = pieces(written)
    if not MORE_THAN_A_PLACE_AND_ITS_REGION <= len(parts) <= LONGEST:
        return None
    regions = {
        one.code
        for part in parts
        for one in nearest(known(index, part, forms=True))[:1]
        if one.is_region
    }
    return _several(index, parts) if len(regions) > 1 else None


def _hyphened(index: PlaceIndex, written: str) -> tuple[Candidate, ...] | None:
    """Read regions with a hyphen between them; None if they are not all known by exactly this name."""
    parts = [part for part in re.split(r"[-\u2010-\u2015]", written) if plain_form(part)]
    if len(parts) < 2 or any(
        not any(one.is_region for one in known(index, part)) for part in parts
    ):
        return None
    return _several(index, parts)


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
    codes = (
        set[str].intersection(*({one.code for one in hits} for hits in known_ones))
        if known_ones
        else set()
    )
    if len(codes) == 1 and all(
        one.kind != REGION for hits in known_ones for one in hits if one.code not in codes
    ):
        holder = [place for place in index.places if place.kind == REGION and place.code in codes]
        least = min(
            1.0 if complete else UNKNOWN_BESIDE, *(hits[0].confidence for hits in known_ones)
        )
        hits = (
            Hit(
                named=Named(place=one, label=one.name),
                confidence=least,
                why=Sentence("it holds the places named"),
            )
            for one in holder
        )
        return tuple(candidate_of(hit, part=True) for hit in hits)
    most = UNSETTLED if complete else UNKNOWN_BESIDE
    each = dict.fromkeys(
        replace(one, confidence=min(one.confidence, most)) for hits in known_ones for one in hits
    )
    return tuple(sorted(each, key=lambda one: -one.confidence)) or None


def _decided(index: PlaceIndex, decision: Decision) -> tuple[Candidate, ...]:
    """Return what was decided before; () if the dataset knows the region or the place no more."""
    for place in (*index.places, *(small_places(index) if decision.place_id else ())):
        if (place.code, place.place_id) == (decision.code, decision.place_id):
            hit = Hit(
                named=Named(place=place, label=place.name),
                confidence=1.0,
                why=Sentence("decided in places.csv"),
            )
            return (candidate_of(hit, part=False),)
    return ()
