"""One page in headless Chromium: time to the first draw, CPU of a date switch over all processes, time to the next frame."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Frame, Page, ViewportSize, sync_playwright

from briefing.browser.chromium import FLAGS, SANDBOX, find_chromium

VIEWPORT = ViewportSize(width=1280, height=800)
PAUSE_MS = 60
WARM_UP = 3
TIMEOUT_MS = 180_000
NOTHING = "() => {}"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How a page is driven. `drawn`: a JavaScript expression, true as soon as the polygons are in the page (`{regions}` of them);
    `days`: the number of its dates; `show`: a function of a date's index."""

    drawn: str
    days: str
    show: str


PATHS = "document.querySelectorAll('path.leaflet-interactive').length >= {regions}"
OURS = Kind(
    drawn="document.documentElement.dataset.ready === '1'", days="window.outageBrief.days",
    show="i => window.outageBrief.show(i)",
)  # fmt: skip
TIME_SLIDER = Kind(
    drawn=PATHS, days="+document.querySelector('input[type=range]').max + 1",
    show="i => { const s = document.querySelector('input[type=range]'); s.value = i; s.dispatchEvent(new Event('input')); }",
)
FEATURE_GROUPS = Kind(
    drawn=PATHS, days="document.querySelectorAll('.leaflet-control-layers-base input').length",
    show="i => document.querySelectorAll('.leaflet-control-layers-base input')[i].click()",
)

# The page is drawn when its polygons are there and two frames have passed: the first of them has painted the polygons.
WATCH = """(() => {
  const look = () => {
    let there = false;
    try { there = %s; } catch { /* the page's own scripts have not run yet */ }
    if (!there) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
  };
  requestAnimationFrame(look);
})();"""
AWAIT = """({name, limit}) => new Promise((done, fail) => {
  const start = performance.now();
  const look = () => {
    if (window[name] > 0) return done(window[name]);
    if (performance.now() > start + limit) return fail(new Error(`${name} was not set in time`));
    setTimeout(look, 20);
  };
  look();
})"""
# A switch ends with the second frame after it. After a pause the first frame comes at once, so both together can take 6 ms only.
SWITCH = """async ({indices, pause}) => {
  const show = %s, frame = () => new Promise(requestAnimationFrame), times = [];
  for (const i of indices) {
    const start = performance.now();
    show(i);
    await frame(); await frame();
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, pause));
  }
  return times;
}"""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one page took: seconds, but for `frame_p95_ms`, the 95th percentile of the time from a switch to its second frame."""

    first_draw: float
    cpu_per_switch: float
    frame_p95_ms: float
    frame_median_ms: float


def measure(html: Path, kind: Kind, *, regions: int, switches: int = 40) -> Figures:
    """Open a page in a browser of its own and switch its date `switches` times, backwards from the latest."""
    with chromium() as browser:
        page = browser.new_page(viewport=VIEWPORT)
        page.add_init_script(WATCH % kind.drawn.replace("{regions}", str(regions)))
        page.goto(html.as_uri(), wait_until="commit", timeout=TIMEOUT_MS)
        first_draw = awaited(page.main_frame, "drawnAt") / 1000
        days = int(page.evaluate(kind.days))
        indices = [(days - 2 - k) % days for k in range(switches + WARM_UP)]
        _switched(page, kind.show, indices[:WARM_UP])
        time.sleep(1)  # what the first draw left to do, such as compiling in the background, is not the switches'
        busy, busy_s, times = _switched(page, kind.show, indices[WARM_UP:])
        idle, idle_s, _ = _switched(page, NOTHING, [0] * switches)
    return Figures(
        first_draw=first_draw, cpu_per_switch=(busy - idle * busy_s / idle_s) / switches,
        frame_median_ms=statistics.median(times), frame_p95_ms=statistics.quantiles(times, n=20, method="inclusive")[-1],
    )


def awaited(frame: Frame, name: str) -> float:
    """Wait until a script has set a variable of the window and return it, without the eval that a page's policy may forbid."""
    return float(frame.evaluate(AWAIT, {"name": name, "limit": TIMEOUT_MS}))


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a Chromium and close it."""
    found = find_chromium()
    if found is None:
        raise FileNotFoundError("No Chromium, Chrome or Edge found. Install one, or name it in CHROMIUM.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS), chromium_sandbox=SANDBOX)
        try:
            yield browser
        finally:
            browser.close()


def _switched(page: Page, show: str, indices: list[int]) -> tuple[float, float, list[float]]:
    """Switch through the dates; return CPU seconds of all Chromium processes, seconds gone by, milliseconds of each switch."""
    before, start = browser_cpu(), time.perf_counter()
    times = page.evaluate(SWITCH % show, {"indices": indices, "pause": PAUSE_MS})
    seconds, after = time.perf_counter() - start, browser_cpu()
    return sum(cpu - before.get(pid, 0.0) for pid, cpu in after.items()), seconds, times


def browser_cpu() -> dict[int, float]:
    """CPU seconds so far of every Chromium process below this one, by process id."""
    seconds = {}
    for process in psutil.Process().children(recursive=True):
        try:
            if "chrom" in process.name():
                used = process.cpu_times()
                seconds[process.pid] = used.user + used.system
        except psutil.NoSuchProcess:
            continue  # it ended between the listing and the look
    return seconds
