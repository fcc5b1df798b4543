"""(Dataset, View) -> folium.Map: the one map that dashboard, exports and command line all show."""

from collections.abc import Iterable

import folium

from geo.dataset import Dataset, at_level
from geo.errors import UsageError
from geo.language import _, in_language
from geo.localised import language_of_dataset, localised
from geo.sentences import Sentence
from geo.situation import require_region
from geo.situation.metrics import metric_of
from geo.view import View, to_page
from layers import basemap, dates, details, labels, legend, regions, reports, style, substations, title
from layers.block import as_json
from layers.change import change_of
from layers.layer import PageLayer, Start
from layers.topology import encode
from layers.words import page_words

LAYERS = (basemap, regions, substations, reports, labels)
"""The layers, from the ground up. To add one: a module with NAME, TITLE and `layer`, and its place in this line."""

FURNITURE = (title, dates, details)
"""What stands around the map and cannot be switched off."""


class OutageMap(folium.Map):
    """A folium map without any address of the outside: no tiles, no scripts or styles by link, no random id."""

    def __init__(self, elements: list[PageLayer], *, sections: dict[str, bytes], insets: bool, language: str = "en") -> None:
        super().__init__(tiles=None, crs="Simple", zoom_control=False, control_scale=False, location=(0, 0), zoom_start=2,
                         zoom_snap=0.1, wheel_px_per_zoom_level=90, attribution_control=False, max_zoom=12)  # fmt: skip
        self._id = "outages"
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        self.sections = sections
        self.language = language
        self.insets = insets
        self.elements = elements
        for element in elements:
            self.add_child(element, name=element.layer_name)
        self.add_child(Start(), name="start")


def build_map(dataset: Dataset, view: View, *, more: Iterable[PageLayer] = (), notes: Iterable[str] = ()) -> OutageMap:
    """Build the map of a dataset for a View, in the View's language. Raises UsageError if the View names what is not there.

    `more`: what joins the page beside layers and furniture, such as a sheet; `notes`: what else it says of itself.
    """
    return _build_map(localised(dataset, view.language), view, more=more, notes=notes)


@in_language(language_of_dataset)
def _build_map(dataset: Dataset, view: View, *, more: Iterable[PageLayer], notes: Iterable[str]) -> OutageMap:
    toggles = layer_titles()
    for name in view.layers:
        if name not in toggles:
            raise UsageError(Sentence("Invalid layer {name!r}. Use {toggles}.", name=name, toggles=", ".join(toggles)))
    require_region(at_level(dataset, view.level), view.region)
    drawn = [module.layer(dataset, view) for module in LAYERS]
    around = [module.layer(dataset, view) for module in FURNITURE] + [legend.layer(dataset, view, layers=drawn), *more]
    elements = drawn + around
    topology = encode(dataset)
    grid, place = topology.grid, view.place
    page = {
        "grid": topology.as_data(dataset.regions), "frame": grid.frame,
        "shown": grid.around(lat=place.lat, lon=place.lon, width_km=place.width_km) if place else grid.frame,
        "view": to_page(view) | {"metric": metric_of(dataset, view.metric).name, "change": change_of(dataset, view)},
        "style": style.as_data(),
        "language": dataset.settings.language, "words": page_words(),
        "notes": list(notes), "data": {element.layer_name: element.drawing.data for element in elements},
    }  # fmt: skip
    sections = {"page": as_json(page)}
    for element in elements:
        sections |= element.drawing.sections
    return OutageMap(elements, sections=sections, insets=len(grid.parts) > 1, language=dataset.settings.language)


def layer_titles() -> dict[str, str]:
    """Return the layers that can be switched, with what their toggles say."""
    return {module.NAME: _(module.TITLE) for module in LAYERS if module.TITLE is not None}
