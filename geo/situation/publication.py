"""What may leave the house: exports hold no report that is newer than `embargo_hours`."""

import datetime as dt
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from geo.counts import CountSummary
from geo.dataset import Dataset
from geo.derived import derived
from geo.levels import Level, said_of_wider
from geo.reports import Placement
from geo.sentences import without_quotes
from geo.tables import Intake
from geo.timeline import Timeline, build_timeline
from geo.times import EPOCH, Moment

SAYING = {"outages", "counts", "evidence", "ledger"}  # tables whose cells may be of something that is kept back


@dataclass(frozen=True, kw_only=True)
class Publication:
    """A dataset as it may be published: how many reports, and how many days of counts, are kept back."""

    dataset: Dataset
    withheld: int
    withheld_days: int = 0


def told(reports: pd.DataFrame) -> list[Moment | None]:
    """Return when each report was told: its report time, else its start; None if it gives neither."""
    return [report or start for report, start in zip(reports["reported"], reports["started"], strict=True)]


@derived(most=8)
def published(dataset: Dataset, made_at: dt.datetime) -> Publication:
    """Return the dataset without the reports that its embargo keeps back at `made_at` (aware).

    A report without a time is kept back while there is an embargo: nobody knows that it is old enough.
    """
    hours = dataset.settings.embargo_hours
    if not hours:
        return Publication(dataset=dataset, withheld=0)
    newest = made_at.astimezone(dt.UTC) - dt.timedelta(hours=hours)  # of one zone Python would compare the clock's hands
    # a day alone lasts until its end: the report may be of its last minute
    keep = np.array([m is not None and m.end.astimezone(dt.UTC) <= newest for m in told(dataset.reports)], dtype=bool)
    whole_summary, zone = dataset.count_summary, dataset.settings.zone
    summary = None if whole_summary is None else (
        whole_summary.before((newest.astimezone(zone).date() - EPOCH).days))  # civil days that had ended by then
    withheld_days = 0 if summary is None or whole_summary is None else _days_of(whole_summary) - _days_of(summary)
    dataset = replace(dataset, count_summary=summary)
    intakes = {name: _without_cells(one) if name in SAYING else one for name, one in dataset.intakes.items()}
    kept = replace(with_reports(dataset, keep), intakes=intakes)
    return Publication(dataset=kept, withheld=int((~keep).sum()), withheld_days=withheld_days)


def with_reports(dataset: Dataset, keep: np.ndarray) -> Dataset:
    """Return the dataset as if only the reports of `keep` (bool, one a report) were known, over the same dates."""
    reports = dataset.reports[keep].reset_index(drop=True)
    ids = set(reports["record_id"])
    placement = _kept(dataset.placement, keep)
    finer = tuple(_level(dataset, one, reports, placement, _kept(one.placement, keep)) for one in dataset.finer)
    return replace(dataset, reports=reports, placement=placement, finer=finer,
                   quotes=tuple(one for one in dataset.quotes if one.record_id in ids),
                   timeline=_timeline(dataset, reports, placement, dataset.timeline))


def _kept(placement: Placement, keep: np.ndarray) -> Placement:
    return replace(placement, **{field.name: getattr(placement, field.name)[keep] for field in fields(placement)})


def _level(dataset: Dataset, level: Level, reports: pd.DataFrame, coarse: Placement, finer: Placement) -> Level:
    """Lay a finer level out by the kept reports; what is said of the regions around it too."""
    around = replace(coarse, region=said_of_wider(coarse, finer))
    return replace(level, placement=finer, timeline=_timeline(dataset, reports, finer, level.timeline),
                   wider=_timeline(dataset, reports, around, dataset.timeline))


def _without_cells(intake: Intake) -> Intake:
    """A row that is rejected or noted may be newer, and nobody can tell: it is counted, and its cells stay here."""
    notes = tuple(without_quotes(note) for note in intake.notes if not note.startswith("row "))
    return replace(intake, rejected=tuple(replace(fault, value=None) for fault in intake.rejected), notes=notes)


def _days_of(summary: CountSummary) -> int:
    return int(summary.daily["day"].nunique())


def _timeline(dataset: Dataset, reports: pd.DataFrame, placement: Placement, whole: Timeline) -> Timeline:
    """Lay the kept reports, and counts on the level that has them, out over the same dates."""
    counts = None if dataset.count_summary is None or whole.values is None else dataset.count_summary.daily
    return build_timeline(reports, placement.region, placement.inside, n_regions=whole.codes.shape[1],
                          expiry_hours=dataset.settings.expiry_hours, span=(whole.first_day, whole.days),
                          counts=counts, breaks=dataset.settings.breaks)
