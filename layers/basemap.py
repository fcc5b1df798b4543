"""The base map: land, sea and borders under everything, and the names of neighbouring countries."""

from geo.dataset import Dataset
from geo.view import View
from layers.layer import Drawing, PageLayer
from layers.points import encode_points
from layers.topology import LINES_AND_LAND, encode

NAME = "basemap"
TITLE = None


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the dataset's base map."""
    del view
    topology = encode(dataset)
    shapes = dataset.basemap[dataset.basemap["kind"].isin(LINES_AND_LAND)]
    countries = dataset.basemap[dataset.basemap["kind"] == "country"]
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"kinds": shapes["kind"].tolist(), "countries": countries["name"].tolist()},
        sections={"basemap": topology.basemap, "countries": encode_points(countries.geometry, grid=topology.grid)},
    ))  # fmt: skip
