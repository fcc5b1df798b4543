"""What viewers cost the server: fifty that come at once, one that only looks, and the bytes of a start.

A viewer is a session by websocket, as a browser opens it: it asks for the script to be run and
has its map when the message with the map's component has come. Bytes are counted on the wire,
compressed as they pass, between a real browser and the server; what the peer's page fetches
from elsewhere is not counted, which favours it.
"""

import asyncio
import random
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles

import geopandas as gpd
from playwright.sync_api import Page
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from benchmarks.apps import App, opened, running
from benchmarks.browser import OURS, PATHS, chromium
from benchmarks.dashboard import BUNDLED, OUR_APP, PEERS
from benchmarks.names import with_a_slip
from benchmarks.workloads import SEED
from briefing.name_report import places_of
from geo.names import PlaceIndex, candidates, index_places
from geo.names.closest import closest
from geo.read import read_dataset

Row = dict[str, float]
VIEWERS, LOOKERS, IDLE_S = 50, 8, 60
PATIENCE_S = 120.0
PLACES, SEARCHED = 50_000, 30
SYLLABLES = [first + vowel for first in "bdhklmnprstvz" for vowel in "aeiouy"]


def measure_load(*, repeats: int) -> dict[str, Row]:
    """Start each app afresh `repeats` times, in turn, for fifty viewers; return the medians.

    Seconds until the map of a viewer has come (50th and 95th percentile), CPU seconds of the
    server for each viewer, bytes of a start, and CPU seconds an hour that one more viewer costs who only looks.
    """
    apps: dict[str, tuple[Path | str, tuple[str, ...], bytes, str]] = {
        "ours": (OUR_APP, ("--data", str(BUNDLED)), b"outage_brief_host", OURS.drawn),
        "st_folium": (PEERS / "peer_smallest.py", (str(BUNDLED / "regions.geojson"),), b"st_folium",
                      PATHS.format(regions=1)),
    }  # fmt: skip
    taken: dict[str, list[Row]] = {name: [] for name in apps}
    for turn in range(repeats):
        for name, (script, arguments, component, drawn) in apps.items():
            with running(script, *arguments) as app:
                asyncio.run(_first_map(app, component))  # what every viewer after the first finds
                row = _of_viewers(app, component)
            with running(script, *arguments) as app, chromium() as browser, counted(app) as wire:
                page, _ = opened(browser, wire.app, drawn=drawn)
                page.wait_for_timeout(3000)  # what the first map did not wait for
                row["start_bytes"] = float(wire.bytes)
                alone = _idle_cpu(app, page)  # with what the server itself costs, whoever looks
                for _ in range(LOOKERS):
                    opened(browser, wire.app, drawn=drawn)
                page.wait_for_timeout(3000)
                row["idle_cpu"] = (_idle_cpu(app, page) - alone) / LOOKERS
            print("load", name, turn, row, flush=True)
            taken[name].append(row)
    return {name: {key: median(row[key] for row in rows) for key in rows[0]} for name, rows in taken.items()}


def measure_search(*, repeats: int) -> dict[str, Row]:
    """Look names up among 50,000 places that have been read: as they are, with a slip, of none; milliseconds."""
    rng = random.Random(SEED)
    names = sorted({"".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 5))).title() for _ in range(2 * PLACES)})
    names = rng.sample(names, PLACES)
    regions = read_dataset(BUNDLED).regions
    points = gpd.points_from_xy([rng.uniform(23, 39) for _ in names], [rng.uniform(46, 52) for _ in names], crs="EPSG:4326")
    places = gpd.GeoDataFrame({
        "place_id": [f"P{number}" for number in range(PLACES)], "name": names, "kind": "village", "population": 0.0,
        "region_code": [rng.choice(regions["code"].tolist()) for _ in names], "other_names": [()] * PLACES,
    }, geometry=points)  # fmt: skip
    index = index_places(regions, places, words=places_of(BUNDLED).words)
    asked = rng.sample(names, SEARCHED)
    written = [form for name in asked for form in (name, with_a_slip(name, rng), name[::-1])]
    for name in written[:3]:
        _milliseconds(index, name)  # makes the forms that slips are looked for in
    each = [_milliseconds(index, name) for _ in range(repeats) for name in written]
    return {"ours": {"places": float(PLACES), "median_ms": median(each), "longest_ms": max(each)}}


class Wire(socketserver.ThreadingTCPServer):
    """Stands between browsers and an app, and counts the bytes that the app sends."""

    daemon_threads = True

    def __init__(self, app: App) -> None:
        super().__init__(("127.0.0.1", 0), _Passed)
        self.port = int(app.url.rpartition(":")[2])
        self.app = App(url=f"http://localhost:{self.server_address[1]}", started=app.started, pid=app.pid)
        self.bytes = 0

    def pump(self, source: socket.socket, sink: socket.socket, *, counts: bool) -> None:
        """Pass on what comes until either side is closed."""
        with suppress(OSError):
            while data := source.recv(65_536):
                self.bytes += len(data) if counts else 0
                sink.sendall(data)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Passed(socketserver.BaseRequestHandler):
    """One connection of a browser, passed on to the app."""

    server: Wire

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.port)) as behind:
            back = threading.Thread(target=self.server.pump, args=(behind, self.request), kwargs={"counts": True})
            back.start()
            self.server.pump(self.request, behind, counts=False)
            back.join()


@contextmanager
def counted(app: App) -> Iterator[Wire]:
    """Count what an app sends to the browsers that are opened inside."""
    with Wire(app) as wire:
        threading.Thread(target=wire.serve_forever, daemon=True).start()
        yield wire
        wire.shutdown()


def _of_viewers(app: App, component: bytes) -> Row:
    async def all_at_once() -> list[float]:
        return await asyncio.gather(*(_first_map(app, component) for _ in range(VIEWERS)))

    before = app.cpu
    seconds = asyncio.run(all_at_once())
    spent = app.cpu - before
    return {"viewers_p50": median(seconds), "viewers_p95": quantiles(seconds, n=20, method="inclusive")[-1],
            "viewer_cpu": spent / VIEWERS}  # fmt: skip


def _idle_cpu(app: App, page: Page) -> float:
    """Return the CPU seconds of the server in an hour in which nobody touches anything."""
    before = app.cpu
    page.wait_for_timeout(1000 * IDLE_S)
    return (app.cpu - before) * 3600 / IDLE_S


async def _first_map(app: App, component: bytes) -> float:
    """Open a session and return the seconds until the message with its map has come."""
    address = f"ws://127.0.0.1:{app.url.rpartition(':')[2]}/_stcore/stream"
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    start = time.perf_counter()
    async with asyncio.timeout(PATIENCE_S), connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None) as session:
        await session.send(asked.SerializeToString())
        async for message in session:
            assert isinstance(message, bytes)
            if component in message and len(message) > 10_000:
                ForwardMsg.FromString(message)
                return time.perf_counter() - start
    raise TimeoutError("the session was closed before it had a map")


def _milliseconds(index: PlaceIndex, written: str) -> float:
    """What the search box does with a name: its candidates, or the nearest names where there are none."""
    start = time.perf_counter()
    if not candidates(index, written):
        closest(index, written)
    return 1000 * (time.perf_counter() - start)
