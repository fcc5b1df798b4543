"""Copies: what a dataset takes from a web address or a database, kept in the user's cache folder as the last good state.

Each copy is a file named after its key in [files], and beside it a hidden one that tells when it was pulled, from where, and why
a newer state was refused. Only this user may look into the folder. A copy is replaced whole, or stays.
"""

import datetime as dt
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import DataError, Fault, Refused, faults_of_reading, words_of
from geo.files import sweep_left, write_whole
from geo.language import NN_, _, plural
from geo.sentences import Sentence, sentence_of
from geo.sentences import as_data as as_data_of
from geo.sources.http import Reply, pull_web
from geo.sources.urls import extension_of, identity_of, is_address, is_database, without_secrets

APP, PULLED = "outage-brief", ".pulled-"
SHAPES = ("regions", "finer_regions", "basemap")
UNITS = ((NN_("{count} day", "{count} days"), 86_400), (NN_("{count} hour", "{count} hours"), 3_600),
         (NN_("{count} minute", "{count} minutes"), 60))  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Live:
    """The limits of what is pulled: seconds for a whole reply, its size, and the share of the last records it must have."""

    timeout_seconds: float = 30.0
    max_mb: float = 200.0
    min_record_ratio: float = 0.5


@dataclass(frozen=True, kw_only=True)
class Copy:
    """One copy. `name`: its key in [files]; `address`: without secrets; `good_at`, `asked_at`: seconds since 1970 UTC.

    `good_at` is when the sender last said that this is the state; `refused` why a newer one was not taken at `asked_at`, or "".
    """

    name: str
    address: str
    file: str
    records: int
    good_at: float
    asked_at: float
    refused: str = ""
    etag: str = ""
    modified: str = ""
    digest: str = ""
    source: str = ""


def pull(name: str, address: str, folder: Path, *, live: Live, count: Callable[[Path], int], now: dt.datetime,
         refresh_s: float | None = None) -> Path:
    """Return the file that holds the last good state of an address, pulled anew where that is due.

    Parameters
    ----------
    name, address
        A key of [files], and what it names.
    folder
        The dataset's folder.
    live
        The limits within which a reply is taken.
    count
        Reads a file for the number of its records; raises DataError if it is not good.
    now
        The aware time at which it is asked.
    refresh_s
        Age in seconds from which a copy is pulled anew. If not given, a web address is asked once, a database every time.

    Raises
    ------
    DataError
        If there is no copy yet and none can be had.
    """
    home, at = copies_folder(folder), now.timestamp()
    known = _known(home, name, address)
    limit = refresh_s if refresh_s is not None else (0.0 if is_database(address) else float("inf"))
    if known is not None and at - known.asked_at < limit:
        return home / known.file
    try:
        reply = _asked(name, address, known, live)
        copy = _accepted(name, address, home, reply, known, live=live, count=count, at=at)
    except (Refused, OSError) as error:
        if known is None:
            raise DataError([Fault(what=Sentence("it could not be had: {error}", error=words_of(error)),
                                   file=f"{name} ({without_secrets(address)})",
                                   expected=Sentence("a whole and good state to begin with"),
                                   remedy=Sentence("check the address and the network, or name a file in [files]"))]) from error
        copy = replace(known, asked_at=at, refused=words_of(error))
    write_whole(_notes(home, name), json.dumps(asdict(copy) | {"refused": as_data_of(copy.refused)}).encode())
    return home / copy.file


def copies_of(folder: Path | str, entries: Mapping[str, str]) -> tuple[Copy, ...]:
    """Return what is known of the copies of a dataset whose [files] are `entries`; none for a dataset that is all files."""
    home = copies_folder(Path(folder))
    found = [_read_notes(home, name, entry) for name, entry in entries.items() if is_address(entry)]
    return tuple(copy for copy in found if copy is not None)


