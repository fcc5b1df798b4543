"""The data behind a picture as tables with one meaning each, and a dictionary of their columns, in one ZIP.

What a table holds is declared once, in DICTIONARY: the file of columns and the tables are made from it.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pandas as pd

from briefing.formats.archive import entry_of
from briefing.formats.geodata import as_csv, readme_of, regions_on
from briefing.request import Request, language_of_request
from briefing.sheet.subject import Subject, unplaced_in_words
from geo.language import in_language
from geo.quantities import KINDS, Quantity
from geo.situation import RegionSituation, Situation, situation_of
from geo.times import Moment
from layers.statements import words_of

TIMES = {"started_at": "started", "ended_at": "ended", "reported_at": "reported", "valid_until": "valid"}
WRITTEN = ("place", "scope", "extent", "kind", "cause", "asset", "services", "status", "source_role")
DICTIONARY: dict[str, dict[str, tuple[str, str]]] = {
    "regions": {
        "date": ("date", "the civil day in the dataset's zone"), "code": ("text", "the region; leads to the other tables"),
        "name": ("text", "its name"),
        "state": ("text", "what the map shows; no_report: nothing is known, or, with the flag unsaid, not how much; hidden: a "
                          "filter hides all that is reported"),
        "flags": ("text", "partial, last_known, contested, estimated, scheduled, hidden, unsaid; parted by blanks"),
        "rule": ("text", "why this state was chosen"), "set_by": ("text", "record_id of the statement that set it"),
        "scope": ("text", "the part of the region that the deciding statement speaks of; blank: all of it"),
        "age_days": ("integer", "days since the state was last current; blank: it is current"),
        "statements": ("integer", "statements shown for the region"),
        "worst_on": ("date", "the date that the row is of, where each region is shown at its worst since one"),
        "compared_with": ("date", "the earlier date, where two are compared"),
        "state_before": ("text", "the state on that date"),
        "change": ("text", "new, worse, same, better, restored, no_news, not_comparable, hidden; power_on, few or no_report: "
                           "not without power on either date"),
    },
    "statements": {
        "date": ("date", "the day on which the statement is shown"), "code": ("text", "its region"),
        "record_id": ("text", "its id"), "source": ("text", "who says so"), "source_role": ("text", "in which role"),
        **{name: ("time", f"{name} in ISO 8601 with offset, or a date alone where no hour was given") for name in TIMES},
        "about": ("text", "those of these times that were given as about; parted by blanks"),
        **{name: ("text", f"{name} as in outages.csv") for name in WRITTEN if name != "source_role"},
        "said": ("text", "the statement in words"), "summary": ("text", "its summary"), "url": ("text", "where it was published"),
    },
    "figures": {
        "date": ("date", "the day"), "of": ("text", "statement, region (range over its sources), total, or measured"),
        "code": ("text", "the region; blank for a total"), "record_id": ("text", "the statement; blank for the others"),
        "quantity": ("text", "people, customers, settlements, facilities, or a figure of the counts"),
        "low": ("number", "least; blank: no source bounds it"), "high": ("number", "most; blank: no source bounds it"),
        "about": ("text", "yes where the source says about"),
    },
    "not_placed": {"reason": ("text", "a record or row that no map shows, and why")},
    "about": {"key": ("text", "what is said"), "value": ("text", "title, dates, zone, sources, disclaimer and limits")},
}  # fmt: skip
"""Table -> column -> type and meaning."""


@in_language(language_of_request)
def tables_of(request: Request) -> bytes:
    """Return a ZIP of CSV files (UTF-8 with a byte order mark): regions, statements, figures, what is not placed, what the data
    are, and `columns.csv`, the meaning of each column. One request gives the same bytes twice.
    """
    subjects = [request.subject.on(date) for date in request.dates]
    regions = pd.concat([_regions(subject) for subject in subjects], ignore_index=True)
    rows: dict[str, list[dict[str, Any]]] = {
        "statements": [row for subject in subjects for row in _statements(subject)],
        "figures": [row for subject in subjects for row in _figures(subject)],
        "not_placed": [{"reason": reason} for reason in unplaced_in_words(request.subject.dataset)],
    }
    found = {"regions": regions, "about": readme_of(request)} | {name: pd.DataFrame(of) for name, of in rows.items()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, columns in DICTIONARY.items():
            whole = {column: "Int64" for column, (kind, _) in columns.items() if kind == "integer"}
            table = found[name].reindex(columns=list(columns)).astype(whole)
            archive.writestr(entry_of(f"{name}.csv", request.subject.made_at, packed=True), as_csv(table))
        meaning = [(name, column, *words) for name, columns in DICTIONARY.items() for column, words in columns.items()]
        said = pd.DataFrame(meaning, columns=["table", "column", "type", "meaning"])
        archive.writestr(entry_of("columns.csv", request.subject.made_at, packed=True), as_csv(said))
    return file.getvalue()


def _regions(subject: Subject) -> pd.DataFrame:
    situation = situation_of(subject.dataset, subject.view)
    return regions_on(subject).assign(scope=[one.scope for one in situation.regions],
                                      age_days=pd.array([one.age for one in situation.regions], dtype="Int64"))  # fmt: skip


def _spoken_of(situation: Situation) -> Iterator[tuple[RegionSituation, int]]:
    """Each region with each record (row of the reports) that is shown for it; on a finer level the regions around it too."""
    for region in (*situation.regions, *situation.wider):
        for record in region.statements:
            yield region, record


def _statements(subject: Subject) -> Iterator[dict[str, Any]]:
    situation, reports = situation_of(subject.dataset, subject.view), subject.dataset.reports
    for region, record in _spoken_of(situation):
        report, words = reports.iloc[record], words_of(subject.dataset, record)
        moments = {name: report[own] for name, own in TIMES.items()}
        yield {"date": situation.date.isoformat(), "code": region.code, "record_id": words.record_id, "source": words.who,
               **{name: iso(moment) for name, moment in moments.items()},
               "about": " ".join(name for name, moment in moments.items() if moment is not None and moment.about),
               **{name: report[name] for name in WRITTEN}, "said": words.what, "summary": words.summary, "url": words.url,
               }  # fmt: skip


def _figures(subject: Subject) -> Iterator[dict[str, Any]]:
    situation, reports = situation_of(subject.dataset, subject.view), subject.dataset.reports

    def row(of: str, quantity: str, figure: Quantity, *, code: str = "", record_id: str = "") -> dict[str, Any]:
        return {"date": situation.date.isoformat(), "of": of, "code": code, "record_id": record_id, "quantity": quantity,
                "low": _plain(figure.low), "high": _plain(figure.high), "about": "yes" if figure.about else ""}  # fmt: skip

    for region, record in _spoken_of(situation):
        report = reports.iloc[record]
        for kind in KINDS:
            if report[kind] is not None:
                yield row("statement", kind, report[kind], code=region.code, record_id=report["record_id"])
    for region in situation.regions:
        for kind, figure in region.figures.items():
            yield row("region", kind, figure, code=region.code)
        for name, measured in region.measured.items():
            yield {"date": situation.date.isoformat(), "of": "measured", "code": region.code, "quantity": name,
                   "low": f"{measured:.10g}", "high": f"{measured:.10g}"}  # fmt: skip
    for kind, total in situation.totals.items():
        if total is not None:
            yield row("total", kind, total)


def _plain(number: int | None) -> str:
    return "" if number is None else str(number)


def iso(moment: Moment | None) -> str:
    """Return a time in ISO 8601: a date alone where no hour was given, else to the minute with its offset; "" for none."""
    if moment is None:
        return ""
    return moment.start.date().isoformat() if moment.whole_day else moment.start.isoformat(timespec="minutes")
