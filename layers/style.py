"""The look, as data: colours, patterns, sizes and the words of the legend. One place to review."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from geo.language import N_, WordTable, _
from geo.states import FLAGS, SCHEDULED, STATE_BITS, State, all_hidden, unsaid
from geo.timeline import Change

PAPER = "#FAFAF7"
INK = "#22252B"
QUIET_INK = "#565B63"  # 6.7:1 on paper: secondary text stays readable in print
LAND = "#C8C6C0"  # land abroad; it, "no report" and "power on" are 1.3:1 apart, as a poor projector needs
SEA = "#C3D6E2"
HAIRLINE = "#B9B4A8"
BORDER = "#8F8A7E"
ACCENT = "#1F5C7A"

# Darker is worse, in colour and in grey.
STATE_COLOURS = {
    State.NO_REPORT: "#E4E1D9",
    State.POWER_ON: "#FFFFFF",
    State.FEW: "#FFF1C0",
    State.PART: "#F0B44C",
    State.LARGE_PART: "#E8833A",
    State.NEARLY_ALL: "#B5393B",
    State.ALL: "#5A1A3C",
}
STATE_WORDS = WordTable({
    State.NO_REPORT: "No report",
    State.POWER_ON: "Power on",
    State.FEW: "Few customers out",
    State.PART: "Part without power",
    State.LARGE_PART: "Large part without power",
    State.NEARLY_ALL: "Nearly all without power",
    State.ALL: "All without power",
})
EXTENT_OF = WordTable({
    State.NO_REPORT: "", State.POWER_ON: "power on", State.FEW: "few customers", State.PART: "a part",
    State.LARGE_PART: "a large part", State.NEARLY_ALL: "nearly all", State.ALL: "all",
}, context="how much of a region is without power")  # fmt: skip
FLAG_WORDS = WordTable({
    "partial": "Stripes: the report speaks for a part of the region",
    "last_known": "Faded, dotted: last known, no news since, with its age",
    "contested": "Cross-hatched: sources disagree",
    "estimated": "Dark dashed edge: share of the region estimated",
    "scheduled": "Blue outline: planned work, not an outage",
    "hidden": "Rings: reported, but hidden by the filter",
    "unsaid": "Crosses: reported, but not how much is out",
})
OUTLINE_WORDS = N_("Thick outline: reported of the whole region, not of its districts")
ALL_HIDDEN_WORDS = N_("Reported, but hidden by the filter")
UNSAID_WORDS = N_("Reported, but not how much is out")
FLAG_NOTES = WordTable({  # after a state, in a list
    "partial": "in a part of it",
    "last_known": "no news since",
    "contested": "sources disagree",
    "estimated": "share estimated",
    "scheduled": "planned work",
    "hidden": "some statements hidden",
    "unsaid": "how much is out is not said",
})
# Between two dates: at least twelve grey levels apart, and every change is written beside the name of its region.
CHANGE_COLOURS = {
    Change.NO_REPORT: STATE_COLOURS[State.NO_REPORT],
    Change.POWER_ON: "#FFFFFF",
    Change.NO_NEWS: "#C2B79F",
    Change.RESTORED: "#2E7D6B",
    Change.BETTER: "#84BCA7",
    Change.SAME: "#EECFAE",
    Change.WORSE: "#D2603A",
    Change.NEW: "#6E1F5E",
    Change.FEW: "#FFF4CC",
    Change.NOT_COMPARABLE: "#869ABD",
    Change.HIDDEN: "#8C8896",
}
CHANGE_WORDS = WordTable({
    Change.NO_REPORT: "No report, and none without power before",
    Change.POWER_ON: "Power on",
    Change.NO_NEWS: "Was without power, no news since: not known to be restored",
    Change.RESTORED: "Restored: reported as power on",
    Change.BETTER: "Better: a smaller part without power",
    Change.SAME: "Reported again, unchanged",
    Change.WORSE: "Worse: a larger part without power",
    Change.NEW: "New: was not reported without power",
    Change.FEW: "Few customers out, and not without power before",
    Change.NOT_COMPARABLE: "Not comparable: the reports speak of different parts",
    Change.HIDDEN: "Hidden: the filter hides what is reported on one of the dates",
})
CHANGE_NOTES = WordTable({
    Change.NO_NEWS: "no news", Change.RESTORED: "restored", Change.BETTER: "better", Change.SAME: "unchanged",
    Change.WORSE: "worse", Change.NEW: "new", Change.NOT_COMPARABLE: "not comparable",
    Change.HIDDEN: "hidden",
})  # fmt: skip
CHANGE_SIGNS = {
    Change.NO_NEWS: "unknown", Change.RESTORED: "done", Change.BETTER: "down", Change.SAME: "equal", Change.WORSE: "up",
    Change.NEW: "dot", Change.NOT_COMPARABLE: "unequal", Change.HIDDEN: "ring",
}  # fmt: skip
ROLE_WORDS = WordTable({
    "official": "official",
    "operator": "grid operator",
    "de_facto_authority": "de facto authority",
    "media": "media",
    "ngo": "NGO",
    "sensor": "sensor",
    "": "role not stated",
})
EXTENT_WORDS = WordTable({
    "all": "all without power",
    "nearly_all": "nearly all without power",
    "large_part": "a large part without power",
    "part": "a part without power",
    "none": "power on",
    "unknown": "",
})
# From this voltage (kV): colour, half width of the square (px), least zoom at which it is drawn, words
VOLTAGE_CLASSES = (
    (500.0, "#3B2A78", 5.0, 0.0, N_("500 kV and more")),
    (300.0, "#3E6FB0", 4.2, 0.0, N_("300 to 499 kV")),
    (200.0, "#4C9A8A", 3.6, 6.5, N_("200 to 299 kV")),
    (0.1, "#7A8C5A", 3.0, 8.0, N_("below 200 kV")),
    (0.0, "#8A8A8A", 3.0, 8.0, N_("voltage not known")),
)
SCHEDULED_COLOUR = "#2F5FA8"
HIT_COLOUR = "#22252B"
ADVISORY_COLOUR = "#1F5C7A"
FONT_FAMILY = "Outage Brief Sans"
FONT_SIZES_PX = {"small": 12, "body": 14, "title": 22}


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours of one theme of the app. Exports are light.

    `halo`, `plate`: what lies around and under words on the map, with its opacity; `pale`, `deep`: lines that are seen on a dark
    and on a light fill.
    """

    paper: str
    ink: str
    quiet: str
    land: str
    sea: str
    hairline: str
    border: str
    accent: str
    on_accent: str
    control: str
    hit: str
    advisory: str
    scheduled: str
    pale: str
    deep: str
    halo: str
    plate: str
    states: Mapping[State, str]
    changes: Mapping[Change, str]
    voltages: tuple[str, ...]


