"""Errors that say what is wrong, where, what was expected and what to do."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

from geo.sentences import Sentence, control, joined

FAULTS_SHOWN, REASON_LETTERS = 20, 300
SYSTEM = {
    errno.ENOENT: Sentence("No such file or directory"), errno.EACCES: Sentence("Permission denied"),
    errno.EISDIR: Sentence("Is a directory"), errno.ENOTDIR: Sentence("Not a directory"),
    errno.ENOSPC: Sentence("No space left on device"),
}  # fmt: skip
"""What an operating system says most often of a file, in its own English."""
EXTRAS = {
    "pictures": ("playwright", "PIL", "pypdf", "pptx"),
    "live": ("requests", "urllib3", "sqlalchemy", "psycopg"),
    "osm": ("osmium",),
    "xlsx": ("openpyxl",),
    "spark": ("pyspark",),
}
"""What pyproject.toml calls an extra, and the packages that it brings."""


class OutageBriefError(Exception):
    """Anything the user can mend; its text, a `Sentence`, is meant for the user: `str()` says it in the language spoken then."""


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
    """One thing wrong in one place of one file. `row` counts the header as row 1, as an editor shows it.

    `what`, `expected` and `remedy` are sentences: a file is read once, and its faults are shown in the language of who looks.
    """

    what: str
    file: str
    expected: str
    remedy: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def sentence(self) -> Sentence:
        """All that the fault says, to be said later."""
        if self.value is None:
            return Sentence("{where}: {what}. Expected: {expected}. Remedy: {remedy}.", where=self._where, what=self.what,
                            expected=self.expected, remedy=self.remedy)  # fmt: skip
        return Sentence("{where}: {what}. Found: {value!r}. Expected: {expected}. Remedy: {remedy}.", where=self._where,
                        what=self.what, value=self.value, expected=self.expected, remedy=self.remedy)  # fmt: skip

    @property
    def _where(self) -> str:
        if self.row is not None and self.column is not None:
            return Sentence("{file}, row {row}, column {column}", file=self.file, row=self.row, column=self.column)
        if self.row is not None:
            return Sentence("{file}, row {row}", file=self.file, row=self.row)
        return self.file if self.column is None else Sentence("{file}, column {column}", file=self.file, column=self.column)


class DataError(OutageBriefError):
    """All faults of one input, gathered, so that one round trip mends the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [fault.sentence for fault in self.faults[:FAULTS_SHOWN]]
        if (more := len(self.faults) - FAULTS_SHOWN) > 0:
            shown.append(Sentence("... and {more} more.", more=more))
        super().__init__(joined(shown, by="\n"))


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
        raise DataError([Fault(what=Sentence("{count} of {read} rows cannot be used", count=len(rows), read=read), file=file,
                               expected=control(Sentence("at most {share:g} in 100 (max_rejected_share in dataset.toml)",
                                                         share=100 * most),
                                                field=Sentence("at most {share:g} in 100", share=100 * most)),
                               remedy=Sentence("correct the rows that follow")), *faults])  # fmt: skip
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
        raise DataError([Fault(what=Sentence("{what} ({said})", what=what, said=said_by(error)), file=file,
                               expected=expected, remedy=remedy)]) from error  # fmt: skip


def said_by(error: Exception) -> str:
    """Return what an error says: our sentence, or the words of a library, which may quote an address with its password."""
    ours = words_of(error)
    if isinstance(ours, Sentence):
        return ours
    said = (words_of_system(error) if isinstance(error, OSError) else "") or ours.strip()
    if isinstance(said, Sentence):
        return said
    return said[:REASON_LETTERS] if said and "://" not in said else type(error).__name__


def words_of_system(error: OSError) -> str:
    """Return what the operating system says of a file, "" if nothing."""
    return SYSTEM.get(error.errno or 0, error.strerror or "")


def words_of(error: BaseException) -> str:
    """Return the sentence that an error was raised with, to be said later; of another error what it says."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, Sentence) else str(error)


def require_extra(extra: str) -> None:
    """Raise UsageError, with what to install, if a package of an extra is missing; call it before the import."""
    missing = [name for name in EXTRAS[extra] if find_spec(name) is None]
    if missing:
        file = "requirements-spark.txt" if extra == "spark" else "requirements.txt"
        raise UsageError(Sentence("Missing package: {packages}. Install the extra `{extra}`: pip install -r {file}, or uv tool "
                                  "install 'outage-brief[{extra}]'.", packages=", ".join(missing), extra=extra, file=file))
