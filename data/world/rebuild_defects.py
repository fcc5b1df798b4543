"""What is known to be wrong in the regions, country by country, in words; used by `rebuild.py`."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from babel import Locale

from data.world.rebuild_units import ISO, Unit, bears
from data.world.rebuild_wider import iso_parents, wider_codes

HEAD = """# What is known to be wrong, by country

Written by `rebuild.py`: what the regions lack against the list of ISO 3166-2 in npm `{iso}`, units
whose code is not ISO's, units whose source notes say that they are out of date, and units that some
points of view do not recognise (the source's columns `FCLASS_...`). Codes that ISO has and the
source has not are often those of a later reform, or of another level.

"""


def defects(units: Iterable[Unit], iso: dict[str, str], folder: Path) -> str:
    """Return the list as Markdown; a country without any is not in it."""
    missing = lacking(units, iso, folder)
    names = Locale("en").territories
    found = []
    for country, own in sorted(_by_country(units).items(), key=lambda item: names.get(item[0], "")):
        lines = [*_of_codes(own, iso), *_missing(missing[country]), *_of_notes(own), *_claims(own)]
        if lines:
            found.append(
                f"## {names.get(country, 'Land of no country')} ({country or '–'})\n\n"
                + "\n".join(lines)
                + "\n"
            )
    return HEAD.format(iso=ISO) + "\n".join(found)


def lacking(units: Iterable[Unit], iso: dict[str, str], folder: Path) -> dict[str, list[str]]:
    """Return by country what ISO 3166-2 lists and no unit is: not what holds a unit, nor what lies
    inside one.
    """
    parents = iso_parents(folder)
    found = {}
    for country, own in _by_country(units).items():
        have = {unit.code for unit in own if unit.iso}
        holding = {parents.get(code, "") for code in have} | set(wider_codes(own, parents).values())
        found[country] = [
            f"{iso[code]} {code}"
            for code in sorted(iso)
            if code.startswith(f"{country}-")
            and code not in have | holding
            and parents[code] not in have
        ]
    return found


def _by_country(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        found[unit.country].append(unit)
    return found


def _of_codes(units: list[Unit], iso: dict[str, str]) -> list[str]:
    mended = [
        f"{unit.name} {unit.code} (the source: {unit.source_code})"
        for unit in units
        if unit.iso and unit.code != unit.source_code
    ]
    doubled = [
        f"{unit.name} {unit.code}" for unit in units if any("units" in note for note in unit.note)
    ]
    none = [
        f"{unit.name} {unit.code}" for unit in units if any("no code" in note for note in unit.note)
    ]
    old = [
        f"{unit.name} {unit.code}" for unit in units if any("today" in note for note in unit.note)
    ]
    otherwise = [
        f"{unit.name} {unit.code} (ISO: {iso[unit.code]})"
        for unit in units
        if unit.iso and not bears(unit, iso[unit.code])
    ]
    kinds = [
        ("ISO's name is another one", otherwise),
        ("ISO's code in place of the source's", mended),
        ("The source gives one code to several; these get one that is not ISO's", doubled),
        ("Without a code in ISO 3166-2", none),
        ("The code is not, or no longer, in ISO 3166-2", old),
    ]
    return [f"- {what}: {', '.join(those)}." for what, those in kinds if those]


def _missing(lacking: list[str]) -> list[str]:
    return (
        [f"- In ISO 3166-2 and not in the source ({len(lacking)}): {', '.join(lacking)}."]
        if lacking
        else []
    )


def _of_notes(units: list[Unit]) -> list[str]:
    words = (
        "expired",
        "should be",
        "requires updating",
        "formerly",
        "split",
        "reorganized",
        "no shapefile",
        "estimated",
        "includes",
        "control",
        "partly",
        "part of",
    )
    said = [
        f"{unit.name}: {unit.source['note'].rstrip('.')}"
        for unit in units
        if any(word in str(unit.source["note"]).casefold() for word in words)
        and "ISO 3166-2 was" not in unit.source["note"]
    ]
    return [f"- The source's notes: {'; '.join(said)}."] if said else []


def _claims(units: list[Unit]) -> list[str]:
    by_views: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        if unit.claims:
            by_views[unit.claims].append(unit.name)
    return [
        f"- Not recognised from the points of view {views}: {', '.join(those)}."
        for views, those in by_views.items()
    ]
