"""Affected regions: every region in the colour and pattern of its state, for every date."""


import numpy as np

from geo.dataset import Dataset, at_level, level_numbers, level_titles, outlined_codes
from geo.derived import derived
from geo.language import N_, _
from geo.situation.metrics import (
    OUT,
    SHARE,
    STATE,
    Metric,
    class_words,
    classes,
    denominator_in_words,
    figures_of,
    metric_of,
    metrics_of,
)
from geo.states import FLAGS, HIDDEN, STATE_BITS, State, unsaid
from geo.timeline import LOWERED, LOWERED_WORDS, WORDS, WORST_SCOPE, WORST_SCOPE_WORDS
from geo.view import View
from layers import style
from layers.block import varints
from layers.change import looks
from layers.layer import Drawing, LegendEntry, PageLayer
from layers.topology import Topology, encode

NAME = "regions"
TITLE = N_("Affected regions")
SEEN = (STATE, SHARE, OUT)
"""Metrics that the page tells from states, counts and numbers of customers; of the others it is sent the classes."""


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Draw all regions of all levels; one byte a region and date says state and flags, so that a date is a row of a table."""
    metric = metric_of(dataset, view.metric)
    titles = level_titles(dataset)
    levels, codes, sections, seen = [], [], dict[str, bytes](), 0
    for order, number in enumerate(level_numbers(dataset)):
        one = at_level(dataset, number)
        regions, timeline = one.regions, one.timeline
        levels.append({
            "level": number, "title": titles[order],
            "codes": regions["code"].tolist(), "names": regions["name"].tolist(), "short": regions["short_name"].tolist(),
            "counted": timeline.values is not None, "classed": [metric.name for metric in _sent(one)],
        })  # fmt: skip
        sections |= _sections(one, encode(dataset), suffix=f"@{order}")
        if (outlined := outlined_codes(dataset, number)) is not None:
            sections[f"outlined@{order}"] = np.ascontiguousarray(outlined.T).tobytes()
            seen = max(seen, int(outlined.max(initial=0)))
        codes.append(timeline.codes)
    return PageLayer(NAME, title=_(TITLE), drawing=Drawing(
        data={"levels": levels, "changes": looks(),
              "hiddenWords": _(style.ALL_HIDDEN_WORDS), "unsaidWords": _(style.UNSAID_WORDS),
              "stateWords": [style.STATE_WORDS[state] for state in State],
              "flagWords": {str(FLAGS[flag]): words for flag, words in style.FLAG_WORDS.items()},
              "ruleWords": {str(int(rule)): words for rule, words in WORDS.items()},
              "rulesAbove": {str(WORST_SCOPE): _(WORST_SCOPE_WORDS), str(LOWERED): _(LOWERED_WORDS)},
              "metrics": [_described(dataset, one) for one in metrics_of(dataset)] if dataset.count_summary else []},
        sections=sections, legend=_legend(codes, metric) + outline_entries(seen),
    ))  # fmt: skip


def _sections(one: Dataset, topology: Topology, *, suffix: str) -> dict[str, bytes]:
    """The sections of one level: shapes, label points, states, why, ages, and counts; a region's dates lie together."""
    timeline = one.timeline
    number = int(one.regions["level"].iat[0])
    sections = {
        "regions": topology.regions[number],
        "anchors": topology.anchors[number],
        "states": np.ascontiguousarray(timeline.codes.T.astype(np.uint8)).tobytes(),  # the flags above the byte go by themselves
    }
    if timeline.hidden is not None:
        sections["hidden"] = np.packbits(timeline.codes.T & HIDDEN > 0).tobytes()
    if (mute := unsaid(timeline.codes)).any():
        sections["unsaid"] = np.packbits(mute.T).tobytes()
    if len(timeline.statements):
        sections["rules"] = np.ascontiguousarray(timeline.rules.T).tobytes()
    if timeline.chosen is not None:
        before = np.arange(timeline.days)[:, None] - timeline.chosen
        sections["chosen"] = varints(before.T.ravel())
    if timeline.ages.any():
        sections["ages"] = _ages(timeline.ages)
    return {name + suffix: content for name, content in (sections | of_counts(one)).items()}


