"""What a sheet says where its colours show a figure of the counts instead of the state."""

import numpy as np

from briefing.sheet.subject import Content, Subject, listed
from geo.dataset import at_level
from geo.situation import Situation
from geo.situation.metrics import COLUMNS, OUT, class_words, classes, figures_of, metric_of
from geo.states import State
from layers.statements import beyond_all
from layers.title import headline_of

DAY_H = 24


def measured(subject: Subject, situation: Situation) -> Content:
    """Return headline, figures and regions of one date, the highest first; swatches are those of the legend."""
    shown, number = at_level(subject.dataset, subject.view.level), subject.language.number
    metric, index = metric_of(subject.dataset, subject.view.metric), shown.timeline.index_of(situation.date)
    laid = figures_of(shown, COLUMNS.get(metric.name, metric.name))
    figures = np.full(laid.shape[1], np.nan) if index is None else laid[index]
    codes = np.zeros(laid.shape[1], np.uint8) if index is None else classes(shown, metric)[index]
    known, total = int((codes > 0).sum()), len(codes)
    names, least = shown.regions["name"].tolist(), class_words(metric)[State.PART].split(" to ")[0]
    order = sorted(np.flatnonzero(codes >= State.PART).tolist(), key=lambda at: (-figures[at], names[at]))

    def said(at: int) -> str:
        figure = f"{figures[at]:.3g} hours" if metric.unit == "h" else number(round(figures[at]))
        if metric.unit == "%":
            figure = f"{100 * figures[at]:.3g}% of customers out"
        return "; ".join(filter(None, [figure, beyond_all(situation.regions[at])]))

    lines: list[dict[str, object]] = [{"name": names[at], "code": int(codes[at]), "words": said(at)} for at in order]
    measured_in = f"{metric.title}. Measured in {number(known)} of {number(total)} regions; no data for the rest."
    return {
        "headline": headline_of(subject.dataset, situation) if metric.name == OUT else measured_in,
        "figures": [{"number": f"{number(len(order))} of {number(total)}",
                     "words": f"regions at {least} or more"},
                    {"number": f"{number(total - known)} of {number(total)}", "words": "regions without data: not known"},
                    *covered(situation)],
        "regions": listed(metric.title, lines, "more region", "more regions", none=f"None measured at {least} or more.",
                          column="Measured"),
    }  # fmt: skip


def covered(situation: Situation) -> list[dict[str, str]]:
    """Say for how much of the day there are counts, where it is less than all of it: the rest is no data, and adds nothing."""
    hours = [one.measured["covered_h"] for one in situation.regions if "covered_h" in one.measured]
    if not hours or min(hours) >= DAY_H:
        return []
    span = f"{min(hours):g}" if min(hours) == max(hours) else f"{min(hours):g} to {max(hours):g}"
    return [{"number": f"{span} of {DAY_H} h", "words": "of the day have counts; the rest is no data"}]
