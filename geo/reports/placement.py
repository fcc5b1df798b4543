"""Records x regions x substations -> placed, unplaced, and why.

A record is placed by the first of these that it gives: `region_code`, `lon`/`lat`, `substation`, `place`. What one of them names
and the dataset does not know is not tried by another: the record is listed with the reason. A place, point
or substation beside a `region_code` narrows the statement to a part of the region; one that lies in another region contradicts
the code, and the record is listed. A point on a shared border belongs to the
region whose code sorts first; a point in no region to the nearest one within the stated distance, ties again by code.

A name is placed if all that it may mean lies in one region; if it may mean that region or a place in it, it counts as a part,
unless the column `place_kind` says "region": then the names of that table are names of regions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.crs import STORAGE, metric
from geo.language import N_
from geo.names import Candidate, PlaceIndex, candidates, is_asked, known, nearest, regions_among, towns_among
from geo.places import OUTSIDE, positions_of, regions_of_points
from geo.sentences import Sentence, joined, one_of
from geo.tables.totals import is_total

POINT = N_("a point inside the region")
SURE = 0.9
MOST_LAT, EXCHANGED = 90.0, 0.5  # degrees; share of the points in regions with lon and lat exchanged, to tell so
_KINDS = {"region": Sentence("region"), "city": Sentence("city"), "settlement": Sentence("settlement"),
          "district": Sentence("district")}  # fmt: skip
CERTAIN = ("region", "city", "district")
"""Kinds of places of which a gazetteer knows all."""


def beside_region(inside: str, region: str) -> str:
    """Return a place inside a region as it is said beside the region's name: of "Oslo, city or region" beside Oslo the kinds."""
    return inside.removeprefix(f"{region}, ")


@dataclass(frozen=True, kw_only=True)
class Placement:
    """Where each record ended up; arrays of one length, in the order of the records.

    `region`: position in the regions, OUTSIDE if unplaced; `how`: code, point, substation or name; `inside`: the name of the
    place inside the region that the record speaks of, "" if it speaks of the region; `gazetteer`, `substation`: position there,
    or OUTSIDE; `reason`: why it is unplaced, "" if it is placed.
    """

    region: np.ndarray
    how: np.ndarray
    inside: np.ndarray
    gazetteer: np.ndarray
    substation: np.ndarray
    reason: np.ndarray


@dataclass(frozen=True, kw_only=True)
class _Found:
    """Where one distinct text leads: the fields of Placement."""

    region: int = OUTSIDE
    inside: str = ""
    gazetteer: int = OUTSIDE
    substation: int = OUTSIDE
    reason: str = ""


def place_records(reports: pd.DataFrame, *, regions: gpd.GeoDataFrame, substations: gpd.GeoDataFrame, places: PlaceIndex,
                  nearest_within_m: float) -> Placement:
    """Find the region of every report (columns of `outages`); raises CrsError if the frames differ in CRS."""
    n = len(reports)
    found = Placement(region=np.full(n, OUTSIDE), how=np.full(n, "", object), inside=np.full(n, "", object),
                      gazetteer=np.full(n, OUTSIDE), substation=np.full(n, OUTSIDE), reason=np.full(n, "", object))
    by_code = (reports["region_code"] != "").to_numpy()
    by_point = ~by_code & reports["lon"].notna().to_numpy()
    by_substation = ~by_code & ~by_point & (reports["substation"] != "").to_numpy()
    by_name = ~by_code & ~by_point & ~by_substation
    _place_by_code(found, reports.assign(substation=_known_by_name(reports["substation"], substations)), by_code, regions, places)
    for contradicts in (_points_elsewhere(reports, by_code, found.region, regions, nearest_within_m),
                        _stations_elsewhere(reports, by_code, found.region, regions, substations)):
        for at, reason in contradicts.items():
            found.region[at], found.reason[at] = OUTSIDE, found.reason[at] or reason
    _place_by_point(found, reports, by_point, regions, nearest_within_m, places)
    _place_by_substation(found, reports, by_substation, substations)
    _place_by_name(found, reports, by_name, places, regions)
    undated = (found.region != OUTSIDE) & reports["started"].isna().to_numpy() & reports["reported"].isna().to_numpy()
    found.reason[undated] = Sentence("it has neither started_at nor reported_at, so no date can show it")
    found.reason[undated & (reports["extent"] == "none").to_numpy()] = Sentence(
        "it says that power is back, and not when: give ended_at, or the time of the report as reported_at")
    found.region[undated] = OUTSIDE
    return found


