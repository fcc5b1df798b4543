"""Sheets -> one PDF: words are words, borders are lines, fonts are embedded."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.browser.renderer import TIMEOUT_S, draw
from briefing.formats.png import page_html, show
from briefing.request import Request, language_of_request
from briefing.sheet.annex import annex_of, is_long, table_of
from briefing.sheet.series import summary_of
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

    A date whose lists have no room on its page has them whole on the page that follows.

    All pages are printed at once: a document that is put together from several loses its tags, its language and its links.
    """
    from pypdf import PdfWriter

    contents = _numbered(request)
    writer = PdfWriter(io.BytesIO(_printed(request, contents)), incremental=True)  # what the browser has written stays as it is
    settings, made = request.subject.dataset.settings, _pdf_time(request.subject.made_at)
    writer.add_metadata({"/Title": settings.title, "/Subject": settings.disclaimer, "/Author": "Outage Brief",
                         "/Keywords": "; ".join(settings.sources), "/Creator": "Outage Brief", "/CreationDate": made,
                         "/ModDate": made})  # fmt: skip
    for number, content in _places(contents) if len(contents) > 1 else ():
        writer.add_outline_item(title=str(content.get("date", content["title"])), page_number=number)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _places(contents: Sequence[Content]) -> list[tuple[int, Content]]:
    """Each content with its page, from 0: a table that takes several moves what follows it."""
    places, at = list[tuple[int, Content]](), 0
    for content in contents:
        places.append((at, content))
        at += int(str(content.get("takes", 1)))
    return places


def _pdf_time(moment: dt.datetime) -> str:
    offset = f"{moment:%z}"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def _numbered(request: Request) -> list[Content]:
    """Return the contents of all pages; how many the annex and the tables of crowded dates take only the browser can tell."""
    subject, dates = request.subject, list(request.dates)
    chunks = [dates[at : at + DATES_ON_A_SUMMARY] for at in range(0, len(dates), DATES_ON_A_SUMMARY)] if len(dates) > 1 else []
    sheets = [sheet_of(subject.on(date)) for date in dates]
    tables, annex_pages = _measured(request, sheets)
    pages, total = list[Content](), len(chunks) + len(dates) + sum(tables) + annex_pages
    for chunk in chunks:
        pages.append(summary_of(subject, chunk, page=len(pages) + 1, pages=total))
    at = len(pages) + 1
    for date, sheet, table in zip(dates, sheets, tables, strict=True):
        pages.append(sheet_of(subject.on(date), page=at, pages=total))
        if table:
            pages.append(table_of(subject.on(date), sheet, first=at + 1, pages=total) | {"takes": table})
        at += 1 + table
    return [*pages, annex_of(subject, dates, first=at, pages=total)] if annex_pages else pages


def _measured(request: Request, sheets: Sequence[Content]) -> tuple[list[int], int]:
    """Return how many pages of tables follow each sheet, none if its lists are whole, and how many the annex takes."""
    subject, dates = request.subject, list(request.dates)

    def job(page: "Page") -> tuple[list[int], int]:
        tables = [0] * len(sheets)
        for number, sheet in enumerate(sheets):
            if is_long(sheet) and show(page, sheet, place=0)["shortened"]:
                tables[number] = int(show(page, table_of(subject.on(dates[number]), sheet))["pages"])
        return tables, int(show(page, annex_of(subject, dates))["pages"]) if len(dates) > 1 else 0

    if len(dates) == 1 and not is_long(sheets[0]):
        return [0], 0
    return draw(page_html(subject), request.paper, job, timeout_s=TIMEOUT_S + PAGE_S * len(sheets), cancelled=request.cancelled)


def _printed(request: Request, contents: Sequence[Content]) -> bytes:
    size = request.paper

    def job(page: "Page") -> bytes:
        for number, content in enumerate(contents):
            show(page, content, place=number)
            if "sources" in content:  # a date; the summary and the annex are not counted
                request.step()
        return page.pdf(width=f"{size.width}px", height=f"{size.height}px", print_background=True, tagged=True)

    return draw(page_html(request.subject), size, job, timeout_s=TIMEOUT_S + PAGE_S * len(contents), cancelled=request.cancelled)
