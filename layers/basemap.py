"""The base map: land, sea and borders under everything, and the names of neighbouring countries."""

from geo.dataset import Dataset
from geo.view import View
from layers.layer import Drawing, PageLayer
from layers.points import encode_points
from layers.topology import encode

NAME = "basemap"
TITLE = None


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the dataset's base map."""
    del view
    topology = encode(dataset)
    countries = dataset.basemap[dataset.basemap["kind"] == "country"]
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"kinds": list(topology.kinds), "countries": countries["name"].tolist()},
        sections={"basemap": topology.basemap, "countries": encode_points(countries.geometry, grid=topology.grid)},
    ))  # fmt: skip
