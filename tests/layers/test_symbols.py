"""Every state and pattern is told from every other: in colour, in grey, and with the three common colour blindnesses.

The pictures are those that the page draws; eyes and distances are those of `tests/layers/colours.py`.
"""

from itertools import combinations

import numpy as np
import pytest

from geo.states import CARRIED, CONTESTED, PARTIAL, State
from layers.style import STATE_COLOURS
from tests.layers.colours import EYES, ciede2000, lab_seen

STATES = [int(state) for state in State]
PATTERNS = {
    "part": 2, "part, partial": 2 | PARTIAL, "part, carried": 2 | CARRIED, "part, partial, carried": 2 | PARTIAL | CARRIED,
    "large part": 3, "large part, contested": 3 | CONTESTED, "nearly all": 4, "nearly all, carried": 4 | CARRIED, "all": 5,
    "all, carried": 5 | CARRIED, "all, contested": 5 | CONTESTED, "all, contested, carried": 5 | CONTESTED | CARRIED,
    "power on": 1, "power on, partial": 1 | PARTIAL, "no report": 0,
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


@pytest.fixture
def pictures(open_page, ukraine) -> dict[str, np.ndarray]:
    drawn = open_page(ukraine).page.evaluate(DRAW, list(PATTERNS.values()))
    return {name: np.array(drawn[str(code)]).reshape(40, 40, 4)[..., :3] / 255 for name, code in PATTERNS.items()}


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
