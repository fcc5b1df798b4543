"""A dataset that was saved as a ZIP, opened again: looked through before it is unpacked, and held to its own files.

A stranger's archive may be a bomb, may name files outside, and its settings may name addresses: none of that is unpacked, read or
asked. What passes is read first in a process of its own, as every file of a visitor is.
"""

import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from geo.dataset_toml import FILE
from geo.errors import DataError, Fault, faults_of_reading, raise_faults
from geo.sentences import Sentence
from geo.settings import Files, settings_from
from geo.sources import file_in, is_address, without_secrets
from panels.trial import require_readable

MOST_FILES, MOST_DEPTH = 500, 4
MOST_BYTES, MOST_SETTINGS_BYTES = 300_000_000, 1_000_000
BOMB_RATIO, BOMB_BYTES = 200, 50_000_000  # a table packs to a tenth of its size
CHUNK_BYTES = 1 << 20
ENCRYPTED = 0x1
SAVE_AGAIN = Sentence("save the dataset again where it was made (Save this dataset)")
UNPACK = Sentence("take that file out, or run the app yourself on the unpacked folder")


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A saved dataset that may be opened: its title, and which member of the archive goes where in the folder."""

    title: str
    members: Mapping[str, ZipInfo]


def saved_in(path: Path, *, name: str) -> Saved:
    """Look through a ZIP for a dataset that may be opened, by what its directory and its `dataset.toml` say; nothing is unpacked.

    `name`: what the visitor calls the file. Raises DataError with every fault.
    """
    with faults_of_reading(name, what=Sentence("it cannot be opened as a ZIP"), expected=Sentence("a whole ZIP of a dataset"),
                           remedy=SAVE_AGAIN):
        if not path.is_file():
            raise BadZipFile(Sentence("there is no such file"))
        with ZipFile(path) as archive:
            members = _members(archive.infolist(), name)
            settings = settings_from(_content(archive, members[FILE], name))
    return Saved(title=settings.title, members=members)


def unpacked(path: Path, folder: Path, *, name: str) -> None:
    """Unpack a saved dataset into a new folder and read it, in a process of its own, as the app will.

    Raises DataError if it may not be opened or cannot be read; OSError if the disk is full.
    """
    saved = saved_in(path, name=name)
    folder.mkdir(parents=True)
    with ZipFile(path) as archive:
        for inside, member in saved.members.items():
            to = folder / inside
            to.parent.mkdir(parents=True, exist_ok=True)
            with faults_of_reading(name, what=Sentence("{inside} cannot be unpacked", inside=inside),
                                   expected=Sentence("a whole ZIP"), remedy=SAVE_AGAIN):
                _unpack(archive, member, to)
    require_readable({"dataset": folder}, name=name)


def _unpack(archive: ZipFile, member: ZipInfo, to: Path) -> None:
    left = member.file_size
    with archive.open(member) as source, to.open("xb") as target:
        while chunk := source.read(CHUNK_BYTES):
            left -= len(chunk)
            if left < 0:
                raise BadZipFile(Sentence("it unpacks to more bytes than the archive says"))
            target.write(chunk)


def _members(infos: list[ZipInfo], name: str) -> dict[str, ZipInfo]:
    """Return the files of a dataset in an archive by where they go in its folder. Raises DataError with every fault."""
    files = [one for one in infos if not one.is_dir()]
    total, packed = sum(one.file_size for one in files), sum(one.compress_size for one in files)
    if len(infos) > 2 * MOST_FILES or len(files) > MOST_FILES:
        raise DataError([_fault(name, Sentence("it holds {count:,} files", count=len(files)),
                                Sentence("at most {most_files:,}", most_files=MOST_FILES), SAVE_AGAIN)])
    if total > MOST_BYTES or (total > BOMB_BYTES and total > BOMB_RATIO * packed):
        raise DataError([_fault(name, Sentence("its {packed:,} bytes unpack to {total:,}", packed=packed, total=total),
                                Sentence("at most {most_bytes:,} bytes, packed as tables are", most_bytes=MOST_BYTES),
                                Sentence("save a smaller part of the tables"))])  # fmt: skip
    raise_faults(_fault(name, Sentence("{file!r} {wrong}", file=one.filename[:120], wrong=wrong),
                        Sentence("files of the dataset's folder, and nothing else"), UNPACK)
                 for one in infos if (wrong := _wrong_member(one)))  # fmt: skip
    homes = [PurePosixPath(one.filename).parent for one in files if PurePosixPath(one.filename).name == FILE]
    if len(homes) != 1:
        held = (Sentence("it holds {count} files dataset.toml: it is several datasets", count=len(homes)) if homes else
                Sentence("it holds no dataset.toml"))
        raise DataError([_fault(name, held, Sentence("one saved dataset"),
                                Sentence("save the dataset again where it was made (Save this dataset), or unpack it if it is "
                                         "a table"))])
    home = homes[0]
    found = {str(PurePosixPath(one.filename).relative_to(home)): one for one in files
             if PurePosixPath(one.filename).is_relative_to(home)}  # fmt: skip
    if len({inside.casefold() for inside in found}) < sum(PurePosixPath(one.filename).is_relative_to(home) for one in files):
        raise DataError([_fault(name, Sentence("two of its files have one name"), Sentence("each file once"), SAVE_AGAIN)])
    return found


def _wrong_member(one: ZipInfo) -> str:
    """Return what is wrong with a member of an archive, "" if nothing is."""
    path, mode = PurePosixPath(one.filename), one.external_attr >> 16
    if path.is_absolute() or ".." in path.parts or "\\" in one.filename or one.filename[1:2] == ":":
        return Sentence("leads out of the dataset's folder")
    if not one.filename.isprintable() or len(one.filename) > 200 or len(path.parts) > MOST_DEPTH:
        return Sentence("is no name of a file of a dataset")
    if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return Sentence("is a link or a device, not a file")
    if one.flag_bits & ENCRYPTED:
        return Sentence("is locked with a password")
    return "" if one.compress_type in {ZIP_STORED, ZIP_DEFLATED} else Sentence("is packed in a way that is not read")


def _content(archive: ZipFile, member: ZipInfo, name: str) -> dict[str, Any]:
    """Return the parsed settings of a saved dataset that names its own files only. Raises DataError otherwise."""
    if member.file_size > MOST_SETTINGS_BYTES:
        what = Sentence("its {file} has {file_size:,} bytes", file=FILE, file_size=member.file_size)
        raise DataError([_fault(name, what,
                                Sentence("at most {most_settings_bytes:,}", most_settings_bytes=MOST_SETTINGS_BYTES),
                                SAVE_AGAIN)])
    text = archive.read(member)
    with faults_of_reading(FILE, what=Sentence("not readable as TOML"), expected=Sentence("TOML in UTF-8"),
                           remedy=Sentence("correct the line named")):
        content = tomllib.loads(text.decode("utf-8-sig"))
    raise_faults(_faults_of_files(content.get("files", {})))
    return content


def _faults_of_files(entries: object) -> Iterator[Fault]:
    """Say which entries of [files] name something else than files of the folder: nothing is ever fetched for a visitor."""
    for key, entry in entries.items() if isinstance(entries, dict) else ():
        if not isinstance(entry, str):
            continue  # what is wrong with it the settings say
        if is_address(entry):
            yield Fault(what=Sentence("it names an address, and a dataset that you bring is read from its own "
                                      "files only"), file=FILE,
                        column=f"files.{key}"[:60], value=without_secrets(entry)[:120],
                        expected=Sentence("the name of a file in the ZIP"),
                        remedy=Sentence("put the file itself into the folder, name it here, and pack the folder "
                                        "again"))  # fmt: skip
        elif key in {one.name for one in fields(Files)} and entry:
            try:
                file_in(Path("/dataset of a visitor"), key, entry)  # only its name is looked at
            except DataError as error:
                yield from error.faults


def _fault(name: str, what: str, expected: str, remedy: str) -> Fault:
    return Fault(what=what, file=name, expected=expected, remedy=remedy)
