"""The base map: land, sea and borders under everything, and the names of neighbouring countries."""

import geopandas as gpd
import numpy as np
import shapely

from geo.dataset import Dataset
from geo.view import View
from layers.layer import Drawing, PageLayer
from layers.plane import Grid
from layers.points import encode_points
from layers.topology import encode

NAME = "basemap"
TITLE = None


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the dataset's base map. `countryOf`: the row of a country, for each of the points at which its name may stand."""
    del view
    topology = encode(dataset)
    countries = dataset.basemap[dataset.basemap["kind"] == "country"]
    spots, of = shapely.get_parts(countries.geometry.to_numpy(), return_index=True)
    free = ~_under_a_box(spots, topology.grid)
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"kinds": list(topology.kinds), "countries": countries["name"].tolist(), "countryOf": of[free].tolist()},
        sections={"basemap": topology.basemap, "countries": encode_points(gpd.GeoSeries(spots[free]), grid=topology.grid)},
    ))  # fmt: skip


def _under_a_box(spots: np.ndarray, grid: Grid) -> np.ndarray:
    """Return which points lie in or under a box of what lies far off: the name of a neighbour stands beside the main body."""
    x, y = grid.main.exact(shapely.get_coordinates(spots)).T
    under = grid.part_at(shapely.get_coordinates(spots)) > 0
    for left, top, right, bottom in (part.box for part in grid.parts[1:]):
        under |= (x > left) & (x < right) & (y > top) & (y < bottom)
    return under
