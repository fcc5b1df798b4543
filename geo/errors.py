"""Errors that say what is wrong, where, what was expected and what to do."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

FAULTS_SHOWN, REASON_LETTERS = 20, 300
EXTRAS = {
    "pictures": ("playwright", "PIL", "pypdf", "pptx"),
    "live": ("requests", "urllib3", "sqlalchemy", "psycopg"),
    "osm": ("osmium",),
    "xlsx": ("openpyxl",),
    "spark": ("pyspark",),
}
"""What pyproject.toml calls an extra, and the packages that it brings."""


class OutageBriefError(Exception):
    """Anything the user can mend; its text is meant for the user."""


class UsageError(OutageBriefError):
    """A request that cannot be met as it was put: a date, a layer, a region, a file type."""


class CrsError(OutageBriefError):
    """Two frames whose coordinate reference systems differ, or a frame without one."""


class Refused(OutageBriefError):
    """What came from elsewhere is not taken; the text is the reason, and holds nothing secret."""


class OldNameWarning(FutureWarning):
    """A setting or an option is given under the name that it had before 0.2; the text says the new one."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing wrong in one place of one file. `row` counts the header as row 1, as an editor shows it."""

    what: str
    file: str
    expected: str
    remedy: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column is not None:
            where += f", column {self.column}"
        found = "" if self.value is None else f" Found: {self.value!r}."
        return f"{where}: {self.what}.{found} Expected: {self.expected}. Remedy: {self.remedy}."


class DataError(OutageBriefError):
    """All faults of one input, gathered, so that one round trip mends the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [str(fault) for fault in self.faults[:FAULTS_SHOWN]]
        if len(self.faults) > FAULTS_SHOWN:
            shown.append(f"... and {len(self.faults) - FAULTS_SHOWN} more.")
        super().__init__("\n".join(shown))


def rejected_rows(faults: Iterable[Fault], *, read: int, file: str, most: float) -> frozenset[int]:
    """Return the rows that have a fault; the others can be used.

    `read`: rows of the file; `most`: the share of them that may be bad. Raises DataError with every
    fault if more are, or if a fault is of the file and not of a row.
    """
    faults = tuple(faults)
    rows = frozenset(fault.row for fault in faults if fault.row is not None)
    if any(fault.row is None for fault in faults):
        raise DataError(faults)
    if len(rows) > most * read:
        raise DataError([Fault(what=f"{len(rows)} of {read} rows cannot be used", file=file,
                               expected=f"at most {100 * most:g} in 100 (max_rejected_share in dataset.toml)",
                               remedy="correct the rows that follow"), *faults])  # fmt: skip
    return rows


def raise_faults(faults: Iterable[Fault]) -> None:
    """Raise one DataError that holds every fault, if there is any."""
    gathered = tuple(faults)
    if gathered:
        raise DataError(gathered)


@contextmanager
def faults_of_reading(file: str, *, what: str, expected: str, remedy: str) -> Iterator[None]:
    """Turn whatever a library raises on a file into a DataError that names the file.

    On broken files libraries raise nearly anything: zipfile, csv, zlib, pyarrow, pyproj and XML have
    kinds of their own, deep JSON is a RecursionError, openpyxl trips over its own None. So every
    Exception is caught and kept as the cause; errors of this module pass as they are.
    """
    try:
        yield
    except OutageBriefError:
        raise
    except Exception as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else str(error).strip()
        said = said[:REASON_LETTERS] or type(error).__name__
        raise DataError([Fault(what=f"{what} ({said})", file=file, expected=expected, remedy=remedy)]) from error


def require_extra(extra: str) -> None:
    """Raise UsageError, with what to install, if a package of an extra is missing; call it before the import."""
    missing = [name for name in EXTRAS[extra] if find_spec(name) is None]
    if missing:
        file = "requirements-spark.txt" if extra == "spark" else "requirements.txt"
        raise UsageError(f"Missing package: {', '.join(missing)}. Install the extra `{extra}`: pip install -r {file}, or "
                         f"uv tool install 'outage-brief[{extra}]'.")
