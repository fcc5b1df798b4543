"""The gazetteer: named places inside regions, to find what reports speak of and to label the map.

Columns: `place_id`, `name`, `kind` (city, settlement, district ...), `population` (Int64, may be missing), `region_code`,
`other_names` (tuple of str), `geometry` (point, EPSG:4326); names in other languages, if the file has any: `name_uk`.
"""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.crs import STORAGE
from geo.errors import Fault, raise_faults, rejected_rows
from geo.language import names_in
from geo.sentences import Sentence
from geo.tables import Intake, missing_columns, read_text_table, row_numbers, text_table
from geo.tables.cells import whole_numbers

COLUMNS = ("place_id", "name", "kind", "lon", "lat", "population", "region_code", "other_names")


def read_gazetteer(path: Path) -> gpd.GeoDataFrame:
    """Read a CSV of places; see the module for the columns. Raises DataError with every fault."""
    return gazetteer_from(read_text_table(path), file=path.name)


def judged_gazetteer(path: Path, *, most: float) -> tuple[gpd.GeoDataFrame, Intake]:
    """Read a CSV of places and reject the rows that cannot be used.

    Raises DataError if a column is missing, or more than the share `most` of the rows is bad.
    """
    frame, faults = _parsed(read_text_table(path), file=path.name)
    bad = rejected_rows(faults, read=len(frame), file=path.name, most=most)
    good = ~frame["row"].isin(bad)
    intake = Intake(read=len(frame), rejected=tuple(faults), rejected_count=len(bad))
    return frame[good].drop(columns="row").reset_index(drop=True), intake


def gazetteer_from(table: pd.DataFrame, *, file: str = "gazetteer") -> gpd.GeoDataFrame:
    """Parse a frame of text columns into a gazetteer. Raises DataError with every fault."""
    frame, faults = _parsed(table, file=file)
    raise_faults(faults)
    return frame.drop(columns="row").reset_index(drop=True)


def _parsed(table: pd.DataFrame, *, file: str) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    raise_faults(missing_columns(table, COLUMNS, file=file, expected=", ".join(COLUMNS)))
    text = text_table(table)
    points, faults = points_of(text, file=file)
    frame = text[["place_id", "name", "kind", "region_code", *names_in(text.columns)]].assign(row=row_numbers(text))
    frame["population"], wrong = whole_numbers(text["population"], rows=row_numbers(text), file=file)
    frame["other_names"] = [tuple(filter(None, map(str.strip, n.split(";")))) for n in text["other_names"]]
    return gpd.GeoDataFrame(frame, geometry=points), faults + wrong


def empty_gazetteer() -> gpd.GeoDataFrame:
    """Return a gazetteer without places, for a dataset that has none."""
    return gazetteer_from(pd.DataFrame(columns=list(COLUMNS), dtype=str))


def points_of(table: pd.DataFrame, *, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Return the points (EPSG:4326) of the text columns `lon` and `lat`, and a fault for each row that is no position."""
    lon, lat = (pd.to_numeric(table[c], errors="coerce").astype("float64") for c in ("lon", "lat"))
    wrong = lon.isna() | lat.isna() | (lon.abs() > 180) | (lat.abs() > 90)
    faults = (
        [
            Fault(what=Sentence("no position on Earth"), file=file, row=int(row), column="lon, lat",
                  value=f"{table['lon'].iloc[i]}, {table['lat'].iloc[i]}",
                  expected=Sentence("lon in -180..180 and lat in -90..90, decimal degrees"),
                  remedy=Sentence("correct the cell; check that they are not swapped"))
            for i, row in enumerate(row_numbers(table))
            if wrong.iloc[i]
        ]
        if wrong.any()
        else []
    )
    return gpd.GeoSeries(gpd.points_from_xy(lon, lat), index=table.index, crs=STORAGE), faults
