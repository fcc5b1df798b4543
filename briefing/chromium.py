"""The browser on this machine: Chromium, Chrome or Edge, wherever it is installed.

`python -m briefing.chromium` prints its path; exit code 3 if there is none.
"""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def find_chromium() -> Path | None:
    """Return the browser that CHROMIUM names, else the first one found; None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else next((Path(p) for p in PLACES if Path(p).is_file()), None)


def main() -> int:
    """Print the path of the browser."""
    found = find_chromium()
    print(found or "No Chromium, Chrome or Edge found. Install one, or name it in CHROMIUM.")
    return 0 if found else 3


if __name__ == "__main__":
    sys.exit(main())
