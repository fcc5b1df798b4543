"""The base map: land, borders and the names of neighbours, as vector data.

Columns: `kind` (land, border, country), `name`, `code`, `geometry` (EPSG:4326; polygons, lines and
points in that order of kinds).
"""

from pathlib import Path

import geopandas as gpd
import shapely
from pyogrio.errors import DataSourceError

from geo.crs import STORAGE
from geo.errors import DataError, Fault, raise_faults

KINDS = ("land", "border", "country")


def read_basemap(path: Path) -> gpd.GeoDataFrame:
    """Read a base map; see the module for the columns. Raises DataError if it is none."""
    try:
        frame = gpd.read_file(path)
    except (DataSourceError, OSError, ValueError, shapely.errors.GEOSException) as error:
        raise DataError(
            [
                Fault(
                    what=f"cannot be read as a base map ({error})",
                    file=path.name,
                    expected="GeoJSON with a column kind",
                    remedy="check the path, or leave basemap out of [files]",
                )
            ]
        ) from error
    raise_faults(_faults_of(frame, file=path.name))
    for column in ("name", "code"):
        frame[column] = frame[column].fillna("").astype(str) if column in frame else ""
    return frame[["kind", "name", "code", "geometry"]].to_crs(STORAGE)


def empty_basemap() -> gpd.GeoDataFrame:
    """Return a base map without features, for a dataset that has none."""
    return gpd.GeoDataFrame({"kind": [], "name": [], "code": []}, geometry=[], crs=STORAGE)


def _faults_of(frame: gpd.GeoDataFrame, *, file: str) -> list[Fault]:
    faults = []
    if "kind" not in frame or not frame["kind"].isin(KINDS).all():
        faults.append(Fault(what="a feature has no kind that is known", file=file, column="kind", expected=", ".join(KINDS),
                            remedy="give each feature its kind"))
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        return [
            *faults,
            Fault(
                what="there are no shapes, or their CRS is not declared",
                file=file,
                expected="shapes in a declared CRS",
                remedy="write the file as GeoJSON in EPSG:4326",
            ),
        ]
    if frame.geometry.isna().any() or frame.geometry.is_empty.any():
        faults.append(Fault(what="a feature has no shape", file=file, column="geometry", expected="a shape for each feature",
                            remedy="remove the feature"))
    return faults
