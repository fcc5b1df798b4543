"""The renderer when things go wrong: no browser, a killed one, a killed parent, a full disk, a blank picture, a network."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

import psutil
import pytest
from playwright.sync_api import Page

from briefing.browser import renderer
from briefing.browser.chromium import IS_ROOT
from briefing.browser.renderer import RenderError, Size, StoppedError, draw
from briefing.export import export_each
from briefing.formats.png import page_html, png_of, require_drawn, screenshot_of, size_of
from briefing.request import Request, dates_between
from briefing.sheet.subject import Subject, subject_of
from geo.dataset import Dataset
from geo.view import View
from tests.conftest import UKRAINE

ROOT = UKRAINE.parents[1]
MADE_AT = dt.datetime.fromisoformat("2026-01-12T08:30+02:00")
JUNE, JANUARY = dt.date(2025, 6, 2), dt.date(2026, 1, 7)
SMALL = Size(width=960, height=540)
PAGE = "<html data-ready='1'><title>drawn</title></html>"


@pytest.fixture
def subject(ukraine: Dataset) -> Subject:
    return subject_of(ukraine, View(date=JANUARY), made_at=MADE_AT)


def browsers_of(parent: psutil.Process) -> list[psutil.Process]:
    found = []
    for process in parent.children(recursive=True):
        try:
            if "--headless" in " ".join(process.cmdline()):
                found.append(process)
        except psutil.NoSuchProcess:
            pass
    return found


def kill_browser(page: Page) -> None:
    """Kill the browser that holds a page, from outside, and wait until it is gone."""
    assert page.context.browser is not None
    told = page.context.browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")
    browser = psutil.Process(next(one["id"] for one in told["processInfo"] if one["type"] == "browser"))
    browser.kill()
    browser.wait(10)


@pytest.mark.long
@pytest.mark.parametrize("extension", [".png", ".pdf", ".pptx", ".gif", ".zip"])
def test_without_a_browser_the_error_names_the_command_that_installs_one(run, monkeypatch, tmp_path: Path, extension: str):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    code, _, told = run("export", UKRAINE, tmp_path / f"out{extension}")
    assert code == 3
    assert "install" in told.lower()
    assert "chromium" in told
    assert "Traceback" not in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
@pytest.mark.parametrize("extension", [".html", ".gpkg", ".csv"])
def test_without_a_browser_page_and_data_still_leave(run, monkeypatch, tmp_path: Path, extension: str):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    code, _, told = run("export", UKRAINE, tmp_path / f"out{extension}")
    assert code == 0, told
    assert (tmp_path / f"out{extension}").stat().st_size > 1000


@pytest.mark.long
def test_a_browser_killed_in_the_middle_of_a_series_is_started_anew_and_nothing_is_lost(subject: Subject, tmp_path: Path):
    dates = (JUNE, dt.date(2025, 6, 3), JANUARY)
    calm = export_each(Request(subject=subject, dates=dates, size=SMALL), tmp_path / "calm")
    killed = []

    def kill_once() -> None:
        if not killed:
            killed.append(True)
            draw(page_html(subject), SMALL, lambda page: kill_browser(page))

    rough = export_each(Request(subject=subject, dates=dates, size=SMALL, step=kill_once), tmp_path / "rough")
    assert killed
    assert [path.read_bytes() for path in rough] == [path.read_bytes() for path in calm]


@pytest.mark.long
def test_a_browser_that_dies_every_time_is_an_error_and_no_file(subject: Subject, tmp_path: Path):
    def job(page):
        kill_browser(page)
        return page.title()

    with pytest.raises(RenderError, match="failed twice"):
        draw("<html data-ready='1'></html>", SMALL, job)
    assert png_of(subject, SMALL).startswith(b"\x89PNG"), "and the next picture is drawn by a new one"


def hang(page: Page, begun: Event) -> None:
    begun.set()
    page.evaluate("() => { while (true) {} }")


@pytest.mark.long
def test_a_job_that_hangs_is_an_error_and_those_behind_it_are_served():
    begun = Event()
    draw(PAGE, SMALL, Page.title)  # a browser that has started, for its start is a part of the job
    with ThreadPoolExecutor(2) as sessions:
        hung = sessions.submit(draw, PAGE, SMALL, lambda page: hang(page, begun), timeout_s=3)
        assert begun.wait(60)
        queued = sessions.submit(draw, PAGE, SMALL, Page.title, timeout_s=60)
        with pytest.raises(RenderError, match=r"did not finish the picture within 3 seconds.*Try again"):
            hung.result(60)
        assert queued.result(60) == "drawn"
    assert draw(PAGE, SMALL, Page.title) == "drawn"


@pytest.mark.long
def test_a_page_that_hangs_before_it_is_ready_is_an_error_too():
    with pytest.raises(RenderError, match="within 2 seconds"):
        draw("<html><script>while (true) {}</script></html>", SMALL, Page.title, timeout_s=2)
    assert draw(PAGE, SMALL, Page.title) == "drawn"


@pytest.mark.long
def test_nothing_is_left_of_a_browser_that_was_stopped():
    draw(PAGE, SMALL, Page.title)
    before = browsers_of(psutil.Process())
    assert before
    with pytest.raises(RenderError, match="within 1 seconds"):
        draw(PAGE, SMALL, lambda page: hang(page, Event()), timeout_s=1)
    _, alive = psutil.wait_procs(before, timeout=30)
    assert [process for process in alive if process.status() != psutil.STATUS_ZOMBIE] == []


@pytest.mark.long
def test_waiting_behind_others_does_not_count_as_time_of_the_job():
    begun = Event()
    draw(PAGE, SMALL, Page.title)
    with ThreadPoolExecutor(2) as sessions:
        hung = sessions.submit(draw, PAGE, SMALL, lambda page: hang(page, begun), timeout_s=9)
        assert begun.wait(60)
        assert draw(PAGE, SMALL, Page.title, timeout_s=8) == "drawn"
        assert isinstance(hung.exception(60), RenderError)


@pytest.mark.long
def test_a_job_that_is_cancelled_ends_whether_it_runs_or_waits():
    begun, cancelled = Event(), Event()
    with ThreadPoolExecutor(3) as sessions:
        running = sessions.submit(draw, PAGE, SMALL, lambda page: hang(page, begun), cancelled=cancelled.is_set)
        assert begun.wait(60)
        waiting = sessions.submit(draw, PAGE, SMALL, Page.title, cancelled=cancelled.is_set)
        other = sessions.submit(draw, PAGE, SMALL, Page.title)
        cancelled.set()
        assert isinstance(running.exception(60), StoppedError)
        assert isinstance(waiting.exception(60), StoppedError)
        assert other.result(60) == "drawn"


@pytest.mark.long
def test_a_cancelled_job_that_ends_by_itself_leaves_the_browser_to_the_others():
    draw(PAGE, SMALL, Page.title)
    first = renderer._worker()._browser
    cancelled = Event()

    def job(page: Page) -> str:
        cancelled.set()
        return page.title()

    assert draw(PAGE, SMALL, job, cancelled=cancelled.is_set) == "drawn"
    assert draw(PAGE, SMALL, Page.title) == "drawn"
    assert renderer._worker()._browser is first


@pytest.mark.long
def test_a_browser_that_dies_over_and_over_fails_no_job_of_a_queue():
    """Each job finds the browser dead and then loses one; only the second death is its own."""
    gate = Event()

    def losing_one() -> Callable[[Page], str]:
        tries = iter(["first", "second"])

        def job(page: Page) -> str:
            title = page.title()
            gate.wait(60)
            kill_browser(page)
            return page.title() if next(tries) == "first" else title

        return job

    with ThreadPoolExecutor(8) as sessions:
        jobs = [losing_one(), losing_one(), losing_one(), *[Page.title] * 5]
        queued = [sessions.submit(draw, PAGE, SMALL, job) for job in jobs]
        gate.set()
        assert [one.result(120) for one in queued] == ["drawn"] * 8


def test_the_browser_runs_in_its_sandbox_except_for_root():
    draw(PAGE, SMALL, Page.title)
    (main, *_) = [one.cmdline() for one in browsers_of(psutil.Process()) if "--type=" not in " ".join(one.cmdline())]
    assert ("--no-sandbox" in main) == IS_ROOT


@pytest.mark.long
def test_no_browser_outlives_its_parent(tmp_path: Path):
    script = ("import time; from briefing.browser.renderer import Size, draw\n"
              "draw(\"<html data-ready='1'>x</html>\", Size(width=600, height=600), lambda page: page.title())\n"
              "print('drawn', flush=True); time.sleep(120)")  # fmt: skip
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "drawn\n"
    browsers = browsers_of(psutil.Process(parent.pid))
    assert browsers
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    gone, alive = psutil.wait_procs(browsers, timeout=30)
    assert (len(gone) > 0, [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]) == (True, [])


@pytest.mark.long
def test_a_series_stopped_by_the_keyboard_leaves_whole_files_only(tmp_path: Path):
    folder = tmp_path / "series"
    words = ["export", UKRAINE, "--dates", "2025-06-02..2026-01-11", "--out-dir", folder, "--size", "960x540"]
    command = subprocess.Popen([sys.executable, "-m", "briefing", *map(str, words)], cwd=ROOT, stderr=subprocess.PIPE, text=True,
                               start_new_session=True)  # fmt: skip
    while command.poll() is None and not (folder.is_dir() and list(folder.glob("*.png"))):
        time.sleep(0.01)
    os.killpg(command.pid, signal.SIGINT)  # as a terminal does: the browser hears it too
    _, err = command.communicate(timeout=30)
    left = list(folder.iterdir())
    assert [path.name for path in left if not path.name.startswith("UA_outages_")] == [], "no half file under another name"
    assert all(path.read_bytes().endswith(b"IEND\xaeB`\x82") for path in left)
    assert "Traceback" not in err
    assert command.returncode in {0, 130}


@pytest.mark.servers  # a disk of its own, which Linux alone can make
def test_a_full_disk_is_told_and_leaves_no_half_file(tmp_path: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    export_to_it = f"{sys.executable} -m briefing export {UKRAINE} {disk}/out.png; echo code $?; ls -A {disk}"
    mount = f"mount -t tmpfs -o size=64k tmpfs {disk} && {export_to_it}"
    unshare = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-rm"]
    done = subprocess.run([*unshare, "sh", "-c", mount], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.splitlines() == ["code 1"], "the exit code, and no file on the disk"
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_blank_map_is_an_error():
    white = draw("<html data-ready='1'><body style='background: white'></html>", SMALL, lambda page: page.screenshot())
    with pytest.raises(RenderError, match="left a map blank"):
        require_drawn(white, [[0, 0, 900, 500]], SMALL)
    with pytest.raises(RenderError, match="blank page"):
        require_drawn(white, [], SMALL)


@pytest.mark.long
def test_a_picture_of_another_size_is_refused(subject: Subject, ukraine: Dataset):
    from briefing.sheet.sheet import sheet_of

    picture = screenshot_of(subject, sheet_of(subject), SMALL)
    with pytest.raises(RenderError, match="960x540 pixels instead of 1920x1080"):
        require_drawn(picture, [], size_of("16:9"))


def test_a_page_that_is_drawn_reaches_no_network():
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/pixel"
    script = f"window.told = fetch('{url}').then(() => 'out', () => 'stopped')"
    page = f"<html data-ready='1'><img src='{url}'><script>{script}</script></html>"
    told = draw(page, SMALL, lambda page: page.evaluate("window.told"))
    server.shutdown()
    assert (told, asked) == ("stopped", [])


@pytest.mark.long
def test_one_browser_draws_all(subject: Subject):
    png_of(subject, SMALL)
    first = renderer._worker()._browser
    png_of(subject.on(JUNE), size_of("square", scale=0.5))
    assert renderer._worker()._browser is first


def test_the_dates_of_a_series_are_those_with_reports(ukraine: Dataset):
    assert dates_between(ukraine, JUNE, JANUARY) == (JUNE, JANUARY)