LIGHT = Palette(
    paper=PAPER, ink=INK, quiet=QUIET_INK, land=LAND, sea=SEA, hairline=HAIRLINE, border=BORDER, accent=ACCENT,
    on_accent="#FFFFFF", control="#FFFFFF",
    hit=HIT_COLOUR, advisory=ADVISORY_COLOUR, scheduled=SCHEDULED_COLOUR, pale=PAPER, deep=INK,
    halo="rgba(250,250,247,0.9)", plate="rgba(250,250,247,0.92)", states=STATE_COLOURS, changes=CHANGE_COLOURS,
    voltages=tuple(colour for _, colour, *_ in VOLTAGE_CLASSES),
)  # fmt: skip
# The hues of the light theme. Grounds are darker than every outage, so that the worst still stands out; power on stays white
_DARK_STATES = {**STATE_COLOURS, State.NO_REPORT: "#34363A", State.NEARLY_ALL: "#C8403F", State.ALL: "#A3246A"}
DARK = Palette(
    paper="#17191C", ink="#F1F0EC", quiet="#B6BAC1", land="#1B1D20", sea="#06121C", hairline="#5C6067", border="#848A93",
    accent="#7CB9DC", on_accent="#10181D", control="#23262A", hit="#F1F0EC", advisory="#7CB9DC", scheduled="#7FA6EC",
    pale="#F1F0EC", deep="#17191C", halo="rgba(16,18,21,0.9)", plate="rgba(23,25,28,0.92)", states=_DARK_STATES,
    changes={**CHANGE_COLOURS, Change.NO_REPORT: _DARK_STATES[State.NO_REPORT], Change.NO_NEWS: "#47423A", Change.NEW: "#8E2A7C"},
    voltages=("#9E8CF2", "#7FAEE8", "#6FC4B2", "#A9BD83", "#A6A6A6"),
)  # fmt: skip
ON_PAGE_ONLY = ("on_accent", "control")
THEMES = {"light": LIGHT, "dark": DARK}


def state_in_words(code: int) -> str:
    """Say the state of a code of the timeline; that all is hidden, or not how much is out, is not "no report"."""
    if unsaid(code):
        return _(UNSAID_WORDS)
    if code & STATE_BITS == State.NO_REPORT and code & SCHEDULED:
        return _("No report of an outage")
    return _(ALL_HIDDEN_WORDS) if all_hidden(code) else STATE_WORDS[State(code & STATE_BITS)]


def css_variables() -> str:
    """Return the palettes as CSS custom properties, so that page.css repeats no colour; `data-theme` of the page chooses."""
    sizes = [f"--{name}: {size}px;" for name, size in FONT_SIZES_PX.items()]
    font = f'--font: "{FONT_FAMILY}", "Segoe UI", "Helvetica Neue", Arial, sans-serif;'
    dark = " ".join(["color-scheme: dark;", *_properties(DARK)])
    return f":root {{ {' '.join([*_properties(LIGHT), *sizes, font])} }}\n:root[data-theme=dark] {{ {dark} }}"


def _properties(palette: Palette) -> list[str]:
    names = ("paper", "ink", "quiet", "land", "sea", "hairline", "accent", "on_accent", "control", "plate")
    return [f"--{name.replace('_', '-')}: {getattr(palette, name)};" for name in names]


def as_data() -> dict[str, object]:
    """Return what the page's scripts need in order to draw, and what the bits of a byte mean, as plain data."""
    return {
        "themes": {name: _colours(palette) for name, palette in THEMES.items()}, "stateBits": STATE_BITS,
        "stateNames": {state.name: int(state) for state in State},
        "flags": {name.upper(): bit for name, bit in FLAGS.items()},
        "font": FONT_FAMILY, "voltages": [{"from": f, "size": s, "zoom": z} for f, _, s, z, _ in VOLTAGE_CLASSES],
    }  # fmt: skip


def _colours(palette: Palette) -> dict[str, object]:
    """Return what the scripts paint with, by their names; the rest stands in the style sheet."""
    texts = {one.name: getattr(palette, one.name) for one in fields(Palette) if one.type is str and one.name not in ON_PAGE_ONLY}
    return texts | {
        "states": [palette.states[state] for state in State], "changes": [palette.changes[change] for change in Change],
        "voltageColours": list(palette.voltages),
    }  # fmt: skip
