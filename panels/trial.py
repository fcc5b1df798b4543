"""The files of a visitor are read first in a process of their own, with bounds on memory and time.

What is read here is thrown away. A file that fills the memory, or that a library never ends with, ends this process and
not the app; one that passes is read again by the app, which then knows that it can.
"""

import json
import math
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from threading import Semaphore

from geo.errors import DataError, Fault, OutageBriefError, words_of
from geo.sentences import Sentence, as_data, sentence_of

MOST_BYTES, MOST_S = 2_500_000_000, 60.0
LARGEST_FILE_BYTES = 1_000_000_000  # of what it unpacks into temporary folders
AT_ONCE = 2
_PLACES = Semaphore(AT_ONCE)
_FilesAt = tuple[tuple[str, str, int, int], ...]


def require_readable(files: Mapping[str, Path], *, name: str, most_bytes: int = MOST_BYTES, most_s: float = MOST_S) -> None:
    """Raise DataError if one of some files cannot be read, or not within bounds.

    Parameters
    ----------
    files
        Files by what they hold: outages, regions, substations or a report; or the folder of a whole dataset.
    name
        What errors call them, if none of them can be named.
    most_bytes, most_s
        The address space and the seconds that reading may take.
    """
    stats = {kind: path.stat() for kind, path in files.items()}
    at = tuple((kind, str(files[kind]), stat.st_size, stat.st_mtime_ns) for kind, stat in sorted(stats.items()))
    if verdict := _verdict(at, most_bytes, most_s):
        raise DataError([Fault(what=Sentence("the files cannot be read: {verdict}", verdict=verdict), file=name,
                               expected=Sentence("a table, and boundaries if they are given"),
                               remedy=Sentence("save a smaller part of it as CSV, or correct the file"))])


@lru_cache(maxsize=64)
def _verdict(files: _FilesAt, most_bytes: int, most_s: float) -> str:
    """Return why files cannot be read, "" if they can; each state of them is tried once."""
    command = [sys.executable, "-m", "panels.trial", str(most_bytes), json.dumps({kind: path for kind, path, *_ in files})]
    with _PLACES:
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=most_s, check=False,
                                  cwd=Path(__file__).parents[1])
        except subprocess.TimeoutExpired:
            return Sentence("it takes more than {most_s:g} s", most_s=most_s)
    if done.returncode == 0:
        return ""
    if done.stdout.strip():
        return sentence_of(json.loads(done.stdout))
    return Sentence("it takes more than {most:g} GB of memory", most=most_bytes / 1e9)


def main(arguments: list[str]) -> int:
    """Read the files within a bound of memory; print what is wrong and return 1 if one cannot be read."""
    most_bytes, files = int(arguments[0]), json.loads(arguments[1])
    readers = [(_reader_of(kind), Path(path)) for kind, path in files.items()]
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE_BYTES, LARGEST_FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))  # now that the libraries are there
    try:
        for read, path in readers:
            read(path)
    except OutageBriefError as error:
        if not _ran_out_of_memory(error.__cause__):
            print(json.dumps(as_data(words_of(error))))
        return 1
    return 0


def _reader_of(kind: str) -> Callable[[Path], object]:
    """Import what reads a kind of file, and no more: each visitor waits for the start of this process."""
    match kind:
        case "outages":
            from geo.tables import read_table_file

            return read_table_file
        case "report":
            from geo.drafting import text_of

            return text_of
        case "regions":
            from geo.places import read_shapes

            return read_shapes
        case "substations":
            from geo.places.features import read_substations

            return read_substations
    from briefing.export import html_of
    from geo.read import read_dataset
    from geo.view import View

    return lambda folder: html_of(read_dataset(folder, refresh_s=math.inf), View())


def _ran_out_of_memory(cause: BaseException | None) -> bool:
    """Whether a library failed for want of memory; a new thread wants its stack first, and says so in its own words."""
    return isinstance(cause, MemoryError) or (isinstance(cause, RuntimeError) and "start new thread" in str(cause))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