def _place_by_code(
    found: Placement, reports: pd.DataFrame, rows: np.ndarray, regions: gpd.GeoDataFrame, places: PlaceIndex
) -> None:
    """A place, a point or a substation beside the code narrows the statement: a part must not look like the whole region."""
    if not rows.any():
        return
    given = reports[rows]
    region = positions_of(given["region_code"], regions)
    pairs, which = _distinct(given["place"], region)
    beside = [_beside_code(name, position, regions, places) for name, position in pairs]
    inside, contradiction = (np.array(words, dtype=object)[which] for words in zip(*beside, strict=True))
    inside = np.where((inside == "") & (given["substation"] != "").to_numpy(), given["substation"].to_numpy(object), inside)
    inside = np.where((inside == "") & given["lon"].notna().to_numpy(), POINT, inside)
    found.region[rows], found.how[rows], found.inside[rows] = region, "code", inside
    found.reason[rows] = [Sentence("the dataset has no region with the code {code!r}", code=code) if at == OUTSIDE else elsewhere
                          for code, at, elsewhere in zip(given["region_code"], region, contradiction, strict=True)]
    found.region[rows] = np.where(contradiction == "", region, OUTSIDE)


def _known_by_name(written: pd.Series, substations: gpd.GeoDataFrame) -> pd.Series:
    """Return the name of each substation that is written as an id: an id would lead to its exact place."""
    if substations.empty or not (written != "").any():
        return written
    stations = zip(substations["id"], substations["other_names"], substations["name"], strict=True)
    name_of = {word.casefold(): name for identity, others, name in stations for word in (identity, *others)}
    return written.map({text: name_of.get(text.casefold(), text) for text in written.unique()})


def _distinct(names: pd.Series, positions: np.ndarray) -> tuple[list[tuple[str, int]], np.ndarray]:
    """Return each pair of name and position once, and which of them each row has."""
    which, pairs = pd.factorize(pd.MultiIndex.from_arrays([names.to_numpy(object), positions]))
    return [(str(name), int(position)) for name, position in pairs], which


def _beside_code(name: str, position: int, regions: gpd.GeoDataFrame, places: PlaceIndex) -> tuple[str, str]:
    """Return the place that a name beside a code speaks of, "" for the region itself; and why it contradicts the code.

    Beside the code of Poltava Oblast "Poltava Oblast" in any of its forms is the oblast, "Lubny" a part
    of it, "the north" too, and "Kherson" lies elsewhere. A village that is known elsewhere may have a
    namesake here that no gazetteer knows.
    """
    if not name or position == OUTSIDE:
        return "", ""
    hits = known(places, name) or candidates(places, name)
    code = regions["code"].iat[position]
    here = [hit for hit in hits if hit.code == code]
    if any(hit.is_region and not hit.part for hit in here):
        return "", ""
    best = nearest(hits)[0] if hits else None
    if best is not None and not here and best.confidence >= SURE and best.kind in CERTAIN:
        return "", Sentence("{name!r} lies elsewhere than the code {code!r} says ({known}, {known_code}): correct one of the two",
                            name=name, code=code, known=best.name, known_code=best.code)  # fmt: skip
    names = {hit.name for hit in here if not hit.is_region}
    return names.pop() if len(names) == 1 else name, ""


def _points_elsewhere(reports: pd.DataFrame, rows: np.ndarray, region: np.ndarray, regions: gpd.GeoDataFrame,
                      within_m: float) -> dict[int, str]:
    """Return why a point contradicts the code beside it, by row: it is farther from the region than a point may lie."""
    at = np.flatnonzero(rows & (region != OUTSIDE) & reports["lon"].notna().to_numpy())
    points = gpd.GeoSeries(gpd.points_from_xy(reports["lon"].iloc[at], reports["lat"].iloc[at]), crs=STORAGE)
    other = regions_of_points(points, regions, nearest_within_m=within_m) != region[at]
    if not other.any():
        return {}
    crs = metric(regions)
    coded = regions.geometry.iloc[region[at[other]]].to_crs(crs).reset_index(drop=True)
    far_m = points[other].to_crs(crs).reset_index(drop=True).distance(coded).to_numpy()
    codes = regions["code"].to_numpy(object)[region[at[other]]]
    return {int(row): Sentence("the point lies {km:,} km from the region {code!r}: correct the point or the code",
                               km=round(metres / 1000), code=code)
            for row, code, metres in zip(at[other], codes, far_m, strict=True) if not metres <= within_m}  # fmt: skip


