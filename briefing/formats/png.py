"""One sheet -> one PNG, checked before it is believed."""

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from briefing.browser.renderer import RenderError, Size, draw, never
from briefing.request import A4
from briefing.sheet.sheet import sheet_of
from briefing.sheet.subject import Content, Subject
from geo.dataset import Dataset
from geo.derived import derived
from geo.errors import UsageError
from geo.sentences import Sentence
from geo.view import View
from layers import sheet
from layers.map import build_map
from layers.page import page_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Page

SIZES = {
    "16:9": Size(width=1920, height=1080),
    "a4": A4,
    "a4-portrait": Size(width=794, height=1123, scale=2, per_inch=96),
    "square": Size(width=1080, height=1080),
}
"""Sheets by name. Paper is measured at 96 CSS pixels to the inch, and drawn at twice that."""

MOST_OF_ONE_COLOUR = 0.9997  # islets far apart leave the sea nearly all of a picture; a lost canvas is of one colour
BAR_PX = 40  # of the bottom of a map: its scale bar is there even if nothing else is
FEWEST_COLOURS = 4
SIGNATURE, HEADER_LENGTH = b"\x89PNG\r\n\x1a\n", 8 + 25


def size_of(name: str, *, scale: float | None = None) -> Size:
    """Return a sheet's size by name, or as WIDTHxHEIGHT in pixels. Raises UsageError."""
    found = SIZES.get(name.lower())
    if found is None:
        width, _, height = name.lower().partition("x")
        if not (width.isdecimal() and height.isdecimal() and all(500 <= int(side) <= 4000 for side in (width, height))):
            raise UsageError(Sentence("Invalid size {name!r}. Use {sizes}, or WIDTHxHEIGHT from 500 to 4000.", name=name,
                                      sizes=", ".join(SIZES)))
        found = Size(width=int(width), height=int(height))
    if scale is not None and not 0.5 <= scale <= 4:
        raise UsageError(Sentence("A scale of {scale:g} is out of range. Give a number from 0.5 to 4.", scale=scale))
    return found if scale is None else replace(found, scale=scale)


def png_of(
    subject: Subject, size: Size, *, page: int = 1, pages: int = 1, cancelled: Callable[[], bool] = never
) -> bytes:
    """Return the sheet of the subject's View as a PNG. Raises NoBrowserError, and RenderError if it is blank or does not fit."""
    content = sheet_of(subject, page=page, pages=pages)
    texts = texts_of(content) | {"Creation Time": format_datetime(subject.made_at), "Software": "Outage Brief"}
    return with_chunks(screenshot_of(subject, content, size, cancelled=cancelled), texts, dots_per_inch=size.dots_per_inch)


def screenshot_of(
    subject: Subject, content: Content, size: Size, *, cancelled: Callable[[], bool] = never
) -> bytes:
    """Draw one sheet and return the browser's PNG, checked."""
    def job(page: "Page") -> tuple[bytes, dict[str, Any]]:
        shown = show(page, content)
        return page.screenshot(type="png", animations="disabled", caret="hide"), shown

    picture, shown = draw(page_html(subject), size, job, cancelled=cancelled)
    require_drawn(picture, shown["maps"], size)
    return picture


def show(page: "Page", content: Content, *, place: int | None = None) -> dict[str, Any]:
    """Draw one sheet in the open page, or lay it out as the sheet `place`, from 0, of a document; returns its pages and the
    boxes of its maps. Raises RenderError if it does not fit.
    """
    call = "([content, place]) => outageBrief.sheet.show(content, place ?? undefined)"
    shown: dict[str, Any] = page.evaluate(call, [content, place])
    if shown["faults"]:
        raise RenderError(Sentence("The sheet does not hold its words: {faults}. Choose a larger size, or shorten the title, "
                                   "the disclaimer or the names in the dataset.", faults="; ".join(shown["faults"][:5])))
    return shown


def page_html(subject: Subject) -> str:
    """Return the page that draws the sheets of a subject; it is one for all dates."""
    return _page_html(subject.dataset, replace(subject.view, date=None, compare=None))


@derived(most=4, words=True)
def _page_html(dataset: Dataset, view: View) -> str:
    return page_of(build_map(dataset, view, more=[sheet.layer()]))


def require_drawn(picture: bytes, maps: list[list[float]], size: Size) -> None:
    """Raise RenderError if the picture has another size than asked for, or if a map or the words are blank."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    wanted = round(size.width * size.scale), round(size.height * size.scale)
    if image.size != wanted:
        raise RenderError(Sentence("The browser drew {width}x{height} pixels instead of {wanted_width}x{wanted_height}.",
                                   width=image.size[0], height=image.size[1], wanted_width=wanted[0], wanted_height=wanted[1]))
    for left, top, width, height in maps:
        box = tuple(round(edge * size.scale) for edge in (left, top, left + width, top + max(height - BAR_PX, height / 2)))
        if _is_blank(image.crop(box)):  # type: ignore[arg-type]
            raise RenderError(Sentence("The browser left a map blank. No file was written. Try again."))
    if not maps and _is_blank(image):
        raise RenderError(Sentence("The browser drew a blank page. No file was written. Try again."))


def _is_blank(image: "Image") -> bool:
    small = image.resize((max(1, image.width // 3), max(1, image.height // 3)), 0)
    colours = small.getcolors(maxcolors=small.width * small.height) or []
    return len(colours) < FEWEST_COLOURS or max(n for n, _ in colours) > MOST_OF_ONE_COLOUR * small.width * small.height


def texts_of(content: Content) -> dict[str, str]:
    """Return what a sheet must say wherever it goes, for the metadata of a picture."""
    sources: Any = content["sources"]
    notes: Any = content["notes"]
    figures: Any = content["figures"]
    told = "; ".join(f"{one['number']} {one['words']}".strip() for one in figures)
    link = {"Link": str(content["link"])} if content["link"] else {}
    return {
        "Title": f"{content['title']}, {content['date']}",
        "Description": f"{content['headline']} {told}. {content['zone']}. {' '.join(notes)}",
        "Source": "; ".join([*(f"{one['name']}{one['words']}" for one in sources["lines"]), str(content["data"])]),
        "Disclaimer": str(content["disclaimer"]),
    } | link


def with_chunks(picture: bytes, texts: Mapping[str, str], *, dots_per_inch: float) -> bytes:
    """Return a PNG that also says its colour space (sRGB), its size on paper (pHYs) and words (iTXt, UTF-8); its pixels stay.

    Without pHYs an A4 sheet opens as 59 cm wide; without sRGB its colours are whatever the printer takes them for.
    """
    at, kept = HEADER_LENGTH, [picture[:HEADER_LENGTH], _chunk(b"sRGB", b"\0")]  # 0: perceptual
    metre = round(dots_per_inch / 0.0254).to_bytes(4, "big")
    kept += [_chunk(b"pHYs", metre + metre + b"\1")]  # 1: the unit is the metre
    kept += [_chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + text.encode()) for key, text in texts.items()]
    while at < len(picture):  # a second sRGB or pHYs, or a gamma that contradicts them, would be invalid
        length, kind = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
        if kind not in {b"sRGB", b"pHYs", b"gAMA", b"cHRM", b"iCCP"}:
            kept.append(picture[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
