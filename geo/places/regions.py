"""Regions: the areas that reports speak of.

Columns: `code` (unique), `name`, `short_name` (for labels), `level`, `parent`, `other_names` (tuple of str),
`population`, `customers` (Int64, may be missing), `geometry` (EPSG:4326, polygons, valid); names in other languages, if the
file has any: `name_uk`, `short_name_uk`. Index 0..n-1, ordered by code.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import STORAGE, metric
from geo.errors import Fault, raise_faults
from geo.language import names_in
from geo.places.region_codes import canonical, without_country
from geo.places.shapes import shapes_of_file
from geo.sentences import Sentence
from geo.tables import missing_columns
from geo.tables.cells import whole_numbers

COLUMNS = ("code", "name", "short_name", "level", "parent", "other_names", "population", "customers", "geometry")
OPTIONAL_TEXT = ("short_name", "parent", "other_names")
OPTIONAL_NUMBERS = ("population", "customers")


def read_levels(path: Path) -> tuple[list[gpd.GeoDataFrame], tuple[str, ...]]:
    """Read every level of a file of regions, the coarsest first; see `regions_from`."""
    return levels_from(read_shapes(path), file=path.name)


def levels_from(frame: gpd.GeoDataFrame, *, file: str,
                rejected: list[Fault] | None = None) -> tuple[list[gpd.GeoDataFrame], tuple[str, ...]]:
    """Bring every level of a frame of polygons to the columns of this module, the coarsest first; see `regions_from`."""
    raise_faults(_faults_of_columns(frame, file=file))
    levels, faults = whole_numbers(_cells(frame, "level", missing=1), rows=np.arange(len(frame)) + 2, file=file)
    raise_faults(faults)
    read = [regions_from(frame, file=file, level=int(level), rejected=rejected)
            for level in sorted(levels.fillna(1).unique()) or [1]]
    return [regions for regions, _ in read], tuple(note for _, notes in read for note in dict.fromkeys(notes))


def regions_from(
    frame: gpd.GeoDataFrame, *, file: str = "regions", level: int | None = None, rejected: list[Fault] | None = None
) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Bring any frame of polygons to the columns of this module, validate and repair it.

    Parameters
    ----------
    frame
        At least `code`, `name` and shapes, in a declared CRS; row numbers of faults begin at 2.
    file
        What faults call it.
    level
        The level to keep; the coarsest of the frame if not given.
    rejected
        Takes the faults of rows. Those rows are left out; but a region of which only a figure
        (population, customers) cannot be read stays, without it.

    Returns
    -------
    The regions, and a sentence for every repair that was made.

    Raises
    ------
    DataError
        With every fault: missing columns, no CRS; without `rejected` also repeated codes, empty or
        non-polygon geometry.
    """
    raise_faults(_faults_of_columns(frame, file=file))
    regions = frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame
    regions = regions.to_crs(STORAGE).reset_index(drop=True)
    rows = np.arange(len(regions)) + 2
    for column in ("code", "name"):
        regions[column] = _text(regions, column).str.strip()
    faults: list[Fault] = []
    levels, wrong = whole_numbers(_cells(regions, "level", missing=1), rows=rows, file=file)
    regions["level"] = levels.fillna(1).astype("int64")
    regions["geometry"], repairs = _repaired(regions)
    kept = (regions["level"] == (regions["level"].min() if level is None else level)).to_numpy(bool)
    regions, rows = regions[kept], rows[kept]
    for column in (*OPTIONAL_TEXT, *names_in(regions.columns)):
        regions[column] = _text(regions, column)
    for column in OPTIONAL_NUMBERS:
        regions[column], faults_here = whole_numbers(_cells(regions, column, missing=pd.NA), rows=rows, file=file)
        faults += faults_here
    of_rows = _faults_of_rows(regions, rows, file=file)
    raise_faults([*wrong, *(fault for fault in of_rows if fault.row is None)] if rejected is not None else
                 [*wrong, *of_rows, *faults])
    if rejected is not None:
        rejected.extend([*of_rows, *faults])
        regions = regions[~np.isin(rows, [fault.row or 0 for fault in of_rows])]
    regions["other_names"] = [tuple(filter(None, map(str.strip, n.split(";")))) for n in regions["other_names"]]
    regions["short_name"] = regions["short_name"].where(regions["short_name"] != "", regions["name"])
    notes = tuple(Sentence("{code}: geometry repaired ({reason})", code=code, reason=repairs[i])
                  for i, code in regions["code"].items() if i in repairs)  # fmt: skip
    return regions[[*COLUMNS, *names_in(regions.columns)]].sort_values("code").reset_index(drop=True), notes


def positions_of(written: pd.Series, regions: gpd.GeoDataFrame) -> np.ndarray:
    """Return the position in `regions` of each written code, -1 where there is none.

    Case, leading zeros of numbers and their ".0" count only where two codes of the dataset differ by nothing else.
    """
    codes = pd.Index(regions["code"].astype(object))
    found = codes.get_indexer(pd.Index(written.astype(object)))
    for same in (str.casefold, canonical, without_country):
        folded = codes.map(same)
        if (found < 0).any() and folded.is_unique:
            distinct, which = np.unique(written.astype(str).to_numpy(object), return_inverse=True)
            again = folded.get_indexer(pd.Index([same(text.strip()) for text in distinct], dtype=object))
            found = np.where(found < 0, again[which], found)
    return np.asarray(found, dtype=np.int64)


def simplify(regions: gpd.GeoDataFrame, *, tolerance_m: float) -> gpd.GeoDataFrame:
    """Simplify all borders together (Visvalingam-Whyatt over the coverage), so that neighbours keep one shared border.

    `tolerance_m` is the side of the square whose area is the smallest corner kept, in metres.
    """
    projected = regions.geometry.to_crs(metric(regions))
    simple = shapely.coverage_simplify(projected.to_numpy(), tolerance_m)
    return regions.set_geometry(gpd.GeoSeries(simple, index=regions.index, crs=projected.crs).to_crs(STORAGE))


