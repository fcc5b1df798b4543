"""The renderer: one headless Chromium, started when the first picture is wanted, and reused.

It is cut off from every network. Playwright's objects belong to the thread that made them, so all
of it lives in a thread of its own; the command line and every session of the app put their jobs
into its queue. A browser that dies under a job is replaced, once for each job. A job that does not
end is ended from outside, by killing the browser; another thread with another browser serves the
jobs behind it.
"""

import atexit
import contextlib
import math
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from briefing.browser.chromium import FLAGS, SANDBOX, find_chromium, how_to_install
from geo.errors import OutageBriefError, require_extra
from geo.sentences import Sentence

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page, Playwright

Made = TypeVar("Made")
TIMEOUT_MS = 60_000
TIMEOUT_S = 120.0
GRACE_S = 2.0
"""How long a cancelled job may go on: most end by themselves, and others need the browser."""
STEP_S = 0.1
TRIES = 2
READY = 'html[data-ready="1"]'


class NoBrowserError(OutageBriefError):
    """There is no browser on this machine that could draw a picture."""


class RenderError(OutageBriefError):
    """A picture could not be drawn whole; there is no file."""


class StoppedError(OutageBriefError):
    """The reader has cancelled what was being made."""


@dataclass(frozen=True, kw_only=True)
class Size:
    """The size of a sheet in CSS pixels, how many pixels of the picture go to one of them, and how many of them to an inch of
    paper: 96 in print; 144 on a slide that is 13.33 inches wide.
    """

    width: int
    height: int
    scale: float = 1.0
    per_inch: int = 144

    @property
    def dots_per_inch(self) -> float:
        """The pixels of the picture that go to an inch."""
        return self.scale * self.per_inch


@dataclass(frozen=True, kw_only=True, eq=False)
class _Job(Generic[Made]):
    html: str
    size: Size
    work: Callable[["Page"], Made]
    outcome: Future[Made] = field(default_factory=Future)


def never() -> bool:
    """Return False: nobody cancels."""
    return False


def draw(
    html: str,
    size: Size,
    job: Callable[["Page"], Made],
    *,
    timeout_s: float = TIMEOUT_S,
    cancelled: Callable[[], bool] = never,
) -> Made:
    """Open a page at a size, or find it open, and do one job with it.

    Parameters
    ----------
    html
        The page; it sets `data-ready` on its root when it can be worked with.
    size
        The size of the window.
    job
        What to do with the page. If the browser dies under it, it runs a second time.
    timeout_s
        How long the job may take, from its own start: waiting behind others does not count.
    cancelled
        Asked several times a second. Once it returns True, the job ends, waiting or running.

    Returns
    -------
    What the job returns.

    Raises
    ------
    NoBrowserError
        There is no browser on this machine.
    RenderError
        The browser died twice under the job, or the job took too long.
    StoppedError
        The job was cancelled.
    """
    given = _Job(html=html, size=size, work=job)
    _worker()
    _jobs.put(given)
    ends = math.inf
    while not wait([given.outcome], timeout=STEP_S).done:
        stop = cancelled()
        if stop and given.outcome.cancel():  # it is still waiting for its turn
            raise StoppedError(Sentence("Cancelled."))
        if given.outcome.running():
            ends = min(ends, time.monotonic() + (GRACE_S if stop else timeout_s))
        if time.monotonic() >= ends:
            _abandon(given)
            raise StoppedError(Sentence("Cancelled.")) if stop else RenderError(Sentence("The browser did not finish the picture "
                                                                               "within {timeout_s:g} seconds and was "
                                                                               "stopped. No file was written. Try again, "
                                                                               "choose a smaller size, or name another "
                                                                               "browser in CHROMIUM.", timeout_s=timeout_s))
    return given.outcome.result()


