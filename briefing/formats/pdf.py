"""Sheets -> one PDF: words are words, borders are lines, fonts are embedded."""

import datetime as dt
import io
from typing import TYPE_CHECKING

from briefing.browser.renderer import draw
from briefing.formats.png import page_html, show
from briefing.request import Request
from briefing.sheet.annex import annex_of, summary_of
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import Content

if TYPE_CHECKING:
    from playwright.sync_api import Page

DATES_ON_A_SUMMARY = 42


def pdf_of(request: Request) -> bytes:
    """Return one page for each date; of several dates also a summary before them, and an annex of all statements after them."""
    from pypdf import PdfWriter

    parts = [_printed(request, content) for content in _numbered(request)]
    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part))
    writer.compress_identical_objects()  # each part has brought the same fonts
    settings, made = request.subject.dataset.settings, _pdf_time(request.subject.made_at)
    writer.add_metadata({"/Title": settings.title, "/Subject": settings.disclaimer, "/Author": "; ".join(settings.sources),
                         "/Creator": "Outage Brief", "/CreationDate": made, "/ModDate": made})  # fmt: skip
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
    annex_pages = draw(page_html(subject), request.paper, lambda page: show(page, annex_of(subject, dates))["pages"])
    pages = len(chunks) + len(dates) + int(annex_pages)
    summaries = [summary_of(subject, chunk, page=n, pages=pages) for n, chunk in enumerate(chunks, 1)]
    sheets = [sheet_of(subject.on(date), page=n, pages=pages) for n, date in enumerate(dates, len(chunks) + 1)]
    return [*summaries, *sheets, annex_of(subject, dates, first=len(chunks) + len(dates) + 1, pages=pages)]


def _printed(request: Request, content: Content) -> bytes:
    size = request.paper

    def job(page: "Page") -> bytes:
        show(page, content)
        return page.pdf(width=f"{size.width}px", height=f"{size.height}px", print_background=True, tagged=True)

    printed = draw(page_html(request.subject), size, job)
    if "sources" in content:  # a date; the summary and the annex are not counted
        request.step()
    return printed
