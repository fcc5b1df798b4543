"""A dataset folder -> Dataset: everything read, validated, joined and laid out in time, once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.counts import CountSummary
from geo.derived import derived
from geo.errors import UsageError
from geo.language import _
from geo.levels import Level, said_of_wider
from geo.names import PlaceIndex
from geo.reports import Placement, Quote
from geo.sentences import Sentence
from geo.settings import Settings
from geo.sources import Copy
from geo.states import OF_A_BYTE, PARTIAL, STATE_BITS, State
from geo.tables import Intake
from geo.timeline import Timeline
from geo.view import Only


@dataclass(frozen=True, kw_only=True, eq=False)
class Selection:
    """What a filter does to a dataset: the dataset without it, the filter, and how many statements it hides."""

    whole: "Dataset"
    only: Only
    hidden: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Span:
    """Since which date each date of a dataset shows the worst of every region.

    `begin`: the first such date of the timeline (index); `days`: the dataset day by day.
    """

    since: dt.date
    begin: int
    days: "Dataset"

    def holds(self, date: dt.date) -> bool:
        """Whether a date shows the worst of several, and not itself alone."""
        return date > self.since


@dataclass(frozen=True, kw_only=True, eq=False)
class Dataset:
    """One subject, ready to be looked at. Frames have the columns of their modules and are in EPSG:4326.

    Positions of substations, and of reports that give a point, are already generalised as the settings demand: nothing finer is
    kept. `regions`, `placement` and `timeline` are those of the coarsest level, `finer` holds the others; districts are places of
    the gazetteer too. `placement` is parallel to `reports`. `places`: what names mean here. `intake`: what became of the rows of
    the file of substations. `repairs`: what was mended in the boundaries. `count_summary`: what the counts come to, None
    without counts. `intakes`: what became of the rows of mapped counts, and of the table of customers. `refused`: the copies of
    which a newer state was refused: what is shown is the last good one. `notes`: what was guessed, removed or found of a file,
    by its key. `quotes`: the words that values of `reports` rest on. `known_on`: the reports are as they were known at the end of
    that day, None is as they are known now. `selection`: the filter whose statements alone are `reports` here
    (`geo.situation.filtered`), None if all are. `span`: from its first date on, each date shows the worst since then
    (`geo.situation.worst`), None if each shows itself. `original`: the dataset that this one puts into another language
    (`geo.localised`), None if it is as it was read.
    """

    settings: Settings
    regions: gpd.GeoDataFrame
    basemap: gpd.GeoDataFrame
    gazetteer: gpd.GeoDataFrame
    substations: gpd.GeoDataFrame
    reports: pd.DataFrame
    placement: Placement
    timeline: Timeline
    places: PlaceIndex
    intake: Intake
    finer: tuple[Level, ...] = ()
    repairs: tuple[str, ...] = ()
    count_summary: CountSummary | None = None
    intakes: Mapping[str, Intake] = field(default_factory=dict)
    refused: tuple[Copy, ...] = ()
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    known_on: dt.date | None = None
    selection: Selection | None = None
    span: Span | None = None
    original: "Dataset | None" = None


def day_by_day(dataset: Dataset) -> Dataset:
    """Return the dataset each of whose dates shows itself: the one whose worst dates this one shows, if it does."""
    return dataset if dataset.span is None else dataset.span.days


@derived(most=8)
def at_level(dataset: Dataset, level: int | None) -> Dataset:
    """Return the dataset as one of its levels shows it; None is the coarsest. Raises UsageError for a level it has not."""
    if level is None or level == level_numbers(dataset)[0]:
        return dataset
    for one in dataset.finer:
        if one.number == level:
            return replace(dataset, regions=one.regions, placement=one.placement, timeline=one.timeline)
    known = ", ".join(map(str, level_numbers(dataset)))
    raise UsageError(Sentence("The dataset has no boundaries of level {level}. Its levels are {known}.", level=level,
                              known=known))


@derived(most=8)
def wider_of(dataset: Dataset, level: int | None) -> Dataset | None:
    """Return the coarsest level by what was said of its regions as such, which a finer level shows around its own regions.

    Such a report speaks of a whole region, or of a part of it that is no district; what is derived from districts is not in it.
    None on the coarsest level, which has no wider one.
    """
    one = next((one for one in dataset.finer if one.number == level), None)
    if one is None:
        return None
    around = replace(dataset.placement, region=said_of_wider(dataset.placement, one.placement))
    return replace(dataset, placement=around, timeline=one.wider, finer=())


def outlined_codes(dataset: Dataset, level: int | None) -> np.ndarray | None:
    """Return states and flags, uint8 [days, regions], of the coarsest regions that a finer level outlines, 0 for the others.

    Only what was reported of a region as a whole is outlined, never what was said of a part of it. None on the coarsest level.
    """
    wider = wider_of(dataset, level)
    if wider is None:
        return None
    codes = wider.timeline.codes
    return np.where((codes & PARTIAL > 0) | (codes & STATE_BITS < State.PART), 0, codes & OF_A_BYTE).astype(np.uint8)


def level_numbers(dataset: Dataset) -> tuple[int, ...]:
    """Return the levels that the dataset has boundaries of, the coarsest first."""
    return (int(dataset.regions["level"].iat[0]), *(one.number for one in dataset.finer))


def level_titles(dataset: Dataset) -> tuple[str, ...]:
    """Return what each level is called, the coarsest first: as the settings say, else by its number."""
    given, numbers = dataset.settings.level_names, level_numbers(dataset)
    if dataset.settings.level is not None:  # one of several levels of a file, each with its name
        given = given[-1:] if dataset.settings.level > len(given) else given[dataset.settings.level - 1:]
    return tuple(given[order] if order < len(given) else _("Level {number}", number=number)
                 for order, number in enumerate(numbers))
