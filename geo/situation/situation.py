"""The slice of a dataset for one View: what map, table, totals and sheet all show."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.dataset import Dataset, at_level, level_numbers, wider_of
from geo.derived import derived
from geo.errors import UsageError
from geo.language import WordTable, _
from geo.places import OUTSIDE
from geo.quantities import Quantity
from geo.reports import beside_region
from geo.sentences import Sentence
from geo.situation.filtering import hidden_on
from geo.situation.totals import figures_by_region, totals_of
from geo.states import FLAGS, STATE_BITS, State
from geo.timeline import rule_in_words
from geo.times import EPOCH
from geo.view import View

SITUATIONS_KEPT = 4  # a date and the day before, of two readers; one of three thousand regions takes some megabytes
EXTENTS_OF_A_PART = WordTable(
    {"all": "all", "nearly_all": "nearly all", "large_part": "a large part", "part": "a part", "none": "power on"},
    context="of a part of a region",
)


@dataclass(frozen=True, kw_only=True)
class RegionSituation:
    """One region on the date.

    `statements`: rows of the reports shown for it; `setter`: the row that set the colour, or None; `rule`: why it did, in words;
    `age`: whole days since that row was last fresh, at least 1, None unless the state is last known;
    `scope`: the part of the region of which that row speaks, "" if of the whole; `of_scope`: how much of it is out, in words;
    `figures`: by kind of quantity, the range over the sources; `customers_out`: the measured count, None where there is no data;
    `measured`: what the counts come to on that day (columns of `CountSummary.daily` and `share`), without what is not known;
    `hidden`: how many statements on it a filter hides;
    `worst_on`: the date that all this is of, where the shown one is the worst of several (`geo.situation.worst`), None if nothing
    is known on any of them.
    """

    code: str
    name: str
    state: State
    flags: tuple[str, ...]
    statements: tuple[int, ...]
    setter: int | None
    scope: str
    of_scope: str
    rule: str
    age: int | None
    figures: dict[str, Quantity]
    customers_out: int | None
    measured: dict[str, float]
    hidden: int = 0
    worst_on: dt.date | None = None

    @property
    def flags_in_words(self) -> list[str]:
        """The flags as people read them: "last known"."""
        return [flag.replace("_", " ") for flag in self.flags]

    @property
    def state_word(self) -> str:
        """The state in data for other programs; "hidden" where a filter hides all that is reported."""
        return "hidden" if self.state == State.NO_REPORT and self.hidden else self.state.word

    @property
    def state_and_flags(self) -> int:
        """As a timeline writes them: the state in the low three bits, FLAGS above."""
        return int(self.state) | sum(FLAGS[flag] for flag in self.flags)


@dataclass(frozen=True, kw_only=True)
class Situation:
    """Everything one date shows; `regions` in the order of the dataset, `totals` by kind, None where nobody gave any.

    `wider`: where the regions are of a finer level, those of the coarsest of which something was said as such, for it is not
    spread over the finer ones.
    `level`: the number of the regions' level.
    """

    date: dt.date
    regions: tuple[RegionSituation, ...]
    totals: dict[str, Quantity | None]
    unplaced: tuple[tuple[str, str], ...]
    wider: tuple[RegionSituation, ...]
    level: int

    @property
    def codes(self) -> np.ndarray:
        """States and flags of the regions, as in a timeline."""
        return np.array([one.state_and_flags for one in self.regions], dtype=np.uint16)

    @property
    def silent(self) -> tuple[RegionSituation, ...]:
        """Regions of which nothing is reported on the date, no planned work either, in the order of the dataset."""
        return tuple(one for one in self.regions if one.state == State.NO_REPORT and not one.hidden and not one.flags)

    @property
    def unsaid(self) -> tuple[RegionSituation, ...]:
        """Regions that are reported, but not how much of them is out, by name."""
        return tuple(sorted((one for one in self.regions if "unsaid" in one.flags), key=lambda one: one.name))

    @property
    def hidden(self) -> tuple[RegionSituation, ...]:
        """Regions of which a filter hides all that is reported, in the order of the dataset: nothing is known of them here."""
        return tuple(one for one in self.regions if one.state == State.NO_REPORT and one.hidden and "unsaid" not in one.flags)

    @property
    def disputed(self) -> tuple[RegionSituation, ...]:
        """Regions of which sources disagree whether power is out at all, by name: shown as power on, yet some say it is out."""
        return tuple(sorted((one for one in self.regions if "contested" in one.flags and one.state < State.PART),
                            key=lambda one: one.name))

    @property
    def few(self) -> tuple[RegionSituation, ...]:
        """Regions in which few customers are out: most of them first, then by name. They are not counted as affected."""
        few = [one for one in self.regions if one.state == State.FEW]
        return tuple(sorted(few, key=lambda one: (-(one.customers_out or 0), one.name)))

    @property
    def scheduled(self) -> tuple[RegionSituation, ...]:
        """Regions for which planned work is announced, by name; it is no outage, whatever their state."""
        return tuple(sorted((one for one in self.regions if "scheduled" in one.flags), key=lambda one: one.name))

    @property
    def affected(self) -> tuple[RegionSituation, ...]:
        """Regions reported to be without power, wholly or in part: the worst first, then by customers out, then by name."""
        out = [r for r in self.regions if r.state >= State.PART]
        return tuple(sorted(out, key=lambda r: (-r.state, -(r.customers_out or 0), r.name)))


def situation_of(dataset: Dataset, view: View) -> Situation:
    """Return what the dataset says for the View's date. Raises UsageError for a region that the dataset has not."""
    require_region(at_level(dataset, view.level), view.region)
    return _situation_on(dataset, shown_date(dataset, view), view.level)


