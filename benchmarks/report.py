"""RESULTS.md: the goals with what was reached, and every figure behind them."""

import os
import platform
from collections.abc import Iterable
from importlib.metadata import distributions, version
from pathlib import Path

from benchmarks.browser import chromium
from benchmarks.goals import ASIDE, GOALS, Goal, Results, reached

PACKAGES = ("folium", "streamlit", "streamlit-folium", "geopandas", "shapely", "pandas", "numpy", "duckdb", "ibis-framework",
            "polars", "pyspark")
INTRO = """# Results

Written by `python -m benchmarks.run`. Ours and the peers run in turn, in one run on one machine; figures are medians. Absolute
values drift from machine to machine: the ratios count. What is compared is said in `benchmarks/peers.py`,
`benchmarks/workloads.py` and `benchmarks/browser.py`.

- **TSC**: folium's TimeSliderChoropleth with a style for every date and region, which it needs to show "no report" as such.
- **FeatureGroups**: one GeoJson a date with LayerControl; all 90 dates of W1, the last 30 of W2.
- W3: 20 million rows of a county feed; each candidate is a process of its own. "raw DuckDB" is a query by hand for the highest
  count and customer-hours; ours also works out what is covered, and accounts for every row. "engines": ours on DuckDB inside the
  process, and on a Spark cluster of two workers on the same machine. There DuckDB wins at both sizes, by 15 times and more: a
  cluster has costs of its own, and pays off where the files lie on it and its cores are many times ours.
- Bytes are without Leaflet, first draw is from the start of the navigation, libraries come from the disk. Ours has patterns,
  points, legend and tooltips switched on; the peers have none.
"""
ASIDE_INTRO = """The next table is no goal. With records only, TSC is smaller, and wrong: a region without a record keeps the
colour of the date before.
"""
MARKS = ("<!-- results -->", "<!-- /results -->")
UNITS = {
    "build_cold": ("build, cold", 1.0, "s", 3), "build": ("build", 1.0, "s", 3), "bytes": ("bytes", 1e-6, "MB", 3),
    "gzip": ("gzip", 1e-6, "MB", 3), "first_draw": ("first draw", 1.0, "s", 2),
    "cpu_per_switch": ("CPU per switch", 1e3, "ms", 1),
    "frame_median_ms": ("to 2nd frame, median", 1.0, "ms", 1), "frame_p95_ms": ("to 2nd frame, p95", 1.0, "ms", 1),
    "change_ms": ("date change to repaint", 1.0, "ms", 1), "wire_bytes": ("websocket before repaint", 1e-6, "MB", 3),
    "longest_ms": ("the longest", 1.0, "ms", 1), "load": ("loading", 1.0, "s", 2),
    "cold_start": ("cold start", 1.0, "s", 2),
    "per_picture": ("per picture of a series", 1.0, "s", 2), "warm_picture": ("one warm picture", 1.0, "s", 2),
    "seconds": ("time", 1.0, "s", 2),
    "cpu_per_change": ("CPU per date change", 1e3, "ms", 0),
    "viewers_p50": ("first map of 50 viewers, median", 1.0, "s", 2), "viewers_p95": ("p95", 1.0, "s", 2),
    "viewer_cpu": ("CPU of the server per viewer", 1e3, "ms", 0), "start_bytes": ("sent at start, compressed", 1e-6, "MB", 3),
    "idle_cpu": ("an hour of an idle viewer", 1.0, "CPU s", 1), "places": ("places", 1.0, "", 0),
    "median_ms": ("median", 1.0, "ms", 1),
    "cpu": ("CPU", 1.0, "s", 2), "peak_mb": ("peak memory", 1.0, "MB", 0),
}  # fmt: skip


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    with chromium() as browser:
        return {"cores": str(os.cpu_count()), "load before": f"{os.getloadavg()[0]:.1f}", "Python": platform.python_version(),
                "Chromium": browser.version, **{name: version(name) for name in PACKAGES if is_installed(name)}}


def is_installed(name: str) -> bool:
    """Whether a distribution is there; PySpark is only where a cluster is measured."""
    return any(distributions(name=name))


def write_report(results: Results, path: Path) -> None:
    """Write the two tables of goals and one of all figures."""
    goals = [INTRO, _ratios(GOALS, results), ASIDE_INTRO, _ratios(ASIDE, results)]
    parts = [*goals, "## All figures", _figures(results), _machines(results)]
    path.write_text("\n\n".join(part.strip() for part in parts) + "\n", encoding="utf-8")


def show_in(document: Path, results: Results) -> None:
    """Put the table of goals between the marks of a document, in place of the one that stands there."""
    before, _, rest = document.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    document.write_text(f"{before}{MARKS[0]}\n{_ratios(GOALS, results)}\n{MARKS[1]}{after}", encoding="utf-8")


def _ratios(goals: Iterable[Goal], results: Results) -> str:
    rows = []
    for goal in goals:
        outcome = reached(goal, results)
        reads = _in_words(goal, outcome[0]) if outcome else "not measured"
        verdict = "" if outcome is None else "pass" if outcome[1] else "**miss**"
        rows.append((goal.what, goal.against or "–", f"≤ {_in_words(goal, goal.limit)}", reads, verdict))
    return _table(("what", "against", "goal", "reached", ""), rows)


def _in_words(goal: Goal, figure: float) -> str:
    """A ratio as 1/23 below one and 1.15× above; without a peer, the figure itself."""
    if not goal.peer:
        return f"{figure:.0f} {goal.unit}"
    if figure >= 1:
        return f"{figure:.3g}×"
    return f"1/{1 / figure:.3g}" if figure > 0 else "less than the clock can tell"


def _figures(results: Results) -> str:
    rows = []
    for section in ("pages", "dashboard", "counts", "engines", "load"):
        for work, candidates in results.get(section, {}).items():
            rows += [(f"{section}, {work}", name, _words(row)) for name, row in candidates.items()]
    rows += [("points", name, _words(row)) for name, row in results.get("points", {}).items()]
    rows += [("names", name, _words(row)) for name, row in results.get("names", {}).items()]
    rows += [("cold start", name, _words(row)) for name, row in results.get("cold", {}).items()]
    rows += [("pictures, W1", name, _words(row)) for name, row in results.get("pictures", {}).items()]
    return _table(("part", "candidate", "figures"), rows)


def _words(row: dict[str, float]) -> str:
    named = ((key, *UNITS[key]) for key in row if key in UNITS)
    return " · ".join(f"{words} {row[key] * factor:,.{digits}f} {unit}" for key, words, factor, unit, digits in named)


def _machines(results: Results) -> str:
    lines = []
    for part, facts in results["machine"].items():
        lines.append(f"- {part}: {', '.join(f'{name} {value}' for name, value in facts.items())}")
    return "\n".join(["## Machine", "", *lines])


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
