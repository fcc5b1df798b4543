"""One side of the app that comes late: what connects app and map, or the map's own page."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, WebSocketRoute

WIRE = b"outage_brief_wire"
STEP_MS, PATIENCE_S = 50, 40.0
ANSWER_MS = 1500
LATE_FONTS = """(() => {
  if (window === top) return;
  const load = FontFaceSet.prototype.load;
  FontFaceSet.prototype.load = async function (...words) {
    await new Promise((done) => setTimeout(done, MS));
    return load.apply(this, words);
  };
})()"""

POINT_OF = """(code) => { const p = outageBrief, i = p.regions.codes.indexOf(code), v = p.view();
  return [p.regions.anchors.x[i] * v.scale + v.x, p.regions.anchors.y[i] * v.scale + v.y]; }"""
"""A function of the page: where a region's label stands in the map's window, in pixels."""

SLOW_SERVER = """(() => {
  const add = WebSocket.prototype.addEventListener;
  WebSocket.prototype.addEventListener = function (kind, hear, ...rest) {
    const late = (event) => setTimeout(() => hear(event), MS);
    return add.call(this, kind, kind === "message" ? late : hear, ...rest);
  };
})()"""


@dataclass
class Held:
    """What the server sends from the first message about the wire on, until it is released."""

    page: Page
    holding: bool = False
    released: bool = False
    kept: list[tuple[WebSocketRoute, str | bytes]] = field(default_factory=list)

    def route(self, browser_side: WebSocketRoute) -> None:
        """Stand between the browser and the server of one connection."""
        server_side = browser_side.connect_to_server()
        server_side.on_message(lambda message: self._take(browser_side, message))

    def _take(self, browser_side: WebSocketRoute, message: str | bytes) -> None:
        self.holding |= isinstance(message, bytes) and WIRE in message
        if self.holding and not self.released:
            self.kept.append((browser_side, message))
        else:
            browser_side.send(message)

    def release(self) -> None:
        """Let through what was kept, in its order, and all that comes after it."""
        self.released = True
        for browser_side, message in self.kept:
            browser_side.send(message)


def hold_wire(page: Page) -> Held:
    """Keep the wire from this page, before it is opened, until `release`."""
    held = Held(page)
    page.route_web_socket("**/_stcore/stream", held.route)
    return held


def delay_map(context: BrowserContext, *, seconds: float) -> None:
    """Let the map's page begin so many seconds late: it waits for its fonts before it paints."""
    context.add_init_script(LATE_FONTS.replace("MS", str(int(seconds * 1000))))


def delay_server(context: BrowserContext, *, seconds: float) -> None:
    """Let all that the server says reach the browser so many seconds late."""
    context.add_init_script(SLOW_SERVER.replace("MS", str(int(seconds * 1000))))


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until something holds, or fail after a long while."""
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        page.wait_for_timeout(STEP_MS)


def on_map(page: Page, script: str, argument: object = None) -> Any:
    """What a script gives in the map's frame; while the frame is being filled anew, it is asked again."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return next(frame for frame in page.frames if frame != page.main_frame).evaluate(script, argument)
        except (Error, StopIteration):
            if page.is_closed() or time.monotonic() > end:
                raise
        page.wait_for_timeout(STEP_MS)


def wheel(page: Page, delta: int) -> None:
    """Turn the mouse wheel over the map; returns nothing, so that a condition may go on with it."""
    box = page.locator("iframe").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 3)
    page.mouse.wheel(0, delta)
    page.wait_for_timeout(ANSWER_MS)  # turns that wait in a line behind a busy page would move the map later