@derived(most=SITUATIONS_KEPT, words=True)
def _situation_on(whole: Dataset, day: dt.date, level: int | None) -> Situation:
    dataset = at_level(whole, level)
    index = dataset.timeline.index_of(day)
    around = wider_of(whole, level)
    wider = () if around is None else tuple(one for one in _regions(around, index, day) if one.statements)
    return Situation(date=day, regions=_regions(dataset, index, day), totals=totals_of(whole, index), unplaced=unplaced(dataset),
                     wider=wider, level=level_numbers(whole)[0] if level is None else level)


def _regions(dataset: Dataset, index: int | None, day: dt.date) -> tuple[RegionSituation, ...]:
    """The regions of a level on one day; `index`: of the day in the timeline, None outside."""
    shown = _shown(dataset, index)
    by_region: dict[int, list[int]] = defaultdict(list)
    for record, region in zip(shown["record"], shown["region"], strict=True):
        by_region[region].append(record)
    figures = {} if index is None else figures_by_region(dataset, index)
    measured, hidden = _measured(dataset, index, day), hidden_on(dataset, index)
    return tuple(
        _region(dataset, position, code=code, name=name, index=index, records=tuple(by_region.get(position, ())),
                figures=figures.get(position, {}), measured=measured.get(position, {}), hidden=hidden.get(position, 0))
        for position, (code, name) in enumerate(zip(dataset.regions["code"], dataset.regions["name"], strict=True))
    )


def shown_date(dataset: Dataset, view: View) -> dt.date:
    """Return the View's date, or the latest date with reports."""
    if view.date is not None:
        return view.date
    if dataset.selection is not None:  # a filter never moves the date
        return shown_date(dataset.selection.whole, view)
    days = dataset.timeline.days_with_reports
    return dataset.timeline.day(int(days[-1]) if len(days) else 0)


def require_region(dataset: Dataset, code: str | None) -> None:
    """Raise UsageError unless `code` is None or a region of the dataset."""
    if code is not None and code not in set(dataset.regions["code"]):
        some = ", ".join(dataset.regions["code"].head(5))
        raise UsageError(Sentence("The dataset has no region {code!r}. Its codes are such as {some}.", code=code, some=some))


