"""What the product writes, as fingerprints: `python -m benchmarks.same > before.txt`, and again after a change that must change
nothing.

Each line is the sha256 of one output and the words that made it. Every time in them is fixed, so that two
runs of the same code are equal line for line. Pictures are compared by their pixels; PowerPoint, ZIP and
GeoPackage, whose containers hold the moment of writing, by the texts and tables inside.
"""

import hashlib
import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PIL import Image
from typer.testing import CliRunner

from briefing.__main__ import app

UKRAINE, MADE = "data/ukraine", ("--timestamp", "2026-01-12T08:30")
NAMES = ("Zaporozhye Region", "Genichesky district", "Krivoy Rog", "Kiev", "Луганская область", "Odesa, Texas", "qwerty")
DATES = ("2025-06-02", "2025-06-04", "2025-06-06", "2026-01-07", "2026-01-09")
SPAN = ("--dates", "2026-01-07..2026-01-11")
WORDS: tuple[tuple[str, ...], ...] = (
    *(("state", UKRAINE, "--date", date, "--json") for date in DATES),
    ("state", UKRAINE, "--date", "2026-01-07"),
    ("check", UKRAINE), ("check", UKRAINE, "--json"), ("check", "data/us-counties"),
    ("places", "--data", UKRAINE, "--json", *NAMES), ("places", "--data", UKRAINE, *NAMES),
)  # fmt: skip
EXPORTS: tuple[tuple[str, ...], ...] = (
    *((f"{date}.html", "--date", date) for date in DATES[:2]),
    ("counties.html",),
    *((f"{date}.png", "--date", date) for date in DATES),
    *((f"{size}.png", "--date", "2026-01-07", "--size", size) for size in ("a4", "a4-portrait", "square")),
    ("compared.png", "--date", "2026-01-09", "--compare", "2026-01-07"),
    ("region.png", "--date", "2026-01-07", "--region", "UA-23", "--language", "uk"),
    ("date.pptx", "--date", "2026-01-07"), ("series.pptx", *SPAN), ("series.zip", *SPAN), ("series.gif", *SPAN),
    ("date.csv", "--date", "2026-01-07"), ("june.csv", "--date", "2025-06-02"), ("date.gpkg", "--date", "2026-01-07"),
)  # fmt: skip


def fingerprints() -> Iterator[tuple[str, str]]:
    """Yield the words of each output and the sha256 of what it says."""
    runner = CliRunner()
    for words in WORDS:
        result = runner.invoke(app, list(words))
        yield " ".join(words), _sha256(f"{result.exit_code}\n{result.output}".encode())
    with tempfile.TemporaryDirectory() as folder:
        for name, *options in EXPORTS:
            data = "data/us-counties" if name.startswith("counties") else UKRAINE
            path = Path(folder) / name
            result = runner.invoke(app, ["export", data, str(path), *options, *MADE])
            content = path.read_bytes() if path.exists() else result.output.encode()
            yield " ".join(("export", name, *options)), _sha256(said_by(path.suffix, content))


def said_by(suffix: str, content: bytes) -> bytes:
    """Return what a file says, without the moment at which its container was written."""
    if suffix in {".png", ".gif"}:
        return b"".join(_pixels(content))
    if suffix in {".zip", ".pptx"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in sorted(archive.namelist())]
        return b"".join(name.encode() + said_by(Path(name).suffix, part) for name, part in parts)
    if suffix == ".gpkg":
        with closing(sqlite3.connect(":memory:")) as base:
            base.deserialize(content)
            tables = [row[0] for row in base.execute("select name from sqlite_master where type = 'table' order by name")]
            rows = {table: base.execute(f'select * from "{table}"').fetchall() for table in tables
                    if not table.startswith(("gpkg_", "rtree_", "sqlite_"))}  # fmt: skip
        return repr(rows).encode()
    return content


def _pixels(content: bytes) -> Iterator[bytes]:
    image = Image.open(io.BytesIO(content))
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        yield image.convert("RGB").tobytes()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    for words, digest in fingerprints():
        print(digest, words, flush=True)
