"""Our dashboard beside Streamlit apps with st_folium: a date change until the map is repainted, and the cold start."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Frame, Page

from benchmarks.apps import ROOT, App, drawn_at, opened, running
from benchmarks.browser import OURS, PATHS, awaited, browser_cpu, chromium
from benchmarks.workloads import Workload, write

Row = dict[str, float]
PEERS = Path(__file__).parent
OUR_APP = "panels.serve"  # as `make run` starts it
BUNDLED = ROOT / "data" / "ukraine"
SETTLE_MS = 1500  # a change is over, and nothing passes through the websocket any more

# A press of the key in our frame. What the canvas shows before and after is compared outside the time that is taken.
PRESS = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const picture = () => [...document.querySelectorAll('canvas')].map(c => c.toDataURL()).join();
  const before = picture();
  await new Promise(done => setTimeout(done, 100)); // reading the canvas is over, and the key comes at any moment of a frame
  const start = performance.timeOrigin + performance.now();
  document.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft', code: 'ArrowLeft', bubbles: true, cancelable: true}));
  await frame(); await frame();
  const end = performance.timeOrigin + performance.now();
  return {start, end, changed: picture() !== before};
}"""
# The peer's map has been repainted when its polygons are others than before, all of them, and two frames have passed.
AWAIT_REPAINT = """() => {
  const first = () => document.querySelector('path.leaflet-interactive'), before = first();
  window.repaintedAt = 0;
  const look = () => {
    if (first() === before || !(%s)) return requestAnimationFrame(look);
    const painted = () => { window.repaintedAt = performance.timeOrigin + performance.now(); };
    requestAnimationFrame(() => requestAnimationFrame(painted));
  };
  requestAnimationFrame(look);
}"""
CLICK = """() => {
  const button = [...document.querySelectorAll('button')].find(b => b.textContent.trim() === 'Earlier');
  const start = performance.timeOrigin + performance.now();
  button.click();
  return start;
}"""


def measure_dashboards(parts: Workload, *, repeats: int) -> dict[str, Row]:
    """Change the date `repeats` times in either app; return the medians."""
    regions = len(parts.regions)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        data = str(write(parts, Path(folder)))
        with running(OUR_APP, "--data", data) as app:
            page, frame = opened(browser, app, drawn=OURS.drawn)
            ours = _changes(app, page, lambda: _our_change(page, frame), repeats=repeats)
            page.context.close()
        drawn = PATHS.format(regions=regions)
        with running(PEERS / "peer_app.py", data) as app:
            page, frame = opened(browser, app, drawn=drawn)
            peer = _changes(app, page, lambda: _peer_change(page, frame, drawn), repeats=repeats)
    return {"ours": ours, "st_folium": peer}


def measure_cold_start(*, repeats: int) -> dict[str, Row]:
    """Start each app `repeats` times in turn, after one start each that warms the disk; return the medians, in seconds."""
    apps: dict[str, tuple[Path | str, tuple[str, ...], str]] = {
        "ours": (OUR_APP, ("--data", str(BUNDLED)), OURS.drawn),
        "st_folium": (PEERS / "peer_smallest.py", (str(BUNDLED / "regions.geojson"),), PATHS.format(regions=1)),
    }
    taken: dict[str, list[float]] = {name: [] for name in apps}
    with chromium() as browser:
        for turn in range(repeats + 1):
            for name, (script, arguments, drawn) in apps.items():
                with running(script, *arguments) as app:
                    page, frame = opened(browser, app, drawn=drawn)
                    seconds = drawn_at(frame) - app.started
                    page.context.close()
                print("cold start", name, round(seconds, 3), "" if turn else "(not counted)", flush=True)
                taken[name] += [seconds] if turn else []
    return {name: {"cold_start": median(seconds)} for name, seconds in taken.items()}


def _changes(app: App, page: Page, change: Callable[[], Row], *, repeats: int) -> Row:
    """Return the medians of so many changes, and the CPU seconds of server and browser for each, above those of idleness."""
    before, start = app.cpu + sum(browser_cpu().values()), time.perf_counter()
    row = _medians([change() for _ in range(repeats)])
    page.wait_for_timeout(SETTLE_MS)
    busy, seconds = app.cpu + sum(browser_cpu().values()) - before, time.perf_counter() - start
    before = app.cpu + sum(browser_cpu().values())
    page.wait_for_timeout(1000 * seconds)
    idle = app.cpu + sum(browser_cpu().values()) - before
    return row | {"cpu_per_change": (busy - idle) / repeats}


def _our_change(page: Page, frame: Frame) -> Row:
    page.wait_for_timeout(SETTLE_MS)
    pressed = frame.evaluate(PRESS)
    if not pressed["changed"]:
        raise RuntimeError("the map shows the same picture two frames after the date was switched")
    return _row(page, pressed["start"], pressed["end"])


def _peer_change(page: Page, frame: Frame, drawn: str) -> Row:
    page.wait_for_timeout(SETTLE_MS)
    frame.evaluate(AWAIT_REPAINT % drawn)
    start = page.evaluate(CLICK)
    return _row(page, start, awaited(frame, "repaintedAt"))


def _row(page: Page, start: float, end: float) -> Row:
    wire = page.evaluate("window.wire")
    return {"change_ms": end - start, "wire_bytes": sum(size for at, size in wire if start <= at <= end)}


def _medians(rows: list[Row]) -> Row:
    print("date changes", [round(row["change_ms"], 1) for row in rows], flush=True)
    return {key: median(row[key] for row in rows) for key in rows[0]}
