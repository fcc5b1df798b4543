"""Where the heavy aggregation runs: DuckDB inside this process, or any engine that Ibis knows, by its address.

Files are read as they lie and never loaded. The embedded engine keeps within a limit of memory and writes what does not fit into
a folder of its own. On a cluster the files must lie at the same path for every worker.
"""

import os
import re
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

import numpy as np
import pandas as pd

from geo.counts.rows import Rows
from geo.errors import DataError, Fault, UsageError, require_extra, words_of
from geo.files import PREFIX
from geo.sentences import Sentence

if TYPE_CHECKING:
    import ibis.expr.types as ir

EMBEDDED = "duckdb://"
VARIABLE = "OUTAGE_BRIEF_ENGINE"
MEMORY_MB = 512
SETTINGS = (
    "enable_progress_bar = true", "enable_progress_bar_print = false",  # else it never tells how far it is
    # every join here is of many rows with a small table; it takes a CSV for the smaller one, and would keep all its rows at hand
    "disabled_optimizers = 'join_order,build_side_probe_side'",
)  # fmt: skip
LOOK_S = 0.2
ANSWER_S = 5.0
KNOWN = ("duckdb", "pyspark")
Place = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Longitudes and latitudes (NaN where there is none) -> codes of regions, "" where there is none."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a reading is: `share` from 0 to 1, `rows` read so far, as far as the engine tells."""

    share: float
    rows: int


Watch = Callable[[Progress], None]


