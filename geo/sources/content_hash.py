"""Whether the files of a dataset have changed: what a live app asks every other second."""

import hashlib
import os
from pathlib import Path

from geo.sources.snapshots import copies_folder, refused_in

READ_UP_TO = 1 << 21  # bytes: larger files are not read at every look
MOST_FILES = 1000


def fingerprint(folder: Path | str) -> str:
    """Return a text that changes whenever a file of the dataset does, in a folder within it too, and when a newer state of a copy
    is rejected, or taken again.

    Files are told by name, size and times of change; small ones by what they hold as well, for a file may change within one tick
    of the clock. Hidden files do not count: they are what editors and writers keep beside a file.
    """
    folder = Path(folder)
    stats = []
    for path in _visible_files(folder, copies_folder(folder)):
        try:
            stat = path.stat()
            held = hashlib.sha256(path.read_bytes()).hexdigest() if stat.st_size <= READ_UP_TO and path.is_file() else ""
        except OSError:
            continue  # replaced at this moment: the next look sees what took its place
        stats.append((str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, held))
    return hashlib.sha256(repr((str(folder.resolve()), stats, refused_in(folder))).encode()).hexdigest()


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
