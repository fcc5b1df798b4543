"""The state of every region on every date, and the rule that chose it.

A wrong colour on a date is mended here.
"""

from geo.timeline.build import NEVER, Timeline, build_timeline, shown_on
from geo.timeline.change import Change, changes_of
from geo.timeline.rules import LOWERED, LOWERED_WORDS, WORDS, WORST_SCOPE, WORST_SCOPE_WORDS, rule_in_words

__all__ = [
    "LOWERED",
    "LOWERED_WORDS",
    "NEVER",
    "WORDS",
    "WORST_SCOPE",
    "WORST_SCOPE_WORDS",
    "Change",
    "Timeline",
    "build_timeline",
    "changes_of",
    "rule_in_words",
    "shown_on",
]