class _Worker:
    """A thread and the browser that it holds: a started browser is state, and the point of it.

    It serves the queue for as long as it is in `_running`.
    """

    def __init__(self) -> None:
        self.job: _Job[Any] | None = None
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._session: CDPSession | None = None
        self._pid: int | None = None
        self._open: tuple[str, Size, Page] | None = None
        self.thread = threading.Thread(target=self._work, name="renderer", daemon=True)

    def kill(self) -> None:
        """Kill the browser from outside: this thread may be stuck in Playwright."""
        if (pid := self._pid) is not None:
            with contextlib.suppress(OSError):  # it is gone already, which is what was wanted
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))  # Windows has no SIGKILL

    def _work(self) -> None:
        while self in _running and (job := _jobs.get()) is not None:
            self.job = job
            if job.outcome.set_running_or_notify_cancel():
                try:
                    job.outcome.set_result(self._done(job))
                except BaseException as error:  # it is raised again where the job was given
                    job.outcome.set_exception(error)
            with _lock:  # from here on, nobody gives this thread up for the sake of that job
                self.job = None
        self._close()

    def _done(self, job: _Job[Made]) -> Made:
        """Do a job. A try counts against it only if the browser was alive when the try began."""
        require_extra("pictures")
        path = find_chromium()
        if path is None:
            raise NoBrowserError(Sentence("No Chromium, Chrome or Edge was found, and pictures need one. Install it: {how} "
                                          "(or name one in CHROMIUM). HTML, GPKG and CSV work without.",
                                          how=how_to_install()))
        from playwright.sync_api import Error

        failed: Error | None = None
        for _ in range(TRIES):
            try:
                if not self._is_alive():
                    self._start(path)
                return job.work(self._page(job.html, job.size))
            except Error as error:
                self._close()
                if self not in _running:  # it was killed on purpose
                    raise
                failed = error
        why = str(failed).strip().partition("\n")[0]
        raise RenderError(Sentence("The browser {path} failed twice to draw the picture ({why}). No file was written. Try "
                                   "again, or name another browser in CHROMIUM.", path=path, why=why)) from failed

    def _is_alive(self) -> bool:
        """Ask the browser: Playwright hears of its death only while it is being called."""
        from playwright.sync_api import Error

        if self._session is None:
            return False
        try:
            self._session.send("Browser.getVersion")
        except Error:
            return False
        return True

    def _page(self, html: str, size: Size) -> "Page":
        if self._open is not None and self._open[:2] == (html, size) and not self._open[2].is_closed():
            return self._open[2]
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
        from playwright.sync_api import Error, sync_playwright

        self._close()
        self._playwright = sync_playwright().start()
        # no handlers: Ctrl-C is for us to answer; when this process dies, Playwright's driver ends
        # and takes the browser with it
        self._browser = self._playwright.chromium.launch(
            executable_path=str(path),
            args=list(FLAGS),
            chromium_sandbox=SANDBOX,
            handle_sigint=False,
        )
        self._browser.on("disconnected", lambda _: self._forget_pid())
        self._session = self._browser.new_browser_cdp_session()
        processes = self._session.send("SystemInfo.getProcessInfo")["processInfo"]
        self._pid = next(one["id"] for one in processes if one["type"] == "browser")
        if self not in _running:  # given up while there was no process yet to kill
            raise Error("The browser is not wanted any more.")

    def _forget_pid(self) -> None:
        self._pid = None  # the system may give the number to another process

    def _close(self) -> None:
        from playwright.sync_api import Error

        self._open = self._session = None
        try:
            if self._browser is not None:
                self._browser.close()
        except Error:
            pass  # it is gone already, which is what was wanted
        finally:
            self._browser = self._pid = None
        if self._playwright is not None:
            self._playwright.stop()
            self._playwright = None


_lock = threading.Lock()
_jobs: SimpleQueue[_Job[Any] | None] = SimpleQueue()
_running: list[_Worker] = []


def _worker() -> _Worker:
    with _lock:
        if not _running:
            _running.append(_Worker())
            _running[0].thread.start()
        return _running[0]


def _abandon(job: _Job[Any]) -> None:
    """Give up the thread that is stuck in a job, kill its browser, and let another go on."""
    with _lock:
        stuck = next((worker for worker in _running if worker.job is job), None)
        if stuck is None:  # the job has ended in this moment
            return
        _running.remove(stuck)
    stuck.kill()
    _worker()


@atexit.register
def _stop() -> None:
    for worker in list(_running):
        _jobs.put(None)
        worker.thread.join(timeout=10)