@dataclass(frozen=True, kw_only=True)
class Engine:
    """A connection of Ibis; `name` is duckdb, pyspark, ..."""

    backend: Any
    name: str

    def table(self, rows: Rows, *, typed: bool = True) -> "ir.Table":
        """Return rows as a table of the engine. `typed`: let a CSV's times and figures be parsed as they are read, if it may."""
        import ibis

        if rows.frame is not None:
            return ibis.memtable(rows.frame)
        if rows.parquet and hasattr(self.backend, "read_parquet"):
            with self._able():
                return self.backend.read_parquet(escape(str(rows.path)))
        if rows.parquet or self.name not in KNOWN:  # others guess types, and 01001 would lose its zero
            kind = "Parquet" if rows.parquet else "CSV"
            raise UsageError(Sentence("The engine {name} reads no {kind} for us. Use the embedded one, or spark://host:port.",
                                      name=self.name, kind=kind))
        # a path is a pattern to engines: a file "*.csv" must not bring in its neighbours
        return self.backend.read_csv(escape(str(rows.path)), **self._dialect(rows, typed=typed))

    def hold(self, table: pd.DataFrame) -> "ir.Table":
        """Return a small table as one of the engine's. DuckDB is given it: of a query over a table of ours it cannot tell how far
        it is.
        """
        import ibis

        if self.name != "duckdb":
            return ibis.memtable(table)
        name, connection = ibis.util.gen_name("held"), self.backend.con
        connection.register(f"{name}_rows", table)
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM {name}_rows")
        connection.unregister(f"{name}_rows")
        return self.backend.table(name)

    def can_type(self, rows: Rows) -> bool:
        """Whether the engine can parse a CSV while it reads, and fail rather than guess."""
        return self.name == "duckdb" and bool(rows.clock)

    def place(self, find: Place) -> "Callable[[ir.FloatingColumn, ir.FloatingColumn], ir.StringColumn]":
        """Return `find` as a function of columns, which the engine calls with many rows at a time."""
        import ibis

        def code_of_point(lon: pd.Series, lat: pd.Series) -> pd.Series:
            return pd.Series(find(lon.to_numpy(float), lat.to_numpy(float)), dtype=object)

        def code_of_arrow(lon: Any, lat: Any) -> Any:
            import pyarrow as pa

            return pa.array(find(*(x.to_numpy(zero_copy_only=False).astype(float) for x in (lon, lat))), pa.string())

        many = (ibis.udf.scalar.pandas, code_of_point) if self.name == "pyspark" else (ibis.udf.scalar.pyarrow, code_of_arrow)
        made: Callable[[ir.FloatingColumn, ir.FloatingColumn], ir.StringColumn]
        made = many[0](many[1], signature=((float, float), str))
        return made

    def fetch(self, expression: "ir.Table", *, about: int = 0, watch: Watch | None = None) -> pd.DataFrame:
        """Run an expression and return its rows; `watch` hears how far it is, of `about` rows."""
        if watch is None:
            return self._run(expression)
        done = threading.Event()
        looker = threading.Thread(target=self._look, args=(done, about, watch), daemon=True)
        looker.start()
        try:
            return self._run(expression)
        finally:
            done.set()
            looker.join()
            watch(Progress(share=1.0, rows=about))

    def _run(self, expression: "ir.Table") -> pd.DataFrame:
        with self._able():
            table = self.backend.to_pyarrow(expression)
        found: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)  # column by column: never two tables at once
        return found

    @contextmanager
    def _able(self) -> Iterator[None]:
        """Refuse an engine that lacks what the expression needs; each has errors of its own for that."""
        if self.name in KNOWN:  # what these cannot do is the file's fault
            yield
            return
        try:
            yield
        except Exception as error:
            remedy = Sentence("Use the embedded one, or spark://host:port.")
            raise UsageError(Sentence("The engine {name} cannot do this ({error}). {remedy}", name=self.name,
                                      error=words_of(error), remedy=remedy)) from error

    def _look(self, done: threading.Event, about: int, watch: Watch) -> None:
        share = 0.0
        while not done.wait(LOOK_S):
            share = max(share, self._share())  # an engine that hands over its rows tells of no progress any more
            watch(Progress(share=share, rows=round(share * about)))

    def _share(self) -> float:
        if self.name == "duckdb":
            return float(max(0.0, self.backend.con.query_progress())) / 100
        if self.name == "pyspark":
            tracker = self.backend._session.sparkContext.statusTracker()
            stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
            tasks = [(stage.numCompletedTasks, stage.numTasks) for stage in stages if stage is not None]
            done, planned = (sum(part) for part in zip((0, 1), *tasks, strict=True))
            return float(done / planned)
        return 0.0

    def _dialect(self, rows: Rows, *, typed: bool) -> Mapping[str, object]:
        """How to read a CSV: every cell as text, or, typed, times and figures parsed by the reader, which is twice as fast."""
        if self.name == "pyspark":
            return {"header": True, "inferSchema": False, "sep": rows.dialect.delimiter, "quote": rows.dialect.quote,
                    "escape": rows.dialect.quote, "mode": "FAILFAST", "encoding": "UTF-8",
                    **({"lineSep": rows.line_end} if rows.line_end else {})}  # fmt: skip
        names = [name or f"unnamed {number}" for number, name in enumerate(rows.header)]
        columns = dict.fromkeys(names, "VARCHAR")
        how: dict[str, object] = {"header": True, "auto_detect": False, "delim": rows.dialect.delimiter,
                                  "quote": rows.dialect.quote, "escape": rows.dialect.quote, "skip": rows.skip}
        if rows.line_end:
            how["new_line"] = "\\r"  # DuckDB wants it spelt
        if typed:
            columns |= {rows.columns[name]: "DOUBLE" for name in ("customers_out", "customers_total") if name in rows.columns}
            columns[rows.columns["time"]] = "TIMESTAMP"
            how["timestampformat"] = rows.clock
        return how | {"columns": columns}


@contextmanager
def connected(url: str = "", *, memory_mb: int = MEMORY_MB) -> Iterator[Engine]:
    """Connect to an engine and let go of it at the end; "" is the one named in the environment, else the embedded one.

    Raises UsageError if the address is none, if nobody answers there, or if what it needs is not installed.
    """
    url = url or os.environ.get(VARIABLE, "") or EMBEDDED
    if url == EMBEDDED:
        with _embedded(memory_mb) as engine:
            yield engine
    elif urlparse(url).scheme == "spark":
        yield Engine(backend=_spark(url), name="pyspark")
    else:
        yield _by_address(url)


@contextmanager
def _embedded(memory_mb: int) -> Iterator[Engine]:
    import ibis

    spill = Path(tempfile.mkdtemp(prefix=PREFIX))
    backend = ibis.duckdb.connect(memory_limit=f"{memory_mb}MB", temp_directory=str(spill), preserve_insertion_order=False)
    for setting in SETTINGS:
        backend.con.execute(f"SET {setting}")
    try:
        yield Engine(backend=backend, name="duckdb")
    finally:
        backend.disconnect()
        shutil.rmtree(spill, ignore_errors=True)


