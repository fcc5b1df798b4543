"""Substations: where they are to within what may be said, and at what voltages they work.

Columns: `id`, `name` ("unnamed substation" where there is none), `other_names` (tuple of str: what else it is known by, further
ids included), `voltages_kv` (tuple of float, highest first, may be empty), `operator`, `precision` (exact, settlement, grid),
`geometry` (point, EPSG:4326), `region` (position in the regions, -1 if outside; added by the join).
"""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import STORAGE
from geo.errors import Fault, raise_faults, rejected_rows
from geo.places.gazetteer import points_of
from geo.places.substation_duplicates import UNNAMED, merge_duplicates
from geo.places.substation_import import MERGED, PRECISIONS, adopt, read_features
from geo.places.voltages import parse_voltages
from geo.sentences import Sentence
from geo.tables import Intake, missing_columns, row_numbers, text_table

REQUIRED = ("id", "name", "voltages_kv", "lon", "lat")


def read_substations(path: Path, *, most: float = 0.0) -> tuple[gpd.GeoDataFrame, Intake]:
    """Read substations from a file of ours or of any other make, merge duplicates, and say what became of each row.

    A CSV with the columns id, name, voltages_kv, lon and lat is ours: its bad rows are rejected, and, if they are more than the
    share `most`, raised in one DataError. In other tables, and in files of points or areas, what cannot be read is told in the
    Intake.
    """
    features = read_features(path)
    if set(REQUIRED) <= set(features.columns) and not isinstance(features, gpd.GeoDataFrame):
        frame, faults = _parsed(features, file=path.name)
        bad = rejected_rows(faults, read=len(frame), file=path.name, most=most)
        frame = frame[~frame["row"].isin(bad)].drop(columns="row").reset_index(drop=True)
        intake = Intake(read=len(features), rejected=tuple(faults), rejected_count=len(bad))
    else:
        frame, intake = adopt(features, file=path.name)
    merged, notes = merge_duplicates(frame)
    left_out = {**intake.left_out, MERGED: len(frame) - len(merged)}
    return merged, replace(intake, left_out=left_out, notes=(*intake.notes, *notes))


def substations_from(table: pd.DataFrame, *, file: str = "substations") -> gpd.GeoDataFrame:
    """Parse a frame of text columns (`id`, `name`, `voltages_kv`, `lon`, `lat`, optional `other_names`, `operator`, `precision`).

    Raises DataError with every fault.
    """
    frame, faults = _parsed(table, file=file)
    raise_faults(faults)
    return frame.drop(columns="row").reset_index(drop=True)


def _parsed(table: pd.DataFrame, *, file: str) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    raise_faults(missing_columns(table, REQUIRED, file=file, expected=Sentence("one row a substation")))
    text = text_table(table)
    frame = text[["id", "name"]].assign(row=row_numbers(text))
    frame["name"] = frame["name"].replace("", UNNAMED)
    others = text.get("other_names", pd.Series("", index=text.index))
    frame["other_names"] = [tuple(filter(None, map(str.strip, names.split(";")))) for names in others]
    frame["operator"] = text.get("operator", "")
    frame["precision"] = text["precision"].replace("", "exact") if "precision" in text else "exact"
    voltages, wrong = _voltages(text, file=file)
    points, lost = points_of(text, file=file)
    frame["voltages_kv"] = pd.Series(voltages, index=text.index, dtype=object)
    faults = [*_faults_of_cells(frame, row_numbers(text), file=file), *wrong, *lost]
    return gpd.GeoDataFrame(frame, geometry=points), faults


def empty_substations() -> gpd.GeoDataFrame:
    """Return a frame without substations, for a dataset that has none."""
    return substations_from(pd.DataFrame(columns=list(REQUIRED), dtype=str))


def generalise(substations: gpd.GeoDataFrame, *, precision: str, grid_deg: float) -> gpd.GeoDataFrame:
    """Return the substations with positions no finer than `precision` allows.

    `exact` leaves all; `settlement` leaves those that are already at their settlement and moves exact ones to the grid; `grid`
    moves all to the centre of a cell of `grid_deg` degrees. Nothing finer stays anywhere in the frame.
    """
    if precision == "exact":
        return substations
    moved = substations["precision"].eq("exact") | (precision == "grid")
    corner = np.floor(shapely.get_coordinates(substations.geometry.to_numpy()) / grid_deg)
    centres = gpd.GeoSeries(shapely.points(np.round((corner + 0.5) * grid_deg, 6)), index=substations.index, crs=STORAGE)
    return substations.assign(precision=substations["precision"].mask(moved, "grid")).set_geometry(
        substations.geometry.where(~moved, centres)
    )


def _voltages(text: pd.DataFrame, *, file: str) -> tuple[list[tuple[float, ...]], list[Fault]]:
    voltages: list[tuple[float, ...]] = []
    faults = []
    for row, cell in zip(row_numbers(text), text["voltages_kv"], strict=True):
        try:
            voltages.append(parse_voltages(cell))
        except ValueError:
            voltages.append(())
            faults.append(Fault(what=Sentence("no voltage"), file=file, row=int(row), column="voltages_kv", value=cell,
                                expected=Sentence("330, 330;110, 330000;110000 or 220 kV; blank if not known"),
                                remedy=Sentence("correct the cell")))
    return voltages, faults


def _faults_of_cells(frame: pd.DataFrame, rows: np.ndarray, *, file: str) -> list[Fault]:
    repeated = frame["id"].duplicated(keep=False) | (frame["id"] == "")
    faults = [
        Fault(what=Sentence("the id is missing or repeated"), file=file, row=int(rows[i]), column="id",
              value=frame["id"].iloc[int(i)], expected=Sentence("a unique id"),
              remedy=Sentence("give each substation its own id"))
        for i in np.flatnonzero(repeated)
    ]
    faults += [
        Fault(what=Sentence("not a precision"), file=file, row=int(rows[i]), column="precision",
              value=frame["precision"].iloc[int(i)], expected=", ".join(PRECISIONS),
              remedy=Sentence("say how well the position is known"))
        for i in np.flatnonzero(~frame["precision"].isin(PRECISIONS))
    ]
    return faults
