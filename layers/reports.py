"""Symbols of reports: incidents, advisories, and the state of services, each as near as the report says and no nearer.

Where a report names only an area, the symbol stands inside the area with a dashed ring: it marks the area, not a point.
"""

from collections.abc import Mapping

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.dataset import Dataset, level_numbers
from geo.derived import derived
from geo.names.transliteration import plain_form
from geo.places import OUTSIDE
from geo.view import View
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.points import encode_points
from layers.statements import last_days, page_order
from layers.topology import encode

NAME = "reports"
TITLE = "Incidents, services, advisories"
SYMBOLS = ("hit", "advisory", "services")
LEGEND_WORDS = {
    "hit": "Reported hit; dashed ring: exact place not reported",
    "advisory": "Advisory: a warning, not an outage",
    "services": "Report on services",
}


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the symbols of every placed report that has one, for every date on which it is shown."""
    del view
    shown = _shown(dataset)
    positions = [_position(dataset, record) for record in shown["record"]]
    points = gpd.GeoSeries([point for point, _ in positions], crs=dataset.regions.crs)
    kinds = shown["symbol"].tolist()
    data = {
        "symbols": [SYMBOLS.index(kind) for kind in kinds],
        "area": [int(area) for _, area in positions],
        "statement": shown["statement"].tolist(),
    }
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data=data, sections={"reports": encode_points(points, grid=encode(dataset).grid)},
        legend=tuple(LegendEntry(swatch="report", key=kind, words=LEGEND_WORDS[kind]) for kind in SYMBOLS if kind in kinds),
        empty=shown.empty,
    ))  # fmt: skip


def symbols_on(dataset: Dataset, index: int | None, *, level: int | None = None) -> set[str]:
    """Return the kinds of symbols that one date shows on a level (None: the coarsest).

    `index` as in the timeline, None if the date lies outside.
    """
    if index is None:
        return set()
    order = 0 if level is None else level_numbers(dataset).index(level)
    there = (page_order(dataset)["first"] <= index) & (last_days(dataset)[order] >= index)
    shown = _shown(dataset)
    return set(shown["symbol"][there.to_numpy()[shown["statement"]]])


def kinds_of(reports: pd.DataFrame) -> np.ndarray:
    """Return what each report tells beside an extent: "hit", "advisory" or "services"; "" if nothing, or if it is withdrawn."""
    kinds = np.select([reports["kind"] == "advisory", reports["asset"] != "", reports["services"] != ""],
                      ["advisory", "hit", "services"], "")  # fmt: skip
    kinds[(reports["status"] == "retracted").to_numpy()] = ""
    return kinds


def is_vague(dataset: Dataset, record: int) -> bool:
    """Whether a report (its row) names an area only, so that its symbol stands for the area and not for a place."""
    return _position(dataset, record)[1]


def part_of(geometry: shapely.Geometry, point_of_compass: str) -> shapely.Geometry:
    """Return the part of an area in one direction: the half or the quarter of its bounding box that lies there.

    An area that does not reach it, or touches it in a point or a line only, is returned whole.
    """
    west, south, east, north = geometry.bounds
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    south = middle_y if "N" in point_of_compass else south
    north = middle_y if "S" in point_of_compass else north
    west = middle_x if "E" in point_of_compass else west
    east = middle_x if "W" in point_of_compass else east
    part = geometry.intersection(shapely.box(west, south, east, north))
    return part if part.area > 0 else geometry


@derived()
def _shown(dataset: Dataset) -> pd.DataFrame:
    """Placed reports that have a symbol, with the row of their statement."""
    statements = page_order(dataset)
    reports = dataset.reports.iloc[statements["record"]]
    symbol = kinds_of(reports)
    symbol[(symbol == "services") & (reports["extent_state"] != 0).to_numpy()] = ""  # the colour of the region tells it
    frame = pd.DataFrame({"record": statements["record"].to_numpy(), "statement": np.arange(len(statements)), "symbol": symbol})
    return frame[frame["symbol"] != ""]


def _position(dataset: Dataset, record: int) -> tuple[shapely.Point, bool]:
    """Return where to put a report's symbol, and whether it stands for an area rather than for a place."""
    report, placement = dataset.reports.iloc[record], dataset.placement
    if placement.how[record] == "point":
        return shapely.Point(report["lon"], report["lat"]), False
    if placement.substation[record] != OUTSIDE:
        return dataset.substations.geometry.iat[placement.substation[record]], False
    if placement.gazetteer[record] != OUTSIDE:
        place = dataset.gazetteer.iloc[placement.gazetteer[record]]
        return place.geometry, place["kind"] == "district"
    region = dataset.regions.geometry.iat[placement.region[record]]
    direction = _direction(report["scope"], dataset.settings.compass)
    return shapely.point_on_surface(part_of(region, direction) if direction else region), True


def _direction(scope: str, compass: Mapping[str, tuple[str, ...]]) -> str:
    """Return the point of the compass that the words of a scope name: the longest phrase wins, so "north-west" is not "north"."""
    plain = f" {plain_form(scope)} "
    written = [(plain_form(phrase), point) for point, phrases in compass.items() for phrase in phrases]
    found = [(len(phrase), point) for phrase, point in written if f" {phrase} " in plain]
    return max(found)[1] if found else ""
