"""The wider place that a name says its place lies in, such as the state of a county: what lies in another one is not meant."""

from collections import defaultdict
from collections.abc import Container

from geo.derived import derived
from geo.names.index import PlaceIndex
from geo.names.score import Candidate
from geo.names.transliteration import plain_form
from geo.names.words import REGION, pieces, read_kind

LINKS = ("", "de", "do", "da", "dos", "das", "del", "della", "di", "du", "des", "of", "of the", "de la", "upon", "am", "im")
MOST_REGIONS = 0.9  # share of the regions that say what they lie in, for the dataset to have wider places


def beside_wider_place(index: PlaceIndex, written: str) -> tuple[str, frozenset[str]] | None:
    """Return what stands beside a state that a name says last, and the codes of that state's regions; None if it names none.

    What lies in another state is not meant: "Dearborn, Michigan" is no county of Indiana. The states are those of "Wayne,
    Michigan", a name of a region.
    """
    parts, wider = pieces(written), regions_by_wider(index)
    at = max((n for n, part in enumerate(parts) if plain_form(part) in wider), default=0) if len(parts) > 1 else -1
    if at < 0 or plain_form(parts[at]) not in wider:
        return None
    return ", ".join(parts[:at] + parts[at + 1 :]), wider[plain_form(parts[at])]


def linked_name(known: Container[str], written: str) -> str:
    """Return the known name, in plain form, that a name and what stands behind its comma make with a small word between them: of
    "Tarrafal, São Nicolau" it is "Tarrafal de São Nicolau", and no Tarrafal; "" if there is none.
    """
    name, _, wider = written.partition(",")
    if not name or not wider or "," in wider:
        return ""
    ends = plain_form(name), plain_form(wider)
    return next((one for link in LINKS if all(ends) and (one := f" {link} ".join(ends).replace("  ", " ")) in known), "")


def towns_among(index: PlaceIndex, written: str, found: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Leave out the regions that bear a town's name but for their kind, where a table says that its names are of towns.

    "Dearborn" is a town of Michigan, and Dearborn County lies in Indiana. It holds where each state has its own counties.
    """
    if not regions_by_wider(index) or read_kind(plain_form(written), index.words).kinds:
        return found
    return tuple(one for one in found if not one.is_region or one.part or REGION not in _kinds(index, one))


def _kinds(index: PlaceIndex, one: Candidate) -> frozenset[str]:
    return read_kind(plain_form(one.name), index.words).kinds


@derived()
def regions_by_wider(index: PlaceIndex) -> dict[str, frozenset[str]]:
    """Return the codes of the regions of each wider place, by its name in plain form; none where few regions name theirs."""
    found, telling = defaultdict[str, set[str]](set), set[str]()
    for place in index.places:
        for name in place.names if place.kind == REGION else ():
            inner, comma, wider = (part.strip() for part in name.partition(","))
            if inner and comma and wider and "," not in wider:
                found[plain_form(wider)].add(place.code)
                telling.add(place.code)
    most = len(telling) >= MOST_REGIONS * len(index.codes)
    return {wider: frozenset(codes) for wider, codes in found.items()} if most else {}