def refused_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the copies of which a newer state was refused, by their notes alone."""
    found = ((path.name, _in_notes(path)) for path in sorted(copies_folder(folder).glob(".*.json")))
    return tuple(name for name, copy in found if copy is not None and copy.refused)


def copies_folder(folder: Path) -> Path:
    """Return where the copies of a dataset lie; it may not exist yet."""
    from platformdirs import user_cache_path

    return user_cache_path(APP) / hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]


def in_words(copy: Copy, *, now: dt.datetime) -> str:
    """Say where a copy is from, how old it is, and why a newer state was refused."""
    told = Sentence("{name}: {count:,} record, {age} old, from {address}", "{name}: {count:,} records, {age} old, from {address}",
                    count=copy.records, name=copy.name, age=_span(now.timestamp() - copy.good_at), address=copy.address)
    if not copy.refused:
        return str(told)
    return str(Sentence("{told}. A newer state was refused {age} ago: {reason}", told=told, reason=copy.refused,
                        age=_span(now.timestamp() - copy.asked_at)))  # fmt: skip


def as_data(copy: Copy) -> dict[str, object]:
    """Return what may be told of a copy to other programs; times are ISO 8601 in UTC."""
    good_at, asked_at = (dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")
                         for at in (copy.good_at, copy.asked_at))  # fmt: skip
    return {"name": copy.name, "address": copy.address, "records": copy.records, "good_at": good_at, "asked_at": asked_at,
            "refused": copy.refused}


def _asked(name: str, address: str, known: Copy | None, live: Live) -> Reply | None:
    if is_database(address):
        from geo.sources.postgis import read_table

        content = _as_file(name, read_table(address, timeout_s=live.timeout_seconds))
        if len(content) > live.max_mb * 1e6:
            raise Refused(Sentence("the table is larger than {max_mb:g} MB (max_mb in [live])", max_mb=live.max_mb))
        return Reply(content=content)
    conditions = {} if known is None else {"etag": known.etag, "modified": known.modified}
    return pull_web(address, timeout_s=live.timeout_seconds, max_mb=live.max_mb, **conditions)


def _accepted(name: str, address: str, home: Path, reply: Reply | None, known: Copy | None, *, live: Live,
              count: Callable[[Path], int], at: float) -> Copy:
    """Keep a good reply, and return what is then known. Raises Refused if it is not good."""
    if reply is None:
        if known is None:
            raise Refused(Sentence("the server says that nothing has changed, though it was not asked that"))
        return replace(known, good_at=at, asked_at=at, refused="")
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = name + (_extension(name) if is_database(address) else extension_of(address, otherwise=_extension(name)))
    digest = hashlib.sha256(reply.content).hexdigest()
    records = _counted(file, home, reply.content, count) if known is None or known.digest != digest else known.records
    if known is not None and records < live.min_record_ratio * known.records:
        raise Refused(Sentence("it has {records:,} records where the last good state has {known:,} (min_record_ratio in "
                               "[live])", records=records, known=known.records))
    if known is None or known.digest != digest or known.file != file:
        write_whole(home / file, reply.content)
    return Copy(name=name, address=without_secrets(address), file=file, records=records, good_at=at, asked_at=at, etag=reply.etag,
                modified=reply.modified, digest=digest, source=_digest(address))


def _counted(file: str, home: Path, content: bytes, count: Callable[[Path], int]) -> int:
    """Read a reply as the dataset will, before it takes the place of the last good one."""
    sweep_left(home, f"{PULLED}*")
    with tempfile.TemporaryDirectory(dir=home, prefix=PULLED) as beside:
        path = Path(beside) / file
        path.write_bytes(content)
        try:
            with faults_of_reading(file, what=Sentence("cannot be read"), expected=Sentence("a whole file of its kind"),
                                   remedy=Sentence("ask its sender")):
                return count(path)
        except DataError as error:
            first, more = error.faults[0], len(error.faults) - 1
            raise Refused(Sentence("{fault} And {more:,} more faults.", fault=first.sentence, more=more) if more else
                          first.sentence) from error  # fmt: skip


def _known(home: Path, name: str, address: str) -> Copy | None:
    """Return what is known of the copy of an address; None if there is none, or what lies there is not what was pulled."""
    copy = _read_notes(home, name, address)
    try:
        whole = copy is not None and hashlib.sha256((home / copy.file).read_bytes()).hexdigest() == copy.digest
    except OSError:
        return None
    return copy if whole else None


def _read_notes(home: Path, name: str, address: str) -> Copy | None:
    copy = _in_notes(_notes(home, name))
    return copy if copy and copy.source == _digest(address) and Path(copy.file).name == copy.file else None


def _in_notes(path: Path) -> Copy | None:
    try:
        notes = json.loads(path.read_text(encoding="utf-8"))
        return Copy(**notes | {"refused": sentence_of(notes["refused"])})
    except (OSError, ValueError, TypeError, LookupError):
        return None  # written by another version, or not at all: the copy is pulled anew


def _notes(home: Path, name: str) -> Path:
    return home / f".{name}.json"


def _digest(address: str) -> str:
    return hashlib.sha256(identity_of(address).encode()).hexdigest()


def _extension(name: str) -> str:
    return ".geojson" if name in SHAPES else ".csv"


def _as_file(name: str, table: pd.DataFrame) -> bytes:
    """Return a table as the bytes of a file: shapes as GeoJSON, all else as CSV with a point (`lon`, `lat`) for each shape."""
    if name in SHAPES:
        if not isinstance(table, gpd.GeoDataFrame):
            raise Refused(Sentence("the table has no column of shapes"))
        return str(table.to_json(drop_id=True)).encode()
    if isinstance(table, gpd.GeoDataFrame):
        shapes = table.geometry.to_numpy()
        shapes = shapely.point_on_surface(shapely.make_valid(shapely.force_2d(shapes)))
        degrees = {"lon": shapely.get_x(shapes), "lat": shapely.get_y(shapes)}
        table = pd.DataFrame(table.drop(columns="geometry")).assign(**degrees)
    return table.to_csv(index=False, lineterminator="\n").encode()


def _span(seconds: float) -> str:
    for words, length in UNITS:
        if (count := int(seconds // length)) > 0:
            return plural(*words, count)
    return _("less than a minute")
