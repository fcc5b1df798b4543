"""Every state and pattern is told from every other: in colour, in grey, and with the three common colour blindnesses.

The pictures are those that the page draws; eyes and distances are those of `tests/layers/colours.py`.
"""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from geo.states import CONTESTED, FLAGS, LAST_KNOWN, PARTIAL, State
from layers.style import STATE_COLOURS
from tests.layers.colours import EYES, ciede2000, lab_seen

SCRIPTS = Path(__file__).parents[2] / "layers" / "js"
STATES = [int(state) for state in State]
NONE, ON, FEW, PART, LARGE, NEARLY, ALL = STATES
PATTERNS = {
    "part": PART, "part, partial": PART | PARTIAL, "part, last known": PART | LAST_KNOWN,
    "part, partial, last known": PART | PARTIAL | LAST_KNOWN,
    "large part": LARGE, "large part, contested": LARGE | CONTESTED, "nearly all": NEARLY,
    "nearly all, last known": NEARLY | LAST_KNOWN, "all": ALL, "all, last known": ALL | LAST_KNOWN,
    "all, contested": ALL | CONTESTED, "all, contested, last known": ALL | CONTESTED | LAST_KNOWN,
    "power on": ON, "power on, partial": ON | PARTIAL, "few": FEW, "no report": NONE,
}  # fmt: skip
DISTINCT = 2.5  # mean CIE 2000 difference over a whole picture; about 2.3 is just noticeable between two flat colours
DRAW = """(codes) => Object.fromEntries(codes.map((code) => {
  const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
  canvas.width = canvas.height = 40;
  ctx.fillStyle = outageBrief.fillOf(ctx, code, 1);
  ctx.fillRect(0, 0, 40, 40);
  return [code, [...ctx.getImageData(0, 0, 40, 40).data]]; }))"""


def distance(one: np.ndarray, other: np.ndarray, eye: str) -> float:
    return float(np.mean(ciede2000(lab_seen(one, eye), lab_seen(other, eye))))


@pytest.mark.long
def test_the_page_has_the_flags_of_the_timeline_and_asks_for_no_other(open_page, ukraine):
    known = open_page(ukraine).page.evaluate("outageBrief.flags")
    assert known == {name.upper(): bit for name, bit in FLAGS.items()}
    asked = {name for script in SCRIPTS.glob("*.js") for name in re.findall(r"\bflags\.(\w+)", script.read_text())}
    assert asked
    assert asked <= known.keys()


@pytest.fixture
def pictures(open_page, ukraine) -> dict[str, np.ndarray]:
    drawn = open_page(ukraine).page.evaluate(DRAW, list(PATTERNS.values()))
    return {name: np.array(drawn[str(code)]).reshape(40, 40, 4)[..., :3] / 255 for name, code in PATTERNS.items()}


@pytest.mark.long
@pytest.mark.parametrize("eye", EYES)
def test_all_patterns_are_told_from_each_other(pictures, eye):
    found = {pair: distance(pictures[pair[0]], pictures[pair[1]], eye) for pair in combinations(PATTERNS, 2)}
    nearest = min(found, key=found.__getitem__)
    assert found[nearest] >= DISTINCT, (nearest, found[nearest])


@pytest.mark.parametrize("eye", EYES)
def test_the_plain_states_are_told_from_each_other(eye):
    flat = {state: np.array([int(STATE_COLOURS[State(state)][i : i + 2], 16) for i in (1, 3, 5)]) / 255 for state in STATES}
    found = {pair: distance(flat[pair[0]], flat[pair[1]], eye) for pair in combinations(STATES, 2)}
    nearest = min(found, key=found.__getitem__)
    assert found[nearest] >= DISTINCT, (nearest, found[nearest])
