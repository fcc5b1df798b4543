from itertools import pairwise

import pytest

from geo.states import State
from layers import style


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


@pytest.mark.parametrize("text", [style.INK, style.QUIET_INK, style.ACCENT])
def test_text_reads_on_paper(text):
    assert contrast(text, style.PAPER) >= 4.5


def test_every_state_flag_and_role_has_words():
    assert set(style.STATE_COLOURS) == set(style.STATE_WORDS) == set(State)
