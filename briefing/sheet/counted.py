"""Where customers are counted: circles for how many are out, and what share of customers each colour stands for."""

from dataclasses import replace

from briefing.sheet.subject import Content, Subject
from geo.language import _
from geo.situation import Situation
from geo.situation.metrics import OUT, SHARE, STATE, class_words, metric_of, metrics_of
from layers.layer import LegendEntry

SHOWN_WITH = (STATE, SHARE, OUT)
SMALL = 9 / 20
"""The circle of the legend, of the largest circle's radius: as much as a line of the legend holds."""


def circles_of(subject: Subject, situation: Situation) -> Content | None:
    """Return how many customers are out by region, the most first, so that no small circle is hidden; None if nobody counted."""
    out = {at: one.measured.get("customers_out", 0) for at, one in enumerate(situation.regions)}
    counted = sorted((at for at, customers in out.items() if customers > 0), key=lambda at: -out[at])
    if not counted or metric_of(subject.dataset, subject.view.metric).name not in SHOWN_WITH:
        return None
    return {"regions": counted, "customers": [round(out[at]) for at in counted], "most": round(out[counted[0]])}


def circle_entry(subject: Subject, most: int) -> LegendEntry:
    """Return the line of the legend that says what a circle of a certain size stands for, a round number."""
    shown = rounded(most * SMALL**2)
    number = subject.language.number(shown)
    words = _("Circle by area; this one: {customers} customers out", customers=number)
    return LegendEntry(swatch="circle", key=f"{shown}/{most}", words=words)


def rounded(number: float) -> int:
    """Return 1, 2 or 5 times a power of ten, no more than the number, at least 1."""
    power = 1
    while power * 10 <= number:
        power *= 10
    return max(times * power for times in (1, 2, 5) if times == 1 or times * power <= number)


def with_breaks(subject: Subject, entries: list[LegendEntry]) -> list[LegendEntry]:
    """Return lines of the legend of states that also say at which share of customers a count makes each state."""
    share = next((one for one in metrics_of(subject.dataset) if one.name == SHARE), None)
    if share is None or metric_of(subject.dataset, subject.view.metric).name != STATE:
        return entries
    words = class_words(share)
    return [replace(one, brief="", words=_("{state}; where counted: {share} of customers", state=one.words,
                                    share=_as_written(words[int(one.key)])))
            if one.swatch == "state" and int(one.key) > 1 else one for one in entries]  # fmt: skip


def _as_written(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
