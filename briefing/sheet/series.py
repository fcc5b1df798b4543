"""The page of a series: every affected region on every date with reports, a few maps, and who said the most telling of it."""

import datetime as dt
from itertools import pairwise

import numpy as np

from briefing.sheet.annex import records_on
from briefing.sheet.gaps import gap_in_words
from briefing.sheet.subject import (
    Content,
    Subject,
    around,
    colours_on,
    entries_of,
    index_of,
    language_of_subject,
    listed,
    more_of,
)
from geo.dataset import at_level
from geo.language import _, in_language, plural
from geo.situation import situation_of
from geo.situation.metrics import STATE, classes, metric_of
from geo.states import CONTESTED, STATE_BITS, State
from layers.statements import report_of, words_of
from layers.title import headline_of
from layers.topology import encode

NOT_DRAWN = ["labels", "reports", "substations"]  # no room in small maps
MOST_MAPS, MOST_SAID, MOST_ROWS = 6, 5, 30
GAP_DAYS = 7
"""From so many days without a report between two dates a matrix says how long nothing is known."""

MOST_LETTERS = 170


@in_language(language_of_subject)
def summary_of(subject: Subject, dates: list[dt.date], *, page: int, pages: int) -> Content:
    """Return the page of a series: dates with reports, ascending, at least one."""
    dataset, language = subject.dataset, subject.language
    codes = codes_on(subject, dates)
    weights = _weights(codes)
    worst = int(weights.argmax())
    left, top, right, bottom = encode(dataset).grid.frame
    indices = [dataset.timeline.index_of(date) for date in dates]
    return around(subject, dates[-1], records=records_on(subject, dates), page=page, pages=pages) | {
        "kind": "summary", "headline": _headline(subject, dates, worst, codes),
        "date": _("{first} to {last}", first=language.day(dates[0]), last=language.day(dates[-1])),
        "aspect": (right - left) / (bottom - top),
        "maps": [_map(subject, dates, at, worst, codes) for at in shown_of(len(dates), worst)],
        "matrix": _matrix(subject, dates, codes),
        "said": listed(_("Who said what"), _said(subject, dates), "statement"),
        "legend": entries_of(colours_on(subject, indices)),
    }  # fmt: skip


def codes_on(subject: Subject, dates: list[dt.date]) -> np.ndarray:
    """Return the codes of the shown metric, [dates, regions]; outside the timeline nothing is known."""
    shown = at_level(subject.dataset, subject.view.level)
    coded = classes(shown, metric_of(subject.dataset, subject.view.metric))
    indices = [shown.timeline.index_of(date) for date in dates]
    return np.array([np.zeros_like(coded[0]) if index is None else coded[index] for index in indices])


def shown_of(count: int, worst: int) -> list[int]:
    """Return which of so many dates have a map: the first, the worst, the last, and others evenly between."""
    chosen = {0, worst, count - 1}
    for at in np.linspace(0, count - 1, MOST_MAPS).round().astype(int).tolist():
        if len(chosen) < MOST_MAPS:
            chosen.add(at)
    return sorted(chosen)


def _weights(codes: np.ndarray) -> np.ndarray:
    """How bad each date is: the worst regions count most, as many of the next worse state as there may be do not outweigh one."""
    states = codes & STATE_BITS
    return np.array([sum(float((row == state).sum()) * 1000.0 ** (state - State.PART) for state in State if state >= State.PART)
                     for row in states])


def _headline(subject: Subject, dates: list[dt.date], worst: int, codes: np.ndarray) -> str:
    day = subject.language.day
    named = {"first": day(dates[0]), "last": day(dates[-1]), "worst": day(dates[worst])}
    count = _affected(codes[worst])
    if not count:
        return _("From {first} to {last}: no region reported without power.", **named)
    situation = situation_of(subject.dataset, subject.on(dates[worst]).view)
    sentence = headline_of(subject.dataset, situation)
    whole = _("From {first} to {last}: worst on {worst}. {headline}", headline=sentence, **named)
    of_state = metric_of(subject.dataset, subject.view.metric).name == STATE
    return whole if of_state and len(whole) <= MOST_LETTERS else plural(
        "From {first} to {last}: worst on {worst}, {count} region without power, wholly or in part.",
        "From {first} to {last}: worst on {worst}, {count} regions without power, wholly or in part.", count, **named)


def _map(subject: Subject, dates: list[dt.date], at: int, worst: int, codes: np.ndarray) -> dict[str, object]:
    count = _affected(codes[at])
    told = ((_("first"), 0), (_("worst"), worst), (_("last"), len(dates) - 1)) if len(dates) > 1 else ()
    names = [name for name, place in told if place == at]
    affected = plural("{count} region", "{count} regions", count)
    return {"index": index_of(subject.dataset, dates[at]), "small": True, "without": NOT_DRAWN,
            "caption": subject.language.short_day(dates[at]), "note": ", ".join([*names, affected])}


def _affected(row: np.ndarray) -> int:
    return int((row & STATE_BITS >= State.PART).sum())


def _matrix(subject: Subject, dates: list[dt.date], codes: np.ndarray) -> Content:
    """Regions that are affected or disputed on some date, the worst first, each with its codes; and how long gaps are."""
    regions, states = at_level(subject.dataset, subject.view.level).regions, codes & STATE_BITS
    ever = ((states >= State.PART) | (codes & CONTESTED > 0)).any(axis=0)
    names = regions["short_name"].tolist()
    worst, sums = states.max(axis=0), states.sum(axis=0, dtype=int)
    order = sorted(np.flatnonzero(ever).tolist(), key=lambda at: (-int(worst[at]), -int(sums[at]), names[at]))
    gaps = [(after - before).days for before, after in pairwise(dates)]
    columns = [{"day": f"{date.day} {subject.language.month(date)}", "gap": gap_in_words(gap) if gap > GAP_DAYS else ""}
               for date, gap in zip(dates, [0, *gaps], strict=True)]
    rows = [{"name": names[at], "codes": [int(code) for code in codes[:, at]]} for at in order[:MOST_ROWS]]
    return {"columns": columns, "rows": rows, "more": more_of("region", len(order))}


def _said(subject: Subject, dates: list[dt.date]) -> list[dict[str, str]]:
    """The most telling statements of the series: the largest extents, then those with figures, one each of a region and date."""
    dataset = subject.dataset
    reports = {record: report_of(dataset, record) for record in records_on(subject, dates)}
    words = {record: words_of(dataset, record) for record, report in reports.items()
             if report["extent_state"] >= State.PART and report["status"] not in {"disputed", "retracted"}}  # fmt: skip
    ranked = sorted(words, key=lambda one: (-int(reports[one]["extent_state"]), not words[one].figures, one))
    told: dict[tuple[int, str], int] = {}
    for record in ranked:
        told.setdefault((int(dataset.placement.region[record]), words[record].when), record)
    return [{"name": words[record].what, "words": "; ".join(filter(None, [
        words[record].figures, words[record].services, f"{words[record].who} ({words[record].role})", words[record].when]))}
        for record in list(told.values())[:MOST_SAID]]  # fmt: skip
