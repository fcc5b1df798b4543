"""Sheets -> one GIF: every date of a series in turn, each frame with its date."""

import io
from typing import TYPE_CHECKING

from briefing.browser.renderer import Size
from briefing.formats.png import screenshot_of
from briefing.request import Request, language_of_request
from briefing.sheet.sheet import sheet_of
from geo.language import _, in_language
from layers.title import zone_in_words

if TYPE_CHECKING:
    from PIL.Image import Image

SCREEN = Size(width=1280, height=720)
FRAME_MS, LAST_FRAME_MS = 1400, 4000  # long enough to read what is new; the last stays


@in_language(language_of_request)
def gif_of(request: Request) -> bytes:
    """Return the series as an endless animation; all frames share one palette, so that a colour means one thing throughout."""
    from PIL import Image

    size, count = request.size or SCREEN, len(request.dates)
    frames = []
    for n, date in enumerate(request.dates, 1):
        subject = request.subject.on(date)
        picture = screenshot_of(subject, sheet_of(subject, page=n, pages=count), size,
                                cancelled=request.cancelled)
        frames.append(Image.open(io.BytesIO(picture)).convert("RGB"))
        request.step()
    palette = _together(frames).quantize(colors=255, method=Image.Quantize.MEDIANCUT)
    plain = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    file = io.BytesIO()
    plain[0].save(file, "GIF", save_all=True, append_images=plain[1:], loop=0, optimize=False,
                  duration=[FRAME_MS] * (count - 1) + [LAST_FRAME_MS], comment=_comment(request))  # fmt: skip
    return file.getvalue()


def _together(frames: "list[Image]") -> "Image":
    """Lay some frames side by side, to choose the palette from: all of them would not change it."""
    from PIL import Image

    some = frames[:: max(1, len(frames) // 8)]
    sheet = Image.new("RGB", (some[0].width, some[0].height * len(some)))
    for at, frame in enumerate(some):
        sheet.paste(frame, (0, at * frame.height))
    return sheet


def _comment(request: Request) -> bytes:
    settings = request.subject.dataset.settings
    first, last = request.dates[0], request.dates[-1]
    zone = zone_in_words(request.subject.dataset)
    span = _("{title}, {first} to {last} ({zone}).", title=settings.title, first=first, last=last, zone=zone)
    said = [span, settings.disclaimer, "; ".join(settings.sources)]
    return " ".join(said).encode()
