"""What an engine says of a file that it cannot read, in our words."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from geo.errors import DataError, Fault
from geo.rows import Rows

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CELLS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


class Mistyped(Exception):
    """A cell does not fit the type that its column was read as."""


@contextmanager
def told(rows: Rows) -> Iterator[None]:
    """Turn an engine's complaint about a file into a DataError; raises Mistyped where reading cells as text will help."""
    import duckdb

    try:
        yield
    except duckdb.ConversionException as error:
        raise Mistyped from error
    except duckdb.OutOfMemoryException as error:
        raise DataError([Fault(what="the counts do not fit into the memory and disk allowed", file=rows.file,
                               expected="room in the folder for temporary files", remedy="free some disk")]) from error
    except duckdb.Error as error:
        raise DataError([_fault(rows, str(error))]) from error
    except _of_spark() as error:
        raise DataError([Fault(what=f"the cluster cannot read it ({str(error).strip().splitlines()[0]})", file=rows.file,
                               expected="a file that every worker finds at the same path, with as many cells as columns",
                               remedy="check it with the embedded engine, which names the row")]) from error


def _fault(rows: Rows, complaint: str) -> Fault:
    line, cells = _LINE.search(complaint), _CELLS.search(complaint)
    row = int(line[1]) if line else None
    if cells:
        return Fault(what=f"the row has {cells[2]} cells where the header has {cells[1]}", file=rows.file, row=row,
                     expected="as many cells as columns", remedy=f"quote cells that hold a {rows.dialect.delimiter!r}")
    if "utf-8" in complaint.lower():
        return Fault(what="the row is not UTF-8", file=rows.file, row=row, expected="text in UTF-8",
                     remedy="save the file as UTF-8")
    said = next((part for part in complaint.splitlines() if part.strip() and not _LINE.search(part)), complaint)
    return Fault(what=f"the file cannot be read ({said.strip()})", file=rows.file, row=row,
                 expected="a CSV or Parquet file", remedy="correct the row, or write the file anew")


def _of_spark() -> tuple[type[Exception], ...]:
    """The errors of PySpark, if it is in use."""
    if "pyspark" not in sys.modules:
        return ()
    from pyspark.errors import PySparkException

    return (PySparkException,)
