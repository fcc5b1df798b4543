"""Retrieve: the places whose names fit one way to read a written name, and how well."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from geo.derived import derived
from geo.language import N_
from geo.names.confidence import SCORES
from geo.names.index import (
    SHORTEST_STEM,
    Form,
    Named,
    Place,
    PlaceIndex,
    before_ending,
    full_skeletons,
    listed_names,
    regions_of_cities,
    short_stems,
    shortened,
    skeletons,
    small_names,
    spellings,
    stems,
    words_of_regions,
)
from geo.names.slips import near
from geo.names.transliteration import divided, plain_form, skeleton, stem
from geo.names.words import CITY, DISTRICT, REGION, Reading, endings_of, read_kind, suffixes_of
from geo.sentences import Sentence

UNRIVALLED = 75_000  # a place of this size is meant, whatever small settlement bears its name
SHORTEST_SKELETON = 4
SHORTEST_FULL = 8  # of a name with its word of kind, which makes short names alike
SHORTEST_ABBREVIATION = 4  # letters and blanks: "ів фр", "zhyt"
MOST_ABBREVIATED = 4  # regions that begin alike: of more, nothing was said
SHORTEST_GREAT = 5  # letters of a great city's name as it is declined
SHORTEST_LISTED_STEM = 3  # of a place of the gazetteer: "Бучі"
TOWN = 10_000  # people
# a slip leads to a small place only in a name so long: short names abroad are near to many villages
SMALL_SLIP_LETTERS = 8
SMALL_TOWN, TOWN_SLIP_LETTERS = 5_000, 7  # to one of so many people in a name a little shorter
# people that a place needs for a name so short in another spelling: nonsense is near to villages
SHORT_FROM = 2_000
# by the letters of the name; with more of them it is `respelled`, `one_slip`, `two_slips`
RESPELLED = {4: SCORES.respelled_4, 5: SCORES.respelled_5}
ONE_SLIP = {4: SCORES.one_slip_4, 5: SCORES.one_slip_5, 6: SCORES.one_slip_6, 7: SCORES.one_slip_6}
TWO_SLIPS = {7: SCORES.two_slips_7, 8: SCORES.two_slips_7}


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A place whose name fits, and how well; `slip`: not quite; `full`: with its word of kind."""

    named: Named
    confidence: float
    why: str
    slip: bool = False
    full: bool = False

    @property
    def place(self) -> Place:
        return self.named.place


_SLIPS = (N_("no letter from {label}"), N_("one letter from {label}"), N_("two letters from {label}"))


def exact(index: PlaceIndex, way: Reading) -> Iterator[Hit]:
    """Find the very name, among small places too if nothing larger bears it."""
    hits = index.names.get(way.text, ())
    if not any(_unrivalled(hit, way) for hit in hits) and (hits or _is_bare(index, way)):
        hits = (*hits, *small_names(index).get(way.text, ()))
        alike = (
            skeletons(index).get(skeleton(way.text), ()) if hits else ()
        )  # of two places, one may be spelt otherwise
        borne = {hit.place for hit in hits}
        hits = (*hits, *(hit for hit in alike if hit.place not in borne))
    for hit in hits:
        same = plain_form(hit.label) == plain_form(hit.place.name)
        why = (
            Sentence("its code")
            if hit.label == hit.place.code
            else Sentence("its name")
            if same
            else Sentence("also written {label}", label=hit.label)
        )
        old = hit.alias and hit.place.small and hit.place.population < TOWN
        plain = SCORES.exact if hit.whole else SCORES.exact_bare
        confidence = SCORES.small_alias if old else SCORES.exact_of_kind if way.kinds else plain
        yield Hit(named=hit, confidence=confidence, why=why, full=not _is_bare(index, way))


