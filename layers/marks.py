"""Marks of a preview: a sign on a region, such as "?" where a name could lie, or the number of a record that speaks of it."""

from collections.abc import Mapping

from layers.layer import Drawing, PageLayer

NAME = "marks"


def layer(signs: Mapping[str, str]) -> PageLayer:
    """Return the layer with a short sign on each of some regions, by their codes."""
    return PageLayer(NAME, title=None, drawing=Drawing(data={"signs": dict(sorted(signs.items()))}))
