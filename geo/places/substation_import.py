"""Files of substations of any make (OpenStreetMap extracts, grid models) -> the columns of `substations`.

Such a file was not made for us: what it lacks or garbles is told, and stops nothing. Our own contract is read by `substations`.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import STORAGE
from geo.errors import Fault, raise_faults
from geo.places.osm import is_extract, read_extract
from geo.places.shapes import FORMATS, shapes_of_file
from geo.places.substation_duplicates import UNNAMED
from geo.places.voltages import legible_voltages
from geo.sentences import Sentence, all_of, joined, one_of
from geo.tables import Intake, dialect_of, read_text_table, row_numbers

TABLES = (".csv", ".tsv", ".tab", ".txt")
# our column -> what others call it, in lower case, the better one first
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "osm_id", "@id", "v_id", "full_id", "bus_id", "station_id", "fid"),
    "name": ("name", "name:en", "name_en", "station_name", "station_name_en", "int_name"),
    "voltages_kv": ("voltages_kv", "voltage_kv", "voltage", "voltages", "max_volt", "kv"),
    "operator": ("operator", "operator:en", "owner"),
    "precision": ("precision",),
    "lon": ("lon", "longitude", "lng", "long", "x"),
    "lat": ("lat", "latitude", "y"),
}
KIND_COLUMNS = ("power", "typ", "type", "kind", "feature")
SUBSTATION_WORDS = ("substation", "sub_station", "station")  # the latter two are what OpenStreetMap wrote before 2014
MERGED, NOT_ONE, NOWHERE = "merged", "not a substation", "without a position"
PRECISIONS = ("exact", "settlement", "grid")
_Taken = dict[str, tuple[str, ...]]




def read_features(path: Path) -> pd.DataFrame:
    """Read a table (any usual delimiter and quote) as text, or shapes (GeoJSON, GeoPackage, .osm.pbf ...) as they are.

    Raises DataError if the file is neither.
    """
    if path.suffix.casefold() in TABLES:
        return read_text_table(path, dialect=dialect_of(path))
    if is_extract(path):
        extract: pd.DataFrame = read_extract(path)
        return extract
    features: pd.DataFrame = shapes_of_file(path, wanted="substations", expected=Sentence("CSV, {formats}", formats=FORMATS))
    return features


def adopt(features: pd.DataFrame, *, file: str) -> tuple[gpd.GeoDataFrame, Intake]:
    """Bring features of any make to the columns of `substations`; an area becomes a point inside it.

    Raises DataError if the file as a whole has no positions, or does not declare their CRS.
    """
    taken = _taken(features)
    raise_faults(_faults_of(features, taken, file=file))
    kinds, points, numbers = _kinds(features), _points(features, taken), row_numbers(features)
    is_one, somewhere = kinds.isin(SUBSTATION_WORDS).to_numpy(bool), _on_earth(points)
    rows = np.flatnonzero(is_one & somewhere)
    frame, told = _frame(features.iloc[rows].reset_index(drop=True), taken, numbers=numbers[rows].astype(str))
    frame["id"], twice = _told_apart(frame, points[rows], numbers[rows])
    notes = [_taken_in_words(taken), *_kinds_in_words(kinds[~is_one])]
    notes += [Sentence("row {row}: no position on Earth", row=row) for row in numbers[is_one & ~somewhere]]
    left_out = {NOT_ONE: int((~is_one).sum()), NOWHERE: int((is_one & ~somewhere).sum())}
    intake = Intake(read=len(features), left_out=left_out, notes=(*notes, *twice, *told))
    return gpd.GeoDataFrame(frame, geometry=points[rows], crs=STORAGE), intake


def _frame(features: pd.DataFrame, taken: _Taken, *, numbers: np.ndarray) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns of `substations` but the geometry, and what could not be read in them."""
    names = [_texts(features[column]) for column in taken["name"]]
    frame = pd.DataFrame({"id": _first(features, taken["id"]).where(lambda cells: cells != "", numbers),
                          "name": _first(features, taken["name"]).replace("", UNNAMED)})
    frame["other_names"] = [tuple(dict.fromkeys(word for word in words if word not in {"", name}))
                            for name, *words in zip(frame["name"], *names, strict=True)]
    voltages = [legible_voltages(cell) for cell in _first(features, taken["voltages_kv"])]
    frame["voltages_kv"] = pd.Series([kv for kv, _ in voltages], dtype=object)
    frame["operator"] = _first(features, taken["operator"])
    precision = _first(features, taken["precision"]).str.casefold()
    frame["precision"] = precision.where(precision.isin(PRECISIONS), "exact")
    return frame, [Sentence("{name}: the voltage {parts} cannot be read", name=name, parts=all_of(map(repr, parts)))
                   for name, (_, parts) in zip(frame["name"], voltages, strict=True) if parts]


