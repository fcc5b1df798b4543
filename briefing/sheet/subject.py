"""What sheets are made of, and what every sheet says: title, date with zone, counts, times, disclaimer, link.

A sheet that lacks its title, date, sources or disclaimer is refused: a picture travels further than the talk it was made for.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geo.dataset import Dataset, at_level, outlined_codes
from geo.derived import derived
from geo.errors import UsageError
from geo.language import NN_, Language, _, in_language, language_of, plural, plural_forms
from geo.localised import language_code, localised
from geo.sentences import Sentence
from geo.settings import Settings
from geo.situation import Situation, published, shown_date, told, unplaced, unplaced_count
from geo.situation.account import rejected, rejected_count, rejected_records
from geo.situation.metrics import STATE, class_words, classes, denominator_in_words, metric_of
from geo.situation.worst import as_viewed
from geo.states import FLAGS, STATE_BITS, State, all_hidden, unsaid
from geo.times import EPOCH
from geo.view import View, to_query
from layers import style
from layers.filters import filter_in_words, hidden_in_words
from layers.layer import LegendEntry
from layers.map import LAYERS
from layers.regions import outline_entries
from layers.reports import symbols_on
from layers.title import date_in_words, zone_in_words

MOST_LINES = 40
MORE = {
    "region": (NN_("and {count} more region", "and {count} more regions"), NN_("{count} region", "{count} regions")),
    "place": (NN_("and {count} more place", "and {count} more places"), NN_("{count} place", "{count} places")),
    "source": (NN_("and {count} more source", "and {count} more sources"), NN_("{count} source", "{count} sources")),
    "statement": (NN_("and {count} more statement", "and {count} more statements"),
                  NN_("{count} statement", "{count} statements")),
}
"""What a list says of the lines that it leaves out: beside others, and alone."""
Content = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What sheets are made of: the dataset as it may be published, the View, and when they are made (aware)."""

    dataset: Dataset
    view: View
    made_at: dt.datetime
    withheld: int = 0
    withheld_days: int = 0

    @property
    def language(self) -> Language:
        return language_of(self.dataset.settings.language)

    @property
    def date(self) -> dt.date:
        """The View's date, which is filled in."""
        assert self.view.date is not None
        return self.view.date

    def on(self, date: dt.date) -> "Subject":
        """Return the same subject on another date."""
        return replace(self, view=replace(self.view, date=date))


def subject_of(dataset: Dataset, view: View, *, made_at: dt.datetime) -> Subject:
    """Return what may be shown of a dataset at `made_at`; the View's date is filled in. Raises UsageError if a sheet would lack
    what it must carry.
    """
    require_complete(dataset.settings)
    language = language_of(language_code(dataset, view.language)).code
    if view.known_on != dataset.known_on:
        raise UsageError(Sentence("The View is of what was known on {known_on}, the dataset of {read_on}. Read it so.",
                                  known_on=view.known_on, read_on=dataset.known_on))
    if view.compare is not None and view.metric not in {None, STATE}:
        raise UsageError(Sentence("Two dates are compared by state: leave out the metric, or the date to compare with."))
    if view.compare is not None and metric_of(dataset, None).name != STATE:
        view = replace(view, metric=STATE)
    public = published(dataset, made_at)
    date = shown_date(public.dataset, view)
    shown = localised(as_viewed(public.dataset, view), language)
    return Subject(dataset=shown, view=replace(view, date=date), made_at=made_at,
                   withheld=public.withheld, withheld_days=public.withheld_days)  # fmt: skip


def language_of_subject(subject: Subject) -> str:
    """Return the language that a subject is in, as `geo.language.in_language` asks for it."""
    return subject.language.code


def require_complete(settings: Settings) -> None:
    """Raise UsageError if title, zone, sources or disclaimer are missing or blank: no sheet leaves without them."""
    given = {"title": settings.title, "zone_name": settings.zone_name, "disclaimer": settings.disclaimer,
             "sources": "".join(settings.sources)}
    blank = [name for name, text in given.items() if not text.strip()]
    if blank:
        raise UsageError(Sentence("A sheet must say {given}. Blank here: {blank}. Fill it in dataset.toml.",
                                  given=", ".join(given), blank=", ".join(blank)))