def read_shapes(path: Path, *, crs: str = "") -> gpd.GeoDataFrame:
    """Read a file of boundaries as it lies, with its own columns; see `shapes_of_file`. Raises DataError if it is none."""
    return shapes_of_file(path, wanted="boundaries", crs=crs)


def _text(frame: pd.DataFrame, column: str) -> pd.Series:
    """Return a column as text, "" where missing; a list of names becomes one text with semicolons."""
    if column not in frame:
        return pd.Series("", index=frame.index, dtype=object)
    joined = [_joined(cell) if isinstance(cell, Sequence | np.ndarray) else cell for cell in frame[column]]
    cells = pd.Series(joined, index=frame.index, dtype=object)
    return cells.where(cells.notna(), "").astype(str)


def _joined(cell: Iterable[object]) -> str:
    return cell if isinstance(cell, str) else "; ".join(map(str, cell))


def _cells(frame: pd.DataFrame, column: str, *, missing: object) -> pd.Series:
    return frame[column] if column in frame else pd.Series(missing, index=frame.index, name=column, dtype=object)


def _faults_of_columns(frame: gpd.GeoDataFrame, *, file: str) -> list[Fault]:
    faults = missing_columns(frame, ("code", "name"), file=file, expected=Sentence("one row a region, with code and name"))
    if not isinstance(frame, gpd.GeoDataFrame) or frame.active_geometry_name is None:
        faults.append(Fault(what=Sentence("there are no shapes"), file=file, expected=Sentence("one polygon a region"),
                            remedy=Sentence("give a file of boundaries, not a table")))
    elif frame.crs is None:
        faults.append(
            Fault(what=Sentence("the coordinate reference system is not declared"), file=file,
                  expected=Sentence("a declared CRS, such as EPSG:4326"),
                  remedy=Sentence("declare it when the file is written (a .prj beside a Shapefile), or say which one it is "
                                  'with crs under [regions] in dataset.toml, such as crs = "EPSG:4326"'))
        )
    return faults


def _faults_of_rows(regions: gpd.GeoDataFrame, rows: np.ndarray, *, file: str) -> list[Fault]:
    def fault(at: int, what: str, column: str, value: str | None, expected: str, remedy: str) -> Fault:
        return Fault(what=what, file=file, row=int(rows[at]), column=column, value=value, expected=expected, remedy=remedy)

    faults = []
    if regions.empty:
        faults.append(Fault(what=Sentence("it holds no region of the wanted level"), file=file,
                            expected=Sentence("at least one region"), remedy=Sentence("check [regions] level in dataset.toml")))
    repeated = regions["code"].duplicated(keep=False)
    for at, (code, again, name) in enumerate(zip(regions["code"], repeated, regions["name"], strict=True)):
        if again or not code:
            faults.append(fault(at, Sentence("the code is repeated") if code else Sentence("the code is missing"), "code",
                                code, Sentence("a unique code for each region"), Sentence("give each region its own code")))
        if not name:
            faults.append(fault(at, Sentence("region {code} has no name", code=code), "name", None,
                                Sentence("the name that the map shows"), Sentence("name the region")))
    for at, (code, shape) in enumerate(zip(regions["code"], regions.geometry, strict=True)):
        if shape is None or shape.geom_type not in {"Polygon", "MultiPolygon"} or shape.is_empty:
            faults.append(fault(at, Sentence("region {code} has no area", code=code), "geometry",
                                None if shape is None else shape.geom_type, Sentence("a polygon"),
                                Sentence("remove the row or give it its polygon")))
        elif not _on_earth(shape):
            faults.append(fault(at, Sentence("region {code} lies beyond the Earth", code=code), "geometry", str(shape.bounds),
                                Sentence("degrees, lon in -180..180 and lat in -90..90"),
                                Sentence("declare the CRS in which the file really is")))
    return faults


def _on_earth(shape: shapely.Geometry) -> bool:
    west, south, east, north = shape.bounds
    return bool(west >= -180.001 and south >= -90.001 and east <= 180.001 and north <= 90.001)


def _repaired(regions: gpd.GeoDataFrame) -> tuple[gpd.GeoSeries, dict[int, str]]:
    """Return valid shapes of two dimensions with rings in one direction, and the reason of each repair by index."""
    shapes = shapely.force_2d(regions.geometry.to_numpy())
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    reasons = dict(zip(np.flatnonzero(broken).tolist(), shapely.is_valid_reason(shapes[broken]), strict=True))
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure")
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    for at in np.flatnonzero(mixed).tolist():
        areas, others = _polygons_of(shapes[at])
        if others and at not in reasons:
            reasons[at] = Sentence("{count} part without an area left out", "{count} parts without an area left out",
                                   count=others)  # fmt: skip
        shapes[at] = areas
    areal = np.isin(shapely.get_type_id(shapes), [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON])
    shapes[areal] = shapely.orient_polygons(shapes[areal])
    return gpd.GeoSeries(shapes, index=regions.index, crs=regions.crs), reasons


def _polygons_of(shape: shapely.Geometry) -> tuple[shapely.Geometry, int]:
    """Return the areas of a collection, and how many of its parts are none: a line, which a repair may leave, has no inside."""
    parts = [inner for part in shapely.get_parts(shape) for inner in shapely.get_parts(part)]
    areas = [part for part in parts if part.geom_type == "Polygon"]
    return areas[0] if len(areas) == 1 else shapely.union_all(areas), len(parts) - len(areas)
