"""Regions of one level do not overlap: where they do, it is said, with names and areas, for a point in both is in the first only.

two regions on one area     "Aland and Bland are one area twice (7,700 km²)"
a city inside its district  "Aland lies inside Bland (120 km²)"
neighbours that overlap     "Aland and Bland overlap (85 km², 3% of Aland)"
less than 1% of both        counted: slivers along borders that were drawn twice
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from geo.crs import metric
from geo.sentences import Sentence

WHOLE, MATERIAL = 0.95, 0.01  # shares of the smaller of two regions
SLIVER_M2 = 10_000.0  # below it, an overlap is what rounding leaves
SHOWN = 10
KM2 = 1e6


@dataclass(frozen=True, kw_only=True)
class _Overlap:
    """Two regions, the smaller one first, the area in both, and its shares of the two."""

    smaller: str
    larger: str
    area_m2: float
    of_smaller: float
    of_larger: float


def overlaps_in_words(regions: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Return a sentence for every pair of regions (columns of `regions`, EPSG:4326) that share area, the largest first.

    At most ten are said one by one; how many more there are, and how many are slivers, is said in one sentence each.
    """
    found = sorted(_overlaps(regions), key=lambda one: -one.area_m2)
    material = [one for one in found if one.of_smaller >= MATERIAL]
    slivers = [one for one in found if one.of_smaller < MATERIAL]
    words = [_in_words(one) for one in material[:SHOWN]]
    if len(material) > SHOWN:
        words.append(Sentence("{more:,} more pairs of regions overlap", more=len(material) - SHOWN))
    if slivers:
        first = slivers[0]
        words.append(Sentence(
            "slivers: along {count:,} border two neighbours overlap a little, at most {area} ({smaller} and {larger})",
            "slivers: along {count:,} borders two neighbours overlap a little, at most {area} ({smaller} and {larger})",
            count=len(slivers), area=_km2(first.area_m2), smaller=first.smaller, larger=first.larger))  # fmt: skip
    return tuple(words)


def _overlaps(regions: gpd.GeoDataFrame) -> list[_Overlap]:
    """Find the pairs that share area: only regions with a border inside others are set against each other, or whose inside is."""
    shapes, names = regions.geometry.to_numpy(), regions["name"].to_numpy(object)
    suspect = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    left, right = shapely.STRtree(shapes[suspect]).query(shapes[suspect], predicate="intersects")
    inner, outer = shapely.STRtree(shapes).query(
        shapely.point_on_surface(shapes), predicate="intersects"
    )
    pairs = np.concatenate(
        [np.column_stack([suspect[left], suspect[right]]), np.column_stack([inner, outer])]
    )
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]]), axis=0)
    pairs = pairs[~shapely.touches(shapes[pairs[:, 0]], shapes[pairs[:, 1]])]
    if not len(pairs):
        return []
    crs, used = metric(regions), np.unique(pairs)
    common = (
        gpd.GeoSeries(
            shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]]), crs=regions.crs
        )
        .to_crs(crs)
        .area.to_numpy()
    )
    areas = np.zeros(len(shapes))
    areas[used] = regions.geometry.iloc[used].to_crs(crs).area.to_numpy()
    found = []
    for (one, other), area in zip(
        pairs[common >= SLIVER_M2], common[common >= SLIVER_M2], strict=True
    ):
        small, large = (one, other) if areas[one] <= areas[other] else (other, one)
        found.append(_Overlap(smaller=str(names[small]), larger=str(names[large]), area_m2=float(area),
                              of_smaller=float(area / areas[small]), of_larger=float(area / areas[large])))  # fmt: skip
    return found


def _in_words(one: _Overlap) -> str:
    if one.of_larger >= WHOLE:
        return Sentence("{smaller} and {larger} are one area twice ({area}): a point in it is in the first only",
                        smaller=one.smaller, larger=one.larger, area=_km2(one.area_m2))
    if one.of_smaller >= WHOLE:
        return Sentence("{smaller} lies inside {larger} ({area}): one of the two hides the other there",
                        smaller=one.smaller, larger=one.larger, area=_km2(one.area_m2))
    return Sentence("{smaller} and {larger} overlap ({area}, {share} of {smaller})", smaller=one.smaller,
                    larger=one.larger, area=_km2(one.area_m2), share=f"{one.of_smaller:.0%}")


def _km2(area_m2: float) -> str:
    area = area_m2 / KM2
    if area >= 10:
        return Sentence("{area:,} km²", area=round(area))
    return Sentence("{area:g} km²", area=float(f"{area:.2g}"))