def _stations_elsewhere(reports: pd.DataFrame, rows: np.ndarray, region: np.ndarray, regions: gpd.GeoDataFrame,
                        substations: gpd.GeoDataFrame) -> dict[int, str]:
    """Return why a substation contradicts the code beside it, by row: every one of its name lies in another region."""
    where: dict[str, set[int]] = {}
    for identity, name, others, position in zip(*(substations[c] for c in ("id", "name", "other_names", "region")), strict=True):
        for word in (identity, name, *others):
            where.setdefault(word.casefold(), set()).add(int(position))
    at = np.flatnonzero(rows & (region != OUTSIDE) & (reports["substation"] != "").to_numpy())
    codes = regions["code"].to_numpy(object)
    written = reports["substation"].to_numpy(object)
    found = dict[int, str]()
    for row in at.tolist():
        known_in = where.get(written[row].casefold(), set()) - {OUTSIDE}
        if known_in and int(region[row]) not in known_in:
            found[row] = Sentence("{written!r} lies in another region than {code!r}: correct one of the two",
                                  written=written[row], code=codes[region[row]])
    return found


def _place_by_point(
    found: Placement, reports: pd.DataFrame, rows: np.ndarray, regions: gpd.GeoDataFrame, within_m: float, places: PlaceIndex
) -> None:
    """A point beside the name of a region is in that region, where it lies within the stated distance of it: borders are drawn
    more simply than they are. Farther off, the two contradict each other.
    """
    if not rows.any():
        return
    given = reports[rows]
    points = gpd.GeoSeries(gpd.points_from_xy(given["lon"], given["lat"]), crs=STORAGE)
    region = regions_of_points(points, regions, nearest_within_m=within_m)
    kinds = given.get("place_kind", pd.Series("", index=given.index))
    which, names = pd.factorize(pd.MultiIndex.from_arrays([given["place"].to_numpy(object), kinds.to_numpy(object)]))
    meant = [_region_named(str(name), kind=str(kind), places=places) for name, kind in names]
    inside = np.where([meant[pair] is not None for pair in which], POINT, given["place"].where(given["place"] != "", POINT))
    reason = np.full(len(given), "", dtype=object)
    for pair, hit in enumerate(meant):
        if hit is None or not (named := np.flatnonzero(regions["code"] == hit.code)).size:
            continue
        at = np.flatnonzero((which == pair) & (region != named[0]))
        far_m = _metres_from(points.iloc[at], regions.iloc[named])
        region[at] = np.where(far_m <= within_m, named[0], OUTSIDE)
        reason[at] = ["" if metres <= within_m else Sentence(
            "the point lies {km:,} km from {name} ({code}), which the place {place!r} names: correct one of the two",
            km=round(metres / 1000), name=hit.name, code=hit.code, place=names[pair][0]) for metres in far_m]  # fmt: skip
    found.region[rows], found.how[rows], found.inside[rows], found.reason[rows] = region, "point", inside, reason
    lost = rows & (found.region == OUTSIDE) & (found.reason == "")
    found.reason[lost] = Sentence("the point lies in no region, nor within {km:g} km of one", km=within_m / 1000)
    if lost[rows].all() and (given["lon"].abs() <= MOST_LAT).all():
        exchanged = gpd.GeoSeries(gpd.points_from_xy(given["lat"], given["lon"]), crs=STORAGE)
        if (regions_of_points(exchanged, regions, nearest_within_m=within_m) != OUTSIDE).mean() > EXCHANGED:
            found.reason[lost] = Sentence("the point lies in no region, and would with lon and lat exchanged: name the two "
                                          "columns the other way round")


def _region_named(name: str, *, kind: str, places: PlaceIndex) -> Candidate | None:
    """Return the one region that a name beside a point means, None where it may mean several, or a place as well."""
    hits = () if not name or kind == "settlement" else candidates(places, name)
    hits = regions_among(hits) if kind == "region" else hits
    best = nearest(hits) if hits and not is_asked(hits) else ()
    sure = len(best) == 1 and best[0].is_region and not best[0].part and best[0].confidence >= SURE
    return best[0] if sure else None


def _metres_from(points: gpd.GeoSeries, region: gpd.GeoDataFrame) -> np.ndarray:
    """Return how far each point lies from one region."""
    crs = metric(region)
    return np.asarray(points.to_crs(crs).distance(region.geometry.to_crs(crs).iloc[0]))


