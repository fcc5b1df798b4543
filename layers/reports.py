"""Symbols of reports: incidents, advisories, and the state of services, each where the report says, and nowhere else.

Where a report names only an area, no point is made up: an incident stands in words with a line to the area, an advisory or a word
on services beside the area's name.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.dataset import Dataset, level_numbers
from geo.derived import derived
from geo.language import N_, WordTable, _
from geo.levels import DISTRICT
from geo.places import OUTSIDE
from geo.view import View
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.points import encode_points
from layers.statements import last_days, page_order
from layers.topology import encode

NAME = "reports"
TITLE = N_("Incidents, services, advisories")
SYMBOLS = ("hit", "advisory", "services")
LEGEND_WORDS = WordTable({
    "hit": "Reported hit; in words where its place was not given",
    "advisory": "Advisory: a warning, not an outage",
    "services": "Report on services",
})


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the symbols of every placed report that has one, for every date on which it is shown.

    Those that name a point come first, one each of the section; `where` says of each of the others what area it names inside its
    region, "" for none.
    """
    del view
    shown = _shown(dataset)
    points = [place_of(dataset, record) for record in shown["record"]]
    given = [i for i, point in enumerate(points) if point is not None]
    ordered = shown.iloc[given + [i for i, point in enumerate(points) if point is None]]
    kinds, of = ordered["symbol"].tolist(), dataset.reports.iloc[ordered["record"]]
    inside = pd.Series(dataset.placement.inside[ordered["record"]])
    data = {
        "symbols": [SYMBOLS.index(kind) for kind in kinds],
        "statement": ordered["statement"].tolist(),
        "where": inside.where(inside != "", of["scope"].to_numpy()).iloc[len(given):].tolist(),
    }
    encoded = encode_points(gpd.GeoSeries([points[i] for i in given], crs=dataset.regions.crs), grid=encode(dataset).grid)
    return PageLayer(NAME, title=_(TITLE), drawing=Drawing(
        data=data, sections={"reports": encoded},
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


def place_of(dataset: Dataset, record: int) -> shapely.Point | None:
    """Return the point that a report (its row) names, generalised as the settings demand; None if it names an area only."""
    report, placement = dataset.reports.iloc[record], dataset.placement
    if placement.how[record] == "point":
        return shapely.Point(report["lon"], report["lat"])
    if placement.substation[record] != OUTSIDE:
        return dataset.substations.geometry.iat[placement.substation[record]]
    if placement.gazetteer[record] == OUTSIDE:
        return None
    place = dataset.gazetteer.iloc[placement.gazetteer[record]]
    return None if place["kind"] == DISTRICT else place.geometry


@derived()
def _shown(dataset: Dataset) -> pd.DataFrame:
    """Placed reports that have a symbol, with the row of their statement."""
    statements = page_order(dataset)
    reports = dataset.reports.iloc[statements["record"]]
    symbol = kinds_of(reports)
    symbol[(symbol == "services") & (reports["extent_state"] != 0).to_numpy()] = ""  # the colour of the region tells it
    frame = pd.DataFrame({"record": statements["record"].to_numpy(), "statement": np.arange(len(statements)), "symbol": symbol})
    return frame[frame["symbol"] != ""]
