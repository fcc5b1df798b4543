"""What was read of files, kept for as long as the files hold the same.

A live dataset is read again whenever a table has changed, and its boundaries, base map and places have not: they are most of the
work. The key is the content, never the time of a file: clocks are put right, and a copy has another time.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from glob import escape
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from geo.files.file_names import layer_in

Made = TypeVar("Made")


class ByContent(Generic[Made]):
    """The last `most` results of reading or of other work, each for the content that it was made of.

    What is kept is handed out to everybody who asks: nobody may change it.
    """

    def __init__(self, *, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, ...], Made] = OrderedDict()
        self._lock = Lock()

    def of(self, key: tuple[str, ...], make: Callable[[], Made], *, still: Callable[[], bool] = lambda: True) -> Made:
        """Return what `make` returns, or returned for this key before. `key`: digests of all that the result depends on.

        It is kept if the key `still` holds when it is made.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        if still():
            with self._lock:
                self._kept[key] = made
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return made


    def get(self, paths: Iterable[Path], read: Callable[[], Made], *, how: str = "") -> Made:
        """Return what `read` makes of the files, or made of them before.

        `paths` are the files that `read` looks at; one that cannot be read is left to it, to say so in words. `how` is whatever
        else the result depends on, as text. A file that changes while it is read is not kept: nobody knows which of its
        contents was seen.
        """
        files = tuple(paths)

        def key() -> tuple[str, ...]:
            return (how, *map(state_of, files))

        seen = key()
        return self.of(seen, read, still=lambda: key() == seen)


def state_of(path: Path) -> str:
    """Return name and content of a file as text: equal as long as both are. The parts of a Shapefile count as one file."""
    whole, layer = layer_in(path)
    said = [f"{path.name}#{layer}"]
    for part in sorted(whole.parent.glob(f"{escape(whole.stem)}.*")) if whole.suffix.lower() == ".shp" else [whole]:
        try:
            with part.open("rb") if part.is_file() else nullcontext() as file:  # a pipe would never end
                said.append(f"{part.name} {file and hashlib.file_digest(file, 'sha256').hexdigest()}")
        except (OSError, ValueError) as error:  # no file can have such a name
            said.append(f"{part.name} {type(error).__name__}")
    return "; ".join(said)
