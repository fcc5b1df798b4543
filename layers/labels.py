"""Names: of the regions that have news, always; then cities that a report names, what regions are parts of, quiet regions, other
cities, and countries.

No name is written over another, under a control of the page, or cut by the frame; `layers/js/layout.js` finds their places.
"""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.dataset import Dataset
from geo.language import N_, _
from geo.view import View
from layers.layer import Drawing, PageLayer
from layers.points import encode_points
from layers.statements import page_order
from layers.topology import encode

NAME = "labels"
TITLE = N_("Names")
EARTH_KM, SUBURB_KM = 6371.0, 15.0
TIMES_KNOWN, MORE_NAMES = 2, 5  # in so many times as many ways, and so many more, is a place written that is the better known one
LARGEST = 400  # cities beyond these would only ever show at zooms that no briefing uses


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the names of regions, of neighbouring countries, of the largest cities and of those that a report names.

    `cities`, with `population`: the largest first; parts of others, with 0, at the end. `said`: row of a city and of a statement
    that is placed there, in pairs.
    `areas`: what the regions of the coarsest level are parts of, such as states; `areaOf`: the row of each region's, or -1.
    """
    del view
    statements = page_order(dataset)
    places = dataset.placement.gazetteer[statements["record"].to_numpy()]
    cities = dataset.gazetteer[dataset.gazetteer["kind"] == "city"]
    cities = cities.sort_values(["population", "name"], ascending=[False, True])
    cities = cities[(cities["population"].notna() & (np.arange(len(cities)) < LARGEST)) | cities.index.isin(places)]
    cities = cities.assign(population=cities["population"].mask(_in_the_shade(cities), 0)).sort_values(
        "population", ascending=False, kind="stable")
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


def _in_the_shade(cities: gpd.GeoDataFrame) -> np.ndarray:
    """Return which places lie so near to a far better known one that they are its parts or suburbs: Saltivka, in Kharkiv.

    How well a place is known is in how many ways it is written: gazetteers give quarters of some cities more people than them.
    """
    known = cities["other_names"].map(len).to_numpy()
    lon, lat = (np.radians(get(cities.geometry.to_numpy())) for get in (shapely.get_x, shapely.get_y))
    apart_km = EARTH_KM * np.hypot((lon[:, None] - lon) * np.cos(lat), lat[:, None] - lat)
    return np.asarray(((apart_km < SUBURB_KM) & (known >= TIMES_KNOWN * known[:, None] + MORE_NAMES)).any(axis=1))
