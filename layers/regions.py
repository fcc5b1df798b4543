"""Affected regions: every region in the colour and pattern of its state, for every date."""

import numpy as np

from geo.dataset import Dataset
from geo.outages import State
from geo.timeline import FLAGS, STATE_BITS
from geo.view import View
from layers import style
from layers.block import varints
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.points import encode_points
from layers.topology import encode

NAME = "regions"
TITLE = "Affected regions"


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw all regions; one byte a region and date says its state and flags, so that a date is only a row of a table."""
    del view
    topology, regions, timeline = encode(dataset), dataset.regions, dataset.timeline
    anchors = regions.geometry.set_axis(range(len(regions)))
    anchors = anchors.set_crs(regions.crs).representative_point()
    sections = {
        "regions": topology.regions,
        "anchors": encode_points(anchors, grid=topology.grid),
        "states": np.ascontiguousarray(timeline.codes.T).tobytes(),
    }
    if timeline.values is not None:
        sections["values"] = _values(timeline.values, timeline.codes)
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"codes": regions["code"].tolist(), "names": regions["name"].tolist(), "short": regions["short_name"].tolist(),
              "stateWords": [style.STATE_WORDS[state] for state in State],
              "flagWords": {str(FLAGS[flag]): words for flag, words in style.FLAG_WORDS.items()},
              "counted": timeline.values is not None},
        sections=sections, legend=_legend(timeline.codes),
    ))  # fmt: skip


def _values(values: np.ndarray, codes: np.ndarray) -> bytes:
    """Counts plus one, 0 for no count, of every region and date that has a state; a region's dates lie together."""
    known = (codes.T & STATE_BITS) > 0
    return varints(np.nan_to_num(values.T[known].astype(np.float64) + 1, nan=0.0).astype(np.int64))


def _legend(codes: np.ndarray) -> tuple[LegendEntry, ...]:
    """The whole scale, so that a colour is never read without its neighbours, and the flags that occur on any date."""
    states = tuple(LegendEntry(swatch="state", key=int(s), words=style.STATE_WORDS[s]) for s in reversed(State))
    seen = int(np.bitwise_or.reduce(codes, axis=None)) if codes.size else 0
    return states + tuple(
        LegendEntry(swatch="flag", key=FLAGS[flag], words=words) for flag, words in style.FLAG_WORDS.items() if seen & FLAGS[flag]
    )


