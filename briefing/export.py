"""Exports: some dates of a dataset -> one file, by the file's extension."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefing.formats.archive import entry_of
from briefing.formats.geodata import csv_of, gpkg_of
from briefing.formats.gif import gif_of
from briefing.formats.pdf import pdf_of
from briefing.formats.png import SIZES, png_of
from briefing.formats.pptx import pptx_of
from briefing.formats.tables import tables_of
from briefing.request import Request, language_of_request
from briefing.sheet.subject import around, number_of, withheld_in_words
from geo.dataset import Dataset
from geo.errors import UsageError
from geo.files import write_whole
from geo.language import _, in_language
from geo.sentences import Sentence
from geo.view import View
from layers.map import build_map
from layers.page import page_of


def html_of(dataset: Dataset, view: View, *, notes: Iterable[str] = ()) -> bytes:
    """Return the interactive page, UTF-8; it holds all dates, and begins with the View's."""
    return page_of(build_map(dataset, view, notes=notes)).encode()


@in_language(language_of_request)
def interactive_of(request: Request) -> bytes:
    """Return the interactive page, which also says how new its data are, when it was made, and its link."""
    subject = request.subject.on(request.dates[-1])
    last = subject.dataset.timeline.day(subject.dataset.timeline.days - 1)  # the page holds all dates
    words = around(subject, max(last, request.dates[-1]), records=[], page=1, pages=1)
    kept = withheld_in_words(subject)
    notes = [_("{kept} withheld.", kept=kept) if kept else "", str(words["times"]), str(words["link"])]
    return html_of(subject.dataset, subject.view, notes=filter(None, notes))


def picture_of(request: Request) -> bytes:
    """Return one sheet. Raises UsageError if several dates are asked for, since a picture holds one."""
    if len(request.dates) > 1:
        raise UsageError(Sentence("A PNG holds one date. For several give --out-dir FOLDER, or name a .zip, .pdf, .pptx or "
                                  ".gif."))
    made = png_of(request.subject.on(request.dates[0]), request.size or SIZES["16:9"],
                  cancelled=request.cancelled)
    request.step()
    return made


def zip_of(request: Request) -> bytes:
    """Return a ZIP with a PNG of every date, under names that sort."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as folder:  # PNGs are packed already
        for name, picture in _pictures(request):
            folder.writestr(entry_of(name, request.subject.made_at), picture)
    return file.getvalue()


def _pictures(request: Request) -> Iterator[tuple[str, bytes]]:
    for number, date in enumerate(request.dates, 1):
        subject = request.subject.on(date)
        picture = png_of(subject, request.size or SIZES["16:9"], page=number, pages=len(request.dates),
                         cancelled=request.cancelled)
        yield file_name(subject.dataset, subject.view, extension=".png"), picture
        request.step()


FORMATS: dict[str, Callable[[Request], bytes]] = {
    ".png": picture_of, ".pdf": pdf_of, ".pptx": pptx_of, ".gif": gif_of, ".html": interactive_of, ".gpkg": gpkg_of,
    ".csv": csv_of, ".csv.zip": tables_of, ".zip": zip_of,
}  # fmt: skip
"""Extension -> what makes its bytes. To add an export: a module of this package, and its place in this table."""


def export(request: Request, path: Path) -> None:
    """Write an export to `path`, whole or not at all. Raises UsageError for an extension that is no format."""
    make = format_of(path)
    if not path.parent.is_dir():
        raise UsageError(Sentence("The folder {parent} does not exist. Make it first, or choose another.", parent=path.parent))
    write_whole(path, make(request))


def export_each(request: Request, folder: Path) -> list[Path]:
    """Write a PNG of every date into a folder, under names that sort; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, picture in _pictures(request):
        write_whole(folder / name, picture)
        written.append(folder / name)
    return written


def format_of(path: Path) -> Callable[[Request], bytes]:
    """Return what makes the format of a file name. Raises UsageError for an extension that is none."""
    name = path.name.lower()
    make = max((one for one in FORMATS if name.endswith(one)), key=len, default=None)
    if make is None:
        raise UsageError(Sentence("{name!r} has no format that is known. End the name in one of {formats}.", name=path.name,
                                  formats=", ".join(FORMATS)))
    return FORMATS[make]


def file_name(dataset: Dataset, view: View, *, extension: str, until: dt.date | None = None) -> str:
    """Return the name of a file: its catalogue number and its extension; `until`: the last date of a series."""
    return f"{number_of(dataset, view, until=until)}{extension}"
