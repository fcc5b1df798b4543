"""Entries of ZIP archives that carry the time of making, so that one request gives the same bytes twice."""

import datetime as dt
import io
import zipfile


def entry_of(name: str, made_at: dt.datetime, *, packed: bool = False) -> zipfile.ZipInfo:
    """Return an archive's entry of a file; a ZIP keeps no zone and no time before 1980."""
    moment = max(made_at.replace(tzinfo=None), dt.datetime(1980, 1, 1))
    entry = zipfile.ZipInfo(name, date_time=moment.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    entry.external_attr = 0o644 << 16
    return entry


def dated(archive: bytes, made_at: dt.datetime) -> bytes:
    """Return a packed archive with the same files in the same order, all of the time of making."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(entry_of(name, made_at, packed=True), source.read(name))
    return file.getvalue()
