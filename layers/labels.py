"""Names: of the regions that have news, always; then cities that a report names, what regions are parts of, quiet regions, other
cities, and countries.

No name is written over another, under a control of the page, or cut by the frame; `layers/js/layout.js` finds their places.
"""

import numpy as np
import pandas as pd

from geo.dataset import Dataset
from geo.language import N_, _
from geo.view import View
from layers.layer import Drawing, PageLayer
from layers.points import encode_points
from layers.statements import page_order
from layers.topology import encode

NAME = "labels"
TITLE = N_("Names")
LARGEST = 400  # cities beyond these would only ever show at zooms that no briefing uses


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the names of regions, of neighbouring countries, of the largest cities and of those that a report names.

    `cities`, with `population`: the largest first. `said`: row of a city and of a statement that is placed there, in pairs.
    `areas`: what the regions of the coarsest level are parts of, such as states; `areaOf`: the row of each region's, or -1.
    """
    del view
    statements = page_order(dataset)
    places = dataset.placement.gazetteer[statements["record"].to_numpy()]
    cities = dataset.gazetteer[dataset.gazetteer["kind"] == "city"]
    cities = cities.sort_values(["population", "name"], ascending=[False, True])
    cities = cities[(cities["population"].notna() & (np.arange(len(cities)) < LARGEST)) | cities.index.isin(places)]
    row_of = {place: row for row, place in enumerate(cities.index)}
    areas = dataset.basemap[dataset.basemap["kind"] == "area"]
    grid = encode(dataset).grid
    said = [[row_of[place], statement] for statement, place in enumerate(places.tolist()) if place in row_of]
    return PageLayer(NAME, title=_(TITLE), drawing=Drawing(
        data={"cities": cities["name"].tolist(), "population": [int(p) for p in cities["population"].fillna(0)], "said": said,
              "areas": areas["name"].tolist(), "areasInShort": areas["short_name"].tolist() if len(areas) else [],
              "areaOf": pd.Index(areas["code"]).get_indexer(dataset.regions["parent"]).tolist() if len(areas) else []},
        sections={"cities": encode_points(cities.geometry, grid=grid), "areas": encode_points(areas.geometry, grid=grid)},
    ))  # fmt: skip