def _spark(url: str) -> Any:
    """Return a connection to a Spark master; the workers run the Python that `PYSPARK_PYTHON` names, else this one."""
    require_extra("spark")
    if not os.environ.get("JAVA_HOME") and shutil.which("java") is None:
        raise UsageError(Sentence("Spark needs Java, which is not installed. Install Java 17: apt install "
                                  "openjdk-17-jre-headless."))
    import ibis
    from pyspark.sql import SparkSession

    _require_answer(url)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = {"spark.sql.shuffle.partitions": "32",  # a row a region and day: few, whatever is read
                "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC",
                "spark.sql.csv.parser.columnPruning.enabled": "false",  # else rows with too few cells pass unseen
                "spark.sql.execution.arrow.pyspark.enabled": "true", "spark.ui.showConsoleProgress": "false"}
    if urlparse(url).hostname in {"localhost", "127.0.0.1"}:
        settings |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    running = SparkSession.getActiveSession()
    if running is not None and running.sparkContext.master != url:
        running.stop()  # a process has one session, and it would go on with the other cluster
    builder = SparkSession.builder.appName("Outage Brief").master(url)
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    _send_code(session)
    return ibis.pyspark.connect(session)


def _require_answer(url: str) -> None:
    """Spark itself would try for minutes."""
    parts = urlparse(url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 7077), timeout=ANSWER_S).close()
    except (OSError, ValueError) as error:
        raise UsageError(Sentence("No Spark master answers at {url}: {error}. Give it as spark://host:7077.", url=url,
                                  error=words_of(error))) from error


def _send_code(session: Any) -> None:
    """Send this package to the workers, which find regions of points with it."""
    here = Path(__file__).parents[1]
    archive = Path(session.sparkContext._temp_dir) / f"{here.name}.zip"
    if not archive.exists():
        shutil.make_archive(str(archive.with_suffix("")), "zip", here.parent, here.name)
        session.sparkContext.addPyFile(str(archive))


def _by_address(url: str) -> Engine:
    import ibis
    from ibis.common.exceptions import IbisError

    try:
        backend = ibis.connect(url)
    except (IbisError, ImportError, ValueError, OSError, RuntimeError) as error:
        raise UsageError(Sentence("No engine answers at {url}: {error}", url=_without_password(url),
                                  error=words_of(error))) from error
    return Engine(backend=backend, name=str(backend.name))


def _without_password(url: str) -> str:
    parts = urlparse(url)
    return url if parts.password is None else url.replace(f":{parts.password}@", ":...@")


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
        raise DataError([Fault(what=Sentence("the counts do not fit into the memory and disk allowed"), file=rows.file,
                               expected=Sentence("room in the folder for temporary files"),
                               remedy=Sentence("free some disk"))]) from error  # fmt: skip
    except duckdb.Error as error:
        raise DataError([_fault(rows, str(error))]) from error
    except _of_spark() as error:
        raise DataError([Fault(what=Sentence("the cluster cannot read it ({error})", error=str(error).strip().splitlines()[0]),
                               file=rows.file,
                               expected=Sentence("a file that every worker finds at the same path, with as many cells as "
                                                 "columns"),
                               remedy=Sentence("check it with the embedded engine, which names the row"))]) from error


def _fault(rows: Rows, complaint: str) -> Fault:
    line, cells = _LINE.search(complaint), _CELLS.search(complaint)
    row = int(line[1]) if line else None
    if cells:
        return Fault(what=Sentence("the row has {cells} cells where the header has {wanted}", cells=cells[2], wanted=cells[1]),
                     file=rows.file, row=row, expected=Sentence("as many cells as columns"),
                     remedy=Sentence("quote cells that hold a {delimiter!r}", delimiter=rows.dialect.delimiter))
    if "utf-8" in complaint.lower():
        return Fault(what=Sentence("the row is not UTF-8"), file=rows.file, row=row, expected=Sentence("text in UTF-8"),
                     remedy=Sentence("save the file as UTF-8"))
    said = next((part for part in complaint.splitlines() if part.strip() and not _LINE.search(part)), complaint)
    return Fault(what=Sentence("the file cannot be read ({said})", said=said.strip()), file=rows.file, row=row,
                 expected=Sentence("a CSV or Parquet file"), remedy=Sentence("correct the row, or write the file again"))


def _of_spark() -> tuple[type[Exception], ...]:
    """The errors of PySpark, if it is in use."""
    if "pyspark" not in sys.modules:
        return ()
    from pyspark.errors import PySparkException

    return (PySparkException,)
