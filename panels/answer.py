"""The answer in words and figures: who is without power, since when, who says so, and what has changed since the day before."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from geo.dataset import Dataset, at_level, day_by_day
from geo.language import N_, WordTable, _, decimal_in_words, language_of, number_in_words, plural, spoken
from geo.quantities import KINDS
from geo.quantities import in_words as quantity_in_words
from geo.situation import RegionSituation, Situation, changes_between, since_of, situation_of
from geo.situation.metrics import COLUMNS, STATE, figures_of, metric_of
from geo.states import STATE_BITS, State
from geo.timeline import Change
from geo.times import clock_in_words, day_in_words
from geo.view import View
from layers.statements import beyond_all, notes_of, words_of
from layers.style import state_in_words as style_words
from layers.title import totals_in_words

DAYS_OF_CHART = 30
SILENT = N_("Regions without a report")
TITLES = WordTable({
    "people": "People without power, as reported", "customers": "Customers out",
    "settlements": "Settlements without power, as reported", "facilities": "Facilities without power, as reported",
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure of the date: what it is called, its value, and how it differs from the day before ("" if nothing is known).

    `rising`: 1 if there is more than the day before, -1 if less, 0 if it is not known or the same.
    """

    label: str
    value: str
    change: str = ""
    rising: int = 0
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One region without power: its code, name, the timeline's code, its state in words, since when, the figure, who says so.

    `out` and `share` are what was measured, None if nothing was; `days`: the last days up to the date, for a small chart.
    """

    code: str
    name: str
    state_and_flags: int
    state: str
    since: str
    figure: str
    who: str
    out: float | None
    share: float | None
    days: tuple[float, ...]


def figures(dataset: Dataset, view: View, situation: Situation) -> list[Figure]:
    """Return the figures of the date, at most four, each with its change since the View's earlier date, else the day before.

    The worst of several dates has no day before: its figures stand alone.
    """
    if dataset.span is not None:
        return _of_span(situation)
    before = before_of(dataset, view, situation)
    changed = changes_between(before, situation)
    new, restored, unheard = (int((changed == one).sum()) for one in (Change.NEW, Change.RESTORED, Change.NO_NEWS))
    since = Figure(
        label=_("Since {day}", day=_short(before.date)), value=_("{new} new, {restored} restored", new=new, restored=restored),
        change=plural("{count} without news since", "{count} without news since", unheard) if unheard else "",
        help=_("Restored only where power was reported to be on again"))  # fmt: skip
    silent = _counted(_(SILENT), len(situation.silent), len(before.silent), of=len(situation.regions), before=before.date)
    return [_out(_("Regions out, wholly or in part"), situation, before), *_totals(situation, before), since,
            _quiet(situation, silent)]


def before_of(dataset: Dataset, view: View, situation: Situation) -> Situation:
    """Return the situation that another is held against: of the date that the reader compares with, else of the day before."""
    return situation_of(dataset, _on(view, view.compare or situation.date - dt.timedelta(days=1)))


def _out(label: str, situation: Situation, before: Situation | None = None) -> Figure:
    """How many regions are out. Silence is no figure: a date on which nobody says how much is out has none, and fewer regions
    out is no change where some of those that were out are silent now.
    """
    if not _is_heard(situation):
        return Figure(label=label, value=_("No report") if _is_silent(situation) else _("Not said"))
    count, out = len(situation.regions), len(situation.affected)
    if before is None:
        return Figure(label=label, value=_("{count} of {total}", count=out, total=count))
    figure = _counted(label, out, len(before.affected), of=count, before=before.date)
    if not _is_heard(before):
        day = _short(before.date)
        told = _("no report on {day}", day=day) if _is_silent(before) else _("not said on {day}", day=day)
        return replace(figure, change=told, rising=0)
    silent = {region.code for region in situation.silent}
    return replace(figure, change="", rising=0) if any(one.code in silent for one in before.affected) else figure


def _is_heard(situation: Situation) -> bool:
    """Whether anybody says of any region whether its power is out."""
    return any(region.state != State.NO_REPORT for region in situation.regions)


def _is_silent(situation: Situation) -> bool:
    """Whether no region has a report at all, not even one that does not say how much is out."""
    return len(situation.silent) == len(situation.regions)


def _quiet(situation: Situation, figure: Figure) -> Figure:
    hidden = len(situation.hidden)
    return replace(figure, change=_("{count} more hidden by the filter", count=hidden), rising=0) if hidden else figure


def _of_span(situation: Situation) -> list[Figure]:
    silent = Figure(label=_(SILENT), value=_("{count} of {total}", count=len(situation.silent), total=len(situation.regions)))
    kind = next((kind for kind in KINDS if situation.totals[kind] is not None), None)
    quantity = None if kind is None else situation.totals[kind]
    most = [] if kind is None or quantity is None else [
        Figure(label=TITLES[kind], value=_capital(quantity_in_words(quantity)), change=_("the most on one date"))]
    return [_out(_("Regions out on any of the dates"), situation), *most, _quiet(situation, silent)]


def rows(dataset: Dataset, view: View, situation: Situation) -> list[Row]:
    """Return a row for each region without power, the worst first; of a metric, each that it was measured in, the most first."""
    shown = (*situation.affected, *situation.few)
    days = _last_days(dataset, view, situation)
    if metric_of(dataset, view.metric).name != STATE:
        now = {code: of[-1] for code, of in days.items()}
        shown = tuple(sorted((r for r in situation.regions if now[r.code]), key=lambda r: (-now[r.code], r.name)))
    return [_row(dataset, view, situation, region, days[region.code]) for region in shown]


def state_in_words(region: RegionSituation) -> str:
    """Say state, flags and age: "Part without power, Russian-held part: all, no news for 2 days"."""
    return ", ".join([style_words(region.state_and_flags), *notes_of(region)])


def since_in_words(dataset: Dataset, view: View, situation: Situation, region: RegionSituation, *, short: bool = False) -> str:
    """Say since when a region is without power; "" if it is not, or if it is shown at its worst, which may be over."""
    if region.worst_on is not None:
        return ""
    since = since_of(dataset, situation, region, level=view.level)
    if since is None:
        return ""
    day = _short(since.date, year=since.date.year != situation.date.year) if short else day_in_words(since.date)
    return day if since.moment is None else f"{day}, {clock_in_words(since.moment)}"


def who_says_so(dataset: Dataset, region: RegionSituation) -> str:
    """Name who set the state, with the role, and how many others spoke; "measured" for counts."""
    if region.setter is None:
        return _("Measured") if region.measured else ""
    words = words_of(dataset, region.setter)
    others = len({words_of(dataset, record).who for record in region.statements} - {words.who})
    who = f"{words.who} ({words.role})"
    return _("{who}, and {others} more", who=who, others=others) if others else who


def measured_in_words(region: RegionSituation) -> str:
    """Say what was counted: "2,749 of 4,000 customers out at most, 69%"; "" if nothing was."""
    out, total = region.measured.get("customers_out"), region.measured.get("customers_total")
    if out is None:
        return ""
    if not total:
        number = number_in_words(round(out))
        return plural("{number} customers out, at most", "{number} customers out, at most", round(out), number=number)
    names = {"number": number_in_words(round(out)), "total": number_in_words(round(total)),
             "percent": decimal_in_words(f"{100 * out / total:.3g}")}  # fmt: skip
    said = plural("{number} of {total} customers out, at most ({percent}%)",
                  "{number} of {total} customers out, at most ({percent}%)", round(total), **names)  # fmt: skip
    return "; ".join(filter(None, [said, beyond_all(region)]))


def _row(dataset: Dataset, view: View, situation: Situation, region: RegionSituation, days: tuple[float, ...]) -> Row:
    return Row(
        code=region.code, name=region.name, state_and_flags=region.state_and_flags, state=state_in_words(region),
        since=since_in_words(dataset, view, situation, region, short=True), figure=totals_in_words(region.figures),
        who=who_says_so(dataset, region), out=region.measured.get("customers_out"), share=region.measured.get("share"), days=days,
    )  # fmt: skip


def _last_days(dataset: Dataset, view: View, situation: Situation) -> dict[str, tuple[float, ...]]:
    """Return by region the states or the metric's figures of the last days; 0 is no report, and a bar so low is none."""
    one = at_level(day_by_day(dataset), view.level)
    last = (situation.date - one.timeline.first_day).days
    name = metric_of(dataset, view.metric).name
    states = (one.timeline.codes & STATE_BITS).astype(float)
    table = states if name == STATE else figures_of(one, COLUMNS.get(name, name))
    padded = np.full((DAYS_OF_CHART, table.shape[1]), np.nan)
    first, end = max(0, last - DAYS_OF_CHART + 1), min(last + 1, table.shape[0])
    if end > first:
        at = first - (last - DAYS_OF_CHART + 1)
        padded[at : at + end - first] = table[first:end]
    return {code: tuple(map(float, column)) for code, column in zip(one.regions["code"], np.nan_to_num(padded).T, strict=True)}