def unplaced_in_words(dataset: Dataset) -> list[str]:
    """Return a line for every record that is not on the map, and every row that was rejected: which, and why."""
    return [f"{record}: {reason}" for record, reason in (*unplaced(dataset), *rejected_records(rejected(dataset)))]


def link_of(subject: Subject) -> str:
    """Return the link of the View under the dataset's address; "" if it has none, for half a link leads nowhere."""
    address = subject.dataset.settings.address
    return f"{address}{'&' if '?' in address else '?'}{to_query(subject.view)}" if address else ""


def index_of(dataset: Dataset, date: dt.date) -> int:
    """Return the index of a date for the page; outside the timeline nothing is known, and the map says so."""
    return (date - dataset.timeline.first_day).days


def as_of_words(dataset: Dataset, language: Language, *, until: dt.date) -> str:
    """Say when the newest report up to a date was told, or of which day the newest count is; "" if there is neither."""
    moments = (moment for moment in told(dataset.reports) if moment is not None and moment.start.date() <= until)
    newest = max(moments, key=lambda moment: moment.end, default=None)
    counts = dataset.count_summary
    days = [] if counts is None else [day for day in counts.daily["day"].unique() if day <= (until - EPOCH).days]
    last = EPOCH + dt.timedelta(days=int(max(days))) if days else None
    if last is not None and (newest is None or newest.start.date() < last):
        return language.day(last)
    if newest is None:
        return ""
    return language.day(newest.start.date()) if newest.whole_day else language.moment(newest.start)


@in_language(language_of_subject)
def around(subject: Subject, date: dt.date, *, records: list[int], page: int, pages: int) -> Content:
    """What every sheet says around its maps; `records`: rows of the reports that it shows."""
    dataset, settings, language = subject.dataset, subject.dataset.settings, subject.language
    newest = as_of_words(dataset, language, until=date)
    shown = filter_in_words(dataset, number=language.number)
    made = _("made {moment} ({zone})", moment=_moment(subject, subject.made_at), zone=settings.zone_name)
    dated = [_("Data as of {moment}", moment=newest)] if newest else []
    times = "; ".join([*dated, *_refused(subject), made])
    times = f"{times[0].upper()}{times[1:]}."
    return {
        "title": settings.title, "date": date_in_words(dataset, date, day=language.day),
        "zone": " · ".join(filter(None, [_("Dates in {zone}", zone=zone_in_words(dataset, day=language.day)),
                                         hidden_in_words(dataset, number=language.number)])),
        "disclaimer": settings.disclaimer,
        "filter": shown,
        "notes": [*filter(None, [shown, metric_in_words(subject)]), _counted(subject, len(records)), times],
        "times": times,
        "without": _("Without power"), "data": _("Map data: {sources}", sources=" · ".join(settings.sources)),
        "credits": credits_of(settings.sources),
        "as_of": newest or _("not known"), "link": link_of(subject),
        "catalogue": number_of(dataset, subject.view).replace("_", "-"),
        "page": _("page {number} of {pages}", number=page, pages=pages),
    }  # fmt: skip


def number_of(dataset: Dataset, view: View, *, until: dt.date | None = None) -> str:
    """Return the catalogue number of a sheet, which sorts by subject and date and names its file: UA_outages_20260107_v1; of a
    series, with its first and last date.
    """
    first = shown_date(dataset, view)
    dates = f"{first:%Y%m%d}" if until is None or until == first else f"{first:%Y%m%d}-{until:%Y%m%d}"
    since = "" if view.compare is None else f"_since_{view.compare:%Y%m%d}"
    since += "" if view.worst_since is None else f"_worst_since_{view.worst_since:%Y%m%d}"
    return f"{dataset.settings.code}_outages_{dates}{since}{'_filtered' if view.only else ''}_v1"


