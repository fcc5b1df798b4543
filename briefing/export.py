"""Exports: one View of a dataset -> one file, by the file's extension."""

from collections.abc import Callable
from pathlib import Path

from geo.dataset import Dataset
from geo.errors import UsageError
from geo.files import write_whole
from geo.situation import shown_date
from geo.view import View
from layers.map import build_map
from layers.page import page_of


def html_of(dataset: Dataset, view: View) -> bytes:
    """Return the interactive page, UTF-8."""
    return page_of(build_map(dataset, view)).encode()


FORMATS: dict[str, Callable[[Dataset, View], bytes]] = {".html": html_of}
"""Extension -> what makes its bytes. To add an export: a module of this package, and its place in this line."""


def export(dataset: Dataset, view: View, path: Path) -> None:
    """Write one View to `path`, whole or not at all. Raises UsageError for an extension that is no format."""
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        raise UsageError(f"{path.name!r} has no format that is known. End the name in one of {', '.join(FORMATS)}.")
    if not path.parent.is_dir():
        raise UsageError(f"The folder {path.parent} does not exist. Make it first, or choose another.")
    write_whole(path, make(dataset, view))


def file_name(dataset: Dataset, view: View, *, extension: str) -> str:
    """Return a name that sorts by subject and date: UA_outages_20260107_v1.html."""
    return f"{dataset.settings.code}_outages_{shown_date(dataset, view):%Y%m%d}_v1{extension}"
