"""Files that are whole at every moment: written under another name, then renamed; and by one writer at a time.

Several files that only mean something together go through `changing`: all of them change, or none.
"""

import fcntl
import json
import os
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from threading import Lock

from geo.files.temporary import sweep_left

_ONE_WRITER = Lock()
STALE_S = 3_600.0  # no file takes an hour to be written
JOURNAL = ".changes.json"


def write_whole(path: Path, content: bytes) -> None:
    """Write to a temporary name beside `path` and rename, so that no half file is ever seen under the name.

    A file that is there keeps its mode; a new one can be read by all (0644). Raises OSError.
    """
    sweep_left(path.parent, f".{escape(path.name)}.????????", older_than_s=STALE_S)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:  # an interrupt as well must leave nothing behind
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Wait until nobody else holds `path`, and hold it: for whoever reads a file, changes it and writes it again.

    All threads and processes that come here count; the readers need not wait. While it is held, the hidden file
    `.NAME.lock` lies beside `path`. Raises OSError if it cannot be made.
    """
    with _ONE_WRITER:  # on a network drive a file lock does not part the threads of one process
        lock = path.parent / f".{path.name}.lock"
        handle = _locked(lock)
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)  # before it is let go: see `_locked`
            os.close(handle)


@contextmanager
def changing(folder: Path) -> Iterator[dict[str, str]]:
    """Hold a folder, and at the end write the files that were put into what is yielded: all of them, or none.

    It is a dict of names inside the folder and whole texts, written in its order. An error inside writes nothing; one
    while writing puts the old files back. Of a run that is killed between two files a journal is left, and whoever comes
    next writes the rest first. Raises OSError.
    """
    journal = folder / JOURNAL
    with only_writer(journal):
        if journal.exists():
            _write_all(folder, json.loads(journal.read_text(encoding="utf-8")))
            journal.unlink()
        texts = dict[str, str]()
        yield texts
        names = [name for name in texts if (folder / name).exists()]
        before = {name: (folder / name).read_bytes().decode("utf-8", "surrogateescape") for name in names}
        write_whole(journal, json.dumps(texts).encode())
        try:
            _write_all(folder, texts)
        except BaseException:  # an interrupt as well must leave the old state
            _write_all(folder, before)
            for name in texts.keys() - before.keys():
                (folder / name).unlink(missing_ok=True)
            raise
        finally:
            journal.unlink()


def _write_all(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        write_whole(folder / name, text.encode("utf-8", "surrogateescape"))


def _locked(lock: Path) -> int:
    """Return the handle of a lock file that is locked and still lies under its name.

    The holder removes the file. Who waited for it then holds a file without a name, and a third could lock a new one:

        A locks file 1 | B waits for file 1 | A removes file 1 | C makes and locks file 2 | B holds file 1: tries again
    """
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if os.fstat(handle).st_nlink:
                return handle
        except BaseException:  # an interrupt while it waits
            os.close(handle)
            raise
        os.close(handle)
