"""Ten thousand distinct names to their regions: ours beside rapidfuzz over all names.

The obvious peer takes the best match whatever it is: it knows no kinds, cases, codes or namesakes,
and finds something for noise.
"""

import csv
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from rapidfuzz import process

from benchmarks.workloads import SEED
from briefing.name_report import places_of
from geo.names import PlaceIndex, candidates, known

Row = dict[str, float]
UKRAINE = Path(__file__).parents[1] / "data" / "ukraine"
NAMES, NAMES_OF_PEER = 10_000, 300
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def measure_names(*, repeats: int) -> dict[str, Row]:
    """Measure ours, the fast look-up and the peer; seconds of the CPU for 10,000 names each."""
    names = written_names()
    every = [
        name for row in _rows() for name in (row["name"], *row["other_names"].split("; ")) if name
    ]
    taken: dict[str, list[Row]] = {"ours": [], "known": [], "rapidfuzz": []}
    for _ in range(repeats):
        start = time.process_time()
        index = places_of(UKRAINE)
        candidates(
            index, "Zzyzx oblast"
        )  # reads the settlements, and makes the forms that slips are looked for in
        loaded = time.process_time() - start
        each = [_seconds(index, name) for name in names]
        taken["ours"].append({"seconds": sum(each), "longest_ms": 1000 * max(each), "load": loaded})
        start = time.process_time()
        for name in names:
            known(index, name, forms=True)
        taken["known"].append({"seconds": time.process_time() - start})
        start = time.process_time()
        for name in names[:NAMES_OF_PEER]:
            process.extractOne(name, every)
        taken["rapidfuzz"].append(
            {"seconds": (time.process_time() - start) * NAMES / NAMES_OF_PEER}
        )
        print("names", {name: rows[-1] for name, rows in taken.items()}, flush=True)
    return {
        name: {key: median(row[key] for row in rows) for key in rows[0]}
        for name, rows in taken.items()
    }


def written_names() -> list[str]:
    """Return distinct names: as they are, of a kind, with a slip, beside a place, and noise."""
    rng = random.Random(SEED)
    rows = [row for row in _rows() if row["region_code"]]
    found: dict[str, None] = {}
    while len(found) < NAMES:
        first, second = rng.sample(rows, 2)
        name = rng.choice((first["name"], *filter(None, first["other_names"].split("; "))))
        form = rng.choice(("as it is", "as it is", "kind", "slip", "slip", "beside", "noise"))
        found.setdefault(
            {
                "as it is": name,
                "kind": f"м. {name}",
                "slip": with_a_slip(name, rng),
                "beside": f"{name}, {second['name']}",
                "noise": "".join(rng.choices(LETTERS, k=rng.randint(4, 12))),
            }[form]
        )
    return list(found)


def _rows() -> Iterator[dict[str, str]]:
    for file in ("gazetteer.csv", "settlements.csv"):
        with (UKRAINE / file).open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def with_a_slip(name: str, rng: random.Random) -> str:
    """Leave a letter of a name out, double it, or put another in its place."""
    at = rng.randrange(len(name))
    less, more = name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]
    return rng.choice((less, more, name[:at] + rng.choice(LETTERS) + name[at + 1 :]))


def _seconds(index: PlaceIndex, name: str) -> float:
    start = time.process_time()
    candidates(index, name)
    return time.process_time() - start
