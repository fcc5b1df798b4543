"""What every layer is: a folium element that names its script, and the data that script draws.

folium and branca run templates that they find in data. So an element's template holds fixed words only, and the data travel
beside it, in the page's block.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from branca.element import MacroElement
from jinja2 import Template

JS = Path(__file__).parent / "js"


@dataclass(frozen=True, kw_only=True)
class LegendEntry:
    """One line of the legend: `swatch` (state, flag, change or symbol) and `key` say what is drawn, `words` what it means.

    `hint` is for a reader who can zoom; `brief` says the same after "Without power:", where lines have no room.
    """

    swatch: str
    key: int | str
    words: str
    hint: str = ""
    brief: str = ""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What a layer puts into the page: plain data, binary sections (named by the layer), its lines of the legend.

    `empty`: the dataset has nothing for this layer, so that it needs no toggle.
    """

    data: Mapping[str, object] = field(default_factory=dict)
    sections: Mapping[str, bytes] = field(default_factory=dict)
    legend: tuple[LegendEntry, ...] = ()
    empty: bool = False


class PageLayer(MacroElement):
    """A folium element drawn by `layers/js/<name>.js`.

    Parameters
    ----------
    name
        A word of ours, never of a dataset; it is the name of the script and of the toggle.
    title
        What the toggle says; None for what cannot be switched off.
    beside
        Names of further scripts that only this layer needs; they come before its own.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "outageBrief.add({{ this.layer_name|tojson }}, {{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, name: str, *, title: str | None, drawing: Drawing, beside: tuple[str, ...] = ()) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "PageLayer"
        self._id = name  # folium would draw a random one, and two renders of one View would differ
        self.layer_name = name
        self.title = title
        self.drawing = drawing
        self.beside = beside

    @property
    def scripts(self) -> list[Path]:
        """The scripts that draw this layer."""
        return [JS / f"{name}.js" for name in (*self.beside, self.layer_name)]

    @property
    def style(self) -> Path | None:
        """The style sheet of its own, if it has one beside page.css."""
        path = JS / f"{self.layer_name}.css"
        return path if path.is_file() else None


class Start(MacroElement):
    """The last word of folium's script: everything is added, the page may begin."""

    _template = Template("{% macro script(this, kwargs) %}outageBrief.start({{ this._parent.get_name() }});{% endmacro %}")

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self._id = "start"
