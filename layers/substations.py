"""Substations by voltage, at generalised positions; where several share one, they share a symbol."""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.dataset import Dataset
from geo.substations import highest_kv
from geo.view import View
from layers import style
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.points import encode_points
from layers.topology import encode

NAME = "substations"
TITLE = "Substations"
PRECISION_WORDS = {"exact": "exact position", "settlement": "shown at its settlement", "grid": "position generalised"}


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the substations: at low zoom only the highest voltages."""
    del view
    stations = dataset.substations
    classes = voltage_classes(stations)
    order = pd.DataFrame({"x": stations.geometry.x, "y": stations.geometry.y, "class": classes}).sort_values(["class", "x", "y"])
    group = (order != order.shift()).any(axis=1).cumsum().to_numpy() - 1
    first = np.flatnonzero(np.diff(group, prepend=-1))
    labels = dict(zip(stations.index, map(_label, stations["name"], stations["voltages_kv"]), strict=True))
    names: list[list[str]] = [[] for _ in first]
    for position, row in zip(group, order.index, strict=True):
        names[position].append(labels[row])
    sites = gpd.GeoSeries(stations.geometry.loc[order.index].to_numpy()[first], crs=stations.crs)
    precisions = sorted(set(stations["precision"]))
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"classes": order["class"].to_numpy()[first].tolist(), "names": names,
              "precision": ", ".join(PRECISION_WORDS[p] for p in precisions)},
        sections={"substations": encode_points(sites, grid=encode(dataset).grid)},
        legend=tuple(LegendEntry(swatch="substation", key=i, words=f"Substation, {words}")
                     for i, (*_, words) in enumerate(style.VOLTAGE_CLASSES) if (classes == i).any()),
        empty=stations.empty,
    ))  # fmt: skip


def voltage_classes(stations: gpd.GeoDataFrame) -> np.ndarray:
    """Return the index in `style.VOLTAGE_CLASSES` of each substation's highest voltage."""
    starts = -np.array([start for start, *_ in style.VOLTAGE_CLASSES])
    return np.searchsorted(starts, -highest_kv(stations["voltages_kv"]), side="left")


def _label(name: str, voltages_kv: tuple[float, ...]) -> str:
    voltages = " / ".join(f"{v:g}" for v in voltages_kv)
    return f"{name}, {voltages} kV" if voltages else name
