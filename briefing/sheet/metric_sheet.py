"""What a sheet says where its colours show a figure of the counts instead of the state."""

import numpy as np

from briefing.sheet.subject import Content, Subject, listed
from geo.dataset import at_level
from geo.language import _, decimal_in_words, percent_in_words, plural, rounded_in_words
from geo.situation import Situation
from geo.situation.metrics import COLUMNS, OUT, classes, figures_of, least_in_words, metric_of
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
    names, least = shown.regions["name"].tolist(), least_in_words(metric)
    order = sorted(np.flatnonzero(codes >= State.PART).tolist(), key=lambda at: (-figures[at], names[at]))

    def said(at: int) -> str:
        figure = number(round(figures[at]))
        if metric.unit == "h":
            figure = _("{hours} hours", hours=rounded_in_words(figures[at], 3))
        if metric.unit == "%":
            figure = _("{share}% of customers out", share=percent_in_words(figures[at], 3))
        return "; ".join(filter(None, [figure, beyond_all(situation.regions[at])]))

    lines: list[dict[str, object]] = [{"name": names[at], "code": int(codes[at]), "words": said(at)} for at in order]
    measured_in = plural("{title}. Measured in {known} of {count} regions; no data for the rest.",
                         "{title}. Measured in {known} of {count} regions; no data for the rest.", total,
                         title=metric.title, known=number(known), count=number(total))  # fmt: skip
    return {
        "headline": headline_of(subject.dataset, situation) if metric.name == OUT else measured_in,
        "figures": [{"number": _("{count} of {total}", count=number(len(order)), total=number(total)),
                     "words": _("regions at {least} or more", least=least)},
                    {"number": _("{count} of {total}", count=number(total - known), total=number(total)),
                     "words": _("regions without data: not known")},
                    *covered(situation)],
        "regions": listed(metric.title, lines, "region", none=_("None measured at {least} or more.", least=least),
                          column=_("Measured")),
    }  # fmt: skip


def covered(situation: Situation) -> list[dict[str, str]]:
    """Say for how much of the day there are counts, where it is less than all of it: the rest is no data, and adds nothing."""
    hours = [one.measured["covered_h"] for one in situation.regions if "covered_h" in one.measured]
    if not hours or min(hours) >= DAY_H:
        return []
    low, high = (decimal_in_words(f"{end(hours):g}") for end in (min, max))
    span = low if low == high else _("{low} to {high}", low=low, high=high)
    return [{"number": _("{hours} of {day} h", hours=span, day=DAY_H), "words": _("of the day have counts; the rest is no data")}]
