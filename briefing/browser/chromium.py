"""The browser on this machine: Chromium, Chrome or Edge, wherever it is installed.

`python -m briefing.browser.chromium` prints its path; exit code 3 if there is none.
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
PLAYWRIGHTS_OWN = (
    ("~/.cache/ms-playwright", "chromium-*/chrome-linux*/chrome"),
    ("~/Library/Caches/ms-playwright", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*"),
)
COMMON = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


def flags_of(*, is_root: bool) -> tuple[str, ...]:
    """Return the flags that Chromium is started with.

    Pages hold text of strangers, so the sandbox stays on wherever it can: Chromium refuses to start
    with it as root.
    """
    return ("--no-sandbox", *COMMON) if is_root else COMMON


IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
FLAGS = flags_of(is_root=IS_ROOT)
SANDBOX = not IS_ROOT
"""For Playwright's `chromium_sandbox`: without it, Playwright switches the sandbox off, whatever the flags say."""


def find_chromium() -> Path | None:
    """Return the browser that CHROMIUM names, else the first one found; None if there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if Path(named).is_file() else None
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return Path(found)
    own = [path for folder, pattern in PLAYWRIGHTS_OWN for path in sorted(Path(folder).expanduser().glob(pattern), reverse=True)]
    return next((path for path in [*map(Path, PLACES), *own] if path.is_file()), None)


def how_to_install() -> str:
    """Return the one command that installs a browser on this kind of machine."""
    if sys.platform == "darwin":
        return "brew install --cask chromium"
    return "sudo apt-get install -y chromium" if shutil.which("apt-get") else "python -m playwright install chromium"


def main() -> int:
    """Print the path of the browser."""
    found = find_chromium()
    print(found or f"No Chromium, Chrome or Edge found. Install one ({how_to_install()}), or name it in CHROMIUM.")
    return 0 if found else 3


if __name__ == "__main__":
    sys.exit(main())
