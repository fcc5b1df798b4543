"""The base map: land, borders and the names of neighbours, as vector data.

Columns: `kind` (land, border, country, disputed: a line that is not agreed; area: what regions are parts of, such as the state
of a county), `name`, `short_name` (of an area, where its name has no room), `code` (of an area: the `parent` of its regions),
`geometry` (EPSG:4326; polygons, lines, points, lines and points in that order of kinds); names in other languages, if the file
has any: `name_uk`.
"""

from pathlib import Path

import geopandas as gpd

from geo.crs import STORAGE
from geo.errors import Fault, raise_faults
from geo.files import ByContent
from geo.language import names_in
from geo.places.shapes import FORMATS, shapes_of_file
from geo.sentences import Sentence

KINDS = ("land", "border", "country", "disputed", "area")

_kept = ByContent[gpd.GeoDataFrame](most=4)


def read_basemap(path: Path) -> gpd.GeoDataFrame:
    """Read a base map; see the module for the columns. Raises DataError if it is none."""
    return _kept.get([path], lambda: _basemap_of(path))


def _basemap_of(path: Path) -> gpd.GeoDataFrame:
    frame = shapes_of_file(path, wanted=Sentence("a base map"),
                           expected=Sentence("{formats}, with a column kind", formats=FORMATS),
                           remedy=Sentence("check the path, or leave basemap out of [files]"))
    raise_faults(_faults_of(frame, file=path.name))
    names = names_in(frame.columns)
    for column in ("name", "short_name", "code", *names):
        frame[column] = frame[column].fillna("").astype(str) if column in frame else ""
    return frame[["kind", "name", "short_name", "code", *names, "geometry"]].to_crs(STORAGE)


def empty_basemap() -> gpd.GeoDataFrame:
    """Return a base map without features, for a dataset that has none."""
    return gpd.GeoDataFrame({"kind": [], "name": [], "short_name": [], "code": []}, geometry=[], crs=STORAGE)


def _faults_of(frame: gpd.GeoDataFrame, *, file: str) -> list[Fault]:
    faults = []
    if len(frame) == 0:
        return [Fault(what=Sentence("the base map holds no feature"), file=file,
                      expected=Sentence("land, borders and names of neighbours"),
                      remedy=Sentence("put them into the file, or leave basemap out of [files]"))]
    if "kind" not in frame or not frame["kind"].isin(KINDS).all():
        faults.append(Fault(what=Sentence("a feature has no kind that is known"), file=file, column="kind",
                            expected=", ".join(KINDS), remedy=Sentence("give each feature its kind")))
    if not isinstance(frame, gpd.GeoDataFrame) or frame.crs is None:
        return [
            *faults,
            Fault(what=Sentence("there are no shapes, or their CRS is not declared"), file=file,
                  expected=Sentence("shapes in a declared CRS"), remedy=Sentence("write the file as GeoJSON in EPSG:4326")),
        ]
    if frame.geometry.isna().any() or frame.geometry.is_empty.any():
        faults.append(Fault(what=Sentence("a feature has no shape"), file=file, column="geometry",
                            expected=Sentence("a shape for each feature"), remedy=Sentence("remove the feature")))
    return faults
