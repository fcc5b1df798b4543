"""The title block: what this is, which date it shows in which zone, and the date's figures in one sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.dataset import Dataset, at_level, level_numbers, level_titles, wider_codes
from geo.levels import DISTRICT
from geo.places import OUTSIDE
from geo.quantities import KINDS, Quantity, in_words
from geo.situation import Situation, totals_by_day, unplaced_count
from geo.situation.account import rejected_count
from geo.states import ESTIMATED, LAST_KNOWN, PARTIAL, SCHEDULED, STATE_BITS, State
from geo.view import View
from layers.bidi import isolated
from layers.layer import Drawing, PageLayer

NAME = "title"
TITLE = None
NO_REPORT = "No report for this date: nothing is known."
NO_REPORTS_YET = "No reports yet."


def layer(dataset: Dataset, view: View) -> PageLayer:
    """Send title, zone, sources, disclaimer, and each date's headline and totals in words (each sentence once)."""
    del view
    settings = dataset.settings
    sentences: dict[str, int] = {}

    def numbers_of(said: Iterable[str]) -> list[int]:
        return [sentences.setdefault(sentence, len(sentences)) for sentence in said]

    by_day = numbers_of(totals_in_words(totals) for totals in totals_by_day(dataset))
    headlines = [numbers_of(headlines_of(dataset, level)) for level in level_numbers(dataset)]
    return PageLayer(NAME, title=TITLE, drawing=Drawing(data={
        "title": settings.title, "zoneName": settings.zone_name, "sources": list(settings.sources),
        "disclaimer": settings.disclaimer, "unplaced": unplaced_count(dataset), "rejected": rejected_count(dataset),
        "sentences": list(sentences), "totals": by_day,
        "headlines": headlines, "silence": silence_of(dataset),
        "coarse": speaks_of_districts(dataset) and not dataset.finer,
    }))  # fmt: skip


def speaks_of_districts(dataset: Dataset) -> bool:
    """Whether a placed report speaks of a district: without finer boundaries it is shown as a part of its region."""
    at = dataset.placement.gazetteer
    return bool(dataset.gazetteer["kind"].iloc[at[at != OUTSIDE]].eq(DISTRICT).any())


def totals_in_words(totals: Mapping[str, Quantity | None], *, number: Callable[[int], str] = "{:,}".format) -> str:
    """Return "at least 104,000 people; about 150 settlements", or "" if nobody gave a figure."""
    given = {kind: quantity for kind in KINDS if (quantity := totals.get(kind)) is not None}
    return "; ".join(f"{in_words(quantity, number=number)} {kind}" for kind, quantity in given.items())


@dataclass(frozen=True, kw_only=True)
class _Figures:
    """How many regions of a level are in which state on a date, and how many customers are out in how many regions.

    `guessed`: regions without power of which only the customers out are known, not of how many;
    `only`: the name of the region with customers out, if it is one.
    """

    heard: int
    without: int
    few: int
    last_known: int
    guessed: int
    scheduled: int
    out: int
    out_in: int
    only: str


def headline_of(dataset: Dataset, situation: Situation) -> str:
    """Say a date in one sentence that leads with the figure: "932 customers out in 26 counties."."""
    nan = float("nan")
    values = [nan if one.customers_out is None else one.customers_out for one in situation.regions]
    names = [one.name for one in situation.regions]
    said = _figures(situation.codes, np.array(values, float), names)
    return _headline(dataset, said, wider=situation.wider, level=situation.level,
                     reported=totals_in_words(situation.totals))


def silence_of(dataset: Dataset) -> str:
    """Say that a date has no report, or that the dataset has none at all."""
    empty = dataset.timeline.values is None and not len(dataset.timeline.statements)
    return NO_REPORTS_YET if empty else NO_REPORT


def headlines_of(dataset: Dataset, level: int) -> list[str]:
    """Return the sentence of every date of the timeline, as a level of regions shows it."""
    one, outlined = at_level(dataset, level), wider_codes(dataset, level)
    names, timeline = one.regions["name"].tolist(), one.timeline
    blank = np.full(len(names), np.nan)
    found = []
    for index, totals in enumerate(totals_by_day(dataset)):
        values = blank if timeline.values is None else timeline.values[index]
        wider = 0 if outlined is None else int((outlined[index] & STATE_BITS >= State.PART).sum())
        found.append(_headline(dataset, _figures(timeline.codes[index], values, names), wider=wider,
                               level=level, reported=totals_in_words(totals)))
    return found


def _figures(codes: np.ndarray, values: np.ndarray, names: Sequence[str]) -> _Figures:
    states = codes & STATE_BITS
    without, out = states >= State.PART, np.flatnonzero(values > 0)
    guessed = without & (codes & ESTIMATED > 0) & (codes & PARTIAL == 0) & (values > 0)
    return _Figures(
        heard=int((states > State.NO_REPORT).sum()), without=int(without.sum()),
        few=int((states == State.FEW).sum()), last_known=int((without & (codes & LAST_KNOWN > 0)).sum()),
        guessed=int(guessed.sum()), scheduled=int((codes & SCHEDULED > 0).sum()), out=int(values[out].sum()), out_in=len(out),
        only=names[int(out[0])] if len(out) == 1 else "",
    )  # fmt: skip


def _headline(dataset: Dataset, said: _Figures, *, wider: int, level: int, reported: str) -> str:
    """The figure first; then what is known of regions; silence is never taken for power."""
    if not said.heard and wider:
        return (f"No report on a single district. {level_titles(dataset)[0]}: {wider} reported without power, "
                "outlined on the map.")
    if not said.heard and reported:
        return f"Reported: {reported}. No source says how much of any region is without power."
    work = f"planned work in {said.scheduled} {'region' if said.scheduled == 1 else 'regions'}" if said.scheduled else ""
    if not said.heard:
        return f"No report of an outage for this date; {work}." if work else silence_of(dataset)
    parts = [_customers_out(dataset, said, level)] if said.out else []
    share = f"fewer than {100 * dataset.settings.breaks.part:.4g}% of customers"
    if 0 < said.few == said.out_in:
        parts.append(f"{share} in each" if said.few > 1 else share)
    if without := said.without - (said.guessed if said.out else 0):
        others = f", {said.few} with {share} out" if 0 < said.few < said.out_in else ""
        parts.append(f"{_without_power(without, said.last_known)}{others}")
    elif said.few and said.few < said.out_in:
        parts.append(f"{share} out in {said.few} of them")
    parts = parts or [f"No region reported without power; {said.heard} reported with power on"]
    return f"{'; '.join([*parts, *filter(None, [work])])}."


def _customers_out(dataset: Dataset, said: _Figures, level: int) -> str:
    names = dict(zip(level_numbers(dataset), level_titles(dataset), strict=True))
    regions = names[level].lower() if dataset.settings.level_names else "regions"
    customers = "customer" if said.out == 1 else "customers"
    return f"{said.out:,} {customers} out in {isolated(said.only) or f'{said.out_in:,} {regions}'}"


def _without_power(without: int, last_known: int) -> str:
    regions = f"{without} {'region' if without == 1 else 'regions'} reported without power, wholly or in part"
    if not last_known:
        return regions
    if last_known == without:
        return f"{regions}, by earlier reports: no news since"
    return f"{regions}; for {last_known} of them by earlier reports: no news since"
