"""Substations by voltage, at generalised positions; where several share one, they share a symbol.

Those outside every region are listed in the account and not drawn. Ids and operators do not go into the page.
"""

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.dataset import Dataset
from geo.language import N_, WordTable, _
from geo.places import OUTSIDE
from geo.places.features import highest_kv
from geo.view import View
from layers import style
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.points import encode_points
from layers.topology import encode

NAME = "substations"
TITLE = N_("Substations")
PRECISION_WORDS = WordTable({
    "exact": "exact position", "settlement": "shown at its settlement", "grid": "position generalised"})  # fmt: skip


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw the substations: at low zoom only the highest voltages, and none below the page's least voltage.

    `sizes`: how many stand at each site, highest first; `names` and `voltage` (row of `voltages`: kV and words) of each of them.
    """
    del view
    stations = _by_site(dataset.substations[dataset.substations["region"] != OUTSIDE])
    sites = stations[~stations.duplicated("site")]
    which, distinct = pd.factorize(stations["voltages_kv"])
    precisions = sorted(set(stations["precision"]))
    return PageLayer(NAME, title=_(TITLE), drawing=Drawing(
        data={"sizes": np.bincount(stations["site"]).tolist(), "names": stations["name"].tolist(), "voltage": which.tolist(),
              "voltages": [[kv[0] if kv else 0, _words(kv)] for kv in distinct],
              "precision": ", ".join(PRECISION_WORDS[p] for p in precisions)},
        sections={"substations": encode_points(sites.geometry, grid=encode(dataset).grid)},
        legend=_legend(sorted(set(sites["class"]))),
        empty=stations.empty,
    ))  # fmt: skip


def _legend(classes: list[int]) -> tuple[LegendEntry, ...]:
    """One line for each class; the highest of a dataset is drawn at every zoom."""
    drawn = [(i, *style.VOLTAGE_CLASSES[i][3:]) for i in classes]
    return tuple(LegendEntry(swatch="substation", key=int(i), words=_("Substation, {voltage}", voltage=_(words)),
                             hint=f" {_('(zoom in)')}" if zoom and i > classes[0] else "")
                 for i, zoom, words in drawn)  # fmt: skip


def _by_site(stations: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Order the substations by `site` and voltage, and the sites by the `class` of their highest voltage and by place."""
    x, y, kv = stations.geometry.x, stations.geometry.y, pd.Series(highest_kv(stations["voltages_kv"]), index=stations.index)
    classes = voltage_classes(kv.groupby([x, y]).transform("max").to_numpy())
    order = np.lexsort([-kv, y, x, classes])
    x, y = x.to_numpy()[order], y.to_numpy()[order]
    is_new = (np.diff(x, prepend=np.nan) != 0) | (np.diff(y, prepend=np.nan) != 0)
    return stations.iloc[order].assign(site=np.cumsum(is_new) - 1, **{"class": classes[order]})


def voltage_classes(highest: np.ndarray) -> np.ndarray:
    """Return the index in `style.VOLTAGE_CLASSES` of each substation, by its highest voltage in kV."""
    starts = -np.array([start for start, *_ in style.VOLTAGE_CLASSES])
    return np.searchsorted(starts, -highest, side="left")


def _words(voltages_kv: tuple[float, ...]) -> str:
    return _("{voltages} kV", voltages=" / ".join(f"{v:g}" for v in voltages_kv)) if voltages_kv else ""
