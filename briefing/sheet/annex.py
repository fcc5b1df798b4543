"""The pages after the sheets of a document: who said what, and what a sheet has no room for."""

import datetime as dt
from typing import Any, cast

from briefing.sheet.subject import Content, Subject, language_of_subject, link_of, statements_on, unplaced_in_words
from geo.language import _, in_language, plural
from geo.situation import situation_of
from layers.statements import words_of
from layers.title import zone_in_words

LINES_THAT_FIT = 6


@in_language(language_of_subject)
def annex_of(subject: Subject, dates: list[dt.date], *, first: int = 0, pages: int = 0) -> Content:
    """Return the annex: every source of these dates with each of its statements, then the sources of the data."""
    dataset = subject.dataset
    entries: list[dict[str, object]] = []
    by_source: dict[tuple[str, str], list[int]] = {}
    for record in records_on(subject, dates):
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


def records_on(subject: Subject, dates: list[dt.date]) -> list[int]:
    """Return the records (rows of the reports) that these dates show, ascending."""
    return sorted({record for date in dates for record in statements_on(situation_of(subject.dataset, subject.on(date).view))})


@in_language(language_of_subject)
def table_of(subject: Subject, sheet: Content, *, first: int = 0, pages: int = 0) -> Content:
    """Return the page that follows a sheet whose lists are shortened: all of its lists, whole."""
    entries: list[dict[str, object]] = []
    lists: list[Any] = [sheet["regions"], *cast("list[Any]", sheet.get("also", []))]
    for one in lists:
        if one["lines"]:
            more = one["more"]["count"] - len(one["lines"])
            rest = [plural("and {count} more", "and {count} more", more)] if more > 0 else []
            entries.append({"heading": True, "name": one["title"], "lines": rest})
            entries += [{"name": str(line["name"]), "lines": [str(line["words"])]} for line in one["lines"]]
    title = _("{title}: all of {date}", title=subject.dataset.settings.title, date=sheet["date"])
    return {"kind": "annex", "title": title, "entries": entries, "first": first, "pages": pages, "link": link_of(subject)}


def is_long(sheet: Content) -> bool:
    """Whether the lists of a sheet have so many lines that some may have no room on it."""
    lists: list[Any] = [sheet["regions"], *cast("list[Any]", sheet.get("also", []))]
    return sum(len(one["lines"]) for one in lists) > LINES_THAT_FIT
