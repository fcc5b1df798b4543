"""A country as people write it, in any language -> the country; a name that means several asks
which.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from geo.errors import UsageError
from geo.names.transliteration import plain_form, skeleton
from geo.places.world import read_countries
from geo.sentences import Sentence, control

NEAREST = 5  # names that are offered for one that is not known
ASKED = {"georgia": Sentence("Georgia (GE), or the state of the United States (US)")}


@dataclass(frozen=True, kw_only=True)
class Country:
    """One country or territory; `country`: the code under which its regions stand in `data/world`;
    `lacking`: what ISO 3166-2 lists and the regions have not.
    """

    code: str
    iso3: str
    country: str
    name: str
    zone: str
    zones: tuple[str, ...]
    languages: tuple[str, ...]
    lacking: tuple[str, ...]


def find_country(written: str) -> Country:
    """Return the country of a code (ISO 3166-1, two or three letters) or a name in any language.

    Raises UsageError if none is known, with the nearest names, or if several are meant, with the
    codes to choose from.
    """
    text = written.strip()
    frame = read_countries()
    by_code = {code: code for code in frame["code"]} | dict(
        zip(frame["iso3"], frame["code"], strict=True)
    )
    if text.upper() in by_code and len(text) in {2, 3}:
        return _country(by_code[text.upper()])
    plain = plain_form(text)
    if plain in ASKED:
        raise UsageError(Sentence("{text!r} may be {asked}. Name it by its code, such as {code}.", text=text,
                                  asked=ASKED[plain], code=control("--country GE", field="GE")))
    english, every = _names()
    sure = english.get(plain, set())
    whole = (
        {code for name, codes in english.items() if f" {plain} " in f" {name} " for code in codes}
        if plain
        else set()
    )
    found = sure if len(sure) == 1 else whole | every.get(plain, set())
    if len(found) > 1:
        raise UsageError(Sentence("{text!r} may be {found}. Name it by its code, such as {code}.", text=text,
                                  found=_listed(found), code=control(f"--country {min(found)}", field=min(found))))
    if not found:
        found = _transliterated(plain)
    if len(found) == 1:
        return _country(next(iter(found)))
    raise UsageError(Sentence("There is no country {text!r}. The nearest names are {names}.", text=text,
                              names=_listed(_nearest(plain))))


def _country(code: str) -> Country:
    row: dict[Any, Any] = read_countries().set_index("code").loc[code].to_dict()
    return Country(
        code=code,
        iso3=row["iso3"],
        country=row["country"],
        name=row["name"],
        zone=row["zone"],
        zones=row["zones"],
        languages=row["languages"],
        lacking=row["lacking"],
    )


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the codes by English name, and by name in any language, in plain form."""
    frame = read_countries()
    english, every = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for code, name, others, names in zip(
        frame["code"], frame["name"], frame["other_names"], frame["names"], strict=True
    ):
        for one in (
            name,
            *others,
            *(one for one, languages in names.items() if "en" in languages.split()),
        ):
            english[plain_form(one)].add(code)
        for one in names:
            every[plain_form(one)].add(code)
    return english, every


def _transliterated(plain: str) -> set[str]:
    """Return what a name in another transliteration means: "Nigeriya", "Nihériya"."""
    key = skeleton(plain)
    return {
        code
        for names in _names()
        for name, codes in names.items()
        if key and skeleton(name) == key
        for code in codes
    }


def _nearest(plain: str) -> Iterable[str]:
    english, every = _names()
    choices = list(dict.fromkeys([*english, *every]))
    near = process.extract(plain, choices, scorer=fuzz.ratio, limit=4 * NEAREST)
    codes = dict.fromkeys(
        code for name, _, _ in near for code in sorted(english.get(name) or every[name])
    )
    return list(codes)[:NEAREST]


def _listed(codes: Iterable[str]) -> str:
    names = dict(zip(read_countries()["code"], read_countries()["name"], strict=True))
    return ", ".join(
        f"{names[code]} ({code})" for code in (sorted(codes) if isinstance(codes, set) else codes)
    )
