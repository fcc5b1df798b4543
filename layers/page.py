"""folium.Map -> one self-contained HTML page that makes no request and runs no script but its own.

Leaflet comes from the installed package `xstatic-leaflet`. Our scripts and styles travel compressed in the block, but for
`loader.js`, which unpacks it. The Content-Security-Policy names each script and style by its hash, so a slip elsewhere could
neither run foreign code nor call out.
"""

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from branca.element import Element
from rcssmin import cssmin
from rjsmin import jsmin
from xstatic.pkg import leaflet

from layers import style
from layers.block import pack
from layers.layer import JS
from layers.map import OutageMap

CORE = ("core.js", "shapes.js", "plane.js", "canvas.js", "layout.js", "patterns.js", "callouts.js", "hands.js")
COUNTS, INSETS = "counts.js", "insets.js"
"""What only pages with counts need, and only those with boxes for what lies far off."""
WEIGHTS = {400: "Regular", 600: "Semibold"}
FONTS = Path(__file__).parent / "fonts"
TEXT_SECTIONS = ("page", "statements")
BLOCK_ID = "outage-brief-data"
_BLOCK_MARK = "<!-- data -->"
_FIXED_ZOOM = re.compile(r",\s*maximum-scale=1\.0, user-scalable=no")
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)


def page_of(outage_map: OutageMap, *, small: bool = False) -> str:
    """Render a map as one HTML page, `small` without what stands around the map. Equal maps give equal pages, byte for byte."""
    figure: Any = outage_map.get_root()
    counted = any(name.startswith("values@") for name in outage_map.sections)
    core = [*CORE, *([COUNTS] if counted else []), *([INSETS] if outage_map.insets else [])]
    scripts = [*(JS / name for name in core), *(path for e in outage_map.elements for path in e.scripts)]
    drawing = "\n".join(_own(path) for path in scripts)
    look = "\n".join([style.css_variables(), _own(JS / "page.css"), *(_own(e.style) for e in outage_map.elements if e.style)])
    block = pack({**outage_map.sections, "script": drawing.encode(), "style": look.encode()})
    styles = [_leaflet("leaflet.css"), _fonts(outage_map.sections)]
    for kind, parts in (("style", styles), ("script", [_leaflet("leaflet.js"), _own(JS / "loader.js")])):
        for number, part in enumerate(parts):
            figure.header.add_child(_Verbatim(f"<{kind}>{part}</{kind}>"), name=f"{kind}{number}")
    figure.html.add_child(_Verbatim(_BLOCK_MARK), name="block")
    html = str(figure.render())
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_policy(html, drawing, look)}">'
    html = _FIXED_ZOOM.sub("", html)  # who needs letters larger may make them so
    html = html.replace("<head>", f"<head>\n{policy}", 1)
    html = html.replace("<html>", f'<html lang="{outage_map.language}"{" data-small" if small else ""}>', 1)
    return html.replace(_BLOCK_MARK, f'<script type="text/plain" id="{BLOCK_ID}">{block}</script>', 1)


class _Verbatim(Element):
    """Text that is put into the page as it is: branca would read it as a template."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: object) -> str:
        del kwargs
        return self.text


@cache
def _leaflet(name: str) -> str:
    text = (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")
    # Two lines point outside the page: the source map, and images of markers and controls that the map does not use
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return re.sub(r"background-image:\s*url\([^)]*\);?", "", text)


@cache
def _own(path: Path) -> str:
    """Read a script or style of ours without comments and spare blanks: a page is read by a browser."""
    minify = jsmin if path.suffix == ".js" else cssmin
    return str(minify(path.read_text(encoding="utf-8")))


def _fonts(sections: Mapping[str, bytes]) -> str:
    """Return the font faces of the alphabets that occur in the page's text, at least the basic one."""
    text = set("".join(sections[name].decode() for name in TEXT_SECTIONS))
    used = [name for name, unicodes in _alphabets().items() if name == "basic" or text & _letters(unicodes)]
    return "\n".join(_face(weight, alphabet) for weight in WEIGHTS for alphabet in used)


@cache
def _face(weight: int, alphabet: str) -> str:
    data = b64encode((FONTS / f"OutageBriefSans-{WEIGHTS[weight]}-{alphabet}.woff2").read_bytes()).decode("ascii")
    return (f'@font-face {{ font-family: "{style.FONT_FAMILY}"; font-weight: {weight}; unicode-range: {_alphabets()[alphabet]}; '
            f'src: url(data:font/woff2;base64,{data}) format("woff2"); }}')


@cache
def _alphabets() -> dict[str, str]:
    return dict(json.loads((FONTS / "alphabets.json").read_text(encoding="utf-8")))


@cache
def _letters(unicodes: str) -> frozenset[str]:
    spans = [span.removeprefix("U+").split("-") for span in unicodes.split(",")]
    return frozenset(chr(n) for span in spans for n in range(int(span[0], 16), int(span[-1], 16) + 1))


def _policy(html: str, drawing: str, look: str) -> str:
    """Allow what is inline now, and the script and the style that the page takes out of its block."""
    hashes: dict[str, list[str]] = {"script": [_hash(drawing)], "style": [_hash(look)]}
    for kind, text in _INLINE.findall(html):
        if _hash(text) not in hashes[kind]:
            hashes[kind].append(_hash(text))
    return (f"default-src 'none'; script-src {' '.join(hashes['script'])}; style-src {' '.join(hashes['style'])}; "
            "img-src data:; font-src data:; base-uri 'none'; form-action 'none'")


def _hash(text: str) -> str:
    return "'sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii") + "'"
