"""The names that are nearest to one that is not known: what a reader may have meant who finds nothing."""

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from geo.names.index import Place as NamedPlace
from geo.names.index import PlaceIndex, skeletons
from geo.names.transliteration import plain_form, skeleton

__all__ = ["NamedPlace", "closest"]

LEAST_ALIKE = 0.6


def closest(index: PlaceIndex, written: str, *, most: int = 5) -> tuple[NamedPlace, ...]:
    """Return the places of the dataset whose names are most like a written one, the most alike first; places abroad are left out.

    They are no answer: `candidates` has found none. Names are compared as they sound, whatever their script.
    """
    key, known = skeleton(plain_form(written)), skeletons(index)
    found = dict[NamedPlace, None]()
    alike = process.extract(key, known.keys(), scorer=JaroWinkler.normalized_similarity, limit=8 * most, score_cutoff=LEAST_ALIKE)
    for name, _, _ in alike:
        found |= {hit.place: None for hit in known[name] if hit.place.code}
    return tuple(found)[:most]
