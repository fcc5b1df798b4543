"""Codes in written names: "ua_53", "UA-53 Poltava", "FIPS 48201", "UA53060000000026041"."""

import re

from geo.derived import derived
from geo.names.index import Named, Place, PlaceIndex
from geo.names.retrieve import Hit
from geo.names.score import SURE, Candidate, candidate_of
from geo.names.words import REGION
from geo.places import SYSTEMS, canonical
from geo.sentences import Sentence

SIGN = r"[\s_./:\-\u2010-\u2015]?"
DIGITS_OF_KATOTTG = 17
# of a KATOTTG code's digits: district, community, settlement and part of a city
ZEROS_OF_A_WHOLE_REGION = slice(2, 12)
_LETTERS = re.compile(rf"([^\W\d_]{{2,3}}){SIGN}(\d+)")
_BESIDE = re.compile(rf"(?<!\w)[^\W\d_]{{2,3}}{SIGN}\d{{2,}}(?!\w)")
_NUMBER = re.compile(r"\d+(?:\.0+)?")
_SYSTEM = re.compile(
    rf"(?:{'|'.join(map(re.escape, (*SYSTEMS, 'GEOID', 'pcode')))})\s*(?:code)?\s*[:=#]?\s*",
    re.IGNORECASE,
)
_GEOID = re.compile(r"\d{7}([A-Za-z]{2}\d+)")


def split_code(written: str) -> tuple[str, str] | None:
    """Return a code and the words beside it, "" if there are none; None if no code is written.

    A bare number is a code only if nothing else is written.
    """
    text = re.sub(rf"^\s*{_SYSTEM.pattern}", "", written, flags=re.IGNORECASE).strip("[](){} ")
    if geoid := _GEOID.fullmatch(text):
        text = geoid[1]
    if _LETTERS.fullmatch(text) or _NUMBER.fullmatch(text):
        return text, ""
    found = _BESIDE.search(text)
    rest = f"{text[: found.start()]} {text[found.end() :]}" if found else ""
    return (found[0], " ".join(rest.split()).strip("[](){}:;,-–— ")) if found else None


def of_code(index: PlaceIndex, code: str) -> Candidate | None:
    """Return the region that a code names, or that holds what it names; None if there is none."""
    known = _codes(index)
    match = _LETTERS.fullmatch(code)
    letters, digits = (match[1].casefold(), match[2]) if match else ("", canonical(code))
    place = known.get(letters + digits) or known.get(letters + (digits.lstrip("0") or "0"))
    if place is None and letters and not any(key[0].isalpha() for key in known):
        place = known.get(canonical(digits))  # "US48201" where codes are numbers
    if place is not None:
        return _candidate(place, code, part=False)
    holders = [
        known[letters + digits[:n]]
        for n in range(len(digits) - 2, 1, -1)
        if letters and letters + digits[:n] in known
    ]
    if not holders:
        return None
    whole = len(digits) == DIGITS_OF_KATOTTG and not digits[ZEROS_OF_A_WHOLE_REGION].strip("0")
    return _candidate(holders[0], code, part=not whole)


def _candidate(place: Place, code: str, *, part: bool) -> Candidate:
    why = Sentence("its code {code}", code=code) if not part else Sentence("the code {code} of a place in it", code=code)
    return candidate_of(
        Hit(named=Named(place=place, label=code), confidence=1.0 if not part else SURE, why=why),
        part=part,
    )


@derived()
def _codes(index: PlaceIndex) -> dict[str, Place]:
    """Each region by its code, and by those of its names that are codes, without signs."""
    found: dict[str, Place] = {}
    for place in index.places:
        if place.kind == REGION:
            for label in (place.code, *place.names):
                match = _LETTERS.fullmatch(label.strip())
                if match:
                    found.setdefault(match[1].casefold() + match[2], place)
                if match and label == place.code:
                    found.setdefault(match[1].casefold() + match[2].lstrip("0"), place)  # "UA-7"
            found.setdefault(canonical(place.code), place)
    return found