def _ages(ages: np.ndarray) -> bytes:
    """The ages of all regions and dates whose state is last known, 0 for one day more than on the date before; region by region.

    The ages 0 1 2 3 0 1 1 of successive dates become 0 0 0 0 1: the first four follow, and the last does not.
    """
    of_cells = ages.T.ravel()
    follows = of_cells == np.append(0, of_cells[:-1]) + 1
    return varints(np.where(follows, 0, of_cells)[of_cells > 0])


@derived()
def of_counts(one: Dataset) -> dict[str, bytes]:
    """Return the sections of what was counted, if anything was: figures, numbers of customers, and classes of the metrics."""
    timeline = one.timeline
    if timeline.values is None:
        return {}
    known = (timeline.codes.T & STATE_BITS) > 0
    sections = {"values": _values(timeline.values, timeline.codes),
                "totals": _totals(figures_of(one, "customers_out"), figures_of(one, "customers_total"))}
    return sections | {f"metric {metric.name}": classes(one, metric).T[known].tobytes() for metric in _sent(one)}


def _values(values: np.ndarray, codes: np.ndarray) -> bytes:
    """Counts plus one, 0 for no count, of every region and date that has a state; a region's dates lie together."""
    known = (codes.T & STATE_BITS) > 0
    return varints(np.nan_to_num(values.T[known] + 1, nan=0.0).astype(np.int64))


def _totals(counts: np.ndarray, totals: np.ndarray) -> bytes:
    """For each region, how often the number of customers changes, and at each change: days since the last, the number plus one.

    0 is "not known". A day without a count changes nothing.
    """
    said: list[int] = []
    for counted, of_region in zip(~np.isnan(counts.T), np.nan_to_num(totals.T + 1).round().astype(np.int64), strict=True):
        known = np.flatnonzero(counted)
        new = known[np.append(True, np.diff(of_region[known]) != 0)] if len(known) else known
        said += [len(new), *np.stack([np.diff(new, prepend=0), of_region[new]], axis=1).ravel().tolist()]
    return varints(np.array(said))


def _sent(one: Dataset) -> tuple[Metric, ...]:
    return tuple(metric for metric in metrics_of(one) if one.timeline.values is not None and metric.name not in SEEN)


def _described(dataset: Dataset, metric: Metric) -> dict[str, object]:
    """What the page says of a metric; `words` by class."""
    words = class_words(metric) if metric.name != STATE else tuple(style.STATE_WORDS[state] for state in State)
    return {"name": metric.name, "title": metric.title, "words": words, "edges": metric.edges,
            "note": denominator_in_words(dataset) if metric.of_total or metric.name == STATE else ""}


def outline_entries(code: int) -> tuple[LegendEntry, ...]:
    """Return the line of the legend that says what an outline means, in the colour of this state; none for 0, no outline."""
    state = code & STATE_BITS
    return (LegendEntry(swatch="outline", key=state, words=_(style.OUTLINE_WORDS)),) if state else ()


def _legend(codes: list[np.ndarray], metric: Metric) -> tuple[LegendEntry, ...]:
    """The whole scale, so that a colour is never read without its neighbours, and the flags that occur on any date."""
    words = style.STATE_WORDS if metric.name == STATE else dict(zip(State, class_words(metric), strict=True))
    shown = [s for s in reversed(State) if s != State.FEW or any((one & STATE_BITS == s).any() for one in codes)
             or metric.name != STATE]
    states = tuple(LegendEntry(swatch="state", key=int(s), words=words[s]) for s in shown)
    seen = int(np.bitwise_or.reduce([int(np.bitwise_or.reduce(one, axis=None)) for one in codes if one.size] or [0]))
    return states + tuple(
        LegendEntry(swatch="flag", key=FLAGS[flag], words=words) for flag, words in style.FLAG_WORDS.items() if seen & FLAGS[flag]
    )
