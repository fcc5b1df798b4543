"""What the name of a file may say: a layer inside the file, and a code that becomes a part of a name."""

import re
from pathlib import Path

CODE = re.compile(r"\w[\w.-]{0,39}")  # a part of a file's name on every system, and never a path


def layer_in(path: Path) -> tuple[Path, str]:
    """Split `regions.gpkg#districts` into the file and its layer; the layer is "" where none is named.

    A file that bears the whole name, "#" included, is meant as it is.
    """
    name, sign, layer = path.name.rpartition("#")
    if not sign or not name or _exists(path):
        return path, ""
    return path.with_name(name), layer


def is_code(text: str) -> bool:
    """Whether a text can be a part of a file's name: letters, digits, dots, hyphens; at most 40."""
    return CODE.fullmatch(text) is not None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no file can have such a name
        return False