def _unrivalled(hit: Named, way: Reading) -> bool:
    """Whether a name is so much a place's own that no small place is looked for; a village asked for may be one."""
    if DISTRICT in way.kinds:
        return hit.place.group == DISTRICT and not hit.alias
    large = (hit.place.kind == REGION and hit.whole) or hit.place.population >= UNRIVALLED
    return large and not hit.alias and not way.village


def respelled(index: PlaceIndex, way: Reading) -> Iterator[Hit]:
    """Find the same name in another script or transliteration."""
    key = skeleton(way.text)
    if not _is_bare(index, way):
        if len(key) >= SHORTEST_FULL and key != skeleton(read_kind(way.text, index.words).text):
            for hit in (*full_skeletons(index).get(key, ()), *skeletons(index).get(key, ())):
                why = Sentence("another spelling of {label}", label=hit.label)
                full = bool(read_kind(plain_form(hit.label), index.words).kinds)
                yield Hit(named=hit, confidence=SCORES.respelled, why=why, full=full)
        return
    if len(key) < SHORTEST_SKELETON:
        return
    hits = skeletons(index).get(key, ())
    most = RESPELLED.get(len(key), SCORES.respelled)
    own = [hit.place for hit in hits if hit.place.code]
    if own and all(
        place.small and place.population < TOWN for place in own
    ):  # it may be a large one's name declined, or a slip
        kinds = way.kinds or {CITY}
        declined = [
            hit for hit in inflected(index, way) if hit.place.group in kinds and not hit.place.small
        ]
        yield from declined
        most = min([most, SCORES.small_respelled, *(hit.confidence for hit in declined)])
    for hit in hits:
        if (
            len(key) == SHORTEST_SKELETON
            and hit.place.code
            and hit.place.small
            and hit.place.population < SHORT_FROM
        ):
            continue
        yield Hit(named=hit, confidence=most, why=Sentence("another spelling of {label}", label=hit.label))


def inflected(index: PlaceIndex, way: Reading) -> Iterator[Hit]:
    """Find a name declined, or the adjective made of it."""
    if not _is_bare(index, way):
        return
    divisions = [each for each in divided(way.text, endings_of(index.words)) if len(each[0]) >= SHORTEST_LISTED_STEM]
    hits = next(filter(None, (_of_stem(index, *each) for each in divisions)), ())
    for hit in hits:
        yield Hit(
            named=hit,
            confidence=_of_form(hit, way),
            why=Sentence("a form of {label}", label=hit.label),
        )
    if divisions and not hits and way.kinds & {REGION, DISTRICT}:
        for short in shortened(divisions[0][0], suffixes_of(index.words)):
            for hit in short_stems(index).get(short, ()):
                yield Hit(
                    named=hit, confidence=SCORES.inflected, why=Sentence("an adjective of {label}", label=hit.label)
                )


def _of_form(hit: Named, way: Reading) -> float:
    if hit.place.group in way.kinds:
        return SCORES.inflected_of_kind
    is_great = hit.place.kind != REGION and hit.place.population >= UNRIVALLED and hit.whole and not hit.alias
    return SCORES.inflected_great if is_great and len(way.text) >= SHORTEST_GREAT else SCORES.inflected


def _of_stem(index: PlaceIndex, root: str, ending: str) -> tuple[Named, ...]:
    hits = (*stems(index).get(root, ()), *(stems(index).get(before_ending(root, ending), ()) if ending else ()))
    return hits if len(root) >= SHORTEST_STEM else tuple(hit for hit in hits if hit.place.code and not hit.place.small)


def abbreviated(index: PlaceIndex, way: Reading) -> Iterator[Hit]:
    """Find a region, if one is asked for, by the beginnings of its words: "Zhyt. Obl."."""
    written = way.text.split()
    if way.kinds != {REGION} or len(way.text) < SHORTEST_ABBREVIATION:
        return
    found = {
        place: Named(place=place, label=label)
        for words, place, label in words_of_regions(index)
        if len(words) == len(written) and all(map(str.startswith, words, written))
    }
    if len({place.code for place in found}) <= MOST_ABBREVIATED:
        worth = SCORES.abbreviated if len(found) == 1 else SCORES.unsettled
        for hit in found.values():
            yield Hit(named=hit, confidence=worth, why=Sentence("short for {label}", label=hit.place.name))


