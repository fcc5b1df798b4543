"""Streamlit apps as processes of their own, and what a browser sees of them."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Error, Frame, Page

from benchmarks.browser import TIMEOUT_MS, VIEWPORT, WATCH
from benchmarks.libraries import serve_locally

ROOT = Path(__file__).parents[1]
OPTIONS = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none",
           "--server.address=127.0.0.1")  # fmt: skip
# What passes through the websocket, with the time since 1970 in ms; bytes before any compression of the connection.
WIRE = """(() => {
  const now = () => performance.timeOrigin + performance.now(), Plain = window.WebSocket;
  const size = data => data.byteLength ?? data.size ?? data.length;
  window.wire = [];
  window.WebSocket = class extends Plain {
    constructor(...given) { super(...given); this.addEventListener('message', e => window.wire.push([now(), size(e.data)])); }
    send(data) { window.wire.push([now(), size(data)]); super.send(data); }
  };
})();"""


@dataclass(frozen=True, kw_only=True)
class App:
    """A running app: its address, when its process was started (seconds since 1970), and that process."""

    url: str
    started: float
    pid: int

    @property
    def cpu(self) -> float:
        """CPU seconds of the server so far, with what it started."""
        server = psutil.Process(self.pid)
        times = [one.cpu_times() for one in (server, *server.children(recursive=True))]
        return float(sum(one.user + one.system for one in times))


@contextmanager
def running(script: Path | str, *arguments: str) -> Iterator[App]:
    """Run `streamlit run SCRIPT -- ARGUMENTS`, or a module that starts itself, hand it out once its port answers, and end it."""
    port = _free_port()
    command = [sys.executable, "-m"]
    if isinstance(script, Path):
        command += ["streamlit", "run", str(script), *OPTIONS, f"--server.port={port}", "--", *arguments]
    else:
        command += [script, "--port", str(port), *arguments]
    started = time.time()
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, process)
            yield App(url=f"http://localhost:{port}", started=started, pid=process.pid)
        finally:
            process.terminate()


def opened(browser: Browser, app: App, *, drawn: str) -> tuple[Page, Frame]:
    """Open an app and wait until the map of one of its frames is painted; `drawn` as in `browser.Kind`, without placeholders."""
    context = browser.new_context(viewport=VIEWPORT)
    serve_locally(context)
    page = context.new_page()
    page.add_init_script(WIRE)
    page.goto(app.url, wait_until="commit")
    end = time.monotonic() + TIMEOUT_MS / 1000
    while time.monotonic() < end:
        for frame in page.frames:
            if _is_drawn(frame, drawn):
                return page, frame
        time.sleep(0.02)
    raise TimeoutError(f"No map within {TIMEOUT_MS / 1000:.0f} s; the app says: {page.inner_text('body')[:1000]}")


def drawn_at(frame: Frame) -> float:
    """When the map was first painted, in seconds since 1970."""
    return float(frame.evaluate("performance.timeOrigin + window.drawnAt")) / 1000


def _is_drawn(frame: Frame, drawn: str) -> bool:
    """Look, and set the watch if the frame has none: what an init script asks of a frame is lost when the frame navigates."""
    watch = f"if (!document.watched) {{ document.watched = true; {WATCH % drawn} }}"
    try:
        return bool(frame.evaluate(f"() => {{ {watch} return window.drawnAt > 0; }}"))
    except Error:
        return False  # the frame was replaced while we looked


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise RuntimeError(f"streamlit ended with {process.returncode} before it answered")
