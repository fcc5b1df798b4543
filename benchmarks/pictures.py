"""A series of pictures beside folium's own way to a PNG: per picture, browser's start included."""

import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import folium
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from benchmarks.libraries import local_file
from benchmarks.peers import day_group, empty_map, geojson
from benchmarks.workloads import dataset_of, w1_parts
from briefing.browser.chromium import FLAGS, find_chromium
from briefing.export import export_each
from briefing.formats.png import SIZES, png_of
from briefing.request import Request
from briefing.sheet.subject import subject_of
from geo.dataset import Dataset
from geo.view import View

Row = dict[str, float]
MADE_AT = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
WARM = 15


def measure_pictures(*, dates: int) -> dict[str, Row]:
    """Draw `dates` dates of W1 both ways, every date a picture of its own; seconds for one."""
    dataset = dataset_of(w1_parts())
    total = dataset.timeline.days
    indices = [round(n * (total - 1) / max(1, dates - 1)) for n in range(dates)]
    found = {"ours": ours(dataset, indices), "folium": {"per_picture": _per_picture(lambda: peer(dataset, indices), dates)}}
    print("pictures", found, flush=True)
    return found


def ours(dataset: Dataset, indices: list[int]) -> Row:
    """Sheets of 1920 x 1080 with title, legend, figures and sources; then one warm one, as the dashboard makes it."""
    days = tuple(dataset.timeline.day(index) for index in indices)
    subject = subject_of(dataset, View(date=days[0]), made_at=MADE_AT)
    with tempfile.TemporaryDirectory() as folder:
        request = Request(subject=subject, dates=days)
        per_picture = _per_picture(lambda: export_each(request, Path(folder)), len(days))
    warm = [_per_picture(partial(_one, dataset, day), 1) for day in (days * WARM)[:WARM]]
    return {"per_picture": per_picture, "warm_picture": median(warm)}


def _one(dataset: Dataset, day: dt.date) -> bytes:
    return png_of(subject_of(dataset, View(date=day), made_at=MADE_AT), SIZES["16:9"])


def peer(dataset: Dataset, indices: list[int]) -> None:
    """folium's `Map._to_png` with its own delay, driven with the same Chromium; its libraries come from the disk."""
    shapes = geojson(dataset)
    for index in indices:
        map_ = empty_map(dataset)
        map_.default_js = [(name, local_file(url).as_uri()) for name, url in folium.Map.default_js]
        map_.default_css = [(name, local_file(url).as_uri()) for name, url in folium.Map.default_css]
        day_group(dataset, index, shapes=shapes).add_to(map_)
        picture = map_._to_png(driver=_driver())
        assert picture.startswith(b"\x89PNG")


def _driver() -> webdriver.Chrome:
    """What folium starts for itself, but with this machine's Chromium in place of Firefox."""
    options = webdriver.ChromeOptions()
    options.binary_location = str(find_chromium())
    for flag in (*FLAGS, "--headless=new", "--window-size=1920,1080"):
        options.add_argument(flag)
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def _per_picture(draw: Callable[[], object], count: int) -> float:
    start = time.perf_counter()
    draw()
    return (time.perf_counter() - start) / count
