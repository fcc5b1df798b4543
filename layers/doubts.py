"""Marks of a preview: where a name could lie that may mean several places."""

from collections.abc import Iterable

from layers.layer import Drawing, PageLayer

NAME = "doubts"


def layer(codes: Iterable[str]) -> PageLayer:
    """Return the layer with a question mark on each of some regions, by their codes."""
    return PageLayer(NAME, title=None, drawing=Drawing(data={"codes": sorted(set(codes))}))
