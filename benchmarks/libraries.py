"""The libraries that folium's pages ask CDNs for, as local files, so that no figure waits for a network.

Of ten files the peers need four; the rest (Bootstrap, icon fonts) is answered empty, which is in the peers' favour.
"""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import BrowserContext, Route
from xstatic.pkg import leaflet

from benchmarks import CACHE
from data.packages import package_file

LEAFLET = Path(leaflet.BASE_DIR)
NEEDED: dict[str, Callable[[], Path]] = {
    "leaflet.js": lambda: LEAFLET / "leaflet.js",
    "leaflet.css": lambda: LEAFLET / "leaflet.css",
    "jquery-3.7.1.min.js": lambda: package_file("jquery@3.7.1", "dist/jquery.min.js", CACHE),
    "d3.v4.min.js": lambda: package_file("d3@4.13.0", "build/d3.min.js", CACHE),
    "moment.min.js": lambda: package_file("moment@2.18.1", "min/moment.min.js", CACHE),
}
_LINK = re.compile(r'(<(?:script|link)\b[^>]*?\b(?:src|href)=")(https?://[^"]+)(")')
HERE = ("localhost", "127.0.0.1")


def with_local_libraries(html: str) -> str:
    """Point the links of a page at local files: what a browser does with them, without the time they take to arrive."""
    return _LINK.sub(lambda match: f"{match[1]}{local_file(match[2]).as_uri()}{match[3]}", html)


def serve_locally(context: BrowserContext) -> None:
    """Answer every request that leaves this machine from local files."""
    context.route(lambda url: urlparse(url).hostname not in HERE, _answer)


def local_file(url: str) -> Path:
    """Return the local file for a link of folium's, an empty one for what no peer here needs."""
    name = Path(urlparse(url).path).name
    if name in NEEDED:
        return NEEDED[name]()
    empty = Path(tempfile.gettempdir()) / f"empty{Path(name).suffix}"
    empty.touch()
    return empty


def _answer(route: Route) -> None:
    route.fulfill(path=local_file(route.request.url))
