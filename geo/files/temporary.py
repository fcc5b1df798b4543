"""Temporary folders and files: one way to call them, and a sweep of what runs that were killed have left."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "outage-brief-work-"
ARCHIVE, USUAL = "!", "/tmp"  # pyogrio takes what stands before this sign for an archive
LEFT_S = 86_400.0  # no run lasts so long without touching its folder


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new folder for work under way, removed at the end; a run that is killed leaves it to `sweep_left`."""
    usual = tempfile.gettempdir()
    home = USUAL if ARCHIVE in usual else usual
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=home, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def sweep_left(folder: Path | None = None, pattern: str = f"{PREFIX}*", *, older_than_s: float = LEFT_S) -> None:
    """Remove what this user's killed runs have left in a folder, by the pattern of its names, if it is old enough.

    Without a folder it is the one for temporary files. What cannot be looked at or removed stays.
    """
    limit = time.time() - older_than_s
    for path in (folder or Path(tempfile.gettempdir())).glob(pattern):
        with suppress(OSError):
            found = path.lstat()
            if found.st_uid != os.getuid() or found.st_mtime > limit:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
