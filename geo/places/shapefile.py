"""Shapefiles, bare or in a zip: found among what lies beside them, and copied alone into a folder to be opened."""

import shutil
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from geo.sentences import Sentence
from geo.tables.encodings import guessed_encoding

SHAPEFILE = b"\x00\x00\x27\x0a"
SHP, DBF, CPG = ".shp", ".dbf", ".cpg"
PARTS = (SHP, ".shx", DBF, ".prj", CPG)
LARGEST_PART = 2**31  # a part of a Shapefile counts in 31 bits
LARGEST_ZIP, BOMB_RATIO, BOMB_BYTES = (
    2**31,
    200,
    50_000_000,
)  # shapes pack to a half or a tenth of their size
OF_MACOS = "__MACOSX"
CODE_PAGE, HEADER_LENGTH = 29, slice(8, 10)  # bytes of the header of a DBF
SAMPLE_BYTES = 200_000
UTF8 = "UTF-8"


def copied(path: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """Copy a bare Shapefile with the parts that lie beside it under the same name; return the first, and what was found out."""
    beside = {
        part.suffix.casefold(): part for part in path.parent.iterdir() if part.stem == path.stem
    }
    for suffix, part in {**beside, SHP: path}.items():
        if suffix in PARTS:
            shutil.copyfile(part, folder / f"shapes{suffix}")
    return folder / "shapes.shp", _with_encoding(folder)


def unzipped(path: Path, folder: Path, *, layer: str = "") -> tuple[Path, tuple[str, ...]]:
    """Unpack one Shapefile of a zip, and of it only the parts that are read; return the first, and what was found out.

    Raises ValueError if the zip has none, or several of which `layer` names none, if it unpacks to too much, or if a name
    in it points outside.
    """
    with ZipFile(path) as archive:
        members = {name: one for one in archive.infolist() if (name := _member(one))}
        _require_size(members)
        stems = [name[: -len(SHP)] for name in members if name.casefold().endswith(SHP)]
        if not stems and members:
            raise ValueError(Sentence("the zip holds no Shapefile, but {members}: unpack it first",
                                      members=", ".join(filter(None, [*members][:5]))))
        stem = chosen(
            layer,
            {stem.replace("\\", "/").rpartition("/")[2]: stem for stem in stems},
            count=len(stems),
            file=path.name,
        )
        for name, member in members.items():
            suffix = name.removeprefix(stem).casefold()
            if suffix in PARTS:
                with (
                    archive.open(member) as packed,
                    (folder / f"shapes{suffix}").open("wb") as part,
                ):
                    shutil.copyfileobj(packed, part)
    with (folder / "shapes.shp").open("rb") as file:
        if file.read(4) != SHAPEFILE:
            raise ValueError(Sentence("{name} in it is not a Shapefile", name=f"{stem}{SHP}"))
    return folder / "shapes.shp", _with_encoding(folder)


def chosen(layer: str, known: dict[str, str], *, count: int, file: str) -> str:
    """Return what the named layer of a file is known by, or its only one. Raises ValueError, with the names to choose from."""
    names = ", ".join(known)
    if layer and layer in known:
        return known[layer]
    if layer:
        raise ValueError(Sentence("it has no layer {layer!r}; its layers are {names}", layer=layer,
                                  names=names or Sentence("none")))  # fmt: skip
    if count != 1:
        if not known:
            raise ValueError(Sentence("it has no layers"))
        raise ValueError(Sentence('it has {count} layers: {names}; name the one that is meant behind a #, such as '
                                  '"{file}#{layer}"', count=count, names=names, file=file, layer=list(known)[-1]))  # fmt: skip
    return next(iter(known.values()))


def _require_size(members: dict[str, ZipInfo]) -> None:
    """Raise ValueError for a zip that says of itself that it unpacks to far more than shapes do."""
    total, packed = (
        sum(one.file_size for one in members.values()),
        sum(one.compress_size for one in members.values()),
    )
    if total > LARGEST_ZIP or any(one.file_size > LARGEST_PART for one in members.values()):
        raise ValueError(Sentence("it unpacks to {total:,} bytes; at most {largest_zip:,} are read", total=total,
                                  largest_zip=LARGEST_ZIP))
    if total > BOMB_BYTES and total > BOMB_RATIO * packed:
        raise ValueError(Sentence("its {packed:,} bytes unpack to {total:,}, as those of no Shapefile do", packed=packed,
                                  total=total))


def _with_encoding(folder: Path) -> tuple[str, ...]:
    """Say in which encoding the texts of a Shapefile are, where it does not say so itself; GDAL would take Western Europe's."""
    table, named = folder / f"shapes{DBF}", folder / f"shapes{CPG}"
    if named.exists() or not table.exists():
        return ()
    with table.open("rb") as file:
        head = file.read(CODE_PAGE + 1)
        file.seek(int.from_bytes(head[HEADER_LENGTH], "little"))
        foreign = b"\n".join(word for word in file.read(SAMPLE_BYTES).split() if not word.isascii())
    if head[CODE_PAGE:] not in {b"\0", b""} or not foreign:
        return ()
    encoding = _encoding_of(foreign)
    named.write_text(encoding, encoding="ascii")
    return (
        Sentence("its texts are read as {encoding}, a guess by their letters: it has no .cpg that says so", encoding=encoding),
    )


def _encoding_of(foreign: bytes) -> str:
    try:
        foreign[: foreign.rfind(b"\n") if len(foreign) >= SAMPLE_BYTES else None].decode("utf-8")
    except UnicodeDecodeError:
        return guessed_encoding(foreign).upper()
    return UTF8


def _member(one: ZipInfo) -> str:
    """Return the name of a member of a zip, "" if it is a folder or a note of macOS."""
    places = one.filename.replace("\\", "/").split("/")
    if places[0] == "" or ".." in places or ":" in places[0]:
        raise ValueError(Sentence("the zip holds {filename!r}, which points outside it", filename=one.filename))
    return "" if one.is_dir() or OF_MACOS in places or places[-1].startswith("._") else one.filename
