"""Our page beside folium's, from one Dataset: build, bytes, first draw, and what a date switch costs."""

import gc
import gzip
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.browser import FEATURE_GROUPS, OURS, TIME_SLIDER, Kind, measure
from benchmarks.libraries import LEAFLET, with_local_libraries
from benchmarks.peers import feature_groups, time_slider
from benchmarks.workloads import Workload, dataset_of
from geo.dataset import Dataset
from geo.derived import forget
from geo.view import View
from layers.map import build_map
from layers.page import page_of

Row = dict[str, float]
OPENING = 60  # letters by which a library is known in a page


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One way to make a page. `cold`: whether its first build of a dataset does more than the next one."""

    name: str
    kind: Kind
    build: Callable[[Dataset], str]
    cold: bool = False


def candidates(parts: Workload) -> tuple[Candidate, ...]:
    """Ours first, then the peers."""
    return (
        Candidate(name="ours", kind=OURS, build=our_page, cold=True),
        Candidate(name="tsc", kind=TIME_SLIDER, build=time_slider),
        Candidate(name="tsc_records_only", kind=TIME_SLIDER, build=lambda dataset: time_slider(dataset, records_only=True)),
        Candidate(name="feature_groups", kind=FEATURE_GROUPS,
                  build=lambda dataset: feature_groups(dataset, days=parts.peer_days)),
    )


def our_page(dataset: Dataset) -> str:
    """The page with everything switched on."""
    return page_of(build_map(dataset, View()))


def measure_pages(parts: Workload, *, repeats: int, switches: int) -> dict[str, Row]:
    """Measure every candidate `repeats` times in turn, so that what else the machine does falls on all; return the medians."""
    dataset = dataset_of(parts)
    taken: dict[str, list[Row]] = {}
    for _ in range(repeats):
        for candidate in candidates(parts):
            row = _measured(candidate, dataset, switches=switches)
            taken.setdefault(candidate.name, []).append(row)
            print(parts.name, candidate.name, {name: round(figure, 4) for name, figure in row.items()}, flush=True)
    return {name: {key: median(row[key] for row in rows) for key in rows[0]} for name, rows in taken.items()}


def _measured(candidate: Candidate, dataset: Dataset, *, switches: int) -> Row:
    row: Row = {}
    if candidate.cold:
        forget(dataset)
        row["build_cold"], _ = _timed(candidate, dataset)
    row["build"], html = _timed(candidate, dataset)
    plain = without_leaflet(html).encode()
    row |= {"bytes": len(plain), "gzip": len(gzip.compress(plain, 9))}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_text(with_local_libraries(html), encoding="utf-8")
        return row | asdict(measure(path, candidate.kind, regions=len(dataset.regions), switches=switches))


def _timed(candidate: Candidate, dataset: Dataset) -> tuple[float, str]:
    gc.collect()  # the garbage of the candidate before is not this one's
    start = time.perf_counter()
    html = candidate.build(dataset)
    return time.perf_counter() - start, html


def without_leaflet(html: str) -> str:
    """Cut the script and the style of Leaflet out of a page that holds them; folium's pages only link to them."""
    for name, end in (("leaflet.js", "</script>"), ("leaflet.css", "</style>")):
        opening = (LEAFLET / name).read_text(encoding="utf-8")[:OPENING]
        head, found, tail = html.partition(opening)
        html = head + tail[tail.index(end):] if found else html
    return html
