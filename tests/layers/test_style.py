from itertools import combinations, pairwise

import pytest

from geo.states import State
from geo.timeline import Change
from layers import style

GREY_APART = (State.NO_REPORT, State.POWER_ON, State.PART, State.LARGE_PART, State.NEARLY_ALL, State.ALL)
"""Few customers out, which is as light as land, has ticks of its own."""


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_darker_is_worse_also_in_grey():
    outages = [State.POWER_ON, State.PART, State.LARGE_PART, State.NEARLY_ALL, State.ALL]
    shades = [luminance(style.STATE_COLOURS[state]) for state in outages]
    assert all(lighter > 1.25 * darker for lighter, darker in pairwise(shades))
    assert shades[0] > luminance(style.STATE_COLOURS[State.FEW]) > 1.25 * shades[1]


def test_no_report_is_neither_power_on_nor_an_outage():
    grey = style.STATE_COLOURS[State.NO_REPORT]
    assert contrast(grey, style.STATE_COLOURS[State.POWER_ON]) > 1.2
    channels = [int(grey[i : i + 2], 16) for i in (1, 3, 5)]
    assert max(channels) - min(channels) < 16, "no report has no hue"


def test_what_may_lie_beside_each_other_is_told_apart_on_a_grey_print():
    grounds = {"land": style.LAND, "sea": style.SEA} | {state.name: style.STATE_COLOURS[state] for state in GREY_APART}
    levels = {name: 255 * grey(colour) for name, colour in grounds.items()}
    near = {pair: abs(levels[pair[0]] - levels[pair[1]]) for pair in combinations(levels, 2)}
    assert min(near.values()) >= 12, min(near, key=near.__getitem__)


def grey(colour: str) -> float:
    """The grey of a printer, of 0 to 1: the luma of ITU-R BT.709."""
    return sum(weight * int(colour[i : i + 2], 16) / 255 for weight, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


@pytest.mark.parametrize("text", [style.INK, style.QUIET_INK, style.ACCENT])
def test_text_reads_on_paper(text):
    assert contrast(text, style.PAPER) >= 4.5


def test_every_state_flag_and_role_has_words():
    assert set(style.STATE_COLOURS) == set(style.STATE_WORDS) == set(State)


def test_changes_are_told_apart_on_a_grey_print_and_in_words():
    greys = sorted(0.299 * r + 0.587 * g + 0.114 * b for r, g, b in (bytes.fromhex(c[1:]) for c in style.CHANGE_COLOURS.values()))
    assert min(b - a for a, b in pairwise(greys)) >= 12
    changed = set(Change) - {Change.NO_REPORT, Change.POWER_ON, Change.FEW}  # these look like the states that they are
    assert changed == set(style.CHANGE_NOTES), "each is written beside the name of its region"
    assert len(set(style.CHANGE_NOTES.values())) == len(style.CHANGE_NOTES)