def unplaced(dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """Return (record_id, reason) of every record that no map shows; rows of counts are named by their row. Both may be a
    `Sentence`, to be said by who shows it.
    """
    lost = dataset.placement.region == OUTSIDE
    ids, reasons = dataset.reports["record_id"].to_numpy(object)[lost], dataset.placement.reason[lost]
    reports = list(zip(ids.tolist(), reasons.tolist(), strict=True))
    listed = () if dataset.count_summary is None else dataset.count_summary.listed
    return tuple(reports + [(Sentence("row {row}", row=row), reason) for row, reason in listed])


def unplaced_count(dataset: Dataset) -> int:
    """Return how many records no map shows; of counts there may be more than are listed."""
    listed = () if dataset.count_summary is None else dataset.count_summary.listed
    unused = 0 if dataset.count_summary is None else dataset.count_summary.unused
    return len(unplaced(dataset)) - len(listed) + unused


def _shown(dataset: Dataset, index: int | None) -> pd.DataFrame:
    statements = dataset.timeline.statements
    if index is None:
        return statements.iloc[:0]
    return statements[(statements["first"] <= index) & (statements["last"] >= index)]


def _measured(dataset: Dataset, index: int | None, day: dt.date) -> dict[int, dict[str, float]]:
    """Return what the counts of one day come to, by position of the region on the level that they are of; `index`: of the day."""
    if dataset.count_summary is None or dataset.timeline.values is None:
        return {}
    daily = dataset.count_summary.daily
    wanted: np.ndarray | int = (day - EPOCH).days
    if index is not None and (chosen := dataset.timeline.chosen) is not None:
        wanted = chosen[index, daily["region"]] + (dataset.timeline.first_day - EPOCH).days
    today = daily[daily["day"] == wanted].drop(columns="day")
    today = today.assign(share=today["customers_out"] / today["customers_total"])
    rows = ({str(name): float(figure) for name, figure in row.items() if not np.isnan(figure)}
            for row in today.to_dict("records"))
    return {int(row.pop("region")): row for row in rows}


def _region(
    dataset: Dataset, position: int, *, code: str, name: str, index: int | None, records: tuple[int, ...],
    figures: dict[str, Quantity], measured: dict[str, float], hidden: int
) -> RegionSituation:
    state, flags, setter, rule, age, value = State.NO_REPORT, 0, OUTSIDE, 0, 0, np.nan
    timeline, worst_on = dataset.timeline, None
    if index is not None:
        bits = int(timeline.codes[index, position])
        state, flags, setter = State(bits & STATE_BITS), bits, int(timeline.setter[index, position])
        rule, age = int(timeline.rules[index, position]), int(timeline.ages[index, position])
        value = np.nan if timeline.values is None else float(timeline.values[index, position])
        if bits and timeline.chosen is not None and dataset.span is not None and dataset.span.holds(timeline.day(index)):
            worst_on = timeline.day(int(timeline.chosen[index, position]))
    return RegionSituation(
        code=code, name=name, state=state, flags=tuple(flag for flag, bit in FLAGS.items() if flags & bit), statements=records,
        setter=setter if setter != OUTSIDE else None, scope=_scope(dataset, setter),
        of_scope=scope_in_words(dataset, setter),
        rule=rule_in_words(rule), age=age or None, figures=figures,
        customers_out=None if np.isnan(value) else int(value), measured=measured, hidden=hidden,
        worst_on=worst_on,
    )  # fmt: skip


def scope_in_words(dataset: Dataset, record: int) -> str:
    """Say how much of the part of which a record (row of the reports) speaks is out: "Russian-held part: a large part".

    "" if it speaks of a whole region, or if there is no record.
    """
    scope = _scope(dataset, record)
    extent = EXTENTS_OF_A_PART.get(str(dataset.reports["extent"].iat[record]), "") if scope else ""
    return _("{scope}: {extent}", scope=scope, extent=extent) if extent else scope


def _scope(dataset: Dataset, record: int) -> str:
    """The part of its region of which a record speaks: its scope in words, and the place inside it that it names."""
    if record == OUTSIDE:
        return ""
    scope, inside = str(dataset.reports["scope"].iat[record]), str(dataset.placement.inside[record])
    region = str(dataset.regions["short_name"].iat[dataset.placement.region[record]])
    return ", ".join(filter(None, [scope, beside_region(inside, region)]))
