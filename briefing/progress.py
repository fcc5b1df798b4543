"""A bar on the terminal for what takes long: how many are done, and the time left."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from geo.counts import Progress as Reading
from geo.dataset import Dataset
from geo.language import _
from geo.read import read_dataset
from geo.sentences import Sentence


@contextmanager
def progress(count: int, *, what: str = "") -> Iterator[Callable[[], None]]:
    """Yield what to call after each of `count` steps. One step, or output that is no terminal, gets no bar."""
    console, what = Console(stderr=True), what or _("Drawing")
    bar = Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn(_("time left")), TimeRemainingColumn(),
                   console=console, transient=True, disable=count < 2 or not console.is_terminal)  # fmt: skip
    with bar:
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)


def read_with_progress(folder: Path, *, refresh_s: float | None = None, engine: str = "",
                       console: Console | None = None, known_on: dt.date | None = None) -> Dataset:
    """Read a dataset folder, and show how far that is if a terminal listens; see `read_dataset`. It goes to standard error."""
    console = console or Console(stderr=True)
    if not console.is_terminal:
        return read_dataset(folder, refresh_s=refresh_s, engine=engine, known_on=known_on)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[rows]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(_("Reading counts"), total=1.0, visible=False, rows="")

        def watch(reading: Reading) -> None:
            bar.update(task, completed=reading.share, visible=True, rows=str(Sentence("{count:,} rows", count=reading.rows)))

        return read_dataset(folder, refresh_s=refresh_s, engine=engine, watch=watch, known_on=known_on)
