"""A bar on the terminal for what takes long: how many are done, and the time left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(count: int, *, what: str = "Drawing") -> Iterator[Callable[[], None]]:
    """Yield what to call after each of `count` steps. One step, or output that is no terminal, gets no bar."""
    console = Console(stderr=True)
    bar = Progress(TextColumn(what), BarColumn(), MofNCompleteColumn(), TextColumn("time left"), TimeRemainingColumn(),
                   console=console, transient=True, disable=count < 2 or not console.is_terminal)  # fmt: skip
    with bar:
        task = bar.add_task(what, total=count)
        yield lambda: bar.advance(task)