def _told_apart(frame: pd.DataFrame, points: np.ndarray, rows: np.ndarray) -> tuple[pd.Series, Sequence[str]]:
    """Return ids of which none stands for two places, and a sentence for each that did.

    Reports name substations by id: one that means two places must not mean the first in silence. The
    sentence gives names alone, for a public id would tell where a substation is.
    """
    places = pd.Series(shapely.to_wkb(points), index=frame.index)
    several = places.groupby(frame["id"]).transform("nunique") > 1
    if not several.any():
        return frame["id"], []
    groups = frame["name"][several].groupby(frame["id"][several], sort=False).agg(list)
    words = [Sentence("{count} records at different places have one id ({names}): all are kept, and the id means none of them",
                      count=len(names), names=", ".join(names)) for names in groups]  # fmt: skip
    apart = frame["id"] + ", row " + pd.Series(rows, index=frame.index).astype(str)
    return frame["id"].where(~several, apart), words


def _taken(features: pd.DataFrame) -> _Taken:
    """Return which columns of a file stand for each of ours; upper and lower case do not matter."""
    given = {str(column).strip().casefold(): column for column in features.columns}
    taken = {ours: tuple(given[name] for name in theirs if name in given) for ours, theirs in COLUMNS.items()}
    return taken | {"lon": (), "lat": ()} if isinstance(features, gpd.GeoDataFrame) else taken


def _faults_of(features: pd.DataFrame, taken: _Taken, *, file: str) -> list[Fault]:
    if isinstance(features, gpd.GeoDataFrame) and features.active_geometry_name is not None:
        if features.crs is not None:
            return []
        return [Fault(what=Sentence("the coordinate reference system is not declared"), file=file,
                      expected=Sentence("a declared CRS, such as EPSG:4326"),
                      remedy=Sentence("declare it when the file is written (a .prj beside a Shapefile)"))]
    header = ", ".join(map(str, features.columns))
    return [Fault(what=Sentence("no column is {column}", column=column), file=file, column=column, value=header,
                  expected=one_of(COLUMNS[column]),
                  remedy=Sentence("add the column {column} to the header; a blank cell is allowed where it is not known",
                                  column=column))
            for column in ("voltages_kv", "lon", "lat") if not taken[column]]


def _kinds(features: pd.DataFrame) -> pd.Series:
    """Return what each feature is, in lower case, by the first column that speaks of substations; all are if none does."""
    given = {str(column).strip().casefold(): column for column in features.columns}
    for name in filter(given.__contains__, KIND_COLUMNS):
        kinds = _texts(features[given[name]]).str.casefold()
        if name == KIND_COLUMNS[0] or kinds.isin(SUBSTATION_WORDS).any():
            return kinds
    return pd.Series(SUBSTATION_WORDS[0], index=features.index)


def _points(features: pd.DataFrame, taken: _Taken) -> np.ndarray:
    """Return a point (EPSG:4326) for each feature, None where it has no shape."""
    if not isinstance(features, gpd.GeoDataFrame):
        degrees = [pd.to_numeric(_first(features, taken[axis]).str.replace(",", "."), errors="coerce").to_numpy(float)
                   for axis in ("lon", "lat")]
        return np.asarray(shapely.points(*degrees), dtype=object)
    shapes = shapely.force_2d(features.geometry.to_crs(STORAGE).to_numpy())
    broken = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken])
    shapes[shapely.is_empty(shapes)] = None
    return np.asarray(shapely.point_on_surface(shapes), dtype=object)


def _on_earth(points: np.ndarray) -> np.ndarray:
    x, y = shapely.get_x(points), shapely.get_y(points)  # NaN where there is none
    return np.asarray((np.abs(x) <= 180) & (np.abs(y) <= 90))


def _first(features: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    """Return the text of the first of several columns that is not blank, row by row."""
    found = pd.Series("", index=features.index, dtype=object)
    for column in columns:
        found = found.where(found != "", _texts(features[column]))
    return found


def _texts(cells: pd.Series) -> pd.Series:
    """Return cells of any kind as text without blanks around it; a whole number has no ".0", what is missing is ""."""
    if pd.api.types.is_float_dtype(cells):
        return cells.map(lambda figure: "" if pd.isna(figure) else f"{figure:.15g}").astype(object)
    return cells.astype(object).where(cells.notna(), "").astype(str).str.strip().astype(object)


def _taken_in_words(taken: _Taken) -> str:
    parts = [Sentence("{ours} from {theirs}", ours=ours, theirs=", ".join(theirs)) for ours, theirs in taken.items() if theirs]
    parts += [] if taken["lon"] else [Sentence("positions from the shapes")]
    return Sentence("columns taken: {parts}", parts=joined(parts))


def _kinds_in_words(kinds: pd.Series) -> list[str]:
    counted = Counter(kinds)
    if not counted:
        return []
    named = [Sentence("{count:,} {kind}", count=n, kind=kind or Sentence("of no stated kind"))
             for kind, n in counted.most_common()]
    return [Sentence("left out, as they are not substations: {kinds}", kinds=joined(named, by=", "))]
