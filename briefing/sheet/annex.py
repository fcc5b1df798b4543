"""What a series of sheets has beside them: a page of all its dates, small, and an annex of who said what."""

import datetime as dt

from briefing.sheet.subject import (
    Content,
    Subject,
    around,
    colours_on,
    entries_of,
    index_of,
    language_of_subject,
    link_of,
    statements_on,
    unplaced_in_words,
)
from geo.dataset import at_level
from geo.language import _, in_language, plural
from geo.situation import situation_of
from geo.states import STATE_BITS, State
from layers.statements import words_of
from layers.title import zone_in_words
from layers.topology import encode

NOT_DRAWN = ["labels", "reports", "substations"]  # no room in small maps


@in_language(language_of_subject)
def summary_of(subject: Subject, dates: list[dt.date], *, page: int, pages: int) -> Content:
    """Return the sheet of many dates, small."""
    dataset, language = subject.dataset, subject.language
    first, last = dates[0], dates[-1]
    codes = [at_level(dataset, subject.view.level).timeline.codes[index] for date in dates
             if (index := dataset.timeline.index_of(date)) is not None]  # fmt: skip
    affected = [int((row & STATE_BITS >= State.PART).sum()) for row in codes]
    left, top, right, bottom = encode(dataset).grid.frame
    return around(subject, last, records=_records(subject, dates), page=page, pages=pages) | {
        "kind": "summary", "date": _("{first} to {last}", first=language.day(first), last=language.day(last)),
        "headline": plural("{count} dates with reports, in order.", "{count} dates with reports, in order.", len(dates)),
        "aspect": (right - left) / (bottom - top),
        "maps": [{"index": index_of(dataset, date), "small": True, "without": NOT_DRAWN,
                  "caption": language.short_day(date),
                  "note": _("{count} affected", count=count)} for date, count in zip(dates, affected, strict=True)],
        "legend": entries_of(colours_on(subject, [dataset.timeline.index_of(date) for date in dates])),
    }  # fmt: skip


@in_language(language_of_subject)
def annex_of(subject: Subject, dates: list[dt.date], *, first: int = 0, pages: int = 0) -> Content:
    """Return the annex: every source of these dates with each of its statements, then the sources of the data."""
    dataset = subject.dataset
    entries: list[dict[str, object]] = []
    by_source: dict[tuple[str, str], list[int]] = {}
    for record in _records(subject, dates):
        words = words_of(dataset, record)
        by_source.setdefault((words.who, words.role), []).append(record)
    for (who, role), said in sorted(by_source.items()):
        entries.append({"heading": True, "name": who, "lines": [role]})
        for record in said:
            w = words_of(dataset, record)
            lines = [w.when, w.figures, w.services, w.summary, w.quotes, w.url, _("Record {record}", record=w.record_id)]
            entries.append({"name": w.what, "lines": [line for line in lines if line]})
    entries += [{"heading": True, "name": _("Data of the map"), "lines": list(dataset.settings.sources)}]
    if left := unplaced_in_words(dataset):
        entries.append({"heading": True, "name": _("Not on the map"), "lines": left})
    day, zone = subject.language.day, zone_in_words(dataset)
    title = _("{title}: sources and statements, {first} to {last} ({zone})", title=dataset.settings.title, first=day(dates[0]),
              last=day(dates[-1]), zone=zone)  # fmt: skip
    return {"kind": "annex", "title": title, "entries": entries, "first": first, "pages": pages, "link": link_of(subject)}


def _records(subject: Subject, dates: list[dt.date]) -> list[int]:
    return sorted({record for date in dates for record in statements_on(situation_of(subject.dataset, subject.on(date).view))})
