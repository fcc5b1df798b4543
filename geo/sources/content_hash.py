"""Whether the files of a dataset have changed: what a live app asks every other second."""

import hashlib
import os
import time
from functools import lru_cache
from pathlib import Path

from geo.sources.snapshots import copies_folder, refused_in

READ_UP_TO = 1 << 21  # bytes: larger files are not read at every look
MOST_FILES = 1000
SETTLED_NS = 2_000_000_000  # a file that changes within one tick of the clock after its last change has the same times


def fingerprint(folder: Path | str) -> str:
    """Return a text that changes whenever a file of the dataset does, in a folder within it too, and when a newer state of a copy
    is rejected, or taken again.

    Files are told by name, size and times of change; small ones by what they hold as well, for a file may change within one tick
    of the clock: what they hold is read again until their last change lies a while back. Hidden files do not count: they are
    what editors and writers keep beside a file.
    """
    folder = Path(folder)
    stats = []
    for path in _visible_files(folder, copies_folder(folder)):
        try:
            stat = path.stat()
            seen = (str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)
            held = ""
            if stat.st_size <= READ_UP_TO and path.is_file():
                settled = time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > SETTLED_NS
                held = _known_content(*seen) if settled else _content(path)
        except OSError:
            continue  # replaced at this moment: the next look sees what took its place
        stats.append((*seen, held))
    return hashlib.sha256(repr((str(folder.resolve()), stats, refused_in(folder))).encode()).hexdigest()


@lru_cache(maxsize=4 * MOST_FILES)
def _known_content(path: str, *_state: int) -> str:
    """Return the digest of a file that has long been as it is; what else it is known by makes it another one when it changes."""
    return _content(Path(path))


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _visible_files(*homes: Path) -> list[Path]:
    """Return the files of folders and of the folders in them, the first `MOST_FILES`; links to folders are not followed."""
    found = list[Path]()
    for home in homes:
        for root, folders, names in os.walk(home):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            found += [Path(root) / name for name in sorted(names) if not name.startswith(".")]
            if len(found) >= MOST_FILES:
                return found[:MOST_FILES]
    return found
