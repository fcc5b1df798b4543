"""The legend: the lines of every layer that is switched on, in the order of the layers."""

from collections.abc import Iterable

from geo.dataset import Dataset
from geo.view import View
from layers.layer import Drawing, LegendEntry, PageLayer

NAME = "legend"
TITLE = None


def layer(dataset: Dataset, view: View, *, layers: Iterable[PageLayer]) -> PageLayer:
    """Gather the legend lines and toggles of `layers`; the page shows the lines of those that are on."""
    del dataset, view
    described = [
        {"name": one.layer_name, "title": one.title, "entries": [_entry(entry) for entry in one.drawing.legend]}
        for one in layers if one.title is not None and not one.drawing.empty
    ]  # fmt: skip
    return PageLayer(NAME, title=TITLE, drawing=Drawing(data={"layers": described}))


def _entry(entry: LegendEntry) -> dict[str, object]:
    return {"swatch": entry.swatch, "key": entry.key, "words": entry.words + entry.hint}
