"""The renderer: one headless Chromium, started when the first picture is wanted, reused, and cut off from every network.

Playwright's objects belong to the thread that made them, so all of it lives in a thread of its own; the command line and every
session of the app hand their jobs to it. A browser that dies is started anew, once for each job.
"""

import atexit
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.browser.chromium import FLAGS, find_chromium, how_to_install
from geo.errors import OutageBriefError, require_extra

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

Made = TypeVar("Made")
TIMEOUT_MS = 60_000
READY = 'html[data-ready="1"]'


class NoBrowserError(OutageBriefError):
    """There is no browser on this machine that could draw a picture."""


class RenderError(OutageBriefError):
    """A picture could not be drawn whole; there is no file."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """The size of a sheet in CSS pixels, and how many pixels of the picture go to one of them."""

    width: int
    height: int
    scale: float = 1.0


def draw(html: str, size: Size, job: Callable[["Page"], Made]) -> Made:
    """Open a page of ours at a size, or find it open, and do one job with it. Raises NoBrowserError, RenderError."""
    return _worker().do(html, size, job)


class _Worker:
    """The thread that holds the browser; it must have state, for a started browser is the point of it."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._open: tuple[str, Size, Page] | None = None
        self._thread = threading.Thread(target=self._work, name="renderer", daemon=True)
        self._thread.start()
        atexit.register(self.stop)

    def do(self, html: str, size: Size, job: Callable[["Page"], Made]) -> Made:
        done: Future[Made] = Future()
        self._jobs.put((lambda: self._try_twice(html, size, job), done))
        return done.result()

    def stop(self) -> None:
        self._jobs.put(None)
        self._thread.join(timeout=10)

    def _work(self) -> None:
        while (given := self._jobs.get()) is not None:
            job, done = given
            try:
                done.set_result(job())
            except BaseException as error:  # it is raised again where the job was given
                done.set_exception(error)
        self._close()

    def _try_twice(self, html: str, size: Size, job: Callable[["Page"], Made]) -> Made:
        require_extra("pictures")
        path = find_chromium()
        if path is None:
            raise NoBrowserError(f"No Chromium, Chrome or Edge was found, and pictures need one. Install it: {how_to_install()}"
                                 " (or name one in CHROMIUM). HTML, GPKG and CSV work without.")
        from playwright.sync_api import Error

        try:
            return job(self._page(html, size, path))
        except Error:  # the browser was killed or has crashed: a new one gets the same job
            self._close()
        try:
            return job(self._page(html, size, path))
        except Error as error:
            self._close()
            why = str(error).strip().partition("\n")[0]
            raise RenderError(f"The browser {path} failed twice to draw the picture ({why}). No file was written. Try again, or"
                              " name another browser in CHROMIUM.") from error

    def _page(self, html: str, size: Size, path: Path) -> "Page":
        if self._open is not None and self._open[:2] == (html, size) and not self._open[2].is_closed():
            return self._open[2]
        if self._browser is None or not self._browser.is_connected():
            self._start(path)
        assert self._browser is not None
        for context in self._browser.contexts:
            context.close()
        context = self._browser.new_context(viewport={"width": size.width, "height": size.height}, offline=True,
                                            device_scale_factor=size.scale, locale="en-GB", timezone_id="UTC")
        context.set_default_timeout(TIMEOUT_MS)
        context.route("**/*", lambda route: route.abort())
        page = context.new_page()
        page.set_content(html, wait_until="commit")
        page.locator(READY).wait_for(state="attached")
        self._open = html, size, page
        return page

    def _start(self, path: Path) -> None:
        from playwright.sync_api import sync_playwright

        self._close()
        self._playwright = sync_playwright().start()
        # no handlers: Ctrl-C is for us to answer; when this process dies, Playwright's driver ends and takes the browser with it
        self._browser = self._playwright.chromium.launch(executable_path=str(path), args=list(FLAGS), handle_sigint=False)

    def _close(self) -> None:
        from playwright.sync_api import Error

        self._open = None
        try:
            if self._browser is not None:
                self._browser.close()
        except Error:
            pass  # it is gone already, which is what was wanted
        finally:
            self._browser = None
        if self._playwright is not None:
            self._playwright.stop()
            self._playwright = None


_lock = threading.Lock()
_running: list[_Worker] = []


def _worker() -> _Worker:
    with _lock:
        if not _running:
            _running.append(_Worker())
        return _running[0]
