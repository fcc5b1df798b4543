"""Measure ours beside the peers: `python -m benchmarks.run [--quick] [--only PART]`, a part of those below.

Run it from the root of the repository, on a machine that does nothing else. It needs a Chromium with its driver, and npm the
first time, for the boundaries and the libraries of the peers. The part `engines` needs PySpark
and Java: where they are missing it is left out, and named. It writes RESULTS.md and results.json beside this file, and the goals
into docs/measures.md; a part that is not run keeps its former figures.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.counts import measure_counts, measure_engines
from benchmarks.dashboard import measure_cold_start, measure_dashboards
from benchmarks.load import measure_load, measure_search
from benchmarks.names import measure_names
from benchmarks.pages import measure_pages
from benchmarks.pictures import measure_pictures
from benchmarks.points import measure_points
from benchmarks.report import machine, show_in, write_report
from benchmarks.workloads import w1_parts, w2_parts
from tests.cluster import why_not

HERE = Path(__file__).parent
FIGURES, REPORT = HERE / "results.json", HERE / "RESULTS.md"
SWITCHES = 40
WORKLOADS = (w1_parts, w2_parts)


def pages(*, quick: bool) -> dict[str, Any]:
    measured = (measure_pages(parts(), repeats=1 if quick else 5, switches=SWITCHES) for parts in WORKLOADS)
    return dict(zip(("W1", "W2"), measured, strict=True))


def dashboard(*, quick: bool) -> dict[str, Any]:
    measured = (measure_dashboards(parts(), repeats=3 if quick else 15) for parts in WORKLOADS)
    return dict(zip(("W1", "W2"), measured, strict=True))


def cold(*, quick: bool) -> dict[str, Any]:
    return dict(measure_cold_start(repeats=1 if quick else 7))


def pictures(*, quick: bool) -> dict[str, Any]:
    return dict(measure_pictures(dates=3 if quick else 90))


def counts(*, quick: bool) -> dict[str, Any]:
    return dict(measure_counts(repeats=1 if quick else 5))


def engines(*, quick: bool) -> dict[str, Any]:
    return dict(measure_engines(repeats=1 if quick else 3))


def points(*, quick: bool) -> dict[str, Any]:
    return dict(measure_points(repeats=1 if quick else 7))


def names(*, quick: bool) -> dict[str, Any]:
    return dict(measure_names(repeats=1 if quick else 3))


def load(*, quick: bool) -> dict[str, Any]:
    return {"viewers": measure_load(repeats=1 if quick else 3), "search": measure_search(repeats=3 if quick else 30)}


PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "pages": pages, "dashboard": dashboard, "cold": cold, "pictures": pictures, "counts": counts, "engines": engines,
    "points": points, "names": names, "load": load,
}  # fmt: skip


def parts_here() -> list[str]:
    """Return the parts that this machine can run, and print what it cannot and why."""
    if reason := why_not():
        print(f"Part `engines` is left out and keeps its former figures: {reason}.")
    return [name for name in PARTS if name != "engines" or not reason]


def main() -> None:
    """Run the part asked for, or all in turn, each in a process of its own: the memory of one would count as the next one's."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description="Measure Outage Brief beside its peers.")
    parser.add_argument("--quick", action="store_true", help="one repetition: to see that it runs")
    parser.add_argument("--only", choices=list(PARTS), help="run one part only")
    asked = parser.parse_args()
    if asked.only == "engines" and why_not():
        parser.error(why_not())
    if not asked.only:
        for name in parts_here():
            subprocess.run([sys.executable, "-m", "benchmarks.run", "--only", name, *sys.argv[1:]], check=True)
        return
    results = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"machine": {}}
    facts = machine()
    results[asked.only] = PARTS[asked.only](quick=asked.quick)
    results["machine"][asked.only] = facts | ({"repetitions": "quick"} if asked.quick else {})
    FIGURES.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    write_report(results, REPORT)
    show_in(HERE.parent / "docs" / "measures.md", results)
    print(f"Wrote {REPORT} and {FIGURES}.")


if __name__ == "__main__":
    main()
