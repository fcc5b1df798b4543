"""Substations: where they are to within what may be said, and at what voltages they work.

Columns: `id`, `name`, `voltages_kv` (tuple of float, highest first, may be empty), `operator`, `precision` (exact, settlement,
grid), `geometry` (point, EPSG:4326), `region` (position in the regions, -1 if outside; added by the join).
"""

import re
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import STORAGE
from geo.errors import Fault, raise_faults
from geo.gazetteer import points_of
from geo.tables import missing_columns, read_text_table, row_numbers, text_table

PRECISIONS = ("exact", "settlement", "grid")
REQUIRED = ("id", "name", "voltages_kv", "lon", "lat")
VOLTS_FROM = 1_500  # no grid runs at 1,500 kV, and none that is mapped at 1,500 V: above it the figure is in volts


def read_substations(path: Path) -> gpd.GeoDataFrame:
    """Read a CSV of substations; see the module for the columns. Raises DataError with every fault."""
    return substations_from(read_text_table(path), file=path.name)


def substations_from(table: pd.DataFrame, *, file: str = "substations") -> gpd.GeoDataFrame:
    """Parse a frame of text columns (`id`, `name`, `voltages_kv`, `lon`, `lat`, optional `operator`, `precision`)."""
    raise_faults(missing_columns(table, REQUIRED, file=file, expected="one row a substation"))
    text = text_table(table)
    frame = text[["id", "name"]].copy()
    frame["operator"] = text.get("operator", "")
    frame["precision"] = text["precision"].replace("", "exact") if "precision" in text else "exact"
    voltages, wrong = _voltages(text, file=file)
    points, lost = points_of(text, file=file)
    raise_faults([*_faults_of_cells(frame, row_numbers(text), file=file), *wrong, *lost])
    frame["voltages_kv"] = pd.Series(voltages, index=text.index, dtype=object)
    return gpd.GeoDataFrame(frame, geometry=points).reset_index(drop=True)


def empty_substations() -> gpd.GeoDataFrame:
    """Return a frame without substations, for a dataset that has none."""
    return substations_from(pd.DataFrame(columns=list(REQUIRED), dtype=str))


def parse_voltages(text: str) -> tuple[float, ...]:
    """Read `"330000;110000"`, `330`, `"220 kV"`, blanks and repeats into kilovolts, highest first, each once."""
    volts = set()
    for part in re.split(r"[;,/]", text):
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(k?v)?\s*", part.lower())
        if match:
            figure = float(match[1])
            volts.add(figure / 1000 if match[2] == "v" or (match[2] is None and figure >= VOLTS_FROM) else figure)
        elif part.strip():
            raise ValueError(text)
    return tuple(sorted(volts - {0.0}, reverse=True))


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


def highest_kv(voltages: Iterable[tuple[float, ...]]) -> np.ndarray:
    """Return each substation's highest voltage in kV, 0 where none is known."""
    return np.array([v[0] if v else 0.0 for v in voltages], dtype=float)


def _voltages(text: pd.DataFrame, *, file: str) -> tuple[list[tuple[float, ...]], list[Fault]]:
    voltages: list[tuple[float, ...]] = []
    faults = []
    for row, cell in zip(row_numbers(text), text["voltages_kv"], strict=True):
        try:
            voltages.append(parse_voltages(cell))
        except ValueError:
            voltages.append(())
            faults.append(Fault(what="no voltage", file=file, row=int(row), column="voltages_kv", value=cell,
                                expected="330, 330;110, 330000;110000 or 220 kV; blank if not known", remedy="correct the cell"))
    return voltages, faults


def _faults_of_cells(frame: pd.DataFrame, rows: np.ndarray, *, file: str) -> list[Fault]:
    repeated = frame["id"].duplicated(keep="first") | (frame["id"] == "")
    faults = [
        Fault(
            what="the id is missing or repeated",
            file=file,
            row=int(rows[i]),
            column="id",
            value=frame["id"].iloc[int(i)],
            expected="a unique id",
            remedy="give each substation its own id",
        )
        for i in np.flatnonzero(repeated)
    ]
    faults += [
        Fault(
            what="not a precision",
            file=file,
            row=int(rows[i]),
            column="precision",
            value=frame["precision"].iloc[int(i)],
            expected=", ".join(PRECISIONS),
            remedy="say how well the position is known",
        )
        for i in np.flatnonzero(~frame["precision"].isin(PRECISIONS))
    ]
    return faults