def _totals(now: Situation, before: Situation) -> list[Figure]:
    """The first kind of figure that is known: people, else customers, settlements, facilities."""
    for kind in KINDS:
        quantity = now.totals[kind]
        if quantity is None:
            continue
        was, change, rising = before.totals[kind], _("none given on {day}", day=_short(before.date)), 0
        if was is not None:
            change = _("{figure} on {day}", figure=quantity_in_words(was), day=_short(before.date))
            if quantity.low is not None and was.low is not None and (quantity.high is None) == (was.high is None):
                rising = int(np.sign(quantity.low - was.low))
        return [Figure(label=TITLES[kind], value=_capital(quantity_in_words(quantity)), change=change, rising=rising)]
    return []


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _counted(label: str, now: int, was: int, *, of: int, before: dt.date) -> Figure:
    day, change = _short(before), abs(now - was)  # in words: an arrow and a minus would say the same twice
    words = _("as on {day}", day=day)
    if now != was:
        words = (_("{change} more than on {day}", change=change, day=day) if now > was else
                 _("{change} fewer than on {day}", change=change, day=day))  # fmt: skip
    return Figure(label=label, value=_("{count} of {total}", count=now, total=of), change=words, rising=int(np.sign(now - was)))


def _on(view: View, date: dt.date) -> View:
    return View(date=date, level=view.level)


def _short(day: dt.date, *, year: bool = False) -> str:
    if spoken() != "en":
        return language_of(spoken()).day_and_month(day, year=year)
    return f"{day.day} {day:%b}{f' {day.year}' if year else ''}"
