"""The time zone of a country's regions, by the list of zones that comes with the time zone data."""

import re
from importlib.resources import files

import geopandas as gpd

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
    west, south, east, north = regions.total_bounds
    zones = [zone for zone in _zones(letters.iat[0]) if west - NEAR_DEG <= zone[1] <= east + NEAR_DEG
             and south - NEAR_DEG <= zone[2] <= north + NEAR_DEG]  # fmt: skip
    x, y = (west + east) / 2, (south + north) / 2
    return min(zones, key=lambda zone: (zone[1] - x) ** 2 + (zone[2] - y) ** 2)[0] if zones else None


def _zones(country: str) -> list[tuple[str, float, float]]:
    """Return the zones of a country, with longitude and latitude of the main place."""
    text = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line.startswith(f"{country}\t")]
    positions = [_POSITION.fullmatch(row[1]) for row in rows]
    return [(row[2], _degrees(at[2]), _degrees(at[1])) for row, at in zip(rows, positions, strict=True) if at]


def _degrees(text: str) -> float:
    """Read +DDDMM."""
    return (1 if text[0] == "+" else -1) * (int(text[1:-2]) + int(text[-2:]) / 60)
