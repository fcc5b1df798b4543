"""Codes of regions as tables write them: ISO 3166-2, P-codes, FIPS, KATOTTG; as text or as numbers, in any case."""

import re
from collections.abc import Iterable

SYSTEMS = {
    "ISO 3166-2": r"[A-Za-z]{2}-[A-Za-z0-9]{1,3}",
    "KATOTTG": r"[Uu][Aa]\d{17}",
    "P-code": r"[A-Za-z]{2,3}\d{2,}",
    "FIPS": r"\d{1,2}|\d{4,5}",
    "NUTS": r"[A-Za-z]{2}[A-Za-z0-9]{1,3}",
}  # fmt: skip
_NUMBER = re.compile(r"0*(\d+?)(?:\.0+)?")
_OF_COUNTRY = re.compile(r"[A-Za-z]{2}-([A-Za-z]{2,3})")


def system_of(codes: Iterable[str]) -> str:
    """Return the system that nearly all of some codes look like, "codes" if they look like none."""
    bare = [re.sub(r"\.0+$", "", code.strip()) for code in codes]
    for name, form in SYSTEMS.items():
        if bare and sum(bool(re.fullmatch(form, code)) for code in bare) >= 0.9 * len(bare):
            return name
    return "codes"


def without_country(code: str) -> str:
    """Return a code of ISO 3166-2 without its country, in small letters: of "BR-SP" "sp"; others as `canonical` does."""
    match = _OF_COUNTRY.fullmatch(code.strip())
    return match[1].casefold() if match else canonical(code)


def canonical(code: str) -> str:
    """Return what two ways to write one code share: the case does not count, nor a number's leading zeros and its ".0"."""
    text = code.strip().casefold()
    match = _NUMBER.fullmatch(text)
    return match[1] if match else text