def of_its_city(index: PlaceIndex, way: Reading) -> Iterator[Hit]:
    """Find a region, if one is asked for, by any name of the city that it is named after: "Oblast of Leopolis"."""
    if way.kinds != {REGION}:
        return
    regions = regions_of_cities(index)
    for step in (exact, respelled, inflected):
        for hit in step(index, replace(way, kinds=frozenset({CITY}))):
            if region := regions.get(hit.place):
                named = Named(place=region, label=region.name)
                yield Hit(
                    named=named,
                    confidence=min(hit.confidence, SCORES.inflected_of_kind),
                    why=Sentence("the region of {label}", label=hit.named.label),
                )


@derived(most=256)
def mistyped(index: PlaceIndex, way: Reading) -> tuple[Hit, ...]:
    """Find names that are one or two letters away: slow, so kept for whoever asks again for places of another kind."""
    return tuple(_mistyped(index, way))


def _mistyped(index: PlaceIndex, way: Reading) -> Iterator[Hit]:
    if not _is_bare(index, way):
        return
    forms: tuple[tuple[str, Form, float], ...] = (
        (skeleton(way.text), skeletons, 0.0),
        (way.text, listed_names, 0.0),
        (way.text, small_names, 0.0),
        (stem(way.text, endings_of(index.words)), stems, SCORES.against_slip_in_stem),
    )
    for key, form, less in forms:
        names = form(index)
        for spelling, slips in near(
            spellings(index, form), key, slips=2 if len(key) >= min(TWO_SLIPS) else 1
        ):
            letters = min(len(key), len(spelling))
            confidence = _of_slips(slips, letters)
            for hit in names[spelling] if confidence else ():
                label = read_kind(plain_form(hit.label), index.words).text
                if _may_be_a_slip(hit.place, way, key, letters) and _looks_alike(
                    label, way.text, slips
                ):
                    why = Sentence(_SLIPS[slips], label=hit.label)
                    yield Hit(named=hit, confidence=confidence - less, why=why, slip=True)


def _may_be_a_slip(place: Place, way: Reading, key: str, letters: int) -> bool:
    if letters < min(RESPELLED) + 1:
        return place.kind == REGION and way.kinds == {REGION}
    if not (place.small and place.code) or place.group in way.kinds & {DISTRICT}:
        return True
    written = len(way.text.replace(" ", ""))
    return len(key) >= SMALL_SLIP_LETTERS or (
        written >= TOWN_SLIP_LETTERS and place.population >= SMALL_TOWN
    )


def _looks_alike(plain: str, written: str, slips: int) -> bool:
    """Whether a slip in the sounds is one in the letters: "qwerty" sounds like "Kertj", and is three letters from it.

    A figure is no slip.
    """
    if [sign for sign in plain if sign.isdecimal()] != [sign for sign in written if sign.isdecimal()]:
        return False
    short = len(written) < SMALL_SLIP_LETTERS and plain.isascii() and written.isascii()
    return not short or OSA.distance(plain, written, score_cutoff=slips + 1) <= slips + 1


def _of_slips(slips: int, letters: int) -> float:
    if slips == 0:
        return SCORES.run_together if letters >= SHORTEST_STEM else 0.0
    by_letters, long = (ONE_SLIP, SCORES.one_slip) if slips == 1 else (TWO_SLIPS, SCORES.two_slips)
    return 0.0 if letters < min(by_letters) else by_letters.get(letters, long)


def _is_bare(index: PlaceIndex, way: Reading) -> bool:
    """Whether no word of kind is left: it would make short names look long, and alike."""
    return read_kind(way.text, index.words).text == way.text
