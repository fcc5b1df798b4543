"""What is asked of an export: which subject, which dates, which size, and whom to tell how far it is."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from briefing.browser.renderer import Size, never
from briefing.sheet.subject import Subject
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.sentences import Sentence
from geo.view import parse_date

EPOCH = "SOURCE_DATE_EPOCH"
A4 = Size(width=1123, height=794, scale=2, per_inch=96)


def language_of_request(request: "Request") -> str:
    """Return the language that an export is in, as `geo.language.in_language` asks for it."""
    return request.subject.language.code


@dataclass(frozen=True, kw_only=True)
class Request:
    """One export. `dates` has at least one; `size` None is the format's own; `step` is called after each date; once `cancelled`
    returns True, what is being made ends with StoppedError.

    Raises UsageError for a series of a View that shows the worst of several dates: its pictures would each hold those before.
    """

    subject: Subject
    dates: tuple[dt.date, ...]
    size: Size | None = None
    step: Callable[[], None] = field(default=lambda: None)
    cancelled: Callable[[], bool] = never

    def __post_init__(self) -> None:
        if len(self.dates) > 1 and self.subject.view.worst_since is not None:
            raise UsageError(Sentence("The worst of several dates is one picture: leave out worst-since, or the series."))

    @property
    def paper(self) -> Size:
        """The size of a page that is printed."""
        return self.size or A4


def parse_span(text: str) -> tuple[dt.date, dt.date]:
    """Read 2026-01-07..2026-01-11. Raises UsageError."""
    first, dots, last = text.partition("..")
    if not dots:
        raise UsageError(Sentence("Invalid span of dates {text!r}. Use the first and the last: 2026-01-07..2026-01-11.",
                                  text=text[:60]))
    span = parse_date(first), parse_date(last)
    if span[0] > span[1]:
        raise UsageError(Sentence("The span {text} ends before it begins. Write the earlier date first.", text=text))
    return span


def parse_timestamp(text: str | None, zone: ZoneInfo) -> dt.datetime:
    """Read the time that a sheet says it was made at, naive in `zone`.

    None is what SOURCE_DATE_EPOCH in the environment says (whole seconds since 1970 UTC, as
    https://reproducible-builds.org has it), else now, to the minute. Raises UsageError.
    """
    if text is None:
        epoch = os.environ.get(EPOCH, "")
        return _since_1970(epoch, zone) if epoch else dt.datetime.now(zone).replace(second=0, microsecond=0)
    try:
        made = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(Sentence("Invalid time {text!r}. Use 2026-01-12T08:30, with an offset if it is not {zone}.",
                                  text=text[:40], zone=zone.key)) from error
    return made if made.tzinfo else made.replace(tzinfo=zone)


def _since_1970(seconds: str, zone: ZoneInfo) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(Sentence("Invalid {name} {seconds!r} in the environment. Use whole seconds since 1970-01-01 UTC, "
                                  "such as 1768206600, or give --timestamp.", name=EPOCH, seconds=seconds[:40])) from error


def dates_between(dataset: Dataset, first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the dates with reports from `first` to `last`, both included. Raises UsageError if there is none."""
    timeline = dataset.timeline
    found = tuple(day for index in timeline.days_with_reports if first <= (day := timeline.day(int(index))) <= last)
    if not found:
        with_reports = [timeline.day(int(index)).isoformat() for index in timeline.days_with_reports]
        some = f"{with_reports[0]} to {with_reports[-1]}" if with_reports else "none"
        raise UsageError(Sentence("There is no date with reports from {first} to {last}. The dataset's dates with reports "
                                  "are: {some}.", first=first, last=last, some=some))
    return found