def credits_of(sources: Sequence[str]) -> list[str]:
    """Return the credits of the map's data, each shorter than the one before; the file's properties have them whole.

    The shortest names those whose licence asks for it.
    """
    short = [in_short(source) for source in sources]
    asked = [one for one in short if "(" in one and "public domain" not in one.lower()]
    return [_("Map data: {sources}", sources=" · ".join(some))
            for some in (short, [*asked, _("more in the file's properties")])]


def in_short(source: str) -> str:
    """Return a source of the map's data with its licence, or up to its first comma: "GeoNames (CC BY 4.0)"."""
    licensed = re.match(r"(?:[^:(]*: )?([^,(;]*\([^)]*\))", source)
    return licensed.group(1) if licensed else re.split("[,;]", source)[0]


def _refused(subject: Subject) -> list[str]:
    """Say that something newer than what is shown could not be taken: it may tell another story."""
    good_at = ((copy.name, dt.datetime.fromtimestamp(copy.good_at, dt.UTC)) for copy in subject.dataset.refused)
    return [_("{name} are of {moment}, as what came later was refused", name=name, moment=_moment(subject, at))
            for name, at in good_at]


def _moment(subject: Subject, moment: dt.datetime) -> str:
    return subject.language.moment(moment.astimezone(subject.dataset.settings.zone))


def _counted(subject: Subject, shown: int) -> str:
    """Say how many reports the sheet shows, how many are nowhere on the map, and how many an embargo keeps back."""
    dataset, number = subject.dataset, subject.language.number
    lost, bad, words = unplaced_count(dataset), rejected_count(dataset), list[str]()
    known = dataset if dataset.selection is None else dataset.selection.whole
    empty = not len(known.reports) and dataset.count_summary is None
    if empty:
        words.append(_("No reports in the dataset"))
    elif len(dataset.reports) or dataset.count_summary is None:
        words.append(plural("{count} report shown of {total} in the dataset", "{count} reports shown of {total} in the dataset",
                            shown, count=number(shown), total=number(len(known.reports))))  # fmt: skip
    if dataset.count_summary is not None:
        read = dataset.count_summary.read
        words.append(plural("{count} rows of counts in the dataset", "{count} rows of counts in the dataset", read,
                            count=number(read)))  # fmt: skip
    if lost or not (bad or empty):
        words.append(_("{count} not placed on the map", count=number(lost)) if lost else _("every record is placed"))
    if bad:
        words.append(plural("{count} row rejected", "{count} rows rejected", bad, count=number(bad)))
    return "; ".join([*words, *(_("{kept} withheld", kept=kept) for kept in [withheld_in_words(subject)] if kept)]) + "."


@in_language(language_of_subject)
def withheld_in_words(subject: Subject) -> str:
    """Name what an embargo keeps back: "2 reports and counts of 1 day newer than 24 hours"; "" if nothing."""
    number, kept = subject.language.number, list[str]()
    if subject.withheld:
        kept.append(plural("{count} report", "{count} reports", subject.withheld, count=number(subject.withheld)))
    if subject.withheld_days:
        kept.append(plural("counts of {count} day", "counts of {count} days", subject.withheld_days,
                           count=number(subject.withheld_days)))  # fmt: skip
    if not kept:
        return ""
    both = _("{reports} and {counts}", reports=kept[0], counts=kept[1]) if len(kept) > 1 else kept[0]
    hours = subject.dataset.settings.embargo_hours
    return plural("{kept} newer than {hours} hours", "{kept} newer than {hours} hours", int(hours), kept=both, hours=f"{hours:g}")


