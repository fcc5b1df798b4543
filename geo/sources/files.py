"""Entries of [files] that name a file: it lies inside the dataset's folder, and is a plain file."""

from pathlib import Path, PurePosixPath

from geo.errors import DataError, Fault
from geo.files import layer_in
from geo.sentences import Sentence
from geo.sources.urls import is_address, is_written_as_address, without_secrets

ARCHIVES = "!/"  # a path that GDAL and pyogrio read as "archive!/member"


def file_in(folder: Path, key: str, entry: str) -> Path:
    """Return the path of a file that [files] names, inside the dataset's folder.

    Parameters
    ----------
    folder
        The dataset's folder; its own path may be anything, and may lead over links.
    key, entry
        A key of [files] and what it names: `tables/outages.csv`, or one layer of a file with several,
        `regions.gpkg#districts`.

    Returns
    -------
    The path. Whether there is such a file its reader says.

    Raises
    ------
    DataError
        If the name leads out of the folder, by itself or over a link, or if there is something else
        than a file: a folder, a device, a pipe. For an address of a kind that is not read, too.
    """
    path = folder / entry
    if wrong := _wrong_name(entry) or _wrong_place(folder, layer_in(path)[0]):
        raise DataError([Fault(what=wrong, file="dataset.toml", column=f"files.{key}", value=without_secrets(entry),
                               expected=Sentence("the name of a file inside the dataset's folder, such as outages.csv"),
                               remedy=Sentence("copy the file into the folder and name it here"))])  # fmt: skip
    return path


def files_under(folder: Path, key: str, entry: str) -> list[Path]:
    """Return the files of a folder that [files] names, sorted; hidden files are left out.

    Raises DataError if the name leads out of the dataset's folder, or if there is no such folder.
    """
    wrong = _wrong_name(entry)
    below = folder / entry
    if not wrong and not (below.is_dir() and below.resolve().is_relative_to(folder.resolve())):
        wrong = Sentence("there is no such folder")
    if wrong:
        raise DataError([Fault(what=wrong, file="dataset.toml", column=f"files.{key}", value=without_secrets(entry),
                               expected=Sentence("the name of a folder inside the dataset's folder, such as reports"),
                               remedy=Sentence("make the folder, or take the key out"))])  # fmt: skip
    return sorted(one for one in below.iterdir() if one.is_file() and not one.name.startswith("."))


def _wrong_name(entry: str) -> str:
    """Return what is wrong with a name before any file is looked at, "" if nothing is."""
    if is_written_as_address(entry) and not is_address(entry):
        return Sentence("an address of this kind is not read (http, https and postgresql are)")
    if not entry.isprintable():
        return Sentence("the name holds a control character")
    if entry.startswith(("/", "~")) or "\\" in entry or entry[1:2] == ":":
        return Sentence("the name is a path of this machine, not of the dataset's folder")
    if ".." in PurePosixPath(entry).parts:
        return Sentence("the name leads out of the dataset's folder")
    if ARCHIVES in entry:
        return Sentence("the name is that of a member of an archive")
    return ""


def _wrong_place(folder: Path, path: Path) -> str:
    """Return what is wrong with what lies under a name, "" if nothing is, or if nothing lies there."""
    try:
        real = path.resolve()
        if not real.is_relative_to(folder.resolve()):
            return Sentence("the name is a link that leads out of the dataset's folder")
        return (
            Sentence("there is a folder or a device of this name, not a file")
            if real.exists() and not real.is_file()
            else ""
        )
    except (OSError, RuntimeError):  # longer than a name can be; a link to itself
        return Sentence("no file can have this name")
