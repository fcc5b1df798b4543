"""Every state and pattern is told from every other: in colour, in grey, and with the three common colour blindnesses.

The pictures are those that the page draws; the eyes are simulated after Machado, Oliveira and Fernandes (2009), the distance is
CIE 2000, both by the library colour-science.
"""

import sys
import warnings
from itertools import combinations
from unittest.mock import MagicMock

import numpy as np
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library warns at import of parts that are not installed and not used here
    import colour

from geo.outages import State
from geo.timeline import CARRIED, CONTESTED, PARTIAL
from layers.style import STATE_COLOURS

for name, module in list(sys.modules.items()):
    if isinstance(module, MagicMock):  # what colour leaves in place of parts that are not installed; others look for these
        del sys.modules[name]

STATES = [int(state) for state in State]
PATTERNS = {
    "part": 2, "part, partial": 2 | PARTIAL, "part, carried": 2 | CARRIED, "part, partial, carried": 2 | PARTIAL | CARRIED,
    "large part": 3, "large part, contested": 3 | CONTESTED, "nearly all": 4, "nearly all, carried": 4 | CARRIED, "all": 5,
    "all, carried": 5 | CARRIED, "all, contested": 5 | CONTESTED, "all, contested, carried": 5 | CONTESTED | CARRIED,
    "power on": 1, "power on, partial": 1 | PARTIAL, "no report": 0,
}  # fmt: skip
EYES = ("as it is", "grey", "Protanomaly", "Deuteranomaly", "Tritanomaly")
DISTINCT = 2.5  # mean CIE 2000 difference over a whole picture; about 2.3 is just noticeable between two flat colours
DRAW = """(codes) => Object.fromEntries(codes.map((code) => {
  const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
  canvas.width = canvas.height = 40;
  ctx.fillStyle = outageBrief.fillOf(ctx, code, 1);
  ctx.fillRect(0, 0, 40, 40);
  return [code, [...ctx.getImageData(0, 0, 40, 40).data]]; }))"""


def seen(rgb: np.ndarray, eye: str) -> np.ndarray:
    """Return sRGB colours (..., 3) in 0..1 as an eye sees them, in CIE Lab."""
    linear = colour.cctf_decoding(rgb)
    if eye == "grey":
        linear = np.repeat((linear @ [0.2126, 0.7152, 0.0722])[..., None], 3, axis=-1)
    elif eye != "as it is":
        linear = np.clip(linear @ colour.matrix_cvd_Machado2009(eye, 1.0).T, 0, 1)
    return colour.XYZ_to_Lab(colour.sRGB_to_XYZ(colour.cctf_encoding(linear)))


def distance(one: np.ndarray, other: np.ndarray, eye: str) -> float:
    return float(np.mean(colour.delta_E(seen(one, eye), seen(other, eye), method="CIE 2000")))


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
