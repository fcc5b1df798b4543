"""Draw all fixed sheets, replace what has changed in `approved/`, and write a report of it.

`python -m tests.sheets.approve REPORT.html`
"""

import base64
import html
import io
import json
import sys
from pathlib import Path

from PIL import Image

from tests.sheets.fixed import APPROVED, SHEETS, as_text, difference, drawn


def approve(report: Path) -> None:
    """Replace layouts and pictures that differ, remove those of no sheet, and write what changed as one HTML page."""
    APPROVED.mkdir(exist_ok=True)
    entries = []
    for name in SHEETS:
        layout, picture = drawn(name)
        paths = APPROVED / f"{name}.json", APPROVED / f"{name}.png"
        old = json.loads(paths[0].read_text(encoding="utf-8")) if paths[0].exists() else None
        before = Image.open(paths[1]).copy() if paths[1].exists() else None
        moved = lines_of(layout) ^ lines_of(old) if old else set()
        if old != layout or before is None or difference(picture, before) >= 0.005:
            entries.append(f"<h2>{html.escape(name)}</h2>{_picture(before)}{_picture(picture)}"
                           f"<pre>{html.escape(chr(10).join(sorted(moved)[:40]))}</pre>")
            paths[0].write_text(as_text(layout), encoding="utf-8")
            picture.save(paths[1], optimize=True)
    for file in APPROVED.iterdir():
        if file.stem not in SHEETS:
            file.unlink()
    report.write_text('<!doctype html><meta charset="utf-8"><title>Fixed sheets</title><style>img { border: 1px solid }</style>'
                      f"<h1>{len(entries)} of {len(SHEETS)} changed: before, after</h1>{''.join(entries)}", encoding="utf-8")
    sys.stdout.write(f"{len(entries)} of {len(SHEETS)} sheets changed. Look at {report}\n")


def lines_of(layout: dict[str, object]) -> set[str]:
    """Return the lines of a layout, to tell which have changed."""
    return set(as_text(layout).splitlines())


def _picture(picture: Image.Image | None) -> str:
    if picture is None:
        return ""
    file = io.BytesIO()
    picture.save(file, "PNG")
    return f'<img alt="" src="data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}">'


if __name__ == "__main__":
    approve(Path(sys.argv[1]))
