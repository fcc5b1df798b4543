"""What we want to be, as data: which figure of ours, against which figure of a peer, and how small the ratio must be."""

from dataclasses import dataclass
from typing import Any

Results = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Goal:
    """`ours` and `peer` are paths such as "pages W2 tsc bytes"; without a `peer`, `limit` bounds our figure itself, in `unit`."""

    what: str
    against: str
    ours: str
    peer: str = ""
    limit: float
    unit: str = ""


TSC, BARE, GROUPS = "TSC", "TSC, records only", "FeatureGroups"
ST_FOLIUM, SMALLEST = "st_folium, feature_group_to_add", "the smallest page with st_folium"


def _page(what: str, against: str, peer: str, ours: str, limit: float) -> Goal:
    """A goal of the page: figure `ours` of our page, against the same of `peer`; a first build has only us as its own case."""
    work = what[:2]
    figure = ours.removesuffix("_cold")
    return Goal(what=what, against=against, ours=f"pages {work} ours {ours}", peer=f"pages {work} {peer} {figure}", limit=limit)


def _of_slider(against: str, peer: str) -> tuple[Goal, ...]:
    return (
        _page("W2, 365 dates: page bytes, classes and values", against, peer, "bytes", 1 / 20),
        _page("W2, 365 dates: page bytes, gzip", against, peer, "gzip", 1 / 2),
        _page("W1, 90 dates: page bytes", against, peer, "bytes", 1 / 3),
        _page("W2, 365 dates: build, topology cached", against, peer, "build", 1 / 15),
        _page("W2, 365 dates: build, cold", against, peer, "build_cold", 1 / 5),
        _page("W2, 365 dates: first draw", against, peer, "first_draw", 1 / 5),
        _page("W2: CPU per date switch, all processes", against, peer, "cpu_per_switch", 1 / 2),
    )


def _of_dashboard(work: str, limit: float) -> tuple[Goal, ...]:
    path = f"dashboard {work}"
    return (
        Goal(what=f"{work}, dashboard: date change to repainted map", against=ST_FOLIUM, ours=f"{path} ours change_ms",
             peer=f"{path} st_folium change_ms", limit=limit),
        Goal(what=f"{work}, dashboard: websocket bytes before the repaint", against="", ours=f"{path} ours wire_bytes", limit=0,
             unit="bytes"),
        Goal(what=f"{work}, dashboard: CPU per date change, server and browser", against=ST_FOLIUM,
             ours=f"{path} ours cpu_per_change", peer=f"{path} st_folium cpu_per_change", limit=1 / 3),
    )  # fmt: skip


def _of_feed(form: str, of_pandas: float) -> tuple[Goal, ...]:
    path, what = f"counts {form}", f"W3, {form.upper() if form == 'csv' else 'Parquet'}"
    return (
        Goal(what=f"{what}: file to daily table", against="raw DuckDB query", ours=f"{path} ours seconds",
             peer=f"{path} raw_duckdb seconds", limit=1.2),
        Goal(what=f"{what}: file to daily table", against="obvious pandas", ours=f"{path} ours seconds",
             peer=f"{path} pandas seconds", limit=of_pandas),
        Goal(what=f"{what}: peak memory", against="obvious pandas", ours=f"{path} ours peak_mb", peer=f"{path} pandas peak_mb",
             limit=1 / 4),
    )  # fmt: skip


GOALS = (
    *_of_slider(TSC, "tsc"),
    _page("W1, 90 dates: page bytes", GROUPS, "feature_groups", "bytes", 1 / 180),
    _page("W2: CPU per date switch, all processes", f"{GROUPS}, 30 dates", "feature_groups", "cpu_per_switch", 1 / 4),
    Goal(what="W2: date switch to the next frame, p95", against="", ours="pages W2 ours frame_p95_ms", limit=50, unit="ms"),
    *_of_dashboard("W1", 1 / 6),
    *_of_dashboard("W2", 1 / 30),
    *_of_feed("csv", 1 / 4),
    *_of_feed("parquet", 1 / 9),
    Goal(what="One million points to their counties, with the tie rule", against="gpd.sjoin", ours="points ours seconds",
         peer="points sjoin seconds", limit=1 / 2),
    Goal(what="10,000 distinct names to their regions, CPU", against="rapidfuzz extractOne", ours="names ours seconds",
         peer="names rapidfuzz seconds", limit=1 / 20),
    Goal(what="10,000 distinct names to their regions, CPU", against="", ours="names ours seconds", limit=10, unit="s"),
    Goal(what="the longest of 10,000 names, CPU", against="", ours="names ours longest_ms", limit=20, unit="ms"),
    Goal(what="W1, a PNG series over 90 dates: seconds per picture", against="folium Map._to_png",
         ours="pictures ours per_picture", peer="pictures folium per_picture", limit=1 / 10),
    Goal(what="Cold start: process start to first map painted", against=SMALLEST, ours="cold ours cold_start",
         peer="cold st_folium cold_start", limit=1.2),
    Goal(what="First map of 50 viewers at once, p95", against=SMALLEST, ours="load viewers ours viewers_p95",
         peer="load viewers st_folium viewers_p95", limit=1 / 3),
    Goal(what="Bytes at start, compressed", against=SMALLEST, ours="load viewers ours start_bytes",
         peer="load viewers st_folium start_bytes", limit=1.1),
    Goal(what="Bytes at start, compressed", against="", ours="load viewers ours start_bytes", limit=2e6, unit="bytes"),
    Goal(what="An hour of an idle viewer, CPU of the server", against="", ours="load viewers ours idle_cpu", limit=1, unit="s"),
    Goal(what="A search among 50,000 places, the longest", against="", ours="load search ours longest_ms", limit=100,
         unit="ms"),
)  # fmt: skip
ASIDE = _of_slider(BARE, "tsc_records_only")
"""The same against the page that is smaller because it is wrong."""


def found(results: Results, path: str) -> float | None:
    """Follow a path through the results; None if that part has not been measured."""
    here: Any = results
    for key in path.split():
        if not isinstance(here, dict) or key not in here:
            return None
        here = here[key]
    return float(here)


def reached(goal: Goal, results: Results) -> tuple[float, bool] | None:
    """Return the ratio (or our figure, for a goal without a peer) and whether it meets the goal; None if it was not measured."""
    ours, peer = found(results, goal.ours), found(results, goal.peer) if goal.peer else 1.0
    if ours is None or peer is None:
        return None
    return ours / peer, ours / peer <= goal.limit
