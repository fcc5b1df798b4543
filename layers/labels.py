"""Labels: regions, then cities by size; never over each other, never cut by the frame."""

from geo.dataset import Dataset
from geo.view import View
from layers.layer import Drawing, PageLayer
from layers.points import encode_points
from layers.topology import encode

NAME = "labels"
TITLE = "Names"
LARGEST = 400  # cities beyond these would only ever show at zooms that no briefing uses


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the names of regions, of neighbouring countries and of the largest cities, largest first."""
    del view
    cities = dataset.gazetteer[(dataset.gazetteer["kind"] == "city") & dataset.gazetteer["population"].notna()]
    cities = cities.sort_values(["population", "name"], ascending=[False, True]).head(LARGEST)
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"cities": cities["name"].tolist(), "population": [int(p) for p in cities["population"]]},
        sections={"cities": encode_points(cities.geometry, grid=encode(dataset).grid)},
    ))  # fmt: skip
