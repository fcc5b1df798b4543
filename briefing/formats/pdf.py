"""Sheets -> one PDF: words are words, borders are lines, fonts are embedded."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.browser.renderer import TIMEOUT_S, draw
from briefing.formats.png import page_html, show
from briefing.request import Request, language_of_request
from briefing.sheet.annex import annex_of, summary_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import Content
from geo.language import in_language

if TYPE_CHECKING:
    from playwright.sync_api import Page

DATES_ON_A_SUMMARY = 42
PAGE_S = 10  # that a page of a document may take, beside the time that any picture may


@in_language(language_of_request)
def pdf_of(request: Request) -> bytes:
    """Return one page for each date; of several dates also a summary before them, and an annex of all statements after them.

    All pages are printed at once: a document that is put together from several loses its tags, its language and its links.
    """
    from pypdf import PdfWriter

    contents = _numbered(request)
    writer = PdfWriter(io.BytesIO(_printed(request, contents)), incremental=True)  # what the browser has written stays as it is
    settings, made = request.subject.dataset.settings, _pdf_time(request.subject.made_at)
    writer.add_metadata({"/Title": settings.title, "/Subject": settings.disclaimer, "/Author": "Outage Brief",
                         "/Keywords": "; ".join(settings.sources), "/Creator": "Outage Brief", "/CreationDate": made,
                         "/ModDate": made})  # fmt: skip
    for number, content in enumerate(contents if len(contents) > 1 else ()):
        writer.add_outline_item(title=str(content.get("date", content["title"])), page_number=number)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _pdf_time(moment: dt.datetime) -> str:
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _numbered(request: Request) -> list[Content]:
    """Return the contents of all pages; how many the annex takes only the browser can tell."""
    subject, dates = request.subject, list(request.dates)
    if len(dates) == 1:
        return [sheet_of(subject.on(dates[0]))]
    chunks = [dates[at : at + DATES_ON_A_SUMMARY] for at in range(0, len(dates), DATES_ON_A_SUMMARY)]
    annex_pages = draw(page_html(subject), request.paper, lambda page: show(page, annex_of(subject, dates))["pages"],
                       cancelled=request.cancelled)
    pages = len(chunks) + len(dates) + int(annex_pages)
    summaries = [summary_of(subject, chunk, page=n, pages=pages) for n, chunk in enumerate(chunks, 1)]
    sheets = [sheet_of(subject.on(date), page=n, pages=pages) for n, date in enumerate(dates, len(chunks) + 1)]
    return [*summaries, *sheets, annex_of(subject, dates, first=len(chunks) + len(dates) + 1, pages=pages)]


def _printed(request: Request, contents: Sequence[Content]) -> bytes:
    size = request.paper

    def job(page: "Page") -> bytes:
        for number, content in enumerate(contents):
            show(page, content, place=number)
            if "sources" in content:  # a date; the summary and the annex are not counted
                request.step()
        return page.pdf(width=f"{size.width}px", height=f"{size.height}px", print_background=True, tagged=True)

    return draw(page_html(request.subject), size, job, timeout_s=TIMEOUT_S + PAGE_S * len(contents), cancelled=request.cancelled)