def _place_by_substation(found: Placement, reports: pd.DataFrame, rows: np.ndarray, substations: gpd.GeoDataFrame) -> None:
    known: dict[str, list[int]] = {}
    words = zip(substations["id"], substations["name"], substations["other_names"], strict=True)
    for position, (identity, name, others) in enumerate(words):
        for key in {word.casefold() for word in (identity, name, *others)}:
            known.setdefault(key, []).append(position)
    region, names = substations["region"].to_numpy(), substations["name"].to_numpy(object)

    def place(written: str) -> _Found:
        hits = known.get(written.casefold(), [])
        if not hits:
            return _Found(reason=Sentence("the dataset has no substation called {written!r}", written=written))
        if len(hits) > 1:
            return _Found(reason=Sentence("{count} substations are called {written!r}; give the id", count=len(hits),
                                          written=written))
        if region[hits[0]] == OUTSIDE:
            return _Found(reason=Sentence("the substation {station!r} lies in no region", station=names[hits[0]]))
        return _Found(region=int(region[hits[0]]), inside=names[hits[0]], substation=hits[0])

    _place_each(found, reports["substation"], rows, place, how="substation")


def _place_by_name(
    found: Placement, reports: pd.DataFrame, rows: np.ndarray, places: PlaceIndex, regions: gpd.GeoDataFrame
) -> None:
    position_of = {code: position for position, code in enumerate(regions["code"])}
    kinds = reports.get("place_kind", pd.Series("", index=reports.index)).to_numpy(object)
    for kind in dict.fromkeys(kinds):
        meant = partial(_meant_by, places=places, position_of=position_of, kind=kind)
        _place_each(found, reports["place"], rows & (kinds == kind), meant, how="name")


def _meant_by(name: str, *, places: PlaceIndex, position_of: dict[str, int], kind: str) -> _Found:
    if not name:
        return _Found(reason=Sentence("it names no place: region_code, lon and lat, substation and place are all blank"))
    if is_total(name):
        return _Found(reason=Sentence("{name!r} is a total of others, and no place", name=name))
    hits, only_regions = candidates(places, name), kind == "region"
    if kind == "settlement":
        hits = towns_among(places, name, hits)
    if not hits:
        return _Found(reason=Sentence("no region or place is known as {name!r}: add it to other_names, or give region_code",
                                      name=name))
    if only_regions:
        hits = regions_among(hits)
    best = nearest(hits)
    asked = joined(Sentence("{name} ({kind}, {code})", name=hit.name, kind=_KINDS.get(hit.kind, hit.kind), code=hit.code)
                   for hit in best)  # fmt: skip
    if is_asked(hits):
        return _Found(reason=Sentence("asked: {name!r} may mean {asked}: say which, for example by region_code", name=name,
                                      asked=asked))
    hits, position = best, position_of.get(best[0].code, OUTSIDE)
    if position == OUTSIDE:
        return _Found(reason=Sentence("{name!r} means {asked}, and the dataset has no region with that code: correct the "
                                      "gazetteer", name=name, asked=asked))
    if len(hits) == 1:
        return _Found(
            region=position,
            inside=name if hits[0].part else hits[0].name if hits[0].inside else "",
            gazetteer=hits[0].position if not hits[0].is_region else OUTSIDE,
        )
    if only_regions and any(hit.is_region and not hit.part for hit in hits):
        return _Found(region=position)
    # the region is sure, not whether all of it is meant: what may be a part must not look like the whole
    kinds = one_of(_KINDS.get(kind, kind) for kind in sorted({hit.kind for hit in hits}))
    return _Found(region=position, inside=Sentence("{name}, {kinds}", name=name, kinds=kinds))


def _place_each(found: Placement, written: pd.Series, rows: np.ndarray, place: Callable[[str], _Found], *, how: str) -> None:
    """Place each distinct text once: files repeat themselves."""
    if not rows.any():
        return
    which, distinct = pd.factorize(written[rows])
    results = [place(str(text)) for text in distinct]
    found.how[rows] = how
    found.region[rows] = np.array([result.region for result in results])[which]
    found.gazetteer[rows] = np.array([result.gazetteer for result in results])[which]
    found.substation[rows] = np.array([result.substation for result in results])[which]
    found.inside[rows] = np.array([result.inside for result in results], dtype=object)[which]
    found.reason[rows] = np.array([result.reason for result in results], dtype=object)[which]
