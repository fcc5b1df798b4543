"""The time zone of a country's regions, by the list of zones that comes with the time zone data."""

import re
from functools import cache
from importlib.resources import files

import geopandas as gpd

from geo.crs import extent_of

NEAR_DEG = 20.0  # codes such as AZ-01 may be those of Arizona: a country that far away is not meant
_POSITION = re.compile(r"([+-]\d{4})(?:\d{2})?([+-]\d{5})(?:\d{2})?")


def zone_of(regions: gpd.GeoDataFrame) -> str | None:
    """Return the zone whose main place lies nearest to the middle of the regions, among those of the country that the codes name.

    None where the codes begin with no country's two letters, or with those of a country elsewhere: a zone that is only near may
    be another country's.
    """
    letters = regions["code"].str.extract(r"^([A-Za-z]{2})[-\d]", expand=False).str.upper().dropna()
    if len(letters) < len(regions) or letters.nunique() != 1:
        return None
    west, south, east, north = extent_of(regions.geometry.to_numpy())
    x, y = (west + east) / 2, (south + north) / 2
    zones = [zone for zone in _zones(letters.iat[0]) if apart(zone[1], x) <= (east - west) / 2 + NEAR_DEG
             and south - NEAR_DEG <= zone[2] <= north + NEAR_DEG]  # fmt: skip
    return min(zones, key=lambda zone: apart(zone[1], x) ** 2 + (zone[2] - y) ** 2)[0] if zones else None


def apart(lon: float, other: float) -> float:
    """Return how many degrees lie between two longitudes, the short way round: 0 to 180."""
    return abs((lon - other + 180) % 360 - 180)


def places_of_zone(zone: str) -> list[tuple[float, float]]:
    """Return longitude and latitude of the main places of all zones of the countries that use a zone; none of UTC."""
    rows = [line.split("\t") for line in _table().splitlines() if not line.startswith("#")]
    countries = {row[0] for row in rows if row[2] == zone}
    return [(x, y) for country in sorted(countries) for _, x, y in _zones(country)]


def _zones(country: str) -> list[tuple[str, float, float]]:
    """Return the zones of a country, with longitude and latitude of the main place."""
    rows = [line.split("\t") for line in _table().splitlines() if line.startswith(f"{country}\t")]
    positions = [_POSITION.fullmatch(row[1]) for row in rows]
    return [(row[2], _degrees(at[2]), _degrees(at[1])) for row, at in zip(rows, positions, strict=True) if at]


@cache
def _table() -> str:
    return files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")


def _degrees(text: str) -> float:
    """Read +DDDMM."""
    return (1 if text[0] == "+" else -1) * (int(text[1:-2]) + int(text[-2:]) / 60)