def colours_on(subject: Subject, indices: list[int | None]) -> list[LegendEntry]:
    """Return what the colours of regions mean on these dates (indices): states and flags, or the classes of a metric."""
    shown = at_level(subject.dataset, subject.view.level)
    metric = metric_of(subject.dataset, subject.view.metric)
    coded = classes(shown, metric)
    codes = [np.zeros(coded.shape[1], np.uint8) if index is None else coded[index] for index in indices]
    if metric.name == STATE:
        outlined = outlined_codes(subject.dataset, subject.view.level)
        around = [np.zeros(1, np.uint8) if outlined is None or index is None else outlined[index] for index in indices]
        worst = max(int(row.max(initial=0)) for row in around)
        return states_and_flags(codes + [row[row > 0] & STATE_BITS for row in around]) + list(outline_entries(worst))
    found, words = {int(code) for row in codes for code in np.unique(row)}, class_words(metric)
    return [LegendEntry(swatch="state", key=code, words=words[code]) for code in sorted(found, reverse=True)]


def metric_in_words(subject: Subject) -> str:
    """Say what the colours show, and where the numbers of customers are from; "" for the state."""
    metric = metric_of(subject.dataset, subject.view.metric)
    if metric.name == STATE:
        return ""
    source = f" {denominator_in_words(subject.dataset)}." if metric.of_total else ""
    title = f"{metric.title[0].lower()}{metric.title[1:]}"
    return _("Colour by: {metric}, as measured; no data where nothing was.", metric=title) + source


def statements_on(situation: Situation) -> list[int]:
    """Return the records (rows of the reports) that a date shows, ascending."""
    return sorted({record for region in (*situation.regions, *situation.wider) for record in region.statements})


def listed(title: str, lines: list[dict[str, object]] | list[dict[str, str]], what: str, *, none: str = "",
           column: str = "") -> Content:  # fmt: skip
    """Return a list that a sheet may shorten: at most MOST_LINES lines, how many there are, words for those left out, words
    for no line at all, and what the words of a line are, for the head of a table. `what`: one of MORE.
    """
    return {"title": title, "column": column or _("State"), "lines": lines[:MOST_LINES], "none": none or _("None reported."),
            "more": more_of(what, len(lines))}  # fmt: skip


def more_of(what: str, count: int) -> Content:
    """Return how many lines a list has, and what it says of those that it leaves out. `what`: one of MORE."""
    others, alone = MORE[what]
    return {"count": count, "others": plural_forms(*others), "all": plural_forms(*alone)}


def states_and_flags(codes: list[np.ndarray]) -> list[LegendEntry]:
    """The states and flags that occur, the worst first."""
    states = {int(code) & STATE_BITS for row in codes for code in np.unique(row) if not (all_hidden(code) or unsaid(code))}
    seen = int(np.bitwise_or.reduce([int(np.bitwise_or.reduce(row)) for row in codes] or [0]))
    brief = {state: style.EXTENT_OF[state] for state in State if state >= State.PART}
    found = [LegendEntry(swatch="state", key=int(s), words=style.STATE_WORDS[s], brief=brief.get(s, ""))
             for s in reversed(State) if int(s) in states]
    flags = [(FLAGS[flag], words) for flag, words in style.FLAG_WORDS.items() if seen & FLAGS[flag]]
    return found + [LegendEntry(swatch="flag", key=bit, words=words) for bit, words in flags]


@derived(words=True)
def legends(dataset: Dataset) -> dict[str, tuple[LegendEntry, ...]]:
    """Return the legend of each layer over all dates; to lay layers out for every date anew would cost more than the picture."""
    return {module.NAME: module.layer(dataset, View()).drawing.legend for module in LAYERS if module.TITLE is not None}


def symbols_of(dataset: Dataset, view: View, dates: list[dt.date]) -> list[LegendEntry]:
    """Return the legend of the symbols of reports that these dates show, if that layer is switched on."""
    indices = map(dataset.timeline.index_of, dates)
    shown = {kind for index in indices for kind in symbols_on(dataset, index, level=view.level)}
    return [entry for entry in legends(dataset)["reports"] if entry.key in shown] if "reports" in view.layers else []


def entries_of(entries: list[LegendEntry]) -> list[dict[str, object]]:
    """Return lines of a legend as plain data; what hints at zooming is for the page only."""
    return [{"swatch": entry.swatch, "key": entry.key, "words": entry.words, "brief": entry.brief} for entry in entries]
