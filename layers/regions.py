"""Affected regions: every region in the colour and pattern of its state, for every date."""

import numpy as np

from geo.dataset import Dataset, at_level, level_numbers
from geo.outages import State
from geo.rules import LOWERED, LOWERED_WORDS, WORDS, WORST_SCOPE, WORST_SCOPE_WORDS
from geo.timeline import FLAGS, STATE_BITS
from geo.view import View
from layers import style
from layers.block import varints
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.points import encode_points
from layers.topology import Topology, encode

NAME = "regions"
TITLE = "Affected regions"


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw all regions of all levels; one byte a region and date says state and flags, so that a date is a row of a table."""
    del view
    names = dataset.settings.level_names
    levels, codes, sections = [], [], dict[str, bytes]()
    for order, number in enumerate(level_numbers(dataset)):
        one = at_level(dataset, number)
        regions, timeline = one.regions, one.timeline
        levels.append({
            "level": number, "title": names[order] if order < len(names) else f"Level {number}",
            "codes": regions["code"].tolist(), "names": regions["name"].tolist(), "short": regions["short_name"].tolist(),
            "counted": timeline.values is not None,
        })  # fmt: skip
        sections |= _sections(one, encode(dataset), suffix=f"@{order}")
        codes.append(timeline.codes)
    return PageLayer(NAME, title=TITLE, drawing=Drawing(
        data={"levels": levels, "stateWords": [style.STATE_WORDS[state] for state in State],
              "flagWords": {str(FLAGS[flag]): words for flag, words in style.FLAG_WORDS.items()},
              "ruleWords": {str(int(rule)): words for rule, words in WORDS.items()},
              "rulesAbove": {str(WORST_SCOPE): WORST_SCOPE_WORDS, str(LOWERED): LOWERED_WORDS}},
        sections=sections, legend=_legend(codes),
    ))  # fmt: skip


def _sections(one: Dataset, topology: Topology, *, suffix: str) -> dict[str, bytes]:
    """The sections of one level: shapes, label points, states, why, and counts; a region's dates lie together."""
    timeline = one.timeline
    number = int(one.regions["level"].iat[0])
    anchors = one.regions.geometry.representative_point()
    sections = {
        "regions": topology.regions[number],
        "anchors": encode_points(anchors, grid=topology.grid),
        "states": np.ascontiguousarray(timeline.codes.T).tobytes(),
    }
    if len(timeline.statements):
        sections["rules"] = np.ascontiguousarray(timeline.rules.T).tobytes()
    if timeline.values is not None:
        sections["values"] = _values(timeline.values, timeline.codes)
    return {name + suffix: content for name, content in sections.items()}


def _values(values: np.ndarray, codes: np.ndarray) -> bytes:
    """Counts plus one, 0 for no count, of every region and date that has a state; a region's dates lie together."""
    known = (codes.T & STATE_BITS) > 0
    return varints(np.nan_to_num(values.T[known].astype(np.float64) + 1, nan=0.0).astype(np.int64))


def _legend(codes: list[np.ndarray]) -> tuple[LegendEntry, ...]:
    """The whole scale, so that a colour is never read without its neighbours, and the flags that occur on any date."""
    states = tuple(LegendEntry(swatch="state", key=int(s), words=style.STATE_WORDS[s]) for s in reversed(State))
    seen = int(np.bitwise_or.reduce([int(np.bitwise_or.reduce(one, axis=None)) for one in codes if one.size] or [0]))
    return states + tuple(
        LegendEntry(swatch="flag", key=FLAGS[flag], words=words) for flag, words in style.FLAG_WORDS.items() if seen & FLAGS[flag]
    )
