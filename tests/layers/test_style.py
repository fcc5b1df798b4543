import re
import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from geo.states import State
from geo.timeline import Change
from layers import style

ROOT = Path(__file__).parents[2]
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


@pytest.fixture(params=style.THEMES.values(), ids=style.THEMES)
def look(request) -> style.Palette:
    return request.param


def test_darker_is_worse_also_in_grey(look):
    outages = [State.POWER_ON, State.PART, State.LARGE_PART, State.NEARLY_ALL, State.ALL]
    shades = [luminance(look.states[state]) for state in outages]
    assert all(lighter > 1.25 * darker for lighter, darker in pairwise(shades))
    assert shades[0] > luminance(look.states[State.FEW]) > 1.25 * shades[1]


def test_no_report_is_neither_power_on_nor_an_outage(look):
    grey = look.states[State.NO_REPORT]
    assert contrast(grey, look.states[State.POWER_ON]) > 1.2
    channels = [int(grey[i : i + 2], 16) for i in (1, 3, 5)]
    assert max(channels) - min(channels) < 16, "no report has no hue"


def test_no_report_power_on_and_land_abroad_are_told_apart_on_a_poor_projector(look):
    grounds = [look.states[State.NO_REPORT], look.states[State.POWER_ON], look.land]
    assert min(contrast(one, other) for one, other in combinations(grounds, 2)) >= 1.3


def test_every_outage_is_lighter_than_the_grounds_of_the_dark_map():
    look = style.DARK
    outages = [look.states[state] for state in State if state >= State.PART]
    for ground in (look.sea, look.land, look.states[State.NO_REPORT]):
        assert all(luminance(one) > luminance(ground) and contrast(one, ground) >= 1.3 for one in outages)


@pytest.mark.parametrize("state", State)
def test_names_read_on_the_fill_of_every_state(look, state):
    fill, (*halo, opacity) = look.states[state], map(float, re.findall(r"[\d.]+", look.halo))
    under = [int(fill[i : i + 2], 16) for i in (1, 3, 5)]
    ground = "#" + "".join(f"{round(opacity * h + (1 - opacity) * u):02X}" for h, u in zip(halo, under, strict=True))
    for text in (look.ink, look.quiet):
        assert contrast(text, ground) >= 4.5


def test_what_may_lie_beside_each_other_is_told_apart_on_a_grey_print(look):
    grounds = {"land": look.land, "sea": look.sea} | {state.name: look.states[state] for state in GREY_APART}
    levels = {name: 255 * grey(colour) for name, colour in grounds.items()}
    near = {pair: abs(levels[pair[0]] - levels[pair[1]]) for pair in combinations(levels, 2)}
    assert min(near.values()) >= 12, min(near, key=near.__getitem__)


def grey(colour: str) -> float:
    """The grey of a printer, of 0 to 1: the luma of ITU-R BT.709."""
    return sum(weight * int(colour[i : i + 2], 16) / 255 for weight, i in ((0.2126, 1), (0.7152, 3), (0.0722, 5)))


@pytest.mark.parametrize("text", ["ink", "quiet", "accent"])
def test_text_reads_on_paper(look, text):
    assert contrast(getattr(look, text), look.paper) >= 4.5
    assert contrast(look.on_accent, look.accent) >= 4.5
    assert contrast(look.ink, look.control) >= 4.5


def test_both_themes_have_a_colour_for_everything():
    for look in style.THEMES.values():
        assert (set(look.states), set(look.changes), len(look.voltages)) == (set(State), set(Change), len(style.VOLTAGE_CLASSES))


def test_no_script_of_the_page_has_a_colour_of_its_own():
    """A colour that is written there stays as it is when the reader turns to the other theme."""
    own = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(\s*\d|\"(white|black)\"")
    assert [path.name for path in sorted((ROOT / "layers" / "js").glob("*.js")) if own.search(path.read_text("utf-8"))] == []


def test_the_app_has_the_colours_of_the_map():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name, look in style.THEMES.items():
        assert (theme[name]["backgroundColor"], theme[name]["textColor"]) == (look.paper, look.ink)


def test_every_state_flag_and_role_has_words():
    assert set(style.STATE_COLOURS) == set(style.STATE_WORDS) == set(State)


def test_changes_are_told_apart_on_a_grey_print_and_in_words(look):
    greys = sorted(0.299 * r + 0.587 * g + 0.114 * b for r, g, b in (bytes.fromhex(c[1:]) for c in look.changes.values()))
    assert min(b - a for a, b in pairwise(greys)) >= 12
    changed = set(Change) - {Change.NO_REPORT, Change.POWER_ON, Change.FEW}  # these look like the states that they are
    assert changed == set(style.CHANGE_NOTES), "each is written beside the name of its region"
    assert len(set(style.CHANGE_NOTES.values())) == len(style.CHANGE_NOTES)
