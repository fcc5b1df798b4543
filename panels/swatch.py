"""The look of a state in a table: a small picture in the colour and pattern that the map has."""

from base64 import b64encode

from geo.states import CONTESTED, ESTIMATED, LAST_KNOWN, PARTIAL, STATE_BITS, State
from geo.timeline import Change
from panels.theme import palette

WIDTH, HEIGHT = 26, 18


def patch(colour: str) -> str:
    """Return the picture of one colour as a data address of SVG."""
    return _address(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour}" stroke="{palette().border}"/>')


def swatch(code: int, *, change: Change | None = None, height: int = HEIGHT) -> str:
    """Return the picture of a code of the timeline (state and flags) as a data address of SVG.

    `change`: with its edge, as on the map; `height`: of the row in pixels, for a table scales a picture to it.
    """
    look = palette()
    colour = look.states[State(code & STATE_BITS)]
    ground = look.paper if code & (PARTIAL | LAST_KNOWN) else colour
    marks = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>']
    if code & LAST_KNOWN:
        marks.append(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour}" fill-opacity=".5"/>')
    if code & PARTIAL:
        marks.append(_lines(colour, 4, falling=False))
    if code & CONTESTED:
        marks.append(_lines(look.ink, 1, falling=True))
    dash = ' stroke-dasharray="4 3"' if code & (LAST_KNOWN | ESTIMATED) else ""
    edge = f'<rect x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" fill="none" stroke="{look.border}"{dash}/>'
    if change is not None:
        whole = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="none"'
        edge = f'{whole} stroke="{look.paper}" stroke-width="9"/>{whole} stroke="{look.changes[change]}" stroke-width="6"/>'
    return _address("".join(marks) + edge, height=height)


def _address(drawing: str, *, height: int = HEIGHT) -> str:
    middle = f'<svg width="{WIDTH}" height="{HEIGHT}" y="{(height - HEIGHT) / 2:g}">{drawing}</svg>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}">{middle}</svg>'
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode("ascii")


def _lines(colour: str, width: int, *, falling: bool) -> str:
    slope = HEIGHT if falling else -HEIGHT
    start = 0 if falling else HEIGHT
    lines = (f"M{x} {start}l{HEIGHT} {slope}" for x in range(-HEIGHT, WIDTH, 8))
    return f'<path d="{"".join(lines)}" stroke="{colour}" stroke-width="{width}"/>'
