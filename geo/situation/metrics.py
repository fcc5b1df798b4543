"""What the colour of a region may mean besides its state: figures of the counts, each in six classes with fixed breaks.

A class is a number from 0 to 6, as a state is, so that a page needs one byte for a region and date
whatever it shows: 0 is no data, 1 is nought, 2 is above nought and below the first break, 6 is from
the fourth break on. Breaks hold for the whole series, and are settings.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geo.dataset import Dataset
from geo.derived import derived
from geo.errors import UsageError
from geo.language import _, decimal_in_words, number_in_words, pgettext
from geo.sentences import Sentence
from geo.states import Breaks, classes_of
from geo.times import EPOCH

STATE = "state"
SHARE = "share"
OUT = "customers"
HOURS = "customer_hours"
ABOVE = {f"hours_{name}": f"{name}_h" for name in Breaks.names()}
KNOWN_ENOUGH = 0.9
"""The share of region-days whose number of customers is known from which shares, and so states, can be shown."""
COLUMNS = {OUT: "customers_out", HOURS: "customer_hours", **ABOVE}


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One figure of a region and day: its name in links, what it is called, its unit ("%", "h" or ""), and its four breaks.

    `of_total`: it rests on the number of customers, whose source must be told with it.
    """

    name: str
    title: str
    unit: str = ""
    edges: tuple[float, ...] = ()
    of_total: bool = False


def metrics_of(dataset: Dataset) -> tuple[Metric, ...]:
    """Return the metrics that the dataset has data for; the state always comes first."""
    settings, summary = dataset.settings, dataset.count_summary
    found = [Metric(name=STATE, title=_("State: reports, else share of customers out"))]
    if summary is None or summary.daily.empty:
        return tuple(found)
    shared = bool(summary.daily["customers_total"].notna().any())
    edges = settings.breaks.edges
    if shared:
        found.append(Metric(name=SHARE, title=_("Share of customers out, highest of the day"), unit="%", edges=edges,
                            of_total=True))
    found += [Metric(name=OUT, title=_("Customers out, highest of the day"), edges=settings.metric_breaks.customers),
              Metric(name=HOURS, title=_("Customer-hours without power"), edges=settings.metric_breaks.customer_hours)]
    if shared:
        found += [Metric(name=name, unit="h", of_total=True, edges=settings.metric_breaks.hours, title=_(
            "Hours with {share}% of customers out or more", share=decimal_in_words(f"{100 * edge:.4g}")))
            for name, edge in zip(ABOVE, edges, strict=True)]
    return tuple(found)


def metric_of(dataset: Dataset, name: str | None) -> Metric:
    """Return a metric by its name, or, for None, the one that a map of the dataset opens on.

    Raises UsageError for one that the dataset has not.
    """
    known = {metric.name: metric for metric in metrics_of(dataset)}
    if name is None:
        return known[OUT] if _lacks_totals(dataset) else known[STATE]
    if name not in known:
        raise UsageError(Sentence("The dataset has no data for the metric {name!r}. It has {known}.", name=name,
                                  known=", ".join(known)))
    return known[name]


@derived(most=16)
def figures_of(dataset: Dataset, column: str) -> np.ndarray:
    """Return a column of `CountSummary.daily`, or the share out: float [days, regions] of the timeline, NaN where no data are."""
    timeline, summary = dataset.timeline, dataset.count_summary
    laid = np.full(timeline.codes.shape, np.nan)
    if summary is None or timeline.values is None:  # counts are of the coarsest level
        return laid
    daily, first = summary.daily, (timeline.first_day - EPOCH).days
    figures = daily["customers_out"] / daily["customers_total"] if column == SHARE else daily[column]
    laid[daily["day"].to_numpy() - first, daily["region"].to_numpy()] = figures.to_numpy(float)
    return laid if timeline.chosen is None else np.take_along_axis(laid, timeline.chosen, axis=0)


def classes(dataset: Dataset, metric: Metric) -> np.ndarray:
    """Return the class of every region on every date, uint8 [days, regions]; the state's codes have flags beside it."""
    if metric.name == STATE:
        return dataset.timeline.codes
    return classes_of(figures_of(dataset, COLUMNS.get(metric.name, metric.name)), metric.edges)


def class_words(metric: Metric) -> tuple[str, ...]:
    """Return what each class means, from 0 to 6: "No data", "None", "Below 1%", "1% to 30%" ...

    A class that cannot occur has no words: there are no customers between 0 and 1.
    """
    edges = [_number(edge, metric.unit) for edge in metric.edges]
    middle = [_("{low} to {high}", low=low, high=high) for low, high in pairwise(edges)]
    below = "" if metric.name == OUT and metric.edges[0] <= 1 else _("Below {edge}", edge=edges[0])
    return (_("No data"), pgettext("a figure of nought", "None"), below, *middle, _("{edge} and more", edge=edges[-1]))


def least_in_words(metric: Metric) -> str:
    """Return the figure from which a region counts as affected: "1%"."""
    return _number(metric.edges[0], metric.unit)


def denominator_in_words(dataset: Dataset) -> str:
    """Say where the numbers of customers come from that shares are of; "" if there are none."""
    summary, settings = dataset.count_summary, dataset.settings
    if summary is None or not summary.daily["customers_total"].notna().any():
        return ""
    own = _("customers_total of {file}", file=settings.files.counts or _("the counts")) if summary.own_totals else ""
    known = dataset.regions["customers"].notna().any()
    file = settings.files.customers or settings.files.regions
    of_regions = settings.customers_source or _("customers of {file}", file=file) if known else ""
    if own and of_regions:
        return _("All customers: from {source}; where it gives none, {other}", source=own, other=of_regions)
    return _("All customers: from {source}", source=own or of_regions)


def _lacks_totals(dataset: Dataset) -> bool:
    """Whether counts alone colour the map, and hardly any says of how many customers."""
    summary = dataset.count_summary
    if summary is None or summary.daily.empty or len(dataset.timeline.statements):
        return False
    return bool(summary.daily["customers_total"].notna().mean() < KNOWN_ENOUGH)


def _number(edge: float, unit: str) -> str:
    if unit == "%":
        return _("{share}%", share=decimal_in_words(f"{100 * edge:.4g}"))
    figure = number_in_words(int(edge)) if edge == int(edge) else decimal_in_words(f"{edge:,.10g}")
    return _("{hours} h", hours=figure) if unit else figure
